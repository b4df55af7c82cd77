"""Beside the editor (旁): the page and the findings while one types.

In reading order:

    watch        files that are looked at again and again
    traced       a page whose words and figures tell where they were typed
    showing      what the preview shows: the page as it will be published, the findings beside it
    loopback     the preview's server, for this machine and its user alone
    language     the language server
"""
