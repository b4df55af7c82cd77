"""Tracked changes in three validators, and over a file that LibreOffice saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from test_redline import CASES, ONE, redline_of, word
from tracked import DEL, INS, marks, story

from look.measure import all_errors, saved_by_libreoffice
from nianbao.compare.redlined import Signed, WordFile, redlined

pytestmark = pytest.mark.look


def test_no_validator_finds_an_error_in_any_pair(
    cache: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    names = [name for name in CASES if not name.endswith("undone")]
    documents = {f"pair-{number}": redline_of(name)[1] for number, name in enumerate(names)}
    assert len(documents) >= 60
    found = all_errors(documents, cache / "node_modules", tmp_path)
    assert {name: errors for name, errors in found.items() if errors} == {}
    note(f"redline: {len(documents)} pairs, 0 errors of three validators")


def test_a_file_that_another_program_saved_is_compared_by_its_words(
    cache: Path, tmp_path: Path
) -> None:
    drafts = {"came-back": word(2025, ONE, ("平稳有序", "有序推进"))}
    came_back = saved_by_libreoffice(drafts, tmp_path)["came-back"]
    made = redlined(WordFile("草稿", word(2025)), WordFile("回来的", came_back), Signed("某局"))
    assert story(made, DEL, looks=False) == story(came_back, looks=False)
    assert story(made, INS, looks=False) == story(word(2025), looks=False)
    assert marks(made) == 4
    (errors,) = all_errors({"came-back": made}, cache / "node_modules", tmp_path).values()
    (own,) = all_errors({"own": came_back}, cache / "node_modules", tmp_path).values()
    assert [error for error in errors if error not in own] == []
