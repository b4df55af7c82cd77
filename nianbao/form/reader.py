"""Reading form.yaml; a mistake of the form's author is a finding like any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nianbao.diagnostic import Diagnostic, Severity
from nianbao.fields import Fields, or_nearest
from nianbao.form.model import (
    DECIMAL,
    HEADING,
    WHOLE,
    Excuse,
    Form,
    Indicator,
    Rule,
    Section,
    Unit,
    data_key,
)
from nianbao.formula import Formula, FormulaError, identifier, parse_formula
from nianbao.source import Source, Span, Undecodable, read_source
from nianbao.yamltree import Entry, Mapping, Node, Scalar, read_tree


class _Reader(Fields):
    def form(self, folder: Path, root: Mapping) -> Form | None:
        required = (
            "表式",
            "依据",
            "首个报告年度",
            "题名",
            "公布期限",
            "部分",
            "编号样式",
            "单位",
            "表头",
            "指标",
        )
        entries = self.known(root, (*required, "勾稽关系", "计数口径", "填报"), "表式")
        for key in required:
            if key not in entries:
                self.add("missing-key", f"表式缺“{key}”", root.span, f"补上“{key}: ……”")
        if self.findings:
            return None
        values = {key: entry.value for key, entry in entries.items()}
        units = self._units(values["单位"])
        indicators = self._indicators(values["指标"], units)
        form = Form(
            folder=folder,
            source=root.span.source,
            name=self.text(values["表式"], "表式") or "",
            basis=self.text(values["依据"], "依据") or "",
            first_year=self.number(values["首个报告年度"], "首个报告年度") or 0,
            title=self._scalar(values["题名"], "题名"),
            deadline=self._deadline(values["公布期限"]),
            sections=tuple(self._sections(values["部分"])),
            list_styles=self._texts(values["编号样式"], "编号样式"),
            heads=self._texts(values["表头"], "表头"),
            indicators=tuple(indicators),
            rules=(),
            counting=self._texts(values["计数口径"], "计数口径") if "计数口径" in values else (),
            filling=self._texts(values["填报"], "填报") if "填报" in values else (),
        )
        rules = tuple(self._rules(values["勾稽关系"], form)) if "勾稽关系" in values else ()
        return None if self.findings else replace(form, rules=rules)

    def _scalar(self, node: Node, what: str) -> Scalar:
        self.text(node, what)
        return node if isinstance(node, Scalar) else Scalar("", "", node.span)

    def _texts(self, node: Node, what: str) -> tuple[str, ...]:
        return tuple(self.text(item, what) or "" for item in self.sequence(node, what))

    def _deadline(self, node: Node) -> tuple[int, int]:
        text = self.text(node, "公布期限") or ""
        if match := re.fullmatch(r"(\d\d)-(\d\d)", text):
            return int(match[1]), int(match[2])
        self.add("bad-date", "公布期限应当是“月-日”", node.span, "写成 03-31")
        return 12, 31

    def _units(self, node: Node) -> dict[str, Unit]:
        units = {}
        mapping = self.mapping(node, "单位")
        for entry in mapping.entries if mapping else ():
            name = entry.key.text
            values = self._row(entry.value, ("取值", "最小", "小数位"), f"单位“{name}”")
            kind = (
                self.choice(values["取值"].value, (HEADING, WHOLE, DECIMAL), "取值")
                if "取值" in values
                else None
            )
            least = self.number(values["最小"].value, "最小") if "最小" in values else None
            places = self.number(values["小数位"].value, "小数位") if "小数位" in values else None
            units[name] = Unit(name, kind or WHOLE, least, places or 0)
        return units

    def _row(self, node: Node, keys: tuple[str, ...], what: str) -> dict[str, Entry]:
        mapping = self.mapping(node, what)
        return self.known(mapping, keys, what) if mapping else {}

    def _sections(self, node: Node) -> Iterator[Section]:
        for item in self.sequence(node, "部分"):
            values = self._row(item, ("键", "标题", "统计表"), "部分")
            key = self.text(values["键"].value, "键") if "键" in values else None
            if key is None:
                self.add("missing-key", "部分缺“键”", item.span, "写成 {键: 基本概况, 标题: ……}")
                continue
            title = self.text(values["标题"].value, "标题") if "标题" in values else ""
            yield Section(
                key, title or "", "统计表" in values and self.yes(values["统计表"].value, "统计表")
            )

    def _indicators(self, node: Node, units: dict[str, Unit]) -> Iterator[Indicator]:
        path: list[str] = []
        seen: set[tuple[str, str]] = set()
        group = ""
        for item in self.sequence(node, "指标"):
            values = self._row(item, ("层级", "标签", "注", "注另行", "单位"), "指标")
            if missing := [key for key in ("层级", "标签", "单位") if key not in values]:
                self.add(
                    "missing-key",
                    f"指标缺“{'、'.join(missing)}”",
                    item.span,
                    "每个指标写明层级、标签、单位",
                )
                continue
            label = self.text(values["标签"].value, "标签") or ""
            depth = self.number(values["层级"].value, "层级") or 0
            unit = units.get(self.choice(values["单位"].value, tuple(units), "单位") or "")
            if unit is None:
                continue
            if depth > len(path):
                self.add(
                    "wrong-depth",
                    f"层级从 {len(path) - 1} 跳到了 {depth}",
                    item.span,
                    "下一级只比上一级多 1",
                )
                continue
            key = data_key(label)
            del path[depth:]
            path.append(identifier(key))
            group = key if depth == 0 else group
            if (group, key) in seen:
                self.add(
                    "duplicate-key",
                    f"“{group}”里有两个“{key}”",
                    item.span,
                    "同一大项里的指标不能同名",
                )
            seen.add((group, key))
            yield Indicator(
                key, label,
                (self.text(values["注"].value, "注") or "") if "注" in values else "",
                "注另行" in values and self.yes(values["注另行"].value, "注另行"),
                depth, unit, tuple(path), group,
            )  # fmt: skip

    def _rules(self, node: Node, form: Form) -> Iterator[Rule]:
        keys = ("编号", "关系", "程度", "可核实", "说明", "除非提到")
        for item in self.sequence(node, "勾稽关系"):
            values = self._row(item, keys, "勾稽关系")
            if not {"编号", "关系"} <= values.keys():
                self.add("missing-key", "勾稽关系缺“编号”或“关系”", item.span, "每条写明编号和关系")
                continue
            formula = self._formula(values["关系"].value)
            if formula is None:
                continue
            indicators = self._resolve(formula, values["关系"].value.span, form)
            severity = Severity.ERROR
            if "程度" in values:
                choice = self.choice(values["程度"].value, tuple(Severity), "程度")
                severity = Severity(choice) if choice else severity
            yield Rule(
                self.text(values["编号"].value, "编号") or "",
                formula,
                indicators,
                severity,
                severity is not Severity.ERROR
                or ("可核实" in values and self.yes(values["可核实"].value, "可核实")),
                (self.text(values["说明"].value, "说明") or "") if "说明" in values else "",
                self._excuse(values["除非提到"].value, form) if "除非提到" in values else None,
                values["关系"].value.span,
            )

    def _excuse(self, node: Node, form: Form) -> Excuse | None:
        values = self._row(node, ("部分", "词语"), "除非提到")
        if not {"部分", "词语"} <= values.keys():
            self.add(
                "missing-key", "除非提到缺“部分”或“词语”", node.span, "写明在哪个部分、提到哪些词语"
            )
            return None
        section = self.choice(values["部分"].value, tuple(s.key for s in form.sections), "部分")
        return Excuse(section or "", self._texts(values["词语"].value, "词语"))

    def _formula(self, node: Node) -> Formula | None:
        if not isinstance(node, Scalar):
            self.add("wrong-shape", "关系应当是一个算式", node.span, "写成 甲 = 乙 + 丙")
            return None
        try:
            return parse_formula(" ".join(line.text.strip() for line in node.lines()))
        except FormulaError as error:
            help_ = "写成 甲 = 乙 + 丙，或 甲 ≤ 乙，或 若 甲 > 0 则 乙 > 0"
            self.add("bad-formula", str(error), node.span, help_)
            return None

    def _resolve(self, formula: Formula, span: Span, form: Form) -> dict[str, Indicator]:
        indicators = {}
        for name in formula.names:
            found = [i for i in form.find(name) if not i.is_heading]
            if len(found) == 1:
                indicators[name] = found[0]
            elif found:
                choices = "、".join(form.shortest(i) for i in found)
                self.add("ambiguous-name", f"“{name}”有几处", span, f"写全：{choices}")
            else:
                self.add("unknown-name", f"没有指标“{name}”{or_nearest(name, form.names)}", span)
        return indicators


def bind_form(
    folder: Path, source: Source, undecodable: Undecodable | None = None
) -> tuple[Form | None, list[Diagnostic]]:
    """Read a form's text; the form is None where anything in it is wrong."""
    tree = read_tree(source, undecodable)
    if tree.root is None or tree.findings:
        return None, list(tree.findings)
    reader = _Reader()
    form = reader.form(folder, tree.root)
    return form, reader.findings


def read_form(folder: Path, name: str) -> tuple[Form | None, list[Diagnostic]]:
    """Read a form's folder, printed as `name`; OSError where there is no form.yaml to read."""
    return bind_form(folder, *read_source(folder / "form.yaml", f"{name}/form.yaml"))
