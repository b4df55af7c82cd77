"""What is remembered is remembered of the very bytes it was made of, and never runs anything."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import FOLDER
from conftest import ROOT

from nianbao import store as store_module
from nianbao import workspace as workspace_module
from nianbao.examine import Examination, examine
from nianbao.store import Store
from nianbao.workspace import Workspace

SAMPLE = ROOT / "data/示例局"


class House:
    """A copy of the forms, two years of the sample agency, and a store: all may be edited."""

    def __init__(self, folder: Path) -> None:
        self.templates = shutil.copytree(ROOT / "templates", folder / "templates")
        self.data = folder / "data"
        self.data.mkdir()
        for year in (2024, 2025):
            shutil.copy(SAMPLE / f"{year}.yaml", self.data)
        self.cache = folder / "cache"
        self.cache.mkdir(mode=0o700)
        self.workspace = self.another_process()

    def another_process(self) -> Workspace:
        """Another run of the tool, with the same store."""
        return Workspace(self.templates, Store(self.cache))

    def examine(self, workspace: Workspace | None = None, data: bytes | None = None) -> Examination:
        """What comes of the later year."""
        path = self.data / "2025.yaml"
        return examine(workspace or self.workspace, path, 2025, data=data)

    def edit(self, path: Path, old: str, new: str) -> None:
        """Replace one text in a file."""
        text = path.read_text(encoding="utf-8")
        assert old in text, "the edit must change something"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def codes(examination: Examination) -> set[str]:
    return {str(finding.code) for finding in examination.findings}


EDITS: dict[str, tuple[Callable[[House], object], str]] = {
    "the lexicon": (
        lambda house: house.edit(
            house.templates / "lexicon.yaml", "\n漏字:", "\n漏字:\n  政府信息公开: 政府资讯公开"
        ),
        "missing-characters",
    ),
    "the form": (
        lambda house: house.edit(
            house.templates / "2021/form.yaml",
            "勾稽关系:\n",
            "勾稽关系:\n  - {编号: X1, 关系: 行政许可 = 行政处罚}\n",
        ),
        "broken-relation",
    ),
    "the settings": (
        lambda house: (house.data / "设置.yaml").write_text("程度:\n  没有: 错误\n", encoding="utf-8"),
        "unknown-key",
    ),
    "last year's file": (
        lambda house: house.edit(
            house.data / "2024.yaml", "结转下年度继续办理:", "结转下年度继续办理: 9 9 9 9 9 9 54 #"
        ),
        "broken-relation",
    ),
    "the data": (
        lambda house: house.edit(house.data / "2025.yaml", "成文日期: 2026", "成文日期: 2025"),
        "signed-too-early",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_an_edit_is_seen_in_the_same_process_and_in_the_next(house: House, what: str) -> None:
    edit, code = EDITS[what]
    assert code not in codes(house.examine())
    edit(house)
    assert code in codes(house.examine()), "the same process"
    assert code in codes(house.examine(house.another_process())), "the next one"


@pytest.mark.parametrize("what", EDITS)
def test_what_was_found_before_an_edit_does_not_come_back_after_it(house: House, what: str) -> None:
    """The old findings must not be written under the key of the new state."""
    house.examine()
    edit, code = EDITS[what]
    edit(house)
    house.examine()
    house.examine()
    assert code in codes(house.examine(house.another_process()))


def test_an_edited_template_is_seen_in_the_same_process(house: House) -> None:
    from nianbao.outputs import render
    from nianbao.view import build_view

    examination = house.examine()
    assert examination.report
    assert examination.narrative
    view = build_view(examination.report, examination.narrative)
    form = examination.report.form
    before, _ = render(house.workspace, view, form, ["txt"])
    house.edit(house.templates / "2021/report.txt", "{{ 题名.全 }}", "{{ 题名.全 }}\n（印本）")
    after, _ = render(house.workspace, view, form, ["txt"])
    assert "（印本）" in after["txt"].decode()
    assert "（印本）" not in before["txt"].decode()


def test_what_is_kept_is_used_and_says_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.edit(house.data / "2025.yaml", "2026-01", "2025-01")
    first = house.examine()
    monkeypatch.setattr("nianbao.checks.catalogue.check", lambda _: pytest.fail("checked again"))
    monkeypatch.setattr("nianbao.form.reader.bind_form", lambda *_: pytest.fail("read again"))
    second = house.examine(house.another_process())
    assert first.findings
    assert [(f.code, f.message, f.span[1:], f.help, f.severity, f.subject) for f in first.findings] == [
        (f.code, f.message, f.span[1:], f.help, f.severity, f.subject) for f in second.findings
    ]  # fmt: skip


# ── the store ───────────────────────────────────────────────────────────────────────────────────


class Evil:
    """What a pickle can do to who reads it."""

    def __init__(self, run: object, *words: object) -> None:
        self.order = (run, words)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.order


@pytest.mark.parametrize(
    "evil",
    [Evil(os.system, "touch was-here"), Evil(subprocess.Popen, ["touch", "was-here"])],
    ids=["a function", "a class"],
)
def test_nothing_in_the_store_can_run(
    evil: Evil, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    house.examine()
    entries = [path for path in house.cache.rglob("*") if path.suffix in {".form", ".findings"}]
    assert {path.suffix for path in entries} == {".form", ".findings"}
    store = Store(house.cache)
    for entry in entries:
        store.keep(entry.name, pickle.dumps(evil))
    assert house.examine(house.another_process()).sound
    time.sleep(0.2)  # a process of its own takes a moment
    assert not (tmp_path / "was-here").exists()


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 9000], ids=["emptied", "cut", "zeroes"])
def test_what_is_damaged_is_as_if_it_were_not_kept(house: House, damage: bytes) -> None:
    before = house.examine()
    entries = [path for path in house.cache.rglob("*") if path.is_file()]
    assert entries
    for entry in entries:
        entry.write_bytes(damage)
    assert house.examine(house.another_process()).findings == before.findings
    assert all(entry.read_bytes() != damage for entry in entries), "and is made again"


def test_an_entry_under_another_name_does_not_count(house: House) -> None:
    store = Store(house.cache)
    store.keep("a.form", b"a")
    (house.cache / "b").mkdir()
    shutil.copy(house.cache / "a/a.form", house.cache / "b/b.form")
    assert (store.recall("a.form"), store.recall("b.form")) == (b"a", None)


@pytest.mark.skipif(os.name == "nt", reason="folders have other rights there")
def test_a_folder_where_others_may_write_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    link = tmp_path / "link"
    (tmp_path / "mine").mkdir(mode=0o700)
    link.symlink_to(tmp_path / "mine")
    for place in (folder, link, tmp_path / "missing", None):
        store = Store(place)
        store.keep("a", b"a")
        assert store.recall("a") is None
    assert not list(folder.iterdir())


def test_a_project_brings_no_store_along(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The store lies in the user's own folder, wherever the project came from."""
    monkeypatch.delenv("NIANBAO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(house.cache))
    monkeypatch.setenv("LOCALAPPDATA", str(house.cache))
    assert store_module.users_store().folder == house.cache / "nianbao"


@pytest.mark.thorough
def test_a_thousand_texts_leave_memory_flat_and_the_store_bounded(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace_module, "TEXTS", 900)
    monkeypatch.setattr(store_module, "MOST", 5)
    monkeypatch.setattr(store_module, "SWEEP", 2)
    text = (FOLDER / "base/clean-2025.yaml").read_text(encoding="utf-8")
    blocks = []
    for number in range(1000):
        house.examine(data=f"{text}# {number}\n".encode())
        if number in {199, 999}:
            gc.collect()
            blocks.append(sys.getallocatedblocks())
    assert blocks[1] - blocks[0] < 800, "not one block of memory is kept for a text"
    kept = [path for path in house.cache.rglob("*") if path.is_file()]
    assert 16 < len(kept) <= 16 * (5 + 16)


# ── last year ───────────────────────────────────────────────────────────────────────────────────


def test_last_years_file_is_the_one_beside_it_that_is_named_after_the_year(house: House) -> None:
    workspace, path = house.workspace, house.data / "2025.yaml"
    history = workspace.history(path, 2025)
    assert history.previous is not None
    assert (Path(history.name).name, history.previous.year) == ("2024.yaml", 2024)
    copy = shutil.copy(path, house.data / "2025-底稿.yaml")
    assert workspace.history(Path(copy), 2025).previous is None, "a copy has no year before it"
    assert workspace.history(path, 2026).previous is None, "2025.yaml is not 2026's own file"
    (house.data / "2024.yaml").rename(house.data / "2023.yaml")
    assert workspace.history(path, 2025).previous is None


def test_a_year_before_that_cannot_be_compared_is_told(house: House) -> None:
    assert house.examine().unchecked == ()
    (house.data / "2024.yaml").write_text("年度: [", encoding="utf-8")
    (said,) = house.examine().unchecked
    assert "读不出" in said
    (house.data / "2024.yaml").unlink()
    (said,) = house.examine().unchecked
    assert said.startswith("没有 ")
    assert "2024.yaml" in said
