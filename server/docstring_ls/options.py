"""Every option, once: the extension's settings and the README's table are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from .providers import ProviderKind

PROJECT, USER = "project", "user"


def option(
    default: Any,
    help: str,
    *,
    scope: str = USER,
    choices: tuple[str, ...] = (),
    env: tuple[str, ...] = (),
    secret: bool = False,
    least: float | None = None,
    most: float | None = None,
) -> Any:
    """Declare one option.

    Args:
        default: Its value when nobody says otherwise; its type is the option's type.
        help: One sentence for settings editors and the README.
        scope: PROJECT where a workspace file may set it, USER where only the user may.
        choices: The allowed values, where they are few.
        env: Names that users already have in their environment, after ``DOCSTRING_LS_…``.
        secret: Whether its value is masked wherever it is shown.
        least: Smallest allowed number.
        most: Largest allowed number.
    """
    data = {
        "help": help,
        "scope": scope,
        "choices": choices,
        "env": env,
        "secret": secret,
        "least": least,
        "most": most,
    }
    if isinstance(default, list):
        default = tuple(default)
    return field(default=default, metadata=data)


@dataclass(frozen=True)
class Options:
    """What docstring-ls can be told; names are snake_case here and kebab-case for people."""

    provider: str = option(
        "",
        "Who writes the prose. Empty: the one whose connection is set, else the draft.",
        choices=("", *ProviderKind),
    )
    endpoint: str = option(
        "",
        "Azure OpenAI endpoint, such as https://NAME.openai.azure.com.",
        env=("AZURE_OPENAI_ENDPOINT",),
    )
    deployment: str = option(
        "",
        "Azure OpenAI deployment.",
        env=(
            "AZURE_OPENAI_DEPLOYMENT",
            "AZURE_OPENAI_DEPLOYMENT_NAME",
            "AZURE_OPENAI_CHAT_DEPLOYMENT",
            "AZURE_OPENAI_CHAT_DEPLOYMENT_NAME",
        ),
    )
    api_version: str = option(
        "",
        "Azure api-version; empty or v1 uses the v1 API.",
        env=("AZURE_OPENAI_API_VERSION", "OPENAI_API_VERSION"),
    )
    api_key: str = option(
        "",
        "Key for Azure; better kept in the environment, the keyring or the editor's secrets.",
        env=("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_KEY"),
        secret=True,
    )
    deployments: tuple[str, ...] = option(
        [],
        "Several deployments, the preferred first: NAME[@ENDPOINT][;model=…][;rpm=…][;tpm=…]"
        "[;priority=…]; they stand in for each other.",
    )
    allow_unencrypted: bool = option(
        False,
        "Let code and keys travel unencrypted: http:// and redis:// to other machines than this.",
    )
    authentication: str = option(
        "auto",
        "Where the key or token for Azure comes from; auto takes the first that is there.",
        choices=("auto", "key", "keyring", "key-vault", "entra"),
    )
    ad_token: str = option(
        "",
        "Microsoft Entra ID token, where something else fetches it.",
        env=("AZURE_OPENAI_AD_TOKEN", "AZURE_OPENAI_AUTH_TOKEN"),
        secret=True,
    )
    token_scope: str = option(
        "", "Scope of the Entra ID token; empty: the usual one of the API that is used."
    )
    key_vault: str = option(
        "", "Azure Key Vault secret that holds the key: https://VAULT.vault.azure.net/secrets/NAME."
    )
    env_file: str = option(
        "", "Absolute path of a .env file of your own with the connection's values."
    )
    base_url: str = option(
        "",
        "Base URL of an OpenAI-compatible service (Ollama, vLLM, LM Studio).",
        env=("OPENAI_BASE_URL",),
    )
    openai_api_key: str = option(
        "",
        "Key for the OpenAI-compatible service, where it wants one.",
        env=("OPENAI_API_KEY",),
        secret=True,
    )
    model: str = option(
        "", "Model name; for Azure only where the deployment's name does not tell it."
    )
    style: str = option(
        "auto",
        "Docstring style; auto asks the project's configuration, then its existing docstrings.",
        scope=PROJECT,
        choices=("auto", "google", "numpy", "sphinx", "epytext", "plain"),
    )
    detail: str = option(
        "standard", "How much is written.", scope=PROJECT, choices=("brief", "standard", "full")
    )
    language: str = option("English", "Natural language of the prose.", scope=PROJECT)
    line_length: int = option(
        0,
        "Longest line of a docstring in columns; 0 asks the project's configuration, else 88.",
        scope=PROJECT,
        least=0,
        most=1000,
    )
    types: str = option(
        "auto",
        "Whether types are repeated in the docstring.",
        scope=PROJECT,
        choices=("auto", "yes", "no"),
    )
    raises: str = option(
        "auto",
        "Exceptions to document: escaping includes those of callees, direct only those here.",
        scope=PROJECT,
        choices=("auto", "escaping", "direct"),
    )
    instructions: str = option(
        "", "The project's own words for the writer, counted in the budget.", scope=PROJECT
    )
    exclude: tuple[str, ...] = option(
        [], "Globs of files that package runs pass over (gitignore syntax).", scope=PROJECT
    )
    exclude_from_context: tuple[str, ...] = option(
        [], "Globs of files whose text never enters a prompt.", scope=PROJECT
    )
    diagnostics: str = option(
        "contradictions",
        "What is reported about existing docstrings while you type.",
        scope=PROJECT,
        choices=("off", "contradictions", "all"),
    )
    diagnostic_severity: str = option(
        "hint",
        "How loud these reports are.",
        scope=PROJECT,
        choices=("hint", "information", "warning"),
    )
    diagnostic_rules: tuple[str, ...] = option(
        [], "Single rules, as RULE=off, hint, information or warning.", scope=PROJECT
    )
    context_budget: int = option(
        4000, "Tokens of all messages of one prompt.", least=200, most=1_000_000
    )
    timeout: float = option(60.0, "Seconds one answer may take in all.", least=1, most=3600)
    temperature: float = option(
        0.2, "Sampling temperature, where the model takes one.", least=0, most=2
    )
    idle_timeout: float = option(
        30.0, "Seconds of silence after which an answer counts as stalled.", least=0.05, most=3600
    )
    answer_tokens: int = option(
        1200,
        "Most tokens one answer may have, hidden reasoning not included.",
        least=64,
        most=100_000,
    )
    reasoning_effort: str = option(
        "",
        "How long a reasoning model thinks; empty: as little as the model allows.",
        choices=("", "none", "minimal", "low", "medium", "high", "xhigh"),
    )
    requests_per_minute: int = option(
        0, "Quota of requests per minute; 0: learned from the service.", least=0, most=10_000_000
    )
    tokens_per_minute: int = option(
        0, "Quota of tokens per minute; 0: learned from the service.", least=0, most=1_000_000_000
    )
    models: tuple[str, ...] = option(
        [],
        "Models to add or to correct: NAME;window=…;input=…;output=…;price-in=…;price-cached=…;"
        "price-out=… (tokens; US dollars per million).",
    )
    retries: int = option(2, "How often a failed request is tried again.", least=0, most=10)
    concurrency: int = option(4, "Requests under way at once.", least=1, most=64)
    client_timeout: float = option(
        10.0, "Seconds to wait until the editor has applied an edit.", least=0.1, most=600
    )
    jedi_interpreter: str = option("", "Python interpreter whose packages jedi may look into.")
    resolver_deadline: float = option(
        1.9,
        "Seconds after which, in the editor, context is from what was found until then; 0: none.",
        least=0,
        most=120,
    )
    cache: bool = option(
        True, "Whether answers and usage are kept on disk, in the user's own cache folder."
    )
    cache_dir: str = option(
        "", "Absolute path of the folder for them; empty: the user's cache folder."
    )
    cache_size: int = option(64, "Most megabytes of kept answers.", least=1, most=100_000)
    cache_days: int = option(90, "Days after which a kept answer is forgotten.", least=1, most=3650)
    cache_url: str = option(
        "", "Redis URL of a cache shared by a team, such as rediss://HOST:6380/0.", secret=True
    )
    max_cost: float = option(
        0.0, "US dollars that one session may spend; 0: no limit.", least=0, most=1_000_000
    )
    max_tokens: int = option(
        0,
        "Tokens, sent and received, that one session may spend; 0: no limit.",
        least=0,
        most=10**12,
    )
    log_level: str = option(
        "warning",
        "How much is logged; never code or answers.",
        choices=("debug", "info", "warning", "error"),
    )
    log_format: str = option(
        "text", "How log lines are written to stderr.", choices=("text", "json")
    )


def names() -> tuple[str, ...]:
    """All option names, as attributes."""
    return tuple(item.name for item in fields(Options))


def kebab(name: str) -> str:
    """The name in pyproject and flags."""
    return name.replace("_", "-")


def camel(name: str) -> str:
    """The name in editor settings."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)
