"""What can be wrong with a template."""


class TemplateError(Exception):
    """A template that cannot be used; the message is for its editor, in Chinese."""
