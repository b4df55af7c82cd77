"""What offices have, taken in: layouts as they are met, each figure right or asked, none wrong."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, Run

from nianbao.examine import examine
from nianbao.form import Cell, Form
from nianbao.ingest.blocks import TableRows, UnreadableError
from nianbao.ingest.carriers import read_file
from nianbao.ingest.cells import Value, read_cell, split_together
from nianbao.ingest.labels import EXACT, FOLDED, likeness
from nianbao.ingest.passages import date_of
from nianbao.ingest.recognised import Recognised, best_form
from nianbao.report import Report

SAMPLE = ROOT / "data/示例局"
YEARS = ["2017", *(f"示例局/{path.stem}" for path in sorted(SAMPLE.glob("20*.yaml")))]
SEALED = "示例局/2022"  # that a signature leaves room for a seal is layout, which no text tells


@cache
def forms() -> tuple[Form, ...]:
    return tuple(
        form for name in WORKSPACE.national().values() if (form := WORKSPACE.form(name)[0])
    )


@cache
def report_of(year: int) -> Report:
    report = examine(WORKSPACE, SAMPLE / f"{year}.yaml", year).report
    assert report
    return report


# ── round trip ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("carrier", ["docx", "txt"])
@pytest.mark.parametrize("place", YEARS)
def test_a_report_that_was_built_comes_back_and_builds_the_same_bytes(
    place: str, carrier: str, tmp_path: Path, build: Run
) -> None:
    year = place.rpartition("/")[2]
    (source,) = (ROOT / "reports" / place).glob(f"*.{carrier}")
    taken = build("import", str(source), year, "--data", str(tmp_path / "data"))
    assert taken.returncode == 0, taken.stdout + taken.stderr
    assert "拿不准" not in taken.stdout
    built = build("report", year, "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"))
    assert built.returncode == 0, built.stdout
    for file in (ROOT / "reports" / place).iterdir():
        if file.suffix == ".txt" or (file.suffix == ".docx" and place != SEALED):
            assert (tmp_path / "out" / year / file.name).read_bytes() == file.read_bytes()


def test_the_figures_in_the_text_become_references_again(tmp_path: Path, build: Run) -> None:
    (source,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    said = build("import", str(source), "2025", "--data", str(tmp_path)).stdout
    text = (tmp_path / "2025.yaml").read_text(encoding="utf-8")
    assert "全年新收申请{{本年新收政府信息公开申请数量}}件" in text
    assert "疑难答复集体审议17件" in text  # 17 stands in the table too, and means another thing
    assert f"{len(re.findall(r'{{', text))} 个数改成了引用" in said


# ── layouts ─────────────────────────────────────────────────────────────────────────────────────

Rows = list[list[str]]


def rows_of(report: Report) -> Rows:
    """The rows of a report's tables as a plain page prints them: label and figures."""
    rows: Rows = []
    for table in report.form.tables:
        for block in table.blocks:
            rows.append([block.title or table.head, *(column.label for column in block.columns)])
            for row in block.indicators:
                rows.append([row.label, *(figure.text for figure in report.row(row))])
    return rows


def page(rows: Rows, before: str = "", after: str = "") -> bytes:
    cells = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"{before}<table>{cells}</table>{after}".encode()


def figures_of(row: list[str]) -> bool:
    return len(row) > 1 and all(re.fullmatch(r"[\d.]+|/", cell) for cell in row[1:])


def each_figure(change: Callable[[str], str]) -> Callable[[Rows], bytes]:
    return lambda rows: page(
        [[row[0], *map(change, row[1:])] if figures_of(row) else row for row in rows]
    )


def each_label(change: Callable[[str], str]) -> Callable[[Rows], bytes]:
    return lambda rows: page([[change(row[0]), *row[1:]] for row in rows])


def in_lines(rows: Rows) -> bytes:
    """One cell a line, as a converter leaves a table."""
    return "\n".join(f"<p>{html.escape(cell)}</p>" for row in rows for cell in row).encode()


def over_pages(rows: Rows) -> bytes:
    """The table goes on after a page number, with its head again."""
    half = len(rows) // 2
    return page(rows[:half], after="<p>— 3 —</p>") + page([rows[0], *rows[half:]])


def beside_others(rows: Rows) -> bytes:
    """A table of the page's own data before the report's."""
    own = "<table><tr><td>索引号</td><td>000-2026-001</td></tr><tr><td>发布日期</td><td>2026</td></tr></table>"
    return page(rows, before=own)


def without(label: str) -> Callable[[Rows], bytes]:
    return lambda rows: page([row for row in rows if label not in row[0]])


LAYOUTS: dict[str, Callable[[Rows], bytes]] = {
    "as it should be": page,
    "numbers lost": each_label(lambda s: re.sub(r"^(?:（?[一二三四五六七八九]+[）、]|\d+\.)", "", s)),
    "other numbers": each_label(lambda s: re.sub(r"^(\d+)\.", r"\1、", s).replace("（", "(").replace("）", ")")),
    "blanks within words": each_label("　".join),
    "notes lost": each_label(lambda s: re.sub(r"（(?:区分|不同|不包括).*?）", "", s)),
    "units in the cells": each_figure(lambda s: s if s == "/" else f"{s}件" if "." not in s else f"{s}万元"),
    "full-width digits": each_figure(lambda s: s.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
    "blank for nothing": each_figure(lambda s: "" if s == "0" else s),
    "a dash for nothing": each_figure(lambda s: "—" if s == "0" else s),
    "one cell a line": in_lines,
    "over two pages": over_pages,
    "beside other tables": beside_others,
    "a row left out": without("大量反复申请"),
    "a character lost": each_label(lambda s: s.replace("保护第三方合法权益", "保护第三方合法权")),
    "another form's row among them": lambda rows: page([*rows[:9], ["其他事项", *["9"] * 7], *rows[9:]]),
}  # fmt: skip


@pytest.mark.parametrize("year", [2018, 2020, 2025])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_figure_is_right_or_asked_and_none_is_wrong(layout: str, year: int) -> None:
    report = report_of(year)
    recognised = taken(LAYOUTS[layout](rows_of(report)), report.form)
    wrong = {
        row.name: values
        for row, values in recognised.values.items()
        if list(values) != [figure.text for figure in report.row(row)]
    }
    assert wrong == {}
    unread = [*recognised.asked, *recognised.missing]
    few = 0 if "left out" not in layout and not ("nothing" in layout and year == 2018) else 60
    assert len(unread) <= few, [row.name for row in unread]


def taken(data: bytes, form: Form) -> Recognised:
    recognised = best_form(forms(), read_file("page.html", data).blocks)
    assert recognised.form is form
    return recognised


def test_figures_that_run_together_are_parted_where_the_sum_allows_one_way_only() -> None:
    assert split_together("8328121126", 7) == []  # a figure is lost here
    assert split_together("123", 3) == [("1", "2", "3")]
    assert split_together("5510", 3) == [("5", "5", "10")]
    assert split_together("000", 3) == [("0", "0", "0")]


@pytest.mark.parametrize(
    ("cell", "unit", "value"),
    [
        ("12", "件", Value("12")),
        ("１２", "件", Value("12")),
        ("1,234", "件", Value("1234")),
        ("12 件", "件", Value("12")),
        ("O", "件", Value("0")),
        ("", "件", Value("")),
        ("—", "件", Value("")),
        ("/", "件", Value("/")),
        ("+3", "件", Value("3")),
        ("-2", "件", Value("-2")),
        ("251000元", "万元", Value("25.1", "“251000元”换算成万元")),
        ("547.96万元", "万元", Value("547.96")),
        ("36.250", "万元", Value("36.25")),
        ("第3条", "条", None),
        ("约12", "件", None),
        ("12、13", "件", None),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_it_is_meant(cell: str, unit: str, value: Value | None) -> None:
    assert read_cell(cell, unit) == value


@pytest.mark.parametrize(
    ("printed", "label", "alike"),
    [
        ("（一）予以公开", "（一）予以公开", EXACT),
        ("(一) 予以公开", "（一）予以公开", EXACT),
        ("予以公开", "（一）予以公开", FOLDED),
        ("1、属于国家秘密", "1.属于国家秘密", FOLDED),
        ("其中：涉及国家秘密", "涉及国家秘密", FOLDED),
        ("不予公开", "予以公开", 0.0),
        ("其他", "其他情形数", 0.0),
    ],
)
def test_labels_are_known_however_they_are_typed(printed: str, label: str, alike: float) -> None:
    assert likeness(printed, label) == alike


@pytest.mark.parametrize(
    "text",
    ["2026年1月16日", "2026-01-16", "2026.1.16", "二〇二六年一月十六日", "二○二六年一月十六日", "（2026年1月16日）"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    day = date_of(text)
    assert day
    assert day.isoformat() == "2026-01-16"


# ── what cannot be read, and what must not be touched ───────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", b"PK\x03\x04" + b"\0" * 600, "先解开"),
        ("2025.yaml", "年度: 2025\n".encode(), "放在 data/机关的文件夹/ 里"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧格式"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        ("~$a.docx", b"x", "锁文件"),
        ("a.docx", b"", "空的"),
        ("a.docx", b"PK\x03\x04 broken", "损坏"),
        ("a.bin", b"\x00\x01", "不认得"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        read_file(name, data)


def test_a_file_that_exists_is_never_touched(tmp_path: Path, build: Run) -> None:
    (source,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    (tmp_path / "2025.yaml").write_text("我的", encoding="utf-8")
    ran = build("import", str(source), "2025", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert "不覆盖" in ran.stderr
    assert (tmp_path / "2025.yaml").read_text(encoding="utf-8") == "我的"


@pytest.mark.parametrize(
    ("year", "said"), [("2024", "题名写的是 2025 年"), ("2017", "题名写的是 2025 年")]
)
def test_the_wrong_year_is_told(year: str, said: str, tmp_path: Path, build: Run) -> None:
    (source,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    ran = build("import", str(source), year, "--data", str(tmp_path))
    assert ran.returncode == 1
    assert said in ran.stdout
    assert not list(tmp_path.iterdir())


def test_a_covering_letter_is_kept_as_a_comment(tmp_path: Path, build: Run) -> None:
    report = report_of(2025)
    before = (
        "<p>关于报送政府信息公开工作年度报告的函</p><p>市政府办公室：现将报告报来。</p>"
        "<p>示例市水务局2025年政府信息公开工作年度报告</p><p>一、总体情况</p><p>各项工作平稳有序。</p>"
    )
    after = "<p>六、其他需要报告的事项</p><p>无。</p><p>示例市水务局</p><p>2026年1月16日</p><p>— 3 —</p>"
    source = tmp_path / "年报.html"
    source.write_bytes(page(rows_of(report), before, after))
    ran = build("import", str(source), "2025", "--data", str(tmp_path))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    text = (tmp_path / "2025.yaml").read_text(encoding="utf-8")
    assert "机关: 示例市水务局\n署名: 示例市水务局\n成文日期: 2026-01-16\n" in text
    assert "#   市政府办公室：现将报告报来。" in text
    assert "— 3 —" not in text


def test_signature_and_day_may_stand_in_the_footer_of_an_article_not_of_a_site(
    tmp_path: Path, build: Run
) -> None:
    report, after = report_of(2025), "<p>六、其他需要报告的事项</p><p>无。</p>"
    signed = "<p>示例市水务局</p><p>2026年1月16日</p>"
    title = "<p>示例市水务局2025年政府信息公开工作年度报告</p><p>一、总体情况</p><p>平稳。</p>"
    for number, (before, end, day) in enumerate(
        [
            (f"<article>{title}", f"<footer>{signed}</footer></article>", "2026-01-16"),
            (f"<article><header>{title}</header>", f"{signed}</article>", "2026-01-16"),
            (f"<article>{title}", "</article><footer><p>2026年3月1日</p></footer>", ""),
            (f"<article>{title}", f"{signed}<aside><p>2026年3月1日</p></aside>", "2026-01-16"),
        ]
    ):
        source = tmp_path / f"{number}.html"
        source.write_bytes(page(rows_of(report), before, f"{after}{end}"))
        ran = build("import", str(source), "2025", "--data", str(tmp_path / str(number)))
        assert ran.returncode == 0, ran.stdout + ran.stderr
        text = (tmp_path / str(number) / "2025.yaml").read_text(encoding="utf-8")
        assert "机关: 示例市水务局\n" in text
        (said,) = re.findall("^成文日期:(.*)$", text, re.MULTILINE)
        assert said.partition("#")[0].strip() == day
        assert "2026年3月1日" not in text


# ── a year that is kept as it was printed ───────────────────────────────────────────────────────


def test_a_published_year_may_keep_a_sum_that_was_printed_wrong(tmp_path: Path, build: Run) -> None:
    shutil.copy(SAMPLE / "2024.yaml", tmp_path)
    path = tmp_path / "2025.yaml"
    text = (SAMPLE / "2025.yaml").read_text(encoding="utf-8")
    wrong = text.replace(
        "83    28     1     2    11     1   126", "83    28     1     2    11     1   125"
    )
    path.write_text(wrong, encoding="utf-8")
    assert build("check", "2025", "--data", str(tmp_path)).returncode == 1
    path.write_text(f"已发布: 是\n{wrong}", encoding="utf-8")
    ran = build("check", "2025", "--data", str(tmp_path))
    assert ran.returncode == 0, ran.stdout
    assert "警告" in ran.stdout


def test_a_cell_of_a_grid_is_its_own() -> None:
    """What a cell merged over several rows covers is not there."""
    (source,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    grids = [
        b for b in read_file(source.name, source.read_bytes()).blocks if isinstance(b, TableRows)
    ]
    figures = [row for grid in grids for row in grid.rows if row[-1:] and row[-1].isdigit()]
    assert figures
    assert all(Cell(row, row.columns[0]) for row in report_of(2025).form.values)
