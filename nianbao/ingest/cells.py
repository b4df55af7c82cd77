"""Figures as tables print them: units in the cell, thousands separators, full-width digits, blanks."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

from nianbao.regex import regex
from nianbao.tuples import NamedTuple

_WIDE = str.maketrans("０１２３４５６７８９．，／－＋Ｏ　", "0123456789.,/-+O ")
_FIGURE = regex(
    r"(?P<sign>[+-]|增加?|减少?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[Oo])(?P<unit>[\u4e00-\u9fff]{0,2})"
)
_NOTHING = regex(r"[-—–─]*")
_UNITS = frozenset(
    ["条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "宗", "起", "份", "例", "部", "项"]
)
_TEN_THOUSAND = Decimal(10000)


class Value(NamedTuple):
    """A figure as the data file types it, and what was done to the printed one to get it, or ""."""

    text: str
    done: str = ""


def read_cell(cell: str, unit: str) -> Value | None:
    """Return the figure of a cell in the unit of its place; None where it is none.

    A blank cell and a dash are the text "": what they mean, the form decides.
    """
    text = cell.translate(_WIDE).replace(" ", "")
    if _NOTHING.fullmatch(text):
        return Value("")
    if text in {"/", "无"}:
        return Value("/")
    match = _FIGURE.fullmatch(text)
    if match is None or (match["unit"] and match["unit"] not in _UNITS):
        return None
    number = Decimal("0" if match["number"] in "Oo" else match["number"].replace(",", ""))
    done = ""
    if match["unit"] == "元" and unit == "万元":
        number, done = number / _TEN_THOUSAND, f"“{cell}”换算成万元"
    elif match["unit"] == "万元" and unit == "元":
        number, done = number * _TEN_THOUSAND, f"“{cell}”换算成元"
    sign = "-" if (match["sign"] or "+")[0] in "-减" else ""
    shown = f"{number:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return Value(f"{sign}{shown}" if number else "0", done)


def is_figure(cell: str) -> bool:
    """Tell whether a cell holds a figure or stands for one that is missing."""
    return read_cell(cell, "") is not None


def is_unit(cell: str) -> bool:
    """Tell whether a cell holds a unit and nothing else."""
    text = cell.strip().strip("（）()—- ")
    return text in _UNITS or (not text and bool(cell.strip()))


def split_together(digits: str, columns: int) -> list[tuple[str, ...]]:
    """Return the ways to read figures that run together, the last of which is the sum of the others."""
    if not digits.isdigit() or not columns <= len(digits) <= columns * 6 or columns > 8:
        return []
    ways = []
    for cuts in combinations(range(1, len(digits)), columns - 1):
        parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
        if any(len(part) > 1 and part[0] == "0" for part in parts):
            continue
        *others, total = map(int, parts)
        if sum(others) == total:
            ways.append(tuple(parts))
    return ways
