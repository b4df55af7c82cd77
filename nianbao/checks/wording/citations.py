"""Checks on documents that the text cites: their numbers, their short titles (catalogue 60, 63)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import DOCUMENT_NUMBER, UNDEFINED_ABBREVIATION
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex

_BOOK = regex(r"《([^《》\n]{2,60})》")
_DEFINITION = regex(r"(?:简称|统称|下称)[为作：:]?[“‘《「]*+([^《》“”‘’「」（）()，。；\n]{1,40})")
_LEADING = "号和与及照据实按见"  # words before a 文号 that are none of it
_BODY = regex(rf"(?:(?![{_LEADING}])[{HAN}]){{1,8}}[ ]?$")
_NUMBER = regex(
    r"(?P<open>[\[［(（【〈〔﹝])\s{0,3}(?P<year>\d{2,4})年?\s{0,3}(?P<shut>[\]］)）】〉〕﹞])"
    r"\s{0,3}(?P<ordinal>第?)(?P<serial>\d{1,4})\s{0,3}号"
)
_BARE = regex(  # the brackets lost: 国办发20258号
    r"(?<=[发函办字通规文])(?P<year>(?:19|20)\d{2})[年—－-]?(?P<serial>\d{1,4})号"
)
_BARE_BODY = regex(rf"(?:(?![{_LEADING}])[{HAN}]){{2,12}}$")
_WIDE_DIGIT = regex("[０-９]")
_TITLE = regex(r"《([^《》\n]{4,200})》")
_CITED = regex(r"根据|按照|依据|依照|遵照|贯彻|落实")
_HAS_NUMBER = regex(r"[（(][^。；\n]{1,40}?\d号")
_NUMBERED = regex(r"\d号$")


def undefined_abbreviation(submission: Submission) -> Iterator[Finding]:
    """A short title before （以下简称《…》） has said what it stands for (catalogue 60).

    《条例》 alone, or the tail of a title given in full before. Once for each short title; where
    the form's own label is quoted (不是《条例》所指政府信息) it is the form's affair.
    """
    lines, generic = submission.prose.folded, submission.lexicon.generic
    text = lines.text
    defined: dict[str, int] = {}  # where a short title is first said to be one
    for match in _DEFINITION.finditer(text):
        defined.setdefault(match[1], match.end())
    full: dict[str, int] = {}
    tails: dict[str, str] = {}
    for match in _BOOK.finditer(text):
        title, start, end = match[1], *match.span()
        whole = tails.get(title, "")
        if title not in generic and not whole:
            if title not in full:
                full[title] = start
                for at in range(1, len(title) - 1):
                    tails.setdefault(title[at:], title)
            continue
        if defined.get(title, end + 3) <= end + 2:
            continue
        around = text[max(0, start - 8) : end + 8]
        if any(label in around for label in submission.report.form.quoting):
            continue
        later = title in defined
        defined[title] = 0  # once is enough
        yield _undefined(
            lines, start, end, whole, full.get(whole, 0), alone=title in generic, later=later
        )


def _undefined(
    lines: Lines, start: int, end: int, whole: str, stands: int, *, alone: bool, later: bool
) -> Finding:
    title = lines.text[start + 1 : end - 1]
    what = f"《{whole}》" if whole else "全称"
    help_ = f"第一次写全称时注明：{what}（以下简称《{title}》）"
    related: tuple[Related, ...] = ()
    if whole:
        help_ += "；或照样写全称" if not alone else ""
        related = (Related(lines.span(stands, stands + len(whole) + 2), "全称在这里"),)
    why = "先用简称，后面才交代" if later else "用了简称，没有交代是什么的简称"
    return UNDEFINED_ABBREVIATION.at(
        lines.span(start, end), f"《{title}》{why}", help_, related=related, subject=title
    )


def document_number(submission: Submission) -> Iterator[Finding]:
    """A 文号 not written as 国办发〔2014〕32号, or a document relied on without one (catalogue 63).

    GB/T 9704-2012, 7.2.5: four-digit year in 〔〕, no 第, no leading zero. Of cited documents only
    those that the report says it follows, where they are first named.
    """
    lines = submission.prose.folded
    for match in _NUMBER.finditer(lines.text):
        start, end = match.span()
        body = _BODY.search(lines.text, max(start - 9, 0), start)
        wide = bool(_WIDE_DIGIT.search(lines.said(start, end)))
        if body and (wrong := _number_faults(match, wide=wide)):
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year'][-2:]}"
            proper = f"〔{year}〕{match['serial'].lstrip('0')}号"
            yield DOCUMENT_NUMBER.at(
                lines.span(start, end),
                f"文号写法不对：{wrong}",
                f"写成“{proper}”",
                subject=lines.said(body.start(), end),
            )
    number = submission.report.number
    found = _NUMBER.search(number.text) if number else None
    if number and found and (wrong := _number_faults(found)):
        yield DOCUMENT_NUMBER.at(
            number.span, f"文号写法不对：{wrong}", "写成“×政办发〔2018〕1号”这样", subject="文号"
        )
    yield from _bare(lines)
    yield from _unnumbered(lines, submission.lexicon.numbered)


def _number_faults(match: re.Match[str], *, wide: bool = False) -> str:
    faults = []
    if match["open"] + match["shut"] != "〔〕":
        faults.append("年份要用六角括号〔〕")
    if len(match["year"]) != 4:
        faults.append("年份要写四位")
    if wide:
        faults.append("数字要用半角")
    if "年" in match[0]:
        faults.append("年份后不写“年”")
    if match["ordinal"]:
        faults.append("不加“第”")
    if match["serial"].startswith("0"):
        faults.append("序号前不补 0")
    return "，".join(faults)


def _bare(lines: Lines) -> Iterator[Finding]:
    """Find numbers of documents whose year has lost its brackets."""
    for match in _BARE.finditer(lines.text):
        start, end = match.span()
        if body := _BARE_BODY.search(lines.text, max(start - 8, 0), start):
            proper = f"〔{match['year']}〕{match['serial'].lstrip('0')}号"
            yield DOCUMENT_NUMBER.at(
                lines.span(start, end),
                "文号写法不对：年份没有用六角括号〔〕括起来",
                f"写成“{proper}”",
                subject=lines.said(body.start(), end),
            )


def _unnumbered(lines: Lines, kinds: tuple[str, ...]) -> Iterator[Finding]:
    """Tell once of the documents that the report says it follows, and names without their numbers."""
    text, seen = lines.text, set()
    found: list[tuple[int, int]] = []
    for match in _TITLE.finditer(text):
        title, start, end = match[1], *match.span()
        if title in seen or not title.endswith(kinds):
            continue
        seen.add(title)
        begin = max(lines.part(start)[0], start - 200)
        if _HAS_NUMBER.match(text, end) or _NUMBERED.search(text, begin, start):
            continue
        if _CITED.search(text, begin, start):
            found.append((start, end))
    if found:
        (start, end), *others = found
        title = text[start + 1 : end - 1]
        kind = next(kind for kind in kinds if title.endswith(kind))
        yield DOCUMENT_NUMBER.at(
            lines.span(start, end),
            f"引用的{kind}没有注明文号" + (f"（这样的共 {len(found)} 处）" if others else ""),
            "在书名号后注明，如（国办发〔2014〕32号）",
            related=tuple(Related(lines.span(*place), "也没有注明") for place in others[:6]),
            subject=title,
            severity=Severity.NOTE,
        )
