"""A report as one side of a comparison (一方): bound to its form and filled in, without its checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from nianbao.findings.finding import Finding, has_errors
from nianbao.form.choice import choose_form
from nianbao.reading.yamltree import Scalar, Tree, read_tree
from nianbao.report import Item, PointList, Report
from nianbao.report.bind import bind
from nianbao.report.history import History
from nianbao.report.narrative import Narrative, narrate
from nianbao.source import Span, decode
from nianbao.tuples import NamedTuple
from nianbao.view import ordinal
from nianbao.workspace import Workspace


class Side(NamedTuple):
    """A report that is compared: what it is called, and whether its places can be looked up.

    Of a file that was taken in there is no data file, so a place in it is the file itself.
    """

    name: str
    report: Report
    narrative: Narrative
    located: bool = True
    errors: int = 0  # in its data, so that some of its figures or texts may be missing
    notes: tuple[str, ...] = ()  # what else could not be read

    def place(self, span: Span) -> str:
        """Return where something stands."""
        if not self.located:
            return self.name
        return f"{span.source.name}:{span.line}:{span.column}"


class SpokenText(NamedTuple):
    """A paragraph as it is printed, with the text that it was typed as."""

    text: str
    line: Scalar


class Unread(NamedTuple):
    """Data that cannot be compared, with what is wrong with them."""

    findings: tuple[Finding, ...]


def side_of_file(
    workspace: Workspace, path: Path, year: int | None, name: str = ""
) -> Side | Unread:
    """Return the report of a data file; OSError where it cannot be read."""
    part = workspace.read(path)
    tree = part.tree()
    history = workspace.history(path, year) if year else None
    return side_of_tree(workspace, tree, year, name or part.name, history)


class ReadYears(NamedTuple):
    """The reports of an agency by their years, and which files could not be read, or not whole."""

    reports: dict[int, Report]
    flawed: dict[Path, int]  # how many errors are in its data
    unread: list[Path]


def read_years(workspace: Workspace, paths: Iterable[Path]) -> ReadYears:
    """Read the data files of several years, each named after its own (2025.yaml)."""
    found = ReadYears({}, {}, [])
    for path in paths:
        year = int(path.stem)
        side = side_of_file(workspace, path, year)
        if isinstance(side, Unread):
            found.unread.append(path)
            continue
        found.reports[year] = side.report
        if side.errors:
            found.flawed[path] = side.errors
    return found


def side_of_text(
    workspace: Workspace, data: bytes, year: int | None, name: str,
    history: History | None = None, *, located: bool = True,
) -> Side | Unread:  # fmt: skip
    """Return the report of data that stand in no file here, under a name for its places."""
    side = side_of_tree(workspace, read_tree(*decode(name, data)), year, name, history)
    return side if isinstance(side, Unread) else side._replace(located=located)


def side_of_tree(
    workspace: Workspace, tree: Tree, year: int | None, name: str, history: History | None
) -> Side | Unread:
    """Return the report of data that were read; without a year, their own 年度 counts."""
    year = year or _own_year(tree)
    if tree.root is None or year is None:
        return Unread(tree.findings)
    form, of_form = choose_form(tree.root, year, workspace)
    if form is None:
        return Unread((*tree.findings, *of_form))
    report, findings = bind(tree, form, year)
    if report is None:
        return Unread(tuple(findings))
    narrative, of_texts = narrate(report, history or History("", None))
    errors = sum(has_errors([finding]) for finding in (*findings, *of_texts))
    return Side(name, report, narrative, errors=errors)


def _own_year(tree: Tree) -> int | None:
    node = tree.root.get("年度") if tree.root else None
    if isinstance(node, Scalar) and re.fullmatch("[0-9]{4}", node.text):
        return int(node.text)
    return None


def spoken(items: tuple[Item, ...], narrative: Narrative) -> Iterator[SpokenText]:
    """Yield the paragraphs of a section as they are printed, points with their numbers."""
    for item in items:
        if isinstance(item, PointList):
            for number, point in enumerate(item.points, 1):
                text = ordinal(item.style, number) + narrative.filled[point.text].text
                yield SpokenText(text, point.text)
                yield from spoken(point.items, narrative)
        else:
            yield SpokenText(narrative.filled[item].text, item)
