"""The one place that writes to the disk (写盘).

Nothing lost, nothing half-written: a file goes to a temporary one beside it, is flushed, and takes
the old one's place in one step; several files are replaced together or not at all. While names are
exchanged, signals wait. What a killed run left behind, the next one takes away.
"""

from __future__ import annotations

import errno
import os
import re
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from nianbao.files import CannotError, read_whole, refuse_odd, shown

try:  # at once: where the disk fails, nothing can be imported any more
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = ".nianbao-"  # of temporary files, before the number of the process that writes them
STALE = 600  # seconds after which a temporary file of another machine's process is nobody's
MOST_FOLDERS = 200  # beside the one that is written to, in which leftovers are looked for
_HELD = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

written: list[Path] = []  # what this process has put in place
_swept: set[Path] = set()  # folders that it has looked through for leftovers, the last time


def replace_together(
    files: Mapping[Path, bytes],
    expected: Mapping[Path, bytes] | None = None,
    *,
    lasting: bool = True,
) -> None:
    """Write files so that each is whole and all are new, or all stay as they were.

    `expected` is what some must still hold: CannotError where another program saved one meanwhile.
    OSError or CannotError where writing fails; the old files are back then, and no temporary file is left.
    `lasting` files are whole after a power cut too; others may be empty then, and are made again.
    """
    waiting: dict[Path, Path] = {}
    before: dict[Path, Path | None] = {}
    try:
        for path in files:
            refuse_odd(path)
            path.parent.mkdir(parents=True, exist_ok=True)
        for folder in {path.parent for path in files} - (set() if lasting else _swept):
            sweep(folder)
        for path, data in files.items():
            waiting[path] = _write_aside(path, data, lasting=lasting)
            before[path] = _second_name(path) if len(files) > 1 else None
        with _signals_held(), _alone_in({path.parent for path in files}):
            _exchange(waiting, before, expected or {})
        waiting = {}
    finally:
        for temporary in (*waiting.values(), *filter(None, before.values())):
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    """Write a user's file anew; CannotError where it is read-only, has another name, or was saved since.

    Who may do what with it, its owner and its attributes stay.
    """
    path = path.resolve()
    state = path.stat()
    if not state.st_mode & 0o200:
        raise CannotError(f"{shown(path)} 是只读的，没有写")
    if state.st_nlink > 1:
        raise CannotError(
            f"{shown(path)} 还有别的名字（硬链接），写了会分开，没有写；先复制成一个单独的文件"
        )
    replace_together({path: after}, {path: before})


def create(path: Path, data: bytes) -> None:
    """Write a file that must not be there yet, whole or not at all; FileExistsError where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sweep(path.parent)
    temporary = _write_aside(path, data)
    try:
        with _signals_held():
            _give_name(temporary, path)
            written.append(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _exchange(
    waiting: Mapping[Path, Path], before: Mapping[Path, Path | None], expected: Mapping[Path, bytes]
) -> None:
    """Let the new files take the old ones' names; where one cannot, give the old ones theirs back."""
    done: list[Path] = []
    try:
        for path, temporary in waiting.items():
            if path in expected and read_whole(path) != expected[path]:
                raise CannotError(f"{shown(path)} 刚才被别的程序改过，没有写；再来一次")
            with _named(path):
                temporary.replace(path)
            done.append(path)
            written.append(path)
    except BaseException as error:
        stuck = [path for path in done if not _taken_back(path, before[path])]
        for path in done:
            written.remove(path)
        if stuck:
            new, old = (
                "、".join(map(shown, paths)) for paths in (stuck, waiting.keys() - {*stuck})
            )
            raise CannotError(
                f"写到一半停下了：{new} 是新的，{old} 还是旧的，换不回来（{error}）；"
                "等文件夹可以写了，再运行一次"
            ) from error
        raise


def _taken_back(path: Path, old: Path | None) -> bool:
    """Give a file back its old content; tell whether that could be done.

    Where names can no longer be exchanged, the content is written into the file as it is.
    """
    try:
        if old is None:
            path.unlink(missing_ok=True)
        else:
            old.replace(path)
    except OSError:
        try:
            path.write_bytes(b"" if old is None else old.read_bytes())
        except OSError:
            return False
        return old is not None
    return True


def _second_name(path: Path) -> Path | None:
    """Give an old file a second, temporary name by which it can be brought back; None where there is none."""
    for name in _temporary_names(path):
        try:
            os.link(path, name)
        except FileExistsError:
            continue
        except FileNotFoundError:
            return None
        except OSError:  # a disk that knows no links
            return _write_aside(path, read_whole(path)) if path.exists() else None
        return Path(name)
    return None


@contextmanager
def _signals_held() -> Iterator[None]:
    """Let signals wait until all names are exchanged."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; a browser
        yield
        return
    old = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, old)


@contextmanager
def _alone_in(folders: set[Path]) -> Iterator[None]:
    """Let other runs that write to the same folders wait, so that no two sets are mixed."""
    held: list[int] = []
    if fcntl is not None:
        for folder in sorted(folders):
            with suppress(OSError):  # a disk that knows no locks
                held.append(os.open(folder, os.O_RDONLY))
                fcntl.flock(held[-1], fcntl.LOCK_EX)
    try:
        yield
    finally:
        for number in held:
            os.close(number)  # gives the lock back


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error of the system name the file that is meant, not the temporary one."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _give_name(temporary: Path, path: Path) -> None:
    """Give a whole file its name; FileExistsError where another has it."""
    if os.name == "nt":
        temporary.rename(path)  # fails there where the file is
        return
    try:
        os.link(temporary, path)  # so does this
    except FileExistsError:
        raise
    except OSError:  # a disk that knows no links
        if path.exists():
            raise FileExistsError(errno.EEXIST, "", str(path)) from None
        with _named(path):
            temporary.rename(path)


def _temporary_names(path: Path) -> Iterator[str]:
    """Yield names for a temporary file beside another, with the number of this process."""
    folder = str(path.parent)
    while True:
        yield os.path.join(folder, f"{PREFIX}{os.getpid()}-{os.urandom(6).hex()}.tmp")  # noqa: PTH118  a str


def _temporary(path: Path) -> tuple[int, str]:
    """Open a new file beside another one, which this user alone may read until it is dressed."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    with _named(path):
        for name in _temporary_names(path):
            with suppress(FileExistsError):
                return os.open(name, flags | getattr(os, "O_BINARY", 0), 0o600), name
    raise AssertionError


def _write_aside(path: Path, data: bytes, *, lasting: bool = True) -> Path:
    handle, name = _temporary(path)
    try:
        with _named(path):
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            _dress(Path(name), path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _dress(new: Path, old: Path) -> None:
    """Give a new file the mode, owner and attributes of the old one, or those of the user's new files."""
    try:
        state = old.stat()
    except OSError:
        new.chmod(0o666 & ~_umask())  # mkstemp's files are for their owner only
        return
    if hasattr(os, "geteuid") and (state.st_uid, state.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.chown(new, state.st_uid, state.st_gid)
    new.chmod(state.st_mode & 0o777)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(old):
                os.setxattr(new, name, os.getxattr(old, name))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder and those beside it."""
    beside = [folder]
    with suppress(OSError):
        beside += [each for each in sorted(folder.parent.iterdir()) if each.is_dir()][:MOST_FOLDERS]
    _swept.clear()
    _swept.update(beside)
    for each in dict.fromkeys(beside):
        with suppress(OSError), os.scandir(each) as entries:
            leftovers = [
                e for e in entries if e.name.startswith(PREFIX) and e.name.endswith(".tmp")
            ]
            for leftover in leftovers:
                with suppress(OSError):  # another run's, just gone
                    if _is_left_behind(leftover):
                        Path(leftover.path).unlink()


def _is_left_behind(leftover: os.DirEntry[str]) -> bool:
    """Tell whether the process that wrote a temporary file is gone."""
    from time import time

    number = re.match(rf"{re.escape(PREFIX)}(\d{{1,9}})-", leftover.name)
    old = time() - leftover.stat().st_mtime > STALE
    if number is None or os.name == "nt":
        return old
    try:
        os.kill(int(number[1]), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return old
    return (old and int(number[1]) != os.getpid()) or _has_ended(int(number[1]))


def _has_ended(process: int) -> bool:
    """Tell whether a process has ended that nobody has asked for its exit code, as in a container."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[:1] == ["Z"]
