// The findings as a list: each leads to its line, and can be mended or waived where that is allowed.
import { make } from "./dom.js";

/** Fill a panel with findings; `doing` has go, fix, waive and mend. */
export function showFound(panel, told, file, doing) {
  const fixable = told.findings.filter((each) => each.fix && each.grave !== "已核实").length;
  const parts = [make("p", {}, told.summary, told.beyond ? `（只列出前 ${told.findings.length} 条）` : "")];
  if (fixable && doing) parts.push(make("div", { class: "row" }, make("button", { type: "button", onclick: doing.mend }, `全部代改（${fixable} 处）`)));
  parts.push(...told.unchecked.map((line) => make("p", {}, line)));
  parts.push(make("ol", {}, ...told.findings.map((each) => item(each, file, doing))));
  panel.replaceChildren(...parts);
}

function item(found, file, doing) {
  const here = doing && found.place.file === file;
  const where = here ? `第 ${found.place.line} 行` : `${found.place.file}:${found.place.line}`;
  const words = [make("span", { class: `grave ${found.grave}` }, found.grave), `${where}　${found.message}`];
  const head = here ? make("button", { type: "button", class: "place", onclick: () => doing.go(found.place) }, ...words) : make("p", {}, ...words);
  const buttons = [];
  if (here && found.fix && found.grave !== "已核实") buttons.push(make("button", { type: "button", onclick: () => doing.fix(found) }, "代改"));
  if (here && found.waiver) buttons.push(make("button", { type: "button", onclick: () => doing.waive(found) }, "查过无误，写核实"));
  return make("li", { title: found.code },
    head,
    ...found.related.map((other) => make("p", {}, `＝ ${other.place.file === file ? "" : other.place.file} 第 ${other.place.line} 行：${other.message}`)),
    found.help ? make("p", {}, `改法：${found.help}`) : null,
    buttons.length ? make("div", { class: "do" }, ...buttons) : null);
}

/** Return a text with a line under 核实, and where its reason is to be typed. */
export function withWaiver(text, line) {
  const lines = text.replace(/\n+$/, "").split("\n");
  let at = lines.findIndex((each) => /^核实:/.test(each));
  if (at < 0) {
    lines.push("", "核实:");
    at = lines.length - 1;
  }
  let end = at + 1;
  while (end < lines.length && /^\s|^-|^#|^$/.test(lines[end])) end += 1;
  while (lines[end - 1] === "") end -= 1;
  lines.splice(end, 0, `  ${line}`);
  const start = lines[end].lastIndexOf("……");
  return { text: `${lines.join("\n")}\n`, place: { line: end + 1, start, endLine: end + 1, end: start + 2 } };
}
