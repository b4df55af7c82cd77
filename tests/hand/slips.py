"""Slips of a clerk's hand, what they must be told, and what becomes of the file when that is followed.

    python tests/hand/slips.py          # prints how many kinds and slips are told right
    python tests/hand/slips.py 键错     # and, of the kinds that are named, what is told

A slip is told right if the first thing said stands on its line, with the words and the remedy that
`cases.yaml` gives, if nothing else is said, and if the remedy, followed to the letter, leaves nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from nianbao.datafile.rewritten import rewritten  # noqa: E402  the path comes first
from nianbao.examine import Examination, examine  # noqa: E402
from nianbao.findings.finding import Finding, Fix, Severity  # noqa: E402
from nianbao.findings.mark import mark  # noqa: E402
from nianbao.form import Form  # noqa: E402
from nianbao.workspace import Workspace  # noqa: E402

SAMPLE = ROOT / "data/示例局"
WORKSPACE = Workspace(ROOT / "templates")
DOUBTED = {
    2025: ("没有收取信息处理费。", "今年没有收取信息处理费。"),
    2018: ("    - 与上年相同，", "    - 今年与上年相同，"),
}
KNOWN = "公文原题如此"


class Slip(NamedTuple):
    """A file with a slip in it: where it is, what must be said, and what the remedy asks for."""

    kind: str
    year: int
    before: str
    after: str
    line: int
    says: str
    remedy: str
    follow: str
    harmless: bool
    said: int  # different things, one unless there is more than one slip

    @property
    def changed(self) -> str:
        """The first line that was changed, as it was typed."""
        return self.after.split("\n")[self.line - 1].strip()[:40]


@cache
def sample(year: int) -> str:
    return (SAMPLE / f"{year}.yaml").read_text(encoding="utf-8")


def told(year: int, text: str) -> Examination:
    return examine(WORKSPACE, SAMPLE / f"{year}.yaml", year, data=text.encode("utf-8"))


def grave(edition: Examination) -> list[Finding]:
    """What is said of a file, without notes and what was waived."""
    return [f for f in edition.findings if f.severity is not Severity.NOTE and not f.waived]


def slips() -> Iterator[Slip]:
    """All slips of cases.yaml."""
    for kind in yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8")):
        for example in kind["例"]:
            said = {"说": "", "改法": "", **kind, **example}
            before, after = _texts(said)
            yield Slip(
                kind["错"], said["年"], before, after, _line(before, after, said),
                said["说"], said["改法"], said.get("照做", ""), bool(said.get("好")),
                said.get("个", 1),
            )  # fmt: skip


def _texts(said: dict[str, Any]) -> tuple[str, str]:
    before = sample(said["年"])
    if "贴" in said:
        return before, _pasted(before, said["年"], said)
    if "核实" in said:
        return _waived(said)
    assert before.count(said["由"]) >= 1, said["由"]
    return before, before.replace(said["由"], said["成"], 1)


def _line(before: str, after: str, said: dict[str, Any]) -> int:
    lines = after.split("\n")
    if "行" in said:
        return next(n for n, line in enumerate(lines, 1) if said["行"] in line)
    pairs = zip(before.split("\n"), lines, strict=False)
    return next((n for n, (one, other) in enumerate(pairs, 1) if one != other), len(lines))


def _form(year: int) -> Form:
    report = told(year, sample(year)).report
    assert report
    return report.form


def _pasted(text: str, year: int, said: dict[str, Any]) -> str:
    """A group's rows as they come from a spreadsheet: label and figures, or these alone, and no key."""
    report = told(year, text).report
    assert report
    rows = [
        said["隔"].join(
            [*([] if said.get("无行名") else [i.label]), *(f.text for f in report.row(i))]
        )
        for i in report.form.groups[said["贴"]]
    ]
    pattern = rf"(?m)^(  {said['贴']}:.*\n)((?:    .*\n)+)"
    return re.sub(pattern, lambda match: match[1] + "\n".join(rows) + "\n", text, count=1)


def _waived(said: dict[str, Any]) -> tuple[str, str]:
    """A file with a doubtful word and a 核实 of it, and the same with the 核实 typed badly."""
    old, new = DOUBTED[said["年"]]
    doubtful = sample(said["年"]).replace(old, new, 1)
    (finding,) = grave(told(said["年"], doubtful))
    words = [str(finding.code), finding.subject, mark(finding)]
    typed = re.sub("§", lambda _: words.pop(0), said["核实"])
    words = [str(finding.code), finding.subject, mark(finding)]
    right = "  - {{问题: {}, 位置: {}, 记号: {}, 理由: {}}}".format(*words, KNOWN)
    head = "" if said.get("无键") else "核实:\n"
    tail = doubtful if doubtful.endswith("\n") else f"{doubtful}\n"
    return f"{tail}核实:\n{right}\n", f"{tail}{head}{typed}\n"


# ── following the remedy ────────────────────────────────────────────────────────────────────────


def followed(slip: Slip, finding: Finding) -> str:
    """The file after the remedy was followed to the letter."""
    if finding.fix:
        fixes = [f.fix for f in grave(told(slip.year, slip.after)) if f.fix]
        return rewritten(slip.after.encode("utf-8"), fixes).decode("utf-8")
    if slip.follow == "还原":
        return slip.before
    help_ = re.split("；查过无误|；确是", finding.help)[0]
    for pattern, follow in REMEDIES:
        if match := re.search(pattern, help_):
            return follow(slip, finding, match)
    return slip.after


def _columns(slip: Slip, finding: Finding, match: re.Match[str]) -> str:
    return _in_row(slip, finding, dict(re.findall(r"“([^”]+)”改成 (\d+)", match.string)))


def _before(slip: Slip, finding: Finding, match: re.Match[str]) -> str:
    place = finding.span._replace(end_column=finding.span.column)
    return _put(slip.after, Fix(place, f"{match[2]} "))


def _deeper(slip: Slip, finding: Finding, match: re.Match[str]) -> str:
    return _put(slip.after, Fix(finding.span._replace(column=1, end_column=1), " " * int(match[1])))


def _aligned(slip: Slip, finding: Finding, match: re.Match[str]) -> str:
    lines = slip.after.split("\n")
    wanted = next(line for line in lines if line.strip().startswith(f"{match[1]}:"))
    margin = finding.span._replace(column=1, end_column=finding.span.column)
    return _put(slip.after, Fix(margin, wanted[: len(wanted) - len(wanted.lstrip())]))


def _changed(slip: Slip, finding: Finding, match: re.Match[str]) -> str:
    return _put(slip.after, Fix(finding.span, match[1]))


def _under_a_key(slip: Slip, finding: Finding, _: re.Match[str]) -> str:
    lines = slip.after.split("\n")
    at = finding.span.line - 1
    bare = lines[at].strip()
    lines[at] = f"  {bare}" if bare.startswith("- ") else f"  - {bare}"
    return "\n".join([*lines[:at], "核实:", *lines[at:]])


def _deleted(slip: Slip, finding: Finding, _: re.Match[str]) -> str:
    lines = slip.after.split("\n")
    whole = lines[finding.span.line - 1].strip().removeprefix("- ")
    if len(whole) == finding.span.end_column - finding.span.column:
        return "\n".join(lines[: finding.span.line - 1] + lines[finding.span.line :])
    return _put(slip.after, Fix(finding.span, ""))


REMEDIES: tuple[tuple[str, Callable[[Slip, Finding, re.Match[str]], str]], ...] = (
    (r"“([^”]+)”改成 (\d+)", _columns),
    (r"^在 (\S+) 前面补上 (\S+)", _before),
    (r"^行首加 (\d+) 个空格", _deeper),
    ("^删去行首多的空格，和“(.+?)”左对齐", _aligned),
    (r"^改成(?:半角)? ?“?([^”（，；]+)”?", _changed),
    (r"^写成 (\{\{.+?\}\})", _changed),
    ("添一行“核实:”，靠最左边", _under_a_key),
    ("^删去", _deleted),
    (r"^写次年的日期，如 (\S+)", _changed),
)


def _put(text: str, fix: Fix) -> str:
    return rewritten(text.encode("utf-8"), [fix]).decode("utf-8")


def _in_row(slip: Slip, finding: Finding, right: dict[str, str]) -> str:
    """Put figures under the names of their columns in the row that a finding stands at."""
    lines = slip.after.split("\n")
    row = lines[finding.span.line - 1]
    name = row.partition(":")[0].strip()
    indicator = next(i for i in _form(slip.year).values if i.name == name)
    labels = [column.label for column in indicator.columns]
    places = list(re.finditer(r"\S+", row.partition("#")[0]))
    places = [m for m in places if m.start() > row.index(":")]
    for place, label in reversed(list(zip(places, labels, strict=False))):
        if label in right:
            row = row[: place.start()] + right[label] + row[place.end() :]
    lines[finding.span.line - 1] = row
    return "\n".join(lines)


def verdict(slip: Slip) -> str:
    """What is wrong with what a slip is told; "" where it is told right."""
    findings = grave(told(slip.year, slip.after))
    if slip.harmless:
        return "" if not findings else f"told: {findings[0].message}"
    if not findings:
        return "nothing is told"
    first = findings[0]
    if first.span.line != slip.line:
        return f"told at line {first.span.line}, not {slip.line}: {first.message}"
    if slip.says not in first.message or slip.remedy not in first.help:
        return f"other words: {first.message} | {first.help}"
    said = dict.fromkeys(
        (f.code, f.message) for f in findings
    )  # as they are printed: equal ones once
    if len(said) > slip.said:
        return f"{len(said)} findings: {'; '.join(message for _, message in said)}"
    left = grave(told(slip.year, followed(slip, first)))
    return f"the remedy leaves: {left[0].message} | {first.help}" if left else ""


def main() -> None:
    asked = sys.argv[1:]
    wrong = []
    kinds: dict[str, list[str]] = {}
    for slip in slips():
        if not asked or any(word in slip.kind for word in asked):
            kinds.setdefault(slip.kind, []).append(verdict(slip))
            if kinds[slip.kind][-1]:
                wrong.append(f"{slip.kind} {slip.year} {slip.changed!r}: {kinds[slip.kind][-1]}")
    print(*wrong, sep="\n")
    total = sum(map(len, kinds.values()))
    whole = sum(not any(each) for each in kinds.values())
    print(f"{total - len(wrong)}/{total} slips, {whole}/{len(kinds)} kinds told right")


if __name__ == "__main__":
    main()
