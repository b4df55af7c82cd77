"""The language server over its protocol: the same findings as check, the same mendings as fix."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cases import PLACE, cases
from conftest import ROOT, WORKSPACE, Run
from editor import Editor, applied

from nianbao.datafile.mend import mend
from nianbao.examine import examine
from nianbao.serve.language.positions import UTF8, UTF16, UTF32, Position, Ruler
from nianbao.source import decode

SAMPLE = ROOT / "data/示例局/2025.yaml"


def as_opened(data: bytes) -> str:
    """A file's text as an editor shows it: in the encoding that it seems to be in."""
    source, wrong = decode("", data)
    return source.text if wrong else data.decode("utf-8").removeprefix("\ufeff")


def units(line: str) -> int:
    return len(line.encode("utf-16-le", "surrogatepass")) // 2


def as_check(build: Run, path: str, text: str, project: Path) -> set[tuple[int, int, str, str]]:
    """What `check` finds in a file, its places counted as an editor does."""
    ran = build("check", path, "--output", "json", cwd=project)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own = (each for each in json.loads(ran.stdout) if each["file"] == path)
    return {
        (
            each["line"] - 1,
            units(lines[each["line"] - 1][: each["column"] - 1]),
            each["code"],
            each["message"],
        )
        for each in own
    }


def as_shown(diagnostics: list[dict[str, Any]]) -> set[tuple[int, int, str, str]]:
    """The same of what the server has published."""
    return {
        (
            each["range"]["start"]["line"],
            each["range"]["start"]["character"],
            each["code"],
            each["message"].partition("\n")[0].removeprefix("已核实："),
        )
        for each in diagnostics
    }


@pytest.fixture(scope="module")
def project(problem_files: Path) -> Path:
    """The assembled problem files, with the templates and the manual beside them."""
    shutil.copytree(ROOT / "templates", problem_files / "templates", dirs_exist_ok=True)
    (problem_files / "docs").mkdir(exist_ok=True)
    shutil.copy(ROOT / "docs/问题手册.md", problem_files / "docs")
    return problem_files


def used(editor: Editor) -> Iterator[Editor]:
    """Hand an editor on; afterwards its server ends, and nothing has gone wrong in it."""
    try:
        yield editor
    finally:
        code = editor.close()
    assert (code, editor.logged) == (0, [])


@pytest.fixture
def editor(project: Path) -> Iterator[Editor]:
    editor = Editor(project, "--templates", str(project / "templates"))
    yield from used(editor)


# ── the same as check, the same as fix ──────────────────────────────────────────────────────────


def fixed(path: Path, text: str) -> str:
    """What `fix` leaves of a text."""
    edition = examine(WORKSPACE, path, None, data=text.encode())
    if edition.report is None:
        return text
    return mend(WORKSPACE, path, edition.report.year, text.encode())[0].decode()


def whole(text: str) -> tuple[tuple[int, int], tuple[int, int]]:
    return (0, 0), (text.count("\n") + 1, 0)


def one_by_one(editor: Editor, uri: str, text: str) -> str:
    """What is left when the first mending that is offered is made, until none is."""
    for _ in range(60):
        offered = editor.actions(uri, *whole(text), "quickfix")
        sure = [action for action in offered if action.get("isPreferred")]
        if not sure:
            break
        text = applied(text, sure[0]["edit"])
        editor.type(uri, text)
    return text


def waived(editor: Editor, uri: str, text: str, actions: list[Any]) -> int:
    """How many lines under 核实 were tried; each waives its finding and brings no other."""
    before = {each[2:] for each in as_shown(editor.found(uri))}
    for action in actions:
        said = action["diagnostics"][0]["message"].partition("\n")[0]
        (edit,) = next(iter(action["edit"]["changes"].values()))
        edit["newText"] = edit["newText"].replace("理由: ……", "理由: 查过台账，无误")
        editor.type(uri, applied(text, action["edit"]))
        found = editor.found(uri)
        assert any(each["message"].startswith(f"已核实：{said}") for each in found), said
        assert {each[2:] for each in as_shown(found)} <= before, said
    return len(actions)


@pytest.mark.thorough
def test_every_problem_file_gives_what_check_and_fix_give(
    editor: Editor, project: Path, build: Run
) -> None:
    mended = tried = 0
    for case in cases().values():
        path = project / case.path
        data = path.read_bytes()
        text = as_opened(data).replace("\r\n", "\n")
        uri = editor.open(path, text)
        found = editor.found(uri)
        assert as_shown(found) == as_check(build, case.path, text, project), case.name
        if decode("", data)[1] is None:
            expected = fixed(path, text)
            offered = editor.actions(uri, *whole(text))
            at_once = [each for each in offered if each["kind"].startswith("source.fixAll")]
            assert [applied(text, each["edit"]) for each in at_once] == (
                [expected] if expected != text else []
            ), case.name
            lines = [each for each in offered if each["title"].startswith(("核实", "再核实"))]
            tried += waived(editor, uri, text, lines[:1])
            if expected != text:
                editor.type(uri, text)
                assert one_by_one(editor, uri, text) == expected, case.name
                mended += 1
        editor.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert len(cases()) > 360
    assert mended > 30
    assert tried > 100


def test_a_finding_leads_to_the_manual_and_to_other_places(editor: Editor, project: Path) -> None:
    path = project / PLACE / "sum-mismatch.yaml"
    (found, *_) = editor.found(editor.open(path, path.read_text(encoding="utf-8")))
    about = found["codeDescription"]["href"]
    assert about.endswith("#sum-mismatch")
    assert about.startswith((project / "docs").as_uri())
    assert found["relatedInformation"][0]["location"]["uri"] == path.as_uri()
    assert found["severity"] == 1
    assert "\n改法：" in found["message"]


# ── always the latest ───────────────────────────────────────────────────────────────────────────

PIECES = (
    "", " ", "  ", "\n", "\n\n", "- ", ": ", "：", "{{", "}}", "{", "}", "'", '"', "#", "|", ">", "&a", "*a", "!x",
    "\t", "年度", "正文:", "统计表:", "核实:", "  - ", "{{年度}}", "{{上年.行政许可}}", "123", "0", "-5", "1,286", "/",
    "𠮷", "👨‍👩‍👧", "\u2028", "\x0b", "\x85", "\ufeff", "\u200b", "\r\n", "\r", "%", "@", "`",
    "---", "...", "[", "]", "\ud800", "\x00",
)  # fmt: skip


def scrambled(text: str, chance: random.Random) -> str:
    """A text after one edit of a hand that may do anything."""
    at = chance.randrange(len(text) + 1)
    kind = chance.randrange(5)
    if kind == 0:
        return text[:at] + text[at + chance.randrange(1, 30) :]
    if kind == 1:
        other = chance.randrange(len(text) + 1)
        return text[:at] + text[other : other + chance.randrange(40)] + text[at:]
    if kind == 2:
        lines = text.split("\n")
        one, two = (chance.randrange(len(lines)) for _ in "ab")
        lines[one], lines[two] = lines[two], lines[one]
        return "\n".join(lines)
    piece = "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 3)))
    return text[:at] + piece + text[at:]


def as_examined(path: Path, text: str) -> set[tuple[int, int, str, str]]:
    """What check finds in a text, its places counted as an editor does."""
    edition = examine(WORKSPACE, path, 2025, data=text.encode("utf-8", "surrogatepass"))
    found = set()
    for finding in edition.findings:
        ruler = Ruler(finding.span.source, UTF16, text.startswith("\ufeff"))
        place = ruler.position(finding.span.line, finding.span.column)
        found.add((*place, str(finding.code), finding.message.partition("\n")[0]))
    return found


MORE = [pytest.param(seed, marks=pytest.mark.thorough) for seed in range(1, 5)]


@pytest.mark.parametrize("seed", [0, *MORE])
def test_a_hundred_edits_in_a_row_are_examined_as_check_does(seed: int, editor: Editor) -> None:
    """Any edit, some unreadable; after each pause the findings are those of the text that stands there."""
    chance = random.Random(seed)  # noqa: S311  nothing is kept secret by it
    good = text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    for number in range(100):
        text = scrambled(text if number % 20 else good, chance)
        editor.type(uri, text)
        if number % 4 == 3:
            line, character = chance.randrange(120), chance.randrange(60)
            for ask in ("hover", "completion", "definition"):
                editor.at(ask, uri, line, character)
            editor.at("references", uri, line, character, context={"includeDeclaration": True})
            editor.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
            editor.actions(uri, (line, 0), (line + 5, character))
            assert as_shown(editor.found(uri)) == as_examined(SAMPLE, text), (seed, number)


def test_it_does_not_lag_behind_a_fast_hand(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    for number in range(300):
        editor.type(uri, text.replace("462", str(5000 + number)))
    asked = editor.at("hover", uri, *place(text, "{{行政许可}}", 3))
    assert "5299 件" in asked["contents"]["value"], (
        "an answer is of the text as it is when one asks"
    )
    (found, *_) = editor.found(uri)
    assert found["message"].startswith("行政许可为 5299")


# ── what is around ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder of two agencies with two years each, and templates beside it."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    for agency in ("甲局", "乙局"):
        (tmp_path / "data" / agency).mkdir(parents=True)
        for year in (2024, 2025):
            shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path / "data" / agency)
    return tmp_path / "data"


@pytest.fixture
def at_office(office: Path) -> Iterator[Editor]:
    editor = Editor(office.parent, "--templates", "templates")
    yield from used(editor)


def waited(editor: Editor, uri: str, words: str, *, there: bool = True) -> None:
    """Wait until what was found says something, or no longer."""
    with editor._changed:
        assert editor._changed.wait_for(
            lambda: any(words in d["message"] for d in editor.published[uri][1]) == there, 20
        ), editor.published[uri]


def test_an_editor_may_leave_in_the_middle_of_typing(office: Path) -> None:
    """What was typed last is not looked at any more, and that is no fault."""
    editor = Editor(office.parent, "--templates", "templates")
    for agency in ("甲局", "乙局"):
        path = office / agency / "2025.yaml"
        text = path.read_text(encoding="utf-8")
        uri = editor.open(path, text)
        editor.found(uri)
        editor.type(uri, text.replace("462", "463"))
    editor.ask("shutdown", None)
    time.sleep(1)  # the pause after a key, and the time that looking takes
    editor.tell("exit", None)
    code = editor.server.wait(timeout=20)
    editor.close_pipes()
    assert (code, editor.logged) == (0, [])


def test_last_years_unsaved_text_counts_and_so_does_a_saved_file(
    at_office: Editor, office: Path
) -> None:
    now, last = office / "甲局/2025.yaml", office / "甲局/2024.yaml"
    uri = at_office.open(now, now.read_text(encoding="utf-8"))
    assert at_office.found(uri) == []
    text = last.read_text(encoding="utf-8")
    before = at_office.open(last, text)
    at_office.found(before)
    (row,) = (line for line in text.split("\n") if line.startswith("    结转下年度继续办理:"))
    at_office.type(before, text.replace(row, f"{row.rpartition(':')[0]}: 9 2 0 0 0 0 11"))
    waited(at_office, uri, "上年")
    at_office.tell("textDocument/didClose", {"textDocument": {"uri": before}})
    waited(at_office, uri, "上年", there=False)
    last.write_text(
        text.replace("行政许可:                     437", "行政许可: 46"), encoding="utf-8"
    )
    waited(at_office, uri, "行政许可为 462，上年是 46")
    (office / "甲局/设置.yaml").write_text("程度:\n  figure-outlier: 不报\n", encoding="utf-8")
    waited(at_office, uri, "行政许可为 462", there=False)


def test_a_form_a_lexicon_and_settings_are_looked_at_themselves(
    at_office: Editor, office: Path
) -> None:
    data = office / "乙局/2025.yaml"
    uri = at_office.open(data, data.read_text(encoding="utf-8"))
    assert at_office.found(uri) == []
    settings = at_office.open(office / "乙局/设置.yaml", "程度:\n  vague-yaer: 错误\n")
    (found,) = at_office.found(settings)
    assert "不是问题的代码" in found["message"]
    assert found["range"]["start"] == {"line": 1, "character": 2}
    lexicon = office.parent / "templates/lexicon.yaml"
    words = lexicon.read_text(encoding="utf-8").replace("  - '(?<!", "  - '口袋公园'\n  - '(?<!", 1)
    at_office.open(lexicon, words)
    waited(at_office, uri, "口袋公园")
    other = at_office.open(office.parent / "docker-compose.yaml", "services:\n  x: 1\n")
    assert at_office.found(other) == []
    form = office.parent / "templates/2021/form.yaml"
    broken = form.read_text(encoding="utf-8").replace("名称:", "名程:", 1)
    assert at_office.found(at_office.open(form, broken)) != []


def test_a_file_that_is_not_utf_8_is_told_until_it_is_saved_so(
    at_office: Editor, office: Path
) -> None:
    path = office / "甲局/2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("gb18030"))
    uri = at_office.open(path, text)
    (found,) = at_office.found(uri)
    assert found["code"] == "not-utf8"
    path.write_text(text, encoding="utf-8")
    at_office.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    waited(at_office, uri, "不是 UTF-8", there=False)


# ── what is asked ───────────────────────────────────────────────────────────────────────────────


def place(text: str, words: str, further: int = 0) -> tuple[int, int]:
    """Where words stand, as the protocol counts it."""
    lines = text.split("\n")
    number = next(number for number, line in enumerate(lines) if words in line)
    at = lines[number].index(words) + further
    return number, units(lines[number][:at])


def offered(editor: Editor, uri: str, text: str, line: str, before: str) -> list[dict[str, Any]]:
    """What is offered where the ‸ stands in a line that is put before another one."""
    typed = text.replace(before, f"{line}\n{before}", 1)
    editor.type(uri, typed.replace("‸", ""))
    found: list[dict[str, Any]] = editor.at("completion", uri, *place(typed, "‸"))["items"]
    return found


@pytest.mark.parametrize(
    ("line", "before", "first"),
    [
        ("    - 全年收到申请{{‸", "  主动公开政府信息情况:", "本年新收政府信息公开申请数量"),
        ("    - 全年{{新收‸", "  主动公开政府信息情况:", "本年新收政府信息公开申请数量"),
        ("    - 全年{{新收‸}}件", "  主动公开政府信息情况:", "本年新收政府信息公开申请数量"),
        ("    - 行政处罚决定{{‸}}", "  主动公开政府信息情况:", "行政处罚"),
        ("    - 共{{行政复义‸", "  主动公开政府信息情况:", "行政复议"),
        ("    - 共{{部分公开.自‸", "  主动公开政府信息情况:", "部分公开.自然人"),
        ("    - 比{{上年.行政许‸", "  主动公开政府信息情况:", "上年.行政许可"),
        ("    - {{年‸", "  主动公开政府信息情况:", "年度"),
        ("    - 共{{行政许可|中‸", "  主动公开政府信息情况:", "中文数字"),
        ("盖‸", "正文:", "盖章"),
        ("盖章: ‸", "正文:", "是"),
        ("文‸", "正文:", "文号"),
        ("填报:\n  填报‸", "正文:", "填报人"),
        ("    - ‸", "  主动公开政府信息情况:", "一是"),
        ("  引‸", "  总体情况:", "引言"),
        ("核实:\n  - {问题: vague-‸", "正文:", "vague-year"),
        ("核实:\n  - {‸", "正文:", "问题"),
    ],
)
def test_what_may_be_typed_is_offered_the_likeliest_first(
    line: str, before: str, first: str, editor: Editor
) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    found = offered(editor, uri, text, line, before)
    assert first in [each["label"] for each in found[:1]], [each["label"] for each in found[:5]]
    typed = text.replace(before, f"{line}\n{before}", 1)
    start = place(typed, "‸")
    replaced = found[0]["textEdit"]["range"]
    assert replaced["start"]["line"] == replaced["end"]["line"] == start[0]
    after = applied(typed.replace("‸", ""), {"changes": {uri: [found[0]["textEdit"]]}})
    (now,) = (one for one in after.split("\n") if one not in text.split("\n") and first in one)
    if "{{" in now:
        assert now.count("{{") == now.count("}}") == 1, now


def test_a_row_that_is_missing_is_offered_with_its_columns(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    (row,) = (line for line in text.split("\n") if line.startswith("    部分公开:"))
    found = offered(editor, uri, text.replace(f"{row}\n", ""), "    部‸", "    属于国家秘密:")
    assert found[0]["label"] == "部分公开"
    assert found[0]["detail"].startswith("依次：自然人、商业企业")
    assert found[0]["textEdit"]["newText"] == "部分公开: "
    there = [each["label"] for each in found]
    assert "予以公开" not in there, "what stands there already is not offered again"


def test_nothing_is_offered_in_a_comment_or_in_words(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    for line in ("    # 写{{‸", "    - 本局认真‸"):
        assert offered(editor, uri, text, line, "  主动公开政府信息情况:") == []


def test_hover_says_value_unit_last_years_and_rules(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)

    def said(words: str, further: int) -> str:
        return str(editor.at("hover", uri, *place(text, words, further))["contents"]["value"])

    assert said("{{行政许可}}", 4) == "行政许可\n462 件；上年 437 件"
    figure = said("     5     3     0     1     1     0    10", 5)
    assert figure.startswith("部分公开·自然人\n")
    assert "5 件；上年 " in figure
    assert "勾稽关系 〔Q3〕总计 = 自然人" in figure
    assert "商业企业：3 件" in said("    部分公开:", 6)
    assert editor.at("hover", uri, *place(text, "园林绿化领域", 2)) is None
    computed = said("{{本年度办理结果.总计}}", 4)
    assert "（程序算出）" in computed
    editor.type(uri, text.replace("更新6次", "更新6次XXX"))
    wrong = said("更新6次", 6)
    assert wrong.startswith("警告：")
    assert "怎么改：" in wrong


def test_what_could_not_be_checked_is_told(editor: Editor, tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(path, text)
    assert editor.found(uri) == []
    assert any(each.endswith("2024.yaml，没有与上年比") for each in editor.told)
    said = editor.at("hover", uri, *place(text, "年度: 2025", 1))["contents"]["value"]
    assert said.startswith("没有查的\n没有 ")


def test_a_reference_leads_to_its_figure_and_back(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)

    def there(locations: Any) -> list[str]:
        found = []
        for each in locations:
            assert each["uri"].startswith("file://")
            path = SAMPLE if each["uri"] == uri else SAMPLE.with_name("2024.yaml")
            start, end = each["range"]["start"], each["range"]["end"]
            line = path.read_text(encoding="utf-8").split("\n")[start["line"]]
            found.append(line[start["character"] : end["character"]])
        return found

    assert there(editor.at("definition", uri, *place(text, "{{行政许可}}", 3))) == ["462"]
    assert there(editor.at("definition", uri, *place(text, "   462", 4))) == ["{{行政许可}}"]
    row = place(text, "    本年新收政府信息公开申请数量:", 6)
    assert len(there(editor.at("definition", uri, *row))) == 8
    total = there(editor.at("definition", uri, *place(text, "{{本年度办理结果.总计}}", 4)))
    assert total[:2] == ["62", "10"]
    listed = editor.at(
        "references", uri, *place(text, "{{行政许可}}", 3), context={"includeDeclaration": True}
    )
    assert there(listed) == ["462", "{{行政许可}}"]
    more = text.replace("均未发生", "比上年的{{上年.行政许可}}件多，均未发生")
    editor.type(uri, more)
    assert there(editor.at("definition", uri, *place(more, "{{上年.", 4))) == ["437"]


def test_the_outline_has_parts_and_tables(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    uri = editor.open(SAMPLE, text)
    document = {"textDocument": {"uri": uri}}
    symbols = editor.ask("textDocument/documentSymbol", document)
    assert [each["name"] for each in symbols][-2:] == ["正文", "统计表"]
    groups = symbols[-1]["children"]
    assert [each["name"] for each in groups] == ["主动公开", "收到和处理申请", "行政复议和行政诉讼"]
    assert groups[0]["children"][2]["name"] == "行政许可"

    def nested(each: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield each
        for child in each["children"]:
            yield from nested(child)

    everything = [one for each in symbols for one in nested(each)]
    assert len(everything) > 70
    for one in everything:
        whole_, own = one["range"], one["selectionRange"]
        places = (whole_["start"], own["start"], own["end"], whole_["end"])
        ordered = [(each["line"], each["character"]) for each in places]
        assert ordered == sorted(ordered), one["name"]


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def test_places_are_right_beside_characters_outside_of_the_bmp(editor: Editor) -> None:
    text = SAMPLE.read_text(encoding="utf-8").replace("更新6次", "更新𠮷𠮷👍6次XXX")
    uri = editor.open(SAMPLE, text)
    number, character = place(text, "XXX")
    (found,) = (each for each in editor.found(uri) if "XXX" in each["message"])
    assert found["range"]["start"] == {"line": number, "character": character}
    assert found["range"]["end"] == {"line": number, "character": character + 3}
    line = text.split("\n")[number]
    assert character == line.index("XXX") + 3, "each of the three takes two units"
    marked = "\ufeff" + text
    editor.type(uri, marked.replace("年度: 2025", "年度: 20x5"))
    editor.found(uri)


@pytest.mark.parametrize("encoding", [UTF8, UTF16, UTF32])
def test_a_place_comes_back_from_the_protocol_as_it_went(encoding: str) -> None:
    for text in ("年𠮷度: 2017\n  - 👨‍👩‍👧x\n", "\ufeff年度𠮷\n", "", "\ud800a\n"):
        ruler = Ruler.of("x", text, encoding)
        for number, line in enumerate(ruler.source.lines, 1):
            for column in range(1, len(line) + 2):
                assert ruler.place(ruler.position(number, column)) == (number, column)
    assert Ruler.of("x", "𠮷a", encoding).place(Position(0, 1)) == (
        1,
        2 if encoding == UTF32 else 1,
    )
    assert Ruler.of("x", "ab\n", encoding).place(Position(9, 9)) == (2, 1)


def test_an_editor_that_counts_otherwise_is_asked_how(project: Path) -> None:
    general = {"general": {"positionEncodings": ["utf-8"]}}
    editor = Editor(project, capabilities=general)
    assert editor.capabilities["positionEncoding"] == "utf-8"
    text = SAMPLE.read_text(encoding="utf-8").replace("更新6次", "更新𠮷6次XXX")
    uri = editor.open(SAMPLE, text)
    (found,) = (each for each in editor.found(uri) if "XXX" in each["message"])
    line = text.split("\n")[found["range"]["start"]["line"]]
    assert found["range"]["start"]["character"] == len(line[: line.index("XXX")].encode())
    assert editor.close() == 0


# ── how it is started ───────────────────────────────────────────────────────────────────────────


def test_without_pygls_it_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError(name='pygls')", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    words = [sys.executable, str(ROOT / "build.py"), "lsp"]
    ran = subprocess.run(
        words, input="", capture_output=True, text=True, encoding="utf-8", check=False, env=env
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("语言服务要另装部件")
    assert ran.stderr.count("\n") == 1


def test_an_editor_that_dies_takes_its_server_along(project: Path) -> None:
    editor = Editor(project)
    assert editor.server.stdin
    editor.server.stdin.close()
    assert editor.server.wait(timeout=20) in {0, 1}
    editor.close_pipes()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [2, 15])
def test_a_signal_ends_it_at_once(number: int, project: Path) -> None:
    editor = Editor(project)
    editor.server.send_signal(number)
    assert editor.server.wait(timeout=20) == 128 + number
    editor.close_pipes()


def test_what_the_manual_says_of_editors_is_there() -> None:
    manual = (ROOT / "docs/编辑器.md").read_text(encoding="utf-8")
    for language, text in re.findall(
        r"^ *```(json|lua)\n(.*?)```", manual, re.MULTILINE | re.DOTALL
    ):
        if language == "lua":
            assert (ROOT / text.split("/home/me/年报/")[1].split('"')[0]).is_file()
        else:
            read = json.loads(text if text.lstrip().startswith("{") else f"{{{text}}}")
            assert "build.py" in json.dumps(read)
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.format.enable"] is False
    assert settings["[yaml]"]["editor.formatOnSave"] is False
    assert "*.yaml" in (ROOT / ".prettierignore").read_text(encoding="utf-8").split("\n")
