"""How one deployment wants to be asked: guessed from its model, then learned from its answers."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from ....core.prompt import EFFORTS, Model, model_named
from ....options import Options
from .deployments import Deployment

SCHEMA, FUNCTION, TEXT = "schema", "function", "text"
MAX_COMPLETION, MAX_TOKENS = "max_completion_tokens", "max_tokens"
RESERVE = {"none": 0, "minimal": 512, "low": 2048, "medium": 8192, "high": 16_384, "xhigh": 32_768}
CHARACTERS = 1_048_576


@dataclass
class DeploymentProfile:
    """What is known about asking one deployment.

    Attributes:
        model: Its limits.
        form: How the answer's shape is asked for: SCHEMA, FUNCTION or TEXT.
        cap: The name of the parameter that caps the answer.
        temperature: Whether a temperature may be sent.
        usage: Whether usage may be asked for.
        effort: The reasoning effort to send, empty for none.
        reserve: Tokens of the cap that hidden reasoning may use.
        characters: Most characters of one message.
        lessons: How often something was learned.
        correction: Tokens by which the service counted more than we did.
    """

    model: Model
    form: str = SCHEMA
    cap: str = MAX_COMPLETION
    temperature: bool = True
    usage: bool = True
    effort: str = ""
    reserve: int = 0
    characters: int = CHARACTERS
    correction: int = 0
    lessons: int = 0
    _differences: deque[int] = field(default_factory=lambda: deque(maxlen=20))

    def learned(self, something: bool) -> bool:
        """Count a lesson, if it was one."""
        self.lessons += something
        return something

    def correct(self, difference: int) -> None:
        """The service counted so many tokens more than we did, or fewer."""
        self._differences.append(difference)
        self.correction = max(0, *self._differences)

    @property
    def corrected(self) -> bool:
        """Whether it is known how the service counts."""
        return bool(self._differences)

    def learn_model(self, name: str) -> None:
        """The service named the model that answers: take the limits that are known for it."""
        found = model_named(name)
        if found and not self.model.name:
            self.model = found


def profile_for(deployment: Deployment, options: Options) -> DeploymentProfile:
    """The best guess before the first answer."""
    model = deployment.model
    profile = DeploymentProfile(model, cap=_cap(deployment))
    if model.effort:
        profile.cap = MAX_COMPLETION
        profile.temperature = False
        profile.effort = _effort(options.reasoning_effort, model.effort)
        profile.reserve = RESERVE[profile.effort]
    return profile


def _effort(wanted: str, least: str) -> str:
    """The wanted effort, not below the least that the model has."""
    return max(wanted or least, least, key=EFFORTS.index)


def _cap(deployment: Deployment) -> str:
    """Older api-versions and most compatible services know only ``max_tokens``."""
    endpoint = deployment.endpoint
    if not endpoint.azure:
        return MAX_COMPLETION if endpoint.openai else MAX_TOKENS
    return MAX_TOKENS if "" < endpoint.api_version < "2024-09" else MAX_COMPLETION
