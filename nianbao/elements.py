"""XML and web pages read by the standard library alone, as elements that know what they stand in.

For where lxml is not: in a browser there is none. What is here is that part of lxml's elements that
this package asks for, under the same names. A web page is put together as leniently as a browser
does it with what pages leave out: ends of paragraphs, rows and cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree


class UnreadError(ValueError):
    """A text is not well-formed XML at a line and column, from 1; at line 0, it has a DOCTYPE."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


class Element(ElementTree.Element):
    """An element that knows its parent, asked as one of lxml is asked."""

    __slots__ = ("parent",)

    def getparent(self) -> Element | None:
        """Return what the element stands in; None for the root."""
        return getattr(self, "parent", None)

    def iter(self, *tags: str | None) -> Iterator[Element]:  # type: ignore[override]
        """Yield the element and all that stand in it, those of some tags, in order."""
        inner: Any = super().iter()
        return (each for each in inner if _is_one(each, tags))

    def iterdescendants(self, *tags: str) -> Iterator[Element]:
        """Yield what stands in the element."""
        return (each for each in self.iter(*tags) if each is not self)

    def iterchildren(self, *tags: str) -> Iterator[Element]:
        """Yield what stands directly in the element."""
        children: Any = self
        return (each for each in children if _is_one(each, tags))

    def iterancestors(self, *tags: str) -> Iterator[Element]:
        """Yield what the element stands in, the nearest first."""
        parent = self.getparent()
        while parent is not None:
            if _is_one(parent, tags):
                yield parent
            parent = parent.getparent()

    def itersiblings(self, *, preceding: bool = False) -> Iterator[Element]:
        """Yield what stands behind the element under its parent; or before it, the nearest first."""
        parent: Any = self.getparent()
        beside = [] if parent is None else list(parent)
        here = next((place for place, each in enumerate(beside) if each is self), 0)
        yield from reversed(beside[:here]) if preceding else beside[here + 1 :]

    def text_content(self) -> str:
        """Return all text in the element."""
        return "".join(self.itertext())


def _is_one(element: Element, tags: tuple[str | None, ...]) -> bool:
    return not tags or any(
        element.tag == tag
        or (tag is not None and tag.startswith("{*}") and element.tag.rpartition("}")[2] == tag[3:])
        for tag in tags
    )


class _XmlBuilder(ElementTree.TreeBuilder):
    def __init__(self) -> None:
        super().__init__(element_factory=Element)

    def doctype(self, _name: str, _pubid: str | None, _system: str | None) -> None:
        """Refuse a DOCTYPE, and with it every entity."""
        raise UnreadError(0, 0)


def read_xml(data: bytes) -> Element:
    """Return the root of an XML text; UnreadError where it is none, or has a DOCTYPE."""
    parser = ElementTree.XMLParser(target=_XmlBuilder())  # noqa: S314  as above
    try:
        parser.feed(data)
        return _related(parser.close())
    except ElementTree.ParseError as error:
        line, column = error.position
        raise UnreadError(line, column + 1) from error
    except (ValueError, LookupError) as error:  # an encoding that is not known
        if isinstance(error, UnreadError):
            raise
        raise UnreadError(1, 1) from error


def _related(root: Any) -> Element:
    for parent in root.iter():
        for child in parent:
            child.parent = parent
    assert isinstance(root, Element)
    return root


VOID = frozenset(  # elements that have no end
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)  # fmt: skip
_OF_HEAD = frozenset({"base", "link", "meta", "title"})
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "fieldset", "figcaption",
     "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p",
     "pre", "section", "table", "ul"]
)  # fmt: skip
_ROWS = frozenset({"tr", "tbody", "thead", "tfoot"})
_CELLS = frozenset({"td", "th", "caption"})
# What a begin tag ends, if it is open, and within what: <li> ends the <li> before it in the same list.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    **dict.fromkeys(_BLOCKS, (frozenset({"p"}), frozenset({*_CELLS, "table", "li", "button"}))),
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "table", *_CELLS})),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", *_CELLS}))),
    "option": (frozenset({"option"}), frozenset({"select"})),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset({"table", "tr"}))),
    "tr": (frozenset({"tr", "caption"}), frozenset({"table"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), (frozenset({*_ROWS, "caption"}), frozenset({"table"}))
    ),
}
_WALLS = frozenset({"table", *_CELLS})  # an end tag in a cell ends nothing outside of it


class _PageBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = ElementTree.TreeBuilder(element_factory=Element)
        self.builder.start("html", {})
        self.open = ["html"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            return
        if tag in _OF_HEAD and self.open == ["html"]:
            self._start("head", {})
        elif self.open[-1] == "head" and tag not in _OF_HEAD | {"script", "style", "noscript"}:
            self._end("head")
        ended, within = _ENDS.get(tag, (frozenset(), frozenset()))
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place] in within:
                break
            if self.open[place] in ended:
                self._close(place)
        self._start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self._end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"html", "body"}:
            return  # what stands behind it belongs to it all the same
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place] == tag:
                self._close(place)
                return
            if self.open[place] in _WALLS and tag not in _WALLS | _ROWS:
                return

    def handle_data(self, data: str) -> None:
        if self.open[-1] == "head" and data.strip():
            self._end("head")
        self.builder.data(data)

    def finished(self) -> Element:
        """Return the page's root."""
        self.close()
        self._close(0)
        return _related(self.builder.close())

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.builder.start(tag, attributes)
        self.open.append(tag)

    def _end(self, tag: str) -> None:
        self.builder.end(tag)
        self.open.pop()

    def _close(self, place: int) -> None:
        while len(self.open) > place:
            self._end(self.open[-1])


def read_page(text: str) -> Element:
    """Return the root of a web page, whatever it leaves out."""
    builder = _PageBuilder()
    builder.feed(text)
    return builder.finished()
