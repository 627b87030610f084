"""Every option, once: the extension's settings and the README's table are made from it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, fields

from .core.analysis import RaisesScope
from .core.docstrings import STYLES, Detail
from .core.prompt import Model, ReasoningEffort
from .option_spec import SPEC, OptionScope, OptionSpec, choice, entries, option, words_of
from .option_values import (
    DEPLOYMENT_FORM,
    MODEL_FORM,
    RULE_FORM,
    Authentication,
    DeploymentEntry,
    FindingLevel,
    LogFormat,
    LogLevel,
    ReportedFindings,
    RuleLevel,
    read_deployment,
    read_model,
    read_rule,
)
from .providers import ProviderKind

PROJECT = OptionScope.PROJECT


@dataclass(frozen=True)
class Options:
    """What docstring-ls can be told; names are snake_case here and kebab-case for people."""

    provider: ProviderKind | None = choice(
        None,
        {"": None, **words_of(ProviderKind)},
        "Who writes the prose. Empty: the one whose connection is set, else the draft.",
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
    deployments: tuple[DeploymentEntry, ...] = entries(
        read_deployment,
        "Several deployments, the preferred first: NAME[@ENDPOINT][;model=…][;rpm=…][;tpm=…]"
        "[;priority=…]; they stand in for each other.",
        form=DEPLOYMENT_FORM,
    )
    allow_unencrypted: bool = option(
        False,
        "Let code and keys travel unencrypted: http:// and redis:// to other machines than this.",
    )
    authentication: Authentication = choice(
        Authentication.AUTO,
        words_of(Authentication),
        "Where the key or token for Azure comes from; auto takes the first that is there.",
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
    style: str | None = choice(
        None,
        {"auto": None, **{name: name for name in STYLES}},
        "Docstring style; auto asks the project's configuration, then its existing docstrings.",
        scope=PROJECT,
    )
    detail: Detail = choice(
        Detail.STANDARD, words_of(Detail), "How much is written.", scope=PROJECT
    )
    language: str = option("English", "Natural language of the prose.", scope=PROJECT)
    line_length: int = option(
        0,
        "Longest line of a docstring in columns; 0 asks the project's configuration, else 88.",
        scope=PROJECT,
        least=0,
        most=1000,
    )
    types: bool | None = choice(
        None,
        {"auto": None, "yes": True, "no": False},
        "Whether types are repeated in the docstring.",
        scope=PROJECT,
    )
    raises: RaisesScope | None = choice(
        None,
        {"auto": None, **words_of(RaisesScope)},
        "Exceptions to document: escaping includes those of callees, direct only those here.",
        scope=PROJECT,
    )
    instructions: str = option(
        "", "The project's own words for the writer, counted in the budget.", scope=PROJECT
    )
    exclude: tuple[str, ...] = entries(
        str, "Globs of files that package runs pass over (gitignore syntax).", scope=PROJECT
    )
    exclude_from_context: tuple[str, ...] = entries(
        str, "Globs of files whose text never enters a prompt.", scope=PROJECT
    )
    diagnostics: ReportedFindings = choice(
        ReportedFindings.CONTRADICTIONS,
        words_of(ReportedFindings),
        "What is reported about existing docstrings while you type.",
        scope=PROJECT,
    )
    diagnostic_severity: FindingLevel = choice(
        FindingLevel.HINT,
        words_of(FindingLevel),
        "How loud these reports are.",
        scope=PROJECT,
    )
    diagnostic_rules: tuple[RuleLevel, ...] = entries(
        read_rule,
        "Single rules, by name or number, as RULE=off or DLS101=warning.",
        form=RULE_FORM,
        scope=PROJECT,
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
    reasoning_effort: ReasoningEffort | None = choice(
        None,
        {"": None, **words_of(ReasoningEffort)},
        "How long a reasoning model thinks; empty: as little as the model allows.",
    )
    requests_per_minute: int = option(
        0, "Quota of requests per minute; 0: learned from the service.", least=0, most=10_000_000
    )
    tokens_per_minute: int = option(
        0, "Quota of tokens per minute; 0: learned from the service.", least=0, most=1_000_000_000
    )
    models: tuple[Model, ...] = entries(
        read_model,
        "Models to add or to correct: NAME;window=…;input=…;output=…;price-in=…;price-cached=…;"
        "price-out=… (tokens; US dollars per million).",
        form=MODEL_FORM,
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
    log_level: LogLevel = choice(
        LogLevel.WARNING, words_of(LogLevel), "How much is logged; never code or answers."
    )
    log_format: LogFormat = choice(
        LogFormat.TEXT, words_of(LogFormat), "How log lines are written to stderr."
    )


OPTIONS: Mapping[str, OptionSpec] = types.MappingProxyType(
    {item.name: item.metadata[SPEC] for item in fields(Options)}
)
"""What is known of each option, by attribute name, in the order of declaration."""

DEFAULTS = Options()


def variables(name: str) -> tuple[str, ...]:
    """The environment variables of an option, the strongest first."""
    return (f"DOCSTRING_LS_{name.upper()}", *OPTIONS[name].env)


def variable(name: str) -> str:
    """The environment variable by which people mostly give an option."""
    ours, *others = variables(name)
    return (*others, ours)[0]


def kebab(name: str) -> str:
    """The name in pyproject and flags."""
    return name.replace("_", "-")


def camel(name: str) -> str:
    """The name in editor settings."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)
