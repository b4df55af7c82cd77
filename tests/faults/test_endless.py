"""Nothing is endless: texts without end, and files in which anything may be at any place.

In CI a part of the cases runs; NIANBAO_FAULTS=all runs every one, NIANBAO_FUZZ=20000 as many mutations.
"""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE

import build as command_line
from faults.limits import run
from faults.mutations import SUBJECTS, cases
from faults.texts import PARAGRAPHS, paragraph, texts
from nianbao.checks.catalogue import MOST
from nianbao.examine import examine
from nianbao.outputs.word.xmlpart import MAX_TAGS

pytestmark = pytest.mark.thorough
ALL = os.environ.get("NIANBAO_FAULTS") == "all"
MUTATIONS = int(os.environ.get("NIANBAO_FUZZ", "150"))
SAMPLE = ROOT / "data/示例局/2025.yaml"
PLACE = "    - 公开类结果"


def looked_through(text: str) -> str:
    """Say what is wrong after twenty paragraphs of a text were looked through."""
    typed = f"    - |\n      {paragraph(text)}\n" * PARAGRAPHS
    data = SAMPLE.read_text(encoding="utf-8").replace(PLACE, typed + PLACE, 1)
    findings = examine(WORKSPACE, SAMPLE, 2025, data=data.encode()).findings
    most = Counter(str(finding.code) for finding in findings).most_common(1)
    return f"{most[0][1]} findings of a kind" if most and most[0][1] > 2 * MOST else ""


def test_a_text_without_end_is_looked_through_or_refused() -> None:
    chosen = texts() if ALL else texts()[::5]
    count = run((text[:20], lambda text=text: looked_through(text)) for text in chosen)  # type: ignore[misc]
    print(f"adversarial texts: {count}")
    assert not count.wrong, "\n".join(count.wrong[:20])
    assert count.total > 150


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_file_in_which_anything_may_be_ends_in_findings(name: str, tmp_path: Path) -> None:
    count = run(cases(SUBJECTS[name], tmp_path, MUTATIONS))
    print(f"mutated {name}: {count}")
    assert not count.wrong, "\n".join(count.wrong[:20])


WORD = {
    "paragraphs": "<w:p><w:r><w:t>公开信息12件。</w:t></w:r></w:p>",
    "empty paragraphs": "<w:p/>",
    "cells": "<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>" * 40 + "</w:tr></w:tbl>",
    "fields": '<w:p><w:fldSimple w:instr="DDEAUTO"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>',
    "insertions": '<w:p><w:ins w:id="1" w:author="甲"><w:r><w:t>1</w:t></w:r></w:ins></w:p>',
    "links": '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>',
    "hidden words": "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>",
    "merged cells": '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="63"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
}  # fmt: skip


@pytest.mark.parametrize("size", [MAX_TAGS * 9 // 10, 2_000_000])
def test_a_word_file_of_any_length_is_read_or_refused(size: int, tmp_path: Path) -> None:
    def judged(kind: str, words: tuple[str, ...]) -> str:
        path = tmp_path / "long.docx"
        body = WORD[kind] * (size // WORD[kind].count("<"))
        written_anew(next((ROOT / "reports/示例局/2025").glob("*.docx")), path, body)
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as said:
            code = command_line.main([*words[:1], str(path), *words[1:]])
            said.flush()
        printed = len(said.buffer.getvalue())
        if words[0] != "text" and printed > 500_000:
            return f"{printed} bytes of findings"
        return f"exit code {code}" if code not in {0, 1} else ""

    commands = [("verify",), ("verify", "2025", "--agency", "示例局"), ("text",)]
    count = run(
        (f"{kind} {' '.join(words)}", lambda kind=kind, words=words: judged(kind, words))  # type: ignore[misc]
        for kind in WORD
        for words in commands
    )
    print(f"Word files of {size} tags: {count}")
    assert not count.wrong, "\n".join(count.wrong)


def written_anew(old: Path, new: Path, body: str) -> None:
    """Write a Word file with more in its body."""
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(new, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            target.writestr(entry.filename, data)
