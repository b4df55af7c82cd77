"""The page of charts in three validators, as LibreOffice draws it, and as a browser shows it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from test_glance import YEARS, changed, files

from look.measure import all_errors, render
from look.test_web_page import looked_at, nu

pytestmark = pytest.mark.look

BLUE = (0x1F, 0x5F, 0xA8)
DPI = 60
ROOM, SLIVER = b'w:line="240" w:lineRule="auto"', b'w:line="579" w:lineRule="exact"'


def test_no_validator_finds_an_error(
    cache: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    documents = {form: files(year)["图解.docx"] for form, year in YEARS.items()}
    found = all_errors(documents, cache / "node_modules", tmp_path)
    assert found == {name: [] for name in documents}
    note(f"图解: {len(documents)} pages, 0 errors of three validators")


def bars(picture: Image.Image) -> list[int]:
    """How many dots of a chart's blue each sixth of the page has, two beside each other in three rows."""
    wide, high = picture.size
    found = []
    for row in range(3):
        for column in range(2):
            top, left = int(high * (0.2 + 0.2 * row)), column * wide // 2
            part = picture.crop((left, top, left + wide // 2, top + int(high * 0.2)))
            dots = part.tobytes()
            near = sum(
                all(abs(dots[place + n] - BLUE[n]) < 40 for n in range(3))
                for place in range(0, len(dots), 3)
            )
            found.append(near)
    return found


def test_libreoffice_draws_every_chart_whole_on_one_page(
    cache: Path, fonts: Path, tmp_path: Path
) -> None:
    assert cache
    documents = {form: files(year)["图解.docx"] for form, year in YEARS.items()}
    documents["clipped"] = changed("word/document.xml", lambda part: part.replace(ROOM, SLIVER))
    seen = {}
    for name, pdf in render(documents, tmp_path, fonts).items():
        order = ["pdfinfo", str(pdf)]
        said = subprocess.run(order, capture_output=True, text=True, check=True).stdout
        assert "Pages:           1\n" in said
        stem = pdf.with_suffix("")
        subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(stem)], check=True)
        (picture,) = tmp_path.glob(f"{stem.name}-*.png")
        seen[name] = bars(Image.open(picture).convert("RGB"))
    sliver = seen.pop("clipped")
    assert min(min(each) for each in seen.values()) > 150
    assert min(sliver) < 150, "the guard proves that it guards"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_page_has_no_violation(
    width: int, scheme: str, cache: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    page = tmp_path / "图解.html"
    page.write_bytes(files(YEARS["2021"])["图解.html"])
    found = looked_at(page, cache, width, scheme)
    assert found["violations"] == []
    assert found["passes"] > 10
    assert found["fetched"] == []
    assert found["wide"] <= 0
    assert nu(cache, page) == []
    note(f"图解 {width}px {scheme}: axe 0 violations, {found['passes']} passes")
