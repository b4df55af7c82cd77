"""The PDF that LibreOffice makes: its fonts, its tags, its words."""

from __future__ import annotations

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from conftest import ROOT, WORKSPACE, Run, year_2017_edition, year_2017_view

from look.measure import fontconfig
from nianbao.outputs import pdf, render
from nianbao.outputs.fonts import replaced

pytestmark = pytest.mark.look


def document() -> bytes:
    report = year_2017_edition().report
    assert report is not None
    return render(WORKSPACE, year_2017_view(), report.form, ["docx"])[0]["docx"]


def only_these_fonts(
    names: str, cache: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let this machine have some of the fonts of the tests, and no others."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for font in (cache / "fonts").glob(names):
        shutil.copy(font, fonts)
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig(fonts, folder)))


def test_without_a_chinese_font_there_is_no_pdf(
    build: Run, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_these_fonts("Liberation*", cache, tmp_path, monkeypatch)
    ran = build("report", "2017", "--format", "docx,pdf", "--out", str(tmp_path / "out"))
    assert (ran.returncode, "没有中文字体" in ran.stderr) == (2, True)
    assert not list((tmp_path / "out").rglob("*.pdf"))


def test_fonts_that_are_not_there_are_told_with_what_is_in_their_place(
    build: Run, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_these_fonts("*Song-Reg*", cache, tmp_path, monkeypatch)
    ran = build("report", "2017", "--format", "docx,pdf", "--out", str(tmp_path / "out"))
    assert ran.returncode == 0
    assert "这台机器没有字体“仿宋_GB2312”，PDF 里用的是 FandolSong-Regular" in ran.stdout


@pytest.mark.parametrize(("year", "sections"), [(2018, 8), (2020, 6), (2025, 6)])
def test_a_pdf_is_tagged_and_fit_for_the_archive(
    year: int, sections: int, fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PDF/A-2b and PDF/UA-1 by its own word; headings, rows and head cells counted in the file."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig(fonts, tmp_path)))
    (word,) = (ROOT / f"reports/示例局/{year}").glob("*.docx")
    data = pdf.to_pdf(word.read_bytes())
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/Outlines" in data

    def tags(name: bytes) -> int:
        return len(re.findall(rb"/S\s*/" + name + rb"\b", data))

    document = docx.Document(str(word))
    assert tags(b"H1") == sections
    assert tags(b"TR") == sum(len(table.rows) for table in document.tables)
    assert tags(b"TH") == len(re.findall(rb"/Scope\s*/Column", data)) > 0
    assert set(re.findall(rb"/Lang\s*\(([^)]*)\)", data)) == {b"zh-CN"}
    assert replaced(word.read_bytes(), data) == [], "every font is there"


def test_pdfs_made_at_the_same_time_hold_every_figure(
    fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig(fonts, tmp_path)))
    source = document()
    with ThreadPoolExecutor(2) as pool:
        for number, data in enumerate(pool.map(pdf.to_pdf, [source, source])):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(data)
            shown = subprocess.run(
                ["pdftotext", "-raw", path, "-"],
                capture_output=True,
                encoding="utf-8",
                check=True,
            ).stdout
            text = re.sub(r"\s|—\d+—", "", shown)
            rows = [re.sub(r"\s", "", "".join(row)) for row in year_2017_view().rows]
            assert len(rows) == 66
            assert [row for row in rows if row not in text] == []
            for paragraph in year_2017_view().paragraphs:
                assert re.sub(r"\s", "", paragraph)[:20] in text
    assert list(tmp_path.glob("*.pdf"))


@pytest.mark.skipif(not (ROOT / ".venv").is_dir(), reason="needs the environment that make uses")
def test_make_pdf_writes_the_three_files(
    fonts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(fontconfig(fonts, tmp_path)))
    folder = ROOT / "reports/2017"
    assert not list(folder.glob("*.pdf"))
    try:
        subprocess.run(["make", "--silent", "pdf", "YEAR=2017"], cwd=ROOT, check=True)
        (made,) = folder.glob("*.pdf")
        assert made.read_bytes().startswith(b"%PDF-")
    finally:
        for made in folder.glob("*.pdf"):
            made.unlink()
