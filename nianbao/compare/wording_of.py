"""How what changed is written: differences with their sign, shares in percent (写法)."""

from __future__ import annotations

from decimal import Decimal

from nianbao.compare.changes import Apart, FigureChange
from nianbao.report import Figure

NONE = "—"  # stands for a figure that is not there


def of_figure(figure: Figure | None) -> str:
    """Return a figure as it is printed, or that it is not filled in."""
    return "未填" if figure is None else figure.text


def plain(number: int | Decimal) -> str:
    """Return a number without the zeros that its last places may be."""
    return f"{Decimal(number).normalize():f}"


def signed(number: int | Decimal | None) -> str:
    """Return a difference with its sign."""
    return NONE if number is None else f"{'+' if number > 0 else ''}{plain(number)}"


def of_share(change: FigureChange) -> str:
    """Return by how many percent a figure changed; a dash where the old one is 0 or no number."""
    share = change.percent
    return NONE if share is None else f"{share:+f}%" if share else "0%"


def of_apart(apart: Apart) -> str:
    """Return the figure of a cell that has no counterpart, and what stands beside it."""
    text = of_figure(apart.figure)
    if apart.beside is not None and apart.beside_cell is not None:
        text += f"（另一份里相近而口径不同的“{apart.beside_cell.name}”是 {apart.beside.text}）"
    return text
