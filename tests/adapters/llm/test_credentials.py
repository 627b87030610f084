"""The key comes from where the user put it, and its absence is explained."""

from __future__ import annotations

import sys
import threading
import types

import pytest
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError

from docstring_ls.adapters.llm.openai import credentials
from docstring_ls.adapters.llm.openai.credentials import credential_of
from docstring_ls.adapters.llm.openai.endpoint import azure_endpoint, compatible_endpoint
from docstring_ls.errors import AuthenticationFailed, ConfigurationError
from docstring_ls.options import Options
from support.azure import AzureServer, answer
from support.model import DOCSTRING, KEY, ask

DATED = azure_endpoint("https://r.openai.azure.com", "2024-10-21")
V1 = azure_endpoint("https://r.openai.azure.com")
VAULT = "https://v.vault.azure.net/secrets/openai"


@pytest.fixture(autouse=True)
def keyring(monkeypatch):
    """A keyring of our own in the process, never the one of the machine."""
    import keyring
    from keyring.backend import KeyringBackend

    class Memory(KeyringBackend):
        priority = 1
        entries: dict[tuple[str, str], str] = {}  # noqa: RUF012

        def get_password(self, service, username):
            return self.entries.get((service, username))

        def set_password(self, service, username, password):
            self.entries[service, username] = password

        def delete_password(self, service, username):
            del self.entries[service, username]

    before = keyring.get_keyring()
    Memory.entries = {}
    keyring.set_keyring(Memory())
    yield keyring
    keyring.set_keyring(before)


@pytest.fixture
def signed_in(monkeypatch):
    """Microsoft Entra ID gives a token, or the exception that a test puts here."""
    import azure.identity

    state = types.SimpleNamespace(scopes=[], problem=None, calls=0)

    class Signed:
        def __enter__(self):
            return self

        def __exit__(self, *exc):
            return None

    def provider(credential, scope):
        state.scopes.append(scope)

        def fetch():
            state.calls += 1
            if state.problem:
                raise state.problem
            return "entra-token"

        return fetch

    monkeypatch.setattr(azure.identity, "DefaultAzureCredential", Signed)
    monkeypatch.setattr(azure.identity, "get_bearer_token_provider", provider)
    return state


def _without(monkeypatch, *modules):
    for module in modules:
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setattr(credentials, "_installed", lambda module: module not in modules)


def test_key_of_the_options_comes_first(keyring, signed_in):
    keyring.set_password("docstring-ls", "r.openai.azure.com", "from keyring")
    assert credential_of(Options(api_key="k"), DATED).key == "k"


def test_keyring_knows_a_key_for_the_host_or_for_all(keyring):
    keyring.set_password("docstring-ls", "api-key", "for all")
    assert credential_of(Options(), DATED).key == "for all"
    keyring.set_password("docstring-ls", "r.openai.azure.com", "for the host")
    assert credential_of(Options(), DATED).key == "for the host"


@pytest.mark.parametrize(
    "endpoint, scope",
    [
        (DATED, "https://cognitiveservices.azure.com/.default"),
        (V1, "https://ai.azure.com/.default"),
    ],
)
def test_without_any_key_entra_is_asked_with_the_usual_scope(endpoint, scope, signed_in):
    found = credential_of(Options(), endpoint)
    assert found.token and signed_in.scopes == [scope] and signed_in.calls == 0


@pytest.mark.parametrize("api_version", ["2024-10-21", "v1"])
async def test_entra_token_is_sent_on_every_request(api_version, opened, signed_in):
    async with AzureServer(answer(DOCSTRING), key="entra-token") as server:
        provider = opened(server, api_key="", authentication="entra", api_version=api_version)
        assert [(await ask(provider)).kind for _ in range(2)] == ["ok", "ok"]
    assert {each.headers["authorization"] for each in server.requests} == {"Bearer entra-token"}


@pytest.mark.parametrize(
    "text, said",
    [
        ("DefaultAzureCredential failed to retrieve a token", "az login"),
        ("AADSTS700016: Application not found in tenant", "AADSTS700016"),
        ("AADSTS500011: resource principal not found", "token-scope"),
    ],
)
async def test_failed_sign_in_is_explained(text, said, opened, signed_in):
    signed_in.problem = ClientAuthenticationError(text)
    async with AzureServer(answer(DOCSTRING)) as server:
        outcome = await ask(opened(server, api_key="", authentication="entra"))
    assert outcome.kind == "AuthenticationFailed" and said in str(outcome.error)
    assert not server.requests


async def test_fixed_token_of_the_environment(opened):
    async with AzureServer(answer(DOCSTRING), key="tok") as server:
        assert (await ask(opened(server, api_key="", ad_token="tok"))).kind == "ok"


@pytest.mark.parametrize(
    "options, extra",
    [
        ({"authentication": "entra"}, "docstring-ls[entra]"),
        ({"authentication": "keyring"}, "docstring-ls[keyring]"),
        ({"key_vault": VAULT}, "docstring-ls[keyvault]"),
    ],
)
def test_missing_extra_is_named(options, extra, monkeypatch):
    _without(monkeypatch, "keyring", "azure.identity", "azure.keyvault.secrets")
    with pytest.raises(ConfigurationError) as caught:
        credential_of(Options(**options), DATED)
    assert extra in str(caught.value)


@pytest.mark.parametrize(
    "options, said",
    [
        ({}, "AZURE_OPENAI_API_KEY"),
        ({"authentication": "key"}, "AZURE_OPENAI_API_KEY"),
        ({"key_vault": "https://v.vault.azure.net"}, "secrets/NAME"),
    ],
)
def test_nothing_found_says_where_to_put_it(options, said, monkeypatch):
    _without(monkeypatch, "keyring", "azure.identity")
    with pytest.raises(ConfigurationError) as caught:
        credential_of(Options(**options), DATED)
    assert said in str(caught.value)


def test_empty_keyring_says_how_to_fill_it():
    with pytest.raises(ConfigurationError, match=r"keyring set docstring-ls r.openai.azure.com"):
        credential_of(Options(authentication="keyring"), DATED)


def _vault(monkeypatch, status=0):
    import azure.keyvault.secrets

    class Vault:
        def __init__(self, url, who):
            self.url = url

        def __enter__(self):
            return self

        def __exit__(self, *exc):
            return None

        def get_secret(self, name, version=None):
            if status:
                problem = HttpResponseError(f"{KEY} in a foreign text")
                problem.status_code = status
                raise problem
            return types.SimpleNamespace(value=f"{self.url}|{name}|{version}")

    monkeypatch.setattr(azure.keyvault.secrets, "SecretClient", Vault)


def test_key_vault_gives_the_key(monkeypatch, signed_in):
    _vault(monkeypatch)
    found = credential_of(Options(key_vault=f"{VAULT}/v7"), DATED)
    assert found.key == "https://v.vault.azure.net|openai|v7"


@pytest.mark.parametrize(
    "status, said", [(403, "Secrets User"), (404, "key-vault"), (500, "az login")]
)
def test_key_vault_refusal_is_explained(status, said, monkeypatch, signed_in):
    _vault(monkeypatch, status)
    with pytest.raises(AuthenticationFailed) as caught:
        credential_of(Options(key_vault=VAULT), DATED)
    assert said in str(caught.value) and KEY not in str(caught.value)


def test_compatible_services_get_their_own_key_only():
    local = compatible_endpoint("http://localhost:11434/v1")
    assert credential_of(Options(api_key="azure's"), local).key == "none"
    assert credential_of(Options(openai_api_key="o"), local).key == "o"


def test_credential_never_shows_its_key():
    assert KEY not in repr(credential_of(Options(api_key=KEY), DATED))


@pytest.fixture
def hangs():
    """Never returns, until the test is over."""
    over = threading.Event()
    yield lambda *_: over.wait()
    over.set()


@pytest.mark.real_time
async def test_sign_in_that_hangs_is_given_up(opened, signed_in, monkeypatch, hangs):
    monkeypatch.setattr("azure.identity.get_bearer_token_provider", lambda *_: hangs)
    async with AzureServer(answer(DOCSTRING)) as server:
        provider = opened(server, api_key="", authentication="entra")
        await provider.warm()
        monkeypatch.setattr(credentials, "LONGEST", 0.1)
        outcome = await ask(provider)
    assert outcome.kind == "AuthenticationFailed" and "Entra" in str(outcome.error)


@pytest.mark.real_time
async def test_keyring_that_waits_for_a_password_is_given_up(opened, keyring, monkeypatch, hangs):
    monkeypatch.setattr(keyring, "get_password", hangs)
    monkeypatch.setattr(credentials, "LONGEST", 0.1)
    async with AzureServer(answer(DOCSTRING)) as server:
        outcome = await ask(opened(server, api_key="", authentication="keyring"))
    assert outcome.kind == "AuthenticationFailed" and "keyring" in str(outcome.error)
