"""An office's own severities, and the ways to see less or elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import WORKSPACE, Run

from nianbao.examine import Examination, examine
from nianbao.findings.finding import Severity
from nianbao.findings.mark import waiver_line


@pytest.fixture
def office(tmp_path: Path, year_2017: str) -> Path:
    """A folder with the real report's data, to which settings are added."""
    (tmp_path / "2017.yaml").write_text(year_2017, encoding="utf-8")
    return tmp_path


def with_settings(office: Path, text: str) -> Examination:
    (office / "设置.yaml").write_text(text, encoding="utf-8")
    return examine(WORKSPACE, office / "2017.yaml", 2017)


def severities(edition: Examination, code: str) -> set[Severity]:
    return {finding.severity for finding in edition.findings if finding.code == code}


def test_an_office_weighs_a_code(office: Path) -> None:
    edition = with_settings(
        office, "程度:\n  vague-year: 提示\n  straight-quote: 错误\n  personal-data: 不报\n"
    )
    assert severities(edition, "vague-year") == {Severity.NOTE}
    assert severities(edition, "straight-quote") == {Severity.ERROR}
    assert severities(edition, "personal-data") == set()
    assert severities(edition, "label-echo") == {Severity.WARNING}
    assert not edition.sound


def test_what_the_form_forbids_stays_an_error(office: Path, year_2017: str) -> None:
    wrong = year_2017.replace("网络申请数: 8", "网络申请数: 9")
    (office / "2017.yaml").write_text(wrong, encoding="utf-8")
    edition = with_settings(office, "程度: {sum-mismatch: 不报}\n")
    assert severities(edition, "sum-mismatch") == {Severity.ERROR}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("程度: {vague-year: 很重}\n", "unknown-choice"),
        ("程度: {今年: 提示}\n", "unknown-key"),
        ("程渡: {vague-year: 提示}\n", "unknown-key"),
        ("程度: 提示\n", "wrong-shape"),
    ],
)
def test_a_mistake_in_the_settings_is_a_finding_there(office: Path, text: str, code: str) -> None:
    found = [f for f in with_settings(office, text).findings if "设置" in f.span.source.name]
    assert [finding.code for finding in found] == [code]


def test_only_and_ignore_choose_what_is_shown(build: Run) -> None:
    only = build("check", "2017", "--only", "straight-quote,label-echo", "--output", "json")
    assert {entry["code"] for entry in json.loads(only.stdout)} == {"straight-quote", "label-echo"}
    rest = build("check", "2017", "--ignore", "straight-quote", "--output", "json")
    codes = {entry["code"] for entry in json.loads(rest.stdout)}
    assert "straight-quote" not in codes
    assert "label-echo" in codes


def test_sarif_has_what_review_tools_read(build: Run) -> None:
    log = json.loads(build("check", "2017", "--output", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) > 40
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "data/2017.yaml"
        assert place["region"]["startLine"] >= 1
    fixes = [result["fixes"] for result in run["results"] if "fixes" in result]
    assert len(fixes) == 8


def test_a_waiver_expires_when_what_it_speaks_of_changes(office: Path, year_2017: str) -> None:
    path = office / "2017.yaml"
    finding = next(f for f in examine(WORKSPACE, path, 2017).findings if "专职" in f.subject)
    line = waiver_line(finding).replace("……", "由办公室人员兼任")
    waived = f"{year_2017}\n核实:\n  {line}\n"
    path.write_text(waived, encoding="utf-8")
    edition = examine(WORKSPACE, path, 2017)
    assert [f.waived for f in edition.findings if f.subject == finding.subject] == [
        "由办公室人员兼任"
    ]
    changed = waived.replace("专职人员数: 1 ", "专职人员数: 2 ").replace(
        "从事政府信息公开工作人员数: 2 ", "从事政府信息公开工作人员数: 3 "
    )
    assert changed != waived
    path.write_text(changed, encoding="utf-8")
    edition = examine(WORKSPACE, path, 2017)
    assert "stale-waiver" in {f.code for f in edition.findings}
    assert [f.waived for f in edition.findings if f.subject == finding.subject] == [""]


@pytest.mark.parametrize("text", ["", "# 以后再写\n", "- 程度\n"])
def test_settings_that_hold_nothing_are_told_what_they_begin_with(office: Path, text: str) -> None:
    found = [f for f in with_settings(office, text).findings if "设置" in f.span.source.name]
    assert [f.help.partition("；")[0] for f in found] == ["不要设置的，删去这个文件"]
