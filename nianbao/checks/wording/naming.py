"""Checks on names: one thing, one name (catalogue 59).

Which names mean the same is data, in templates/lexicon.yaml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.checks.wording.agencies import own_name
from nianbao.findings.codes.of_wording import VARYING_NAMES
from nianbao.findings.finding import Finding, Related
from nianbao.form.lexicon import SUFFIX_MARK, Family
from nianbao.form.vocabulary import Found, Vocabulary, apart

MAX_RELATED = 6
_NOT_AFTER = frozenset("全各属《")  # 全局, 各我局: something else


def varying_names(submission: Submission) -> Iterator[Finding]:
    """One thing under several names: 微信公众号 and 公众微信, 我局 and 市局 (catalogue 59).

    Reported once for each rarer name, at its first use; what stands in 《》 or “” is none. The
    families are data: 异名 and 自称 in the lexicon.
    """
    lexicon, text = submission.lexicon, submission.prose.folded
    for family in lexicon.families:
        yield from _varying(text, submission.phrases, family)
    own = own_name(submission.report, lexicon)
    if own.kind and lexicon.selves:
        names = [name.replace(SUFFIX_MARK, own.kind) for name in lexicon.selves]
        if own.level and own.kind != "政府":
            names.append(own.level + own.kind)
        spellings = {name: number for number, name in enumerate(names)}
        selves = Family(f"我{own.kind}", spellings, lexicon.not_selves, ())
        yield from _varying(text, Vocabulary(names).find(text.text), selves)


def _varying(lines: Lines, found: Iterable[Found], family: Family) -> Iterator[Finding]:
    spellings = family.spellings
    uses: dict[int, list[Found]] = {}
    for each in apart(found, spellings):
        before = lines.text[max(0, each.start - 1) : each.start]
        if before not in _NOT_AFTER and not lines.text.startswith(family.not_before, each.end):
            uses.setdefault(spellings[each.words], []).append(each)
    if len(uses) < 2:
        return
    usual = min(
        uses,
        key=lambda group: (-len(uses[group]), group != spellings.get(family.preferred), group),
    )
    for group in uses.keys() - {usual}:  # what stands in 《》 or “” is the name of something
        uses[group] = [use for use in uses[group] if not lines.quoted(use.start)]
    uses = {group: of for group, of in uses.items() if of}
    if len(uses) < 2 or uses.keys() <= {spellings[name] for name in family.beside}:
        return
    wanted = uses.pop(usual)
    counts = "、".join(
        f"{of[0].words} {len(of)} 次" for of in sorted([wanted, *uses.values()], key=len)[::-1]
    )
    for first, *others in sorted(uses.values()):
        yield VARYING_NAMES.at(
            lines.span(first.start, first.end),
            f"同一事物几种叫法：{counts}",
            f"统一用“{wanted[0].words}”，或分清所指",
            related=(
                *(Related(lines.span(o.start, o.end), o.words) for o in others[: MAX_RELATED - 1]),
                Related(lines.span(wanted[0].start, wanted[0].end), f"首次用“{wanted[0].words}”"),
            ),
            subject=first.words,
        )
