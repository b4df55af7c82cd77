"""The data file as a text (数据文件): begun, mended, and nothing touched that is not meant.

In reading order:

    typed        how texts and tables are typed: quoted, and the figures in columns
    blank        a year's file begun from the form alone
    summed       a superior's file begun from its units' sums
    draft        the next year's file begun from the last one's
    rewritten    edits put into a file's bytes at their places
    mend         the mechanical mendings, and nothing else
"""
