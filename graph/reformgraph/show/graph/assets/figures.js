"use strict";
// Charts of a page as files: SVG, and PNG at three pixels for one, on white, with title, source and date.
(() => {
  const NS = "http://www.w3.org/2000/svg", TIMES = 3, LARGEST = 12000, TOP = 44, FOOT = 34;
  const save = (name, blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob); link.download = name;
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const text = (words, x, y, size, bold) => {
    const made = document.createElementNS(NS, "text");
    for (const [key, value] of Object.entries({ x, y, "font-size": size, fill: bold ? "#1c2530" : "#5b6775", "font-weight": bold ? 600 : 400 })) made.setAttribute(key, value);
    made.textContent = words;
    return made;
  };
  // The drawing as it is seen, in its colours for paper, its links taken out.
  const whole = (figure) => {
    const seen = [...figure.querySelectorAll("svg:not(.head)")].find((one) => one.getClientRects().length) || figure.querySelector("svg");
    const inner = seen.cloneNode(true), width = Math.max(seen.width.baseVal.value, 420), height = seen.height.baseVal.value;
    for (const one of inner.querySelectorAll("[class]")) one.removeAttribute("class");
    for (const one of inner.querySelectorAll("a")) one.removeAttribute("href");
    inner.setAttribute("y", TOP);
    const made = document.createElementNS(NS, "svg"), ground = document.createElementNS(NS, "rect");
    for (const [key, value] of Object.entries({ width, height: height + TOP + FOOT, viewBox: `0 0 ${width} ${height + TOP + FOOT}`, "font-family": inner.getAttribute("font-family") || "sans-serif" })) made.setAttribute(key, value);
    for (const [key, value] of Object.entries({ width: "100%", height: "100%", fill: "#ffffff" })) ground.setAttribute(key, value);
    const root = document.documentElement.dataset, chinese = document.documentElement.lang.startsWith("zh");
    made.append(ground, text(figure.querySelector("figcaption").textContent, 16, 30, 18, true), inner, text((chinese ? root.sourceZh : root.sourceEn) || "", 16, height + TOP + FOOT - 12, 11, false));
    return new XMLSerializer().serializeToString(made);
  };
  const png = async (source) => {
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
    await picture.decode();
    const times = Math.min(TIMES, LARGEST / Math.max(picture.naturalWidth, picture.naturalHeight)), canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.naturalWidth * times); canvas.height = Math.round(picture.naturalHeight * times);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };
  window.svgToPng = png;
  // The heads of a matrix stay in sight: copies of its top and its left stand still while it scrolls.
  for (const box of document.querySelectorAll(".chart[data-heads]")) {
    const [wide, high] = box.dataset.heads.split(" ").map(Number), drawn = box.querySelector("svg");
    const width = drawn.width.baseVal.value, height = drawn.height.baseVal.value;
    for (const [name, w, h] of [["left", wide, height], ["top", width, high], ["corner", wide, high]]) {
      const copy = drawn.cloneNode(true);
      for (const [key, value] of Object.entries({ width: w, height: h, viewBox: `0 0 ${w} ${h}`, "aria-hidden": "true", class: "head " + name })) copy.setAttribute(key, value);
      copy.removeAttribute("role"); copy.removeAttribute("aria-label");
      for (const one of [...copy.querySelectorAll("rect,line,circle,text,g,a")]) if (one.parentNode === copy) {
        const at = (key) => Math.min(...[...(one.matches("[x],[x1]") ? [one] : one.querySelectorAll("[x],[x1]"))].map((mark) => parseFloat(mark.getAttribute(key) ?? mark.getAttribute(key + "1"))));
        if ((w < width && at("x") > w) || (h < height && at("y") > h)) one.remove();
      }
      for (const one of copy.querySelectorAll("a")) one.setAttribute("tabindex", "-1");
      box.append(copy);
    }
  }
  for (const figure of document.querySelectorAll("figure[id^=figure-]")) {
    const name = figure.id.replace("figure-", ""), box = document.createElement("p");
    box.className = "save";
    for (const way of ["SVG", "PNG"]) {
      const button = document.createElement("button");
      button.type = "button"; button.textContent = "↓ " + way; button.dataset.save = way.toLowerCase();
      button.addEventListener("click", async () => {
        const source = whole(figure);
        save(`${name}.${way.toLowerCase()}`, way === "SVG" ? new Blob([source], { type: "image/svg+xml" }) : await png(source));
      });
      box.append(button, " ");
    }
    figure.append(box);
  }
})();
