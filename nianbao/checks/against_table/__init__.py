"""Checks of the text against the table, this year's and last year's (catalogue B, C).

In reading order:

    statements   amounts bound to the cells that they speak of
    denials      what a text says is not
    amounts      amounts, activities, rows unspoken of
    breakdowns   其中 and percentages
    years        this year against last year
"""
