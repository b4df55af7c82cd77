"""Small data files made for one test: every figure 0 and a plain sentence in every section."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conftest import ROOT, WORKSPACE

from nianbao.examine import examine
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.form.choice import form_of_year
from nianbao.source import Source

TEMPLATES = ROOT / "templates"


@cache
def form_of(year: int) -> Form:
    """The national form of a year."""
    form, _ = form_of_year(year, WORKSPACE, Source.from_text("", "").span(1, 1))
    assert form is not None
    return form


def data_file(
    year: int,
    texts: Mapping[str, str],
    figures: Mapping[str, str] | None = None,
    **top: str,
) -> str:
    """A data file: texts by section, in YAML as they stand below it; figures by the row's name."""
    form = form_of(year)
    given = dict(figures or {})
    keys = {"机关": "示例市示例局", "署名": "示例市示例局", "成文日期": f"{year + 1}-01-10"} | top
    lines = [f"年度: {year}", *(f"{key}: {value}" for key, value in keys.items()), "正文:"]
    for section in form.sections:
        if section.key in texts or not section.has_table:
            lines.append(f"  {section.key}:")
            items = texts.get(section.key, "具体的数见统计表。").split("\n")
            lines += [f"    {text if text.lstrip()[:2] == '- ' else f'- {text}'}" for text in items]
    lines.append("统计表:")
    for group, rows in form.groups.items():
        if [row.name for row in rows] == [group]:
            lines.append(f"  {group}: {given.pop(group, '0')}")
            continue
        lines.append(f"  {group}:")
        lines.extend(f"    {row.name!r}: {given.pop(row.name, '0')}" for row in rows)
    assert not given, f"no such rows: {given}"
    return "\n".join([*lines, ""])


def findings_of(
    folder: Path,
    year: int,
    texts: Mapping[str, str],
    figures: Mapping[str, str] | None = None,
    **top: str,
) -> list[Finding]:
    """What `check` finds in such a data file."""
    path = folder / f"{year}.yaml"
    path.write_text(data_file(year, texts, figures, **top), encoding="utf-8")
    return list(examine(WORKSPACE, path, year).findings)


def codes_of(
    folder: Path,
    year: int,
    texts: Mapping[str, str],
    figures: Mapping[str, str] | None = None,
    **top: str,
) -> list[str]:
    """The codes of what `check` finds, in the order of the file."""
    return [finding.code for finding in findings_of(folder, year, texts, figures, **top)]
