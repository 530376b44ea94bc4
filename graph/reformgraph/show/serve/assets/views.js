"use strict";
// Shows the view that the address names (#view:map), the table else; the others can be reached by their links.
(function () {
  const sections = [...document.querySelectorAll("section.view")];
  const ways = [...document.querySelectorAll("nav.views a")];
  if (sections.length < 2) return;

  function show() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const chosen = sections.find((one) => one.id === wanted) || sections[0];
    for (const one of sections) one.hidden = one !== chosen;
    for (const way of ways) {
      if (way.getAttribute("href") === "#" + chosen.id) way.setAttribute("aria-current", "true");
      else way.removeAttribute("aria-current");
    }
    for (const link of document.querySelectorAll("a.share")) {
      link.href = location.pathname + location.search + "#" + chosen.id;
    }
  }

  window.addEventListener("hashchange", show);
  document.documentElement.classList.add("viewing");
  show();
})();
