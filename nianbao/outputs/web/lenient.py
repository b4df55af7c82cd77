"""A page read as a browser would mend it: what an office's own template leaves open."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.outputs.web.body import TEXTS, Page, tidy
from nianbao.parsing import Element, parse_page


def read_page(page: str) -> Page:
    """Read a page, whatever its elements are."""
    document = parse_page(page)
    return Page(
        [words for words, _ in page_texts(document)], [words for words, _ in page_rows(document)]
    )


def page_texts(document: Element) -> Iterator[tuple[str, Element]]:
    """Yield the report's headings and paragraphs on a page, the words of each without blanks."""
    texts = (each for each in document.iter(*TEXTS) if not _is_apart(each))
    return ((_words(each), each) for each in texts)


def page_rows(document: Element) -> Iterator[tuple[tuple[str, ...], Element]]:
    """Yield the rows of figures on a page, the words of their cells without blanks."""
    rows = (row for row in document.iter("tr") if row.find("td") is not None)
    return ((tuple(_words(cell) for cell in row.iterchildren("th", "td")), row) for row in rows)


def _words(element: Element) -> str:
    return tidy("".join(str(text) for text in element.itertext()))


def _is_apart(element: Element) -> bool:
    """Tell whether an element is the page's own, and not the report's."""
    return next(element.iterancestors("nav", "table"), None) is not None
