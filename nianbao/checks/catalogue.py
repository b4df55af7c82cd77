"""The catalogue of checks (检查): each a generator with a docstring, listed in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from nianbao.checks.against_table.activities import activity_without_figure, unmentioned_figure
from nianbao.checks.against_table.alike import all_alike
from nianbao.checks.against_table.breakdowns import breakdown_sum
from nianbao.checks.against_table.denials import negation_mismatch
from nianbao.checks.against_table.fees import fee_mismatch, processing_fee
from nianbao.checks.against_table.growth import growth, rate_and_times
from nianbao.checks.against_table.mismatches import (
    repeated_figure,
    surviving_figure,
    text_table_mismatch,
)
from nianbao.checks.against_table.shares import share
from nianbao.checks.figures.outliers import outlier, same_table
from nianbao.checks.figures.relations import broken_rule, slash_beside_zero
from nianbao.checks.parts.bodies import (
    misspelt_agency,
    other_city,
    other_subject,
    rules_of_others,
)
from nianbao.checks.parts.copies import copied_paragraph
from nianbao.checks.parts.dates import day_after_signature, written_day
from nianbao.checks.parts.demands import demands, no_full_stop, unstated_scope
from nianbao.checks.parts.drafts import unfilled_draft
from nianbao.checks.parts.introduction import parts_in_introduction, period
from nianbao.checks.parts.letters import called_summary, letter_wording
from nianbao.checks.parts.ordinals import mixed_numbering, orphan_ordinal
from nianbao.checks.parts.problems import only_praise, problems_and_measures
from nianbao.checks.parts.repeats import printed_twice, same_term_twice, told_twice
from nianbao.checks.parts.sample import sample_left
from nianbao.checks.parts.signature import agency_names, signature_date
from nianbao.checks.parts.title import title_break
from nianbao.checks.parts.years import vague_year, wrong_year
from nianbao.checks.submission import Submission
from nianbao.checks.wording.agencies import other_agency
from nianbao.checks.wording.citations import document_number, undefined_abbreviation
from nianbao.checks.wording.leftovers import (
    conversion_residue,
    manual_indent,
    placeholder,
    rare_characters,
    space_in_text,
)
from nianbao.checks.wording.naming import varying_names
from nianbao.checks.wording.persons import personal_data
from nianbao.checks.wording.phrases import (
    better_wording,
    label_echo,
    missing_characters,
    outdated_wording,
    verb_noun,
)
from nianbao.checks.wording.punctuation import (
    doubled_punctuation,
    halfwidth_punctuation,
    missing_stop,
)
from nianbao.checks.wording.quotes import straight_quote, unbalanced_brackets
from nianbao.findings.finding import Finding

Check = Callable[[Submission], Iterator[Finding]]

# In this order they are printed where several speak of one place.
MOST = 300  # findings of one check; a reader mends the first ones and looks again
CHECKS: tuple[Check, ...] = (
    broken_rule,
    slash_beside_zero,
    unfilled_draft,
    text_table_mismatch,
    all_alike,
    activity_without_figure,
    repeated_figure,
    unmentioned_figure,
    breakdown_sum,
    share,
    growth,
    rate_and_times,
    negation_mismatch,
    fee_mismatch,
    processing_fee,
    title_break,
    parts_in_introduction,
    period,
    written_day,
    day_after_signature,
    agency_names,
    misspelt_agency,
    other_subject,
    other_city,
    rules_of_others,
    signature_date,
    demands,
    unstated_scope,
    no_full_stop,
    vague_year,
    wrong_year,
    letter_wording,
    called_summary,
    orphan_ordinal,
    mixed_numbering,
    problems_and_measures,
    only_praise,
    printed_twice,
    told_twice,
    same_term_twice,
    copied_paragraph,
    sample_left,
    surviving_figure,
    outlier,
    same_table,
    doubled_punctuation,
    halfwidth_punctuation,
    missing_stop,
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
    better_wording,
    rare_characters,
)


def check(submission: Submission) -> list[Finding]:
    """Run every check; of what one check finds more than MOST times, so many are told."""
    return [finding for each in CHECKS for finding in islice(each(submission), MOST)]
