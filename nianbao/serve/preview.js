// The preview in the browser: what the server tells is shown, and nothing of it is ever run.
//
// The page lies in a frame where no script runs. Its places (data-at: line, column, last line, end
// column) are taken from it into `places`, so that a paragraph that only moved is left as it is.
"use strict";

const part = (id) => document.getElementById(id);
const frame = part("page");
const places = new WeakMap(); // element → {at, from, typed, computed}
let told = null; // what the server told last
let pointed = null; // the element that is pointed at

const STATES = ["提示", "警告", "错误"];
const NAMES = { 提示: "note", 警告: "warning", 错误: "error" };
const MARKS = `
::highlight(note) { text-decoration: underline dotted 2px #1a66d0; }
::highlight(warning) { text-decoration: underline wavy 1.5px #b26a00; }
::highlight(error) { text-decoration: underline wavy 1.5px #d00000; }
[data-mark] { box-shadow: inset 0 0 0 2px #b26a00; }
[data-mark="错误"] { box-shadow: inset 0 0 0 2px #d00000; }
[data-mark="提示"] { box-shadow: inset 0 0 0 2px #1a66d0; }
[data-here] { outline: 3px solid #1a66d0; outline-offset: 1px; }
`;

// ── the page ──────────────────────────────────────────────────────────────────────────────────

function renew(html) {
  const page = frame.contentDocument;
  const fresh = new DOMParser().parseFromString(html, "text/html"); // inert: nothing in it runs
  for (const element of fresh.querySelectorAll("[data-at]")) {
    places.set(element, {
      at: numbers(element.dataset.at), from: numbers(element.dataset.from),
      typed: "typed" in element.dataset, computed: "computed" in element.dataset,
    });
    for (const name of ["data-at", "data-from", "data-typed", "data-computed"]) element.removeAttribute(name);
  }
  clean(page);
  patch(page.head, fresh.head);
  patch(page.body, fresh.body);
  page.documentElement.lang = fresh.documentElement.lang;
  const style = page.createElement("style");
  style.id = "marks-of-the-preview";
  style.textContent = MARKS;
  page.head.append(style);
}

const numbers = (text) => (text ? text.split(",").map(Number) : null);

function clean(page) {
  page.getElementById("marks-of-the-preview")?.remove();
  for (const name of ["data-mark", "data-here"])
    for (const element of page.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
}

// Put in the place of what differs, and of nothing else: so the page stays where it was scrolled to.
function patch(before, after) {
  for (const { name } of [...before.attributes]) if (!after.hasAttribute(name)) before.removeAttribute(name);
  for (const { name, value } of after.attributes)
    if (before.getAttribute(name) !== value) before.setAttribute(name, value);
  carry(before, after);
  const old = [...before.childNodes], fresh = [...after.childNodes];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start].isEqualNode(fresh[start])) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start &&
    old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end += 1;
  for (let i = 0; i < start; i += 1) carryAll(old[i], fresh[i]);
  for (let i = 1; i <= end; i += 1) carryAll(old[old.length - i], fresh[fresh.length - i]);
  const gone = old.slice(start, old.length - end), come = fresh.slice(start, fresh.length - end);
  const alike = gone.length === come.length &&
    gone.every((node, i) => node.nodeType === 1 && node.tagName === come[i].tagName);
  if (alike) gone.forEach((node, i) => patch(node, come[i]));
  else {
    const next = old[old.length - end] || null;
    for (const node of come) before.insertBefore(before.ownerDocument.adoptNode(node), next);
    for (const node of gone) node.remove();
  }
}

function carry(before, after) {
  if (places.has(after)) places.set(before, places.get(after));
  else places.delete(before);
}

function carryAll(before, after) {
  if (before.nodeType !== 1) return;
  carry(before, after);
  for (let i = 0; i < before.children.length; i += 1) carryAll(before.children[i], after.children[i]);
}

// ── from a place to the page, and back ────────────────────────────────────────────────────────

function placed() {
  return [...frame.contentDocument.body.querySelectorAll("*")].filter((each) => places.has(each));
}

const before = (line, column, otherLine, otherColumn) =>
  line < otherLine || (line === otherLine && column <= otherColumn);

// The smallest element whose text was typed around a place; else what was typed last before it.
function elementAt([line, column], elements) {
  let best = null, size = Infinity, last = null;
  for (const element of elements) {
    const { at, computed } = places.get(element);
    if (computed) continue;
    const [first, start, end, stop] = at;
    if (before(first, start, line, column) && before(line, column, end, stop)) {
      const taken = (end - first) * 100000 + (end === first ? stop - start : 0);
      if (taken < size) [best, size] = [element, taken];
    }
    if (first === line && !last) last = element;
  }
  return best || last;
}

// The words of a finding within an element, where they were typed as they stand there.
function words({ at }, element) {
  const [line, column, end, stop] = at, place = places.get(element), node = element.firstChild;
  if (!place.typed || node?.nodeType !== 3 || place.at[0] !== line || end !== line) return null;
  const range = element.ownerDocument.createRange();
  const first = Math.min(column - place.at[1], node.length);
  range.setStart(node, Math.max(first, 0));
  range.setEnd(node, Math.min(Math.max(stop - place.at[1], first + 1), node.length));
  return range.collapsed ? null : range;
}

function mark() {
  const elements = placed(), view = frame.contentWindow;
  for (const element of frame.contentDocument.querySelectorAll("[data-mark]")) element.removeAttribute("data-mark");
  const ranges = Object.fromEntries(STATES.map((state) => [state, []]));
  for (const finding of part("marked").checked ? [...told.findings].reverse() : []) {
    if (!ranges[finding.state]) continue; // what a person has checked
    for (const place of finding.places) {
      const element = place.file ? null : elementAt(place.at, elements);
      const range = element && view.CSS.highlights ? words(place, element) : null;
      if (range) ranges[finding.state].push(range);
      else if (element && element.tagName !== "P") element.dataset.mark = finding.state;
    }
  }
  if (!view.CSS.highlights) return;
  for (const [rank, state] of STATES.entries()) {
    const highlight = new view.Highlight(...ranges[state]);
    highlight.priority = rank;
    view.CSS.highlights.set(NAMES[state], highlight);
  }
}

function point(at) {
  const element = elementAt(at, placed());
  pointed?.removeAttribute("data-here");
  pointed = element;
  if (!element) return false;
  element.dataset.here = "";
  element.scrollIntoView({ block: "center", inline: "nearest" });
  return true;
}

function tell(target, offset = 0) {
  const element = target?.nodeType === 1 ? target : target?.parentElement;
  let found = element;
  while (found && !places.has(found)) found = found.parentElement;
  if (!found) return "";
  const { at, from, typed, computed } = places.get(found);
  const [line, column] = from || at;
  const source = [line, column + (typed && target.nodeType === 3 ? offset : 0)];
  const where = `第 ${source[0]} 行第 ${source[1]} 列`;
  const whole = found.textContent.trim();
  const shown = whole.length > 24 ? `${whole.slice(0, 24)}……` : whole;
  const origin = computed ? `程序算出，第一项在${where}` : `写在${where}`;
  const reference = from ? `；引用它的是第 ${at[0]} 行第 ${at[1]} 列` : "";
  say(`“${shown}”${origin}${reference}`);
  return `${source[0]}:${source[1]}`;
}

function say(words) {
  part("place").textContent = words;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${part("place").textContent}（已复制 ${text}）`);
  } catch { /* a browser that does not let us: the place is told all the same */ }
}

// ── what the server tells ─────────────────────────────────────────────────────────────────────

function show(showing) {
  told = showing;
  document.title = `${showing.title || showing.name} · 预览`;
  part("name").textContent = showing.name;
  part("summary").textContent = showing.summary;
  part("old").textContent = showing.old;
  part("old").hidden = !showing.old;
  document.body.classList.toggle("old", Boolean(showing.old));
  if (showing.page) renew(showing.page);
  part("unchecked").replaceChildren(...showing.unchecked.map((words) => made("li", `没有查的：${words}`)));
  list(showing.findings);
  mark();
}

function list(findings) {
  const focused = document.activeElement?.dataset?.key;
  part("findings").replaceChildren(...findings.map(entry));
  if (!findings.length) part("findings").append(made("li", "没有发现问题。"));
  if (focused) document.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function entry(finding) {
  const item = made("li", "", finding.state);
  const head = made("p", "");
  head.append(made("span", finding.state, "state"), ` ${finding.message} `, made("code", finding.code));
  const where = made("p", "");
  where.append(...finding.places.map((each) => button(each)));
  item.append(head, where);
  for (const each of finding.related) {
    const line = made("p", "");
    line.append(button(each), each.message);
    item.append(line);
  }
  if (finding.help) item.append(made("p", `${finding.state === "已核实" ? "理由" : "改法"}：${finding.help}`));
  if (finding.waiver) {
    const line = made("p", ""), take = made("button", "复制核实的一行");
    take.type = "button";
    take.dataset.key = finding.waiver;
    take.addEventListener("click", () => { say(`核实：${finding.waiver}`); copy(finding.waiver); });
    line.append(take);
    item.append(line);
  }
  return item;
}

function button({ file, at }) {
  const short = `${at[0]}:${at[1]}`;
  const place = made("button", `${file ? `${file}:` : ""}${short}`);
  place.type = "button";
  place.dataset.key = `${file} ${short}`;
  place.addEventListener("click", () => {
    const found = !file && point(at);
    say(`第 ${at[0]} 行第 ${at[1]} 列${file ? `，在 ${file}` : ""}${found || file ? "" : "：页上没有这一处"}`);
    copy(short);
  });
  return place;
}

function made(tag, words, kind) {
  const element = document.createElement(tag);
  element.textContent = words;
  if (kind) element.className = kind;
  return element;
}

// ── to begin ──────────────────────────────────────────────────────────────────────────────────

function begin() {
  const page = frame.contentDocument;
  page.addEventListener("click", (event) => {
    const chosen = page.getSelection();
    const within = event.target.contains(chosen?.anchorNode);
    const at = within ? tell(chosen.anchorNode, chosen.anchorOffset) : tell(event.target);
    if (at) copy(at);
  });
  page.addEventListener("selectionchange", () => {
    const chosen = page.getSelection();
    tell(chosen?.anchorNode, chosen?.anchorOffset);
  });
  part("marked").addEventListener("change", () => mark());
  const events = new EventSource("events");
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onerror = () => {
    part("summary").textContent = "预览程序停了；要接着看，再运行一次 preview";
  };
}

frame.addEventListener("load", begin, { once: true });
frame.src = "page";
