"""What the manuals say of findings is fresh, and no finding is left out: 手册.md 六, 问题手册.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT
from test_problems import codes_of_problems

from docs import make_problem_manual
from nianbao.findings.codes import CODES

TEXT = (ROOT / "docs/问题手册.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLE = re.compile(r"^```text\n(.+?)\n```$", re.MULTILINE | re.DOTALL)


def test_the_manuals_are_fresh() -> None:
    assert make_problem_manual.manual() == TEXT, f"run {make_problem_manual.REMADE_BY}"
    guide = make_problem_manual.GUIDE.read_text(encoding="utf-8")
    assert make_problem_manual.guide() == guide, f"run {make_problem_manual.REMADE_BY}"


def test_a_changed_table_is_written_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    guide = make_problem_manual.guide()
    stale = tmp_path / "手册.md"
    stale.write_text(guide.replace("| `fullwidth-colon` |", "| `halfwidth-colon` |"), "utf-8")
    monkeypatch.setattr(make_problem_manual, "GUIDE", stale)
    assert make_problem_manual.guide() == guide


def test_each_finding_is_in_it_once() -> None:
    headings = re.findall(r"^### (\S+)$", TEXT, re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert CODES.keys() == set(headings)


def test_each_finding_is_explained() -> None:
    for code, entry in ENTRIES.items():
        assert "- 说的是什么：" in entry, code
        assert "- 怎么改：" in entry, code


def test_each_finding_of_a_problem_file_has_its_example() -> None:
    codes = codes_of_problems()
    assert codes
    for code in codes:
        (example,) = EXAMPLE.findall(ENTRIES[code])
        assert example.partition("\n")[0].endswith(f" [{code}]")


def test_the_severity_of_the_list_is_that_of_its_example_or_said_too() -> None:
    for code in CODES.values():
        (line,) = re.findall(r"^- 轻重：(.+)$", ENTRIES[code], re.MULTILINE)
        assert code.severity in line.split("或")


def test_each_link_leads_somewhere() -> None:
    manual = (ROOT / "docs/手册.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", manual, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", h).lower().replace(" ", "-") for h in headings}
    links = re.findall(r"\]\((.+?)\)", EXAMPLE.sub("", TEXT))
    assert links
    for link in links:
        target, _, anchor = link.partition("#")
        assert (ROOT / "docs" / target).exists(), link
        assert not anchor or anchor in anchors, link
