"""What a user of a compatible service is told: of that service, never of Azure."""

from __future__ import annotations

import pytest

from support.azure import AzureServer, Reply, error
from support.faults import TIMINGS
from support.model import ask

OLLAMA = {
    "provider": "openai",
    "model": "qwen2.5-coder",
    "openai_api_key": "sk-of-a-proxy",
    "api_version": "",
}


@pytest.mark.parametrize(
    "reply, kind, says",
    [
        pytest.param(
            error(404, None, 'model "qwen2.5-coder" not found, try pulling it first'),
            "DeploymentMissing",
            ("no model 'qwen2.5-coder'", "Correct model"),
            id="Ollama has not pulled the model",
        ),
        pytest.param(
            error(404, None, "The model `qwen2.5-coder` does not exist."),
            "DeploymentMissing",
            ("no model 'qwen2.5-coder'",),
            id="vLLM serves another model",
        ),
        pytest.param(
            error(404, None, "404 page not found"),
            "DeploymentMissing",
            ("does not know the path", "base-url"),
            id="a wrong path",
        ),
        pytest.param(
            error(401, None, "Invalid token"),
            "AuthenticationFailed",
            ("did not accept the key", "openai-api-key"),
            id="a proxy calls its keys tokens",
        ),
        pytest.param(
            error(403, "PermissionDenied", "You may not use this model."),
            "AuthenticationFailed",
            ("forbids this request", "openai-api-key"),
            id="a key that may not do this",
        ),
    ],
)
async def test_what_is_told(reply: Reply, kind: str, says: tuple[str, ...], opened) -> None:
    async with AzureServer((reply,)) as server:
        base_url = server.endpoint.rstrip("/") + "/v1"
        outcome = await ask(opened(base_url, timings=TIMINGS, base_url=base_url, **OLLAMA))
    told = str(outcome.error)
    assert outcome.kind == kind, told
    assert [part for part in says if part not in told] == []
    assert [word for word in ("Azure", "Entra", "az login", "role") if word in told] == []
