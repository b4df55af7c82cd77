"""Checks of numbered points: orphans, jumps, mixed numbering, levels (catalogue 46, 47)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Line, Lines
from nianbao.checks.parts.repeats import pasted
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import LEVEL_ORDER, MIXED_NUMBERING, ORPHAN_ORDINAL
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.regex import regex
from nianbao.report import Item, PointList
from nianbao.report.numerals import chinese_numeral
from nianbao.source import Span
from nianbao.tuples import NamedTuple

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# How points are numbered by hand; where each kind may stand, _stands says. 一是一、二是二 is an idiom.
_ORDINAL = regex(
    rf"(?=[一二三四五六七八九十第其（\d])(?:(?P<是>{_NUMERAL})是(?!否|不是)(?!(?P=是)(?:[，。、；”\n]|{_NUMERAL}是|$))|第(?P<第>{_NUMERAL})(?=，)|其(?P<其>{_NUMERAL})(?=[，是])"
    rf"|（(?P<圆>{_NUMERAL})）|(?P<顿>{_NUMERAL})、(?!{_NUMERAL})"
    r"|(?P<点>\d{1,2})[.．](?!\d)|(?P<数>\d{1,2})、|（(?P<括>\d{1,2})）)"
)
_DIGIT = regex(r"\d{1,2}(?:[.．](?!\d)|、)")  # at the beginning of a line
_KINDS = {
    "是": "一是", "第": "第一", "其": "其一", "圆": "（一）",
    "顿": "一、", "点": "序号1.", "数": "1、", "括": "（1）",
}  # fmt: skip
_AFTER_ANY = frozenset("。；：，、;:”） \u3000\t\n")
_AFTER_STOP = frozenset("。；：\n")
_LEVELS = {"（一）": 1, "序号1.": 2, "（1）": 3}  # 一是 may stand anywhere
_FIGURE = regex(rf"{_NUMERAL}|\d+")
_DIGITS = {chinese_numeral(number): number for number in range(1, 100)}
DEEP = 9  # lists of one kind that can be open at once
NEAR = 60  # characters between two 一是 of which the second was meant to be 二是


class Ordinal(NamedTuple):
    """A number that a point begins with: which of a kind, and where."""

    kind: str
    number: int
    text: str
    line: Line
    start: int
    end: int
    certain: bool = True  # （二） after 、 or （一） after 包括 may also be of something else


def orphan_ordinal(submission: Submission) -> Iterator[Finding]:
    """A point whose number does not follow: 三是 without 一是 and 二是, a jump, the same one twice (catalogue 46).

    Numbers are followed through a section, for a list may be typed as paragraphs; a 一是 begins anew
    at any time. Numbers that the program gives to a list count, too.
    """
    text = submission.prose.folded
    section, open_ = "", dict[str, list[Ordinal]]()
    headings: set[int] | None = None
    for ordinal in _ordinals(text):
        if ordinal.line.paragraph.section != section:
            section, open_ = ordinal.line.paragraph.section, {}
        before = open_.setdefault(ordinal.kind, [])
        message, related = _fault(ordinal, before)
        if message and headings is None:
            headings = {line.start for line, _ in pasted(submission)}  # with their own finding
        if message and (not ordinal.certain or ordinal.line.start in (headings or ())):
            continue
        if message:
            yield ORPHAN_ORDINAL.at(
                _span(text, ordinal),
                message,
                "补上缺的，或改次序",
                related=(Related(_span(text, related), f"前面的“{related.text}”"),)
                if related
                else (),
                subject=section,
            )
        before.append(ordinal)
        del before[:-DEEP]


def _fault(ordinal: Ordinal, open_: list[Ordinal]) -> tuple[str, Ordinal | None]:
    """Say what is wrong with a number, and close the lists that it ends; "" where it follows."""
    last = open_[-1] if open_ else None
    if ordinal.number == 1:
        near = last and last.number == 1 and last.line is ordinal.line
        twice = near and last and ordinal.start - last.start < NEAR
        return (f"有两个“{ordinal.text}”", last) if twice else ("", None)
    for place in reversed(range(len(open_))):
        if open_[place].number == ordinal.number - 1:
            del open_[place:]
            return "", None
    if last is None:
        return f"有“{ordinal.text}”，前面没有“{_written(ordinal, ordinal.number - 1)}”", None
    open_.pop()
    if last.number == ordinal.number:
        return f"有两个“{ordinal.text}”", last
    return f"“{last.text}”后面是“{ordinal.text}”，次序不连", last


def _written(ordinal: Ordinal, number: int) -> str:
    numeral = str(number) if re.search(r"\d", ordinal.text) else chinese_numeral(number)
    return _FIGURE.sub(numeral, ordinal.text, count=1)


def _span(text: Lines, ordinal: Ordinal) -> Span:
    return text.span(ordinal.start, ordinal.end)


def _ordinals(text: Lines) -> Iterator[Ordinal]:
    """Yield the numbers of points, those of lists and those typed, in their order."""
    typed = _typed(text)
    following = next(typed, None)
    for line in text.lines:
        style, number = line.paragraph.style, line.paragraph.number
        if number:
            numeral = str(number) if "1" in style else chinese_numeral(number)
            shown = re.sub("[1一]", numeral, style.removeprefix("序号"))
            yield Ordinal(style, number, shown, line, line.start, line.start + 1)
        while following and following.start <= line.end:
            yield following
            following = next(typed, None)


def _typed(text: Lines) -> Iterator[Ordinal]:
    for match in _ORDINAL.finditer(text.text):
        kind = match.lastgroup or ""
        number = int(match[kind]) if match[kind].isdigit() else _DIGITS.get(match[kind], 0)
        before = text.text[match.start() - 1 : match.start()]
        certain = _stands(kind, before)
        if number and (
            certain or _may_stand(kind, number, before, text.text[match.end() : match.end() + 1])
        ):
            line = text.line(match.start())
            yield Ordinal(_KINDS[kind], number, match[0], line, *match.span(), certain)


def _stands(kind: str, before: str) -> bool:
    """Tell whether a number of this kind may begin a point after a character, or a paragraph."""
    if kind in "顿数":
        return before in {"", "\n"}
    return not before or before in (_AFTER_ANY if kind in "是第其" else _AFTER_STOP)


def _may_stand(kind: str, number: int, before: str, after: str) -> bool:
    """Tell whether （一） may begin a point within a sentence: 包括（一）……、（二）……; not 第（一）项."""
    inline = kind in "圆括" and before != "第" and after not in {"项", "款", "目", "至", "、"}
    return inline and (number == 1 or before in {"、", "，", "和", "及"})


def mixed_numbering(submission: Submission) -> Iterator[Finding]:
    """1. and 1、 in one report, or a list within one of a lower level (catalogue 47).

    GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1） in this order; 1、 is none of them. A level may be left out.
    """
    text = submission.prose.folded
    first: dict[str, Span] = {}
    for line in text.lines:
        if number := _DIGIT.match(line.text):
            kind = "1、" if number[0].endswith("、") else "序号1."
            first.setdefault(kind, text.span(line.start, line.start + number.end()))
    for section in submission.report.sections:
        yield from _levels(section.items, 0, section.section.key)
        yield from _unlike(section.items, section.section.key)
        for item in section.items:
            if isinstance(item, PointList) and item.style == "序号1.":
                first.setdefault("序号1.", item.span)
    if "1、" in first:
        other = first.get("序号1.")
        yield MIXED_NUMBERING.at(
            first["1、"],
            "编号“1、”和“1.”混用" if other else "编号“1、”不合公文的层次序数",
            "写成要点：- 序号1.: 下面一项一点，编号由程序加",
            related=(Related(other, "另一处是“1.”"),) if other else (),
            subject="正文",
        )


def _levels(items: tuple[Item, ...], above: int, section: str) -> Iterator[Finding]:
    for item in items:
        if isinstance(item, PointList):
            level = _LEVELS.get(item.style, 0)
            if 0 < level <= above:
                yield LEVEL_ORDER.at(
                    item.span,
                    f"“{item.style}”套在同级或更低一级的编号里",
                    "依次用 （一）、1.、（1）",
                    subject=section,
                )
            for point in item.points:
                yield from _levels(point.items, level or above, section)


def _unlike(items: tuple[Item, ...], section: str) -> Iterator[Finding]:
    """Find lists of one section and depth that are numbered in different ways; a note."""
    depth = list(items)
    while depth:
        lists = [item for item in depth if isinstance(item, PointList)]
        other = next((each for each in lists if each.style != lists[0].style), None)
        if other:
            yield MIXED_NUMBERING.at(
                other.span,
                f"同一层的要点，前面用“{lists[0].style}”，这里用“{other.style}”",
                "同一层用一种编号",
                related=(Related(lists[0].span, f"前面用“{lists[0].style}”"),),
                subject=section,
                severity=Severity.NOTE,
            )
        depth = [item for each in lists for point in each.points for item in point.items]
