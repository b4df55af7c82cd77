"""The Word report (docx): its package, its tags, its compiled template.

In reading order:

    xmlpart      XML parsed strictly
    archive      the zip of an Office file, its properties
    imprint      how a file tells that it is as it was written
    printed      what it prints, as it was just rendered
    chart_book   the workbook within a chart
    chart        a chart that Word draws
    package      the parts of a Word file, read within bounds
    ooxml        the rules of WordprocessingML
    links        parts, relationships, nothing active
    tags         the tags of a Word template
    publication  what a published file must not carry
    restyled     what looks otherwise than the template has it
    document     what a reader sees in it, whatever it is
    comparison   a finished file compared with what the data say
    inspection   a template or a document checked as a whole
    docx         the one file that knows docxtpl
"""

from __future__ import annotations

from nianbao.findings.finding import Finding
from nianbao.outputs.errors import TemplateError
from nianbao.outputs.output import Output, Template
from nianbao.store import Store
from nianbao.view import View


class Word(Output):
    """The Word report."""

    def inspect(self, name: str, template: bytes, view: View) -> list[Finding]:
        """Check the package, its XML and its tags."""
        from nianbao.outputs.word.inspection import inspect_word_template

        return inspect_word_template(name, template, view)

    def compile(self, template: bytes, store: Store) -> Template:
        """Compile by way of docxtpl."""
        from nianbao.outputs.word.docx import WordTemplate

        return WordTemplate.compile(template, store)

    def differences(self, view: View, data: bytes) -> list[str]:
        """Compare paragraphs and rows with the view's."""
        from nianbao.outputs.readback import NotPlainError
        from nianbao.outputs.word.printed import document_differences, read_printed

        try:
            document = read_printed(data)
        except NotPlainError:
            from nianbao.outputs.word.document import read_document

            try:
                document = read_document(data)
            except TemplateError as error:  # a tag in a place where it makes no XML
                return [f"生成的{error}"]
        return document_differences(view, document)

    def faults(self, name: str, data: bytes) -> list[Finding]:
        """Check a finished file as one that came from anywhere."""
        from nianbao.outputs.word.inspection import inspect_document

        return inspect_document(name, data)
