"""What a superior is told (收报表): the counts, who they are, and a table of all units, as page and as csv."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import jinja2

from nianbao.files import CannotError
from nianbao.findings.width import visible
from nianbao.form.table import APART, DISTINCT
from nianbao.many.collected import MISSING, OTHER_YEAR, REPORTED, UNREADABLE, Collected, Standing
from nianbao.many.returned import Returned
from nianbao.many.rollup import CellSum, Rollup
from nianbao.many.sameness import Alike
from nianbao.outputs.sandbox import Sandbox
from nianbao.tuples import NamedTuple

HEAD = (
    "单位", "类别", "上级", "情况", "报来的文件", "表式", "成文日期", "限期", "逾期", "错误", "警告",
    "最重的一处", "与上年雷同", "与哪些单位雷同", "另外的文件", "说明",
)  # fmt: skip
ORIGINS = ("指标", "栏", "单位", "数", "出处", "怎样汇总")


class Count(NamedTuple):
    """A number of the summary, and who it is made of."""

    name: str
    number: int
    items: tuple[str, ...] = ()


def counts(collected: Collected) -> list[Count]:
    """Return the numbers of the summary in their order, each with the units behind it."""
    exact, alike = collected.texts
    return [
        Count("应报", len(collected.standings)),
        Count("已报", len(collected.in_state(REPORTED))),
        _named("未报", collected.in_state(MISSING), lambda s: f"（限期 {s.due}）"),
        _named("读不懂", collected.in_state(UNREADABLE), _why),
        _named("年份不对", collected.in_state(OTHER_YEAR), _of_which_year),
        _named("有错误", collected.wrong, _errors),
        _named("逾期", collected.late, lambda s: f"（{_day(s)}，限期 {s.due}）"),
        _named("与上年雷同", collected.copied, _like_last_year),
        _groups("文字雷同", exact),
        _groups("除了数，文字雷同", alike),
        _groups("统计表相同", collected.tables),
        _named("报了几份", collected.twice, _several),
        Count("报在两个上级之下", len(collected.under_two), tuple(_parents(collected))),
        _named("已撤并、不该报而报了", collected.gone, lambda s: f"（{_file(s)}）"),
        Count(
            "没有对上单位的文件",
            len(collected.strays),
            tuple(map(_of_nobody, collected.strays)),
        ),
    ]  # fmt: skip


def _of_nobody(report: Returned) -> str:
    return f"{report.file}：{'；'.join(filter(None, (report.unreadable, *report.doubts)))}"


def _named(name: str, standings: Sequence[Standing], more: Callable[[Standing], str]) -> Count:
    return Count(name, len(standings), tuple(f"{s.unit.name}{more(s)}" for s in standings))


def _groups(name: str, groups: Sequence[Alike]) -> Count:
    units = sum(len(group.units) for group in groups)
    items = (f"{'、'.join(group.units)}（{group.likeness:.0%} 相同）" for group in groups)
    return Count(name, units, tuple(items))


def _why(standing: Standing) -> str:
    return f"：{standing.report.file}：{standing.report.unreadable}" if standing.report else ""


def _of_which_year(standing: Standing) -> str:
    return f"（{standing.report.file} 是 {standing.report.year} 年的）" if standing.report else ""


def _errors(standing: Standing) -> str:
    report = standing.report
    worst = report.worst if report else None
    if report is None or worst is None:
        return ""
    return f"（{report.errors} 处）：{worst.message}"


def _like_last_year(standing: Standing) -> str:
    report = standing.report
    if report is None:
        return ""
    table = "，统计表完全相同" if report.same_table else ""
    return f"（文字有 {report.before:.0%} 和上年相同{table}）"


def _several(standing: Standing) -> str:
    files = "、".join(other.file for other in standing.others)
    differ = "内容不同" if standing.differing else "内容相同"
    return f"：算 {_file(standing)}；另有 {files}，{differ}"


def _parents(collected: Collected) -> Iterator[str]:
    for one, first, other, second in collected.under_two:
        who = one if one == other else f"{one}、{other} 的数一样"
        yield f"{who}：报在 {first or '本机关'} 和 {second or '本机关'} 之下"


def _file(standing: Standing) -> str:
    return standing.report.file if standing.report else ""


def _day(standing: Standing) -> str:
    day = standing.report.day if standing.report else None
    return day.isoformat() if day else ""


# ── tables ──────────────────────────────────────────────────────────────────────────────────


def rows(collected: Collected) -> Iterator[tuple[str, ...]]:
    """Yield a row of HEAD for each unit: those that have to report, then those that did besides."""
    for standing in (*collected.standings, *collected.gone):
        report = standing.report
        worst = report.worst if report else None
        state = standing.state if standing in collected.standings else "已撤并"
        yield (
            standing.unit.name,
            standing.unit.kind,
            standing.unit.parent,
            state,
            _file(standing),
            report.form if report else "",
            _day(standing),
            standing.due.isoformat() if standing.due else "",
            "逾期" if standing.late else "",
            str(report.errors) if report else "",
            str(report.warnings) if report else "",
            visible(worst.message) if worst else "",
            f"{report.before:.0%}" if report and standing.copied else "",
            "、".join(collected.alike_to(standing.unit.name)),
            "、".join(other.file for other in standing.others),
            visible("；".join(_remarks(standing))),
        )


def _remarks(standing: Standing) -> Iterator[str]:
    report = standing.report
    if report is None:
        return
    if report.unreadable:
        yield report.unreadable
    if standing.state == OTHER_YEAR:
        yield f"报来的是 {report.year} 年的"
    yield from report.doubts
    if standing.differing:
        yield "几份内容不同"
    if not standing.unit.counted:
        parent = standing.unit.parent
        yield f"不计入汇总{f'（报在{parent}名下）' if parent else ''}"
    elif standing.unit.into and standing.due is None:
        yield f"已并入{standing.unit.into}"


def origins(rollup: Rollup) -> Iterator[tuple[str, ...]]:
    """Yield where each figure of a sum comes from: the sum, then each unit's figure that is not 0."""
    for each in rollup.sums:
        where = each.cell.indicator.reference, each.cell.column.label
        yield *where, "合计", each.text or f"不大于 {each.total}", "", each.rollup
        for part in each.parts:
            if part.number:
                place = f"{part.file}:{part.line}" if part.line else part.file
                yield *where, part.unit, part.text, place, ""
        for part in each.refused:
            yield *where, part.unit, part.text, part.file, "不计：不制定规章"
        for unit in each.empty:
            yield *where, unit, "", "", "没有填"


def as_page(source: str, collected: Collected, rollups: Sequence[Rollup]) -> bytes:
    """Return the page of the summary; CannotError where its template cannot be filled in."""
    superior = collected.roster.superior
    names = {
        "年度": collected.year,
        "机关": superior.agency if superior else "",
        "各项": [each._asdict() for each in counts(collected)],
        "表头": HEAD,
        "各行": list(rows(collected)),
        "汇总": [_of_rollup(each) for each in rollups],
    }
    try:
        page = Sandbox(autoescape=True).from_string(source).render(names)
    except jinja2.TemplateError as error:
        raise CannotError(f"网页模板 collect.html 里的标签有误：{error}") from error
    lines = (line.rstrip() for line in page.split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")


def _of_rollup(rollup: Rollup) -> dict[str, object]:
    return {
        "范围": rollup.scope,
        "单位": len(rollup.units),
        "没有计入": [f"{name}：{why}" for name, why in rollup.left_out],
        "行": [[*_label(each), each.text or f"≤ {each.total}", note_of(each)] for each in rollup.sums],
    }  # fmt: skip


def _label(each: CellSum) -> tuple[str, str]:
    columns = each.cell.indicator.columns
    return each.cell.indicator.name, each.cell.column.label if len(columns) > 1 else ""


def note_of(each: CellSum) -> str:
    """Say what is to be known of a sum."""
    notes = []
    if each.rollup == DISTINCT:
        notes.append(f"去掉重复的再填：不小于 {each.largest}，不大于 {each.total}（各单位之和）")
    if each.rollup == APART:
        notes.append("各单位的数不能相加")
    if each.refused:
        named = "、".join(f"{part.unit} {part.text}" for part in each.refused)
        notes.append(f"没有计入不制定规章的：{named}")
    if each.empty:
        notes.append(f"没有填的：{'、'.join(each.empty)}")
    return "；".join(notes)
