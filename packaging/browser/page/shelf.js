// The texts that are open: taken in, kept as drafts, saved, compared with what the disk has.
import { $, attempt, desk, notice, say } from "./desk.js";
import * as disk from "./files.js";
import { dialog, make } from "./dom.js";
import * as drafts from "./drafts.js";
import { Cannot } from "./engine_client.js";

export const dirty = (file) => file.text !== file.saved;

export function listed() {
  const names = [...desk.files.keys()].sort();
  $("years").replaceChildren(...names.map((name) => make("option", { value: name, selected: name === desk.current }, `${name.replace(/\.ya?ml$/, "")}${dirty(desk.files.get(name)) ? " ●" : ""}`)));
  $("years").disabled = !names.length;
  $("saved").textContent = desk.current ? (dirty(desk.files.get(desk.current)) ? "还没有存到磁盘（草稿已留）" : desk.files.get(desk.current).handle ? "已存到磁盘" : "没有改动") : "";
}

/** Take in files, the newest being shown; one that is open and was changed is asked about. */
export async function taken(list) {
  for (const file of list) {
    if (file.name === disk.SETTINGS) { desk.settings = file.text; continue; }
    const there = desk.files.get(file.name);
    if (there && dirty(there) && there.text !== file.text) {
      const choice = await dialog(`${file.name} 正打开着，还没有存`, [make("p", {}, "换成刚放进来的，现在的留在草稿里；还是不换？")], [["换", "yes"], ["不换", ""]]);
      if (!choice) continue;
      await kept(there, true);
    }
    desk.files.set(file.name, { saved: file.text, mark: "", ending: "\n", ...file });
    if (dirty(desk.files.get(file.name))) kept(desk.files.get(file.name));
  }
  await others();
  const names = list.map((file) => file.name).filter((name) => desk.files.has(name)).sort();
  if (names.length) desk.show(names.at(-1));
}

/** Keep the other years where the desk compares with them. */
export const others = () => desk.started && desk.engine.send("keep", { files: { [disk.SETTINGS]: desk.settings, ...Object.fromEntries([...desk.files].map(([name, file]) => [name, file.text])) } });

// ── drafts ────────────────────────────────────────────────────────────────────────────────────

const session = `${Date.now()}-${Math.random().toString(36).slice(2, 8)}`;
let failing = false;

/** Keep a text as a draft at once; `apart` keeps it beside those of the same session. */
export async function kept(file, apart = false) {
  const { name, text, mark, ending, disk: there = "" } = file;
  const key = `${session}/${name}${apart ? `/${Date.now()}` : ""}`;
  try {
    await drafts.keep({ key, name, text, mark, ending, disk: there, saved: !dirty(file), at: Date.now(), agency: /^机关: *(.*?) *(?:#.*)?$/m.exec(text)?.[1] || "" });
    failing = false;
  } catch (error) {
    if (!failing) notice(`浏览器不让留草稿（${error.message}）：写一会儿就存到磁盘`, ["知道了", () => {}]);
    failing = true;
  }
}

export async function chooseDraft() {
  const all = await drafts.list();
  const rows = all.map((draft) => make("li", {},
    `${draft.name.replace(/\.ya?ml$/, "")} 年 ${draft.agency} `, new Date(draft.at).toLocaleString("zh-CN"), ` ${draft.text.length} 字${draft.saved ? "，已存" : ""} `,
    make("button", { type: "submit", value: draft.key }, "打开"), " ",
    make("button", { type: "button", "aria-label": `删去 ${draft.name} 的这份草稿`, onclick: async (event) => { await drafts.drop(draft.key); event.target.closest("li").remove(); } }, "删去")));
  const key = await dialog("草稿", [make("p", {}, "每改一处都留在这个浏览器里，关掉、断电也在；清除浏览器数据就没有了，编好要存到磁盘。"), all.length ? make("ul", {}, ...rows) : make("p", {}, "还没有草稿。")]);
  const draft = all.find((each) => each.key === key);
  if (draft) await taken([{ name: draft.name, text: draft.text, mark: draft.mark, ending: draft.ending, disk: draft.disk, saved: null }]);
}

// ── opening and saving ────────────────────────────────────────────────────────────────────────

export async function open() {
  const folder = Boolean(window.showDirectoryPicker);
  const choice = folder ? await dialog("打开", [make("p", {}, "一个机关各年的数据放在一个文件夹里，打开文件夹，就能与上年的比。")], [["文件夹…", "folder"], ["文件…", "files"], ["不了", ""]]) : "files";
  if (choice) await attempt(async () => {
    const list = await (choice === "folder" ? disk.chooseFolder() : disk.choose());
    if (choice === "folder" && !list.some((file) => file.name !== disk.SETTINGS)) throw new Cannot("这个文件夹里没有 2025.yaml 这样的数据文件");
    await taken(list);
  });
}

export async function save() {
  await desk.settled();
  const file = desk.files.get(desk.current);
  if (!file) return;
  await attempt(async () => {
    const now = await disk.changedOnDisk(file);
    if (now) {
      const choice = await dialog(`${file.disk} 在磁盘上被别的程序改过`, [make("p", {}, "从打开以后，磁盘上的那份变了。现在的已留在草稿里。")], [["用磁盘上的", "theirs"], ["另存一份", "beside"], ["用现在的盖掉", "mine"], ["先不存", ""]]);
      if (!choice) return;
      await kept(file, true);
      if (choice === "theirs") { desk.files.set(desk.current, { ...file, ...now, name: desk.current, saved: now.text }); desk.show(desk.current); return; }
      if (choice === "beside") { file.handle = null; file.disk = `改过的${file.disk}`; }
    }
    const { text } = file;
    if (!await disk.save(file)) return;
    file.saved = text;
    kept(file);
    listed();
    say(`已存 ${file.disk || file.name}`);
  });
}

/** Look whether files were changed on the disk while another window was in front. */
export async function back() {
  for (const file of desk.files.values()) {
    const now = await disk.changedOnDisk(file);
    if (!now) continue;
    if (!dirty(file)) {
      desk.files.set(file.name, { ...file, ...now, name: file.name, saved: now.text });
      if (file.name === desk.current) desk.show(desk.current);
      notice(`${file.disk} 在磁盘上改过，已换成新的`, ["知道了", () => {}]);
    } else if (file.warned !== now.at) {
      file.warned = now.at;
      notice(`${file.disk} 在磁盘上被别的程序改过，这里也改了还没有存：存的时候再定用哪一份`, ["知道了", () => {}]);
    }
  }
}
