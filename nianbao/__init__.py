"""The yearly report of a Chinese government office, from one YAML file to Word and plain text.

The modules in reading order; each imports only from those above it (tests/test_architecture.py):

    source      texts as they were read, and places in them
    diagnostic  findings and their printers
    sarif       findings for the tools in which changes are reviewed
    traps       what people type that YAML misreads
    yamltree    YAML read strictly, every value with its place
    fields      taking a tree apart; what does not fit is a finding
    formula     the small language of the 勾稽关系
    files       where things are on the disk, and the one place that writes there
    settings    how grave an office holds each kind of finding
    misuse      a command used wrongly, and argparse in Chinese
    kept        what one run works out for the next
    lexicon     the words that the checks look for in prose (用语表)
    form        a form (表式) as data: sections, tables, rules
    schema      the form's JSON schema, for editors
    layout      the form's first Word layout
    report      one agency-year bound to its form (年报)
    history     last year's report
    narrative   references in the text (引用), read and filled in
    draft       the next year's data file begun from the last one's
    checks      the checks on a bound report
    edition     a year's data read, bound and checked
    mending     the mechanical mendings written into a data file, and nothing else
    view        what the templates print
    render      Word and plain text, read back before they count
"""
