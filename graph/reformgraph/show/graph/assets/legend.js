"use strict";
// Legend with counts that switches kinds, links and statuses; filters by category, place; size.
RG.toggle = (box, name, text, sample, count) => RG.h("li", {}, RG.h("label", {},
  RG.h("input", { type: "checkbox", "data-set": box, value: name, checked: RG.state[box].has(name), onchange: (event) => {
    event.target.checked ? RG.state[box].add(name) : RG.state[box].delete(name);
    RG.update();
  } }), sample, RG.h("span", {}, text), RG.h("output", {}, String(count))));
RG.line = (colour, dashes, width = 2.2) => RG.svg("svg", { viewBox: "0 0 22 16", "aria-hidden": "true" },
  RG.svg("path", { d: "M1 8H21", stroke: `var(--${colour})`, "stroke-width": width, "stroke-dasharray": (dashes || []).map((d) => d / 2).join(" ") || "none", "stroke-linecap": "butt" }));
// How many of each there are; links and statuses as the day of the slider has them, unless `all`.
RG.legendCounts = (all = false) => {
  const edges = all ? RG.edges : RG.edges.filter(RG.inTime);
  return { kinds: RG.count(RG.nodes, "k"), links: RG.count(edges, "k"),
    statuses: RG.count(edges.filter((edge) => edge.s).map((edge) => ({ s: all ? edge.s : RG.statusAt(edge) })), "s") };
};
// What has no link, by name: nothing of a page is without a name at first sight.
RG.loneList = () => {
  const box = RG.$("lone"), found = RG.order().filter((n) => RG.loneOn[n]);
  const kinds = (n) => RG.KINDS.indexOf(RG.nodes[n].k);
  found.sort((a, b) => kinds(a) - kinds(b) || (RG.nodes[a].l < RG.nodes[b].l ? -1 : 1));
  box.hidden = !found.length;
  const key = RG.lang + found.join(",");
  if (key === RG.loneKey) return;
  RG.loneKey = key;
  box.firstElementChild.textContent = RG.t("lone", found.length);
  // Thousands come as they are scrolled to.
  const list = box.lastElementChild, entry = (n) => RG.h("li", {}, RG.h("button", { type: "button", onclick: () => RG.reveal(n) }, RG.symbol(RG.nodes[n].k), RG.h("span", {}, RG.nodes[n].l)));
  const more = () => list.append(...found.slice(list.childElementCount, list.childElementCount + 300).map(entry));
  list.replaceChildren(); list.scrollTop = 0;
  list.onscroll = () => { if (list.scrollTop + list.clientHeight > list.scrollHeight - 400) more(); };
  more();
};
RG.recount = () => {
  const now = RG.legendCounts();
  for (const box of document.querySelectorAll("#rail input[data-set]")) box.closest("label").querySelector("output").textContent = String(now[box.dataset.set][box.value] || 0);
};
RG.legend = () => {
  const { kinds, links, statuses } = RG.legendCounts(true);
  RG.$("kinds").replaceChildren(...RG.KINDS.filter((kind) => kinds[kind]).map((kind) => RG.toggle("kinds", kind, RG.t(kind), RG.symbol(kind), kinds[kind])));
  RG.$("links").replaceChildren(...RG.LINKS.filter((kind) => links[kind]).map((kind) => RG.toggle("links", kind, RG.t("e_" + kind),
    RG.line(kind === "claim" ? "adopted" : kind === "near" ? "near" : "other", null, kind === "claim" ? 2.4 : 1.4), links[kind])));
  RG.$("statuses").replaceChildren(...RG.STATUSES.filter((name) => statuses[name]).map((name) => RG.toggle("statuses", name, RG.t(name), RG.line(name, RG.DASHES[name]), statuses[name])));
  RG.$("status-box").hidden = !Object.keys(statuses).length;
  RG.selects();
};
RG.options = (box, values, chosen, words) => {
  const select = RG.$(box);
  select.replaceChildren(RG.h("option", { value: "" }, RG.t("all")), ...values.map((value) => RG.h("option", { value }, words && RG.words[value] ? RG.t(value) : RG.value(value))));
  select.value = chosen;
  select.closest("label").hidden = values.length < 2;
};
RG.valuesOf = (field, fits) => [...new Set(RG.nodes.filter(fits).map((node) => node.f[field]).filter(Boolean))].sort((a, b) => a.localeCompare(b, "zh"));
RG.selects = () => {
  const s = RG.state;
  RG.options("category", RG.valuesOf("category", (node) => node.k === "reform"), s.category, true);
  RG.options("province", RG.valuesOf("province", () => true), s.province, false);
  RG.options("city", RG.valuesOf("city", (node) => !s.province || node.f.province === s.province), s.city, false);
  RG.$("size").value = s.size;
};
RG.startFilters = () => {
  RG.$("category").addEventListener("change", (event) => { RG.state.category = event.target.value; RG.update(); RG.fit(false); });
  RG.$("province").addEventListener("change", (event) => { RG.state.province = event.target.value; RG.state.city = ""; RG.update(); RG.selects(); RG.fit(false); });
  RG.$("city").addEventListener("change", (event) => { RG.state.city = event.target.value; RG.update(); RG.fit(false); });
  RG.$("size").addEventListener("change", (event) => { RG.state.size = event.target.value; RG.resize(); RG.toHash(); });
  RG.$("reset").addEventListener("click", () => {
    const kept = RG.state;
    RG.state = { ...RG.defaults(), tab: kept.tab, node: kept.node, edge: kept.edge };
    RG.legend(); RG.time(); RG.update(); RG.resize(); RG.fit();
  });
  RG.$("unfocus").addEventListener("click", () => { RG.state.focus = -1; RG.update(); RG.fit(); });
  RG.$("depth").addEventListener("change", (event) => { RG.state.depth = Number(event.target.value); RG.update(); RG.fit(); });
};
RG.focusOn = (n) => { RG.state.focus = n; RG.state.tab = "graph"; RG.choose({ node: n }); RG.fit(); };
RG.focusBar = () => {
  const s = RG.state;
  RG.$("focus-bar").hidden = s.focus < 0;
  if (s.focus >= 0) { RG.$("focus-name").textContent = RG.nodes[s.focus].l; RG.$("depth").value = String(s.depth); }
};
