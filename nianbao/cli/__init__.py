"""The command line (命令行): one file a command, its options beside it.

In reading order:

    exit_codes      what a command's exit code means
    calling         how a person has called the program, and what to type next
    misuse          a command used wrongly, and argparse in Chinese
    places          the folders that a command takes where none are named
    encoding        UTF-8 whatever the locale
    environment     the environment that make has set up
    agency          which agency is meant
    options         options that several commands share
    data_file       the data file that is meant
    form_folders    the forms that are meant
    telling         findings told on the way that was asked for
    unchanged       the receipt that a report leaves
    pair            the files of a year: one set, and of its data
    verify          verify: a finished Word file
    overwriting     what is there before a report is written
    report          report: check, then write
    batch           batch: all agencies and years at once
    collect         collect: what a superior is told of its units
    check           check: findings only
    preview         preview: the page and the findings in the browser
    lsp             lsp: the language server, which an editor starts
    fix             fix: mend what has one right answer
    new             new: begin a year's file, from last year's or the form alone
    import_         import: an old report becomes a data file
    take            take: what was changed in a Word file comes back
    revision        a file as git keeps it in a revision
    sources         which report is meant by a word
    printing        where a table or page goes
    compare         compare: what changed between two reports
    trend           trend: how figures went over the years
    redline         redline: two reports as one file with tracked changes
    schema          schema: completion for editors
    layout          layout: a form's first Word template
    template_check  template-check: the tags of templates
    text            text: a Word file as plain text
    commands        the table of commands
    main            one command from its words to its exit code
"""
