"""Checks of what a report says of itself: its parts, its period (catalogue 37–39)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import PART_COUNT, PART_RENAMED, PART_UNLISTED, WRONG_PERIOD
from nianbao.findings.finding import Finding
from nianbao.report.references import chinese_numeral
from nianbao.source import Span

_NOTE = re.compile(r"（[^（）]*）")
_SENTENCE = re.compile(r"[^。\n]+")
_COUNT = re.compile(r"(?P<count>[一二三四五六七八九十]{1,2})[个大]?(?:部分|方面)")
_COMMON = re.compile(r"政府信息公开工作|政府信息公开|政府信息|工作|情况|的|以及|和|与|及|因|[、，]")


def parts_in_introduction(submission: Submission) -> Iterator[Finding]:
    """The list of parts in the introduction is not that of the headings (catalogue 37, 38).

    A part left out, or named otherwise than its heading, or a count that is not the number of
    parts. Notes in brackets, as the year of the table, may be left out.
    """
    report, text = submission.report, submission.prose.folded
    first = report.form.sections[0]
    lines = [] if first.title else text.of(first.key)
    if not lines:
        return
    all_headings = submission.narrative.headings
    headings = [
        _NOTE.sub("", all_headings.get(section.key, "")) for section in report.form.sections
    ]
    headings = [heading for heading in headings if heading]
    cores = [_core(heading) for heading in headings]
    for match in _SENTENCE.finditer(text.text, lines[0].start, lines[-1].end):
        listed = _core(match[0])
        missing = [h for h, core in zip(headings, cores, strict=True) if core not in listed]
        if len(missing) * 2 < len(headings):
            yield from _parts(match[0], text.span(*match.span()), headings, missing, first.key)
            return


def _parts(
    sentence: str, span: Span, headings: list[str], missing: list[str], section: str
) -> Iterator[Finding]:
    if missing:
        names = "、".join(f"“{heading}”" for heading in missing)
        message = f"引言列的各部分里没有{names}"
        yield PART_UNLISTED.at(span, message, "补上，次序和标题一致", subject=section)
    other = [heading for heading in headings if heading not in sentence and heading not in missing]
    if other:
        names = "、".join(f"“{heading}”" for heading in other)
        message = f"引言列的各部分，名称和标题不一样；标题是{names}"
        yield PART_RENAMED.at(span, message, "照标题写，一字不差", subject=section)
    count = _COUNT.search(sentence)
    if count and count["count"] != chinese_numeral(len(headings)):
        message = f"引言说有{count['count']}个部分，标题有{chinese_numeral(len(headings))}个"
        yield PART_COUNT.at(span, message, "改成一样的数", subject=section)


def _core(text: str) -> str:
    return _COMMON.sub("", _NOTE.sub("", text))


_PERIOD = re.compile(
    r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日(?:零时|0时)?起?，?(?:至|到|—+|-|～|~|－)"
    r"(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_OF_REPORT = re.compile("统计|期限|时限|数据|本年报|本报告")


def period(submission: Submission) -> Iterator[Finding]:
    """A 统计期限 that is not 1 January to 31 December of the report year (catalogue 39)."""
    year, text = submission.report.year, submission.prose.folded
    for match in _PERIOD.finditer(text.text):
        start, end = match.span()
        if not _OF_REPORT.search(text.text, text.sentence(start)[0], start):
            continue
        first = tuple(int(match[key]) for key in ("y1", "m1", "d1"))
        last = tuple(int(match[key] or match["y1"]) for key in ("y2", "m2", "d2"))
        if (first, last) != ((year, 1, 1), (year, 12, 31)):
            said = text.said(start, end)
            yield WRONG_PERIOD.at(
                text.span(start, end),
                f"统计期限写的是“{said}”，应当是 {year}年1月1日至12月31日",
                "改成 {{年度}}年1月1日起至{{年度}}年12月31日止",
                subject=text.section(start),
            )
