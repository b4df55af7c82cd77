// Warm the package up in the very engine that the page holds: byte code, read forms, compiled templates.
//
//     node warm.mjs MODULES PACKAGES.zip OUT.zip [OLDER.js]
//
// What is made depends on nothing but its input: the seed of hashes is fixed, the order is that of the names.
import { readFileSync, writeFileSync } from "node:fs";
import { started } from "./node_engine.mjs";
import { ROOT, ready } from "./python.mjs";

const [modules, packages, out, older] = process.argv.slice(2);
const python = await started(modules, older);
const desk = ready(python, [new Uint8Array(readFileSync(packages))]);
const sample = desk.sample();
desk.keep(sample);
for (const [name, text] of Object.entries(sample)) {
  const { said } = desk.ask("files", { file: name, text, formats: ["docx", "txt", "html"] });
  if (said.cannot) throw new Error(`${name}: ${said.cannot}`);
}
python.runPython(`
import io, py_compile, zipfile
from importlib.util import cache_from_source

def entry(name):
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.create_system = 0
    return made

root = Path("${ROOT}")
made = io.BytesIO()
with zipfile.ZipFile(made, "w") as archive:
    for source in sorted(root.rglob("*.py")):
        code = cache_from_source(str(source))
        py_compile.compile(str(source), code, str(source), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        archive.writestr(entry(str(Path(code).relative_to(root))), Path(code).read_bytes())
    for name, data in sorted(store.entries.items()):
        if name.endswith((".form", ".lexicon", ".code")):
            archive.writestr(entry(f"kept/{name}"), data)
`);
const bytes = python.runPython("made.getvalue()").toJs();
writeFileSync(out, bytes);
