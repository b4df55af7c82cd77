"""The report as a web page (html): one file, nothing fetched, no script.

In reading order:

    body         what a plain page says
    lenient      what any other page says
    page         the template, and what a page says
    fragment     a page's report alone, for a content system
"""

from __future__ import annotations

from nianbao.findings.finding import Finding
from nianbao.outputs.output import Conversion, Output, Template
from nianbao.store import Store
from nianbao.view import View


class WebPage(Output):
    """The report as a page of its own, for the site of the office."""

    def inspect(self, name: str, template: bytes, view: View) -> list[Finding]:
        """Check that it is UTF-8, and its tags."""
        from nianbao.outputs.sandbox import Sandbox
        from nianbao.outputs.text.texttags import inspect_text_template

        return inspect_text_template(name, template, view, Sandbox(autoescape=True))

    def compile(self, template: bytes, store: Store) -> Template:
        """Compile, escaping what is printed."""
        from nianbao.outputs.web.page import PageTemplate

        return PageTemplate.compile(template, store)

    def differences(self, view: View, data: bytes) -> list[str]:
        """Compare paragraphs and rows with the view's, both ways and in order."""
        from nianbao.outputs.web.page import page_differences

        return page_differences(view, data)


def _fragment(page: bytes) -> bytes:
    from nianbao.outputs.web.fragment import fragment

    return fragment(page)


FRAGMENT = Conversion("html", _fragment)  # 年报.片段.html
