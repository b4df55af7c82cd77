"""Reading (读): YAML text, with its traps, into a tree in which every value knows its place.

In reading order:

    conflicts    marks that git left where two versions met
    pasted       tables pasted in without keys
    indents      lines that begin too far right or left
    trap_table   the ways of typing that YAML misreads
    traps        a text looked through for them and mended
    yamltree     YAML composed into a tree with places
    fields       taking a tree apart; what does not fit is a finding
"""
