"""A web page rendered from its template, and read back as a browser would show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree, html

from nianbao.outputs.readback import Value, missing
from nianbao.outputs.sandbox import Compiled, Sandbox
from nianbao.store import Store
from nianbao.view import Grid, View

_TEXTS = ("h1", "h2", "h3", "p")
_BLANKS = re.compile(r"\s+")


class PageTemplate(NamedTuple):
    """A page's template, compiled once and rendered many times."""

    body: Compiled

    @classmethod
    def compile(cls, data: bytes, store: Store) -> PageTemplate:
        """Compile the text of a template; TemplateError where Jinja cannot."""
        source = data.decode("utf-8-sig")
        return cls(Compiled("网页模板", source, Sandbox(autoescape=True), store))

    def render(self, view: View) -> bytes:
        """Return the page as UTF-8; the same view gives the same bytes."""
        lines = (line.rstrip() for line in self.body.fill(view).split("\n"))
        return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")


def page_differences(view: View, page: bytes) -> list[str]:
    """Return in Chinese what a page fails to say of a view, and what it says besides."""
    document = html.document_fromstring(page.decode("utf-8"))
    texts = [_words(each) for each in document.iter(*_TEXTS) if not _is_apart(each)]
    rows = [_row(row) for row in document.iter("tr") if row.find("td") is not None]
    expected = [row for grid in view.表 for row in _rows(grid)]
    paragraphs = list(map(_tidy, view.paragraphs))
    return [
        *missing("正文", paragraphs, texts),
        *missing("统计表", expected, rows),
        *(f"网页里多了：{each[:60]}" for each in _more(paragraphs, texts)),
        *(f"网页里多了一行：{' '.join(each)[:60]}" for each in _more(expected, rows)),
    ]


def _rows(grid: Grid) -> Iterator[tuple[str, ...]]:
    """Yield what the rows of figures must say: label, unit, figures."""
    for block in grid.块:
        for row in block.行:
            if not row.标题:
                unit = (row.单位,) if grid.单位栏 else ()
                yield tuple(map(_tidy, (row.标签 + row.注, *unit, *row.数)))


def _more(expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[Value]:
    """Yield what was put in among the expected values, or stands there more often."""
    left = list(expected)
    for value in actual:
        if value in left:
            left.remove(value)
        else:
            yield value


def _row(row: etree._Element) -> tuple[str, ...]:
    return tuple(_words(cell) for cell in row.iterchildren("th", "td"))


def _words(element: etree._Element) -> str:
    return _tidy("".join(str(text) for text in element.itertext()))


def _tidy(text: str) -> str:
    return _BLANKS.sub("", text)


def _is_apart(element: etree._Element) -> bool:
    """Tell whether an element is the page's own, and not the report's."""
    return next(element.iterancestors("nav", "table"), None) is not None
