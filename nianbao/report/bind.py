"""Binding a tree to its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nianbao.files import NOT_IN_NAMES, named_sign
from nianbao.findings.codes.of_shape import BAD_AGENCY, BAD_DATE, MISSING_KEY, YEAR_MISMATCH
from nianbao.findings.codes.of_sums import NO_REASON
from nianbao.findings.finding import Finding, Fix
from nianbao.findings.width import brief
from nianbao.form import Form
from nianbao.reading.fields import Fields
from nianbao.reading.yamltree import Mapping, Node, Scalar, Tree
from nianbao.regex import regex
from nianbao.report.content import Report, Waiver
from nianbao.report.figures import FigureReader
from nianbao.report.spellings import plain_day
from nianbao.report.texts import TextReader

FILL_IN = "填上"
_NOT_IN_AGENCIES = regex(rf"{NOT_IN_NAMES.pattern}|[{{}}]")
_DAY = regex(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MAX_NAME = 50  # characters of an agency's name: file systems allow 255 bytes for the whole title
REQUIRED = ("年度", "机关", "署名", "成文日期", "正文", "统计表")
OPTIONAL = ("表式", "已发布", "文号", "盖章", "填报", "联系方式", "核实", "题名断行")


def bind(tree: Tree, form: Form, year: int) -> tuple[Report | None, list[Finding]]:
    """Bind what was read to its form.

    The report is None where the parser had to stop; what else is wrong or missing is left blank in
    it, so that the rest can still be checked. Findings on lines that are broken as YAML already are
    left out.
    """
    if tree.root is None:
        return None, list(tree.findings)
    binder = _Binder(form, year)
    report = binder.report(tree.root)
    broken = {finding.span.line for finding in tree.findings}
    findings = [
        finding
        for finding in binder.findings
        if finding.span.line not in broken
        and finding.span.line <= tree.trusted
        and (tree.whole or not finding.code.startswith(("missing-", "empty-")))
    ]
    return (report if tree.whole else None), [*tree.findings, *findings]


class _Binder(Fields):
    def __init__(self, form: Form, year: int) -> None:
        super().__init__()
        self.form = form
        self.year = year

    def report(self, root: Mapping) -> Report:
        entries = self.known(root, (*REQUIRED, *OPTIONAL), "数据文件")
        values = {key: entry.value for key, entry in entries.items()}
        for key in REQUIRED:
            if key not in values:
                self.add(
                    MISSING_KEY, f"缺“{key}”", root.span.source.span(1, 1), f"补上一行“{key}: ……”"
                )
        if "年度" in values:
            self._year(values["年度"])
        agency = self._line(values, "机关")
        if agency:
            self._file_name(agency)
        signer = self._line(values, "署名")
        day = self._date(values["成文日期"]) if "成文日期" in values else None
        texts, table = TextReader(self.form), FigureReader(self.form)
        sections = texts.sections(entries["正文"]) if "正文" in entries else ()
        figures = table.figures(entries["统计表"]) if "统计表" in entries else {}
        self.findings += [*texts.findings, *table.findings]
        waivers = tuple(self._waivers(values["核实"])) if "核实" in values else ()
        number = self._line(values, "文号")
        contact = self._line(values, "联系方式")
        title_break = self._line(values, "题名断行")
        named = self._line(values, "表式") if "表式" in values else None
        filling = tuple(self._filling(values["填报"])) if "填报" in values else ()
        sealed = "盖章" in values and self.yes(values["盖章"], "“盖章”")
        published = "已发布" in values and self.yes(values["已发布"], "“已发布”")
        blank = Scalar("", "", root.span)
        day = day or date(max(self.year, 1), 12, 31)
        day_span = values["成文日期"].span if "成文日期" in values else root.span
        return Report(
            self.form, named.text if named else "", self.year, agency or blank, signer or blank, day, day_span,
            number, sealed, filling, contact, sections, figures, waivers, title_break,
            published,
        )  # fmt: skip

    def _line(self, values: dict[str, Node], key: str) -> Scalar | None:
        node = values.get(key)
        if (
            node is None
            or self.text(node, f"“{key}”", *_fill_in(key)) is None
            or not isinstance(node, Scalar)
        ):
            return None
        return node

    def _year(self, node: Node) -> None:
        year = self.number(node, "“年度”")
        if year is not None and year != self.year:
            self.add(
                YEAR_MISMATCH, f"文件是 {self.year} 年的，里面写的年度是 {year}",
                node.span, f"改年度为 {self.year}，或改文件名为 {year}.yaml",
            )  # fmt: skip

    def _file_name(self, agency: Scalar) -> None:
        """The title names the files, so the agency's name must be able to stand in a file name."""
        text = agency.text
        for match in _NOT_IN_AGENCIES.finditer(text):
            self.add(
                BAD_AGENCY, f"机关名称里不能有“{named_sign(match[0])}”，它要用作文件名",
                agency.part(match.start(), 1), "用全角字符，或删去",
            )  # fmt: skip
        if len(text) > MAX_NAME:
            self.add(
                BAD_AGENCY,
                f"机关名称有 {len(text)} 个字，超过 {MAX_NAME} 个，放不进文件名",
                agency.span,
                "写规范简称",
            )
        if text != text.strip().strip(".") or text.startswith(("-", "~")):
            self.add(BAD_AGENCY, "机关名称首尾有空格、句点或短横", agency.span, "删去")

    def _date(self, node: Node) -> date | None:
        text = self.text(node, "“成文日期”", FILL_IN)
        if text is None:
            return None
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.add(BAD_DATE, f"没有这一天：{text}", node.span, "核对月、日")
                return None
        day = plain_day(text)
        message = f"“{brief(text)}”不是日期的写法"
        if day is None:
            help_ = f"写成 {self.year + 1}-01-15 这样，印出来是 {self.year + 1}年1月15日"
            self.add(BAD_DATE, message, node.span, help_)
            return None
        fix = (
            Fix(node.span, day.isoformat()) if isinstance(node, Scalar) and not node.style else None
        )
        help_ = f"改成 {day}，印出来是 {day.year}年{day.month}月{day.day}日"
        self.findings.append(BAD_DATE.at(node.span, message, help_, fix=fix))
        return None

    def _filling(self, node: Node) -> Iterator[tuple[str, Scalar]]:
        mapping = self.mapping(node, "填报")
        entries = self.known(mapping, self.form.filling, "填报") if mapping else {}
        for key in self.form.filling:
            if key in entries:
                value = entries[key].value
                if self.text(value, f"“{key}”") is not None and isinstance(value, Scalar):
                    yield key, value

    def _waivers(self, node: Node) -> Iterator[Waiver]:
        for item in self.sequence(node, "“核实”"):
            mapping = self.mapping(item, "“核实”的每一项")
            if mapping is None:
                continue
            entries = self.known(mapping, ("问题", "位置", "记号", "理由"), "核实")
            texts = {
                key: self.text(entries[key].value, f"“{key}”") if key in entries else None
                for key in ("问题", "位置", "理由")
            }
            for key, text in texts.items():
                if text is None and key not in entries:
                    self.add(
                        MISSING_KEY,
                        f"核实缺“{key}”",
                        item.span,
                        "写成 {问题: ……, 位置: ……, 理由: ……}",
                    )
            reason = texts["理由"]
            if reason and not re.search(r"\w", reason):
                self.add(
                    NO_REASON,
                    f"核实的理由只有“{brief(reason)}”",
                    entries["理由"].value.span,
                    "写明查了什么、为什么没有错",
                )
            elif all(texts.values()):
                mark = self.text(entries["记号"].value, "“记号”") if "记号" in entries else None
                yield Waiver(
                    texts["问题"] or "",
                    texts["位置"] or "",
                    texts["理由"] or "",
                    item.span,
                    mark or "",
                )


def _fill_in(key: str) -> tuple[str, ...]:
    """Say of a key that must be there that it may not be left out."""
    return (FILL_IN,) if key in REQUIRED else ()
