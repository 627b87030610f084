"""The command ``docstring-ls``: one file a command, this table of them."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from .. import __version__
from ..errors import DocstringLsError
from .terminal import echo_error

COMMANDS = {
    "serve": "serve",
    "generate": "generate",
    "prompt": "prompt",
    "doctor": "doctor",
    "config": "config",
    "usage": "usage",
    "cache": "cache",
}


class Commands(click.Group):
    """Imports a command's file only when that command, or the list of all, is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done or nothing to do, 1 findings or some symbols failed, "
    "2 wrong use or configuration, 130 interrupted.",
)
@click.version_option(__version__, prog_name="docstring-ls")
def cli() -> None:
    """Write Python docstrings that are true to the code, and touch nothing else."""


def main() -> None:
    """Run the command line; every failure is one line and an exit code."""
    # click itself does not know NO_COLOR; None lets it look for a terminal.
    colour = False if os.environ.get("NO_COLOR") else None
    try:
        cli.main(standalone_mode=False, color=colour)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DocstringLsError as error:
        echo_error(f"docstring-ls: {error}")
        sys.exit(2 if error.fault == "user" else 1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        click.echo(f"docstring-ls: {_unexpected(error)}", err=True)
        sys.exit(1)


def _unexpected(error: Exception) -> str:
    """A failure nobody foresaw, without its text, which may quote code."""
    if isinstance(error, OSError) and error.strerror:
        return f"The system refused: {error.strerror}."
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
    return f"It failed by its own fault ({type(error).__name__}{place}). Please report this."
