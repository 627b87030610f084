"""A key is for the place that its giver named; what editors and environments say mixes freely."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from docstring_ls.adapters.llm.openai.credential_scope import ambient_may_go
from docstring_ls.adapters.llm.openai.endpoint import compatible_endpoint
from docstring_ls.app import load_config
from docstring_ls.config import Trust
from docstring_ls.errors import ConfigurationError
from support.azure import AzureServer, answer
from support.model import DOCSTRING, KEY, Bytes, ask, open_provider

AZURE = {"AZURE_OPENAI_DEPLOYMENT": "gpt-4o", "DOCSTRING_LS_AUTHENTICATION": "key"}
OPENAI = {"DOCSTRING_LS_PROVIDER": "openai", "DOCSTRING_LS_MODEL": "gpt-4o"}
OWN, OTHER = "{own}", "{other}"

# Environment, editor settings, and whether the key goes to the place that is asked.
CASES: dict[str, tuple[dict[str, str], dict[str, Any], bool]] = {
    "all in the environment": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": OTHER},
        {},
        True,
    ),
    "a lone key, and the endpoint in the editor": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY},
        {"endpoint": OTHER},
        True,
    ),
    "a key with its endpoint, and another endpoint in the editor": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": OWN},
        {"endpoint": OTHER},
        False,
    ),
    "the same for a token": (
        {**AZURE, "AZURE_OPENAI_AD_TOKEN": KEY, "AZURE_OPENAI_ENDPOINT": OWN},
        {"endpoint": OTHER},
        False,
    ),
    "the same in the list of deployments": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": OWN},
        {"deployments": [f"gpt-4o@{OTHER}"]},
        False,
    ),
    "the same endpoint in the editor, written otherwise": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": f"{OTHER}/openai/v1/"},
        {"endpoint": OTHER},
        True,
    ),
    "deployments with endpoints beside the key": (
        {
            **AZURE,
            "AZURE_OPENAI_API_KEY": KEY,
            "AZURE_OPENAI_ENDPOINT": OWN,
            "DOCSTRING_LS_DEPLOYMENTS": f"gpt-4o@{OTHER};rpm=6,tiny",
        },
        {},
        True,
    ),
    "the editor's secret storage, whatever else the environment says": (
        {
            **AZURE,
            "DOCSTRING_LS_API_KEY": KEY,
            "AZURE_OPENAI_API_KEY": "another",
            "AZURE_OPENAI_ENDPOINT": OWN,
        },
        {"endpoint": OTHER},
        True,
    ),
    "our own names for both, and another endpoint in the editor": (
        {**AZURE, "DOCSTRING_LS_API_KEY": KEY, "DOCSTRING_LS_ENDPOINT": OWN},
        {"endpoint": OTHER},
        False,
    ),
    "key and endpoint in the editor": (
        {**AZURE, "AZURE_OPENAI_API_KEY": "another", "AZURE_OPENAI_ENDPOINT": OWN},
        {"endpoint": OTHER, "apiKey": KEY},
        True,
    ),
    "a key in the editor, the endpoint in the environment": (
        {**AZURE, "AZURE_OPENAI_ENDPOINT": OTHER},
        {"apiKey": KEY},
        True,
    ),
    "OpenAI's key, and a local service in the editor": (
        {**OPENAI, "OPENAI_API_KEY": KEY},
        {"baseUrl": f"{OTHER}/v1"},
        False,
    ),
    "OpenAI's key with its base URL, and another in the editor": (
        {**OPENAI, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": f"{OWN}/v1"},
        {"baseUrl": f"{OTHER}/v1"},
        False,
    ),
    "OpenAI's key with its base URL": (
        {**OPENAI, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": f"{OTHER}/v1"},
        {},
        True,
    ),
    "our own name for the key, and the base URL in the editor": (
        {**OPENAI, "DOCSTRING_LS_OPENAI_API_KEY": KEY},
        {"baseUrl": f"{OTHER}/v1"},
        True,
    ),
    "key and base URL in the editor": (
        {**OPENAI, "OPENAI_API_KEY": "another"},
        {"baseUrl": f"{OTHER}/v1", "openaiApiKey": KEY},
        True,
    ),
}


@pytest.mark.parametrize("case", CASES)
async def test_a_key_goes_only_where_it_was_given_for(case):
    environ, settings, goes = CASES[case]
    async with AzureServer(answer(DOCSTRING)) as own, AzureServer(answer(DOCSTRING)) as other:
        places = {"own": own.endpoint, "other": other.endpoint}
        config, problems = load_config(
            "",
            editor={name: _put(value, places) for name, value in settings.items()},
            environ={name: value.format(**places) for name, value in environ.items()},
        )
        assert not problems
        provider = open_provider(config, Bytes())
        outcome = await ask(provider)
        await provider.close()
    sent = "".join(str(each.headers) for each in other.requests)
    assert (KEY in sent) is goes, outcome.error
    assert "another" not in sent
    if not goes and not other.requests:
        assert isinstance(outcome.error, ConfigurationError)
        assert f"127.0.0.1:{other.port}" in str(outcome.error) and "Set " in outcome.error.advice
        assert KEY not in str(outcome.error)


def _put(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [item.format(**places) for item in value]
    return value.format(**places)


async def test_a_withheld_key_is_an_error_where_the_service_is_elsewhere():
    environ = {**OPENAI, "OPENAI_API_KEY": KEY}
    config, _ = load_config("", editor={"baseUrl": "https://llm.example/v1"}, environ=environ)
    outcome = await ask(open_provider(config, Bytes()))
    assert isinstance(outcome.error, ConfigurationError), outcome.error
    assert "OPENAI_API_KEY" in str(outcome.error) and "OPENAI_BASE_URL" in outcome.error.advice


# What the SDK reads from the environment by itself, meant for OpenAI as its key is.
AMBIENT = {
    "OPENAI_ORG_ID": "org-ambient",
    "OPENAI_PROJECT_ID": "proj-ambient",
    "OPENAI_CUSTOM_HEADERS": "Authorization: Bearer ambient\nX-Gateway: ambient",
}
DATED = {"AZURE_OPENAI_API_VERSION": "2024-10-21"}
LOCAL = {**OPENAI, "DOCSTRING_LS_OPENAI_API_KEY": KEY}

# Environment, editor settings, who the editor is, and whether they go to the place that is asked.
AMBIENT_CASES: dict[str, tuple[dict[str, str], dict[str, Any], Trust, bool]] = {
    "Azure": (
        {**AZURE, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": OTHER},
        {},
        Trust.EDITOR,
        False,
    ),
    "Azure, dated": (
        {**AZURE, **DATED, "AZURE_OPENAI_API_KEY": KEY, "AZURE_OPENAI_ENDPOINT": OTHER},
        {},
        Trust.EDITOR,
        False,
    ),
    "the base URL beside them": (
        {**LOCAL, "OPENAI_BASE_URL": f"{OTHER}/v1"},
        {},
        Trust.EDITOR,
        True,
    ),
    "the editor's base URL": (LOCAL, {"baseUrl": f"{OTHER}/v1"}, Trust.EDITOR, False),
    "another base URL in the editor": (
        {**LOCAL, "OPENAI_BASE_URL": f"{OWN}/v1"},
        {"baseUrl": f"{OTHER}/v1", "openaiApiKey": KEY},
        Trust.EDITOR,
        False,
    ),
    "a client on a port": (
        OPENAI,
        {"baseUrl": f"{OTHER}/v1", "openaiApiKey": KEY, "model": "m"},
        Trust.CLIENT,
        False,
    ),
}


@pytest.mark.parametrize("case", AMBIENT_CASES)
async def test_what_the_sdk_finds_in_the_environment_goes_where_openais_key_may(case, monkeypatch):
    environ, settings, trust, goes = AMBIENT_CASES[case]
    for name, value in AMBIENT.items():
        monkeypatch.setenv(name, value)
    async with AzureServer(answer(DOCSTRING)) as own, AzureServer(answer(DOCSTRING)) as other:
        places = {"own": own.endpoint, "other": other.endpoint}
        config, _ = load_config(
            "",
            editor={name: _put(value, places) for name, value in settings.items()},
            environ={name: value.format(**places) for name, value in environ.items()},
            trust=trust,
        )
        provider = open_provider(config, Bytes())
        await ask(provider)
        await provider.close()
    (asked,) = other.requests
    assert ("ambient" in str(asked.headers)) is goes
    assert goes or KEY in str(asked.headers)


@pytest.mark.parametrize(("trust", "goes"), [(Trust.EDITOR, True), (Trust.CLIENT, False)])
def test_openai_itself_gets_them_where_its_owner_or_editor_chose_it(trust, goes):
    place = "https://api.openai.com/v1"
    config, _ = load_config("", editor={"baseUrl": place}, environ=OPENAI, trust=trust)
    assert ambient_may_go(config, compatible_endpoint(place)) is goes


PLAIN = {
    "endpoint": {"endpoint": "http://models.example", "deployment": "m"},
    "an address alone": {"endpoint": "http://192.0.2.7:8080", "deployment": "m"},
    "deployments": {"deployments": ["m@https://ok.example", "n@http://models.example;rpm=3"]},
    "base-url": {"provider": "openai", "baseUrl": "http://models.example/v1", "model": "m"},
    "no loopback at all": {"endpoint": "http://localhost.example", "deployment": "m"},
}


@pytest.mark.parametrize("case", PLAIN)
async def test_nothing_travels_unencrypted_unless_that_is_allowed(case, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _unknown)
    settings = {"apiKey": KEY, "openaiApiKey": KEY, "retries": 0, **PLAIN[case]}
    config, _ = load_config("", editor=settings, environ={})
    assert (await _error(config)).startswith("configuration")
    assert "allow-unencrypted" in await _error(config)
    config, _ = load_config("", editor={**settings, "allowUnencrypted": True}, environ={})
    assert not (await _error(config)).startswith("configuration")


async def _error(config: Any) -> str:
    try:
        outcome = await ask(open_provider(config, Bytes()))
    except ConfigurationError as problem:
        return f"configuration: {problem}"
    assert outcome.error
    return f"{outcome.error.code}: {outcome.error}"


def _unknown(*args: Any, **kwargs: Any) -> Any:
    raise socket.gaierror(-2, "Name or service not known")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.9.1", "[::1]", "a.localhost"])
def test_this_machine_may_be_asked_in_plain(host):
    config, _ = load_config(
        "", editor={"endpoint": f"http://{host}:9", "deployment": "m"}, environ={}
    )
    open_provider(config, Bytes())
