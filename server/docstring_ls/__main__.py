"""``python -m docstring_ls``: the command line where its script is not on the path."""

from .cli.main import main

main()
