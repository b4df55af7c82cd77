"""A report made (做): one function under the command line, the batch and every other way to ask for one.

It prints nothing and writes nothing, and keeps no state but its workspace's.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nianbao.examine import Examination, examine
from nianbao.findings.finding import Finding, has_errors
from nianbao.outputs import USUAL, render
from nianbao.report import Report
from nianbao.report.narrative import Narrative
from nianbao.tuples import NamedTuple
from nianbao.view import View, build_view
from nianbao.workspace import Workspace


class Made(NamedTuple):
    """What was made of a data file: its examination, its view and files, all findings.

    Without a view or files the findings say why.
    """

    edition: Examination
    view: View | None
    files: dict[str, bytes]
    findings: tuple[Finding, ...]


def make(
    workspace: Workspace, path: Path, year: int | None = None, formats: Iterable[str] = USUAL, *,
    stern: bool = False, data: bytes | None = None,
) -> Made:  # fmt: skip
    """Examine a data file and render its report by format, each read back; OSError where it is not there.

    A format that is made of another one's file comes as that one (`outputs.convert` makes it).
    `stern` and `data` are those of `examine`.
    """
    return rendered(workspace, examine(workspace, path, year, stern=stern, data=data), formats)


def rendered(workspace: Workspace, edition: Examination, formats: Iterable[str] = USUAL) -> Made:
    """Render the report of an examination by format, each read back; the workspace is that of the examination."""
    if not edition.report or not edition.narrative or not edition.sound:
        return Made(edition, None, {}, edition.findings)
    view = view_of(workspace, edition, edition.report, edition.narrative)
    files, found = render(workspace, view, edition.report.form, formats)
    findings = (*edition.findings, *found)
    return Made(edition, view, {} if has_errors(findings) else files, findings)


def view_of(
    workspace: Workspace, edition: Examination, report: Report, narrative: Narrative
) -> View:
    """Return what the templates print of a report, sound or not, and what an office wants beside it."""
    view = build_view(report, narrative, edition.settings)
    if edition.path is None or not edition.settings.beside:
        return view
    from nianbao.compare.beside import beside  # only where an office wants it

    return view._replace(往年=beside(workspace, edition.path, report, edition.settings.beside))


def as_typed(view: View, report: Report) -> View:
    """Return a view without a day that nobody has typed: an unfinished report is given some day."""
    if report.is_dated:
        return view
    return view._replace(落款=view.落款._replace(日期="", 机器日期=""))
