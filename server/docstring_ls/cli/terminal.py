"""What is printed: on a terminal, text of others can't move the cursor or hide itself."""

from __future__ import annotations

import sys

import click

from ..core.text import visible_lines


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print plain text, escaped on a terminal; a pipe or file gets the very bytes."""
    stream = sys.stderr if err else sys.stdout
    if stream.isatty():
        click.echo(visible_lines(text), err=err, nl=nl)
    else:
        # Without color=True click would strip what looks like an escape sequence.
        click.echo(text, err=err, nl=nl, color=True)


def printable(text: str) -> str:
    """A text for a part of an output that is for people alone, such as a cell of a table."""
    return visible_lines(text) if sys.stdout.isatty() else text


def echo_error(text: str) -> None:
    """Print a message to standard error; it is one line, whoever reads it."""
    click.echo(visible_lines(text), err=True)
