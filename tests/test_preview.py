"""The preview: what it shows, what it sees, whom it answers."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from cases import cases
from conftest import ROOT, WORKSPACE, Run, sample_made
from lxml import etree, html
from test_language import scrambled

from nianbao.serve.loopback import Board, Loopback
from nianbao.serve.showing import Showing, Viewer
from nianbao.serve.traced import traced
from nianbao.serve.watch import FileWatch, changes, settle, sources
from nianbao.store import Store
from nianbao.workspace import Workspace

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder of data with two years, and templates beside it."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    data = tmp_path / "data"
    data.mkdir()
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", data)
    return data


def viewer(office: Path, year: int = 2025, templates: Path | None = None) -> Viewer:
    workspace = Workspace(templates or office.parent / "templates", Store(None))
    return Viewer(workspace, office / f"{year}.yaml", year)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# ── the page with its places ────────────────────────────────────────────────────────────────────


def words_of(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def typed(path: Path, at: str) -> str:
    """What stands at a place of a file."""
    line, column, last, end = map(int, at.split(","))
    lines = path.read_text(encoding="utf-8").split("\n")
    return lines[line - 1][column - 1 : end - 1 if last == line else None]


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_every_figure_and_every_text_leads_to_where_it_was_typed(year: int) -> None:
    from nianbao.making import make

    path = ROOT / f"data/示例局/{year}.yaml"
    made = make(WORKSPACE, path, year, ("html",))
    assert made.view
    assert made.edition.report
    assert made.edition.narrative
    page = traced(made.files["html"], made.view, made.edition.report, made.edition.narrative)
    document = html.document_fromstring(page)
    figures = [cell for cell in document.iter("td") if cell.get("class") != "位"]
    own = [cell for cell in figures if "data-computed" not in cell.attrib]
    assert len(own) > 20
    for cell in own:
        assert typed(path, cell.get("data-at", "")) in {words_of(cell), "0"}
    assert all(cell.get("data-at") for cell in figures)
    texts = list(document.iter("p", "h3", "h1"))
    assert all(each.get("data-at") for each in texts)
    words = [each for each in document.iter("span") if "data-typed" in each.attrib]
    assert len(words) > 30
    for each in words:
        assert typed(path, each.get("data-at", "")) == words_of(each)
    references = [each for each in document.iter("span") if each.get("data-from")]
    assert len(references) > 10
    for each in references:
        assert typed(path, each.get("data-at", "")).startswith("{{")
        if "data-computed" not in each.attrib:
            assert typed(path, each.get("data-from", "")) in {words_of(each), "0"}


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_the_page_is_the_published_one_but_for_its_marks(year: int) -> None:
    view, files = sample_made(year)
    shown = viewer(ROOT / "data/示例局", year, ROOT / "templates").look()
    assert shown.title == view.title

    both = (html.document_fromstring(page) for page in (shown.page, files["html"].decode()))
    marked, published = ("".join(words_of(page).split()) for page in both)
    assert marked == published


# ── what is shown ───────────────────────────────────────────────────────────────────────────────


def test_a_report_with_errors_has_a_page_with_blanks(office: Path) -> None:
    change(office / "2025.yaml", "     5     3     0     1     1     0    10\n", "\n")
    change(office / "2025.yaml", "行政许可:                     462", "行政许可:")
    shown = viewer(office).look()
    assert shown.old == ""
    assert "错误" in shown.summary
    rows = {words_of(row[0]): row for row in html.document_fromstring(shown.page).iter("tr")}
    row = next(row for label, row in rows.items() if "部分公开" in label)
    assert [words_of(cell) for cell in row][1:] == [""] * 7


def test_a_day_that_nobody_has_typed_is_not_shown(office: Path) -> None:
    path = office / "2025.yaml"
    assert viewer(office).look().page.count("2026年1月16日") == 1
    change(path, "成文日期: 2026-01-16", "成文日期: '2026-01-16'")
    assert viewer(office).look().page.count("2026年1月16日") == 1
    change(path, "成文日期: '2026-01-16'", "成文日期: ")
    assert "12月31日" not in viewer(office).look().page


def test_what_an_office_wants_beside_the_report_is_shown(office: Path) -> None:
    assert "与往年比" not in viewer(office).look().page
    (office / "设置.yaml").write_text("网页:\n  与上年相比: 是\n", encoding="utf-8")
    shown = viewer(office).look()
    assert "与往年比" in shown.page
    assert shown.old == ""
    assert shown.summary == "错误 0 · 警告 0"


def test_a_file_that_cannot_be_read_keeps_the_last_page(office: Path) -> None:
    watching = viewer(office)
    good = watching.look()
    assert good.old == ""
    change(office / "2025.yaml", "正文:", '正文: "')
    bad = watching.look()
    assert bad.page == good.page
    assert bad.old == "文件读不下去。下面还是改坏以前的样子"
    assert bad.findings[0]["code"] == "unbalanced-quote"
    (office / "2025.yaml").unlink()
    assert watching.look().old.startswith("读不到 ")
    assert viewer(office).look().old.endswith("还没有能看的样子：先改好右边的错误")


def test_a_broken_template_keeps_the_last_page_and_is_told(office: Path) -> None:
    watching = viewer(office)
    good = watching.look()
    change(office.parent / "templates/report.html", "{{ 题名.全 }}", "{{ 题名.金 }}")
    bad = watching.look()
    assert bad.page == good.page
    assert bad.old.startswith("网页模板用不了")
    assert any("report.html" in each["places"][0]["file"] for each in bad.findings)


@pytest.mark.thorough
def test_what_is_told_is_what_check_prints(problem_files: Path, build: Run) -> None:
    """Of every bad file: the same findings at the same places, and no file brings the preview down."""
    looked = 0
    for case in cases().values():
        path = Path(case.path)
        year = int(path.stem) if path.stem.isdecimal() else None
        shown = Viewer(WORKSPACE, problem_files / path, year).look()
        ran = build("check", str(problem_files / path), "--output", "json")
        told = {
            (at[0], at[1], each["code"])
            for each in shown.findings
            for at in [place["at"] for place in each["places"]]
        }
        expected = {(f["line"], f["column"], f["code"]) for f in json.loads(ran.stdout)}
        assert told == expected, case.name
        looked += 1
    assert looked > 300


def test_edits_of_everything_around_are_seen(office: Path) -> None:
    watching, templates = viewer(office), office.parent / "templates"
    before = watching.look()
    watch = FileWatch(lambda: sources(office / "2025.yaml", templates))
    change(templates / "report.html", "max-width: 46rem", "max-width: 47rem")
    assert watch.changed() == [templates / "report.html"]
    change(templates / "lexicon.yaml", "国务院办公厅 国务院", "国务院办公厅 口袋公园的位置 国务院")
    assert watch.changed() == [templates / "lexicon.yaml"]
    change(office / "2024.yaml", "机关: 示例市示例局", "机关: 另一个局")
    assert watch.changed() == [office / "2024.yaml"]
    settings = office / "设置.yaml"
    settings.write_text("程度:\n  vague-year: 错误\n网站:\n  SiteName: 某网\n", encoding="utf-8")
    assert watch.changed() == [settings]
    change(templates / "2021/form.yaml", "名称:", "名称: ")
    assert watch.changed() == [templates / "2021/form.yaml"]
    after = watching.look()
    assert "max-width: 47rem" in after.page
    assert "max-width: 47rem" not in before.page
    assert "某网" in after.page


@pytest.mark.thorough
def test_no_edit_brings_it_down(office: Path) -> None:
    """Three hundred edits of a hand that may do anything; each is shown, or the page before it."""
    chance, path = random.Random(16), office / "2025.yaml"  # noqa: S311  nothing is kept secret by it
    good = text = path.read_text(encoding="utf-8")
    watching = Viewer(WORKSPACE, path, 2025)
    board, pages = Board(), 0
    for number in range(300):
        text = scrambled(text if number % 10 else good, chance)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        shown = watching.look()
        board.show(shown)
        pages += not shown.old
        assert shown.findings or not shown.old
    assert 30 < pages < 300


# ── what is seen ────────────────────────────────────────────────────────────────────────────────


def test_two_savings_within_one_step_of_the_clock_are_both_seen(tmp_path: Path) -> None:
    """A drive that tells the time in steps of two seconds, and an edit of the same length."""
    path = tmp_path / "2025.yaml"
    stamp = 1_700_000_000_000_000_000
    path.write_text("一", encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))
    watch = FileWatch(lambda: [path])
    for words in ("二二", "三三", "四四"):
        path.write_text(words, encoding="utf-8")
        os.utime(path, ns=(stamp, stamp))
        assert watch.changed() == [path], words
        assert watch.changed() == []


def test_a_file_that_comes_or_goes_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    watch = FileWatch(lambda: sources(path, tmp_path))
    for made in (path, tmp_path / "2024.yaml", tmp_path / "设置.yaml"):
        made.write_text("年度: 2025\n", encoding="utf-8")
        assert watch.changed() == [made]
    path.unlink()
    assert watch.changed() == [path]
    (tmp_path / "2026.yaml").write_text("年度: 2026\n", encoding="utf-8")
    assert watch.changed() == [], "a later year is nothing to this one"


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    path.write_text("旧", encoding="utf-8")
    seen: list[str] = []
    watch = FileWatch(lambda: [path])

    def look() -> None:
        for _ in changes(watch, path):
            seen.append(path.read_text(encoding="utf-8"))
            return

    looking = threading.Thread(target=look)
    looking.start()
    with path.open("w", encoding="utf-8") as file:
        for part in ("一", "二", "三", "四"):
            file.write(part)
            file.flush()
            time.sleep(0.01)
    looking.join(timeout=10)
    assert seen == ["一二三四"]


def test_a_file_that_stays_away_is_not_waited_for_without_end(tmp_path: Path) -> None:
    settle(tmp_path / "2025.yaml")


# ── whom it answers ─────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def serving(showing: Showing | None = None) -> Iterator[Loopback]:
    board = Board()
    if showing:
        board.show(showing)
    with Loopback(board, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            board.close()
            server.shutdown()


def answer(server: Loopback, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    sent = {"Host": f"127.0.0.1:{server.server_port}"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in sent.items():
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read().decode()


def test_only_its_own_page_is_answered() -> None:
    with serving() as server:
        own, port = f"/{server.word}/", server.server_port
        assert answer(server, own)[0] == 200
        assert answer(server, own, Host=f"localhost:{port}")[0] == 200
        assert answer(server, own, Origin=f"http://127.0.0.1:{port}")[0] == 200
        assert answer(server, own, Sec_Fetch_Site="same-origin")[0] == 200
        for host in (
            "evil.example",
            f"evil.example:{port}",
            "127.0.0.1",
            f"127.0.0.1:{port + 1}",
            "",
        ):
            assert answer(server, own, Host=host)[0] == 403, host
        for origin in ("http://evil.example", "null", f"http://localhost:{port}", "file://"):
            assert answer(server, own, Origin=origin)[0] == 403, origin
        for site in ("cross-site", "same-site"):
            assert answer(server, own, Sec_Fetch_Site=site)[0] == 403, site
        for path in (
            "/",
            "/page",
            "/events",
            "/x/",
            f"{own}../",
            f"{own}page/..",
            f"{own}%2e%2e",
            own[:-1],
        ):
            status, _, said = answer(server, path)
            assert status == 404, path
            assert server.word not in said


def test_no_other_method_and_no_other_address() -> None:
    with serving() as server:
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
        connection.request("POST", f"/{server.word}/", body="x")
        assert connection.getresponse().status == 501
        assert server.server_address[0] == "127.0.0.1"


def test_nothing_may_run_or_be_fetched_on_what_is_answered() -> None:
    with serving() as server:
        for name, script in (("", "script-src 'self'"), ("page", "sandbox allow-same-origin")):
            _, head, _ = answer(server, f"/{server.word}/{name}")
            policy = head["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert script in policy
            assert "unsafe-eval" not in policy
            assert "http" not in policy
            assert head["X-Content-Type-Options"] == "nosniff"
            assert head["Cache-Control"] == "no-store"


def test_a_taken_port_is_not_waited_for() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Loopback(Board(), port) as server:
            assert server.server_port != port


def events(address: str) -> Iterator[dict[str, Any]]:
    """What a browser is told."""
    where = urlsplit(address)
    connection = HTTPConnection(where.netloc, timeout=20)
    connection.request("GET", f"{where.path}events")
    for line in connection.getresponse():
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


def held(process: int) -> list[str]:
    """What a process holds open, where the system tells."""
    folder = Path(f"/proc/{process}/fd")
    return [str(each.readlink()) for each in folder.iterdir()] if folder.is_dir() else []


def test_the_command_shows_what_is_saved_and_writes_nothing(office: Path) -> None:
    words = [sys.executable, str(ROOT / "build.py"), "preview", "2025", "--data", str(office)]
    words += ["--templates", str(office.parent / "templates"), "--no-browser"]
    before = {path: path.stat().st_mtime_ns for path in office.parent.rglob("*")}
    cache = office.parent.parent / "cache"
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "NIANBAO_CACHE": str(cache)},
    ) as ran:  # fmt: skip
        assert ran.stdout
        try:
            address = ran.stdout.readline().partition("：")[2].split()[0]
            told = events(address)
            assert next(told)["summary"] == "错误 0 · 警告 0"
            change(office / "2025.yaml", "更新6次", "更新6次次")
            assert "更新6次次" in next(told)["page"]
            assert not [each for each in held(ran.pid) if "inotify" in each], (
                "it asks for no notices"
            )
            ran.send_signal(2)
            said, wrong = ran.communicate(timeout=20)
        finally:
            ran.kill()
    assert (said, wrong, ran.returncode) == ("\n预览结束，没有写任何文件\n", "", 0)
    after = {path: path.stat().st_mtime_ns for path in office.parent.rglob("*")}
    assert set(after) == set(before)
    assert [path.name for path in after if after[path] != before[path]] == ["2025.yaml"]
    assert not cache.exists() or not any(cache.iterdir())


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["2031"], "没有 "),
        (["20x5"], "年份应当是四位数字"),
        (["2025", "--port", "0"], "--port 写 1 到 65535 的数"),
        (["2025", "--port", "八千"], "--port 写 1 到 65535 的数"),
    ],
)
def test_what_cannot_be_previewed_is_said_in_one_line(
    words: list[str], told: str, office: Path, build: Run
) -> None:
    ran = build("preview", *words, "--data", str(office))
    assert ran.returncode == 2
    assert told in ran.stderr
    assert ran.stderr.count("\n") == 1
