"""Checks of problems and the measures against them (catalogue 43)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import NO_PROBLEMS, UNMATCHED_PROBLEMS
from nianbao.findings.finding import Finding, Related
from nianbao.reading.yamltree import Scalar
from nianbao.regex import regex
from nianbao.report import Item, PointList
from nianbao.report.narrative import Filled

_PROBLEM = regex("问题|不足|困难|差距")
_IMPROVE = regex("改进|措施|整改|下一步|今后|将|针对|加强|打算|计划")
_MEASURE = regex("改进|措施|整改|下一步|今后|将|拟")
# What is no lack, though it has such a word: 不断提升, 未发生, 投诉减少, 满足群众需要.
_HARMLESS = regex(
    r"不断|不仅|不但|不懈|不忘|不停|不折不扣|不留|不少|不漏|不误|未来|未发生|未出现|未发现|未收到|[至减]少|少数民族|青少年|降低"
    r"|低碳|弱势|疑难|克难|难题|困难(?:群众|家庭|人员)|差错|(?:群众|公众|社会|企业|实际|工作)(?:的)?需要|存在问题|存在的?主要问题"
    r"|不存在|没有.{0,6}问题|无.{0,6}问题"
)
_LACK = regex(
    "不|未|缺|欠|少|弱|偏|低|慢|难|差|滞后|落后|有待|尚待|亟|尚需|仍需|还需|还要|需要|需进一步|短板|薄弱|单一|增多|占用|晚|粗|窄"
    "|瓶颈|隐患|空间|繁|乱|浅|仍|只|仅|过于|过多|过长|较多|脱节|反映|压力|制约|挑战|下滑|重复|错|漏|遗|堵|陈旧|枯燥|生硬|疏|忽视|单薄"
)
_PRAISE = regex(
    "成效|成绩|成果|良好|平稳|有序|圆满|较好|显著|扎实|顺利|提升|提高|到位|满意|进展|规范运行|走在前列|全面完成|进步|肯定|好评"
)
_NONE = regex("(?:不存在|没有|无|未发现|暂无)[^，。；]{0,8}问题")
LEAD = 60  # characters before a list that say what it is a list of


def problems_and_measures(submission: Submission) -> Iterator[Finding]:
    """More problems than measures, or none at all for them (catalogue 43).

    Counted where the section of problems and measures has two lists of the same style, the first one
    after words that speak of problems, the other after words that speak of measures.
    """
    report = submission.report
    key = report.form.wording.problems
    for section in report.sections:
        if section.section.key != key:
            continue
        lists = list(_introduced(section.items, "", submission.narrative.filled))
        problems = next((found for words, found in lists if _PROBLEM.search(words)), None)
        measures = next(
            (found for words, found in lists if found is not problems and _IMPROVE.search(words)),
            None,
        )
        if problems is None:
            continue
        many = len(problems.points)
        if measures and len(measures.points) < many:
            yield UNMATCHED_PROBLEMS.at(
                measures.span,
                f"问题有 {many} 条，措施只有 {len(measures.points)} 条",
                "逐条写明怎样改进",
                related=(Related(problems.span, f"问题 {many} 条"),),
                subject=key,
            )
        told = "".join(line.text for line in submission.prose.folded.of(key))
        if not measures and not _MEASURE.search(told):
            yield UNMATCHED_PROBLEMS.at(
                problems.span,
                f"写了 {many} 条问题，没有写怎样改进",
                "逐条写明怎样改进",
                subject=key,
            )


def only_praise(submission: Submission) -> Iterator[Finding]:
    """The section of problems names none: it praises, or says that there are none (catalogue 43)."""
    report, text = submission.report, submission.prose.folded
    key = report.form.wording.problems
    lines = text.of(key)
    if not lines or not report.complete:
        return
    told = "".join(line.text for line in lines)
    least = next((d.least for d in report.form.wording.demands if d.section == key), 0) or 0
    if len(told) < least or not (_NONE.search(told) or _PRAISE.search(told)):
        return
    if not _LACK.search(_HARMLESS.sub("", told)):
        yield NO_PROBLEMS.at(
            text.span(lines[0].start, lines[0].end),
            f"“{key}”没有写出问题，只说了成绩" if _PRAISE.search(told) else f"“{key}”说没有问题",
            "逐项写明问题和改进的措施",
            subject=key,
        )


def _introduced(
    items: tuple[Item, ...], words: str, filled: dict[Scalar, Filled]
) -> Iterator[tuple[str, PointList]]:
    """Yield the innermost lists, each with the words that stand before it."""
    for item in items:
        if isinstance(item, Scalar):
            words = (filled[item].text if item in filled else item.text)[-LEAD:]
        elif any(point.items for point in item.points):
            for point in item.points:
                yield from _introduced(point.items, point.text.text, filled)
        else:
            yield words, item
