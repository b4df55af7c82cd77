"""Choosing the form of a data file: the one it names, else the newest not later than its year."""

from __future__ import annotations

from typing import Protocol

from nianbao.findings.codes.of_figures import WRONG_FORM
from nianbao.findings.codes.of_shape import NO_FORM, UNKNOWN_FORM
from nianbao.findings.finding import Code, Finding
from nianbao.form.model import Form
from nianbao.reading.fields import or_nearest
from nianbao.reading.yamltree import Mapping, Scalar
from nianbao.source import Span


class Forms(Protocol):
    """The forms there are; a workspace is one."""

    def names(self) -> list[str]:
        """Return the names of all forms."""

    def national(self) -> dict[int, str]:
        """Return the names of the national forms by their first report year."""

    def form(self, name: str) -> tuple[Form | None, tuple[Finding, ...]]:
        """Return a form by its name, and what is wrong with it."""


def choose_form(root: Mapping, year: int, forms: Forms) -> tuple[Form | None, tuple[Finding, ...]]:
    """Return the form of a data file of a year; a name or year without a form is a finding."""
    named = root.get("表式")
    if isinstance(named, Scalar) and named.text.strip():
        known = forms.names()
        if named.text in known:
            return forms.form(named.text)
        message = f"没有表式“{named.text}”{or_nearest(named.text, known)}"
        return _none(UNKNOWN_FORM, message, named.span, f"现有表式：{'、'.join(known)}")
    year_typed = root.get("年度")
    start = root.span.source.span(1, 1)
    return form_of_year(year, forms, year_typed.span if year_typed else start)


def form_of_year(year: int, forms: Forms, span: Span) -> tuple[Form | None, tuple[Finding, ...]]:
    """Return the newest national form not later than a year."""
    national = forms.national()
    early = [first for first in national if first <= year]
    if early:
        return forms.form(national[max(early)])
    since = f"，最早的一种从 {min(national)} 年度起用" if national else ""
    message = f"{year} 年度没有全国统一的表式{since}"
    help_ = f"核对年份；确要编 {year} 年的年报，在数据文件里用“表式:”指明自备的表式"
    return _none(NO_FORM, message, span, help_)


def other_form(root: Mapping, form: Form, forms: Forms) -> Finding | None:
    """Report a table that is not written on its year's form but wholly on another.

    Old files get reused after a change of form: one finding says more than one for each row.
    """
    entry = next((entry for entry in root.entries if entry.key.text == "统计表"), None)
    if entry is None or not isinstance(entry.value, Mapping):
        return None
    rows = {
        (group.key.text, row.key.text)
        for group in entry.value.entries
        if isinstance(group.value, Mapping)
        for row in group.value.entries
    }
    if rows <= _rows(form):
        return None
    for name in forms.national().values():
        other, _ = forms.form(name)
        if other and other is not form and rows <= _rows(other):
            return WRONG_FORM.at(
                entry.key.span,
                f"统计表是照“{other.name}”写的，这一年要用“{form.name}”",
                "核对年度；要换表式，就用 make new 由上年起草一份，把数挪过去",
            )
    return None


def _rows(form: Form) -> set[tuple[str, str]]:
    return {(row.group, row.name) for row in form.values}


def _none(code: Code, message: str, span: Span, help_: str) -> tuple[None, tuple[Finding, ...]]:
    return None, (code.at(span, message, help_),)
