"use strict";
// Language, light and dark, filters, and the place of an error in its text. Works from disk: no requests.
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const choices = ["measure", "kind", "page"];

  const translate = (lang) => {
    root.lang = lang;
    for (const el of all("[data-zh]")) el.textContent = lang === "zh" ? el.dataset.zh : el.dataset.en;
    $("lang").textContent = lang === "zh" ? "EN" : "中文";
    count();
  };
  const paint = (dark) => root.toggleAttribute("data-dark", dark);

  let shown = 0;
  const count = () => { $("count").textContent = root.lang === "zh" ? `${shown} 处错误` : `${shown} errors`; };
  const filter = () => {
    const [measure, kind, page] = choices.map((id) => $(id).value);
    const words = $("words").value.trim().toLowerCase();
    shown = 0;
    for (const article of all("article")) {
      let here = 0;
      for (const item of all(".errors li", article)) {
        const fits = (!measure || item.dataset.measure.split("|").includes(measure)) && (!kind || item.dataset.kind === kind)
          && (!words || item.textContent.toLowerCase().includes(words));
        item.hidden = !fits;
        here += fits ? 1 : 0;
      }
      const open = !page || article.dataset.page === page;
      const clean = $("clean").checked && !measure && !kind && !words;
      article.hidden = !open || !(here || clean);
      shown += open ? here : 0;
    }
    count();
  };
  for (const id of choices) $(id).addEventListener("change", filter);
  $("words").addEventListener("input", filter);
  $("clean").addEventListener("change", filter);

  const show = (button) => {
    const article = button.closest("article"), was = button.getAttribute("aria-pressed") === "true";
    for (const el of all(".on", article)) el.classList.remove("on");
    for (const el of all("[aria-pressed]", article)) el.setAttribute("aria-pressed", "false");
    if (was) return;
    button.setAttribute("aria-pressed", "true");
    const pieces = all(`.x${button.dataset.error}`, article);
    for (const piece of pieces) piece.classList.add("on");
    if (pieces.length) pieces[0].scrollIntoView({ block: "nearest" });
  };
  const pick = (id, value) => {
    for (const other of choices) $(other).value = "";
    $("words").value = id === "words" ? value : "";
    if (id !== "words") $(id).value = value;
    filter();
    document.querySelector(".filters").scrollIntoView();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "lang") translate(root.lang === "zh" ? "en" : "zh");
    else if (button.id === "theme") paint(!root.hasAttribute("data-dark"));
    else if (button.dataset.error !== undefined) show(button);
    else if (button.dataset.pick) pick("measure", button.dataset.pick);
    else if (button.classList.contains("find")) pick("words", button.textContent);
  });
  paint(matchMedia("(prefers-color-scheme: dark)").matches);
  translate(root.lang);
  filter();
})();
