// Microsoft's Open XML SDK over many documents in one process:
//
//     node validate.mjs NODE_MODULES FILE.docx ...
//
// prints {"FILE.docx": [{"description", "path", "part"}, ...], ...}. Exit 0 whatever is found: the
// caller counts. The package's own command takes one file and hides errors behind exit code 0 too.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const library = join(resolve(modules), "@ooxml-tools/validate/dist/npm/index.js");
const { default: validate } = await import(pathToFileURL(library));

const found = {};
for (const file of files) {
  const errors = await validate(new Uint8Array(readFileSync(file)), "docx", "Microsoft365");
  found[file] = errors.map(({ description, path }) => ({
    description,
    path: path?.xpath ?? "",
    part: path?.partUri ?? "",
  }));
}
process.stdout.write(JSON.stringify(found, null, 1) + "\n");
