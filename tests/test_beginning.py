"""How an office begins: a blank file from the form, a draft from last year's, whose file is meant."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, Run
from test_forms import spelt_out

from nianbao.examine import examine
from nianbao.findings.width import width
from nianbao.report import Report

SAMPLE = ROOT / "data/示例局"
TO_FILL = {"missing-figure", "empty-text"}


def whole(year: int) -> Report:
    report = examine(WORKSPACE, SAMPLE / f"{year}.yaml", year).report
    assert report
    return report


def begun(build: Run, folder: Path, year: int, agency: str = "水务局") -> Path:
    """The blank file of an agency that has nothing yet."""
    ran = build("new", str(year), "--data", str(folder), "--agency", agency)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder / agency / f"{year}.yaml"


# ── a blank file ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("year", [2014, 2018, 2019, 2020, 2021, 2025])
def test_a_blank_file_lacks_only_what_is_to_be_filled_in(
    year: int, tmp_path: Path, build: Run
) -> None:
    edition = examine(WORKSPACE, begun(build, tmp_path, year), year)
    assert {str(finding.code) for finding in edition.findings} <= TO_FILL


@pytest.mark.parametrize("year", [2018, 2020, 2025])
def test_every_part_says_what_belongs_there_and_every_row_waits(
    year: int, tmp_path: Path, build: Run
) -> None:
    path = begun(build, tmp_path, year)
    text = path.read_text(encoding="utf-8")
    report = whole(year)
    for section in report.form.sections:
        if section.hint:
            assert re.search(
                rf"^  (# )?{re.escape(section.key)}:  # {re.escape(section.hint)}",
                text,
                re.MULTILINE,
            )
    for row in report.form.indicators:
        if not row.is_heading:
            assert re.search(rf"^ +(# )?{re.escape(row.name)}:(?= |$)", text, re.MULTILINE), (
                row.name
            )


@pytest.mark.parametrize("year", [2018, 2020, 2025])
def test_a_blank_file_filled_in_with_the_sample_s_figures_builds(
    year: int, tmp_path: Path, build: Run
) -> None:
    path = begun(build, tmp_path, year)
    report = whole(year)
    text = path.read_text(encoding="utf-8")
    for key, value in (
        ("机关", "示例市示例局"),
        ("署名", "示例市示例局"),
        ("成文日期", report.day.isoformat()),
    ):
        text = re.sub(rf"^{key}:.*$", f"{key}: {value}", text, flags=re.MULTILINE)
    text = text.replace("\n    -\n", "\n    - 没有需要说明的。\n")
    path.write_text(spelt_out(text, report), encoding="utf-8")
    ran = build(
        "report",
        str(year),
        "--data",
        str(tmp_path),
        "--agency",
        "水务局",
        "--out",
        str(tmp_path / "out"),
    )
    assert ran.returncode == 0, ran.stdout


def test_an_optional_part_is_taken_by_removing_two_marks(tmp_path: Path, build: Run) -> None:
    path = begun(build, tmp_path, 2025)
    text = path.read_text(encoding="utf-8")
    text = re.sub(
        r"^  # (引言:.*)\n  # (  -)$",
        r"  \1\n  \2 本报告依照《条例》编制。",
        text,
        flags=re.MULTILINE,
    )
    path.write_text(text, encoding="utf-8")
    edition = examine(WORKSPACE, path, 2025)
    assert edition.report
    assert "本报告依照《条例》编制。" in edition.report.text("引言")


def test_what_is_printed_can_be_typed_next(tmp_path: Path, build: Run) -> None:
    said = build("new", "2025", "--data", str(tmp_path), "--agency", "水务局").stdout
    assert f"check 2025 --agency 水务局 --data {tmp_path}" in said
    assert "import 上年的年报.docx 2024 --agency 水务局" in said


def test_an_agency_that_is_nearly_one_is_asked_about(tmp_path: Path, build: Run) -> None:
    shutil.copytree(SAMPLE, tmp_path / "示例局")
    said = build("new", "2026", "--data", str(tmp_path), "--agency", "示列局").stdout
    assert "已有“示例局”，是不是打错了" in said
    assert (
        "是不是" not in build("new", "2026", "--data", str(tmp_path), "--agency", "水务局").stdout
    )


# ── a draft ─────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_says_whose_file_it_was_begun_from(tmp_path: Path, build: Run) -> None:
    """The report of another bureau may lie where a newcomer's own files would go."""
    shutil.copy(SAMPLE / "2024.yaml", tmp_path)
    said = build("new", "2025", "--data", str(tmp_path)).stdout
    assert "2024.yaml（示例市示例局）起草" in said
    assert "要是本机关不是示例市示例局，就删去" in said
    shutil.copytree(SAMPLE, tmp_path / "示例局")
    said = build("new", "2026", "--data", str(tmp_path), "--agency", "示例局").stdout
    assert "要是本机关不是" not in said
    assert "--agency 示例局" in said
    assert "--agency 示例局" in (tmp_path / "示例局/2026.yaml").read_text(encoding="utf-8")


def edges(line: str) -> list[int]:
    """Where the words of a line end, in columns of a screen, the first two aside: # 上年."""
    return [width(line[: word.end()]) for word in re.finditer(r"\S+", line)]


def test_last_year_s_figures_stand_above_where_this_year_s_are_typed(
    tmp_path: Path, build: Run
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "示例局")
    build("new", "2026", "--data", str(tmp_path), "--agency", "示例局")
    lines = (tmp_path / "示例局/2026.yaml").read_text(encoding="utf-8").split("\n")
    place = lines.index("    予以公开:")
    last = [figure.text for figure in whole(2025).row(whole(2025).form.rows("予以公开")[0])]
    assert lines[place - 1].split() == ["#", "上年", *last]
    (head,) = [line for line in lines if "自然人" in line and line.lstrip().startswith("#")]
    (carried,) = [line for line in lines if "上年结转政府信息公开申请数量:" in line]
    assert edges(lines[place - 1])[2:] == edges(head)[1:]
    assert edges(carried.partition("#")[0])[1:] == edges(head)[1:]


# ── the usual agency ────────────────────────────────────────────────────────────────────────────


def test_an_office_need_not_type_its_folder_each_time(tmp_path: Path, build: Run) -> None:
    shutil.copytree(SAMPLE, tmp_path / "示例局")
    settings = tmp_path / "设置.yaml"
    settings.write_text("机关文件夹: 示例局\n", encoding="utf-8")
    assert build("check", "2025", "--data", str(tmp_path)).returncode == 0
    assert build("new", "2026", "--data", str(tmp_path)).returncode == 0
    assert (tmp_path / "示例局/2026.yaml").is_file()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("机关文件夹: 水务局", "机关文件夹“水务局”还没有"),
        ("机关文件夹: ../水务局", "不能用作文件夹名"),
        ("机关文件夹：示例局", "设置.yaml:1: "),
    ],
)
def test_a_usual_agency_that_is_none_is_told(
    typed: str, said: str, tmp_path: Path, build: Run
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "示例局")
    (tmp_path / "设置.yaml").write_text(f"{typed}\n", encoding="utf-8")
    ran = build("check", "2025", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert said in ran.stderr
