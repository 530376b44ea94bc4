"use strict";
// Shows the view that the address names (#view:map), the table else; the others can be reached by their links.
// Paints drawings as PNG, three pixels for one.
(function () {
  const sections = [...document.querySelectorAll("section.view")];
  const ways = [...document.querySelectorAll("nav.views a")];
  const TIMES = 3, LARGEST = 12000;

  function show() {
    let wanted = location.hash.slice(1);
    try { wanted = decodeURIComponent(wanted); } catch (fault) { /* a lone % is no mark of an address: taken as it stands */ }
    const chosen = sections.find((one) => one.id === wanted) || sections[0];
    for (const one of sections) one.hidden = one !== chosen;
    // An old link may name a view that the result does not allow any more.
    const lost = document.querySelector("nav.views + .lost");
    if (lost) lost.hidden = !wanted.startsWith("view:") || chosen.id === wanted;
    for (const way of ways) {
      if (way.getAttribute("href") === "#" + chosen.id) way.setAttribute("aria-current", "true");
      else way.removeAttribute("aria-current");
    }
    for (const link of document.querySelectorAll("a.share")) {
      link.href = location.pathname + location.search + "#" + chosen.id;
    }
    // A drawing wider than the screen is seen from its middle.
    const box = chosen.querySelector(".chart");
    if (box && /graph|map/.test(chosen.id)) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  }

  async function png(link) {
    const answer = await fetch(link.getAttribute("href"));
    if (!answer.ok) throw new Error(await answer.text());
    const text = await answer.text();
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await picture.decode();
    const times = Math.min(TIMES, LARGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.naturalWidth * times);
    canvas.height = Math.round(picture.naturalHeight * times);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const saving = document.createElement("a");
    saving.href = URL.createObjectURL(blob);
    saving.download = link.download;
    document.body.append(saving);
    saving.click();
    saving.remove();
    setTimeout(() => URL.revokeObjectURL(saving.href), 10000);
  }

  for (const link of document.querySelectorAll("a.png")) {
    link.hidden = false;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      png(link).catch((fault) => { link.textContent = fault.message; });
    });
  }
  if (sections.length < 2) return;
  window.addEventListener("hashchange", show);
  document.documentElement.classList.add("viewing");
  show();
})();
