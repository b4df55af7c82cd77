"""What can be wrong with a template or a file, and where that is."""

from nianbao.files import CannotError
from nianbao.findings.finding import Code, Finding, Severity
from nianbao.source import Source, Span

REMEDY = "改模板，或从 git 取回原来的"


class TemplateError(CannotError):
    """A template that cannot be used; the message is for its editor, in Chinese."""


def tolerated(code: Code, span: Span, message: str, help_: str) -> Finding:
    """Return a finding of what Word opens all the same: a warning in a finished file.

    In a template it is an error, as any warning is there.
    """
    return code.at(span, message, help_, severity=Severity.WARNING, waivable=False)


def whole(name: str) -> Span:
    """Return the place of a file or part as such, where no line of it is meant."""
    return Source(name, "", ("",)).span(1, 1)
