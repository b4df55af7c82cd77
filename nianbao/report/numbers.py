"""Reading one figure as it was typed, and saying of anything else why it is not one."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.findings.codes.of_figures import (
    FULLWIDTH_DIGIT,
    LEADING_ZERO,
    MISSING_FIGURE,
    NEGATIVE_FIGURE,
    NOT_A_NUMBER,
    NOT_WHOLE,
    THOUSANDS_SEPARATOR,
    TOO_LARGE,
    TOO_PRECISE,
    UNIT_IN_NUMBER,
)
from nianbao.findings.finding import Code, Fix, Severity
from nianbao.findings.width import brief
from nianbao.form import DECIMAL, Cell
from nianbao.reading.fields import Fields
from nianbao.regex import regex
from nianbao.report.content import Figure
from nianbao.report.spellings import plain_number
from nianbao.source import Span

MAX_DIGITS = 8  # the largest count seen in print has seven
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_NONE = ("/", "-", "－", "—", "–", "——", "无", "没有", "空", "null", "~", "N/A", "不适用")


class NumberReader(Fields):
    """Reads figures after the units of the form."""

    def figure(self, cell: Cell, text: str, span: Span) -> Figure | None:
        """Return the figure that a text stands for; None, with a finding, where it is none."""
        if not text:
            self._add(MISSING_FIGURE, cell, "还没有填", span, _fill_in(cell))
            return None
        if text == "/" and cell.unit.slash:
            return Figure(cell, None, span)
        if not _NUMBER.fullmatch(text) or (text[0] == "-" and cell.unit.least is not None):
            self._not_a_number(cell, text, span)
            return None
        digits, _, decimals = text.lstrip("-").partition(".")
        if len(digits) > MAX_DIGITS:
            message = f"有 {len(digits)} 位数，超过 {MAX_DIGITS} 位"
            self._add(TOO_LARGE, cell, message, span, "核对有没有多打，金额是不是以万元计")
            return None
        if not decimals:
            return Figure(cell, int(text), span)
        if cell.unit.kind != DECIMAL:
            message = f"以“{cell.unit.name}”计，应当是整数，写的是 {brief(text)}"
            self._add(NOT_WHOLE, cell, message, span, "改成整数")
            return None
        if len(decimals) > cell.unit.places:
            message = f"有 {len(decimals)} 位小数，表式只要 {cell.unit.places} 位"
            self._add(TOO_PRECISE, cell, message, span, "四舍五入", Severity.WARNING)
        return Figure(cell, Decimal(text), span)

    def _not_a_number(self, cell: Cell, text: str, span: Span) -> None:
        """Say what was typed in the place of a number, and the number if it stands for one."""
        meant = plain_number(text, cell.unit.name)
        if text in _NONE or not meant or not meant.how or meant.number.startswith("-"):
            code, message, help_ = _why_not_a_number(text, cell)
            self._add(code, cell, message, span, help_)
            return
        code, words, help_ = _HOW[meant.how]
        fix = Fix(span, meant.number) if meant.how in _MECHANICAL else None
        message = f"“{cell.name}”{words}{brief(text)}"
        mending = help_.format(number=meant.number, unit=cell.unit.name)
        self.findings.append(code.at(span, message, mending, fix=fix, subject=cell.name))

    def _add(
        self, code: Code, cell: Cell, message: str, span: Span, help_: str,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        text = f"“{cell.name}”{message}"
        self.add(code, text, span, help_, severity=severity, subject=cell.name)


def _fill_in(cell: Cell) -> str:
    return "填上数；没有的填 0" + ("，不适用的填 /" if cell.unit.slash else "")


_HOW = {
    "全角": (FULLWIDTH_DIGIT, "里有全角字符：", "改成半角 {number}"),
    "分隔号": (THOUSANDS_SEPARATOR, "里有分隔号：", "改成 {number}"),
    "带字": (UNIT_IN_NUMBER, "的数后面带了字：", "改成 {number}（单位“{unit}”由表式给出）"),
    "汉字": (NOT_A_NUMBER, "应当是阿拉伯数字，写的是", "改成 {number}"),
    "字母": (NOT_A_NUMBER, "里像是把字母当成了数字：", "改成 {number}"),
}
_MECHANICAL = {"全角", "分隔号", "带字"}


def _why_not_a_number(text: str, cell: Cell) -> tuple[Code, str, str]:
    """Say what kind of non-number was typed that stands for no number: code, message, help."""
    none = "不适用的填 /，没有的填 0" if cell.unit.slash else "没有的填 0，这张表不用 / 和空白"
    other = f"应当是一个数，写的是“{brief(text)}”", f"只写阿拉伯数字，如 2270；{none}"
    if len(text) > 40:
        return NOT_A_NUMBER, *other
    if text in _NONE or text.casefold() in {"null", "n/a", "na"}:
        return NOT_A_NUMBER, f"写的是“{text}”", none
    if re.fullmatch(r"0\d+", text):
        return LEADING_ZERO, f"以 0 开头：{text}", f"改成 {text.lstrip('0') or '0'}"
    if re.fullmatch(r"[-－−]\s*\d+(\.\d+)?", text):
        return NEGATIVE_FIGURE, f"是负数：{text}", "改成不小于 0 的数"
    return NOT_A_NUMBER, *other
