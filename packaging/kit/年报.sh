#!/bin/sh
# The menu on Linux: looks for a Python that is new enough, whatever its name.
cd "$(dirname "$0")" || exit 2
[ -f build.py ] || cd ../.. || exit 2
PYTHONUTF8=1
export PYTHONUTF8
for each in "${PYTHON:-}" python3.14 python3.13 python3.12 python3.11 python3; do
  if [ -n "$each" ] && "$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$each" packaging/kit/menu.py
  fi
done
cat packaging/kit/need-python.txt >&2
exit 2
