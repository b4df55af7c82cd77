"""Years side by side (比较): what changed between two reports, and how figures went over the years.

In reading order:

    pairing       paragraphs and clauses of two texts, paired in their order
    sides         a report as one side of a comparison
    changes       what changed between two reports
    wording_of    how differences and shares are written
    told          changes as a person or a program reads them
    changes_page  changes as a web page
    series        how figures went over the years
    trend_told    that as a table, as CSV, as JSON, as a page
    beside        what a web page says beside the report
    marking       tracked changes as Word writes them
    atoms         a paragraph as characters with their looks
    redline       two bodies as one with tracked changes
    redlined      the file that comes of it
"""
