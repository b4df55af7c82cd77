"""What is sent back to a unit (审核意见): its findings as a Word file, ready to go as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from nianbao.breaking import broken
from nianbao.findings.finding import Severity
from nianbao.findings.width import visible
from nianbao.many.collected import MISSING, OTHER_YEAR, REPORTED, Collected, Standing
from nianbao.many.returned import Told
from nianbao.outputs.layout import DOCUMENT, SECTION, WORD, package
from nianbao.outputs.layout import RELATIONSHIPS as OFFICE
from nianbao.outputs.layout.words import paragraph, run
from nianbao.outputs.word.archive import XML, core_properties
from nianbao.outputs.word.docx import TWIPS
from nianbao.signing import signature_indents

MOST = 60  # findings of one kind that are told at once; who mends them sends the rest
_CORE = "docProps/core.xml"
_CJK = "一二三四五六七八九十"
_FLUSH = 'w:firstLineChars="0" w:firstLine="0"'  # whom a letter is addressed to
TITLE_WIDTH = 40  # columns of a line in the title's size
_RULE = re.compile(
    "〔[A-Z][0-9]+(?:、[A-Z][0-9]+)*〕$"
)  # numbers of rules say nothing to who has no form.yaml


def notice(
    parts: Mapping[str, bytes], collected: Collected, standing: Standing, day: date | None
) -> bytes | None:
    """Return the letter to a unit as a docx; None where there is nothing to say.

    `parts` are those that all Word files share (templates/base), `day` the letter's.
    """
    sections = list(_sections(collected, standing))
    if not sections and standing.state == REPORTED:
        return None
    superior = collected.roster.superior
    issuer = superior.agency if superior else ""
    name = broken(standing.unit.name, TITLE_WIDTH)
    title = [*name, f"{collected.year}年政府信息公开工作年度报告审核意见"]
    body = [
        paragraph("Title", run("\n".join(title))),
        paragraph("BodyParagraph", run(f"{standing.unit.name}："), ind=_FLUSH),
        *(paragraph("BodyParagraph", run(text)) for text in _opening(collected.year, standing)),
    ]
    for number, (heading, items) in enumerate(sections):
        body.append(paragraph("Heading1", run(f"{_CJK[number]}、{heading}")))
        body += [paragraph("BodyParagraph", run(item)) for item in items]
    body.append(paragraph("LastParagraph", run(_closing(collected.year, standing))))
    body += _signed(issuer, day)
    document = "\n".join(
        [
            f'{XML}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>',
            *body,
            SECTION,
            "</w:body></w:document>\n",
        ]
    )
    moment = f"{day}T00:00:00Z" if day else ""
    core = core_properties("".join(title), issuer, moment)
    return package({**parts, DOCUMENT: document.encode(), _CORE: core.encode()})


def _signed(issuer: str, day: date | None) -> Iterator[str]:
    """Yield who signs and on which day, where each is known, as far right as the standard wants."""
    written = f"{day.year}年{day.month}月{day.day}日" if day else ""
    indents = signature_indents(issuer, written, sealed=False)
    for style, text, right in zip(("Issuer", "IssueDate"), (issuer, written), indents, strict=True):
        if text:
            twips = round(right * TWIPS)
            yield paragraph(style, run(text), ind=f'w:rightChars="{right}" w:right="{twips}"')


def _opening(year: int, standing: Standing) -> Iterator[str]:
    if standing.state == MISSING or standing.report is None:
        due = (
            f"（报送期限为{standing.due.year}年{standing.due.month}月{standing.due.day}日）"
            if standing.due
            else ""
        )
        yield f"贵单位{year}年政府信息公开工作年度报告{due}至今未收到。"
        return
    file = visible(standing.report.file.rpartition("/")[2])
    yield f"贵单位报来的{year}年政府信息公开工作年度报告（{file}）收悉。经审核，意见如下："


def _sections(collected: Collected, standing: Standing) -> Iterator[tuple[str, list[str]]]:
    report = standing.report
    if report is None:
        return
    if report.unreadable:
        yield "报来的文件读不出来", [f"{visible(report.unreadable)}。"]
    if standing.state == OTHER_YEAR:
        said = f"报来的是{report.year}年的年度报告，应为{collected.year}年的。"
        yield "报告年度不对", [said]
    for severity, heading in ((Severity.ERROR, "须改正的"), (Severity.WARNING, "请核对的")):
        found = [told for told in report.findings if told.severity == severity]
        if found:
            alike = [list(some) for _, some in groupby(found[:MOST], key=_what_to_do)]
            items = [_item(number, some) for number, some in enumerate(alike, 1)]
            if len(found) > MOST:
                items.append(f"还有{len(found) - MOST}处，改好以上的再报，另行告知。")
            yield f"{heading}（{len(found)}处）", items
    if others := list(_others(collected, standing)):
        yield "另请说明的", [f"{n}.{text}" for n, text in enumerate(others, 1)]


def _others(collected: Collected, standing: Standing) -> Iterator[str]:
    report = standing.report
    if report is None:
        return
    if standing.late and report.day and standing.due:
        yield f"成文日期为{report.day}，晚于报送期限{standing.due}。"
    if standing.copied:
        table = "，统计表与上年完全相同" if report.same_table else ""
        yield f"正文（数除外）有{report.before:.0%}与上年的年度报告相同{table}，请照本年的工作重写。"
    if alike := collected.alike_to(standing.unit.name):
        yield f"与{'、'.join(alike)}的年度报告雷同，请说明情况或重写。"
    if standing.others:
        files = "、".join(visible(each.file.rpartition("/")[2]) for each in standing.others)
        differ = "内容不同，" if standing.differing else ""
        yield f"另收到{files}，{differ}请确认以哪一份为准。"
    for doubt in report.doubts:
        yield f"{visible(doubt)}，请核对。"


def _what_to_do(told: Told) -> tuple[str, int, str, str]:
    return told.code, told.line, told.place, told.mending


def _item(number: int, alike: Sequence[Told]) -> str:
    """Tell findings of one kind and place at once; what is to be done is said once."""
    first = alike[0]
    where = first.place or (f"数据文件第{first.line}行" if first.line else "")
    what = "；".join(dict.fromkeys(_RULE.sub("", visible(told.message)) for told in alike))
    mending = f"。改法：{visible(first.mending)}" if first.mending else ""
    return f"{number}.{f'{where}：' if where else ''}{what}{mending}。".replace("。。", "。")


def _closing(year: int, standing: Standing) -> str:
    if standing.state == MISSING:
        return f"请尽快报送{year}年政府信息公开工作年度报告；因故不能报送的，请说明情况。"
    return "请改正、核对后重新报送；查证无误的，请逐条说明情况。"
