"""verify with a year: the finished document says what the data say; and verify through make."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run, year_2017_view
from docx_parts import Change, both, replaced
from test_documents import first_lines, inspect, report_2017

from nianbao.outputs.word.comparison import compare_document

# ── compared with the year's data ───────────────────────────────────────────────────────────────

FIGURE = '<w:t xml:space="preserve">{}</w:t>'
EDITED: dict[str, tuple[Change, list[str]]] = {
    "a figure": (
        replaced(FIGURE.format("2116"), FIGURE.format("2166")),
        ["表 1 第 8 行第 3 格：“2.政府网站公开政府信息数”应当是“条 2116”，现在是“条 2166”"],
    ),
    "a figure in the text": (
        replaced("公开2116条", "公开2166条"),
        ["第 9 段：应当是“…道村居公示栏公开2116条，通过政务微博公开75条，通过政务…”，"
         "现在是“…道村居公示栏公开2166条，通过政务微博公开75条，通过政务…”"],
    ),
    "a paragraph that is gone": (
        replaced("没有收取任何费用。", ""), ["正文里找不到（或次序不对）：没有收取任何费用。"],
    ),
    "another date": (
        replaced("2018年1月15日", "2018年1月16日"),
        ["第 227 段：应当是“2018年1月15日”，现在是“2018年1月16日”"],
    ),
    "two figures that are equal": (
        both(
            replaced(FIGURE.format("2116"), FIGURE.format("75")),
            replaced("（三）接受培训人员数", "（三）受训人员数"),
        ),
        ["表 1 第 8 行第 3 格：“2.政府网站公开政府信息数”应当是“条 2116”，现在是“条 75”",
         "统计表里找不到（或次序不对）：（三）接受培训人员数 人次 0"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "messages"), EDITED.values(), ids=EDITED)
def test_a_document_that_was_edited_is_compared_by_value(
    change: Change, messages: list[str]
) -> None:
    data = change(report_2017())
    assert first_lines(inspect(data)) == []
    assert [f.message for f in compare_document("年报.docx", data, year_2017_view())] == messages


def test_verify_compares_with_a_year(build: Run, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(EDITED["a figure"][0](report_2017()))
    assert build("verify", str(path)).returncode == 0
    ran = build("verify", str(path), "2017")
    assert ran.returncode == 1
    assert "“2.政府网站公开政府信息数”应当是“条 2116”，现在是“条 2166”" in ran.stdout
    assert ran.stderr == ""


def test_verify_reads_another_agency_and_folder(build: Run, tmp_path: Path, year_2017: str) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(report_2017())
    data = tmp_path / "data/某局/2017.yaml"
    data.parent.mkdir(parents=True)
    data.write_text(year_2017.replace("署名: 温州市规划局", "署名: 某某市规划局"), encoding="utf-8")
    order = ["--data", str(tmp_path / "data"), "--agency", "某局", str(path), "2017"]
    ran = build("verify", *order)
    assert ran.returncode == 1
    assert "第 226 段：应当是“某某市规划局”，现在是“温州市规划局”" in ran.stdout


def test_verify_of_a_year_with_mistakes_prints_them(
    build: Run, tmp_path: Path, year_2017: str
) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(report_2017())
    broken = year_2017.replace("主动公开政府信息数: 2270", "主动公开政府信息数: 很多")
    (tmp_path / "2017.yaml").write_text(broken, encoding="utf-8")
    ran = build("verify", str(path), "2017", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "很多" in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["没有.docx"], "没有.docx"),
        ([str(ROOT / "README.md"), "17"], "年份应当是四位数字"),
        ([str(ROOT / "README.md"), "1999"], "1999.yaml"),
    ],
)
def test_verify_used_wrongly_says_so_in_one_line(
    build: Run, arguments: list[str], says: str
) -> None:
    ran = build("verify", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


# ── make ────────────────────────────────────────────────────────────────────────────────────────


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


needs_make = pytest.mark.skipif(
    not (shutil.which("make") and (ROOT / ".venv").is_dir()),
    reason="needs make and its environment",
)


@needs_make
def test_make_verify_takes_a_file_and_a_year(tmp_path: Path) -> None:
    path = tmp_path / "a 'b\" $(c) 年报.docx"
    path.write_bytes(EDITED["a figure"][0](report_2017()))
    assert make("verify", f"FILE={path}").returncode == 0
    ran = make("verify", f"FILE={path}", "YEAR=2017")
    assert ran.returncode == 1
    assert "应当是“条 2116”" in ran.stdout


@needs_make
def test_make_lint_templates_checks_the_templates() -> None:
    ran = make("lint-templates")
    assert (ran.returncode, ran.stdout.strip()) == (0, "错误 0 · 警告 0")


@pytest.mark.thorough
@needs_make
@pytest.mark.parametrize("target", ["verify", "pdf", "lint-templates"])
@pytest.mark.parametrize(
    "trick", ["$(shell touch {0})", "`touch {0}`", "';touch {0};'", '";touch {0};"', "--help"]
)
def test_make_runs_nothing_that_a_variable_says(tmp_path: Path, target: str, trick: str) -> None:
    mark = tmp_path / "ran"
    for variable in ("FILE", "YEAR", "AGENCY"):
        given = {"FILE": "没有.docx", "YEAR": "1999", variable: trick.format(mark)}
        ran = make(target, *(f"{name}={value}" for name, value in given.items()))
        assert ran.returncode != 0
        assert not mark.exists()


def test_a_word_file_without_data_is_read_and_its_sums_are_checked(
    build: Run, tmp_path: Path
) -> None:
    """A superior has the Word file alone."""
    (source,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    wrong = replaced(">126<", ">127<", count=1)(source.read_bytes())
    path = tmp_path / "收到的.docx"
    path.write_bytes(wrong)
    ran = build("verify", str(path))
    assert ran.returncode == 1
    assert (
        "收到的.docx:1:1: 错误 “本年新收政府信息公开申请数量·总计”是 127，照各项合计应当是 126"
        in ran.stdout
    )
    path.write_bytes(source.read_bytes())
    assert build("verify", str(path)).returncode == 0


def test_a_difference_names_the_line_of_the_data(build: Run, tmp_path: Path) -> None:
    path = tmp_path / "年报.docx"
    path.write_bytes(EDITED["a figure"][0](report_2017()))
    said = build("verify", str(path), "2017").stdout
    lines = (ROOT / "data/2017.yaml").read_text(encoding="utf-8").split("\n")
    (line,) = [n for n, text in enumerate(lines, 1) if "政府网站公开政府信息数: 2116" in text]
    assert f"data/2017.yaml:{line}:" in said


def test_a_lock_file_is_told_as_such(build: Run, tmp_path: Path) -> None:
    path = tmp_path / "~$年报.docx"
    path.write_bytes(b"x")
    ran = build("verify", str(path))
    assert ran.returncode == 2
    assert "锁文件" in ran.stderr
