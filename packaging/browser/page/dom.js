// Elements made by hand: a text is a text, never HTML.

/** Make an element with attributes and children; a function under on… listens. */
export function make(tag, more = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(more)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== false));
  return element;
}

/** Open a dialog with choices; resolve with the value of the one that was taken, "" where none was. */
export function dialog(title, content, choices = [["关闭", ""]]) {
  return new Promise((resolve) => {
    const buttons = choices.map(([label, value]) => make("button", { value, type: "submit" }, label));
    const heading = make("h2", { id: "dialog-title", tabindex: "-1" }, title);
    const box = make("dialog", { "aria-labelledby": "dialog-title" }, make("form", { method: "dialog" }, heading, ...content, make("div", { class: "row" }, ...buttons)));
    box.addEventListener("close", () => { box.remove(); resolve(box.returnValue); });
    document.body.append(box);
    box.showModal();
  });
}

/** Let a list of tabs be walked with the arrow keys; `shown` is told the panel's id. */
export function tabs(list, shown = () => {}) {
  const all = [...list.querySelectorAll("[role=tab]")];
  const select = (tab, focus) => {
    for (const each of all) {
      const mine = each === tab;
      each.setAttribute("aria-selected", String(mine));
      each.tabIndex = mine ? 0 : -1;
      document.getElementById(each.getAttribute("aria-controls")).hidden = !mine;
    }
    if (focus) tab.focus();
    shown(tab.getAttribute("aria-controls"));
  };
  list.addEventListener("click", (event) => { const tab = event.target.closest("[role=tab]"); if (tab) select(tab, false); });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const here = all.indexOf(document.activeElement);
    if (step && here >= 0) { event.preventDefault(); select(all[(here + step + all.length) % all.length], true); }
  });
  return (id) => select(all.find((tab) => tab.getAttribute("aria-controls") === id), false);
}
