"""Checks on the figures: the form's 勾稽关系, and / beside 0 (catalogue 1–12, 14, 20, 21)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from nianbao.checks.figures.accused import accused
from nianbao.checks.figures.culprits import culprits
from nianbao.checks.figures.equations import Equations
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_sums import BROKEN_RELATION, SLASH_BESIDE_ZERO, SUM_MISMATCH
from nianbao.findings.finding import Finding, Related, Severity
from nianbao.form import Binding, Cell, Rule
from nianbao.form.formula import Failure, Number
from nianbao.report import Figure, Report
from nianbao.report.history import History

MAX_TERMS = 4  # of a sum that are named in the message itself
_SHOULD = {"＝": "等于", "≠": "不等于", "≤": "不大于", "≥": "不小于", "＜": "小于", "＞": "大于"}


def broken_rule(submission: Submission) -> Iterator[Finding]:
    """A 勾稽关系 of the form that the figures do not meet (国办发〔2014〕32号, 国办公开办函〔2021〕30号).

    What only echoes another is not reported: a rule broken through a total that was computed from
    figures already found wrong, and a soft rule over such figures.
    """
    report = submission.report
    rules = [rule for rule in report.form.rules if not _excused(rule, report)]
    failures = list(_failures(rules, report, submission.history))
    if failures:
        found, values = culprits(Equations(report, submission.history, rules))
        yield from (accused(culprit, report) for culprit in found)
        if found:
            report = _corrected(report, values)
            failures = list(_failures(rules, report, submission.history))
    doubtful = {
        known[name].cell
        for rule, failure, known in failures
        if _is_wrong_sum(rule, known)
        for name in failure.names
        if not known[name].computed
    }
    for rule, failure, known in failures:
        figures = [known[name] for name in failure.names]
        behind = {cell for f in figures if f.computed for cell in _computed_from(f.cell, report)}
        if rule.severity is not Severity.ERROR:
            behind |= {figure.cell for figure in figures}
        if _is_wrong_sum(rule, known) or doubtful.isdisjoint(behind):
            yield _broken(rule, failure, known)


def _corrected(report: Report, values: Mapping[Cell, Number]) -> Report:
    """Return the report with figures as they should be, and the totals that follow from them."""
    figures = dict(report.figures)

    def number(cell: Cell) -> Number:
        sums = report.form.totals.get(cell, ())
        if cell in values or cell not in figures:
            return values.get(cell, 0)
        if not sums or not figures[cell].computed:
            return figures[cell].number
        rule, cells = sums[0]
        return rule.formula.compute(lambda name: number(cells[name]))

    for cell, figure in report.figures.items():
        if figure.value is not None and cell.indicator.columns:
            figures[cell] = figure._replace(value=number(cell))
    return report._replace(figures=figures)


def _is_wrong_sum(rule: Rule, known: Mapping[str, Figure]) -> bool:
    """Tell whether a broken rule is a sum whose total was typed: a cause, and no echo."""
    total = rule.formula.total
    return rule.severity is Severity.ERROR and total is not None and not known[total].computed


def _failures(
    rules: Iterable[Rule], report: Report, history: History
) -> Iterator[tuple[Rule, Failure, dict[str, Figure]]]:
    """Yield each comparison that does not hold, with the figures of its rule; hard rules first."""
    for rule in sorted(rules, key=lambda rule: rule.severity is not Severity.ERROR):
        for binding in rule.bindings:
            known = _figures(binding, report, history)
            if len(known) < len(rule.formula.names):
                continue  # a missing figure has its own finding
            numbers = {name: figure.number for name, figure in known.items()}
            for failure in rule.formula.failures(numbers.__getitem__):
                yield rule, failure, known


def _computed_from(cell: Cell, report: Report) -> Iterator[Cell]:
    """Yield the typed figures that a computed total comes from."""
    for rule, cells in report.form.totals.get(cell, ())[:1]:
        for term in (cells[name] for name in rule.formula.terms):
            figure = report.figures.get(term)
            if figure is not None and figure.computed:
                yield from _computed_from(term, report)
            else:
                yield term


def _figures(binding: Binding, report: Report, history: History) -> dict[str, Figure]:
    """Return the figures that the names of a rule stand for, as far as they are known."""
    figures = report.figures
    known = {name: figures[cell] for name, cell in binding.cells.items() if cell in figures}
    for name, address in binding.before.items():
        if figure := history.figure(*address):
            known[name] = figure
    return known


def _excused(rule: Rule, report: Report) -> bool:
    if rule.excuse is None:
        return False
    text = report.text(rule.excuse.section)
    return any(word in text for word in rule.excuse.words)


def _broken(rule: Rule, failure: Failure, figures: Mapping[str, Figure]) -> Finding:
    named = [figures[name] for name in failure.names]
    if len(rule.formula.terms) > 1 and rule.formula.total and not named[0].computed:
        code, (total, *terms) = SUM_MISMATCH, named
        parts = f"（{_sum(failure.right_text, figures)}）" if len(terms) <= MAX_TERMS else ""
        message = f"{_value(total)}，各分项之和为 {failure.right}{parts}"
        help_ = f"改{total.name}为 {failure.right}，或改有误的分项"
    else:
        code, help_ = BROKEN_RELATION, "核对这几个数"
        message, named = _unmet(rule, failure, figures)
    first, *others = named
    return code.at(
        first.span,
        f"{message}〔{rule.number}〕",
        help_ + (f"。{rule.explanation}" if rule.explanation else ""),
        related=tuple(
            Related(f.span, f"{f.name} {f.text}{'（合计）' if f.computed else ''}") for f in others
        ),
        subject=first.name,
        severity=rule.severity,
        waivable=rule.waivable,
    )


def _unmet(rule: Rule, failure: Failure, figures: Mapping[str, Figure]) -> tuple[str, list[Figure]]:
    """Say which comparison does not hold; return also the figures in it, the first one first."""
    *_, relation = re.split(r"\s则\s", rule.formula.text)
    if re.search(r"\s或\s", relation):  # no one figure is to blame: say the rule itself
        named = [figures[name] for name in rule.formula.names]
        given = f"{_value(named[0])}，" if rule.formula.condition is not None else ""
        return f"{given}应有：{' '.join(relation.split())}", named
    left, on_left = _side(failure.left_text, failure.left, figures)
    right, on_right = _side(failure.right_text, failure.right, figures)
    amount = f"（{failure.right}）" if on_right else ""
    message = f"{left}为 {failure.left}，应当{_SHOULD[failure.operator]}{right}{amount}"
    named = [*on_left, *on_right]
    if rule.formula.condition is not None:
        given_figures = [figures[n] for n in rule.formula.names if n not in failure.names]
        message = "".join(f"{_value(figure)}，" for figure in given_figures) + message
        named += given_figures
    return message, named


def _side(text: str, value: Number, figures: Mapping[str, Figure]) -> tuple[str, list[Figure]]:
    """Put a side of a relation in words, with its figures; of max(…) only the one that counts."""
    if text.startswith(("max(", "min(")):
        names = text[4:-1].split("、")
        text = next((n for n in names if n in figures and figures[n].number == value), text)
    parts = [figures[name] for name in re.split("[＋－×]", text) if name in figures]
    if text in figures:
        return parts[0].name, parts
    if len(parts) == text.count("＋") + 1:
        if len(parts) == 2:
            return " ＋ ".join(part.name for part in parts), parts
        return f"{parts[0].name}等 {len(parts)} 项之和", parts
    return f" {text}", parts


def _value(figure: Figure) -> str:
    return f"{figure.name}为 {figure.text}"


def _sum(text: str, figures: Mapping[str, Figure]) -> str:
    """Write a sum out with its figures: 当面申请数 200 ＋ 传真申请数 0."""
    steps = re.split("([＋－×])", text)
    return " ".join(
        f"{figures[step].name} {figures[step].text}" if step in figures else step for step in steps
    )


def slash_beside_zero(submission: Submission) -> Iterator[Finding]:
    """`/` (不适用) and 0 (没有) in one block of the table: usually the same was meant."""
    report = submission.report
    for name, indicators in report.form.groups.items():
        figures = [figure for indicator in indicators for figure in report.row(indicator)]
        slashes = [figure for figure in figures if figure.value is None]
        zeros = [figure for figure in figures if figure.value == 0 and not figure.computed]
        if slashes and zeros:
            yield SLASH_BESIDE_ZERO.at(
                slashes[0].span,
                f"“{name}”里 / 和 0 混用：{len(slashes)} 处 /，{len(zeros)} 处 0",
                "没有发生的填 0，确实不适用的才填 /",
                related=tuple(figure.related for figure in (*slashes[1:], zeros[0])),
                subject=name,
            )
