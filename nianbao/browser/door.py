"""The one way in for a page (门): a question in JSON, the answer in JSON, with files where there are any.

Years lie beside each other in one folder, so that last year's figures are compared. It may be a folder
in memory: nothing is written there but what the page keeps in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nianbao.browser import begun, grid, side_by_side, typeable
from nianbao.browser.placed import Told, finding
from nianbao.examine import Examination, examine
from nianbao.files import CannotError, refuse_name
from nianbao.findings.closing import summary
from nianbao.findings.finding import has_errors
from nianbao.making import as_typed, rendered, view_of
from nianbao.outputs import OUTPUTS, convert, render
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.output import Conversion
from nianbao.tuples import NamedTuple
from nianbao.workspace import Part, Workspace

MOST = 300  # findings that a page is told of


class Answer(NamedTuple):
    """What a page gets: JSON, and the bytes of files by their names."""

    said: str
    files: dict[str, bytes]


class Question(NamedTuple):
    """What a page asks with: the year's file, its text, and what else the question takes."""

    path: Path
    data: bytes
    more: Told
    upload: bytes

    @property
    def year(self) -> int:
        """The year that is meant."""
        return int(self.more["year"])


class Door:
    """A folder of years, the forms, and what is asked of them."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self.folder = folder
        self.workspace = workspace
        self.asks: dict[str, Callable[[Question], Told]] = {
            "look": self._look,
            "files": self._files,
            "words": self._words,
            "sheet": self._sheet,
            "row": self._row,
            "mend": lambda o: begun.mended(self.workspace, o.path, o.year, o.data),
            "blank": lambda o: begun.blank_year(self.workspace, o.path, o.year),
            "next": lambda o: begun.next_year(self.workspace, o.path, o.year),
            "year": self._year,
            "import": lambda o: begun.old_report(
                self.workspace, o.path, o.year, o.more["name"], o.upload
            ),
            "take": lambda o: begun.taken(
                self.workspace, o.path, self._examined(o), o.upload, o.data
            ),
            "verify": self._verify,
            "compare": self._compare,
            "trend": self._trend,
        }
        self._made: dict[str, bytes] = {}

    def answer(self, ask: str, order: str, upload: bytes = b"") -> Answer:
        """Answer a question; what stands in the way is told under `cannot`."""
        more = json.loads(order)
        self._made = {}
        path = self.folder / more.get("file", f"{more.get('year', 0)}.yaml")
        data = more.pop("text", "").encode("utf-8", "surrogatepass")
        try:
            said = self.asks[ask](Question(path, data, more, upload))
        except (CannotError, TemplateError) as error:
            said = {"cannot": str(error)}
        return Answer(json.dumps(said, ensure_ascii=False), self._made)

    # ── the year as it is ───────────────────────────────────────────────────────────────────

    def _examined(self, order: Question) -> Examination:
        year = order.more.get("year")
        return examine(self.workspace, order.path, year and int(year), data=order.data)

    def _look(self, order: Question) -> Told:
        """Tell what is found, and the page: as it will be published, or as far as it is typed."""
        made = rendered(self.workspace, edition := self._examined(order), ("html",))
        report, narrative = edition.report, edition.narrative
        told: dict[str, Any] = {
            "findings": [finding(each) for each in made.findings[:MOST]],
            "summary": summary(made.findings),
            "beyond": max(len(made.findings) - MOST, 0),
            "unchecked": list(edition.unchecked),
            "sound": not has_errors(made.findings) and report is not None,
            "page": made.files["html"].decode("utf-8") if "html" in made.files else None,
        }
        if report and narrative and told["page"] is None:
            view = as_typed(view_of(self.workspace, edition, report, narrative), report)
            files, _ = render(self.workspace, view, report.form, ["html"])
            told["page"] = files["html"].decode("utf-8") if "html" in files else None
        if report and narrative:
            told |= {
                "year": report.year,
                "form": report.form.folder.name,
                "title": narrative.title,
                "references": typeable.referred(report, narrative),
            }
        return told

    def _files(self, order: Question) -> Told:
        """Make the files of a report, the same bytes as the command line's."""
        formats = order.more["formats"]
        if unknown := [each for each in formats if each not in OUTPUTS or each == "pdf"]:
            raise CannotError(f"这里写不出 {'、'.join(unknown)}：PDF 要用命令行")
        edition = self._examined(order)
        made = rendered(self.workspace, edition, formats)
        if made.view is None or has_errors(made.findings):
            raise CannotError(f"有错误，没有写文件：{summary(made.findings)}")
        refuse_name(made.view.title)
        pages = [each for each in formats if isinstance(OUTPUTS[each], Conversion)]
        files = {**made.files, **convert(made.files, pages)}
        self._made = {f"{made.view.title}.{name}": files[name] for name in formats}
        return {"title": made.view.title, "names": list(self._made)}

    def _words(self, order: Question) -> Told:
        """Tell what may be typed: keys of the form, references with what they print."""
        edition = self._examined(order)
        if edition.report is None:
            return {"references": []}
        history = self.workspace.history(order.path, edition.report.year)
        told = {"references": typeable.references(edition.report, history)}
        if order.more.get("form") != edition.report.form.folder.name:
            told |= typeable.words_of(edition.report.form)
        return told

    # ── tables ──────────────────────────────────────────────────────────────────────────────

    def _sheet(self, order: Question) -> Told:
        tree, edition = Part(order.path, order.data).tree(), self._examined(order)
        if edition.report is None or tree.root is None:
            raise CannotError("文本还读不懂，先照“问题”改好，再填表")
        return {"groups": grid.grid(edition.report.form, tree, edition.report)}

    def _row(self, order: Question) -> Told:
        tree, edition = Part(order.path, order.data).tree(), self._examined(order)
        if edition.report is None:
            raise CannotError("文本还读不懂，先照“问题”改好，再填表")
        form, data = edition.report.form, order.data
        for row, values in order.more["rows"].items():
            data = grid.with_row(tree, form, data, row, values)
            tree = Part(order.path, data).tree()
        return {"text": data.decode("utf-8")}

    # ── old reports and finished files ──────────────────────────────────────────────────────

    def _year(self, order: Question) -> Told:
        """Tell which year an old report is of; None where it does not say."""
        from nianbao.ingest.imported import year_of

        return {"year": year_of(self.workspace, order.more["name"], order.upload)}

    def _verify(self, order: Question) -> Told:
        edition = self._examined(order) if order.data else None
        return begun.verified(self.workspace, order.more["name"], order.upload, edition)

    # ── years side by side ──────────────────────────────────────────────────────────────────

    def _compare(self, order: Question) -> Told:
        other: int | side_by_side.OldReport = int(order.more.get("other", 0))
        if order.upload:
            other = side_by_side.OldReport(order.more["name"], order.upload)
        typed = side_by_side.Typed(order.path, order.data)
        everything = bool(order.more.get("all"))
        told, self._made = side_by_side.changes(self.workspace, typed, other, everything=everything)
        return told

    def _trend(self, order: Question) -> Told:
        more, typed = order.more, side_by_side.Typed(order.path, order.data)
        first, last = int(more.get("first") or 0), int(more.get("last") or 9999)
        told, self._made = side_by_side.over_the_years(
            self.workspace, typed, more.get("names", []), first, last
        )
        return told
