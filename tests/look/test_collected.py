"""What a superior is given, looked at: the page in Chromium, a notice as a page, reports that came as PDF."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from collecting import january
from conftest import WORKSPACE, Run

from look.measure import all_errors, render
from look.test_web_page import looked_at

pytestmark = pytest.mark.look


def test_reports_that_came_as_pdf_are_read_and_what_is_written_is_sound(
    cache: Path, fonts: Path, tmp_path: Path, build: Run, note: Callable[[str], None]
) -> None:
    def as_pdf(documents: dict[str, bytes]) -> dict[str, bytes]:
        folder = tmp_path / "pdf"
        folder.mkdir()
        printed = render(documents, folder, fonts)
        return {name: path.read_bytes() for name, path in printed.items()}

    made = january(
        WORKSPACE, tmp_path / "data", 2025, 20,
        word=2, pdf=3, missing=1, wrong=2, copied=1, twice=1, converter=as_pdf,
    )  # fmt: skip
    out = tmp_path / "out"
    build("collect", "2025", "--data", str(made.data), "--out", str(out), "--date", "2026-02-03")
    folder = out / "收报/2025"
    with (folder / "收报情况.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["单位"]: row for row in csv.DictReader(file)}
    for name in made.pdf:
        assert (rows[name]["情况"], rows[name]["错误"]) == ("已报", "0"), rows[name]
    for width in (1280, 320):
        found = looked_at(folder / "收报情况.html", cache, width)
        assert found["violations"] == []
        assert found["wide"] <= 0
        assert found["fetched"] == []
        assert found["split"] == []  # no number and no day goes over two lines
    notices = {path.stem: path.read_bytes() for path in sorted((folder / "退回").glob("*.docx"))}
    assert set(made.wrong) | set(made.missing) <= set(notices)
    errors = all_errors(notices, cache / "node_modules", tmp_path)
    assert not any(errors.values()), errors
    note(
        f"notices to units: {len(notices)}, three validators 0 errors; page of a collection: axe 0 violations"
    )
