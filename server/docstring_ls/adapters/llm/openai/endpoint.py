"""The forms in which people write an endpoint → the one in which it is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from ....errors import ConfigurationError
from ....loopback import is_loopback
from ....options import kebab
from ....providers import PROVIDERS, ProviderKind, ProviderSpec


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where requests go.

    Attributes:
        base: For a dated api-version the resource's address, else the base URL with its slash.
        api_version: The dated api-version, empty for v1 and for compatible services.
        provider: Whose it is.
        deployment: The deployment that was part of the address, or empty.
    """

    base: str
    api_version: str = ""
    provider: ProviderKind = ProviderKind.AZURE
    deployment: str = ""

    @property
    def host(self) -> str:
        """Name and port for messages."""
        return urlsplit(self.base).netloc

    @property
    def azure(self) -> bool:
        """Whether it is Azure."""
        return self.provider is ProviderKind.AZURE

    @property
    def spec(self) -> ProviderSpec:
        """Which options say where it is, whom to ask there and with which key."""
        return PROVIDERS[self.provider]

    @property
    def option(self) -> str:
        """The option that sets it."""
        return kebab(self.spec.address)

    @property
    def here(self) -> bool:
        """Whether it is on this machine."""
        return is_loopback(urlsplit(self.base).hostname or "")

    @property
    def openai(self) -> bool:
        """Whether it is OpenAI's own service."""
        return self.host == "api.openai.com"


def endpoint_of(text: str, provider: ProviderKind) -> Endpoint:
    """Read the address of a provider's service.

    Raises:
        ConfigurationError: When it is no URL.
    """
    azure = provider is ProviderKind.AZURE
    return azure_endpoint(text) if azure else compatible_endpoint(text, provider)


def azure_endpoint(text: str, api_version: str = "") -> Endpoint:
    """Read an Azure endpoint: bare, with slash, with ``/openai/v1/`` or a whole request URL.

    Raises:
        ConfigurationError: When it is no URL.
    """
    scheme, host, path, query = _parts(text, "endpoint")
    inside = re.search(r"/deployments/([^/]+)", path)
    asked = re.search(r"api-version=([^&]+)", query)
    version = api_version or (asked[1] if asked else "")
    stem = re.split(r"/openai(?:/|$)", path)[0].rstrip("/")
    base = f"{scheme}://{host}{stem}"
    deployment = inside[1] if inside else ""
    if _is_v1(version) or (re.search(r"/openai/v1(/|$)", path) and not api_version):
        return Endpoint(f"{base}/openai/v1/", deployment=deployment)
    return Endpoint(base, version, deployment=deployment)


def compatible_endpoint(text: str, provider: ProviderKind = ProviderKind.OPENAI) -> Endpoint:
    """Read the base URL of an OpenAI-compatible service.

    Raises:
        ConfigurationError: When it is no URL.
    """
    scheme, host, path, _ = _parts(text, kebab(PROVIDERS[provider].address))
    path = re.sub(r"/chat/completions/?$", "", path).rstrip("/")
    return Endpoint(f"{scheme}://{host}{path}/", provider=provider)


def _is_v1(version: str) -> bool:
    return version.strip().lower() in ("", "v1", "latest", "preview")


def _parts(text: str, option: str) -> tuple[str, str, str, str]:
    text = text.strip()
    try:
        url = urlsplit(text if "://" in text else f"https://{text}")
        valid = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        valid = False
    if not valid or url.username or " " in text:
        raise ConfigurationError(
            f"{option} is not the address of a service.",
            f"Set {option} to an address such as https://NAME.openai.azure.com.",
        )
    return url.scheme, url.netloc, url.path, url.query
