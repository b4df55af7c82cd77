#!/usr/bin/env python3
"""The way in: `python build.py report 2017`, from any folder, works in this checkout.

data/2017.yaml ─ examine ─▶ Edition ─ build_view ─▶ View ─ render ─▶ bytes ─ replace_together ─▶ reports/2017/…
                    │
                    └ read_tree ─▶ choose_form ─▶ bind ─▶ narrate ─▶ check ─▶ waive ─▶ weighed ─▶ findings ─ tell ─▶ you

nianbao/cli/report.py is this line; the commands are beside it, one a file.
"""

import gc
import os
import sys

gc.disable()  # a run lasts a tenth of a second; the collector would go through every module twice

if sys.version_info < (3, 11):  # noqa: UP036  an older Python should be told, not traced back
    sys.exit("需要 Python 3.11 或更新的版本，现在是 " + sys.version.split()[0])

sys.path[:0] = [os.path.dirname(os.path.realpath(__file__))]  # noqa: PTH120  python -I leaves it out


def main(arguments: list[str] | None = None) -> int:
    """Run one command on the folders of this checkout."""
    from pathlib import Path

    from nianbao.cli.main import main as run
    from nianbao.cli.places import checkout

    return run(arguments, checkout(Path(__file__).resolve().parent))


if __name__ == "__main__":
    from nianbao.receipt import said_again  # before anything that takes longer to import

    told = said_again()
    code = main() if told is None else told
    gc.freeze()  # or it would go through everything once more before the end
    sys.exit(code)
