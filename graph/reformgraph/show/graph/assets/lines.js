"use strict";
// Links, drawn in one stroke a style under the nodes of vis-network: its own edges take ten times as long.
RG.DASHES = { adopted: [], withdrawn: [12, 3, 2, 3], planned: [8, 5], required: [2, 4], referenced: [1, 5] };
RG.edgeColour = (edge) => RG.colour(edge.k === "claim" ? RG.statusAt(edge) : edge.k === "near" ? "near" : "other");
RG.lineStyle = (edge) => {
  const claim = edge.k === "claim", width = claim ? Math.min(1.7 + 0.5 * ((edge.n || 1) - 1), 4.5) : 1.1;
  return { colour: RG.edgeColour(edge), dash: claim ? RG.DASHES[RG.statusAt(edge)] || [] : [], width };
};
// How strong a link is drawn: the more there are in view the fainter, so that clusters show.
RG.alphas = () => {
  const busy = RG.edgeOn.reduce((a, b) => a + b, 0), clear = Math.min(Math.max(0.9 * Math.sqrt(350 / Math.max(busy, 1)), 0.14), 0.85);
  const s = RG.state, lit = RG.lit();
  return (edge, n) => {
    if (lit) return n === s.edge || (s.edge < 0 && (edge.f === s.node || edge.t === s.node)) ? 0.95 : 0.06;
    if (RG.faint[n] && s.time) return clear * 0.3;
    return edge.k === "claim" ? clear : clear * 0.65;
  };
};
RG.buildLines = () => {
  const groups = new Map(), alpha = RG.alphas(), body = RG.net.body.nodes;
  RG.edges.forEach((edge, n) => {
    if (!RG.edgeOn[n]) return;
    const style = RG.lineStyle(edge), opacity = alpha(edge, n), key = [style.colour, style.dash, style.width, opacity].join("|");
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { ...style, opacity, path: new Path2D() }));
    const { from, to } = RG.ends[n];
    group.path.moveTo(body[from].x, body[from].y);
    group.path.lineTo(body[to].x, body[to].y);
  });
  RG.lines = [...groups.values()].sort((a, b) => a.opacity - b.opacity);
};
RG.drawLines = (ctx) => {
  if (!RG.lines || (RG.moving && RG.edges.length > 4000)) return;
  const scale = RG.net.getScale(), thick = Math.min(Math.max(scale, 0.5), 1.8) / scale;
  ctx.save();
  ctx.lineCap = "butt";
  for (const group of RG.lines) {
    ctx.globalAlpha = group.opacity; ctx.strokeStyle = group.colour; ctx.lineWidth = group.width * thick;
    ctx.setLineDash(group.dash.map((part) => part * thick));
    ctx.stroke(group.path);
  }
  ctx.setLineDash([]);
  if (RG.state.edge >= 0 && RG.edgeOn[RG.state.edge]) RG.drawChosen(ctx, RG.edges[RG.state.edge], thick);
  ctx.restore();
};
RG.drawChosen = (ctx, edge, thick) => {
  const a = RG.net.body.nodes[edge.f], b = RG.net.body.nodes[edge.t], style = RG.lineStyle(edge);
  ctx.globalAlpha = 1; ctx.strokeStyle = style.colour; ctx.lineWidth = (style.width + 2.5) * thick;
  ctx.setLineDash(style.dash.map((part) => part * thick));
  ctx.beginPath(); ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); ctx.stroke();
};
// The link under a point of the screen, -1 when there is none within six pixels.
RG.lineAt = (point) => {
  const at = RG.net.DOMtoCanvas(point), body = RG.net.body.nodes;
  let best = 6 / RG.net.getScale(), found = -1;
  RG.edges.forEach((edge, n) => {
    if (!RG.edgeOn[n]) return;
    const a = body[edge.f], b = body[edge.t], dx = b.x - a.x, dy = b.y - a.y;
    const share = Math.min(Math.max(((at.x - a.x) * dx + (at.y - a.y) * dy) / (dx * dx + dy * dy || 1), 0), 1);
    const far = Math.hypot(a.x + dx * share - at.x, a.y + dy * share - at.y);
    if (far < best) { best = far; found = n; }
  });
  return found;
};
