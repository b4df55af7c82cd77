"""The PDF step: what it says where LibreOffice is absent or fails; nothing is written then."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from conftest import WORKSPACE, Run, year_2017_edition, year_2017_view

from nianbao.files import CannotError
from nianbao.outputs import pdf, render

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stands in for LibreOffice with a script")


def stand_in(folder: Path, script: str) -> dict[str, str]:
    """The environment in which this script is LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    fonts = folder / "fc-list"
    fonts.write_text("#!/bin/sh\necho 仿宋\n", encoding="utf-8")
    fonts.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:/usr/bin:/bin"}


def document() -> bytes:
    report = year_2017_edition().report
    assert report is not None
    return render(WORKSPACE, year_2017_view(), report.form, ["docx"])[0]["docx"]


def test_without_libreoffice_one_line_says_so_and_the_other_files_are_written(
    build: Run, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    ran = build(
        "report", "2017", "--format", "docx,txt,pdf", "--out", str(tmp_path / "out"),
        env={**os.environ, "PATH": str(tmp_path / "empty")},
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == (
        "没有找到 LibreOffice，不能生成 PDF；装好后再试，或在 Word 里另存为 PDF\n"
    )
    assert sorted(path.suffix for path in (tmp_path / "out").rglob("*.*")) == [".docx", ".txt"]


@pytest.mark.parametrize(
    "script",
    ["exit 0", "exit 1", 'for last; do :; done; echo no > "${last%.docx}.pdf"'],
    ids=["does nothing", "fails", "writes no PDF"],
)
def test_libreoffice_that_makes_no_pdf_is_found_out(
    build: Run, tmp_path: Path, script: str
) -> None:
    """It exits 0 on failure too: what counts is the file."""
    ran = build(
        "report", "2017", "--format", "pdf,docx", "--out", str(tmp_path / "out"),
        env=stand_in(tmp_path, script),
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr == "LibreOffice 没有生成 PDF，请在 Word 里打开检查后另存为 PDF\n"
    assert not list((tmp_path / "out").rglob("*.pdf"))


def test_libreoffice_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "late"
    environment = stand_in(tmp_path, f'(sleep 2; touch "{mark}") &\nwait')
    monkeypatch.setenv("PATH", environment["PATH"])
    monkeypatch.setattr(pdf, "SECONDS", 0.5)
    with pytest.raises(CannotError, match="没有转完"):
        pdf.to_pdf(document())
    time.sleep(2)
    assert not mark.exists()
