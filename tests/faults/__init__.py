"""What the system does to a command: calls that fail, signals, kills, a full disk, many at once."""
