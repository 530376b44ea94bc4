"use strict";
// The drawn graph: vis-network with given positions, labels that never overlap, light and dark.
RG.SHAPES = { zone: "dot", reform: "diamond", company: "square", article: "triangle", organ: "hexagon", project: "star", document: "triangleDown", person: "ellipse", place: "ring" };
RG.theme = "auto";
RG.dark = () => RG.theme === "dark" || (RG.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
RG.colour = (name) => RG.colours[name] || (RG.colours[name] = getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim());
RG.setTheme = () => { document.documentElement.toggleAttribute("data-dark", RG.dark()); RG.colours = {}; };

// Outline of a kind's symbol around (x, y), also used in the legend and in exported SVG.
RG.outline = (kind, x, y, r) => {
  const corner = (n, of, turn, reach) => [x + reach * Math.cos(turn + (2 * Math.PI * n) / of), y + reach * Math.sin(turn + (2 * Math.PI * n) / of)];
  const ring = (of, turn, reach = r) => Array.from({ length: of }, (_, n) => corner(n, of, turn, reach));
  const close = (points) => "M" + points.map((p) => p.map((v) => v.toFixed(1)).join(" ")).join("L") + "Z";
  const oval = (a, b) => `M${x - a} ${y}a${a} ${b} 0 1 0 ${2 * a} 0a${a} ${b} 0 1 0 ${-2 * a} 0Z`;
  switch (kind) {
    case "reform": return close(ring(4, 0));
    case "company": return close([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]].map(([a, b]) => [x + (a - x) * 0.86, y + (b - y) * 0.86]));
    case "article": return close(ring(3, -Math.PI / 2, r * 1.15));
    case "organ": return close(ring(6, 0));
    case "project": return close(Array.from({ length: 10 }, (_, n) => corner(n, 10, -Math.PI / 2, n % 2 ? r * 0.5 : r * 1.2)));
    case "document": return close(ring(3, Math.PI / 2, r * 1.15));
    case "person": return oval(r * 1.15, r * 0.7);
    case "place": return oval(r * 0.8, r * 0.8);
    default: return oval(r, r);
  }
};
RG.symbol = (kind) => RG.svg("svg", { viewBox: "0 0 22 16", "aria-hidden": "true" }, RG.svg("path", {
  d: RG.outline(kind, 11, 8, 6), fill: kind === "place" ? "none" : "var(--" + kind + ")", stroke: "var(--" + kind + ")", class: "sym" }));
RG.radius = (n) => {
  const node = RG.nodes[n];
  if (RG.state.size === "degree" || RG.center.has(n)) return node.r;
  RG.most = RG.most || Math.max(1, ...RG.nodes.map((one) => one.n));
  return 6 + 20 * Math.sqrt(node.n / RG.most);
};
// Seen from afar nodes shrink less than the distances between them, so that they stay visible.
RG.boost = 1;
RG.CORE = new Set(["zone", "reform", "organ"]);
RG.drawn = (n) => RG.radius(n) * (RG.page.sort !== "whole" || RG.CORE.has(RG.nodes[n].k) ? RG.boost : Math.sqrt(RG.boost));
RG.setBoost = () => {
  const scale = RG.net.getScale(), boost = scale < 1 ? Math.min(Math.pow(1 / scale, 0.6), 8) : 1;
  if (Math.abs(boost / RG.boost - 1) < 0.06) return;
  RG.boost = boost;
  RG.sizes();
};
RG.sizes = () => {
  for (const one of Object.values(RG.net.body.nodes)) { one.options.size = RG.drawn(one.id); one.shape.refreshNeeded = true; }
};

RG.drawShape = (kind) => ({ ctx, x, y, state: { selected }, style }) => ({
  drawNode() {
    const path = new Path2D(RG.outline(kind, x, y, style.size));
    ctx.globalAlpha = style.opacity === undefined ? 1 : style.opacity;
    ctx.lineWidth = selected ? 4 : 1.5;
    ctx.fillStyle = kind === "place" ? RG.colour("ground") : RG.colour(kind);
    ctx.strokeStyle = selected ? RG.colour("ink") : kind === "place" ? RG.colour(kind) : RG.colour("card");
    ctx.fill(path); ctx.stroke(path);
    ctx.globalAlpha = 1;
  },
  nodeDimensions: { width: style.size * 2, height: style.size * 2 },
});
RG.visNode = (point, n) => {
  const kind = RG.nodes[n].k, colour = RG.colour(kind), edge = RG.colour("card");
  const native = ["zone", "reform", "company", "article"].includes(kind);
  const made = { id: n, x: point.x, y: point.y, size: RG.drawn(n), hidden: !RG.onCanvas(n), shape: native ? point.shape : "custom",
    color: { background: colour, border: edge, highlight: { background: colour, border: RG.colour("ink") } } };
  if (!native) made.ctxRenderer = RG.drawShape(kind);
  return made;
};
// Only nodes that are visible go to vis-network; the rest are added when they are first asked for.
RG.missing = () => {
  const out = [];
  RG.nodeOn.forEach((_, n) => { if (RG.onCanvas(n) && !RG.added.has(n)) { RG.added.add(n); out.push(RG.visNode(RG.points[n], n)); } });
  return out;
};

RG.draw = () => {
  const keep = RG.net && { scale: RG.net.getScale(), position: RG.net.getViewPosition() };
  if (RG.net) { for (const one of Object.values(RG.net.body.nodes)) { const point = RG.points[one.id]; if (point) { point.x = one.x; point.y = one.y; } } RG.net.destroy(); }
  RG.added = new Set();
  RG.net = new vis.Network(RG.$("net"), { nodes: RG.missing(), edges: [] }, {
    autoResize: true, physics: false, layout: { improvedLayout: false },
    nodes: { borderWidth: RG.nodes.length > 1500 ? 0 : 1.5, borderWidthSelected: 4, font: { size: 0 }, chosen: true },
    interaction: { hover: false, selectConnectedEdges: false, tooltipDelay: 1e7, multiselect: false, zoomSpeed: 0.8 },
  });
  RG.net.on("beforeDrawing", (ctx) => { RG.setBoost(); RG.drawLines(ctx); });
  RG.net.on("afterDrawing", RG.drawLabels);
  RG.net.on("dragStart", (event) => { RG.moving = !event.nodes.length; });
  RG.net.on("dragging", (event) => { if (event.nodes.length) RG.buildLines(); });
  RG.net.on("dragEnd", () => { RG.moving = false; RG.placed = null; RG.redraw(); });
  RG.net.on("click", (event) => {
    if (event.nodes.length) { RG.choose({ node: event.nodes[0] }); return; }
    const edge = RG.lineAt(event.pointer.DOM);
    RG.choose(edge >= 0 ? { edge } : {});
  });
  RG.net.on("doubleClick", (event) => { if (event.nodes.length) RG.focusOn(event.nodes[0]); });
  if (keep) RG.net.moveTo(keep); else RG.fit(false);
};
// All visible nodes with room for the labels at the edges.
RG.fit = (smooth = true) => {
  let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
  for (const one of Object.values(RG.net.body.nodes)) {
    if (!RG.onCanvas(one.id)) continue;
    left = Math.min(left, one.x); right = Math.max(right, one.x); top = Math.min(top, one.y); bottom = Math.max(bottom, one.y);
  }
  if (left > right) return;
  const box = RG.$("net"), wide = Math.max(box.clientWidth - Math.min(150, box.clientWidth * 0.24), 60), high = Math.max(box.clientHeight - 96, 60);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  RG.net.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.min(wide / Math.max(right - left, 1), high / Math.max(bottom - top, 1), 1.3), animation: smooth && !calm ? { duration: 350 } : false });
};
RG.redraw = () => RG.net.body.emitter.emit("_requestRedraw");
// Writes visibility into vis-network's own nodes: its DataSet would take a second for 10,000.
RG.show = () => {
  const body = RG.net.body, s = RG.state, lit = RG.lit();
  const nodes = RG.missing();
  if (nodes.length) body.data.nodes.add(nodes);
  for (const one of Object.values(body.nodes)) {
    one.options.hidden = !RG.onCanvas(one.id);
    one.options.opacity = lit && !lit.has(one.id) ? 0.15 : undefined;
  }
  RG.net._updateVisibleIndices();
  if (s.node >= 0 && RG.nodeOn[s.node]) RG.net.selectNodes([s.node], false); else RG.net.unselectAll();
  RG.buildLines();
  RG.placed = null;
  RG.redraw();
  RG.$("nothing").hidden = RG.nodeOn.some((on) => on);
};
// What stays bright: the chosen thing and its neighbours; null when nothing is chosen.
RG.lit = () => {
  const s = RG.state;
  if (s.edge >= 0) return new Set([RG.edges[s.edge].f, RG.edges[s.edge].t]);
  if (s.node < 0 || RG.page.sort !== "whole" && RG.center.has(s.node)) return null;
  const lit = new Set([s.node]);
  for (const n of RG.near[s.node]) if (RG.edgeOn[n]) { lit.add(RG.edges[n].f); lit.add(RG.edges[n].t); }
  return lit;
};
RG.resize = () => { RG.sizes(); RG.redraw(); };

RG.FONT = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
RG.order = () => RG.ranked || (RG.ranked = RG.nodes.map((_, n) => n).sort((a, b) => RG.center.has(b) - RG.center.has(a) || RG.nodes[b].d - RG.nodes[a].d || a - b));
RG.cut = (text, most) => ([...text].length > most ? [...text].slice(0, most - 1).join("") + "…" : text);
// Places labels by importance where no other label stands; in screen pixels, so always readable.
RG.placeLabels = (ctx, width, height) => {
  const scale = RG.net.getScale(), view = RG.net.getViewPosition(), lit = RG.lit(), s = RG.state;
  const taken = new Map(), placed = [], cell = 60;
  const cells = (x0, y0, x1, y1) => {
    const keys = [];
    for (let i = Math.floor(x0 / cell); i <= Math.floor(x1 / cell); i++) for (let j = Math.floor(y0 / cell); j <= Math.floor(y1 / cell); j++) keys.push(i * 1000 + j);
    return keys;
  };
  // What a box would cover: 0 where nothing stands, 1 a symbol, 20 one of the largest, much more for another name.
  const covered = (x0, y0, x1, y1) => {
    const met = new Set();
    for (const key of cells(x0, y0, x1, y1)) for (const b of taken.get(key) || []) if (x0 < b[2] && x1 > b[0] && y0 < b[3] && y1 > b[1]) met.add(b);
    let sum = 0;
    for (const b of met) sum += b[4];
    return sum;
  };
  const take = (x0, y0, x1, y1, weight) => {
    const box = [x0, y0, x1, y1, weight];
    for (const key of cells(x0, y0, x1, y1)) { const list = taken.get(key); if (list) list.push(box); else taken.set(key, [box]); }
  };
  const NAME = 1e6;
  // Large symbols keep their ground.
  const visible = RG.order().filter(RG.onCanvas);
  visible.slice(0, 300).forEach((n, rank) => {
    const r = RG.drawn(n) * scale, one = RG.net.body.nodes[n], x = (one.x - view.x) * scale + width / 2, y = (one.y - view.y) * scale + height / 2;
    if (r > 5) take(x - r * 0.8, y - r, x + r * 0.8, y + r, rank < 15 ? 20 : 1);
  });
  const put = (n, force) => {
    const one = RG.net.body.nodes[n], node = RG.nodes[n];
    const x = (one.x - view.x) * scale + width / 2, y = (one.y - view.y) * scale + height / 2;
    if (x < -60 || y < -20 || x > width + 60 || y > height + 20) return;
    const big = RG.center.has(n), size = big ? 16 : node.d > 12 ? 13 : 12;
    const text = RG.cut(node.l, n === s.node ? 40 : force ? (width < 520 ? 12 : 24) : big && node.k !== "article" ? 26 : 15);
    const key = size + text, half = (RG.widths[key] || (ctx.font = `${big || force ? "600 " : ""}${size}px ${RG.FONT}`, RG.widths[key] = ctx.measureText(text).width)) / 2;
    const r = RG.drawn(n) * scale;
    // Below, above, right or left of the symbol, whichever is free first.
    const spots = [[x, y + r + 3], [x, y - r - size - 5], [x + r + half + 5, y - size / 2 - 1], [x - r - half - 5, y - size / 2 - 1]];
    // A name that matters may stand over a small symbol or a little further off, joined to its node by a line, rather than not at all.
    if (force) for (const far of [14, 28, 42, 63, 84]) for (const aside of [0, half, -half]) spots.push([x + aside, y + r + 3 + far, far], [x + aside, y - r - size - 5 - far, far]);
    // Moved in from the edge of a narrow screen.
    if (force) for (const spot of spots) spot[0] = Math.min(Math.max(spot[0], half + 2), width - half - 2);
    const inside = spots.filter(([a, top]) => a - half > 1 && a + half < width - 1 && top > 0 && top + size + 2 < height);
    let spot = null, least = force ? NAME : 1;
    for (const one of inside) {
      const cost = covered(one[0] - half - 3, one[1] - 1, one[0] + half + 3, one[1] + size + 3) + (one[2] || 0) / 20;
      if (cost < least) { spot = one; least = cost; }
      if (!cost) break;
    }
    spot = spot || (n === s.node && (inside[0] || spots[0]));
    if (!spot) return;
    take(spot[0] - half - 3, spot[1] - 1, spot[0] + half + 3, spot[1] + size + 3, NAME);
    const from = spot[2] ? [x, y, Math.min(Math.max(x, spot[0] - half), spot[0] + half), spot[1] > y ? spot[1] : spot[1] + size + 2] : null;
    placed.push({ n, text, x: spot[0], y: spot[1] + size - 1, size, bold: big || force, from });
  };
  const first = new Set([s.node, ...(s.edge >= 0 ? [RG.edges[s.edge].f, RG.edges[s.edge].t] : [])].filter((n) => n >= 0 && RG.nodeOn[n]));
  // The 15 most linked nodes in view come first.
  if (!lit) for (const n of visible.slice(0, 15)) first.add(n);
  for (const n of first) put(n, true);
  const most = Math.max(40, Math.round((width * height) / 5000));
  let tries = 6 * most;
  for (const n of RG.order()) {
    if (placed.length >= most || !tries) break;
    if (RG.onCanvas(n) && !first.has(n) && (!lit || lit.has(n))) { put(n, false); tries -= 1; }
  }
  return placed;
};
RG.widths = {};
RG.drawLabels = (ctx) => {
  const canvas = ctx.canvas, ratio = RG.net.canvas.pixelRatio || 1, width = canvas.width / ratio, height = canvas.height / ratio;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center"; ctx.lineJoin = "round"; ctx.strokeStyle = RG.colour("ground"); ctx.lineWidth = 3;
  if (RG.state.time) RG.drawUndated(ctx, width, height);
  if (RG.fresh && RG.fresh.size) RG.drawFresh(ctx, width, height);
  const view = RG.net.getViewPosition(), scale = RG.net.getScale();
  // While the view is dragged the labels keep their places and only move along.
  if (!RG.moving || !RG.placed || RG.placed.scale !== scale) RG.placed = { labels: RG.placeLabels(ctx, width, height), view, scale };
  ctx.translate((RG.placed.view.x - view.x) * scale, (RG.placed.view.y - view.y) * scale);
  for (const { from } of RG.placed.labels) {
    if (!from) continue;
    ctx.save(); ctx.strokeStyle = RG.colour("soft"); ctx.lineWidth = 1; ctx.beginPath(); ctx.moveTo(from[0], from[1]); ctx.lineTo(from[2], from[3]); ctx.stroke(); ctx.restore();
  }
  for (const label of RG.placed.labels) {
    ctx.font = `${label.bold ? "600 " : ""}${label.size}px ${RG.FONT}`;
    ctx.fillStyle = RG.colour("ink");
    ctx.strokeText(label.text, label.x, label.y);
    ctx.fillText(label.text, label.x, label.y);
  }
  ctx.restore();
};
// A question mark on links whose time is not known, while the slider is in use.
RG.drawUndated = (ctx, width, height) => {
  const scale = RG.net.getScale(), view = RG.net.getViewPosition(), body = RG.net.body.nodes;
  ctx.fillStyle = RG.colour("soft"); ctx.font = `600 13px ${RG.FONT}`;
  let left = 200;
  RG.edges.forEach((edge, n) => {
    if (!left || !RG.faint[n] || !RG.edgeOn[n]) return;
    const x = ((body[edge.f].x + body[edge.t].x) / 2 - view.x) * scale + width / 2, y = ((body[edge.f].y + body[edge.t].y) / 2 - view.y) * scale + height / 2;
    if (x < 0 || y < 0 || x > width || y > height) return;
    left -= 1;
    ctx.strokeText("?", x, y); ctx.fillText("?", x, y);
  });
};
// A ring around actors whose adoption became known in the step of time just shown.
RG.drawFresh = (ctx, width, height) => {
  const scale = RG.net.getScale(), view = RG.net.getViewPosition();
  ctx.save(); ctx.strokeStyle = RG.colour("reform"); ctx.lineWidth = 3;
  for (const n of RG.fresh) {
    if (!RG.nodeOn[n]) continue;
    const one = RG.net.body.nodes[n];
    ctx.beginPath();
    ctx.arc((one.x - view.x) * scale + width / 2, (one.y - view.y) * scale + height / 2, RG.drawn(n) * scale + 6, 0, 7);
    ctx.stroke();
  }
  ctx.restore();
};
RG.hover = () => {
  const box = RG.$("net"), tip = RG.$("tip");
  let waiting = false;
  box.addEventListener("mousemove", (event) => {
    if (waiting || event.buttons) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      const frame = box.getBoundingClientRect(), at = { x: event.clientX - frame.left, y: event.clientY - frame.top };
      const n = RG.net.getNodeAt(at);
      const e = n === undefined ? RG.lineAt(at) : -1;
      box.style.cursor = n !== undefined || e >= 0 ? "pointer" : "";
      tip.hidden = n === undefined && e < 0;
      if (tip.hidden) return;
      tip.replaceChildren(...(n !== undefined ? RG.nodeTip(RG.nodes[n]) : RG.edgeTip(RG.edges[e])));
      tip.style.left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8) + "px";
      tip.style.top = Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8) + "px";
    }, 60);
  });
  box.addEventListener("mouseleave", () => { tip.hidden = true; });
};
RG.nodeTip = (node) => [node.l, RG.h("small", {}, [RG.t(node.k), node.f.province, node.f.city, node.f.date].filter(Boolean).join(" · "))];
RG.edgeTip = (edge) => [`${RG.nodes[edge.f].l} → ${RG.nodes[edge.t].l}`, RG.h("small", {}, RG.t("e_" + edge.k) + (edge.s ? " · " + RG.t(edge.s) : ""))];
