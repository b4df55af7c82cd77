"""The words and signs that tags are made of, in a template of any kind."""

from __future__ import annotations

from nianbao.regex import regex

TAG = regex(r"\{\{(?P<value>.*?)\}\}|\{%(?P<statement>.*?)%\}|\{#.*?#\}")
LOOSE = regex(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
FULLWIDTH = regex(r"｛\s*[｛{%]|\{\s*｛|[%｝}]\s*｝|｝\s*\}")
OPENING, CLOSING = {"for": "endfor", "if": "endif"}, {"endfor": "for", "endif": "if"}
KNOWN = (*OPENING, *CLOSING, "elif", "else", "set")
# Jinja's other statements: they bring in other files, or write text that no check has read.
NEVER = {
    "autoescape", "block", "call", "do", "endautoescape", "endblock", "endcall", "endfilter",
    "endmacro", "endraw", "endset", "endwith", "extends", "filter", "from", "import", "include",
    "macro", "raw", "with",
}  # fmt: skip
BALANCE = "每个 for、if 开头、收尾各一次"
NARROW = "改成半角 {{ }}、{% %}"
