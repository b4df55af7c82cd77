"""The one list of codes (代码): every kind of finding there is, declared once.

A check yields `CODE.at(span, …)`. The manuals' tables, SARIF's rules, --only, --ignore and 设置.yaml
are read from here.

In reading order:

    of_writing     what YAML would misread
    of_shape       what a data file must and must not have
    of_figures     figures as they are typed
    of_references  references in the texts
    of_sums        勾稽关系 and 核实
    of_texts       what the running text says
    of_wording     how the running text is worded
    of_documents   templates and finished files
    of_forms       forms and the lexicon
"""

from __future__ import annotations

from nianbao.findings.codes import (
    of_documents,
    of_figures,
    of_forms,
    of_references,
    of_shape,
    of_sums,
    of_texts,
    of_wording,
    of_writing,
)
from nianbao.findings.finding import Code, Group

GROUPS: tuple[Group, ...] = tuple(
    module.GROUP
    for module in (
        of_writing,
        of_shape,
        of_figures,
        of_references,
        of_sums,
        of_texts,
        of_wording,
        of_documents,
        of_forms,
    )
)
CODES: dict[str, Code] = {code: code for group in GROUPS for code in group.codes}
