"""Findings (问题): what is wrong, where, why, and how to mend it; and their printers.

In reading order:

    width     how wide texts are on a screen
    finding   a code is a value, a finding is what it says of one place
    codes     the one list of codes
    mark      the 核实 line that a finding offers
    folded    the same findings as one, the gravest first
    closing   the last lines: what to do next
    terminal  for a person
    programs  for programs: JSON, GitHub
    sarif     for the tools in which changes are reviewed
    printers  one for each output
"""
