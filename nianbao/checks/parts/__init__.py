"""Checks on what a report is made of: parts, lists, dates, years (catalogue D).

In reading order:

    introduction  its parts as it lists them, its period
    dates         days, written whole and in the calendar
    signature     names and date
    bodies        whose report it is
    demands       what a section must hold
    years         which year it speaks of
    letters       wording of other papers
    repeats       what is printed or told twice
    ordinals      numbered points
    title         the title broken by hand
    problems      problems and measures
    copies        paragraphs of last year
    prints        the sample's paragraphs and figures, as hashes
    sample        what is still the sample's
    drafts        what is left to fill in
"""
