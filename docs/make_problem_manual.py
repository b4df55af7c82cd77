"""Writes what the manuals say of each kind of finding: section 六 of 手册.md, and 问题手册.md.

What a code says, why it matters and how to mend it is declared in nianbao/findings/codes; the
example is what the program prints for a case of tests/problems/.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from cases import cases  # noqa: E402  the tests' folder has to be on the path first

from nianbao.findings.codes import GROUPS  # noqa: E402
from nianbao.findings.finding import Code, Severity  # noqa: E402

GUIDE = ROOT / "docs/手册.md"
TARGET = ROOT / "docs/问题手册.md"
REMADE_BY = "make manual"
BEGIN = f"<!-- 从这里起由 {REMADE_BY} 写出，不要直接改 -->\n"
END = f"<!-- 到这里为止由 {REMADE_BY} 写出 -->\n"

_FINDING = re.compile(r".+?: (?P<severity>错误|警告|提示) .*\[(?P<code>[a-z0-9-]+)\]$")
_INTRO = f"""\
# 问题手册

检查会说的每一种问题：说的是什么，为什么要紧、依据什么，怎么改，和一个例子。例子是程序对
[tests/problems/](../tests/problems/README.md) 里一个有错的数据文件说的话，一字不改
（Word 模板的取自手册）；检查报告怎么读，见[手册第五节](手册.md#五检查报告怎么读)。
查一个代码，用编辑器或浏览器的“查找”就行。

本文件由 `{REMADE_BY}` 写出，不要直接改：说的是什么、依据和怎么改，都写在 `nianbao/findings/codes/` 里。
"""


def guide() -> str:
    """手册.md with the tables of section 六 as the codes have them."""
    text = GUIDE.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{GUIDE.name} has lost its markers:\n{BEGIN}{END}")
    return before + begin + "\n" + "\n".join(_tables()) + "\n" + end + after


def _tables() -> Iterator[str]:
    for group in GROUPS:
        yield f"### {group.heading}\n"
        if group.remark:
            yield f"{group.remark}\n"
        yield "| 代码 | 说的是什么 | 怎么改 |\n|---|---|---|"
        for code in group.codes:
            meaning, mending = (
                _linked(text).replace("|", "\\|") for text in (code.what, code.mending)
            )
            yield f"| `{code}` | {meaning} | {mending} |"
        yield ""  # a line between a table and what follows


def manual() -> str:
    """The whole of 问题手册.md."""
    findings = Findings()
    text = _INTRO
    for group in GROUPS:
        text += f"\n## {group.heading}\n"
        for remark in (group.why, group.remark):
            text += f"\n{_linked(remark, GUIDE.name)}\n" if remark else ""
        text += "".join(part for code in group.codes for part in _entry(code, findings))
    return text


def _entry(code: Code, findings: Findings) -> Iterator[str]:
    severities = {code.severity, *findings.severities.get(code, ())}
    example = findings.example(code)
    yield f"\n### {code}\n\n"
    yield f"- 说的是什么：{_linked(code.what, GUIDE.name)}\n"
    yield f"- 轻重：{'或'.join(word for word in Severity if word in severities)}\n"
    yield f"- 为什么要紧：{_linked(code.why, GUIDE.name)}\n" if code.why else ""
    yield f"- 怎么改：{_linked(code.mending, GUIDE.name)}\n"
    if example:
        yield f"\n```text\n{example}\n```\n"


def _linked(text: str, target: str = "") -> str:
    """A text of the codes as Markdown; where it names a section of the 手册, with a link there."""

    def link(match: re.Match[str]) -> str:
        (heading,) = re.findall(
            rf"^## ({match[1]}、.+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE
        )
        anchor = re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-")
        return f"[{'手册' if target else ''}第{match[1]}节]({target}#{anchor})"

    return re.sub(r"手册第(\w+?)节", link, text.replace("\\", "\\\\"))


class Findings:
    """What the program prints, by code."""

    def __init__(self) -> None:
        self.severities: dict[str, set[str]] = {}
        self._blocks: dict[str, dict[str, str]] = {}
        for name, case in sorted(cases().items()):
            self._read(name, case.expected)
        for document in ("手册", "新表式"):  # what only a template's author meets is shown there
            text = (ROOT / f"docs/{document}.md").read_text(encoding="utf-8")
            for block in re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
                self._read(document, block)

    def _read(self, name: str, output: str) -> None:
        for block in output.split("\n\n"):
            first = block.split("\n", 1)[0]
            if match := _FINDING.match(first):
                self.severities.setdefault(match["code"], set()).add(match["severity"])
                self._blocks.setdefault(match["code"], {}).setdefault(name, block.strip("\n"))

    def example(self, code: str) -> str | None:
        """The finding in the case named after the code, or else in the next best."""
        blocks = self._blocks.get(code, {})
        named = [name for name in blocks if name == code or name.startswith(f"{code}-")]
        return blocks[[*named, *blocks][0]] if blocks else None


if __name__ == "__main__":
    for path, written in ((GUIDE, guide()), (TARGET, manual())):
        path.write_text(written, encoding="utf-8", newline="\n")
