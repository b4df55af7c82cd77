"""Checks of what is told and what is counted: activities, rows unspoken of (catalogue 29, 30).

Which words tell of which row, and which rows are to be spoken of, is data of the form: its 文字.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.against_table.denials import said_nothing
from nianbao.checks.lines import Lines
from nianbao.checks.places import Places
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import ACTIVITY_WITHOUT_FIGURE, UNMENTIONED_FIGURE
from nianbao.findings.finding import Finding, Related
from nianbao.form import Cell
from nianbao.form.vocabulary import Found
from nianbao.form.wording import Activity
from nianbao.regex import regex
from nianbao.report import Figure

SAID = 3  # words of a row's activity that a finding says; it points at all of them
_LATER = regex(r"将|拟|计划|下一步|下年|明年|今后|没有|未|不再")
_NOT_DONE = regex("参加|出席|列席|上级|加强|加大|强化|鼓励|缺乏|缺少")  # 参加上级的培训, 加强培训


def activity_without_figure(submission: Submission) -> Iterator[Finding]:
    """An activity that the text describes and the table counts as 0 (catalogue 29).

    学习《条例》2次 beside 培训班数 0. Which words tell of which row is data of the form (活动). What
    is planned or denied does not count, nor what stands among problems and measures, nor a text that
    refers to the row and so prints its 0.
    """
    report, text = submission.report, submission.prose.folded
    wording = report.form.wording
    counted = {cell for statement in submission.statements.wrong for cell in statement.cells}
    empty = [
        activity
        for activity in wording.activities
        if (figure := report.figures.get(activity.cell)) and not figure.number
        if activity.cell not in counted
    ]
    done = _done(text, wording.doings.find(text.text)) if empty else []
    for activity in empty:
        places = list(_of_row(text, done, activity, wording.problems))
        if not places:
            continue
        figure = report.figures[activity.cell]
        first, *others = places
        words = dict.fromkeys(text.said(*place) for place in places)
        told = "、".join(f"“{each}”" for each in list(words)[:SAID])
        yield ACTIVITY_WITHOUT_FIGURE.at(
            text.span(*first),
            f"正文写了{told}，统计表“{figure.name}”是 {figure.text}",
            "核对这件事该不该计入；计入的补上数",
            related=(
                figure.related,
                *(Related(text.span(*place), "正文的另一处") for place in others),
            ),
            subject=figure.name,
        )


def _done(text: Lines, found: Iterator[Found]) -> list[Found]:
    """Return the words of activities that are told of as done, not as planned or denied."""
    later, not_done = Places.of(_LATER, text.text), Places.of(_NOT_DONE, text.text)
    return [
        each
        for each in found
        if not later.within(text.clause(each.start)[0], each.start)
        and not not_done.within(text.clause(each.start)[0], each.start)
        and not later.within(*text.opening(each.start))
    ]


def _of_row(
    text: Lines, done: list[Found], activity: Activity, problems: str
) -> Iterator[tuple[int, int]]:
    """Yield where a row's activity is told of: each of its words once in a paragraph, in its order.

    Not where the row is referred to, nor where problems and measures are told.
    """
    order = {words: number for number, words in enumerate(activity.words)}
    refers = {text.line(at).start for at, _, cell in text.references if cell == activity.cell}
    places: dict[tuple[int, int], Found] = {}
    for found in done:
        line = text.line(found.start)
        told = line.paragraph.section != problems and line.start not in refers
        if told and found.words in order:
            places.setdefault((line.start, order[found.words]), found)
    taken: list[Found] = []
    for _, found in sorted(places.items()):
        if not any(found.start < other.end and other.start < found.end for other in taken[-9:]):
            taken.append(found)
            yield found.start, found.end


def unmentioned_figure(submission: Submission) -> Iterator[Finding]:
    """Rows above 0 that the text never speaks of (catalogue 30): one note for each group of rows.

    Which rows a report must speak of is data of the form (应提及); any of a row's 说法, or a reference
    to it, counts as having spoken. Of some it must tell all parts where it tells one (应说全).
    """
    report, told = submission.report, _told(submission)
    silent: dict[str, list[Figure]] = {}
    for cell in report.form.wording.mentioned:
        figure = report.figures.get(cell)
        if figure and figure.number and cell not in told:
            silent.setdefault(cell.indicator.group, []).append(figure)
    for group, figures in silent.items():
        names = "、".join(f"{figure.name} {figure.text}" for figure in figures)
        yield UNMENTIONED_FIGURE.at(
            figures[0].span,
            f"“{group}”里大于 0 的数，正文没有写到：{names}",
            "在有关部分写一句",
            related=tuple(figure.related for figure in figures[1:]),
            subject=group,
        )
    for total in report.form.wording.whole:
        yield from _half_told(submission, total, told)


def _told(submission: Submission) -> set[Cell | None]:
    """Return the cells that the text speaks of."""
    told: set[Cell | None] = {cell for *_, cell in submission.prose.folded.references}
    for _, cells in said_nothing(submission):
        told.update(cells)  # wrongly, but told
    senses = submission.report.form.senses
    for words in {mention.words for mention in submission.statements.mentions}:
        told.update((*senses[words].named, *senses[words].following))
    return told


def _half_told(submission: Submission, total: Cell, told: set[Cell | None]) -> Iterator[Finding]:
    """Yield a total whose parts are told of in part: 行政复议4件，被纠错1件, and of the others no word.

    Where an amount beside it is what is missing, they may be told of in words that the form does not
    know: 另有3件由申请人撤回.
    """
    report, statements = submission.report, submission.statements
    figure = report.figures.get(total)
    amounts = [a for a in submission.prose.amounts if total in statements.cells.get(a.start, ())]
    if not figure or not figure.number or not amounts or total not in report.form.totals:
        return
    rule, cells = report.form.totals[total][0]
    parts = [report.figures.get(cells[name]) for name in rule.formula.terms]
    above = [part for part in parts if part and part.number]
    counted = {cell for bound in statements.cells.values() for cell in bound}
    missing = [part for part in above if part.cell not in told]
    if len(missing) == len(above) or not any(part.cell in counted for part in above):
        return
    line = submission.prose.folded.line(amounts[0].start)
    values = {a.value for a in submission.prose.amounts_in(line.start, line.end)}
    if missing and values.isdisjoint(part.number for part in missing):
        names = "、".join(f"{part.name} {part.text}" for part in missing)
        yield UNMENTIONED_FIGURE.at(
            figure.span,
            f"“{figure.name}”是 {figure.text}，正文只说了其中一部分，没有写到：{names}",
            "补上一句",
            related=tuple(part.related for part in missing),
            subject=figure.name,
        )
