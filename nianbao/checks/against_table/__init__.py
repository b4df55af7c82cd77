"""Checks of the text against the table, this year's and last year's (catalogue B, C).

In reading order:

    mismatches   amounts: the table's, last year's, the same twice
    alike        all of a row of one kind
    denials      what a text says is not
    activities   what was done and is not counted, what is counted and not told
    fees         fees
    breakdowns   其中
    shares       shares of a whole
    growth       growth, rates
"""
