"""One printer of findings for each output: a new one is a function, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nianbao.findings.finding import Finding
from nianbao.findings.programs import as_github, as_json
from nianbao.findings.sarif import as_sarif
from nianbao.findings.terminal import as_text

PRINTERS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
