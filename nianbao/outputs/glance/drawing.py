"""An output that is drawn from the view (画出来的输出), without a template of its own."""

from __future__ import annotations

from collections.abc import Callable

from nianbao.tuples import NamedTuple
from nianbao.view import View


class Drawing(NamedTuple):
    """An output that code draws; `looks_of` names the output whose template lends it its styles, or "".

    `draw` returns the file of a view, `differences` says in Chinese what a file fails to say of it.
    """

    looks_of: str
    draw: Callable[[View, bytes], bytes]
    differences: Callable[[View, bytes], list[str]]
