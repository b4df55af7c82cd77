"""How a case of problems/ is assembled, and what is refused rather than guessed."""

from __future__ import annotations

from pathlib import Path

import cases
import pytest
from cases import CaseError, read

DATES = "年度: 2017\n成文日期: 2018-01-15\n"
BASE = f"{DATES}a: 甲，乙，丙。\n\n统计表:\n  组: {{b: 1, c: 2,\n    d: 3}}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small base."""
    (tmp_path / "base").mkdir()
    (tmp_path / "base/clean.yaml").write_text(BASE, encoding="utf-8")
    monkeypatch.setattr(cases, "FOLDER", tmp_path)
    return tmp_path


def assembled(change: str, folder: Path, base: str = "clean") -> dict[str, bytes]:
    """The files of one case by their last names."""
    home = folder / "one.case"
    home.write_text(f"== one: {base}\n{change}\n==>\n", encoding="utf-8")
    (case,) = read(home)
    return {path.rpartition("/")[2]: data for path, data in case.files.items()}


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("-年度: 2017\n+年度: 2018", "2017", "2018"),
        ("-年度: 2017\n+年: 1\n-成文日期: 2018-01-15\n+日: 2",
         "年度: 2017\n成文日期: 2018-01-15", "年: 1\n日: 2"),
        (" 年度: 2017\n+b: 1", "2017\n", "2017\nb: 1\n"),
        ("+b: 1\n 年度: 2017", "年度", "b: 1\n年度"),
        ("-a:…", "a: 甲，乙，丙。\n", ""),
        ("+b: 1\n+\n 统计表:…", "统计表", "b: 1\n\n统计表"),
        (" a:…\n+b: 1\n\n+c: 1\n a: …", "a: 甲，乙，丙。\n", "c: 1\na: 甲，乙，丙。\nb: 1\n"),
        ("~甲…丙 => 丁", "甲，乙，丙", "丁"),
        ("~，乙 =>", "，乙", ""),
        ("# why\n~乙 => \\t\\u3000\\\\", "乙", "\t\u3000\\"),
        ("~年度 => \\ufeff年度", "年度", "\ufeff年度"),
        ("* 组\n-    c: 2\n+    c: 3", "  组: {b: 1, c: 2,\n    d: 3}", "  组:\n    b: 1\n    c: 3\n    d: 3"),
    ],
)  # fmt: skip
def test_a_change_is_made_in_the_base(change: str, old: str, new: str, folder: Path) -> None:
    assert BASE.count(old) == 1
    assert assembled(change, folder) == {"one.yaml": BASE.replace(old, new).encode()}


@pytest.mark.parametrize(
    ("change", "data"),
    [
        ("+\\xff\\xfe文", b"\xff\xfe\xe6\x96\x87\n"),
        ("+文\nsaved as gbk", b"\xce\xc4\n"),
        ("+a\n+b\nsaved as utf-8-sig crlf", b"\xef\xbb\xbfa\r\nb\r\n"),
        ("", b""),
    ],
)
def test_a_file_may_be_of_any_bytes(change: str, data: bytes, folder: Path) -> None:
    assert assembled(change, folder, "nothing") == {"one.yaml": data}


def test_a_case_may_have_two_years(folder: Path) -> None:
    files = assembled("@ 2016\n~乙 => 丁\n@ 2017", folder)
    assert list(files) == ["2016.yaml", "2017.yaml"]
    assert files["2017.yaml"] == BASE.encode()
    before = BASE.replace(DATES, "年度: 2016\n成文日期: 2017-01-15\n").replace("乙", "丁")
    assert files["2016.yaml"] == before.encode()


@pytest.mark.parametrize(
    "change",
    [
        "-年度: 2018\n+年度: 2019",
        "-年度\n+年",
        "~， => 、",
        "~甲",
        "+b: 1",
        "* 表",
        "~乙 => \\d",
        "saved as utf-8 cr",
        "年度: 2018",
        "@ 2016\n-年度: 2017",
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: str, folder: Path) -> None:
    with pytest.raises(CaseError, match="one"):
        assembled(change, folder)


@pytest.mark.parametrize(
    "text", ["-a\n+b\n== one\n==>\n", "== one\n-a\n==> silence\n", "== one\n-a ==>\n"]
)
def test_a_file_that_is_no_list_of_cases_is_refused(text: str, folder: Path) -> None:
    home = folder / "one.case"
    home.write_text(text, encoding="utf-8")
    with pytest.raises(CaseError, match="one"):
        list(read(home))


def test_an_output_is_rewritten_in_its_place(folder: Path) -> None:
    home = folder / "one.case"
    one, two = "# why\n== one\n-a: …\n", "\n== two\n~甲 => 丁\n"
    home.write_text(f"{one}{two}==>\nold\n\nold\n", encoding="utf-8")
    first, second = read(home)
    assert (first.expected, second.expected) == ("", "old\n\nold\n")
    first.rewrite("1\n\n1\n")
    second.rewrite("2\n")
    assert [case.expected for case in read(home)] == ["1\n\n1\n", "2\n"]
    assert home.read_text(encoding="utf-8") == f"{one}==>\n1\n\n1\n{two}==>\n2\n"
