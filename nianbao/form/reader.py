"""Reading form.yaml; a mistake of the form's author is a finding like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from nianbao.findings.codes.of_forms import UNKNOWN_NAME
from nianbao.findings.codes.of_shape import MISSING_KEY, UNKNOWN_CHOICE, UNKNOWN_KEY
from nianbao.findings.finding import Finding
from nianbao.form.model import LYING, UPRIGHT, Exhibit, Form, Lineage, Section
from nianbao.form.rule_reader import RuleReader
from nianbao.form.table import DECIMAL, HEADING, WHOLE, Cell, Unit
from nianbao.form.table_reader import TableReader
from nianbao.form.wording import Wording
from nianbao.form.wording_reader import WordingReader
from nianbao.reading.fields import Fields, or_nearest
from nianbao.reading.yamltree import Mapping, Node, Scalar, read_tree
from nianbao.source import Source, Undecodable, read_source

_REQUIRED = (
    "表式", "依据", "首个报告年度", "题名", "公布期限", "部分", "编号样式", "单位", "表",
)  # fmt: skip
_LINEAGE = ("指标", "部分", "说明", "同表", "口径不同")
_OPTIONAL = ("勾稽关系", "计数口径", "填报", "沿革", "图解", "文字")


def bind_form(
    folder: Path, source: Source, undecodable: Undecodable | None = None
) -> tuple[Form | None, list[Finding]]:
    """Read a form's text; the form is None where anything in it is wrong."""
    tree = read_tree(source, undecodable)
    if tree.root is None or tree.findings:
        return None, list(tree.findings)
    reader = _Reader()
    form = reader.form(folder, tree.root)
    return form, reader.findings


def read_form(folder: Path, name: str) -> tuple[Form | None, list[Finding]]:
    """Read a form's folder, printed as `name`; OSError where there is no form.yaml to read."""
    return bind_form(folder, *read_source(folder / "form.yaml", f"{name}/form.yaml"))


class _Reader(Fields):
    def form(self, folder: Path, root: Mapping) -> Form | None:
        entries = self.known(root, (*_REQUIRED, *_OPTIONAL), "表式")
        for key in _REQUIRED:
            if key not in entries:
                self.add(MISSING_KEY, f"表式缺“{key}”", root.span, f"补上“{key}: ……”")
        if self.findings:
            return None
        values = {key: entry.value for key, entry in entries.items()}
        tables = TableReader(self._units(values["单位"]))
        form = Form(
            folder=folder,
            source=root.span.source,
            name=self.text(values["表式"], "表式") or "",
            basis=self.text(values["依据"], "依据") or "",
            first_year=self.number(values["首个报告年度"], "首个报告年度") or 0,
            title=self._scalar(values["题名"], "题名"),
            deadline=self.month_day(values["公布期限"], "公布期限") or (12, 31),
            sections=(),
            list_styles=self.texts(values["编号样式"], "编号样式"),
            tables=tables.tables(values["表"]),
            rules=(),
            counting=self.texts(values["计数口径"], "计数口径") if "计数口径" in values else (),
            filling=self.texts(values["填报"], "填报") if "填报" in values else (),
            lineage={},
            wording=Wording(),
        )
        self.findings += tables.findings
        form = replace(form, sections=self._sections(values["部分"], form))
        if "沿革" in values and not self.findings:
            form = replace(form, lineage=dict(self._lineage(values["沿革"], form)))
        if "图解" in values and not self.findings:
            form = replace(form, exhibits=tuple(self._exhibits(values["图解"], form)))
        rules = RuleReader(form)
        if "勾稽关系" in values and not self.findings:
            form = replace(form, rules=rules.rules(values["勾稽关系"]))
            self.findings += rules.findings
        if "文字" in values and not self.findings:
            wordings = WordingReader(form)
            form = replace(form, wording=wordings.wording(values["文字"]))
            self.findings += wordings.findings
        return None if self.findings else form

    def _scalar(self, node: Node, what: str) -> Scalar:
        self.text(node, what)
        return node if isinstance(node, Scalar) else Scalar("", "", node.span)

    def _lineage(self, node: Node, form: Form) -> Iterator[tuple[str, Lineage]]:
        for item in self.sequence(node, "沿革"):
            values = self.row(item, ("旧表式", *_LINEAGE), "沿革")
            if "旧表式" not in values:
                self.add(MISSING_KEY, "沿革缺“旧表式”", item.span, "写旧表式的文件夹名")
                continue
            indicators = self.entries(values["指标"], "指标") if "指标" in values else ()
            sections = self.entries(values["部分"], "部分") if "部分" in values else ()
            names = {e.key.text: self.text(e.value, e.key.text) or "" for e in indicators}
            for entry in indicators:
                if form.meant(entry.key.text) is None:
                    message = f"沿革里的“{entry.key.text}”不是表里的一格"
                    near = or_nearest(entry.key.text, form.names)
                    self.add(UNKNOWN_NAME, f"{message}{near}", entry.key.span, "写成“行名.列名”")
            yield (
                self.text(values["旧表式"], "旧表式") or "",
                Lineage(
                    names,
                    {e.key.text: self.texts(e.value, e.key.text) for e in sections},
                    self.texts(values["说明"], "说明") if "说明" in values else (),
                    self._among(values, "同表", [table.key for table in form.tables]),
                    self._among(values, "口径不同", names),
                ),
            )

    def _exhibits(self, node: Node, form: Form) -> Iterator[Exhibit]:
        for item in self.sequence(node, "图解"):
            values = self.row(item, ("标题", "样式", "项"), "图解")
            if len(values) < 3:
                help_ = "写成 {标题: ……, 样式: 柱, 项: {名字: 格}}"
                self.add(MISSING_KEY, "图解缺“标题”“样式”或“项”", item.span, help_)
                continue
            cells: dict[str, Cell] = {}
            for entry in self.entries(values["项"], "项"):
                name = self.text(entry.value, entry.key.text) or ""
                if cell := form.meant(name):
                    cells[entry.key.text] = cell
                elif name:
                    message = f"图解里的“{name}”不是表里的一格{or_nearest(name, form.names)}"
                    self.add(UNKNOWN_NAME, message, entry.value.span, "写成“行名.列名”")
            if len({cell.unit.name for cell in cells.values()}) > 1:
                message = "一张图上的数要是一个单位的"
                self.add(UNKNOWN_CHOICE, message, item.span, "分成几组")
            title = self.text(values["标题"], "标题") or ""
            style = self.choice(values["样式"], (UPRIGHT, LYING), "样式")
            if cells:
                yield Exhibit(title, style or UPRIGHT, tuple(cells.items()))

    def _among(self, values: dict[str, Node], key: str, names: Collection[str]) -> tuple[str, ...]:
        """Return the texts of a list each of which must be one of some names."""
        items = self.sequence(values[key], key) if key in values else ()
        return tuple(name for item in items if (name := self.choice(item, names, key)))

    def _units(self, node: Node) -> dict[str, Unit]:
        return {
            entry.key.text: self._unit(entry.key.text, entry.value)
            for entry in self.entries(node, "单位")
        }

    def _unit(self, name: str, node: Node) -> Unit:
        values = self.row(node, ("取值", "最小", "小数位", "不适用", "又作"), f"单位“{name}”")
        kind = (
            self.choice(values["取值"], (HEADING, WHOLE, DECIMAL), "取值")
            if "取值" in values
            else None
        )
        return Unit(
            name,
            kind or WHOLE,
            self.number(values["最小"], "最小") if "最小" in values else None,
            (self.number(values["小数位"], "小数位") or 0) if "小数位" in values else 0,
            "不适用" in values and self.yes(values["不适用"], "不适用"),
            self.texts(values["又作"], "又作") if "又作" in values else (),
        )

    def _sections(self, node: Node, form: Form) -> tuple[Section, ...]:
        sections = tuple(self._section_list(node, {table.section for table in form.tables}))
        keys = [section.key for section in sections]
        for table in form.tables:
            if table.section not in keys:
                message = f"表“{table.key}”所在的部分“{table.section}”不在“部分”里"
                self.add(UNKNOWN_KEY, message, node.span, f"部分有：{'、'.join(keys)}")
        return sections

    def _section_list(self, node: Node, with_table: set[str]) -> Iterator[Section]:
        for item in self.sequence(node, "部分"):
            values = self.row(item, ("键", "标题", "可缺", "写什么"), "部分")
            key = self.text(values["键"], "键") if "键" in values else None
            if key is None:
                self.add(MISSING_KEY, "部分缺“键”", item.span, "写成 {键: 基本概况, 标题: ……}")
                continue
            title = self.text(values["标题"], "标题") if "标题" in values else ""
            optional = "可缺" in values and self.yes(values["可缺"], "可缺")
            hint = self.text(values["写什么"], "写什么") if "写什么" in values else ""
            without = key in with_table or optional
            yield Section(key, title or "", key in with_table, without, hint or "")
