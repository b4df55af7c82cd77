"""Checks of paragraphs against last year's (catalogue 22)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import COPIED_PARAGRAPH
from nianbao.findings.finding import Finding, Related
from nianbao.reading.yamltree import Scalar
from nianbao.report import Report

MIN_LENGTH = 50  # characters of a paragraph; the shorter ones are formulas everywhere
PER_FIGURE = 25  # characters of a paragraph for each figure in it; less is a formula with figures
_FIGURE = re.compile(r"\{\{[^{}]*+\}\}|\d+(?:\.\d+)?")
_VARIABLE = re.compile(r"\{\{[^{}]*+\}\}|[\d\s，。、；：“”（）《》]+")


class Pairs(NamedTuple):
    """A paragraph without what changes from year to year, as its pairs of neighbouring characters."""

    section: str
    line: Scalar
    words: str
    counts: Counter[str]
    repeated: frozenset[str]

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return len(self.words) - 1

    def shared(self, other: Pairs) -> int:
        """Return how many pairs both have, each as often as both have it."""
        twice = self.repeated & other.repeated
        more = sum(min(self.counts[pair], other.counts[pair]) - 1 for pair in twice)
        return len(self.counts.keys() & other.counts.keys()) + more


def copied_paragraph(submission: Submission) -> Iterator[Finding]:
    """A paragraph that is last year's but for the numbers (catalogue 22).

    Reports that are 雷同 from year to year are called to account under 《条例》第四十七条. How much alike two
    paragraphs may be is data of the form (雷同): the share of neighbouring pairs of characters that
    both have, numbers, references and punctuation aside. The introduction states the same law every
    year, and a sentence that is mostly figures has its formula: neither counts.
    """
    report, previous = submission.report, submission.history.latest
    threshold = report.form.wording.likeness
    if previous is None or threshold is None or not report.complete:
        return  # in a draft that is not filled in yet, the texts are last year's, and say so
    before = list(_long(previous))
    when = submission.history.when(previous)
    for paragraph in _long(report) if before else ():
        best, likest = Decimal(0), None
        for other in before:
            size = paragraph.size + other.size
            if 2 * min(paragraph.size, other.size) < threshold * size:
                continue  # too different in length to be as alike as that
            likeness = Decimal(2 * paragraph.shared(other)) / size
            if likeness > best:
                best, likest = likeness, other
        if likest is not None and best >= threshold:
            same = paragraph.words == likest.words
            yield COPIED_PARAGRAPH.at(
                paragraph.line.part(0, len(paragraph.line.text)),
                f"这一段和{when}的{'一字不差' if same else f'有 {best:.0%} 相同'}（数不算）",
                "照今年做的事重写",
                related=(Related(likest.line.span, f"{when.strip()}的一段"),),
                subject=paragraph.section,
            )


def _long(report: Report) -> Iterator[Pairs]:
    """Yield the paragraphs that are long enough to be compared."""
    for section in report.sections:
        for line in section.paragraphs() if section.section.title else ():
            words = _VARIABLE.sub("", line.text)
            if len(words) < MIN_LENGTH:
                continue
            if len(_FIGURE.findall(line.text)) * PER_FIGURE <= len(words):
                counts = Counter(map(str.__add__, words, words[1:]))
                repeated = frozenset(pair for pair, count in counts.items() if count > 1)
                yield Pairs(section.section.key, line, words, counts, repeated)
