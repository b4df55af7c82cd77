"""What the program remembers is kept in a folder of this test run's own, by all its processes.

Imported before anything of the package; the workers of pytest-xdist inherit the variable.
"""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["NIANBAO_CACHE"] = tempfile.mkdtemp(prefix="nianbao-")
    atexit.register(shutil.rmtree, os.environ["NIANBAO_CACHE"], ignore_errors=True)
