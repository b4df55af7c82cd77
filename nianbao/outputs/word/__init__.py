"""The Word report (docx): its package, its tags, its compiled template.

In reading order:

    xmlpart      XML parsed strictly
    package      the parts of a Word file, read within bounds
    ooxml        the rules of WordprocessingML
    links        parts, relationships, nothing active
    tags         the tags of a Word template
    document     what a reader sees in it
    docx         the one file that knows docxtpl
"""
