"""The texts of a report with their references replaced by figures (正文).

What a reference may be, references.py says; its value is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_references import (
    AMBIGUOUS_REFERENCE,
    BAD_REFERENCE,
    FORBIDDEN_TAG,
    FULLWIDTH_BRACES,
    HEADING_REFERENCE,
    NO_HISTORY,
    SINGLE_BRACE,
    SLASH_IN_TEXT,
    UNCLOSED_REFERENCE,
    UNKNOWN_FILTER,
    UNKNOWN_REFERENCE,
)
from nianbao.findings.finding import Code, Finding
from nianbao.findings.width import brief
from nianbao.form import LAST_YEAR, Cell
from nianbao.form.formula import identifier
from nianbao.reading.fields import nearest, or_nearest
from nianbao.reading.yamltree import Scalar
from nianbao.regex import regex
from nianbao.report.content import Report
from nianbao.report.history import History
from nianbao.report.references import FILTERS, BadReferenceError, parse_reference
from nianbao.tuples import NamedTuple

MOST = 500  # findings of one report's references; more help nobody
_MARK = regex(r"\{\{|\{%|\{#|\}\}|｛｛")
# A reference with a brace too few, or with full-width ones.
_BRACES = regex(r"[{｛]{1,2}(?P<inner>[^{}｛｝%#，。；]{1,60})[}｝]{1,2}")
_PROPER = regex(r"(?:[^{}｛｝]++|\{\{[^{}｛｝%#，。；]{1,60}\}\}(?!\}))*+")  # no brace is wrong
_ORDINAL = regex(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])+")


class Piece(NamedTuple):
    """A part of a filled-in text: as typed, or a reference's value with the cell it came from."""

    text: str
    start: int  # where it was typed, an offset in the scalar's text
    length: int
    cell: Cell | None = None
    typed: bool = True  # and not put in the place of a reference


class Filled(NamedTuple):
    """A text with its references filled in, as it is printed, and where each part was typed."""

    line: Scalar
    pieces: tuple[Piece, ...]
    text: str

    @classmethod
    def of(cls, line: Scalar, pieces: tuple[Piece, ...]) -> Filled:
        """Put the pieces of a text together."""
        return cls(line, pieces, "".join(piece.text for piece in pieces))


class Narrative(NamedTuple):
    """The texts of a report with their references filled in, by the scalars they came from."""

    title: str
    headings: dict[str, str]
    filled: dict[Scalar, Filled]

    @property
    def paragraphs(self) -> dict[Scalar, str]:
        """The texts as they are printed."""
        return {line: filled.text for line, filled in self.filled.items()}


class _Filler:
    def __init__(self, names: dict[str, str], report: Report, history: History) -> None:
        self.form = report.form
        self.names = names
        self.report = report
        self.history = history
        self.findings: list[Finding] = []

    def fill(self, line: Scalar) -> Filled:
        """Return the text with each reference replaced; what is wrong becomes a finding."""
        text = line.text
        if "{" not in text and "}" not in text and "｛" not in text:
            return Filled(line, (Piece(text, 0, len(text)),), text)
        return Filled.of(line, tuple(self._pieces(line)))

    def _pieces(self, line: Scalar) -> Iterator[Piece]:
        text = line.text
        position = 0
        for start, end, inner in self._misspelt(line):
            yield from self._between(line, position, start)
            yield self._meant(inner, text[start:end], start)
            position = end
        yield from self._between(line, position, len(text))

    def _misspelt(self, line: Scalar) -> Iterator[tuple[int, int, str]]:
        """Yield where a reference has wrong braces, and what is printed there."""
        if _PROPER.fullmatch(line.text):
            return
        for match in _BRACES.finditer(line.text):
            inner, start, end = match["inner"].strip(), match.start(), match.end()
            proper = match[0].startswith("{{") and match[0].endswith("}}")
            if (proper and "｛" not in match[0]) or not inner:
                continue
            wide = not {"｛", "｝"}.isdisjoint(match[0])
            right = f"{{{{{inner}}}}}"
            if wide:
                self._add(FULLWIDTH_BRACES, "花括号是全角的", line, (start, end), f"改成 {right}")
            elif match[0].startswith("{{") or match[0].endswith("}}"):
                less = "}" if match[0].startswith("{{") else "{"
                message = f"“{match[0]}”少一个花括号“{less}”"
                self._add(UNCLOSED_REFERENCE, message, line, (start, end), f"改成 {right}")
            else:
                message = f"“{match[0]}”只有一层花括号，会照原样印出来"
                self._add(SINGLE_BRACE, message, line, (start, end), f"改成 {right}", match[0])
                inner = ""
            yield start, end, inner

    def _meant(self, inner: str, typed: str, start: int) -> Piece:
        """Return what a reference with wrong braces would print, for what is checked besides."""
        cells = (
            self.form.find(inner) if inner and identifier(inner) == inner.replace(".", "") else []
        )
        figure = self.report.figures.get(cells[0]) if len(cells) == 1 else None
        value = figure.text if figure else self.names.get(inner, typed)
        return Piece(value, start, len(typed), figure.cell if figure else None, typed=False)

    def _between(self, line: Scalar, position: int, stop: int) -> Iterator[Piece]:
        """Yield the pieces of a part of a text in which no reference has wrong braces."""
        text = line.text
        while match := _MARK.search(text, position, stop):
            yield Piece(text[position : match.start()], position, match.start() - position)
            position = match.end()
            if match[0] != "{{":
                self._stray(line, match)
                continue
            end = text.find("}}", position, stop)
            if end < 0:
                self._add(
                    UNCLOSED_REFERENCE, "“{{”没有用“}}”收尾", line, (match.start(), stop),
                    "写成 {{指标名}}；正文里不能有“{{”这样的字样",
                )  # fmt: skip
                return
            value, cell = self._value(line, text[position:end], (match.start(), end + 2))
            yield Piece(value, match.start(), end + 2 - match.start(), cell, typed=False)
            position = end + 2
            if text.startswith("}", position):
                self._add(
                    SINGLE_BRACE, "多了一个“}”，会照原样印出来", line, (position, position + 1),
                    "删去它", text[match.start() : position + 1],
                )  # fmt: skip
        yield Piece(text[position:stop], position, stop - position)

    def _stray(self, line: Scalar, match: re.Match[str]) -> None:
        code, message, help_ = {
            "}}": (UNCLOSED_REFERENCE, "“}}”前面没有“{{”", "写成 {{指标名}}"),
            "｛｛": (FULLWIDTH_BRACES, "花括号是全角的", "改成半角 {{指标名}}"),
        }.get(
            match[0], (FORBIDDEN_TAG, f"正文里不能有“{match[0]}”", "正文只能引用指标：{{指标名}}")
        )
        self._add(code, message, line, match.span(), help_)

    def _value(self, line: Scalar, inner: str, place: tuple[int, int]) -> tuple[str, Cell | None]:
        try:
            reference = parse_reference(inner)
        except BadReferenceError as error:
            near = nearest(_ORDINAL.sub("", inner.strip()), self._known())
            hint = f"，是否指“{near}”？" if near else ""
            help_ = f"改成 {{{{{near}}}}}" if near else "写成 {{指标名}}，不带序号、括号和算式"
            message = f"“{{{{{brief(inner.strip())}}}}}”{error}{hint}"
            self._add(BAD_REFERENCE, message, line, place, help_)
            return "", None
        value, cell = self._look_up(line, reference.path, place)
        for name in reference.filters:
            if name not in FILTERS:
                self._add(
                    UNKNOWN_FILTER, f"没有过滤器“{brief(name)}”{or_nearest(name, FILTERS)}", line, place,
                    f"可以用：{'、'.join(FILTERS)}",
                )  # fmt: skip
                return "", None
            value = FILTERS[name](value)
        return value, cell

    def _look_up(self, line: Scalar, path: str, place: tuple[int, int]) -> tuple[str, Cell | None]:
        if path in self.names:
            return self.names[path], None
        report, path = self._year_of(path)
        if report is None:
            self._add(
                NO_HISTORY, f"“{{{{{LAST_YEAR}{path}}}}}”要用上年的数据，没有可读的 {self.history.name}",
                line, place, "补上上年的数据文件，或直接写数",
            )  # fmt: skip
            return "", None
        cells = report.form.find(path)
        if len(cells) == 1:
            of_this_year = report is self.report
            text = self._figure_text(line, report, cells[0], place)
            return text, cells[0] if of_this_year else None
        if cells:
            choices = "、".join("{{" + report.form.shortest(cell) + "}}" for cell in cells)
            self._add(
                AMBIGUOUS_REFERENCE, f"“{path}”在统计表里有几处", line, place, f"写全：{choices}"
            )
        elif report.form.rows(path):
            self._add(
                HEADING_REFERENCE, f"“{path}”只是标题，没有数", line, place, "引用它下面的指标"
            )
        else:
            near = nearest(path, self._known())
            hint = f"，是否指“{near}”？" if near else ""
            help_ = f"改成 {{{{{near}}}}}" if near else "照统计表里的指标名写"
            self._add(UNKNOWN_REFERENCE, f"没有“{brief(path)}”{hint}", line, place, help_)
        return "", None

    def _known(self) -> tuple[str, ...]:
        return (*self.report.form.names, *self.names)

    def _year_of(self, path: str) -> tuple[Report | None, str]:
        """Return the report that a path speaks of, and the path within it."""
        if path.startswith(LAST_YEAR):
            return self.history.previous, path.removeprefix(LAST_YEAR)
        return self.report, path

    def _figure_text(self, line: Scalar, report: Report, cell: Cell, place: tuple[int, int]) -> str:
        figure = report.figures.get(cell)
        if figure is None:
            return ""  # a missing figure has its own finding
        if figure.value is None:
            self._add(
                SLASH_IN_TEXT, f"“{cell.name}”填的是 /，会印成“/”", line, place,
                "改写这句话，或在统计表里填数", cell.name,
            )  # fmt: skip
        return figure.text

    def _add(
        self, code: Code, message: str, line: Scalar, place: tuple[int, int], help_: str,
        subject: str = "",
    ) -> None:  # fmt: skip
        if len(self.findings) >= MOST:
            return
        span = line.part(place[0], place[1] - place[0])
        self.findings.append(code.at(span, message, help_, subject=subject))


def narrate(report: Report, history: History) -> tuple[Narrative, list[Finding]]:
    """Fill in the references of all texts of a report; every mistake comes in one run."""
    names = {
        "年度": str(report.year),
        "上年度": str(report.year - 1),
        "下年度": str(report.year + 1),
        "机关": report.agency.text,
        "署名": report.signer.text,
    }
    filler = _Filler(names, report, history)
    form = report.form
    headings = {
        section.key: filler.fill(Scalar(section.title, "", form.title.span)).text
        for section in form.sections
        if section.title
    }
    lines = [line for section in report.sections for line in section.paragraphs()]
    lines += [line for line in (report.number, report.contact) if line]
    lines += [line for _, line in report.filling]
    filled = {line: filler.fill(line) for line in lines}
    return Narrative(filler.fill(form.title).text, headings, filled), filler.findings
