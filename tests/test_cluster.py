"""batch on a dask cluster: the bytes of the pool, also where a worker is killed in the middle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, Run
from offices import write

psutil = pytest.importorskip("psutil", reason="dask is not installed: pip install .[dask]")
pytest.importorskip("distributed", reason="dask is not installed: pip install .[dask]")

pytestmark = pytest.mark.thorough


def files(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.suffix in {".docx", ".txt"}
    }


def order(data: Path, out: Path, *more: str) -> list[str]:
    return ["batch", "--data", str(data), "--out", str(out), "--jobs", "2", *more]


def test_a_cluster_writes_what_the_pool_writes(tmp_path: Path, build: Run) -> None:
    write(WORKSPACE, tmp_path / "data", range(6), (2018, 2020, 2025))
    pool = build(*order(tmp_path / "data", tmp_path / "pool"))
    dask = build(*order(tmp_path / "data", tmp_path / "dask", "--engine", "dask"))
    assert (pool.returncode, dask.returncode) == (0, 0), dask.stdout + dask.stderr
    assert "共 18 个 · 已写 18" in dask.stdout
    assert files(tmp_path / "dask") == files(tmp_path / "pool")
    assert len(files(tmp_path / "dask")) == 36
    assert (tmp_path / "dask/batch.csv").read_bytes() == (tmp_path / "pool/batch.csv").read_bytes()
    assert dask.stderr == ""


def workers(parent: int) -> list[int]:
    """The processes of a cluster that do the work."""
    found = psutil.Process(parent).children(recursive=True)
    return [each.pid for each in found if "spawn_main" in " ".join(each.cmdline())]


def test_a_killed_worker_loses_nothing(tmp_path: Path, build: Run) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    write(WORKSPACE, data, range(24), range(2022, 2026))
    words = order(data, out, "--engine", "dask")
    with subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as running:  # fmt: skip
        while running.poll() is None and len(list(out.rglob("*.docx"))) < 10:
            time.sleep(0.02)
        assert running.poll() is None, "it was over before a worker could be killed"
        killed = workers(running.pid)
        os.kill(killed[0], signal.SIGKILL)
        said, _ = running.communicate(timeout=240)
    assert running.returncode == 0, said
    assert len(killed) == 2
    assert "共 96 个" in said
    build(*order(data, tmp_path / "pool"))
    assert files(out) == files(tmp_path / "pool")
    assert not [path for path in out.rglob(".nianbao-*") if path.is_file()]


def test_without_a_scheduler_there_is_a_line(tmp_path: Path, build: Run) -> None:
    write(WORKSPACE, tmp_path / "data", range(1), (2025,))
    words = order(tmp_path / "data", tmp_path / "out", "--engine", "dask")
    ran = build(*words, "--scheduler", "tcp://127.0.0.1:9")
    assert ran.returncode == 2
    assert ran.stderr.startswith("连不上 dask 集群 tcp://127.0.0.1:9")
    assert "Traceback" not in ran.stderr
