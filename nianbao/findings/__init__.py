"""Findings (问题): what is wrong, where, why, and how to mend it; and their printers.

In reading order:

    width        how wide texts are on a screen
    finding      one type, and its order
    printers     one for each output
    sarif        for the tools in which changes are reviewed
"""
