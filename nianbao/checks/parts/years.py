"""Checks of the years that a report speaks of (catalogue 24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.parts.bodies import own_names
from nianbao.checks.parts.introduction import opening
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import VAGUE_YEAR, WRONG_YEAR
from nianbao.findings.finding import Finding
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex

_VAGUE = regex(r"[今去明前]年(?!轻)")
_OTHER_WORDS = "当至历"  # 当今年轻人, 至今年

_YEAR = regex(r"(?P<year>\d{4})年")
_SELF = r"我[局市县区委厅办乡镇]|本局|本机关|本单位"
_LEAD = regex("度?，?")
_BY_SELF = regex(rf"度?，?(?={_SELF})")  # 2016年，我局……
_OF_SELF = regex(rf"(?:{_SELF}|本部门)$")
_WORK = regex(
    "度?的?(?:政府信息|政务|信息公开|主动公开|共|工作|情况|收到的申请|收到申请|受理申请|新收)"
)  # 我局2016年工作
_TITLE = regex("度?的?政府信息公开(?:工作)?(?:年度报告|总体?情况|情况|工作情况)")
_PLAN = regex("将|拟|计划|继续|进一步|努力|要")
_OPENS = regex(
    rf"度?，(?:全[省市县区镇乡州旗]|[{HAN}]{{2,10}}[省市县区镇乡州旗])?(?:认真|坚持|深入|严格|全面|始终|积极|紧紧|扎实|聚焦|以)"
)
_OTHERS = regex(r"\d{1,2}月|[至到—-]|底|末|以来|起")
_IS = ("是", "，是")
_CLAUSE = regex("度?，?(?:[^，。；：、（）\n\\d]{2,24}?)(?=\\d)")
_BEFORE = regex("结转|上年|去年|遗留|立案|受理后")
_COMPARED = regex("相比|比较|同期|增长|增加|减少|下降")


def vague_year(submission: Submission) -> Iterator[Finding]:
    """今年 or 去年 in a report that is published the year after (catalogue 24).

    Readers take 今年 for the year in which they read; the report speaks of the year before.
    """
    year, text = submission.report.year, submission.prose.folded
    means = {
        "今年": f"{{{{年度}}}}年（{year}年）",
        "去年": f"{{{{上年度}}}}年（{year - 1}年）",
        "明年": f"{{{{下年度}}}}年（{year + 1}年）",
        "前年": f"{year - 2}年",
    }
    for match in _VAGUE.finditer(text.text):
        start, word = match.start(), match[0]
        if text.text[max(start - 1, 0)] in _OTHER_WORDS or text.quoted(start):
            continue
        yield VAGUE_YEAR.at(
            text.span(*match.span()),
            f"“{word}”说不清是哪一年：年报到下一年才公布",
            f"写成 {means[word]}",
            subject=text.section(start),
        )


def wrong_year(submission: Submission) -> Iterator[Finding]:
    """The report speaks of itself under another year (catalogue 24): 我局2016年……, left from last year.

    The year after is right where plans are told, other years in titles within 《》 and comparisons.
    """
    year, text = submission.report.year, submission.prose.folded
    own = f"{year}年"
    names = tuple(name.text for name in own_names(submission))
    heads = {line.start: line for line in opening(submission)}
    counted = {start for start, _, cell in text.references if cell is not None}
    for match in _YEAR.finditer(text.text):
        if match[0] == own:
            continue
        begin, end, leads = _own_year(text.text, match, names)
        head = heads.get(match.start())
        if begin == end and head and own not in head.text and _OPENS.match(text.text, match.end()):
            begin, end, leads = *match.span(), True  # 2024年，江北市认真贯彻……
        last = match[0] == f"{year - 1}年" and text.text.startswith(_IS, match.end())
        if begin == end and head and last and own not in head.text:
            begin, end, leads = *match.span(), True  # 2024年是“十四五”规划……
        counts = _counts(text.text, match.end(), counted)
        if begin == end and counts:
            begin, end, leads = *match.span(), False  # 2024年收到申请{{…}}件
        if begin == end:
            continue
        stop = text.part(begin)[1]
        planned = int(match["year"]) == year + 1 and (leads or _PLAN.search(text.text, begin, stop))
        compared = _COMPARED.search(text.text, begin, stop) or own in text.text[begin:stop]
        compared = compared and not (counts and end == match.end())
        if planned or compared or text.quoted(begin):
            continue
        yield WRONG_YEAR.at(
            text.span(*match.span("year")),
            f"“{text.said(begin, end)}”：这是 {year} 年度的年报",
            f"改成 {year}；写成 {{{{年度}}}}，明年就不用再改",
            subject=text.section(begin),
        )


def _counts(text: str, end: int, counted: set[int]) -> bool:
    """Tell whether a year is said of a figure of this year's table that follows in the same clause."""
    words = _CLAUSE.match(text, end)
    if words is None or words.end() not in counted:
        return False
    return not (_OTHERS.match(text, end) or _BEFORE.search(words[0]))


def _own_year(text: str, match: re.Match[str], names: tuple[str, ...]) -> tuple[int, int, bool]:
    """Return the words that speak of the report's own year, and whether they lead the sentence."""
    start, end = match.span()
    lead = _LEAD.match(text, end)
    if (
        names
        and lead
        and text.startswith(names, lead.end())
        and (not start or text[start - 1] in "。；：\n")
    ):
        return start, lead.end(), True
    if names and text.endswith(names, 0, start) and not _OTHERS.match(text, end):
        return start, end, False
    begins = not start or text[start - 1] in "。；：\n"
    if begins and (lead := _BY_SELF.match(text, end)):
        return start, lead.end(), True
    if _WORK.match(text, end) and (own := _OF_SELF.search(text, max(start - 4, 0), start)):
        return own.start(), end, False
    if _TITLE.match(text, end):
        return start, end + text.startswith("度", end), False
    return start, start, False
