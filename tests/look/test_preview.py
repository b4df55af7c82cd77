"""The preview in a real browser: each saving is seen, and nothing that is typed runs."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

pytestmark = pytest.mark.look

BROWSER = Path(__file__).with_name("preview.mjs")
Order = dict[str, Any]


@contextlib.contextmanager
def preview(data: Path, year: int, *more: str) -> Iterator[str]:
    """Run `preview` on a folder of data; yield its address, and end it as Ctrl-C does."""
    words = [sys.executable, str(ROOT / "build.py"), "preview", str(year), "--data", str(data)]
    with subprocess.Popen(
        [*words, "--no-browser", *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", cwd=ROOT,
    ) as server:  # fmt: skip
        try:
            assert server.stdout
            match = re.search(r"http://\S+/", server.stdout.readline())
            assert match, server.stderr and server.stderr.read()
            yield match[0]
        finally:
            server.send_signal(signal.SIGINT)
            try:
                said, wrong = server.communicate(timeout=20)
            finally:
                server.kill()
    assert said == "\n预览结束，没有写任何文件\n"
    assert wrong == ""
    assert server.returncode == 0


def driven(cache: Path, address: str, orders: list[Order], folder: Path) -> dict[str, Any]:
    """What a browser sees while the orders are carried out."""
    script = folder / "orders.json"
    script.write_text(json.dumps(orders), encoding="utf-8")
    order = ["node", *map(str, (BROWSER, cache, address, script))]
    ran = subprocess.run(order, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stderr[-1500:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder of data with the sample agency's last two years."""
    folder = tmp_path / "data"
    folder.mkdir()
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", folder)
    return folder


def fifty(path: Path) -> Iterator[Order]:
    """Fifty savings in a row: texts, figures, broken files, half-written and renamed ones."""
    text = path.read_text(encoding="utf-8")
    ways = ("at once", "renamed", "in halves")
    for number in range(50):
        how = ways[number % 3]
        if number % 5 == 3:
            broken = text.replace("正文:\n", f'正文: "没有收尾{number}\n', 1)
            yield {"write": {str(path): broken}, "how": how, "old": True}
        elif number % 5 == 4:
            figure = text.replace("行政许可:                     462", f"行政许可: {7000 + number}")
            yield {
                "write": {str(path): figure},
                "how": how,
                "old": False,
                "page": f"{7000 + number}件",
            }
        else:
            words = text.replace("更新6次", f"更新{100 + number}次")
            yield {
                "write": {str(path): words},
                "how": how,
                "old": False,
                "page": f"更新{100 + number}次",
            }


RUNS = (
    "<script>top.ran=1</script>", "<img src=x onerror=top.ran=1>", "<svg onload=top.ran=1>",
    "<svg><script>top.ran=1</script></svg>", "<body onload=top.ran=1>", "<input autofocus onfocus=top.ran=1>",
    "<details open ontoggle=top.ran=1>", "<video><source onerror=top.ran=1></video>",
    "<audio src=x onerror=top.ran=1>", "<iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    "<iframe src='javascript:top.ran=1'></iframe>", "<object data='data:text/html,<script>top.ran=1</script>'>",
    "<embed src='javascript:top.ran=1'>", "<marquee onstart=top.ran=1>x</marquee>",
    "<math><mtext></mtext><script>top.ran=1</script></math>", "</title><script>top.ran=1</script>",
    "</style><script>top.ran=1</script>", "</p></article></main><script>top.ran=1</script>",
    "--></script><script>top.ran=1</script>", "]]><script>top.ran=1</script>",
    "<script src='data:text/javascript,top.ran=1'></script>", "<ScRiPt>top.ran=1</sCrIpT>",
    "<img src=x onerror=&#116;op.ran=1>", "<img/src=x/onerror=top.ran=1>", "<a href='javascript:top.ran=1'>点</a>",
    "<form action='javascript:top.ran=1'><input type=submit></form>", "<base href='javascript:/a/+top.ran=1//'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>top.ran=1</script>'>",
    "<link rel=stylesheet href='data:text/css,*{x:1}' onload=top.ran=1>", "<style onload=top.ran=1>p{}</style>",
    "<template><script>top.ran=1</script></template>", "<noscript><img src=x onerror=top.ran=1></noscript>",
    "<table background='javascript:top.ran=1'>", "<div style='background:url(javascript:top.ran=1)'>",
    "javascript:top.ran=1", "'-top.ran=1-'", '\\";top.ran=1;//', "${top.ran=1}", "{% raw %}<script>top.ran=1</script>",
    "\u2028<script>top.ran=1</script>",
)  # fmt: skip


def hostile(path: Path) -> Iterator[Order]:
    """What would run somewhere, in every place where a clerk types: texts, names, keys, comments."""
    text = path.read_text(encoding="utf-8")
    for number, evil in enumerate(RUNS):
        quoted = evil.replace("'", "''")
        typed = text.replace(
            "    - 本局{{年度}}年收到",
            f"    - '第{number}号{quoted}'\n    - 本局{{{{年度}}}}年收到",
        )
        named = typed.replace("机关: 示例市示例局 ", f"机关: '{quoted}' ").replace(
            "统计表:\n", f"'{quoted}': '{quoted}'\n联系方式: '{quoted}'\n统计表:\n", 1
        )
        assert typed not in {text, named}
        yield {"write": {str(path): named}, "list": "没有“" if "\u2028" not in evil else ""}
        yield {"write": {str(path): typed}, "page": f"第{number}号", "old": False}


def test_nothing_that_is_typed_runs(
    tmp_path: Path, cache: Path, note: Callable[[str], None]
) -> None:
    folder = tmp_path / "<img src=x onerror=top.ran=1>"
    folder.mkdir()
    shutil.copy(ROOT / "data/示例局/2025.yaml", folder)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    page = tmp_path / "templates/report.html"
    script = page.read_text(encoding="utf-8").replace(
        "</article>", "<script>top.ran=1</script><img src=x onerror=top.ran=1 alt=x></article>"
    )
    orders = list(hostile(folder / "2025.yaml"))
    orders.append({"write": {str(page): script}, "raw": RUNS})
    assert len(RUNS) == 40
    with preview(folder, 2025, "--templates", str(tmp_path / "templates")) as address:
        found = driven(cache, address, orders, tmp_path)
    assert found["missed"] == []
    assert (found["ran"], found["dialogs"]) == ([], [])
    assert found["guarded"] >= 20, "the guard proves that it guards"
    note(
        f"preview: 0 scripts ran of {len(RUNS)} hostile texts, of which {found['guarded']} run elsewhere"
    )


def test_a_place_leads_to_the_page_and_the_page_to_its_place(office: Path, cache: Path) -> None:
    path = office / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    lines = text.split("\n")
    wrong = text.replace("行政许可:                     462", "行政许可:                     462O")

    def place(words: str) -> str:
        """Where words end, or stand, in the data file."""
        (number,) = (n for n, line in enumerate(lines, 1) if words in line)
        line = lines[number - 1]
        at = line.index(words) + (len(words) if words.endswith(" ") else 0)
        return f"{number}:{at + 1}"

    row, penal = place("行政许可:                     "), place("行政处罚:                      ")
    reference = place("{{行政处罚}}").replace(":", " 行第 ")
    click = ["//td[text()='59']", "//span[text()='59']", "//p[contains(., '平均办理')]//span[1]"]
    with preview(office, 2025) as address:
        order = {"write": {str(path): wrong}, "list": "462O", "click": click}
        found = driven(cache, address, [order], office.parent)
    assert found["asked"] == found["copied"][0] == row
    assert found["copied"][1:3] == [penal, penal]
    assert found["told"][0].startswith(f"“59”写在第 {penal.replace(':', ' 行第 ')} 列")
    assert f"；引用它的是第 {reference} 列" in found["told"][1]
    assert found["copied"][3].startswith(f"{reference.partition(' ')[0]}:")


def test_fifty_savings_are_each_seen(
    office: Path, cache: Path, note: Callable[[str], None]
) -> None:
    orders = list(fifty(office / "2025.yaml"))
    orders[10]["scroll"] = 600
    with preview(office, 2025) as address:
        found = driven(cache, address, orders, office.parent)
    assert found["missed"] == []
    assert len(found["took"]) == 50
    assert found["violations"] == []
    assert (found["errors"], found["dialogs"], found["fetched"]) == ([], [], [])
    assert found["scrolled"] == 600, "the page stays where it was scrolled to"
    took = sorted(found["took"])
    note(
        f"preview: 50 savings seen, median {statistics.median(took):.0f} ms, slowest {took[-1]:.0f} ms"
    )
    assert sorted(path.name for path in office.iterdir()) == ["2024.yaml", "2025.yaml"]
