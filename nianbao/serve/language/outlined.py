"""The parts and tables of a data file (大纲), as far as it can be read."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.findings.width import brief
from nianbao.reading.yamltree import Entry, Mapping, Node, Scalar, Sequence
from nianbao.serve.language.sheet import Sheet
from nianbao.source import Span
from nianbao.tuples import NamedTuple

SHORT = 24  # characters of a paragraph that stand in the outline


class OutlineLine(NamedTuple):
    """A line of the outline: what it says, where it reaches, where its name stands, what is below."""

    name: str
    detail: str
    whole: Span
    own: Span
    below: tuple[OutlineLine, ...]


def outline(sheet: Sheet) -> list[OutlineLine]:
    """Return the outline of a data file."""
    return [_heading(entry) for entry in sheet.root.entries] if sheet.root else []


def _heading(entry: Entry) -> OutlineLine:
    own, value = entry.key.span, entry.value
    detail = brief(value.text, SHORT) if isinstance(value, Scalar) and value.style != "|" else ""
    whole = Span(own.source, own.line, own.column, *max(own[3:], _end(value)))
    name = brief(entry.key.text, SHORT) or "（空）"
    return OutlineLine(name, detail, whole, own, tuple(_below(value)))


def _below(node: Node) -> Iterator[OutlineLine]:
    if isinstance(node, Mapping):
        yield from map(_heading, node.entries)
    elif isinstance(node, Sequence):
        for item in node.items:
            if isinstance(item, Mapping):
                yield from map(_heading, item.entries)
            elif isinstance(item, Scalar):
                for line in item.lines():
                    if line.text.strip():
                        name = brief(line.text.strip(), SHORT)
                        yield OutlineLine(name, "", line.span, line.span, ())


def _end(node: Node) -> tuple[int, int]:
    """Return where a node ends: the parser's own ends are those of the next line."""
    if isinstance(node, Mapping) and node.entries:
        return max(max(entry.key.span[3:], _end(entry.value)) for entry in node.entries)
    if isinstance(node, Sequence) and node.items:
        return max(map(_end, node.items))
    if isinstance(node, Scalar) and node.style == "|":
        return max((line.span[3:] for line in node.lines()), default=node.span[1:3])
    return node.span[3:]
