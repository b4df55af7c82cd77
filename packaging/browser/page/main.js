// The page: its parts are set up, and the engine started.
import { begin, dropped, upload, wordFile } from "./beginning.js";
import { $, attempt, desk, notice, say } from "./desk.js";
import { make, tabs } from "./dom.js";
import * as drafts from "./drafts.js";
import { Editor } from "./editor.js";
import * as disk from "./files.js";
import { help } from "./help.js";
import { changed, drawSheet, look, settled, show, toText, typedRows, unsound } from "./looking.js";
import { Sheet } from "./sheet.js";
import { back, chooseDraft, dirty, listed, open, others, save, taken } from "./shelf.js";
import { beside, drawBeside } from "./side_by_side.js";

const write = (format) => attempt(async () => {
  await settled();
  const { files: made } = await desk.engine.ask("files", { file: desk.current, text: desk.editor.text, formats: [format] });
  for (const [name, bytes] of Object.entries(made)) disk.download(name, bytes);
});

async function main() {
  window.nianbaoStarted = true;
  $("old").remove();
  for (const hidden of document.querySelectorAll("body > [hidden]:not(#notice)")) hidden.hidden = false;
  Object.assign(desk, { show, settled });
  desk.showLeft = tabs(document.querySelector(".left [role=tablist]"), (id) => (id === "sheet" ? drawSheet() : desk.editor.view.requestMeasure()));
  tabs(document.querySelector(".right [role=tablist]"), drawBeside);
  desk.editor = new Editor($("text"), { changed, words: () => desk.words, saved: save });
  desk.sheet = new Sheet($("sheet"), { typed: typedRows, go: toText });
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
  window.addEventListener("beforeunload", (event) => { if ([...desk.files.values()].some(dirty)) event.preventDefault(); });
  beside();
  listed();
  $("found").replaceChildren(make("ul", {},
    ...["没有编过的：点“开始…”，起一份空白的，或先试试示例。", "编过的：点“打开…”，选放着各年数据（2025.yaml 这样的文件）的文件夹。",
      "只有上年的 Word 或网页：把文件拖进来，读成数据文件，再由它起草今年的。", "领导改过的 Word：也拖进来，核对，或写回数据。"].map((line) => make("li", {}, line))));
  const all = await drafts.list().catch(() => []);
  const [latest] = all.filter((draft) => !draft.saved);
  if (latest) notice(`上次的 ${latest.name.slice(0, 4)} 年（${latest.agency || "还没有写机关"}，${new Date(latest.at).toLocaleString("zh-CN")}）没有存到磁盘。`, ["接着编", () => taken([{ ...latest, saved: null }])], ["草稿…", () => attempt(chooseDraft)], ["不管它", () => {}]);
  const begun = performance.now();
  try {
    await desk.engine.start();
  } catch (error) {
    say(`启动没有成功：${error.message.slice(-300)}。可以改文本、存文件，检查和写出不能用。`);
    return;
  }
  desk.started = true;
  say(`准备好了（${((performance.now() - begun) / 1000).toFixed(1)} 秒）。点“开始…”或“打开…”，也可以把文件拖进来。`);
  await others();
  look();
}

if (!window.nianbaoOld) main();
