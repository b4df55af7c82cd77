#!/usr/bin/env python3
"""The command line: one short function a command.

data/2017.yaml ─ read ─▶ tree with places ─ bind ─▶ report ─ check ─▶ findings
templates/2014/form.yaml ──────────────────┘           │
└─ view ─ render ─▶ reports/2017/…
"""

from __future__ import annotations

import gc

gc.disable()  # a run lasts a tenth of a second; the collector would go through every module twice

import argparse
import errno
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WRITTEN, MISTAKES, MISUSED = 0, 1, 2
FORMATS = ("docx", "txt", "pdf")

if sys.version_info < (3, 11):  # noqa: UP036  an older Python should be told, not traced back
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0])
DEPENDENCIES = {"yaml", "jinja2", "markupsafe", "lxml", "docx", "docxtpl"}


def run_in_venv() -> int:
    """Run again in the environment that make has set up, or say how to get the dependencies."""
    python = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.is_file() and Path(sys.prefix) != ROOT / ".venv":
        import subprocess

        command = [str(python), str(ROOT / "build.py"), *sys.argv[1:]]
        return subprocess.run(command, check=False).returncode  # noqa: S603  this very command
    install = "python -m pip install --require-hashes -r requirements.txt"
    sys.stderr.write(f"缺少依赖，请先运行：{install}\n")
    return MISUSED


try:
    import yaml  # noqa: F401  the one dependency that every command needs
except ModuleNotFoundError:
    sys.exit(run_in_venv())

from nianbao.cli.misuse import MisuseError, Parser
from nianbao.examine import Examination, examine
from nianbao.files import CannotError, create, form_folders, replace_together, shown
from nianbao.findings.finding import Finding, has_errors
from nianbao.findings.printers import PRINTERS
from nianbao.findings.width import visible
from nianbao.workspace import Workspace


def report(order: argparse.Namespace) -> int:
    """检查，再写出 Word 年报和纯文本。"""
    edition = _examine(order)
    if not edition.report or not edition.narrative or not edition.sound:
        return _refuse(order, edition.findings)
    from nianbao.outputs import render
    from nianbao.view import build_view

    view = build_view(edition.report, edition.narrative)
    formats = dict.fromkeys("docx" if name == "pdf" else name for name in order.format)
    rendered, found = render(view, edition.report.form, formats)
    findings = (*edition.findings, *found)
    if has_errors(findings):
        return _refuse(order, findings)
    _tell(order, findings)
    folder = order.out / order.agency / str(edition.report.year)
    _write(order, {folder / f"{view.title}.{s}": rendered[s] for s in order.format if s != "pdf"})
    if "pdf" in order.format:
        from nianbao.outputs.pdf import to_pdf

        _write(order, {folder / f"{view.title}.pdf": to_pdf(rendered["docx"])})
    return WRITTEN


def check(order: argparse.Namespace) -> int:
    """只检查，不写文件。"""
    findings = _examine(order).findings
    if order.only:
        findings = tuple(finding for finding in findings if finding.code in order.only)
    return _tell(order, tuple(f for f in findings if f.code not in order.ignore))


def fix(order: argparse.Namespace) -> int:
    """把能代改的（标点、引号、空格）改进数据文件，别的一个字节也不动。"""
    from nianbao.datafile.mend import as_diff, mend

    path = _data_file(order)
    before = path.read_bytes()
    edition = _examine(order)
    if edition.report is None:
        return _tell(order, edition.findings)
    after, count = mend(Workspace(order.templates), path, edition.report.year, before)
    if order.diff:
        sys.stdout.write(as_diff(shown(path), before, after))
    elif after == before:
        print(f"{shown(path)} 没有能代改的")
    else:
        replace_together({path.resolve(): after})
        print(f"已改 {shown(path)}，{count} 处")
    return WRITTEN


def new(order: argparse.Namespace) -> int:
    """由上年的数据文件起草新一年的；已有的文件不动。"""
    from nianbao.datafile.draft import draft
    from nianbao.form.choice import form_of_year

    year = _year(order.year)
    path = order.data / order.agency / f"{year}.yaml"
    if path.exists():
        raise MisuseError(f"已有 {shown(path)}，不覆盖")
    before = _existing(path.with_name(f"{year - 1}.yaml"))
    workspace = Workspace(order.templates)
    edition = examine(workspace, before, year - 1)
    if edition.report is None:
        return _tell(order, edition.findings)
    last = edition.report
    if last.form_named:
        form, findings = workspace.form(last.form.folder.name)
    else:
        form, findings = form_of_year(year, workspace, last.day_span)
    if form is None:
        return _tell(order, findings)
    create(path, draft(last, form, shown(before), path).encode("utf-8"))
    print(f"已写 {shown(path)}，由 {shown(before)} 起草；填好后运行 make check YEAR={year}")
    return WRITTEN


def schema(order: argparse.Namespace) -> int:
    """由表式写出 schema.json，供编辑器补全和提示。"""
    from nianbao.form.reader import read_form
    from nianbao.form.schema import schema_of

    for folder in _form_folders(order):
        form, findings = read_form(folder, shown(folder))
        if form is None:
            return _tell(order, tuple(findings))
        replace_together({folder / "schema.json": schema_of(form)})
        print(f"已写 {shown(folder / 'schema.json')}")
    return WRITTEN


def layout(order: argparse.Namespace) -> int:
    """由表式画出 Word 模板的初稿；已有模板的不动，除非 --redraw。"""
    from nianbao.form.reader import read_form
    from nianbao.outputs.layout import base_parts, draw

    for folder in _form_folders(order):
        form, findings = read_form(folder, shown(folder))
        path = folder / "report.docx"
        if form is None:
            return _tell(order, tuple(findings))
        if path.exists() and not order.redraw:
            print(f"已有 {shown(path)}，不动它；要重画就加 --redraw（在 Word 里改过的样式会丢失）")
            continue
        replace_together({path: draw(form, base_parts(order.templates / "base"))})
        print(f"已写 {shown(path)}")
    return WRITTEN


def template_check(order: argparse.Namespace) -> int:
    """检查 Word 和文本模板里的标签。"""
    from nianbao.form.reader import read_form
    from nianbao.outputs.inspection import inspect_template

    findings: list[Finding] = []
    for folder in _form_folders(order):
        form, found = read_form(folder, shown(folder))
        findings += found
        if form is None:
            continue
        for path in (folder / "report.docx", folder / "report.txt"):
            findings += inspect_template(shown(path), path.read_bytes(), form)
    return _tell(order, tuple(findings))


def verify(order: argparse.Namespace) -> int:
    """检查任意一个 Word 文件是否完好；写明年份就再与那一年的数据核对。"""
    from nianbao.outputs.inspection import compare_document, inspect_document

    path = Path(order.file)
    data = path.read_bytes()
    findings = inspect_document(shown(path), data)
    if order.year:
        edition = _examine(order)
        if not edition.report or not edition.narrative or not edition.sound:
            return _tell(order, (*findings, *edition.findings))
        from nianbao.view import build_view

        view = build_view(edition.report, edition.narrative)
        findings += compare_document(shown(path), data, view)
    return _tell(order, tuple(findings))


def text(order: argparse.Namespace) -> int:
    """把 Word 文件印成纯文字（git diff 用）。"""
    from nianbao.outputs.word.document import as_text

    print(as_text(Path(order.file).read_bytes()))
    return WRITTEN


def _form_folders(order: argparse.Namespace) -> list[Path]:
    """Return the form that is named, or the year's, or all forms where nothing is said."""
    folders = {
        path.parent.name: path.parent for path in sorted(order.templates.glob("*/form.yaml"))
    }
    if not order.form:
        return list(folders.values())
    if order.form in folders:
        return [folders[order.form]]
    forms = {y: path for y, path in form_folders(order.templates).items() if order.form >= str(y)}
    if re.fullmatch(r"[0-9]{4}", order.form) and forms:
        return [forms[max(forms)]]
    raise MisuseError(f"没有表式“{order.form[:40]}”；现有：{'、'.join(folders)}")


def _examine(order: argparse.Namespace) -> Examination:
    path = _data_file(order)
    named = order.year if re.fullmatch(r"[0-9]{4}", order.year) else path.stem
    year = int(named) if re.fullmatch(r"[0-9]{4}", named) else None
    return examine(Workspace(order.templates), path, year, stern=order.strict)


def _data_file(order: argparse.Namespace) -> Path:
    """Return the data file of the order; MisuseError where the year is none or there is no file."""
    if order.command in {"check", "fix"} and order.year.endswith((".yaml", ".yml")):
        return _existing(Path(order.year))
    if order.command == "check" and re.search(r"[./\\]", order.year):
        raise MisuseError(f"数据文件应当是 .yaml，现在是“{order.year[:40]}”")
    return _existing(order.data / order.agency / f"{_year(order.year)}.yaml")


def _year(text: str) -> int:
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text)
    raise MisuseError(f"年份应当是四位数字，如 2017，现在是“{text[:40]}”")


def _existing(path: Path) -> Path:
    if path.is_file():
        return path
    there = "、".join(sorted(p.stem for p in path.parent.glob("[0-9][0-9][0-9][0-9].yaml")))
    raise MisuseError(f"没有 {shown(path)}" + (f"；现有 {there} 年的数据" if there else ""))


def _write(order: argparse.Namespace, files: dict[Path, bytes]) -> None:
    replace_together(files)
    for path in files:
        _say(order, f"已写 {shown(path)}")


def _refuse(order: argparse.Namespace, findings: tuple[Finding, ...]) -> int:
    """Tell why nothing was written; the old report is as it was."""
    code = _tell(order, findings)
    _say(order, "有错误，没有写文件；原来的年报没有动")
    return code


def _say(order: argparse.Namespace, text: str) -> None:
    """Print a line for a person; a program reads the findings alone."""
    print(visible(text), file=sys.stdout if order.output == "text" else sys.stderr)


def _tell(order: argparse.Namespace, findings: tuple[Finding, ...]) -> int:
    """Print findings in the form that was asked for; return the exit code they call for."""
    if order.output == "sarif":
        from nianbao.findings.sarif import as_sarif

        print(as_sarif(findings))
    else:
        print(PRINTERS[order.output](findings))
    return MISTAKES if any(finding.severity == "错误" for finding in findings) else WRITTEN


def _agency(text: str) -> str:
    if text in {".", ".."} or re.search(r'[\\/:*?"<>|\x00-\x1f]', text):
        raise MisuseError(f"机关名“{text[:40]}”不能用作文件夹名")
    return text


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _formats(text: str) -> list[str]:
    formats = text.split(",")
    if wrong := [name for name in formats if name not in FORMATS]:
        raise MisuseError(f"没有格式“{wrong[0][:20]}”，可以写 {'、'.join(FORMATS)}")
    return formats


def _parser() -> argparse.ArgumentParser:
    about = "政府信息公开工作年度报告：检查数据，写出 Word 和纯文本。"
    parser = Parser(prog="build.py", description=about)
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")

    def add(command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = commands.add_parser(command.__name__.replace("_", "-"), help=command.__doc__)
        one.set_defaults(run=command)
        one.add_argument("--templates", type=Path, default=ROOT / "templates", help="表式的文件夹")
        one.add_argument(
            "--output", choices=(*PRINTERS, "sarif"), default="text", help="问题怎样显示"
        )
        return one

    def add_data(one: argparse.ArgumentParser) -> None:
        one.add_argument("--data", type=Path, default=ROOT / "data", help="数据文件夹")
        one.add_argument("--agency", type=_agency, default="", help="哪个机关（data/ 下的文件夹）")

    for command in (report, check, fix, new):
        one = add(command)
        what = "四位年份，或一个数据文件" if command in (check, fix) else "四位年份，如 2017"
        one.add_argument("year", metavar="YEAR", help=what)
        add_data(one)
        one.add_argument("--strict", action="store_true", help="警告也算错误")
        if command is fix:
            one.add_argument("--diff", action="store_true", help="只显示要改什么，不写")
        if command is check:
            one.add_argument("--only", type=_codes, default=(), help="只看这些代码的问题，逗号隔开")
            one.add_argument("--ignore", type=_codes, default=(), help="不看这些代码的问题")
        if command is report:
            one.add_argument("--out", type=Path, default=ROOT / "reports", help="写到哪里")
            one.add_argument(
                "--format", type=_formats, default=["docx", "txt"], help="docx,txt,pdf"
            )
    for command in (schema, layout, template_check):
        one = add(command)
        what = "年份或表式的文件夹名；不写就是全部"
        one.add_argument("form", metavar="FORM", nargs="?", default="", help=what)
        if command is layout:
            one.add_argument("--redraw", action="store_true", help="已有的模板也重画")
    for command in (verify, text):
        one = add(command)
        one.add_argument("file", metavar="FILE.docx", help="Word 文件")
        if command is verify:
            one.add_argument("year", metavar="YEAR", nargs="?", default="", help="与哪年数据核对")
            add_data(one)
            one.set_defaults(strict=False)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit codes are set here and nowhere else."""
    for stream in (sys.stdout, sys.stderr):  # a GBK console cannot print every character
        if stream is not None:  # `>&-` closes it
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        order = _parser().parse_args(arguments)
        return int(order.run(order))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in DEPENDENCIES:
            raise
        return run_in_venv()
    except (MisuseError, CannotError) as error:
        print(visible(str(error)), file=sys.stderr)
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("已中断，没有写文件", file=sys.stderr)
    except OSError as error:
        print(visible(f"读写失败：{error.filename or ''} {_reason(error)}"), file=sys.stderr)
    return MISUSED


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.EPERM: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


if __name__ == "__main__":
    sys.exit(main())
