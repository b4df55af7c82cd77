"""Named tuples, made quickly: what typing's are, without its look at each annotation.

typing compiles the annotation of every field, which is two thirds of the time that such a class takes to
make, and a command needs eighty of them before it does anything. Here annotations stay as they are
written: nothing asks for them while the program runs.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  for whoever imports it from here
else:

    class _Maker(type):
        """Makes a named tuple of a class: its annotations are the fields, all else stays."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if bases != (NamedTuple,):
                raise TypeError(f"{name}: typing's named tuples can be generic, these cannot")
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__annotations__ = fields
            for key, value in body.items():
                if key not in fields and key not in {"__annotations__", "__module__"}:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
