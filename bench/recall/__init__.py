"""How much the checks find on reports that nobody tuned them to; see __main__.py."""
