"""The figures at a glance: charts, their workbooks and their words say what the printed tables say."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import pytest
from conftest import ROOT, WORKSPACE, Run
from lxml import html
from test_trend import expected

from nianbao.making import make
from nianbao.outputs import OUTPUTS
from nianbao.outputs.word.chart_book import ChartFigures, own_workbook, workbook
from nianbao.outputs.word.inspection import inspect_document

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OF_EACH_FORM = pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
ORDER = ["--data", str(ROOT / "data"), "--agency", "示例局"]


@cache
def files(year: int) -> dict[str, bytes]:
    made = make(WORKSPACE, ROOT / f"data/示例局/{year}.yaml", year, ("图解.docx", "图解.html"))
    assert made.findings == ()
    return made.files


@cache
def parts(year: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(files(year)["图解.docx"])) as package:
        return {name: package.read(name) for name in package.namelist()}


def shown(chart: bytes) -> tuple[str, dict[str, str]]:
    """What a chart's own cache says: its title, and its figures by their names."""
    root = Tree.fromstring(chart)  # noqa: S314  our own file
    names, figures = (
        [p.findtext(f"{C}v") or "" for p in root.iterfind(f".//{C}{kind}//{C}pt")]
        for kind in ("cat", "val")
    )
    return root.findtext(f".//{C}tx//{C}strCache/{C}pt/{C}v") or "", dict(
        zip(names, figures, strict=True)
    )


def held(book: bytes) -> tuple[str, dict[str, str]]:
    """What a workbook says to a reader of its own: the zip, the sheet, its cells."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        assert package.testzip() is None
        sheet = Tree.fromstring(package.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own file
    cells = {cell.get("r", ""): "".join(cell.itertext()) for cell in sheet.iter(f"{S}c")}
    rows = sorted({int(re.sub(r"\D", "", name)) for name in cells} - {1})
    return cells["B1"], {cells[f"A{n}"]: cells[f"B{n}"] for n in rows}


# What trend tells apart by years, or calls by the newest form's name.
SAID = {
    "行政复议": "行政复议（{} 年口径）", "行政诉讼": "行政诉讼（{} 年口径）",
    "同意部分公开": "部分公开", "复议被纠错": "复议被纠正",
}  # fmt: skip


def by_the_printed_report(name: str, year: int) -> str | None:
    span = "2016—2018" if year == YEARS["2014"] else "2019—2025"
    return expected(SAID.get(name, name).format(span), year)


@OF_EACH_FORM
def test_charts_workbooks_and_the_printed_report_agree(year: int) -> None:
    charts = sorted(name for name in parts(year) if re.fullmatch(r"word/charts/chart\d\.xml", name))
    assert len(charts) == 6
    compared = 0
    for number, name in enumerate(charts, 1):
        title, figures = shown(parts(year)[name])
        assert held(parts(year)[f"word/embeddings/Workbook{number}.xlsx"]) == (title, figures)
        for label, figure in figures.items():
            assert figure == by_the_printed_report(label, year), (title, label)
            compared += 1
        words = parts(year)["word/document.xml"].decode("utf-8")
        said = "，".join(f"{label} {figure}" for label, figure in figures.items())
        assert f'descr="{title}：{said}。"' in words
    assert compared > 20


@OF_EACH_FORM
def test_a_spreadsheet_reader_opens_the_workbooks(year: int) -> None:
    calamine: Any = pytest.importorskip("python_calamine")
    for number in range(1, 7):
        book = parts(year)[f"word/embeddings/Workbook{number}.xlsx"]
        rows = calamine.CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0)
        (_, title), *pairs = rows.to_python(skip_empty_area=False)
        told = held(book)
        assert title == told[0]
        assert {name: f"{figure:g}" for name, figure in pairs} == told[1]


@OF_EACH_FORM
def test_the_same_data_give_the_same_bytes_and_nothing_is_packed_or_dated(year: int) -> None:
    again = make(WORKSPACE, ROOT / f"data/示例局/{year}.yaml", year, ("图解.docx", "图解.html"))
    assert again.files == files(year)
    packages = [files(year)["图解.docx"]]
    packages += [data for name, data in parts(year).items() if name.endswith(".xlsx")]
    for package in packages:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            for entry in archive.infolist():
                assert entry.compress_type == zipfile.ZIP_STORED
                assert entry.date_time == (1980, 1, 1, 0, 0, 0)


def test_the_paragraph_of_a_chart_has_room_for_it() -> None:
    """The body's lines are of an exact height, which cuts a chart to a sliver."""
    document = parts(2025)["word/document.xml"].decode("utf-8")
    held_by = re.findall(r"<w:p><w:pPr>(.*?)</w:pPr>(?=<w:r><w:drawing>)", document)
    assert len(held_by) == 3
    assert all('w:line="240" w:lineRule="auto"' in properties for properties in held_by)


@OF_EACH_FORM
def test_the_page_has_a_table_for_each_chart(year: int) -> None:
    document: Any = html.document_fromstring(files(year)["图解.html"].decode("utf-8"))
    tables, charts = list(document.iter("table")), list(document.iter("svg"))
    assert len(tables) == len(charts) == 6
    for number, (table, chart) in enumerate(zip(tables, charts, strict=True), 1):
        _, figures = shown(parts(year)[f"word/charts/chart{number}.xml"])
        rows = [[cell.text_content() for cell in row] for row in table.find("tbody")]
        assert dict(rows) == figures
        words = chart.findtext("desc")
        assert all(f"{label} {figure}" in words for label, figure in figures.items())
        assert len(chart.findall("rect")) == len(figures)


# ── verify ──────────────────────────────────────────────────────────────────────────────────────


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, data in parts(2025).items():
            package.writestr(name, change(data) if name == part else data)
    return made.getvalue()


def edited_book(*, active: bool) -> bytes:
    """A workbook as Excel writes it, more or less; an active one has macros."""
    made = io.BytesIO()
    own = parts(2025)["word/embeddings/Workbook1.xlsx"]
    with zipfile.ZipFile(io.BytesIO(own)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/styles.xml", "<styleSheet/>")
        if active:
            new.writestr("xl/vbaProject.bin", b"x")
    return made.getvalue()


def test_verify_knows_our_own_workbook() -> None:
    assert inspect_document("图解.docx", files(2025)["图解.docx"]) == []


BOOK = "word/embeddings/Workbook1.xlsx"


@pytest.mark.parametrize(
    ("part", "change", "says", "severity"),
    [
        ("word/charts/chart1.xml", lambda d: d.replace(b"<c:v>126</c:v>", b"<c:v>127</c:v>", 1),
         "图“申请的收到和办理（件）”上的数和图里的表不一致", "错误"),
        (BOOK, lambda _: edited_book(active=False), "图的数据编辑过", "警告"),
        (BOOK, lambda _: edited_book(active=True), "带有宏、控件或嵌入的对象", "错误"),
        (BOOK, lambda _: b"MZ\x90\x00", "带有宏、控件或嵌入的对象", "错误"),
    ],
    ids=["a figure", "edited in Word", "macros", "a program"],
)  # fmt: skip
def test_verify_tells_what_was_done_to_a_chart(
    part: str, change: Callable[[bytes], bytes], says: str, severity: str
) -> None:
    (finding,) = inspect_document("图解.docx", changed(part, change))
    assert says in finding.message
    assert finding.severity == severity


def test_verify_compares_the_charts_with_the_data_of_a_year(build: Run, tmp_path: Path) -> None:
    path = tmp_path / "图.docx"
    path.write_bytes(files(2025)["图解.docx"])
    right = build("verify", str(path), "2025", *ORDER)
    assert (right.returncode, right.stdout) == (0, "错误 0 · 警告 0\n")
    other = build("verify", str(path), "2024", *ORDER)
    assert other.returncode == 1
    assert "“申请的收到和办理”的图：新收 126（数据里是 119）" in other.stdout
    assert "图解的题名应当是“示例市示例局2024年" in other.stdout
    assert "没有“申请的方式”的图，或者" in build("verify", str(path), "2017", *ORDER).stdout
    report = make(WORKSPACE, ROOT / "data/示例局/2024.yaml", 2024, ("docx",)).files["docx"]
    path.write_bytes(report)  # near miss: a report is compared in its text
    assert "的图" not in build("verify", str(path), "2025", *ORDER).stdout
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/charts/chart1.xml", parts(2025)["word/charts/chart1.xml"])
    assert "的图" not in build("verify", str(path), "2025", *ORDER).stdout, "nor one with a chart"


def test_a_workbook_that_is_not_ours_to_the_byte_is_not_ours() -> None:
    shown_by = ChartFigures("数<件>", ("甲&乙", '“丙”"'), ("12", ""))
    data = workbook(shown_by)
    assert own_workbook(data) == shown_by
    for other in (data[:-1], data.replace(b"12", b"13"), data + b"x", b"", b"PK"):
        assert own_workbook(other) != shown_by


def test_a_workbook_that_would_unpack_to_much_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
        package.writestr("_rels/.rels", b" " * 50_000_000)
    assert own_workbook(made.getvalue()) is None
    (finding,) = inspect_document("x", changed(BOOK, lambda _: made.getvalue()))
    assert "带有宏、控件或嵌入的对象" in finding.message


def test_what_is_read_back_must_be_the_views() -> None:
    made = make(WORKSPACE, ROOT / "data/示例局/2025.yaml", 2025, ("图解.docx", "图解.html"))
    assert made.view
    chart = made.view.图解[0]
    other = made.view._replace(图解=[chart._replace(数=["1", *chart.数[1:]]), *made.view.图解[1:]])
    for name, data in made.files.items():
        output: Any = OUTPUTS[name]
        assert output.differences(made.view, data) == []
        assert len(output.differences(other, data)) >= 2


# ── written ─────────────────────────────────────────────────────────────────────────────────────


def test_one_word_asks_for_both_and_they_go_with_the_report(build: Run, tmp_path: Path) -> None:
    order = [*ORDER, "--out", str(tmp_path)]
    assert build("report", "2025", *order, "--format", "图解").returncode == 0
    folder = tmp_path / "示例局/2025"
    assert sorted(path.suffixes[-1] for path in folder.iterdir()) == [".docx", ".html"]
    ran = build("report", "2025", *order)
    assert ran.returncode == 0
    assert "机关改名" not in ran.stdout
    assert len(list(folder.iterdir())) == 4
    ran = build("verify", "2025", *order)
    assert "4 个文件是一套" in ran.stdout
    (charts,) = folder.glob("*.图解.docx")
    assert build("verify", str(charts), *ORDER).returncode == 0


def test_a_page_of_charts_that_was_edited_is_not_overwritten_unseen(
    build: Run, tmp_path: Path
) -> None:
    order = ["report", "2025", *ORDER, "--out", str(tmp_path), "--format", "docx,图解"]
    assert build(*order).returncode == 0
    (charts,) = (tmp_path / "示例局/2025").glob("*.图解.docx")
    edited = changed("word/charts/chart1.xml", lambda d: d.replace(b">126<", b">127<"))
    charts.write_bytes(edited)
    ran = build(*order)
    assert ran.returncode == 1
    assert "写出以后有人改过；没有覆盖它" in ran.stdout
    assert charts.read_bytes() == edited
    assert build(*order, "--force").returncode == 0
    assert charts.read_bytes() == files(2025)["图解.docx"]
    (copy,) = charts.parent.glob("*（改过的）.docx")
    assert copy.read_bytes() == edited


def test_an_office_lends_its_styles_and_a_broken_template_is_told(
    build: Run, tmp_path: Path
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    order = ["report", "2025", *ORDER, "--templates", str(templates), "--out", str(tmp_path / "o")]
    assert build(*order, "--format", "图解").returncode == 0
    path = templates / "2021/report.docx"
    path.write_bytes(path.read_bytes()[:500])
    ran = build(*order, "--format", "图解.docx")
    assert ran.returncode == 1
    assert "report.docx" in ran.stdout
    assert "已损坏" in ran.stdout


def test_a_slash_is_no_bar(build: Run, tmp_path: Path) -> None:
    ran = build(
        "report", "2017", "--data", str(ROOT / "data"), "--out", str(tmp_path), "--format", "图解"
    )
    assert ran.returncode == 0
    (page,) = (tmp_path / "2017").glob("*.html")
    (word,) = (tmp_path / "2017").glob("*.docx")
    assert "同意部分公开 /" in page.read_text(encoding="utf-8")
    assert inspect_document("x", word.read_bytes()) == []
