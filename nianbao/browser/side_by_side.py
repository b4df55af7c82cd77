"""Years side by side for a page: what changed between two, and how figures went over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nianbao.browser.placed import Told
from nianbao.compare.changes import compare
from nianbao.compare.changes_page import as_page
from nianbao.compare.series import Years, chosen, known_names, trends, unknown_name
from nianbao.compare.sides import Side, Unread, read_years, side_of_file, side_of_tree
from nianbao.compare.trend_told import trends_as_csv, trends_as_page
from nianbao.files import YEARS, CannotError, shown
from nianbao.tuples import NamedTuple
from nianbao.workspace import Part, Workspace


class Typed(NamedTuple):
    """The year's file as it is typed, which may be newer than what is kept of it."""

    path: Path
    data: bytes

    @property
    def year(self) -> int:
        """The year that the file is named after; CannotError where it is named otherwise."""
        if not self.path.match(YEARS):
            raise CannotError(f"{shown(self.path)} 不是以年份起名的，先另存成 2025.yaml 这样的")
        return int(self.path.stem)


class OldReport(NamedTuple):
    """A report that was dropped onto the page: a Word file, a web page, a text."""

    name: str
    data: bytes


def changes(
    workspace: Workspace, typed: Typed, other: int | OldReport, *, everything: bool
) -> tuple[Told, dict[str, bytes]]:
    """Compare the typed year with another of the folder, or with an old report; the older goes first.

    CannotError where one of them cannot be read.
    """
    new = _readable(_typed_side(workspace, typed), shown(typed.path))
    old = _other_side(workspace, typed, other)
    if old.report.year > new.report.year:
        old, new = new, old
    name = f"{old.report.year}年与{new.report.year}年比较.html"
    return {}, {name: as_page(compare(old, new, workspace), everything=everything)}


def _typed_side(workspace: Workspace, typed: Typed) -> Side | Unread:
    part, history = Part(*typed), workspace.history(typed.path, typed.year)
    return side_of_tree(workspace, part.tree(), typed.year, part.name, history)


def _other_side(workspace: Workspace, typed: Typed, other: int | OldReport) -> Side:
    if isinstance(other, OldReport):
        from nianbao.ingest.side import side_of_old_report

        side = side_of_old_report(workspace, other.name, other.data, typed.year)
        return _readable(side, other.name)
    path = typed.path.with_name(f"{other}.yaml")
    if not path.is_file():
        raise CannotError(f"没有打开 {other} 年的数据，不能和它比")
    return _readable(side_of_file(workspace, path, other), shown(path))


def _readable(side: Side | Unread, name: str) -> Side:
    if isinstance(side, Unread):
        why = f"：{side.findings[0].message}" if side.findings else ""
        raise CannotError(f"{name} 读不懂，不能比{why}")
    return side


def over_the_years(
    workspace: Workspace, typed: Typed, names: Sequence[str], first: int, last: int
) -> tuple[Told, dict[str, bytes]]:
    """Return the trends of all years that lie beside the typed one, from `first` to `last`.

    Without names they are those that the forms choose. CannotError where none can be read, or a name
    means nothing.
    """
    if first > last:
        raise CannotError(f"从 {first} 年到 {last} 年：前后反了")
    others = (
        path
        for path in sorted(typed.path.parent.glob(YEARS))
        if path.name != typed.path.name and first <= int(path.stem) <= last
    )
    read = read_years(workspace, others)
    if first <= typed.year <= last:
        side = _typed_side(workspace, typed)
        if isinstance(side, Unread):
            read.unread.append(typed.path)
        else:
            read.reports[typed.year] = side.report
            read.flawed.update({typed.path: side.errors} if side.errors else {})
    said = [f"{path.name} 读不懂，空着" for path in read.unread]
    said += [
        f"{path.name} 有 {count} 处错误，读不出的数空着" for path, count in read.flawed.items()
    ]
    if not read.reports:
        raise CannotError("这几年里没有读得懂的数据")
    years = Years(dict(sorted(read.reports.items())), workspace)
    found, unknown = chosen(years, names) if names else (trends(years), [])
    if unknown:
        raise CannotError(unknown_name(years, unknown[0]))
    whose = years.reports[max(years.reports)].agency.text
    name = f"{years.span[0]}—{years.span[-1]}年的数"
    files = {
        f"{name}.html": trends_as_page(years, found, whose),
        f"{name}.csv": trends_as_csv(years, found),
    }
    return {"said": said, "names": known_names(years)}, files
