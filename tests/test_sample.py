"""What is still the sample's in another agency's report is an error; in the sample itself it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, kept

from nianbao.checks.parts.sample import beginning, groups, names_of, print_of_figures, print_of_text
from nianbao.examine import examine

SAMPLE = ROOT / "data/示例局"
YEARS = sorted(int(path.stem) for path in SAMPLE.glob("20*.yaml"))
PRINTS = ROOT / "nianbao/checks/parts/prints.py"


def left(text: str, folder: Path, year: int = 2025) -> list[tuple[int, str]]:
    """Where something of the sample is left: the lines, and what is said."""
    path = folder / f"{year}.yaml"
    path.write_text(text, encoding="utf-8")
    findings = examine(WORKSPACE, path, year).findings
    return [(f.span.line, f.message) for f in findings if f.code == "sample-left"]


def renamed(text: str) -> str:
    """The sample as a water bureau copies it: the names are changed, and nothing else."""
    return text.replace("示例市示例局", "某某市水务局").replace("示例局", "水务局")


@pytest.mark.parametrize("year", YEARS)
def test_the_sample_may_be_as_it_is(year: int) -> None:
    findings = examine(WORKSPACE, SAMPLE / f"{year}.yaml", year).findings
    assert "sample-left" not in {finding.code for finding in findings}


@pytest.mark.parametrize("year", YEARS)
def test_a_copy_with_another_name_is_full_of_errors(year: int, tmp_path: Path) -> None:
    found = left(renamed((SAMPLE / f"{year}.yaml").read_text(encoding="utf-8")), tmp_path, year)
    assert sum("这一段还是样本里的" in message for _, message in found) >= 8
    assert sum("个数还是样本里的" in message for _, message in found) >= 1


def test_a_name_that_was_forgotten_is_found(tmp_path: Path) -> None:
    text = (SAMPLE / "2025.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^(机关|署名): .*$", r"\1: 某某市水务局", text, flags=re.MULTILINE)
    assert any("“示例市示例局”是样本里的机关" in message for _, message in left(text, tmp_path))


def test_numbers_and_names_do_not_make_a_paragraph_one_s_own(tmp_path: Path) -> None:
    text = renamed((SAMPLE / "2025.yaml").read_text(encoding="utf-8"))
    line = "全年培训3期、213人次。"
    assert line in text
    (before,) = [number for number, row in enumerate(text.split("\n"), 1) if line in row]
    changed = left(text.replace(line, "全年培训4期、97人次。"), tmp_path)
    assert before in [number for number, _ in changed]
    rewritten = left(text.replace(line, "全年办公开业务讲座4期，到场97人次。"), tmp_path)
    assert before not in [number for number, _ in rewritten]


def test_figures_of_one_s_own_are_nobody_s(tmp_path: Path) -> None:
    text = renamed((SAMPLE / "2025.yaml").read_text(encoding="utf-8"))
    told = [message for _, message in left(text, tmp_path) if "个数" in message]
    own = text.replace("行政许可:                     462", "行政许可:                     463")
    assert own != text
    assert len([m for _, m in left(own, tmp_path) if "个数" in m]) == len(told) - 1


def test_the_list_of_prints_is_fresh(update: bool) -> None:
    prints, beginnings = set(), set()
    for year in YEARS:
        report = examine(WORKSPACE, SAMPLE / f"{year}.yaml", year).report
        assert report
        lines = [line for section in report.sections for line in section.paragraphs()]
        prints |= {print_of_text(line.text, names_of(report)) for line in lines}
        beginnings |= {beginning(line.text, names_of(report)) for line in lines}
        prints |= {print_of_figures(report, figures) for figures in groups(report)}
    listed, begun = (
        "".join(f'        "{each}",\n' for each in sorted(each_of - {""}))
        for each_of in (prints, beginnings)
    )
    fresh = f"""\
\"\"\"The sample's paragraphs and groups of figures, each as a hash; `pytest --update` writes the list.\"\"\"

PRINTS: frozenset[str] = frozenset(
    {{
{listed}    }}
)

BEGINNINGS: frozenset[str] = frozenset(  # the letters with which the paragraphs begin
    {{
{begun}    }}
)
"""
    assert kept(PRINTS, fresh, update) == fresh, "the sample was edited: pytest --update"
