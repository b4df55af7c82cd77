"""Corners in which a program gives way: sizes, digits, links, names, closed streams, other users' rights."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, Run

from nianbao.examine import examine
from nianbao.files import CannotError, refuse_name
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.sandbox import Compiled, Sandbox
from nianbao.outputs.word.inspection import inspect_document
from nianbao.store import Store
from nianbao.writing import rewrite

SAMPLE = ROOT / "data/示例局/2025.yaml"
TEXT = SAMPLE.read_text(encoding="utf-8")
WORDS = (
    "【待",
    "我局",
    "没有",
    "年 ",
    "3件、",
    "（",
    "“",
    "{",
    "{{",
    "}}",
    "一是",
    "其中",
    "，",
    "的",
    "1",
    "占1%",
    "\u200b",
    "下降1倍",
)


def said(text: str) -> list[str]:
    return [str(f.code) for f in examine(WORKSPACE, SAMPLE, 2025, data=text.encode()).findings]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", WORDS)
def test_a_paragraph_that_has_no_end_is_refused_at_its_place(words: str) -> None:
    long = (words * 100_000)[:100_000]
    text = TEXT.replace("    - 公开类结果", f"    - |\n      甲{long}\n    - 公开类结果", 1)
    assert "file-too-large" in said(text)


@pytest.mark.parametrize("words", WORDS)
def test_a_paragraph_as_long_as_it_may_be_is_looked_through(words: str) -> None:
    long = (words * 4_900)[:4_900]
    text = TEXT.replace("    - 公开类结果", f"    - |\n      甲{long}\n    - 公开类结果", 1)
    found = said(text)
    assert "file-too-large" not in found
    assert max((found.count(code) for code in set(found)), default=0) <= 600


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 公开类结果", "- 公开{{" + "1" * 4301 + "}}类结果"),
        ("- 公开类结果", "- 公开" + "9" * 4400 + "件类结果"),
        ("- 公开类结果", "- 公开{{''|xmlattr}}类结果"),
        ("年度: 2025", "年度: " + "2" * 5000),
        ("2026-01-16", "9" * 5000 + "-01-16"),
        ("                     462", "9" * 4400),
    ],
)
def test_digits_and_expressions_without_end_are_findings_or_text(old: str, new: str) -> None:
    said(TEXT.replace(old, new, 1))


def test_a_small_amount_is_printed_as_it_was_typed() -> None:
    edition = examine(WORKSPACE, SAMPLE, 2025, data=TEXT.replace("36.25", "0.0000001").encode())
    assert edition.report
    assert "0.0000001" in {figure.text for figure in edition.report.figures.values()}


def report_with(part: str, change: bytes, by: bytes) -> bytes:
    path = next((ROOT / "reports/示例局/2025").glob("*.docx"))
    saved = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, data.replace(change, by, 1) if entry.filename == part else data)
    return saved.getvalue()


def test_a_comment_among_the_content_types_is_nothing() -> None:
    data = report_with("[Content_Types].xml", b"<Override", b"<!-- c --><Override")
    assert inspect_document("年报.docx", data) == []


def test_numbers_of_thousands_of_digits_in_a_word_file_end_in_findings() -> None:
    wide = b'<w:tcPr><w:gridSpan w:val="' + b"9" * 5000 + b'"/>'
    inspect_document("年报.docx", report_with("word/document.xml", b"<w:tcPr>", wide))


def test_a_packed_part_that_is_damaged_is_told(tmp_path: Path, build: Run) -> None:
    path = next((ROOT / "reports/示例局/2025").glob("*.docx"))
    saved = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w", zipfile.ZIP_LZMA) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry), zipfile.ZIP_LZMA)
    data = bytearray(saved.getvalue())
    data[400:460] = b"\xff" * 60
    (tmp_path / "坏.docx").write_bytes(data)
    ran = build("verify", str(tmp_path / "坏.docx"))
    assert ran.returncode == 1
    assert "损坏" in ran.stdout


def test_a_part_that_unpacks_without_end_is_not_unpacked(tmp_path: Path, build: Run) -> None:
    with zipfile.ZipFile(tmp_path / "弹.docx", "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b"<a>" + b" " * 100_000_000)
    assert build("text", str(tmp_path / "弹.docx")).stdout.startswith("（读不出来")
    ran = build("verify", str(tmp_path / "弹.docx"))
    assert ran.returncode == 1


def test_a_file_of_a_hundred_megabytes_is_not_read(office: Path, build: Run) -> None:
    with (office / "2025.yaml").open("ab") as file:
        file.truncate(100_000_000)
    ran = build("check", "2025", "--data", str(office))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "太大了" in ran.stderr


@pytest.mark.skipif(os.name == "nt", reason="links are others there")
def test_a_link_to_itself_is_told(tmp_path: Path, build: Run) -> None:
    (tmp_path / "2025.yaml").symlink_to("2025.yaml")
    ran = build("check", "2025", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a shell's")
@pytest.mark.parametrize("command", ["fix 2025 --diff", "check 2025", "report 2025 --out o"])
def test_a_closed_output_is_no_traceback(command: str, office: Path) -> None:
    order = f'"{sys.executable}" "{ROOT}/build.py" {command} --data . >&-'
    ran = subprocess.run(order, shell=True, cwd=office, capture_output=True, text=True, check=False)  # noqa: S602
    assert "Traceback" not in ran.stderr


def test_python_may_be_isolated(office: Path) -> None:
    order = [sys.executable, "-I", str(ROOT / "build.py"), "check", "2025", "--data", "."]
    ran = subprocess.run(order, cwd=office, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    "name",
    [
        "../年报",
        "年/报",
        "a\\b",
        "con",
        "COM1.x",
        "-h",
        ".hidden",
        "年报 ",
        "年报.",
        "年\u202e报",
        "年\u200b报",
        "x" * 300,
        "a\nb",
        "",
    ],
)
def test_a_name_that_some_system_cannot_have_is_refused(name: str) -> None:
    with pytest.raises(CannotError):
        refuse_name(name)


def test_a_usual_name_is_taken() -> None:
    refuse_name("示例市示例局2025年政府信息公开工作年度报告")


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_a_file_that_is_mended_keeps_who_may_read_it_and_its_attributes(tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    path.write_bytes(b"old")
    path.chmod(0o600)
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("this disk knows no attributes")
    rewrite(path, b"old", b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)
    assert os.getxattr(path, "user.note") == b"kept"


def test_what_another_program_saved_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    path.write_bytes(b"saved meanwhile")
    with pytest.raises(CannotError, match="刚才被别的程序改过"):
        rewrite(path, b"old", b"new")
    assert path.read_bytes() == b"saved meanwhile"
    path.chmod(0o444)
    with pytest.raises(CannotError, match="只读"):
        rewrite(path, b"saved meanwhile", b"new")


class _Empty:
    def _asdict(self) -> dict[str, str]:
        return {"a": "x"}


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 'x'.center(999999999) }}", "{{ '%999999999d' % 1 }}", "{{ '%999999999d'|format(1) }}",
        "{{ 'x' * 999999999 }}", "{{ 2 ** 99999999 }}", "{{ '{:999999999}'.format(1) }}",
        "{{ a|replace('x','" + "x" * 5000 + "')|replace('x','" + "x" * 5000 + "') }}",
        "{{ a|center(999999999) }}", "{{ ''|xmlattr }}", "{{ [1] * 999999999 }}",
        "{% set b = a" + "~a" * 20 + " %}{{ b }}", "{% set n = namespace(b=a) %}",
        "{% for i in range(9999) %}{% for j in range(9999) %}{{ a }}{{ a }}{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_a_tag_that_would_fill_the_memory_is_refused(tag: str) -> None:
    with pytest.raises(TemplateError):
        Compiled("模板", tag, Sandbox(autoescape=False), Store(None)).fill(_Empty())  # type: ignore[arg-type]


def test_a_year_alone_tells_whether_its_files_are_one_set(office: Path, build: Run) -> None:
    order = ["--data", str(office), "--out", str(office / "o")]
    assert build("report", "2025", *order).returncode == 0
    ran = build("verify", "2025", *order)
    assert (ran.returncode, "是一套" in ran.stdout) == (0, True)
    (text,) = (office / "o/2025").glob("*.txt")
    old = text.read_bytes()
    path = office / "2025.yaml"
    path.write_text(TEXT.replace("更新6次", "更新8次"), encoding="utf-8")
    assert build("verify", "2025", *order).returncode == 1, "neither is of the data"
    build("report", "2025", *order)
    text.write_bytes(old)
    ran = build("verify", "2025", *order)
    assert (ran.returncode, "一新一旧" in ran.stdout) == (1, True)
    text.unlink()
    assert "没有" in build("verify", "2025", *order).stdout
