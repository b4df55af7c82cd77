"""Checks on the running text: punctuation, names, set phrases (catalogue E).

In reading order:

    punctuation  marks of punctuation
    leftovers    blanks, residues, spaces
    naming       names
    slips        set phrases, document numbers, personal data
    hygiene      all of them in the order of the catalogue
"""
