"""``docstring-ls serve``: the language server on stdio or TCP."""

from __future__ import annotations

import sys

import click

from ..errors import UsageError
from ..loopback import is_loopback
from ..options import OPTIONS


@click.command("serve")
@click.option("--stdio", is_flag=True, help="Speak on standard input and output (the default).")
@click.option("--tcp", metavar="HOST:PORT", help="Listen on a TCP address for one client.")
@click.option(
    "--allow-remote",
    is_flag=True,
    help="Listen on an address that other machines reach; whoever reaches it can read your files.",
)
@click.option(
    "--log-level",
    type=click.Choice(OPTIONS["log_level"].words),
    default=None,
    help="How much is logged to standard error; never code or answers.  [default: warning]",
)
@click.option(
    "--log-format", type=click.Choice(OPTIONS["log_format"].words), help="How.  [default: text]"
)
def serve_command(
    stdio: bool,
    tcp: str | None,
    allow_remote: bool,
    log_level: str | None,
    log_format: str | None,
) -> None:
    """Serve the language server protocol."""
    if stdio and tcp:
        raise UsageError("--stdio and --tcp exclude each other.", "Give one of them.")
    address = _address(tcp, allow_remote) if tcp else None
    from .. import app
    from ..adapters.logs import configure
    from ..config import Trust
    from ..lsp.server import create_server

    flags = {"log_level": log_level, "log_format": log_format}
    options = app.load_config("", flags)[0].options
    configure(options.log_level, options.log_format)
    if address is None:
        create_server(flags).start_io()
    else:
        server = create_server(flags, trust=Trust.CLIENT)
        try:
            server.start_tcp(*address)
        except OSError as error:
            raise UsageError(f"Can't listen on {tcp}: {error.strerror}.") from error
    sys.exit(0)


def _address(text: str, allow_remote: bool) -> tuple[str, int]:
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise UsageError(
            f"--tcp {text!r} is no address.", "Write HOST:PORT, such as 127.0.0.1:2087."
        )
    host = host.strip("[]") or "127.0.0.1"
    if not allow_remote and not is_loopback(host):
        raise UsageError(
            f"--tcp {text}: other machines could connect, read your files and use your quota.",
            "Listen on 127.0.0.1, or say --allow-remote too.",
        )
    return host, int(port)
