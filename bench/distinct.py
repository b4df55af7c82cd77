"""Texts and figures that were never seen before, against plain docxtpl, by CPU time: python bench/distinct.py.

For each form, with and without last year's file, 300 distinct reports go through the whole pipeline in
one process, as a batch makes them: read, bound, checked, written as docx and txt, read back, on the
disk, and remembered as far as a batch remembers. The plain script parses the YAML, opens the template for
each report and writes the docx alone. Both take turns in the same process, both have their byte code, the
store is empty at the beginning, and the ratio of their CPU times is printed; then the stages.
"""

from __future__ import annotations

import gc
import itertools
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from plain import plain  # noqa: E402

from nianbao import examine as examining  # noqa: E402
from nianbao.examine import examine  # noqa: E402
from nianbao.making import Made, make  # noqa: E402
from nianbao.outputs import load, templated  # noqa: E402
from nianbao.store import Store  # noqa: E402
from nianbao.view import build_view  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402
from nianbao.writing import replace_together  # noqa: E402

T = TypeVar("T")
TEXTS, TURNS, PLAIN = 300, 10, 5
NUMBERS = itertools.count()
SAMPLE = ROOT / "data/示例局"
CASES = {"2014": 2018, "2019": 2020, "2021": 2025}  # form, report year


class Pipeline(NamedTuple):
    """The whole way of a text, in folders of its own."""

    workspace: Workspace
    data: Path
    out: Path

    def made(self, text: bytes) -> Made:
        """Make a report of a text; it has no errors."""
        self.data.write_bytes(text)
        made = make(self.workspace, self.data, int(self.data.stem))
        assert set(made.files) == {"docx", "txt"}, made.findings
        return made

    def build(self, text: bytes) -> None:
        """Take a text all the way to the disk."""
        files = self.made(text).files
        replace_together(self.places(files), lasting=False)

    def places(self, files: Mapping[str, bytes]) -> dict[Path, bytes]:
        """Return where a report of another agency is written, as in a batch."""
        folder = self.out / str(next(NUMBERS)) / self.data.stem
        return {folder / f"年报.{suffix}": data for suffix, data in files.items()}


def distinct(source: str, pipeline: Pipeline) -> Iterator[bytes]:
    """Yield reports that differ in a sentence of each part and in figures, none of them with an error."""
    free = list(itertools.islice(_free_figures(source, pipeline), 8))
    chance = random.Random(2026)  # noqa: S311  the same texts each time
    for number in itertools.count():
        text = source
        for place, figure in reversed(free):
            other = str(int(figure) + chance.randrange(1, 40))
            text = f"{text[:place]}{other}{text[place + len(figure) :]}"
        yield text.replace("。", f"。第{number:05}号档案已经归入卷宗。", 1).encode()


def _free_figures(source: str, pipeline: Pipeline) -> Iterator[tuple[int, str]]:
    """Yield figures of the table, with their places, that may be others without breaking a sum."""
    start = source.index("统计表:")
    before = _findings(pipeline, source)
    for match in re.finditer(r"(?<=[: ])\d+(?= *(?:#|\n|  ))", source[start:]):
        place = start + match.start()
        other = f"{source[:place]}{int(match[0]) + 1}{source[place + len(match[0]) :]}"
        if _findings(pipeline, other) <= before:
            yield place, match[0]


def _findings(pipeline: Pipeline, text: str) -> Counter[str]:
    pipeline.data.write_text(text, encoding="utf-8")
    found = examine(pipeline.workspace, pipeline.data, int(pipeline.data.stem)).findings
    return Counter(str(finding.code) for finding in found)


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def pipeline_of(year: int, folder: Path, *, with_last: bool) -> tuple[Pipeline, str]:
    """Return a pipeline in a folder, with an empty store, and the text that the others are made of."""
    data, out, cache = folder / "data", folder / "out", folder / "cache"
    for each in (data, out):
        each.mkdir()
    cache.mkdir(mode=0o700)
    if with_last:
        shutil.copy(SAMPLE / f"{year - 1}.yaml", data)
    source = (SAMPLE / f"{year}.yaml").read_text(encoding="utf-8")
    if not with_last:
        source = source.replace("{{上年.", "{{")
    workspace = Workspace(ROOT / "templates", Store(cache))
    workspace.hold("as a batch does")
    return Pipeline(workspace, data / f"{year}.yaml", out), source


def compare(form: str, year: int, folder: Path, *, with_last: bool) -> str:
    """Return a line with the CPU time a report of both, and their ratio."""
    pipeline, source = pipeline_of(year, folder, with_last=with_last)
    texts = distinct(source, pipeline)
    view = pipeline.made(next(texts)).view
    assert view is not None
    pipeline.build(next(texts))  # the templates are compiled
    template = ROOT / "templates" / form / "report.docx"
    plainly = partial(plain, pipeline.data, view._asdict(), template, pipeline.out / "plain.docx")
    ours = theirs = 0.0
    for _ in range(TURNS):
        batch = [next(texts) for _ in range(TEXTS // TURNS)]
        ours += seconds(lambda batch=batch: [pipeline.build(text) for text in batch])  # type: ignore[misc]
        theirs += sum(seconds(plainly) for _ in range(PLAIN))
    mine, plains = ours / TEXTS * 1000, theirs / TURNS / PLAIN * 1000
    last = "with last year" if with_last else "without"
    return f"{form}  {last:<15} nianbao {mine:6.2f} ms   plain {plains:6.2f} ms   plain/nianbao {plains / mine:5.2f}"


def stages(year: int, folder: Path) -> Iterator[str]:
    """Yield how much of a report's CPU time goes where, form by form, with last year."""
    pipeline, source = pipeline_of(year, folder, with_last=True)
    texts = distinct(source, pipeline)
    spent: dict[str, float] = defaultdict(float)
    pipeline.build(next(texts))
    found = examining._found
    checks: list[float] = []
    examining._found = lambda *given: _timed(checks, lambda: found(*given))
    for text in itertools.islice(texts, TEXTS // 3):
        pipeline.data.write_bytes(text)
        began = [time.process_time()]

        def stage(name: str, began: list[float] = began) -> None:
            now = time.process_time()
            spent[name] += now - began.pop()
            began.append(now)

        edition = examine(pipeline.workspace, pipeline.data, year)
        stage("read, bind, narrate, check, weigh")
        assert edition.report is not None
        assert edition.narrative is not None
        view = build_view(edition.report, edition.narrative, edition.settings)
        stage("view")
        files = {}
        for name in ("docx", "txt"):
            template, _ = load(pipeline.workspace, name, edition.report.form)
            assert template is not None
            files[name] = template.render(view)
            stage(f"{name} rendered")
            assert not templated()[name].differences(view, files[name])
            stage(f"{name} read back")
        replace_together(pipeline.places(files), lasting=False)
        stage("written")
    examining._found = found
    spent["of which checks"] = sum(checks)
    for name, time_ in spent.items():
        yield f"  {name:<34} {time_ / (TEXTS // 3) * 1000:6.2f} ms"


def _timed(spent: list[float], work: Callable[[], T]) -> T:
    start = time.process_time()
    value = work()
    spent.append(time.process_time() - start)
    return value


def main() -> None:
    """Print a line for each form, with and without last year's file, and where the time goes."""
    gc.disable()
    for form, year in CASES.items():
        for with_last in (False, True):
            with tempfile.TemporaryDirectory() as folder:
                print(compare(form, year, Path(folder), with_last=with_last), flush=True)
                gc.collect()
    for form, year in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            print(f"{form} with last year", *stages(year, Path(folder)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
