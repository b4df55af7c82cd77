// The engine of the usual edition, for browsers of 2022 and later.
import { loadPyodide } from "pyodide/pyodide.mjs";
import createPyodideModule from "pyodide/pyodide.asm.mjs";

/** Return Python, started. */
export const begun = ({ nowhere, print }) => loadPyodide({
  createPyodideModule, indexURL: nowhere, packageBaseUrl: nowhere, stdLibURL: `${nowhere}python_stdlib.zip`,
  lockFileContents: JSON.stringify({ info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.2", version: "0" }, packages: {} }),
  env: { PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1", HOME: "/home/pyodide" },
  checkAPIVersion: false, stdout: print, stderr: print,
});
