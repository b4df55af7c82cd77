// How a year begins, and what is done with files that come from elsewhere: old reports, Word files that came back.
import { attempt, desk, say } from "./desk.js";
import { dialog, make } from "./dom.js";
import { Cannot } from "./engine_client.js";
import * as disk from "./files.js";
import { showFound } from "./found.js";
import { others, taken } from "./shelf.js";

const lastYear = () => new Date().getFullYear() - 1;

export async function begin() {
  const field = make("input", { id: "begin-year", inputmode: "numeric", pattern: "[0-9]{4}", value: String(desk.current ? Number(desk.current.slice(0, 4)) + 1 : lastYear()), size: "5" });
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
    if (desk.files.has(name)) throw new Cannot(`已有 ${year} 年的，不覆盖：在“年度”里选它`);
    await others();
    const { text } = await desk.engine.ask(choice, { year });
    await taken([{ name, text, saved: "" }]);
  });
}

async function sample() {
  const texts = await desk.engine.send("sample");
  await taken(Object.entries(texts).map(([name, text]) => ({ name, text })));
}

export async function upload(then, accept) {
  const list = await disk.upload(accept, true);
  if (list.length) await then(list);
}

/** Make a data file of an old report. */
const oldReport = (file) => attempt(async () => {
  say(`正在读 ${file.name}……`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  let { year } = await desk.engine.ask("year", { name: file.name }, bytes);
  if (!year) {
    const field = make("input", { id: "import-year", inputmode: "numeric", value: String(lastYear()), size: "5" });
    if (!await dialog(`${file.name} 里没有读出年度`, [make("div", { class: "row" }, make("label", { for: "import-year" }, "它是哪一年的年报"), field)], [["读进来", "yes"], ["不了", ""]])) return;
    year = Number(field.value);
  }
  const { text, said } = await desk.engine.ask("import", { year, name: file.name }, bytes);
  await taken([{ name: `${year}.yaml`, text, saved: "" }]);
  await dialog(`${year} 年的读进来了`, [make("p", {}, "对照原件看一遍。要编下一年的，再用“开始…—由上年起草”。"), make("ul", {}, ...said.map((line) => make("li", {}, line)))]);
});

// ── Word files that came back ─────────────────────────────────────────────────────────────────

export async function wordFile(file) {
  await desk.settled();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const choice = await dialog(file.name, [make("p", {}, "这个 Word 文件要做什么？")], [
    ...(desk.current ? [[`与 ${desk.current.slice(0, 4)} 年的数据核对`, "verify"], [`把改过的写回 ${desk.current.slice(0, 4)} 年的数据`, "take"]] : [["检查它是否完好", "verify"]]),
    ["它是旧年报，读成数据文件", "import"], ["不了", ""]]);
  if (choice === "import") await oldReport(file);
  if (choice === "verify") await attempt(async () => {
    const found = await desk.engine.ask("verify", { file: desk.current || "0.yaml", text: desk.current ? desk.editor.text : "", name: file.name }, bytes);
    const panel = make("div", {});
    showFound(panel, { ...found, unchecked: found.said, summary: found.findings.length ? `${found.findings.length} 处` : "没有问题", beyond: 0 }, file.name, null);
    await dialog(`核对 ${file.name}`, [panel]);
  });
  if (choice === "take") await attempt(async () => {
    const { text, said, asked } = await desk.engine.ask("take", { file: desk.current, text: desk.editor.text }, bytes);
    const list = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    if (text === desk.editor.text) return dialog("没有要写回的", asked.length ? [make("p", {}, "要您定："), list(asked)] : []);
    const yes = await dialog("写回数据", [make("p", {}, `要改 ${said.length} 处：`), list(said), ...(asked.length ? [make("p", {}, "要您定，没有写："), list(asked)] : [])], [["写回", "yes"], ["不写", ""]]);
    if (yes) desk.editor.replace(text);
  });
}

export async function dropped(event) {
  document.body.classList.remove("over");
  const { data, others: rest } = await disk.dropped(event.dataTransfer);
  if (data.length) await taken(data);
  for (const file of rest) await (/\.docx$/i.test(file.name) ? wordFile(file) : oldReport(file));
}
