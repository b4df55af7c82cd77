"""`build.py fix` mends what can be mended without thinking, and touches no other byte."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path

import pytest
from cases import cases
from conftest import ROOT, WORKSPACE, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.datafile.mend import as_diff, mend
from nianbao.examine import examine
from nianbao.findings.finding import Fix
from nianbao.reading.yamltree import Scalar

TEMPLATES = ROOT / "templates"
REAL = (ROOT / "data/2017.yaml").read_bytes()
FRAME = re.sub(r"    - 成立了.*\n.*\n", "    - □\n", cases()["missing-characters"].text)
MENDED = [
    ("做好{{年度}} 年", "做好{{年度}}年"),
    ("规划局网站、、规划展示中心", "规划局网站、规划展示中心"),
    ('"数字温州"', "“数字温州”"),
    ('"温州规划"', "“温州规划”"),
    ("规范的要求,做好", "规范的要求，做好"),
    ("的重点,从信息公开", "的重点，从信息公开"),
]


def mended(text: str | bytes, year: int = 2017) -> bytes:
    data = text.encode("utf-8") if isinstance(text, str) else text
    return mend(WORKSPACE, ROOT / "data" / f"{year}.yaml", year, data)[0]


def mended_line(line: str) -> str:
    """A line of the frame after mending; no other line may change."""
    before = FRAME.replace("    - □\n", line + "\n")
    after = mended(before).decode("utf-8")
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    at = old.index(line.split("\n", maxsplit=1)[0])
    size = line.count("\n") + 1
    assert old[:at] + old[at + size :] == new[:at] + new[at + size :]
    return "\n".join(new[at : at + size])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a copy of the real year."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "2017.yaml").write_bytes(REAL)
    return folder


# ── the real report ─────────────────────────────────────────────────────────────────────────────


def test_fix_mends_the_mechanical_slips_of_2017_and_no_other_byte(build: Run, data: Path) -> None:
    expected = REAL.decode("utf-8")
    for slip, right in MENDED:
        assert expected.count(slip) == 1
        expected = expected.replace(slip, right)
    ran = build("fix", "2017", "--data", str(data))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "2017.yaml，8 处" in ran.stdout
    assert (data / "2017.yaml").read_bytes() == expected.encode("utf-8")
    assert [path.name for path in data.iterdir()] == ["2017.yaml"]


def test_fix_twice_is_fix_once(build: Run, data: Path) -> None:
    build("fix", "2017", "--data", str(data))
    once = (data / "2017.yaml").read_bytes()
    ran = build("fix", "2017", "--data", str(data))
    assert (data / "2017.yaml").read_bytes() == once
    assert ran.stdout.endswith("2017.yaml 没有能代改的\n")


def test_the_mended_report_builds_and_nothing_mechanical_is_left(
    build: Run, data: Path, tmp_path: Path
) -> None:
    build("fix", "2017", "--data", str(data))
    ran = build("report", "2017", "--data", str(data), "--out", str(tmp_path / "reports"))
    assert ran.returncode == 0
    assert "可以代改" not in ran.stdout
    (text,) = (tmp_path / "reports/2017").glob("*.txt")
    assert "“数字温州”地理信息" in text.read_text(encoding="utf-8")


def test_diff_shows_the_change_and_writes_nothing(build: Run, data: Path) -> None:
    ran = build("fix", "2017", "--data", str(data), "--diff")
    assert ran.returncode == 0
    assert (data / "2017.yaml").read_bytes() == REAL
    removed = re.findall(r"^-(?!--)(.*)$", ran.stdout, re.MULTILINE)
    added = re.findall(r"^\+(?!\+\+)(.*)$", ran.stdout, re.MULTILINE)
    assert len(removed) == len(added) == 4
    assert "\n".join(added) != "\n".join(removed)
    build("fix", "2017", "--data", str(data))
    after = (data / "2017.yaml").read_text(encoding="utf-8")
    assert all(line in after for line in added)
    assert build("fix", "2017", "--data", str(data), "--diff").stdout == ""


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_diff_can_be_applied(tmp_path: Path, ending: str) -> None:
    import subprocess

    before = REAL.rstrip(b"\n").replace(b"\n", ending.encode())
    after = mended(before)
    (tmp_path / "2017.yaml").write_bytes(before)
    diff = as_diff("2017.yaml", before, after).encode("utf-8")
    subprocess.run(["patch", "--binary", "2017.yaml"], input=diff, cwd=tmp_path, check=True)
    assert (tmp_path / "2017.yaml").read_bytes() == after


def test_a_diff_says_where_the_last_line_has_no_end() -> None:
    assert as_diff("a", b"x", b"y") == (
        "--- a\n+++ a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n"
        "+y\n\\ No newline at end of file\n"
    )
    assert as_diff("a", b"x\n", b"x\n") == ""


# ── bytes that stay ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b"\r"])
def test_line_ends_and_byte_order_mark_stay(ending: bytes, bom: bytes) -> None:
    before = bom + REAL.replace(b"\n", ending)
    assert mended(before) == bom + mended(REAL).replace(b"\n", ending)


def test_mixed_line_ends_and_odd_layout_stay() -> None:
    before = REAL.replace(b"\n", b"\r\n", 20).replace(b"2270    ", b"2270\t  ".replace(b"\t", b" "))
    after = mended(before)
    assert after != before
    assert re.findall(rb"\r\n|\n|#.*", after) == re.findall(rb"\r\n|\n|#.*", before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    - 制度⼯作⽆遗漏，公开\u202e文\u202c件。", "    - 制度工作无遗漏，公开文件。"),
        ("    - 通过网站,公告栏公开。  # 网站,公告栏", "    - 通过网站，公告栏公开。  # 网站,公告栏"),
        ("    - '通过网站,公告栏公开。'", "    - '通过网站，公告栏公开。'"),
        ("    - '它叫''目录'',已公开。'", "    - '它叫“目录”，已公开。'"),
        ('    - "它叫\\"目录\\",已公开。"', '    - "它叫“目录”，已公开。"'),
        ('    - "网\\u7ad9,\\u0022目录\\x22"', '    - "网\\u7ad9，“目录”"'),
        ("    - '{{年度}} 年,共{{收到申请数}}件,都已答复.'", "    - '{{年度}}年，共{{收到申请数}}件，都已答复。'"),
        ("    - 目录“ 更新 ”,, 指南更新。。", "    - 目录“更新”，指南更新。"),
        ("    - |\n      　　第一段,完。\n      第二段。。", "    - |\n      第一段，完。\n      第二段。"),
        ("    - '　　缩进的一段。'", "    - '缩进的一段。'"),
        ("    - 　　缩进的一段。", "    - 缩进的一段。"),
        ("    - 一(含附件)、二（含附件).", "    - 一（含附件）、二（含附件）。"),
        ("    - 外层用“'内层'”的引号。", "    - 外层用“‘内层’”的引号。"),
    ],
)  # fmt: skip
def test_each_way_of_quoting_is_mended_in_its_own_spelling(before: str, after: str) -> None:
    assert mended_line(before) == after


@pytest.mark.parametrize(
    "line",
    [
        '    - 完成"目录的更新。',  # not in pairs
        "    - 目录，。更新。",  # which of the two?
        "    - 公开信息 条。",  # a blank that was never filled in
        "    - 公开 120 条，WPS 格式，8:30。",
        "    - 制度健全。　　目录更新。",  # perhaps two paragraphs
        "    - 见Web Service (SOAP, REST) API。",
    ],
)
def test_what_needs_a_person_stays(line: str) -> None:
    assert mended_line(line) == line


def test_a_mending_that_would_change_the_files_shape_is_left_out() -> None:
    """Without its indent this text would begin with a bracket, and be a list to YAML."""
    line = "    - \u2003[注]见目录,已更新。"
    result = mended_line(line)
    assert result in {line, "    - \u2003[注]见目录，已更新。"}


def test_a_waived_finding_is_not_mended() -> None:
    text = FRAME.replace("    - □\n", "    - 目录,指南。\n")
    number = text.split("\n").index("    - 目录,指南。") + 1
    waived = f"{text}核实:\n  - {{问题: halfwidth-punctuation, 位置: '{number}', 理由: 系统名}}\n"
    assert mended(text) != text.encode("utf-8")
    assert mended(waived) == waived.encode("utf-8")


def test_a_file_that_cannot_be_read_is_left_alone(build: Run, data: Path) -> None:
    broken = REAL.replace("正文:".encode(), "正文: [".encode())
    (data / "2017.yaml").write_bytes(broken)
    ran = build("fix", "2017", "--data", str(data))
    assert ran.returncode == 1
    assert (data / "2017.yaml").read_bytes() == broken


def test_fix_takes_a_file_and_misuse_is_told(build: Run, data: Path) -> None:
    ran = build("fix", str(data / "2017.yaml"), "--diff")
    assert ran.stdout.startswith("--- ")
    assert build("fix", "20x7").returncode == 2
    assert build("fix", "2016", "--data", str(data)).returncode == 2


# ── any slips at any place ──────────────────────────────────────────────────────────────────────

SLIPS = [
    ",",
    ";",
    "、、",
    "。。",
    '"',
    "'",
    " ",
    "\u3000",
    "(",
    ")",
    "，",
    "“",
    "”",
    "!",
    ",，",
    ", ",
]


def texts(data: bytes) -> list[str]:
    edition = examine(WORKSPACE, ROOT / "data/2017.yaml", 2017, data=data)
    assert edition.report is not None
    scalars = [line for section in edition.report.sections for line in section.paragraphs()]
    assert all(isinstance(line, Scalar) for line in scalars)
    return [line.text for line in scalars]


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 24), st.integers(1, 60), st.sampled_from(SLIPS)),
        min_size=1, max_size=8,
    ),
    st.sampled_from(["", "'"]),
)  # fmt: skip
def test_random_slips_are_mended_without_harm(
    slips: list[tuple[int, int, str]], quote: str
) -> None:
    lines = REAL.decode("utf-8").split("\n")
    prose = [
        i
        for i, line in enumerate(lines)
        if re.match(r" +- \w", line) and not line.endswith(("|", ":"))
    ]
    assert len(prose) > 10
    for number, at, slip in slips:
        index = prose[number % len(prose)]
        start = lines[index].index("- ") + 3
        place = start + at % max(len(lines[index]) - start, 1)
        inside = lines[index][:place].rfind("{{") > lines[index][:place].rfind("}}")
        if not inside and lines[index][place - 1] != "{" and lines[index][place : place + 1] != "}":
            lines[index] = lines[index][:place] + slip + lines[index][place:]
    if quote:
        for index in prose:
            lead, text = lines[index].split("- ", 1)
            lines[index] = f"{lead}- '{text.replace(chr(39), chr(39) * 2)}'"
    before = "\n".join(lines).encode("utf-8")
    edition = examine(WORKSPACE, ROOT / "data/2017.yaml", 2017, data=before)
    if edition.report is None or len(texts(before)) != len(texts(REAL)):
        return  # a slip that YAML stumbles over is another finding
    after = mended(before)
    assert mended(after) == after
    assert [letters(text) for text in texts(before)] == [letters(text) for text in texts(after)]
    old, new = before.decode("utf-8").split("\n"), after.decode("utf-8").split("\n")
    changed = [i for i, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    findings = {f.span.line - 1 for f in edition.findings if f.fix}
    assert set(changed) <= findings | {i for i in changed if i in prose}
    for index in changed:
        for tag, a, b, c, d in difflib.SequenceMatcher(
            None, old[index], new[index], False
        ).get_opcodes():
            assert tag == "equal" or not re.search(r"\w", old[index][a:b] + new[index][c:d])


def only_mended(before: str, after: str) -> bool:
    """Whether two files differ in nothing but what a mending may change on the second line."""
    from nianbao.datafile.mend import _only_mended
    from nianbao.source import Source

    place = Source.from_text("", after).span(2, 1)
    return _only_mended(before.encode(), after.encode(), [Fix(place, "")])


@pytest.mark.parametrize(
    ("before", "after"),
    [("甲,乙", "甲，乙"), ("４６２", "462"), ("462件", "462"), ("1,866", "1866"),
     ("36.25万元", "36.25"), ("2026年1月16日", "2026-01-16"), ("⼯作", "工作")],
)  # fmt: skip
def test_a_mending_may_change_how_a_text_is_spelt(before: str, after: str) -> None:
    assert only_mended(f"键: 值\n项: {before}\n", f"键: 值\n项: {after}\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [("甲乙", "甲丙"), ("462", "426"), ("46.2", "462"), ("3千件", "3"), ("2026年1月16日", "2026-01-17")],
)  # fmt: skip
def test_a_mending_may_not_change_what_a_text_says(before: str, after: str) -> None:
    assert not only_mended(f"键: 值\n项: {before}\n", f"键: 值\n项: {after}\n")


def test_a_mending_may_take_mistakes_away_and_make_none() -> None:
    assert only_mended("键: 值\n项：甲\n", "键: 值\n项: 甲\n")
    assert not only_mended("键: 值\n项: 甲\n", "键: 值\n项：甲\n")
