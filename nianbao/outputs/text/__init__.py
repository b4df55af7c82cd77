"""The plain-text twin (txt).

In reading order:

    columns      tables, figures first
    twin         the template and its filters
    texttags     its tags checked before they run
"""

from __future__ import annotations

from nianbao.findings.finding import Finding
from nianbao.outputs.output import Output, Template
from nianbao.store import Store
from nianbao.view import View


class PlainText(Output):
    """The report as plain text, for reading, searching and comparing."""

    def inspect(self, name: str, template: bytes, view: View) -> list[Finding]:
        """Check that it is UTF-8, and its tags."""
        from nianbao.outputs.text.texttags import inspect_text_template

        return inspect_text_template(name, template, view)

    def compile(self, template: bytes, store: Store) -> Template:
        """Compile with the filters that set columns side by side."""
        from nianbao.outputs.text.twin import TextTemplate

        return TextTemplate.compile(template, store)

    def differences(self, view: View, data: bytes) -> list[str]:
        """Compare lines with the view's."""
        from nianbao.outputs.text.twin import text_differences

        return text_differences(view, data)
