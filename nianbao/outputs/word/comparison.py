"""A finished Word file compared with what the data say (核对), both ways and in order.

What is missing, changed or added stands at its paragraph or cell, with the line of the data that it
belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from nianbao.findings.codes.of_documents import NOT_IN_DATA, NOT_PRINTED, RESTYLED
from nianbao.findings.finding import Finding, Related
from nianbao.outputs.errors import whole
from nianbao.outputs.readback import Difference, Value, differences
from nianbao.outputs.word.document import Elements, elements
from nianbao.outputs.word.imprint import Imprint
from nianbao.outputs.word.package import Package, XmlPart, open_package, text_of
from nianbao.outputs.word.printed import Document
from nianbao.outputs.word.restyled import last_author, restyled
from nianbao.outputs.word.xmlpart import DOCUMENT, W
from nianbao.parsing import Element
from nianbao.regex import regex
from nianbao.source import Span
from nianbao.tuples import NamedTuple
from nianbao.view import View

T = TypeVar("T")
MOST = 300  # findings of a kind; with so many it is another report
_PAGE_NUMBER = regex(r"[—－–\-\s\d]*|第?\s*\d*\s*页?(?:\s*[共/]\s*\d*\s*页?)?")
_TAKE = "改了的写回数据文件；改错的，重新生成"
_DECIDE = "要的写进数据文件，重新生成；不要的在 Word 里删去"


class _Compared(NamedTuple):
    """The body of a file, what it says, and what it said when it was written, where that is known."""

    part: XmlPart
    elements: Elements
    document: Document
    was: Imprint | None

    def is_of_the_data(self, difference: Difference) -> bool:
        """Tell whether only the data are others than when the file was written."""
        if self.was is None:
            return False
        found = difference.found
        return found in self.was if found is not None else difference.expected not in self.was

    def at(self, value: Value, place: int, found: Value | None) -> Element:
        """Return the paragraph or cell of a value's place, the cell where a row begins to differ."""
        if isinstance(value, str):
            return _nearest(self.elements.paragraphs, place, self.part.root)
        cells = _nearest(self.elements.rows, place, [self.part.root])
        pairs = zip(value, found or (), strict=False)
        apart = next((n for n, (one, other) in enumerate(pairs) if one != other), 0)
        return _nearest(cells, apart, self.part.root)


def compare_document(
    name: str,
    data: bytes,
    view: View,
    template: bytes = b"",
    places: Mapping[str, Span] = MappingProxyType({}),
    was: Imprint | None = None,
) -> list[Finding]:
    """Return where a finished Word file and a report differ: what is missing, changed, or added.

    `template` is what the file was made from: words in its headers and footers may be there.
    `places` are the lines of the data by the paragraphs that they print. With `was`, what the file
    said when it was written, only what was changed in the file since is told.
    """
    package, _ = open_package(name, data)
    part = package.parts.get(DOCUMENT)
    body = part.root.find(f"{W}body") if part else None
    if part is None or body is None:
        return []  # the file cannot be read, and inspect_document has said so
    there = elements(body)
    compared = _Compared(part, there, there.read(), was)
    kinds = (
        _missing(compared, view, places),
        _added(compared, view),
        _in_other_stories(package, template),
        _looks(name, package, template, view.落款.署名),
    )
    return [finding for kind in kinds for finding in islice(kind, MOST)]


def _missing(there: _Compared, view: View, places: Mapping[str, Span]) -> Iterator[Finding]:
    document = there.document
    for difference in (
        *differences(view.paragraphs, document.paragraphs),
        *differences(view.rows, document.rows),
    ):
        if there.is_of_the_data(difference):
            continue
        element = there.at(difference.expected, difference.place, difference.found)
        if difference.found is not None:
            message = f"{there.part.where(element)}：{difference.words}"
        else:
            where = "正文" if isinstance(difference.expected, str) else "统计表"
            message = f"{where}里{difference.words}"
        related = tuple(_in_data(difference.expected, places))
        yield NOT_PRINTED.at(there.part.span(element), message, _TAKE, related=related)


def _in_data(value: Value, places: Mapping[str, Span]) -> Iterator[Related]:
    """Yield the line of the data that a paragraph or row was printed from."""
    if isinstance(value, tuple):
        found = places.get(value[0])
    else:  # a point is printed with its ordinal
        found = places.get(value) or next(
            (span for text, span in places.items() if text and value.endswith(text)), None
        )
    if found is not None:
        yield Related(found, "数据里的这一处")


def _added(there: _Compared, view: View) -> Iterator[Finding]:
    """Yield the paragraphs of a document that the view has not, and its rows with figures."""
    paragraphs, rows = there.document
    texts = [(n, each) for n, each in enumerate(paragraphs) if each.strip()]
    figures = [(n, each) for n, each in enumerate(rows) if any(c.strip().isdigit() for c in each)]
    more: list[tuple[int, Value]] = [*_beside(view.paragraphs, texts), *_beside(view.rows, figures)]
    for place, value in more:
        if there.was is None or value not in there.was:
            element = there.at(value, place, None)
            words = value if isinstance(value, str) else " ".join(value)
            message = f"{there.part.where(element)}是多出来的：{words[:60]}"
            yield NOT_IN_DATA.at(there.part.span(element), message, _DECIDE)


def _beside(
    expected: Sequence[Value], actual: Sequence[tuple[int, Value]]
) -> list[tuple[int, Value]]:
    """Return what was put in among the expected values; what stands in the place of one is no addition."""
    values = [value for _, value in actual]
    if values == list(expected):
        return []
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, expected, values, autojunk=False)
    more: list[tuple[int, Value]] = []
    for _, first, last, start, end in matcher.get_opcodes():
        more += actual[start + last - first : end] if end - start > last - first else ()
    return [(place, value) for place, value in more if value not in expected]


def _in_other_stories(package: Package, template: bytes) -> Iterator[Finding]:
    """Yield what headers, footers, notes and text boxes say, and the template's do not."""
    own = {words for _, _, words in _stories(open_package("", template)[0])}
    for part, paragraph, words in _stories(package):
        if words not in own:
            yield NOT_IN_DATA.at(part.span(paragraph), f"多了：{words[:60]}", _DECIDE)


def _stories(package: Package) -> Iterator[tuple[XmlPart, Element, str]]:
    for part in package.texts:
        if part.name.startswith("word/comments"):
            continue  # a comment is a finding of its own
        boxes = part.root.iter(f"{W}txbxContent") if part.name == DOCUMENT else [part.root]
        for box in boxes:
            for paragraph in box.iter(f"{W}p"):
                words = text_of(paragraph).strip()
                if words and not _PAGE_NUMBER.fullmatch(words):
                    yield part, paragraph, words


def _looks(name: str, package: Package, template: bytes, signer: str) -> Iterator[Finding]:
    yield from restyled(package, open_package("", template)[0])
    if person := last_author(package, signer):
        message = f"文件属性里最后保存的人是“{person[:20]}”"
        yield RESTYLED.at(
            whole(name), message, "在 Word 里检查文档（文件—信息—检查问题），删去个人信息"
        )


def _nearest(among: Sequence[T], place: int, otherwise: T) -> T:
    """Return what is at a place, or the last one before it."""
    return among[min(place, len(among) - 1)] if among else otherwise
