"""Logging: to stderr, as text or JSON, without anybody's texts."""

from __future__ import annotations

import json
import logging

import pytest

from docstring_ls.adapters import logs


@pytest.fixture(autouse=True)
def restored():
    """Loggers as they were, for the tests that come after."""
    names = ["", "docstring_ls", *logs.FOREIGN]
    before = {name: logging.getLogger(name).level for name in names}
    handlers = list(logging.getLogger().handlers)
    yield
    logging.getLogger().handlers[:] = handlers
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


ours = logging.getLogger("docstring_ls.adapters.usage")


def test_json_lines_hold_the_known_fields(capsys):
    logs.configure("info", "json")
    ours.info("%d tokens", 3, extra={"correlation": "c0ffee", "cost": 0.5, "text": "secret"})
    line = json.loads(capsys.readouterr().err)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "docstring_ls.adapters.usage",
        "message": "3 tokens",
        "correlation": "c0ffee",
        "cost": 0.5,
    }


def test_text_lines_name_the_correlation(capsys):
    logs.configure("warning")
    ours.warning("slow", extra={"correlation": "c0ffee"})
    ours.info("not shown")
    assert capsys.readouterr().err == "warning: docstring_ls.adapters.usage: slow (id c0ffee)\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_exception_shows_its_place_and_not_its_text(capsys, form):
    logs.configure("warning", form)
    try:
        raise ValueError("secret source text")
    except ValueError:
        ours.exception("failed")
    shown = capsys.readouterr().err
    assert "ValueError at" in shown and "test_logs" in shown
    assert "secret" not in shown and shown.count("\n") == 1


@pytest.mark.parametrize("name", ["pygls.protocol", "openai._base_client", "httpx2", "httpcore2.h"])
def test_foreign_loggers_show_no_body_even_while_we_debug(capsys, name):
    logs.configure("debug")
    logging.getLogger(name).debug("body: secret")
    logging.getLogger(name).info("Sending data: secret")
    assert capsys.readouterr().err == ""


def test_second_call_replaces_the_first(capsys):
    logs.configure("info")
    logs.configure("error", "json")
    ours.error("once")
    ours.warning("not shown")
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_goes_to_stdout(capsys):
    logs.configure("debug")
    ours.error("x")
    assert capsys.readouterr().out == ""
