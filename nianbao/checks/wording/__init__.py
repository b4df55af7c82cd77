"""Checks on the running text: punctuation, names, set phrases (catalogue E).

None blocks a report: the office decides what it publishes.

In reading order:

    punctuation  marks of punctuation
    quotes       straight quotes, brackets that do not match
    leftovers    blanks, residues, spaces
    agencies     the agency's own name, and others'
    naming       one thing, one name
    phrases      set phrases
    citations    documents and their numbers, short titles
    persons      personal data
"""
