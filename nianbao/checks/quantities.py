"""The amounts in a text (数量): 通过政务微博公开75条 has 75 条."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from nianbao.checks.lines import Lines
from nianbao.form import Cell
from nianbao.form.formula import Number
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

UNITS = "人次|件次|万元|亿元|元|条|件|次|篇|个|人|名|位|场|期|份|宗|起|处|家|回|则|项"
_AMOUNT = regex(
    # it begins with a set of characters, which alone are looked for quickly
    r"(?P<number>[\d两二三四五六七八九十零〇](?:(?<=\d)\d{0,14}+(?:\.\d{1,6})?"
    r"|(?<=[两二三四五六七八九十])[两二三四五六七八九十]{0,2}|(?<=[零〇])))[ ]?"
    rf"(?P<more>余|多)?(?P<unit>{UNITS})(?P<above>以上|左右|上下)?"
)
_NUMBERED = regex(r"[\d.A-Za-z〔第/％%－-]")  # 第3次, 〔2014〕32, 3-5件
_ABOUT = "近约超逾"
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"两": 2, "零": 0}


class Amount(NamedTuple):
    """A number with its unit in a text, and the words that it may go with.

    `cell` is that of the table whose figure the text refers to; `typed` tells that there is no
    reference at all. `since` and `until` bound the clause that the amount has for itself.
    """

    value: Number
    unit: str
    start: int
    end: int
    cell: Cell | None
    typed: bool
    rounded: bool  # 2200余条 says no exact number
    since: int
    until: int


def read_amounts(lines: Lines) -> tuple[Amount, ...]:
    """Return the amounts of a text in their order."""
    text = lines.text
    found = [
        (match, value)
        for match in _AMOUNT.finditer(text)
        if not _NUMBERED.match(text[max(match.start() - 1, 0)])
        if (value := _value(match["number"])) is not None
    ]
    starts = [start for start, *_ in lines.references]
    amounts = []
    before = 0
    for number, (match, value) in enumerate(found):
        start, end = match.start(), match.end("unit")
        reference = bisect_right(starts, start) - 1
        cell, typed = None, True
        if reference >= 0 and start < lines.references[reference][1]:
            cell, typed = lines.references[reference][2], False
        rounded = bool(match["more"] or match["above"]) or text[max(start - 1, 0)] in _ABOUT
        since, until = lines.clause(start)  # no clause ends within an amount
        since = max(since, before)
        if number + 1 < len(found):
            until = min(until, found[number + 1][0].start())
        amounts.append(Amount(value, match["unit"], start, end, cell, typed, rounded, since, until))
        before = end
    return tuple(amounts)


def _value(text: str) -> Number | None:
    if text[0].isdigit():
        return Decimal(text) if "." in text else int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None  # 二三十件 is no exact number
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
