"""The units that a superior collects from (机构.yaml, 单位名单).

    汇总: {机关: 示例市人民政府, 文件夹: 示例市, 范围: 全市}
    限期: 01-20
    单位:
      - 示例市教育局
      - {名称: 示例市水务局, 曾用名: [示例市水利局], 文件夹: 水务, 自: 2020}
      - {名称: 示例市旅游局, 止: 2018, 并入: 示例市文化广电和旅游局}
      - {名称: 江北区人民政府, 类别: 下级政府, 限期: 02-20}
      - {名称: 示例市税务局, 上级: 示例省税务局}
      - {名称: 示例大学, 计入: 否}

A unit that was abolished is not missing in the years after it (止), nor one that is new in those before
(自). Where 文件夹 is not written, the unit's folder has its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nianbao.files import MAX_NAME, NOT_IN_NAMES
from nianbao.findings.codes.of_shape import BAD_AGENCY, BAD_DATE, MISSING_KEY
from nianbao.findings.codes.of_writing import DUPLICATE_KEY
from nianbao.findings.finding import Finding, Related
from nianbao.reading.fields import Fields, begun_with
from nianbao.reading.yamltree import Mapping, Node, Scalar, Sequence, Tree
from nianbao.source import Span
from nianbao.tuples import NamedTuple

FILE = "机构.yaml"
OWN, DEPARTMENT, LOWER, TOWN = "本级", "部门", "下级政府", "乡镇街道"
KINDS = (OWN, DEPARTMENT, LOWER, TOWN)
_TOWN = re.compile(r"(?:[乡镇]人民政府|街道办事处)$")
_SUPERIOR = ("机关", "文件夹", "范围")
_UNIT = ("名称", "曾用名", "文件夹", "类别", "上级", "自", "止", "并入", "限期", "计入")
_BEGIN = "先写一行“单位:”，下面一行一个单位，以“- ”开头，如“  - 示例市教育局”"
_FOLDER = re.compile(r'(?!\.)[^\\:*?"<>|\x00-\x1f]+')
PLACE = re.compile("^.{0,9}?[省市县区旗州盟]")  # what a name begins with
LONGEST_SCOPE = 20  # characters
MonthDay = tuple[int, int]


class ReportingUnit(NamedTuple):
    """A unit (单位) that reports to the superior, in the years `since` to `until`."""

    name: str
    folder: str  # below the data folder
    kind: str
    span: Span
    former: tuple[str, ...] = ()
    parent: str = ""  # under whom it reports, where that is not the superior itself (上级)
    since: int = 0
    until: int = 9999
    into: str = ""  # the unit that it was merged into
    due: MonthDay | None = None
    counted: bool | None = None  # in the superior's sums; None where the list does not say it

    @property
    def names(self) -> tuple[str, ...]:
        """The names that its reports may bear."""
        return self.name, *self.former

    def reports_of(self, year: int) -> bool:
        """Tell whether the unit is there in a year."""
        return self.since <= year <= self.until


class Superior(NamedTuple):
    """Who collects and adds up: its name, the folder of its own data, what its report speaks of."""

    agency: str
    folder: str = ""
    scope: str = "全市"  # 本级 or the whole area


class Roster(NamedTuple):
    """The units, and what holds for all of them."""

    units: tuple[ReportingUnit, ...] = ()
    superior: Superior | None = None
    due: MonthDay | None = None
    doubled: tuple[
        tuple[ReportingUnit, ReportingUnit], ...
    ] = ()  # units that stand there under another parent too

    def of_year(self, year: int) -> list[ReportingUnit]:
        """Return the units that have to report of a year."""
        return [unit for unit in self.units if unit.reports_of(year)]

    @property
    def by_name(self) -> dict[str, list[ReportingUnit]]:
        """The units by each of their names, without blanks: first who has it now, then who had it."""
        named: dict[str, list[ReportingUnit]] = {}
        for unit in self.units:
            named.setdefault(plain(unit.name), []).append(unit)
        for unit in self.units:
            for name in dict.fromkeys(map(plain, unit.former)):
                if unit not in named.setdefault(name, []):
                    named[name].append(unit)
        return named

    @property
    def places(self) -> set[str]:
        """The places that names of several units begin with."""
        found = Counter(place[0] for u in self.units if (place := PLACE.match(plain(u.name))))
        return {place for place, count in found.items() if count > 1}


def plain(name: str) -> str:
    """Return a name without blanks, its brackets alike."""
    return re.sub(r"\s", "", name).replace("(", "（").replace(")", "）")


def bind_roster(tree: Tree) -> tuple[Roster, tuple[Finding, ...]]:
    """Read the list of units, and what is wrong with it."""
    if tree.root is None:
        return Roster(), begun_with(tree.findings, _BEGIN)
    fields = _Fields()
    values = fields.row(tree.root, ("汇总", "限期", "单位"), "机构")
    due = fields.month_day(values["限期"], "限期") if "限期" in values else None
    superior = fields.superior(values["汇总"]) if "汇总" in values else None
    units: tuple[ReportingUnit, ...] = ()
    if "单位" in values:
        items = fields.sequence(values["单位"], "单位")
        units = tuple(unit for item in items if (unit := fields.unit(item, superior)))
    else:
        fields.add(MISSING_KEY, "缺“单位”", tree.root.span, "写上“单位:”，下面一行一个单位")
    doubled = tuple(fields.doubled(units))
    once = [unit for unit in units if all(unit is not again for _, again in doubled)]
    names = {plain(unit.name) for unit in once}
    once = [unit._replace(counted=_counts(unit, names)) for unit in once]
    return Roster(tuple(once), superior, due, doubled), (*tree.findings, *fields.findings)


class _Fields(Fields):
    def superior(self, node: Node) -> Superior | None:
        values = self.row(node, _SUPERIOR, "汇总")
        agency = self.text(values["机关"], "机关") if "机关" in values else None
        if agency is None:
            if "机关" not in values and isinstance(node, Mapping):
                self.add(MISSING_KEY, "汇总缺“机关”", node.span, "写明汇总的机关的全称")
            return None
        folder = self._folder(values["文件夹"]) if "文件夹" in values else ""
        scope = self._scope(values["范围"]) if "范围" in values else ""
        return Superior(agency, folder, scope or Superior(agency).scope)

    def unit(self, node: Node, superior: Superior | None) -> ReportingUnit | None:
        if isinstance(node, Scalar):
            name = self.text(node, "单位")
            if name is None or not self._is_folder(node, name):
                return None
            return ReportingUnit(name, name, _kind(name, superior), node.span)
        values = self.row(node, _UNIT, "单位")
        name = self.text(values["名称"], "名称") if "名称" in values else None
        if name is None:
            if "名称" not in values and isinstance(node, Mapping):
                self.add(MISSING_KEY, "单位缺“名称”", node.span, "写明单位的全称")
            return None
        text = {key: self.text(values[key], key) or "" for key in ("上级", "并入") if key in values}
        since, until = self._years(values)
        kind = self.choice(values["类别"], KINDS, "类别") if "类别" in values else None
        return ReportingUnit(
            name,
            self._folder(values["文件夹"])
            if "文件夹" in values
            else self._own(values["名称"], name),
            kind or _kind(name, superior),
            node.span,
            self._names(values["曾用名"]) if "曾用名" in values else (),
            text.get("上级", ""),
            since,
            until,
            text.get("并入", ""),
            self.month_day(values["限期"], "限期") if "限期" in values else None,
            self.yes(values["计入"], "计入") if "计入" in values else None,
        )

    def _names(self, node: Node) -> tuple[str, ...]:
        if isinstance(node, Sequence):
            return self.texts(node, "曾用名")
        return tuple(filter(None, [self.text(node, "曾用名")]))

    def _years(self, values: dict[str, Node]) -> tuple[int, int]:
        """Return the first and the last year in which a unit is there."""
        first, last = ReportingUnit._field_defaults["since"], ReportingUnit._field_defaults["until"]
        years = {key: self._year(values[key], key) for key in ("自", "止") if key in values}
        since, until = years.get("自") or first, years.get("止") or last
        if since > until:
            self.add(
                BAD_DATE,
                f"自 {since} 年、止 {until} 年，先后倒了，哪一年都不用报",
                values["止"].span,
                "“自”写头一年，“止”写最后一年",
            )
        return since, until

    def _year(self, node: Node, key: str) -> int | None:
        year = self.number(node, key)
        if year is None or 1000 <= year <= 9999:
            return year
        self.add(BAD_DATE, f"{key}应当是四位年份", node.span, "写成 2023 这样")
        return None

    def _scope(self, node: Node) -> str:
        text = self.text(node, "范围") or ""
        if NOT_IN_NAMES.search(text) or len(text) > LONGEST_SCOPE:
            help_ = "写 全市、全县、本级 这样的词，最多 20 个字"
            self.add(BAD_AGENCY, f"范围“{text[:40]}”不能用在文件名里", node.span, help_)
        return text

    def _own(self, node: Node, name: str) -> str:
        return name if self._is_folder(node, name) else ""

    def _is_folder(self, node: Node, name: str) -> bool:
        """Tell whether a unit's name can be its folder's, too; else its folder has to be written."""
        usable = _FOLDER.fullmatch(name) and "/" not in name and len(name.encode()) <= MAX_NAME
        if not usable:
            help_ = "写规范的全称；名称确是这样的，另写 文件夹，如 {名称: ……, 文件夹: 水务局}"
            self.add(BAD_AGENCY, f"“{name[:40]}”不能用作文件夹名", node.span, help_)
        return bool(usable)

    def _folder(self, node: Node) -> str:
        text = self.text(node, "文件夹") or ""
        parts = text.split("/")
        usable = all(_FOLDER.fullmatch(each) and len(each.encode()) <= MAX_NAME for each in parts)
        if text and not usable:
            help_ = "写 data/ 下的文件夹，如 水务局，或 江北区/水务局"
            self.add(BAD_AGENCY, f"“{text[:40]}”不能用作文件夹名", node.span, help_)
            return ""
        return text

    def doubled(
        self, units: tuple[ReportingUnit, ...]
    ) -> Iterator[tuple[ReportingUnit, ReportingUnit]]:
        """Yield the units that stand twice under two parents; under one, or by two names, that is a finding."""
        for first, again in _twice(units):
            named = plain(first.name) == plain(again.name)
            if named and first.parent != again.parent:
                yield first, again
                continue
            what = "名称" if named else "文件夹"
            self.add(
                DUPLICATE_KEY,
                f"“{again.name}”和前面的“{first.name}”{what}相同",
                again.span,
                "一个单位写一次；改过名的，从前的名字写在“曾用名”里",
                related=(Related(first.span, f"前面的“{first.name}”"),),
            )


def _twice(units: tuple[ReportingUnit, ...]) -> Iterator[tuple[ReportingUnit, ReportingUnit]]:
    """Yield the units that have the name or folder of one before them, in years of both."""
    seen: dict[str, list[ReportingUnit]] = {}
    for unit in units:
        for key in (f"名 {plain(unit.name)}", f"夹 {unit.folder}"):
            before = seen.setdefault(key, [])
            both = [o for o in before if o.since <= unit.until and unit.since <= o.until]
            if both:  # one of the same parent is a mistake, whoever else it stands beside
                yield next((o for o in both if o.parent == unit.parent), both[0]), unit
                before.append(unit)
                break
            before.append(unit)


def _counts(unit: ReportingUnit, names: set[str]) -> bool:
    """Tell whether a unit's figures are added: whose superior is in the list, they are in that one's."""
    return plain(unit.parent) not in names if unit.counted is None else unit.counted


def _kind(name: str, superior: Superior | None) -> str:
    """Return what a unit is by its name, where the list does not say it."""
    if superior and plain(name) == plain(superior.agency):
        return OWN
    if _TOWN.search(name):
        return TOWN
    return LOWER if name.endswith("人民政府") else DEPARTMENT
