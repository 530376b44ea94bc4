"use strict";
// The side panel: facts of a node, the sentences behind a line, or an overview of the page.
RG.listOf = (rows, make, most = 12) => {
  const list = RG.h("ul", { class: "list" });
  let shown = 0;
  const more = RG.h("button", { type: "button", class: "more", onclick: () => add(50) });
  const add = (count) => {
    list.append(...rows.slice(shown, shown + count).map((row) => RG.h("li", {}, make(row))));
    shown = Math.min(shown + count, rows.length);
    more.hidden = shown >= rows.length;
    more.textContent = RG.t("show_more", Math.min(50, rows.length - shown));
  };
  add(most);
  return [list, more];
};
RG.part = (title, rows, make, most) => (rows.length ? [RG.h("h3", {}, `${title} · ${rows.length}`), ...RG.listOf(rows, make, most)] : []);
RG.badge = (status) => RG.h("span", { class: "badge s-" + status }, RG.t(status));
RG.timeOf = (claim) => {
  if (!claim.t) return RG.t("no_date");
  return RG.plainTime((claim.s === "adopted" ? claim.o : claim.e) || claim.t);
};
// A date or interval as a reader writes it; language/plain_time.py does the same.
RG.plainTime = (edtf) => {
  const day = (text) => text.replace(/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)$/, (all, y, m, d, about) => {
    const told = RG.lang === "zh" ? `${y}年${m ? Number(m) + "月" : ""}${d ? Number(d) + "日" : ""}` : all.replace("~", "");
    return about ? RG.t("about", told) : told;
  });
  const [first, last] = edtf.split("/");
  if (last === undefined) return day(first);
  return first === ".." ? RG.t("by", day(last)) : last === ".." ? RG.t("from", day(first)) : RG.t("span", day(first), day(last));
};
RG.kindLine = (node) => RG.h("p", { class: "kind" }, RG.symbol(node.k), RG.t(node.k));
RG.factRows = (node, n) => {
  const rows = [], facts = node.f;
  if (node.l !== node.c) rows.push([RG.t("printed"), node.c]);
  if (node.a) rows.push([RG.t("aliases"), node.a.slice(0, 12).join("、")]);
  for (const key of [...(RG.lang === "zh" ? ["english"] : []), "zone_kind", "province", "city", "category", "level", "post", "investment", "date", "source", "page", "n"]) {
    if (facts[key] === undefined) continue;
    const value = String(facts[key]);
    rows.push([RG.t(key), (key === "level" || key === "category") && RG.words[value] ? RG.t(value) : RG.value(value)]);
  }
  if (facts.core) rows.push([RG.t("core"), RG.t("yes")]);
  if (facts.candidate) rows.push([RG.t("candidate"), RG.t("yes")]);
  rows.push([RG.t("n_links"), String(node.d)]);
  if (node.n) rows.push([RG.t("n_adopted"), String(RG.adoptedAt(n))]);
  return RG.h("dl", {}, rows.map(([name, value]) => [RG.h("dt", {}, name), RG.h("dd", {}, value)]));
};
RG.other = (n, edge) => (edge.f === n ? edge.t : edge.f);
RG.claimRow = (n) => (number) => {
  const edge = RG.edges[number], claim = RG.claims[edge.c[0]];
  return RG.h("button", { type: "button", onclick: () => RG.choose({ edge: number }) },
    RG.badge(RG.statusAt(edge)), RG.nodes[RG.other(n, edge)].l, RG.h("small", {}, RG.timeOf(claim) + ((edge.n || 1) > 1 ? ` · ×${edge.n}` : "")));
};
RG.nodeRow = (n) => RG.h("button", { type: "button", onclick: () => RG.reveal(n) }, RG.symbol(RG.nodes[n].k), " ", RG.nodes[n].l);
RG.articleRow = (row) => {
  const body = [row.h, RG.h("small", {}, [row.s, row.d].filter(Boolean).join(" · "))];
  return row.n >= 0 ? RG.h("button", { type: "button", onclick: () => RG.reveal(row.n) }, body) : RG.h("p", {}, RG.thingLink(row.i, body) || body);
};
// Where the server has a page of a thing, a link to it.
RG.thingLink = (iri, words) => {
  const [base, address] = RG.page.things || [];
  return base && iri.startsWith(base) ? RG.h("a", { href: address + iri.slice(base.length).split("/").map(encodeURIComponent).join("/") + (new URLSearchParams(location.search).has("lang") ? `?lang=${RG.lang}` : "") }, words) : null;
};
RG.articlesOf = (n) => {
  const found = new Map();
  const take = (row) => { if (!found.has(row.i)) found.set(row.i, row); };
  for (const number of RG.near[n]) {
    const edge = RG.edges[number];
    for (const c of edge.c || []) take(RG.articles[RG.claims[c].r]);
    for (const r of edge.r || []) take(RG.articles[r]);
    const other = RG.nodes[RG.other(n, edge)];
    if (other.k === "article" && edge.k !== "claim") take({ i: other.i, h: other.l, d: other.f.date || "", s: other.f.source || "", n: RG.other(n, edge) });
  }
  return [...found.values()].sort((a, b) => (a.d < b.d ? 1 : a.d > b.d ? -1 : 0));
};
RG.figuresOf = (n) => {
  const rows = [], seen = new Set();
  for (const number of RG.near[n]) for (const c of RG.edges[number].c || []) for (const [name, text, period] of RG.claims[c].g || []) {
    const key = name + "|" + text + "|" + period;
    if (!seen.has(key)) { seen.add(key); rows.push([name, text, period, number]); }
  }
  return rows;
};
RG.nodePanel = (n, first = false) => {
  const node = RG.nodes[n], near = RG.near[n];
  const claims = near.filter((number) => RG.edges[number].k === "claim" && RG.inTime(RG.edges[number]))
    .sort((a, b) => RG.STATUSES.indexOf(RG.edges[a].s) - RG.STATUSES.indexOf(RG.edges[b].s) || ((RG.claims[RG.edges[a].c[0]].t || "9") < (RG.claims[RG.edges[b].c[0]].t || "9") ? -1 : 1));
  const ofKind = (...kinds) => [...new Set(near.map((number) => RG.other(n, RG.edges[number])))].filter((m) => kinds.includes(RG.nodes[m].k));
  const rest = ["company", "project", "document", "person", "organ", "place"].flatMap((kind) => RG.part(RG.t(kind), node.k === "reform" && kind === "organ" ? [] : ofKind(kind), RG.nodeRow, 8));
  if (node.k === "article") rest.unshift(...["zone", "reform"].flatMap((kind) => RG.part(RG.t(kind), ofKind(kind), RG.nodeRow)));
  else if (node.k === "company" || node.k === "place" || node.k === "person") rest.unshift(...RG.part(RG.t("zone"), ofKind("zone"), RG.nodeRow));
  return [
    RG.kindLine(node), RG.h("h2", {}, node.l), RG.factRows(node, n),
    RG.h("div", { class: "acts" },
      first ? null : RG.h("button", { type: "button", id: "focus", onclick: () => RG.focusOn(n) }, RG.t("focus")),
      RG.thingLink(node.i, RG.t("whole_page")),
      RG.h("button", { type: "button", onclick: (event) => RG.copy(node.i, event.target) }, RG.t("copy")),
      first ? null : RG.h("button", { type: "button", id: "back", onclick: () => RG.choose({}) }, RG.t("close"))),
    ...RG.part(RG.t(node.k === "reform" ? "zones" : "reforms"), claims, RG.claimRow(n), 15),
    ...RG.part(RG.t("figures"), RG.figuresOf(n), ([name, text, period, number]) => RG.h("button", { type: "button", onclick: () => RG.choose({ edge: number }) }, `${name}：${text}`, period ? RG.h("small", {}, period) : null), 8),
    ...RG.part(RG.t("articles"), RG.articlesOf(n), RG.articleRow, 10), ...rest,
  ];
};
// A sentence as nodes, with the names of the reform and of the actor marked.
RG.marked = (text, reform, actor) => {
  const names = (node) => [node.c, ...(node.a || [])].filter((name) => name.length > 1).sort((a, b) => b.length - a.length);
  const spans = [];
  const scan = (list, kind) => {
    for (const name of list) for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      if (!spans.some((s) => at < s[1] && at + name.length > s[0])) spans.push([at, at + name.length, kind]);
    }
  };
  scan(names(reform), ""); scan(names(actor), "actor");
  spans.sort((a, b) => a[0] - b[0]);
  const out = [];
  let done = 0;
  for (const [from, to, kind] of spans) { out.push(text.slice(done, from), RG.h("mark", { class: kind || null }, text.slice(from, to))); done = to; }
  return [...out, text.slice(done)];
};
RG.articleLink = (row) => (row.n >= 0 ? RG.h("button", { type: "button", class: "link", onclick: () => RG.reveal(row.n) }, row.h) : RG.h("strong", {}, RG.thingLink(row.i, row.h) || row.h));
RG.claimCard = (claim) => {
  const row = RG.articles[claim.r];
  return RG.h("article", { class: "claim" },
    RG.badge(claim.s), claim.d ? RG.h("strong", {}, RG.t("denied")) : null, RG.h("span", {}, claim.w ? `${claim.w}` : ""),
    RG.h("blockquote", {}, RG.marked(claim.q, RG.nodes[claim.z], RG.nodes[claim.a])),
    RG.h("p", {}, RG.articleLink(row)),
    RG.h("p", { class: "from" }, [row.s, row.d && `${RG.t("issue")} ${row.d}`, row.p].filter(Boolean).join(" · ")),
    RG.h("p", { class: "from" }, `${RG.t(claim.s === "adopted" ? "onset" : "when")}：${RG.timeOf(claim)}`),
    claim.g ? RG.h("p", { class: "from" }, claim.g.map(([name, text]) => `${name} ${text}`).join("；")) : null);
};
RG.edgePanel = (n) => {
  const edge = RG.edges[n], from = RG.nodes[edge.f], to = RG.nodes[edge.t];
  const end = (m) => RG.h("button", { type: "button", class: "link", onclick: () => RG.reveal(m) }, RG.nodes[m].l);
  const head = [
    RG.h("p", { class: "kind" }, RG.t("e_" + edge.k)),
    RG.h("h2", {}, end(edge.f), " → ", end(edge.t)),
    edge.s ? RG.badge(edge.s) : null,
    edge.y ? RG.h("p", { class: "note" }, RG.t("sides", edge.y[0], edge.y[1])) : null,
    RG.h("div", { class: "acts" }, RG.h("button", { type: "button", id: "back", onclick: () => RG.choose({ node: edge.f }) }, RG.t("close"))),
  ];
  if (edge.k === "claim") {
    const total = edge.n || 1;
    return [...head, RG.h("h3", {}, RG.t("evidence") + (total > 1 ? " · " + RG.t("n_claims", total, edge.c.length) : "")), ...edge.c.map((c) => RG.claimCard(RG.claims[c]))];
  }
  if (edge.r) return [...head, RG.h("p", { class: "note" }, RG.t("near_note")), ...RG.listOf(edge.r.map((r) => RG.articles[r]), RG.articleRow)];
  const article = [from, to].find((node) => node.k === "article");
  return article ? [...head, RG.h("p", { class: "from" }, [article.f.source, article.f.date, article.f.page].filter(Boolean).join(" · "))] : head;
};
RG.overview = () => {
  const page = RG.page;
  const ranked = (...kinds) => RG.nodes.map((_, n) => n).filter((n) => kinds.includes(RG.nodes[n].k) && RG.adoptedAt(n)).sort((a, b) => RG.adoptedAt(b) - RG.adoptedAt(a) || a - b);
  const row = (n) => RG.h("button", { type: "button", onclick: () => RG.reveal(n) }, RG.symbol(RG.nodes[n].k), ` ${RG.nodes[n].l} `, RG.h("small", {}, `${RG.t("adopted")} ${RG.adoptedAt(n)}`));
  const left = Object.entries(page.left_out || {}).map(([kind, count]) => (kind === "edges" ? RG.t("links_left", count) : `${RG.t(kind)} ${count}`));
  const subject = ["zone", "reform", "company", "article"].includes(page.sort) ? RG.nodePanel(page.centers[0], true) : [];
  return [
    ...subject, RG.h(subject.length ? "h3" : "h2", {}, RG.t("overview")),
    RG.h("p", {}, RG.t("summary", RG.nodeOn.reduce((a, b) => a + b, 0), RG.edgeOn.reduce((a, b) => a + b, 0))),
    left.length ? RG.h("p", { class: "note", id: "left-out" }, RG.t(page.things ? "left_out_served" : "left_out", left.join(RG.lang === "zh" ? "、" : ", "))) : null,
    page.counts ? RG.h("h3", {}, RG.t("whole_store")) : null,
    page.counts ? RG.h("dl", { id: "counts" }, page.counts.map(([zh, en, count]) => [RG.h("dt", {}, RG.lang === "zh" ? zh : en), RG.h("dd", {}, String(count))])) : null,
    RG.h("h3", {}, RG.t("howto")), RG.h("p", {}, RG.t("howto_text")),
    ...(subject.length ? [] : RG.part(RG.t("top_reforms"), ranked("reform"), row, 8)),
    ...(subject.length ? [] : RG.part(RG.t("top_actors"), ranked("zone", "organ"), row, 8)),
  ];
};
RG.panel = (keep = false) => {
  const s = RG.state, panel = RG.$("panel");
  const parts = s.edge >= 0 ? RG.edgePanel(s.edge) : s.node >= 0 ? RG.nodePanel(s.node) : RG.overview();
  panel.replaceChildren(...parts.filter(Boolean));
  if (!keep) panel.scrollTop = 0;
};
RG.copy = async (text, button) => {
  try { await navigator.clipboard.writeText(text); } catch {
    const area = RG.h("textarea", { class: "unseen" });
    area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
  }
  button.textContent = RG.t("copied");
};
