"""One command from its words to its exit code; nothing that a user does ends in a traceback."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence

from nianbao.cli import encoding
from nianbao.cli.agency import name_agency
from nianbao.cli.environment import DEPENDENCIES, run_in_venv
from nianbao.cli.exit_codes import MISUSED
from nianbao.cli.misuse import MisuseError
from nianbao.cli.places import Place, current_folder
from nianbao.files import CannotError
from nianbao.findings.width import visible


def main(arguments: Sequence[str] | None = None, place: Place | None = None) -> int:
    """Run one command; without a place, in the current folder."""
    if arguments is None:
        encoding.restart()
        arguments = [encoding.as_meant(word) for word in sys.argv[1:]]
    encoding.prepare_streams()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        from nianbao.cli.commands import COMMANDS, parser  # needs the dependencies

        first = next(iter(arguments), "")
        order = parser(place or current_folder(), first).parse_args(arguments)
        name_agency(order)
        return COMMANDS[order.command].run(order)
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
        print("已中断，没有写文件", file=sys.stderr)
    except OSError as error:
        print(visible(f"读写失败：{error.filename or ''} {_reason(error)}"), file=sys.stderr)
    return MISUSED


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.EPERM: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
