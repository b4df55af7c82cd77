"""The form (表式): sections, tables of indicators and rules, read from form.yaml.

A form is a folder of data named after its first report year; a new national or provincial form is
a new folder. Nothing that a form prescribes is in Python.
"""

from nianbao.form.model import (
    ACROSS,
    BLOCKS,
    DECIMAL,
    HEADING,
    LAST_YEAR,
    LIST,
    MATRIX,
    WHOLE,
    Binding,
    Block,
    Cell,
    Column,
    Excuse,
    Form,
    Indicator,
    Lineage,
    Rule,
    Section,
    Sum,
    Table,
    Unit,
    data_key,
)

__all__ = [
    "ACROSS",
    "BLOCKS",
    "DECIMAL",
    "HEADING",
    "LAST_YEAR",
    "LIST",
    "MATRIX",
    "WHOLE",
    "Binding",
    "Block",
    "Cell",
    "Column",
    "Excuse",
    "Form",
    "Indicator",
    "Lineage",
    "Rule",
    "Section",
    "Sum",
    "Table",
    "Unit",
    "data_key",
]
