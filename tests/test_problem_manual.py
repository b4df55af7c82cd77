"""The manual of findings, docs/问题手册.md, is fresh, and no finding is left out of it."""

from __future__ import annotations

import re

from conftest import ROOT
from test_problems import ELSEWHERE, PROBLEMS, codes_of_the_package, codes_printed

from docs import make_problem_manual
from nianbao.reading.traps import TRAPS

TEXT = (ROOT / "docs/问题手册.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^### (\S+)\n(.*?)(?=^##|\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLE = re.compile(r"^```text\n(.+?)\n```$", re.MULTILINE | re.DOTALL)


def test_the_manual_is_fresh() -> None:
    assert make_problem_manual.manual() == TEXT, f"run {make_problem_manual.REMADE_BY}"


def test_each_finding_is_in_it_once() -> None:
    headings = re.findall(r"^### (\S+)$", TEXT, re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert set(codes_of_the_package()) | {trap.code for trap in TRAPS} <= set(headings)


def test_each_finding_is_explained() -> None:
    for code, entry in ENTRIES.items():
        assert "- 说的是什么：" in entry, code
        assert "- 怎么改：" in entry, code


def test_each_finding_of_a_problem_file_has_its_example() -> None:
    printed = {
        code
        for path in PROBLEMS
        for code in codes_printed(path.with_suffix(".txt").read_text(encoding="utf-8"))
    }
    years = {code for code, where in ELSEWHERE.items() if "years/" in where}
    for code in printed | years:
        (example,) = EXAMPLE.findall(ENTRIES[code])
        assert example.partition("\n")[0].endswith(f" [{code}]")


def test_why_is_said_of_findings_and_groups_that_there_are() -> None:
    assert make_problem_manual.WHY.keys() <= ENTRIES.keys()
    headings = {group.heading.partition("（")[0] for group in make_problem_manual.groups()}
    assert make_problem_manual.WHY_GROUP.keys() <= headings


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
