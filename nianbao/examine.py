"""One year's data examined (审查): everything that comes before rendering.

read → choose the form → bind → narrate → check → weigh, the same for whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from nianbao.findings.codes.of_figures import NOT_A_NUMBER
from nianbao.findings.codes.of_shape import MISSING_KEY
from nianbao.findings.finding import Finding, Severity, has_errors, in_order, strict
from nianbao.form.choice import choose_form, other_form
from nianbao.form.lexicon import Lexicon
from nianbao.form.model import Form
from nianbao.reading.yamltree import Mapping, Scalar
from nianbao.regex import regex
from nianbao.remembered import packed, unpacked
from nianbao.report.bind import bind
from nianbao.report.content import Report
from nianbao.report.history import History
from nianbao.report.narrative import Narrative, narrate
from nianbao.tuples import NamedTuple
from nianbao.weighing.echoes import without_echoes, without_waiting
from nianbao.weighing.settings import UNSET, Settings, as_printed, weighed
from nianbao.weighing.waivers import waive
from nianbao.workspace import Part, Workspace

_YEAR = regex("[0-9]{4}")
NOTHING = "勾稽关系、正文和与上年比的都没有查"
UNREAD = f"文件没有读完，{NOTHING}"


class Examination(NamedTuple):
    """What came of a data file: the report as far as it could be read, and all findings.

    `unchecked` says in a line each what could not be checked, and why.
    """

    report: Report | None
    narrative: Narrative | None
    findings: tuple[Finding, ...]
    unchecked: tuple[str, ...] = ()
    settings: Settings = UNSET
    path: Path | None = None  # of the data file

    @property
    def sound(self) -> bool:
        """Whether a report may be rendered."""
        return self.report is not None and not has_errors(self.findings)


def examine(
    workspace: Workspace, path: Path, year: int | None = None, *,
    stern: bool = False, data: bytes | None = None,
) -> Examination:  # fmt: skip
    """Examine a data file; OSError where it cannot be read.

    Without a year, the file's own 年度 counts. With `stern`, warnings are errors. `data` is what
    the file is to hold, where that does not stand on the disk yet.
    """
    part = workspace.read(path) if data is None else Part(path, data)
    tree = part.tree()
    if tree.root is None:
        return _stopped(tree.findings, UNREAD)
    year = year or _own_year(tree.root)
    if year is None:
        findings = [*tree.findings, _no_year(tree.root)]
        return _stopped(findings, f"看不出是哪一年的，{NOTHING}")
    form, of_form = _form(tree.root, year, workspace)
    if form is None:
        findings = [*tree.findings, *of_form]
        return _stopped(findings, f"用哪一种表式没有定下来，{NOTHING}")
    report, of_data = bind(tree, form, year)
    if report is None:
        return _stopped(of_data, UNREAD)
    if data is None:
        workspace.remember(part, tree, report)
    lexicon, of_lexicon = workspace.lexicon()
    narrative, of_texts = narrate(report, history := workspace.history(path, year))
    garbled = [*tree.findings, *(f for f in of_texts if f.severity is Severity.ERROR)]
    of_checks = without_echoes(_checked(workspace, report, narrative, history, lexicon), garbled)
    waived = waive([*of_data, *of_texts, *of_checks, *of_lexicon], report.waivers)
    if report.published:
        waived = as_printed(waived)
    settings, of_settings = workspace.settings(path.parent)
    findings = [*weighed(without_waiting(waived), settings), *of_settings]
    findings = in_order(strict(findings) if stern else findings)
    unchecked = history.unchecked(form)
    return Examination(report, narrative, tuple(findings), unchecked, settings, path)


def _stopped(findings: Iterable[Finding], unchecked: str) -> Examination:
    """Return what is known where nothing further could be looked at, and say so."""
    return Examination(None, None, tuple(in_order(findings)), (unchecked,))


def _form(
    root: Mapping, year: int, workspace: Workspace
) -> tuple[Form | None, tuple[Finding, ...]]:
    """Return the form of the data; none where the table is written on another year's."""
    form, findings = choose_form(root, year, workspace)
    of_this_year = _own_year(root) in {year, None}  # else it is the year that is wrong
    if form and of_this_year and (mismatch := other_form(root, form, workspace)):
        return None, (mismatch,)
    return form, findings


def _checked(
    workspace: Workspace, report: Report, narrative: Narrative, history: History, lexicon: Lexicon
) -> list[Finding]:
    """Return what the catalogue finds, remembered by all that it depends on."""
    if not workspace.remembers_texts():
        return _found(report, narrative, history, lexicon)
    forms = [report.form.source, *([history.latest.form.source] if history.latest else [])]
    sources = (report.agency.span.source, *history.sources, *forms)
    key = workspace.store.key(
        "findings",
        *(f"{source.name}\n{source.text}".encode("utf-8", "replace") for source in sources),
        lexicon.digest,
        f"{report.year} {history.name}".encode("utf-8", "replace"),
    )
    kept = workspace.store.recall(key)
    if kept is not None and (findings := unpacked(kept, sources)) is not None:
        return findings
    findings = _found(report, narrative, history, lexicon)
    if (data := packed(findings, sources)) is not None:
        workspace.store.keep(key, data)
    return findings


def _found(
    report: Report, narrative: Narrative, history: History, lexicon: Lexicon
) -> list[Finding]:
    from nianbao.checks.catalogue import check  # seventy modules, which a kept result saves
    from nianbao.checks.submission import Submission

    return check(Submission(report, narrative, history, lexicon))


def _no_year(root: Mapping) -> Finding:
    node = root.get("年度")
    if node is None:
        start = root.span.source.span(1, 1)
        return MISSING_KEY.at(start, "缺“年度”，看不出是哪一年的数据", "写明“年度: 2017”")
    message = "“年度”应当是四位数字，看不出是哪一年的数据"
    return NOT_A_NUMBER.at(node.span, message, "写成“年度: 2017”")


def _own_year(root: Mapping) -> int | None:
    node = root.get("年度")
    if isinstance(node, Scalar) and _YEAR.fullmatch(node.text):
        return int(node.text)
    return None
