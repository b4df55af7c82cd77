"""The checks on a bound report (检查): catalogue.py lists them.

In reading order:

    places         places in a text, asked for by bisecting
    folding        a text folded for matching, and the way back
    origin         where the printed text was typed
    lines          the paragraphs one after the other; sentences, clauses, brackets
    quantities     the amounts in a text
    prose          the running text, built once
    elsewhere      words of another time or another body
    spoken         the rows and tables that are spoken of
    binding        which cells the words beside an amount speak of
    statements     amounts bound to the cells that they speak of
    submission     what a check may look at
    figures        inside the table
    against_table  text against table
    parts          parts, lists, dates
    wording        the running text
    catalogue      all of them
"""
