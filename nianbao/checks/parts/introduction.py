"""Checks of what a report says of itself: its parts, its period (catalogue 37–39).

Both stand in the introduction, or where there is none in what 总体情况 opens with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Line
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import PART_COUNT, PART_RENAMED, PART_UNLISTED, WRONG_PERIOD
from nianbao.findings.finding import Finding
from nianbao.regex import regex
from nianbao.report.numerals import chinese_numeral
from nianbao.source import Span
from nianbao.tuples import NamedTuple

_NOTE = regex(r"（[^（）]*）")
_SENTENCE = regex(r"[^。\n]+")
_COUNT = regex(
    r"(?P<count>[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})[个大]?(?:部分|(?P<aspects>方面))"
)
_COUNTED = regex(
    r"(?:报告|年报|全文|正文)[^。，\n]{0,12}(?:分为|分|由|包括|包含|含|共有|共)[^。\n]*$"
)
_MAY_LIST = regex("问题|事项|部分")
_LISTS = regex("组成|构成|包括|包含|分为|部分|方面|分别")
_ANNEX = regex("(?:内容)?(?:和|及|以及|加|、)[^。，：]{0,12}(?:表|附件)")  # 由七个部分和附表组成
_PAUSES = str.maketrans("", "", "、，；")
_COMMON = regex(
    r"政府信息公开工作|政府信息公开|政府信息|被?申请(?=行政复议)|提起(?=行政诉讼)|申请"
    r"|工作|情况|的|以及|和|与|及|因|[、，；：《》“”]"
)


class Heading(NamedTuple):
    """A part of the report as the introduction may call it."""

    title: str
    others: tuple[str, ...]  # as good as the title
    cores: tuple[str, ...]  # what is left of the title and of the others without common words
    older: tuple[str, ...]


def opening(submission: Submission) -> list[Line]:
    """Return the paragraphs before the first point: the introduction's, and those of the first part."""
    text, sections = submission.prose.folded, submission.report.form.sections
    lines = [] if sections[0].title else text.of(sections[0].key)
    first = next(section for section in sections if section.title)
    for line in text.of(first.key):
        if line.paragraph.number:
            break
        lines.append(line)
    return lines


def parts_in_introduction(submission: Submission) -> Iterator[Finding]:
    """The list of parts in the introduction is not that of the headings (catalogue 37, 38).

    A part left out, or named otherwise than its heading, or a count that is not the number of
    parts. Notes in brackets, as the year of the table, may be left out; names that are as good
    (又作) and those of older forms (旧称) are data of the form.
    """
    text, headings = submission.prose.folded, list[Heading]()
    for line in opening(submission):
        for match in _SENTENCE.finditer(text.text, line.start, line.end):
            sentence = match[0]
            if not _MAY_LIST.search(sentence) or not _LISTS.search(sentence):
                continue
            headings = headings or list(_headings(submission))
            listed = _core(sentence)
            missing = [h for h in headings if not any(core in listed for core in h.cores)]
            span, section = text.span(*match.span()), line.paragraph.section
            if len(missing) * 2 < len(headings):
                yield from _parts(sentence, span, headings, missing, section)
                return
            count = _COUNT.search(sentence)
            if count and not count["aspects"] and _COUNTED.search(sentence, 0, count.start()):
                yield from _count(sentence, span, len(headings), section)
                return


def _headings(submission: Submission) -> Iterator[Heading]:
    form, printed = submission.report.form, submission.narrative.headings
    named = {names.section: names for names in form.wording.names}
    for section in form.sections:
        title = _NOTE.sub("", printed.get(section.key, ""))
        if title:
            names = named.get(section.key)
            others, older = (names.others, names.older) if names else ((), ())
            cores = tuple(dict.fromkeys(map(_core, (title, *others))))
            yield Heading(title, others, cores, older)


def _parts(
    sentence: str, span: Span, headings: list[Heading], missing: list[Heading], section: str
) -> Iterator[Finding]:
    renamed = [
        heading
        for heading in headings
        if not _names(sentence, (heading.title, *heading.others))
        and (heading not in missing or _names(sentence, heading.older))
    ]
    unlisted = [heading for heading in missing if heading not in renamed]
    if unlisted:
        names = "、".join(f"“{heading.title}”" for heading in unlisted)
        message = f"引言列的各部分里没有{names}"
        yield PART_UNLISTED.at(span, message, "补上，次序和标题一致", subject=section)
    if renamed:
        names = "、".join(f"“{heading.title}”" for heading in renamed)
        message = f"引言列的各部分，名称和标题不一样；标题是{names}"
        yield PART_RENAMED.at(span, message, "照标题写，一字不差", subject=section)
    yield from _count(sentence, span, len(headings), section)


def _names(sentence: str, names: tuple[str, ...]) -> bool:
    """Tell whether a sentence has one of the names, whatever it pauses with."""
    said = sentence.translate(_PAUSES)
    return any(name.translate(_PAUSES) in said for name in names)


def _count(sentence: str, span: Span, many: int, section: str) -> Iterator[Finding]:
    """Compare how many parts a sentence says there are; a table behind them may be one more."""
    count = _COUNT.search(sentence)
    if count is None:
        return
    right = {chinese_numeral(many), str(many)}
    if _ANNEX.match(sentence, count.end()):
        right |= {chinese_numeral(many - 1), str(many - 1)}
    if count["count"] not in right:
        message = f"引言说有{count['count']}个部分，标题有{chinese_numeral(many)}个"
        yield PART_COUNT.at(span, message, "改成一样的数", subject=section)


def _core(text: str) -> str:
    return _COMMON.sub("", _NOTE.sub("", text))


# ── the period ──────────────────────────────────────────────────────────────────────────────

_TO = r"(?:零时|0时)?(?:起|开始)?，?(?:至|到|—+|-|－|–|～|~)"
_PERIOD = regex(
    rf"(?P<y1>\d{{4}})年(?P<m1>\d{{1,2}})月(?:(?P<d1>\d{{1,2}})日{_TO}"
    r"(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
    rf"|份?{_TO}(?:(?P<y4>\d{{4}})年)?(?P<m4>\d{{1,2}})月(?!\d))"
)
_OF_REPORT = regex("统计|期限|时限|本年报|本报告")
_OF_OPENING = regex("统计|期限|时限|数据|本年报|本报告")
NEAR = 80  # characters before a period in which its sentence says what it is
_STATED = regex(
    r"统计(?:期限|时限|周期|时间|范围)(?:是|为|：)?(?P<year>\d{4})年度?(?=[。，；）]|全年)"
)


def period(submission: Submission) -> Iterator[Finding]:
    """A 统计期限 that is not 1 January to 31 December of the report year (catalogue 39)."""
    year, text = submission.report.year, submission.prose.folded
    heads = {line.start for line in opening(submission)} if "数据" in text.text else set()
    for match in _PERIOD.finditer(text.text):
        start, end = match.span()
        words = _OF_OPENING if text.line(start).start in heads else _OF_REPORT
        if not words.search(text.text, max(text.sentence(start)[0], start - NEAR), start):
            continue
        if not _whole_year(match, year):
            yield _wrong_period(submission, start, end)
    for match in _STATED.finditer(text.text):
        if int(match["year"]) != year:
            yield _wrong_period(submission, *match.span())


def _whole_year(match: re.Match[str], year: int) -> bool:
    of_days = match["d1"] is not None
    names = ("y1", "m1", "d1", "y2", "m2", "d2") if of_days else ("y1", "m1", "y4", "m4")
    said = tuple(int(match[name] or match["y1"]) for name in names)
    return said == ((year, 1, 1, year, 12, 31) if of_days else (year, 1, year, 12))


def _wrong_period(submission: Submission, start: int, end: int) -> Finding:
    year, text = submission.report.year, submission.prose.folded
    return WRONG_PERIOD.at(
        text.span(start, end),
        f"统计期限写的是“{text.said(start, end)}”，应当是 {year}年1月1日至12月31日",
        "改成 {{年度}}年1月1日起至{{年度}}年12月31日止",
        subject=text.section(start),
    )
