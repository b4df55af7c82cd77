"""Checks of the days that a report names: written whole, in the calendar, before it was signed."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_shape import BAD_DATE
from nianbao.findings.codes.of_texts import WRONG_PERIOD, WRONG_YEAR
from nianbao.findings.finding import Finding, Related

_DAY = re.compile(r"(?:(?<!\d)(?P<year>\d{4})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]")
_MONTH = re.compile(r"(?<!\d)\d{4}年(?P<month>\d{1,2})月(?!\d)")
# 20251月1日, 2025月1日, 2025年31日, 2025年12月31止: a 年, 月 or 日 is lost, or the number before it
_BROKEN = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?(?:\d{1,2}月\d{1,2}日|月\d{1,2}日)"
    r"|(?<!\d)(?:19|20)\d\d年(?:\d{1,2}日|月\d{1,2}日|\d{1,2}月\d{1,2}(?=[起至到止，。；]|$))",
    re.MULTILINE,
)
_OF_PERIOD = re.compile("统计|期限|时限|数据")
_AHEAD = re.compile(
    "将|拟|计划|预计|前|争取|确保|力争|下一步|今后|届满|到期|施行|实施|生效|有效|期限|截止|过渡期"
)


def written_day(submission: Submission) -> Iterator[Finding]:
    """A day that is not in the calendar (2月30日, 13月5日), or has lost its 年, 月 or 日 (20251月1日)."""
    text = submission.prose.folded
    for match in _BROKEN.finditer(text.text):
        start, end = match.span()
        if text.quoted(start):
            continue
        of_period = _OF_PERIOD.search(text.text, text.sentence(start)[0], start)
        code = WRONG_PERIOD if of_period else BAD_DATE
        yield code.at(
            text.span(start, end),
            f"“{text.said(start, end)}”缺了年、月、日中的一个",
            "把年、月、日写全",
            subject=text.section(start),
            severity=WRONG_PERIOD.severity,
            waivable=True,
        )
    for match in _DAY.finditer(text.text):
        if not _exists(match, text, submission.report.year):
            yield _no_such(text, *match.span(), "没有这一天")
    for match in _MONTH.finditer(text.text):
        if not 1 <= int(match["month"]) <= 12:
            yield _no_such(text, *match.span(), "没有这个月")


def _no_such(text: Lines, start: int, end: int, what: str) -> Finding:
    return BAD_DATE.at(
        text.span(start, end),
        f"{what}：{text.said(start, end)}",
        "核对月、日",
        subject=text.section(start),
        severity=WRONG_PERIOD.severity,
        waivable=True,
    )


def _exists(match: re.Match[str], text: Lines, year: int) -> bool:
    """Tell whether a day is in the calendar; where no year stands with it, of a year that is told of."""
    month, day = int(match["month"]), int(match["day"])
    if not 1 <= month <= 12:
        return False
    if (month, day) == (2, 29):
        said = match["year"]
        begin, end = text.sentence(match.start())
        years = [said] if said else re.findall(r"(?<!\d)\d{4}(?=年)", text.text[begin:end])
        return any(map(calendar.isleap, map(int, years or [str(year)])))
    return 1 <= day <= calendar.monthrange(2023, month)[1]


def day_after_signature(submission: Submission) -> Iterator[Finding]:
    """A day told of as past that comes after the report was signed (catalogue 24); plans may."""
    report, text = submission.report, submission.prose.folded
    if report.day.isoformat() not in report.day_span.source.lines[report.day_span.line - 1]:
        return  # it could not be read, and has its own finding
    if report.day.year <= report.year:
        return  # signed too early, which has its own finding
    for match in _DAY.finditer(text.text):
        year, month, day = (int(match[key] or 0) for key in ("year", "month", "day"))
        if (year, month, day) <= (report.day.year, report.day.month, report.day.day):
            continue
        start, end = match.span()
        begin, stop = text.sentence(start)
        if year > date.max.year - 1 or not _exists(match, text, report.year):
            continue
        if _AHEAD.search(text.text, begin, stop) or text.quoted(start):
            continue
        printed = f"{report.day.year}年{report.day.month}月{report.day.day}日"
        yield WRONG_YEAR.at(
            text.span(start, end),
            f"{text.said(start, end)}在成文日期（{printed}）以后",
            "核对年、月、日",
            related=(Related(report.day_span, f"成文日期 {printed}"),),
            subject=text.section(start),
        )
