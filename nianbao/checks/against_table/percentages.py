"""Checks of percentages in the texts (catalogue 33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.checks.quantities import Amount
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import WRONG_PERCENTAGE
from nianbao.findings.finding import Finding
from nianbao.form.formula import Number

ROUNDING = Decimal("0.51")  # of the last digit
MANY = 30  # amounts of a sentence that a percentage can be computed from
_SHARE = re.compile(r"占[^，。；0-9\n]{0,12}?(?P<share>\d{1,9}(?:\.\d{1,6})?)%")
_GROWTH = re.compile(
    r"(?P<way>增加|增长|减少|下降)了?(?P<by>\d{1,9})(?P<unit>[条件次篇个人])[，、（]?[^，。；0-9\n]{0,6}?"
    r"(?:增长|增幅|上升|减少|下降|降幅|降低)[^，。；0-9\n]{0,4}(?P<share>\d{1,9}(?:\.\d{1,6})?)%"
)


def percentage(submission: Submission) -> Iterator[Finding]:
    """A percentage that does not follow from the counts beside it (catalogue 33).

    收到25件，其中网络申请8件，占30%: 8 of 25 is 32 %. It is recomputed where the part and at least one
    possible whole stand in the same sentence; any whole of the sentence or of the table that fits
    will do. 比上年增加5件，增长20% is recomputed where this year's count stands before it.
    """
    text = submission.prose.folded.text
    if "%" not in text:
        return
    for match in _SHARE.finditer(text):
        if wrong := _wrong_share(submission, match):
            yield _finding(submission, match, wrong)
    for match in _GROWTH.finditer(text):
        if wrong := _wrong_growth(submission, match):
            yield _finding(submission, match, wrong)


def _wrong_share(submission: Submission, match: re.Match[str]) -> str:
    """Say what a share should be; "" where it fits a whole, or none is known."""
    before = _before(submission, match.start())
    if not before:
        return ""
    part, share = before[-1], Decimal(match["share"])
    nearby = [a.value for a in before[:-1] if a.unit == part.unit and a.value >= part.value]
    table = {figure.number for figure in submission.report.figures.values()}
    wholes = (whole for whole in (*nearby, *table) if whole and whole >= part.value)
    if not nearby or any(_is_share(part.value, whole, share) for whole in wholes):
        return ""
    return f"{part.value} 占 {max(nearby)} 的 {_share(part.value, max(nearby), share)}%"


def _wrong_growth(submission: Submission, match: re.Match[str]) -> str:
    """Say what a growth should be; "" where it fits, or this year's count is not known."""
    by = int(match["by"]) * (1 if match["way"].startswith("增") else -1)
    share = Decimal(match["share"])
    counts = [a.value for a in _before(submission, match.start()) if a.unit == match["unit"]]
    bases = [count - by for count in counts if count > by]
    if not bases or any(_is_share(abs(by), base, share) for base in bases):
        return ""
    true = _share(abs(by), bases[-1], share)
    return f"由 {bases[-1]} {match['way']} {abs(by)} 是 {true}%"


def _before(submission: Submission, at: int) -> list[Amount]:
    """Return the amounts in a sentence before a place."""
    begin = submission.prose.folded.sentence(at)[0]
    found = submission.prose.amounts_in(begin, at)[-MANY:]
    return [amount for amount in found if amount.end <= at and not amount.rounded]


def _is_share(part: Number, whole: Number, share: Decimal) -> bool:
    """Tell whether a share is right but for its last digit's rounding."""
    places = len(str(share).partition(".")[2])
    exact = Decimal(part) * 100 / Decimal(whole)
    return abs(exact - share).scaleb(places) <= ROUNDING


def _share(part: Number, whole: Number, like: Decimal) -> Decimal:
    return (Decimal(part) * 100 / Decimal(whole)).quantize(like)


def _finding(submission: Submission, match: re.Match[str], should: str) -> Finding:
    text = submission.prose.folded
    return WRONG_PERCENTAGE.at(
        text.span(*match.span()),
        f"正文说“{text.said(*match.span())}”，按前面的数算，{should}",
        "核对百分数和它前面的数",
        subject=text.section(match.start()),
    )
