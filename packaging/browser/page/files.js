// Files of the disk: by the File System Access API where there is one, else by upload and download.

const KIND = [{ description: "年报的数据文件", accept: { "text/yaml": [".yaml", ".yml"] } }];
const YAML = /\.ya?ml$/i;
export const SETTINGS = "设置.yaml";
let folder = null; // the one that was opened: a year that is begun is saved there

/** A text as the editor holds it, with what must come back when it is saved. */
export function decoded(bytes) {
  let text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  text = text.slice(mark.length);
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  return { text: text.replace(/\r\n?/g, "\n"), mark, ending };
}

export const encoded = ({ text, mark = "", ending = "\n" }) =>
  new TextEncoder().encode(mark + text.replaceAll("\n", ending));

async function read(file, handle = null) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = decoded(bytes);
  const year = file.name === SETTINGS ? "" : file.name.match(/(?:19|20)\d\d/)?.[0] || /^年度: *((?:19|20)\d\d)/m.exec(content.text)?.[1];
  return { ...content, disk: file.name, name: year ? `${year}.yaml` : file.name, handle, at: file.lastModified };
}

/** Let the user choose data files; return them as read. */
export async function choose() {
  if (!window.showOpenFilePicker) {
    const files = await upload(".yaml,.yml", true);
    return Promise.all(files.map((file) => read(file)));
  }
  const handles = await window.showOpenFilePicker({ types: KIND, multiple: true });
  return Promise.all(handles.map(async (handle) => read(await handle.getFile(), handle)));
}

/** Let the user choose a folder; return its data files as read. */
export async function chooseFolder() {
  folder = await window.showDirectoryPicker({ mode: "readwrite" });
  const found = [];
  for await (const handle of folder.values()) {
    if (handle.kind === "file" && (handle.name === SETTINGS || /^(?:19|20)\d\d\.ya?ml$/i.test(handle.name))) found.push(read(await handle.getFile(), handle));
  }
  return Promise.all(found);
}

/** Return what was dropped: data files as read, and others as files. */
export async function dropped(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const taken = items.map((item) => [item.getAsFile(), item.getAsFileSystemHandle?.()]);
  const data = [], others = [];
  for (const [file, handle] of taken) {
    if (YAML.test(file.name)) data.push(await read(file, await handle?.catch?.(() => null) ?? null));
    else others.push(file);
  }
  return { data, others };
}

export function upload(accept, multiple = false) {
  return new Promise((resolve) => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept, multiple });
    input.onchange = () => resolve([...input.files]);
    input.oncancel = () => resolve([]);
    input.click();
  });
}

export function download(name, bytes, type = "application/octet-stream") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Tell whether a file of the disk is another than the one that was read; its text then, else null. */
export async function changedOnDisk(file) {
  if (!file.handle) return null;
  let there;
  try {
    there = await file.handle.getFile();
  } catch {
    return null; // moved or taken away: nothing is there to be overwritten
  }
  if (there.lastModified === file.at) return null;
  const now = await read(there, file.handle);
  return now.text === file.saved ? null : now;
}

/** Return the handle of a new file in the folder that was opened; null where there is one of that name. */
async function inFolder(name) {
  if (!folder) return null;
  try {
    await folder.getFileHandle(name);
    return null; // somebody else's: the user says where to
  } catch (error) {
    if (error.name !== "NotFoundError") return null;
    return folder.getFileHandle(name, { create: true });
  }
}

/** Write a file to the disk where it came from, or where the user says; false where that was called off. */
export async function save(file) {
  file.handle ??= await inFolder(file.name);
  if (!file.handle && window.showSaveFilePicker) {
    try {
      file.handle = await window.showSaveFilePicker({ types: KIND, suggestedName: file.disk || file.name });
    } catch (error) {
      if (error.name === "AbortError") return false;
      throw error;
    }
  }
  if (!file.handle) {
    download(file.disk || file.name, encoded(file), "text/yaml");
    return true;
  }
  const stream = await file.handle.createWritable(); // into a second file, which takes the place when it is closed
  await stream.write(encoded(file));
  await stream.close();
  file.at = (await file.handle.getFile()).lastModified;
  return true;
}
