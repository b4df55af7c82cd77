"""What a web page says beside the report: off by default, the report itself unchanged, the figures right."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from lxml import html
from test_trend import expected

SAMPLE = ROOT / "data/示例局"
BOTH = "网页:\n  与上年相比: 是\n  趋势: 是\n"


def office(folder: Path, years: range, settings: str = "") -> Path:
    folder.mkdir()
    for year in years:
        shutil.copy(SAMPLE / f"{year}.yaml", folder)
    if settings:
        (folder / "设置.yaml").write_text(settings, encoding="utf-8")
    return folder


def page_of(build: Run, data: Path, year: int, out: Path, *more: str) -> str:
    order = ["--data", str(data), "--out", str(out), "--format", "docx,txt,html", *more]
    ran = build("report", str(year), *order)
    assert ran.returncode == 0, ran.stdout
    (page,) = (p for p in (out / str(year)).glob("*.html") if "片段" not in p.name)
    return page.read_text(encoding="utf-8")


def test_it_is_off_and_changes_nothing_else(build: Run, tmp_path: Path) -> None:
    plain = page_of(build, office(tmp_path / "a", range(2019, 2026)), 2025, tmp_path / "o")
    (kept,) = (ROOT / "reports/示例局/2025").glob("*.html")
    assert plain == kept.read_text(encoding="utf-8")
    data = office(tmp_path / "b", range(2019, 2026), BOTH)
    asked = page_of(build, data, 2025, tmp_path / "p", "--fragment")
    without = re.sub(r'<aside class="往年".*</aside>\n', "", asked, flags=re.DOTALL)
    assert re.sub(r"<style>\n\.往年 .*?</style>\n", "", without, flags=re.DOTALL) == plain
    assert asked.index("</main>") < asked.index("<aside")
    for name in ("*.docx", "*.txt"):
        (old,), (new,) = ((tmp_path / each / "2025").glob(name) for each in ("o", "p"))
        assert old.read_bytes() == new.read_bytes()
    (fragment,) = (tmp_path / "p/2025").glob("*.片段.html")
    assert "与往年比" not in fragment.read_text(encoding="utf-8")
    off = office(tmp_path / "c", range(2019, 2026), "网页:\n  与上年相比: 否\n")
    assert page_of(build, off, 2025, tmp_path / "q") == plain


@pytest.mark.parametrize(("year", "compared"), [(2025, 26), (2021, 26), (2019, 26)])
def test_its_figures_are_those_of_the_printed_reports(
    year: int, compared: int, build: Run, tmp_path: Path
) -> None:
    data = office(tmp_path / "d", range(2016, 2026), BOTH)
    page: Any = html.document_fromstring(page_of(build, data, year, tmp_path / "o"))
    (aside,) = page.iter("aside")
    first, *others = aside.iter("table")
    rows = [[cell.text_content() for cell in row] for row in first.find("tbody")]
    assert len(rows) == compared
    for label, _, before, now, *_ in rows:
        name = label.replace(f"—{year}", "—2025")
        assert now == expected(name, year), label
        last = expected(name, year - 1)
        assert before == (last or "—"), label
    assert len(others) == len(list(aside.iter("svg"))) == 6
    heads = {cell.text_content() for table in others for cell in table.iter("th")}
    assert str(year) in heads
    assert str(year + 1) not in heads, "of later years it knows nothing"


def test_one_of_the_two_can_be_had_alone(build: Run, tmp_path: Path) -> None:
    data = office(tmp_path / "d", range(2024, 2026), "网页:\n  与上年相比: 是\n")
    page: Any = html.document_fromstring(page_of(build, data, 2025, tmp_path / "o"))
    (aside,) = page.iter("aside")
    assert len(list(aside.iter("table"))) == 1
    assert not list(aside.iter("svg"))


def test_without_earlier_years_there_is_nothing(build: Run, tmp_path: Path) -> None:
    data = office(tmp_path / "d", range(2025, 2026), BOTH)
    assert "<aside" not in page_of(build, data, 2025, tmp_path / "o")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("与去年相比: 是", "是否指“与上年相比”"),
        ("趋势: 要", "趋势”不能是“要”"),
        ("[a]", "应当是一组"),
    ],
)
def test_a_wrong_option_is_found_at_its_line(
    line: str, told: str, build: Run, tmp_path: Path
) -> None:
    data = office(tmp_path / "d", range(2025, 2026), f"网页:\n  {line}\n")
    ran = build("check", "2025", "--data", str(data))
    assert ran.returncode == 1
    assert "设置.yaml:2:" in ran.stdout
    assert told in ran.stdout


def test_an_edit_of_an_earlier_year_is_seen_and_verify_knows_the_set(
    build: Run, tmp_path: Path
) -> None:
    data, out = office(tmp_path / "d", range(2023, 2026), BOTH), tmp_path / "o"
    first = page_of(build, data, 2025, out)
    order = ["--data", str(data), "--out", str(out)]
    assert "3 个文件是一套" in build("verify", "2025", *order).stdout
    path = data / "2023.yaml"
    text = path.read_text(encoding="utf-8")
    old = re.search(r"行政处罚: +(\d+)", text)
    assert old
    path.write_text(text.replace(old[0], old[0][: -len(old[1])] + "99"), encoding="utf-8")
    assert build("verify", "2025", *order).returncode == 1
    second = page_of(build, data, 2025, out)
    assert second != first
    assert "99" in second


def test_a_template_without_a_place_for_it_is_told(build: Run, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    page = templates / "report.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "").replace("</html>", ""), "utf-8")
    data = office(tmp_path / "d", range(2024, 2026), BOTH)
    order = ["--data", str(data), "--out", str(tmp_path / "o"), "--format", "html"]
    ran = build("report", "2025", *order, "--templates", str(templates))
    assert ran.returncode == 1
    assert "没有地方放" in ran.stdout
