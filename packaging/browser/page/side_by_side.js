// Years side by side: what changed, how figures went, the year at a glance; each is a page that can be kept.
import { $, desk } from "./desk.js";
import { make } from "./dom.js";
import { Cannot } from "./engine_client.js";
import * as disk from "./files.js";
import { Frame } from "./frame.js";

const QUIET = 600; // milliseconds after a look before it is drawn anew: the next key goes before
const OLD = "旧年报"; // the choice of a report that is no data file
const PAGES = /\.html$/;
let timer = 0, asked = 0;
let old = null; // { name, bytes } of a report that was chosen to compare with

const years = () => [...desk.files.keys()].filter((name) => /^\d{4}\.yaml$/.test(name)).map((name) => Number(name.slice(0, 4))).sort();
const typed = () => ({ file: desk.current, text: desk.files.get(desk.current).text });

/** The three: how each asks, and what must be there before. */
const kinds = {
  compare: {
    frame: new Frame("两年的比较"),
    renew: offerYears,
    ask() {
      const other = $("compare-other").value;
      if (!other) throw new Cannot("只打开了这一年：打开放着各年数据的文件夹，或在上面选一份旧年报，和它比。");
      const order = { ...typed(), all: $("compare-all").checked };
      return other === OLD ? desk.engine.ask("compare", { ...order, name: old.name }, old.bytes) : desk.engine.ask("compare", { ...order, other: Number(other) });
    },
  },
  trend: {
    frame: new Frame("历年的数"),
    renew: offerSpan,
    async ask() {
      const names = $("trend-names").value.split(/[\s、，,；;]+/).filter(Boolean);
      const found = await desk.engine.ask("trend", { ...typed(), names, first: $("trend-first").value, last: $("trend-last").value });
      $("trend-known").replaceChildren(...found.names.map((name) => make("option", { value: name })));
      return found;
    },
  },
  glance: {
    frame: new Frame("图解"),
    renew() {},
    ask: () => desk.engine.ask("files", { ...typed(), formats: ["图解.html"] }),
  },
};

const shown = () => Object.keys(kinds).find((id) => !$(id).hidden);

/** Draw the panel that is shown, once typing has paused. */
export function soonBeside() {
  clearTimeout(timer);
  if (shown()) timer = setTimeout(drawBeside, QUIET);
}

/** Draw the panel that is shown; the latest wins. */
export async function drawBeside() {
  const id = shown();
  if (!id) return;
  const kind = kinds[id], number = asked += 1;
  kind.frame.into($(id));
  if (!desk.started || !desk.current) { kind.frame.keep("先开始或打开一年的数据。"); return; }
  try {
    kind.renew();
    const { files, said = [] } = await kind.ask();
    if (number !== asked) return;
    kind.files = files;
    const page = Object.keys(files).find((name) => PAGES.test(name));
    kind.frame.show(new TextDecoder().decode(files[page]), said.join("；"));
  } catch (error) {
    if (number !== asked) return;
    if (!(error instanceof Cannot)) console.error(error);
    kind.files = null;
    kind.frame.clear();
    kind.frame.keep(error.message.slice(-300));
  }
  for (const button of $(id).querySelectorAll("[data-keep]")) button.disabled = !kind.files;
}

/** Begin anew with another file: what was shown is of the one before. */
export function clearBeside() {
  for (const kind of Object.values(kinds)) { kind.frame.clear(); kind.files = null; }
  soonBeside();
}

// ── what can be chosen ────────────────────────────────────────────────────────────────────────

function renewed(select, options, chosen) {
  const now = options.map(([value]) => String(value));
  const wanted = now.includes(chosen) ? chosen : now[0] ?? "";
  select.replaceChildren(...options.map(([value, label]) => make("option", { value }, label)));
  select.value = wanted;
  select.disabled = !options.length;
}

/** Offer the other years, the one before first. */
function offerYears() {
  const here = Number(desk.current.slice(0, 4)), select = $("compare-other");
  const others = years().filter((year) => year !== here);
  const nearest = [...others.filter((year) => year < here).reverse(), ...others.filter((year) => year > here)];
  renewed(select, [...nearest.map((year) => [year, `${year} 年`]), ...(old ? [[OLD, old.name]] : [])], select.dataset.file === desk.current ? select.value : "");
  select.dataset.file = desk.current;
}

function offerSpan() {
  const all = years().map((year) => [year, `${year} 年`]);
  renewed($("trend-first"), all, $("trend-first").value);
  renewed($("trend-last"), [...all].reverse(), $("trend-last").value);
}

async function chooseOld() {
  const [file] = await disk.upload(".docx,.html,.htm,.txt");
  if (!file) return;
  old = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  offerYears();
  $("compare-other").value = OLD;
  await drawBeside();
}

/** Set the three panels up. */
export function beside() {
  for (const id of ["compare-other", "compare-all", "trend-names", "trend-first", "trend-last"]) $(id).addEventListener("change", drawBeside);
  $("compare-old").addEventListener("click", chooseOld);
  for (const button of document.querySelectorAll("[data-keep]")) {
    button.disabled = true;
    button.addEventListener("click", () => {
      const { files } = kinds[button.closest("[role=tabpanel]").id];
      for (const [name, bytes] of Object.entries(files)) if (name.endsWith(button.dataset.keep)) disk.download(name, bytes);
    });
  }
}
