"""Outputs are a table: what holds of one holds of each, and a new one is a file and a line."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from conftest import A_ROW_LESS, ROOT, WORKSPACE, kept

import build as command
from nianbao.examine import examine
from nianbao.form import Form
from nianbao.outputs import (
    OUTPUTS,
    USUAL,
    check_templates,
    convert,
    load,
    render,
    shipped,
    template_path,
    templated,
    trial,
)
from nianbao.outputs.glance.drawing import Drawing
from nianbao.outputs.output import Conversion
from nianbao.outputs.sandbox import Sandbox
from nianbao.outputs.text import PlainText
from nianbao.specimen import specimen
from nianbao.store import Store
from nianbao.view import Grid, TextBlock, View, build_view
from nianbao.workspace import Workspace

FORMS = ("2014", "2019", "2021")
YEARS = {"2014": "data/2017.yaml", "2019": "data/示例局/2019.yaml", "2021": "data/示例局/2025.yaml"}


def form_of(name: str, workspace: Workspace = WORKSPACE) -> Form:
    form, findings = workspace.form(name)
    assert form, findings
    return form


@cache
def view_of(name: str) -> View:
    """What the templates of a form print of a real or sample year."""
    path = ROOT / YEARS[name]
    edition = examine(WORKSPACE, path, int(path.stem))
    assert edition.report
    assert edition.narrative
    return build_view(edition.report, edition.narrative)


def rendered(name: str, output: str, view: View) -> bytes:
    """A view as a file, whatever it should have said."""
    template, findings = load(WORKSPACE, output, form_of(name))
    assert template, findings
    return template.render(view)


def test_each_output_is_made_of_a_template_or_of_one_that_is() -> None:
    assert {"docx", "txt", "pdf"} <= set(OUTPUTS)
    assert set(USUAL) <= set(templated())
    for name, output in OUTPUTS.items():
        assert (name in templated()) != isinstance(output, Conversion | Drawing)
        if isinstance(output, Conversion):
            assert output.source in templated()


def test_an_output_that_is_made_from_another_brings_that_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(OUTPUTS, "upper", Conversion("txt", bytes.upper))
    files, _ = render(WORKSPACE, view_of("2014"), form_of("2014"), ["upper", "docx"])
    assert set(files) == {"txt", "docx"}
    assert convert(files, ["upper", "docx"]) == {"upper": files["txt"].upper()}
    assert convert(files, ["docx"]) == {}


def test_the_table_itself_loads_nothing_that_an_output_takes() -> None:
    program = (
        "import sys, nianbao.outputs;"
        "print(sorted({'docx', 'docxtpl', 'jinja2.sandbox', 'lxml'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


# ── a new output: one file and one line ─────────────────────────────────────────────────────────

MARKDOWN = '''
"""The report as Markdown."""

from nianbao.outputs.readback import missing
from nianbao.outputs.text import PlainText


class Markdown(PlainText):
    """Its tags are those of a plain text; its tables are read back cell by cell."""

    def differences(self, view, data):
        lines = data.decode("utf-8").split("\\n")
        rows = [[cell.strip() for cell in line[1:-1].split(" | ")] for line in lines]
        return [
            *missing("正文", view.paragraphs, [line.lstrip("# ") for line in lines]),
            *missing("统计表", view.lines, [tuple(row) for row in rows]),
        ]
'''
LAYOUT = """\
{% if 文号 %}
{{ 文号 }}

{% endif %}
# {{ 题名.全 }}
{% for 段 in 正文[0] %}

{{ "## " if 段.类 == "一级标题" else "" }}{{ 段.文 }}
{% endfor %}

| {{ ([表[0].首栏, 表[0].单位栏] + 表[0].列) | join(" | ") }} |
|---|---|---|
{% for 行 in 表[0].行 %}
| {{ ([行.标签 ~ 行.注, 行.单位] + 行.数) | join(" | ") }} |
{% endfor %}
{% for 行 in 填报 + [联系方式, 落款.署名, 落款.日期] %}

{{ 行 }}
{% endfor %}
"""


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A copy of the templates that a test may change."""
    return shutil.copytree(ROOT / "templates", tmp_path / "templates")


@pytest.fixture
def markdown(tmp_path: Path, templates: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The new output: its file, its line, and a template of one form."""
    module = module_of(tmp_path / "markdown.py", MARKDOWN)
    monkeypatch.setitem(OUTPUTS, "md", module.Markdown())
    path = templates / "2014/report.md"
    path.write_text(LAYOUT, encoding="utf-8")
    return path


def module_of(path: Path, source: str) -> ModuleType:
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_new_output_is_written_by_the_report_command(
    markdown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--templates", str(markdown.parents[1]), "--out", str(tmp_path / "out")]
    assert command.main(["report", "2017", "--format", "md,txt", *where]) == 0
    (path,) = (tmp_path / "out").rglob("*.md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 市规划局2017年度政府信息公开工作年度报告\n")
    assert "| 2.政府网站公开政府信息数 | 条 | 2116 |" in text
    assert path.with_suffix(".txt").is_file()
    capsys.readouterr()
    assert command.main(["report", "2017", "--format", "pmd", *where]) == 2
    assert "片段.html、pdf、图解.docx、图解.html、md" in capsys.readouterr().err


def test_a_new_output_is_inspected(markdown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["template-check", "2014", "--templates", str(markdown.parents[1])]
    assert command.main(order) == 0
    markdown.write_text(LAYOUT.replace("行.数)", "行.树)"), encoding="utf-8")
    assert command.main(order) == 1
    assert "report.md:14:1: 错误 “行”里没有“树”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wanted", "printed", "says"),
    [
        ("+ 行.数)", "+ ['1'])", "统计表里“一、主动公开情况"),
        ("+ [联系方式, ", "+ [", "正文里找不到"),
    ],
)
def test_a_new_output_is_read_back(markdown: Path, wanted: str, printed: str, says: str) -> None:
    assert wanted in LAYOUT
    markdown.write_text(LAYOUT.replace(wanted, printed), encoding="utf-8")
    workspace = Workspace(markdown.parents[1], Store(None))
    form = form_of("2014", workspace)
    files, findings = render(workspace, view_of("2014"), form, ["md"])
    assert files == {}
    assert {str(finding.code) for finding in findings} == {"not-printed"}
    assert any(says in finding.message for finding in findings), findings


# ── read back in order ──────────────────────────────────────────────────────────────────────────

CASES = [(form, output) for form in FORMS for output in templated()]


def of_each_form_and_output() -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("form", "output"), CASES, ids=str)


def differences(form: str, output: str, said: View) -> list[str]:
    """What a file of another view does not say of the form's own."""
    return templated()[output].differences(view_of(form), rendered(form, output, said))


def without(group: list[TextBlock], place: int) -> list[TextBlock]:
    return group[:place] + group[place + 1 :]


def swapped(group: list[TextBlock], place: int) -> list[TextBlock]:
    return [*group[:place], group[place + 1], group[place], *group[place + 2 :]]


def with_group(view: View, number: int, group: list[TextBlock]) -> View:
    return view._replace(正文=[*view.正文[:number], group, *view.正文[number + 1 :]])


def with_other_rows(view: View) -> Iterator[View]:
    """The view with the last two rows of a block changed about, block by block."""
    for number, grid in enumerate(view.表):
        for place, block in enumerate(grid.块):
            if len(block.行) > 1:
                other = turned(grid, place)
                yield view._replace(表=[*view.表[:number], other, *view.表[number + 1 :]])


def turned(grid: Grid, place: int) -> Grid:
    blocks = list(grid.块)
    *rows, one, other = blocks[place].行
    blocks[place] = blocks[place]._replace(行=[*rows, other, one])
    return grid._replace(块=blocks, 行=[row for block in blocks for row in block.行])


@of_each_form_and_output()
def test_two_paragraphs_changed_about_are_found(form: str, output: str) -> None:
    view, tried = view_of(form), 0
    for number, group in enumerate(view.正文):
        for place in range(len(group) - 1):
            if group[place].文 != group[place + 1].文:
                said = with_group(view, number, swapped(group, place))
                (found, *_) = differences(form, output, said)
                assert found.startswith("正文里")
                tried += 1
    assert tried > 10


@of_each_form_and_output()
def test_a_paragraph_that_is_not_printed_is_found(form: str, output: str) -> None:
    view, tried = view_of(form), 0
    for number, group in enumerate(view.正文):
        for place in range(len(group)):
            assert differences(form, output, with_group(view, number, without(group, place)))
            tried += 1
    assert tried > 10


@of_each_form_and_output()
def test_two_rows_changed_about_are_found(form: str, output: str) -> None:
    view, others = numbered(form), list(with_other_rows(numbered(form)))
    assert len(others) >= len(view.表)
    for said in others:
        (found, *_) = templated()[output].differences(view, rendered(form, output, said))
        assert found.startswith("统计表里")


def numbered(form: str) -> View:
    """A view in which no two figures are the same."""
    view = specimen(form_of(form))
    grids = []
    for number, grid in enumerate(view.表, 1):
        blocks = [
            block._replace(
                行=[
                    row if row.标题 else row._replace(数=[
                        f"{number}{block_number}{place:02}{column:02}" for column in range(len(row.数))
                    ])
                    for place, row in enumerate(block.行)
                ]
            )
            for block_number, block in enumerate(grid.块)
        ]  # fmt: skip
        rows = [row for block in blocks for row in block.行]
        grids.append(grid._replace(块=blocks, 行=rows))
    return view._replace(表=grids)


# ── templates are read anew, and inspected unless they were shipped ─────────────────────────────


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch, templates: Path) -> list[str]:
    """What was done to the text template, which counts as shipped as it is, in its order."""
    shipped_now = shipped.fingerprint(
        (templates / "2014/report.txt").read_bytes(), form_of("2014", Workspace(templates))
    )
    monkeypatch.setattr(shipped, "SHIPPED", frozenset({shipped_now}))
    done: list[str] = []
    count(monkeypatch, PlainText, "compile", done)
    count(monkeypatch, PlainText, "inspect", done)
    return done


def count(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, done: list[str]) -> None:
    """Let each call of a method be written down."""
    method = getattr(owner, name)

    def counting(*given: object) -> object:
        done.append(name)
        return method(*given)

    monkeypatch.setattr(owner, name, counting)


def say(workspace: Workspace) -> tuple[str, list[str]]:
    """The text of a report and the codes of what was found, in this workspace."""
    files, findings = render(workspace, view_of("2014"), form_of("2014", workspace), ["txt"])
    return files.get("txt", b"").decode(), [str(finding.code) for finding in findings]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_shipped_is_compiled_once_and_not_inspected(
    templates: Path, counted: list[str]
) -> None:
    workspace = Workspace(templates, Store(None))
    assert say(workspace) == say(workspace)
    assert counted == ["compile"]


def test_an_edited_template_is_inspected_and_compiled_once_in_a_workspace(
    templates: Path, counted: list[str]
) -> None:
    workspace = Workspace(templates, Store(None))
    before, _ = say(workspace)
    edit(templates / "2014/report.txt", "{{ 题名.全 }}", "{{ 题名.全 }}\n（印本）")
    after, _ = say(workspace)
    assert say(workspace) == (after, [])
    assert counted == ["compile", "inspect", "compile"]
    assert ("（印本）" in before, "（印本）" in after) == (False, True)
    edit(templates / "2014/report.txt", "（印本）", "（存本）")  # as long as before
    assert "（存本）" in say(workspace)[0]


def test_an_edited_form_has_its_templates_inspected_anew(
    templates: Path, counted: list[str]
) -> None:
    workspace = Workspace(templates, Store(None))
    say(workspace)
    edit(templates / "2014/form.yaml", "表式:", "# 省里另有要求\n表式:")
    assert say(workspace)[1] == []
    assert counted == ["compile", "inspect", "compile"]


def test_the_store_is_no_certificate(templates: Path, tmp_path: Path) -> None:
    """Compiled it may be, and kept; it prints a row less, and each process finds that out."""
    cache_ = tmp_path / "cache"
    cache_.mkdir(mode=0o700)
    edit(templates / "2014/report.txt", "{{ 表[0] | 成表 }}", A_ROW_LESS)
    for _ in range(3):
        assert say(Workspace(templates, Store(cache_))) == ("", ["not-printed"])
    assert list(cache_.rglob("*.code"))


def test_what_docxtpl_and_jinja_made_is_taken_from_the_store(
    templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_ = tmp_path / "cache"
    cache_.mkdir(mode=0o700)
    view = view_of("2014")

    def files() -> dict[str, bytes]:
        workspace = Workspace(templates, Store(cache_))
        made, findings = render(workspace, view, form_of("2014", workspace), templated())
        assert findings == []
        return made

    first = files()
    for entry in cache_.rglob("*.*"):
        if entry.suffix in {".code", ".jinja"}:
            entry.write_bytes(b"damaged")
    assert files() == first
    monkeypatch.setattr(Sandbox, "compile", lambda *_: pytest.fail("compiled again"))
    monkeypatch.setitem(sys.modules, "docxtpl", None)
    assert files() == first


def test_the_list_of_shipped_templates_is_fresh(update: bool) -> None:
    """Each has passed inspection, with its form as it is; with --update the list is written."""
    lines = []
    for name in WORKSPACE.names():
        form = form_of(name)
        assert check_templates(WORKSPACE, form) == []
        for output in templated():
            print_ = shipped.fingerprint(template_path(form, output).read_bytes(), form)
            lines.append(f'        "{print_}",  # {name}/report.{output}\n')
    path = ROOT / "nianbao/outputs/shipped.py"
    source = path.read_text(encoding="utf-8")
    fresh = re.sub(
        r"(    \{\n).*?(    \}\n)", rf"\g<1>{''.join(lines)}\g<2>", source, flags=re.DOTALL
    )
    assert kept(path, fresh, update) == fresh, "a form or template was edited: pytest --update"
    assert len(lines) >= len(FORMS) * len(templated())


def test_a_template_is_compiled_once_to_be_inspected_and_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    count(monkeypatch, Sandbox, "compile", done)
    data = (ROOT / "templates/2014/report.docx").read_bytes()
    word = templated()["docx"]
    template, findings = trial.inspect_template(
        word, "report.docx", data, form_of("2014"), Store(None)
    )
    assert (findings, done) == ([], ["compile"])
    assert template
    assert word.differences(view_of("2014"), template.render(view_of("2014"))) == []
