"""Reading one figure as it was typed, and saying of anything else why it is not one."""

from __future__ import annotations

import re
import unicodedata
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
from nianbao.findings.finding import Code, Severity
from nianbao.findings.width import brief
from nianbao.form import DECIMAL, Cell
from nianbao.reading.fields import Fields
from nianbao.report.content import Figure
from nianbao.source import Span

MAX_DIGITS = 8  # the largest count seen in print has seven
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
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
            code, message, help_ = _why_not_a_number(text, cell)
            self._add(code, cell, message, span, help_)
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

    def _add(
        self, code: Code, cell: Cell, message: str, span: Span, help_: str,
        severity: Severity = Severity.ERROR,
    ) -> None:  # fmt: skip
        text = f"“{cell.name}”{message}"
        self.add(code, text, span, help_, severity=severity, subject=cell.name)


def _fill_in(cell: Cell) -> str:
    return "填上数；没有的填 0" + ("，不适用的填 /" if cell.unit.slash else "")


def _why_not_a_number(text: str, cell: Cell) -> tuple[Code, str, str]:
    """Say what kind of non-number was typed: code, message, help."""
    plain = unicodedata.normalize("NFKC", text)
    none = "不适用的填 /，没有的填 0" if cell.unit.slash else "没有的填 0，这张表不用 / 和空白"
    other = f"应当是一个数，写的是“{brief(text)}”", f"只写阿拉伯数字，如 2270；{none}"
    if len(text) > 40:
        return NOT_A_NUMBER, *other
    if text in _NONE or text.casefold() in {"null", "n/a", "na"}:
        return NOT_A_NUMBER, f"写的是“{text}”", none
    if plain != text and re.fullmatch(r"[\d.,/]+", plain):
        return FULLWIDTH_DIGIT, f"里有全角字符：{text}", f"改成半角 {plain.replace(',', '')}"
    if re.fullmatch(r"\d{1,3}([,，]\d{3})+(\.\d+)?", text):
        return THOUSANDS_SEPARATOR, f"里有分隔号：{text}", f"改成 {re.sub('[,，]', '', text)}"
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*([^\d\s.,:，：]{1,4})", text):
        return (
            UNIT_IN_NUMBER,
            f"的数后面带了字：{text}",
            f"只写 {match[1]}；单位“{cell.unit.name}”由表式给出",
        )
    if re.fullmatch(r"0\d+", text):
        return LEADING_ZERO, f"以 0 开头：{text}", f"改成 {text.lstrip('0') or '0'}"
    if re.fullmatch(r"[-－−]\s*\d+(\.\d+)?", text):
        return NEGATIVE_FIGURE, f"是负数：{text}", "改成不小于 0 的数"
    return NOT_A_NUMBER, *other
