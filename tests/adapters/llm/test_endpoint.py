"""Every form in which people write an endpoint leads to the right request line."""

from __future__ import annotations

import pytest

from docstring_ls.adapters.llm.openai.deployments import deployments_of
from docstring_ls.adapters.llm.openai.endpoint import azure_endpoint, compatible_endpoint
from docstring_ls.config import Layer, build
from docstring_ls.errors import ConfigurationError

R = "https://r.openai.azure.com"
FORMS = [
    (R, "", f"{R}/openai/v1/", ""),
    (R, "v1", f"{R}/openai/v1/", ""),
    (R, "preview", f"{R}/openai/v1/", ""),
    (f"{R}/", "2024-10-21", R, "2024-10-21"),
    ("r.openai.azure.com", "2024-10-21", R, "2024-10-21"),
    (f" {R}/openai/v1/ ", "", f"{R}/openai/v1/", ""),
    (f"{R}/openai/v1", "2024-10-21", R, "2024-10-21"),
    (f"{R}/openai/v1/chat/completions", "", f"{R}/openai/v1/", ""),
    (f"{R}/openai", "2024-10-21", R, "2024-10-21"),
    (f"{R}/openai/deployments/d/chat/completions?api-version=2024-06-01", "", R, "2024-06-01"),
    ("https://r.services.ai.azure.com/", "", "https://r.services.ai.azure.com/openai/v1/", ""),
    ("https://gw.corp/azure/openai/", "2024-10-21", "https://gw.corp/azure", "2024-10-21"),
    ("http://127.0.0.1:8080", "v1", "http://127.0.0.1:8080/openai/v1/", ""),
]


@pytest.mark.parametrize("written, version, base, dated", FORMS)
def test_azure_endpoint(written, version, base, dated):
    found = azure_endpoint(written, version)
    assert (found.base, found.api_version) == (base, dated)


def test_deployment_inside_the_address_counts():
    url = f"{R}/openai/deployments/my-gpt/chat/completions?api-version=2024-06-01"
    config, _ = build((Layer("test", {"provider": "azure", "endpoint": url}),))
    assert [each.name for each in deployments_of(config)] == ["my-gpt"]


@pytest.mark.parametrize(
    "written, base",
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/"),
        ("http://localhost:1234/v1/chat/completions", "http://localhost:1234/v1/"),
        ("https://api.openai.com/v1/", "https://api.openai.com/v1/"),
    ],
)
def test_compatible_endpoint(written, base):
    assert compatible_endpoint(written).base == base


@pytest.mark.parametrize(
    "written", ["ftp://x", "https://", "a b", "https://user:pw@host", "https://h:port", "::"]
)
def test_nonsense_is_refused_and_never_repeated(written):
    with pytest.raises(ConfigurationError, match="endpoint") as caught:
        azure_endpoint(written)
    assert "pw" not in str(caught.value)


def _deployments(**options):
    config, problems = build((Layer("test", {"provider": "azure", **options}),))
    assert not problems
    return deployments_of(config)


def test_several_deployments_with_quotas_and_priorities():
    first, second = _deployments(
        endpoint=R,
        deployments=[
            "slow;priority=5;tpm=1000",
            "fast@https://s.openai.azure.com;rpm=60;model=gpt-5",
        ],
    )
    assert (first.name, first.endpoint.host, first.rpm) == ("fast", "s.openai.azure.com", 60)
    assert first.model.effort == "minimal"
    assert (second.name, second.endpoint.host, second.tpm) == ("slow", "r.openai.azure.com", 1000)


@pytest.mark.parametrize(
    "options, named",
    [
        ({}, "endpoint"),
        ({"endpoint": R}, "deployment"),
        ({"deployment": "d"}, "endpoint"),
        ({"provider": "openai"}, "base-url"),
        ({"provider": "openai", "base_url": "http://h/v1"}, "model"),
    ],
)
def test_what_is_missing_is_named(options, named):
    with pytest.raises(ConfigurationError, match=named):
        _deployments(**options)
