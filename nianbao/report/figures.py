"""Binding the 统计表: typed figures, computed totals, and all that is not a number."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from nianbao.diagnostic import Severity
from nianbao.fields import Fields
from nianbao.form import DECIMAL, Form, Indicator, Rule
from nianbao.report.model import Figure
from nianbao.source import Span
from nianbao.yamltree import Entry, Mapping, Node, Scalar

MAX_DIGITS = 8  # the largest count seen in print has seven


class FigureReader(Fields):
    """Reads the figures of a statistics table after its form."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def figures(self, entry: Entry) -> dict[str, Figure]:
        """Return the figures by the indicator's full path; totals left out are computed."""
        mapping = self.mapping(entry.value, "统计表")
        if mapping is None:
            return {}
        groups = self.known(mapping, tuple(self.form.groups), "统计表")
        typed: dict[str, Figure] = {}
        given: set[str] = set()
        for name, indicators in self.form.groups.items():
            group = groups.get(name)
            nodes = self._group(name, indicators, group)
            missing = []
            for indicator in indicators:
                node = nodes.get(indicator.name)
                if node is None:
                    if indicator.reference not in self.form.totals:
                        missing.append(indicator)
                    continue
                given.add(indicator.reference)
                figure = self._figure(indicator, node)
                if figure:
                    typed[indicator.reference] = figure
            if missing and not (group and isinstance(group.value, Scalar) and group.value.text):
                self._missing(missing, name, (group or entry).key.span, whole=group is None)
        for reference, rule in self.form.totals.items():
            if reference not in given:
                self._compute(reference, rule, typed)
        return typed

    def _group(
        self, name: str, indicators: tuple[Indicator, ...], group: Entry | None
    ) -> dict[str, Node]:
        if group is None:
            return {}
        if [i.name for i in indicators] == [name] and not isinstance(group.value, Mapping):
            return {name: group.value}
        if isinstance(group.value, Scalar) and not group.value.text:
            return {}  # each figure of it is missing
        mapping = self.mapping(group.value, f"“{name}”")
        if mapping is None:
            return {}
        keys = [indicator.name for indicator in indicators]
        entries = self.known(mapping, keys, f"“{name}”", self._elsewhere)
        return {key: entry.value for key, entry in entries.items()}

    def _elsewhere(self, name: str) -> str:
        groups = [i.group for i in self.form.values if i.name == name]
        return f"“{name}”属于“{'”“'.join(groups)}”，移到那里" if groups else ""

    def _missing(self, indicators: list[Indicator], group: str, span: Span, *, whole: bool) -> None:
        """Report in one finding what a group lacks."""
        names = "、".join(f"“{indicator.name}”" for indicator in indicators)
        head = f"统计表缺“{group}”，其中有" if whole and names != f"“{group}”" else "缺"
        self.add(
            "missing-figure", f"{head}{names}", span, "补上；没有的填 0，不适用的填 /",
            subject=indicators[0].name,
        )  # fmt: skip

    def _compute(self, reference: str, rule: Rule, typed: dict[str, Figure]) -> None:
        """Fill in a total that was left out, from the form's rule; inner totals come first."""
        for name in rule.formula.terms:
            inner = rule.indicators[name].reference
            if inner not in typed:
                inner_rule = self.form.totals.get(inner)
                if inner_rule is None or inner_rule is rule:
                    return  # the missing term has its own finding
                self._compute(inner, inner_rule, typed)
                if inner not in typed:
                    return
        indicator = next(i for n, i in rule.indicators.items() if i.reference == reference)
        terms = {name: typed[rule.indicators[name].reference] for name in rule.formula.terms}
        value = rule.formula.compute(lambda name: terms[name].number)
        place = next(iter(terms.values())).span
        typed[reference] = Figure(indicator, value, place, computed=True)

    def _figure(self, indicator: Indicator, node: Node) -> Figure | None:
        if not isinstance(node, Scalar) or node.style in {"|", ">"}:
            self.add("not-a-number", f"“{indicator.name}”应当是一个数", node.span, "写在键的同一行")
            return None
        text = node.text.strip()
        if not text:
            self.add(
                "missing-figure", f"“{indicator.name}”还没有填", node.span,
                "填上数；没有的填 0，不适用的填 /", subject=indicator.name,
            )  # fmt: skip
            return None
        if text == "/":
            return Figure(indicator, None, node.span)
        if not re.fullmatch(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", text):
            self._not_a_number(indicator, text, node.span)
            return None
        digits, _, decimals = text.partition(".")
        if len(digits) > MAX_DIGITS:
            self.add(
                "too-large", f"“{indicator.name}”有 {len(digits)} 位数，超过 {MAX_DIGITS} 位", node.span,
                "核对有没有多打，金额是不是以万元计", subject=indicator.name,
            )  # fmt: skip
            return None
        if not decimals:
            return Figure(indicator, int(digits), node.span)
        if indicator.unit.kind != DECIMAL:
            self.add(
                "not-whole", f"“{indicator.name}”以“{indicator.unit.name}”计，应当是整数，写的是 {text}",
                node.span, "改成整数", subject=indicator.name,
            )  # fmt: skip
            return None
        if len(decimals) > indicator.unit.places:
            self.add(
                "too-precise", f"“{indicator.name}”有 {len(decimals)} 位小数，表式只要 {indicator.unit.places} 位",
                node.span, "四舍五入", severity=Severity.WARNING, subject=indicator.name,
            )  # fmt: skip
        return Figure(indicator, Decimal(text), node.span)

    def _not_a_number(self, indicator: Indicator, text: str, span: Span) -> None:
        code, message, help_ = _why_not_a_number(text, indicator)
        self.add(code, f"“{indicator.name}”{message}", span, help_, subject=indicator.name)


def _why_not_a_number(text: str, indicator: Indicator) -> tuple[str, str, str]:
    """Say what kind of non-number was typed: code, message, help."""
    plain = unicodedata.normalize("NFKC", text)
    none = "不适用的填 /，没有的填 0"
    if plain != text and re.fullmatch(r"[\d.,/]+", plain):
        return "fullwidth-digit", f"里有全角字符：{text}", f"改成半角 {plain.replace(',', '')}"
    if re.fullmatch(r"\d{1,3}([,，]\d{3})+(\.\d+)?", text):
        return "thousands-separator", f"里有分隔号：{text}", f"改成 {re.sub('[,，]', '', text)}"
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*([^\d\s.,:，：]{1,4})", text):
        return (
            "unit-in-number",
            f"的数后面带了字：{text}",
            f"只写 {match[1]}；单位“{indicator.unit.name}”由表式给出",
        )
    if re.fullmatch(r"0\d+", text):
        return "leading-zero", f"以 0 开头：{text}", f"改成 {int(text)}"
    if re.fullmatch(r"[-－−]\s*\d+(\.\d+)?", text):
        return "negative-figure", f"是负数：{text}", "改成不小于 0 的数"
    if re.fullmatch(r"[-－—–]+|无|没有|空|null|Null|NULL|~|N/?A|不适用", text):
        return "not-a-number", f"写的是“{text}”", none
    return "not-a-number", f"应当是一个数，写的是“{text[:20]}”", f"只写阿拉伯数字，如 2270；{none}"
