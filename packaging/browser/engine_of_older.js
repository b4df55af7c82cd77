// The engine of the edition for older browsers: its module stands before this script, as a global.
import { loadPyodide, version } from "pyodide-older/pyodide.mjs";

/** Return Python, started. */
export function begun({ answers, nowhere, print }) {
  const list = { info: { arch: "wasm32", platform: "emscripten", python: "3.11.2", version }, packages: {} };
  answers["repodata.json"] = ["application/json", new TextEncoder().encode(JSON.stringify(list))];
  return loadPyodide({ indexURL: nowhere, stdout: print, stderr: print });
}
