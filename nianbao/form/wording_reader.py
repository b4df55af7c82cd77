"""Reading 文字 of a form.yaml: what the form says of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from nianbao.findings.codes.of_figures import NOT_A_NUMBER
from nianbao.findings.codes.of_forms import UNKNOWN_NAME
from nianbao.findings.codes.of_shape import MISSING_KEY
from nianbao.form.model import Form
from nianbao.form.table import Cell
from nianbao.form.vocabulary import spelled_out
from nianbao.form.wording import Activity, Demand, Kinds, SectionNames, SpokenOf, Wording
from nianbao.reading.fields import Fields, or_nearest
from nianbao.reading.yamltree import Node

_KEYS = (
    "活动", "应提及", "收费", "问题", "信息处理费", "要求", "政府公布期限", "雷同", "句子雷同", "悬殊",
    "部分名称", "机关类别", "应说全", "不算", "范围",
)  # fmt: skip
_DEMAND = ("部分", "字数", "至少", "应写", "政府应写")


class WordingReader(Fields):
    """Reads 文字 of a form.yaml."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.sections = tuple(section.key for section in form.sections)

    def wording(self, node: Node) -> Wording:
        """Return what the form says of the texts."""
        values = self.row(node, _KEYS, "文字")
        get = values.get
        activities = get("活动")
        mentioned = get("应提及")
        problems, deadline = get("问题"), get("政府公布期限")
        kinds, rules = self._kinds(some) if (some := get("机关类别")) else (Kinds(), ())
        return Wording(
            tuple(self._activities(activities)) if activities else (),
            tuple(self._cells(mentioned, "应提及")) if mentioned else (),
            self._place(fee, "收费") if (fee := get("收费")) else None,
            (self.choice(problems, self.sections, "问题") or "") if problems else "",
            self._place(charge, "信息处理费") if (charge := get("信息处理费")) else None,
            tuple(self._demands(demands)) if (demands := get("要求")) else (),
            self.month_day(deadline, "政府公布期限") if deadline else None,
            self._share(likeness, "雷同") if (likeness := get("雷同")) else None,
            self._share(sentence, "句子雷同") if (sentence := get("句子雷同")) else None,
            self.number(ratio, "悬殊") if (ratio := get("悬殊")) else None,
            tuple(self._names(names)) if (names := get("部分名称")) else (),
            kinds,
            rules,
            tuple(self._cells(whole, "应说全")) if (whole := get("应说全")) else (),
            self._spelled_out(apart, "不算") if (apart := get("不算")) else (),
            self._spelled_out(scope, "范围") if (scope := get("范围")) else (),
        )

    def _spelled_out(self, node: Node, what: str) -> tuple[str, ...]:
        return tuple(words for phrase in self.texts(node, what) for words in spelled_out(phrase))

    def _activities(self, node: Node) -> Iterator[Activity]:
        for item in self.sequence(node, "活动"):
            values = self.row(item, ("指标", "词语"), "活动")
            if len(values) < 2:
                self.add(MISSING_KEY, "活动缺“指标”或“词语”", item.span, "每条写明指标和词语")
            elif cell := self._cell(values["指标"]):
                yield Activity(self._spelled_out(values["词语"], "词语"), cell)

    def _cells(self, node: Node, what: str) -> Iterator[Cell]:
        for item in self.sequence(node, what):
            if cell := self._cell(item):
                yield cell

    def _cell(self, node: Node) -> Cell | None:
        name = self.text(node, "指标") or ""
        cells = self.form.find(re.sub(r"[《》、“”·]", "", name)) if name else []
        if name and len(cells) != 1:
            near = or_nearest(name, self.form.names)
            self.add(UNKNOWN_NAME, f"没有“{name}”这一格，或不止一格{near}", node.span, "写全路径")
        return cells[0] if len(cells) == 1 else None

    def _place(self, node: Node, what: str) -> SpokenOf | None:
        values = self.row(node, ("部分", "指标"), what)
        if len(values) < 2:
            self.add(MISSING_KEY, f"“{what}”缺“部分”或“指标”", node.span, "写明部分和指标")
            return None
        section = self.choice(values["部分"], self.sections, "部分")
        cell = self._cell(values["指标"])
        return SpokenOf(section, cell) if section and cell else None

    def _demands(self, node: Node) -> Iterator[Demand]:
        for item in self.sequence(node, "要求"):
            values = self.row(item, _DEMAND, "要求")
            if "部分" not in values:
                self.add(MISSING_KEY, "要求缺“部分”", item.span, "写明对哪个部分的要求")
                continue
            yield Demand(
                self.choice(values["部分"], self.sections, "部分") or "",
                self.number(values["字数"], "字数") if "字数" in values else None,
                self.number(values["至少"], "至少") if "至少" in values else None,
                self._topics(values.get("应写")),
                self._topics(values.get("政府应写")),
            )

    def _names(self, node: Node) -> Iterator[SectionNames]:
        for item in self.sequence(node, "部分名称"):
            values = self.row(item, ("部分", "又作", "旧称"), "部分名称")
            if "部分" not in values:
                self.add(MISSING_KEY, "部分名称缺“部分”", item.span, "写明是哪个部分的名称")
                continue
            yield SectionNames(
                self.choice(values["部分"], self.sections, "部分") or "",
                self.texts(values["又作"], "又作") if "又作" in values else (),
                self.texts(values["旧称"], "旧称") if "旧称" in values else (),
            )

    def _kinds(self, node: Node) -> tuple[Kinds, tuple[Cell, ...]]:
        values = self.row(node, ("政府", "制定规章", "规章"), "机关类别")
        governments, makers = (
            self.texts(values[key], key) if key in values else () for key in ("政府", "制定规章")
        )
        rules = tuple(self._cells(values["规章"], "规章")) if "规章" in values else ()
        return Kinds(governments, makers), rules

    def _topics(self, node: Node | None) -> dict[str, tuple[str, ...]]:
        entries = self.entries(node, "应写") if node else ()
        return {entry.key.text: self.texts(entry.value, entry.key.text) for entry in entries}

    def _share(self, node: Node, what: str) -> Decimal | None:
        text = self.text(node, what) or ""
        if re.fullmatch(r"0\.[0-9]{1,3}|1", text):
            return Decimal(text)
        self.add(NOT_A_NUMBER, f"{what}应当是 0 到 1 的数，写的是“{text}”", node.span, "写成 0.8")
        return None
