"""A year's file begun, imported, mended or brought back, for a page: a new text, and what to know of it."""

from __future__ import annotations

from pathlib import Path

from nianbao.browser.placed import Told, finding
from nianbao.examine import Examination, examine
from nianbao.files import CannotError
from nianbao.form.choice import form_of_year
from nianbao.source import Source
from nianbao.workspace import Workspace

CHECK = "看右边的“问题”"  # what a data file's first lines say of checking it
TAKE_IN = "在网页的“开始”里放进上年的年报"
BEGIN = "再由它起草"


def blank_year(workspace: Workspace, path: Path, year: int) -> Told:
    """Begin a year from its form alone; CannotError where no form is of that year."""
    from nianbao.datafile.blank import blank

    form, findings = form_of_year(year, workspace, Source.from_text("", "").span(1, 1))
    if form is None:
        raise CannotError("；".join(each.message for each in findings))
    return {"text": blank(form, year, path, (TAKE_IN, BEGIN, CHECK)), "said": []}


def next_year(workspace: Workspace, path: Path, year: int) -> Told:
    """Begin a year from the one before, which must lie beside it; CannotError where it cannot be read."""
    from nianbao.datafile.draft import draft

    before = path.with_name(f"{year - 1}.yaml")
    if not before.is_file():
        raise CannotError(f"没有 {year - 1} 年的数据，不能由它起草")
    last = examine(workspace, before, year - 1)
    if last.report is None:
        raise CannotError(f"{year - 1} 年的数据读不懂，先把它的错误改好")
    if last.report.form_named:
        form, findings = workspace.form(last.report.form.folder.name)
    else:
        form, findings = form_of_year(year, workspace, last.report.day_span)
    if form is None:
        raise CannotError("；".join(each.message for each in findings))
    return {"text": draft(last.report, form, before.name, path, CHECK), "said": []}


def old_report(workspace: Workspace, path: Path, year: int, name: str, data: bytes) -> Told:
    """Make a data file of an old report; CannotError where that cannot be done."""
    from nianbao.ingest.imported import imported

    made = imported(workspace, name, data, path, CHECK, year)
    if made.wrong:
        raise CannotError(made.wrong)
    return {"text": made.text, "said": list(made.remarks)}


def mended(workspace: Workspace, path: Path, year: int, data: bytes) -> Told:
    """Make all mechanical mendings of a data file."""
    from nianbao.datafile.mend import mend

    after, count = mend(workspace, path, year, data)
    return {"text": after.decode("utf-8"), "count": count}


def taken(workspace: Workspace, path: Path, edition: Examination, word: bytes, data: bytes) -> Told:
    """Bring back what was changed in a Word file; CannotError where the result could not be read."""
    from nianbao.ingest.brought_back import brought_back

    if edition.report is None or edition.narrative is None:
        raise CannotError("这一年的数据还读不懂，先把错误改好，再写回")
    changes, after = brought_back(edition, word, data)
    again = examine(workspace, path, edition.report.year, data=after)
    if again.report is None:
        raise CannotError("写回以后数据会读不懂，没有写；照核对列的自己改")
    return {
        "text": after.decode("utf-8"),
        "said": list(changes.said),
        "asked": list(changes.asked),
    }


def verified(workspace: Workspace, name: str, word: bytes, edition: Examination | None) -> Told:
    """Check a finished Word file as such, and against a year's data where there are any."""
    from nianbao.ingest.verified import compared, sums_in
    from nianbao.outputs.word.inspection import inspect_document
    from nianbao.view import build_view

    findings = inspect_document(name, word)
    said = "没有数据可以核对，只看了文件本身和表里的数"
    if edition is None:
        findings += sums_in(workspace, name, word)
    elif edition.report and edition.narrative and edition.sound:
        view = build_view(edition.report, edition.narrative, edition.settings)
        findings += compared(name, word, edition, view)
        said = f"与 {edition.report.year} 年的数据核对过"
    else:
        said = "这一年的数据还有错误，只看了文件本身，没有核对"
    return {"findings": list(map(finding, findings)), "said": [said]}
