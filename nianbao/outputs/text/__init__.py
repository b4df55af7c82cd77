"""The plain-text twin (txt).

In reading order:

    twin         the template and its filters
    texttags     its tags checked before they run
"""
