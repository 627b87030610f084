"""Options as people write them: good ones become values, bad ones a message and the default."""

from __future__ import annotations

import json
from typing import Any

import pytest

from docstring_ls.app import load_config
from docstring_ls.cli.config import config_command
from docstring_ls.config import MOST_PROBLEMS, Layer, build
from docstring_ls.core.analysis import RaisesScope
from docstring_ls.core.docstrings import STYLES, Detail
from docstring_ls.core.prompt import Model, ReasoningEffort
from docstring_ls.option_values import (
    Authentication,
    DeploymentEntry,
    FindingLevel,
    LogLevel,
    ReportedFindings,
    RuleLevel,
)
from docstring_ls.options import DEFAULTS, OPTIONS, kebab
from docstring_ls.providers import ProviderKind
from support.shell import Shell


def named(rows: list[tuple[str, Any, Any]]) -> list[str]:
    """Ids of rows whose values are too long, or too odd, to be one."""
    return [f"{number}-{kebab(row[0])}" for number, row in enumerate(rows)]


OFF = RuleLevel("wrong-default", None)
HINT = RuleLevel("unknown-parameter", FindingLevel.HINT)

# Option, what is written, its value.
GOOD: list[tuple[str, Any, Any]] = [
    ("provider", " azure ", ProviderKind.AZURE),
    ("provider", "", None),
    ("authentication", "key-vault", Authentication.KEY_VAULT),
    ("style", "auto", None),
    ("style", "numpy", "numpy"),
    ("detail", "full", Detail.FULL),
    ("types", "auto", None),
    ("types", "no", False),
    ("raises", "direct", RaisesScope.DIRECT),
    ("diagnostics", "all", ReportedFindings.ALL),
    ("reasoning_effort", "xhigh", ReasoningEffort.XHIGH),
    ("log_level", "debug", LogLevel.DEBUG),
    ("cache", "No", False),
    ("cache", 1, True),
    ("line_length", "100", 100),
    ("line_length", 100.0, 100),
    ("timeout", "1e2", 100.0),
    ("exclude", "a/, b/*.py,", ("a/", "b/*.py")),
    ("exclude", ["a, b"], ("a, b",)),
    ("deployments", "one,two@https://x.example", (
        DeploymentEntry("one"), DeploymentEntry("two", "https://x.example"))),
    ("deployments", [" d @ h ; model = gpt-5 ; rpm=60; tpm=20000 ;priority=0;"], (
        DeploymentEntry("d", "h", "gpt-5", 60, 20_000, 0),)),
    ("deployments", ["@https://h/openai/deployments/d"], (
        DeploymentEntry("", "https://h/openai/deployments/d"),)),
    ("models", "tiny;window=1000;price-in=0.5", (Model("tiny", 1000, 1000, 4096, "", 0.5),)),
    ("models", ["gpt-4o;output=10;price-out=1"], (
        Model("gpt-4o", 128_000, 128_000, 10, "", None, None, 1.0),)),
    ("diagnostic_rules", ["wrong-default=off", "unknown-parameter = hint"], (OFF, HINT)),
    ("diagnostic_rules", ["DLS101=off"], (OFF,)),
]  # fmt: skip


@pytest.mark.parametrize(("option", "written", "value"), GOOD, ids=named(GOOD))
def test_what_is_written_becomes_a_value(option: str, written: Any, value: Any) -> None:
    config, problems = build((Layer("here", {option: written}),))
    assert not problems
    assert getattr(config.options, option) == value
    assert type(getattr(config.options, option)) is type(value)


@pytest.mark.parametrize(("option", "written", "value"), GOOD, ids=named(GOOD))
def test_a_value_is_shown_as_it_can_be_written(option: str, written: Any, value: Any) -> None:
    config, problems = build((Layer("here", {option: OPTIONS[option].show(value)}),))
    assert not problems and getattr(config.options, option) == value


WORDS = "must be one of"
DEPLOYMENT = "Write NAME@ENDPOINT;model=…;rpm=…;tpm=…;priority=…, where all but NAME may be absent."
MODEL = "Write NAME;window=…;input=…;output=…;price-in=…;price-cached=…;price-out=…."
RULE = "Write RULE=off, RULE=hint, RULE=information or RULE=warning."
ONE_LINE = "it must be one line of at most 2,000 visible characters"
LONG = f"'{'x' * 27}...{'x' * 28}'"
STYLE_NAMES = ", ".join(("auto", *STYLES))

# Option, what is written, what is said of it after the place and the option's name.
BAD: list[tuple[str, Any, str]] = [
    ("detail", "huge", f" {WORDS} brief, standard, full, not 'huge'; 'standard' is used instead."),
    ("types", True, f" {WORDS} auto, yes, no, not True; 'auto' is used instead."),
    ("raises", "all", f" {WORDS} auto, escaping, direct, not 'all'; 'auto' is used instead."),
    ("provider", "Azure",
     f" {WORDS} {', '.join(ProviderKind)}, not 'Azure'; it stays empty."),
    ("style", "\u202egoogle\x1b[31m",
     f" {WORDS} {STYLE_NAMES}, not '\\u202egoogle\\x1b[31m'; 'auto' is used instead."),
    ("log_level", "x" * 1_000_000,
     f" {WORDS} debug, info, warning, error, not {LONG}; 'warning' is used instead."),
    ("cache", "perhaps", " must be true or false, not 'perhaps'; true is used instead."),
    ("cache", 2, " must be true or false, not 2; true is used instead."),
    ("timeout", "soon", " must be a number, not 'soon'; 60.0 is used instead."),
    ("timeout", 0.5, " must be at least 1, not 0.5; 60.0 is used instead."),
    ("timeout", "nan", " must be a number, not 'nan'; 60.0 is used instead."),
    ("temperature", float("inf"), " must be a number, not inf; 0.2 is used instead."),
    ("retries", "99", " must be at most 10, not '99'; 2 is used instead."),
    ("retries", 1.5, " must be a whole number, not 1.5; 2 is used instead."),
    ("retries", True, " must be a whole number, not True; 2 is used instead."),
    ("retries", 10**5000, " must be a whole number, not one of thousands of digits;"
     " 2 is used instead."),
    ("retries", "9" * 5000, f" must be a whole number, not {LONG.replace('x', '9')};"
     " 2 is used instead."),
    ("language", None, " must be text, not None; 'English' is used instead."),
    ("endpoint", ["https://u:pw@h"], " must be text, not ['https://***@h']; it stays empty."),
    ("api_key", ["sk-1"], " must be text; it stays empty."),
    ("exclude", [1], " must be a list of texts, not [1]; it stays empty."),
    ("exclude", {"a": 1}, " must be a list of texts, not {'a': 1}; it stays empty."),
    ("deployments", ["d;speed=9"],
     f": 'd;speed=9' is left out: 'speed' is none of model, rpm, tpm, priority. {DEPLOYMENT}"),
    ("deployments", ["d;rpm=many"],
     f": 'd;rpm=many' is left out: rpm must be a whole number, not 'many'. {DEPLOYMENT}"),
    ("deployments", ["d;rpm=-1"],
     f": 'd;rpm=-1' is left out: rpm must be at least 0, not '-1'. {DEPLOYMENT}"),
    ("deployments", ["d;tpm="], f": 'd;tpm=' is left out: tpm needs one value. {DEPLOYMENT}"),
    ("deployments", ["d;tpm=1;tpm=2"],
     f": 'd;tpm=1;tpm=2' is left out: tpm needs one value. {DEPLOYMENT}"),
    ("deployments", ["@"], f": '@' is left out: it names no deployment. {DEPLOYMENT}"),
    ("deployments", ["a\nb\x00"], f": 'a\\nb\\x00' is left out: {ONE_LINE}. {DEPLOYMENT}"),
    ("deployments", ["x" * 1_000_000], f": {LONG} is left out: {ONE_LINE}. {DEPLOYMENT}"),
    ("deployments", ["d@https://u:pw@h;rpm=x"],
     ": 'd@https://***@h;rpm=x' is left out: rpm must be a whole number, not 'x'."
     f" {DEPLOYMENT}"),
    ("models", ["m;windw=5"],
     ": 'm;windw=5' is left out: 'windw' is none of window, input, output, price-in, price-cached,"
     f" price-out. {MODEL}"),
    ("models", ["m;window=inf"],
     f": 'm;window=inf' is left out: window must be a whole number, not 'inf'. {MODEL}"),
    ("models", ["m;window=0"],
     f": 'm;window=0' is left out: window must be at least 1, not '0'. {MODEL}"),
    ("models", ["m;price-in=nan"],
     f": 'm;price-in=nan' is left out: price-in must be a number, not 'nan'. {MODEL}"),
    ("models", [";window=5"], f": ';window=5' is left out: it names no model. {MODEL}"),
    ("diagnostic_rules", ["wrong-default=loud"],
     ": 'wrong-default=loud' is left out: wrong-default must be one of off, hint, information,"
     f" warning, not 'loud'. {RULE}"),
    ("diagnostic_rules", ["wrong-defaults=off"],
     f": 'wrong-defaults=off' is left out: there is no rule 'wrong-defaults'; the nearest"
     f" is wrong-default. {RULE}"),
    ("diagnostic_rules", ["DLS999=off"],
     f": 'DLS999=off' is left out: there is no rule 'DLS999'. {RULE}"),
    ("diagnostic_rules", ["=off"], f": '=off' is left out: it names no rule. {RULE}"),
    ("diagnostic_rules", ["\u202ea=off"],
     f": '\\u202ea=off' is left out: it names no rule. {RULE}"),
]  # fmt: skip


@pytest.mark.parametrize(("option", "written", "said"), BAD, ids=named(BAD))
def test_a_wrong_value_is_one_message_and_the_default(option: str, written: Any, said: str) -> None:
    config, problems = build((Layer("here", {option: written}),))
    assert [problem.message for problem in problems] == [f"here: {kebab(option)}{said}"]
    assert getattr(config.options, option) == getattr(DEFAULTS, option)
    assert config.origins[option] == "default"


def test_a_wrong_value_leaves_the_weaker_one() -> None:
    weak = Layer(
        "weak", {"retries": 5, "deployments": ["a"], "diagnostic_rules": ["wrong-type=off"]}
    )
    strong = Layer("strong", {"retries": 99, "deployments": ["b;rpm=x"], "diagnostic_rules": ["y"]})
    config, problems = build((weak, strong))
    assert len(problems) == 3 and "5 is used instead" in problems[0].message
    options = config.options
    assert (options.retries, options.deployments) == (5, (DeploymentEntry("a"),))
    assert options.diagnostic_rules == (RuleLevel("wrong-type", None),)
    assert config.origins["deployments"] == "weak"


def test_good_entries_stay_where_others_are_left_out() -> None:
    config, problems = build((Layer("here", {"models": "m;window=x,tiny;window=9,;input=1"}),))
    assert len(problems) == 2 and config.origins["models"] == "here"
    assert [model.name for model in config.options.models] == ["tiny"]


def test_a_place_that_is_wrong_all_over_does_not_flood() -> None:
    wrong = {f"option_{number}": number for number in range(10_000)}
    wrong["models"] = [f"m;x={number}" for number in range(10_000)]
    _, problems = build((Layer("here", wrong),))
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].message == f"here: {20_000 - MOST_PROBLEMS:,} more of its values are wrong."


def test_a_hostile_name_of_an_option_is_quoted() -> None:
    _, (problem,) = build((Layer("here", {"a\x1b[31m" + "b" * 1_000_000: 1}),))
    assert len(problem.message) < 200 and "\x1b" not in problem.message


# A connection that is begun and can't be used is an error: the draft does not stand in for it.
WHOLE = "rpm must be a whole number, not 'x'"
IN_VAIN = {
    "deployments": ({"DOCSTRING_LS_DEPLOYMENTS": "d;rpm=x"}, {}, "endpoint and deployment are"),
    "the rest is there": (
        {"DOCSTRING_LS_DEPLOYMENTS": "d;rpm=x", "AZURE_OPENAI_ENDPOINT": "https://h.example"},
        {},
        "deployment is",
    ),
    "an address of the editor": ({}, {"baseUrl": 5, "model": "m"}, "base-url is"),
}


@pytest.mark.parametrize("case", IN_VAIN)
def test_a_connection_that_is_written_wrongly_is_no_reason_for_the_draft(case: str) -> None:
    environ, settings, missing = IN_VAIN[case]
    config, _ = load_config("", editor=settings, environ=environ)
    (problem,) = config.connection_problems
    assert config.provider is not ProviderKind.DRAFT
    assert problem.severity == "error" and f"{missing} not set" in problem.message
    assert (WHOLE if environ else "must be text, not 5") in problem.message


def test_a_workspace_begins_no_connection_in_vain(tmp_path: Any) -> None:
    text = '[tool.docstring-ls]\nendpoint = 5\ndeployments = ["d;rpm=x"]\n'
    (tmp_path / "pyproject.toml").write_text(text)
    config, problems = load_config(str(tmp_path), environ={})
    assert [problem.code for problem in problems] == ["option-scope"] * 2
    assert config.provider is ProviderKind.DRAFT and not config.connection_problems


def test_all_deployments_wrong_but_one_named_elsewhere_is_asked() -> None:
    environ = {
        "DOCSTRING_LS_DEPLOYMENTS": "d;rpm=x",
        "AZURE_OPENAI_ENDPOINT": "https://h.example",
        "AZURE_OPENAI_DEPLOYMENT": "prod",
    }
    config, problems = load_config("", environ=environ)
    assert len(problems) == 1 and not config.connection_problems
    assert config.deployment_names == ("prod",)


def test_the_command_line_shows_values_as_they_are_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    environ = {
        "DOCSTRING_LS_DEPLOYMENTS": "d@https://u:pw@h.example;rpm=60,e",
        "DOCSTRING_LS_DIAGNOSTIC_RULES": "wrong-default=off",
        "DOCSTRING_LS_TYPES": "yes",
        "DOCSTRING_LS_PROVIDER": "azure",
    }
    done = Shell(monkeypatch, tmp_path)(config_command, "--json", **environ)
    options = json.loads(done.stdout)["options"]
    assert options["deployments"]["value"] == ["d@https://***@h.example;rpm=60", "e"]
    assert options["diagnostic-rules"]["value"] == ["wrong-default=off"]
    assert (options["types"]["value"], options["raises"]["value"]) == ("yes", "auto")
    assert options["provider"]["value"] == "azure"
    assert options["reasoning-effort"]["value"] == ""
