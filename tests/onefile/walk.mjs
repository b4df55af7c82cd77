// The page in Chromium, opened from the disk with the network off, used as a person uses it: by keys and clicks.
//
//     node walk.mjs CACHE PAGE.html SCENARIO GIVEN.json OUT
//
// Prints JSON; downloads and pictures go to the folder OUT.
import { createRequire } from "node:module";
import { readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [cache, html, scenario, given, out] = process.argv.slice(2);
const require = createRequire(`${cache}/package.json`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(`${cache}/node_modules/axe-core/axe.min.js`, "utf-8");
const order = JSON.parse(readFileSync(given, "utf-8"));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
const errors = [], fetched = [];
let browser, page;

async function launch() {
  browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true, userDataDir: `${out}/profile`,
    args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", ...(order.flags ?? [])], protocolTimeout: 120_000,
  });
  await tab();
}

async function tab(before = null) {
  page = await browser.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (said) => said.type() === "error" && errors.push(said.text()));
  page.on("dialog", (dialog) => dialog.accept());
  page.on("request", (request) => { if (!/^(file|data|blob|about):/.test(request.url())) fetched.push(request.url()); });
  if (before) await page.evaluateOnNewDocument(before);
  await page.setOfflineMode(true);
  await page.setViewport({ width: 1280, height: 900 });
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: out });
  await page.goto(pathToFileURL(html).href);
}

const status = () => page.$eval("#state", (element) => element.textContent);
const said = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.getElementById("state").textContent), { timeout: 90_000 }, pattern);
const ready = async () => { await said("准备好了|没有成功"); return status(); };

/** Click what a person would see with these words, the topmost. */
async function click(words) {
  await page.waitForFunction((text) => [...document.querySelectorAll("button, summary")].some((each) => each.offsetParent && !each.disabled && each.textContent.trim().startsWith(text)), { timeout: 60_000 }, words);
  await page.evaluate((text) => [...document.querySelectorAll("button, summary")].filter((each) => each.offsetParent && !each.disabled && each.textContent.trim().startsWith(text)).pop().click(), words);
}

/** What the topmost dialog says, once there is one. */
async function dialog() {
  await page.waitForSelector("dialog");
  return page.$$eval("dialog", (all) => all.at(-1).innerText);
}

async function choose(words, path) {
  const [chooser] = await Promise.all([page.waitForFileChooser(), click(words)]);
  await chooser.accept([path]);
}

/** The text as the editor holds it: the page shows lines only as far as they are seen. */
const text = () => page.evaluate(() => new Promise((resolve) => {
  const asked = indexedDB.open("nianbao", 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction("drafts").objectStore("drafts").getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.sort((a, b) => b.at - a.at)[0]?.text ?? ""); };
  };
}));

async function lineAt(number) {
  await page.keyboard.down("Control"); await page.keyboard.down("Alt"); await page.keyboard.press("g"); await page.keyboard.up("Alt"); await page.keyboard.up("Control");
  await page.waitForSelector(".cm-goto-line input");
  await chord("Control", "a");
  await page.keyboard.type(String(number));
  await page.keyboard.press("Enter");
}

const chord = async (...keys) => { for (const key of keys.slice(0, -1)) await page.keyboard.down(key); await page.keyboard.press(keys.at(-1)); for (const key of keys.slice(0, -1).reverse()) await page.keyboard.up(key); };

/** Type lines in the place of some, with the indent that the editor gives put right as a person does. */
async function typed({ line, count, lines }) {
  await lineAt(line - 1);
  for (const each of lines) {
    await chord("Control", "Enter");
    await chord("Shift", "Home");
    await page.keyboard.sendCharacter(each);
  }
  for (let number = 0; number < count; number += 1) {
    await lineAt(line + lines.length);
    await chord("Shift", "Control", "k");
  }
}

async function downloaded(words, ending) {
  const before = new Set(readdirSync(out));
  await click(words);
  for (let tries = 0; tries < 200; tries += 1) {
    const name = readdirSync(out).find((each) => !before.has(each) && each.endsWith(ending));
    if (name) { const kept = `${Date.now()}-${ending}`; await pause(50); renameSync(`${out}/${name}`, `${out}/${kept}`); return { name, kept }; }
    await pause(50);
  }
  throw new Error(`nothing was downloaded: ${words}`);
}

const violations = async (name) => {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  return { name, found: result.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`), passes: result.passes.length, wide: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth) };
};

const SCENARIOS = {
  /** From a blank year to the downloaded files: texts by keys, figures cell by cell. */
  async fill() {
    const started = await ready();
    await click("开始");
    await page.$eval("#begin-year", (field) => { field.value = ""; });
    await page.type("#begin-year", "2025");
    await click("空白的");
    await said("毫秒");
    const blank = await text();
    await page.click(".cm-content");
    for (const edit of order.edits) await typed(edit);
    await click("填表");
    await page.waitForSelector("#sheet input");
    for (const [cell, values] of Object.entries(order.rows)) {
      await page.focus(`[data-cell="${cell}/0"]`);
      for (const value of values) { if (value) await page.keyboard.type(value); await page.keyboard.press("Tab"); }
    }
    await click("文本");
    await said("错误 0");
    const found = await page.$$eval("#found li", (all) => all.map((each) => each.textContent));
    await click("全部代改");
    await said("代改了|毫秒");
    await page.waitForFunction(() => !document.querySelector("#found .row button"), { timeout: 60_000 });
    await click("网页");
    await page.waitForSelector("#page iframe");
    const files = [await downloaded("下载 Word", ".docx"), await downloaded("纯文本", ".txt")];
    // The tab dies while somebody types; what was typed is there when the page is opened again.
    await page.click("#tab-found");
    await page.click(".cm-content");
    await lineAt(1);
    await chord("Control", "Enter");
    await page.keyboard.type("# 打到一半", { delay: 15 });
    await pause(order.grace);
    const session = await page.createCDPSession();
    session.send("Page.crash").catch(() => {});
    await pause(300);
    await page.close().catch(() => {});
    await tab();
    await click("接着编");
    const again = await page.$eval(".cm-content", (content) => content.innerText);
    return { started, blank, found, files, again: again.split("\n").slice(0, 3) };
  },

  /** The sample's years, pictures, axe, keys, files that change, Word files that come back. */
  async sample() {
    const started = await ready();
    await page.screenshot({ path: `${out}/empty.png` });
    const checks = [await violations("empty")];
    await click("开始");
    checks.push(await violations("begin"));
    await click("试试示例");
    await said("毫秒");
    const times = [];
    const files = {};
    for (const year of order.years) {
      await page.select("#years", `${year}.yaml`);
      await page.waitForFunction(() => !document.querySelector("[data-format]").disabled, { timeout: 60_000 });
      await page.waitForFunction(() => document.querySelector("#found p"), { timeout: 60_000 });
      files[year] = [await downloaded("下载 Word", ".docx"), await downloaded("纯文本", ".txt"), await downloaded("网页正文", ".html")];
    }
    checks.push(await violations("text"));
    await page.screenshot({ path: `${out}/text.png` });
    await page.click("#tab-page");
    await page.waitForSelector("#page iframe");
    await page.click(".cm-content");
    for (let number = 0; number < 12; number += 1) {
      await page.evaluate(() => { document.getElementById("state").textContent = ""; });
      await page.keyboard.type(" ");
      await said("毫秒");
      times.push(Number(/（(\d+) 毫秒/.exec(await status())[1]));
      await chord("Control", "z");
      await pause(400);
    }
    // What may be typed is offered, and a reference leads to its figure.
    await lineAt(order.line);
    await page.keyboard.press("End"); await page.keyboard.press("End");
    await page.keyboard.type("{{行政许");
    await page.waitForSelector(".cm-tooltip-autocomplete li");
    const offered = await page.$$eval(".cm-tooltip-autocomplete li", (all) => all.map((each) => each.textContent));
    await pause(150);
    await page.keyboard.press("Enter");
    await pause(1500);
    const completed = (await text()).split("\n")[order.line - 1];
    await page.keyboard.press("ArrowLeft"); await page.keyboard.press("ArrowLeft"); await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F12");
    const figure = await page.$eval(".cm-activeLine", (line) => line.textContent);
    await page.click("#tab-sheet");
    await page.waitForSelector("#sheet input");
    checks.push(await violations("sheet and page"));
    await page.screenshot({ path: `${out}/sheet.png` });
    await page.setViewport({ width: 320, height: 800 });
    checks.push(await violations("320"));
    await page.screenshot({ path: `${out}/narrow.png`, fullPage: true });
    await page.setViewport({ width: 1280, height: 900 });
    // Excel's cells pasted over some rows, with the undo of the text.
    await page.focus('[data-cell="主动公开/行政许可/0"]');
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.setData("text", "471\n1,060\n7\n");
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await pause(1500);
    const pasted = (await text()).split("\n").filter((line) => /^ {4}行政(许可|处罚|强制):/.test(line));
    await page.click("#tab-text");
    const walk = await walked();
    return { started, checks, files, times, pasted, offered, completed, figure, walk, memory: await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0) };
  },

  /** Years side by side: compared, over the years, at a glance; each kept as a file. */
  async years() {
    await ready();
    await page.click("#tab-compare");
    await page.waitForFunction(() => document.querySelector("#compare > p")?.textContent, { timeout: 60_000 });
    const none = await page.$eval("#compare > p", (line) => line.textContent);
    await click("开始");
    await click("试试示例");
    const heading = (panel, words) => page.waitForFunction((id, text) => document.querySelector(`#${id} iframe`)?.contentDocument?.querySelector("main h1")?.textContent.includes(text), { timeout: 60_000 }, panel, words);
    await heading("compare", "2024年与2025年");
    const checks = [await violations("compare")];
    const files = { compare: await downloaded("下载这一页", ".html") };
    await page.screenshot({ path: `${out}/compare.png` });
    await page.select("#compare-other", "2020");
    await page.click("#compare-all");
    await heading("compare", "2020年与2025年");
    await pause(800);
    files.all = await downloaded("下载这一页", ".html");
    await choose("和一份旧年报比", order.old);
    await heading("compare", "2023年与2025年");
    await pause(300);
    files.old = await downloaded("下载这一页", ".html");
    await page.click("#tab-trend");
    await heading("trend", "2016—2025 年");
    checks.push(await violations("trend"));
    await page.screenshot({ path: `${out}/trend.png` });
    files.trend = await downloaded("下载这一页", ".html");
    await page.type("#trend-names", "新收、部分公开");
    await page.select("#trend-first", "2019");
    await heading("trend", "2019—2025 年");
    await page.waitForFunction(() => document.querySelectorAll("#trend iframe")[0].contentDocument.querySelectorAll("h2").length === 2, { timeout: 60_000 });
    files.csv = await downloaded("下载表格", ".csv");
    await page.$eval("#trend-names", (field) => { field.value = ""; });
    await page.type("#trend-names", "没有这个");
    await page.keyboard.press("Tab");
    await page.waitForFunction(() => /没有指标/.test(document.querySelector("#trend > p").textContent), { timeout: 60_000 });
    const unknown = await page.$eval("#trend > p", (line) => line.textContent);
    await page.click("#tab-glance");
    await heading("glance", "2025年");
    checks.push(await violations("glance"));
    await page.screenshot({ path: `${out}/glance.png` });
    files.glance = await downloaded("下载图解（Word）", ".docx");
    files.page = await downloaded("下载这一页", ".html");
    await page.setViewport({ width: 320, height: 800 });
    checks.push(await violations("320"));
    await page.screenshot({ path: `${out}/narrow-glance.png`, fullPage: true });
    await page.setViewport({ width: 1280, height: 900 });
    // What is typed shows in the panel by itself, and an unfinished year says why there is none.
    await page.click(".cm-content");
    await lineAt(1);
    await chord("Control", "Enter");
    await page.keyboard.sendCharacter("坏了");
    await page.waitForFunction(() => /有错误/.test(document.querySelector("#glance > p").textContent), { timeout: 60_000 });
    const unsound = await page.$eval("#glance > p", (line) => line.textContent);
    await chord("Control", "z");
    await heading("glance", "2025年");
    return { none, checks, files, unknown, unsound };
  },

  /** Word files that came back, an old report read in, a file that another program changed. */
  async files() {
    const started = await ready();
    await click("开始");
    await choose("读入旧年报", order.old);
    await click("关闭");
    const read = await page.$eval("#years", (years) => years.value);
    await click("开始");
    await click("由上年起草");
    await page.waitForFunction((year) => document.getElementById("years").value === year, { timeout: 60_000 }, order.next);
    const begun = (await page.$eval(".cm-content", (content) => content.innerText)).split("\n").slice(0, 8);
    await page.select("#years", read);
    await choose("核对、写回 Word", order.word);
    await click("与 ");
    await page.waitForFunction(() => document.querySelector("dialog ol"), { timeout: 60_000 });
    const verified = await dialog();
    await click("关闭");
    await choose("核对、写回 Word", order.word);
    await click("把改过的写回");
    await page.waitForFunction(() => /写回数据/.test(document.querySelector("dialog h2")?.textContent), { timeout: 60_000 });
    const taking = await dialog();
    await click("写回");
    await pause(800);
    const taken = await text();
    // A data file dropped onto the page, with its handle; then another program saves it.
    const session = await page.createCDPSession();
    const data = { items: [], files: [order.data], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 400, data });
    await page.waitForFunction((year) => document.getElementById("years").value === year, { timeout: 60_000 }, order.dropped);
    await pause(500);
    const changed = readFileSync(order.data, "utf-8").replace("年度:", "# 别的程序改的\n年度:");
    writeFileSync(order.data, changed);
    utimesSync(order.data, new Date(), new Date(Date.now() + 5000));
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    await page.waitForFunction(() => /磁盘上改过/.test(document.getElementById("notice").textContent), { timeout: 30_000 });
    const noticed = await page.$eval("#notice", (box) => box.textContent);
    await page.click(".cm-content");
    await page.keyboard.type("# 这里也改");
    writeFileSync(order.data, `${changed}# 又改\n`);
    utimesSync(order.data, new Date(), new Date(Date.now() + 9000));
    await chord("Control", "s");
    await page.waitForSelector("dialog");
    const asked = await dialog();
    await click("先不存");
    return { started, read, begun, verified, taking, taken, noticed, asked, disk: readFileSync(order.data, "utf-8") };
  },

  /** A folder with the browser's own handles: only its chooser, which no script can answer, is stood in for. */
  async disk() {
    const pickers = () => {
      const home = () => navigator.storage.getDirectory().then((root) => root.getDirectoryHandle("本机关", { create: true }));
      window.showDirectoryPicker = home;
      window.showSaveFilePicker = async (asked) => { window.suggested = asked.suggestedName; return (await home()).getFileHandle("另存的.yaml", { create: true }); };
      window.put = async (name, text) => { const stream = await (await (await home()).getFileHandle(name, { create: true })).createWritable(); await stream.write(text); await stream.close(); };
      window.got = async (name) => (await (await (await home()).getFileHandle(name)).getFile()).arrayBuffer().then((bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
      window.names = async () => { const all = []; for await (const name of (await home()).keys()) all.push(name); return all.sort(); };
    };
    await tab(`(${pickers})()`);
    await ready();
    const put = (name, content) => page.evaluate((...both) => window.put(...both), name, content);
    const got = (name) => page.evaluate((one) => window.got(one), name);
    const noticed = async (words) => { await page.waitForFunction((source) => document.getElementById("notice").textContent.includes(source), { timeout: 30_000 }, words); return page.$eval("#notice", (box) => box.textContent); };
    for (const [name, content] of Object.entries(order.folder)) await put(name, content);
    await click("打开");
    await click("文件夹");
    await said("毫秒");
    const years = await page.$$eval("#years option", (all) => all.map((each) => each.value));
    // Typed, saved: the mark and the ends of lines stay as they were.
    await page.click(".cm-content");
    await lineAt(1);
    await chord("Control", "Enter");
    await page.keyboard.sendCharacter("# 改过");
    await chord("Control", "s");
    await said("已存 2025");
    const saved = await got("2025.yaml");
    // Another program saves it: what was not touched here is exchanged, with a word.
    await put("2025.yaml", saved.replace("# 改过", "# 别人改的"));
    await page.evaluate(() => window.dispatchEvent(new Event("focus")));
    const exchanged = await noticed("已换成新的");
    const theirs = (await text()) || await page.$eval(".cm-content", (content) => content.innerText);
    // Both changed it: nothing is overwritten before it was asked, and mine stays as a draft.
    await page.click(".cm-content");
    await lineAt(1);
    await chord("Control", "Enter");
    await page.keyboard.sendCharacter("# 我改的");
    await put("2025.yaml", saved.replace("# 改过", "# 别人又改"));
    await chord("Control", "s");
    const asked = await dialog();
    const before = await got("2025.yaml");
    await click("用磁盘上的");
    await page.waitForFunction(() => /别人又改/.test(document.querySelector(".cm-content").innerText), { timeout: 30_000 });
    await click("草稿");
    const drafts = await dialog();
    await click("关闭");
    // A new year is saved beside the others; where another has the name, the user says where to.
    await click("开始");
    await click("由上年起草");
    await page.waitForFunction(() => document.getElementById("years").value === "2026.yaml", { timeout: 60_000 });
    await page.click(".cm-content");
    await chord("Control", "s");
    await said("已存 2026");
    const next = await got("2026.yaml");
    await put("2030.yaml", "别人的");
    await click("开始");
    await page.$eval("#begin-year", (field) => { field.value = "2030"; });
    await click("空白的");
    await page.waitForFunction(() => document.getElementById("years").value === "2030.yaml", { timeout: 60_000 });
    await page.click(".cm-content");
    await chord("Control", "s");
    await said("已存 2030");
    const kept = { other: await got("2030.yaml"), mine: await got("另存的.yaml"), suggested: await page.evaluate(() => window.suggested), names: await page.evaluate(() => window.names()) };
    return { years, saved, exchanged, theirs, asked, before, drafts, next, kept };
  },

  /** What the pointer shows of a reference, and a finding that was looked into and waived. */
  async pointer() {
    await ready();
    await click("开始");
    await click("试试示例");
    await said("毫秒");
    const reference = await page.waitForSelector(".cm-reference:nth-of-type(1)");
    const name = await reference.evaluate((each) => each.textContent);
    await reference.hover();
    await page.waitForSelector(".cm-tooltip-hover", { timeout: 30_000 });
    const behind = await page.$eval(".cm-tooltip-hover", (box) => box.textContent);
    await page.click(".cm-content");
    await typed({ line: order.line, count: 1, lines: [order.wrong] });
    await said("警告 1");
    await click("查过无误，写核实");
    await page.waitForFunction(() => /^核实:/m.test(document.querySelector(".cm-content").innerText), { timeout: 30_000 });
    await page.keyboard.sendCharacter(order.reason);
    await page.waitForFunction(() => document.querySelector("#found .已核实"), { timeout: 30_000 });
    const after = await page.$$eval("#found li", (all) => all.map((each) => each.textContent));
    return { name, behind, after, text: await text(), state: await status(), enabled: await page.$eval("[data-format]", (button) => !button.disabled) };
  },

  /** Texts that try to be more than texts. */
  async hostile() {
    await ready();
    await click("开始");
    await click("试试示例");
    await said("毫秒");
    const title = await page.title();
    for (const sign of order.signs) {
      await page.click(".cm-content");
      await typed({ line: 5, count: 1, lines: [`机关: '${sign.replaceAll("'", "''")}'`] });
      await pause(350);
    }
    await click("网页");
    await pause(500);
    await page.click("#tab-found");
    const again = await page.title();
    await click("草稿");
    const drafts = await dialog();
    return { title, again, drafts, scripts: await page.evaluate(() => document.scripts.length), images: await page.evaluate(() => document.images.length) };
  },

  /** The sample's last year, downloaded. */
  async brief() {
    await ready();
    await click("开始");
    await click("试试示例");
    await said("毫秒");
    return { files: [await downloaded("下载 Word", ".docx"), await downloaded("纯文本", ".txt")], engine: await page.$eval("footer", (foot) => foot.textContent) };
  },

  /** A browser that lacks what the page needs. */
  async old() {
    const told = {};
    for (const name of ["DecompressionStream", "WebAssembly"]) {
      await tab(`delete window.${name};`);
      await pause(300);
      told[name] = await page.evaluate(() => document.body.innerText.trim());
    }
    return told;
  },
};

/** Press Tab until the focus has been everywhere; the editor must let it go. */
async function walked() {
  await page.evaluate(() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute("tabindex"); window.scrollTo(0, 0); });
  const stops = [];
  for (let number = 0; number < 40; number += 1) {
    await page.keyboard.press("Tab");
    await pause(30); // the editor takes a moment to show that it has the focus
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const box = element.getBoundingClientRect();
      const ring = (each) => each && getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) > 0;
      return {
        name: (element.getAttribute("aria-label") || element.textContent).trim().slice(0, 16), tag: element.tagName.toLowerCase(), id: element.id,
        seen: box.width > 0 && box.bottom > 0 && box.top < window.innerHeight, ring: ring(element) || ring(element.closest(".cm-editor")),
      };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

try {
  await launch();
  const told = await SCENARIOS[scenario]();
  console.log(JSON.stringify({ ...told, errors: errors.filter((each) => !/target origin provided \('file/.test(each)), fetched }));
} catch (error) {
  if (page) await page.screenshot({ path: `${out}/failed.png` }).catch(() => {});
  console.error(String(error.stack || error).slice(0, 3000), errors.slice(0, 5), await page?.evaluate(() => document.body.innerText.slice(0, 1500)).catch(() => ""));
  process.exitCode = 1;
} finally {
  await browser?.close().catch(() => {});
}
