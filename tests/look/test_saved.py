"""What LibreOffice saved of our reports is taken in like the original."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE
from test_import import forms

from look.measure import render
from nianbao.examine import examine
from nianbao.ingest.carriers import read_file
from nianbao.ingest.passages import passages
from nianbao.ingest.recognised import best_form


@pytest.mark.look
def test_what_libreoffice_saved_is_read_like_the_original(
    tmp_path: Path, cache: Path, fonts: Path
) -> None:
    """Web page, old Word by way of docx, OpenDocument by way of docx, PDF: every figure, every paragraph."""
    assert cache
    places = {"2017": "2017", "2018": "示例局/2018", "2020": "示例局/2020", "2025": "示例局/2025"}
    documents = {
        year: next((ROOT / "reports" / place).glob("*.docx")).read_bytes()
        for year, place in places.items()
    }
    saved = [(year, path) for year, path in render(documents, tmp_path, fonts).items()]
    for kind, way in {"html": (), "doc": ("docx",), "odt": ("docx",)}.items():
        for year, path in converted(documents, tmp_path, (kind, *way)).items():
            saved.append((year, path))
    assert len(saved) == 4 * len(documents)
    for year, path in saved:
        place = ROOT / "data" / f"{places[year]}.yaml"
        report = examine(WORKSPACE, place, int(year)).report
        assert report
        blocks = read_file(path.name, path.read_bytes()).blocks
        recognised = best_form(forms(), blocks)
        assert recognised.form is report.form, path
        for row in report.form.values:
            assert list(recognised.values[row]) == [f.text for f in report.row(row)], (
                path,
                row.name,
            )
        told = passages(recognised.form, blocks)
        assert (told.agency, told.year, told.day) == (report.agency.text, int(year), report.day), (
            path
        )
        for section in report.sections:
            count = len(list(section.paragraphs()))
            assert len(told.sections.get(section.section.key, ())) == count, (
                path,
                section.section.key,
            )
        assert told.left == (), path


def converted(documents: dict[str, bytes], folder: Path, kinds: tuple[str, ...]) -> dict[str, Path]:
    """Documents saved by LibreOffice in one format after another."""
    paths = {}
    for year, data in documents.items():
        paths[year] = folder / f"{year}.docx"
        paths[year].write_bytes(data)
    for kind in kinds:
        into = Path(tempfile.mkdtemp(dir=folder))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(into)]
        subprocess.run(
            [*command, *map(str, paths.values())], capture_output=True, timeout=300, check=True
        )
        paths = {year: into / f"{year}.{kind}" for year in paths}
    return paths
