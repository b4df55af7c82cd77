"""The command `nianbao`, and `python -m nianbao`: works in the current folder."""

import gc
import sys

gc.disable()  # a run lasts a tenth of a second; the collector would go through every module twice

if sys.version_info < (3, 11):  # noqa: UP036  an older Python should be told, not traced back
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0])

from nianbao.receipt import said_again


def main() -> int:
    """Run the command, or say again what it said where nothing has changed."""
    told = said_again()
    if told is not None:
        return told
    from nianbao.cli.main import main as run  # takes longer to import than to say it again

    code = run()
    gc.freeze()  # or it would go through everything once more before the end
    return code


if __name__ == "__main__":
    sys.exit(main())
