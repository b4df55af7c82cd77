"""What a user can rely on: whole files, same bytes, nothing run, nothing lost."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import A_ROW_LESS, ROOT, WORKSPACE, year_2017_edition, year_2017_view

from nianbao.form import Form
from nianbao.outputs import render, templated
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.text.twin import TextTemplate
from nianbao.outputs.word.docx import WordTemplate
from nianbao.store import Store
from nianbao.writing import PREFIX, replace_together

WORD_TEMPLATE = (ROOT / "templates/2014/report.docx").read_bytes()
TEXT_TEMPLATE = (ROOT / "templates/2014/report.txt").read_bytes()


def form_2014() -> Form:
    """The form of the real report."""
    report = year_2017_edition().report
    assert report is not None
    return report.form


def with_part(docx: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A copy of a docx with one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8")
            changed = change(data) if name == part else data
            assert name != part or changed != data
            new.writestr(name, changed)
    return result.getvalue()


# ── whole files ─────────────────────────────────────────────────────────────────────────────────


def test_files_are_replaced_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.txt"
    replace_together({first: b"1", second: b"2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert sorted(tmp_path.iterdir()) == [first, second]


@pytest.mark.parametrize("failing", [1, 2])
def test_a_failed_replacement_leaves_both_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """As on Windows, where a file that is open in Word cannot be replaced."""
    first, second = tmp_path / "a.docx", tmp_path / "b.txt"
    replace_together({first: b"old 1", second: b"old 2"})
    replace, calls = Path.replace, []

    def replace_or_fail(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_or_fail)
    with pytest.raises(PermissionError):
        replace_together({first: b"new 1", second: b"new 2"})
    assert (first.read_bytes(), second.read_bytes()) == (b"old 1", b"old 2")
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_a_full_disk_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    replace_together({path: b"old"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_together({path: b"new"})
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_killed_build_leaves_the_old_report_and_its_leftovers_are_swept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    replace_together({path: b"old"})
    program = (
        "import os, sys; sys.path.insert(0, sys.argv[2]); from pathlib import Path;"
        "from nianbao.writing import replace_together;"
        "os.fsync = lambda _: os.kill(os.getpid(), 9);"
        "replace_together({Path(sys.argv[1]): b'new'})"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(path), str(ROOT)], check=False)
    assert killed.returncode == -9
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob(f"{PREFIX}*"))
    replace_together({path: b"newer"})
    assert list(tmp_path.iterdir()) == [path]


# ── what was typed is what is printed ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("wanted", "printed"),
    [
        ("{{ 行.数[0] }}", "{{ 行.数[0] }}0"),  # a figure changed
        ("{{ 行.单位 }}", ""),  # a column lost
        ("{{ 落款.日期 }}", "2018年1月16日"),  # last year's date left in the template
        ("{{ 段.文 }}", "{{ 段.文 | replace('，', ',') }}"),  # a text changed
    ],
)
def test_a_template_that_prints_something_else_is_found_out(wanted: str, printed: str) -> None:
    view = year_2017_view()
    word = with_part(WORD_TEMPLATE, "word/document.xml", lambda xml: xml.replace(wanted, printed))
    rendered = WordTemplate.compile(word, Store(None)).render(view)
    assert templated()["docx"].differences(view, rendered)


def test_a_text_template_that_drops_a_row_is_found_out() -> None:
    view = year_2017_view()
    source = TEXT_TEMPLATE.decode().replace("{{ 表[0] | 成表 }}", A_ROW_LESS)
    rendered = TextTemplate.compile(source.encode(), Store(None)).render(view)
    assert templated()["txt"].differences(view, rendered) == [
        "统计表里找不到（或次序不对）：（三）接受培训人员数人次0"
    ]


def test_the_templates_as_they_are_print_all() -> None:
    files, findings = render(WORKSPACE, year_2017_view(), form_2014(), ["docx", "txt"])
    assert findings == []
    assert set(files) == {"docx", "txt"}


# ── same input, same bytes ──────────────────────────────────────────────────────────────────────


def build_elsewhere(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Build in a copy of the project, in its own process, and return the files' SHA-256."""
    shutil.copytree(ROOT / "nianbao", folder / "nianbao")
    for name in ("templates", "data"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "build.py", folder)
    subprocess.run(
        [sys.executable, "build.py", "report", "2017"],
        cwd=folder, check=True, capture_output=True, env={**os.environ, **environment},
    )  # fmt: skip
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "reports/2017").iterdir()
    }


def test_two_builds_anywhere_at_any_time_give_the_same_bytes(tmp_path: Path) -> None:
    first = build_elsewhere(
        tmp_path / "a", {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    )
    second = build_elsewhere(
        tmp_path / "很远 的/文件夹",
        {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "2", "SOURCE_DATE_EPOCH": "1"},
    )
    assert len(first) == 2
    assert first == second


def test_the_word_file_carries_neither_clock_nor_machine() -> None:
    files, _ = render(WORKSPACE, year_2017_view(), form_2014(), ["docx"])
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as package:
        entries = package.infolist()
        core = package.read("docProps/core.xml").decode("utf-8")
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert "2018-01-15T00:00:00Z" in core
    assert "<dc:creator>温州市规划局</dc:creator>" in core


# ── the text cannot run anything ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ 正文.append(1) }}",
        "{{ cycler.__init__.__globals__.os.popen('touch x') }}",
        "{{ 没有这个名字 }}",
        "{{ 年度.没有这一项 }}",
        "{{ 落款.count }}",  # what every tuple can do is no name of the view
        "{{ 落款['index'] }}",
        "{{ 落款[0] }}",
        "{{ [落款] | map(attribute='count') | first }}",
        "{{ 题名 | attr('count') }}",
        "{{ '%s' % 没有 }}",
        "{% for %}",
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_template_can_only_print_the_view(tag: str) -> None:
    view = year_2017_view()
    word = with_part(
        WORD_TEMPLATE, "word/document.xml", lambda xml: xml.replace("{{ 落款.日期 }}", tag)
    )
    text = TEXT_TEMPLATE.decode().replace("{{ 落款.日期 }}", tag).encode()
    with pytest.raises(TemplateError):
        WordTemplate.compile(word, Store(None)).render(view)
    with pytest.raises(TemplateError):
        TextTemplate.compile(text, Store(None)).render(view)


def test_a_template_with_a_doctype_is_refused() -> None:
    bomb = '<!DOCTYPE w:document [<!ENTITY a "aaaa">]><w:document'
    word = with_part(
        WORD_TEMPLATE, "word/document.xml", lambda xml: xml.replace("<w:document", bomb, 1)
    )
    with pytest.raises(TemplateError, match="DOCTYPE"):
        WordTemplate.compile(word, Store(None))


def test_a_broken_template_is_a_finding_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"not a zip")
    files, findings = render(
        WORKSPACE, year_2017_view(), replace(form_2014(), folder=tmp_path), ["docx"]
    )
    assert files == {}
    assert [finding.code for finding in findings] == ["not-docx"]
