// A page inside this one, as it is or will be on its own.
import { make } from "./dom.js";

export class Frame {
  constructor(title) {
    this.title = title;
    this.note = make("p", { hidden: true });
    this.frame = null;
  }

  /** Stand at the end of a panel. */
  into(panel) {
    if (this.note.parentElement !== panel) panel.append(this.note);
  }

  get filled() {
    return Boolean(this.frame);
  }

  clear() {
    this.frame?.remove();
    this.frame = null;
    this.keep("");
  }

  /** Leave the page as it is, with a line above it. */
  keep(note) {
    this.note.textContent = note;
    this.note.hidden = !note;
  }

  /** Show a page with a line above it: only what it says is exchanged, so that it does not jump. */
  show(page, note = "") {
    this.keep(note);
    const shown = this.frame?.contentDocument?.querySelector("main");
    const next = shown && new DOMParser().parseFromString(page, "text/html").querySelector("main");
    if (next) {
      shown.replaceWith(this.frame.contentDocument.adoptNode(next));
      return;
    }
    this.frame?.remove();
    this.frame = make("iframe", { title: this.title, sandbox: "allow-same-origin" }); // no script runs in it
    this.frame.srcdoc = page;
    this.note.after(this.frame);
  }
}
