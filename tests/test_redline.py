"""redline: accepting all is the new file, rejecting all the old one, and the marks go by the clause."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, WORKSPACE, Run
from docx_parts import parts_of, zipped
from tracked import DEL, INS, clauses_of, marks, story

from nianbao.compare.redlined import Signed, WordFile, redlined
from nianbao.making import make
from nianbao.outputs.word.imprint import is_of_our_making

SAMPLE = ROOT / "data/示例局"
YEARS = range(2016, 2026)
P, ROW = re.compile(r"<w:p>.*?</w:p>", re.DOTALL), re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
TEXT = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>')


class Case(NamedTuple):
    """Two Word files, and how many clauses of them are others; None where that is to be reckoned."""

    old: bytes
    new: bytes
    edited: int | None = None


@cache
def word(year: int, *changes: tuple[str, str]) -> bytes:
    """The Word file of a year of the sample, with some of its data changed."""
    path = SAMPLE / f"{year}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    made = make(WORKSPACE, path, year, ("docx",), data=text.encode())
    assert "docx" in made.files, made.findings
    return made.files["docx"]


def with_document(docx: bytes, change: Callable[[str], str]) -> bytes:
    """The Word file with its main part changed, the rest as it was."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "word/document.xml":
                part = change(part.decode("utf-8")).encode("utf-8")
            new.writestr(entry, part)
    return made.getvalue()


# ── the pairs ───────────────────────────────────────────────────────────────────────────────────

ONE = ("更新6次", "更新8次")
POINT = "                - "
FILES = f"属于行政执法案卷:{29 * chr(32)}"
PROCESS = f"属于四类过程性信息:{27 * chr(32)}"
PARAGRAPH = "    - 现行有效行政规范性文件"
EDITS: dict[str, tuple[int, list[tuple[str, str]]]] = {
    "nothing": (0, []),
    "a word": (1, [("平稳有序", "有序推进")]),
    "a number in the text": (1, [ONE]),
    "a clause more": (1, [("更新6次。", "更新6次，另发简报。")]),
    "a clause less": (1, [("，均未发生因公开不当引起的投诉", "")]),
    "two clauses of one paragraph": (2, [("词条118条", "词条120条"), ONE]),
    "a sentence at the beginning": (1, [("集中展示“十四五”", "工作稳步开展。集中展示“十四五”")]),
    "a sentence at the end": (1, [("随页附释义，收录词条118条。", "随页附释义，收录词条118条。效果良好。")]),
    "a paragraph more": (1, [(PARAGRAPH, f"    - 本年没有制发规章。\n{PARAGRAPH}")]),
    "two paragraphs more": (
        2, [(PARAGRAPH, f"    - 本年没有制发规章。\n    - 另有通知若干。\n{PARAGRAPH}")],
    ),
    "a paragraph less": (2, [("    - 公开类结果{{予以公开}}件为全部公开，{{部分公开}}件为部分公开。\n", "")]),
    "a point more": (
        2, [(f"{POINT}数据更新的频次", f"{POINT}人手还不够，经验不多。\n{POINT}数据更新的频次")],
    ),
    "a heading": (1, [("        - 监督保障:", "        - 监督和保障:")]),
    "a figure of the first table": (2, [("行政处罚:                      59", "行政处罚:                      61")]),
    "a figure with decimals": (2, [("36.25", "36.5")]),
    "figures of the table of applications": (4, [
        (f"{FILES}2     1     0     0     0     0     3", f"{FILES}3     0     0     0     0     0     3"),
        (f"{PROCESS}3     0     0     0     0     0     3", f"{PROCESS}2     1     0     0     0     0     3"),
    ]),
    "the day": (1, [("成文日期: 2026-01-16", "成文日期: 2026-01-19")]),
    "the number of the document": (1, [("署名: 示例市示例局\n", "署名: 示例市示例局\n文号: 示例发〔2026〕5号\n")]),
    "the contact": (1, [("署名: 示例市示例局\n", "署名: 示例市示例局\n联系方式: 联系电话 12345678\n")]),
    "who filled it in": (1, [("署名: 示例市示例局\n", "署名: 示例市示例局\n填报:\n  填报人: 某某\n")]),
    "the seal": (2, [("署名: 示例市示例局\n", "署名: 示例市示例局\n盖章: 是\n")]),
    "the last text": (1, [("没有收取信息处理费。", "没有收取信息处理费，以后也不收。")]),
}  # fmt: skip


def single(name: str) -> Case:
    edited, changes = EDITS[name]
    return Case(word(2025), word(2025, *changes), edited)


def scripted(seed: int) -> Case:
    """A Word file edited by chance: words, sentences, paragraphs and rows changed, put in, taken out."""
    rng = random.Random(seed)  # noqa: S311  not a secret
    old, edited = word(2025), 0

    def change(document: str) -> str:
        nonlocal edited
        body, tables = (
            document,
            [m.span() for m in re.finditer("<w:tbl>.*?</w:tbl>", document, re.DOTALL)],
        )
        spots = [
            m for m in P.finditer(document)
            if len("".join(TEXT.findall(m[0]))) > 12 and not any(a < m.start() < b for a, b in tables)
        ][1:-2]  # fmt: skip
        rows = [
            m for m in ROW.finditer(document) if "tblHeader" not in m[0] and "vMerge" not in m[0]
        ]
        cells = [
            m
            for m in TEXT.finditer(document)
            if m[1].isdigit() and any(a < m.start() < b for a, b in tables)
        ]
        chosen: list[tuple[tuple[int, int], str, int]] = []
        for spot in rng.sample(spots, 5):
            text = "".join(TEXT.findall(spot[0]))
            clauses = len(re.findall("[，。；！？]", text)) or 1
            kind = rng.choice(("word", "sentence", "gone", "more", "twice"))
            if kind == "word":
                place = rng.randrange(len(text) - 3)
                other = text[:place] + "另行".join(["", text[place + 2 :]])
                touched = max(1, len(re.findall("[，。；！？]", text[place : place + 2])) + 1)
                chosen.append((spot.span(), _with_text(spot[0], other), touched))
            elif kind == "sentence":
                chosen.append(
                    (spot.span(), _with_text(spot[0], f"{text}这是添上的一句，共两段。"), 2)
                )
            elif kind == "gone":
                chosen.append((spot.span(), "", clauses))
            elif kind == "more":
                new = _with_text(spot[0], f"第{rng.randrange(10**6)}号公告另发。")
                chosen.append(((spot.end(), spot.end()), new, 1))
            else:
                chosen.append(((spot.end(), spot.end()), spot[0], clauses))
        for spot in rng.sample(cells, 3):
            other = f'<w:t xml:space="preserve">{rng.randrange(10**4)}</w:t>'
            chosen += [(spot.span(), other, 1)]
        spot = rng.choice(rows)
        new = rng.choice(("", spot[0] * 2))
        chosen.append((spot.span(), new, len(re.findall("<w:tc>", spot[0]))))
        taken: list[tuple[int, int]] = []
        for (start, end), text, count in sorted(chosen, reverse=True):
            if any((start < b and a < end) or a <= start < b for a, b in taken):
                continue
            taken.append((start, max(end, start + 1)))
            body = body[:start] + text + body[end:]
            edited += count
        return body

    new = with_document(old, change)
    return Case(old, new, edited)


def _with_text(paragraph: str, text: str) -> str:
    """A paragraph with another text, in the look of its first run."""
    first, *others = TEXT.findall(paragraph)
    made = paragraph.replace(f">{first}</w:t>", f">{text}</w:t>", 1)
    for other in others:
        made = made.replace(f">{other}</w:t>", "></w:t>", 1)
    return made


CASES: dict[str, Callable[[], Case]] = {
    **{f"{y}→{y + 1}": (lambda y=y: Case(word(y), word(y + 1))) for y in YEARS[:-1]},  # type: ignore[misc]
    **{f"{y + 1}→{y}": (lambda y=y: Case(word(y + 1), word(y))) for y in YEARS[:-1]},  # type: ignore[misc]
    "2016→2025": lambda: Case(word(2016), word(2025)),
    **{name: (lambda name=name: single(name)) for name in EDITS},  # type: ignore[misc]
    **{f"{name}, undone": (lambda name=name: _turned(single(name))) for name in EDITS},  # type: ignore[misc]
    **{f"script {seed}": (lambda seed=seed: scripted(seed)) for seed in range(20)},  # type: ignore[misc]
}


def _turned(case: Case) -> Case:
    return Case(case.new, case.old, case.edited)


@cache
def redline_of(name: str) -> tuple[Case, bytes]:
    case = CASES[name]()
    made = redlined(WordFile("旧.docx", case.old), WordFile("新.docx", case.new), Signed())
    return case, made


def edited_clauses(old: bytes, new: bytes) -> int:
    """How many clauses are others, by Python's own comparison."""
    matcher = SequenceMatcher(None, clauses_of(old), clauses_of(new), autojunk=False)
    kinds = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return sum(max(last - first, end - begin) for _, first, last, begin, end in kinds)


def test_there_are_sixty_pairs_and_more() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("name", CASES)
def test_accepting_is_the_new_file_and_rejecting_the_old_one(name: str) -> None:
    case, made = redline_of(name)
    assert story(made, DEL) == story(case.new)
    assert story(made, INS) == story(case.old)
    assert redlined(WordFile("旧.docx", case.old), WordFile("新.docx", case.new), Signed()) == made


@pytest.mark.parametrize("name", CASES)
def test_marks_are_at_most_twice_the_edited_clauses(name: str) -> None:
    case, made = redline_of(name)
    edited = case.edited if case.edited is not None else edited_clauses(case.old, case.new)
    assert marks(made) <= 2 * edited
    assert bool(marks(made)) == (case.old != case.new)


# ── refused ─────────────────────────────────────────────────────────────────────────────────────


def run_redline(build: Run, *words: str) -> tuple[int, str]:
    ran = build("redline", *words, "--data", str(ROOT / "data"), "--agency", "示例局")
    assert len(ran.stderr.splitlines()) <= 1
    return ran.returncode, ran.stderr or ran.stdout


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Word files that cannot be compared, and one that can."""
    ours = word(2025)
    strange = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours)) as old, zipfile.ZipFile(strange, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, re.sub(b"<dc:identifier>.*?</dc:identifier>", b"", part))
    tracked = redlined(WordFile("a", word(2025)), WordFile("b", word(2025, ONE)), Signed())
    picture = with_document(ours, lambda text: text.replace("</w:t>", "</w:t><w:drawing/>", 30))
    made = {
        "ours": ours, "strange": strange.getvalue(), "tracked": tracked, "broken": ours[:20_000],
        "picture": picture,
    }  # fmt: skip
    for name, data in made.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    return {name: tmp_path / f"{name}.docx" for name in made}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("strange", "不是本程序写的 Word 年报"),
        ("tracked", "里已经有修订"),
        ("broken", "不是 Word 文件"),
        ("picture", "有图片、域或脚注"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_word(
    name: str, says: str, files: dict[str, Path], build: Run, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    code, said = run_redline(build, str(files[name]), "2024", "--into", str(tmp_path / "r.docx"))
    assert code == 2
    assert says in said
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["2025"], "缺 NEW"),
        (["2025", "没有.docx"], "没有 没有.docx"),
        (["2025", "年报.pdf"], "不是 Word 文件（docx）"),
        (["2025", "1999"], "没有"),
        (["2025", "2024", "--date", "2026-02-30"], "--date 写成 2026-01-16"),
        (["2025", "2024", "--date", "昨天"], "--date 写成 2026-01-16"),
        (["2025", "2024", "--into", "x.pdf"], "以 .docx 结尾"),
        (["2025", "2024", "--author", "a\x01b"], "--author 写姓名或科室"),
        (["2025", "2024", "--author", "长" * 61], "最多 60 个字"),
    ],
)
def test_redline_used_wrongly_says_so_in_one_line(words: list[str], says: str, build: Run) -> None:
    code, said = run_redline(build, *words)
    assert code == 2
    assert says in said


def test_a_file_is_not_written_over_itself(files: dict[str, Path], build: Run) -> None:
    ours = str(files["ours"])
    code, said = run_redline(build, "2024", ours, "--into", ours)
    assert code == 2
    assert "就是要对照的一份" in said
    assert files["ours"].read_bytes() == word(2025)


def test_data_with_mistakes_are_refused(tmp_path: Path, build: Run) -> None:
    for year in (2024, 2025):
        shutil.copy(SAMPLE / f"{year}.yaml", tmp_path)
    path = tmp_path / "2025.yaml"
    path.write_text(
        path.read_text("utf-8").replace("行政许可:                     462", "行政许可:")
    )
    ran = build("redline", "2024", "2025", "--data", str(tmp_path), "--out", str(tmp_path / "o"))
    assert ran.returncode == 2
    assert "处错误，写不成 Word；先用 check 看" in ran.stderr
    assert not (tmp_path / "o").exists()


# ── written ─────────────────────────────────────────────────────────────────────────────────────


def test_years_files_and_revisions_are_written_beside_the_report(
    files: dict[str, Path], build: Run, tmp_path: Path
) -> None:
    code, said = run_redline(build, "2024", "2025", "--out", str(tmp_path / "o"))
    assert code == 0
    (made,) = (tmp_path / "o/示例局/2025").glob("*（修订对照）.docx")
    assert made.name in said
    assert made.read_bytes() == redline_of("2024→2025")[1]
    with zipfile.ZipFile(made) as package:
        assert not is_of_our_making(package.read("docProps/core.xml"))
    ours = files["ours"].with_name("改过的.docx")
    ours.write_bytes(word(2025, ONE))
    code, said = run_redline(build, "2025", str(ours))
    assert code == 0
    assert ours.with_name("改过的（修订对照）.docx").read_bytes() == redlined(
        WordFile("x", word(2025)), WordFile("y", word(2025, ONE)), Signed()
    )
    code, said = run_redline(
        build, "HEAD:data/示例局/2025.yaml", "2025", "--into", str(tmp_path / "r.docx")
    )
    assert code == 0, said
    assert marks((tmp_path / "r.docx").read_bytes()) == 0


def test_where_a_page_may_break_is_no_change() -> None:
    figure = '<w:pPr><w:pStyle w:val="WideFigure"/>'
    parts = parts_of(word(2025))
    document = parts["word/document.xml"].decode("utf-8")
    assert figure in document
    for changed, expected in (
        (f'{figure}<w:keepNext w:val="0"/>', 0),
        (f'{figure}<w:jc w:val="left"/>', 1),  # near miss
    ):
        parts["word/document.xml"] = document.replace(figure, changed, 1).encode("utf-8")
        made = redlined(WordFile("x", word(2025)), WordFile("y", zipped(parts)), Signed())
        assert marks(made) == expected


def test_only_a_redline_that_nobody_has_worked_in_is_written_over(
    files: dict[str, Path], build: Run, tmp_path: Path
) -> None:
    target = tmp_path / "r.docx"
    order = ["--into", str(target)]
    assert run_redline(build, "2024", "2025", *order)[0] == 0
    assert run_redline(build, "2023", "2025", *order)[0] == 0  # as it was written
    parts = parts_of(target.read_bytes())
    parts["word/document.xml"] = parts["word/document.xml"].replace("本局".encode(), b"BJ", 1)
    for there in (zipped(parts), files["ours"].read_bytes(), b"my notes"):
        target.write_bytes(there)
        code, said = run_redline(build, "2024", "2025", *order)
        assert code == 2
        assert "没有覆盖它：先把它挪开，或用 --into 另写文件名" in said
        assert target.read_bytes() == there
    target.write_bytes(b"")
    assert run_redline(build, "2024", "2025", *order)[0] == 0


def test_the_marks_are_of_whom_and_when_it_was_said(build: Run, tmp_path: Path) -> None:
    target = tmp_path / "r.docx"
    order = ["2024", "2025", "--into", str(target)]
    assert run_redline(build, *order)[0] == 0
    with zipfile.ZipFile(target) as package:
        document = package.read("word/document.xml").decode("utf-8")
    assert set(re.findall('w:author="(.*?)"', document)) == {"示例市示例局"}
    assert set(re.findall('w:date="(.*?)"', document)) == {"2026-01-16T00:00:00Z"}
    assert run_redline(build, *order, "--author", '张<三>"', "--date", "2026-01-20")[0] == 0
    with zipfile.ZipFile(target) as package:
        document = package.read("word/document.xml").decode("utf-8")
    assert set(re.findall('w:author="(.*?)"', document)) == {"张&lt;三&gt;&quot;"}
    assert set(re.findall('w:date="(.*?)"', document)) == {"2026-01-20T00:00:00Z"}
    numbers = re.findall(r'<w:(?:ins|del|rPrChange|pPrChange) w:id="(\d+)"', document)
    assert len(numbers) == len(set(numbers)) == marks(target.read_bytes())


def test_a_report_beside_it_is_not_taken_for_one_of_another_name(
    build: Run, tmp_path: Path
) -> None:
    order = ["--data", str(ROOT / "data"), "--agency", "示例局", "--out", str(tmp_path)]
    assert build("redline", "2024", "2025", *order).returncode == 0
    ran = build("report", "2025", *order)
    assert ran.returncode == 0
    assert "机关改名" not in ran.stdout


def test_comments_and_bookmarks_of_a_file_that_came_back_do_not_get_into_the_way() -> None:
    new = with_document(
        word(2025, ONE),
        lambda text: text.replace(
            "<w:body>", '<w:body><w:bookmarkStart w:id="40" w:name="x"/><w:bookmarkEnd w:id="40"/>', 1
        ).replace("</w:r></w:p>", "</w:r><w:proofErr w:type=\"spellStart\"/></w:p>", 9),
    )  # fmt: skip
    made = redlined(WordFile("a", word(2025)), WordFile("b", new), Signed())
    assert story(made, DEL) == story(new)
    assert story(made, INS) == story(word(2025))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert 'w:id="41"' in package.read("word/document.xml").decode("utf-8")
