"""A Word file that someone changed is never overwritten unseen, and nothing of it is ever lost."""

from __future__ import annotations

import io
import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Run
from docx_parts import replaced

from nianbao.outputs.word.imprint import is_as_written

SAMPLE = ROOT / "data/示例局"


@pytest.fixture
def office(tmp_path: Path, build: Run) -> Path:
    """A folder with the sample's data of 2025 and the report that was written from it."""
    (tmp_path / "data").mkdir()
    for year in (2024, 2025):
        shutil.copy(SAMPLE / f"{year}.yaml", tmp_path / "data")
    assert report(build, tmp_path).returncode == 0
    return tmp_path


def report(build: Run, office: Path, *options: str):  # type: ignore[no-untyped-def]  # what build gives
    return build(
        "report", "2025", "--data", str(office / "data"), "--out", str(office / "out"), *options
    )


def word_file(office: Path) -> Path:
    return office / "out/2025/示例市示例局2025年政府信息公开工作年度报告.docx"


def edited(path: Path, old: str, new: str) -> bytes:
    """The file as python-docx saves it after a change of words."""
    document = docx.Document(str(path))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    saved = io.BytesIO()
    document.save(saved)
    path.write_bytes(saved.getvalue())
    return saved.getvalue()


def data_says(office: Path, old: str, new: str) -> None:
    path = office / "data/2025.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_tells_by_itself_that_it_was_changed(office: Path) -> None:
    path = word_file(office)
    assert is_as_written(path.read_bytes())
    copy = shutil.copy(path, office / "another clone.docx")
    assert is_as_written(Path(copy).read_bytes())
    assert not is_as_written(replaced("收录词条118条", "收录词条119条")(path.read_bytes()))
    edited(path, "收录词条118条", "收录词条119条")
    assert not is_as_written(path.read_bytes())
    assert not is_as_written(b"no zip")


def test_what_nobody_changed_is_replaced(office: Path, build: Run) -> None:
    data_says(office, "收录词条118条", "收录词条120条")
    assert report(build, office).returncode == 0
    assert "收录词条120条" in "".join(
        p.text for p in docx.Document(str(word_file(office))).paragraphs
    )


def test_a_changed_file_is_left_as_it_is_and_its_changes_are_told(office: Path, build: Run) -> None:
    changed = edited(word_file(office), "收录词条118条", "收录词条119条")
    twin = word_file(office).with_suffix(".txt").read_bytes()
    data_says(office, "更新6次", "更新7次")
    ran = report(build, office)
    assert ran.returncode == 1
    assert "写出以后有人改过" in ran.stdout
    lines = (office / "data/2025.yaml").read_text(encoding="utf-8").split("\n")
    (line,) = [number for number, text in enumerate(lines, 1) if "收录词条118条" in text]
    assert f"2025.yaml:{line}:" in ran.stdout
    assert word_file(office).read_bytes() == changed
    assert word_file(office).with_suffix(".txt").read_bytes() == twin


def test_a_file_that_was_saved_and_says_the_same_may_be_replaced(office: Path, build: Run) -> None:
    edited(word_file(office), "没有这些字", "")
    assert not is_as_written(word_file(office).read_bytes())
    assert report(build, office).returncode == 0
    assert is_as_written(word_file(office).read_bytes())


def test_what_was_changed_is_taken_into_the_data_and_then_replaced(
    office: Path, build: Run
) -> None:
    edited(word_file(office), "收录词条118条", "收录词条119条")
    data_says(office, "收录词条118条", "收录词条119条")
    assert report(build, office).returncode == 0


def test_a_file_that_was_only_saved_is_replaced_though_the_data_were_changed(
    office: Path, build: Run
) -> None:
    edited(word_file(office), "没有这些字", "")
    data_says(office, "更新6次", "更新7次")
    assert report(build, office).returncode == 0
    assert is_as_written(word_file(office).read_bytes())


def test_what_the_data_changed_is_not_told_as_a_change_of_the_file(
    office: Path, build: Run
) -> None:
    edited(word_file(office), "规范性", "针对性")
    data_says(office, "更新6次", "更新7次")
    ran = report(build, office)
    assert ran.returncode == 1
    assert "针对性" in ran.stdout
    assert "更新" not in ran.stdout


def test_force_keeps_the_changed_file_beside_the_new_one(office: Path, build: Run) -> None:
    copies = []
    for number in (119, 121):
        copies.append(edited(word_file(office), "收录词条118条", f"收录词条{number}条"))
        assert report(build, office, "--force").returncode == 0
        assert is_as_written(word_file(office).read_bytes())
    kept = sorted((office / "out/2025").glob("*（改过的）*.docx"))
    assert [path.read_bytes() for path in kept] == copies


@pytest.mark.parametrize(
    "lock",
    ["~${0}", "~${1}", ".~{0}", ".~lock.{0}#"],
    ids=["Word", "Word, long", "WPS", "LibreOffice"],
)
def test_a_file_that_is_open_is_left_alone(lock: str, office: Path, build: Run) -> None:
    path = word_file(office)
    before = path.read_bytes()
    path.with_name(lock.format(path.name, path.name[2:])).write_bytes(b"")
    data_says(office, "更新6次", "更新7次")
    ran = report(build, office)
    assert ran.returncode == 2
    assert "打开着" in ran.stderr
    assert path.read_bytes() == before


def test_a_read_only_file_is_left_alone(office: Path, build: Run) -> None:
    path = word_file(office)
    before = path.read_bytes()
    path.chmod(0o444)
    data_says(office, "更新6次", "更新7次")
    ran = report(build, office)
    assert ran.returncode == 2
    assert "只读" in ran.stderr
    assert path.read_bytes() == before


def test_a_renamed_agency_leaves_no_second_pair_unseen(office: Path, build: Run) -> None:
    data_says(office, "机关: 示例市示例局 ", "机关: 示例局 ")
    text = (office / "data/2025.yaml").read_text(encoding="utf-8")
    assert re.search("^机关: 示例局", text, re.MULTILINE)
    ran = report(build, office, "--format", "docx")
    assert ran.returncode == 0, ran.stdout
    assert "旁边还有" in ran.stdout
    assert word_file(office).name in ran.stdout
    assert word_file(office).exists()


def orders() -> Iterator[tuple[str, ...]]:
    """Twenty of the orders of four steps in which the file is edited."""
    steps = itertools.permutations(("edit", "data", "report", "force", "take"), 4)
    yield from list(itertools.islice((each for each in steps if "edit" in each), 0, None, 5))[:20]


@pytest.mark.parametrize("steps", list(orders()), ids="-".join)
def test_nothing_of_a_changed_file_is_lost_in_any_order(
    steps: tuple[str, ...], office: Path, build: Run
) -> None:
    saved: list[bytes] = []
    for number, step in enumerate((*steps, "report")):
        if step == "edit":
            saved.append(edited(word_file(office), "收录词条118条", f"收录词条{200 + number}条"))
        elif step == "data":
            data_says(office, "更新6次", f"更新{7 + number}次")
        elif step == "take":
            build("take", str(word_file(office)), "2025", "--data", str(office / "data"))
        else:
            report(build, office, *(["--force"] if step == "force" else []))
    there = {path.read_bytes() for path in (office / "out/2025").glob("*.docx")}
    words = (office / "data/2025.yaml").read_text(encoding="utf-8")
    if "data" in steps:
        assert f"更新{7 + steps.index('data')}次" in words, "what was typed in the data stays"
    if f"收录词条{200 + steps.index('edit')}条" not in words:  # else it was taken into the data
        assert set(saved) <= there
