// What may be typed at a place: references within {{…}}, and the form's keys by the lines above.

const INDENT = /^ */;

/** Return the keys that stand above a line, the outermost first. */
function above(doc, number) {
  let depth = INDENT.exec(doc.line(number).text)[0].length;
  const keys = [];
  for (let each = number - 1; each > 0 && depth > 0; each -= 1) {
    const { text } = doc.line(each);
    const indent = INDENT.exec(text)[0].length;
    const key = /^ *([^\s#:][^:#]*):(?:\s|$)/.exec(text);
    if (text.trim() && indent < depth) {
      depth = indent;
      if (key) keys.unshift(key[1].trim());
    }
  }
  return keys;
}

export function completions(context, words) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const open = before.lastIndexOf("{{");
  if (open >= 0 && !before.slice(open).includes("}}")) {
    const filter = before.lastIndexOf("|");
    const closing = line.text.slice(context.pos - line.from).startsWith("}}") ? "" : "}}";
    const options = filter > open
      ? (words.filters || []).map((name) => ({ label: name, apply: name + closing, type: "function" }))
      : (words.references || []).map(({ name, means, value }) => ({ label: name, apply: name + closing, detail: value, info: means, type: "variable" }));
    return { from: line.from + (filter > open ? filter : open + 1) + 1, options, validFor: /^[^{}|]*$/ };
  }
  const typed = /^( *)([^\s:#-][^:#]*)?$/.exec(before);
  if (!typed || (!typed[2] && !context.explicit) || !words.schema) return null;
  let here = words.schema;
  for (const key of above(context.state.doc, line.number)) here = here?.properties?.[key];
  const options = Object.entries(here?.properties || {}).map(([key, value]) => ({
    label: key, apply: value.properties || value.type === "array" ? `${key}:` : `${key}: `, info: value.description, type: "property",
  }));
  return options.length ? { from: line.from + typed[1].length, options, validFor: /^[^:#]*$/ } : null;
}
