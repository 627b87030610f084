"""The order of the examination: from what is written down to one real request."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from ..config import Config
from ..connection import how_to_connect
from ..core.problems import Problem, Severity
from ..providers import DoctorCheck
from .connection import connection, language_model
from .local import cache, interpreter, prices, shared_cache, telemetry, tokenizer
from .report import Check, State

LOCAL: Mapping[DoctorCheck, Callable[[Config], Awaitable[Check | None]]] = {
    DoctorCheck.LANGUAGE_MODEL: language_model,
    DoctorCheck.TOKENIZER: tokenizer,
    DoctorCheck.INTERPRETER: interpreter,
    DoctorCheck.CACHE: cache,
    DoctorCheck.SHARED_CACHE: shared_cache,
    DoctorCheck.PRICES: prices,
    DoctorCheck.TELEMETRY: telemetry,
}
"""What can be looked at without a connection; None where there is nothing to look at."""


async def run_checks(
    config: Config, problems: tuple[Problem, ...] = (), *, request: bool = True
) -> AsyncIterator[Check]:
    """Look at everything, one check after the other.

    Args:
        config: The options in force.
        problems: What was wrong with how they were written.
        request: Whether one tiny request is sent to each deployment.

    Yields:
        Checks as they are made.
    """
    yield _configuration(config, problems)
    yield _provider(config)
    for kind in config.provider_spec.checks:
        if kind is DoctorCheck.DEPLOYMENTS:
            async for check in _deployments(config, request):
                yield check
        elif (local := await LOCAL[kind](config)) is not None:
            yield local


async def _deployments(config: Config, request: bool) -> AsyncIterator[Check]:
    incomplete = [each for each in config.connection_problems if each.severity is Severity.ERROR]
    if incomplete:
        yield Check("deployments", State.WRONG, incomplete[0].message)
        return
    async for check in connection(config, request=request):
        yield check


def _configuration(config: Config, problems: tuple[Problem, ...]) -> Check:
    origins = {name: origin for name, origin in config.origins.items() if origin != "default"}
    details = {"set": origins, "problems": [problem.message for problem in problems]}
    serious = [each for each in problems if each.severity is not Severity.INFO]
    if serious:
        message = " ".join(each.message for each in serious)
        return Check("configuration", State.WRONG, message, "Correct it and look again.", details)
    places = sorted(set(origins.values()))
    summary = f"{len(origins)} options from {', '.join(places)}" if places else "all defaults"
    return Check("configuration", State.OK, f"{summary}.", details=details)


def _provider(config: Config) -> Check:
    if config.provider_spec.asks_model:
        return Check("provider", State.OK, f"{config.provider} writes the prose.")
    chosen = bool(config.options.provider)
    why = "as chosen" if chosen else "since no model's connection is set"
    advice = "" if chosen else f"Set {how_to_connect()}, for a model."
    advice = " ".join(problem.message for problem in config.connection_problems) or advice
    return Check("provider", State.OK, f"The draft writes, without a model, {why}.", advice)
