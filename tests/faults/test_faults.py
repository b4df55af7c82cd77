"""A call that fails, a signal, a kill: the old report whole or the new one whole, and one line.

In CI a part of the cases runs; NIANBAO_FAULTS=all runs every one.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.strace import CALLS, ERRORS, NEEDED, Office, Scenario, judge

pytestmark = [pytest.mark.thorough, NEEDED]
ALL = os.environ.get("NIANBAO_FAULTS") == "all"
COMMANDS = ("report", "report, cold", "fix", "new", "take", "import")
PART = 6  # cases of each call that run where not all are asked for


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def cases(office: Office, call: str, scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The ways in which the calls of a kind fail: each error, at each call, once and from then on."""
    for number, name in office.calls(call, scenario):
        for error in ERRORS:
            for when in (f"{number}", f"{number}+"):
                yield ("-e", f"inject={name}:error={error}:when={when}")


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_call_that_fails_leaves_a_whole_set_and_one_line(
    name: str, call: str, office: Office
) -> None:
    scenario = office.scenarios[name]
    listed = list(cases(office, call, scenario))
    part = PART if name == "report" else 1
    chosen = listed if ALL else listed[:: max(len(listed) // part, 1)][:part]
    wrong, count = [], 0
    for trace in chosen:
        office.restore(scenario.before)
        ran = office.run(scenario.words, trace, cold=scenario.cold)
        if not office.was_hit():
            continue  # it came at Python's own files
        count += 1
        if fault := judge(office, scenario, ran):
            wrong.append(f"{trace[1]}: {fault}")
    print(f"{name}, {call}: {count - len(wrong)}/{count}; listed {len(listed)}")
    assert wrong == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_a_signal_at_any_call_leaves_a_whole_set_and_a_line(name: str, office: Office) -> None:
    scenario = office.scenarios["report"]
    wrong, count = [], 0
    for call in CALLS:
        listed = office.calls(call, scenario)
        for number, each in listed if ALL else listed[-2:]:
            office.restore(scenario.before)
            ran = office.run(scenario.words, ("-e", f"inject={each}:signal={name}:when={number}"))
            fault = judge(office, scenario, ran) if name != "SIGKILL" else mended(office, scenario)
            if not fault and name != "SIGKILL" and "中断" not in ran.stderr and ran.returncode != 0:
                fault = f"not told: {ran.returncode} {ran.stderr[-200:]}"
            count += 1
            wrong += [f"{each} {number}: {fault}"] if fault else []
    print(f"{name}: {count - len(wrong)}/{count}")
    assert wrong == []


def mended(office: Office, scenario: Scenario) -> str:
    """What is wrong after a kill: each file is whole, a mixed pair is told, the next build mends it."""
    there = office.state()
    for name, data in there.items():
        if data not in (scenario.before.get(name), scenario.after.get(name)):
            return f"{name} is half-written"
    if there not in (scenario.before, scenario.after):
        told = office.run(("verify", "2025", "--out", str(office.folder / "out")))
        if "[not-of-data]" not in told.stdout:
            return "a mixed pair that nothing tells"
    again = office.run(scenario.words)
    if office.state() != scenario.after or office.leftovers():
        return f"the next build: {again.returncode} {office.leftovers()}"
    return ""


def test_a_kill_at_any_moment_leaves_whole_files(office: Office) -> None:
    scenario = office.scenarios["report"]
    generator = random.Random(20261125)  # noqa: S311 the same moments in each run
    wrong = []
    times = 100 if ALL else 12
    for _ in range(times):
        office.restore(scenario.before)
        with subprocess.Popen(
            office.command(scenario.words), cwd=office.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            time.sleep(generator.uniform(0, 0.8))
            process.send_signal(signal.SIGKILL)
        if fault := mended(office, scenario):
            wrong.append(fault)
    print(f"killed: {times - len(wrong)}/{times}")
    assert wrong == []


def test_eight_writers_leave_one_whole_set(office: Office) -> None:
    scenario = office.scenarios["report"]
    office.restore(scenario.before)
    running = [
        subprocess.Popen(
            office.command(scenario.words), cwd=office.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for _ in range(8)
    ]  # fmt: skip
    assert {process.wait(120) for process in running} == {0}
    assert office.state() == scenario.after


def test_writers_of_different_data_leave_one_set_and_a_reader_sees_whole_files(
    office: Office,
) -> None:
    scenario = office.scenarios["report"]
    office.restore(scenario.before)
    other = office.folder / "other"
    shutil.copytree(office.folder / "data", other, dirs_exist_ok=True)
    path = other / "2025.yaml"
    path.write_bytes(path.read_bytes().replace("更新8次".encode(), "更新9次".encode()))
    order = office.command(scenario.words)
    orders = [order, [word.replace(str(office.folder / "data"), str(other)) for word in order]]
    sets = []
    for each in orders:
        subprocess.run(each, cwd=office.folder, capture_output=True, check=True)
        sets.append({p.name: p.read_bytes() for p in (office.folder / "out/2025").iterdir()})
    running = [
        subprocess.Popen(
            orders[number % 2], cwd=office.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for number in range(8)
    ]  # fmt: skip
    seen = 0
    while any(process.poll() is None for process in running):
        for name in sets[0]:
            data = (office.folder / "out/2025" / name).read_bytes()
            assert data in [each[name] for each in sets], "half-written"
            seen += 1
    assert seen > 100
    assert {process.returncode for process in running} == {0}
    assert {p.name: p.read_bytes() for p in (office.folder / "out/2025").iterdir()} in sets
    shutil.rmtree(other)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
@pytest.mark.parametrize("size", [4, 40, 120, 150, 180])
def test_a_full_disk_leaves_the_old_set(size: int, office: Office) -> None:
    scenario = office.scenarios["report"]
    office.restore(scenario.before)
    small = office.folder / "out/2025"
    old = {p.name: p.read_bytes() for p in small.iterdir()}
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        fits = sum(map(len, old.values())) < size * 1000
        for name, data in old.items() if fits else ():
            (small / name).write_bytes(data)
        ran = office.run(scenario.words)
        there = {p.name: p.read_bytes() for p in small.iterdir()}
        new = {Path(n).name: d for n, d in scenario.after.items() if n.startswith("out/")}
        assert there in ([old, new] if fits else [{}, new])
        assert ran.returncode == 0 or "磁盘满了" in ran.stderr
        assert not office.leftovers()
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_what_is_no_ordinary_file_is_neither_read_nor_replaced(office: Office) -> None:
    scenario = office.scenarios["report"]
    office.restore(scenario.before)
    (name,) = (n for n in scenario.before if n.endswith(".txt"))
    path: Path = office.folder / name
    path.unlink()
    os.mkfifo(path)
    ran = office.run(scenario.words)
    assert ran.returncode == 2
    assert "不是平常的文件" in ran.stderr
    path.unlink()
    pipe = office.folder / "pipe.docx"
    os.mkfifo(pipe)
    ran = office.run(("verify", str(pipe)))
    assert (ran.returncode, "不是平常的文件" in ran.stderr) == (2, True)
    pipe.unlink()
