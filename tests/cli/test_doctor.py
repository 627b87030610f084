"""``docstring-ls doctor``: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import json
import sys

import pytest

from docstring_ls.cli.doctor import doctor_command
from support.azure import AzureServer, answer, error
from support.redis import RedisServer

KEY = "key-that-nobody-may-see"
GOOD = '{"summary": "Return the answer.", "description": null}'


def azure(server, **more):
    return {
        "AZURE_OPENAI_ENDPOINT": server.endpoint,
        "AZURE_OPENAI_DEPLOYMENT": "prod",
        "AZURE_OPENAI_API_KEY": KEY,
        "AZURE_OPENAI_API_VERSION": "2024-10-21",
        **more,
    }


def examined(shell, *arguments, **environ):
    done = shell(doctor_command, "--json", *arguments, **environ)
    report = json.loads(done.stdout)
    assert report["exit_code"] == done.exit_code
    assert KEY not in done.output
    return done.exit_code, {check["name"]: check for check in report["checks"]}


def test_draft_is_well_and_says_what_a_model_needs(shell):
    code, checks = examined(shell)
    assert code == 0
    assert "draft" in checks["provider"]["message"]
    assert "endpoint" in checks["provider"]["advice"]
    assert not any(name.startswith("request") for name in checks)


def test_healthy_deployment(shell):
    quota = {"x-ratelimit-limit-requests": "60", "x-ratelimit-limit-tokens": "20000"}
    with AzureServer([answer(GOOD, seconds=0.1, headers=quota)], key=KEY) as server:
        code, checks = examined(shell, **azure(server))
        assert len(server.requests) == 1
        assert len(server.requests[0].text) < 300
    assert code == 0
    assert {check["state"] for check in checks.values()} == {"ok"}
    assert checks["configuration"]["details"]["set"]["endpoint"] == "environment"
    assert checks["authentication for prod"]["message"] == "api-key (environment) is used."
    request = checks["request to prod"]["details"]
    assert 0 < request["first_seconds"] <= request["seconds"] < 300
    assert request["usage"]["prompt_tokens"] == 120
    model = checks["model behind prod"]["details"]
    assert model["model"] == "gpt-4o-2024-11-20"
    assert model["limits"]["output"] == 16_384
    assert checks["quota of prod"]["message"] == "60 requests and 20,000 tokens a minute."
    assert checks["tokenizer"]["details"]["encoding"] == "o200k_base"


@pytest.mark.parametrize(
    ("reply", "code", "state", "words"),
    [
        (error(401, "401", "Access denied due to invalid subscription key"), 2, "wrong", "key"),
        (error(404, "DeploymentNotFound", "The API deployment"), 2, "wrong", "prod"),
        (error(429, "429", "Too many", retry_after=1), 1, "failed", ""),
        (error(500, None, "Internal"), 1, "failed", ""),
    ],
)
def test_failing_request_tells_whose_fault_it_is(shell, reply, code, state, words):
    with AzureServer([reply]) as server:
        exit_code, checks = examined(shell, **azure(server))
        assert len(server.requests) == 1
    assert (exit_code, checks["request to prod"]["state"]) == (code, state)
    assert words in checks["request to prod"]["message"]
    assert checks["request to prod"]["advice"]
    assert checks["cache"]["state"] == "ok"


def test_unreachable_endpoint(shell):
    with AzureServer([answer(GOOD)]) as server:
        environ = azure(server)
    code, checks = examined(shell, **environ)
    assert code == 1 and "127.0.0.1" in checks["request to prod"]["message"]


def test_no_request_sends_nothing(shell):
    with AzureServer([answer(GOOD)]) as server:
        code, checks = examined(shell, "--no-request", **azure(server))
        assert server.connections == 0
    assert code == 0 and checks["request to prod"]["state"] == "skipped"


def test_compatible_service(shell):
    with AzureServer([answer(GOOD, model="qwen3-coder")]) as server:
        environ = {"OPENAI_BASE_URL": f"{server.endpoint}/v1", "DOCSTRING_LS_MODEL": "qwen3-coder"}
        code, checks = examined(shell, **environ)
    assert code == 0
    assert checks["provider"]["message"].startswith("openai")
    assert checks["model behind qwen3-coder"]["state"] == "warning"


def test_unencrypted_endpoint_elsewhere_must_be_allowed(shell):
    environ = {"AZURE_OPENAI_ENDPOINT": "http://proxy.example", "AZURE_OPENAI_DEPLOYMENT": "prod"}
    environ["AZURE_OPENAI_API_KEY"] = KEY
    code, checks = examined(shell, "--no-request", **environ)
    assert code == 2 and checks["deployments"]["state"] == "wrong"
    assert "allow-unencrypted" in checks["deployments"]["advice"]
    environ["DOCSTRING_LS_ALLOW_UNENCRYPTED"] = "yes"
    code, checks = examined(shell, "--no-request", **environ)
    assert code == 0 and checks["deployment"]["state"] == "warning"
    assert "https" in checks["deployment"]["advice"]


def test_each_of_several_deployments_is_asked(shell):
    with AzureServer(lambda asked: answer(GOOD, model=f"{asked.deployment}-model")) as server:
        environ = azure(server, DOCSTRING_LS_DEPLOYMENTS="gpt-4o;priority=1,tiny;rpm=60")
        code, checks = examined(shell, **environ)
        assert sorted(each.deployment for each in server.requests) == ["gpt-4o", "tiny"]
    assert code == 0
    assert checks["model behind gpt-4o"]["state"] == "ok"
    assert checks["model behind tiny"]["state"] == "warning"
    assert "models" in checks["model behind tiny"]["advice"]


def test_missing_key_is_a_wrong_configuration(shell, monkeypatch):
    with AzureServer([answer(GOOD)]) as server:
        environ = azure(server, AZURE_OPENAI_API_KEY="", DOCSTRING_LS_AUTHENTICATION="key")
        code, checks = examined(shell, **environ)
        assert server.connections == 0
    assert code == 2 and checks["authentication for prod"]["state"] == "wrong"


def test_incomplete_connection_is_a_wrong_configuration(shell):
    code, checks = examined(shell, DOCSTRING_LS_PROVIDER="azure")
    assert code == 2 and "endpoint" in checks["deployments"]["message"]


def test_wrong_option_is_told(shell):
    code, checks = examined(shell, DOCSTRING_LS_TIMEOUT="soon")
    assert code == 2 and "timeout" in checks["configuration"]["message"]


def test_interpreter_is_run_only_when_the_user_chose_it(shell):
    code, checks = examined(shell, DOCSTRING_LS_JEDI_INTERPRETER=sys.executable)
    assert code == 0
    version = ".".join(map(str, sys.version_info[:3]))
    assert checks["interpreter"]["details"]["version"] == version
    code, checks = examined(shell, DOCSTRING_LS_JEDI_INTERPRETER="/nowhere/python")
    assert code == 2 and "jedi-interpreter" in checks["interpreter"]["advice"]


def test_unwritable_cache_is_a_warning(shell):
    (shell.workspace / "file").write_text("")
    code, checks = examined(shell, DOCSTRING_LS_CACHE_DIR=str(shell.workspace / "file" / "sub"))
    assert code == 0 and checks["cache"]["state"] == "warning"


def test_shared_cache(shell, tmp_path):
    with RedisServer(tmp_path) as server:
        code, checks = examined(shell, DOCSTRING_LS_CACHE_URL=server.url)
        assert code == 0 and checks["shared cache"]["state"] == "ok"
        wrong = f"redis://:{KEY}@{server.place}"
        assert "password" in _warning(shell, wrong)
    assert "can't be reached" in _warning(shell, wrong)


def _warning(shell, url):
    code, checks = examined(shell, DOCSTRING_LS_CACHE_URL=url)
    assert code == 0 and checks["shared cache"]["state"] == "warning"
    return str(checks["shared cache"])


def test_readable_form_shows_origins_and_no_key(shell):
    with AzureServer([answer(GOOD)]) as server:
        done = shell(doctor_command, **azure(server))
    assert done.exit_code == 0, done.output
    assert f"endpoint = {server.endpoint}  (environment: AZURE_OPENAI_ENDPOINT)" in done.stdout
    assert "api-key = ***" in done.stdout and KEY not in done.output
    assert "gpt-4o-2024-11-20" in done.stdout
