"""Checks of numbered points: orphans, jumps, mixed numbering, measures without problems (43, 46, 47)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from nianbao.checks.against_table.statements import passages
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import UNMATCHED_PROBLEMS
from nianbao.findings.codes.of_wording import LEVEL_ORDER, MIXED_NUMBERING, ORPHAN_ORDINAL
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.reading.yamltree import Scalar
from nianbao.report import Item, PointList
from nianbao.report.narrative import Filled, chinese_numeral
from nianbao.source import Span

_NUMERAL = "[一二三四五六七八九十]{1,3}"
_START = r"(?:^|(?<=[。；：，、;:”）\s]))"
_KINDS: dict[str, re.Pattern[str]] = {
    "一是": re.compile(rf"{_START}({_NUMERAL})是(?![否不])"),
    "第一": re.compile(rf"{_START}第({_NUMERAL})(?=，)"),
    "其一": re.compile(rf"{_START}其({_NUMERAL})(?=[，是])"),
    "（一）": re.compile(rf"(?:^|(?<=[。；：]))（({_NUMERAL})）"),
    "一、": re.compile(rf"^({_NUMERAL})、(?!{_NUMERAL})"),
    "序号1.": re.compile(r"(?:^|(?<=[。；：]))(\d{1,2})[.．](?!\d)"),
    "1、": re.compile(r"^(\d{1,2})、"),
    "（1）": re.compile(r"(?:^|(?<=[。；：]))（(\d{1,2})）"),
}
_LEVELS = {"（一）": 1, "序号1.": 2, "（1）": 3}  # 一是 may stand anywhere
_DIGITS = {chinese_numeral(number): number for number in range(1, 100)}


class Ordinal(NamedTuple):
    """A number that a point begins with: which of a kind, and where."""

    kind: str
    number: int
    text: str
    span: Span


def orphan_ordinal(submission: Submission) -> Iterator[Finding]:
    """A point whose number does not follow: 三是 without 一是 and 二是, a jump, the same one twice (46).

    Numbers are followed through a section, for a list may be typed as paragraphs; a 一是 begins anew
    at any time. Numbers that the program gives to a list count, too.
    """
    for section in submission.report.sections:
        open_: dict[str, list[Ordinal]] = {}
        for ordinal in _ordinals(section.items, submission.narrative.filled):
            stack = open_.setdefault(ordinal.kind, [])
            if ordinal.number == 1:
                if stack and stack[-1].number == 1 and _same_text(stack[-1], ordinal):
                    yield _finding(
                        ordinal, f"有两个“{ordinal.text}”", stack[-1], section.section.key
                    )
                stack.append(ordinal)
                continue
            at = next(
                (i for i in reversed(range(len(stack))) if stack[i].number == ordinal.number - 1),
                None,
            )
            if at is not None:
                del stack[at:]
            elif stack:
                last = stack[-1]
                if last.number == ordinal.number:
                    message = f"有两个“{ordinal.text}”"
                else:
                    message = f"“{last.text}”后面是“{ordinal.text}”，次序不连"
                yield _finding(ordinal, message, last, section.section.key)
                stack.pop()
            else:
                message = f"有“{ordinal.text}”，前面没有“{_written(ordinal, ordinal.number - 1)}”"
                yield _finding(ordinal, message, None, section.section.key)
            stack.append(ordinal)


def _same_text(one: Ordinal, other: Ordinal) -> bool:
    return one.span.line == other.span.line and other.span.column - one.span.column < 60


def _written(ordinal: Ordinal, number: int) -> str:
    numeral = str(number) if re.search(r"\d", ordinal.text) else chinese_numeral(number)
    return re.sub(rf"{_NUMERAL}|\d+", numeral, ordinal.text, count=1)


def _finding(ordinal: Ordinal, message: str, before: Ordinal | None, section: str) -> Finding:
    code = ORPHAN_ORDINAL
    related = (Related(before.span, f"前面的“{before.text}”"),) if before else ()
    return code.at(
        ordinal.span,
        message,
        "补上缺的，或改次序",
        related=related,
        subject=section,
        severity=Severity.WARNING,
    )


def _ordinals(items: tuple[Item, ...], filled: dict[Scalar, Filled]) -> Iterator[Ordinal]:
    for item in items:
        if isinstance(item, Scalar):
            yield from _typed(item, filled)
            continue
        for number, point in enumerate(item.points, 1):
            numeral = str(number) if "1" in item.style else chinese_numeral(number)
            text = re.sub("[1一]", numeral, item.style.removeprefix("序号"))
            yield Ordinal(item.style, number, text, point.text.part(0, 1))
            yield from _typed(point.text, filled)
            yield from _ordinals(point.items, filled)


def _typed(line: Scalar, filled: dict[Scalar, Filled]) -> Iterator[Ordinal]:
    whole = filled.get(line)
    if whole is None:
        return
    text = whole.text
    found = []
    for kind, pattern in _KINDS.items():
        for match in pattern.finditer(text):
            number = int(match[1]) if match[1].isdigit() else _DIGITS.get(match[1], 0)
            if number:
                ordinal = Ordinal(kind, number, match[0], whole.span(*match.span()))
                found.append((match.start(), ordinal))
    yield from (ordinal for _, ordinal in sorted(found, key=lambda pair: pair[0]))


def mixed_numbering(submission: Submission) -> Iterator[Finding]:
    """1. and 1、 in one report, or a list within one of a lower level (catalogue 47).

    GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1） in this order; 1、 is none of them. A level may be left out.
    """
    first: dict[str, Span] = {}
    for passage in passages(submission):
        for kind in ("序号1.", "1、"):
            match = _KINDS[kind].match(passage.text)
            if match:
                first.setdefault(kind, passage.filled.span(*match.span()))
    for section in submission.report.sections:
        yield from _levels(section.items, 0, section.section.key)
        for item in section.items:
            if isinstance(item, PointList) and item.style == "序号1.":
                first.setdefault("序号1.", item.span)
    if "1、" in first:
        span = first["1、"]
        related = (Related(first["序号1."], "另一处是“1.”"),) if "序号1." in first else ()
        message = "编号“1、”和“1.”混用" if related else "编号“1、”不合公文的层次序数"
        code, subject = MIXED_NUMBERING, "正文"
        help_ = "写成要点：- 序号1.: 下面一项一点，编号由程序加"
        yield code.at(
            span, message, help_, related=related, subject=subject, severity=Severity.WARNING
        )


def _levels(items: tuple[Item, ...], above: int, section: str) -> Iterator[Finding]:
    for item in items:
        if isinstance(item, PointList):
            level = _LEVELS.get(item.style, 0)
            if 0 < level <= above:
                code = LEVEL_ORDER
                yield code.at(
                    item.span,
                    f"“{item.style}”套在同级或更低一级的编号里",
                    "依次用 （一）、1.、（1）",
                    subject=section,
                    severity=Severity.WARNING,
                )
            for point in item.points:
                yield from _levels(point.items, level or above, section)


def problems_and_measures(submission: Submission) -> Iterator[Finding]:
    """More problems than measures, or none at all for them (catalogue 43).

    Counted where the section of problems and measures has two lists of the same style, the first one
    after words that speak of problems, the other after words that speak of measures.
    """
    report = submission.report
    key = report.form.wording.problems
    for section in report.sections:
        if section.section.key != key:
            continue
        lists = list(_introduced(section.items, "", submission.narrative.filled))
        problems = next(
            (found for words, found in lists if re.search("问题|不足|困难|差距", words)), None
        )
        measures = next(
            (found for words, found in lists if found is not problems and _IMPROVE.search(words)),
            None,
        )
        if problems and measures and len(measures.points) < len(problems.points):
            code = UNMATCHED_PROBLEMS
            message = f"问题有 {len(problems.points)} 条，措施只有 {len(measures.points)} 条"
            yield code.at(
                measures.span,
                message,
                "逐条写明怎样改进",
                related=(Related(problems.span, f"问题 {len(problems.points)} 条"),),
                subject=key,
                severity=Severity.WARNING,
            )
        text = "".join(p.text for p in passages(submission) if p.section == key)
        if problems and not measures and not _MEASURE.search(text):
            code = UNMATCHED_PROBLEMS
            yield code.at(
                problems.span,
                f"写了 {len(problems.points)} 条问题，没有写怎样改进",
                "逐条写明怎样改进",
                subject=key,
                severity=Severity.WARNING,
            )


_IMPROVE = re.compile("改进|措施|整改|下一步|今后|将|针对|加强|打算|计划")
_MEASURE = re.compile("改进|措施|整改|下一步|今后|将|拟")


def _introduced(
    items: tuple[Item, ...], words: str, filled: dict[Scalar, Filled]
) -> Iterator[tuple[str, PointList]]:
    """Yield the innermost lists, each with the words that stand before it."""
    for item in items:
        if isinstance(item, Scalar):
            words = filled[item].text if item in filled else item.text
            words = words[-60:]
        elif any(point.items for point in item.points):
            for point in item.points:
                yield from _introduced(point.items, point.text.text, filled)
        else:
            yield words, item


ORDINAL_CHECKS = (orphan_ordinal, mixed_numbering, problems_and_measures)
