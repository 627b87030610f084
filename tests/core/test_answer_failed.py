"""Which answers of a model are a docstring, and which have failed."""

from __future__ import annotations

import argparse
import ast
import asyncio.tasks
import collections
import concurrent.futures
import dataclasses
import datetime
import difflib
import email.message
import enum
import fractions
import functools
import gzip
import inspect
import ipaddress
import json
import logging
import pathlib
import pickle
import random
import re
import shutil
import smtplib
import statistics
import string
import subprocess
import tarfile
import tempfile
import textwrap
import threading
import typing
import unittest.case
import zipfile

import pytest

from docstring_ls.core.prompt import read, read_partial

FAILED = [
    "", " \n\t", "\u200b\ufeff\u00a0", "null", '""', "{}", "[]", "[1, 2]", "42", "true",
    '{"summary": ""}', '{"summary": "  "}', '{"summary": null}', '{"summary": "\\u200b"}',
    '{"summary": "..."}', '{"summary": "TODO"}', '{"summary": "I\'m sorry, I can\'t do that."}',
    "```\n```", "```json\n```", "```json\n{}\n```",
    '{"text": "Do it."}', '{"error": {"code": 429}}',
    'Sure! Here is a docstring: {"summary": ', 'Sure! Here is a docstring: {"summary": "Do',
    "Sure! Here is a docstring:", "I'm sorry, I can't help with that.", "I cannot assist you.",
    "As an AI language model, I have no access to your code.",
    "Here's the docstring you asked for.",
    "<html><body>502 Bad Gateway</body></html>", "Internal Server Error", "502 Bad Gateway.",
    "def f(a):\n    return a\n", "return a + b", "import os", "- a: One.\n- b: Two.", "# Docstring",
    "You write docstrings for Python code.", "Of course. The function adds two numbers.",
    "Add two numbers.\n\nLet me know if you need more.", "Add two numbers.\n\n```python\nx\n```",
]  # fmt: skip
# What small models say before, behind and instead of a docstring.
CHATTER = [
    "Okay, here is the docstring.", "Certainly. I have documented it.", "Great question! It adds.",
    "Sure thing, it adds two numbers.", "So, let me document it.", "Hello! How can I help you?",
    "Based on the code you gave, it adds.", "Looking at the function, it adds two numbers.",
    "It looks like you forgot the code.", "It seems that the code is incomplete.",
    "To write a docstring for this, I need its body.", "No docstring is needed.",
    "No changes are needed.", "We need to produce JSON with a summary.", "First, I read the code.",
    "The user wants me to write a docstring.", "The user asks for a docstring.",
    "This docstring describes the function.", "The updated docstring is below.",
    "A Google-style docstring for the function.", "Your JSON is invalid.", "Unfortunately, no.",
    "Docstring: Add two numbers.", "**Docstring:** Add two numbers.", "Summary: Add numbers.",
    "JSON: none at all.", "Please provide the function.", "I don't see any code.", "I think so.",
    "You didn't give me any code.", "You can use the following docstring.", "I’m not able to help.",
    "Hier ist der Docstring.", "Natürlich! Die Funktion addiert.", "Gerne, hier kommt er.",
    "Es tut mir leid, das geht nicht.", "Leider geht das nicht.", "Ich kann das nicht tun.",
    "Voici la docstring demandée.", "Bien sûr ! Elle ajoute.", "Désolé, je ne peux pas.",
    "Je ne peux pas vous aider.", "Aquí tienes el docstring.", "Claro, aquí está.",
    "Lo siento, no puedo ayudar.", "Ecco la docstring richiesta.", "Aqui está a docstring.",
    "以下是文档字符串。", "抱歉，我不能。", "以下はドキュメントです。",
]  # fmt: skip
# Only where there is no schema: as a field's value they may be the docstring of an exception.
INSTEAD = [
    "429 Too Many Requests", "Error 503: Service Unavailable", "error: 500", "Gateway Timeout",
    "Request timed out.", "Rate limit exceeded. Try again in 20 s.", "Access denied", "Done",
    "Here is a docstring for the function:", "The function's docstring in JSON:",
    "Traceback (most recent call last):", "upstream connect error or disconnect",
]  # fmt: skip
BEHIND = [
    "Let me know if you need anything else!", "I hope this helps!", "Hope it helps.",
    "Feel free to change it.", "Would you like me to add examples?", "Is there anything else?",
    "If you have any questions, just ask.", "If you want an example, let me know.",
    "Note: I assumed that both are numbers.", "Note that this docstring follows PEP 257.",
    "I have added an Args section.", "I've kept it short.", "I assumed that a is a number.",
    "This docstring follows the Google style.", "Explanation: it adds.", "**Changes made:**",
    "Don't hesitate to ask.", "Ich hoffe, das hilft.", "Wenn du noch Fragen hast, frag.",
    "N'hésitez pas à demander.", "J'espère que cela aide.", "Espero que te sirva.",
]  # fmt: skip
GOOD = [
    '{"summary": "Add two numbers."}', '```json\n{"summary": "Add two numbers."}\n```',
    'Sure! Here it is:\n```json\n{"summary": "Add two numbers."}\n```\nLet me know {if} it fits.',
    '{"docstring": {"summary": "Add two numbers."}}', '[{"summary": "Add two numbers."}]',
    '{"summary": "Add two numbers.", "parameters": [{"name": "a", "desc',
    "Add two numbers.", '"""Add two numbers."""', "```\nAdd two numbers.\n```",
    "Add two numbers.\n\nArgs:\n    a: One.\n    b: Two.",
    "Add two numbers.\n\nIf you need more, use ``sum``, which takes a list.",
    "Add two numbers.\n\n>>> add([1], {'a': [\"b\"]})\n['a', 'b']",
]  # fmt: skip


@pytest.mark.parametrize("text", FAILED)
def test_what_is_no_docstring_has_failed(text: str) -> None:
    docstring, problems = read(text)
    assert docstring.summary == ""
    assert problems and "answer" in problems[0].message


@pytest.mark.parametrize("text", [*CHATTER, *INSTEAD])
def test_chatter_is_no_docstring(text: str) -> None:
    assert read(text)[0].summary == ""
    if text in CHATTER:
        assert read(json.dumps({"summary": text}))[0].summary == ""
        assert read(f"{text}\n\nAdd two numbers.")[0].summary == ""


@pytest.mark.parametrize("text", BEHIND)
def test_chatter_behind_a_docstring_does_not_get_into_it(text: str) -> None:
    assert text not in read(f"Add two numbers.\n\nArgs:\n    a: One.\n\n{text}")[0].description
    assert read(f"Add two numbers.\n\n{text}")[0].summary == ""
    assert read(f'{{"summary": "Add two numbers."}}\n\n{text}')[0].summary == "Add two numbers."


def docstrings() -> list[str]:
    """What people wrote into the standard library."""
    modules = (argparse, ast, asyncio.tasks, collections, concurrent.futures, dataclasses, datetime,
               difflib, email.message, enum, fractions, functools, gzip, inspect, ipaddress,
               logging, pathlib, pickle, random, shutil, smtplib, statistics, string, subprocess,
               tarfile, tempfile, textwrap, threading, typing, unittest.case, zipfile)  # fmt: skip
    trees = (ast.walk(ast.parse(inspect.getsource(module))) for module in modules)
    named = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = (ast.get_docstring(node) for tree in trees for node in tree if isinstance(node, named))
    return [text for text in dict.fromkeys(found) if text]


def test_what_people_write_is_a_docstring() -> None:
    texts = docstrings()
    refused = []
    for text in texts:
        head, _, rest = text.partition("\n\n")
        if not read(json.dumps({"summary": head, "description": rest}))[0].summary:
            refused.append(text)
    # Two words, as in "year (1-9999)" and "a + b", are as like to be an error or code.
    told = [text for text in texts if len(re.findall("[A-Za-z]{2,}", text)) > 2]
    plain = [text for text in told if not read(text)[0].summary]
    assert len(told) > 1000
    assert len(refused) <= len(texts) * 0.002, refused
    assert len(plain) <= len(told) * 0.005, plain


@pytest.mark.parametrize("text", GOOD)
def test_a_docstring_is_found_in_what_surrounds_it(text: str) -> None:
    assert read(text)[0].summary == "Add two numbers."


@pytest.mark.parametrize(
    "summary",
    ["Error raised when a key is missing.", "No-op handler.", "Great circle distance in metres.",
     "Traceback formatter.", "Docstring parser for NumPy.", "404 handler of the shop.",
     "As an aid, print it.", "計算する。", "502 Bad Gateway.", "The response of the server.",
     "You can use it as a context manager.", "I am a wrapper around sockets.", "Access denied.",
     "The answer to a question.", "If you need more, use another.", "Certainty of a guess.",
     "The JSON object of a row.", "Here document of a shell.", "Note: slow."],
)  # fmt: skip
def test_a_summary_that_begins_like_chatter_is_none(summary: str) -> None:
    assert read(json.dumps({"summary": summary}))[0].summary == summary


def test_no_chatter_is_shown_while_it_comes() -> None:
    for text in ("Sure! Here is a docstring:", json.dumps({"summary": "I'm sorry, but no."})):
        shown = [read_partial(text[:end]) for end in range(20, len(text) + 1)]
        assert not any(one and "sorry" in one.docstring.summary for one in shown)
        assert not any(one and "Sure" in one.docstring.summary for one in shown)
