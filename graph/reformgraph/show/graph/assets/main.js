"use strict";
// Starts the page and keeps everything in step with what the reader chose.
RG.update = (quick = false) => {
  RG.compute(); RG.loneList(); RG.show(); RG.focusBar(); RG.tellLost(); RG.time(); RG.recount(); RG.tabs();
  if (RG.state.tab === "table") RG.table();
  if (!quick) { RG.panel(); RG.textMarks(); }
  if (!RG.timer) RG.toHash();
};
RG.tellLost = () => {
  const box = RG.$("lost");
  box.hidden = !RG.lost;
  box.textContent = RG.lost ? RG.t("lost", RG.lost.slice(0, 200)) : "";
};
// Chooses a node, a line, or nothing.
RG.choose = ({ node = -1, edge = -1 }) => {
  RG.state.node = node; RG.state.edge = edge; RG.lost = "";
  RG.update();
  if (node >= 0) RG.say(RG.t("sel_node", RG.nodes[node].l));
};
RG.tabs = () => {
  const s = RG.state;
  if (s.tab === "charts" && RG.$("tab-charts").hidden) s.tab = "graph";
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const on = tab.dataset.tab === s.tab;
    tab.setAttribute("aria-selected", String(on)); tab.tabIndex = on ? 0 : -1;
    RG.$("view-" + tab.dataset.tab).hidden = !on;
  }
};
RG.setTab = (name) => { RG.state.tab = name; RG.update(true); };
RG.startTabs = () => {
  RG.$("tab-charts").hidden = !RG.$("view-charts").firstElementChild;
  const tabs = [...document.querySelectorAll("[role=tab]")];
  tabs.forEach((tab) => {
    tab.addEventListener("click", () => RG.setTab(tab.dataset.tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const shown = tabs.filter((one) => !one.hidden), next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
      next.focus(); RG.setTab(next.dataset.tab);
    });
  });
};
RG.startKeys = () => {
  document.addEventListener("keydown", (event) => {
    const typing = /INPUT|SELECT|TEXTAREA/.test(event.target.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); RG.$("search").focus(); }
    else if (event.key === "Escape" && !typing) { if (RG.state.focus >= 0) RG.state.focus = -1; RG.choose({}); }
  });
  RG.$("net").addEventListener("keydown", (event) => {
    const step = 80 / RG.net.getScale(), view = RG.net.getViewPosition();
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (move) { event.preventDefault(); RG.net.moveTo({ position: { x: view.x + move[0], y: view.y + move[1] } }); }
    else if (event.key === "+" || event.key === "=") RG.zoom(1.25);
    else if (event.key === "-") RG.zoom(0.8);
    else if (event.key === "0") RG.fit();
  });
  RG.$("zoom-in").addEventListener("click", () => RG.zoom(1.3));
  RG.$("zoom-out").addEventListener("click", () => RG.zoom(1 / 1.3));
  RG.$("fit").addEventListener("click", () => RG.fit());
};
RG.zoom = (by) => RG.net.moveTo({ scale: RG.net.getScale() * by });
RG.repaint = () => { RG.setTheme(); RG.draw(); RG.show(); RG.text(); RG.textMarks(); };
RG.startTools = () => {
  RG.$("theme").addEventListener("click", () => { RG.theme = RG.dark() ? "light" : "dark"; RG.repaint(); RG.toHash(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (RG.theme === "auto") RG.repaint(); });
  RG.$("lang").addEventListener("click", () => { RG.lang = RG.lang === "zh" ? "en" : "zh"; RG.words_now(); RG.update(); });
  RG.$("rail-toggle").addEventListener("click", () => { document.body.classList.toggle("no-rail"); RG.railState(); setTimeout(() => RG.redraw(), 50); });
  addEventListener("hashchange", () => {
    if (RG.ownHash === location.hash) return;
    const theme = RG.theme;
    RG.state = RG.fromHash(); RG.place = RG.placeOf(); RG.words_now(); RG.update();
    if (RG.theme !== theme) RG.repaint();
    if (RG.state.focus >= 0) RG.fit(); else if (RG.state.node >= 0) RG.reveal(RG.state.node);
  });
};
// The columns of a comparison lead to the rows of its table; the address keeps the state of the page.
RG.startRows = () => {
  for (const link of document.querySelectorAll(".compared a[href^='#r']")) link.addEventListener("click", (event) => {
    event.preventDefault();
    const row = RG.$(link.getAttribute("href").slice(1));
    row.querySelectorAll("details").forEach((one) => { one.open = true; });
    row.tabIndex = -1; row.focus(); row.scrollIntoView({ block: "center" });
  });
};
RG.railState = () => RG.$("rail-toggle").setAttribute("aria-expanded", String(!document.body.classList.contains("no-rail")));
RG.words_now = () => { RG.translate(); RG.legend(); };
RG.start = () => {
  RG.load();
  RG.lang = RG.page.lang;
  RG.state = RG.fromHash();
  if (innerWidth < 820 || RG.page.sort === "article") document.body.classList.add("no-rail");
  RG.$("lone").open = innerWidth >= 820;
  RG.railState();
  RG.setTheme();
  RG.startTabs();
  RG.startTime();
  RG.words_now();
  RG.text();
  RG.compute();
  RG.draw();
  RG.startSearch(); RG.startFilters(); RG.startKeys(); RG.startTools(); RG.startExport(); RG.startRows(); RG.hover();
  RG.update();
  // The list of what has no link takes room of the drawing, and filters leave less to draw.
  if (RG.state.focus >= 0 || RG.state.category || RG.state.province || !RG.$("lone").hidden && RG.state.node < 0) { RG.net.setSize("100%", "100%"); RG.fit(false); }
  else if (RG.state.node >= 0) RG.net.moveTo({ position: { x: RG.points[RG.state.node].x, y: RG.points[RG.state.node].y }, scale: Math.max(RG.net.getScale(), 0.8) });
  requestAnimationFrame(() => requestAnimationFrame(() => { RG.ready = performance.now(); document.documentElement.setAttribute("data-ready", String(Math.round(RG.ready))); }));
};
RG.start();
