"""The one-file edition: the same files as the command line's, in node and in Chromium."""
