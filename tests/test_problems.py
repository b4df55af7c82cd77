"""Each case in problems/ is a mistake in a data file, and exactly what the clerk is told of it.

The folder prints as the manual of findings. After a change of wording, `pytest --update` rewrites
the outputs, and a person reads the diff.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import FOLDER, NOTHING, Case, cases
from conftest import ROOT, WORKSPACE

import build as command_line
from nianbao.examine import examine
from nianbao.findings.codes import CODES, of_documents
from nianbao.reading.traps import MAX_SIZE

CASES = [case for case in cases().values() if not case.silent]
NEAR_MISSES = [case for case in cases().values() if case.silent]
CLEAN = FOLDER / "base/clean.yaml"
TEMPLATES = ROOT / "templates"
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
FINDING = re.compile(r"^tests/problems/\S+:\d+:\d+: (错误|警告|提示|已核实) ", re.MULTILINE)

Told = Callable[[str], tuple[int, str]]

# Codes that no data file of the clerk's can show by itself; each has a test of its own.
ELSEWHERE = {
    "bad-label": "test_web.py",
    "rollup-mismatch": "is found by collect alone: test_collect.py",
    "file-too-large": "the file would be of a megabyte: tested below",
    "year-mismatch": "shows where the year comes from outside of the file: tested below",
    "wrong-depth": "only a form's author meets it: test_formula.py",
    "bad-formula": "only a form's author meets it: test_formula.py",
    "ambiguous-name": "only a form's author meets it: test_formula.py",
    "unknown-name": "only a form's author meets it: test_formula.py",
    "bad-pattern": "only the author of the lexicon meets it: test_hygiene.py",
}
# Cases that show several codes on purpose.
SEVERAL = {
    "stale-waiver": "the finding comes back",
    "fullwidth-comma": "the 核实 is understood all the same, and the warning listed as 已核实",
    "fullwidth-colon-waiver": "commas too; the 核实 is understood all the same",
    "fullwidth-colon-waiver-lines": "the 核实 is understood all the same",
    "colon-space-waiver": "the 核实 is understood all the same",
    "fullwidth-braces-waiver": "colons and commas too; the 核实 is understood all the same",
    "missing-key-waiver": "an unfinished 核实 does not hide the warning",
    "not-waivable": "the finding stays",
    "not-waivable-reference": "the finding stays",
    "no-reason": "the finding stays",
    "slash-in-text": "one /, two places",
    "many-mistakes": "all mistakes come in one run",
    "many-figures": "all mistakes come in one run",
    "many-references": "all mistakes come in one run",
}


def codes_printed(text: str) -> set[str]:
    return set(re.findall(rf"\[({CODE.pattern})\]$", text, re.MULTILINE))


def codes_of_problems() -> set[str]:
    """All codes that the cases show."""
    return {code for case in cases().values() for code in codes_printed(case.expected)}


def test_there_are_many_problems() -> None:
    assert len(CASES) >= 261
    assert len(NEAR_MISSES) >= 16
    assert len([case for case in CASES if len(case.changes) == 2]) >= 8, "cases of two years"


@pytest.fixture
def told(
    problem_files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Told:
    """What `check` exits with and prints for a file of the cases."""
    monkeypatch.chdir(problem_files)

    def check(path: str) -> tuple[int, str]:
        code = command_line.main(["check", path])
        return code, capsys.readouterr().out

    return check


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_problem_prints_what_stands_below_it(case: Case, told: Told, update: bool) -> None:
    *before, last = case.changes
    for path in before:
        assert not FINDING.search(told(path)[1]), "only the later year has the mistake"
    code, output = told(last)
    if update and output != case.expected:
        case.rewrite(output)
    assert output == cases()[case.name].expected
    severities = FINDING.findall(output)
    assert severities
    assert code == (1 if "错误" in severities else 0)


@pytest.mark.parametrize("case", NEAR_MISSES, ids=lambda case: case.name)
def test_a_near_miss_is_no_finding(case: Case, told: Told) -> None:
    for path in case.changes:
        code, output = told(path)
        assert (code, FINDING.search(output)) == (0, None), output


@pytest.mark.parametrize("case", cases().values(), ids=lambda case: case.name)
def test_a_case_is_named_after_its_code_and_stands_in_its_file(case: Case) -> None:
    printed = codes_printed(cases()[case.name].expected)
    if case.silent:
        printed = {case.home.stem}
    elif case.name not in SEVERAL:
        assert len(printed) == 1, "a follow-up that only confuses?"
    if not case.name.startswith(("many-", "waived-")):
        named = [code for code in printed if f"{case.name}-".startswith(f"{code}-")]
        assert named, f"named after none of {printed}"
        assert case.home.stem in named
    else:
        assert case.name.startswith(f"{case.home.stem}-")


def test_every_code_has_a_problem() -> None:
    codes = CODES.keys() - of_documents.GROUP.codes  # those speak to the template's editor
    assert len(codes) > 100
    assert codes - codes_of_problems() == ELSEWHERE.keys()
    assert codes_of_problems() <= codes


def test_each_base_is_used_and_has_no_findings(told: Told) -> None:
    bases = {path.stem for path in (FOLDER / "base").glob("*.yaml")}
    assert {case.base for case in cases().values()} == {*bases, NOTHING}
    for base in bases:
        code, output = told(f"tests/problems/base/{base}.yaml")
        assert (code, FINDING.search(output)) == (0, None), output


@pytest.mark.parametrize(
    "dress",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.replace("\n\n", "\n \t　\n").encode(),
        lambda text: ("---\n" + text + "...\n").encode(),
    ],
    ids=["as it is", "BOM", "CRLF", "BOM and CRLF", "no last newline", "blank lines", "---"],
)  # fmt: skip
def test_a_clean_file_is_clean_however_an_editor_saves_it(dress, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "clean.yaml"
    path.write_bytes(dress(CLEAN.read_text(encoding="utf-8")))
    edition = examine(WORKSPACE, path, None)
    assert edition.findings == ()
    assert edition.sound


def test_the_year_asked_for_must_be_the_year_in_the_file() -> None:
    (finding,) = examine(WORKSPACE, CLEAN, 2018).findings
    assert (finding.code, finding.span.line, finding.span.column) == ("year-mismatch", 1, 5)


def test_a_file_that_is_no_report_for_its_size_is_not_even_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("#" * (MAX_SIZE + 1), encoding="utf-8")
    (finding,) = examine(WORKSPACE, path, None).findings
    assert finding.code == "file-too-large"
