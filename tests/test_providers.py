"""The table of providers: nothing of a row is forgotten, and everybody reads the same row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docstring_ls.adapters.cache.caching_provider import identity
from docstring_ls.app import WIRES, load_config, open_parts
from docstring_ls.cli.doctor import doctor_command
from docstring_ls.cli.generate import generate_command
from docstring_ls.config import Config, Layer, build
from docstring_ls.doctor.checks import LOCAL
from docstring_ls.errors import ConfigurationError
from docstring_ls.options import OPTIONS
from docstring_ls.providers import PROVIDERS, DoctorCheck, ProviderKind, WireKind
from support.shell import Shell

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
SECRETS = {name for name, spec in OPTIONS.items() if spec.secret} - {"cache_url"}
KINDS = tuple(ProviderKind)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    return Shell(monkeypatch, tmp_path)


def test_every_kind_has_its_row_and_every_row_its_wire() -> None:
    assert set(PROVIDERS) == set(KINDS)
    asked = {spec.wire for spec in PROVIDERS.values() if spec.asks_model}
    assert set(WIRES) == set(WireKind) == asked


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_is_whole(kind: ProviderKind) -> None:
    spec = PROVIDERS[kind]
    assert spec.kind is kind and spec.service and spec.setup
    named = {*spec.needs, *spec.begun_by, *spec.credentials}
    assert named <= OPTIONS.keys(), "it names options that are not declared"
    assert {OPTIONS[name].scope for name in named} <= {"user"}
    assert bool(spec.address) == bool(spec.target), "an address and whom to ask there go together"
    assert bool(spec.credentials) == bool(spec.address), "an address and its key go together"
    assert bool(spec.telemetry_id) == spec.asks_model
    assert bool(spec.address) == (DoctorCheck.DEPLOYMENTS in spec.checks)
    assert f"| `{kind}` | {spec.service} |" in README


def test_every_secret_of_a_connection_belongs_to_somebody() -> None:
    owners = [name for spec in PROVIDERS.values() for name in spec.credentials]
    assert set(owners) >= SECRETS and len(owners) == len(set(owners))


def test_ids_elsewhere_are_of_one_provider_each() -> None:
    ids = [spec.telemetry_id for spec in PROVIDERS.values() if spec.asks_model]
    assert len(set(ids)) == len(ids)


def test_doctor_can_make_every_check_that_a_row_asks_for() -> None:
    wanted = {check for spec in PROVIDERS.values() for check in spec.checks}
    assert wanted == set(DoctorCheck)
    assert wanted - {DoctorCheck.DEPLOYMENTS} == set(LOCAL)


def test_the_command_line_offers_those_that_it_can_ask(shell: Shell) -> None:
    offered = " ".join(shell(generate_command, "--help").stdout.split())
    kinds = [kind for kind in KINDS if PROVIDERS[kind].on_command_line]
    assert f"[{'|'.join(kinds)}]" in offered
    settings = load_config("", environ={}, editor={"provider": "nobody"})[1]
    assert ", ".join(KINDS) in settings[0].message


def test_a_run_does_not_ask_the_editors_model(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text("def f():\n    return 1\n")
    with pytest.raises(ConfigurationError, match="can't be asked from the command line") as told:
        shell(generate_command, str(path), "--write", DOCSTRING_LS_PROVIDER="editor")
    assert "--provider: draft, azure, openai" in told.value.advice
    assert path.read_text() == "def f():\n    return 1\n"
    named = shell(generate_command, str(path), "--provider", "editor")
    assert named.exit_code == 2 and "'draft', 'azure', 'openai'" in named.stderr


def test_the_editors_model_is_not_asked_from_the_command_line(shell: Shell) -> None:
    config, problems = load_config("", environ={"DOCSTRING_LS_PROVIDER": "editor"})
    assert not problems
    with pytest.raises(ConfigurationError, match=r"\(environment\).*from the command line") as told:
        open_parts(config, "cli")
    assert "draft, azure, openai" in told.value.advice
    done = shell(doctor_command, "--json", DOCSTRING_LS_PROVIDER="editor")
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["language model"]["state"] == "skipped" and done.exit_code == 0
    assert "editor" in checks["language model"]["message"]


@pytest.mark.parametrize("kind", ["azure", "openai", "draft", "editor"])
def test_the_address_is_that_of_the_provider_in_force(kind: str) -> None:
    environ = {
        "DOCSTRING_LS_PROVIDER": kind,
        "AZURE_OPENAI_ENDPOINT": "https://azure.example",
        "OPENAI_BASE_URL": "https://openai.example",
    }
    config, _ = load_config("", environ=environ)
    needs_one = bool(PROVIDERS[ProviderKind(kind)].address)
    assert config.address == (f"https://{kind}.example" if needs_one else "")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if PROVIDERS[kind].needs])
def test_whom_to_ask_is_read_from_the_row_and_tells_answers_apart(kind: ProviderKind) -> None:
    spec = PROVIDERS[kind]

    def configured(target: str) -> Config:
        settings = {spec.address: "https://h.example", spec.target: target, "provider": kind.value}
        return build((Layer("here", settings),))[0]

    one, other = configured("one"), configured("other")
    assert not one.connection_problems
    assert (one.target, one.model_name, one.address) == ("one", "one", "https://h.example")
    assert identity(one) != identity(other)
