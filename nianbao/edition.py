"""One year's data read, bound and checked: everything that comes before rendering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nianbao.checks import check, waive
from nianbao.diagnostic import Diagnostic, has_errors, in_order, strict
from nianbao.fields import or_nearest
from nianbao.files import form_folders, shown
from nianbao.form import Form, read_form
from nianbao.narrative import Narrative, narrate
from nianbao.report import Report, bind
from nianbao.source import Source, read_source
from nianbao.yamltree import Scalar, Tree, read_tree


@dataclass(frozen=True, slots=True)
class Edition:
    """What came of a data file: the report as far as it could be read, and all findings."""

    report: Report | None
    narrative: Narrative | None
    findings: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether a report may be rendered."""
        return self.report is not None and not has_errors(self.findings)


def examine(path: Path, year: int | None, templates: Path, *, stern: bool = False) -> Edition:
    """Read, bind and check a data file; OSError where it cannot be read.

    Without a year, the file's own 年度 counts. With `stern`, warnings are errors.
    """
    source, undecodable = read_source(path, shown(path))
    tree = read_tree(source, undecodable)
    if tree.root is None:
        return Edition(None, None, tuple(in_order(tree.findings)))
    year = year or _own_year(tree)
    form, findings = _form_of(tree, year, templates, source)
    if form is None or year is None:
        return Edition(None, None, tuple(in_order([*tree.findings, *findings])))
    report, found = bind(tree, form, year)
    findings = [*findings, *found]
    if report is None:
        return Edition(None, None, tuple(in_order(findings)))
    narrative, found = narrate(report)
    findings = waive([*findings, *found, *check(report)], report)
    return Edition(report, narrative, tuple(in_order(strict(findings) if stern else findings)))


def _own_year(tree: Tree) -> int | None:
    node = tree.root.get("年度") if tree.root else None
    if isinstance(node, Scalar) and re.fullmatch(r"[0-9]{4}", node.text):
        return int(node.text)
    return None


@cache
def _read_form(folder: Path) -> tuple[Form | None, list[Diagnostic]]:
    return read_form(folder, shown(folder))


def _form_of(
    tree: Tree, year: int | None, templates: Path, source: Source
) -> tuple[Form | None, list[Diagnostic]]:
    """Choose the form: the one that the file names, else the newest not later than the year."""
    start = source.span(1, 1)
    named = tree.root.get("表式") if tree.root else None
    if isinstance(named, Scalar) and named.text.strip():
        folder = templates / named.text
        known = sorted(f.parent.name for f in templates.glob("*/form.yaml"))
        if named.text in known:
            return _read_form(folder)
        message = f"没有表式“{named.text}”{or_nearest(named.text, known)}"
        return None, [
            Diagnostic("unknown-form", message, named.span, f"现有表式：{'、'.join(known)}")
        ]
    if year is None:
        message = "看不出是哪一年的数据"
        return None, [Diagnostic("missing-key", message, start, "写明“年度: 2017”")]
    forms = form_folders(templates)
    first = [f for f in forms if f <= year]
    if not first:
        message = f"{year} 年度没有全国统一的表式，最早的一种从 {min(forms)} 年度起用"
        help_ = f"核对年份；确要编 {year} 年的年报，在数据文件里用“表式:”指明自备的表式"
        return None, [Diagnostic("no-form", message, start, help_)]
    return _read_form(forms[max(first)])
