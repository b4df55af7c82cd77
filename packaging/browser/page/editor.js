// The text with line numbers, findings in the margin, completion, and the figure behind a reference.
import { autocompletion, closeBrackets, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { completions } from "./completion.js";

const GRAVE = { 错误: "error", 警告: "warning", 提示: "info", 已核实: "hint" };
const PHRASES = {
  "Control character": "控制字符", "Find": "查找", "Replace": "换成", "next": "下一个", "previous": "上一个", "all": "全部",
  "match case": "分大小写", "regexp": "正则", "by word": "整词", "replace": "替换", "replace all": "全部替换", "close": "关闭",
  "current match": "现在这一处", "on line": "行", "replaced match on line $": "替换了第 $ 行", "replaced $ matches": "替换了 $ 处",
  "Go to line": "到第几行", "go": "去", "Diagnostics": "问题", "No diagnostics": "没有问题", "Completions": "可以打的",
};

const setReferences = StateEffect.define();
const references = StateField.define({
  create: () => ({ list: [], marks: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setReferences)) return effect.value;
    return transaction.docChanged ? { ...value, marks: value.marks.map(transaction.changes) } : value;
  },
  provide: (field) => EditorView.decorations.from(field, (value) => value.marks),
});

/** Return the offsets of a place, as far as the text still has it. */
export function range(doc, { line, start, endLine, end }) {
  const first = doc.line(Math.min(line, doc.lines));
  const last = doc.line(Math.min(endLine, doc.lines));
  const from = Math.min(first.from + start, first.to);
  return { from, to: Math.max(from, Math.min(last.from + end, last.to)) };
}

export class Editor {
  constructor(parent, { changed, words, saved }) {
    this.words = words;
    this.state = (text) => EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), highlightActiveLineGutter(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        highlightSelectionMatches(), syntaxHighlighting(defaultHighlightStyle), yaml(), indentUnit.of("  "),
        EditorState.phrases.of(PHRASES), EditorView.lineWrapping, lintGutter(), references,
        autocompletion({ override: [(context) => completions(context, words())], icons: false }),
        hoverTooltip((view, at) => this.behind(view, at)),
        EditorView.contentAttributes.of({ "aria-label": "数据文件的文本", "aria-describedby": "state", tabindex: "0" }),
        EditorView.domEventHandlers({ dragover: (event) => event.dataTransfer.types.includes("Files"), drop: (event) => event.dataTransfer.files.length > 0 }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
        keymap.of([
          { key: "Mod-s", run: () => { saved(); return true; } },
          { key: "F12", run: (view) => this.toFigure(view) },
          { key: "Mod-i", run: startCompletion },
          ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
      ],
    });
    this.view = new EditorView({ state: this.state(""), parent });
  }

  get text() { return this.view.state.doc.toString(); }

  /** Show another file; its history of changes begins anew. */
  show(text) { this.view.setState(this.state(text)); }

  /** Put a new text in place of the old one, touching only what differs, so that it can be undone. */
  replace(text) {
    const old = this.text;
    if (text === old) return;
    let from = 0, tail = 0;
    const least = Math.min(old.length, text.length);
    while (from < least && old[from] === text[from]) from += 1;
    while (tail < least - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    this.view.dispatch({ changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) } });
  }

  /** Put words at a place, as a mending does. */
  put(place, text) {
    this.view.dispatch({ changes: { ...range(this.view.state.doc, place), insert: text } });
  }

  go(place) {
    const { from, to } = range(this.view.state.doc, place);
    this.view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.view.focus();
  }

  /** Show findings in the margin, and where references stand. */
  told(findings, found, apply) {
    const { doc } = this.view.state;
    const diagnostics = findings.map((each) => ({
      ...range(doc, each.place), severity: GRAVE[each.grave], source: `${each.grave} ${each.code}`,
      message: each.help ? `${each.message}\n改法：${each.help}` : each.message,
      actions: each.fix ? [{ name: "代改", apply: () => apply(each) }] : [],
    }));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
    const list = found.map((each) => ({ ...each, ...range(doc, each.place) })).filter((each) => each.to > each.from);
    const marks = list.map(({ from, to }) => Decoration.mark({ class: "cm-reference" }).range(from, to));
    this.view.dispatch({ effects: setReferences.of({ list, marks: Decoration.set(marks, true) }) });
  }

  /** Say what a reference prints, or where a figure is referred to. */
  behind(view, at) {
    const { list } = view.state.field(references);
    const line = view.state.doc.lineAt(at).number;
    const one = list.find((each) => each.from <= at && at <= each.to);
    const users = list.filter((each) => each.figure && !each.computed && each.figure.line === line);
    if (!one && !users.length) return null;
    const words = one
      ? `${one.means || "印作"} ${one.value || "（还没有数）"}${one.figure ? `；${one.computed ? "算出来的" : `第 ${one.figure.line} 行，按 F12 去`}` : ""}`
      : `正文引用的：${users.map((each) => `${each.means} 在第 ${each.place.line} 行`).join("；")}`;
    return {
      pos: one ? one.from : at, end: one ? one.to : at, above: true,
      create: () => ({ dom: Object.assign(document.createElement("div"), { className: "value", textContent: words }) }),
    };
  }

  toFigure(view) {
    const at = view.state.selection.main.head;
    const one = view.state.field(references).list.find((each) => each.from <= at && at <= each.to);
    if (one?.figure) this.go(one.figure);
    return Boolean(one?.figure);
  }
}
