// A page in Debian's Chromium: what axe says of it, how wide it is, where the Tab key leads.
//
//     node browser.mjs CACHE PAGE WIDTH [light|dark] [PICTURE.png|PAGES.pdf]
//
// Prints JSON. The network is off: a page that fetches anything is told.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [cache, file, width, scheme = "light", picture = ""] = process.argv.slice(2);
const require = createRequire(`${cache}/package.json`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(`${cache}/node_modules/axe-core/axe.min.js`, "utf-8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium", headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"],
});
try {
  const page = await browser.newPage();
  const fetched = [];
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) fetched.push(request.url());
  });
  await page.setOfflineMode(true);
  await page.setViewport({ width: Number(width), height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href);
  const walk = await walked(page);
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const split = await page.evaluate(() => [...document.querySelectorAll("td, th")].filter((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
    return /^[-\d.]+$/.test(cell.textContent.trim()) && lines.size > 1;
  }).map((cell) => cell.textContent));
  if (picture.endsWith(".png")) await page.screenshot({ path: picture, fullPage: true });
  if (picture.endsWith(".pdf")) await page.pdf({ path: picture, preferCSSPageSize: true });
  console.log(JSON.stringify({
    violations: result.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`),
    passes: result.passes.length, wide, walk, fetched, split,
  }));
} finally {
  await browser.close();
}

// Press Tab until the focus leaves the page; then Enter on what came first.
async function walked(page) {
  const stops = [];
  for (let number = 0; number < 60; number += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        tag: element.tagName.toLowerCase(), words: element.textContent.trim().slice(0, 20),
        label: element.getAttribute("aria-labelledby") || "",
        seen: box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < window.innerHeight,
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
      };
    });
    if (stop === null) break;
    stops.push(stop);
  }
  await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const hash = decodeURIComponent(await page.evaluate(() => window.location.hash));
  return { stops, hash };
}
