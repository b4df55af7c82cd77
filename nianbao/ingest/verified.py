"""The sums of a Word file that has no data file (验数): read like an import, checked like a year's data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nianbao.examine import examine
from nianbao.findings.codes.of_sums import BROKEN_RELATION, SUM_MISMATCH
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.ingest.blocks import Block
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import KNOWN, best_form
from nianbao.ingest.written import ImportOrigin, data_file
from nianbao.source import Span
from nianbao.workspace import Workspace

_SUMS = frozenset({SUM_MISMATCH, BROKEN_RELATION})


def broken_sums(
    workspace: Workspace, forms: Sequence[Form], blocks: Sequence[Block], place: Span
) -> list[Finding]:
    """Return the sums that do not hold in a file's tables, at the file; none where they are no form's."""
    recognised = best_form(forms, blocks)
    if len(recognised.values) < KNOWN * len(recognised.form.values):
        return []
    told = passages(recognised.form, blocks)
    year = told.year or recognised.form.first_year
    nowhere = Path("没有数据文件") / f"{year}.yaml"
    text = data_file(recognised, told, ImportOrigin("", year, published=False), nowhere)
    findings = examine(workspace, nowhere, year, data=text.encode("utf-8")).findings
    return [
        replace(finding, span=place, related=(), waivable=False)
        for finding in findings
        if finding.code in _SUMS
    ]
