"""What can be wrong with a template or a file, and where that is."""

from nianbao.files import CannotError
from nianbao.source import Source, Span

REMEDY = "改模板，或从 git 取回原来的"


class TemplateError(CannotError):
    """A template that cannot be used; the message is for its editor, in Chinese."""


def whole(name: str) -> Span:
    """Return the place of a file or part as such, where no line of it is meant."""
    return Source(name, "", ("",)).span(1, 1)
