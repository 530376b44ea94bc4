"use strict";
// Language, light and dark, search, sortable tables and the matrix. Works from disk: no requests.
(() => {
  const root = document.documentElement, up = root.dataset.up || "";
  const kept = (key, value) => { try { if (value === undefined) return localStorage.getItem("rg-" + key); localStorage.setItem("rg-" + key, value); } catch { /* no storage from disk */ } return null; };
  const $ = (id) => document.getElementById(id);

  // The language travels in the address where the browser keeps nothing for files on disk.
  const asked = (name) => new URLSearchParams(location.hash.slice(1)).get(name);
  let lang = asked("lang") || kept("lang") || root.lang;
  const translate = () => {
    root.lang = lang;
    for (const el of document.querySelectorAll("[data-zh]")) el.textContent = lang === "zh" ? el.dataset.zh : el.dataset.en;
    $("lang").textContent = lang === "zh" ? "EN" : "中文";
  };
  $("lang").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; kept("lang", lang); translate(); });
  if (lang !== root.lang) translate(); else $("lang").textContent = lang === "zh" ? "EN" : "中文";

  // An old link may name a record or a claim that its page does not hold any more.
  let named = location.hash.slice(1);
  try { named = decodeURIComponent(named); } catch (fault) { /* a lone % is no mark of an address: taken as it stands */ }
  if (/^[ac]-[0-9a-f]{10}$/.test(named) && !$(named)) {
    const note = document.createElement("p");
    note.className = "lost"; note.setAttribute("role", "status");
    note.dataset.zh = "链接所指的记录已不在本页：可能已并入别的记录，或其报道已移除。现有的记录如下。";
    note.dataset.en = "The record that the link names is not on this page any more: it may be merged with another, or its article is gone. What there is now follows.";
    note.textContent = lang === "zh" ? note.dataset.zh : note.dataset.en;
    document.querySelector("main").prepend(note);
  }

  let dark = kept("dark") === null ? matchMedia("(prefers-color-scheme: dark)").matches : kept("dark") === "1";
  const paint = () => root.toggleAttribute("data-dark", dark);
  $("theme").addEventListener("click", () => { dark = !dark; kept("dark", dark ? "1" : "0"); paint(); });
  paint();

  const rank = (row, wanted) => {
    const label = row[0].toLowerCase(), others = row[3].toLowerCase();
    if (label === wanted) return 0;
    if (label.startsWith(wanted)) return 1;
    if (label.includes(wanted)) return 2;
    if (others.includes(wanted)) return 3;
    if (/^[a-z0-9]+$/.test(wanted) && row[4]) {
      const sounds = row[4].split(" ");
      if (sounds.some((sound) => sound.startsWith(wanted))) return 4;
      if (wanted.length > 1 && sounds.some((sound) => sound.includes(wanted))) return 5;
    }
    return 9;
  };
  const box = $("search"), list = $("found");
  let at = -1;
  const mark = (step) => {
    const rows = [...list.children];
    if (!rows.length) return;
    at = (at + step + rows.length) % rows.length;
    rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
    rows[at].scrollIntoView({ block: "nearest" });
  };
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    const found = wanted ? (window.RG_INDEX || []).map((row) => [rank(row, wanted), row]).filter((pair) => pair[0] < 9).sort((a, b) => a[0] - b[0] || (a[1][0] < b[1][0] ? -1 : 1)).slice(0, 15) : [];
    list.replaceChildren(...found.map(([, row]) => {
      const item = document.createElement("li"), link = document.createElement("a"), note = document.createElement("small");
      item.setAttribute("role", "option");
      link.href = up + row[2]; link.textContent = row[0] + " "; note.textContent = row[3].split("\n")[0];
      link.append(note); item.append(link);
      return item;
    }));
    if (wanted && !found.length) { const none = document.createElement("li"); none.setAttribute("role", "option"); none.textContent = lang === "zh" ? "没有找到" : "Nothing found"; list.append(none); }
    if (wanted && $("text-search") === null) { const item = document.createElement("li"), link = document.createElement("a"); link.href = up + "search.html#" + new URLSearchParams({ q: box.value.trim() }); link.textContent = lang === "zh" ? "在全部文章中查找 →" : "Search all articles →"; item.setAttribute("role", "option"); item.append(link); list.append(item); }
    list.hidden = !wanted; box.setAttribute("aria-expanded", String(!list.hidden)); at = -1;
    if (found.length) mark(1);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); mark(1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(-1); }
    else if (event.key === "Enter") { const link = (at >= 0 ? list.children[at] : list).querySelector("a"); if (link) location.href = link.href; }
    else if (event.key === "Escape") { box.value = ""; list.hidden = true; }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "/" && event.target.tagName !== "INPUT") { event.preventDefault(); box.focus(); } });

  const told = (cell) => { const by = cell.querySelector("[data-sort]"); return by ? by.dataset.sort : cell.textContent.trim(); };
  const compare = (x, y) => { const a = parseFloat(x), b = parseFloat(y); return /^\d+$/.test(x) && /^\d+$/.test(y) ? a - b : x.localeCompare(y, "zh"); };
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
    heads.forEach((head, n) => head.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((one) => one.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => compare(told(a.cells[n]), told(b.cells[n])) * (down ? -1 : 1));
      body.append(...rows);
    }));
  }

  const matrix = $("matrix");
  if (!matrix) return;
  const body = matrix.tBodies[0], heads = [...matrix.tHead.rows[0].cells];
  const narrow = () => {
    const province = $("pick-province").value, category = $("pick-category").value;
    const off = heads.map((head, n) => n > 0 && category && head.dataset.category !== category);
    heads.forEach((head, n) => { head.hidden = Boolean(off[n]); });
    for (const row of body.rows) {
      row.hidden = Boolean(province && row.dataset.province !== province);
      [...row.cells].forEach((cell, n) => { cell.hidden = Boolean(off[n]); });
    }
  };
  $("pick-province").addEventListener("change", narrow);
  $("pick-category").addEventListener("change", narrow);
  $("pick-order").addEventListener("change", (event) => {
    const byName = event.target.value === "name";
    body.append(...[...body.rows].sort((a, b) => (byName ? a.cells[0].textContent.localeCompare(b.cells[0].textContent, "zh") : b.dataset.count - a.dataset.count)));
  });
  heads.forEach((head, n) => n && head.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((one) => one.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const day = (row) => row.cells[n].dataset.day || "~~";
    body.append(...[...body.rows].sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0) * (down ? -1 : 1)));
  }));
})();
