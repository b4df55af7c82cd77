"""What can be wrong with a template."""

from nianbao.files import CannotError


class TemplateError(CannotError):
    """A template that cannot be used; the message is for its editor, in Chinese."""
