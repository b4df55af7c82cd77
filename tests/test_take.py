"""What the head changed in the Word file comes back into the data, as text of the same form."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Run
from docx.document import Document
from docx.text.paragraph import Paragraph

from nianbao.outputs.word.document import read_document

SAMPLE = ROOT / "data/示例局"
YEARS = {2018: "2014", 2020: "2019", 2025: "2021"}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the sample's data of three forms and the reports that were written from them."""
    (tmp_path / "data").mkdir()
    for year in YEARS:
        for each in (year - 1, year):
            shutil.copy(SAMPLE / f"{each}.yaml", tmp_path / "data")
    return tmp_path


Edit = Callable[[Document], None]


def paragraph(document: Document, words: str) -> Paragraph:
    return next(p for p in document.paragraphs if words in p.text)


def words(old: str, new: str) -> Edit:
    """Other words in a paragraph."""

    def edit(document: Document) -> None:
        for run in paragraph(document, old).runs:
            run.text = run.text.replace(old, new)

    return edit


def more(after: str, text: str) -> Edit:
    """A paragraph more, after another."""

    def edit(document: Document) -> None:
        one = paragraph(document, after)
        other = copy.deepcopy(one._p)
        one._p.addnext(other)
        new = Paragraph(other, one._parent)
        new.runs[0].text = text
        for run in new.runs[1:]:
            other.remove(run._r)

    return edit


def less(text: str) -> Edit:
    """A paragraph less."""

    def edit(document: Document) -> None:
        document.element.body.remove(paragraph(document, text)._p)

    return edit


def cell(label: str, old: str, new: str) -> Edit:
    """Another figure in the row with a label."""

    def edit(document: Document) -> None:
        for table in document.tables:
            for row in table.rows:
                if any(label in each.text for each in row.cells):
                    for each in row.cells:
                        if each.text == old:
                            each.paragraphs[0].runs[0].text = new
                            return
        raise AssertionError(label)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(document: Document) -> None:
        for each in edits:
            each(document)

    return edit


# What the head does, and what the data file says then.
BROUGHT_BACK: dict[str, tuple[int, Edit, list[str]]] = {
    "a word": (2025, words("规范性", "针对性"), []),
    "a figure in the text": (2025, words("收录词条118条", "收录词条119条"), ["收录词条119条"]),
    "words beside a reference": (
        2025,
        words("全年新收申请", "全年共新收申请"),
        ["全年共新收申请{{本年新收政府信息公开申请数量}}件"],
    ),
    "a figure of the table": (2025, cell("行政许可", "462", "463"), ["行政许可:                     463"]),
    "a figure of a wide row": (2020, cell("（一）予以公开", "27", "26"), ["26"]),
    "a figure of the long table": (2018, cell("3.政策解读稿件发布数", "5", "6"), []),
    "a paragraph more": (
        2025,
        more("没有收取信息处理费", "另有咨询12件，都已答复。"),
        ["    - 另有咨询12件，都已答复。"],
    ),
    "a paragraph less": (2025, less("公开类结果"), []),
    "a sentence less": (2025, words("政务微信与门户网站实现一次编辑、同步发布。", ""), []),
    "a heading": (2025, words("监督保障", "监督和保障"), ["监督和保障:"]),
    "a point": (2025, words("涉企信息的针对性不强", "涉企信息的针对性还不强"), []),
    "several at once": (
        2025,
        both(words("更新6次", "更新7次"), words("收录词条118条", "收录词条120条"), less("公开类结果")),
        ["更新7次", "收录词条120条"],
    ),
}  # fmt: skip


def built(build: Run, office: Path, year: int) -> Path:
    ran = build("report", str(year), "--data", str(office / "data"), "--out", str(office / "out"))
    assert ran.returncode == 0, ran.stdout
    return next((office / "out" / str(year)).glob("*.docx"))


def edited(path: Path, edit: Edit) -> Path:
    document = docx.Document(str(path))
    edit(document)
    changed = path.with_name("改过.docx")
    document.save(str(changed))
    return changed


@pytest.mark.parametrize("name", BROUGHT_BACK)
def test_a_change_is_brought_back_and_builds_to_the_edited_words(
    name: str, office: Path, build: Run
) -> None:
    year, edit, expected = BROUGHT_BACK[name]
    changed = edited(built(build, office, year), edit)
    ran = build("take", str(changed), str(year), "--data", str(office / "data"))
    assert "要您定" not in ran.stdout
    data = (office / "data" / f"{year}.yaml").read_text(encoding="utf-8")
    assert all(line in data for line in expected)
    original = (SAMPLE / f"{year}.yaml").read_text(encoding="utf-8")
    comments = [line for line in original.split("\n") if line.lstrip().startswith("#")]
    assert [line for line in data.split("\n") if line.lstrip().startswith("#")] == comments
    assert data.count("{{") >= original.count("{{") - 4, "references stay"
    report = build(
        "report", str(year), "--data", str(office / "data"), "--out", str(office / "new")
    )
    if report.returncode == 0:  # a changed figure may break a sum, which is told
        (new,) = (office / "new" / str(year)).glob("*.docx")
        told, wanted = (read_document(p.read_bytes()).paragraphs for p in (new, changed))
        same = [text for text in wanted if text.strip()]
        assert [text for text in told if text.strip()] == same or "figure" in name


def test_the_printed_value_of_a_reference_is_asked_and_neither_is_written(
    office: Path, build: Run
) -> None:
    changed = edited(built(build, office, 2025), words("全年新收申请126件", "全年新收申请127件"))
    before = (office / "data/2025.yaml").read_bytes()
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert ran.returncode == 1
    assert "哪一个对，请您定" in ran.stdout
    assert (office / "data/2025.yaml").read_bytes() == before


def test_a_figure_of_the_table_that_the_text_refers_to_is_one_change(
    office: Path, build: Run
) -> None:
    changed = edited(built(build, office, 2025), cell("行政许可", "462", "463"))
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert "，1 处：" in ran.stdout
    assert "作出行政许可决定{{行政许可}}件" in (office / "data/2025.yaml").read_text(
        encoding="utf-8"
    )


def test_what_was_changed_in_the_data_meanwhile_stays(office: Path, build: Run) -> None:
    changed = edited(
        built(build, office, 2025), both(words("规范性", "针对性"), cell("行政许可", "462", "463"))
    )
    path = office / "data/2025.yaml"
    before = path.read_text(encoding="utf-8")
    meanwhile = before.replace("更新6次", "更新8次").replace("行政强制:", "行政强制: 9 #")
    assert meanwhile.count("更新8次") == 1
    assert "行政强制: 9" in meanwhile
    path.write_text(meanwhile, encoding="utf-8")
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert "要您定" not in ran.stdout
    after = path.read_text(encoding="utf-8")
    assert "更新8次" in after
    assert "行政强制: 9" in after
    assert "针对性" in after
    assert "行政许可:                     463" in after


def test_what_both_changed_is_asked(office: Path, build: Run) -> None:
    changed = edited(
        built(build, office, 2025),
        both(words("更新6次", "更新7次"), cell("行政许可", "462", "463")),
    )
    path = office / "data/2025.yaml"
    before = path.read_text(encoding="utf-8")
    meanwhile = before.replace("更新6次", "更新8次").replace("                     462", "464")
    assert meanwhile != before
    path.write_text(meanwhile, encoding="utf-8")
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert ran.returncode == 1
    assert ran.stdout.count("数据和 Word 里都改过") >= 2
    assert path.read_text(encoding="utf-8") == meanwhile


def test_diff_shows_and_writes_nothing(office: Path, build: Run) -> None:
    changed = edited(built(build, office, 2025), words("更新6次", "更新7次"))
    before = (office / "data/2025.yaml").read_bytes()
    ran = build("take", str(changed), "2025", "--data", str(office / "data"), "--diff")
    assert "更新7次" in ran.stdout
    assert (office / "data/2025.yaml").read_bytes() == before


@pytest.mark.parametrize("dress", ["crlf", "bom"])
def test_line_ends_and_byte_order_mark_stay(dress: str, office: Path, build: Run) -> None:
    path = office / "data/2025.yaml"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"\n", b"\r\n") if dress == "crlf" else b"\xef\xbb\xbf" + data)
    before = path.read_bytes()
    changed = edited(
        built(build, office, 2025),
        both(words("更新6次", "更新7次"), more("没有收取信息处理费", "另有咨询12件，都已答复。")),
    )
    build("take", str(changed), "2025", "--data", str(office / "data"))
    after = path.read_bytes()
    assert after.startswith(before[:3])
    assert after.count(b"\r\n") == before.count(b"\r\n") + (dress == "crlf")
    assert (
        after.replace("更新7次".encode(), "更新6次".encode()).count(b"\n")
        == before.count(b"\n") + 1
    )


def test_an_unchanged_file_changes_nothing(office: Path, build: Run) -> None:
    for year in YEARS:
        path = built(build, office, year)
        before = (office / "data" / f"{year}.yaml").read_bytes()
        ran = build("take", str(path), str(year), "--data", str(office / "data"))
        assert "没有要写回的" in ran.stdout, ran.stdout
        assert (office / "data" / f"{year}.yaml").read_bytes() == before


def test_a_read_only_data_file_is_left_alone(office: Path, build: Run) -> None:
    changed = edited(built(build, office, 2025), words("更新6次", "更新7次"))
    path = office / "data/2025.yaml"
    path.chmod(0o444)
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert ran.returncode == 2
    assert "只读" in ran.stderr
    path.chmod(0o600)
    build("take", str(changed), "2025", "--data", str(office / "data"))
    assert path.stat().st_mode & 0o777 == 0o600, "who may read it stays"


@pytest.mark.skipif(os.name == "nt", reason="links are others there")
def test_links_to_the_data_file_are_kept_or_refused(office: Path, build: Run) -> None:
    changed = edited(built(build, office, 2025), words("更新6次", "更新7次"))
    path = office / "data/2025.yaml"
    os.link(path, office / "另一个名字.yaml")
    before = path.read_bytes()
    ran = build("take", str(changed), "2025", "--data", str(office / "data"))
    assert (ran.returncode, path.read_bytes()) == (2, before)
    assert "硬链接" in ran.stderr
    (office / "另一个名字.yaml").unlink()
    real = path.rename(office / "别处.yaml")
    path.symlink_to(real)
    build("take", str(changed), "2025", "--data", str(office / "data"))
    assert path.is_symlink()
    assert "更新7次" in real.read_text(encoding="utf-8")


@pytest.mark.thorough
def test_a_take_that_is_killed_leaves_the_data_file_whole(office: Path, build: Run) -> None:
    changed = edited(built(build, office, 2025), words("更新6次", "更新7次"))
    path = office / "data/2025.yaml"
    before = path.read_bytes()
    after = before.replace("更新6次".encode(), "更新7次".encode())
    states = set()
    for step in range(40):
        path.write_bytes(before)
        command = [sys.executable, str(ROOT / "build.py"), "take", str(changed), "2025"]
        with subprocess.Popen(
            [*command, "--data", str(office / "data")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            if step == 39:  # the last one may end
                process.wait(60)
            time.sleep(0.03 * step)
            process.kill()
        assert path.read_bytes() in {before, after}
        states.add(path.read_bytes())
    assert states == {before, after}


@pytest.mark.look
def test_what_libreoffice_saved_is_taken_back(office: Path, build: Run, tmp_path: Path) -> None:
    changed = edited(built(build, office, 2025), words("更新6次", "更新7次"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind, file in (("odt", changed), ("docx", tmp_path / "saved/改过.odt")):
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "saved"),
            str(file),
        ]
        subprocess.run(command, capture_output=True, timeout=300, check=True)
    ran = build("take", str(tmp_path / "saved/改过.docx"), "2025", "--data", str(office / "data"))
    assert "更新7次" in (office / "data/2025.yaml").read_text(encoding="utf-8"), ran.stdout
    assert "要您定" not in ran.stdout
