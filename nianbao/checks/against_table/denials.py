"""Checks of what the texts deny: 没有, 未, 无, 零 against the table (catalogue 28, 31, 32, 45)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.against_table.statements import Passage, longest, passages
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import FEE_MISMATCH, NEGATION_MISMATCH, PROCESSING_FEE
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form import Cell, Form
from nianbao.form.wording import find_words
from nianbao.report import Figure

REACH = 60  # characters after a denial that it can speak of
_DENIAL = re.compile(
    r"(?P<noun>没有|暂无|尚无|并无|(?<!\w)无(?![法论需偿效关故缝障误不正]|序)|零(?![星距售散件下上]))"
    r"|(?P<verb>尚未|从未|暂未|均未|未(?![来必免经能央]))"
)
_VERBS = "被|发生|收到|接到|出现|产生|发现|设立|设置|设|配备|配|安排|收取|开展|举办|召开|组织|接受|因|有|提起"
_BETWEEN = re.compile(
    rf"(?:{_VERBS}|聘用|任何|一件|一起|一例|政府信息公开|政务公开|信息公开|政务信息公开|申请|引发|引起|引起的|提起|的"
    r"|相关|有关|关于|专门|向申请人|发布|参加|或者?|及|和|、|与|工作|过|相应)*+"
)
_TAIL = re.compile(
    r"(?:数|的?情况|的?情形|案件|行为|事项|费用|工作|发生|类|人员)*+(?:[，。；、！？）]|和|或|及|与|并|而|从事|负责|$)"
)
_NOUN = re.compile(r"(?:数|的?情况|的?情形|案件)*")
_STARTS_WITH_VERB = re.compile(rf"(?:{_VERBS})")
_CLAUSE = re.compile(r"[^，。；：！？（）]+")
_ELSEWHEN = re.compile(r"去年|上年|上半年|下半年|季度|将|避免|防止|杜绝|确保|如|若")
_NOTHING = re.compile(r"(?:本年度|全年|今年)?(?:无|没有|暂无|零)[。．.]?")
_FREE = re.compile(
    r"(?:没有|未|不|从未|均未)(?:向申请人|发生|产生|再)*(?:收取|收费|收过)|零收费|收费为零|收费金额为零|无收费|没有收费"
)


def negation_mismatch(submission: Submission) -> Iterator[Finding]:
    """A denial of what the table counts above 0 (catalogue 28).

    目前没有政务公开专职人员 beside 专职人员数 1; a section that says 无 while the rows that its title speaks of
    are above 0. Between the denial and the words of the row only fillers may stand.
    """
    report = submission.report
    fee = report.form.wording.fee
    free = {fee.cell} if fee else set()
    for passage in passages(submission):
        for start, end, cells in _denied(report.form, passage):
            figures = [report.figures[cell] for cell in cells if cell in report.figures]
            if not figures or free.intersection(cells) or not _counted(figures):
                continue
            yield _denial(passage, start, end, [figure for figure in figures if figure.number])
    for passage, cells in said_nothing(submission):
        above = [
            report.figures[c] for c in cells if c in report.figures and report.figures[c].number
        ]
        if above:
            yield _denial(passage, 0, len(passage.text), above)


def said_nothing(submission: Submission) -> Iterator[tuple[Passage, tuple[Cell, ...]]]:
    """Yield the sections that say 无 and no more, with the cells that their titles speak of."""
    report = submission.report
    for section in report.sections:
        texts = [
            passage for passage in passages(submission) if passage.section == section.section.key
        ]
        if len(texts) == 1 and _NOTHING.fullmatch(texts[0].text):
            title = section.section.title
            meant = [
                cell
                for words, cells in report.form.speech.items()
                if find_words(words, title)[0] >= 0
                for cell in cells
            ]
            yield texts[0], tuple(dict.fromkeys(meant))


def _denial(passage: Passage, start: int, end: int, figures: list[Figure]) -> Finding:
    code, name = NEGATION_MISMATCH, figures[0].name
    table = "、".join(f"“{figure.name}”是 {figure.text}" for figure in figures)
    return code.at(
        passage.filled.span(start, end),
        f"正文说“{passage.text[start:end]}”，统计表{table}",
        "核对哪一个对，改一处",
        related=tuple(Related(figure.span, f"{figure.name} {figure.text}") for figure in figures),
        subject=name,
        severity=Severity.WARNING,
    )


def _counted(figures: list[Figure]) -> bool:
    """Tell whether what is denied is counted: in any row under one head, else in all that it may be."""
    heads = {figure.cell.indicator.path[:-1] for figure in figures}
    above = [bool(figure.number) for figure in figures]
    return any(above) if len(heads) == 1 and heads != {()} else all(above)


def _denied(form: Form, passage: Passage) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    """Yield what a text denies: where, and the cells that are meant."""
    text = passage.text
    for denial in _DENIAL.finditer(text):
        clause = _CLAUSE.match(text, denial.end())
        if clause is None:
            continue
        stop = min(clause.end(), denial.end() + REACH)
        begin = max(text.rfind(mark, 0, denial.start()) for mark in "，。；：（） ") + 1
        if _ELSEWHEN.search(text, begin, denial.start()):
            continue
        if denial["verb"] and not _STARTS_WITH_VERB.match(text, denial.end()):
            continue
        at = denial.end()
        hits = [
            (at + start, at + end, cells)
            for words, cells in form.speech.items()
            for start, end in [find_words(words, text[at:stop])]
            if start >= 0
        ]
        for start, end, cells in sorted(longest(hits), key=lambda hit: hit[0]):
            if not _BETWEEN.fullmatch(text, at, start) or not _TAIL.match(text, end):
                break
            yield denial.start(), end, cells
            tail = _NOUN.match(text, end)
            at = tail.end() if tail else end


def fee_mismatch(submission: Submission) -> Iterator[Finding]:
    """The section on fees says that none were taken, and the row says / or an amount (catalogue 32).

    None taken is 0; / means that the row does not apply (《条例》第三十一条 of 2008 asks for 收费及减免情况).
    """
    report = submission.report
    fee = report.form.wording.fee
    figure = report.figures.get(fee.cell) if fee else None
    if fee is None or figure is None or figure.value == 0:
        return
    for passage in passages(submission):
        match = _FREE.search(passage.text) if passage.section == fee.section else None
        if match is None or _ELSEWHEN.search(passage.text, 0, match.start()):
            continue
        begin = max(passage.text.rfind(mark, 0, match.start()) for mark in "，。；") + 1
        stop = min(
            (at for mark in "，。；" if (at := passage.text.find(mark, match.end())) >= 0),
            default=len(passage.text),
        )
        code = FEE_MISMATCH
        said = "/（不适用）" if figure.value is None else figure.text
        yield code.at(
            passage.filled.span(begin, stop),
            f"正文说“{passage.text[begin:stop]}”，统计表“{figure.name}”是 {said}",
            "没有收取的，统计表填 0；收取了的，正文写明金额",
            related=(Related(figure.span, f"{figure.name} {figure.text}"),),
            subject=figure.name,
            severity=Severity.WARNING,
        )
        return


_PROCESSING = re.compile(r"信息处理费")
_TAKEN = re.compile(r"信息处理费[^，。；]{0,8}?(?P<sum>\d+(?:\.\d+)?)(?:万)?元")


def processing_fee(submission: Submission) -> Iterator[Finding]:
    """信息处理费 that was asked for and is not told of in the last section (catalogue 31, Q9).

    国办函〔2020〕109号: what was collected in the year is told there, in 元. That something was collected
    shows from another section, or from applicants who did not pay what a notice asked for.
    """
    report = submission.report
    place = report.form.wording.processing_fee
    if place is None:
        return
    texts = [p for p in passages(submission) if p.section == place.section]
    told = [p for p in texts if _PROCESSING.search(p.text) or "收费通知" in p.text]
    taken = [
        (passage, match)
        for passage in passages(submission)
        if passage.section != place.section
        for match in _TAKEN.finditer(passage.text)
        if match["sum"] != "0"
    ]
    denied = [p for p in told if _FREE.search(p.text) and not _TAKEN.search(p.text)]
    unpaid = report.figures.get(place.cell)
    code, subject = PROCESSING_FEE, place.section
    if taken and texts and (denied or not told):
        passage, match = taken[0]
        wrong = (denied or texts)[0]
        yield code.at(
            wrong.filled.span(0, len(wrong.text)),
            f"“{subject}”没有写收取的信息处理费，别处写了“{match[0]}”",
            "写明全年收取的金额，以元计",
            related=(Related(passage.filled.span(*match.span()), "别处写的"),),
            subject=subject,
            severity=Severity.WARNING,
        )
    elif unpaid and unpaid.number and texts and not told:
        yield code.at(
            texts[0].filled.span(0, len(texts[0].text)),
            f"“{subject}”没有写信息处理费，而有 {unpaid.text} 件申请是逾期没有缴费的",
            "写明发了收费通知，全年收取多少元；没有收到的写 0元",
            related=(Related(unpaid.span, f"{unpaid.name} {unpaid.text}"),),
            subject=subject,
            severity=Severity.WARNING,
        )


DENIAL_CHECKS = (negation_mismatch, fee_mismatch, processing_fee)
