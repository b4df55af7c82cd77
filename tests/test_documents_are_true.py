"""README, 手册 and 新表式 name only what exists, show only what is printed, leave no finding out."""

from __future__ import annotations

import ast
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import cases
from conftest import ROOT
from lxml import etree

import build as command_line
from nianbao.cli.main import main
from nianbao.cli.places import Place, checkout
from nianbao.findings.codes import CODES
from nianbao.form import Form
from nianbao.form.reader import _OPTIONAL, _REQUIRED, read_form
from nianbao.many.roster import bind_roster
from nianbao.outputs.names import fields_of
from nianbao.outputs.word.xmlpart import W
from nianbao.reading.yamltree import Mapping, read_tree
from nianbao.report.figures import FigureReader
from nianbao.report.references import FILTERS, parse_reference
from nianbao.source import Source
from nianbao.specimen import specimen

README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs/手册.md").read_text(encoding="utf-8")
KEEPERS = (ROOT / "docs/模板手册.md").read_text(encoding="utf-8")
NEW_FORM = (ROOT / "docs/新表式.md").read_text(encoding="utf-8")
EDITORS = (ROOT / "docs/编辑器.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("document", [README, MANUAL], ids=["README", "manual"])
ALL = pytest.mark.parametrize(
    "document",
    [README, MANUAL, KEEPERS, NEW_FORM, EDITORS],
    ids=["README", "manual", "manual of templates", "new form", "editors"],
)
FORMS = ("2014", "2019", "2021")
SAMPLE = "data/示例局"
APPLICATIONS = "上年结转政府信息公开申请数量:                 "

# Where a finding is shown, and its code: which data file to begin with, and what to change in it
# so that the finding is printed. The file of 2021 is drafted, if none is named.
EDITS = {
    ("data/2017.yaml", "sum-mismatch"): ("data/2017.yaml", "网络申请数: 8\n", "网络申请数: 9\n"),
    ("data/2017.yaml", "slash-beside-zero"): ("data/2017.yaml", "", ""),
    (f"{SAMPLE}/2025.yaml", "wrong-row-length"): (
        f"{SAMPLE}/2025.yaml", "     5     3     0     1     1     0    10\n",
        "     5     3     0     1     1\n",
    ),
    (f"{SAMPLE}/2025.yaml", "sum-mismatch"): (
        f"{SAMPLE}/2025.yaml", "     3     0     0     0     1     0     4\n",
        "     3     0     0     0     0     0     4\n",
    ),
    (f"{SAMPLE}/2025.yaml", "broken-relation"): (
        f"{SAMPLE}/2025.yaml",
        f"83    28     1     2    11     1   126\n    {APPLICATIONS}1     2     0     0     0     0     3\n",
        f"82    28     1     2    11     1   125\n    {APPLICATIONS}2     2     0     0     0     0     4\n",
    ),
    (f"{SAMPLE}/2021.yaml", "wrong-form"): (
        f"{SAMPLE}/2020.yaml", "年度: 2020\n", "年度: 2021\n",
    ),
    (f"{SAMPLE}/2021.yaml", "unfilled-draft"): ("", "", ""),
}  # fmt: skip
CODE = r"[a-z]+(?:-[a-z0-9]+)*"
MODULES = [p for p in sorted((ROOT / "nianbao").rglob("*.py")) if p.parent.name != "codes"]
WORDS_OWN = {"Default Paragraph Font", "Normal Table", "No List"}  # nobody restyles these


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)


def code(document: str) -> str:
    """All that is set as code, fenced or in a line."""
    fenced = re.findall(r"^```.*?^```$", document, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"`([^`\n]+)`", prose)])


def section(start: str, end: str) -> str:
    """The part of the manuals between two headings; the first is named without its number."""
    heading = rf"^##+ (?:[一二三四五六七八九十]+、)?{start}$"
    both = f"{MANUAL}\n{KEEPERS}"
    (found,) = re.finditer(heading, both, re.MULTILINE)
    return both[found.end() :].partition(f"\n{end}")[0]


def first_cells(table: str) -> list[str]:
    """The code in the first column of the tables in a text."""
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row)]


def form_of(name: str) -> Form:
    form, findings = read_form(ROOT / "templates" / name, f"templates/{name}")
    assert form is not None, findings
    return form


def form_2014() -> Form:
    return form_of("2014")


def copy_data(folder: Path) -> None:
    shutil.copytree(ROOT / "data", folder / "data")


# Commands


@ALL
def test_each_make_target_exists(document: str) -> None:
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code(document)))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert document in {NEW_FORM, KEEPERS, EDITORS} or {"report", "check", "new"} <= named
    assert named <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@ALL
def test_each_command_and_option_is_in_the_help(
    document: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(rf"build\.py ({CODE})([^\n\"|]*)", code(document))
    assert lines
    for command, rest in lines:
        with pytest.raises(SystemExit, match=r"^0$"):
            command_line.main([command, "--help"])
        assert set(re.findall(r"--[a-z]+", rest)) <= set(
            re.findall(r"--[a-z]+", capsys.readouterr().out)
        )


# Findings


def strings(path: Path) -> Iterator[str]:
    """The texts in a module that are neither docstrings nor in a type."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_the_table_of_findings_is_the_list_of_codes() -> None:
    table = first_cells(section("常见问题一览表", "## "))
    assert len(table) > 130
    assert sorted(table) == sorted(CODES)


def test_no_word_of_a_code_stands_outside_of_the_list() -> None:
    """Nothing is decided by comparing with a word that could be misspelt; a code is a value."""
    words = {code for code in CODES if "-" in code}
    for path in MODULES:
        assert not words & set(strings(path)), path.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):  # macro, encrypted: words of Word's as well
                sides = (node.left, *node.comparators)
                values = {side.value for side in sides if isinstance(side, ast.Constant)}
                assert not values & CODES.keys() or "code" not in ast.unparse(node), path.name


def test_nothing_is_decided_by_what_a_message_says() -> None:
    """What a finding says is printed, and never looked at: not compared, matched or searched."""
    reads = re.compile(r"\b(?:\w*finding\w*|f|one|first|block)\.(?:message|help|what|mending)$")
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            looked_at: list[ast.expr] = []
            if isinstance(node, ast.Compare):
                looked_at = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in {"startswith", "endswith", "find", "index", "count"}:
                    looked_at = [node.func.value]
                elif node.func.attr in {"match", "search", "fullmatch", "findall", "finditer"}:
                    looked_at = list(node.args)
            for side in looked_at:
                assert not reads.search(ast.unparse(side)), f"{path.name}:{side.lineno}"


def shown_findings() -> list[str]:
    return [
        block
        for document in (README, MANUAL, NEW_FORM)
        for block in blocks(document, "text")
        if block.startswith("data/")
    ]


@pytest.mark.parametrize("shown", shown_findings(), ids=range(len(shown_findings())))
def test_a_finding_is_printed_as_shown(
    shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (name,) = re.findall(rf"\[({CODE})\]$", shown, re.MULTILINE)
    place = shown.partition(":")[0]
    begin, old, new = EDITS[place, name]
    copy_data(tmp_path)
    monkeypatch.chdir(tmp_path)
    if begin:
        text = Path(begin).read_text(encoding="utf-8")
        assert old in text
        text = text.replace(old, new, 1)
        if "已核实" in shown:
            text += "\n" + blocks(section("核实：查过没有错，就说明理由", "### "), "yaml")[0]
        Path(place).write_text(text, encoding="utf-8")
    else:
        draft(place)
    command_line.main(["check", place])
    assert shown.rstrip("\n") in capsys.readouterr().out


def draft(place: str) -> None:
    """Begin a data file from the one before it, under the current folder."""
    path = Path(place)
    path.unlink(missing_ok=True)
    agency = [] if path.parent.name == "data" else ["--agency", path.parent.name]
    here = Place(Path("data"), Path("reports"), ROOT / "templates")
    assert main(["new", path.stem, *agency], here) == 0


def test_the_last_lines_are_as_shown(
    year_2017: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shown = [b for b in blocks(section("检查报告怎么读", "## "), "text") if "\n错误 " in b]
    _, old, new = EDITS["data/2017.yaml", "sum-mismatch"]
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    Path("data/2017.yaml").write_text(year_2017.replace(old, new, 1), encoding="utf-8")
    place = checkout(tmp_path)._replace(templates=ROOT / "templates")
    assert main(["report", "2017"], place) == 1
    output, _, said = capsys.readouterr().out.rstrip("\n").rpartition("\n")
    assert [f"{output}\n".rpartition("\n\n")[2]] == shown
    assert f"“{said}”" in MANUAL


def test_what_fix_mends_is_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (said,) = blocks(section("代改：标点、引号、空格", "### "), "text")
    copy_data(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert command_line.main(["fix", "2017", "--data", "data"]) == 0
    assert capsys.readouterr().out == said
    assert command_line.main(["fix", "2017", "--data", "data"]) == 0
    assert "没有能代改的" in capsys.readouterr().out


def test_what_can_be_mended_is_said_so() -> None:
    said = set(re.findall(r"^\| `(.+?)` \| .+ \| .*可以代改 \|$", MANUAL, re.MULTILINE))
    mended = {
        case.home.stem
        for case in cases().values()
        if "可以代改" in case.expected and case.home.stem != "many"
    }
    assert said == mended


def test_findings_are_shown() -> None:
    places = {shown.partition(":")[0] for shown in shown_findings()}
    assert places == {place for place, _ in EDITS}
    assert len(shown_findings()) >= len(EDITS) + 2  # the README's, and a waived one


def test_the_broken_tag_is_found_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = [b for b in blocks(KEEPERS, "text") if b.startswith("templates/2014/report.docx!")]
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates/2014", folder / "2014")
    good, broken = ROOT / "templates/2014/report.docx", folder / "2014/report.docx"
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(broken, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry, part.replace("{{ 落款.日期".encode(), "｛｛ 落款.日期".encode()))
    monkeypatch.chdir(tmp_path)
    code = command_line.main(["template-check", "2014", "--templates", str(folder)])
    assert shown in capsys.readouterr().out
    assert code == 1


def test_a_changed_figure_in_word_is_found_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (shown,) = [b for b in blocks(MANUAL, "text") if b.startswith("reports/2017/")]
    name = shown.partition("!")[0]
    (tmp_path / name).parent.mkdir(parents=True)
    with zipfile.ZipFile(ROOT / name) as old, zipfile.ZipFile(tmp_path / name, "w") as new:
        for entry in old.infolist():
            before, label, after = old.read(entry).partition("1.按时办结数".encode())
            new.writestr(entry, before + label + after.replace(b">239<", b">238<", 1))
    monkeypatch.chdir(tmp_path)
    code = command_line.main(["verify", name, "2017"])
    assert shown in capsys.readouterr().out
    assert code == 1


# The data file


def mistakes(excerpt: str, name: str) -> list[str]:
    """What is wrong with a part of a data file on a form, but for what it leaves out."""
    form = form_of(name)
    schema = json.loads((form.folder / "schema.json").read_text(encoding="utf-8"))
    tree = read_tree(Source.from_text("excerpt", excerpt))
    assert tree.root is not None
    findings = list(tree.findings)
    unknown = []
    for entry in tree.root.entries:
        known = schema["properties"].get(entry.key.text)
        if known is None:
            unknown.append(entry.key.text)
        elif isinstance(entry.value, Mapping):
            unknown += {e.key.text for e in entry.value.entries} - set(known["properties"])
        if entry.key.text == "统计表":
            reader = FigureReader(form)
            reader.figures(entry)
            findings += reader.findings
    return unknown + [f.message for f in findings if f.code != "missing-figure"]


def excerpts(document: str) -> list[str]:
    return [
        excerpt
        for excerpt in blocks(document, "yaml")
        if not excerpt.startswith(("# yaml-language-server", "表式: 示例省政府", "# Kubernetes"))
    ]


@ALL
def test_each_yaml_excerpt_fits_a_form(document: str) -> None:
    assert excerpts(document) or document in {NEW_FORM, KEEPERS, EDITORS}
    for excerpt in excerpts(document):
        if excerpt.startswith("汇总:"):
            assert bind_roster(read_tree(Source.from_text("机构.yaml", excerpt)))[1] == ()
        elif "表式:" not in excerpt:
            assert [] in [mistakes(excerpt, name) for name in FORMS], excerpt


def test_each_reference_shown_is_one() -> None:
    """The names in the manual's table are those of a form, last year's too."""
    names = first_cells(section("引用：统计表里有的数，正文里不再打一遍", "### "))
    paths = [parse_reference(name.replace("\\|", "|").strip("{}")) for name in names]
    assert {f for path in paths for f in path.filters} == set(FILTERS)
    own = {"年度", "上年度", "下年度", "机关", "署名"}
    for path, _ in paths:
        cells = [form_of(name).find(path.removeprefix("上年.")) for name in FORMS]
        assert path in own or [1] in [[len(found)] for found in cells], path


def test_the_tables_shown_are_from_the_data() -> None:
    """Rows that the documents show of a year are typed so in its file."""
    shown = {
        "data/2017.yaml": [*blocks(README, "yaml"), *blocks(section("2014 到 2018 年的表", "## "), "yaml")],
        f"{SAMPLE}/2025.yaml": blocks(section("2021 年起的三张表", "### "), "yaml"),
        f"{SAMPLE}/2019.yaml": blocks(section("2019、2020 年的三张表", "### "), "yaml"),
    }  # fmt: skip
    for name, found in shown.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        whole = {*text.split("\n"), *(re.split(r" +#", line)[0] for line in text.split("\n"))}
        assert found
        assert {line for excerpt in found for line in excerpt.split("\n")} <= whole


def test_a_draft_is_begun_as_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    part = section("起草了什么", "### ")
    copy_data(tmp_path)
    monkeypatch.chdir(tmp_path)
    (said,) = blocks(part, "text")
    draft("data/2018.yaml")
    assert capsys.readouterr().out == said
    draft(f"{SAMPLE}/2026.yaml")
    (excerpt,) = blocks(part, "yaml")
    assert excerpt in Path(f"{SAMPLE}/2026.yaml").read_text(encoding="utf-8")
    assert command_line.main(["new", "2018", "--data", "data"]) == 2
    assert "不覆盖" in capsys.readouterr().err
    draft(f"{SAMPLE}/2019.yaml")
    (to_decide,) = re.findall(r"`(#   要定：.+)`", MANUAL)
    assert to_decide in Path(f"{SAMPLE}/2019.yaml").read_text(encoding="utf-8").split("\n")


def test_the_table_of_rules_is_that_of_the_forms() -> None:
    table = section("勾稽关系：数与数要对得上", "### ")
    rows = re.findall(r"^\| (Q\d+) \| .+ \| (错误|警告)", table, re.MULTILINE)
    rules = {(r.number, str(r.severity)) for n in ("2019", "2021") for r in form_of(n).rules}
    assert set(rows) == rules


@pytest.mark.parametrize("name", FORMS)
def test_the_table_of_keys_is_the_schema(name: str) -> None:
    path = ROOT / "templates" / name / "schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    table = section("最外层的键", "### ")
    rows = re.findall(r"^\| `(.+?)` \| (必写|可写|一般不写) \|", table, re.MULTILINE)
    assert {key for key, _ in rows} == set(schema["properties"])
    assert {key for key, need in rows if need == "必写"} == set(schema["required"])


@pytest.mark.parametrize("name", FORMS)
def test_sections_filling_totals_and_styles_are_those_of_the_form(name: str) -> None:
    form = form_of(name)
    named = set(re.findall(r"`([^`\n]+)`", MANUAL))
    styles = re.findall(r"^\| `- (.+?):` \|", MANUAL, re.MULTILINE)
    assert {part.key for part in form.sections} <= named
    assert set(form.filling) <= named
    alone = {cell.indicator.name for cell in form.totals if len(cell.indicator.columns) == 1}
    assert alone <= named
    assert {table.key for table in form.tables} - {""} <= named
    assert styles == list(form.list_styles)


# A new form


def test_a_new_form_is_made_as_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form, data = blocks(NEW_FORM, "yaml")
    broken, printed = blocks(NEW_FORM, "text")
    name = "示例省简表"
    folder = tmp_path / "templates" / name
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder.mkdir()
    (folder / "form.yaml").write_text(form, encoding="utf-8")
    shutil.copy(ROOT / "templates/2014/report.txt", folder)
    (tmp_path / "data").mkdir()
    (tmp_path / "data/2017.yaml").write_text(data, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(rf"build\.py (\S+) {name}$", NEW_FORM, re.MULTILINE)
    assert commands == ["layout", "schema", "template-check"]
    for command in commands:
        assert command_line.main([command, name, "--templates", "templates"]) == 0
    places = ["--data", "data", "--templates", "templates"]
    assert command_line.main(["report", "2017", *places, "--out", "out"]) == 0
    (text,) = Path("out").glob("2017/*.txt")
    assert text.read_text(encoding="utf-8") == printed
    assert command_line.main(["new", "2018", *places]) == 0
    assert f"表式: {name}\n" in Path("data/2018.yaml").read_text(encoding="utf-8")
    path = folder / "report.txt"
    whole = path.read_text(encoding="utf-8")
    start = whole.index("{% if 联系方式 %}")
    end = whole.index("{% endif %}\n", start) + len("{% endif %}\n")
    path.write_text(whole[:start] + whole[end:], encoding="utf-8")
    capsys.readouterr()
    assert command_line.main(["template-check", name, "--templates", "templates"]) == 1
    assert capsys.readouterr().out == broken


def test_the_table_of_a_forms_keys_is_the_readers() -> None:
    rows = re.findall(r"^\| (`.+`) \| (必写|可写) \|", NEW_FORM, re.MULTILINE)
    keys: dict[str, set[str]] = {"必写": set(), "可写": set()}
    for names, need in rows:
        keys[need] |= set(re.findall(r"`(.+?)`", names))
    assert keys == {"必写": set(_REQUIRED), "可写": set(_OPTIONAL)}


# The Word template


def test_the_table_of_styles_is_that_of_the_template() -> None:
    root = etree.parse(ROOT / "templates/base/word/styles.xml").getroot()
    names = [name.get(f"{W}val", "") for name in root.iterfind(f"{W}style/{W}name")]
    part = section("在 Word 里改样式", "### ")
    assert len(names) > 20
    assert sorted(first_cells(part)) == sorted(set(names) - WORDS_OWN)
    for name, alias in re.findall(r"`([^`]+)`（别名 (.+?)）", part):
        style = next(s for s in root.iterfind(f"{W}style") if s[0].get(f"{W}val") == name)
        assert style.find(f"{W}aliases") is not None
        assert style.findall(f"{W}aliases")[0].get(f"{W}val") == alias


def test_the_names_for_templates_are_those_of_the_view() -> None:
    view = specimen(form_2014())
    part = section("模板里可以用的名字", "## ")
    names = first_cells(part)
    assert {re.split(r"[.\[]", name)[0] for name in names} == set(view._fields)
    for path in names:
        first, _, rest = path.partition(".")
        assert not rest or "[" in first or rest in getattr(view, first)._fields
    (table,) = view.表
    described = {"正文[0]": view.正文[0][0], "表[0]": table, "表[0].行": table.行[0]}
    for key, item in described.items():
        (row,) = re.findall(rf"^\| `{re.escape(key)}` \| (.+) \|$", part, re.MULTILINE)
        described_names = {name for name in re.findall(r"`(.+?)`", row) if "[" not in name}
        assert described_names == set(fields_of(item))


# Links


def anchors_of(document: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text).lower().replace(" ", "-") for text in headings}


@ALL
def test_each_link_leads_somewhere(document: str) -> None:
    home = ROOT if document is README else ROOT / "docs"
    links = re.findall(r"\]\((.+?)\)", document)
    assert links
    for link in links:
        target, _, anchor = link.partition("#")
        assert (home / target).exists(), link
        other = (home / target).read_text(encoding="utf-8") if target and anchor else document
        assert not anchor or anchor in anchors_of(other), link


@pytest.mark.parametrize(
    "path", [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")], ids=lambda path: path.name
)
def test_no_document_has_two_versions_of_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall("^(?:<{7} .*|={7}|>{7} .*)$", text, re.MULTILINE) == []
