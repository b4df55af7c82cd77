"""The checks on a bound report (检查): catalogue.py lists them.

In reading order:

    submission     what a check may look at
    prose          the printed text with the way back to what was typed
    figures        inside the table
    against_table  text against table, year against year
    parts          parts, lists, dates
    wording        the running text
    catalogue      all of them
"""
