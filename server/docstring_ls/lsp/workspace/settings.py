"""A client's settings: ``initializationOptions``, then ``workspace/configuration``."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from ..client import Client

SECTION = "docstring-ls"
# What initializationOptions hold beside settings.
NOT_SETTINGS = {"stream", "restricted"}
# An editor answers from memory; without an answer the settings in force stay.
ANSWER_SECONDS = 5.0


class ClientSettings:
    """The settings that count, the latest of those that were asked for or pushed.

    Args:
        client: Whom to ask.
        announced: The settings of its initializationOptions.
    """

    def __init__(self, client: Client, announced: dict[str, Any]) -> None:
        self._client = client
        self._announced = announced
        self._asked = self._taken = 0

    async def fetch(self) -> dict[str, Any] | None:
        """Ask for all settings.

        Returns:
            Them; None after silence or an error, or where newer settings overtook the answer.
        """
        if not self._client.capabilities.configuration:
            return None
        self._asked += 1
        number = self._asked
        params = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
        ask = types.WORKSPACE_CONFIGURATION
        response = await self._client.request(ask, params, ANSWER_SECONDS)
        answer = response.result[:1] if isinstance(response.result, (list, tuple)) else ()
        # Null is how clients say that the section is empty or was removed.
        if not answer or not (answer[0] is None or isinstance(answer[0], dict)):
            return None
        return self._newest({**self._announced, **_cleaned(answer[0])}, number)

    async def changed(self, pushed: Any) -> dict[str, Any] | None:
        """Take settings that the client pushed, else ask for them."""
        if isinstance(pushed, dict) and isinstance(pushed.get(SECTION), dict):
            self._asked += 1
            return self._newest(_cleaned(pushed[SECTION]), self._asked)
        return await self.fetch()

    def _newest(self, settings: dict[str, Any], number: int) -> dict[str, Any] | None:
        if number < self._taken:
            return None
        self._taken = number
        return settings


def announced_settings(options: Any) -> dict[str, Any]:
    """The settings in initializationOptions, plain or under our section's name."""
    if not isinstance(options, dict):
        return {}
    return _cleaned(options.get(SECTION, options.get("settings", options)))


def _cleaned(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        return {}
    return {
        str(name): value
        for name, value in raw.items()
        if name not in NOT_SETTINGS and value is not None and value != ""
    }
