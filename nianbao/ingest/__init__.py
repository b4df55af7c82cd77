"""What exists taken in (导入): Word files, web pages, texts, PDF and Excel become a data file.

In reading order:

    blocks        paragraphs and tables, each with its place
    word_file     Word files as blocks
    web_page      web pages as blocks
    turned        tables of the plain-text twin turned round
    plain_lines   plain text as blocks
    pdf_file      PDF files as blocks
    workbook      Excel workbooks as blocks
    carriers      what a file is, and how it is read
    labels        labels of tables, folded
    cells         figures as tables print them
    align         printed rows matched with the form's
    recognised    the figures of a form; what is doubtful is asked
    lists         paragraphs put together into lists
    passages      the text taken apart
    written       the data file that comes of it
    unwritten     a file taken in without being written
    side          an old report as one side of a comparison
    verified      a finished file against its data, or by its own sums
    taken         what was changed in a Word file, brought back
    referring     figures in the text that are the table's
    imported      an old report imported as a whole
    brought_back  a changed Word file brought back as a whole
"""
