"""What a command's exit code means, and nothing else sets one."""

from __future__ import annotations

WRITTEN = 0  # written, or clean
MISTAKES = 1  # errors in the user's files; nothing was written
MISUSED = 2  # the command was used wrongly, or the machine failed
