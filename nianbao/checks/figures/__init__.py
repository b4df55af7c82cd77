"""Checks inside the table (统计表): the form's 勾稽关系, last year's figures (catalogue A).

In reading order:

    equations  the sums as equations between typed figures
    culprits   the figure that explains why sums do not add up
    accused    what is said of it
    relations  sums and relations
    outliers   figures far from last year's, a whole table that is last year's
"""
