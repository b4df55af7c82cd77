"""A page's report alone, for the box of a content system that strips styles, ids and classes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from nianbao.elements import VOID, Element, read_page

KEPT = ("colspan", "rowspan", "scope", "datetime", "lang")
LEVELS = {f"级{level}": "\u3000" * level for level in range(1, 4)}
_OPENED = frozenset({"div", "footer"})  # what stands in them stands there without them


def fragment(page: bytes) -> bytes:
    """Return what stands in a page's article, with what a table needs and nothing else.

    Lines and levels of a table are told by attributes and blanks, which such systems leave.
    """
    (article,) = read_page(page.decode("utf-8")).iter("article")
    lines = (line.strip() for line in "".join(_written(article)).split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")


def _written(element: Element) -> Iterator[str]:
    """Yield an element as it is typed, without what follows it."""
    tag, text = str(element.tag), element.text or ""
    lead = LEVELS.get(element.get("class", ""), "")
    if lead and tag == "th":
        text = f"{lead}{text.strip()}"
    if tag not in _OPENED:
        yield f"<{tag}{''.join(_attributes(element))}>"
    yield escape(text, quote=False)
    for child in element.iterchildren():
        yield from _written(child)
        yield escape(child.tail or "", quote=False)
    if tag not in _OPENED | VOID:
        yield f"</{tag}>"


def _attributes(element: Element) -> Iterator[str]:
    kept = {name: value for name, value in element.items() if name in KEPT}
    if element.tag == "table":
        kept["border"] = "1"
    if element.tag == "article":
        kept["lang"] = "zh-CN"
    for name, value in kept.items():
        yield f' {name}="{escape(value)}"'
