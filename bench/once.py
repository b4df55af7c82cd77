"""One command, from its start to its end, against the plain docxtpl script: python bench/once.py.

For the form of 2014 and for today's, by the CPU time of the process and its children: the store empty
(cold), a text never checked before, one that was checked and is written again (warm), and one of which
nothing has changed. Each turn has another text; nianbao reads last year's file, checks, writes docx and
txt, reads both back and flushes them to the disk, the plain script writes the docx alone. Both have
their byte code; the turns alternate, and medians are printed.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from distinct import distinct, pipeline_of  # noqa: E402

TURNS = 11
CASES = {"2014": 2018, "2021": 2025}  # form, report year


def seconds(command: list[str], store: Path) -> float:
    """Return the CPU time of a command and its children."""
    variables = {**os.environ, "NIANBAO_CACHE": str(store), "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=variables)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def plain_values(value: Any) -> Any:
    """Return a part of the view as JSON can hold it: fields by their names."""
    if hasattr(value, "_asdict"):
        return {name: plain_values(part) for name, part in value._asdict().items()}
    return [plain_values(part) for part in value] if isinstance(value, list) else value


def measured(form: str, year: int, folder: Path) -> dict[str, list[float]]:
    """Return the CPU times of each kind of run, turn by turn."""
    pipeline, source = pipeline_of(year, folder, with_last=True)
    texts = distinct(source, pipeline)
    view = pipeline.made(next(texts)).view
    assert view is not None
    context = folder / "context.json"
    context.write_text(json.dumps(plain_values(view), ensure_ascii=False), "utf-8")
    out, template = folder / "reports", ROOT / "templates" / form / "report.docx"
    ours = [sys.executable, str(ROOT / "build.py"), "report", str(year), "--data",
            str(pipeline.data.parent), "--out", str(out)]  # fmt: skip
    plain = [sys.executable, str(ROOT / "bench/plain.py"),
             *map(str, (pipeline.data, context, template, folder / "plain.docx"))]  # fmt: skip
    bare = [sys.executable, "-c", ""]
    store, empty = folder / "store", folder / "empty"
    store.mkdir(mode=0o700)
    times: dict[str, list[float]] = {}
    seconds(ours, store)
    seconds(plain, store)
    for _ in range(TURNS):
        pipeline.data.write_bytes(next(texts))
        shutil.rmtree(empty, ignore_errors=True)
        empty.mkdir(mode=0o700)
        runs = [("bare Python", bare, store), ("plain docxtpl", plain, store), ("cold", ours, empty),
                ("never checked", ours, store), ("unchanged", ours, store)]  # fmt: skip
        for name, command, kept in runs:
            times.setdefault(name, []).append(seconds(command, kept))
        shutil.rmtree(out)
        times.setdefault("warm", []).append(seconds(ours, store))
    return times


def main() -> None:
    """Print the medians of each form, and their share of the plain script's."""
    for form, year in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            times = measured(form, year, Path(folder))
        plain = statistics.median(times["plain docxtpl"])
        for name, each in times.items():
            middle = statistics.median(each)
            print(f"{form}  {name:<14} {middle * 1000:7.1f} ms  {middle / plain:5.2f}", flush=True)


if __name__ == "__main__":
    main()
