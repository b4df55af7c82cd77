"""Checks of what a report is made of: parts, period, names, dates, years, wording (37–50, 24)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.against_table.statements import passages
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import (
    AGENCY_NAME,
    CALLED_SUMMARY,
    LETTER_WORDING,
    MISSING_TOPIC,
    NO_PROBLEMS,
    PART_COUNT,
    PART_RENAMED,
    PART_UNLISTED,
    SIGNED_LATE,
    SIGNED_TOO_EARLY,
    TOO_LONG,
    VAGUE_YEAR,
    WRONG_PERIOD,
    WRONG_YEAR,
)
from nianbao.findings.codes.of_wording import NO_FULL_STOP
from nianbao.findings.finding import Code, Finding, Related, Severity
from nianbao.form.wording import Demand
from nianbao.report.narrative import chinese_numeral
from nianbao.source import Span

_NOTE = re.compile(r"（[^（）]*）")
_SENTENCE = re.compile(r"[^。]+")
_COUNT = re.compile(r"(?P<count>[一二三四五六七八九十]{1,2})(?:个|大)?(?:部分|方面)")
_COMMON = re.compile(r"政府信息公开工作|政府信息公开|政府信息|工作|情况|的|以及|和|与|及|因|[、，]")


def parts_in_introduction(submission: Submission) -> Iterator[Finding]:
    """The list of parts in the introduction is not that of the headings (catalogue 37, 38).

    A part left out, or named otherwise than its heading, or a count that is not the number of
    parts. Notes in brackets, as the year of the table, may be left out.
    """
    report = submission.report
    headings = [
        _NOTE.sub("", submission.narrative.headings.get(s.key, "")) for s in report.form.sections
    ]
    headings = [heading for heading in headings if heading]
    first = report.form.sections[0]
    if first.title:
        return
    for passage in passages(submission):
        for sentence in _SENTENCE.finditer(passage.text) if passage.section == first.key else ():
            listed = _core(sentence[0])
            missing = [heading for heading in headings if _core(heading) not in listed]
            if len(missing) * 2 < len(headings):
                span = passage.filled.span(*sentence.span())
                yield from _parts(sentence[0], span, headings, missing, first.key)
                return


def _parts(
    sentence: str, span: Span, headings: list[str], missing: list[str], section: str
) -> Iterator[Finding]:
    if missing:
        code, names = PART_UNLISTED, "、".join(f"“{heading}”" for heading in missing)
        yield _warn(code, f"引言列的各部分里没有{names}", span, "补上，次序和标题一致", section)
    other = [heading for heading in headings if heading not in sentence and heading not in missing]
    if other:
        code, names = PART_RENAMED, "、".join(f"“{heading}”" for heading in other)
        message = f"引言列的各部分，名称和标题不一样；标题是{names}"
        yield _warn(code, message, span, "照标题写，一字不差", section)
    count = _COUNT.search(sentence)
    if count and count["count"] != chinese_numeral(len(headings)):
        message = f"引言说有{count['count']}个部分，标题有{chinese_numeral(len(headings))}个"
        yield _warn(PART_COUNT, message, span, "改成一样的数", section)


def _core(text: str) -> str:
    return _COMMON.sub("", _NOTE.sub("", text))


_PERIOD = re.compile(
    r"(?P<y1>\d{4})年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日(?:零时|0时)?(?:起)?，?(?:至|到|—+|-|～|~|－)"
    r"(?:(?P<y2>\d{4})年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)


def period(submission: Submission) -> Iterator[Finding]:
    """A 统计期限 that is not 1 January to 31 December of the report year (catalogue 39)."""
    year = submission.report.year
    for passage in passages(submission):
        for match in _PERIOD.finditer(passage.text):
            sentence = passage.text[: match.start()].rsplit("。", 1)[-1]
            if not re.search("统计|期限|时限|数据|本年报|本报告", sentence):
                continue
            begin = tuple(int(match[key]) for key in ("y1", "m1", "d1"))
            end = tuple(int(match[key] or match["y1"]) for key in ("y2", "m2", "d2"))
            if (begin, end) != ((year, 1, 1), (year, 12, 31)):
                yield _warn(
                    WRONG_PERIOD, f"统计期限写的是“{match[0]}”，应当是 {year}年1月1日至12月31日",
                    passage.filled.span(*match.span()), "改成 {{年度}}年1月1日起至{{年度}}年12月31日止",
                    passage.section,
                )  # fmt: skip


_NAME = re.compile(r"[\w（）·、]{1,50}")


def agency_names(submission: Submission) -> Iterator[Finding]:
    """The agency under two names in title and signature (catalogue 41): 市规划局, 温州市规划局.

    《党政机关公文格式》 (GB/T 9704-2012) asks for the full name or its standard short form, and the same
    throughout.
    """
    report = submission.report
    agency, signer = report.agency, report.signer
    readable = all(_NAME.fullmatch(name) for name in (agency.text, signer.text))
    if readable and agency.text != signer.text:
        code = AGENCY_NAME
        yield _warn(
            code, f"题名里是“{agency.text}”，署名是“{signer.text}”",
            agency.span, "两处都用全称", "机关", (Related(signer.span, f"署名 {signer.text}"),),
        )  # fmt: skip


def signature_date(submission: Submission) -> Iterator[Finding]:
    """A report signed before its year was over, or after the day by which it was due (catalogue 48).

    Due was 31 March under the 条例 of 2008 (第三十一条); under today's it is 31 January for departments and
    31 March for governments (第四十九条).
    """
    report = submission.report
    month, day = report.form.deadline
    if _is_government(report.agency.text):
        month, day = report.form.wording.government_deadline or (month, day)
    subject = "成文日期"
    printed = f"{report.day.year}年{report.day.month}月{report.day.day}日"
    if report.day.isoformat() not in report.day_span.source.lines[report.day_span.line - 1]:
        return  # it could not be read, and has its own finding
    if report.day.year <= report.year:
        yield _warn(
            SIGNED_TOO_EARLY, f"{report.year} 年度的年报，成文日期是{printed}，这一年还没有完",
            report.day_span, "写次年的日期", subject,
        )  # fmt: skip
    elif (report.day.year - report.year, report.day.month, report.day.day) > (1, month, day):
        yield _warn(
            SIGNED_LATE, f"成文日期是{printed}，迟于公布期限 {report.year + 1}年{month}月{day}日",
            report.day_span, "核对日期", subject,
        )  # fmt: skip


def _is_government(name: str) -> bool:
    return name.endswith("人民政府")


def demands(submission: Submission) -> Iterator[Finding]:
    """A section too long, too short, or without what it must tell of (catalogue 42–44, 49).

    What each section must hold is data of the form (要求): 总体情况 and its five topics within 1000
    characters (国办公开办函〔2021〕30号), where to download the report and whom to ask, problems in more
    than a word. It waits until the table is filled in, for a draft has last year's texts.
    """
    report = submission.report
    if not report.complete:
        return
    contact = report.contact.text if report.contact else ""
    for demand in report.form.wording.demands:
        texts = [passage for passage in passages(submission) if passage.section == demand.section]
        if not texts:
            continue  # an empty section has its own finding
        whole = "".join(passage.text for passage in texts)
        span, key = texts[0].filled.span(0, len(texts[0].text)), demand.section
        length = len(re.sub(r"\s", "", whole))
        if demand.most is not None and length > demand.most:
            message = f"“{key}”有 {length} 个字，原则上不超过 {demand.most} 个"
            yield _warn(TOO_LONG, message, span, "删去与第五十条各项无关的", key)
        if demand.least is not None and length < demand.least:
            message = f"“{key}”只有 {length} 个字：“{whole}”"
            yield _warn(NO_PROBLEMS, message, span, "逐项写明问题和改进的措施", key)
        missing = _untold(demand, whole + contact, government=_is_government(report.agency.text))
        if missing and not (demand.least is not None and length < demand.least):
            message = f"“{key}”没有写：{'、'.join(missing)}"
            yield _warn(MISSING_TOPIC, message, span, "补上一句", key)


def _untold(demand: Demand, text: str, *, government: bool) -> list[str]:
    topics = {**demand.topics, **(demand.of_government if government else {})}
    return [topic for topic, words in topics.items() if not any(word in text for word in words)]


_NOTHING = re.compile(r"(?:无|没有|暂无|没有其他需要报告的事项|无其他需要报告的事项)")


def no_full_stop(submission: Submission) -> Iterator[Finding]:
    """A section that says 无 without 。 (catalogue 45); a paragraph of sentences that ends in none."""
    for passage in passages(submission):
        text = passage.text.rstrip()
        sentences = len(text) > 15 and "。" in text and text[-1].isalnum()
        if _NOTHING.fullmatch(text) or sentences:
            yield _warn(
                NO_FULL_STOP, f"“{text[-12:]}”后面没有句号",
                passage.filled.span(max(len(text) - 1, 0), len(text)), "补上“。”", passage.section,
            )  # fmt: skip


_YEAR_WORDS = re.compile(r"(?<![当至历])(?P<word>今年|去年|明年|前年)(?!轻)")


def vague_year(submission: Submission) -> Iterator[Finding]:
    """今年 or 去年 in a report that is published the year after (catalogue 24).

    Readers take 今年 for the year in which they read; the report speaks of the year before.
    """
    year = submission.report.year
    means = {
        "今年": f"{{{{年度}}}}年（{year}年）",
        "去年": f"{{{{上年度}}}}年（{year - 1}年）",
        "明年": f"{{{{下年度}}}}年（{year + 1}年）",
        "前年": f"{year - 2}年",
    }
    for passage in passages(submission):
        for match in _YEAR_WORDS.finditer(passage.text):
            if _quoted(passage.text, match.start()):
                continue
            word = match["word"]
            yield _warn(
                VAGUE_YEAR, f"“{word}”说不清是哪一年：年报到下一年才公布",
                passage.filled.span(*match.span()), f"写成 {means[word]}", passage.section,
            )  # fmt: skip


_OWN_YEAR = re.compile(
    r"(?:(?<=[。；：])|^)(?P<a>\d{4})年(?:度|以来)?，?(?=我[局市县区委厅办乡镇]|本[机单局])"
    r"|(?:我[局市县区委厅办乡镇]|本局|本机关|本单位|本部门)"
    r"(?P<b>\d{4})年(?=度?(?:的)?(?:政府信息|政务|信息公开|主动公开|共|工作|情况))"
    r"|(?P<c>\d{4})年度?(?=的?政府信息公开(?:工作)?(?:年度报告|总体?情况|情况|工作情况))"
)


def wrong_year(submission: Submission) -> Iterator[Finding]:
    """The report speaks of itself under another year (catalogue 24): 我局2016年……, left from last year.

    The year after is right where plans are told, other years in titles within 《》 and comparisons.
    """
    year = submission.report.year
    for passage in passages(submission):
        for match in _OWN_YEAR.finditer(passage.text):
            name = next(key for key in ("a", "b", "c") if match[key])
            said = int(match[name])
            sentence = re.split("[。；]", passage.text[match.start() :], maxsplit=1)[0]
            planned = said == year + 1 and (
                name == "a" or re.search("将|拟|计划|继续|进一步|努力|要", sentence)
            )
            compared = re.search(rf"相比|比较|同期|增长|增加|减少|下降|{year}年", sentence)
            if said == year or planned or compared or _quoted(passage.text, match.start()):
                continue
            yield _warn(
                WRONG_YEAR, f"“{match[0]}”：这是 {year} 年度的年报",
                passage.filled.span(*match.span(name)), "写成 {{年度}}", passage.section,
            )  # fmt: skip


def _quoted(text: str, at: int) -> bool:
    """Tell whether a place is within 《》 or “”: the words of something else."""
    return any(text.rfind(a, 0, at) > text.rfind(b, 0, at) for a, b in ("《》", "“”"))


_LETTER = re.compile(
    r"现(?:将|把)[^。；]{0,40}(?:报来|报上|呈报|上报|报送|报请)|请(?:予)?(?:审示|审阅|审议|审核|阅示|批示|查收|审查)"
    r"|(?:特此|专此)(?:报告|汇报)|妥否，请"
)
_SUMMARY = re.compile(r"(?:情况|工作)?(?:总结|汇报|小结)如下")


def letter_wording(submission: Submission) -> Iterator[Finding]:
    """Words of the letter to the superior left in the published report (catalogue 50): 现将……报来，请审示."""
    for passage in passages(submission):
        if match := _LETTER.search(passage.text):
            yield _warn(
                LETTER_WORDING, f"“{match[0]}”是报送上级的话，年报是向社会公布的",
                passage.filled.span(*match.span()), "删去", passage.section,
            )  # fmt: skip


def called_summary(submission: Submission) -> Iterator[Finding]:
    """A yearly report that calls itself 总结 or 汇报 (catalogue 40): 现将……情况总结如下."""
    for passage in passages(submission):
        if match := _SUMMARY.search(passage.text):
            yield _warn(
                CALLED_SUMMARY, f"这是年度报告，写的是“{match[0]}”",
                passage.filled.span(*match.span()), "写成“报告如下”", passage.section,
            )  # fmt: skip


def _warn(
    code: Code,
    message: str,
    span: Span,
    help_: str,
    subject: str,
    related: tuple[Related, ...] = (),
) -> Finding:
    return code.at(
        span, message, help_, related=related, subject=subject, severity=Severity.WARNING
    )


STRUCTURE_CHECKS = (
    parts_in_introduction,
    period,
    agency_names,
    signature_date,
    demands,
    no_full_stop,
    vague_year,
    wrong_year,
    letter_wording,
    called_summary,
)
