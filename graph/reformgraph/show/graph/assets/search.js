"use strict";
// Search by name, alias, pinyin initials or full pinyin; arrow keys choose, Enter opens.
RG.rank = (node, wanted) => {
  const label = node.c.toLowerCase(), english = (node.f.english || "").toLowerCase();
  if (label === wanted || english === wanted) return 0;
  if (label.startsWith(wanted) || english.startsWith(wanted)) return 1;
  const aliases = (node.a || []).map((alias) => alias.toLowerCase());
  if (aliases.some((alias) => alias === wanted)) return 1;
  if (label.includes(wanted) || english.includes(wanted)) return 2;
  if (aliases.some((alias) => alias.includes(wanted))) return 3;
  if (!node.p || !/^[a-z0-9]+$/.test(wanted)) return 9;
  const sounds = node.p.split(" ");
  if (sounds.some((sound) => sound.startsWith(wanted))) return 4;
  return wanted.length > 1 && sounds.some((sound) => sound.includes(wanted)) ? 5 : 9;
};
RG.find = (text, most = 12) => {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const plain = wanted.replace(/[\s'’]/g, "");
  return RG.nodes.map((node, n) => [Math.min(RG.rank(node, wanted), RG.rank(node, plain)), -node.d, n])
    .filter((row) => row[0] < 9).sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, most).map((row) => row[2]);
};
RG.startSearch = () => {
  const box = RG.$("search"), list = RG.$("found");
  let rows = [], at = -1;
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); at = -1; };
  const mark = (step) => {
    at = (at + step + rows.length) % rows.length;
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
    box.setAttribute("aria-activedescendant", "found-" + at);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const open = (n) => { close(); box.value = RG.nodes[n].l; RG.reveal(n); };
  const show = () => {
    rows = RG.find(box.value);
    at = -1;
    list.replaceChildren(...rows.map((n, place) => {
      const node = RG.nodes[n], alias = (node.a || [])[0];
      return RG.h("li", { role: "option", id: "found-" + place, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); open(n); } },
        RG.symbol(node.k), RG.h("span", {}, node.l), RG.h("small", {}, node.k === "article" ? node.f.date || "" : alias || node.f.city || RG.t(node.k)));
    }));
    if (!rows.length && box.value.trim()) list.append(RG.h("li", {}, RG.t("no_results")));
    list.hidden = !box.value.trim();
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (rows.length) mark(1);
    RG.say(rows.length ? `${rows.length} ${RG.t("results")}` : RG.t("no_results"));
  };
  box.addEventListener("input", show);
  box.addEventListener("blur", () => setTimeout(close, 120));
  box.addEventListener("focus", () => { if (box.value.trim()) box.select(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && rows.length) { event.preventDefault(); mark(1); }
    else if (event.key === "ArrowUp" && rows.length) { event.preventDefault(); mark(-1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); open(rows[at]); }
    else if (event.key === "Escape") { box.value = ""; close(); RG.$("net").focus(); }
  });
};
// Shows a node whatever is filtered: what hides it is switched off first.
RG.reveal = (n) => {
  const s = RG.state;
  s.kinds.add(RG.nodes[n].k);
  if (s.focus >= 0) s.focus = -1;
  RG.compute();
  if (!RG.nodeOn[n]) { s.category = ""; s.province = ""; s.city = ""; s.statuses = new Set(RG.STATUSES); s.links.add("claim"); }
  s.tab = "graph";
  RG.choose({ node: n });
  const one = RG.net.body.nodes[n];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  RG.net.moveTo({ position: { x: one.x, y: one.y }, scale: Math.max(RG.net.getScale(), 0.8), animation: calm ? false : { duration: 300 } });
};
