"""Pictures of figures (图): pages for a browser.

In reading order:

    markup       a page of tables and pictures
    vector       charts as SVG
"""
