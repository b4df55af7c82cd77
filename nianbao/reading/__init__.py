"""Reading (读): YAML text, with its traps, into a tree in which every value knows its place.

In reading order:

    conflicts    marks that git left where two versions met
    traps        what people type that YAML misreads
    yamltree     YAML composed into a tree with places
    fields       taking a tree apart; what does not fit is a finding
"""
