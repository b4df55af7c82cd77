"""What the preview shows (预览): the page as it will be published, and the findings beside it.

A report with errors has a page all the same, with blanks where figures are missing: who begins one
sees it grow. Where a file cannot be read, the last page stays, and it is said that it is old.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nianbao.examine import Examination, examine
from nianbao.files import CannotError, shown
from nianbao.findings.closing import summary
from nianbao.findings.codes.of_documents import NOT_PRINTED
from nianbao.findings.finding import Finding
from nianbao.findings.folded import Fold, folded
from nianbao.findings.mark import waiver_line
from nianbao.findings.width import visible
from nianbao.making import as_typed, view_of
from nianbao.outputs import render
from nianbao.serve.traced import traced
from nianbao.source import Span
from nianbao.tuples import NamedTuple
from nianbao.workspace import Workspace

OLD = "下面还是改坏以前的样子"
NONE_YET = "还没有能看的样子：先改好右边的错误"
MOST = 300  # findings that are listed; more nobody reads


class Showing(NamedTuple):
    """What is to be seen of a data file at one time.

    `page` is "" where there never was one; `old` says why it is not of the present text, "" where it
    is. `findings` are those of a person's list, each as the browser takes it.
    """

    name: str
    title: str
    page: str
    old: str
    summary: str
    findings: tuple[dict[str, Any], ...]
    unchecked: tuple[str, ...]


class Viewer:
    """Looks at one data file, and remembers the last page that could be made of it."""

    def __init__(
        self, workspace: Workspace, path: Path, year: int | None, *, stern: bool = False
    ) -> None:
        self._workspace = workspace
        self._path = path
        self._year = year
        self._stern = stern
        self._current = False  # the page is of the present text
        self._title = ""
        self._page = ""

    def look(self) -> Showing:
        """Return what is to be seen of the file as it is now."""
        try:
            edition = examine(self._workspace, self._path, self._year, stern=self._stern)
            findings = [*edition.findings, *self._renew(edition)]
        except (OSError, CannotError) as error:
            why = str(error) if isinstance(error, CannotError) else f"读不到 {shown(self._path)}"
            return self._showing((), (), why)
        why = "" if edition.report else "文件读不下去"
        if edition.report and not self._current:
            why = "网页模板用不了"
        return self._showing(findings, edition.unchecked, why)

    def _renew(self, edition: Examination) -> list[Finding]:
        """Make the page anew, where the file can be read; return what is wrong with its template."""
        self._current = False
        report, narrative = edition.report, edition.narrative
        if report is None or narrative is None:
            return []
        view = as_typed(view_of(self._workspace, edition, report, narrative), report)
        files, findings = render(self._workspace, view, report.form, ["html"])
        if "html" in files:
            self._page = traced(files["html"], view, report, narrative)
            self._title, self._current = view.title, True
        # What nobody has filled in is not printed either: that is no fault of the template.
        return [each for each in findings if edition.sound or each.code != NOT_PRINTED]

    def _showing(
        self, findings: Iterable[Finding], unchecked: tuple[str, ...], why: str
    ) -> Showing:
        every = tuple(findings)
        name = shown(self._path)
        old = f"{why}。{OLD if self._page else NONE_YET}" if why else ""
        told = tuple(_told(block, name) for block in folded(every)[:MOST])
        return Showing(
            visible(name), self._title, self._page, visible(old), summary(every), told, unchecked
        )


def _told(block: Fold, name: str) -> dict[str, Any]:
    """Return findings that say the same as the browser lists them."""
    first = block.first
    return {
        "state": "已核实" if first.waived else first.severity.value,
        "code": str(first.code),
        "message": visible(block.message),
        "help": visible(first.waived or block.help),
        "waiver": visible(waiver_line(first)),
        "fix": first.fix is not None and not first.waived,
        "places": [_place(finding.span, name) for finding in block.findings],
        "related": [
            {**_place(other.span, name), "message": visible(other.message)}
            for other in first.related
        ],
    }


def _place(span: Span, name: str) -> dict[str, Any]:
    """Return a place: in which other file, if in another one, and where."""
    other = "" if span.source.name == name else visible(span.source.name)
    return {"file": other, "at": [*span[1:]]}
