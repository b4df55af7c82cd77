// The page: texts, what is found in them, the page as it will be published, files and drafts.
import { dialog, make, tabs } from "./dom.js";
import * as drafts from "./drafts.js";
import { Editor } from "./editor.js";
import { Cannot, Engine, part } from "./engine_client.js";
import * as disk from "./files.js";
import { showFound, withWaiver } from "./found.js";
import { Sheet } from "./sheet.js";

const QUIET = 150; // milliseconds after a key before the text is looked at
const $ = (id) => document.getElementById(id);
const engine = new Engine();
const session = `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
const files = new Map(); // name → { name, text, saved, disk, handle, at, mark, ending }
let current = null;
let words = {};
let told = null;
let settings = null; // 设置.yaml of the folder: how grave an office holds each kind of finding
let started = false;
let editor, sheet, showLeft;

// ── what is said ──────────────────────────────────────────────────────────────────────────────

/** Say a line where a screen reader hears it; `aside` is seen alone, for it changes with every key. */
function say(line, aside = "") {
  const box = $("state");
  if (box.children.length !== 2) box.replaceChildren(make("span"), make("span", { "aria-hidden": "true" }));
  const [words, quiet] = box.children;
  if (words.textContent !== line) words.textContent = line;
  quiet.textContent = aside;
}

function notice(line, ...buttons) {
  $("notice").hidden = !line;
  $("notice").replaceChildren(line, ...buttons.map(([label, act]) => make("button", { type: "button", onclick: () => { notice(""); act(); } }, label)));
}

/** Do something that may not be possible; say in a line why. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    notice(error instanceof Cannot ? error.message : `没有做成：${error.message}`, ["知道了", () => {}]);
    if (!(error instanceof Cannot)) console.error(error);
    return undefined;
  }
}

// ── the files that are open ───────────────────────────────────────────────────────────────────

const dirty = (file) => file.text !== file.saved;

function listed() {
  const names = [...files.keys()].sort();
  $("years").replaceChildren(...names.map((name) => make("option", { value: name, selected: name === current }, `${name.replace(/\.ya?ml$/, "")}${dirty(files.get(name)) ? " ●" : ""}`)));
  $("years").disabled = !names.length;
  $("saved").textContent = current ? (dirty(files.get(current)) ? "还没有存到磁盘（草稿已留）" : files.get(current).handle ? "已存到磁盘" : "没有改动") : "";
}

/** Take in files, the newest being shown; one that is open and was changed is asked about. */
async function taken(list) {
  for (const file of list) {
    if (file.name === disk.SETTINGS) { settings = file.text; continue; }
    const there = files.get(file.name);
    if (there && dirty(there) && there.text !== file.text) {
      const choice = await dialog(`${file.name} 正打开着，还没有存`, [make("p", {}, "换成刚放进来的，现在的留在草稿里；还是不换？")], [["换", "yes"], ["不换", ""]]);
      if (!choice) continue;
      await kept(there, true);
    }
    files.set(file.name, { saved: file.text, mark: "", ending: "\n", ...file });
    if (dirty(files.get(file.name))) kept(files.get(file.name));
  }
  await others();
  const names = list.map((file) => file.name).filter((name) => files.has(name)).sort();
  if (names.length) show(names.at(-1));
}

/** Keep the other years where the desk compares with them. */
const others = () => started && engine.send("keep", { files: { [disk.SETTINGS]: settings, ...Object.fromEntries([...files].map(([name, file]) => [name, file.text])) } });

/** Let nothing be downloaded until the text that is shown was looked at. */
function unsound() {
  for (const button of document.querySelectorAll("[data-format]")) button.disabled = true;
}

function show(name) {
  current = name;
  words = {};
  told = null;
  unsound();
  $("found").replaceChildren();
  $("page").replaceChildren();
  editor.show(files.get(name).text);
  sheet.say("……");
  listed();
  notice("");
  look();
  if (!$("sheet").hidden) drawSheet();
}

function changed(text) {
  const file = files.get(current);
  if (!file) {
    if (!text.trim()) return;
    files.set(current = `${new Date().getFullYear() - 1}.yaml`, { name: current, text: "", saved: "", mark: "", ending: "\n" });
  }
  const was = dirty(files.get(current));
  files.get(current).text = text;
  if (was !== dirty(files.get(current)) || !file) listed();
  kept(files.get(current));
  soon();
}

// ── drafts ────────────────────────────────────────────────────────────────────────────────────

let failing = false;

/** Keep a text as a draft at once; `apart` keeps it beside those of the same session. */
async function kept(file, apart = false) {
  const { name, text, mark, ending, disk: there = "" } = file;
  const key = `${session}/${name}${apart ? `/${Date.now()}` : ""}`;
  try {
    await drafts.keep({ key, name, text, mark, ending, disk: there, saved: !dirty(file), at: Date.now(), agency: /^机关: *(.*?) *(?:#.*)?$/m.exec(text)?.[1] || "" });
    failing = false;
  } catch (error) {
    if (!failing) notice(`浏览器不让留草稿（${error.message}）：写一会儿就存到磁盘`, ["知道了", () => {}]);
    failing = true;
  }
}

async function chooseDraft() {
  const all = await drafts.list();
  const rows = all.map((draft) => make("li", {},
    `${draft.name.replace(/\.ya?ml$/, "")} 年 ${draft.agency} `, new Date(draft.at).toLocaleString("zh-CN"), ` ${draft.text.length} 字${draft.saved ? "，已存" : ""} `,
    make("button", { type: "submit", value: draft.key }, "打开"), " ",
    make("button", { type: "button", "aria-label": `删去 ${draft.name} 的这份草稿`, onclick: async (event) => { await drafts.drop(draft.key); event.target.closest("li").remove(); } }, "删去")));
  const key = await dialog("草稿", [make("p", {}, "每改一处都留在这个浏览器里，关掉、断电也在；清除浏览器数据就没有了，编好要存到磁盘。"), all.length ? make("ul", {}, ...rows) : make("p", {}, "还没有草稿。")]);
  const draft = all.find((each) => each.key === key);
  if (draft) await taken([{ name: draft.name, text: draft.text, mark: draft.mark, ending: draft.ending, disk: draft.disk, saved: null }]);
}

// ── looking at the text ───────────────────────────────────────────────────────────────────────

let timer = 0, looking = false, again = false;

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, QUIET);
}

/** Let the text be read and checked; one look at a time, the latest text last. */
async function look() {
  if (!started || !current) return;
  if (looking) { again = true; return; }
  looking = true;
  const name = current, { text } = files.get(name);
  const begun = performance.now();
  try {
    const found = await engine.ask("look", { file: name, text });
    if (name === current && text === files.get(name).text) {
      told = found;
      drawn(found, name);
      say(found.summary, `（${Math.round(performance.now() - begun)} 毫秒）`);
      engine.ask("words", { file: name, text, form: words.form }).then((more) => { if (name === current) words = { ...words, ...more }; }, () => {});
    }
  } catch (error) {
    say(`检查没有做成：${error.message.slice(-300)}`);
  } finally {
    looking = false;
    if (again) { again = false; look(); }
  }
}

function drawn(found, name) {
  const apply = (each) => editor.put(each.fix.place, each.fix.text);
  editor.told(found.findings.filter((each) => each.place.file === name), (found.references || []).filter((each) => each.place.file === name), apply);
  showFound($("found"), found, name, {
    go: toText, fix: apply,
    mend: () => attempt(async () => {
      const { text, count } = await engine.ask("mend", { file: name, text: editor.text, year: found.year });
      editor.replace(text);
      say(`代改了 ${count} 处`);
    }),
    waive: (each) => {
      const { text, place } = withWaiver(editor.text, each.waiver);
      editor.replace(text);
      toText(place);
    },
  });
  drawPage(found);
  for (const button of document.querySelectorAll("[data-format]")) button.disabled = !found.sound;
}

function toText(place) {
  showLeft("text");
  editor.go(place);
}

/** Show the page as it will be published: only its report is exchanged, so that it does not jump. */
function drawPage({ page, sound }) {
  const panel = $("page");
  let frame = panel.querySelector("iframe");
  panel.querySelector("p")?.remove();
  if (!page) {
    panel.prepend(make("p", {}, frame ? "文本还读不懂，下面还是上一次的样子。" : "文本还读不懂，排不出网页：先照“问题”改好。"));
    return;
  }
  if (!sound) panel.prepend(make("p", {}, "还有错误：这是现在的样子，没填的空着，还不能公布。"));
  const shown = frame?.contentDocument?.querySelector("main");
  if (shown) {
    shown.replaceWith(frame.contentDocument.adoptNode(new DOMParser().parseFromString(page, "text/html").querySelector("main")));
    return;
  }
  frame?.remove();
  frame = make("iframe", { title: "年报的网页", sandbox: "allow-same-origin" }); // no script runs in it
  frame.srcdoc = page;
  panel.append(frame);
}

const drawSheet = () => attempt(async () => {
  if (!started || !current) { sheet.say("先开始或打开一年的数据。"); return; }
  const name = current;
  try {
    const { groups } = await engine.ask("sheet", { file: name, text: files.get(name).text });
    if (name === current) sheet.show(groups);
  } catch (error) {
    if (!(error instanceof Cannot)) throw error;
    sheet.say(error.message);
  }
});

let typing = Promise.resolve();

/** Let a cell that is being typed in be written into the text, before the text goes anywhere. */
async function settled() {
  const cell = document.activeElement;
  if (cell?.matches("#sheet input")) { cell.blur(); cell.focus(); }
  await typing;
}

/** Write rows that were typed in the table into the text, one after the other. */
function typedRows(rows) {
  const name = current;
  typing = typing.then(() => attempt(async () => {
    if (name !== current) return;
    const { text } = await engine.ask("row", { file: name, text: editor.text, rows });
    editor.replace(text);
  })).then(() => sheet.written(rows)).then(drawSheet);
}

// ── beginning ─────────────────────────────────────────────────────────────────────────────────

const lastYear = () => new Date().getFullYear() - 1;

async function begin() {
  const field = make("input", { id: "begin-year", inputmode: "numeric", pattern: "[0-9]{4}", value: String(current ? Number(current.slice(0, 4)) + 1 : lastYear()), size: "5" });
  const choice = await dialog("开始", [
    make("div", { class: "row" }, make("label", { for: "begin-year" }, "报告的年度"), field),
    make("p", {}, "由上年起草，要先打开上年的数据文件；只有上年的 Word 或网页的，先读进来，再由它起草。"),
  ], [["空白的", "blank"], ["由上年起草", "next"], ["读入旧年报（Word、网页、文本）…", "import"], ["试试示例", "sample"], ["不了", ""]]);
  const year = Number(field.value);
  if (choice === "sample") return sample();
  if (choice === "import") return upload((list) => list.forEach((file) => oldReport(file)), ".docx,.html,.htm,.txt");
  if (!choice) return undefined;
  return attempt(async () => {
    if (!/^\d{4}$/.test(field.value)) throw new Cannot(`年份应当是四位数字，如 2025，现在是“${field.value}”`);
    const name = `${year}.yaml`;
    if (files.has(name)) throw new Cannot(`已有 ${year} 年的，不覆盖：在“年度”里选它`);
    await others();
    const { text } = await engine.ask(choice, { year });
    await taken([{ name, text, saved: "" }]);
  });
}

async function sample() {
  const texts = await engine.send("sample");
  await taken(Object.entries(texts).map(([name, text]) => ({ name, text })));
}

async function upload(then, accept) {
  const list = await disk.upload(accept, true);
  if (list.length) await then(list);
}

/** Make a data file of an old report. */
const oldReport = (file) => attempt(async () => {
  say(`正在读 ${file.name}……`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  let { year } = await engine.ask("year", { name: file.name }, bytes);
  if (!year) {
    const field = make("input", { id: "import-year", inputmode: "numeric", value: String(lastYear()), size: "5" });
    if (!await dialog(`${file.name} 里没有读出年度`, [make("div", { class: "row" }, make("label", { for: "import-year" }, "它是哪一年的年报"), field)], [["读进来", "yes"], ["不了", ""]])) return;
    year = Number(field.value);
  }
  const { text, said } = await engine.ask("import", { year, name: file.name }, bytes);
  await taken([{ name: `${year}.yaml`, text, saved: "" }]);
  await dialog(`${year} 年的读进来了`, [make("p", {}, "对照原件看一遍。要编下一年的，再用“开始…—由上年起草”。"), make("ul", {}, ...said.map((line) => make("li", {}, line)))]);
});

// ── Word files that came back ─────────────────────────────────────────────────────────────────

async function wordFile(file) {
  await settled();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const choice = await dialog(file.name, [make("p", {}, "这个 Word 文件要做什么？")], [
    ...(current ? [[`与 ${current.slice(0, 4)} 年的数据核对`, "verify"], [`把改过的写回 ${current.slice(0, 4)} 年的数据`, "take"]] : [["检查它是否完好", "verify"]]),
    ["它是旧年报，读成数据文件", "import"], ["不了", ""]]);
  if (choice === "import") await oldReport(file);
  if (choice === "verify") await attempt(async () => {
    const found = await engine.ask("verify", { file: current || "0.yaml", text: current ? editor.text : "", name: file.name }, bytes);
    const panel = make("div", {});
    showFound(panel, { ...found, unchecked: found.said, summary: found.findings.length ? `${found.findings.length} 处` : "没有问题", beyond: 0 }, file.name, null);
    await dialog(`核对 ${file.name}`, [panel]);
  });
  if (choice === "take") await attempt(async () => {
    const { text, said, asked } = await engine.ask("take", { file: current, text: editor.text }, bytes);
    const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    if (text === editor.text) return dialog("没有要写回的", asked.length ? [make("p", {}, "要您定："), list(asked)] : []);
    const yes = await dialog("写回数据", [make("p", {}, `要改 ${said.length} 处：`), list(said), ...(asked.length ? [make("p", {}, "要您定，没有写："), list(asked)] : [])], [["写回", "yes"], ["不写", ""]]);
    if (yes) editor.replace(text);
  });
}

async function dropped(event) {
  document.body.classList.remove("over");
  const { data, others: rest } = await disk.dropped(event.dataTransfer);
  if (data.length) await taken(data);
  for (const file of rest) await (/\.docx$/i.test(file.name) ? wordFile(file) : oldReport(file));
}

// ── opening and saving ────────────────────────────────────────────────────────────────────────

async function open() {
  const folder = Boolean(window.showDirectoryPicker);
  const choice = folder ? await dialog("打开", [make("p", {}, "一个机关各年的数据放在一个文件夹里，打开文件夹，就能与上年的比。")], [["文件夹…", "folder"], ["文件…", "files"], ["不了", ""]]) : "files";
  if (choice) await attempt(async () => {
    const list = await (choice === "folder" ? disk.chooseFolder() : disk.choose());
    if (choice === "folder" && !list.some((file) => file.name !== disk.SETTINGS)) throw new Cannot("这个文件夹里没有 2025.yaml 这样的数据文件");
    await taken(list);
  });
}

async function save() {
  await settled();
  const file = files.get(current);
  if (!file) return;
  await attempt(async () => {
    const now = await disk.changedOnDisk(file);
    if (now) {
      const choice = await dialog(`${file.disk} 在磁盘上被别的程序改过`, [make("p", {}, "从打开以后，磁盘上的那份变了。现在的已留在草稿里。")], [["用磁盘上的", "theirs"], ["另存一份", "beside"], ["用现在的盖掉", "mine"], ["先不存", ""]]);
      if (!choice) return;
      await kept(file, true);
      if (choice === "theirs") { files.set(current, { ...file, ...now, name: current, saved: now.text }); show(current); return; }
      if (choice === "beside") { file.handle = null; file.disk = `改过的${file.disk}`; }
    }
    const { text } = file;
    if (!await disk.save(file)) return;
    file.saved = text;
    kept(file);
    listed();
    say(`已存 ${file.disk || file.name}`);
  });
}

/** Look whether files were changed on the disk while another window was in front. */
async function back() {
  for (const file of files.values()) {
    const now = await disk.changedOnDisk(file);
    if (!now) continue;
    if (!dirty(file)) {
      files.set(file.name, { ...file, ...now, name: file.name, saved: now.text });
      if (file.name === current) show(current);
      notice(`${file.disk} 在磁盘上改过，已换成新的`, ["知道了", () => {}]);
    } else if (file.warned !== now.at) {
      file.warned = now.at;
      notice(`${file.disk} 在磁盘上被别的程序改过，这里也改了还没有存：存的时候再定用哪一份`, ["知道了", () => {}]);
    }
  }
}

const write = (format) => attempt(async () => {
  await settled();
  const { files: made } = await engine.ask("files", { file: current, text: editor.text, formats: [format] });
  for (const [name, bytes] of Object.entries(made)) disk.download(name, bytes);
});

async function help() {
  const manual = make("div", { lang: "zh-CN" });
  const parsed = new DOMParser().parseFromString(new TextDecoder().decode(await part("manual")), "text/html");
  for (const link of parsed.querySelectorAll("a")) link.replaceWith(...link.childNodes); // other documents are not here
  for (const table of parsed.querySelectorAll("table")) table.tabIndex = 0;
  manual.append(...parsed.body.childNodes);
  for (const heading of manual.querySelectorAll("h1, h2, h3")) heading.replaceWith(make(`h${Math.min(Number(heading.tagName[1]) + 2, 6)}`, {}, ...heading.childNodes));
  await dialog("说明", [
    make("ul", {},
      ...["数据只在本机：网页不上网，浏览器也不许它上网。", "左边改文本或填表，右边看问题和网页；改完下载 Word、纯文本、网页，与命令行写出的一个字节也不差。",
        "数据文件就是命令行用的 YAML，存在自己的文件夹里；文件名写成 2025.yaml，各年放在一起才能与上年比。",
        "Ctrl＋S 存，F8 到下一个问题，在引用上按 F12 到它的数，Ctrl＋空格（或 Ctrl＋I）列出可以打的，Ctrl＋F 查找；按 Tab 离开文本。",
        "这里做不了的：读 PDF、Excel，写 PDF，成批，git。要用命令行。", "浏览器要 Chrome 102、Edge 102、Firefox 113 以后。"].map((line) => make("li", {}, line))),
    make("details", {}, make("summary", {}, "手册（命令行的说明也在里面）"), manual)]);
}

// ── the start ─────────────────────────────────────────────────────────────────────────────────

async function main() {
  window.nianbaoStarted = true;
  $("old").remove();
  for (const hidden of document.querySelectorAll("body > [hidden]:not(#notice)")) hidden.hidden = false;
  showLeft = tabs(document.querySelector(".left [role=tablist]"), (id) => (id === "sheet" ? drawSheet() : editor.view.requestMeasure()));
  tabs(document.querySelector(".right [role=tablist]"));
  editor = new Editor($("text"), { changed, words: () => words, saved: save });
  sheet = new Sheet($("sheet"), { typed: typedRows, go: toText });
  $("years").addEventListener("change", async (event) => { unsound(); await settled(); others(); show(event.target.value); });
  for (const [id, act] of Object.entries({ begin, open, save, drafts: () => attempt(chooseDraft), help, word: () => upload((list) => wordFile(list[0]), ".docx") })) $(id).addEventListener("click", act);
  for (const button of document.querySelectorAll("[data-format]")) { button.disabled = true; button.addEventListener("click", () => write(button.dataset.format)); }
  for (const kind of ["dragover", "dragleave", "drop"]) {
    window.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      document.body.classList.toggle("over", kind === "dragover");
      if (kind === "drop") dropped(event);
    });
  }
  window.addEventListener("keydown", (event) => { if ((event.ctrlKey || event.metaKey) && event.key === "s" && !event.defaultPrevented) { event.preventDefault(); save(); } });
  window.addEventListener("focus", () => attempt(back));
  window.addEventListener("beforeunload", (event) => { if ([...files.values()].some(dirty)) event.preventDefault(); });
  listed();
  $("found").replaceChildren(make("ul", {},
    ...["没有编过的：点“开始…”，起一份空白的，或先试试示例。", "编过的：点“打开…”，选放着各年数据（2025.yaml 这样的文件）的文件夹。",
      "只有上年的 Word 或网页：把文件拖进来，读成数据文件，再由它起草今年的。", "领导改过的 Word：也拖进来，核对，或写回数据。"].map((line) => make("li", {}, line))));
  const all = await drafts.list().catch(() => []);
  const [latest] = all.filter((draft) => !draft.saved);
  if (latest) notice(`上次的 ${latest.name.slice(0, 4)} 年（${latest.agency || "还没有写机关"}，${new Date(latest.at).toLocaleString("zh-CN")}）没有存到磁盘。`, ["接着编", () => taken([{ ...latest, saved: null }])], ["草稿…", () => attempt(chooseDraft)], ["不管它", () => {}]);
  const begun = performance.now();
  try {
    await engine.start();
  } catch (error) {
    say(`启动没有成功：${error.message.slice(-300)}。可以改文本、存文件，检查和写出不能用。`);
    return;
  }
  started = true;
  say(`准备好了（${((performance.now() - begun) / 1000).toFixed(1)} 秒）。点“开始…”或“打开…”，也可以把文件拖进来。`);
  await others();
  look();
}

if (!window.nianbaoOld) main();
