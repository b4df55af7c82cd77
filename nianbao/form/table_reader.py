"""Reading the tables of a form: blocks of rows under columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Mapping_

from nianbao.findings.codes.of_forms import UNKNOWN_NAME, WRONG_DEPTH
from nianbao.findings.codes.of_shape import MISSING_KEY, WRONG_SHAPE
from nianbao.findings.codes.of_writing import DUPLICATE_KEY
from nianbao.form.formula import identifier
from nianbao.form.table import (
    ACROSS,
    ADDED,
    APART,
    BLOCKS,
    DISTINCT,
    LIST,
    MATRIX,
    TOTAL,
    Block,
    Cell,
    Column,
    Indicator,
    Table,
    Unit,
    Virtual,
    data_key,
)
from nianbao.form.vocabulary import spelled_out
from nianbao.reading.fields import Fields, or_nearest
from nianbao.reading.yamltree import Mapping, Node, Scalar
from nianbao.source import Span

_INDICATOR = ("层级", "标签", "注", "注另行", "单位", "说法", "又作", "期末", "汇总")
_NAMING, _FOLLOWING = "行", "承上"


class TableReader(Fields):
    """Reads 表 of a form.yaml."""

    def __init__(self, units: dict[str, Unit]) -> None:
        super().__init__()
        self.units = units
        self.seen: set[tuple[str, str]] = set()
        self.sums: tuple[Column, ...] = ()  # 虚列 of the table that is being read
        self.aliases: tuple[str, ...] = ()  # its 又作

    def tables(self, node: Node) -> tuple[Table, ...]:
        """Return the form's tables in their order."""
        return tuple(self._tables(node))

    def _tables(self, node: Node) -> Iterator[Table]:
        items = self.sequence(node, "表")
        keys = ("键", "部分", "式", "首栏", "单位栏", "又作", "列", "指标", "块", "虚列", "虚行")
        for item in items:
            values = self.row(item, keys, "表")
            if missing := [key for key in ("部分", "式", "首栏") if key not in values]:
                self.add(
                    MISSING_KEY,
                    f"表缺“{'、'.join(missing)}”",
                    item.span,
                    "每张表写明部分、式、首栏",
                )
                continue
            key = (self.text(values["键"], "键") or "") if "键" in values else ""
            if not key and len(items) > 1:
                self.add(MISSING_KEY, "有几张表时，每张表要有“键”", item.span, "写明数据文件里的键")
            sums = self._sums(values["虚列"]) if "虚列" in values else {}
            self.sums = tuple(sums)
            self.aliases = self.texts(values["又作"], "又作") if "又作" in values else ()
            nodes = self.sequence(values["块"], "块") if "块" in values else (item,)
            blocks = tuple(
                block for node in nodes if (block := self._block(node, key, whole=node is item))
            )
            rows = [row for block in blocks for row in block.indicators]
            totals = self._totals(values["虚行"], rows, key) if "虚行" in values else ()
            yield Table(
                key,
                self.text(values["部分"], "部分") or "",
                self.choice(values["式"], (LIST, BLOCKS, MATRIX, ACROSS), "式") or LIST,
                self.text(values["首栏"], "首栏") or "",
                (self.text(values["单位栏"], "单位栏") or "") if "单位栏" in values else "",
                blocks,
                (
                    *virtual_rows(totals),
                    *virtual_columns([*rows, *dict(totals)], sums, dict(totals)),
                ),
            )

    def _sums(self, node: Node) -> dict[Column, tuple[str, ...]]:
        """Return the columns that are sums over others and not printed, with the names of these."""
        sums = {}
        for item in self.sequence(node, "虚列"):
            values = self.row(item, ("标签", "等于", "单位", "说法"), "虚列")
            if not {"标签", "等于", "单位"} <= values.keys():
                self.add(
                    MISSING_KEY,
                    "虚列缺“标签”“等于”或“单位”",
                    item.span,
                    "写成 {标签: 法人, 等于: [甲, 乙], 单位: 件}",
                )
                continue
            label = self.text(values["标签"], "标签") or ""
            unit = self._unit(values["单位"])
            speech = self._phrases(values["说法"]) if "说法" in values else ()
            column = Column(identifier(label), label, "", (), unit, speech)
            sums[column] = self.texts(values["等于"], "等于")
        return sums

    def _totals(
        self, node: Node, rows: list[Indicator], table: str
    ) -> tuple[tuple[Indicator, tuple[Indicator, ...]], ...]:
        """Return the rows that are sums over others and not printed, each with these."""
        totals = []
        for item in self.sequence(node, "虚行"):
            values = self.row(item, ("标签", "等于", "说法"), "虚行")
            if not {"标签", "等于"} <= values.keys():
                self.add(
                    MISSING_KEY,
                    "虚行缺“标签”或“等于”",
                    item.span,
                    "写成 {标签: 不予公开, 等于: 下级}",
                )
                continue
            label = self.text(values["标签"], "标签") or ""
            parts, path = self._parts(label, values["等于"], rows)
            if not parts or len({part.columns for part in parts}) > 1:
                self.add(
                    WRONG_SHAPE,
                    f"“{label}”要等于几行列数相同的指标",
                    item.span,
                    "写明各行的键名，或“下级”",
                )
                continue
            columns = parts[0].columns
            speech = self._speech(values["说法"], columns) if "说法" in values else {}
            row = Indicator(
                label, label, "", False, 0, parts[0].unit, path, table, columns,
                speech, speech.pop(_NAMING, ()), speech.pop(_FOLLOWING, ()), self.aliases,
                sums=self.sums,
            )  # fmt: skip
            totals.append((row, parts))
        return tuple(totals)

    def _parts(
        self, label: str, node: Node, rows: list[Indicator]
    ) -> tuple[tuple[Indicator, ...], tuple[str, ...]]:
        """Return the rows that make up a total: those that are named, or 下级 of its own head."""
        if isinstance(node, Scalar):
            self.choice(node, ("下级",), "等于")
            heads = [row.path for row in rows if row.is_heading and row.name == label]
            path = heads[0] if heads else ()
            below = [row for row in rows if heads and row.path[: len(path)] == path]
            return tuple(row for row in below if not row.is_heading), path
        named = {row.name: row for row in rows if not row.is_heading}
        names = self.texts(node, "等于")
        for name in names:
            if name not in named:
                self.add(
                    UNKNOWN_NAME,
                    f"没有指标“{name}”{or_nearest(name, named)}",
                    node.span,
                    "照指标的键名写",
                )
        return tuple(named[name] for name in names if name in named), (identifier(label),)

    def _block(self, node: Node, table: str, *, whole: bool) -> Block | None:
        keys = ("标题", "列", "指标")
        mapping = self.mapping(node, "块")
        if mapping is None:
            return None
        values = (
            {e.key.text: e.value for e in mapping.entries} if whole else self.row(node, keys, "块")
        )
        if not {"列", "指标"} <= values.keys():
            self.add(MISSING_KEY, "缺“列”或“指标”", node.span, "写明有哪些列、哪些指标")
            return None
        columns = tuple(self._columns(values["列"]))
        title = (self.text(values["标题"], "标题") or "") if "标题" in values else ""
        return Block(title, columns, tuple(self._indicators(values["指标"], columns, table)))

    def _columns(self, node: Node) -> Iterator[Column]:
        for item in self.sequence(node, "列"):
            if isinstance(item, Scalar):
                label = self.text(item, "列") or ""
                yield Column(identifier(label), label, "", (), None)
                continue
            values = self.row(item, ("标签", "注", "上级", "单位", "说法", "期末"), "列")
            if "标签" not in values:
                self.add(MISSING_KEY, "列缺“标签”", item.span, "写成 {标签: 自然人, 单位: 件}")
                continue
            label = self.text(values["标签"], "标签") or ""
            yield Column(
                identifier(label),
                label,
                (self.text(values["注"], "注") or "") if "注" in values else "",
                self.texts(values["上级"], "上级") if "上级" in values else (),
                self._unit(values["单位"]) if "单位" in values else None,
                self._phrases(values["说法"]) if "说法" in values else (),
                "期末" in values and self.yes(values["期末"], "期末"),
            )

    def _unit(self, node: Node) -> Unit | None:
        return self.units.get(self.choice(node, tuple(self.units), "单位") or "")

    def _indicators(
        self, node: Node, columns: tuple[Column, ...], table: str
    ) -> Iterator[Indicator]:
        path: list[str] = []
        group = table
        for item in self.sequence(node, "指标"):
            if isinstance(item, Scalar):
                values: dict[str, Node] = {"标签": item}
            else:
                values = self.row(item, _INDICATOR, "指标")
            if "标签" not in values:
                self.add(MISSING_KEY, "指标缺“标签”", item.span, "每个指标写明标签")
                continue
            label = self.text(values["标签"], "标签") or ""
            depth = (self.number(values["层级"], "层级") or 0) if "层级" in values else 0
            if depth > len(path):
                message = f"层级从 {len(path) - 1} 跳到了 {depth}"
                self.add(WRONG_DEPTH, message, item.span, "下一级只比上一级多 1")
                continue
            key = data_key(label)
            del path[depth:]
            path.append(identifier(key))
            group = table or (key if depth == 0 else group)
            unit = self._unit(values["单位"]) if "单位" in values else None
            speech = self._speech(values["说法"], columns) if "说法" in values else {}
            self._once(group, ".".join(path), key, item.span)
            if unit is None and any(column.unit is None for column in columns):
                self.add(MISSING_KEY, f"“{key}”没有单位", item.span, "在指标或列上写明单位")
            yield Indicator(
                key, label,
                (self.text(values["注"], "注") or "") if "注" in values else "",
                "注另行" in values and self.yes(values["注另行"], "注另行"),
                depth, unit, tuple(path), group, columns,
                speech, speech.pop(_NAMING, ()), speech.pop(_FOLLOWING, ()),
                (*self.aliases, *(self.texts(values["又作"], "又作") if "又作" in values else ())),
                "期末" in values and self.yes(values["期末"], "期末"),
                self.sums,
                self._rollup(values["汇总"]) if "汇总" in values else ADDED,
            )  # fmt: skip

    def _rollup(self, node: Node) -> str:
        return self.choice(node, (ADDED, DISTINCT, APART), "汇总") or ADDED

    def _speech(self, node: Node, columns: tuple[Column, ...]) -> dict[str, tuple[str, ...]]:
        """Return the 说法 by columns, 行 and 承上 among them.

        A plain list speaks of the only column, or of the total. 行 is the row's name, which tells what
        is spoken of; what stands under 承上 speaks of the row only where that is plain.
        """
        if isinstance(node, Mapping):
            names = [column.name for column in (*columns, *self.sums)] + [_NAMING, _FOLLOWING]
            columns_said = self.row(node, names, "说法")
            return {name: self._phrases(value) for name, value in columns_said.items()}
        name = columns[0].name if len(columns) == 1 else TOTAL
        if name not in {column.name for column in columns}:
            self.add(WRONG_SHAPE, "有几列的指标，说法要按列写", node.span, "写成 {列名: [说法]}")
        return {name: self._phrases(node)}

    def _phrases(self, node: Node) -> tuple[str, ...]:
        phrases = self.texts(node, "说法")
        if not all(all(re.split("[…～|]", phrase)) for phrase in phrases):
            self.add(WRONG_SHAPE, "“…”“～”“|”两边都要有字", node.span, "写成 召开…会议")
            return ()
        return tuple(words for phrase in phrases for words in spelled_out(phrase))

    def _once(self, group: str, path: str, key: str, span: Span) -> None:
        if (group, path) in self.seen:
            self.add(DUPLICATE_KEY, f"“{group}”里有两个“{key}”", span, "同一处的指标不能同名")
        self.seen.add((group, path))


def virtual_rows(
    totals: Iterable[tuple[Indicator, tuple[Indicator, ...]]],
) -> Iterator[Virtual]:
    """Yield the cells of rows that are not printed: each column sums the same one of their parts."""
    for row, parts in totals:
        for column in row.columns:
            yield Virtual(Cell(row, column), tuple(Cell(part, column) for part in parts))


def virtual_columns(
    rows: Iterable[Indicator],
    sums: Mapping_[Column, tuple[str, ...]],
    totals: Mapping_[Indicator, tuple[Indicator, ...]],
) -> Iterator[Virtual]:
    """Yield the cells of columns that are not printed, in printed rows and in those that are not."""
    for row in rows:
        if row.is_heading:
            continue
        for column, names in sums.items():
            columns = [each for each in row.columns if each.name in names]
            parts = totals.get(row, (row,))
            cells = tuple(Cell(part, each) for part in parts for each in columns)
            yield Virtual(Cell(row, column), cells)
