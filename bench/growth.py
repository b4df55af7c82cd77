"""How the time of a report grows, and what two processes are worth: python bench/growth.py.

Rows: a form and a data file with ever more of them, to the most that a data file may hold; paragraphs:
the sample's text with ever more of its own; unknown rows: ever more that the form has not. What is
printed is the CPU time of reading and checking a row or paragraph: the same where growth is linear.
Processes: a batch of distinct agencies by one and by two, by the clock, for which the machine should be
idle; and the memory of each.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from distinct import distinct, pipeline_of, seconds  # noqa: E402

from nianbao.examine import examine  # noqa: E402
from nianbao.reading.traps import MAX_SIZE  # noqa: E402
from nianbao.store import Store  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402

YEAR = 2018
TEXT = (ROOT / f"data/示例局/{YEAR}.yaml").read_text("utf-8")
AGENCIES = 200
WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def grown(folder: Path, text: str, form: Callable[[str], str]) -> tuple[float, int]:
    """Return the CPU time of reading and checking a text, and its length; the form is read before."""
    templates = shutil.copytree(ROOT / "templates", folder / "templates", dirs_exist_ok=True)
    path = templates / "2014/form.yaml"
    path.write_text(form((ROOT / "templates/2014/form.yaml").read_text("utf-8")), "utf-8")
    data = folder / f"{YEAR}.yaml"
    data.write_text(text, "utf-8")
    assert len(text) <= MAX_SIZE, len(text)
    workspace = Workspace(templates, Store(None))
    found, findings = workspace.form("2014")
    assert found, findings
    examine(workspace, data, YEAR)
    return seconds(lambda: examine(workspace, data, YEAR)), len(text)


def rows(folder: Path, many: int) -> tuple[float, int]:
    """Return what so many rows of a table take that the form has."""
    names = [f"另行统计的第{number:05}项数" for number in range(many)]
    line = "      - {{层级: {}, 标签: {}, 单位: {}}}\n".format
    more = line(0, "另行统计情况", "——") + "".join(line(1, name, "件") for name in names)

    def with_more(form: str) -> str:
        end = form.index("\n", form.rindex("      - {层级")) + 1
        return form[:end] + more + form[end:]

    typed = "".join(f"    {name}: {number % 9}\n" for number, name in enumerate(names))
    text = TEXT.replace("统计表:\n", f"统计表:\n  另行统计情况:\n{typed}", 1)
    return grown(folder, text, with_more)


def unknown(folder: Path, many: int) -> tuple[float, int]:
    """Return what so many rows take that the form has not."""
    typed = "".join(f"    另行统计的第{number:05}项数: 1\n" for number in range(many))
    text = TEXT.replace("统计表:\n  主动公开情况:\n", f"统计表:\n  主动公开情况:\n{typed}", 1)
    return grown(folder, text, str)


def paragraphs(folder: Path, many: int) -> tuple[float, int]:
    """Return what so many paragraphs take."""
    said = (f"{WORDS[n % 20]}{WORDS[n // 20 % 20]}{WORDS[n // 400 % 20]}" for n in range(many))
    more = "".join(
        f"    - {words}公园的信息页面全年发布信息{n}条，{words}处的查阅点接待群众{n + 3}人次，都按时更新。\n"
        for n, words in enumerate(said)
    )
    text = TEXT.replace("  依申请公开:\n", f"{more}\n  依申请公开:\n", 1)
    return grown(folder, text, str)


KINDS = {
    "rows": (rows, (500, 1000, 2000, 4000, 8000, 16000, 23000)),
    "unknown rows": (unknown, (500, 1000, 2000, 4000, 8000, 16000, 32000, 47000)),
    "paragraphs": (paragraphs, (500, 1000, 2000, 4000, 8000, 18000)),
}


def processes(folder: Path) -> Iterator[str]:
    """Yield how long a batch takes with one process and with two, and what the second is worth."""
    pipeline, source = pipeline_of(YEAR, folder, with_last=True)
    texts = distinct(source, pipeline)
    before = (pipeline.data.parent / f"{YEAR - 1}.yaml").read_bytes()
    for number in range(AGENCIES):
        place = folder / f"many/机关{number:05}"
        place.mkdir(parents=True)
        (place / f"{YEAR - 1}.yaml").write_bytes(before)
        (place / f"{YEAR}.yaml").write_bytes(next(texts))
    times = []
    for count in (1, 2):
        command = [sys.executable, str(ROOT / "build.py"), "batch", str(YEAR), "--jobs", str(count),
                   "--data", str(folder / "many"), "--out", str(folder / f"out{count}")]  # fmt: skip
        start = time.perf_counter()
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        )
        times.append(time.perf_counter() - start)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        rate = AGENCIES / times[-1]
        yield f"{count} process{'es' if count > 1 else '  '}  {rate:6.1f} reports a second, {memory:4.0f} MB"
    yield f"two are worth {times[0] / times[1]:.2f} of one (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores)"


def main() -> None:
    """Print how each kind grows, and what two processes are worth."""
    gc.disable()
    for name, (measure, sizes) in KINDS.items():
        for many in sizes:
            with tempfile.TemporaryDirectory() as folder:
                time_, size = measure(Path(folder), many)
            print(f"{name:<13} {many:6}, {size:7} characters  {time_ * 1000:9.1f} ms  "
                  f"{time_ / many * 1e6:6.0f} µs each", flush=True)  # fmt: skip
            gc.collect()
    with tempfile.TemporaryDirectory() as folder:
        for line in processes(Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
