"""The forms that are meant."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from nianbao.cli.misuse import MisuseError
from nianbao.files import form_folders


def folders_of(order: argparse.Namespace) -> list[Path]:
    """Return the form that is named, or the year's, or all forms where nothing is said."""
    folders = {
        path.parent.name: path.parent for path in sorted(order.templates.glob("*/form.yaml"))
    }
    if not order.form:
        return list(folders.values())
    if order.form in folders:
        return [folders[order.form]]
    forms = {y: path for y, path in form_folders(order.templates).items() if order.form >= str(y)}
    if re.fullmatch(r"[0-9]{4}", order.form) and forms:
        return [forms[max(forms)]]
    raise MisuseError(f"没有表式“{order.form[:40]}”；现有：{'、'.join(folders)}")
