"""The text of an old report taken apart: title, preamble, parts, signature, and what fits nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from nianbao.form import Form
from nianbao.ingest.align import expected_rows
from nianbao.ingest.blocks import Block, TableRows, TextLine
from nianbao.ingest.cells import is_figure
from nianbao.ingest.labels import FOLDED, likeness
from nianbao.regex import regex
from nianbao.report.numerals import ordinal_value
from nianbao.tuples import NamedTuple

PREAMBLE = "引言"
_HEADING = regex(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:部分)?[、.．，\s]\s*)?(?P<title>.{4,45}?)[：:]?$"
)
_ALIKE = 0.72  # likeness of a printed heading and a part's title
_YEAR = regex(r"(20[012]\d|二[〇○Oo0零]{1}[一二][〇○零一二三四五六七八九])\s?年?(?:度)?")
_DIGITS = str.maketrans("〇○Oo零一二三四五六七八九", "00000123456789")
_DATE = regex(
    r"[（(]?(?P<y>20\d\d|二[〇○零Oo0-9一二三四五六七八九]{3})\s*[年.\-/]\s*(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月.\-/]\s*"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?[）)]?$"
)
_NUMBER = regex(r"^[\u4e00-\u9fff]{1,12}[〔\[（(]\s?20\d\d\s?[〕\]）)]\s?\d{1,4}\s?号$")
_OTHER = regex("。|(?:函|通知|公告|说明|目录|指南)$")
_REPORT = regex("信息公开.*报告")
_FURNITURE = regex(
    r"^(?:[—－–-]*\s*\d{1,3}\s*[—－–-]*|第?\s*\d+\s*页.*|(?:当前位置|您(?:现在)?的?位置|首页|来源|信息来源|发布(?:时间|日期|机构)|浏览(?:次数|量)?"
    r"|点击(?:数|量)?|字体|字号|索引号|主题分类|公开(?:方式|形式|时限|日期)|生成日期|文章来源|作者|责任编辑|编辑|打印|关闭|分享|扫一扫|上一篇|下一篇|相关(?:链接|附件|文档)|附件|返回)"
    r"\s*[：:>»|\]】].*|(?:打印|关闭|【.*】|\[.*\]|分享到.*|扫一扫.*)(?:\s.*)?)$"
)
_CONTACT = regex(
    r"(?:联系(?:人|方式|电话|地址)|通(?:讯|信)地址|邮(?:政)?编(?:码)?|电子邮箱)\s*[：:]"
)
_SIGNER = regex(r"^[\u4e00-\u9fff（）()]{3,40}$")


class Passages(NamedTuple):
    """What the text of a report says, part by part; "" and None where it does not say it."""

    agency: str
    year: int | None
    number: str
    signer: str
    day: date | None
    filling: Mapping[str, str]
    contact: str
    sections: Mapping[str, tuple[str, ...]]  # the paragraphs of each part
    left: tuple[str, ...]  # what fits nowhere
    furniture: int  # paragraphs of the site or the page that were taken off


def passages(form: Form, blocks: Sequence[Block]) -> Passages:
    """Take the text of a report apart."""
    return _Reader(form, blocks).read()


class _Reader:
    def __init__(self, form: Form, blocks: Sequence[Block]) -> None:
        self.form = form
        lines = [block.text for block in _without_tables(form, blocks)]
        self.lines = [line for line in lines if not _FURNITURE.match(line)]
        self.furniture = len(lines) - len(self.lines)
        self.left: list[str] = []
        self.number = self.contact = self.signer = ""
        self.day: date | None = None
        self.filling: dict[str, str] = {}

    def read(self) -> Passages:
        begins = self._headings()
        first = min(begins.values(), default=len(self.lines))
        agency, year, opening = self._opening(self.lines[:first])
        ends = {
            key: min((b for b in begins.values() if b > at), default=len(self.lines))
            for key, at in begins.items()
        }
        sections = {key: self.lines[at + 1 : ends[key]] for key, at in begins.items()}
        if sections:
            last = max(begins, key=lambda key: begins[key])
            sections[last] = self._closing(sections[last], agency)
        if opening:
            sections = {PREAMBLE: opening, **sections}
        return Passages(
            agency, year, self.number, self.signer or agency, self.day, self.filling, self.contact,
            {key: tuple(lines) for key, lines in sections.items()}, tuple(self.left), self.furniture,
        )  # fmt: skip

    def _headings(self) -> dict[str, int]:
        """Return where each part's heading stands, in the form's order."""
        names = {each.section: (*each.others, *each.older) for each in self.form.wording.names}
        begins: dict[str, int] = {}
        start = 0
        for section in self.form.sections:
            if not section.title:
                continue
            titles = (
                re.sub(r"（?\{\{.*?\}\}[^）]*）?", "", section.title),
                *names.get(section.key, ()),
            )
            best = max(
                (
                    (self._heading(line, titles), -at)
                    for at, line in enumerate(self.lines[start:], start)
                ),
                default=(0.0, 0),
            )
            if best[0] >= _ALIKE:
                begins[section.key] = -best[1]
                start = begins[section.key] + 1
        return begins

    @staticmethod
    def _heading(line: str, titles: Sequence[str]) -> float:
        match = (
            _HEADING.match(line)
            if len(line) <= 48 and not line.endswith(("。", "；", "，"))
            else None
        )
        if match is None:
            return 0.0
        numbered = match.start("title") > 0
        words = re.sub(r"[（(]20\d\d.*$", "", match["title"])
        alike = max(likeness(words, title) for title in titles)
        return alike if numbered or alike >= FOLDED else 0.0

    def _opening(self, lines: list[str]) -> tuple[str, int | None, list[str]]:
        """Read the title and what stands around it; return agency, year and the preamble."""
        titles = [i for i, line in enumerate(lines) if _is_title(line)]
        if not titles:
            return "", None, self._preamble(lines)
        title_end = begin = titles[-1]
        if begin and _YEAR.match(lines[begin]) and _SIGNER.match(lines[begin - 1]):
            begin -= 1  # the agency stands on a line of its own
        self.left += self._preamble(lines[:begin])
        title = re.sub(r"\s", "", "".join(lines[begin : title_end + 1]))
        year = _YEAR.search(title)
        agency = (
            title[: year.start()]
            if year
            else title[: title.index("政府信息公开")]
            if "政府信息公开" in title
            else ""
        )
        agency = re.sub(r"^关于|[：:]$", "", agency)
        number = int(year[1].translate(_DIGITS)) if year else None
        return agency, number, self._preamble(lines[title_end + 1 :])

    def _preamble(self, lines: list[str]) -> list[str]:
        kept = []
        for line in lines:
            if not self.number and _NUMBER.match(re.sub(r"\s", "", line)):
                self.number = re.sub(r"\s", "", line)
            elif self.day is None and (day := date_of(line)):
                self.day = day
            else:
                kept.append(line)
        return kept

    def _closing(self, lines: list[str], agency: str) -> list[str]:
        """Take signature, date, and the lines below the table off the end of the last part."""
        kept: list[str] = []
        for line in lines:
            if pairs := dict(self._filled(line)):
                self.filling.update(pairs)
            elif date_of(line) and len(line) < 30:
                self.day = date_of(line)
            elif _CONTACT.match(line) and len(line) < 200:
                self.contact = line
            else:
                kept.append(line)
        if (
            kept
            and self.day
            and _SIGNER.match(kept[-1])
            and (kept[-1] in agency or agency in kept[-1] or len(kept) > 1)
        ):
            self.signer = kept.pop()
        return kept

    def _filled(self, line: str) -> Iterator[tuple[str, str]]:
        keys = "|".join(map(re.escape, self.form.filling))
        for match in (
            re.finditer(rf"({keys})[：:]\s*(.*?)(?=\s*(?:{keys})[：:]|$)", line) if keys else ()
        ):
            if value := match[2].strip(" 　"):
                yield match[1], value


def _is_title(line: str) -> bool:
    return len(line) < 70 and bool(_REPORT.search(line)) and not _OTHER.search(line)


def date_of(line: str) -> date | None:
    """Return the day that a line consists of: 2025年1月20日, 2025-01-20, 二〇二五年一月二十日; None of others."""
    match = _DATE.fullmatch(re.sub(r"\s", "", line))
    if match is None:
        return None
    year = int(match["y"].translate(_DIGITS))
    month, day = (ordinal_value(match[part]) for part in "md")
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without_tables(form: Form, blocks: Sequence[Block]) -> Iterator[TextLine]:
    """Yield the paragraphs that are text: not the rows and heads of a table printed as lines."""
    labels = {label for each in expected_rows(form) for label in each.labels}
    labels |= {table.head for table in form.tables} | {table.unit_head for table in form.tables}
    labels |= {c.label for table in form.tables for block in table.blocks for c in block.columns}
    labels |= {
        above
        for table in form.tables
        for block in table.blocks
        for c in block.columns
        for above in c.above
    }
    near = [isinstance(block, TableRows) or _is_of_table(block, labels) for block in blocks]
    for place, block in enumerate(blocks):
        if isinstance(block, TableRows):
            continue
        beside = near[max(place - 1, 0) : place] + near[place + 1 : place + 2]
        if not (near[place] and any(beside)):
            yield block


def _is_of_table(block: TextLine, labels: set[str]) -> bool:
    text = block.text
    if len(text) > 60:
        return any(likeness(text, label) >= FOLDED for label in labels if len(label) > 25)
    words = text.split()
    while words and is_figure(words[-1]):
        words.pop()
    left = " ".join(words)
    return not left or any(likeness(left, label) >= FOLDED for label in labels)
