// The preview in Debian's Chromium, while a file is edited beside it.
//
//     node preview.mjs CACHE URL ORDERS.json
//
// Each order is {write: {path: text}, how: "at once" | "renamed" | "in halves", page?, old?, list?}: what is
// saved and how, and what must then be seen: words on the page, the page greyed or not, words in the
// list. The last one may say what is clicked on the page (`click`), and which texts are to run in a page
// without our care (`raw`). Prints JSON: how long each took to be seen, what axe says, whether any script ran.
import { createRequire } from "node:module";
import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";

const [cache, url, orders] = process.argv.slice(2);
const require = createRequire(`${cache}/package.json`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(`${cache}/node_modules/axe-core/axe.min.js`, "utf-8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
try {
  const page = await browser.newPage();
  await browser.defaultBrowserContext().overridePermissions(new URL(url).origin, ["clipboard-read", "clipboard-sanitized-write"]);
  const errors = [], dialogs = [], fetched = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("dialog", async (dialog) => { dialogs.push(dialog.message()); await dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) fetched.push(request.url());
  });
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(url);
  await seen(page, { list: "" });
  const script = JSON.parse(readFileSync(orders, "utf-8"));
  const took = [], missed = [], ran = [];
  for (const [number, order] of script.entries()) {
    if (order.scroll) await page.evaluate((y) => document.getElementById("page").contentWindow.scrollTo(0, y), order.scroll);
    const start = performance.now();
    await save(order);
    try {
      await seen(page, order);
      took.push(performance.now() - start);
    } catch {
      missed.push(number);
    }
    if (await page.evaluate(() => Boolean(globalThis.ran))) ran.push(number);
  }
  const scrolled = await page.evaluate(() => document.getElementById("page").contentWindow.scrollY);
  await page.bringToFront();
  const copied = [];
  const [first] = await page.$$("#findings button");
  const asked = first ? await first.evaluate((each) => each.textContent) : "";
  await first?.click();
  await pause(100);
  copied.push(await page.evaluate(() => navigator.clipboard.readText()));
  const inner = await (await page.$("#page")).contentFrame();
  const pointed = await inner.evaluate(() => document.querySelector("[data-here]")?.textContent || "");
  const told = [];
  for (const choice of script.at(-1).click || []) {
    const [element] = await inner.$$(`xpath/${choice}`);
    await element.click();
    await pause(100);
    told.push(await page.evaluate(() => document.getElementById("place").textContent));
    copied.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  const marked = await inner.evaluate(() => Object.fromEntries([...CSS.highlights].map(([name, each]) => [name, [...each].map(String)])));
  const guarded = await runsWithoutUs(script.at(-1).raw || []);
  const violations = [];
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    for (const width of [1280, 480]) {
      await page.setViewport({ width, height: 800 });
      await page.evaluate(axe);
      const result = await page.evaluate((tags) =>
        globalThis.axe.run(document, { runOnly: tags, iframes: false }), TAGS);
      violations.push(...result.violations.map((each) => `${scheme} ${width} ${each.id}: ${each.nodes[0].html.slice(0, 160)}`));
      if (process.env.PICTURE) await page.screenshot({ path: `${process.env.PICTURE}-${scheme}-${width}.png` });
    }
  }
  console.log(JSON.stringify({ took, missed, ran, errors, dialogs, fetched, scrolled, asked, copied, pointed, told, marked, guarded, violations }));
} finally {
  await browser.close();
}

// How many of these texts run a script where nobody keeps them from it.
async function runsWithoutUs(texts) {
  const page = await browser.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  let count = 0;
  for (const text of texts) {
    await page.goto("about:blank");
    await page.setContent(`<!DOCTYPE html><body>${text}</body>`, { waitUntil: "domcontentloaded" });
    await pause(30);
    if (await page.evaluate(() => Boolean(globalThis.ran))) count += 1;
  }
  await page.close();
  return count;
}

async function save({ write = {}, how = "at once" }) {
  for (const [path, text] of Object.entries(write)) {
    if (how === "renamed") {
      writeFileSync(`${path}~new`, text);
      renameSync(`${path}~new`, path);
    } else if (how === "in halves") {
      const file = openSync(path, "w");
      writeSync(file, text.slice(0, text.length / 2));
      await pause(15);
      writeSync(file, text.slice(text.length / 2));
      closeSync(file);
    } else writeFileSync(path, text);
  }
}

function seen(page, { page: words = "", old = null, list = "" }) {
  return page.waitForFunction((wanted, grey, told) => {
    const body = document.getElementById("page").contentDocument?.body;
    return body && body.textContent.includes(wanted) && document.getElementById("summary").textContent &&
      (grey === null || document.body.classList.contains("old") === grey) &&
      document.querySelector("aside").textContent.includes(told);
  }, { polling: "raf", timeout: 5000 }, words, old, list);
}
