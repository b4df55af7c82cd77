"""One year's data read, bound and checked: everything that comes before rendering."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from nianbao.checks.submission import Submission
from nianbao.files import shown
from nianbao.findings.codes.of_figures import NOT_A_NUMBER
from nianbao.findings.codes.of_shape import MISSING_KEY, YEAR_MISMATCH
from nianbao.findings.finding import Finding, Severity, has_errors, in_order, strict
from nianbao.form.choice import choose_form, other_form
from nianbao.reading.yamltree import Mapping, Scalar, read_tree
from nianbao.remembered import checked
from nianbao.report import Report, bind
from nianbao.report.history import read_history
from nianbao.report.narrative import Narrative, narrate
from nianbao.source import Source, decode, read_source
from nianbao.weighing.settings import read_settings, weighed
from nianbao.weighing.waivers import waive


class Edition(NamedTuple):
    """What came of a data file: the report as far as it could be read, and all findings."""

    report: Report | None
    narrative: Narrative | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether a report may be rendered."""
        return self.report is not None and not has_errors(self.findings)


def examine(
    path: Path,
    year: int | None,
    templates: Path,
    *,
    stern: bool = False,
    data: bytes | None = None,
) -> Edition:
    """Read, bind and check a data file; OSError where it cannot be read.

    Without a year, the file's own 年度 counts. With `stern`, warnings are errors. `data` is what
    the file is to hold, where that does not stand on the disk yet.
    """
    name = shown(path)
    source, undecodable = read_source(path, name) if data is None else decode(name, data)
    tree = read_tree(source, undecodable)
    if tree.root is None:
        return Edition(None, None, tuple(in_order(tree.findings)))
    year = year or _own_year(tree.root)
    if year is None:
        return Edition(None, None, tuple(in_order([*tree.findings, _no_year(tree.root)])))
    form, found_in_form = choose_form(tree.root, year, templates)
    if form is None:
        return Edition(None, None, tuple(in_order([*tree.findings, *found_in_form])))
    of_this_year = _own_year(tree.root) in {year, None}  # else it is the year that is wrong
    if of_this_year and (mismatch := other_form(tree.root, form, templates)):
        return Edition(None, None, tuple(in_order([*tree.findings, mismatch])))
    report, findings = bind(tree, form, year)
    if report is None:
        return Edition(None, None, tuple(in_order(findings)))
    history = read_history(path, year, templates)
    narrative, found = narrate(report, history)
    submission = Submission(report, narrative, history)
    garbled = [*tree.findings, *(f for f in found if f.severity is Severity.ERROR)]
    of_checks = checked(submission, *_given(submission, source, templates))
    findings = waive([*findings, *found, *_without_echoes(of_checks, garbled)], report.waivers)
    waiting = _waiting(findings)
    findings = [finding for finding in findings if finding.severity not in waiting]
    chosen, of_settings = read_settings(path.parent)
    findings = [*weighed(findings, chosen), *of_settings]
    return Edition(report, narrative, tuple(in_order(strict(findings) if stern else findings)))


def _given(
    submission: Submission, source: Source, templates: Path
) -> tuple[tuple[Source, ...], bytes, bytes]:
    """Return all that the findings on a submission depend on: sources, lexicon, year."""
    history, form = submission.history, submission.report.form
    forms = [form.source, *([history.previous.form.source] if history.previous else [])]
    before = [history.source] if history.source else []
    lexicon = templates / "lexicon.yaml"
    words = lexicon.read_bytes() if lexicon.is_file() else b""
    return (source, *before, *forms), words, f"{submission.report.year} {history.name}".encode()


def _no_year(root: Mapping) -> Finding:
    node = root.get("年度")
    if node is None:
        start = root.span.source.span(1, 1)
        return MISSING_KEY.at(start, "缺“年度”，看不出是哪一年的数据", "写明“年度: 2017”")
    message = "“年度”应当是四位数字，看不出是哪一年的数据"
    return NOT_A_NUMBER.at(node.span, message, "写成“年度: 2017”")


def _waiting(findings: list[Finding]) -> set[Severity]:
    """Return what can wait: notes until the figures are right, warnings until the year is clear."""
    if any(finding.code == YEAR_MISMATCH for finding in findings):
        return {Severity.NOTE, Severity.WARNING}
    return {Severity.NOTE} if has_errors(findings) else set()


def _without_echoes(of_checks: list[Finding], garbled: list[Finding]) -> list[Finding]:
    """Leave out what a check warns of on lines that could not be read or filled in as meant."""
    broken = {
        (finding.span.source.name, line)
        for finding in garbled
        for line in range(finding.span.line, finding.span.end_line + 1)
    }
    return [
        finding
        for finding in of_checks
        if finding.severity is Severity.ERROR
        or (finding.span.source.name, finding.span.line) not in broken
    ]


def _own_year(root: Mapping) -> int | None:
    node = root.get("年度")
    if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{4}", node.text):
        return int(node.text)
    return None
