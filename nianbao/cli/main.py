"""One command from its words to its exit code; nothing that a user does ends in a traceback."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from nianbao import regex
from nianbao.cli import encoding
from nianbao.cli.agency import name_agency
from nianbao.cli.environment import DEPENDENCIES, run_in_venv
from nianbao.cli.exit_codes import MISUSED
from nianbao.cli.misuse import MisuseError
from nianbao.cli.places import Place, current_folder
from nianbao.files import CannotError, shown, why
from nianbao.findings.width import visible
from nianbao.store import users_store

KEEPING = {"report", "check"}  # commands that keep the regular expressions that they needed


def main(arguments: Sequence[str] | None = None, place: Place | None = None) -> int:
    """Run one command; without a place, in the current folder."""
    if arguments is None:
        encoding.restart()
        arguments = [encoding.as_meant(word) for word in sys.argv[1:]]
    encoding.prepare_streams()
    first = next(iter(arguments), "")
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    try:
        if first in KEEPING:
            regex.keep_all()
            users_store().recall_expressions()
        from nianbao.cli.commands import command, parser  # needs the dependencies

        order = parser(place or current_folder(), first).parse_args(arguments)
        name_agency(order)
        return command(order.command).run(order)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in DEPENDENCIES:
            raise
        return run_in_venv(missing)
    except (MisuseError, CannotError) as error:
        print(visible(str(error)), file=sys.stderr)
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print(_interrupted(first), file=sys.stderr)
    except StoppedError as stopped:
        print(_interrupted(first), file=sys.stderr)
        return 128 + stopped.number
    except OSError as error:
        print(visible(f"读写失败：{why(error)}"), file=sys.stderr)
    return MISUSED


class StoppedError(BaseException):
    """The system asked the program to end: SIGTERM, or SIGHUP where its terminal was closed."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _stop(number: int, _: object) -> None:
    raise StoppedError(number)


def _interrupted(command: str) -> str:
    if command == "batch":  # other processes write, and there may be thousands of files
        return "已中断；写好的留着，再来一次就接着做"
    from nianbao.writing import written

    return f"已中断；已经写好 {'、'.join(map(shown, written))}" if written else "已中断，没有写文件"
