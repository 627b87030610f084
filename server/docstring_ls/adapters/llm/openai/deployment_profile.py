"""How one deployment wants to be asked: guessed from its model, then learned from its answers."""

from __future__ import annotations

from dataclasses import dataclass

from ....core.prompt import EFFORTS
from ....options import Options
from ..model_limits import ModelLimits
from .deployments import Deployment

# What the answer's shape is asked for with: structured output, a call of a tool, words alone.
SCHEMA, FUNCTION, TEXT = "schema", "function", "text"
MAX_COMPLETION, MAX_TOKENS = "max_completion_tokens", "max_tokens"
# Tokens of the cap that are set aside for reasoning of each effort.
RESERVE = {"none": 0, "minimal": 512, "low": 2048, "medium": 8192, "high": 16_384, "xhigh": 32_768}


@dataclass
class DeploymentProfile(ModelLimits):
    """What is known about asking one deployment.

    Attributes:
        form: How the answer's shape is asked for: SCHEMA, FUNCTION or TEXT.
        cap: The name of the parameter that caps the answer.
        temperature: Whether a temperature may be sent.
        usage: Whether usage may be asked for.
        effort: The reasoning effort to send, empty for none.
    """

    form: str = SCHEMA
    cap: str = MAX_COMPLETION
    temperature: bool = True
    usage: bool = True
    effort: str = ""


def profile_for(deployment: Deployment, options: Options) -> DeploymentProfile:
    """The best guess before the first answer."""
    model = deployment.model
    profile = DeploymentProfile(model, cap=_cap(deployment))
    if model.effort:
        profile.cap = MAX_COMPLETION
        profile.temperature = False
        profile.effort = _effort(options.reasoning_effort or "", model.effort)
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
