"""The command `nianbao`, and `python -m nianbao`: works in the current folder."""

import gc
import sys

gc.disable()  # a run lasts a tenth of a second; the collector would go through every module twice

if sys.version_info < (3, 11):  # noqa: UP036  an older Python should be told, not traced back
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0])

from nianbao.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
