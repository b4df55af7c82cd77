"""Web pages as blocks: the site's furniture is left out, tables that only lay out a page are opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nianbao.ingest.blocks import Block, Carried, TableRows, TextLine, UnreadableError, tidy
from nianbao.parsing import parse_page
from nianbao.regex import regex

_CHARSET = regex(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_FURNITURE = frozenset(
    ["script", "style", "nav", "aside", "form", "select", "button", "iframe", "noscript", "template", "head"]
)  # fmt: skip
_EDGES = frozenset(["header", "footer"])  # a site's furniture; an article's title and signature
_INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "label", "mark", "o:p", "q",
     "s", "small", "span", "st1:chsdate", "strong", "sub", "sup", "time", "u", "v"]
)  # fmt: skip
_LONG = 120  # characters in a cell that is a text and not a label


def read_html(data: bytes) -> Carried:
    """Return a web page as blocks; UnreadableError where it has none."""
    if not data.strip():
        raise UnreadableError("网页是空的")
    reader = _Reader()
    reader.walk(parse_page(_decoded(data)))
    reader.flush()
    return Carried(tuple(reader.blocks))


def _decoded(data: bytes) -> str:
    """Return the page's text; gb2312 on a page means its greater successor."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    for encoding in ("gb18030" if name.startswith("gb") else name or "utf-8", "utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text)  # lxml takes no declaration in a str
    return data.decode("utf-8", "replace")


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pending: list[str] = []
        self.paragraphs = self.tables = self.articles = 0

    def flush(self) -> None:
        text = tidy("".join(self.pending))
        self.pending.clear()
        if text:
            self.paragraphs += 1
            self.blocks.append(TextLine(text, f"第 {self.paragraphs} 段"))

    def walk(self, element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag and tag not in _FURNITURE and (tag not in _EDGES or self.articles):
            self.articles += tag == "article"
            inline = tag in _INLINE
            if tag == "table" and not _is_layout(element):
                self.flush()
                self.tables += 1
                self.blocks.append(TableRows(tuple(_rows(element)), f"表 {self.tables}"))
            else:
                if not inline:
                    self.flush()
                self.pending.append(element.text or "")
                for child in element:
                    self.walk(child)
                if not inline:
                    self.flush()
            self.articles -= tag == "article"
        self.pending.append(element.tail or "")


def _is_layout(table: Any) -> bool:
    if table.find(".//table") is not None:
        return True
    return any(len(tidy(cell.text_content())) > _LONG for cell in table.iter("td"))


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.iter("tr"):
        yield tuple(tidy(cell.text_content()) for cell in row if cell.tag in {"td", "th"})
