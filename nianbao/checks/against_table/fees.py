"""Checks of what is said of fees (catalogue 31, 32)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import FEE_MISMATCH, PROCESSING_FEE
from nianbao.findings.finding import Finding, Related
from nianbao.regex import regex

_FREE = regex(
    r"(?:没有|从未|均未|未|不)(?:向(?:任何)?申请人|发生|产生|再)*+(?:收取|收费(?!的|项目|标准|依据)|收过|信息处理费)"
    r"|零收费|收费为零|收费金额为零|无收费|没有收费(?!的|项目|标准|依据)|实行免费|免费提供|免费公开|一律免费|一律免收|均免收"
    r"|(?:收费|收取|费用)[^，。；\d\n]{0,8}?(?<!\d)0(?:\.0+)?万?元|(?:没有|未|无)[^，。；\n]{0,6}信息处理费"
)
_ELSEWHEN = regex(r"去年|上年|上半年|下半年|季度|将|避免|防止|杜绝|确保|如|若")
_TOLD = regex("信息处理费|收费通知")
_TAKEN = regex(r"信息处理费[^，。；\n]{0,8}?(?P<sum>\d+(?:\.\d+)?)万?元")


def fee_mismatch(submission: Submission) -> Iterator[Finding]:
    """The section on fees says that none were taken, and the row says / or an amount (catalogue 32).

    None taken is 0; / means that the row does not apply (《条例》第三十一条 of 2008 asks for 收费及减免情况).
    """
    report, text = submission.report, submission.prose.folded
    fee = report.form.wording.fee
    figure = report.figures.get(fee.cell) if fee else None
    if fee is None or figure is None or figure.value == 0:
        return
    for line in text.of(fee.section):
        match = _FREE.search(text.text, line.start, line.end)
        if match is None or _ELSEWHEN.search(text.text, line.start, match.start()):
            continue
        place = (text.clause(match.start())[0], text.clause(match.end())[1])
        table = "/（不适用）" if figure.value is None else figure.text
        yield FEE_MISMATCH.at(
            text.span(*place),
            f"正文说“{text.said(*place)}”，统计表“{figure.name}”是 {table}",
            "没有收取的，统计表填 0；收取了的，正文写明金额",
            related=(figure.related,),
            subject=figure.name,
        )
        return


def processing_fee(submission: Submission) -> Iterator[Finding]:
    """信息处理费 that was asked for and is not told of in the last section (catalogue 31, Q9).

    国办函〔2020〕109号: what was collected in the year is told there, in 元. That something was collected
    shows from another section, or from applicants who did not pay what a notice asked for.
    """
    report, text = submission.report, submission.prose.folded
    place = report.form.wording.processing_fee
    lines = text.of(place.section) if place else []
    if place is None or not lines:
        return
    told = [line for line in lines if _TOLD.search(line.text)]
    denied = [line for line in told if _FREE.search(line.text) and not _TAKEN.search(line.text)]
    unpaid = report.figures.get(place.cell)
    taken = next(
        (
            match
            for match in _TAKEN.finditer(text.text)
            if match["sum"] != "0" and text.section(match.start()) != place.section
        ),
        None,
    )
    if taken and (denied or not told):
        wrong = (denied or lines)[0]
        yield PROCESSING_FEE.at(
            text.span(wrong.start, wrong.end),
            f"“{place.section}”没有写收取的信息处理费，别处写了“{text.said(*taken.span())}”",
            "写明全年收取的金额，以元计",
            related=(Related(text.span(*taken.span()), "别处写的"),),
            subject=place.section,
        )
    elif unpaid and unpaid.number and not told:
        yield PROCESSING_FEE.at(
            text.span(lines[0].start, lines[0].end),
            f"“{place.section}”没有写信息处理费，而有 {unpaid.text} 件申请是逾期没有缴费的",
            "写明发了收费通知，全年收取多少元；没有收到的写 0元",
            related=(unpaid.related,),
            subject=place.section,
        )
