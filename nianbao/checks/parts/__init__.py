"""Checks on what a report is made of: parts, lists, dates, years (catalogue D).

In reading order:

    structure    parts, period, names, dates, years
    ordinals     numbered points
    drafts       what is left to fill in
"""
