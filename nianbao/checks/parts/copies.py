"""Checks of paragraphs against last year's (catalogue 22)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import COPIED_PARAGRAPH
from nianbao.findings.finding import Finding, Related
from nianbao.reading.yamltree import Scalar
from nianbao.regex import regex
from nianbao.report import Report
from nianbao.source import Span
from nianbao.tuples import NamedTuple

MIN_LENGTH = 50  # characters of a paragraph; the shorter ones are formulas everywhere
MIN_SENTENCE = 18  # characters of a sentence among problems and measures
STRETCH = 6  # characters of a sentence that an alike one has
PER_FIGURE = 25  # characters of a paragraph for each figure in it; less is a formula with figures
_SENTENCE = regex(r"(?:[一二三四五六七八九十]是)?([^。；：！？\n]+)")
_FIGURE = regex(r"\{\{[^{}]*+\}\}|\d+(?:\.\d+)?")
_DIGIT = regex("[0-9]")
_NO_FIGURE = regex(  # references, titles, numbers of documents and articles, years and days
    r"\{\{[^{}]*+\}\}|《[^《》]*+》|〔\d+〕\d+号|第\d+[条款项号]|\d+年|\d+月|\d+日"
)
_VARIABLE = regex(r"\{\{[^{}]*+\}\}|[\d\s，。、；：“”（）《》]+")


class Passage(NamedTuple):
    """A paragraph or sentence without what changes from year to year, as its pairs of characters."""

    section: str
    line: Scalar
    start: int  # in the line
    length: int
    words: str
    pairs: frozenset[str]

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return len(self.words) - 1

    @property
    def span(self) -> Span:
        """Where it was typed."""
        return self.line.part(self.start, self.length)

    def shared_at_most(self, other: Passage) -> int:
        """Return how many pairs both may have, without counting any: the repeated ones may be the same."""
        more = min(self.size - len(self.pairs), other.size - len(other.pairs))
        return len(self.pairs & other.pairs) + more

    def shared(self, other: Passage) -> int:
        """Return how many pairs both have, each as often as both have it."""
        return (Counter(_pairs(self.words)) & Counter(_pairs(other.words))).total()


def copied_paragraph(submission: Submission) -> Iterator[Finding]:
    """A paragraph that is last year's but for the numbers (catalogue 22), or a sentence of problems.

    Reports that are 雷同 from year to year are called to account under 《条例》第四十七条. How much alike two
    paragraphs may be is data of the form (雷同): the share of neighbouring pairs of characters that
    both have, numbers, references and punctuation aside. The introduction states the same law every
    year, and a sentence that is mostly figures has its formula: neither counts. Problems and measures
    stand in one paragraph as often as in a list, and are compared by sentence as well (句子雷同).
    """
    report, previous = submission.report, submission.history.latest
    if previous is None or not report.complete:
        return  # in a draft that is not filled in yet, the texts are last year's, and say so
    when = submission.history.when(previous)
    wording = report.form.wording
    copied: set[Scalar] = set()
    for line, last in _figures_and_all(report, previous):
        copied.add(line)
        yield COPIED_PARAGRAPH.at(
            line.span,
            f"这一段和{when}的一字不差，数也一样",
            "照今年做的事重写，数换成今年的",
            related=(Related(last.span, f"{when.strip()}的一段"),),
            subject=line.text[:12],
        )
    if wording.likeness is not None:
        long = [passage for passage in _long(report) if passage.line not in copied]
        for passage, likest, likeness in _copies(
            long, _long(previous) if long else (), wording.likeness
        ):
            copied.add(passage.line)
            yield _copied("这一段", passage, likest, likeness, when)
    if wording.sentence_likeness is not None:
        told = _VARIABLE.sub("", previous.text(previous.form.wording.problems))
        sentences = [each for each in _sentences(report, told) if each.line not in copied]
        before = _sentences(previous, told) if sentences else ()
        for passage, likest, likeness in _copies(sentences, before, wording.sentence_likeness):
            yield _copied("这一句", passage, likest, likeness, when)


def _figures_and_all(report: Report, previous: Report) -> Iterator[tuple[Scalar, Scalar]]:
    """Yield the paragraphs whose figures were typed and all are last year's, however short they are.

    Nothing but the years may have been changed. One small figure is no sign: 召开会议1次 is true in
    many a year.
    """
    before = {key: line for line, key in _with_digits(previous)}
    for line, key in _with_digits(report) if before else ():
        if key in before and _has_figures(line.text):
            yield line, before[key]


def _with_digits(report: Report) -> Iterator[tuple[Scalar, str]]:
    """Yield the paragraphs with a digit that was typed, and what each says, its years aside."""
    years = {
        str(report.year + shift): name
        for shift, name in ((-1, "上年度"), (0, "年度"), (1, "下年度"))
    }
    for section in report.sections:
        for line in section.paragraphs() if section.section.title else ():
            if _DIGIT.search(line.text):
                text = line.text
                for year, name in years.items():
                    text = text.replace(year, f"{{{{{name}}}}}") if year in text else text
                yield line, text


def _has_figures(text: str) -> bool:
    figures = re.findall(r"\d+", _NO_FIGURE.sub("", text))
    return len(figures) > 1 or any(len(figure) > 1 for figure in figures)


def _copied(what: str, passage: Passage, likest: Passage, likeness: Decimal, when: str) -> Finding:
    how = "一字不差" if passage.words == likest.words else f"有 {likeness:.0%} 相同"
    return COPIED_PARAGRAPH.at(
        passage.span,
        f"{what}和{when}的{how}（数不算）",
        "照今年做的事重写",
        related=(Related(likest.span, f"{when.strip()}的{what.replace('这', '')}"),),
        subject=passage.section,
    )


def _copies(
    passages: Iterable[Passage], before: Iterable[Passage], threshold: Decimal
) -> Iterator[tuple[Passage, Passage, Decimal]]:
    """Yield the passages that are as alike to one of the year before, the likest one, and how much."""
    earlier = list(before)
    least, of = threshold.as_integer_ratio()
    for passage in passages if earlier else ():
        best, likest = Decimal(0), None
        for other in earlier:
            size = passage.size + other.size
            if 2 * of * min(passage.size, other.size) < least * size:
                continue  # too different in length to be as alike as that
            if 2 * of * passage.shared_at_most(other) < least * size:
                continue
            shared = passage.shared(other)
            if 2 * of * shared >= least * size and Decimal(2 * shared) / size > best:
                best, likest = Decimal(2 * shared) / size, other
        if likest is not None:
            yield passage, likest, best


def _long(report: Report) -> Iterator[Passage]:
    """Yield the paragraphs that are long enough to be compared."""
    for section in report.sections:
        for line in section.paragraphs() if section.section.title else ():
            yield from _passage(section.section.key, line, 0, line.text, MIN_LENGTH)


def _sentences(report: Report, told: str) -> Iterator[Passage]:
    """Yield the sentences of problems and measures that are long enough to be compared.

    A sentence of which neither beginning, middle nor end is in what was told is not alike to any there.
    """
    for section in report.sections:
        if section.section.key == report.form.wording.problems:
            for line in section.paragraphs():
                for match in _SENTENCE.finditer(line.text):
                    words = _VARIABLE.sub("", match[1])
                    middle = len(words) // 2
                    ends = (words[:STRETCH], words[middle : middle + STRETCH], words[-STRETCH:])
                    if len(words) >= MIN_SENTENCE and any(end in told for end in ends):
                        place = section.section.key, line, match.start(1)
                        yield from _passage(*place, match[1], MIN_SENTENCE)


def _passage(section: str, line: Scalar, start: int, text: str, least: int) -> Iterator[Passage]:
    words = _VARIABLE.sub("", text) if len(text) >= least else ""
    if len(words) < least or len(_FIGURE.findall(text)) * PER_FIGURE > len(words):
        return
    yield Passage(section, line, start, len(text), words, frozenset(_pairs(words)))


def _pairs(words: str) -> Iterator[str]:
    """Return the neighbouring characters of a text, two by two."""
    return map(str.__add__, words, words[1:])
