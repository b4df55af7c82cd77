"""In the editor (语言服务): findings where they stand, mendings, completion, explanations.

What is known of a text is plain Python and knows of no protocol; `phrased` and `speaking` alone
speak it (pygls).

In reading order:

    positions    places as the protocol counts them
    overlay      texts that are open in an editor, in the place of their files
    sheet        one open data file, examined
    pointed      what stands at a place: a reference, a figure, a row
    explained    what is said of it
    completed    what may be typed there
    remedied     what may be put in the place of what is wrong
    outlined     the parts and tables of a data file
    open_texts   the texts that an editor has open, always the latest examined
    phrased      what was found, as the protocol has it
    speaking     the language server: what an editor asks for, handed on and answered
"""
