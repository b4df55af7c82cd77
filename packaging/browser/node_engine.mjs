// The engine of an edition in node: the page's packages are warmed up in it, and the tests ask it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** Return Python, started: the usual engine, or the older one, whose module's script is given. */
export async function started(modules, older = null) {
  const folder = `${modules}/${older ? "pyodide-older" : "pyodide"}/`;
  if (older) {
    globalThis.require = createRequire(`${folder}pyodide.mjs`);
    globalThis.__dirname = folder;
    (0, eval)(readFileSync(older, "utf-8")); // as a script: what it defines is global
  }
  const { loadPyodide } = await import(pathToFileURL(`${folder}pyodide.mjs`).href);
  return loadPyodide({ indexURL: folder, env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" } });
}
