// Python in a worker of the page: unpacked from memory, asked by messages, nothing fetched.
import { begun } from "started"; // engine_of.js or engine_of_older.js, as pack.py says
import { ready } from "./python.js";

const NOWHERE = "https://nowhere.invalid/";

/** Start Python on the parts of the page: the engine, its library, and the packages, unpacked one over the other. */
async function start({ wasm, library, packages, print }) {
  const answers = { "pyodide.asm.wasm": ["application/wasm", wasm], "python_stdlib.zip": ["application/zip", library] };
  globalThis.fetch = async (url) => {
    const found = answers[String(url.url || url).replace(NOWHERE, "")];
    if (!found) throw new Error("nothing is fetched here");
    return new Response(found[1], { headers: { "Content-Type": found[0] } });
  };
  return ready(await begun({ answers, nowhere: NOWHERE, print }), packages);
}

let desk = null;
self.onmessage = async ({ data: { id, work, ...order } }) => {
  try {
    let found = null;
    if (work === "start") desk = await start({ ...order, print: (line) => console.log(line) });
    else if (work === "keep") desk.keep(order.files);
    else if (work === "sample") found = desk.sample();
    else if (work === "memory") found = desk.memory();
    else found = desk.ask(work, order.order, order.upload);
    self.postMessage({ id, found });
  } catch (error) {
    self.postMessage({ id, failed: String(error && error.message || error).slice(-2000) });
  }
};
