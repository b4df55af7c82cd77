"""Pictures of figures (图): pages for a browser.

In reading order:

    sheet        a page of tables and pictures
"""
