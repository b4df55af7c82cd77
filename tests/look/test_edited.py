"""A built report edited as LibreOffice writes it: verify finds each edit, take brings it back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, Run

from nianbao.outputs.word.imprint import printed_by

pytestmark = [pytest.mark.look, pytest.mark.thorough]

SAMPLE = ROOT / "data/示例局"
YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}
FLAT = "fodt"
PARAGRAPH = re.compile(r"<text:p [^>]*>(?:(?!</?text:p\b|<draw:|<text:note).)*</text:p>")
Edit = Callable[[str], str]


def long_ones(flat: str) -> list[re.Match[str]]:
    """The paragraphs of text outside of tables."""
    body = flat.index("<office:text")
    found = PARAGRAPH.finditer(flat, body)
    return [one for one in found if len(re.sub("<[^>]+>", "", one[0])) > 40]


def within(edit: Callable[[str], str], flat: str, number: int = 1) -> str:
    one = long_ones(flat)[number]
    return flat[: one.start()] + edit(one[0]) + flat[one.end() :]


def words(paragraph: str) -> str:
    """One word more before the full stop at the end."""
    return "等情况。".join(paragraph.rsplit("。", 1))


def more(paragraph: str) -> str:
    return paragraph + re.sub(">[^<]+<", "><", paragraph).replace(
        "></text:p>", ">另有咨询若干，都已答复。</text:p>", 1
    )


def a_figure(flat: str, more: int) -> str:
    """The last row of figures of the first table, its last figure raised."""
    cell = re.compile(r"(<text:p [^>]*>(?:<text:span [^>]*>)?)(\d+)((?:</text:span>)?</text:p>)")
    one = list(cell.finditer(flat, flat.index("<table:table ")))[4]
    return flat[: one.start()] + f"{one[1]}{int(one[2]) + more}{one[3]}" + flat[one.end() :]


EDITS: dict[str, tuple[Edit, str]] = {
    "a word": (partial(within, words), "等情况。"),
    "a paragraph more": (partial(within, more), "另有咨询若干，都已答复。"),
    "a paragraph less": (partial(within, lambda _: ""), ""),
    "two words": (lambda flat: within(words, within(words, flat), 2), "等情况。"),
    "a figure": (partial(a_figure, more=3), ""),
    "a figure and a word": (lambda flat: within(words, a_figure(flat, 2)), "等情况。"),
}  # fmt: skip


def convert(tmp_path: Path, kind: str, *files: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, files)], capture_output=True, timeout=600, check=True)


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_what_was_edited_in_libreoffice_is_found_and_taken_back(
    year: int, tmp_path: Path, build: Run
) -> None:
    report = tmp_path / "built.docx"
    shutil.copy(next((ROOT / f"reports/示例局/{year}").glob("*.docx")), report)
    convert(tmp_path, FLAT, report)
    flat = report.with_suffix(f".{FLAT}").read_text(encoding="utf-8")
    files = [tmp_path / f"{number}.{FLAT}" for number in range(len(EDITS))]
    for file, (edit, _) in zip(files, EDITS.values(), strict=True):
        changed = edit(flat)
        assert changed != flat
        file.write_text(changed, encoding="utf-8")
    convert(tmp_path, "docx", *files)
    for file, (name, (_, expected)) in zip(files, EDITS.items(), strict=True):
        office = tmp_path / file.stem
        (office / "data").mkdir(parents=True)
        for each in (year - 1, year):
            shutil.copy(SAMPLE / f"{each}.yaml", office / "data")
        edited, place = str(file.with_suffix(".docx")), ("--data", str(office / "data"))
        assert printed_by(Path(edited).read_bytes()), "LibreOffice keeps the property"
        ran = build("verify", edited, str(year), *place)
        assert "[not-printed]" in ran.stdout or "[not-in-data]" in ran.stdout, name
        ran = build("take", edited, str(year), *place)
        assert "要您定" not in ran.stdout, ran.stdout
        assert expected in (office / f"data/{year}.yaml").read_text(encoding="utf-8"), name
        again = build("verify", edited, str(year), *place)
        assert "[not-in-data]" not in again.stdout, again.stdout
        left = [line for line in again.stdout.split("\n") if "[not-printed]" in line]
        if (
            "figure" in name
        ):  # its text refers to it, and the file was left with the old value there
            left = [line for line in left if ": 错误 表 " in line]
        if "paragraph" not in name:  # there, what follows is numbered anew
            assert left == []
