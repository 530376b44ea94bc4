"use strict";
// An article's text with every mention marked; a click on one shows it in the graph.
RG.text = () => {
  const data = RG.page.text, box = RG.$("text");
  if (!data) return;
  box.hidden = false;
  box.tabIndex = 0;
  const piece = ([text, n, edges]) => {
    const shown = n >= 0 ? RG.h("span", { role: "button", tabindex: 0, class: "m", "data-node": n, title: RG.t(RG.nodes[n].k), onclick: (event) => { event.stopPropagation(); RG.choose({ node: n }); },
      onkeydown: (event) => { if (event.key === "Enter") RG.choose({ node: n }); } }, text) : text;
    if (n >= 0) shown.style.setProperty("--c", RG.colour(RG.nodes[n].k));
    if (!edges) return shown;
    return RG.h("span", { class: "e", "data-edge": edges, onclick: () => RG.choose({ edge: Number(String(edges).split(",")[0]) }) }, shown);
  };
  box.replaceChildren(RG.h("h2", {}, data.headline), RG.h("p", { class: "from" }, data.from), ...data.paragraphs.map((pieces) => RG.h("p", {}, pieces.map(piece))));
};
RG.textMarks = () => {
  const s = RG.state;
  let first = null;
  for (const el of document.querySelectorAll("#text .m")) { const on = Number(el.dataset.node) === s.node; el.classList.toggle("on", on); if (on && !first) first = el; }
  for (const el of document.querySelectorAll("#text .e")) { const on = s.edge >= 0 && el.dataset.edge.split(",").includes(String(s.edge)); el.classList.toggle("on", on); if (on && !first) first = el; }
  if (first) first.scrollIntoView({ block: "nearest" });
};
