"""Where things are on the disk, how they are read, and what they may be called."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from nianbao.regex import regex

MAX_FILE = 64_000_000  # bytes of a file that is read; a report has 120,000
YEARS = "[0-9][0-9][0-9][0-9].yaml"  # what a year's data file is called, as a pattern of names
MAX_NAME = 230  # bytes of a file's name before its suffix
# What no name can hold on Windows, what cannot be seen, and what turns the direction of writing.
NOT_IN_NAMES = regex(
    '[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]'
)
_DEVICE = regex(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class CannotError(Exception):
    """Something outside of the user's data stands in the way; the message says what, in Chinese."""


def shown(path: Path) -> str:
    """Return a path as findings print it: from the current folder where possible, with slashes."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):  # elsewhere; a link to itself
        return path.as_posix()


def form_folders(templates: Path) -> dict[int, Path]:
    """Return the folders of the national forms by their first report year."""
    return {
        int(folder.name): folder
        for folder in sorted(templates.iterdir())
        if re.fullmatch("[0-9]{4}", folder.name) and (folder / "form.yaml").is_file()
    }


def read_whole(path: Path, most: int = MAX_FILE) -> bytes:
    """Read a file; CannotError where it is larger than `most` bytes, or no ordinary file at all.

    A pipe would have to be waited for, a device may never end.
    """
    with open(path, "rb", opener=_without_waiting) as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise CannotError(f"{shown(path)} 不是平常的文件（是管道、设备之类），没有读")
        if state.st_size > most:
            raise CannotError(
                f"{shown(path)} 有 {state.st_size:,} 字节，太大了，不像是年报的文件；上限 {most:,} 字节"
            )
        return file.read(most)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def refuse_odd(path: Path) -> None:
    """Refuse to write where something else than an ordinary file is: CannotError."""
    if path.exists() and not path.is_file():
        raise CannotError(f"{shown(path)} 不是平常的文件（是文件夹、管道之类），没有动它")


def named_sign(sign: str) -> str:
    """Return a character, or its number where it cannot be seen."""
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"


def refuse_name(name: str) -> None:
    """Refuse a name that no file can have on some system, or that hides what it is: CannotError."""
    if match := NOT_IN_NAMES.search(name):
        raise CannotError(
            f"题名里有“{named_sign(match[0])}”，不能用作文件名：{name[:60]}；改机关的名称或表式的题名"
        )
    if not name or name[0] in "-.~ " or name[-1] in ". " or _DEVICE.fullmatch(name):
        raise CannotError(f"“{name[:60]}”不能用作文件名；改机关的名称或表式的题名")
    if len(name.encode()) > MAX_NAME:
        raise CannotError(f"题名太长，不能用作文件名：{name[:60]}……；机关用规范简称")


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


def why(error: CannotError | OSError) -> str:
    """Say in Chinese what stands in the way of which file."""
    if isinstance(error, CannotError):
        return str(error)
    reason = _REASONS.get(error.errno or 0) or f"系统错误 {error.errno or type(error).__name__}"
    return f"{error.filename or ''} {reason}"
