// The text that is shown, looked at while it is typed: its findings, its page, its tables.
import { $, attempt, desk, notice, say } from "./desk.js";
import { Cannot } from "./engine_client.js";
import { showFound, withWaiver } from "./found.js";
import { Frame } from "./frame.js";
import { dirty, kept, listed } from "./shelf.js";
import { clearBeside, soonBeside } from "./side_by_side.js";

const QUIET = 150; // milliseconds after a key before the text is looked at

/** Let nothing be downloaded until the text that is shown was looked at. */
export function unsound() {
  for (const button of document.querySelectorAll("[data-format]")) button.disabled = true;
}

export function show(name) {
  desk.current = name;
  desk.words = {};
  unsound();
  $("found").replaceChildren();
  frame.clear();
  desk.editor.show(desk.files.get(name).text);
  desk.sheet.say("……");
  clearBeside();
  listed();
  notice("");
  look();
  if (!$("sheet").hidden) drawSheet();
}

export function changed(text) {
  const file = desk.files.get(desk.current);
  if (!file) {
    if (!text.trim()) return;
    desk.files.set(desk.current = `${new Date().getFullYear() - 1}.yaml`, { name: desk.current, text: "", saved: "", mark: "", ending: "\n" });
  }
  const was = dirty(desk.files.get(desk.current));
  desk.files.get(desk.current).text = text;
  if (was !== dirty(desk.files.get(desk.current)) || !file) listed();
  kept(desk.files.get(desk.current));
  soon();
}

let timer = 0, looking = false, again = false;

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, QUIET);
}

/** Let the text be read and checked; one look at a time, the latest text last. */
export async function look() {
  if (!desk.started || !desk.current) return;
  if (looking) { again = true; return; }
  looking = true;
  const name = desk.current, { text } = desk.files.get(name);
  const begun = performance.now();
  try {
    const found = await desk.engine.ask("look", { file: name, text });
    if (name === desk.current && text === desk.files.get(name).text) {
      drawn(found, name);
      soonBeside();
      say(found.summary, `（${Math.round(performance.now() - begun)} 毫秒）`);
      desk.engine.ask("words", { file: name, text, form: desk.words.form }).then((more) => { if (name === desk.current) desk.words = { ...desk.words, ...more }; }, () => {});
    }
  } catch (error) {
    say(`检查没有做成：${error.message.slice(-300)}`);
  } finally {
    looking = false;
    if (again) { again = false; look(); }
  }
}

function drawn(found, name) {
  const apply = (each) => desk.editor.put(each.fix.place, each.fix.text);
  desk.editor.told(found.findings.filter((each) => each.place.file === name), (found.references || []).filter((each) => each.place.file === name), apply);
  showFound($("found"), found, name, {
    go: toText, fix: apply,
    mend: () => attempt(async () => {
      const { text, count } = await desk.engine.ask("mend", { file: name, text: desk.editor.text, year: found.year });
      desk.editor.replace(text);
      say(`代改了 ${count} 处`);
    }),
    waive: (each) => {
      const { text, place } = withWaiver(desk.editor.text, each.waiver);
      desk.editor.replace(text);
      toText(place);
    },
  });
  drawPage(found);
  for (const button of document.querySelectorAll("[data-format]")) button.disabled = !found.sound;
}

export function toText(place) {
  desk.showLeft("text");
  desk.editor.go(place);
}

const frame = new Frame("年报的网页");

/** Show the page as it will be published. */
function drawPage({ page, sound }) {
  frame.into($("page"));
  if (page) frame.show(page, sound ? "" : "还有错误：这是现在的样子，没填的空着，还不能公布。");
  else frame.keep(frame.filled ? "文本还读不懂，下面还是上一次的样子。" : "文本还读不懂，排不出网页：先照“问题”改好。");
}

// ── the tables ────────────────────────────────────────────────────────────────────────────────

export const drawSheet = () => attempt(async () => {
  if (!desk.started || !desk.current) { desk.sheet.say("先开始或打开一年的数据。"); return; }
  const name = desk.current;
  try {
    const { groups } = await desk.engine.ask("sheet", { file: name, text: desk.files.get(name).text });
    if (name === desk.current) desk.sheet.show(groups);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    desk.sheet.say(error.message);
  }
});

let typing = Promise.resolve();

/** Let a cell that is being typed in be written into the text, before the text goes anywhere. */
export async function settled() {
  const cell = document.activeElement;
  if (cell?.matches("#sheet input")) { cell.blur(); cell.focus(); }
  await typing;
}

/** Write rows that were typed in the table into the text, one after the other. */
export function typedRows(rows) {
  const name = desk.current;
  typing = typing.then(() => attempt(async () => {
    if (name !== desk.current) return;
    const { text } = await desk.engine.ask("row", { file: name, text: desk.editor.text, rows });
    desk.editor.replace(text);
  })).then(() => desk.sheet.written(rows)).then(drawSheet);
}
