"""Many reports at once (成批): all agencies and years made on all cores; all units of a superior collected.

In reading order:

    pool         processes that share the jobs
    cluster      a dask cluster that shares them
    units        what there is to do: agencies and their years
    journal      what was done, so that it need not be done again
    work         one agency's years, made one after another
    spreadsheet  tables that Excel opens
    roster       the units that a superior collects from
    returned     what came from one unit, and what is wrong with it
    whose        whose a report is that came as a file
    received     files that came, given to their units
    gathering    all that came of a year
    sameness     units whose reports are the same
    collected    who has reported, and how
    rollup       the units' figures added up
    account      what a superior is told, as page and table
    notices      what is sent back to a unit
    papers       all of it by name
    desk         a superior's year: read, put together, compared with its own
"""
