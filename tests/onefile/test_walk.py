"""The page in Chromium, from the disk and without a network: a year filled in as typed, files, drafts, keys."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from nianbao.browser.grid import grid
from nianbao.examine import examine
from nianbao.making import make
from nianbao.workspace import Workspace
from onefile.test_bulk import SIGNS, hashes

pytestmark = [pytest.mark.thorough, pytest.mark.xdist_group("onefile")]

FOLDER = ROOT / "data/示例局"
SAMPLE = FOLDER / "2025.yaml"
WALK = Path(__file__).with_name("walk.mjs")


def walked(scenario: str, packed: Path, cache: Path, fonts: Path, out: Path, **given: Any) -> Any:
    """What a walk through the page tells."""
    order = out / "given.json"
    order.write_text(json.dumps(given), encoding="utf-8")
    config = out / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{out / 'fontcache'}</cachedir></fontconfig>", encoding="utf-8",
    )  # fmt: skip
    command = ["node", *map(str, (WALK, cache, packed, scenario, order, out))]
    env = {**os.environ, "FONTCONFIG_FILE": str(config)}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=env)
    assert ran.returncode == 0, ran.stderr[-4000:]
    told = json.loads(ran.stdout.splitlines()[-1])
    assert told["fetched"] == []
    assert told["errors"] == []
    return told


def sha(out: Path, file: dict[str, str]) -> str:
    return hashlib.sha256((out / file["kept"]).read_bytes()).hexdigest()


# ── a year as it is typed ───────────────────────────────────────────────────────────────────────


def sections(text: str) -> dict[str, list[str]]:
    """The lines of each part of 正文, its key first."""
    body = text.partition("\n正文:\n")[2].partition("\n统计表:")[0]
    found: dict[str, list[str]] = {}
    for line in body.split("\n"):
        if match := re.fullmatch(r"  ([^\s#:-][^:]*):\s*(?:#.*)?", line):
            lines = found.setdefault(match[1], [])
        if line.strip():
            lines.append(line)
    return found


def edits(blank: str, text: str) -> list[dict[str, Any]]:
    """What is typed in the place of which lines of a blank file, the last first, so that none moves."""
    lines = blank.split("\n")
    made = []
    for key in ("机关", "署名", "成文日期"):
        (value,) = re.findall(rf"(?m)^({key}: \S+)", text)
        made.append(
            (next(n for n, line in enumerate(lines) if line.startswith(f"{key}:")), 1, [value])
        )
    for key, typed in sections(text).items():
        starts = (f"  {key}:", f"  # {key}:")
        place = next(n for n, line in enumerate(lines) if line.startswith(starts))
        made.append((place, 2, typed))
    return [
        {"line": line + 1, "count": count, "lines": typed}
        for line, count, typed in sorted(made)[::-1]
    ]


def test_a_blank_year_typed_checked_and_mended_downloads_the_command_lines_bytes(
    packed: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    """A comma is typed half-width, as one does; then the tab is killed, and what was typed is there."""
    from nianbao.browser.begun import BEGIN, CHECK, TAKE_IN
    from nianbao.datafile.blank import blank

    workspace = Workspace(ROOT / "templates")
    form = workspace.form("2021")[0]
    report = examine(workspace, SAMPLE).report
    assert form
    assert report
    text = SAMPLE.read_text("utf-8").replace("贯彻落实《", "贯彻落实 《", 1)
    empty = blank(form, 2025, tmp_path / "data" / "本机关" / "2025.yaml", (TAKE_IN, BEGIN, CHECK))
    rows = {
        f"{group['name']}/{row['name']}": row["values"]
        for group in grid(form, workspace.read(SAMPLE).tree(), report)
        for row in group["rows"]
        if any(row["values"])
    }
    told = walked(
        "fill", packed, cache, fonts, tmp_path, edits=edits(empty, text), rows=rows, grace=150
    )
    assert told["blank"].split("\n")[1:] == empty.split("\n")[1:]
    assert len(told["found"]) == 1, told["found"]
    assert [sha(tmp_path, file) for file in told["files"]] == hashes(SAMPLE)[:2]
    assert told["again"][1] == "# 打到一半"


# ── the sample ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seen(
    packed: Path, cache: Path, fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Path]:
    out = tmp_path_factory.mktemp("walk")
    lines = SAMPLE.read_text("utf-8").split("\n")
    line = next(n for n, each in enumerate(lines, 1) if "没有收取信息处理费" in each)
    return walked("sample", packed, cache, fonts, out, years=[2018, 2020, 2025], line=line), out


def test_three_forms_download_the_command_lines_bytes(seen: tuple[Any, Path]) -> None:
    told, out = seen
    for year, (*usual, fragment) in told["files"].items():
        path = FOLDER / f"{year}.yaml"
        assert [sha(out, file) for file in usual] == hashes(path)[:2]
        assert fragment["name"].endswith(".片段.html")
    assert len(told["files"]) == 3


def test_axe_finds_nothing_at_any_width(seen: tuple[Any, Path]) -> None:
    told, _ = seen
    assert [check["name"] for check in told["checks"]] == [
        "empty",
        "begin",
        "text",
        "sheet and page",
        "320",
    ]
    for check in told["checks"]:
        assert check["found"] == [], check["name"]
        assert check["passes"] > 20
        assert check["wide"] <= 0, check["name"]


def test_the_keyboard_reaches_everything_and_is_held_nowhere(seen: tuple[Any, Path]) -> None:
    stops = seen[0]["walk"]
    assert stops[0]["name"] == "跳到文本"
    names = [stop["name"] for stop in stops]
    wanted = [
        "开始…",
        "打开…",
        "保存",
        "草稿…",
        "核对、写回 Word…",
        "说明…",
        "文本",
        "数据文件的文本",
    ]
    assert [name for name in names if name in wanted] == wanted
    after = names[names.index("数据文件的文本") + 1 :]
    assert after, "Tab leaves the editor"
    for stop in stops:
        assert stop["seen"], stop
        assert stop["ring"] or stop["tag"] == "iframe", stop  # within it, the page's own rings


def test_references_are_completed_and_lead_to_their_figures(seen: tuple[Any, Path]) -> None:
    told = seen[0]
    assert any(each.startswith("行政许可") and "462" in each for each in told["offered"])
    assert told["completed"].endswith("{{行政许可}}")
    assert told["figure"].split() == ["行政许可:", "462"]


def test_cells_pasted_from_a_spreadsheet_go_into_their_lines(seen: tuple[Any, Path]) -> None:
    assert [line.split() for line in seen[0]["pasted"]] == [
        ["行政许可:", "471"], ["行政处罚:", "1060"], ["行政强制:", "7"],
    ]  # fmt: skip


def test_how_long_it_takes(seen: tuple[Any, Path], packed: Path, note: Any) -> None:
    told, _ = seen
    times = sorted(told["times"])
    started = re.findall(r"（([\d.]+) 秒）", told["started"])[0]
    note(f"one file, Chromium: ready in {started} s, renewed in {times[len(times) // 2]} ms (median of "
         f"{len(times)}), page {packed.stat().st_size / 1e6:.1f} MB")  # fmt: skip


# ── years side by side ──────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def years(
    packed: Path, cache: Path, fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Any, Path]:
    out = tmp_path_factory.mktemp("years")
    old = out / "年报.docx"
    made = make(Workspace(ROOT / "templates"), FOLDER / "2023.yaml", None, ["docx"])
    old.write_bytes(made.files["docx"])
    return walked("years", packed, cache, fonts, out, old=str(old)), out


def test_years_side_by_side_are_the_command_lines(
    years: tuple[Any, Path], build: Run, tmp_path: Path
) -> None:
    told, out = years
    old = shutil.copy(out / "年报.docx", tmp_path)
    folder = shutil.copytree(FOLDER, tmp_path / "本机关")
    commands = {
        "compare": ["compare", "2024.yaml", "2025.yaml"],
        "all": ["compare", "2020.yaml", "2025.yaml", "--all"],
        "old": ["compare", "2025.yaml", str(shutil.copy(old, folder)), "--all"],
        "trend": ["trend", "--data", "."],
        "csv": ["trend", "新收", "部分公开", "--from", "2019", "--data", "."],
    }
    for name, command in commands.items():
        kind = told["files"][name]["name"].rpartition(".")[2]
        ran = build(*command, "--format", kind, "--into", str(tmp_path / name), cwd=folder)
        assert ran.returncode == 0, ran.stderr
        wanted = (tmp_path / name).read_bytes()
        assert (out / told["files"][name]["kept"]).read_bytes() == wanted, name
    made = make(Workspace(ROOT / "templates"), SAMPLE, None, ["图解.docx", "图解.html"])
    for name, wanted in zip(("glance", "page"), made.files.values(), strict=True):
        assert (out / told["files"][name]["kept"]).read_bytes() == wanted, name
        assert told["files"][name]["name"].startswith(
            "示例市示例局2025年政府信息公开工作年度报告.图解."
        )


def test_years_side_by_side_say_why_there_is_nothing(years: tuple[Any, Path]) -> None:
    told, _ = years
    assert told["none"] == "先开始或打开一年的数据。"
    assert told["unknown"].startswith("没有指标“没有这个”")
    assert told["unsound"].startswith("有错误，没有写文件")


def test_axe_finds_nothing_in_years_side_by_side(years: tuple[Any, Path]) -> None:
    told, _ = years
    assert [check["name"] for check in told["checks"]] == ["compare", "trend", "glance", "320"]
    for check in told["checks"]:
        assert check["found"] == [], check["name"]
        assert check["wide"] <= 0, check["name"]


# ── files ───────────────────────────────────────────────────────────────────────────────────────


def repacked(word: bytes, old: str, new: str) -> bytes:
    """A Word file as a program saves it that changed one figure of the table."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                first, _, rest = part.decode().rpartition(old)
                part = f"{first}{new}{rest}".encode()
            after.writestr(name, part)
    return made.getvalue()


def test_old_reports_are_read_in_and_word_files_come_back(
    packed: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    word = make(Workspace(ROOT / "templates"), FOLDER / "2024.yaml").files["docx"]
    figure = re.findall(r"(?m)^    行政许可: +(\d+)", (FOLDER / "2024.yaml").read_text("utf-8"))[0]
    old, changed = tmp_path / "旧.docx", tmp_path / "改过的.docx"
    old.write_bytes(word)
    changed.write_bytes(repacked(word, f">{figure}<", f">{int(figure) + 1}<"))
    dropped = tmp_path / "2019.yaml"
    dropped.write_bytes((FOLDER / "2019.yaml").read_bytes())
    told = walked(
        "files", packed, cache, fonts, tmp_path,
        old=str(old), word=str(changed), next="2025.yaml", data=str(dropped), dropped="2019.yaml",
    )  # fmt: skip
    assert told["read"] == "2024.yaml"
    assert "# 2025 年度：由 2024.yaml（示例市示例局）起草" in "\n".join(told["begun"])
    assert str(int(figure) + 1) in told["verified"]
    assert f"行政许可：{figure} → {int(figure) + 1}" in told["taking"]
    assert re.search(rf"(?m)^    行政许可: +{int(figure) + 1}\b", told["taken"])
    assert "2019.yaml 在磁盘上改过，已换成新的" in told["noticed"]
    assert "被别的程序改过" in told["asked"]
    assert told["disk"].endswith("# 又改\n"), "nothing was overwritten"


def test_a_folder_is_saved_into_and_nothing_is_overwritten_unseen(
    packed: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    texts = {f"{year}.yaml": (FOLDER / f"{year}.yaml").read_text("utf-8") for year in (2024, 2025)}
    texts["2025.yaml"] = "\ufeff" + texts["2025.yaml"].replace("\n", "\r\n")
    told = walked(
        "disk", packed, cache, fonts, tmp_path,
        folder={**texts, "设置.yaml": "", "说明.txt": "别的"}, flags=["--allow-file-access-from-files"],
    )  # fmt: skip
    assert told["years"] == ["2024.yaml", "2025.yaml"]
    first, rest = texts["2025.yaml"].split("\r\n", 1)
    assert told["saved"] == f"{first}\r\n# 改过\r\n{rest}", "the mark and the ends of lines stay"
    assert told["exchanged"].startswith("2025.yaml 在磁盘上改过，已换成新的")
    assert "被别的程序改过" in told["asked"]
    assert "# 别人又改" in told["before"], "nothing was written before it was asked"
    assert "# 我改的" not in told["before"]
    assert told["drafts"].count("2025 年") >= 2
    assert told["next"].startswith("# ")
    assert "年度: 2026\n" in told["next"]
    kept = told["kept"]
    assert kept["other"] == "别人的", "a file that was not opened is not overwritten"
    assert "年度: 2030\n" in kept["mine"]
    assert kept["suggested"] == "2030.yaml"
    assert kept["names"] == [
        "2024.yaml", "2025.yaml", "2026.yaml", "2030.yaml", "另存的.yaml", "设置.yaml", "说明.txt",
    ]  # fmt: skip


def test_the_pointer_shows_what_is_behind_and_a_finding_is_waived(
    packed: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    lines = SAMPLE.read_text("utf-8").split("\n")
    at, line = next(
        (n, each) for n, each in enumerate(lines, 1) if each.startswith("    行政许可:")
    )
    told = walked(
        "pointer", packed, cache, fonts, tmp_path,
        line=at, wrong=line.replace("462", "46200"), reason="台账核过，含代办件",
    )  # fmt: skip
    assert told["name"] == "{{年度}}"
    assert "2025" in told["behind"]
    assert [each for each in told["after"] if each.startswith("已核实")]
    assert "台账核过，含代办件" in told["text"]
    assert told["enabled"]


def test_hostile_texts_stay_texts(packed: Path, cache: Path, fonts: Path, tmp_path: Path) -> None:
    told = walked("hostile", packed, cache, fonts, tmp_path, signs=SIGNS[::3])
    assert told["title"] == told["again"]
    assert told["images"] == 0
    assert told["scripts"] == 8  # those that the page came with: two, and its six parts


def test_the_older_edition_is_the_same_page(
    older: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    """In a browser of 2020: python tests/onefile/old_browser.py."""
    told = walked("brief", older, cache, fonts, tmp_path)
    assert [sha(tmp_path, file) for file in told["files"]] == hashes(SAMPLE)[:2]
    assert "Pyodide 0.23" in told["engine"]


def test_an_old_browser_gets_a_sentence(
    packed: Path, cache: Path, fonts: Path, tmp_path: Path
) -> None:
    told = walked("old", packed, cache, fonts, tmp_path)
    for name in ("DecompressionStream", "WebAssembly"):
        assert told[name].startswith("这个浏览器打不开本页：它太旧，缺 " + name)
        assert "Chrome 102" in told[name]
        assert "nianbao-older.html" in told[name]
