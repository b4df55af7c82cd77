"""Many reports at once (成批): all agencies and years of a data folder, on all cores, again after a stop.

In reading order:

    pool       processes that share the jobs
    units      what there is to do: agencies and their years
    journal    what was done, so that it need not be done again
    work       one agency's years, made one after another
"""
