// Every year of the sample by the page's own parts, in node: what each file's SHA-256 is.
//
//     node bulk.mjs PAGE.html MODULES PYTHON.mjs FILES.json
//
// FILES.json holds { together: {name: text}, asks: [[ask, order]] }; prints JSON, an answer a question.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { pathToFileURL } from "node:url";

const [html, modules, python, asked] = process.argv.slice(2);
process.on("uncaughtException", (error) => { console.error(String(error.message).slice(-3000)); process.exit(1); });
const { started } = await import(pathToFileURL(python.replace("python.mjs", "node_engine.mjs")).href);
const { ready } = await import(pathToFileURL(python).href);
const page = readFileSync(html, "utf-8");
const part = (name) => new Uint8Array(gunzipSync(Buffer.from(page.split(`id="part-${name}">`)[1].split("<")[0], "base64")));
const older = page.includes("（Pyodide 0.") ? `${modules}/pyodide-older/pyodide.asm.js` : null;
const engine = await started(modules, older);
const desk = ready(engine, [part("package"), part("warm")]);
const { together, asks } = JSON.parse(readFileSync(asked, "utf-8"));
desk.keep(together);
const told = asks.map(([ask, order]) => {
  const begun = performance.now();
  const { said, files } = desk.ask(ask, order);
  const hashes = Object.fromEntries(Object.entries(files).map(([name, data]) => [name, createHash("sha256").update(data).digest("hex")]));
  return { said, hashes, took: Math.round(performance.now() - begun) };
});
console.log(JSON.stringify({ told, memory: desk.memory() }));
