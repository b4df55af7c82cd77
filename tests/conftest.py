"""Fixtures that several test files use."""

from __future__ import annotations

import own_cache  # noqa: F401  before the package

# isort: split
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
from cases import FOLDER, PLACE, cases, write

import build as command_line
from nianbao.examine import Examination, examine
from nianbao.making import make
from nianbao.view import View, build_view
from nianbao.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
WORKSPACE = Workspace(ROOT / "templates")
# A text template that prints its table with a loop of its own, and leaves the last row out.
A_ROW_LESS = """
{{ ([表[0].首栏, 表[0].单位栏] + 表[0].列) | 并列([60, 4] + 表[0].列宽) }}
{% for 行 in 表[0].行[:-1] %}
{{ ([行.文, 行.单位] + 行.数) | 并列([60, 4] + 表[0].列宽) }}
{% endfor %}
"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Share a folder of tests among the cores; what is named or updated runs at once, in one process."""
    folders = all(Path(arg).is_dir() for arg in config.args)
    if not folders or config.option.keyword or config.getoption("--update"):
        return 0
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update", action="store_true", help="rewrite the expected outputs; read the diff"
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be rewritten."""
    return bool(request.config.getoption("--update"))


@cache
def sample_made(year: int, *changes: tuple[str, str]) -> tuple[View, dict[str, bytes]]:
    """The view and the files of the sample agency's year, with some of its text changed."""
    path = ROOT / f"data/示例局/{year}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    made = make(WORKSPACE, path, year, ("txt", "html"), data=text.encode())
    assert made.view, made.findings
    return made.view, made.files


def kept(expected: Path, output: str, update: bool) -> str:
    """The output that is kept in a file; the file is rewritten first where --update asks for it."""
    if update:
        expected.write_text(output, encoding="utf-8", newline="\n")
    return expected.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def problem_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder that holds the assembled files of problems/, under tests/problems/."""
    project = tmp_path_factory.mktemp("project")
    for base in (FOLDER / "base").glob("*.yaml"):
        write({f"{PLACE}/base/{base.name}": base.read_bytes()}, project)
    for case in cases().values():
        write(case.files, project)
    return project


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def build(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run build.py and say what it printed, within this process: as `process` does, but at once."""

    def run(
        *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] = os.environ
    ) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        with monkeypatch.context() as here:
            here.chdir(cwd)
            for name, value in env.items():
                here.setenv(name, value)
            try:
                code = command_line.main([*arguments])
            except SystemExit as leaving:  # argparse, for --help and --version
                code = int(leaving.code or 0)
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


@pytest.fixture
def process() -> Run:
    """Run build.py as its own process, as a user does."""

    def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        ran: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: PLW1510  exit codes are seen
            [sys.executable, str(ROOT / "build.py"), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            **{"cwd": ROOT, **options},  # type: ignore[call-overload]
        )
        return ran

    return run


@pytest.fixture
def year_2017() -> str:
    """The text of the real report's data file."""
    return (ROOT / "data/2017.yaml").read_text(encoding="utf-8")


@cache
def year_2017_edition() -> Examination:
    """The real report, read and checked."""
    return examine(WORKSPACE, ROOT / "data/2017.yaml", 2017)


@cache
def year_2017_view() -> View:
    """What the templates print of the real report."""
    edition = year_2017_edition()
    assert edition.report is not None
    assert edition.narrative is not None
    return build_view(edition.report, edition.narrative)
