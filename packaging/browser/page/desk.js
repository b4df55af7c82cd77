// What the parts of the page share: the engine, the texts that are open, and how a line is said.
import { make } from "./dom.js";
import { Cannot, Engine } from "./engine_client.js";

export const $ = (id) => document.getElementById(id);
export const desk = {
  engine: new Engine(),
  started: false, // whether the engine can be asked
  files: new Map(), // name → { name, text, saved, disk, handle, at, mark, ending }
  current: null, // the name of the file that is shown
  settings: null, // 设置.yaml of the folder: how grave an office holds each kind of finding
  words: {}, // what may be typed in the file that is shown
  editor: null,
  sheet: null,
  showLeft: null, // (id) → shows 文本 or 填表
  show: null, // (name) → shows a file
  settled: null, // () → a cell that is being typed in is in the text
};

/** Say a line where a screen reader hears it; `aside` is seen alone, for it changes with every key. */
export function say(line, aside = "") {
  const box = $("state");
  if (box.children.length !== 2) box.replaceChildren(make("span"), make("span", { "aria-hidden": "true" }));
  const [words, quiet] = box.children;
  if (words.textContent !== line) words.textContent = line;
  quiet.textContent = aside;
}

export function notice(line, ...buttons) {
  $("notice").hidden = !line;
  $("notice").replaceChildren(line, ...buttons.map(([label, act]) => make("button", { type: "button", onclick: () => { notice(""); act(); } }, label)));
}

/** Do something that may not be possible; say in a line why. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    notice(error instanceof Cannot ? error.message : `没有做成：${error.message}`, ["知道了", () => {}]);
    if (!(error instanceof Cannot)) console.error(error);
    return undefined;
  }
}
