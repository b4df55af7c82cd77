// Python in a worker of the page: unpacked from memory, asked by messages, nothing fetched.
import { loadPyodide } from "pyodide/pyodide.mjs";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { ready } from "./python.js";

/** Start Python on the parts of the page: the engine, its library, and the packages, unpacked one over the other. */
async function start({ wasm, library, packages, print }) {
  const answers = { "pyodide.asm.wasm": ["application/wasm", wasm], "python_stdlib.zip": ["application/zip", library] };
  const nowhere = "https://nowhere.invalid/";
  globalThis.fetch = async (url) => {
    const found = answers[String(url.url || url).replace(nowhere, "")];
    if (!found) throw new Error("nothing is fetched here");
    return new Response(found[1], { headers: { "Content-Type": found[0] } });
  };
  const python = await loadPyodide({
    createPyodideModule, indexURL: nowhere, packageBaseUrl: nowhere, stdLibURL: `${nowhere}python_stdlib.zip`,
    lockFileContents: JSON.stringify({ info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.2", version: "0" }, packages: {} }),
    env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/pyodide" },
    checkAPIVersion: false, stdout: print, stderr: print,
  });
  return ready(python, packages);
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
