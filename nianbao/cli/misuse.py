"""A command used wrongly, and argparse in Chinese."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from nianbao.cli.calling import as_called


class MisuseError(Exception):
    """The command was used wrongly; the message says how in one line."""


_MISUSES = (  # what argparse says, and how we say it
    (r"the following arguments are required: (.+)", r"缺 \1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1没有 \2，可以写 \3"),
    (r"argument (\S+): expected .*", r"\1 后面要写一个值"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 写全：\2"),
)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese, and raises MisuseError instead of leaving."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong."""
        for pattern, said in _MISUSES:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, said, message)
                break
        raise MisuseError(f"用法不对：{message}。看用法：{as_called()} --help")


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)
