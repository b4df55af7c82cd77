"""How a page is labelled for the site that it is published on (设置.yaml, 网站).

    网站:
      SiteName: 示例市人民政府
      SiteDomain: www.example.gov.cn
      SiteIDCode: "3300000001"
      ColumnName: 政府信息公开年报
      ColumnType: 政府信息公开
      Url: https://www.example.gov.cn/nianbao/{{年度}}.html

The names are those of 《政府网站发展指引》 (国办发〔2017〕47号); {{年度}} stands for the report's year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from nianbao.findings.codes.of_shape import BAD_LABEL
from nianbao.reading.fields import Fields
from nianbao.reading.yamltree import Node

SITE = "网站"
ORDER = (  # of a page's labels
    "SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords",
    "ColumnType", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Author", "Description", "Url",
)  # fmt: skip
OF_THE_REPORT = ("ArticleTitle", "ContentSource")  # which no settings may say otherwise
NAMES = tuple(name for name in ORDER if name not in OF_THE_REPORT)
YEAR = "{{年度}}"
_SHAPES = {
    "SiteDomain": (r"[\w-]+(?:\.[\w-]+)+", "只写域名，如 www.example.gov.cn"),
    "SiteIDCode": (r"[0-9A-Za-z]{10}", "写十位的网站标识码，加引号"),
    "PubDate": (
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2})?",
        "写成 2026-01-20 09:00，加引号",
    ),
    "Url": (r"https?://[^\s\"<>]+", "写全，从 https:// 起"),
}
NOTHING: Mapping[str, str] = MappingProxyType({})


def bind_site(node: Node, fields: Fields) -> Mapping[str, str]:
    """Read the labels of a site; what is wrong with one is a finding, and it is left out."""
    mapping = fields.mapping(node, f"“{SITE}”")
    if mapping is None:
        return NOTHING
    labels = {}
    for name, entry in fields.known(mapping, NAMES, SITE).items():
        text = fields.text(entry.value, f"“{name}”")
        if text is None:
            continue
        pattern, help_ = _SHAPES.get(name, ("", ""))
        if pattern and not re.fullmatch(pattern, text.replace(YEAR, "2017"), re.ASCII):
            fields.add(BAD_LABEL, f"“{name}”不是这样写的", entry.value.span, help_)
        else:
            labels[name] = text
    return MappingProxyType(labels)
