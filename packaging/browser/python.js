// The desk in a started Python, whoever started it: the page's worker, or node (warm.mjs, the tests).

export const ROOT = "/年报";
export const FOLDER = `${ROOT}/data/本机关`;

const START = `
import gc, os, sys
sys.dont_write_bytecode = True
gc.freeze()
sys.path.insert(0, "${ROOT}")
os.makedirs("${FOLDER}", exist_ok=True)
os.chdir("${FOLDER}")
from pathlib import Path
from nianbao.store import ShippedStore
from nianbao.workspace import Workspace
from nianbao.browser.door import Door

kept = Path("${ROOT}/kept")
store = ShippedStore({each.name: each.read_bytes() for each in kept.iterdir()} if kept.is_dir() else {})
door = Door(Path("${FOLDER}"), Workspace(Path("${ROOT}/templates"), store))
`;

/** Unpack the packages into a started Python, and set up the desk. */
export function ready(python, packages) {
  for (const each of packages) python.unpackArchive(each, "zip", { extractDir: ROOT });
  python.runPython(START);
  const door = python.globals.get("door");
  return {
    python,
    /** Ask the desk; return what it says, and the bytes of files by their names. */
    ask(question, order, upload = new Uint8Array()) {
      const bytes = python.globals.get("bytes")(upload);
      const answer = door.answer(question, JSON.stringify(order), bytes);
      const [said, files] = [answer.get(0), answer.get(1)];
      const found = { said: JSON.parse(said), files: files.toJs({ create_pyproxies: false, dict_converter: Object.fromEntries }) };
      files.destroy();
      answer.destroy();
      bytes.destroy?.();
      return found;
    },
    /** Keep other years' files where the desk finds them: a name without a text is gone. */
    keep(files) {
      for (const [name, text] of Object.entries(files)) {
        const path = `${FOLDER}/${name}`;
        if (text !== null) python.FS.writeFile(path, text);
        else if (python.FS.analyzePath(path).exists) python.FS.unlink(path);
      }
    },
    /** Return how many bytes of memory Python has. */
    memory: () => python._module.HEAPU8.length,
    /** Return the texts of the sample by their years. */
    sample() {
      const folder = `${ROOT}/data/示例局`;
      const names = python.FS.readdir(folder).filter((name) => name.endsWith(".yaml")).sort();
      return Object.fromEntries(names.map((name) => [name, python.FS.readFile(`${folder}/${name}`, { encoding: "utf8" })]));
    },
  };
}
