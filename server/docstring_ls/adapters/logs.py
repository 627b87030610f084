"""Where log lines go and how they look; what others would log of our texts is silenced."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

from ..core.text import visible_lines

# pygls logs every body that it sends at INFO, the HTTP clients every URL, openai whole requests.
FOREIGN = ("pygls", "openai", "httpx2", "httpcore2", "httpx", "azure", "msal", "urllib3", "asyncio")
WORDY = ("pygls", "asyncio")
FIELDS = (
    "correlation",
    "request_id",
    "deployment",
    "model",
    "code",
    "milliseconds",
    "tokens",
    "cost",
)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message and known extra fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; an exception shows its type and place, not its text."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        line: dict[str, Any] = {
            "time": f"{stamp}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _message(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = _where(record)
        return json.dumps(line, ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """Level, logger and message, with the correlation id where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record; an exception shows its type and place, not its text."""
        line = f"{record.levelname.lower()}: {record.name}: {visible_lines(_message(record))}"
        correlation = getattr(record, "correlation", "")
        line += f" (id {correlation})" if correlation else ""
        return line + (f" [{_where(record)}]" if record.exc_info and record.exc_info[0] else "")


def configure(level: str = "warning", form: str = "text") -> None:
    """Log to stderr from now on; a second call replaces the first.

    Args:
        level: ``debug``, ``info``, ``warning`` or ``error``, for our own lines; others speak from
            ``warning`` on, so that no body of theirs is ever logged.
        form: ``text`` or ``json``.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        if getattr(old, "ours", False):
            root.removeHandler(old)
    handler.ours = True  # type: ignore[attr-defined]
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger("docstring_ls").setLevel(level.upper())
    for name in FOREIGN:
        logging.getLogger(name).setLevel(logging.WARNING)


def _message(record: logging.LogRecord) -> str:
    """The message; of those who log whole messages or traces only what stands in their code."""
    if record.name.split(".")[0] in WORDY:
        return str(record.msg).partition("\n")[0]
    return record.getMessage()


def _where(record: logging.LogRecord) -> str:
    """Type and innermost place: an exception's text may quote what must not be logged."""
    assert record.exc_info
    kind, _, trace = record.exc_info
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else ''} at {place}"
