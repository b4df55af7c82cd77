"""What came from one unit (报来的年报): its figures, its text, and all that is wrong with it.

A value that goes from one process to another: no form, no source, only what is needed afterwards.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from nianbao.examine import UNREAD, Examination
from nianbao.findings.codes.of_figures import MISSING_FIGURE
from nianbao.findings.codes.of_texts import SAME_TABLE
from nianbao.findings.finding import Finding, Severity
from nianbao.report import Report
from nianbao.report.history import History
from nianbao.report.narrative import narrate
from nianbao.tuples import NamedTuple

LONG = 6  # characters of the stretches that two texts are compared by
EXCERPT = 24  # characters of a paragraph by which its reader finds it
_OFTEN = re.compile(r"[\s，。、；：“”‘’（）《》〔〕.,;:()\-—…·]+")
_KEYS = re.compile(r"^\s*(?:- )?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Told(NamedTuple):
    """A finding as a reader is told of it, who may have no data file before him."""

    severity: str
    code: str
    line: int  # of the data file; 0 where there is none
    place: str  # in words, where there is no data file
    message: str
    mending: str


class Words(NamedTuple):
    """A text's stretches of LONG characters, as numbers: with its figures, and with all of them alike."""

    exact: frozenset[int]
    alike: frozenset[int]


class Returned(NamedTuple):
    """What came from a unit in one file.

    `figures` are the texts of the form's cells in their order, "" where one is missing; `lines` where
    they stand in a data file. `unreadable` says why nothing could be read, `doubts` what a person
    should look at.
    """

    file: str
    year: int = 0  # 0: it does not say
    form: str = ""  # the folder of its form
    agency: str = ""
    signer: str = ""
    day: date | None = None
    figures: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()
    findings: tuple[Told, ...] = ()
    unchecked: tuple[str, ...] = ()
    words: Words = Words(frozenset(), frozenset())
    before: float = 0.0  # how much of last year's text it is, figures aside
    same_table: bool = False
    unreadable: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors it has."""
        return sum(told.severity == Severity.ERROR for told in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings it has."""
        return sum(told.severity == Severity.WARNING for told in self.findings)

    @property
    def worst(self) -> Told | None:
        """Its gravest finding."""
        return next(iter(sorted(self.findings, key=lambda t: t.severity != Severity.ERROR)), None)


def returned(
    file: str, edition: Examination, history: History, *,
    names: Iterable[str], imported: bool = False,
) -> Returned:  # fmt: skip
    """Return what an examined report is to its superior; `names` are those its unit may have."""
    waiting = [f for f in edition.findings if not f.waived and f.severity is not Severity.NOTE]
    told = tuple(_told(finding, imported=imported) for finding in waiting)
    report, narrative = edition.report, edition.narrative
    if report is None or narrative is None:
        unread = told[0].message if told and edition.unchecked == (UNREAD,) else ""
        return Returned(file, findings=told, unchecked=edition.unchecked, unreadable=unread)
    cells = report.form.cells
    figures = [report.figures.get(cell) for cell in cells]
    own = {*names, report.agency.text, report.signer.text}
    words = _words(narrative.paragraphs.values(), own)
    return Returned(
        file, report.year, report.form.folder.name, report.agency.text, report.signer.text,
        report.day if report.is_dated else None,
        tuple(figure.text if figure else "" for figure in figures),
        tuple(figure.span.line if figure and not imported else 0 for figure in figures),
        told, edition.unchecked, words,
        _share(words, history.latest, own),
        any(finding.code == SAME_TABLE for finding in edition.findings),
    )  # fmt: skip


def _share(words: Words, latest: Report | None, names: Iterable[str]) -> float:
    """Return how much of a text stood in last year's, figures aside."""
    if latest is None or not words.alike:
        return 0.0
    narrative, _ = narrate(latest, History("", None))
    before = _words(narrative.paragraphs.values(), names)
    return len(words.alike & before.alike) / len(words.alike)


def _words(paragraphs: Iterable[str], names: Iterable[str]) -> Words:
    text = "".join(paragraphs)
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = text.replace(name, "")
    text = _OFTEN.sub("", text)
    return Words(frozenset(_stretches(text)), frozenset(_stretches(_NUMBER.sub("0", text))))


def _stretches(text: str) -> Iterator[int]:
    for start in range(len(text) - LONG + 1):
        yield zlib.crc32(text[start : start + LONG].encode())


def _told(finding: Finding, *, imported: bool) -> Told:
    severity, code = str(finding.severity), str(finding.code)
    if not imported:
        return Told(severity, code, finding.span.line, "", finding.message, finding.help)
    mending = finding.help
    if finding.code == MISSING_FIGURE:
        mending = "在表里补上；没有发生的填 0"
    return Told(severity, code, 0, _place(finding), finding.message, mending)


def _place(finding: Finding) -> str:
    """Return where in a Word file or page it is: the beginning of the paragraph, or the row."""
    lines: Sequence[str] = finding.span.source.lines
    line = lines[finding.span.line - 1] if finding.span.line <= len(lines) else ""
    text = _KEYS.sub("", line.partition(" #")[0]).strip().strip("'")
    key, colon, rest = text.partition(":")
    if colon and len(key) < EXCERPT * 2 and (not rest or rest[0] == " "):
        return f"“{key}”"
    return f"“{text[:EXCERPT]}{'……' if len(text) > EXCERPT else ''}”一段" if text else ""
