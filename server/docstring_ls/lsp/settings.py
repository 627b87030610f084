"""A client's settings: ``initializationOptions``, then ``workspace/configuration``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from .session import Session

SECTION = "docstring-ls"
NOT_SETTINGS = {"stream"}


def from_initialize(options: Any) -> dict[str, Any]:
    """The settings in initializationOptions, plain or under our section's name."""
    if not isinstance(options, dict):
        return {}
    inner = options.get(SECTION, options.get("settings", options))
    return _clean(inner)


async def fetch(session: Session) -> None:
    """Ask the client for its settings; silence or an error leaves those in force."""
    if not session.client.capabilities.configuration:
        return
    number = session.number_settings()
    params = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
    reply = await session.client.request(types.WORKSPACE_CONFIGURATION, params, 5.0)
    answer = reply.result[:1] if isinstance(reply.result, (list, tuple)) else ()
    # Null is how clients say that the section is empty or was removed.
    if answer and (answer[0] is None or isinstance(answer[0], dict)):
        await session.configure({**session.announced, **_clean(answer[0])}, number)


async def changed(session: Session, pushed: Any) -> None:
    """Take settings that the client pushed, else ask for them."""
    if isinstance(pushed, dict) and isinstance(pushed.get(SECTION), dict):
        await session.configure(_clean(pushed[SECTION]), session.number_settings())
    else:
        await fetch(session)


def _clean(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        return {}
    return {
        str(name): value
        for name, value in raw.items()
        if name not in NOT_SETTINGS and value is not None and value != ""
    }
