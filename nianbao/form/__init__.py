"""The form (表式): sections, indicators and rules of a yearly report, read from form.yaml.

A form is a folder of data named after its first report year; a new national or provincial form is
a new folder. Nothing that a form prescribes is in Python.
"""

from nianbao.form.model import (
    DECIMAL,
    HEADING,
    WHOLE,
    Excuse,
    Form,
    Indicator,
    Rule,
    Section,
    Unit,
    data_key,
)
from nianbao.form.reader import bind_form, read_form

__all__ = [
    "DECIMAL",
    "HEADING",
    "WHOLE",
    "Excuse",
    "Form",
    "Indicator",
    "Rule",
    "Section",
    "Unit",
    "bind_form",
    "data_key",
    "read_form",
]
