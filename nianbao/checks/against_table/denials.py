"""Checks of what the texts deny: 没有, 未, 无, 零 against the table (catalogue 28, 45)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.lines import Line, Lines
from nianbao.checks.places import Places
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import NEGATION_MISMATCH
from nianbao.findings.finding import Finding
from nianbao.form import Cell, Form
from nianbao.form.speech import Sense
from nianbao.form.vocabulary import Found
from nianbao.regex import regex
from nianbao.report import Figure

REACH = 60  # characters after a denial that it can speak of
_DENIAL = regex(
    r"(?P<noun>没有|缺少|缺乏|(?<!信息)(?<!信息已)不存在|[暂尚并]无|无(?![法论需偿效关故缝障误正]|不(?!予|掌握)|序)|零(?![星距售散件起宗例份下上]))"
    r"|(?P<verb>[尚从暂均]未|未(?![来必免经能央]))"
)
_NOT_ONE = regex(
    r"(?:一|任何一?)[件起例宗份名个人次场](?P<of>[^，。；：\n]{0,20}?)[也都](?:没有?|未)(?P<verb>发生|收到|受理|接到|)"
)
_NONE_OF = regex(r"(?:发生|收到|产生|出现)(?=[，。；\n]|$)")  # 行政复议、行政诉讼均未发生
_ALL = "均都也"
_VERBS = (
    "被|作出|实施|制发|制定|出台|办理|受理|发生|收到|接到|出现|产生|发现|明确|设立|设置|设|配备|配|安排|收取"
    "|开展|举办|召开|组织|接受|因|有|提起"
)
_BETWEEN = regex(
    rf"(?:{_VERBS}|聘用|任何|一[件起例宗份次]|政府信息公开|政务公开|信息公开|政务信息公开|申请|引发|引起|引起的|提起|的|而|所|由"
    r"|公民|法人|其他组织|群众|相关|有关|关于|专门|向申请人|发布|参加|或者?|及|和|、|与|工作|过|相应)*+"
)
_TAIL = regex(
    r"(?:数|的?政府信息公开申请|的?申请|的?情况|的?情形|案件|行为|事项|决定|费用|工作|发生|类|人员)*+"
    r"(?:[，。；、！？）]|和|或|及|与|并|而|从事|负责|$)",
    re.MULTILINE,
)
_NOUN = regex(r"(?:数|的?情况|的?情形|案件|决定)*+")
_STARTS_WITH_VERB = regex(rf"(?:{_VERBS})")
_ELSEWHEN = regex(r"去年|上年|上半年|下半年|季度|将|避免|防止|杜绝|确保|如|若")
_NOTHING = regex(r"(?:本年度|全年|今年)?(?:无|没有|暂无|零)[。．.]?")
_NOT_DENIED = "有毫虚绝"  # 有无行政复议


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
    text = lines.text
    elsewhen = Places.of(_ELSEWHEN, text)
    for denial in _DENIAL.finditer(text):
        start, at = denial.span()
        if denial[0] == "无" and text[start - 1 : start] in _NOT_DENIED:
            continue
        begin, end = lines.clause(start)
        stop = min(end, at + REACH)
        if stop <= at or elsewhen.within(begin, start):
            continue
        if statements.elsewhere.tells(begin, start, standing=True):
            continue
        if none := _NONE_OF.match(text, at):
            start -= text[start - 1] in _ALL
            yield from _before(submission, begin, start, none.end())
        else:
            yield from _meant(submission, start, at, stop, verb=bool(denial["verb"]))
    for denial in _NOT_ONE.finditer(text):
        begin = lines.clause(denial.start())[0]
        of, verb = statements.mentioned(*denial.span("of")), denial.span("verb")
        named = of or statements.mentioned(begin, denial.start())
        cells = _cells(submission, [*named, *statements.mentioned(*verb)][:1], following=True)
        if cells and not elsewhen.within(begin, denial.start()):
            yield *denial.span(), cells


def _meant(
    submission: Submission, start: int, at: int, stop: int, *, verb: bool
) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    """Yield the cells that a denial speaks of: one or several nouns after it, and fillers between."""
    text, statements = submission.prose.folded.text, submission.statements
    found = statements.mentioned(at, stop)
    if verb and found and found[0].start > at and not _STARTS_WITH_VERB.match(text, at):
        return
    if verb and text[at + 2 : at + 3] == "的":
        return  # 未办结的申请
    meant: list[tuple[int, int, tuple[Cell, ...]]] = []
    for each in found:
        if not _BETWEEN.fullmatch(text, at, each.start):
            break
        if not _TAIL.match(text, each.end):
            meant = []  # 无行政复议、行政诉讼败诉情况
            continue  # 因政府信息公开申请被申请行政复议
        if cells := _cells(submission, [each], following=not verb):
            meant.append((start, each.end, cells))
        at = _noun_end(text, each.end)
    yield from meant


def _before(
    submission: Submission, begin: int, start: int, end: int
) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    """Yield the cells of the nouns right before a denial: 行政复议、行政诉讼均未发生."""
    text, at = submission.prose.folded.text, start
    for each in reversed(submission.statements.mentioned(begin, start)):
        if not _BETWEEN.fullmatch(text, _noun_end(text, each.end), at):
            break
        if cells := _cells(submission, [each], following=False):
            yield each.start, end, cells
        at = each.start


def _noun_end(text: str, at: int) -> int:
    noun = _NOUN.match(text, at)
    return noun.end() if noun else at


def _cells(submission: Submission, found: list[Found], *, following: bool) -> tuple[Cell, ...]:
    """Return the cells of words; those that need a table spoken of (承上), where a section is its own."""
    form, cells = submission.report.form, list[Cell]()
    for each in found:
        sense = form.senses[each.words]
        section = submission.prose.folded.section(each.start)
        own = form.groups_of_sections.get(section, frozenset())
        cells += sense.named
        if not sense.named:
            cells += _of_columns(form, sense, own)
        if following and not sense.named:
            cells += (cell for cell in sense.following if cell.indicator.group in own)
    return tuple(cells)


def _of_columns(form: Form, sense: Sense, own: frozenset[str]) -> Iterator[Cell]:
    """Yield the cells of a column's words in the rows that a section is about: 未收到企业的申请."""
    for row in form.named_rows if sense.columns else ():
        for column in sense.columns:
            if row.group in own and (column in row.columns or column in row.sums):
                yield Cell(row, column)
