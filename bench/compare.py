"""Compare the whole pipeline with plain docxtpl in the same run: make bench.

Two measures: a one-shot run of the command line, and reports a second in one process. nianbao
reads, checks, writes docx and txt and reads both back; the plain script writes only the docx.
Rounds alternate, so that a noisy machine is noisy for both; medians and their ratio are printed.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from plain import plain  # noqa: E402

from nianbao.checks.catalogue import check  # noqa: E402
from nianbao.checks.submission import Submission  # noqa: E402
from nianbao.examine import examine  # noqa: E402
from nianbao.outputs import render  # noqa: E402
from nianbao.report.history import History  # noqa: E402
from nianbao.view import View, build_view  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402
from nianbao.writing import replace_together  # noqa: E402

DATA, TEMPLATES = ROOT / "data/2017.yaml", ROOT / "templates"
WORKSPACE = Workspace(TEMPLATES)
TEMPLATE = TEMPLATES / "2014/report.docx"


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Return how long one round of the work takes."""
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int, times: int = 1
) -> None:
    """Print the medians of both and their ratio."""
    pairs = [(seconds(ours, times), seconds(theirs, times)) for _ in range(rounds)]
    mine, plain_ = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"{name:<40} nianbao {mine * 1000:7.2f} ms   plain {plain_ * 1000:7.2f} ms   plain/nianbao {plain_ / mine:5.2f}"
    )


def view_of_the_year() -> View:
    """Read and check the year's data."""
    edition = examine(WORKSPACE, DATA, 2017)
    assert edition.report is not None
    assert edition.narrative is not None
    return build_view(edition.report, edition.narrative)


def plain_values(value: Any) -> Any:
    """Return a part of the view as JSON can hold it: fields by their names."""
    if hasattr(value, "_asdict"):
        return {name: plain_values(part) for name, part in value._asdict().items()}
    return [plain_values(part) for part in value] if isinstance(value, list) else value


def main() -> None:
    """Run the comparisons."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        view = view_of_the_year()
        context = out / "context.json"
        context.write_text(json.dumps(plain_values(view), ensure_ascii=False), encoding="utf-8")

        edition = examine(WORKSPACE, DATA, 2017)
        assert edition.report is not None
        assert edition.narrative is not None
        submission = Submission(
            edition.report, edition.narrative, History("", None), WORKSPACE.lexicon()[0]
        )
        form = edition.report.form

        def whole() -> None:
            files, findings = render(WORKSPACE, view_of_the_year(), form, ["docx", "txt"])
            assert not findings
            replace_together({out / f"ours.{suffix}": data for suffix, data in files.items()})

        def theirs() -> None:
            plain(DATA, view._asdict(), TEMPLATE, out / "plain.docx")

        compare("reports in one process, written to disk", whole, theirs, rounds=9, times=20)

        def afresh() -> None:  # what a text costs that was never checked before
            check(submission)
            whole()

        whole()
        compare("the same, each text checked afresh", afresh, theirs, rounds=9, times=20)

        compare("all checks on one report", lambda: check(submission), theirs, rounds=9, times=20)

        command = [sys.executable, str(ROOT / "build.py"), "report", "2017", "--out", str(out)]
        script = [
            sys.executable,
            str(ROOT / "bench/plain.py"),
            *map(str, (DATA, context, TEMPLATE, out / "p.docx")),
        ]
        compare(
            "one-shot command",
            lambda: subprocess.run(command, check=True, capture_output=True),
            lambda: subprocess.run(script, check=True, capture_output=True),
            rounds=15,
        )


if __name__ == "__main__":
    main()
