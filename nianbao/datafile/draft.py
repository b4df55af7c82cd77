"""The next year's data file begun from the last one's (起草).

Agency, structure and texts are carried over, the texts with the years in them as references. Each
figure is left empty with last year's beside it, but for those that the form's rules take over
from last year. A waiver is never carried over. Where the form has changed, the new form says what
corresponds (沿革) and what a person must decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from nianbao.datafile.typed import TypedRow, aside, schema_line, tables, typed
from nianbao.findings.finding import Severity
from nianbao.form import Cell, Form, Indicator
from nianbao.reading.yamltree import Scalar
from nianbao.report import Item, Report, SectionText
from nianbao.report.references import BadReferenceError, parse_reference

TO_FILL = "〔请填："  # begins what a person must fill in; a check finds each that is left


def draft(previous: Report, form: Form, source: str, path: Path, check: str) -> str:
    """Return the text of the data file `path` for the year after `previous`, read from `source`.

    `check` is the command that checks it, as it is typed.
    """
    return "\n".join(_Writer(previous, form, source, path, check).lines())


class _Writer:
    def __init__(self, previous: Report, form: Form, source: str, path: Path, check: str) -> None:
        self.previous = previous
        self.form = form
        self.source = source
        self.path = path
        self.check = check
        self.year = previous.year + 1
        same = form.folder == previous.form.folder
        self.lineage = None if same else form.lineage.get(previous.form.folder.name)
        self.same = same

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        previous = self.previous
        yield schema_line(self.form, self.path)
        yield f"# {self.year} 年度：由 {self.source}（{previous.agency.text}）起草。正文还是上年的，逐段改写；"
        yield f"# 统计表的数照新的填，上面一行注着上年的数。填完一项，就少一个问题：{self.check}"
        if not self.same:
            yield f"# 表式换了：从“{previous.form.name}”换成“{self.form.name}”。"
            for note in self.lineage.notes if self.lineage else ():
                yield f"#   要定：{note}"
        if previous.form_named:
            yield f"表式: {typed(previous.form_named)}"
        yield f"年度: {self.year}"
        yield f"机关: {typed(previous.agency.text)}"
        yield f"署名: {typed(previous.signer.text)}"
        yield aside("成文日期:", f"上年 {previous.day.isoformat()}")
        if previous.number:
            yield aside("文号:", f"上年 {previous.number.text}")
        if previous.sealed:
            yield "盖章: 是"
        if previous.filling:
            yield "填报:"
            for key, value in previous.filling:
                if key not in self.form.filling:
                    continue
                moved = self._year_bound(value.text) != value.text  # a date, not a name
                yield (
                    aside(f"  {key}:", f"上年 {value.text}")
                    if moved
                    else f"  {key}: {typed(value.text)}"
                )
        if previous.contact:
            yield f"联系方式: {typed(self._year_bound(previous.contact.text))}"
        yield ""
        yield "正文:"
        for section in self.form.sections:
            yield from self._section(section.key, optional=section.optional)
        yield from tables(self.form, self._row)

    # ── 正文 ────────────────────────────────────────────────────────────────────────────────

    def _section(self, key: str, *, optional: bool) -> Iterator[str]:
        sources = (
            [key] if self.same else (self.lineage.sections.get(key, ()) if self.lineage else ())
        )
        texts: dict[str, SectionText] = {t.section.key: t for t in self.previous.sections}
        items = [item for source in sources if source in texts for item in texts[source].items]
        if not items and optional:
            return
        yield f"  {key}:" if items else aside(f"  {key}:", "上年没有对应的部分，写上段落")
        for item in items:
            yield from self._item(item, "    ")
        yield ""

    def _item(self, item: Item, indent: str) -> Iterator[str]:
        if isinstance(item, Scalar):
            yield f"{indent}- {typed(self._carried(item.text))}"
            return
        yield f"{indent}- {item.style}:"
        for point in item.points:
            text = typed(self._carried(point.text.text))
            yield f"{indent}    - {text}{':' if point.items else ''}"
            for inner in point.items:
                yield from self._item(inner, f"{indent}        ")

    def _carried(self, text: str) -> str:
        return re.sub(r"\{\{(.*?)\}\}", self._reference, self._year_bound(text))

    def _year_bound(self, text: str) -> str:
        """Turn the years of last year's text into references, so that they move on.

        A day of a year stays as it is (自某年某月某日起施行), but for the year's first and last.
        """
        names = {self.year - 2: "上年度", self.year - 1: "年度", self.year: "下年度"}
        for year, name in names.items():
            pattern = rf"(?<![\d{{]){year}(?=\s?年(?!\s?\d+月)|年1月1日|年12月31日)"
            text = re.sub(pattern, f"{{{{{name}}}}}", text)
        return text

    def _reference(self, match: re.Match[str]) -> str:
        """Keep a reference that the new form understands; else leave a place to fill in."""
        try:
            path = parse_reference(match[1]).path
        except BadReferenceError:
            return match[0]
        known = {"年度", "上年度", "下年度", "机关", "署名"}
        if self.same or path in known or len(self.form.find(path)) == 1:
            return match[0]
        return f"{TO_FILL}{path}〕"

    # ── 统计表 ──────────────────────────────────────────────────────────────────────────────

    def _row(self, indicator: Indicator) -> TypedRow:
        cells = [Cell(indicator, column) for column in indicator.columns]
        if taken := self._taken_over(cells):
            values, origin = taken
            return TypedRow(values, note=f"取自上年的“{origin}”")
        before, note = self._before(indicator, cells)
        return TypedRow((), before, note, all(cell in self.form.totals for cell in cells))

    def _before(self, indicator: Indicator, cells: list[Cell]) -> tuple[list[str], str]:
        """Return last year's figures, column by column, as far as they correspond, and from where."""
        form, figures = self.previous.form, self.previous.figures
        rows = [row for row in form.rows(indicator.reference) if not row.is_heading]
        if len(rows) == 1 and [c.name for c in rows[0].columns] == [
            c.name for c in indicator.columns
        ]:
            old = [figures.get(Cell(rows[0], column)) for column in rows[0].columns]
            return [figure.text if figure else "" for figure in old], ""
        values, origins = [""] * len(cells), []
        for new, name in (self.lineage.indicators if self.lineage else {}).items():
            found, target = form.meant(name), self.form.meant(new)
            if found and target in cells and found in figures:
                values[cells.index(target)] = figures[found].text
                origins.append(found.name)
        return values, f"上年的是旧表式的“{'”“'.join(origins)}”" if origins else ""

    def _taken_over(self, cells: list[Cell]) -> tuple[list[str], str] | None:
        """Return the figures of a row that a hard rule takes over from last year, and their row."""
        values, origin = [], ""
        rules = [r for r in self.form.rules if r.severity is Severity.ERROR and r.formula.total]
        for cell in cells:
            for rule in rules:
                for binding in rule.bindings:
                    (term, *others) = rule.formula.terms
                    if (
                        others
                        or term not in binding.before
                        or binding.cells.get(rule.formula.total or "") != cell
                    ):
                        continue
                    row, column = binding.before[term]
                    figure = self._last_years(row, column)
                    if figure is not None:
                        values.append(figure)
                        origin = row.rpartition(".")[2]
        return (values, origin) if len(values) == len(cells) else None

    def _last_years(self, row: str, column: str) -> str | None:
        form = self.previous.form
        for cell, figure in self.previous.figures.items():
            if cell.column.name == column and cell.indicator in form.rows(row):
                return figure.text
        return None
