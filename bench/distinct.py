"""Texts that were never seen before, compared with plain docxtpl by CPU time: python bench/distinct.py.

For each form, with and without last year's file, 300 distinct texts go through the whole pipeline in
one process: read, bound, checked, written as docx and txt, read back, on the disk. The plain script
parses the YAML, opens the template for each report and writes the docx alone. Both take turns, and
the ratio of their CPU times is printed; the store is empty at the beginning and none of the texts
was seen by it.
"""

from __future__ import annotations

import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from plain import plain  # noqa: E402

from nianbao.examine import examine  # noqa: E402
from nianbao.outputs import render  # noqa: E402
from nianbao.store import Store  # noqa: E402
from nianbao.view import View, build_view  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402
from nianbao.writing import replace_together  # noqa: E402

TEXTS, TURNS = 300, 10
SAMPLE = ROOT / "data/示例局"
CASES = {"2014": 2018, "2019": 2020, "2021": 2025}  # form, report year


class Pipeline(NamedTuple):
    """The whole way of a text, in folders of its own."""

    workspace: Workspace
    data: Path
    out: Path

    def view(self, text: bytes) -> tuple[View, Any]:
        """Examine a text and return what the templates print, with its form."""
        self.data.write_bytes(text)
        examination = examine(self.workspace, self.data, int(self.data.stem))
        assert examination.report is not None
        assert examination.narrative is not None
        return build_view(examination.report, examination.narrative), examination.report.form

    def build(self, text: bytes) -> None:
        """Take a text all the way to the disk."""
        view, form = self.view(text)
        files, findings = render(self.workspace, view, form, ["docx", "txt"])
        assert not findings
        replace_together({self.out / f"ours.{suffix}": data for suffix, data in files.items()})


def distinct(source: str) -> Iterator[bytes]:
    """Yield texts of the same length that differ in one sentence."""
    number = 0
    while True:
        yield source.replace("- ", f"- 第{number:04}号档案。", 1).encode()
        number += 1


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(form: str, year: int, *, with_last: bool, folder: Path) -> str:
    """Return a line with the CPU time a report of both, and their ratio."""
    data, out, cache = folder / "data", folder / "out", folder / "cache"
    for each in (data, out):
        each.mkdir()
    cache.mkdir(mode=0o700)
    path = data / f"{year}.yaml"
    if with_last:
        shutil.copy(SAMPLE / f"{year - 1}.yaml", data)
    source = (SAMPLE / path.name).read_text(encoding="utf-8")
    if not with_last:
        source = source.replace("{{上年.", "{{")
    pipeline = Pipeline(Workspace(ROOT / "templates", Store(cache)), path, out)
    texts = distinct(source)
    view, _ = pipeline.view(next(texts))
    pipeline.build(next(texts))  # the template is compiled
    template = ROOT / "templates" / form / "report.docx"
    plainly = partial(plain, path, view._asdict(), template, out / "plain.docx")
    ours = theirs = 0.0
    for _ in range(TURNS):
        batch = [next(texts) for _ in range(TEXTS // TURNS)]
        ours += seconds(lambda batch=batch: [pipeline.build(text) for text in batch])  # type: ignore[misc]
        theirs += sum(seconds(plainly) for _ in range(5))
    mine, plains = ours / TEXTS * 1000, theirs / TURNS / 5 * 1000
    last = "with last year" if with_last else "without"
    return f"{form}  {last:<15} nianbao {mine:6.2f} ms   plain {plains:6.2f} ms   plain/nianbao {plains / mine:5.2f}"


def main() -> None:
    """Print a line for each form, with and without last year's file."""
    gc.disable()
    for form, year in CASES.items():
        for with_last in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                print(compare(form, year, with_last=with_last, folder=Path(folder)), flush=True)
                gc.collect()


if __name__ == "__main__":
    main()
