"""A report that is there already is told at once and left alone; whatever has changed is noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT

ORDER = ("report", "2025", "--agency", "示例局")
LOADED = "nianbao.cli.main"  # what a run imports that has anything to do


class Project:
    """A checkout of its own with two years of the sample agency, and a store."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        skipped = shutil.ignore_patterns("__pycache__", "schema.json")
        for name in ("nianbao", "templates"):
            shutil.copytree(ROOT / name, self.root / name, ignore=skipped)
        shutil.copy(ROOT / "build.py", self.root)
        self.data = self.root / "data/示例局"
        self.data.mkdir(parents=True)
        for year in (2024, 2025):
            shutil.copy(ROOT / f"data/示例局/{year}.yaml", self.data)
        self.store = folder / "store"

    def run(self, *more: str, store: Path | None = None, **variables: str) -> tuple[str, bool]:
        """What a report says, and whether it was told without anything else being imported."""
        ran = subprocess.run(
            [sys.executable, "-X", "importtime", "build.py", *ORDER, *more],
            cwd=self.root, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "NIANBAO_CACHE": str(store or self.store), **variables},
        )  # fmt: skip
        assert "Traceback" not in ran.stderr, ran.stderr
        lines = ran.stderr.splitlines()
        said = [line for line in lines if not line.startswith("import time:")]
        return f"{ran.returncode}\n{ran.stdout}{said}", not any(LOADED in line for line in lines)

    def files(self) -> dict[str, tuple[bytes, int]]:
        """The report's files with their times."""
        paths = [path for path in (self.root / "reports").rglob("*") if path.is_file()]
        return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}

    def path(self, suffix: str) -> Path:
        """A file of the report."""
        (path,) = (self.root / "reports").rglob(f"*{suffix}")
        return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose report has been built, and told once more."""
    project = Project(tmp_path_factory.mktemp("built"))
    edit(project.data / "2025.yaml", "扎实", "扎扎实实")
    project.run()
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy of it that a test may change: the same folder for the code, moved aside and back."""
    kept = tmp_path / "kept"
    shutil.copytree(built.root.parent, kept, copy_function=shutil.copy2)
    yield built
    shutil.rmtree(built.root.parent)
    shutil.move(kept, built.root.parent)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    if old in text:
        path.write_text(text.replace(old, new, 1), "utf-8")


def added(path: Path, text: str) -> None:
    path.write_text((path.read_text("utf-8") if path.exists() else "") + text, "utf-8")


def saved_by_hand(path: Path) -> None:
    from docx import Document

    document = Document(str(path))
    document.add_paragraph("手加的一段。")
    document.save(str(path))


def test_a_report_that_is_there_is_told_and_left_alone(project: Project) -> None:
    first = project.files()
    said, at_once = project.run()
    again, again_at_once = project.run()
    assert (at_once, again_at_once) == (True, True)
    assert said == again
    assert said.count("没有变，没有重写 reports/示例局/2025/") == 2
    assert "已写" not in said
    assert project.files() == first


def test_it_says_what_a_run_says_that_keeps_nothing(project: Project, tmp_path: Path) -> None:
    """Warnings, what could not be compared, what to do next."""
    project.run("--strict")  # another order: its own receipt
    added(project.data / "2025.yaml", "# 一行\n")
    edit(project.data / "2025.yaml", "。", "。局长张三到会讲话。。")
    (project.data / "2024.yaml").unlink()
    first, _ = project.run()
    told, at_once = project.run()
    fresh, loaded = project.run(store=tmp_path / "empty")
    assert (at_once, loaded) == (True, False)
    assert told == fresh
    assert "警告" in told
    assert "没有 data/示例局/2024.yaml" in told
    assert first.replace("已写", "没有变，没有重写") == told


CHANGES: dict[str, Callable[[Project], object]] = {
    "the data": lambda p: added(p.data / "2025.yaml", "# 一行\n"),
    "the data, to something wrong": lambda p: edit(p.data / "2025.yaml", "成文日期: 2026", "成文日期: 2O26"),
    "last year's data": lambda p: added(p.data / "2024.yaml", "# 一行\n"),
    "last year's data, gone": lambda p: (p.data / "2024.yaml").unlink(),
    "an earlier year": lambda p: shutil.copy(ROOT / "data/示例局/2023.yaml", p.data),
    "settings": lambda p: added(p.data / "设置.yaml", "程度:\n  no-problems: 提示\n"),
    "settings of all": lambda p: added(p.root / "data/设置.yaml", "机关文件夹: 示例局\n"),
    "the form": lambda p: added(p.root / "templates/2021/form.yaml", "# 一行\n"),
    "another form": lambda p: shutil.copytree(p.root / "templates/2021", p.root / "templates/2024"),
    "the words": lambda p: added(p.root / "templates/lexicon.yaml", "# 一行\n"),
    "the text's template": lambda p: added(p.root / "templates/2021/report.txt", "（印本）\n"),
    "the Word template": lambda p: shutil.copy(
        p.root / "templates/2019/report.docx", p.root / "templates/2021/report.docx"
    ),
    "the code": lambda p: added(p.root / "nianbao/view.py", "# a line\n"),
    "the text, by hand": lambda p: added(p.path(".txt"), "手加的一行\n"),
    "the text, gone": lambda p: p.path(".txt").unlink(),
    "the Word file, by hand": lambda p: saved_by_hand(p.path(".docx")),
    "the Word file, gone": lambda p: p.path(".docx").unlink(),
    "the Word file, emptied": lambda p: p.path(".docx").write_bytes(b""),
    "the Word file, opened": lambda p: p.path(".docx").with_name(f".~lock.{p.path('.docx').name}#").touch(),
    "a page beside it": lambda p: p.path(".txt").with_suffix(".html").touch(),
    "a file of another name beside it": lambda p: shutil.copy(p.path(".docx"), p.path(".docx").with_name("旧名.docx")),
    "the receipt, damaged": lambda p: [
        each.write_bytes(each.read_bytes()[:-3] + b"xyz") for each in p.store.rglob("*.receipt")
    ],
    "the receipts, emptied": lambda p: [each.write_bytes(b"") for each in p.store.rglob("*.receipt")],
    "the store, open to others": lambda p: p.store.chmod(0o777),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_has_changed_is_noticed(name: str, project: Project, tmp_path: Path) -> None:
    CHANGES[name](project)
    before = tmp_path / "before"
    shutil.copytree(project.root / "reports", before, copy_function=shutil.copy2)
    said, at_once = project.run()
    assert not at_once
    made = {file: data for file, (data, _) in project.files().items()}
    shutil.rmtree(project.root / "reports")
    shutil.copytree(before, project.root / "reports", copy_function=shutil.copy2)
    assert project.run(store=tmp_path / "empty") == (said, False)
    assert {file: data for file, (data, _) in project.files().items()} == made


@pytest.mark.parametrize(
    "order",
    [("--strict",), ("--format", "txt"), ("--out", "elsewhere"), ("--output", "json")],
    ids=" ".join,
)
def test_another_order_is_another_run(order: tuple[str, ...], project: Project) -> None:
    first, at_once = project.run(*order)
    assert not at_once
    told, at_once = project.run(*order)
    assert at_once
    assert told == first.replace("已写", "没有变，没有重写")


def test_another_folder_and_another_screen_are_another_run(project: Project) -> None:
    assert project.run(FORCE_COLOR="1")[1] is False
    assert project.run(FORCE_COLOR="1")[1] is True
    shutil.copytree(project.root, project.root.with_name("another"))
    project.root = project.root.with_name("another")
    try:
        assert project.run()[1] is False
    finally:
        project.root = project.root.with_name("project")


def test_a_report_whose_receipt_is_lost_is_not_rewritten_either(project: Project) -> None:
    first = project.files()
    shutil.rmtree(project.store)
    said, at_once = project.run()
    assert not at_once
    assert said.count("没有变，没有重写") == 2
    assert project.files() == first
