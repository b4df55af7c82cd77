"""Checks of what the texts deny: 没有, 未, 无, 零 against the table (catalogue 28, 45)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Line, Lines
from nianbao.checks.places import Places
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import NEGATION_MISMATCH
from nianbao.findings.finding import Finding
from nianbao.form import Cell
from nianbao.form.vocabulary import longest
from nianbao.report import Figure

REACH = 60  # characters after a denial that it can speak of
_DENIAL = re.compile(
    r"(?P<noun>没有|[暂尚并]无|无(?![法论需偿效关故缝障误不正]|序)|零(?![星距售散件下上]))"
    r"|(?P<verb>[尚从暂均]未|未(?![来必免经能央]))"
)
_VERBS = "被|发生|收到|接到|出现|产生|发现|设立|设置|设|配备|配|安排|收取|开展|举办|召开|组织|接受|因|有|提起"
_BETWEEN = re.compile(
    rf"(?:{_VERBS}|聘用|任何|一件|一起|一例|政府信息公开|政务公开|信息公开|政务信息公开|申请|引发|引起|引起的|提起|的"
    r"|相关|有关|关于|专门|向申请人|发布|参加|或者?|及|和|、|与|工作|过|相应)*+"
)
_TAIL = re.compile(
    r"(?:数|的?情况|的?情形|案件|行为|事项|费用|工作|发生|类|人员)*+"
    r"(?:[，。；、！？）]|和|或|及|与|并|而|从事|负责|$)",
    re.MULTILINE,
)
_NOUN = re.compile(r"(?:数|的?情况|的?情形|案件)*+")
_STARTS_WITH_VERB = re.compile(rf"(?:{_VERBS})")
_ELSEWHEN = re.compile(r"去年|上年|上半年|下半年|季度|将|避免|防止|杜绝|确保|如|若")
_NOTHING = re.compile(r"(?:本年度|全年|今年)?(?:无|没有|暂无|零)[。．.]?")


def negation_mismatch(submission: Submission) -> Iterator[Finding]:
    """A denial of what the table counts above 0 (catalogue 28).

    目前没有政务公开专职人员 beside 专职人员数 1; a section that says 无 while the rows that its title speaks of
    are above 0. Between the denial and the words of the row only fillers may stand.
    """
    report, text = submission.report, submission.prose.folded
    fee = report.form.wording.fee
    for start, end, cells in _denied(submission):
        figures = [report.figures[cell] for cell in cells if cell in report.figures]
        if figures and not (fee and fee.cell in cells) and _counted(figures):
            yield _denial(text, start, end, [figure for figure in figures if figure.number])
    for line, cells in said_nothing(submission):
        figures = [report.figures[cell] for cell in cells if cell in report.figures]
        if above := [figure for figure in figures if figure.number]:
            yield _denial(text, line.start, line.end, above)


def said_nothing(submission: Submission) -> Iterator[tuple[Line, tuple[Cell, ...]]]:
    """Yield the sections that say 无 and no more, with the cells that their titles speak of."""
    for section in submission.report.sections:
        lines = submission.prose.folded.of(section.section.key)
        if len(lines) == 1 and _NOTHING.fullmatch(lines[0].text):
            yield lines[0], submission.report.form.in_titles[section.section.key]


def _denial(text: Lines, start: int, end: int, figures: list[Figure]) -> Finding:
    table = "、".join(f"“{figure.name}”是 {figure.text}" for figure in figures)
    return NEGATION_MISMATCH.at(
        text.span(start, end),
        f"正文说“{text.said(start, end)}”，统计表{table}",
        "核对哪一个对，改一处",
        related=tuple(figure.related for figure in figures),
        subject=figures[0].name,
    )


def _counted(figures: list[Figure]) -> bool:
    """Tell whether what is denied is counted: in any row under one head, else in all that it may be."""
    heads = {figure.cell.indicator.path[:-1] for figure in figures}
    above = [bool(figure.number) for figure in figures]
    return any(above) if len(heads) == 1 and heads != {()} else all(above)


def _denied(submission: Submission) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    """Yield what the text denies: where, and the cells that are meant."""
    lines, statements = submission.prose.folded, submission.statements
    text, speech = lines.text, submission.report.form.speech
    elsewhen = Places.of(_ELSEWHEN, text)
    for denial in _DENIAL.finditer(text):
        start, at = denial.span()
        if denial[0] == "无" and text[start - 1 : start].isalnum():
            continue
        begin, end = lines.clause(start)
        stop = min(end, at + REACH)
        if stop <= at or elsewhen.within(begin, start):
            continue
        if denial["verb"] and not _STARTS_WITH_VERB.match(text, at):
            continue
        for each in longest(statements.mentioned(at, stop)):
            if not _BETWEEN.fullmatch(text, at, each.start) or not _TAIL.match(text, each.end):
                break
            yield start, each.end, speech[each.words]
            noun = _NOUN.match(text, each.end)
            at = noun.end() if noun else each.end
