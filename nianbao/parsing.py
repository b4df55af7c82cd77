"""XML and web pages read (读标记): by lxml, and by the standard library where that is not installed.

Without lxml it is slower, and says the same: in a browser nothing else is to be had. Beside what
compiles a Word template, looks at fonts or marks changes, no other module knows lxml.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
else:
    Element = Any

__all__ = ["Element", "NotXmlError", "local_name", "parse_page", "parse_xml"]


class NotXmlError(Exception):
    """A text is not well-formed XML at a line and column, from 1; at line 0, it has a DOCTYPE."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


@cache  # imported where something else than our own files is read
def lxml() -> Any:
    """Return lxml's etree; None where there is none."""
    try:
        from lxml import etree
    except ImportError:
        return None
    return etree


def parse_xml(data: bytes) -> Element:
    """Parse XML strictly: no entities, no network, no recovery from errors; else NotXmlError."""
    if (etree := lxml()) is None:
        return _by_the_standard_library(data)  # type: ignore[no-any-return]  # asked alike
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root: Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotXmlError(*error.position) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # the stubs know less
        raise NotXmlError(0, 0)
    return root


def _by_the_standard_library(data: bytes) -> Any:
    from nianbao.elements import UnreadError, read_xml

    try:
        return read_xml(data)
    except UnreadError as error:
        raise NotXmlError(error.line, error.column) from error


def parse_page(text: str) -> Any:
    """Parse a web page as leniently as a browser does."""
    if lxml() is None:
        from nianbao.elements import read_page

        return read_page(text)
    from lxml import html

    return html.document_fromstring(text)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
