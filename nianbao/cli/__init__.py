"""The command line (命令行).

In reading order:

    misuse       a command used wrongly, and argparse in Chinese
"""
