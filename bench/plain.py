"""The script one would write without nianbao: PyYAML, docxtpl, nothing checked, only the docx.

    python bench/plain.py DATA.yaml CONTEXT.json TEMPLATE.docx OUT.docx

It reads the year's YAML as PyYAML does by default; the values for the template come ready-made, so
that the comparison is in its favour.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate


def plain(data: Path, context: dict[str, Any], template: Path, out: Path) -> None:
    """Read, render and save one report."""
    yaml.safe_load(data.read_text(encoding="utf-8"))
    document = DocxTemplate(template)
    document.render(context, autoescape=True)
    document.save(out)


if __name__ == "__main__":
    data, context, template, out = map(Path, sys.argv[1:])
    plain(data, json.loads(context.read_text(encoding="utf-8")), template, out)
