"""The tool for a page in a browser (网页里的): asked in JSON, answered in JSON and files.

Nothing here knows of a browser: the page keeps the texts, shows what comes back, and saves. In
reading order:

    placed        places and findings as an editor's script counts them
    grid          the tables of a data file as rows of cells, and a row typed into the file
    typeable      what may be typed at a place: keys, references, with what they print
    begun         a year's file begun, imported, mended, brought back from Word
    side_by_side  years compared, and over the years
    door          the one way in
"""
