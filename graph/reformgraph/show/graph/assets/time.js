"use strict";
// The slider that plays how reforms spread: a claim counts from the day by which it is known.
RG.months = () => {
  const days = RG.claims.filter((claim) => claim.t).map((claim) => claim.t.slice(0, 7)).sort();
  if (!days.length) return [];
  const out = [];
  let [year, month] = days[0].split("-").map(Number);
  const last = days[days.length - 1];
  for (let key = days[0]; key <= last && out.length < 1200; key = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`) {
    out.push(key);
    month += 1;
    if (month > 12) { month = 1; year += 1; }
  }
  return out;
};
RG.startTime = () => {
  RG.steps = RG.months();
  if (RG.page.sort === "article") RG.steps = [];
  RG.$("time").hidden = RG.steps.length < 2;
  if (RG.steps.length < 2) return;
  const slider = RG.$("slider"), per = RG.count(RG.claims.filter((c) => c.t && c.s === "adopted").map((c) => ({ m: c.t.slice(0, 7) })), "m");
  slider.min = 0; slider.max = RG.steps.length;
  const most = Math.max(1, ...Object.values(per)), bars = RG.$("time-bars");
  bars.setAttribute("viewBox", `0 0 ${RG.steps.length} 24`);
  bars.replaceChildren(...RG.steps.map((m, n) => RG.svg("rect", { x: n + 0.08, width: 0.84, y: 24 - (22 * (per[m] || 0)) / most, height: (22 * (per[m] || 0)) / most })));
  slider.addEventListener("input", () => { RG.pause(); RG.setStep(Number(slider.value)); });
  RG.$("play").addEventListener("click", () => (RG.timer ? RG.pause() : RG.play()));
};
RG.setStep = (n) => {
  const before = RG.state.time;
  RG.state.time = n >= RG.steps.length ? "" : RG.steps[n] + "-31";
  RG.fresh = new Set(RG.state.time ? RG.claims.filter((c) => c.s === "adopted" && c.t && c.t <= RG.state.time && c.t > (before && before < RG.state.time ? before : RG.steps[n])).map((c) => c.a) : []);
  RG.update(true); RG.panel(true);
};
RG.play = () => {
  let n = RG.state.time ? RG.steps.indexOf(RG.state.time.slice(0, 7)) : -1;
  RG.$("play").setAttribute("aria-label", RG.t("pause")); RG.$("play").classList.add("on");
  RG.$("play").querySelector("path").setAttribute("d", "M5 3h4v14H5zM11 3h4v14h-4z");
  const pace = Math.max(60, Math.min(400, 14000 / RG.steps.length));
  RG.timer = setInterval(() => { n += 1; RG.setStep(n); if (n >= RG.steps.length) RG.pause(); }, pace);
  RG.setStep(n = Math.max(n, 0));
};
RG.pause = () => {
  clearInterval(RG.timer); RG.timer = 0;
  RG.$("play").setAttribute("aria-label", RG.t("play"));
  RG.$("play").querySelector("path").setAttribute("d", "M5 3l12 7-12 7z");
};
// The first day by which an adoption is known; empty where none of its claims has a day.
RG.knownBy = (edge) => edge.c.map((c) => RG.claims[c]).filter((claim) => claim.s === edge.s && claim.t).map((claim) => claim.t).sort()[0] || "";
// What the slider counts: at its last step all but the undated, without it all.
RG.isAdopted = (edge) => edge.s === "adopted" && (!RG.state.time || Boolean(RG.knownBy(edge) && RG.knownBy(edge) <= RG.state.time));
RG.adoptedAt = (n) => (RG.state.time ? RG.near[n].filter((number) => RG.isAdopted(RG.edges[number])).length : RG.nodes[n].n);
// The status of a link at the day of the slider: a plan is a plan until the adoption is known.
RG.statusAt = (edge) => {
  const seen = RG.state.time && edge.c ? edge.c.map((c) => RG.claims[c]).filter((claim) => claim.t && claim.t <= RG.state.time) : [];
  return !seen.length || seen.some((claim) => claim.s === edge.s) ? edge.s : RG.STATUSES.find((name) => seen.some((claim) => claim.s === name)) || edge.s;
};
RG.inTime = (edge) => !RG.state.time || edge.k !== "claim" || edge.c.some((c) => !RG.claims[c].t || RG.claims[c].t <= RG.state.time);
RG.time = () => {
  if (!RG.steps.length) return;
  const s = RG.state, at = s.time ? Math.max(RG.steps.indexOf(s.time.slice(0, 7)), 0) : RG.steps.length;
  RG.$("slider").value = at;
  RG.$("slider").setAttribute("aria-valuetext", s.time ? s.time.slice(0, 7) : RG.t("all_time"));
  RG.$("time-now").textContent = s.time ? s.time.slice(0, 7) : RG.t("all_time");
  const shown = RG.edges.filter((edge, n) => RG.edgeOn[n] && edge.s === "adopted");
  const undated = shown.filter((edge) => !RG.knownBy(edge)).length, done = shown.filter(RG.isAdopted).length;
  RG.$("time-note").textContent = RG.t("adopted_by", done) + (RG.lang === "zh" ? "；" : "; ") + RG.t("undated", undated);
  [...RG.$("time-bars").children].forEach((bar, n) => bar.setAttribute("class", n <= at ? "on" : ""));
  for (const mark of document.querySelectorAll("#view-charts [data-day]")) mark.classList.toggle("later", Boolean(s.time) && mark.dataset.day > s.time);
};
