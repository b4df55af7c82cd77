"""The yearly report of a Chinese government office, from one YAML file to Word, plain text and a web page.

The rooms in reading order; each imports only from those above it, and inside a package the order of
its own docstring holds (tests/test_architecture.py):

    receipt     what a run has said, to be said again where nothing has changed
    tuples      named tuples, made quickly
    regex       regular expressions, compiled when they are first used
    files       where things are on the disk, how they are read, what they may be called
    writing     the one place that writes to the disk
    source      texts as they were read, and places in them
    lookalikes  characters that only look like the ones they are taken for
    store       what one run works out for the next
    findings    findings (问题): the list of their codes, and their printers
    reading     YAML read strictly, every value with its place
    form        a form (表式) as data: sections, tables, rules, words
    report      one agency-year bound to its form (年报), its texts filled in, the year before
    weighing    what an office makes of findings: checked ones, settings
    workspace   what comes from the disk and is used more than once
    elements    elements that know what they stand in, read by the standard library
    parsing     XML and web pages read, by lxml where it is
    breaking    where a name that is too long is broken
    checks      the checks on a bound report
    remembered  what the checks found of the same text
    examine     a year's data read, bound and checked
    paging      where on a page a table would begin
    signing     where a report is signed on the page
    view        what the templates print
    specimen    a view with everything in it
    outputs     Word, plain text, web page, read back before they count
    compare     two reports side by side
    making      one function that makes a report
    datafile    the data file begun and mended
    ingest      old reports taken in: their figures and text recognised, doubtful ones asked
    many        many reports at once: made, or collected from the units of a superior
    serve       beside the editor: the page and the findings while one types
    browser     the tool for a page in a browser
    cli         the command line
"""

__version__ = "0.1.0"  # the one place: pyproject.toml and --version read it
