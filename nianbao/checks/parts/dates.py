"""Checks of the days that a report names: written whole, in the calendar, before it was signed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_shape import BAD_DATE
from nianbao.findings.codes.of_texts import WRONG_PERIOD, WRONG_YEAR
from nianbao.findings.finding import Finding, Related
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

# What stands before a 月 and after it; every day is looked for where there is one.
_BEFORE = regex(r"(?:(?<!\d)(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})$")
_AFTER = regex(r"月(?P<day>\d{1,2})[日号]")
# 20251月1日, 2025月1日, 2025年31日, 2025年12月31止: a 年, 月 or 日 is lost, or the number before it
_RUN = regex(r"(?<!\d)(?:19|20)\d\d(?:\s?\d{1,2}|年)?$")
_NO_DAY = regex(r"月\d{1,2}(?=[起至到止，。；\n]|$)")
_NO_MONTH = regex(r"年(?:\d{1,4}日|年\d{1,2}月|\d{1,2}年\d{1,2}日)")  # also 年1231日, 年年, 8年1日
_CENTURY = regex(r"(?<!\d)(?:19|20)\d\d$")
_SHORT_YEAR = regex(r"(?<!\d)(?:19|20)\d?(?=年\d{1,2}月\d{1,2}日)")  # 202年12月31日
_TWICE = regex(r"\d日日(?=[起止至到])")
_NO_FIRST_DAY = regex(r"年\d{1,2}月(?=起至)")
_OF_PERIOD = regex("统计|期限|时限|数据")
_AHEAD = regex(
    "将|拟|计划|预计|前|争取|确保|力争|下一步|今后|届满|到期|施行|实施|生效|有效|期限|截止|过渡期"
)
_AHEAD_OF_IT = regex(
    "将|拟|计划|预计|确保|力争|下一步|今后|到期|届满|截止"
)  # of what is told as done
_DONE = regex("已(?:经)?[于在自]?$")
NEAR = 80  # characters on each side of a day in which its sentence says what it is


class Day(NamedTuple):
    """A day as it is written, or a month: day 0. Where no year stands with it, that is 0."""

    start: int
    end: int
    year: int
    month: int
    day: int


def _days(text: str) -> Iterator[Day]:
    at = text.find("月")
    while at >= 0:
        before = _BEFORE.search(text, max(at - 8, 0), at)
        if before:
            after = _AFTER.match(text, at)
            year, month = int(before["year"] or 0), int(before["month"])
            if after or (year and not text[at + 1 : at + 2].isdigit()):
                day = int(after["day"]) if after else 0
                yield Day(before.start(), after.end() if after else at + 1, year, month, day)
        at = text.find("月", at + 1)


def _broken(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a day has lost a part: 20251月1日, 2025月1日, 2025年31日, 2025年12月31止."""
    at = text.find("月")
    while at >= 0:
        begin = max(at - 8, 0)
        run, after = _RUN.search(text, begin, at), _AFTER.match(text, at)
        if run and after:
            yield run.start(), after.end()
        elif not after and (cut := _NO_DAY.match(text, at)):
            day = _BEFORE.search(text, begin, at)
            if day and day["year"]:
                yield day.start(), cut.end()
        at = text.find("月", at + 1)
    for match in _NO_MONTH.finditer(text):
        if year := _CENTURY.search(text, max(match.start() - 5, 0), match.start()):
            yield year.start(), match.end()
    if "年" in text:
        for pattern in (_SHORT_YEAR, _TWICE, _NO_FIRST_DAY):
            yield from (match.span() for match in pattern.finditer(text))


def written_day(submission: Submission) -> Iterator[Finding]:
    """A day that is not in the calendar (2月30日, 13月5日), or whose 年, 月 or 日 is lost (20251月1日)."""
    text = submission.prose.folded
    for start, end in _broken(text.text):
        if text.quoted(start):
            continue
        of_period = _OF_PERIOD.search(text.text, _around(text, start)[0], start)
        code = WRONG_PERIOD if of_period else BAD_DATE
        yield code.at(
            text.span(start, end),
            f"“{text.said(start, end)}”的年、月、日缺了或多了一处",
            "把年、月、日写对",
            subject=text.section(start),
            severity=WRONG_PERIOD.severity,
            waivable=True,
        )
    for day in _days(text.text):
        if not _exists(day, text, submission.report.year):
            what = (
                "没有这一天"
                if day.end - day.start > 0 and text.text[day.end - 1] in "日号"
                else "没有这个月"
            )
            yield _no_such(text, day.start, day.end, what)


def _no_such(text: Lines, start: int, end: int, what: str) -> Finding:
    return BAD_DATE.at(
        text.span(start, end),
        f"{what}：{text.said(start, end)}",
        "核对月、日",
        subject=text.section(start),
        severity=WRONG_PERIOD.severity,
        waivable=True,
    )


def _around(text: Lines, at: int) -> tuple[int, int]:
    """Return the sentence of a place, as far as its words are near."""
    begin, end = text.sentence(at)
    return max(begin, at - NEAR), min(end, at + NEAR)


def _exists(day: Day, text: Lines, year: int) -> bool:
    """Tell whether a day is in the calendar; where no year stands with it, of a year that is told of."""
    if not 1 <= day.month <= 12:
        return False
    if text.text[day.end - 1] == "月":
        return True
    if (day.month, day.day) == (2, 29):
        begin, end = _around(text, day.start)
        said = re.findall(r"(?<!\d)\d{4}(?=年)", text.text[begin:end])
        years = [day.year] if day.year else [int(each) for each in said] or [year]
        return any(map(calendar.isleap, years))
    return 1 <= day.day <= calendar.monthrange(2023, day.month)[1]


def day_after_signature(submission: Submission) -> Iterator[Finding]:
    """A day told of as past that comes after the report was signed (catalogue 24); plans may."""
    report, text = submission.report, submission.prose.folded
    if report.day.isoformat() not in report.day_span.source.lines[report.day_span.line - 1]:
        return  # it could not be read, and has its own finding
    if report.day.year <= report.year:
        return  # signed too early, which has its own finding
    signed = (report.day.year, report.day.month, report.day.day)
    for found in _days(text.text):
        start, end, *day = found
        month = not found.day
        if tuple(day) <= (signed[:2] if month else signed) or not _exists(found, text, report.year):
            continue
        begin, stop = _around(text, start)
        done = (
            _DONE.search(text.text, max(begin, start - 4), start)
            or text.text.find("了", end, stop) >= 0
        )
        ahead = _AHEAD_OF_IT if done else _AHEAD
        if ahead.search(text.text, begin, stop) or text.quoted(start) or (month and not done):
            continue
        printed = f"{report.day.year}年{report.day.month}月{report.day.day}日"
        yield WRONG_YEAR.at(
            text.span(start, end),
            f"{text.said(start, end)}在成文日期（{printed}）以后",
            "核对年、月、日",
            related=(Related(report.day_span, f"成文日期 {printed}"),),
            subject=text.section(start),
        )
