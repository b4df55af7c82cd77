"""Checks inside the table (统计表): the form's 勾稽关系 (catalogue A).

In reading order:

    relations    sums and relations
"""
