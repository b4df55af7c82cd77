"""Words that tell of another time or another body (别的时候、别的机关): such an amount is not the table's.

全市 in a city government's report is the report's own scope, in a bureau's it is not.
"""

from __future__ import annotations

import re
from functools import cached_property

from nianbao.checks.lines import Lines
from nianbao.checks.places import Places
from nianbao.form.wording import Kinds
from nianbao.regex import compiled, regex

_YEAR = regex(r"\d{4}年(?!度?(?:12月31日|底|末))")
_YEAR_END = regex(r"截[至止](?:到)?(?:\d{4}年|本年度?|今年)?(?:年?底|年?末|12月(?:31日|底|末))")
_TIMES = (
    r"去年|(?<![和及与加同含括的])上一?年(?!度?(?:遗留|结转))|前年|往年|历年|累计|同比|相比|以来|截[至止]|上半年|下半年|季度|每"
    r"|\d月|月底|月末|增加|减少|增长|下降|提升|比|将|拟|计划|目标|下年|明年|至少|不少于|不超过|超过"
)
_BODIES = (
    r"各县|各区|各市|各乡|各镇|各街道|各社区|各村|各科|各处|各股|各所|[市县区省镇]直|[省市县区乡镇村]级(?=部门|单位|机关|政府|各|财政|行政|平台|共|收)"
    r"|下属|所属|局属|系统|分局"
)
_FIRST = "去上前往历累同相以截下季每0-9月增减下提比将拟计目明至不超各市县区省镇乡村所局直系分全"
_VERBS = "共?(?:收到|收办|收|受理|承办|办理|办结|答复|接收|公开|发布|制发|制定|作出)"
_BODY = regex(
    rf"(?=[科股处局委镇乡司财税派基卫国自市大支中街社学医政办])(?:[科股处局委镇乡]|(?:司法|财政|税务|派出|基层|卫生|国土|自然资源|市场监管)所|政府|办公室|大队|支队|中心|街道|社区|学校|医院)(?={_VERBS})"
)
_GOVERNMENT = regex(r"([省市县区州盟旗镇乡])(?:人民)?政府")
_OWN = regex("[我本全各][^我本全各]{0,2}$|办公室$")
_HAN_END = regex("[\u4e00-\u9fff]+$")
_OFFICES = ("政府", "办公室")
NAME = 4  # characters of a name that tell whose it is
_AREAS = "省市县区州盟旗镇乡"
_ZONE = "区"  # of a 管委会


class Elsewhere:
    """Where a text speaks of another time than the report's year, or of another body."""

    def __init__(self, lines: Lines, agency: str, year: int, kinds: Kinds) -> None:
        self._lines = lines
        self._agency = agency
        self._kinds = kinds
        self._year = f"{year}年"

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        own = self.scope
        others = "".join(area for area in _AREAS if area not in own)
        bodies = f"|全[{others}](?![面部程体])" if others else ""
        among = "各部门|各单位|各级"
        apart = f"(?<!全[{own}])(?:{among})" if own else f"(?:{among})"
        return compiled(f"(?=[{_FIRST}])(?:{_TIMES}|{_BODIES}{bodies}|{apart})")

    @cached_property
    def scope(self) -> str:
        """The areas that the report speaks for: 市 in a city government's, 区 in that of a 管委会.

        Which bodies are like governments is data of the form (机关类别).
        """
        if match := _GOVERNMENT.search(self._agency):
            return match[1]
        return _ZONE if self._kinds.is_government(self._agency) else ""

    @cached_property
    def words(self) -> Places:
        """The words that tell of another time or another body."""
        ends = self.year_ends
        found = (match.span() for match in self._pattern.finditer(self._lines.text))
        places = [place for place in found if not ends.within_one(*place)]
        return Places(sorted({*places, *self._bodies()}))

    @cached_property
    def year_ends(self) -> Places:
        """Where a text speaks of the end of the year: for what is counted then, no other time."""
        return Places(
            match.span()
            for match in _YEAR_END.finditer(self._lines.text)
            if not (years := re.findall(r"\d{4}年", match[0])) or years == [self._year]
        )

    @cached_property
    def years(self) -> Places:
        """Where another year is named."""
        found = _YEAR.finditer(self._lines.text)
        return Places(match.span() for match in found if match[0] != self._year)

    def _bodies(self) -> list[tuple[int, int]]:
        """Return where another body is said to have done something: 法规科受理3件."""
        text = self._lines.text
        return [
            match.span()
            for match in _BODY.finditer(text)
            if not self._is_own(text[max(match.end() - NAME, 0) : match.end()])
        ]

    def _is_own(self, name: str) -> bool:
        """Tell whether a name is the agency's or the last characters of it: 我局, 市水务局, 局办公室."""
        words = _HAN_END.search(name)
        tail = words[0] if words else ""
        if self.scope and tail.endswith(_OFFICES):
            return self._agency.endswith(tail)  # 市政府收到申请2件，全市收到6件
        return len(tail) < 2 or tail[-3:] in self._agency or bool(_OWN.search(tail))

    @cached_property
    def _apart(self) -> Places:
        words, years = self.words, self.years
        if not years.starts:
            return words
        places = zip((*words.starts, *years.starts), (*words.ends, *years.ends), strict=True)
        return Places(sorted(places))

    def tells(self, begin: int, end: int, *, standing: bool) -> bool:
        """Tell whether a part of the text tells of another time or body."""
        if begin >= end:
            return False
        return self._apart.within(begin, end) or (
            not standing and self.year_ends.within(begin, end)
        )
