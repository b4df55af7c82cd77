"""The pages of compare and trend in Chromium: axe and the Nu validator find nothing, nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run
from test_beside import BOTH, office, page_of

from look.test_web_page import looked_at, nu

pytestmark = pytest.mark.look

ORDERS = {
    "compare": ("compare", "2025", "2024"),
    "another form": ("compare", "2019", "2018", "--all"),
    "trend": ("trend",),
    "one line": ("trend", "部分公开"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compared")


def made(name: str, pages: Path, build: Run) -> Path:
    path = pages / f"{name}.html"
    order = [*ORDERS[name], "--data", str(ROOT / "data"), "--agency", "示例局", "--into", str(path)]
    assert build(*order).returncode == 0
    return path


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("name", ORDERS)
def test_a_page_has_no_violation(
    name: str, width: int, scheme: str, cache: Path, build: Run, pages: Path,
    note: Callable[[str], None],
) -> None:  # fmt: skip
    found = looked_at(made(name, pages, build), cache, width, scheme)
    assert found["violations"] == []
    assert found["passes"] > 10
    assert found["fetched"] == []
    assert found["wide"] <= 0, "a wide table scrolls in its own box"
    note(f"{name} {width}px {scheme}: axe 0 violations, {found['passes']} passes")


def test_a_report_with_other_years_beside_it_has_no_violation(
    cache: Path, build: Run, tmp_path: Path
) -> None:
    data = office(tmp_path / "d", range(2018, 2026), BOTH)
    text = page_of(build, data, 2025, tmp_path / "o")
    path = tmp_path / "年报.html"
    path.write_text(text, encoding="utf-8")
    found = looked_at(path, cache, 320, "dark")
    assert found["violations"] == []
    assert found["wide"] <= 0
    assert nu(cache, path) == []


def test_the_nu_validator_finds_nothing(cache: Path, build: Run, pages: Path) -> None:
    assert nu(cache, *(made(name, pages, build) for name in ORDERS)) == []
