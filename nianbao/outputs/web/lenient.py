"""A page read as a browser would mend it: what an office's own template leaves open."""

from __future__ import annotations

from lxml import etree, html

from nianbao.outputs.web.body import TEXTS, Page, tidy


def read_page(page: str) -> Page:
    """Read a page, whatever its elements are."""
    document = html.document_fromstring(page)
    texts = [_words(each) for each in document.iter(*TEXTS) if not _is_apart(each)]
    rows = [_row(row) for row in document.iter("tr") if row.find("td") is not None]
    return Page(texts, rows)


def _row(row: etree._Element) -> tuple[str, ...]:
    return tuple(_words(cell) for cell in row.iterchildren("th", "td"))


def _words(element: etree._Element) -> str:
    return tidy("".join(str(text) for text in element.itertext()))


def _is_apart(element: etree._Element) -> bool:
    """Tell whether an element is the page's own, and not the report's."""
    return next(element.iterancestors("nav", "table"), None) is not None
