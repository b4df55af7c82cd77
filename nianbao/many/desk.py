"""A superior's desk (收报): a year's reports of all units read, put together, compared with its own.

Nothing is printed and nothing written: what is to be written comes as bytes by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from nianbao.examine import examine
from nianbao.files import CannotError, read_whole, shown
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.many.collected import Collected, put_together
from nianbao.many.gathering import Request, readings, work_of
from nianbao.many.papers import papers
from nianbao.many.pool import by_processes, one_after_another
from nianbao.many.rollup import OWN_SCOPE, Rollup, against, rolled_up
from nianbao.many.roster import FILE, LOWER, TOWN, Roster
from nianbao.outputs.layout import base_parts
from nianbao.tuples import NamedTuple
from nianbao.workspace import Workspace


class Desk(NamedTuple):
    """What is known of a year once all was read.

    `findings` are in the superior's own data, where they are not the sums; `remarks` say what was not
    compared, and why.
    """

    collected: Collected
    rollups: tuple[Rollup, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]


def collect(workspace: Workspace, request: Request, processes: int) -> Desk:
    """Read what came of a year by so many processes; CannotError where the year has no national form."""
    form = _form(workspace, request.year)
    todo = list(readings(request))
    work = work_of(request)
    count = min(processes, len(todo))
    came = by_processes(work, todo, count) if count > 1 else one_after_another(work, todo)
    deadlines = form.deadline, form.wording.government_deadline or form.deadline
    collected = put_together(request.roster, request.year, list(came), deadlines)
    rollups = tuple(rolled_up(collected, form, scope) for scope in _scopes(request.roster))
    findings, remarks = _compared(workspace, request, rollups)
    return Desk(collected, rollups, tuple(findings), tuple(remarks))


def papers_of(desk: Desk, templates: Path, day: date | None, folder: Path) -> dict[str, bytes]:
    """Return what a desk is written as, by names below `folder`; `day` is that of the notices."""
    path = templates / "collect.html"
    try:
        page = read_whole(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotError(f"{shown(path)} 不是 UTF-8，没有读") from error
    return papers(desk.collected, desk.rollups, page, base_parts(templates / "base"), day, folder)


def _form(workspace: Workspace, year: int) -> Form:
    """Return the national form of a year, which the units are summed on."""
    names = workspace.national()
    first = max((each for each in names if each <= year), default=None)
    form = workspace.form(names[first])[0] if first is not None else None
    if form is None:
        raise CannotError(f"{year} 年没有全国统一的表式，或它的 form.yaml 有误；核对年份")
    return form


def _scopes(roster: Roster) -> list[str]:
    """Return the scopes that are summed: 本级 alone too where there are governments below."""
    if roster.superior is None:
        return []
    whole = roster.superior.scope
    below = any(unit.kind in {LOWER, TOWN} for unit in roster.units)
    return [OWN_SCOPE, whole] if below and whole != OWN_SCOPE else [whole]


def _compared(
    workspace: Workspace, request: Request, rollups: Sequence[Rollup]
) -> tuple[list[Finding], list[str]]:
    """Compare the superior's own data with the sums; say where that could not be done."""
    superior, year = request.roster.superior, request.year
    if superior is None:
        return [], [f"{FILE} 里没有写“汇总”，各单位的数没有加"]
    if not superior.folder:
        return [], ["“汇总”没有写文件夹，汇总的数没有和本机关的数据核对"]
    path = request.data / superior.folder / f"{year}.yaml"
    (rollup,) = [each for each in rollups if each.scope == superior.scope]
    if not path.is_file():
        return [], [
            f"没有 {shown(path)}，汇总的数没有核对；可以由 汇总（{rollup.scope}）.yaml 写起"
        ]
    report = examine(workspace, path, year).report
    if report is None or report.form is not rollup.form:
        return [], [f"{shown(path)} 读不出来，或用的是另一种表式，汇总的数没有核对"]
    found = list(against(rollup, report))
    if found or not rollup.whole:
        return found, []
    return [], [f"{shown(path)} 的数和各单位之和都对得上"]
