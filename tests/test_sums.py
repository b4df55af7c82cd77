"""Properties of the arithmetic: consistent figures are silent, one changed figure is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.checks.figures.relations import broken_rule
from nianbao.checks.submission import Submission
from nianbao.examine import examine
from nianbao.findings.finding import Severity
from nianbao.form import Cell, Form
from nianbao.form.formula import Number
from nianbao.report import Figure, Report
from nianbao.report.history import History

TEMPLATES = ROOT / "templates"
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def base(path: Path, year: int) -> Submission:
    """A report of the form, whose figures are replaced."""
    edition = examine(WORKSPACE, path, year)
    assert edition.report
    assert edition.narrative
    return Submission(edition.report, edition.narrative, History("", None), WORKSPACE.lexicon()[0])


WIDE = base(ROOT / "data/示例局/2025.yaml", 2025)
LIST = base(ROOT / "data/2017.yaml", 2017)

Numbers = dict[Cell, Number]


def with_numbers(submission: Submission, numbers: Numbers) -> Submission:
    report = submission.report
    figures = {
        cell: Figure(cell, numbers[cell], report.figures[cell].span) for cell in report.form.cells
    }
    return replace(submission, report=report._replace(figures=figures))


def errors(submission: Submission) -> list[str]:
    findings = broken_rule(submission)
    return [finding.message for finding in findings if finding.severity is Severity.ERROR]


def totalled(form: Form, numbers: Numbers) -> Numbers:
    """Compute every total from the form's rules; inner totals come first."""
    todo = dict(form.totals)
    while todo:
        for cell, (first, *_) in list(todo.items()):
            terms = {name: first.cells[name] for name in first.rule.formula.terms}
            if not set(terms.values()) & todo.keys():
                values = {name: numbers[term] for name, term in terms.items()}
                numbers[cell] = first.rule.formula.compute(values.__getitem__)
                del todo[cell]
    return numbers


@st.composite
def consistent_wide(draw: st.DrawFn) -> Numbers:
    """Figures of the 2021 tables that add up: what came in is what was handled or carried on."""
    form = WIDE.report.form
    count = st.integers(0, 500)
    numbers: Numbers = {cell: draw(count) for cell in form.cells}
    (handled,) = form.rows("本年度办理结果.总计")
    (carried_on,) = form.rows("结转下年度继续办理")
    (new,) = form.rows("本年新收政府信息公开申请数量")
    (carried_over,) = form.rows("上年结转政府信息公开申请数量")
    numbers = totalled(form, numbers)
    for place in range(len(new.columns) - 1):
        out = sum(numbers[Cell(row, row.columns[place])] for row in (handled, carried_on))
        before = draw(st.integers(0, int(out)))
        numbers[Cell(carried_over, carried_over.columns[place])] = before
        numbers[Cell(new, new.columns[place])] = out - before
    return totalled(form, numbers)


@st.composite
def consistent_list(draw: st.DrawFn) -> Numbers:
    """Figures of the 2014 table that add up and keep its inequalities."""
    form = LIST.report.form
    numbers: Numbers = {cell: draw(st.integers(0, 500)) for cell in form.cells}

    def cell(name: str) -> Cell:
        (found,) = form.find(name)
        return found

    channels = [numbers[c] for c in form.cells if c.indicator.name.endswith("公开政府信息数")][-5:]
    total = draw(st.integers(int(max(channels)), int(sum(channels))))
    numbers[cell("主动公开政府信息数")] = total
    for part, whole in (
        ("主动公开规范性文件数", "主动公开政府信息数"),
        ("主要负责同志参加新闻发布会次数", "参加或举办新闻发布会总次数"),
        ("主要负责同志参加政府网站在线访谈次数", "政府网站在线访谈次数"),
    ):
        numbers[cell(part)] = draw(st.integers(0, int(numbers[cell(whole)])))
    return totalled(form, numbers)


@FEW
@given(numbers=consistent_wide())
def test_consistent_figures_of_the_wide_tables_are_silent(numbers: Numbers) -> None:
    assert errors(with_numbers(WIDE, numbers)) == []


@FEW
@given(numbers=consistent_list())
def test_consistent_figures_of_the_list_are_silent(numbers: Numbers) -> None:
    assert errors(with_numbers(LIST, numbers)) == []


def in_sums(report: Report) -> list[Cell]:
    """The cells that an equation covers: a change of one of them breaks it."""
    return [
        cell
        for cell in report.form.cells
        if any(cell in sum_.cells.values() for sums in report.form.totals.values() for sum_ in sums)
    ]


@pytest.mark.parametrize(("submission", "least"), [(WIDE, 190), (LIST, 34)], ids=["wide", "list"])
def test_many_cells_are_covered(submission: Submission, least: int) -> None:
    assert len(in_sums(submission.report)) >= least


@FEW
@given(data=st.data())
@pytest.mark.parametrize(
    ("submission", "consistent"),
    [(WIDE, consistent_wide()), (LIST, consistent_list())],
    ids=["wide", "list"],
)
def test_any_single_change_of_a_covered_figure_is_found(
    submission: Submission, consistent: st.SearchStrategy[Numbers], data: st.DataObject
) -> None:
    numbers = data.draw(consistent)
    cell = data.draw(st.sampled_from(in_sums(submission.report)))
    by = data.draw(st.integers(1, 1000))
    assert errors(with_numbers(submission, {**numbers, cell: numbers[cell] + by}))
