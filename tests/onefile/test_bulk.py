"""All forms and all years of the sample by the page's own parts: the files are the command line's."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, WORKSPACE

from nianbao.making import make
from onefile.conftest import PACK

pytestmark = [pytest.mark.thorough, pytest.mark.xdist_group("onefile")]

FORMATS = ["docx", "txt", "html", "片段.html"]
SAMPLE = sorted((ROOT / "data/示例局").glob("*.yaml"))
REAL = ROOT / "data/2017.yaml"
# What a text may try: to end an element, to begin a script, to be a template's tag, to be a path.
SIGNS = [
    "<script>document.title='坏'</script>", "</p><img src=x onerror=document.title='坏'>", "&lt;b&gt;&amp;",
    "{{ 7*7 }}", "{% for x in y %}", "${7*7}", "`x`", "\\u003cscript\\u003e", "</script><script>", "<!--", "]]>",
    "javascript:alert(1)", "data:text/html,<b>", "<svg onload=alert(1)>", "<iframe srcdoc='<p>'>", "\"onfocus=\"x",
    "<style>*{display:none}</style>", "<base href=//x>", "<meta http-equiv=refresh content=0>", "'; DROP TABLE",
]  # fmt: skip
PLACES = [
    "机关: {}",
    "署名: {}",
    "联系方式: {}",
    "    - {}",
    "    - 本局{}工作平稳。",
    "    行政许可: {}",
    "核实: {}",
    "{}: 1",
    "# {}",
    "  {}:",
]


def asked(
    packed: Path, modules: Path, together: dict[str, str], asks: list[tuple[str, Any]]
) -> dict[str, Any]:
    """What the page's parts answer in node."""
    python = packed.with_name("python.mjs")
    python.write_bytes((PACK.parent / "python.js").read_bytes())
    shutil.copy(PACK.parent / "node_engine.mjs", packed.parent)
    given = packed.with_name("asked.json")
    given.write_text(json.dumps({"together": together, "asks": asks}), encoding="utf-8")
    script = Path(__file__).with_name("bulk.mjs")
    order = ["node", *map(str, (script, packed, modules, python, given))]
    ran = subprocess.run(order, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    told: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return told


def hashes(path: Path, data: bytes | None = None) -> list[str]:
    """The SHA-256 of what the command line would write of a data file; none where it has errors."""
    made = make(WORKSPACE, path, None, FORMATS[:3], data=data)
    return [hashlib.sha256(file).hexdigest() for file in made.files.values()]


def test_all_years_have_the_command_lines_hashes(packed: Path, modules: Path, note: Any) -> None:
    texts = {path.name: path.read_text("utf-8") for path in SAMPLE}
    asks: list[tuple[str, Any]] = [
        ("files", {"file": name, "text": text, "formats": FORMATS[:3]})
        for name, text in [*texts.items(), ("0.yaml", REAL.read_text("utf-8"))]
    ]
    answers = asked(packed, modules, texts, asks)
    told = [list(each["hashes"].values()) for each in answers["told"]]
    assert told == [hashes(path) for path in (*SAMPLE, REAL)]
    assert len(told) == 11
    assert all(len(each) == 3 for each in told)
    times = sorted(each["took"] for each in answers["told"])
    note(f"one file, in node: 11 years, equal hashes; a year in {times[len(times) // 2]} ms, "
         f"memory {answers['memory'] / 1e6:.0f} MB, page {packed.stat().st_size / 1e6:.1f} MB")  # fmt: skip


def test_the_older_edition_has_the_same_hashes(older: Path, modules: Path) -> None:
    """Another engine with another Python: the first and the last year of each form."""
    texts = {path.name: path.read_text("utf-8") for path in SAMPLE}
    some = [
        path for path in SAMPLE if path.stem in {"2016", "2018", "2019", "2020", "2021", "2025"}
    ]
    asks: list[tuple[str, Any]] = [
        ("files", {"file": path.name, "text": texts[path.name], "formats": FORMATS[:3]})
        for path in some
    ]
    answers = asked(older, modules, texts, asks)["told"]
    assert [list(each["hashes"].values()) for each in answers] == [hashes(path) for path in some]


def test_hostile_strings_say_and_make_what_the_command_line_does(
    packed: Path, modules: Path
) -> None:
    """Each sign at each place of a data file: the same findings, the same bytes."""
    text = SAMPLE[-1].read_text("utf-8")
    cases = []
    for place in PLACES:
        line = place.format("X").rstrip()
        key = line[: line.find(":")] if ":" in line else None
        for sign in SIGNS:
            typed = place.format(sign)
            pattern = (
                rf"(?m)^{re.escape(key)}:.*$"
                if key and "X" not in key
                else r"(?m)^    - 作出行政许可.*$"
            )
            changed = re.sub(pattern, lambda _, typed=typed: typed, text, count=1)  # type: ignore[misc]
            cases.append(changed if changed != text else f"{text}\n{typed}\n")
    assert len(set(cases)) == 200
    name = SAMPLE[-1].name
    looks: list[tuple[str, Any]] = [("look", {"file": name, "text": case}) for case in cases]
    files: list[tuple[str, Any]] = [
        ("files", {"file": name, "text": case, "formats": FORMATS[:2]}) for case in cases
    ]
    beside = {path.name: path.read_text("utf-8") for path in SAMPLE[:-1]}
    answers = asked(packed, modules, beside, [*looks, *files])["told"]
    told = [list(each["hashes"].values()) for each in answers[200:]]
    assert told == [hashes(SAMPLE[-1], case.encode())[:2] for case in cases]
    assert sum(len(each) == 2 for each in told) > 40, "many are texts like any other"
    for case, look in zip(cases, answers, strict=False):
        found = make(WORKSPACE, SAMPLE[-1], None, ["html"], data=case.encode()).findings
        wanted = [(each.code, each.message, each.span.line) for each in found[:300]]
        said = [(f["code"], f["message"], f["place"]["line"]) for f in look["said"]["findings"]]
        assert said == [(code, told_here(message), line) for code, message, line in wanted]


def told_here(message: str) -> str:
    """A message as it is told where the years lie in one folder, and in no other."""
    return message.replace("data/示例局/", "")


def test_two_packings_are_one(packed: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.html"
    subprocess.run([sys.executable, str(PACK), str(again)], check=True, capture_output=True)
    assert again.read_bytes() == packed.read_bytes()


def test_nothing_may_be_fetched(packed: Path) -> None:
    page = packed.read_text("utf-8")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules, "default-src forbids it"
    assert not re.search(
        r"unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|https?:", rules["script-src"]
    )
