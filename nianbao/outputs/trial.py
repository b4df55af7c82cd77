"""A template tried out: what reading cannot find, a rendered specimen shows.

That is a tag in a place that docxtpl does not know, or a text that the template does not print.
"""

from __future__ import annotations

from nianbao.findings.codes.of_documents import BAD_TEMPLATE, NOT_PRINTED
from nianbao.findings.finding import Finding
from nianbao.form import Form
from nianbao.outputs.errors import REMEDY, TemplateError, whole
from nianbao.outputs.output import Output, Template
from nianbao.specimen import specimen
from nianbao.store import Store

MOST = 5  # differences that are told; the others have most likely the same cause


def inspect_template(
    output: Output, name: str, data: bytes, form: Form, store: Store
) -> tuple[Template | None, list[Finding]]:
    """Return a template compiled, and all that is wrong with it for reports of a form.

    A template with anything wrong is not to be used.
    """
    view = specimen(form)
    if findings := output.inspect(name, data, view):
        return None, findings
    try:
        template = output.compile(data, store)
        rendered = template.render(view)
    except TemplateError as error:
        return None, [BAD_TEMPLATE.at(whole(name), f"试排不成功：{error}", REMEDY)]
    missing = output.differences(view, rendered)[:MOST]
    findings = [NOT_PRINTED.at(whole(name), f"试排后{each}", REMEDY) for each in missing]
    findings = findings or output.faults(name, rendered)
    return (None if findings else template), findings
