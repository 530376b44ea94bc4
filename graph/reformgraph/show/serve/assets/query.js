"use strict";
(function () {
  const words = {
    "Table": "表格", "Response": "原始结果", "Boolean": "是非", "Pivot Table": "透视表", "Chart": "图表",
    "Geo": "地图", "Error": "出错", "Query": "查询", "True": "是", "False": "否", "Add new tab": "新标签",
    "Filter query results": "筛选结果", "Page size:": "每页", "Simple view": "简洁", "Ellipse": "截短",
    "Copy": "复制", "Download": "下载", "Close Tab": "关闭标签", "Rename Tab": "重命名", "Duplicate Tab": "复制标签",
    "Close other tabs": "关闭其他标签", "Re-open previous tab": "恢复标签", "Share query": "分享", "Fullscreen": "全屏",
    "No data available in table": "没有结果", "No matching records found": "没有符合的行",
    "Rename": "重命名", "Configure Tab": "设置标签", "Copy Query Link": "复制链接",
  };
  const patterns = [
    [/^(\d+) results? in ([\d.]+) seconds?$/, "$1 行，用时 $2 秒"],
    [/^Showing (\d+) to (\d+) of (\d+) entries/, "第 $1–$2 行，共 $3 行"],
    [/^Query (\d+)$/, "查询 $1"],
  ];
  let base = "https://w3id.org/reformgraph/id/";

  const chinese = document.documentElement.lang.startsWith("zh");
  const say = (zh, en) => (chinese ? zh : en);

  function translated(text) {
    if (!chinese) return null;
    const plain = text.trim();
    if (Object.hasOwn(words, plain)) return words[plain];
    for (const [pattern, other] of patterns) if (pattern.test(plain)) return plain.replace(pattern, other);
    return null;
  }

  function localise(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest(".CodeMirror, td, textarea")) continue;
      const other = translated(node.data);
      if (other !== null && other !== node.data) node.data = other;
    }
    for (const element of root.querySelectorAll("[title], [placeholder], [aria-label]")) {
      for (const name of ["title", "placeholder", "aria-label"]) {
        const other = element.hasAttribute(name) ? translated(element.getAttribute(name)) : null;
        if (other !== null) element.setAttribute(name, other);
      }
    }
  }

  function relink(root) {
    for (const link of root.querySelectorAll("a.iri[href], .yasr a[href]")) {
      const iri = link.getAttribute("href");
      if (!/^[a-z][a-z0-9+.-]*:/i.test(iri) || iri.startsWith("blob:") || iri.startsWith("data:")) continue;
      const where = iri.startsWith(base)
        ? "/id/" + iri.slice(base.length).split("/").map((part) => encodeURIComponent(safely(part))).join("/")
        : "/resource?iri=" + encodeURIComponent(iri);
      link.setAttribute("href", where);
    }
  }

  function safely(part) {
    try { return decodeURIComponent(part); } catch { return part; }
  }

  // The editor's own controls lack names, or are named otherwise than they are written.
  function name(root) {
    for (const area of root.querySelectorAll("textarea:not([aria-label])")) area.setAttribute("aria-label", "SPARQL");
    for (const button of root.querySelectorAll(".tabsList button:not([role])")) { button.setAttribute("role", "tab"); button.setAttribute("aria-selected", "false"); }
    for (const button of root.querySelectorAll("button[aria-label]")) {
      const text = button.textContent.trim();
      if (text && !button.getAttribute("aria-label").includes(text)) button.removeAttribute("aria-label");
    }
  }

  async function fetched(path, kind) {
    const joined = path.includes("?") ? "&" : "?";
    const answer = await fetch(path.startsWith("/question") ? path + joined + "lang=" + (chinese ? "zh" : "en") : path);
    if (!answer.ok) throw new Error(await answer.text());
    return kind === "json" ? answer.json() : answer.text();
  }

  async function start() {
    const prefixes = await fetched("/sparql/prefixes", "json");
    if (prefixes.zone) base = prefixes.zone.replace(/zone\/$/, "");
    const Yasgui = window.Yasgui;
    Yasgui.Yasqe.defaults.autocompleters = ["variables"];
    Yasgui.Yasr.defaults.prefixes = prefixes;
    const plugins = Yasgui.Yasr.defaults.plugins;
    if (plugins && plugins.table) plugins.table.dynamicConfig = { compact: true, isEllipsed: false, pageSize: 50 };
    const first = "PREFIX rg: <" + prefixes.rg + ">\n# " + say("前缀已经声明好，可以直接写", "prefixes are declared already") + "\nSELECT ?zone ?reform WHERE {\n  ?zone rg:adopted ?reform .\n}\nLIMIT 50\n";
    Yasgui.Yasqe.defaults.value = first;
    const endpoint = new URL("/sparql", location.href).href;
    const gui = new Yasgui(document.getElementById("yasgui"), {
      requestConfig: { endpoint: endpoint, method: "POST" },
      endpointCatalogueOptions: { getData: () => [] },
      copyEndpointOnNewTab: false, populateFromUrl: false, autofocus: false,
      persistenceId: "reformgraph", tabName: say("查询", "Query"),
      yasqe: { createShareableLink: null, showQueryButton: true, resizeable: true, value: first, autocompleters: ["variables"] },
      yasr: { prefixes: prefixes },
    });
    const root = document.getElementById("yasgui");
    let waiting = false;
    const settle = () => {
      waiting = false;
      localise(root);
      relink(root);
      name(root);
    };
    new MutationObserver(() => {
      if (!waiting) { waiting = true; requestAnimationFrame(settle); }
    }).observe(root, { childList: true, subtree: true });
    settle();

    const put = async (name, rest) => {
      const text = await fetched("/question/" + encodeURIComponent(name) + "?format=rq" + (rest ? "&" + rest : ""), "text");
      const used = Object.keys(prefixes).filter((prefix) => new RegExp("(^|[^\\w:/])" + prefix + ":").test(text));
      const head = used.map((prefix) => "PREFIX " + prefix + ": <" + prefixes[prefix] + ">\n").join("");
      const tab = gui.getTab() || gui.addTab(true);
      tab.getYasqe().setValue(text.replace(/^((?:#.*\n)*)/, "$1" + head));
      return tab;
    };
    document.getElementById("as-views").addEventListener("click", () => {
      const tab = gui.getTab();
      const asked = new URLSearchParams({ query: tab ? tab.getYasqe().getValue() : "" });
      const lang = new URLSearchParams(location.search).get("lang");
      if (lang) asked.set("lang", lang);
      location.href = "/result?" + asked;
    });
    const select = document.getElementById("examples");
    for (const one of await fetched("/questions?format=json", "json")) {
      const option = document.createElement("option");
      option.value = one.name;
      option.textContent = one.title;
      option.title = one.description;
      select.append(option);
    }
    select.addEventListener("change", () => { if (select.value) void put(select.value, ""); });
    const given = new URLSearchParams(location.search);
    const asked = given.get("question");
    if (asked) {
      given.delete("question");
      const tab = await put(asked, given.toString());
      tab.query();
    }
  }

  start().catch((fault) => {
    const note = document.createElement("p");
    note.className = "fault";
    note.textContent = say("查询页没能启动：", "The query page could not start: ") + fault.message;
    document.getElementById("yasgui").before(note);
  });
})();
