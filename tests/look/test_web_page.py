"""The web page in Chromium: axe and the Nu validator find nothing, the keyboard reaches everything."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

pytestmark = pytest.mark.look

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}
WIDTHS = (1280, 320)  # 320 is also what 1280 is at 400 %
BROWSER = Path(__file__).with_name("browser.mjs")


def looked_at(page: Path, cache: Path, width: int, *more: str) -> dict[str, Any]:
    """What axe, the window and the Tab key say of a page."""
    order = ["node", *map(str, (BROWSER, cache, page, width)), *more]
    ran = subprocess.run(order, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr[-1000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


def made(year: int, pages: Path, build: Run) -> dict[str, Path]:
    """A year's page, and its fragment in the page of a content system."""
    order = ["--agency", "示例局", "--out", str(pages), "--format", "html", "--fragment"]
    assert build("report", str(year), "--data", str(ROOT / "data"), *order).returncode == 0
    folder = pages / "示例局" / str(year)
    part, page = sorted(folder.glob("示例*.html"), key=lambda path: "片段" not in path.name)
    around = folder / "around.html"
    around.write_text(
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>栏目</title></head>'
        f"<body><main>{part.read_text(encoding='utf-8')}</main></body></html>",
        encoding="utf-8",
    )
    return {"page": page, "fragment": around}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_page_and_its_fragment_have_no_violation(
    year: int, width: int, scheme: str, cache: Path, build: Run, pages: Path,
    note: Callable[[str], None],
) -> None:  # fmt: skip
    for name, path in made(year, pages, build).items():
        found = looked_at(path, cache, width, scheme)
        assert found["violations"] == [], name
        assert found["passes"] > 15
        assert found["fetched"] == []
        assert found["wide"] <= 0 or name == "fragment", "a wide table scrolls in its own box"
        note(f"{year} {name} {width}px {scheme}: axe 0 violations, {found['passes']} passes")


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_the_tab_key_leads_to_the_text_and_to_every_table(
    year: int, cache: Path, build: Run, pages: Path
) -> None:
    path = made(year, pages, build)["page"]
    walk = looked_at(path, cache, 1280)["walk"]
    first, *others = walk["stops"]
    assert (first["tag"], first["words"], walk["hash"]) == ("a", "跳到正文", "#正文")
    tables = path.read_text(encoding="utf-8").count("<table>")
    assert len({stop["label"] for stop in others}) == tables > 0
    for stop in walk["stops"]:
        assert stop["seen"], stop
        assert stop["ring"], stop


def nu(cache: Path, *pages: Path) -> list[str]:
    """What the Nu validator finds wrong, or warns of."""
    jar = cache / "node_modules/vnu-jar/build/dist/vnu.jar"
    order = ["java", "-jar", *map(str, (jar, "--exit-zero-always", *pages))]
    said = subprocess.run(order, capture_output=True, text=True, check=True, timeout=120).stderr
    return said.splitlines()


def test_the_nu_validator_finds_nothing(
    cache: Path, build: Run, pages: Path, tmp_path: Path
) -> None:
    """But that a fragment's tables have lines without a style, which a content system would strip."""
    all_pages = [path for year in YEARS.values() for path in made(year, pages, build).values()]
    said = nu(cache, *all_pages)
    assert [line for line in said if "The “border” attribute on the “table”" not in line] == []
    assert not [line for line in said if "around.html" not in line]
    broken = tmp_path / "broken.html"
    broken.write_text("<!DOCTYPE html><title>x</title><table><tr><p>1</table>", encoding="utf-8")
    assert any("error" in line for line in nu(cache, broken)), "the guard proves that it guards"


def test_printed_it_is_the_page_of_the_standard(cache: Path, build: Run, pages: Path) -> None:
    """A4 with the margins of GB/T 9704: the text block is 156 mm wide and begins 28 mm from the left."""
    path = made(2025, pages, build)["page"]
    printed = pages / "printed.pdf"
    looked_at(path, cache, 1280, "light", str(printed))
    size = subprocess.run(
        ["pdfinfo", str(printed)], capture_output=True, text=True, check=True
    ).stdout
    assert "A4" in size
    order = ["pdftotext", "-bbox", "-f", "1", "-l", "1", str(printed), "-"]
    words = subprocess.run(order, capture_output=True, text=True, check=True).stdout
    left = min(float(each.split('"')[1]) for each in words.split("<word ")[1:])
    assert abs(left / 72 * 25.4 - 28) < 1


def test_a_page_without_a_language_is_found(cache: Path, tmp_path: Path) -> None:
    """The guard proves that it guards."""
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><html><head><title>x</title></head>"
        "<body><img src='https://example.cn/x'><p style='width:2000px'>x</p></body></html>",
        encoding="utf-8",
    )
    found = looked_at(path, cache, 1280)
    assert {each.partition(":")[0] for each in found["violations"]} >= {
        "html-has-lang",
        "image-alt",
    }
    assert found["fetched"]
    assert found["wide"] > 0
