"use strict";
// Finds words in headlines, bylines and texts of articles. Works from disk: the index is a script, nothing is asked for.
(() => {
  const MOST = 100, BEFORE = 20, AFTER = 70;
  const $ = (id) => document.getElementById(id);
  const told = (zh, en) => (document.documentElement.lang === "zh" ? zh : en);
  // Width and case are levelled; where that moves letters the levelled text is shown, so that marks stand right.
  const level = (text) => text.normalize("NFKC").toLowerCase();
  const phrases = (text) => [...level(text).replace(/[“”「」『』]/g, '"').matchAll(/"([^"]*)"?|[^\s"]+/g)]
    .map((found) => (found[1] === undefined ? found[0] : found[1]).trim()).filter(Boolean).slice(0, 20);
  const rows = (window.RG_TEXTS || []).map((row) => ({ row, texts: [row[0], row[1], row[5]].map(level) }));

  // How well a row fits: 0 where a phrase is missing; a headline tells more than a byline, that more than a text.
  const fit = (one, wanted) => {
    let sum = 0;
    for (const phrase of wanted) {
      const at = one.texts.map((text) => text.includes(phrase));
      if (!at.some(Boolean)) return 0;
      sum += at[0] * 5 + at[1] * 2 + at[2] * 1;
    }
    return sum;
  };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const passage = (one, wanted) => {
    const quote = element("blockquote"), text = one.texts[2].length === one.row[5].length ? one.row[5] : one.texts[2];
    const places = wanted.map((phrase) => one.texts[2].indexOf(phrase)).filter((at) => at >= 0);
    if (!places.length) return null;
    const first = Math.min(...places), line = text.lastIndexOf("\n", first) + 1, stop = text.indexOf("\n", first);
    let at = Math.max(line, first - BEFORE);
    const end = Math.min(first + AFTER, stop < 0 ? text.length : stop), hits = [];
    for (const phrase of wanted) {
      for (let hit = one.texts[2].indexOf(phrase, at); hit >= 0 && hit < end; hit = one.texts[2].indexOf(phrase, hit + 1)) hits.push([hit, hit + phrase.length]);
    }
    for (const [start, after] of hits.sort((a, b) => a[0] - b[0])) {
      if (start < at) continue;
      quote.append(text.slice(at, start), element("mark", text.slice(start, after)));
      at = after;
    }
    quote.append(text.slice(at, Math.max(end, at)));
    return quote;
  };
  const item = (one, wanted) => {
    const made = element("li"), link = element("a", one.row[0]);
    link.href = one.row[4];
    made.append(link);
    const quote = passage(one, wanted);
    if (quote) made.append(quote);
    made.append(element("p", [one.row[1], one.row[2], one.row[3]].filter(Boolean).join(" · "), "told"));
    return made;
  };
  const find = () => {
    const wanted = phrases($("text-words").value);
    const found = wanted.length ? rows.map((one) => [fit(one, wanted), one]).filter((pair) => pair[0]).sort((a, b) => b[0] - a[0]) : [];
    $("text-found").replaceChildren(...found.slice(0, MOST).map(([, one]) => item(one, wanted)));
    const more = found.length > MOST ? told(`，只列出前 ${MOST} 篇`, `, the first ${MOST} are shown`) : "";
    $("text-count").textContent = wanted.length ? told(`${found.length} 篇`, `${found.length} articles`) + more : "";
  };
  const asked = () => new URLSearchParams(location.hash.slice(1)).get("q") || "";
  const again = () => { $("text-words").value = asked(); find(); };
  $("text-search").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = new URLSearchParams(location.hash.slice(1));
    words.set("q", $("text-words").value);
    history.replaceState(null, "", "#" + words);
    find();
  });
  addEventListener("hashchange", again);
  again();
})();
