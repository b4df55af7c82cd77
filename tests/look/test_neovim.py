"""The language server in a real editor, Debian's Neovim, set up as the manual says."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cases import cases
from conftest import ROOT, WORKSPACE
from test_language import as_opened, fixed, scrambled

from nianbao.examine import examine
from nianbao.source import decode

pytestmark = pytest.mark.look

SAMPLE = ROOT / "data/示例局/2025.yaml"
Found = set[tuple[int, int, str, str]]


@pytest.fixture(scope="module")
def neovim() -> str:
    """The editor; with NIANBAO_LOOK_REQUIRED set, as in CI, it must be there."""
    if found := shutil.which("nvim"):
        return found
    if os.environ.get("NIANBAO_LOOK_REQUIRED"):
        pytest.fail("missing nvim: run tests/look/setup.sh")
    pytest.skip("missing nvim: run tests/look/setup.sh")


def carried_out(neovim: str, orders: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What Neovim shows after each order."""
    asked, result = folder / "orders.json", folder / "result.json"
    asked.write_text(json.dumps(orders), encoding="utf-8")
    setup = ROOT / "packaging/neovim/nianbao.lua"
    words = [neovim, "--headless", "-u", "NONE", "-n", "-c", f"luafile {setup}"]
    words += ["-c", f"luafile {Path(__file__).with_name('neovim.lua')}", "-c", "cquit"]
    env = {**os.environ, "ORDERS": str(asked), "RESULT": str(result), "HOME": str(folder)}
    ran = subprocess.run(
        words, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=300
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    seen: list[dict[str, Any]] = json.loads(result.read_text(encoding="utf-8"))
    assert len(seen) == len(orders)
    return seen


def as_seen(result: dict[str, Any]) -> Found:
    """What the editor shows: lines from 0, columns in bytes."""
    return {
        (line, column, code, said.partition("\n")[0].removeprefix("已核实："))
        for line, column, code, said in result["found"]
    }


def as_check(path: Path, text: str) -> Found:
    year = int(path.stem) if path.stem.isdecimal() else None
    edition = examine(WORKSPACE, path, year, data=text.encode())
    return {
        (
            finding.span.line - 1,
            len(
                finding.span.source.lines[finding.span.line - 1][: finding.span.column - 1].encode()
            ),
            str(finding.code),
            finding.message.partition("\n")[0],
        )
        for finding in edition.findings
    }


def test_every_problem_file_shows_in_neovim_what_check_prints(
    neovim: str, problem_files: Path, tmp_path: Path, note: Callable[[str], None]
) -> None:
    chosen = {}
    for case in cases().values():
        data = (problem_files / case.path).read_bytes()
        plain = decode("", data)[1] is None and b"\0" not in data and b"\r" not in data
        if plain and as_opened(data).endswith("\n") and not data.startswith(b"\xef\xbb\xbf"):
            chosen[problem_files / case.path] = as_opened(data)
    assert len(chosen) > 340
    seen = carried_out(neovim, [{"open": str(path)} for path in chosen], tmp_path)
    for (path, text), result in zip(chosen.items(), seen, strict=True):
        assert as_seen(result) == as_check(path, text), path.stem
    note(f"neovim: {len(chosen)} problem files show what check prints")


def test_what_is_typed_is_examined_mended_and_explained(neovim: str, tmp_path: Path) -> None:
    path = tmp_path / "2025.yaml"
    shutil.copy(SAMPLE, path)
    lines = path.read_text(encoding="utf-8").split("\n")
    number = next(n for n, line in enumerate(lines, 1) if "更新6次" in line)
    column = len(lines[number - 1].partition("更新6次")[0].encode())
    reference = len(lines[26].partition("{{行政许可}}")[0].encode()) + 4
    at = ["textDocument/hover", 27, reference], ["textDocument/definition", 27, reference]
    orders: list[dict[str, Any]] = [
        {"open": str(path)},
        {"type": [number, column, "𠮷“"]},
        {"type": [number, column, ","]},
        {"mend": number},
        *({"ask": each} for each in at),
        {"type": [number, column, "收到申请{{"]},
        {"ask": ["textDocument/completion", number, column + len("收到申请{{".encode())]},
    ]
    assert "{{行政许可}}" in lines[26]
    opened, typed, comma, mended, hover, definition, _, completion = carried_out(
        neovim, orders, tmp_path
    )
    for each in (opened, typed, comma, mended):
        assert as_seen(each) == as_check(path, f"{each['text']}\n"), each["text"]
    assert mended["title"].endswith("改成“，”")
    assert f"{mended['text']}\n" == fixed(path, f"{comma['text']}\n")
    assert "462 件" in json.dumps(hover["answer"], ensure_ascii=False)
    (location,) = definition["answer"]
    assert location["range"]["start"]["line"] == next(
        n for n, line in enumerate(lines) if line.startswith("    行政许可:")
    )
    assert completion["answer"]["items"][0]["label"] == "本年新收政府信息公开申请数量"


def test_five_hundred_random_edits_in_neovim(
    neovim: str, tmp_path: Path, note: Callable[[str], None]
) -> None:
    path = tmp_path / "2025.yaml"
    shutil.copy(SAMPLE, path)
    chance = random.Random(16)  # noqa: S311  nothing is kept secret by it
    good = text = path.read_text(encoding="utf-8")
    orders: list[dict[str, Any]] = [{"open": str(path)}]
    for number in range(500):
        text = scrambled(text if number % 25 else good, chance)
        text = "".join(c for c in text if c not in "\r\0\ufeff" and not "\ud800" <= c <= "\udfff")
        orders.append({"text": text, "quick": number % 10 < 9})
    seen = [each for each in carried_out(neovim, orders, tmp_path) if "found" in each]
    assert len(seen) == 51
    for result in seen:
        assert as_seen(result) == as_check(path, f"{result['text']}\n")
    note("neovim: 500 random edits in a row, findings as those of check")
