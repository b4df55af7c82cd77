"""batch: all agencies at once; what a kill, a fault or another machine leaves is gone on with."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, Run

from nianbao.making import make
from nianbao.many.journal import Done, Journal
from nianbao.many.pool import by_processes
from nianbao.many.units import AgencyYears, part_of, units
from nianbao.many.work import FAILED, UNCHANGED, WRITTEN, Job, Task, base_digest, do_unit, work_of

SAMPLE = ROOT / "data/示例局"
TEMPLATES = ROOT / "templates"


def agencies(folder: Path, count: int) -> Path:
    """A data folder with so many agencies of two years; each writes something of its own."""
    for number in range(count):
        place = folder / f"市/局{number}"
        place.mkdir(parents=True)
        for year in (2024, 2025):
            text = (SAMPLE / f"{year}.yaml").read_text(encoding="utf-8")
            (place / f"{year}.yaml").write_text(
                text.replace("更新6次", f"更新{number + 7}次"), encoding="utf-8"
            )
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return agencies(tmp_path / "data", 4)


def states(out: Path) -> dict[str, str]:
    with (out / "batch.csv").open(encoding="utf-8-sig", newline="") as file:
        return {f"{row['机关']} {row['年度']}": row["结果"] for row in csv.DictReader(file)}


def files(out: Path) -> dict[str, bytes]:
    return {p.name + str(p.parent): p.read_bytes() for p in sorted(out.rglob("*.docx"))} | {
        p.name + str(p.parent): p.read_bytes() for p in sorted(out.rglob("*.txt"))
    }


def batch(data: Path, out: Path, build: Run, *more: str) -> subprocess.CompletedProcess[str]:
    return build("batch", *more, "--data", str(data), "--out", str(out))


def test_all_are_written_as_one_build_writes_them(data: Path, tmp_path: Path, build: Run) -> None:
    out = tmp_path / "out"
    ran = batch(data, out, build, "--jobs", "2")
    assert ran.returncode == 0, ran.stdout
    assert "共 8 个 · 已写 8" in ran.stdout
    for unit in units(data):
        for year in unit.years:
            made = make(WORKSPACE, data / unit.folder / f"{year}.yaml", year)
            for name, expected in made.files.items():
                (path,) = (out / unit.folder / str(year)).glob(f"*.{name}")
                assert path.read_bytes() == expected


def test_what_has_not_changed_is_left_alone_and_what_has_is_made_anew(
    data: Path, tmp_path: Path, build: Run
) -> None:
    out = tmp_path / "out"
    batch(data, out, build, "--jobs", "1")
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*.docx")}
    path = data / "市/局1/2024.yaml"  # last year's of 2025
    path.write_text(path.read_text(encoding="utf-8") + "# 改过\n", encoding="utf-8")
    (text,) = (out / "市/局2/2025").glob("*.txt")
    text.write_text("别人写的", encoding="utf-8")
    (out / ".batch.jsonl").write_bytes((out / ".batch.jsonl").read_bytes() + b'["cut')
    ran = batch(data, out, build, "--jobs", "1")
    assert "没有变 5 · 已写 3" in ran.stdout
    anew = [key for key, state in states(out).items() if state == WRITTEN]
    assert anew == ["市/局1 2024", "市/局1 2025", "市/局2 2025"]
    assert text.read_text(encoding="utf-8") != "别人写的"
    left = [path for path, stamp in stamps.items() if path.stat().st_mtime_ns == stamp]
    assert len(left) == 5


def test_what_is_wrong_with_one_does_not_stop_the_others(
    data: Path, tmp_path: Path, build: Run
) -> None:
    out = tmp_path / "out"
    path = data / "市/局0/2025.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("462", "四百"), encoding="utf-8")
    (data / "市/局1/2025.yaml").write_bytes(b"\xff\xfe\x00")
    (data / "市/局2/2025.yaml").unlink()
    (data / "市/局2/2025.yaml").symlink_to("2025.yaml")
    ran = batch(data, out, build, "2025", "--jobs", "2")
    assert ran.returncode == 1
    assert "市/局0/2025.yaml 有错误" in ran.stdout
    assert states(out) == {
        "市/局0 2025": "有错误", "市/局1 2025": "有错误", "市/局2 2025": FAILED, "市/局3 2025": WRITTEN,
    }  # fmt: skip
    assert "市/局2/2025.yaml 链接指来指去，没有尽头" in ran.stdout
    again = batch(data, out, build, "2025", "--jobs", "2")
    assert (again.returncode, states(out)["市/局0 2025"]) == (1, "有错误")


def test_what_is_wrong_with_the_settings_is_said_of_the_settings(
    data: Path, tmp_path: Path, build: Run
) -> None:
    (data / "市/局1/设置.yaml").write_text("网夜: {}\n", encoding="utf-8")
    path = data / "市/局0/2025.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("462", "四百"), encoding="utf-8")
    ran = batch(data, tmp_path / "out", build, "2025")
    own, settings = ran.stdout.splitlines()[:2]
    assert re.fullmatch(r"市/局0/2025.yaml 有错误（错误 \d+）：第 \d+ 行：.*", own)
    assert f"：{data}/市/局1/设置.yaml 第 1 行：设置没有“网夜”" in settings


def test_what_is_hidden_or_was_received_is_no_agency(data: Path) -> None:
    for folder in (".git", "市/.旧", "收件/2025", "收件处", "市/收件"):
        (data / folder).mkdir(parents=True)
        shutil.copy(SAMPLE / "2025.yaml", data / folder)
    assert [unit.folder for unit in units(data, {2025})] == [
        "市/局0", "市/局1", "市/局2", "市/局3", "市/收件", "收件处",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_a_folder_whose_name_is_no_utf8_keeps_back_no_other(
    data: Path, tmp_path: Path, build: Run
) -> None:
    odd = os.fsencode(data) + b"/\xb5\xd8"
    Path(os.fsdecode(odd)).mkdir()
    shutil.copy(SAMPLE / "2025.yaml", os.fsdecode(odd))
    out = tmp_path / "out"
    assert "已写 5" in batch(data, out, build, "2025").stdout
    assert "没有变 5" in batch(data, out, build, "2025").stdout
    assert states(out)["?? 2025"] == UNCHANGED


def test_a_word_file_that_someone_changed_is_not_overwritten(
    data: Path, tmp_path: Path, build: Run
) -> None:
    out = tmp_path / "out"
    batch(data, out, build, "2025", "--jobs", "1")
    (word,) = (out / "市/局3/2025").glob("*.docx")
    changed = word.read_bytes().replace("更新10次".encode(), "更新99次".encode())
    word.write_bytes(changed)
    ran = batch(data, out, build, "2025", "--jobs", "1")
    assert (ran.returncode, states(out)["市/局3 2025"]) == (1, "Word 改过")
    assert word.read_bytes() == changed


def test_parts_are_all_and_none_twice() -> None:
    all_units = [AgencyYears(f"市/局{number}", (2025,)) for number in range(200)]
    parts = [part_of(all_units, number, 7) for number in range(1, 8)]
    assert sorted(unit for part in parts for unit in part) == sorted(all_units)
    assert all(15 < len(part) < 45 for part in parts)


def test_checking_alone_writes_no_report(data: Path, tmp_path: Path, build: Run) -> None:
    ran = batch(data, tmp_path / "out", build, "2024-2025", "--check", "--jobs", "1")
    assert (ran.returncode, "已检查 8" in ran.stdout) == (0, True)
    assert {p.name for p in (tmp_path / "out").iterdir()} == {".check.jsonl", "check.csv"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["20255"], "年份写成 2017"),
        (["2025-2016"], "年份写成 2017"),
        (["1999"], "没有这几年的数据文件"),
        (["--part", "17/16"], "--part 写成 3/16"),
        (["--jobs", "0"], "--jobs 写进程的个数"),
        (["--format", "doc"], "没有格式“doc”"),
    ],
)
def test_a_wrong_order_is_told(words: list[str], told: str, data: Path, build: Run) -> None:
    ran = build("batch", *words, "--data", str(data), "--out", str(data / "out"))
    assert (ran.returncode, told in ran.stderr) == (2, True), ran.stderr


def test_the_table_holds_no_formula(tmp_path: Path, build: Run) -> None:
    place = tmp_path / "data/=cmd"
    place.mkdir(parents=True)
    shutil.copy(SAMPLE / "2025.yaml", place)
    batch(tmp_path / "data", tmp_path / "out", build, "--jobs", "1")
    assert "\r\n'=cmd,2025," in (tmp_path / "out/batch.csv").read_text("utf-8-sig").replace(
        "\n", "\r\n"
    )


def test_a_journal_is_read_as_far_as_it_is_whole(tmp_path: Path) -> None:
    row = Done("局", 2025, "k", WRITTEN, 0, 1, "x", {"a": "b"})
    path = tmp_path / "j"
    path.write_text(
        f'{json.dumps(row)}\n[1,2]\nnull\n{json.dumps(row._replace(year=2024))}\n["局",', "utf-8"
    )
    assert Journal(path).known == {"局": {2025: row, 2024: row._replace(year=2024)}}


def task(data: Path, out: Path) -> Task:
    return Task(data, out, TEMPLATES, ("docx", "txt"), False, base_digest(TEMPLATES))


def test_an_error_in_the_program_is_one_line_of_one_report(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("nianbao.many.work.make", fail)
    (row,) = do_unit(task(data, tmp_path / "o"), WORKSPACE, Job(AgencyYears("市/局0", (2025,)), {}))
    assert (row.state, row.first.partition("（")[0]) == (FAILED, "程序出错：AssertionError")


@pytest.mark.thorough
def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    data, out = agencies(tmp_path / "data", 24), tmp_path / "out"
    rows: list[Done] = []
    killed = 0
    for done in by_processes(work_of(task(data, out)), (Job(unit, {}) for unit in units(data)), 2):
        rows += done
        if len(rows) in {6, 20}:
            order = ["pgrep", "-P", str(os.getpid())]
            workers = subprocess.run(
                order, capture_output=True, text=True, check=False
            ).stdout.split()
            for worker in workers[:1]:
                os.kill(int(worker), signal.SIGKILL)
                killed += 1
    assert killed
    assert sorted((row.folder, row.year) for row in rows) == sorted(
        (unit.folder, year) for unit in units(data) for year in unit.years
    )
    assert {row.state for row in rows} <= {WRITTEN, UNCHANGED}


def test_a_part_without_agencies_is_done_at_once(data: Path, tmp_path: Path, build: Run) -> None:
    codes = {}
    for number in range(1, 10):
        ran = batch(data, tmp_path / "out", build, "--check", "--part", f"{number}/9")
        codes[number] = ran.returncode
    assert set(codes.values()) == {0}, codes
    tables = [path.read_text("utf-8-sig") for path in sorted((tmp_path / "out").glob("*.csv"))]
    lines = [table.splitlines()[1:] for table in tables]
    assert [] in lines
    assert sum(map(len, lines)) == 8
    assert batch(data, tmp_path / "out", build, "1990", "--part", "1/9").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_that_is_interrupted_says_how_to_go_on(tmp_path: Path, jobs: str) -> None:
    data, out = agencies(tmp_path / "data", 30), tmp_path / "out"
    order = [sys.executable, str(ROOT / "build.py"), "batch", "--data", str(data), "--jobs", jobs]
    with subprocess.Popen(
        [*order, "--out", str(out)], stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        while not list(out.rglob("*.docx")):
            assert process.poll() is None, "it was over before it could be interrupted"
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read() if process.stderr else ""
    assert said == "已中断；写好的留着，再来一次就接着做\n"
    assert process.returncode == 2


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="signals are others there")
def test_a_batch_that_is_killed_is_gone_on_with(tmp_path: Path) -> None:
    data, out, whole = agencies(tmp_path / "data", 60), tmp_path / "out", tmp_path / "whole"
    order = [sys.executable, str(ROOT / "build.py"), "batch", "--data", str(data), "--jobs", "2"]
    subprocess.run([*order, "--out", str(whole)], check=True, capture_output=True)
    journal = out / ".batch.jsonl"
    for lines in (10, 30, 50):
        with subprocess.Popen([*order, "--out", str(out)], stdout=subprocess.DEVNULL) as process:
            while not (journal.is_file() and journal.read_bytes().count(b"\n") >= lines):
                assert process.poll() is None, "it was over before it could be killed"
                time.sleep(0.01)
            process.kill()
    for _ in range(200):  # its workers end
        workers = subprocess.run(["pgrep", "-f", str(out)], capture_output=True, check=False).stdout
        if not workers:
            break
        time.sleep(0.1)
    assert workers == b""
    ran = subprocess.run([*order, "--out", str(out)], check=True, capture_output=True, text=True)
    unchanged = re.search(r"没有变 (\d+)", ran.stdout)
    assert unchanged, "what was done is not done again"
    assert int(unchanged[1]) >= 50
    assert {k.replace(str(out), ""): v for k, v in files(out).items()} == {
        k.replace(str(whole), ""): v for k, v in files(whole).items()
    }
    assert not list(out.rglob(".nianbao-*"))
