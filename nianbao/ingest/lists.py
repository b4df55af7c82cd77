"""Paragraphs put together into lists of points (要点), by how they are numbered; and typed as YAML.

A list is opened by its first ordinal only: a 三是 without a 一是 before it stays a paragraph. A point
whose text is a heading holds the paragraphs below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.datafile.typed import typed
from nianbao.regex import regex
from nianbao.report.numerals import ordinal_value
from nianbao.tuples import NamedTuple

_NUMERALS = "一二三四五六七八九十"
_HAN = rf"[{_NUMERALS}]{{1,3}}"
_STYLES = {
    "一是": regex(rf"(?P<n>{_HAN})是(?!否|不是)(?=.)"),
    "（一）": regex(rf"[（(](?P<n>{_HAN})[）)]\s*"),
    "序号1.": regex(r"(?P<n>\d{1,2})[.．]\s*(?!\d)"),
    "（1）": regex(r"[（(](?P<n>\d{1,2})[）)]\s*"),
}
_HEADING = 30  # characters of a point that is a heading, at most
_SENTENCE = regex("[。；！？：]")


class ListPoint(NamedTuple):
    """A numbered point; `items` stand below it where its text is a heading."""

    text: str
    items: tuple[Item, ...] = ()


class ListPoints(NamedTuple):
    """ListPoints that are numbered in one style."""

    style: str
    points: tuple[ListPoint, ...]


Item = str | ListPoints


def _point(line: str, style: str, number: int) -> str | None:
    """Return what follows an ordinal of a style at the beginning of a line, if it is that one."""
    match = _STYLES[style].match(line)
    if match and ordinal_value(match["n"]) == number and line[match.end() :].strip():
        return line[match.end() :].strip()
    return None


def items_of(lines: Sequence[str], styles: Sequence[str]) -> tuple[Item, ...]:
    """Return paragraphs and lists; `styles` are those of the form that are not open yet."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        style = next(
            (s for s in styles if s in _STYLES and _point(lines[at], s, 1) is not None), None
        )
        points, end = _points(lines, at, style, styles) if style else ((), at)
        if style and (len(points) > 1 or (points and points[0].items)):
            items.append(ListPoints(style, points))
            at = end
        else:
            items.append(lines[at])
            at += 1
    return tuple(items)


def _points(
    lines: Sequence[str], at: int, style: str, styles: Sequence[str]
) -> tuple[tuple[ListPoint, ...], int]:
    """Return the points of a list that begins at a line, and where it ends."""
    points: list[ListPoint] = []
    inner_styles = [each for each in styles if each != style]
    while at < len(lines) and (text := _point(lines[at], style, len(points) + 1)) is not None:
        following = range(at + 1, len(lines))
        last = next(
            (i for i in following if _point(lines[i], style, len(points) + 2) is not None), None
        )
        if len(text) <= _HEADING and not _SENTENCE.search(text):
            end = len(lines) if last is None else last
            points.append(ListPoint(text, items_of(lines[at + 1 : end], inner_styles)))
            at = end
        else:
            points.append(ListPoint(text))
            at += 1
    return tuple(points), at


def as_yaml(items: Sequence[Item], indent: str) -> Iterator[str]:
    """Yield items as the data file types them."""
    for item in items:
        if isinstance(item, str):
            yield f"{indent}- {typed(item)}"
            continue
        yield f"{indent}- {item.style}:"
        for point in item.points:
            yield f"{indent}    - {typed(point.text)}{':' if point.items else ''}"
            yield from as_yaml(point.items, f"{indent}        ")
