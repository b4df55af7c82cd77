"""The forms of today: tables with columns, rules over every cell, years beside each other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest
from conftest import ROOT, WORKSPACE, Run

from nianbao.examine import Examination, examine
from nianbao.findings.finding import Severity
from nianbao.form import Cell, Form
from nianbao.form.reader import read_form
from nianbao.report import Report

TEMPLATES = ROOT / "templates"
SAMPLE = ROOT / "data/示例局"


def form_of(name: str) -> Form:
    form, findings = read_form(TEMPLATES / name, name)
    assert form, findings
    return form


def sample(year: int) -> Examination:
    return examine(WORKSPACE, SAMPLE / f"{year}.yaml", year)


def codes(edition: Examination) -> list[str]:
    return [finding.code for finding in edition.findings]


# ── the forms as data ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "rows", "cells"), [("2014", 65, 58), ("2019", 39, 198), ("2021", 40, 200)]
)
def test_a_form_has_its_rows_and_cells(name: str, rows: int, cells: int) -> None:
    form = form_of(name)
    assert (len(form.indicators), len(form.cells)) == (rows, cells)


@pytest.mark.parametrize("name", ["2014", "2019", "2021"])
def test_every_cell_can_be_referred_to(name: str) -> None:
    form = form_of(name)
    cells = (*form.cells, *form.virtual)
    assert len(set(form.names)) == len(cells)
    shadowed = "本年度办理结果.其他处理.其他"  # a printed row of that name comes before a column
    for cell, spelling in zip(cells, form.names, strict=True):
        assert form.find(spelling) == [cell] or (spelling == shadowed and cell in form.virtual)


def test_a_row_alone_means_its_total() -> None:
    form = form_of("2021")
    (cell,) = form.find("本年新收政府信息公开申请数量")
    assert cell.column.name == "总计"
    (cell,) = form.find("其他处理.其他")
    assert cell.indicator.label == "3.其他"


def test_no_python_line_names_a_form_or_a_year() -> None:
    """What a form prescribes is data: its labels, tables and years are not in the package."""
    named = [
        f"{path.name}:{number}"
        for path in (ROOT / "nianbao").rglob("*.py")
        if path.parent.name != "codes"  # their reasons cite the notices of each form
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(
            r"(?<![\d§.])20(14|19|21)(?!\d)", re.sub(r"#.*|\"\"\".*|〔\d+〕|[“：].*", "", line)
        )
    ]
    assert named == []


# ── every cell under its rules ──────────────────────────────────────────────────────────────────


def replaced(text: str, edition: Examination, cell: Cell, value: str) -> str:
    """The data file's text with another value in one cell."""
    assert edition.report
    span = edition.report.figures[cell].span
    lines = text.split("\n")
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + value + line[span.end_column - 1 :]
    return "\n".join(lines)


def spelt_out(text: str, report: Report) -> str:
    """The data file with every figure typed, also totals left out and rows of one 0."""
    table = text[: text.index("\n统计表:")]
    lines = ["统计表:"]
    for group, rows in report.form.groups.items():
        lines.append(f"  {group}:")
        for row in rows:
            figures = " ".join(figure.text for figure in report.row(row))
            lines.append(f"    {row.name}: {figures}")
    return f"{table}\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("year", [2020, pytest.param(2025, marks=pytest.mark.thorough)])
def test_each_cell_changed_by_one_is_found_where_a_rule_covers_it(
    year: int, tmp_path: Path
) -> None:
    whole = sample(year).report
    assert whole
    text = spelt_out((SAMPLE / f"{year}.yaml").read_text(encoding="utf-8"), whole)
    shutil.copy(SAMPLE / f"{year - 1}.yaml", tmp_path)
    path = tmp_path / f"{year}.yaml"
    path.write_text(text, encoding="utf-8")
    edition = examine(WORKSPACE, path, year)
    assert edition.report
    assert not [f for f in edition.findings if f.severity is Severity.ERROR]
    form = edition.report.form
    hard = [rule for rule in form.rules if rule.severity is Severity.ERROR]
    covering = {c for rule in hard for binding in rule.bindings for c in binding.cells.values()}
    found = 0
    for cell in form.cells:
        figure = edition.report.figures[cell]
        path.write_text(replaced(text, edition, cell, str(figure.number + 1)), encoding="utf-8")
        errors = [
            finding
            for finding in examine(WORKSPACE, path, year).findings
            if finding.severity is Severity.ERROR
        ]
        places = {
            (span.line, span.column)
            for finding in errors
            for span in (finding.span, *(related.span for related in finding.related))
        }
        hit = (figure.span.line, figure.span.column) in places
        assert hit == (cell in covering), cell.name
        found += hit
    print(f"{year}: covered {len(covering)}, found {found}, of {len(form.cells)}")
    assert found == len(covering) > 150


# ── years beside each other ─────────────────────────────────────────────────────────────────────


def copy_years(folder: Path, *years: int) -> None:
    for year in years:
        shutil.copy(SAMPLE / f"{year}.yaml", folder)


def test_carried_over_applications_must_agree_with_last_year(tmp_path: Path) -> None:
    copy_years(tmp_path, 2024, 2025)
    last = tmp_path / "2024.yaml"
    edition = sample(2024)
    assert edition.report
    (cell,) = [
        Cell(row, row.columns[0])
        for row in edition.report.form.rows("结转下年度继续办理")
    ]  # fmt: skip
    text = spelt_out(last.read_text(encoding="utf-8"), edition.report)
    last.write_text(text, encoding="utf-8")
    edition = examine(WORKSPACE, last, 2024)
    assert edition.report
    number = edition.report.figures[cell].number
    last.write_text(replaced(text, edition, cell, str(number + 1)), encoding="utf-8")
    findings = [
        f for f in examine(WORKSPACE, tmp_path / "2025.yaml", 2025).findings if "Q5" in f.message
    ]
    assert [finding.severity for finding in findings] == [Severity.ERROR]
    assert findings[0].span.source.name.endswith("2025.yaml")
    assert findings[0].related[0].span.source.name.endswith("2024.yaml")


def test_documents_in_force_roll_forward(tmp_path: Path) -> None:
    copy_years(tmp_path, 2024, 2025)
    edition = examine(WORKSPACE, tmp_path / "2025.yaml", 2025)
    assert edition.report
    (cell,) = edition.report.form.find("行政规范性文件.现行有效件数")
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    number = edition.report.figures[cell].number
    path.write_text(replaced(text, edition, cell, str(number + 5)), encoding="utf-8")
    findings = [f for f in examine(WORKSPACE, path, 2025).findings if "Q6" in f.message]
    assert [finding.severity for finding in findings] == [Severity.WARNING]


def test_last_years_figures_can_be_referred_to(tmp_path: Path) -> None:
    copy_years(tmp_path, 2024, 2025)
    path = tmp_path / "2025.yaml"
    reference = "{{上年.本年新收政府信息公开申请数量}}"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(  其他需要报告的事项:\n)", rf"\1    - 上年新收{reference}件。\n", text),
        encoding="utf-8",
    )
    edition = examine(WORKSPACE, path, 2025)
    last = sample(2024).report
    assert edition.narrative
    assert last
    (cell,) = last.form.find("本年新收政府信息公开申请数量")
    assert f"上年新收{last.figures[cell].text}件。" in edition.narrative.paragraphs.values()
    (tmp_path / "2024.yaml").unlink()
    assert "no-history" in codes(examine(WORKSPACE, path, 2025))


# ── what a form does not take ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["/", "-", "—", "空", ""])
def test_the_current_form_wants_a_number_in_every_cell(typed: str, tmp_path: Path) -> None:
    copy_years(tmp_path, 2025)
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"( 行政许可:).*", rf"\1 {typed}", text), encoding="utf-8")
    line = text[: text.index(" 行政许可:")].count("\n") + 1
    findings = [f for f in examine(WORKSPACE, path, 2025).findings if f.span.line == line]
    assert [finding.severity for finding in findings] == [Severity.ERROR]


def test_a_year_before_the_first_form_is_told_so(year_2017: str, tmp_path: Path) -> None:
    path = tmp_path / "2013.yaml"
    path.write_text(year_2017.replace("年度: 2017", "年度: 2013"), encoding="utf-8")
    (finding,) = examine(WORKSPACE, path, 2013).findings
    assert finding.code == "no-form"
    assert "2014" in finding.message


def test_an_old_form_in_a_new_year_is_one_clear_finding(tmp_path: Path) -> None:
    text = (SAMPLE / "2020.yaml").read_text(encoding="utf-8")
    path = tmp_path / "2021.yaml"
    path.write_text(text.replace("年度: 2020", "年度: 2021"), encoding="utf-8")
    (finding,) = examine(WORKSPACE, path, 2021).findings
    assert finding.code == "wrong-form"
    assert "试行" in finding.message


def test_a_row_of_the_wrong_length_is_told_its_columns(tmp_path: Path) -> None:
    copy_years(tmp_path, 2025)
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"( 予以公开:).*", r"\1 1 2 3", text), encoding="utf-8")
    findings = examine(WORKSPACE, path, 2025).findings
    (finding,) = [finding for finding in findings if finding.code == "wrong-row-length"]
    assert "写了 3 个" in finding.message
    assert "自然人、商业企业" in finding.help


# ── the built report ────────────────────────────────────────────────────────────────────────────


def test_the_tables_of_2021_have_every_label_in_order(tmp_path: Path, build: Run) -> None:
    built = build("report", "2025", "--agency", "示例局", "--out", str(tmp_path))
    assert built.returncode == 0, built.stdout + built.stderr
    (word,) = tmp_path.glob("示例局/2025/*.docx")
    *blocks, requests, reviews = docx.Document(str(word)).tables
    form = form_of("2021")
    assert (len(blocks), len(form.tables)) == (4, 3), "each block has a head of its own"
    for tables, drawn in zip((blocks, [requests], [reviews]), form.tables, strict=True):
        cells = [cell.text for table in tables for row in table.rows for cell in row.cells]
        labels = [cell for n, cell in enumerate(cells) if n == 0 or cell != cells[n - 1]]
        rest = iter(labels)
        for indicator in drawn.indicators:
            label = indicator.label + indicator.note
            assert any(label == cell for cell in rest), label
    for table in (*blocks, requests, reviews):
        assert "<w:tblHeader/>" in table.rows[0]._tr.xml
        assert table._tbl.tblPr.xml.count("tblCaption") == 1
    corner = requests.cell(0, 0).text
    assert corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert len(requests.rows) == 28
    assert len(reviews.columns) == 15


@pytest.mark.parametrize("year", range(2016, 2026))
def test_the_sample_agency_has_no_findings(year: int) -> None:
    assert sample(year).findings == ()


@pytest.mark.parametrize("year", range(2016, 2026))
def test_the_committed_sample_reports_are_fresh(year: int, tmp_path: Path) -> None:
    import build as command_line

    order = ["report", str(year), "--agency", "示例局", "--out", str(tmp_path)]
    assert command_line.main(order) == 0
    built = sorted(tmp_path.glob(f"示例局/{year}/*"))
    assert len(built) == 2
    for path in built:
        committed = ROOT / "reports" / path.relative_to(tmp_path)
        assert committed.read_bytes() == path.read_bytes(), "build the sample again and commit"


# ── a new year ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", [2017, 2019, 2020, 2021, 2025])
def test_a_draft_lacks_only_what_is_to_be_filled_in(year: int, tmp_path: Path, build: Run) -> None:
    agency = tmp_path / "示例局"
    agency.mkdir()
    copy_years(agency, year - 1)
    order = ("--data", str(tmp_path), "--agency", "示例局")
    assert build("new", str(year), *order).returncode == 0
    edition = examine(WORKSPACE, agency / f"{year}.yaml", year)
    to_fill = {"missing-figure", "empty-text", "empty-section", "unfilled-draft"}
    assert codes(edition)
    assert set(codes(edition)) <= to_fill


def test_a_draft_filled_in_from_the_sample_builds(tmp_path: Path, build: Run) -> None:
    """Typing the sample's own figures and texts into the draft gives a report."""
    agency = tmp_path / "示例局"
    agency.mkdir()
    copy_years(agency, 2024)
    order = ("--data", str(tmp_path), "--agency", "示例局")
    assert build("new", "2025", *order).returncode == 0
    path = agency / "2025.yaml"
    whole = sample(2025).report
    assert whole
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"成文日期:.*", f"成文日期: {whole.day.isoformat()}", text)
    path.write_text(spelt_out(text, whole), encoding="utf-8")
    built = build("report", "2025", *order, "--out", str(tmp_path / "out"))
    assert built.returncode == 0, built.stdout


def test_a_draft_takes_over_what_was_carried_over(tmp_path: Path, build: Run) -> None:
    agency = tmp_path / "示例局"
    agency.mkdir()
    copy_years(agency, 2024)
    build("new", "2025", "--data", str(tmp_path), "--agency", "示例局")
    text = (agency / "2025.yaml").read_text(encoding="utf-8")
    last = sample(2024).report
    assert last
    (row,) = last.form.rows("结转下年度继续办理")
    (line,) = [line for line in text.split("\n") if "上年结转政府信息公开申请数量:" in line]
    figures = [figure.text for figure in last.row(row)]
    assert line.partition(":")[2].partition("#")[0].split() == figures
    assert "取自上年的“结转下年度继续办理”" in text
    assert "核实" not in text


def test_new_never_overwrites(tmp_path: Path, build: Run) -> None:
    copy_years(tmp_path, 2024, 2025)
    before = (tmp_path / "2025.yaml").read_bytes()
    refused = build("new", "2025", "--data", str(tmp_path))
    assert refused.returncode == 2
    assert "不覆盖" in refused.stderr
    assert (tmp_path / "2025.yaml").read_bytes() == before


# ── a provincial form without Python ────────────────────────────────────────────────────────────

PROVINCIAL = re.search(
    r"```yaml\n(.*?)```", (ROOT / "docs/新表式.md").read_text(encoding="utf-8"), re.DOTALL
)
PROVINCIAL_DATA = """\
年度: 2017
表式: 示例省简表
机关: 示例省示例厅
署名: 示例省示例厅
成文日期: 2018-02-01
正文:
  概况:
    - 本年主动公开{{主动公开信息数.本年}}条，历年累计{{主动公开信息数.历年累计}}条。
统计表:
  简表:
    主动公开信息数: 12 120
    网站公开数: 10 100
    其他方式公开数: 2 20
"""
PROVINCIAL_TEXT = """\
{% if 文号 %}
{{ 文号 }}
{% endif %}
{{ 题名.全 }}
{% for 段 in 正文[0] %}
{{ 段.文 }}
{% endfor %}
{% set 宽 = 表[0].行 | map(attribute="文") | list | 最宽 %}
{{ ([表[0].首栏, 表[0].单位栏] + 表[0].列) | 并列([宽, 8] + 表[0].列宽) }}
{% for 行 in 表[0].行 %}
{{ ([行.文, 行.单位] + 行.数) | 并列([宽, 8] + 表[0].列宽) }}
{% endfor %}
{% if 填报 %}
{{ 填报 | join("\\n") }}
{% endif %}
{% if 联系方式 %}
{{ 联系方式 }}
{% endif %}
{{ 落款.署名 }}
{{ 落款.日期 }}
"""


@pytest.fixture
def province(tmp_path: Path, build: Run) -> tuple[str, ...]:
    """A folder with a provincial form beside the national ones, and the order that uses it."""
    templates, data = tmp_path / "templates", tmp_path / "data"
    shutil.copytree(TEMPLATES, templates)
    folder = templates / "示例省简表"
    folder.mkdir()
    data.mkdir()
    assert PROVINCIAL
    (folder / "form.yaml").write_text(PROVINCIAL[1], encoding="utf-8")
    (folder / "report.txt").write_text(PROVINCIAL_TEXT, encoding="utf-8")
    (data / "2017.yaml").write_text(PROVINCIAL_DATA, encoding="utf-8")
    for command in ("layout", "schema", "template-check"):
        done = build(command, "示例省简表", "--templates", str(templates))
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "schema.json").is_file()
    return ("--templates", str(templates), "--data", str(data))


def test_a_provincial_form_needs_no_python(
    province: tuple[str, ...], tmp_path: Path, build: Run
) -> None:
    built = build("report", "2017", *province, "--out", str(tmp_path / "out"))
    assert built.returncode == 0, built.stdout + built.stderr
    (word,) = (tmp_path / "out").glob("2017/*.docx")
    (table,) = docx.Document(str(word)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标名称", "计量单位", "本年", "历年累计"],
        ["主动公开信息数", "条", "12", "120"],
        ["其中：网站公开数", "条", "10", "100"],
        ["其他方式公开数", "条", "2", "20"],
    ]


def test_a_provincial_forms_own_rules_hold(
    province: tuple[str, ...], tmp_path: Path, build: Run
) -> None:
    path = tmp_path / "data/2017.yaml"
    path.write_text(
        PROVINCIAL_DATA.replace("10 100", "11 100").replace("2 20", "2 1"), encoding="utf-8"
    )
    checked = build("check", "2017", *province)
    assert checked.returncode == 1
    assert "〔S1〕" in checked.stdout
    assert "〔S2〕" in checked.stdout


def test_a_draft_moves_years_on_but_not_the_day_of_a_law(tmp_path: Path, build: Run) -> None:
    """《条例》自2019年5月15日起施行 stays; the year of the report, its first and its last day move on."""
    text = (SAMPLE / "2024.yaml").read_text(encoding="utf-8")
    typed = (
        "2024年，新修订的规定自2024年5月1日起施行；"
        "统计期限自2024年1月1日起至2024年12月31日止，2023年和2025年各一次。"
    )
    assert "  总体情况:\n" in text
    (tmp_path / "2024.yaml").write_text(
        text.replace("  总体情况:\n", f"  总体情况:\n    - {typed}\n", 1), encoding="utf-8"
    )
    assert build("new", "2025", "--data", str(tmp_path)).returncode == 0
    draft = (tmp_path / "2025.yaml").read_text(encoding="utf-8")
    (line,) = [line for line in draft.splitlines() if "新修订的规定" in line]
    assert "自2024年5月1日起施行" in line
    assert "{{年度}}年，" in line
    assert "自{{年度}}年1月1日起至{{年度}}年12月31日止" in line
    assert "{{上年度}}年和{{下年度}}年各一次" in line
