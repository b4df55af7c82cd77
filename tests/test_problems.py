"""Each file in problems/ is a data file with a mistake; beside it, what the clerk is told.

The folder prints as the manual of findings. After a change of wording, `pytest --update` rewrites
the outputs, and a person reads the diff.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT

import build as command_line

PROBLEMS = sorted((ROOT / "tests/problems").glob("*.yaml"))


def test_there_are_many_problems() -> None:
    assert len(PROBLEMS) >= 60


@pytest.mark.parametrize("path", PROBLEMS, ids=lambda path: path.stem)
def test_a_problem_prints_what_stands_beside_it(
    path: Path, update: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    expected = path.with_suffix(".txt")
    code = command_line.main(["check", str(path.relative_to(ROOT))])
    output = capsys.readouterr().out
    if update:
        expected.write_text(output, encoding="utf-8", newline="\n")
    assert output == expected.read_text(encoding="utf-8")
    assert code == (1 if "错误 0" not in output else 0)
    assert re.search(r"^tests/problems/\S+:\d+:\d+: (错误|警告|提示|已核实) ", output, re.MULTILINE)
