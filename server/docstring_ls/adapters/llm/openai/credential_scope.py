"""Which credential may go to which endpoint: a key is for the place that its giver named.

Who starts the server (environment, env-file, flags) owns its keys; the editor on standard input
is trusted to name a place where its owner named none; a client on a network port is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ....config import Config, Layer, Trust
from ....errors import ConfigurationError
from ....option_values import Authentication, DeploymentEntry
from ....options import OPTIONS, Options, kebab, variable
from ....providers import ProviderKind, ProviderSpec
from .credentials import Credential, credential_of
from .endpoint import Endpoint, endpoint_of

# Scheme, host and port: the one place for which a lone OPENAI_API_KEY is.
OPENAI = ("https", "api.openai.com", 443)
OURS = "DOCSTRING_LS_"

Origin = tuple[str, str, int]


def credential_for(config: Config, endpoint: Endpoint) -> Credential:
    """The credential for an endpoint, of those that may go there; call it in a thread.

    Raises:
        ConfigurationError: When there is none, or it was given for another place.
        AuthenticationFailed: When a vault or the identity gives none.
    """
    keys = [name for name in endpoint.spec.credentials if OPTIONS[name].secret]
    withheld = [name for name in keys if not _may_go(config, name, endpoint)]
    blank: dict[str, Any] = dict.fromkeys(withheld, "")
    options = replace(config.options, **blank)
    if endpoint.azure and not _identity_may_go(config, endpoint):
        if options.authentication not in (Authentication.AUTO, Authentication.KEY):
            raise _elsewhere(config, "authentication", endpoint)
        options = replace(options, authentication=Authentication.KEY)
    return _found(config, options, endpoint, withheld)


def ambient_may_go(config: Config, endpoint: Endpoint) -> bool:
    """Whether organization, project and headers that the SDK finds in the environment may go there.

    Like OpenAI's key they are for OpenAI, or for the base URL that their owner named.
    """
    if endpoint.provider is not ProviderKind.OPENAI:
        return False
    here = _origin(endpoint)
    chosen = here == OPENAI and _editor_names(config, endpoint)
    return chosen or here in _named(_owners(config), endpoint.spec)


def _found(config: Config, options: Options, endpoint: Endpoint, withheld: list[str]) -> Credential:
    if withheld and not endpoint.azure and not endpoint.here:
        raise _elsewhere(config, withheld[0], endpoint)
    try:
        return credential_of(options, endpoint)
    except ConfigurationError:
        if withheld:
            raise _elsewhere(config, withheld[0], endpoint) from None
        raise


def _may_go(config: Config, option: str, endpoint: Endpoint) -> bool:
    """Whether the key of an option may go to an endpoint."""
    layer = config.layer_of(option)
    if layer is None or layer.trust is not Trust.OWNER:
        return True
    here = _origin(endpoint)
    if here in _named(_owners(config), endpoint.spec):
        return True
    given_for = _given_for(config, option, endpoint.spec) or {here}
    return _editor_names(config, endpoint) and here in given_for


def _given_for(config: Config, option: str, spec: ProviderSpec) -> set[Origin]:
    """The places that were named beside a key; a key under our own name is for our own settings."""
    layer = config.layer_of(option)
    given_as = layer.variables.get(option, OURS) if layer else OURS
    named = _named(_owners(config), spec, ours=given_as.startswith(OURS))
    return named | ({OPENAI} if given_as == "OPENAI_API_KEY" else set())


def _identity_may_go(config: Config, endpoint: Endpoint) -> bool:
    """Whether what this machine's user is signed in with may be used there."""
    owned = _origin(endpoint) in _named(_owners(config), endpoint.spec)
    return owned or _editor_names(config, endpoint)


def _editor_names(config: Config, endpoint: Endpoint) -> bool:
    editors = [layer for layer in config.layers if layer.trust is Trust.EDITOR]
    return _origin(endpoint) in _named(editors, endpoint.spec)


def _owners(config: Config) -> list[Layer]:
    return [layer for layer in config.layers if layer.trust is Trust.OWNER]


def _named(layers: list[Layer], spec: ProviderSpec, ours: bool = False) -> set[Origin]:
    """Where layers say that the service is; with ``ours`` not by names that other tools read."""
    return {_origin(place) for layer in layers for place in _places(layer, spec, ours)}


def _places(layer: Layer, spec: ProviderSpec, ours: bool) -> Iterator[Endpoint]:
    for option in filter(None, (spec.address, spec.targets)):
        if ours and not layer.variables.get(option, OURS).startswith(OURS):
            continue
        for address in _addresses(layer.values.get(option, ())):
            try:
                yield endpoint_of(address, spec.kind)
            except ConfigurationError:
                continue


def _addresses(value: str | tuple[DeploymentEntry, ...]) -> list[str]:
    return [value] if isinstance(value, str) else [each.address for each in value]


def _origin(endpoint: Endpoint) -> Origin:
    url = urlsplit(endpoint.base)
    port = url.port or {"http": 80}.get(url.scheme, 443)
    return url.scheme, (url.hostname or "").rstrip("."), port


def _elsewhere(config: Config, option: str, endpoint: Endpoint) -> ConfigurationError:
    layer = config.layer_of(option)
    whose = layer.variables.get(option, layer.origin) if layer else "this machine's user"
    place, key = endpoint.option, kebab(endpoint.spec.credentials[0])
    return ConfigurationError(
        f"The credential of {whose} is not sent to {endpoint.host}: it was not given for this "
        f"address, which the client's settings name.",
        f"Set {variable(endpoint.spec.address)} to it where the credential is set, "
        f"or set {key} beside {place}.",
    )
