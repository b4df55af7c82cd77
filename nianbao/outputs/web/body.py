"""What a page says between <body> and </body>, read by the parser of the standard library.

HTML that opens and closes each of its elements, and puts none where a browser would move it, is XML,
and reads as such. `CONTENT` is what may stand in what; a page with anything else is not plain.
"""

from __future__ import annotations

from collections import Counter
from pyexpat import ExpatError, ParserCreate

from nianbao.outputs.readback import NotPlainError
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

_FLOW = frozenset(
    {"article", "div", "footer", "h1", "h2", "h3", "main", "nav", "p", "section", "table"}
)
_WORDS = frozenset({"a", "abbr", "b", "em", "i", "span", "strong", "sub", "sup", "time"})
_CELLS = frozenset({"td", "th"})
CONTENT = {
    **dict.fromkeys(("body", "main", "article", "section", "div", "footer"), _FLOW),
    **dict.fromkeys(("nav", "caption", "h1", "h2", "h3", "p", "td", "th"), _WORDS),
    **dict.fromkeys(_WORDS - {"a"}, _WORDS),
    "a": frozenset[str](),
    "table": frozenset({"caption", "thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": _CELLS,
}
TEXTS = frozenset({"h1", "h2", "h3", "p"})
_WITHOUT_WORDS = {"table", "thead", "tbody", "tr"}
_HEAD = frozenset({"html", "head", "meta", "title", "style", "link"})
_BLANKS = regex(r"\s+")
_OPENED, _CLOSED = regex(r"<([a-zA-Z]\w*)"), regex(r"</([a-zA-Z]\w*)")
_ROOT = regex(r"<(?:body|article)(?: [^<>]*)?>")


class Page(NamedTuple):
    """What a page says: its titles and paragraphs, and the rows that have figures."""

    texts: list[str]
    rows: list[tuple[str, ...]]


def read_body(page: str) -> Page:
    """Read a page, or an article alone; NotPlainError where a browser may read it otherwise."""
    root = _ROOT.search(page)
    if root is None or page.count("<!") > page.startswith("<!DOCTYPE html>"):
        raise NotPlainError
    head, body = page[: root.start()], page[root.start() :]
    body, end, behind = body.rpartition("</body>" if root[0].startswith("<body") else "</article>")
    opened, closed = (Counter(each.findall(head + behind)) for each in (_OPENED, _CLOSED))
    unclosed = any(opened[name] != closed[name] for name in ("style", "title"))
    if unclosed or "/>" in body or not opened.keys() | closed.keys() <= _HEAD:
        raise NotPlainError
    reading = _Reading()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.say
    try:
        parser.Parse(body + end, True)
    except ExpatError as error:
        raise NotPlainError from error
    return Page(reading.texts, reading.rows)


class _Reading:
    """What was read so far: where the parser is, what it has heard there."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.rows: list[tuple[str, ...]] = []
        self._open: list[str] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self._has_figures = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._open and name not in CONTENT[self._open[-1]]:
            raise NotPlainError(name)
        self._open.append(name)
        if name == "tr":
            self._cells, self._has_figures = [], False
        elif name not in _WORDS:
            self._words = []

    def end(self, name: str) -> None:
        self._open.pop()
        if name in TEXTS:
            self.texts.append(tidy("".join(self._words)))
        elif name in _CELLS:
            self._cells.append(tidy("".join(self._words)))
            self._has_figures |= name == "td"
        elif name == "tr" and self._has_figures:
            self.rows.append(tuple(self._cells))

    def say(self, words: str) -> None:
        if self._open[-1] in _WITHOUT_WORDS and not words.isspace():
            raise NotPlainError(words)
        self._words.append(words)


def tidy(text: str) -> str:
    """Return a text without blanks, which are layout."""
    return _BLANKS.sub("", text)
