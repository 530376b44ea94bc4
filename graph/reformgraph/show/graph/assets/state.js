"use strict";
// Data of the page, what the reader has chosen, and what is visible because of it.
RG.KINDS = ["zone", "reform", "company", "article", "organ", "project", "document", "person", "place"];
RG.LINKS = ["claim", "about", "near", "part_of", "located_in", "mentions"];
RG.STATUSES = ["adopted", "planned", "required", "referenced", "withdrawn"];
RG.read = (id) => JSON.parse(RG.$(id).textContent);

RG.load = () => {
  const page = RG.read("data-page");
  const points = RG.read("data-nodes");
  RG.page = page;
  RG.nodes = page.nodes; RG.edges = page.edges; RG.claims = page.claims; RG.articles = page.articles;
  RG.points = points;
  RG.ends = RG.read("data-edges");
  RG.near = RG.nodes.map(() => []);
  RG.edges.forEach((edge, n) => { RG.near[edge.f].push(n); RG.near[edge.t].push(n); });
  RG.byName = new Map(RG.nodes.map((node, n) => [RG.key(node.i), n]));
  RG.center = new Set(page.centers);
  RG.nodeOn = new Uint8Array(RG.nodes.length).fill(1);
  RG.edgeOn = new Uint8Array(RG.edges.length).fill(1);
  RG.loneOn = new Uint8Array(RG.nodes.length);
  RG.faint = new Uint8Array(RG.edges.length);
  RG.count = (list, key) => { const all = {}; for (const item of list) all[item[key]] = (all[item[key]] || 0) + 1; return all; };
};
// Short readable name of a node in the address: the last two parts of its IRI.
RG.key = (iri) => iri.split("/").slice(-2).join(":");

RG.defaults = () => {
  const page = RG.page, kinds = RG.count(RG.nodes, "k");
  const asked = new Set(page.show_kinds || ["zone", "reform", "company", "article", "organ"]);
  return {
    kinds: new Set(RG.KINDS.filter((kind) => kinds[kind] && asked.has(kind))),
    links: new Set(RG.LINKS.filter((kind) => !(page.hide_links || []).includes(kind))),
    statuses: new Set(RG.STATUSES), category: "", province: "", city: "", focus: -1, depth: 1,
    node: -1, edge: -1, time: "", tab: page.sort === "compare" ? "charts" : "graph", size: "degree", rows: "claims",
  };
};

RG.edgeShown = (edge, n) => {
  const s = RG.state;
  if (!s.links.has(edge.k)) return false;
  if (edge.k !== "claim") return true;
  let faint = false;
  for (const number of edge.c) {
    const claim = RG.claims[number];
    if (!s.statuses.has(claim.s)) continue;
    if (!s.time || (claim.t && claim.t <= s.time)) { RG.faint[n] = 0; return true; }
    if (!claim.t) faint = true;
  }
  // Claims without a date stay in view, marked; those of a later date do not.
  RG.faint[n] = faint ? 1 : 0;
  return faint;
};

RG.placeFits = (node) => {
  const s = RG.state, facts = node.f;
  if (s.province && facts.province && facts.province !== s.province) return false;
  return !(s.city && facts.city && facts.city !== s.city);
};

RG.compute = () => {
  const s = RG.state, nodes = RG.nodes, edges = RG.edges;
  const allowed = nodes.map((node) => s.kinds.has(node.k) && RG.placeFits(node)
    && !(s.category && node.k === "reform" && (node.f.category || "") !== s.category));
  RG.page.centers.forEach((n) => { allowed[n] = allowed[n] || nodes[n].k !== "reform"; });
  edges.forEach((edge, n) => { RG.edgeOn[n] = allowed[edge.f] && allowed[edge.t] && RG.edgeShown(edge, n) ? 1 : 0; });
  const narrowed = s.category || s.province || s.city || s.statuses.size < RG.STATUSES.length;
  nodes.forEach((node, n) => {
    const linked = () => RG.near[n].some((number) => RG.edgeOn[number]);
    const named = (s.category && node.k === "reform") || (s.province && node.f.province === s.province);
    RG.nodeOn[n] = allowed[n] && (!narrowed || RG.center.has(n) || linked() || (named && !(s.category && s.province))) ? 1 : 0;
  });
  if (narrowed) RG.dropDangling();
  if (s.focus >= 0) RG.keepAround(s.focus, s.depth);
  edges.forEach((edge, n) => { if (!RG.nodeOn[edge.f] || !RG.nodeOn[edge.t]) RG.edgeOn[n] = 0; });
  RG.findLone();
};
// Of a whole graph, what no kind of link that is switched on leads to: it stands in a list by name and not among the
// drawn, whatever the day of the slider is.
RG.findLone = () => {
  const s = RG.state, linked = (n) => RG.near[n].some((number) => {
    const edge = RG.edges[number];
    return RG.nodeOn[edge.f] && RG.nodeOn[edge.t] && s.links.has(edge.k) && (edge.k !== "claim" || edge.c.some((one) => s.statuses.has(RG.claims[one].s)));
  });
  RG.nodes.forEach((_, n) => { RG.loneOn[n] = RG.page.sort === "whole" && s.focus < 0 && RG.nodeOn[n] && !linked(n) ? 1 : 0; });
};
RG.onCanvas = (n) => RG.nodeOn[n] && (!RG.loneOn[n] || n === RG.state.node);
// With a filter on, articles, companies and the rest stay only beside an actor or reform that passed it.
RG.dropDangling = () => {
  const s = RG.state, anchors = s.province || s.city ? ["zone", "organ"] : s.category ? ["reform"] : ["zone", "organ", "reform"];
  RG.nodes.forEach((node, n) => {
    if (!RG.nodeOn[n] || RG.center.has(n) || RG.CORE.has(node.k)) return;
    if (!RG.near[n].some((number) => RG.edgeOn[number] && anchors.includes(RG.nodes[RG.other(n, RG.edges[number])].k))) RG.nodeOn[n] = 0;
  });
};
RG.keepAround = (start, depth) => {
  const seen = new Set([start]);
  let ring = [start];
  RG.nodeOn[start] = 1;
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const n of ring) for (const number of RG.near[n]) {
      const edge = RG.edges[number], other = edge.f === n ? edge.t : edge.f;
      if (!seen.has(other) && RG.nodeOn[other] && (RG.edgeOn[number] || RG.edgeShown(edge, number))) {
        RG.edgeOn[number] = 1; seen.add(other); next.push(other);
      }
    }
    ring = next;
  }
  RG.nodes.forEach((_, n) => { if (!seen.has(n)) RG.nodeOn[n] = 0; });
};

RG.placeOf = () => [RG.state.tab, RG.state.node, RG.state.edge, RG.state.focus].join("|");
RG.toHash = () => {
  const s = RG.state, base = RG.defaults(), out = new URLSearchParams();
  const list = (set) => [...set].join(",");
  for (const key of ["kinds", "links", "statuses"]) if (list(s[key]) !== list(base[key])) out.set(key, list(s[key]) || "-");
  for (const key of ["category", "province", "city", "time", "size", "tab", "rows"]) if (s[key] !== base[key]) out.set(key, s[key]);
  if (s.focus >= 0) { out.set("focus", RG.key(RG.nodes[s.focus].i)); out.set("depth", s.depth); }
  if (s.node >= 0) out.set("node", RG.key(RG.nodes[s.node].i));
  if (s.edge >= 0) {
    const edge = RG.edges[s.edge];
    out.set("edge", [edge.k, RG.key(RG.nodes[edge.f].i), RG.key(RG.nodes[edge.t].i)].join("|"));
  }
  if (RG.lang !== RG.page.lang) out.set("lang", RG.lang);
  if (RG.theme !== "auto") out.set("theme", RG.theme);
  const text = "#" + out.toString();
  // A new place (tab, node, line, focus) is a step that Back undoes; filters and time are not.
  const place = RG.placeOf(), step = RG.place !== undefined && place !== RG.place;
  RG.place = place;
  if (text !== (location.hash || "#")) { RG.ownHash = text; history[step ? "pushState" : "replaceState"](null, "", text); }
};
RG.fromHash = () => {
  const got = new URLSearchParams(location.hash.slice(1)), s = RG.defaults();
  const set = (key, known) => { if (got.has(key)) s[key] = new Set(known.filter((name) => got.get(key).split(",").includes(name))); };
  set("kinds", RG.KINDS); set("links", RG.LINKS); set("statuses", RG.STATUSES);
  for (const key of ["category", "province", "city"]) if (got.has(key)) s[key] = got.get(key);
  if (["degree", "adoptions"].includes(got.get("size"))) s.size = got.get("size");
  if (["graph", "charts", "table"].includes(got.get("tab"))) s.tab = got.get("tab");
  if (["claims", "nodes"].includes(got.get("rows"))) s.rows = got.get("rows");
  if (/^\d{4}-\d{2}-\d{2}$/.test(got.get("time") || "")) s.time = got.get("time");
  // What an old link names and this page does not hold is told (RG.tellLost).
  RG.lost = ["node", "focus"].map((key) => got.get(key)).find((name) => name && !RG.byName.has(name)) || "";
  const node = (key) => (got.has(key) && RG.byName.has(got.get(key)) ? RG.byName.get(got.get(key)) : -1);
  s.node = node("node"); s.focus = node("focus");
  s.depth = Math.min(Math.max(parseInt(got.get("depth"), 10) || 1, 1), 4);
  const [kind, from, to] = (got.get("edge") || "").split("|");
  if (to !== undefined) {
    const f = RG.byName.get(from), t = RG.byName.get(to);
    if (f !== undefined) s.edge = RG.near[f].find((n) => RG.edges[n].k === kind && RG.edges[n].f === f && RG.edges[n].t === t) ?? -1;
    if (s.edge < 0) RG.lost = RG.lost || `${from} → ${to}`;
  }
  if (["zh", "en"].includes(got.get("lang"))) RG.lang = got.get("lang");
  if (["light", "dark"].includes(got.get("theme"))) RG.theme = got.get("theme");
  return s;
};
