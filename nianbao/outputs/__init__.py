"""Outputs (输出): a view and a form's templates give the bytes of the report's files.

Each file is read back before it counts: what was typed is what is printed.

In reading order:

    errors         what can be wrong with a template
    output         what an output is
    sandbox        templates in Jinja's sandbox, compiled once
    readback       what an output says, compared with the view
    names          the names that a tag may use
    tagging        what tags are made of
    word           the Word report
    text           the plain-text twin
    charts         pictures of figures, and the pages that they stand on
    web            the report as a web page
    glance         the year's figures at a glance
    fonts          fonts that are asked for, and what replaced them
    pdf            the Word report made into a PDF
    layout         a form's first Word layout
    shipped        the templates that come with the code
    trial          a template tried out
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from nianbao.files import shown
from nianbao.findings.codes.of_documents import BAD_TEMPLATE, NOT_PRINTED
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.outputs.errors import REMEDY, TemplateError, whole
from nianbao.outputs.glance import GLANCE, GLANCE_PAGE, GLANCE_WORD
from nianbao.outputs.glance.drawing import Drawing
from nianbao.outputs.output import Conversion, Output, Template
from nianbao.outputs.shipped import is_shipped
from nianbao.outputs.text import PlainText
from nianbao.outputs.web import FRAGMENT, WebPage
from nianbao.outputs.word import Word
from nianbao.source import Span
from nianbao.view import View
from nianbao.workspace import Part, Workspace


def _to_pdf(docx: bytes) -> bytes:
    from nianbao.outputs.pdf import to_pdf  # what it takes to run LibreOffice

    return to_pdf(docx)


def _replaced(docx: bytes, pdf: bytes) -> list[str]:
    from nianbao.outputs.fonts import replaced

    return replaced(docx, pdf)


OUTPUTS: dict[str, Output | Conversion | Drawing] = {
    "docx": Word(),
    "txt": PlainText(),
    "html": WebPage(),
    "片段.html": FRAGMENT,
    "pdf": Conversion("docx", _to_pdf, _replaced),
    f"{GLANCE}.docx": GLANCE_WORD,
    f"{GLANCE}.html": GLANCE_PAGE,
}
USUAL = ("docx", "txt")  # what a report is written as where nothing else is asked for


def render(
    workspace: Workspace, view: View, form: Form, formats: Iterable[str]
) -> tuple[dict[str, bytes], list[Finding]]:
    """Return the report's files by format, each read back; a broken template is a finding.

    In the place of a format that is made from another comes that one; `convert` makes it then.
    """
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name in dict.fromkeys(map(_origin, formats)):
        if isinstance(drawing := OUTPUTS[name], Drawing):
            _draw(workspace, view, form, name, drawing, files, findings)
            continue
        template, found = load(workspace, name, form)
        findings += found
        if template is None:
            continue
        try:
            files[name] = template.render(view)
        except TemplateError as error:
            findings.append(BAD_TEMPLATE.at(_place(form, name), str(error), REMEDY))
            continue
        for difference in templated()[name].differences(view, files[name]):
            findings.append(NOT_PRINTED.at(_place(form, name), difference, REMEDY))
    return files, findings


def _draw(
    workspace: Workspace, view: View, form: Form, name: str, drawing: Drawing,
    files: dict[str, bytes], findings: list[Finding],
) -> None:  # fmt: skip
    looks = template_path(form, drawing.looks_of) if drawing.looks_of else None
    template = workspace.read(looks).data if looks else b""
    place = whole(shown(looks)) if looks else whole(form.source.name)
    try:
        files[name] = drawing.draw(view, template)
    except TemplateError as error:
        findings.append(BAD_TEMPLATE.at(place, str(error), REMEDY))
        return
    said = drawing.differences(view, files[name])
    findings += [NOT_PRINTED.at(place, difference, REMEDY) for difference in said]


def convert(files: Mapping[str, bytes], formats: Iterable[str]) -> dict[str, bytes]:
    """Return the files that are made from others; CannotError where one cannot be.

    This is a step of its own, so that a missing program does not keep back the files it needs.
    """
    conversions = ((name, OUTPUTS[name]) for name in formats)
    return {
        name: each.convert(files[each.source])
        for name, each in conversions
        if isinstance(each, Conversion)
    }


def remarks(files: Mapping[str, bytes], made: Mapping[str, bytes]) -> list[str]:
    """Return in Chinese what should be known of files that were made from others."""
    conversions = ((name, OUTPUTS[name]) for name in made)
    return [
        remark
        for name, each in conversions
        if isinstance(each, Conversion)
        for remark in each.remarks(files[each.source], made[name])
    ]


def templated() -> dict[str, Output]:
    """Return the outputs that have a template of their own."""
    return {name: each for name, each in OUTPUTS.items() if isinstance(each, Output)}


def load(workspace: Workspace, name: str, form: Form) -> tuple[Template | None, list[Finding]]:
    """Return the template of an output, compiled, or what is wrong with it.

    Its file is read anew each time; it is inspected and compiled again where it or the form is
    another. What was shipped with the code was inspected then.
    """
    part = workspace.read(template_path(form, name))

    def make() -> tuple[Template | None, list[Finding]]:
        if not is_shipped(part.data, form):
            return _inspected(workspace, name, part, form)
        try:
            return templated()[name].compile(part.data, workspace.store), []
        except TemplateError as error:
            return None, [BAD_TEMPLATE.at(whole(part.name), str(error), REMEDY)]

    return workspace.memo(f"{name} template", part.path, (part.data, form), make)


def check_templates(workspace: Workspace, form: Form) -> list[Finding]:
    """Return all that is wrong with the templates of a form, those that were shipped too."""
    return [
        finding
        for name in templated()
        if name in USUAL or template_path(form, name).is_file()
        for finding in _inspected(workspace, name, workspace.read(template_path(form, name)), form)[
            1
        ]
    ]


def _inspected(
    workspace: Workspace, name: str, part: Part, form: Form
) -> tuple[Template | None, list[Finding]]:
    from nianbao.outputs.trial import inspect_template

    return inspect_template(templated()[name], part.name, part.data, form, workspace.store)


def _origin(name: str) -> str:
    output = OUTPUTS[name]
    return output.source if isinstance(output, Conversion) else name


def template_path(form: Form, name: str) -> Path:
    """Return where a template lies: with the form, or, if it has none, with all forms."""
    own, shared = (folder / f"report.{name}" for folder in (form.folder, form.folder.parent))
    return shared if shared.is_file() and not own.is_file() else own


def _place(form: Form, name: str) -> Span:
    return whole(shown(template_path(form, name)))
