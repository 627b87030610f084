"""Every provider, once: what it needs, what others call it, what it can do.

A new one is a member of ``ProviderKind`` and a row of ``PROVIDERS``; options, connection, command
line, doctor, prices, telemetry and the README's table read both; ``app.WIRES`` opens its wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto


class ProviderKind(StrEnum):
    """Who writes the prose, by the value of option ``provider``."""

    DRAFT = "draft"
    AZURE = "azure"
    OPENAI = "openai"
    EDITOR = "editor"


class WireKind(StrEnum):
    """How a provider's models are asked; one folder or file in ``adapters/llm/`` each."""

    OPENAI = auto()
    EDITOR = auto()


class DoctorCheck(StrEnum):
    """What doctor looks at beside the options themselves."""

    DEPLOYMENTS = auto()
    LANGUAGE_MODEL = auto()
    TOKENIZER = auto()
    INTERPRETER = auto()
    CACHE = auto()
    SHARED_CACHE = auto()
    PRICES = auto()
    TELEMETRY = auto()


_LOCAL = (
    DoctorCheck.TOKENIZER,
    DoctorCheck.INTERPRETER,
    DoctorCheck.CACHE,
    DoctorCheck.SHARED_CACHE,
    DoctorCheck.PRICES,
    DoctorCheck.TELEMETRY,
)


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """One provider; options are named by their attributes.

    Attributes:
        kind: Its id.
        service: What it is, for people.
        setup: What else a person should know who sets it up, in Markdown.
        address: The option that says where it is; empty where it needs no connection.
        target: The option that says which deployment or model is asked there.
        targets: The option that lists several of them, each perhaps with an address of its own.
        credentials: The options that hold or name its key or token, the usual one first.
        price_id: Its id in the package genai-prices; empty where its address decides.
        telemetry_id: Its ``gen_ai.provider.name`` in OpenTelemetry.
        checks: What doctor looks at, in this order.
        wire: How its models are asked, None where none is.
        on_command_line: Whether it can be asked outside an editor.
    """

    kind: ProviderKind
    service: str
    setup: str = ""
    address: str = ""
    target: str = ""
    targets: str = ""
    credentials: tuple[str, ...] = ()
    price_id: str = ""
    telemetry_id: str = ""
    checks: tuple[DoctorCheck, ...] = _LOCAL
    wire: WireKind | None = None
    on_command_line: bool = True

    @property
    def asks_model(self) -> bool:
        """Whether text leaves for a model."""
        return self.wire is not None

    @property
    def needs(self) -> tuple[str, ...]:
        """The options without which it can't be asked."""
        return (self.address, self.target) if self.address else ()

    @property
    def begun_by(self) -> tuple[str, ...]:
        """The options that begin its connection; a key alone does not, it may be another's."""
        if not self.targets:
            return (self.address,) if self.address else ()
        return (self.address, self.target, self.targets)


_TABLE = (
    ProviderSpec(
        ProviderKind.DRAFT,
        "none: what the code itself says",
        setup="Answers where nothing else is set.",
    ),
    ProviderSpec(
        ProviderKind.AZURE,
        "Azure OpenAI",
        setup="Without keys: `pip install 'docstring-ls[entra]'` and the role *Cognitive Services "
        "OpenAI User*. `AZURE_OPENAI_API_VERSION` only for a dated api-version.",
        address="endpoint",
        target="deployment",
        targets="deployments",
        credentials=("api_key", "ad_token", "key_vault"),
        price_id="azure",
        telemetry_id="azure.ai.openai",
        wire=WireKind.OPENAI,
        checks=(DoctorCheck.DEPLOYMENTS, *_LOCAL),
    ),
    ProviderSpec(
        ProviderKind.OPENAI,
        "Ollama, vLLM, LM Studio, OpenAI",
        setup="The key only where the service wants one.",
        address="base_url",
        target="model",
        credentials=("openai_api_key",),
        telemetry_id="openai",
        wire=WireKind.OPENAI,
        checks=(DoctorCheck.DEPLOYMENTS, *_LOCAL),
    ),
    ProviderSpec(
        ProviderKind.EDITOR,
        "the editor's own language model",
        setup="No key; only from inside an editor that offers its model to servers.",
        telemetry_id="editor",
        wire=WireKind.EDITOR,
        checks=(DoctorCheck.LANGUAGE_MODEL, *_LOCAL),
        on_command_line=False,
    ),
)

PROVIDERS: Mapping[ProviderKind, ProviderSpec] = {row.kind: row for row in _TABLE}
"""The rows by id, in the order in which they are shown."""


def command_line_kinds() -> tuple[str, ...]:
    """The values of ``--provider``."""
    return tuple(row.kind.value for row in PROVIDERS.values() if row.on_command_line)


def telemetry_id(name: str) -> str:
    """The ``gen_ai.provider.name`` of a provider; of one that is not in the table its own name."""
    return next((row.telemetry_id for row in _TABLE if row.kind == name), "") or name
