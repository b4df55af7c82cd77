"""One printer of findings for each output: a new one is a function, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from nianbao.findings.finding import Finding

Printer = Callable[[Sequence[Finding]], str]
# The module beside this one and its function; imported when it is asked for.
PRINTERS = {
    "text": ("terminal", "as_text"),
    "json": ("programs", "as_json"),
    "github": ("programs", "as_github"),
    "sarif": ("sarif", "as_sarif"),
}


def printer(output: str) -> Printer:
    """Return the printer of an output."""
    module, function = PRINTERS[output]
    return cast(Printer, getattr(import_module(f"nianbao.findings.{module}"), function))
