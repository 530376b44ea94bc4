"use strict";
// What is visible, as PNG, SVG, CSV or GEXF; nothing leaves the machine.
RG.save = (name, blob) => {
  const link = RG.h("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  RG.say(RG.t("saved", name));
};
RG.fileName = (ending) => RG.title().replace(/[\\/:*?"<>|\s\u0000-\u001f]+/g, "-").slice(0, 60) + "." + ending;
RG.png = async () => RG.save(RG.fileName("png"), await svgToPng(RG.svgText()));
RG.xml = (text) => String(text).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "�").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
// What the marks in view mean, in rows below the drawing, and what it all rests on; returns marks and their height.
RG.svgLegend = (w, top) => {
  const kinds = new Map(), statuses = new Map(), out = [], ink = RG.colour("ink");
  RG.nodes.forEach((node, n) => { if (RG.nodeOn[n]) kinds.set(node.k, (kinds.get(node.k) || 0) + 1); });
  RG.edges.forEach((edge, n) => { if (RG.edgeOn[n] && edge.k === "claim") statuses.set(RG.statusAt(edge), (statuses.get(RG.statusAt(edge)) || 0) + 1); });
  let x = 14, y = top + 20;
  const put = (mark, words) => {
    const wide = 30 + [...words].reduce((all, sign) => all + (sign > "\u2e80" ? 12 : 7), 0) + 16;
    if (x > 14 && x + wide > w) { x = 14; y += 20; }
    out.push(mark(x, y - 4), `<text x="${x + 28}" y="${y}" font-size="12" fill="${ink}">${RG.xml(words)}</text>`);
    x += wide;
  };
  for (const kind of RG.KINDS) if (kinds.has(kind)) put((a, b) => `<path d="${RG.outline(kind, a + 12, b, 6)}" fill="${kind === "place" ? RG.colour("ground") : RG.colour(kind)}" stroke="${RG.colour(kind === "place" ? kind : "card")}"/>`, `${RG.t(kind)} ${kinds.get(kind)}`);
  for (const name of RG.STATUSES) if (statuses.has(name)) put((a, b) => `<path d="M${a} ${b}h24" stroke="${RG.colour(name)}" stroke-width="2"${(RG.DASHES[name] || []).length ? ` stroke-dasharray="${RG.DASHES[name].join(" ")}"` : ""}/>`, `${RG.t(name)} ${statuses.get(name)}`);
  // What has no link is not among the drawn: its names follow.
  const lone = RG.order().filter((n) => RG.loneOn[n] && n !== RG.state.node);
  if (lone.length) { x = 14; y += 20; }
  for (const n of lone.slice(0, 60)) put((a, b) => `<path d="${RG.outline(RG.nodes[n].k, a + 12, b, 5)}" fill="${RG.colour(RG.nodes[n].k)}"><title>${RG.xml(RG.nodes[n].l)}</title></path>`, RG.cut(RG.nodes[n].l, 30));
  const root = document.documentElement.dataset, source = [RG.lang === "zh" ? root.sourceZh : root.sourceEn, RG.state.time, lone.length > 60 ? RG.t("lone_out", lone.length - 60) : ""].filter(Boolean).join(" · ");
  out.push(`<text x="14" y="${y + 22}" font-size="11" fill="${RG.colour("soft")}">${RG.xml(source)}</text>`);
  return [out, y + 34 - top];
};
RG.svgText = () => {
  const canvas = RG.$("net").querySelector("canvas"), ratio = RG.net.canvas.pixelRatio || 1, w = canvas.width / ratio, h = canvas.height / ratio;
  const scale = RG.net.getScale(), view = RG.net.getViewPosition();
  const at = (n) => { const p = RG.net.body.nodes[n]; return [(p.x - view.x) * scale + w / 2, (p.y - view.y) * scale + h / 2]; };
  const [legend, below] = RG.svgLegend(w, h + 40), high = h + 40 + below;
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${w} ${high}" width="${w}" height="${high}" font-family="'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif">`,
    `<rect width="100%" height="100%" fill="${RG.colour("ground")}"/><text x="14" y="26" font-size="18" font-weight="600" fill="${RG.colour("ink")}">${RG.xml(RG.title())}</text><g transform="translate(0 40)">`];
  const inside = ([x, y]) => x > -50 && y > -50 && x < w + 50 && y < h + 50;
  RG.edges.forEach((edge, n) => {
    if (!RG.edgeOn[n]) return;
    const a = at(edge.f), b = at(edge.t);
    if (!inside(a) && !inside(b)) return;
    const dash = edge.k === "claim" && (RG.DASHES[edge.s] || []).length ? ` stroke-dasharray="${RG.DASHES[edge.s].join(" ")}"` : "";
    out.push(`<path d="M${a.map((v) => v.toFixed(1)).join(" ")}L${b.map((v) => v.toFixed(1)).join(" ")}" stroke="${RG.edgeColour(edge)}" stroke-width="${edge.k === "claim" ? 1.6 : 0.8}" stroke-opacity="0.75"${dash}/>`);
  });
  RG.nodes.forEach((node, n) => {
    if (!RG.onCanvas(n)) return;
    const p = at(n);
    if (!inside(p)) return;
    const hollow = node.k === "place";
    out.push(`<path d="${RG.outline(node.k, p[0], p[1], Math.max(RG.drawn(n) * scale, 2))}" fill="${hollow ? RG.colour("ground") : RG.colour(node.k)}" stroke="${hollow ? RG.colour(node.k) : RG.colour("card")}"><title>${RG.xml(node.l)}</title></path>`);
  });
  const ctx = canvas.getContext("2d");
  const labels = RG.placeLabels(ctx, w, h);
  for (const { from } of labels) if (from) out.push(`<path d="M${from[0].toFixed(1)} ${from[1].toFixed(1)}L${from[2].toFixed(1)} ${from[3].toFixed(1)}" stroke="${RG.colour("soft")}" fill="none"/>`);
  for (const label of labels) out.push(`<text x="${label.x.toFixed(1)}" y="${label.y.toFixed(1)}" font-size="${label.size}" text-anchor="middle" fill="${RG.colour("ink")}" stroke="${RG.colour("ground")}" stroke-width="3" paint-order="stroke"${label.bold ? ' font-weight="600"' : ""}>${RG.xml(label.text)}</text>`);
  out.push("</g>", ...legend, "</svg>");
  return out.join("\n");
};
// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
RG.cell = (value) => { const text = String(value ?? ""); const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text; return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe; };
RG.csvText = () => {
  const rows = [["from", "to", "link", "status", "onset", "when", "headline", "source", "issue_date", "quote", "from_iri", "to_iri"]];
  const shown = new Set(RG.claimRows().map((row) => row.claim));
  RG.edges.forEach((edge, n) => {
    if (!RG.edgeOn[n]) return;
    const ends = [RG.nodes[edge.f], RG.nodes[edge.t]];
    if (edge.k !== "claim") { rows.push([ends[0].l, ends[1].l, edge.k, "", "", "", "", "", "", "", ends[0].i, ends[1].i]); return; }
    for (const c of edge.c) {
      const claim = RG.claims[c], row = RG.articles[claim.r];
      if (shown.has(claim)) rows.push([ends[0].l, ends[1].l, edge.k, claim.s, claim.o, claim.w, row.h, row.s, row.d, claim.q, ends[0].i, ends[1].i]);
    }
  });
  return "\ufeff" + rows.map((row) => row.map(RG.cell).join(",")).join("\r\n") + "\r\n";
};
RG.rgb = (name) => { const hex = RG.colour(name).replace("#", ""); const full = hex.length === 3 ? [...hex].map((c) => c + c).join("") : hex; return [0, 2, 4].map((n) => parseInt(full.slice(n, n + 2), 16)); };
RG.gexfText = () => {
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3"><graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">',
    '<attributes class="node"><attribute id="kind" title="kind" type="string"/><attribute id="iri" title="iri" type="string"/><attribute id="province" title="province" type="string"/></attributes>',
    '<attributes class="edge"><attribute id="kind" title="kind" type="string"/><attribute id="status" title="status" type="string"/><attribute id="known" title="known by" type="string"/></attributes>', "<nodes>"];
  // A node is there from the day by which its first reform is known, always where one has no day: Gephi's timeline plays it.
  const known = (edge) => (edge.c ? RG.claims[edge.c[0]].t : "") || "", since = {}, always = {};
  const start = (day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? ` start="${day}"` : "");
  RG.edges.forEach((edge, n) => { if (RG.edgeOn[n] && edge.c) for (const end of [edge.f, edge.t]) { const day = known(edge); if (!start(day)) always[end] = true; else if (!since[end] || day < since[end]) since[end] = day; } });
  RG.nodes.forEach((node, n) => {
    if (!RG.nodeOn[n]) return;
    const [r, g, b] = RG.rgb(node.k), p = RG.net.body.nodes[n] || RG.points[n];
    out.push(`<node id="${n}" label="${RG.xml(node.l)}"${always[n] ? "" : start(since[n] || "")}><attvalues><attvalue for="kind" value="${RG.xml(node.k)}"/><attvalue for="iri" value="${RG.xml(node.i)}"/><attvalue for="province" value="${RG.xml(node.f.province || "")}"/></attvalues>` +
      `<viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${p.x}" y="${-p.y}" z="0"/><viz:size value="${RG.radius(n)}"/></node>`);
  });
  out.push("</nodes><edges>");
  RG.edges.forEach((edge, n) => {
    if (!RG.edgeOn[n]) return;
    const day = known(edge);
    out.push(`<edge id="${n}" source="${edge.f}" target="${edge.t}" weight="${edge.n || 1}"${start(day)}><attvalues><attvalue for="kind" value="${RG.xml(edge.k)}"/><attvalue for="status" value="${RG.xml(edge.s || "")}"/><attvalue for="known" value="${RG.xml(day)}"/></attvalues></edge>`);
  });
  return out.concat("</edges></graph></gexf>").join("\n");
};
RG.startExport = () => {
  const make = {
    png: RG.png,
    svg: () => RG.save(RG.fileName("svg"), new Blob([RG.svgText()], { type: "image/svg+xml" })),
    csv: () => RG.save(RG.fileName("csv"), new Blob([RG.csvText()], { type: "text/csv" })),
    gexf: () => RG.save(RG.fileName("gexf"), new Blob([RG.gexfText()], { type: "application/xml" })),
  };
  for (const button of document.querySelectorAll("[data-export]")) button.addEventListener("click", () => {
    if (RG.state.tab !== "graph") { RG.state.tab = "graph"; RG.update(); }
    RG.net.redraw(); make[button.dataset.export](); RG.$("export").open = false;
  });
};
