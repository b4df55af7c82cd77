"""A view with everything in it that a report of a form may hold (样张), for the templates' checks."""

from __future__ import annotations

from datetime import date

from nianbao.form import Form
from nianbao.reading.yamltree import Scalar
from nianbao.report import Figure, Point, PointList, Report, SectionText
from nianbao.report.history import History
from nianbao.report.narrative import narrate
from nianbao.view import View, build_view


def specimen(form: Form) -> View:
    """Return a view of a form with everything in it that a report may hold.

    Its shape is what a template may refer to; its figures are the largest that a cell must take.
    """
    span = form.title.span

    def text(words: str) -> Scalar:
        return Scalar(words, "", span)

    points = PointList(form.list_styles[0], (Point(text("要点。"), (text("段落。"),)),), span)
    report = Report(
        form=form,
        form_named="",
        year=form.first_year,
        agency=text("示例市示例局"),
        signer=text("示例市示例局"),
        day=date(form.first_year + 1, 1, 31),
        day_span=span,
        number=text(f"示发〔{form.first_year + 1}〕1号"),
        sealed=False,
        filling=tuple((key, text("示例")) for key in form.filling) or (("填报单位", text("示例")),),
        contact=text("联系方式：示例"),
        sections=tuple(SectionText(section, (text("段落。"), points)) for section in form.sections),
        figures={cell: Figure(cell, 99_999_999, span) for cell in form.cells},
        waivers=(),
    )
    narrative, _ = narrate(report, History("", None))
    return build_view(report, narrative)
