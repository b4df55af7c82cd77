"""One command from its words to its exit code; nothing that a user does ends in a traceback."""

from __future__ import annotations

import errno
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
from nianbao.files import CannotError, shown
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
        first = next(iter(arguments), "")
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
        print(visible(f"读写失败：{error.filename or ''} {_reason(error)}"), file=sys.stderr)
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


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.EPERM: "没有权限（文件是不是正在 Word 里打开着？）",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.ELOOP: "链接指来指去，没有尽头",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "系统里打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EEXIST: "已经有了",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EXDEV: "不能跨磁盘移动",
    errno.EINVAL: "名字或内容不合规",
    errno.ENXIO: "不是平常的文件",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or f"系统错误 {error.errno or type(error).__name__}"
