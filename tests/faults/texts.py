"""Texts that patterns and counts stumble over: a few characters, again and again, to 98,000."""

from __future__ import annotations

import random
from collections.abc import Iterator

import yaml
from conftest import ROOT

LENGTH = 4_900  # characters of a paragraph: as long as one may be
PARAGRAPHS = 20
HAND = (
    "【待", "我局", "没有", "年\u3000", "3件、", "（", "“", "「", "《", "{", "{{", "}}", "一是", "其中",
    "，", "的", "1", "占1%", "\u200b", "下降1倍", "增长1.5个百分点", "12月31日", "1至", "123,456", "第一",
    "（一）", "1.", "http://a.b/", "00", "．", "..", "……", "年1月", "件，", "条、", "同比", "比上年", "共计",
    "予以公开", "依申请", "其中：", "即", "a", "%", "号", "〔2019〕1号", "某某局", "2025", "十一", "百", "：",
    "；", "。", "、", "有", "不",
)  # fmt: skip


def texts() -> list[str]:
    """The words of the lexicon, others that a check looks for, and both side by side."""
    lexicon = yaml.safe_load((ROOT / "templates/lexicon.yaml").read_text(encoding="utf-8"))
    words = sorted({word.replace("\n", "") for word in _words(lexicon)} - {""})
    generator = random.Random(20261130)  # noqa: S311 the same texts in each run
    pairs = [generator.choice([*words, *HAND]) + generator.choice(HAND) for _ in range(150)]
    triples = ["".join(generator.choice(HAND) for _ in range(3)) for _ in range(150)]
    return [*HAND, *words, *pairs, *triples]


def paragraph(text: str) -> str:
    """The text again and again, as long as a paragraph may be."""
    return "甲" + (text * LENGTH)[: LENGTH - 1]


def _words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from _words(each)
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif value is not None:
        yield str(value)
