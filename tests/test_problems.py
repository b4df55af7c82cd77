"""Each file in problems/ is a data file with a mistake; beside it, what the clerk is told.

The folder prints as the manual of findings. After a change of wording, `pytest --update` rewrites
the outputs, and a person reads the diff.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, kept

import build as command_line
from nianbao.examine import examine
from nianbao.reading.traps import MAX_SIZE

PROBLEMS = sorted((ROOT / "tests/problems").glob("*.yaml"))
CLEAN = ROOT / "tests/problems/base/clean.yaml"
TEMPLATES = ROOT / "templates"
CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")

# Codes that no data file of the clerk's can show by itself; each has a test of its own.
ELSEWHERE = {
    "file-too-large": "the file would be of a megabyte: tested below",
    "year-mismatch": "shows where the year comes from outside of the file: tested below",
    "wrong-depth": "only a form's author meets it: test_formula.py",
    "bad-formula": "only a form's author meets it: test_formula.py",
    "ambiguous-name": "only a form's author meets it: test_formula.py",
    "unknown-name": "only a form's author meets it: test_formula.py",
    "bad-pattern": "only the author of the lexicon meets it: test_hygiene.py",
    "copied-paragraph": "needs two years: years/, test_years.py",
    "surviving-figure": "needs two years: years/, test_years.py",
    "figure-outlier": "needs two years: years/, test_years.py",
    "same-table": "needs two years: years/, test_years.py",
}
NOT_CODES = {"utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"}
# Problem files that show several codes on purpose.
SEVERAL = {
    "stale-waiver": "the finding comes back",
    "fullwidth-comma": "the 核实 is understood all the same, and the warning listed as 已核实",
    "missing-key-waiver": "an unfinished 核实 does not hide the warning",
    "not-waivable": "the finding stays",
    "slash-in-text": "one /, two places",
    "many-mistakes": "all mistakes come in one run",
    "many-figures": "all mistakes come in one run",
    "many-references": "all mistakes come in one run",
}


def codes_printed(text: str) -> set[str]:
    return set(re.findall(rf"\[({CODE.pattern})\]$", text, re.MULTILINE))


def codes_of_the_package() -> Iterator[str]:
    """Every string in the package that looks like a code; render/ speaks to the template's editor."""
    for path in (ROOT / "nianbao").rglob("*.py"):
        if "outputs" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and CODE.fullmatch(text) and text not in NOT_CODES:
                yield text


def test_there_are_many_problems() -> None:
    assert len(PROBLEMS) >= 75


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_a_problem_prints_what_stands_beside_it(
    path: Path, update: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code = command_line.main(["check", str(path.relative_to(ROOT))])
    output = capsys.readouterr().out
    assert output == kept(path.with_suffix(".txt"), output, update)
    assert code == (1 if "错误 0" not in output else 0)
    assert re.search(r"^tests/problems/\S+:\d+:\d+: (错误|警告|提示|已核实) ", output, re.MULTILINE)


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_a_problem_shows_the_code_that_it_is_named_after_and_no_other(path: Path) -> None:
    printed = codes_printed(path.with_suffix(".txt").read_text(encoding="utf-8"))
    if path.stem not in SEVERAL:
        assert len(printed) == 1, "a follow-up that only confuses?"
    if not path.stem.startswith(("many-", "waived-")):
        assert any(path.stem == code or path.stem.startswith(f"{code}-") for code in printed)


def test_every_code_has_a_problem() -> None:
    codes = set(codes_of_the_package())
    assert len(codes) > 60
    printed = {
        code
        for path in PROBLEMS
        for code in codes_printed(path.with_suffix(".txt").read_text(encoding="utf-8"))
    }
    assert codes - printed == ELSEWHERE.keys()
    assert printed <= codes


def test_each_problem_has_its_output_and_each_output_its_problem() -> None:
    outputs = (ROOT / "tests/problems").glob("*.txt")
    assert {path.stem for path in outputs} == {path.stem for path in PROBLEMS}


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
    edition = examine(path, None, TEMPLATES)
    assert edition.findings == ()
    assert edition.sound


def test_the_year_asked_for_must_be_the_year_in_the_file() -> None:
    (finding,) = examine(CLEAN, 2018, TEMPLATES).findings
    assert (finding.code, finding.span.line, finding.span.column) == ("year-mismatch", 2, 5)


def test_a_file_that_is_no_report_for_its_size_is_not_even_parsed(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_text("#" * (MAX_SIZE + 1), encoding="utf-8")
    (finding,) = examine(path, None, TEMPLATES).findings
    assert finding.code == "file-too-large"
