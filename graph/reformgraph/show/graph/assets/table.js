"use strict";
// The same selection as a table: claims or nodes, sortable.
RG.claimRows = () => RG.edges.flatMap((edge, n) => (edge.k === "claim" && RG.edgeOn[n]
  ? edge.c.map((c) => RG.claims[c]).filter((claim) => RG.state.statuses.has(claim.s) && (!RG.state.time || !claim.t || claim.t <= RG.state.time)).map((claim) => ({ claim, n })) : []));
RG.COLUMNS = {
  claims: [
    ["actor", (r) => RG.nodes[r.claim.a].l], ["reform", (r) => RG.nodes[r.claim.z].l], ["status", (r) => RG.t(r.claim.s)],
    ["onset", (r) => (r.claim.s === "adopted" ? RG.timeOf(r.claim) : ""), (r) => (r.claim.s === "adopted" ? r.claim.t : "")], ["when", (r) => r.claim.w], ["headline", (r) => RG.articles[r.claim.r].h],
    ["source", (r) => RG.articles[r.claim.r].s], ["issue", (r) => RG.articles[r.claim.r].d], ["quote", (r) => r.claim.q],
  ],
  nodes: [
    ["name", (n) => RG.nodes[n].l], ["kind", (n) => RG.t(RG.nodes[n].k)], ["province", (n) => RG.value(RG.nodes[n].f.province || "")], ["city", (n) => RG.value(RG.nodes[n].f.city || "")],
    ["category", (n) => RG.value(RG.nodes[n].f.category || "")], ["date", (n) => RG.nodes[n].f.date || ""], ["n_links", (n) => RG.nodes[n].d], ["n_adopted", (n) => RG.nodes[n].n],
  ],
};
RG.rowsNow = () => (RG.state.rows === "claims" ? RG.claimRows() : RG.nodes.map((_, n) => n).filter((n) => RG.nodeOn[n]));
RG.table = () => {
  const box = RG.$("view-table"), s = RG.state, columns = RG.COLUMNS[s.rows];
  const sort = RG.sorting && RG.sorting.rows === s.rows ? RG.sorting : (RG.sorting = { rows: s.rows, column: -1, up: true });
  const rows = RG.rowsNow();
  if (sort.column >= 0) {
    const value = columns[sort.column][2] || columns[sort.column][1]; // by the day known, not by its words
    rows.sort((a, b) => { const x = value(a), y = value(b); return (typeof x === "number" ? x - y : String(x).localeCompare(String(y), "zh")) * (sort.up ? 1 : -1); });
  }
  const pick = RG.h("select", { id: "rows", "aria-label": RG.t("table"), onchange: (event) => { s.rows = event.target.value; RG.table(); RG.toHash(); } },
    ["claims", "nodes"].map((name) => RG.h("option", { value: name }, RG.t("rows_" + name))));
  pick.value = s.rows;
  const head = RG.h("tr", {}, columns.map(([name], n) => RG.h("th", { scope: "col", "aria-sort": sort.column === n ? (sort.up ? "ascending" : "descending") : "none" },
    RG.h("button", { type: "button", onclick: () => { RG.sorting = { rows: s.rows, column: n, up: sort.column === n ? !sort.up : true }; RG.table(); } }, RG.t(name)))));
  const body = RG.h("tbody");
  let shown = 0;
  const more = RG.h("button", { type: "button", class: "more", onclick: () => add() });
  const open = (row) => (s.rows === "claims" ? RG.choose({ edge: row.n }) : RG.choose({ node: row }));
  const add = () => {
    body.append(...rows.slice(shown, shown + 200).map((row) => RG.h("tr", {}, columns.map(([, value], n) => RG.h("td", {},
      n === 0 ? RG.h("button", { type: "button", class: "link", onclick: () => open(row) }, String(value(row))) : String(value(row)))))));
    shown = Math.min(shown + 200, rows.length);
    more.hidden = shown >= rows.length;
    more.textContent = RG.t("show_more", Math.min(200, rows.length - shown));
  };
  add();
  box.replaceChildren(RG.h("div", { class: "table-head" }, pick, RG.h("span", {}, RG.t("rows", rows.length))), RG.h("table", {}, RG.h("thead", {}, head), body), more);
};
