"""The command line and make: what they refuse, the exit codes, and that a user sees no traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cases import cases
from conftest import ROOT, Run

import build as command_line

MAKE = shutil.which("make")
needs_make = pytest.mark.skipif(MAKE is None, reason="there is no make on this machine")

YEARS = [
    "", " ", "2017; touch x", "$(shell touch x)", "$(touch x)", "`touch x`", "../../etc", "../2017", "2017/../../x",
    "2017 2018", "2017\ntouch x", "2017\n", "\n2017", "2017|touch x", "2017&touch x", "2017>x", "2017' ; touch x; '",
    '2017" ; touch x; "', "$(eval x:=1)", "${x}", "$$", "%2017", "201", "20170", "2o17", "２０１７", "٢٠١٧", "二〇一七",
    "+2017", "-2017", "2017.0", "0x7e1", "2017#", "\\2017", "*", "????", "~", "2017.yaml", "$(info 2017)", "=",
]  # fmt: skip
AGENCIES = [
    "../../etc", "..", ".", "a/b", "/etc", "a\\b", "C:", "a:b", "a*b", "a?b", 'a"b', "a<b", "a>b", "a|b", "a\nb",
    "a\tb", "a\x1bb", "$(shell touch x)", "$(touch x)", "`touch x`", "; touch x", "' ; touch x; '", "-x",
    "--out=x", "没有这个机关", "2017.yaml",
]  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, deep in an empty folder, whose environment is this test's own."""
    folder = tmp_path_factory.mktemp("office") / "one/two/office"
    folder.mkdir(parents=True)
    for name in ("nianbao", "templates", "data"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("Makefile", "build.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder / name)
    binaries = folder / ".venv/bin"
    binaries.mkdir(parents=True)
    python = binaries / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    if shutil.which("cksum"):
        ran = subprocess.run(
            ["cksum", "requirements.txt"], cwd=folder, capture_output=True, text=True, check=True
        )
        (folder / f".venv/ready-{ran.stdout.split()[0]}").touch()
    return folder


def everything(office: Path) -> set[tuple[str, int]]:
    """All files above and below the office with their times, but for caches."""
    return {
        (str(path), path.stat().st_mtime_ns)
        for path in office.parents[2].rglob("*")
        if path.is_file() and not {"__pycache__", ".cache"} & set(path.parts)
    }


def make(office: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if k not in {"YEAR", "AGENCY", "MAKEFLAGS"}}
    return subprocess.run(
        [MAKE or "make", "--no-print-directory", *arguments],
        cwd=office, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        env={**inherited, **variables},
    )  # fmt: skip


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


# A hostile year or agency


@pytest.mark.parametrize("command", ["report", "check"])
@pytest.mark.parametrize("year", YEARS, ids=ascii)
def test_a_year_that_is_not_four_digits_is_refused(
    command: str, year: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if command == "check" and year.endswith(".yaml"):
        year = "no such file.yaml"
    out = ["--out", str(tmp_path / "out")] if command == "report" else []
    assert command_line.main([command, *out, "--", year]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("agency", AGENCIES, ids=ascii)
def test_an_agency_that_is_no_folder_of_data_is_refused(
    agency: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["report", "2017", f"--agency={agency}", "--out", str(tmp_path / "out")]
    assert command_line.main(order) == 2
    assert capsys.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


@needs_make
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_make_refuses_every_hostile_year_and_runs_nothing(way: str, office: Path) -> None:
    before = everything(office)
    assert len(YEARS) >= 20
    for year in YEARS:
        if way == "argument" and year.lstrip() == "2017":
            continue  # make itself drops blanks in front of an argument's value
        given = [f"YEAR={year}"] if way == "argument" else []
        ran = make(office, "report", *given, **({} if given else {"YEAR": year}))
        assert ran.returncode == 1, year
        assert ran.stderr == "请写明四位年份，如：make report YEAR=2017\n", year
        assert "已写" not in ran.stdout, year
        assert everything(office) == before, year


@pytest.mark.thorough
@needs_make
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_make_refuses_every_hostile_agency_and_runs_nothing(way: str, office: Path) -> None:
    before = everything(office)
    for agency in AGENCIES[::2]:
        given = [f"AGENCY={agency}"] if way == "argument" else []
        variables = {"PYTHONDONTWRITEBYTECODE": "1", **({} if given else {"AGENCY": agency})}
        ran = make(office, "report", "YEAR=2017", *given, **variables)
        assert ran.returncode == 1, agency
        assert "***" not in ran.stderr, agency
        assert "已写" not in ran.stdout, agency
        assert everything(office) == before, agency


@needs_make
def test_make_writes_the_report_only_into_the_output_folder(office: Path) -> None:
    before = everything(office)
    ran = make(office, "report", "YEAR=2017")
    assert ran.returncode == 0, ran.stderr
    new = {Path(path).relative_to(office).parts[:2] for path, _ in everything(office) - before}
    assert new == {("reports", "2017")}
    assert len(list((office / "reports/2017").iterdir())) == 2
    shutil.rmtree(office / "reports")


@needs_make
def test_make_alone_lists_the_commands(office: Path) -> None:
    ran = make(office)
    assert ran.returncode == 0
    assert "make report" in ran.stdout
    assert "make check" in ran.stdout


# make says nothing of its own


@needs_make
@pytest.mark.parametrize(
    "flags",
    [[], *(pytest.param([flag], marks=pytest.mark.thorough) for flag in ("-s", "-k", "-j4"))],
    ids=str,
)
def test_make_adds_no_line_of_its_own_where_a_command_fails(flags: list[str], office: Path) -> None:
    """The clerk has read in Chinese what is wrong; `make: *** [report] Error 1` says nothing more."""
    broken = office / "data/2018.yaml"
    broken.write_text("年度: 2018\n", encoding="utf-8")
    orders = (
        ["check", "YEAR=2018"],
        ["report", "YEAR=2018"],
        ["report", "check", "YEAR=2018"],
        ["fix", "YEAR=1999"],
        ["new", "YEAR=2017"],
        ["verify"],
        ["verify", "FILE=没有.docx"],
        ["lint-templates", "YEAR=1999"],
    )
    for order in orders:
        ran = make(office, *flags, *order)
        assert ran.returncode == 1, order
        assert "make" not in ran.stderr.replace("：make ", ""), order
        assert ran.stdout + ran.stderr, order
        assert "已写" not in ran.stdout, order
    broken.unlink()
    assert make(office, *flags, "check", "YEAR=2017").returncode == 0


@needs_make
@pytest.mark.parametrize("flag", ["-n", "-q", "-t"])
def test_make_that_is_to_run_nothing_runs_nothing(flag: str, office: Path) -> None:
    before = everything(office)
    ran = make(office, flag, "report", "YEAR=2017")
    assert "已写" not in ran.stdout
    assert everything(office) == before


@needs_make
def test_every_command_of_the_clerk_is_quiet_when_it_fails() -> None:
    """A line without $(DO) is not run, and one without an exit of 1 lets make speak."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    clerks = set(re.findall(r"^CLERKS := (.*)$", text, re.MULTILINE)[0].split())
    runs = dict(re.findall(r"^([a-z-]+):[^\n]*## [^\n]*\n((?:\t[^\n]*\n)*)", text, re.MULTILINE))
    assert len(clerks & set(runs)) >= 8
    assert clerks == {name for name, recipe in runs.items() if "build.py" in recipe}
    for name in clerks:
        for line in runs[name].splitlines():
            assert re.fullmatch(r"\t\$\(DO\).*\|\| exit 1", line), name


# Exit codes


def test_a_sound_year_exits_with_0(process: Run, tmp_path: Path) -> None:
    ran = process("report", "2017", "--out", str(tmp_path))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(p.suffix for p in (tmp_path / "2017").iterdir()) == [".docx", ".txt"]


def test_mistakes_in_the_data_exit_with_1_and_write_nothing(process: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "2017.yaml").write_text(cases()["sum-mismatch"].text, encoding="utf-8")
    ran = process("report", "2017", "--data", str(data), "--out", str(tmp_path / "out"))
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "[sum-mismatch]" in ran.stdout
    assert not (tmp_path / "out").exists()


def test_a_warning_is_an_error_only_where_strictness_is_asked_for(
    build: Run, problem_files: Path
) -> None:
    path = "tests/problems/slash-beside-zero.yaml"
    assert build("check", path, cwd=problem_files).returncode == 0
    strict = build("check", path, "--strict", cwd=problem_files)
    assert strict.returncode == 1
    assert "错误 1 · 警告 0" in strict.stdout
    waived = build("check", "tests/problems/waived-warning.yaml", "--strict", cwd=problem_files)
    assert waived.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bogus"],
        ["check"],
        ["report"],
        ["check", "2017", "--bogus"],
        ["check", "2017", "2018"],
        ["check", "2017", "--output", "xml"],
        ["check", "2017", "--output"],
        ["report", "2017", "--format", "doc"],
        ["report", "2017", "--format", ""],
        ["check", "1949"],
        ["check", "2012"],
        ["check", "no such file.yaml"],
        ["check", "tests/problems"],
        ["check", "2017", "--data", "no such folder"],
        ["check", "2017", "--data", "build.py"],
        ["check", "2017", "--templates", "no such folder"],
        ["check", "a" * 5000 + ".yaml"],
        ["check", "x\x1b[31m.yaml"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40].encode("unicode_escape").decode() or "nothing",
)
def test_wrong_use_exits_with_2_and_one_line(arguments: list[str], build: Run) -> None:
    ran = build(*arguments)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert one_line(ran.stderr), ran.stderr


def test_wrong_use_of_a_process_exits_with_2_and_one_line(process: Run) -> None:
    ran = process("check", "2012")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert one_line(ran.stderr), ran.stderr


def test_a_year_before_the_first_form_is_a_finding(build: Run, tmp_path: Path) -> None:
    (tmp_path / "2012.yaml").write_text(cases()["no-form"].text, encoding="utf-8")
    ran = build("check", "2012", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "[no-form]" in ran.stdout


def test_a_data_file_that_is_a_folder_is_none(build: Run, tmp_path: Path) -> None:
    (tmp_path / "2017.yaml").mkdir()
    ran = build("check", "2017", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert one_line(ran.stderr)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_a_data_file_that_may_not_be_read_exits_with_2(build: Run, tmp_path: Path) -> None:
    path = tmp_path / "2017.yaml"
    path.write_text("年度: 2017\n", encoding="utf-8")
    path.chmod(0)
    ran = build("check", "2017", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert one_line(ran.stderr)


@pytest.mark.parametrize("blocked", ["out", "out/2017"])
def test_a_file_in_the_way_of_the_output_exits_with_2(
    blocked: str, build: Run, tmp_path: Path
) -> None:
    path = tmp_path / blocked
    path.parent.mkdir(exist_ok=True)
    path.write_text("不是文件夹", encoding="utf-8")
    ran = build("report", "2017", "--out", str(tmp_path / "out"))
    assert ran.returncode == 2
    assert one_line(ran.stderr)
    assert path.read_text(encoding="utf-8") == "不是文件夹"
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [path]


def test_a_folder_in_the_way_of_a_report_leaves_the_other_report_as_it_was(
    build: Run, tmp_path: Path
) -> None:
    assert build("report", "2017", "--out", str(tmp_path)).returncode == 0
    (docx,), (txt,) = (list((tmp_path / "2017").glob(f"*.{suffix}")) for suffix in ("docx", "txt"))
    docx.write_bytes(b"old")
    txt.unlink()
    txt.mkdir()
    ran = build("report", "2017", "--out", str(tmp_path))
    assert ran.returncode == 2
    assert one_line(ran.stderr)
    assert docx.read_bytes() == b"old"
    assert sorted((tmp_path / "2017").iterdir()) == sorted([docx, txt])


# Outputs


def test_only_the_formats_asked_for_are_written(build: Run, tmp_path: Path) -> None:
    ran = build("report", "2017", "--out", str(tmp_path), "--format", "txt")
    assert ran.returncode == 0
    assert [path.suffix for path in (tmp_path / "2017").iterdir()] == [".txt"]


def test_json_is_a_list_of_findings_with_the_documented_keys(
    build: Run, problem_files: Path
) -> None:
    ran = build("check", "tests/problems/sum-mismatch.yaml", "--output", "json", cwd=problem_files)
    assert ran.returncode == 1
    (entry,) = json.loads(ran.stdout)
    documented = {
        "code",
        "severity",
        "message",
        "help",
        "file",
        "line",
        "column",
        "endColumn",
        "related",
    }
    assert documented <= entry.keys()
    assert (entry["code"], entry["severity"], entry["line"]) == ("sum-mismatch", "error", 32)
    assert {"file", "line", "column", "endColumn", "message"} <= entry["related"][0].keys()


def test_json_stays_json_where_a_report_is_written(build: Run, tmp_path: Path) -> None:
    ran = build("report", "2017", "--out", str(tmp_path), "--output", "json")
    assert ran.returncode == 0
    assert isinstance(json.loads(ran.stdout), list)
    assert "已写" in ran.stderr


def test_no_findings_are_an_empty_json_list(build: Run) -> None:
    ran = build("check", "tests/problems/base/clean.yaml", "--output", "json")
    assert (ran.returncode, json.loads(ran.stdout)) == (0, [])


def test_github_gets_one_command_a_finding(build: Run, problem_files: Path) -> None:
    path = "tests/problems/many-figures.yaml"
    ran = build("check", path, "--output", "github", cwd=problem_files)
    assert ran.returncode == 1
    lines = ran.stdout.splitlines()
    assert len(lines) == 8
    assert all(line.startswith(f"::error file={path},line=") for line in lines)


# Less to see


def test_a_misspelt_code_is_wrong_use_and_not_silence(build: Run) -> None:
    for option in ("--only", "--ignore"):
        ran = build("check", "2017", option, "vague-year,vauge-year")
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr == "没有代码“vauge-year”，是否指“vague-year”？\n"
        assert build("check", "2017", option, "很不一样").returncode == 2
        assert build("check", "2017", option, "").returncode == 2
        assert build("check", "2017", option, "vague-year， label-echo").returncode == 0


def test_an_error_that_is_not_shown_still_counts(build: Run, problem_files: Path) -> None:
    path = "tests/problems/sum-mismatch.yaml"
    for options in (["--ignore", "sum-mismatch"], ["--only", "vague-year"]):
        ran = build("check", path, *options, cwd=problem_files)
        assert (ran.returncode, ran.stderr) == (1, "")
        assert "[sum-mismatch]" not in ran.stdout
        assert "另有 1 处错误没有显示\n" in ran.stdout
        ran = build("check", path, *options, "--output", "json", cwd=problem_files)
        assert (ran.returncode, json.loads(ran.stdout)) == (1, [])
        assert ran.stderr == "另有 1 处错误没有显示\n"
    ran = build("check", path, "--only", "sum-mismatch", cwd=problem_files)
    assert ran.returncode == 1
    assert "没有显示" not in ran.stdout


def test_errors_alone_are_shown_and_all_are_counted(build: Run, tmp_path: Path) -> None:
    wrong = (ROOT / "data/2017.yaml").read_text("utf-8").replace("网络申请数: 8", "网络申请数: 9")
    (tmp_path / "2017.yaml").write_text(wrong, encoding="utf-8")
    data = ["2017", "--data", str(tmp_path)]
    for order in (["check", *data], ["report", *data, "--out", str(tmp_path / "out")]):
        ran = build(*order, "--errors")
        assert ran.returncode == 1
        assert "[sum-mismatch]" in ran.stdout
        assert "[vague-year]" not in ran.stdout
        assert re.search(r"错误 1 · 警告 \d{2}", ran.stdout)
        assert "没有显示" not in ran.stdout


def test_the_version_is_the_package_s(build: Run) -> None:
    from nianbao import __version__

    ran = build("--version")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"nianbao {__version__}\n", "")


@pytest.mark.parametrize("words", ["build.py", "-m nianbao"])
def test_a_usage_message_names_the_program_as_it_was_called(words: str) -> None:
    """`python build.py` is no command on a Debian, which has python3 alone."""
    ran = subprocess.run(
        [sys.executable, *words.split(), "chekc"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    python = sys.executable.removeprefix(f"{ROOT}/")
    assert ran.stderr.endswith(f"看用法：{python} {words} --help\n")


# Consoles and locales


def locales() -> set[str]:
    """The locales of this machine, as they are written without dashes and in small letters."""
    if not shutil.which("locale"):
        return set()
    ran = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=True)
    return {name.lower().replace("-", "") for name in ran.stdout.split()}


def in_locale(name: str) -> dict[str, str]:
    """The environment of a user of a locale; skips where this machine does not have it."""
    if name.lower().replace("-", "") not in {*locales(), "c", "posix"}:
        pytest.skip(f"there is no locale {name} here; localedef makes it")
    ours = (
        "PYTHONUTF8",
        "PYTHONIOENCODING",
        "PYTHONCOERCECLOCALE",
        "MAKEFLAGS",
        "LANG",
        "LANGUAGE",
    )
    return {**{k: v for k, v in os.environ.items() if k not in ours}, "LC_ALL": name}


LOCALES = ["zh_CN.GB18030", "en_US.ISO-8859-1", "C", "POSIX"]


@pytest.mark.parametrize("name", LOCALES)
def test_names_of_files_and_agencies_are_utf_8_whatever_the_locale(
    name: str, tmp_path: Path
) -> None:
    """Under GB18030 示例局 was a traceback, and the report had a second file with a GBK name."""
    environment = in_locale(name)
    for order in (["check", "2025", "--agency", "示例局"], ["report", "2017", "--out", tmp_path]):
        ran = subprocess.run(
            [sys.executable, "build.py", *order],
            cwd=ROOT, capture_output=True, check=False, env=environment,
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert "错误 0" in ran.stdout.decode("utf-8")  # a pipe is no terminal
    committed = {
        os.fsencode(path.name): path.read_bytes()
        for path in (ROOT / "reports/2017").iterdir()
        if path.suffix in {".docx", ".txt"}
    }
    assert len(committed) == 2
    written = (tmp_path / "2017").iterdir()
    assert {os.fsencode(path.name): path.read_bytes() for path in written} == committed


@needs_make
@pytest.mark.parametrize("name", LOCALES)
def test_make_takes_an_agency_in_any_locale(name: str, office: Path) -> None:
    variables = in_locale(name)
    ran = make(office, "check", "YEAR=2025", "AGENCY=示例局", **variables)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "make report" in make(office, **variables).stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands over characters, not bytes")
def test_what_is_typed_on_a_gbk_terminal_is_understood() -> None:
    environment = in_locale("zh_CN.GB18030")
    for agency, code in (("示例局", 0), ("没有的局", 2)):
        for encoding in ("gb18030", "utf-8"):
            order = [sys.executable, "build.py", "check", "2025", "--agency"]
            ran = subprocess.run(
                [*map(os.fsencode, order), agency.encode(encoding)],
                cwd=ROOT, capture_output=True, check=False, env=environment,
            )  # fmt: skip
            assert ran.returncode == code
            assert (agency in ran.stderr.decode("utf-8")) == bool(code)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals on Windows")
@pytest.mark.parametrize(
    ("name", "encoding"), [("zh_CN.GB18030", "gb18030"), ("en_US.ISO-8859-1", "utf-8")]
)
def test_a_terminal_is_written_to_as_its_locale_has_it(name: str, encoding: str) -> None:
    """A Latin terminal has no Chinese at all; there UTF-8 is as good a guess as any."""
    import pty

    ours, theirs = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "build.py", "check", "1999"],
        cwd=ROOT, stdout=theirs, stderr=theirs, check=False, env=in_locale(name),
    )  # fmt: skip
    os.close(theirs)
    printed = os.read(ours, 4096)
    os.close(ours)
    assert ran.returncode == 2
    assert printed.decode(encoding).startswith("没有 data/1999.yaml")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "gbk"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "utf-16"},
        {"PYTHONIOENCODING": "gbk:strict"},
    ],
    ids=str,
)
def test_a_console_of_another_encoding_is_no_reason_to_crash(
    variables: dict[str, str], problem_files: Path
) -> None:
    for path, code in (("illegal-character", 1), ("slash-beside-zero", 0), ("leading-space", 0)):
        ran = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "check", f"tests/problems/{path}.yaml"],
            cwd=problem_files, capture_output=True, check=False, env={**os.environ, **variables},
        )  # fmt: skip
        assert ran.returncode == code
        assert ran.stderr == b""
        assert ran.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows break in another way")
def test_a_reader_that_has_seen_enough_is_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "build.py", "check", "2017"],
        cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(writing)
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way of closing a stream")
@pytest.mark.parametrize(
    "closed",
    [
        ">&-",
        "2>&-",
        ">&- 2>&-",
        "<&-",
    ],
)
@pytest.mark.parametrize(("order", "code"), [("check 2017", 0), ("check 20x", 2)])
def test_a_closed_stream_is_no_traceback(closed: str, order: str, code: int) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f'exec "{sys.executable}" build.py {order} {closed}'],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert b"Traceback" not in ran.stderr
    assert ran.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "build.py", "check", "2017"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    assert ran.returncode == 2
    assert one_line(ran.stderr.decode("utf-8"))
