"""The plain text's tables: right in any font of one width, short lines, and good in git."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from conftest import ROOT, sample_made

from nianbao.findings.width import width
from nianbao.outputs import templated
from nianbao.outputs.text.columns import MOST, expected, table_text
from nianbao.view import View

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}


def view_of(year: int, *changes: tuple[str, str]) -> View:
    return sample_made(year, *changes)[0]


def text_of(year: int) -> str:
    return sample_made(year)[1]["txt"].decode("utf-8")


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_no_line_of_a_table_is_longer_than_a_hundred_columns(year: int) -> None:
    lines = [line for grid in view_of(year).表 for line in table_text(grid).split("\n")]
    assert len(lines) > 15
    assert max(map(width, lines)) <= MOST


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_before_a_label_is_nothing_of_which_fonts_disagree_how_wide_it_is(year: int) -> None:
    for grid in view_of(year).表:
        for line in table_text(grid).split("\n"):
            if found := re.match(
                r"[-\d./A-Z ]+  (?:[条次件人万元个篇期\u4e00-\u9fff]{1,2}  )?", line
            ):
                assert not [sign for sign in found[0] if east_asian_width(sign) == "A"]


def test_merged_heads_are_told() -> None:
    text = text_of(2025)
    assert "\nB 申请人情况·法人或其他组织·商业企业\n" in text
    assert "\n   A     B     C     D     E     F     G  （本列数据的勾稽关系为" in text
    assert "\n   3     4     0     0     0     0     7      4.保护第三方合法权益\n" in text
    assert "\n本年处理决定数量  信息内容\n  462  行政许可\n" in text


def test_a_figure_that_changes_changes_its_line_alone() -> None:
    old, new = (
        table_text(view.表[0]).split("\n")
        for view in (view_of(2025), view_of(2025, (" 462", " 463")))
    )
    assert len([1 for one, other in zip(old, new, strict=True) if one != other]) == 1


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_line_lost_or_changed_is_found(year: int) -> None:
    """Also a line that a label goes over, a head, and the letter of a column."""
    view, text = view_of(year), text_of(year)
    lines = [line for grid in view.表 for line in table_text(grid).split("\n")]
    assert templated()["txt"].differences(view, text.encode()) == []
    for line in lines:
        changed = text.replace(f"\n{line}\n", "\n", 1)
        assert changed != text
        twice = lines.count(line) > 1
        assert templated()["txt"].differences(view, changed.encode()) or twice, line


def test_what_is_expected_is_told_apart_from_how_it_is_laid_out() -> None:
    said = list(expected(view_of(2025).表[1]))
    assert said[1] == "B 申请人情况·法人或其他组织·商业企业"
    assert "83 28 1 2 11 1 126 一、本年新收政府信息公开申请数量" in said


@pytest.mark.skipif(not (shutil.which("git") and shutil.which("make")), reason="needs git and make")
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_git_compares_chinese_by_characters_and_numbers_whole(locale: str, tmp_path: Path) -> None:
    told = ["make", "--silent", "--eval", 'words: ; @printf %s "$(WORDS)"', "words"]
    words = subprocess.run(told, cwd=ROOT, capture_output=True, check=True).stdout
    path = tmp_path / "a.txt"

    def git(*order: str | bytes) -> str:
        variables = {"PATH": "/usr/bin:/bin", "LC_ALL": locale, "HOME": str(tmp_path)}
        ran = subprocess.run(
            ["git", *order], cwd=tmp_path, capture_output=True, check=True, env=variables
        )
        return ran.stdout.decode("utf-8")

    git("init", "-q")
    git("config", "diff.nianbao.wordRegex", words)
    (tmp_path / ".gitattributes").write_text("*.txt diff=nianbao\n", encoding="utf-8")
    path.write_text("主动公开政府信息12件，增加5.5%\n", encoding="utf-8")
    git("add", ".")
    path.write_text("主动公开政务信息15件，增加6.5%\n", encoding="utf-8")
    assert git("diff", "--word-diff").split("\n")[-2] == (
        "主动公开政[-府-]{+务+}信息[-12-]{+15+}件，增加[-5.5-]{+6.5+}%"
    )
