"""Slips in the source that the tests must notice."""
