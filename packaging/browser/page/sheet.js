// The tables as cells, for who would rather type them there, or paste them from Excel.
import { make } from "./dom.js";

const STEPS = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

export class Sheet {
  /** `typed` is given the rows that were changed, by 组/行; `go` a line of the text. */
  constructor(panel, { typed, go }) {
    Object.assign(this, { panel, typed, go, rows: new Map(), lines: new Map(), shape: "", waiting: new Map() });
    panel.addEventListener("change", (event) => event.target.matches("input") && this.changed([event.target]));
    panel.addEventListener("input", (event) => this.pausing(event.target));
    panel.addEventListener("paste", (event) => this.pasted(event));
    panel.addEventListener("keydown", (event) => this.walk(event));
  }

  /** Show the groups. What is being typed stays: cells are made anew only where the rows are others. */
  show(groups) {
    const shape = JSON.stringify(groups.map((group) => [group.name, group.rows.map((row) => [row.name, row.columns])]));
    if (shape === this.shape) {
      for (const group of groups) for (const row of group.rows) this.renew(`${group.name}/${row.name}`, row);
      return;
    }
    this.shape = shape;
    this.rows.clear();
    this.lines.clear();
    this.panel.replaceChildren(
      make("p", {}, "一格一个数，回车到下一行；可以从 Excel 粘贴一片。斜体的合计由程序算出，可以不填。改了就写进文本。"),
      ...groups.filter((group) => group.rows.length).flatMap((group) => this.tables(group)));
  }

  /** Show a message in place of the tables. */
  say(line) {
    this.shape = "";
    this.rows.clear();
    this.panel.replaceChildren(make("p", {}, line));
  }

  renew(name, row) {
    this.rows.get(name).forEach((input, place) => {
      input.placeholder = row.computed[place];
      if (input !== document.activeElement && !this.waiting.get(name)) input.value = row.values[place] ?? "";
    });
    this.lines.get(name).replaceChildren(this.leads(row));
  }

  leads(row) {
    if (!row.line) return "";
    const place = { line: row.line, start: 0, endLine: row.line, end: 0 };
    return make("button", { type: "button", class: "go", "aria-label": `到文本第 ${row.line} 行`, onclick: () => this.go(place) }, String(row.line));
  }

  /** A group as a table, or as several where its rows have other columns. */
  tables(group) {
    const parts = [];
    for (const row of group.rows) {
      const head = row.columns.join("\t");
      if (parts.at(-1)?.head !== head) parts.push({ head, rows: [] });
      parts.at(-1).rows.push(row);
    }
    return parts.map(({ rows }, number) => {
      const [first] = rows;
      const titles = first.columns.length > 1 || first.columns[0] ? first.columns : ["数"];
      return make("table", {},
        make("caption", {}, group.name + (parts.length > 1 ? `（之${number + 1}）` : "")),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "行"), ...titles.map((title) => make("th", { scope: "col" }, title)), make("th", { scope: "col" }, "行号"))),
        make("tbody", {}, ...rows.map((row) => this.row(group, row))));
    });
  }

  row(group, row) {
    const name = `${group.name}/${row.name}`;
    const inputs = row.columns.map((column, place) => make("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", value: row.values[place] ?? "", placeholder: row.computed[place],
      "aria-label": `${row.name}${row.columns.length > 1 ? `·${column}` : ""}（${row.units[place]}${row.computed[place] ? `，算得 ${row.computed[place]}` : ""}）`,
      "data-cell": `${name}/${place}`, "data-row": name,
    }));
    this.rows.set(name, inputs);
    this.lines.set(name, make("td", {}, this.leads(row)));
    return make("tr", {}, make("th", { scope: "row" }, row.label), ...inputs.map((input) => make("td", {}, input)), this.lines.get(name));
  }

  changed(inputs) {
    clearTimeout(this.timer);
    const rows = Object.fromEntries([...new Set(inputs.map((input) => input.dataset.row))].map(
      (name) => [name, this.rows.get(name).map((input) => input.value.trim())]));
    for (const name of Object.keys(rows)) this.waiting.set(name, (this.waiting.get(name) || 0) + 1);
    this.typed(rows);
  }

  /** Write a cell whose typing has paused, for it may be the last: the tab may die. */
  pausing(input) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => input.isConnected && this.changed([input]), 400);
  }

  /** Rows that were typed are in the text now. */
  written(rows) {
    for (const name of Object.keys(rows)) this.waiting.set(name, this.waiting.get(name) - 1);
  }

  walk(event) {
    const step = event.target.matches("input") ? STEPS[event.key] : 0;
    if (!step || event.isComposing) return;
    const all = [...this.rows.values()];
    const here = all.findIndex((inputs) => inputs.includes(event.target));
    const place = all[here].indexOf(event.target);
    const next = all[here + step];
    event.preventDefault();
    (next ? next[Math.min(place, next.length - 1)] : event.target).focus();
    if (!next) event.target.blur();
  }

  pasted(event) {
    const words = event.clipboardData?.getData("text") || "";
    if (!event.target.matches("input") || !/[\t\n]/.test(words.trim())) return;
    event.preventDefault();
    const all = [...this.rows.values()];
    const here = all.findIndex((inputs) => inputs.includes(event.target));
    const place = all[here].indexOf(event.target);
    const touched = [];
    words.replace(/\r?\n$/, "").split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((word, right) => {
      const input = all[here + down]?.[place + right];
      if (input) { input.value = word.trim().replace(/(?<=\d),(?=\d{3})/g, ""); touched.push(input); }
    }));
    if (touched.length) this.changed(touched);
  }
}
