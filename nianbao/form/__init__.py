"""The form (表式): sections, tables of indicators and rules, read from form.yaml.

A form is a folder of data named after its first report year; a new national or provincial form is
a new folder. Nothing that a form prescribes is in Python.

In reading order:

    formula         the small language of the 勾稽关系
    vocabulary      words looked for in a text all at once
    patterns        regular expressions that a lexicon may hold
    set_phrases     set phrases, and what is nearly one
    lexicon         the words that the checks look for in prose (用语表)
    table           its tables of indicators
    speech          how texts speak of its cells (说法)
    wording         what a form says of the texts (文字)
    model           what a form prescribes
    table_reader    reading its tables
    rule_reader     reading its rules
    wording_reader  reading what it says of the texts
    reader          reading a form.yaml
    choice          which form a data file is written on
    counterparts    which cells of two forms are one
    schema          the form's JSON schema, for editors
"""

from nianbao.form.model import (
    LYING,
    UPRIGHT,
    Binding,
    Excuse,
    Exhibit,
    Form,
    Lineage,
    Rule,
    Section,
    Sum,
)
from nianbao.form.table import (
    ACROSS,
    BLOCKS,
    DECIMAL,
    HEADING,
    LAST_YEAR,
    LIST,
    MATRIX,
    WHOLE,
    Block,
    Cell,
    Column,
    Indicator,
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
    "LYING",
    "MATRIX",
    "UPRIGHT",
    "WHOLE",
    "Binding",
    "Block",
    "Cell",
    "Column",
    "Excuse",
    "Exhibit",
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
