"""The figures of the sample's years as a reader finds them in the Word files under reports/.

This knows nothing of the package: it reads the zip and the XML, counts cells, and reckons for itself.
What of the three forms is the same is written here by hand, from the forms' notices.
"""

from __future__ import annotations

import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
YEARS = tuple(range(2016, 2026))
FORMS = {year: "2014" if year < 2019 else "2019" if year < 2021 else "2021" for year in YEARS}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|/")
_APPLICANTS = 7  # columns of the table of applications
Printed = dict[tuple[str, str, int], str]  # head or row above, row, column from 0: the figure

# Rows of 2014 and 2019 that DOMAIN's §7 calls one-to-one; the column is the total of applicants, or
# the result's own.
ONE_TO_ONE = (
    (("", "同意部分公开答复数", 0), ("", "部分公开", 6)),
    (("", "涉及国家秘密", 0), ("", "属于国家秘密", 6)),
    (("", "危及国家安全、公共安全、经济安全和社会稳定", 0), ("", "危及“三安全一稳定”", 6)),
    (("行政复议数量", "维持具体行政行为数", 0), ("", "行政复议", 0)),
    (("行政复议数量", "被依法纠错数", 0), ("", "行政复议", 1)),
)
DECISIONS = ("行政许可", "行政处罚", "行政强制")


def tables(docx: bytes) -> list[list[list[str]]]:
    """The tables of a Word file: the texts of each row's cells."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))  # noqa: S314  our own file
    return [
        [
            [
                "".join(text.text or "" for text in cell.iter(f"{_W}t"))
                for cell in row.iter(f"{_W}tc")
            ]
            for row in table.iter(f"{_W}tr")
        ]
        for table in root.iter(f"{_W}tbl")
    ]


def bare(label: str) -> str:
    """A label without its number, its note and 其中：."""
    label = re.sub(
        r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)?(?:其中：)?", "", label
    )
    return re.sub(r"（[^（）]*）$", "", label)


@cache
def printed(year: int) -> Printed:
    """The figures of a year, in the order of print."""
    (path,) = (ROOT / f"reports/示例局/{year}").glob("*.docx")
    found: Printed = {}
    if FORMS[year] == "2014":
        (table,) = tables(path.read_bytes())
        above = ""
        for label, _, figure in table[1:]:
            if re.match(r"[一二三四五六七八九十]+、", label):
                above = bare(label)
            if _NUMBER.fullmatch(figure):
                own = (
                    above
                    if bare(label) in {"被依法纠错数", "其他情形数", "维持具体行政行为数"}
                    else ""
                )
                found[own, bare(label), 0] = figure
        return found
    *blocks, applications, reviews = tables(path.read_bytes())
    for block in blocks:
        for label, *figures in block[2:]:
            found |= {("", bare(label), n): f for n, f in enumerate(figures) if f}
    above = ""
    for row in applications[3:]:
        words, figures = row[:-_APPLICANTS], row[-_APPLICANTS:]
        label = next(word for word in reversed(words) if word)
        if len(words) > 2 and words[-2]:
            above = bare(words[-2])
        own = above if bare(label) == "其他" else ""
        found |= {(own, bare(label), n): figure for n, figure in enumerate(figures)}
    figures = reviews[-1]
    for number, row_name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        found |= {("", row_name, n): figures[5 * number + n] for n in range(5)}
    return found


def same(old: int, new: int) -> list[tuple[tuple[str, str, int], tuple[str, str, int]]]:
    """The figures of two years that mean the same, the newer year's order."""
    mine, theirs = printed(old), printed(new)
    if FORMS[old] == FORMS[new]:
        return [(key, key) for key in theirs]
    if FORMS[old] == "2014":
        return [pair for pair in ONE_TO_ONE if pair[0] in mine]
    decisions = [(("", name, 2), ("", name, 0)) for name in DECISIONS]
    own = {
        "规章",
        "行政规范性文件",
        "规范性文件",
        "行政事业性收费",
        "政府集中采购",
        "其他对外管理服务事项",
    }
    rest = [
        (key, key)
        for key in theirs
        if key in mine and key[1] not in {*own, *DECISIONS, "其他处理"} and key[0] != "其他处理"
    ]
    return [*decisions, *rest]


def number(figure: str) -> Decimal | None:
    """A figure as a number; / is none."""
    return None if figure == "/" else Decimal(figure)


def reckoned(old: str, new: str) -> tuple[str, str, str | None, str | None]:
    """Two figures, their difference, and how much that is in percent of the old one."""
    before, now = number(old), number(new)
    if before is None or now is None:
        return old, new, None, None
    difference = now - before
    share = (
        str((difference * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)) if before else None
    )
    text = f"{difference:f}"
    return old, new, text.rstrip("0").rstrip(".") if "." in text else text, share
