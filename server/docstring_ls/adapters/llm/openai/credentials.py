"""Where the key or the Entra ID token comes from; nothing here is ever shown or logged."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import ModuleType

from ....errors import AuthenticationFailed, ConfigurationError
from ....option_values import Authentication
from ....options import Options, kebab
from .endpoint import Endpoint

SERVICE = "docstring-ls"
SCOPES = {
    "dated": "https://cognitiveservices.azure.com/.default",
    "v1": "https://ai.azure.com/.default",
}
# A keyring may wait for a password, a sign-in for a network that is not there.
LONGEST = 25.0
ROLE = "Cognitive Services OpenAI User"

Token = Callable[[], Awaitable[str]]


@dataclass(frozen=True)
class Credential:
    """A key, or a way to get tokens.

    Attributes:
        origin: Where it comes from, in the user's words.
        key: The key, or empty.
        token: Gives a fresh token, or None.
    """

    origin: str
    key: str = ""
    token: Token | None = None

    def __repr__(self) -> str:
        """Without the key, so that no log can show it."""
        return f"Credential({self.origin!r})"


def credential_of(options: Options, endpoint: Endpoint) -> Credential:
    """Find the credential for an endpoint; may read keyring, vault or disk: call it in a thread.

    Raises:
        ConfigurationError: When there is none, or an extra is not installed.
        AuthenticationFailed: When a vault or the identity gives none.
    """
    if not endpoint.azure:
        key = endpoint.spec.credentials[0]
        return Credential(kebab(key), getattr(options, key) or "none")
    wanted = options.authentication
    if wanted is Authentication.AUTO:
        return _first(options, endpoint)
    return {
        Authentication.KEY: lambda: _from_options(options) or _no_key(),
        Authentication.KEYRING: lambda: _from_keyring(endpoint) or _nothing_in_keyring(endpoint),
        Authentication.KEY_VAULT: lambda: _from_vault(options),
        Authentication.ENTRA: lambda: _from_entra(options, endpoint),
    }[wanted]()


def _first(options: Options, endpoint: Endpoint) -> Credential:
    found = _from_options(options)
    if not found and options.key_vault:
        found = _from_vault(options)
    if not found and _installed("keyring"):
        found = _from_keyring(endpoint)
    if not found and _installed("azure.identity"):
        found = _from_entra(options, endpoint)
    return found or _no_key()


def _from_options(options: Options) -> Credential | None:
    if options.api_key:
        return Credential("api-key", options.api_key)
    if options.ad_token:
        token = options.ad_token

        async def fixed() -> str:
            return token

        return Credential("ad-token", token=fixed)
    return None


def _from_keyring(endpoint: Endpoint) -> Credential | None:
    """The keyring's entry for the host, else the one for all."""
    keyring = _extra("keyring", "keyring", "authentication keyring")
    try:
        for user in (endpoint.host, "api-key"):
            key = keyring.get_password(SERVICE, user)
            if key:
                return Credential("keyring", key)
    except keyring.errors.KeyringError:
        return None
    return None


def _from_vault(options: Options) -> Credential:
    place = re.fullmatch(r"(https://[^/\s]+)/secrets/([^/\s]+)(?:/([^/\s]+))?/?", options.key_vault)
    if not place:
        raise ConfigurationError(
            "key-vault is not the address of a secret.",
            "Set key-vault to https://VAULT.vault.azure.net/secrets/NAME.",
        )
    secrets = _extra("azure.keyvault.secrets", "keyvault", "key-vault")
    identity = _extra("azure.identity", "keyvault", "key-vault")
    try:
        with identity.DefaultAzureCredential() as who, secrets.SecretClient(place[1], who) as vault:
            value = vault.get_secret(place[2], place[3]).value
    except Exception as problem:
        raise _vault_failed(place[1], problem) from None
    return Credential("key-vault", value or "") if value else _no_key()


def _from_entra(options: Options, endpoint: Endpoint) -> Credential:
    identity = _extra("azure.identity", "entra", "authentication entra")
    scope = options.token_scope or SCOPES["dated" if endpoint.api_version else "v1"]
    fetch = identity.get_bearer_token_provider(identity.DefaultAzureCredential(), scope)

    async def token() -> str:
        try:
            async with asyncio.timeout(LONGEST):
                return str(await asyncio.to_thread(fetch))
        except TimeoutError:
            raise too_slow("Microsoft Entra ID") from None
        except Exception as problem:
            raise identity_failed(problem, scope) from None

    return Credential(f"entra ({scope})", token=token)


def too_slow(who: str) -> AuthenticationFailed:
    """Somebody who should give a key or a token does not answer."""
    return AuthenticationFailed(
        f"{who} gave no answer within {LONGEST:.0f} seconds.",
        "Answer its prompt if it shows one, or set api-key (AZURE_OPENAI_API_KEY).",
    )


def identity_failed(problem: Exception, scope: str) -> AuthenticationFailed:
    """Why azure-identity gave no token, in the user's words."""
    text = str(problem)
    if "AADSTS500011" in text or "AADSTS70011" in text or "invalid_scope" in text.lower():
        return AuthenticationFailed(
            f"Microsoft Entra ID does not know the scope {scope}.",
            "Set token-scope to https://cognitiveservices.azure.com/.default or "
            "https://ai.azure.com/.default.",
        )
    if "AADSTS" in text:
        code = re.search(r"AADSTS\d+", text)
        return AuthenticationFailed(
            f"Microsoft Entra ID refused to give a token ({code[0] if code else 'no code'}).",
            "Sign in again with 'az login', or check AZURE_TENANT_ID and AZURE_CLIENT_ID.",
        )
    return AuthenticationFailed(
        "No Microsoft Entra ID sign-in was found on this machine.",
        "Run 'az login', or set api-key (AZURE_OPENAI_API_KEY); "
        "AZURE_TOKEN_CREDENTIALS chooses one kind of sign-in.",
    )


def _vault_failed(vault: str, problem: Exception) -> AuthenticationFailed:
    status = getattr(problem, "status_code", None)
    if status == 403:
        return AuthenticationFailed(
            f"{vault} does not let you read the secret.",
            "Ask for the role 'Key Vault Secrets User', or choose another key-vault.",
        )
    if status == 404:
        return AuthenticationFailed(
            f"{vault} has no such secret.", "Correct the name at the end of key-vault."
        )
    return AuthenticationFailed(
        f"{vault} gave no secret ({type(problem).__name__}).",
        "Check key-vault and sign in with 'az login'.",
    )


def _no_key() -> Credential:
    raise ConfigurationError(
        "There is no key for Azure OpenAI.",
        "Set api-key (AZURE_OPENAI_API_KEY), keep it in the keyring or a key-vault, or install "
        "docstring-ls[entra] and sign in with 'az login'.",
    )


def _nothing_in_keyring(endpoint: Endpoint) -> Credential:
    raise ConfigurationError(
        f"The keyring has no key for {endpoint.host}.",
        f"Store it with 'keyring set {SERVICE} {endpoint.host}', or set api-key.",
    )


def _installed(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _extra(module: str, extra: str, option: str) -> ModuleType:
    try:
        return importlib.import_module(module)
    except ImportError:
        raise ConfigurationError(
            f"{option} needs a package that is not installed.",
            f"Install it with: pip install 'docstring-ls[{extra}]'.",
        ) from None
