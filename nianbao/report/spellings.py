"""What a number or a day that was typed in another way stands for (别的写法): ４６２, 1,866, 59 件, 2026年1月16日.

Only what has one meaning is read; the rest is for a person.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from nianbao.regex import regex
from nianbao.report.numerals import numeral_value
from nianbao.tuples import NamedTuple

MAX_LENGTH = 40  # characters of a typed number or day that are looked at
_PLAIN = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED = regex(r"[0-9]{1,3}(?:[,，' ][0-9]{3})+(?:\.[0-9]+)?")
_WITH_WORDS = regex(r"(?P<number>[0-9]+(?:\.[0-9]+)?)\s*[(（]?(?P<unit>[^\W\d_a-zA-Z]{1,4})[)）]?")
_LETTERS = str.maketrans("OoОоIlІ|", "00001111")  # also the Cyrillic ones
_HAN_NUMBER = regex("[〇零一二两三四五六七八九十百千万]+")
_SIZES = {
    "元": Decimal("0.0001"),
    "万": Decimal(1),
    "万元": Decimal(1),
    "亿": Decimal(10_000),
    "亿元": Decimal(10_000),
}
_DAY = regex(
    r"([0-9]{4})\s*[年./\-]\s*([0-9]{1,2})\s*[月./\-]\s*([0-9]{1,2})\s*[日号]?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_DASHES = str.maketrans("—–‐‑‒―−－。．／", "--------../")
_HAN_DAY = regex(
    "([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)


class Spelling(NamedTuple):
    """A number as it should be typed, and how it was: "" for plainly, 全角, 分隔号, 带字, 汉字, 字母."""

    number: str
    how: str = ""


def plain_number(text: str, unit: str = "") -> Spelling | None:
    """Return the number that a text stands for, None where that is not clear.

    `unit` is what the cell counts in: 36.25亿元 typed for 万元 is 362500.
    """
    if len(text) > MAX_LENGTH:
        return None
    narrow = unicodedata.normalize("NFKC", text).replace("，", ",").strip()
    if _PLAIN.fullmatch(narrow):
        return Spelling(narrow, "" if narrow == text else "全角")
    if _GROUPED.fullmatch(narrow):
        return Spelling(re.sub("[,' ]", "", narrow), "分隔号")
    if match := _WITH_WORDS.fullmatch(narrow):
        return _without_unit(match["number"], match["unit"], unit)
    if any(char.isdigit() for char in narrow) or len(narrow) == 1:
        figures = narrow.translate(_LETTERS)
        if figures != narrow and _PLAIN.fullmatch(figures):
            return Spelling(figures, "字母")
    if _HAN_NUMBER.fullmatch(narrow):
        number = numeral_value(narrow)
        return Spelling(str(number), "汉字") if number is not None else None
    return None


def _without_unit(number: str, typed: str, unit: str) -> Spelling | None:
    if not _PLAIN.fullmatch(number):
        return None
    if unit == "万元" and typed in _SIZES:
        amount = (Decimal(number) * _SIZES[typed]).normalize()
        return Spelling(f"{amount:f}", "带字")
    if typed in _SIZES or typed[0] in "十百千万亿":  # 3千件: not the figure alone
        return None
    return Spelling(number, "带字")


def plain_day(text: str) -> date | None:
    """Return the day that a text stands for, in whatever way it is written; None where it is none."""
    if len(text) > MAX_LENGTH:
        return None
    narrow = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if match := _DAY.fullmatch(narrow):
        parts = [int(part) for part in match.groups() if part]
    elif match := _HAN_DAY.fullmatch(narrow):
        parts = [numeral_value(part) or 0 for part in match.groups()]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None
