"""YAML read strictly into a tree in which every value knows its place.

Composed from the parser's events, not loaded: YAML's own typing turns 012 into 10 and 1:30 into
90 and keeps the last of two equal keys without a word. Here all scalars stay text until the form
gives them a unit. Aliases, tags, duplicate keys and folded paragraphs are findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import yaml

from nianbao.findings.codes.of_shape import WRONG_SHAPE
from nianbao.findings.codes.of_writing import (
    BAD_INDENT,
    DUPLICATE_KEY,
    EMPTY_FILE,
    FILE_TOO_LARGE,
    FOLDED_TEXT,
    FULLWIDTH_COLON,
    MISSING_COLON,
    NOT_UTF8,
    SEVERAL_DOCUMENTS,
    TOO_DEEP,
    UNBALANCED_BRACKET,
    UNBALANCED_QUOTE,
    YAML_ALIAS,
    YAML_SYNTAX,
    YAML_TAG,
)
from nianbao.findings.finding import Code, Finding, Related
from nianbao.findings.width import brief
from nianbao.reading.trap_table import STAND_IN
from nianbao.reading.traps import (
    ILLEGAL_IN_TEXT,
    MAX_MENDS,
    MAX_SIZE,
    Prepared,
    illegal_character,
    prepare,
)
from nianbao.regex import regex
from nianbao.source import Source, Span, Undecodable
from nianbao.tuples import NamedTuple

MAX_DEPTH = 16
MAX_PARAGRAPH = 5_000  # characters; the longest seen in print has 1,400
# A row pasted from a spreadsheet, perhaps with its label and unit: tabs part its figures.
ROW_OF_FIGURES = regex(r"(?:[^\t\n\r]*\t){0,2}[\d０-９.,，/ ]+(?:\t+[\d０-９.,，/ ]*)*")
Event = Any  # of PyYAML, or a mark of one: its stubs leave marks optional, the parser never does
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(NamedTuple):
    """A text as typed; `style` is "" (plain), ' or " (quoted), | (one paragraph a line) or >."""

    text: str
    style: str
    span: Span

    def lines(self) -> Iterator[Scalar]:
        """Yield the paragraphs of the text, each with its own place; blank lines separate."""
        if self.style != "|":
            yield self
            return
        source = self.span.source
        for number, text in enumerate(self.text.split("\n"), self.span.line + 1):
            if text.strip():
                column = source.lines[number - 1].find(text) + 1
                yield Scalar(text, "", source.span(number, max(column, 1), len(text)))

    def part(self, start: int, length: int) -> Span:
        """Return the place of a part of the text, given by its offset in `text`."""
        first, last = start, min(start + length, len(self.text))
        if self.style in {"'", '"'}:
            offsets = _offsets(self)
            first, last = offsets[first], offsets[last]
        return self.span.source.span(self.span.line, self.span.column + first, last - first)


# One character of a quoted text, as it is typed.
_TOKENS = {"'": r"(?s:''|.)", '"': r"(?s:\\x..|\\u.{4}|\\U.{8}|\\.|.)"}


@lru_cache(maxsize=8)
def _offsets(scalar: Scalar) -> list[int]:
    """Return for each character of a quoted text how far from the opening quote it was typed."""
    raw = scalar.span.source.lines[scalar.span.line - 1][scalar.span.column - 1 :]
    starts = [match.start() + 1 for match in re.finditer(_TOKENS[scalar.style], raw[1:])]
    missing = len(scalar.text) + 1 - len(starts)
    return starts[: len(scalar.text) + 1] + [len(raw)] * missing


class Entry(NamedTuple):
    """A key and its value."""

    key: Scalar
    value: Node


class Mapping(NamedTuple):
    """Keys and values in the order of the file; no key stands twice."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """Return the value of a key, None where the key is missing."""
        return next((entry.value for entry in self.entries if entry.key.text == key), None)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Mapping | Sequence


class Tree(NamedTuple):
    """What could be read of a file, and what was wrong with it as YAML.

    `whole` is False where the parser had to stop: what is missing then was perhaps only not read,
    and what was read below the line `trusted` was perhaps misread.
    """

    source: Source
    root: Mapping | None
    findings: tuple[Finding, ...]
    whole: bool
    trusted: int = MAX_SIZE


def read_tree(source: Source, undecodable: Undecodable | None = None) -> Tree:
    """Parse a YAML text whose top level is a mapping; all mistakes come in one run."""
    if undecodable is not None:
        return Tree(source, None, (not_utf8(undecodable),), whole=False)
    prepared = prepare(source)
    if prepared.findings and not prepared.text:
        return Tree(source, None, tuple(prepared.findings), whole=False)
    builder = _Builder(prepared)
    root = builder.build()
    findings = (*prepared.findings, *_without_echoes(prepared, builder))
    if root is not None and not isinstance(root, Mapping):
        if not findings:
            message = "整个文件应当是“键: 值”的写法，现在读到的不是"
            findings = (WRONG_SHAPE.at(root.span, message, "从“年度: 2017”这样的行写起"),)
        root = None
    return Tree(source, root, findings, builder.whole, builder.trusted)


def _without_echoes(prepared: Prepared, builder: _Builder) -> Iterator[Finding]:
    """Yield the builder's findings but those that only echo another: a trap, or a wrong indent."""
    trapped = {finding.span.line for finding in prepared.findings}
    for finding in builder.findings:
        lines = range(finding.span.line, finding.span.end_line + 1)
        echo = finding.code in _ECHOES and not trapped.isdisjoint(lines)
        if finding.code == FOLDED_TEXT:
            echo = echo or builder.trusted in lines
        if not echo and finding.span.line <= builder.trusted:
            yield finding


_ECHOES = {
    MISSING_COLON, YAML_SYNTAX, BAD_INDENT, FOLDED_TEXT, UNBALANCED_QUOTE,
    UNBALANCED_BRACKET,
}  # fmt: skip


def not_utf8(undecodable: Undecodable) -> Finding:
    """Report a file in another encoding, with the likely one."""
    seems = f"（像是 {undecodable.encoding} 编码）" if undecodable.encoding else ""
    return NOT_UTF8.at(
        undecodable.span,
        f"文件不是 UTF-8 编码{seems}",
        "在编辑器里“另存为”，编码选 UTF-8，再检查一遍文字",
    )


class _Builder:
    """Builds nodes from the events of the YAML parser, noting mistakes on the way."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.whole = prepared.whole
        self.trusted = MAX_SIZE
        self.findings: list[Finding] = []
        self.last_line = 1
        self.documents = 0
        self.items: list[Node] = []  # of the list or mapping that is being read
        self.stack: list[tuple[list[Node], Event]] = []  # those that it stands in, its start

    def build(self) -> Node | None:
        try:
            events: Iterator[Event] = yaml.parse(self.prepared.text, Loader=LOADER)
            for event in events:
                self.last_line = event.start_mark.line + 1
                if not self._take(event):
                    self.whole = False
                    break
        except yaml.YAMLError as error:
            self.whole = False
            self.findings.append(self.prepared.explain(error, self.last_line))
            self.trusted = self.findings[-1].span.line
        while self.stack:  # what was read before the mistake is still worth checking
            self.whole = False
            self._close(self.stack[-1][1].start_mark)
        if not self.items and not self.findings and not self.prepared.findings:
            self.findings.append(
                EMPTY_FILE.at(
                    self.prepared.source.span(1, 1), "文件是空的", "复制上年的数据文件来改"
                )
            )
        return self.items[0] if self.items else None

    def _take(self, event: Event) -> bool:
        """Take what stands next in the file; tell whether what follows it is to be read."""
        if isinstance(event, yaml.ScalarEvent):
            self.items.append(self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_extras(event)
            if len(self.stack) >= MAX_DEPTH:
                self._add(TOO_DEEP, f"嵌套超过 {MAX_DEPTH} 层", event, "检查缩进和括号")
                return False
            self.stack.append((self.items, event))
            self.items = []
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event.end_mark)
        elif isinstance(event, yaml.AliasEvent):
            help_ = "写出全文；文字以 * 开头的，整段用单引号包起来"
            self._add(YAML_ALIAS, "这里用了 YAML 的引用（*）", event, help_)
            self.items.append(Scalar("", "'", self._span(event.start_mark, event.end_mark)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents == 2:
                message = "一个文件里只能有一份数据，这里又起了一份（---）"
                self._add(SEVERAL_DOCUMENTS, message, event, "删去“---”这一行，或分成两个文件")
                return False
        return True

    def _close(self, end: Event) -> None:
        """Put the list or mapping that was begun last among the items that it stands in."""
        parent, start = self.stack.pop()
        span = self._span(start.start_mark, end)
        mapping = isinstance(start, yaml.MappingStartEvent)
        parent.append(
            self._mapping(self.items, span) if mapping else Sequence(tuple(self.items), span)
        )
        self.items = parent

    def _add(self, code: Code, message: str, event: Event, help_: str) -> None:
        span = self._span(event.start_mark, event.end_mark)
        self.findings.append(code.at(span, message, help_))

    def _span(self, start: Event, end: Event) -> Span:
        return self.prepared.span(start.line, start.column, end.line, end.column)

    def _refuse_extras(self, event: Event) -> None:
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if anchor:
            help_ = "删去它；文字以 & 开头的，整段用单引号包起来"
            self._add(YAML_ALIAS, f"这里用了 YAML 的锚点（&{brief(anchor)}）", event, help_)
        if tag:
            typed = tag.replace("tag:yaml.org,2002:", "!!")
            help_ = "删去它；文字以 ! 开头的，整段用单引号包起来"
            self._add(YAML_TAG, f"这里用了 YAML 的类型标记（{brief(typed)}）", event, help_)

    def _scalar(self, event: Event) -> Scalar:
        if event.anchor or event.tag:
            self._refuse_extras(event)
        style, text = event.style or "", event.value
        span = self._span(event.start_mark, event.end_mark)
        if text.startswith(STAND_IN) and not style:
            typed = span.source.lines[span.line - 1].startswith("{{", span.column - 1)
            text = "{{" + text[2:] if typed else text
        scalar = Scalar(text, style, span)
        if style == ">" or (style != "|" and span.line != span.end_line):
            return self._folded(scalar)
        if len(text) > MAX_PARAGRAPH and (long := self._too_long(scalar)):
            return long
        if text.isprintable():
            return scalar
        if ILLEGAL_IN_TEXT.search(text) and not ROW_OF_FIGURES.fullmatch(text):
            for line in scalar.lines():
                for match in islice(ILLEGAL_IN_TEXT.finditer(line.text), MAX_MENDS):
                    place = line.part(match.start(), 1)
                    self.findings.append(illegal_character(match[0], place))
        return scalar

    def _too_long(self, scalar: Scalar) -> Scalar | None:
        """Report the paragraphs of a text that are longer than one may be; None where none is."""
        long = [line for line in scalar.lines() if len(line.text) > MAX_PARAGRAPH]
        for line in long:
            message = f"这一段有 {len(line.text):,} 个字，上限 {MAX_PARAGRAPH:,}"
            place = line.part(0, 1)
            self.findings.append(FILE_TOO_LARGE.at(place, message, "分成几段；贴多了的删去"))
        self.whole = self.whole and not long
        return Scalar("", "'", scalar.span) if long else None

    def _folded(self, scalar: Scalar) -> Scalar:
        """Report a text on several lines, and return as much of it as has a clear place.

        A list below a key with a full-width colon is read as such a text, too.
        """
        span = scalar.span
        lines = span.source.lines[span.line - 1 : span.end_line]
        if scalar.style == ">":
            rest = Scalar("\n".join(line.strip() for line in lines[1:]), "|", span)
        else:
            text = lines[0][span.column - 1 :].rstrip()
            rest = Scalar(text, "", span.source.span(span.line, span.column, len(text)))
        first, second, *_ = [*lines, "", ""]
        if not scalar.style and first.rstrip().endswith("：") and second.lstrip().startswith("- "):
            place = span.source.span(span.line, len(first.rstrip()))
            help_ = "改成半角冒号，如“- 一是:”"
            self.findings.append(FULLWIDTH_COLON.at(place, "键后面是全角冒号", help_))
            return rest
        if second.lstrip().startswith("- "):
            start = len(second) - len(second.lstrip())
            place = span.source.span(span.line + 1, start + 1, len(second.rstrip()) - start)
            message = "这一行缩进多了，会接在上一行文字的后面"
            self.findings.append(BAD_INDENT.at(place, message, "和上一行左对齐"))
            return rest
        self.findings.append(
            FOLDED_TEXT.at(
                span,
                "一段文字跨了几行，YAML 会在换行处加空格",
                "写在一行里；要分成几段，就用“|”，一行一段",
            )
        )
        return rest

    def _mapping(self, items: list[Node], span: Span) -> Mapping:
        entries: list[Entry] = []
        seen: dict[str, Scalar] = {}
        for key, value in zip(items[::2], items[1::2], strict=False):
            if not isinstance(key, Scalar):
                self.findings.append(
                    WRONG_SHAPE.at(key.span, "键应当是文字", "以 { 或 [ 开头的文字请加引号")
                )
            elif (first := seen.get(key.text)) is not None:
                self.findings.append(
                    DUPLICATE_KEY.at(
                        key.span,
                        f"“{brief(key.text)}”写了两次",
                        "留下对的一处，删去另一处",
                        related=(Related(first.span, "先写的一处"),),
                    )
                )
            else:
                seen[key.text] = key
                entries.append(Entry(key, value))
        return Mapping(tuple(entries), span)
