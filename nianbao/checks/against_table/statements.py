"""What the texts state (说到的数): amounts, bound to the cells whose 说法 stand beside them.

    通过政务微博公开75条  →  75 条, 政务微博公开政府信息数

An amount is bound only where the words leave no doubt: nothing but fillers between words and
number, a unit that the cell counts with, and no word that tells of another time or another body.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

from nianbao.checks.submission import Submission
from nianbao.form import Cell, Form
from nianbao.form.formula import Number
from nianbao.form.wording import find_words
from nianbao.report import Report
from nianbao.report.narrative import Filled
from nianbao.source import Span

T = TypeVar("T")
UNITS = "人次|万元|亿元|元|条|件|次|篇|个|人|名|位|场|期|份|宗|起|处|家|回|则|项"
_AMOUNT = re.compile(
    rf"(?<![\d.A-Za-z〔第/％%－-])(?P<number>\d+(?:\.\d+)?|[两二三四五六七八九十]{{1,3}})[ ]?"
    rf"(?P<more>余|多)?(?P<unit>{UNITS})(?P<above>以上|左右|上下)?"
)
_ABOUT = ("近", "约", "超", "逾")
_FILLER = re.compile(
    r"(?:增至|降至|数量|总数|总量|数|共计|总计|合计|共|分别|依次|为|是|达到|达|了|有|的|计|公开|发布|政府信息|信息|各类|申请|案件|案|：|“|”|、|和|以及|及|与|或)*+"
)
_BEFORE = re.compile(r"(?:的|为|是|系|属|属于|属于的)?")
_BOUNDARY = re.compile(r"[，。；：！？（）]")
_YEAR = re.compile(r"(?<!\d)(\d{4})年")
YUAN = 50  # by which an amount in 元 may differ from one in 万元 with two decimals
REACH = 25  # characters after an amount in which 说法 that follow it are looked for
_SENTENCE = re.compile(r"[。！？\n]")
# Amounts of another time, or of the part of a year; of another body.
OTHER = re.compile(
    r"去年|上年|上一年|前年|往年|历年|累计|同比|相比|以来|截至|上半年|下半年|季度|每|\d月|月底|月末|增加|减少|增长|下降"
    r"|提升|比|将|拟|计划|目标|下年|明年|至少|不少于|不超过|超过|全市|全县|全区|全省|各县|各区|下属|系统"
)
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"两": 2}


class Amount(NamedTuple):
    """A number with its unit in a text; `cell` tells that it came from a reference."""

    value: Number
    unit: str
    start: int
    end: int
    cell: Cell | None
    typed: bool
    rounded: bool  # 2200余条 says no exact number


class Passage(NamedTuple):
    """A text of the report with the amounts in it."""

    section: str
    filled: Filled
    text: str
    amounts: tuple[Amount, ...]


class Statement(NamedTuple):
    """An amount that the words beside it bind to a cell, or to several where they leave it open."""

    passage: Passage
    amount: Amount
    cells: tuple[Cell, ...]
    start: int  # where words and amount begin
    end: int

    @property
    def said(self) -> str:
        """The words and the amount as they are printed."""
        return self.passage.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Where they were typed."""
        return self.passage.filled.span(self.start, self.end)


def once(work: Callable[[Submission], T]) -> Callable[[Submission], T]:
    """Keep what comes of the latest submission: all checks of one follow each other."""
    latest: list[tuple[Submission, T]] = []

    def kept(submission: Submission) -> T:
        if not latest or latest[0][0] is not submission:
            latest[:] = [(submission, work(submission))]
        return latest[0][1]

    return wraps(work)(kept)


@once
def passages(submission: Submission) -> tuple[Passage, ...]:
    """Return the texts of the report's sections in their order."""
    found = []
    for section in submission.report.sections:
        for line in section.paragraphs():
            filled = submission.narrative.filled.get(line)
            if filled is not None:
                text = filled.text
                found.append(Passage(section.section.key, filled, text, _amounts(filled, text)))
    return tuple(found)


def _amounts(filled: Filled, text: str) -> tuple[Amount, ...]:
    references, at = [], 0
    for piece in filled.pieces:
        if len(filled.pieces) > 1:
            references.append((at, at + len(piece.text), piece))
        at += len(piece.text)
    found = []
    for match in _AMOUNT.finditer(text):
        value = _number(match["number"])
        if value is None:
            continue
        inside = [
            piece
            for start, end, piece in references
            if start <= match.start() < end and filled.line.text.startswith("{{", piece.start)
        ]
        cell = inside[0].cell if inside else None
        rounded = bool(match["more"] or match["above"]) or text[: match.start()].endswith(_ABOUT)
        place = (match.start(), match.end("unit"))
        found.append(Amount(value, match["unit"], *place, cell, not inside, rounded))
    return tuple(found)


def _number(text: str) -> Number | None:
    if text[0].isdigit():
        return Decimal(text) if "." in text else int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else None
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


@once
def statements(submission: Submission) -> tuple[Statement, ...]:
    """Return the amounts of the texts that are bound to cells."""
    form = submission.report.form
    found = []
    for passage in passages(submission):
        for index, amount in enumerate(passage.amounts):
            if amount.rounded:
                continue
            begin, end = clause(passage, index)
            cells, start, stop = _bound(form, passage.text, amount, begin, end)
            if cells and not _of_other(form, passage.text, begin, start, submission.report.year):
                found.append(Statement(passage, amount, cells, start, stop))
    return tuple(found)


def clause(passage: Passage, index: int) -> tuple[int, int]:
    """Return where the words can stand that an amount goes with: from the amount before it on."""
    amount = passage.amounts[index]
    before = passage.amounts[index - 1].end if index else 0
    marks = [mark.end() for mark in _BOUNDARY.finditer(passage.text, before, amount.start)]
    after = _BOUNDARY.search(passage.text, amount.end)
    end = after.start() if after else len(passage.text)
    if index + 1 < len(passage.amounts):
        end = min(end, passage.amounts[index + 1].start)
    return (marks[-1] if marks else before), end


def _bound(
    form: Form, text: str, amount: Amount, begin: int, end: int
) -> tuple[tuple[Cell, ...], int, int]:
    hits = _hits(form, text, amount, begin, amount.start)
    near: list[tuple[int, int, tuple[Cell, ...]]] = []
    edge = amount.start
    for start, stop, cells in sorted(hits, key=lambda hit: -hit[1]):
        if stop > edge or not _FILLER.fullmatch(text, stop, edge):
            continue
        near.append((start, stop, cells))
        edge = start
    if near:
        cells = tuple(dict.fromkeys(cell for *_, cells in near for cell in cells))
        return cells, near[-1][0], amount.end
    for start, stop, cells in sorted(
        _hits(form, text, amount, amount.end, min(end, amount.end + REACH))
    ):
        tail = text[stop : stop + 1]
        if _BEFORE.fullmatch(text, amount.end, start) and (not tail or tail in "，。；、）和"):
            return cells, amount.start, stop
        break
    return (), amount.start, amount.end


def _hits(
    form: Form, text: str, amount: Amount, begin: int, end: int
) -> list[tuple[int, int, tuple[Cell, ...]]]:
    """Return where 说法 of cells with the amount's unit stand; the longest ones where they overlap."""
    segment = text[begin:end]
    found = []
    for opening, words, cells in _speech(form, amount.unit):
        if opening in segment:
            start, stop = find_words(words, segment)
            if start >= 0:
                found.append((begin + start, begin + stop, cells))
    return longest(found)


def longest(
    hits: list[tuple[int, int, tuple[Cell, ...]]],
) -> list[tuple[int, int, tuple[Cell, ...]]]:
    """Return the hits that are not part of another one: 不同意公开, not 同意公开 in it."""
    return [
        hit
        for hit in hits
        if not any(
            other[0] <= hit[0] and hit[1] <= other[1] and other[:2] != hit[:2] for other in hits
        )
    ]


@lru_cache(maxsize=256)
def _speech(form: Form, unit: str) -> tuple[tuple[str, str, tuple[Cell, ...]], ...]:
    """Return the 说法 of the cells that are counted with a unit, each with the words it opens with."""
    return tuple(
        (words.partition("…")[0], words, fitting)
        for words, cells in form.speech.items()
        if (fitting := tuple(cell for cell in cells if counts(cell, unit)))
    )


def counts(cell: Cell, unit: str) -> bool:
    """Tell whether texts may count a cell's figure with a unit."""
    return unit == cell.unit.name or unit in cell.unit.aliases


def _of_other(form: Form, text: str, begin: int, start: int, year: int) -> bool:
    """Tell whether an amount is of another time or body.

    Its clause says so, or the first words of its sentence; words of a 说法 (上年结转) do not.
    """
    head = first_clause(text, begin)
    for words in _innocent(form):
        head = head.replace(words, "")
    if OTHER.search(text, begin, start) or OTHER.search(head):
        return True
    return any(match[1] != str(year) for match in _YEAR.finditer(head))


@lru_cache(maxsize=16)
def _innocent(form: Form) -> tuple[str, ...]:
    return tuple(words for words in form.speech if OTHER.search(words))


def first_clause(text: str, at: int) -> str:
    """Return the words that begin the sentence, up to its first comma, as far as they are before."""
    marks = [mark.end() for mark in _SENTENCE.finditer(text, 0, at)]
    return re.split("[，；]", text[marks[-1] if marks else 0 : at], maxsplit=1)[0]


def stated(report: Report, amount: Amount, cells: tuple[Cell, ...]) -> bool | None:
    """Tell whether the table has the amount: in one of the cells or in all together; None unknown."""
    figures = [report.figures.get(cell) for cell in cells]
    if any(figure is None for figure in figures):
        return None
    numbers = [figure.number for figure in figures if figure is not None]
    numbers.append(sum(map(Decimal, numbers)))
    if amount.unit == "元" and cells[0].unit.name == "万元":
        return any(abs(Decimal(number) * 10000 - amount.value) <= YUAN for number in numbers)
    return amount.value in numbers
