"""The checks on the running text (catalogue 51–65), in the order of the catalogue.

None blocks a report: the office decides what it publishes.
"""

from __future__ import annotations

from nianbao.checks.wording.leftovers import (
    conversion_residue,
    manual_indent,
    placeholder,
    space_in_text,
)
from nianbao.checks.wording.naming import other_agency, undefined_abbreviation, varying_names
from nianbao.checks.wording.punctuation import (
    doubled_punctuation,
    halfwidth_punctuation,
    straight_quote,
    unbalanced_brackets,
)
from nianbao.checks.wording.slips import (
    document_number,
    label_echo,
    missing_characters,
    outdated_wording,
    personal_data,
    verb_noun,
)

HYGIENE = (
    doubled_punctuation,
    halfwidth_punctuation,
    straight_quote,
    unbalanced_brackets,
    placeholder,
    conversion_residue,
    space_in_text,
    manual_indent,
    label_echo,
    other_agency,
    varying_names,
    undefined_abbreviation,
    missing_characters,
    verb_noun,
    document_number,
    personal_data,
    outdated_wording,
)
