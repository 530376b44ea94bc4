"use strict";
// Words of the interface in Chinese and English. RG is the one global of the page's script.
const RG = {};
RG.words = {
  skip: ["跳到搜索", "Skip to search"], filters: ["图例与筛选", "Legend and filters"],
  search: ["搜索名称、简称或拼音首字母（按 / ）", "Search names, aliases or pinyin initials (press /)"], results: ["搜索结果", "Results"],
  no_results: ["没有找到", "Nothing found"],
  graph: ["图谱", "Graph"], charts: ["图表", "Charts"], table: ["表格", "Table"], export: ["导出", "Export"],
  language: ["切换到英文", "Switch to Chinese"], theme: ["浅色或深色", "Light or dark"],
  kinds: ["图中事物", "What is shown"], links: ["联系", "Links"], status: ["改革状态", "Status of a reform"], narrow: ["筛选", "Narrow down"],
  category: ["改革类别", "Category of reform"], province: ["省份", "Province"], city: ["城市", "City"], all: ["全部", "All"],
  size: ["大小表示", "Size shows"], by_degree: ["联系数", "number of links"], by_adoptions: ["采用数", "number of adoptions"],
  reset: ["清除筛选", "Clear all filters"], depth: ["层数", "Depth"], unfocus: ["显示全部", "Show all"], focus: ["只看周围", "Focus"],
  zoom_in: ["放大", "Zoom in"], zoom_out: ["缩小", "Zoom out"], fit: ["全部入画", "Fit"], nothing: ["没有符合条件的内容", "Nothing matches"],
  lost: ["链接所指的“{0}”不在这张图里：可能已改名或移除，请用搜索查找。", "The link names “{0}”, which this page does not hold: it may bear another name now or be gone. Try the search."],
  canvas: ["图谱画布：方向键移动，加减号缩放，斜杠搜索", "Graph: arrow keys move, plus and minus zoom, slash searches"],
  time: ["时间", "Time"], play: ["播放扩散过程", "Play the spread"], pause: ["暂停", "Pause"], details: ["详细信息", "Details"], text: ["原文", "Text"],
  zone: ["开发区", "Zone"], reform: ["改革", "Reform"], company: ["企业", "Company"], article: ["报道", "Article"], organ: ["政府与机关", "Government body"],
  project: ["项目", "Project"], document: ["文件", "Document"], person: ["人物", "Person"], place: ["地点", "Place"],
  e_claim: ["采用或提出改革", "Reform adopted or announced"], e_about: ["报道的开发区", "Article about zone"], e_near: ["企业与开发区同报", "Company named with zone"],
  e_part_of: ["隶属", "Part of"], e_located_in: ["位于", "Located in"], e_mentions: ["报道提到", "Article mentions"],
  adopted: ["已采用", "Adopted"], withdrawn: ["已取消", "Withdrawn"], planned: ["计划", "Planned"], required: ["被要求", "Required"], referenced: ["提及", "Referenced"],
  all_time: ["全部时间", "All time"], until: ["截至", "By"],
  adopted_by: ["已采用 {0} 项", "{0} adoptions"], undated: ["时间不详 {0} 项（淡色，标“?”）", "{0} undated (faint, marked ?)"],
  aliases: ["又称", "Also called"], printed: ["原名", "In Chinese"], zone_kind: ["类型", "Kind"], level: ["层级", "Level"], english: ["英文名", "English"], core: ["核心改革", "Core reform"],
  candidate: ["待审定的新改革", "Candidate, not yet reviewed"], date: ["日期", "Date"], source: ["来源", "Source"], page: ["页面文件", "Page file"], n: ["本页第几篇", "Number on the page"],
  post: ["职务", "Post"], investment: ["投资", "Investment"], yes: ["是", "yes"], national: ["国家级", "national"], provincial: ["省级", "provincial"], local: ["地方", "local"],
  n_links: ["联系", "Links"], n_adopted: ["采用", "Adoptions"],
  reforms: ["改革", "Reforms"], zones: ["采用或提出的主体", "Who adopted or announced it"], articles: ["报道", "Articles"], figures: ["数据", "Figures"], others: ["其他联系", "Other links"],
  show_more: ["再显示 {0} 项", "Show {0} more"], copy: ["复制标识", "Copy IRI"], copied: ["已复制", "Copied"], close: ["返回", "Back"],
  sides: ["{0} 篇支持，{1} 篇不同", "{0} for, {1} against"], denied: ["否认", "denied"],
  evidence: ["证据", "Evidence"], when: ["时间", "When"], onset: ["起始", "Onset"], n_claims: ["共 {0} 条，显示 {1} 条", "{1} of {0} claims shown"],
  issue: ["见报日期", "Printed on"], by: ["不晚于{0}", "by {0}"], from: ["不早于{0}", "from {0}"], span: ["{0}至{1}", "{0} to {1}"], about: ["约{0}", "about {0}"], no_date: ["时间不详", "undated"],
  near_note: ["下列报道同时写到两者：", "Articles that name both:"], overview: ["这张图", "This page"], whole_store: ["全库", "Whole store"],
  summary: ["{0} 个节点，{1} 条联系", "{0} nodes, {1} links"],
  left_out: ["为了看得清，这里没有画出：{0}。要看更多，请用 --limit 或 --all 重新生成，或用 --zone、--reform 生成专页。", "Left out so that the page can be read: {0}. Make it again with --limit or --all to see more, or with --zone or --reform for a page of its own."],
  left_out_served: ["为了看得清，这里没有画出：{0}。要看其余的，请用上方“筛选”缩小范围。", "Left out so that the page can be read: {0}. Narrow down by the filter above to see them."],
  lone: ["没有联系的 {0} 个", "{0} without links"], lone_out: ["另有 {0} 个没有联系，未画出", "{0} without links are not drawn"],
  whole_page: ["打开专页", "Open its page"],
  links_left: ["{0} 条联系", "{0} links"], howto: ["怎么看", "How to read it"],
  howto_text: ["点圆点看资料，点连线看证明它的原句；拖动移动，滚轮缩放。", "Click a node for facts, a line for the sentence that proves it; drag to move, scroll to zoom."],
  top_reforms: ["采用最多的改革", "Most adopted reforms"], top_actors: ["采用改革最多的主体", "Who adopted most"],
  actor: ["主体", "Actor"], name: ["名称", "Name"], kind: ["种类", "Kind"], headline: ["标题", "Headline"], quote: ["原句", "Sentence"], target: ["对象", "Target"],
  rows_claims: ["陈述", "Claims"], rows_nodes: ["节点", "Nodes"], rows: ["{0} 行", "{0} rows"],
  saved: ["已导出 {0}", "Exported {0}"], sel_node: ["已选 {0}", "Selected {0}"], uncategorised: ["未分类", "No category"],
  approval: ["审批", "Approval"], service: ["服务", "Service"], administration: ["管理体制", "Administration"], investment_: ["招商", "Investment"],
  supervision: ["监管", "Supervision"], land: ["土地", "Land"], legal: ["法治", "Legal"], campaign: ["专项行动", "Campaign"], finance: ["金融", "Finance"],
  credit: ["信用", "Credit"], safety: ["安全", "Safety"], brand: ["品牌", "Brand"],
};
RG.lang = "zh";
RG.t = (key, ...parts) => {
  const pair = RG.words[key];
  const text = pair ? pair[RG.lang === "zh" ? 0 : 1] : key;
  return parts.reduce((done, part, n) => done.split("{" + n + "}").join(String(part)), text);
};
RG.$ = (id) => document.getElementById(id);
// Makes an element; text only ever goes in as text nodes.
RG.h = (tag, options = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  const parts = children.flat(4).filter((child) => child !== null && child !== undefined && child !== false);
  if (RG.lang === "en" && !options.lang && parts.some((part) => typeof part === "string" && RG.chinese(part))) made.lang = "zh";
  made.append(...parts);
  return made;
};
// Chinese text, which says so on an English page; page_language.py does the same.
RG.chinese = (text) => /[\u3400-\u9fff]/.test(text) && !/[a-z]{3}/.test(text);
RG.svg = (tag, options = {}, ...children) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(options)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
};
// What a node is called in the language of the page; l is what is shown, c what the papers print.
RG.rename = () => {
  for (const node of RG.nodes) {
    node.c = node.c || node.l;
    const english = (node.f.english || node.e || "").replace(/ \([^()]*\)$/, "");
    node.l = RG.lang === "en" && english ? english : node.c;
  }
};
// A kind, a category or a place in the language of the page.
RG.value = (text) => (RG.lang === "en" && (RG.page.english || {})[text]) || text;
RG.title = () => RG.$("heading").textContent;
RG.translate = () => {
  RG.rename();
  document.documentElement.lang = RG.lang;
  for (const el of document.querySelectorAll("[data-t]")) el.textContent = RG.t(el.dataset.t);
  for (const el of document.querySelectorAll("[data-t-label]")) {
    el.setAttribute("aria-label", RG.t(el.dataset.tLabel));
    if (el.tagName === "BUTTON") el.title = RG.t(el.dataset.tLabel);
  }
  for (const el of document.querySelectorAll("[data-t-ph]")) el.placeholder = RG.t(el.dataset.tPh);
  for (const el of document.querySelectorAll("[data-zh]")) el.textContent = RG.lang === "zh" ? el.dataset.zh : el.dataset.en;
  RG.$("lang").textContent = RG.lang === "zh" ? "EN" : "中文";
  document.title = RG.title();
};
RG.say = (text) => { RG.$("say").textContent = text; };
