"""The chat formula, against the counts that OpenAI's cookbook published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docstring_ls.adapters.tokens import ByteBound, Tiktoken
from docstring_ls.core.prompt import Message, MessageRole, chat_tokens, schema_tokens, tool_tokens

COOKBOOK = json.loads((Path(__file__).parent.parent / "cases/tokens/cookbook.json").read_text())
JARGON, WEATHER = COOKBOOK["jargon"], COOKBOOK["weather"]


@pytest.fixture(scope="module")
def tiktoken() -> Tiktoken:
    return Tiktoken()


def test_cookbook_messages_count_as_published(tiktoken):
    assert chat_tokens(tiktoken, JARGON["messages"]) == 124


def test_cookbook_tools_count_as_published(tiktoken):
    assert (
        chat_tokens(tiktoken, WEATHER["messages"]) + tool_tokens(tiktoken, WEATHER["tools"]) == 101
    )


def test_older_family_counts_as_published():
    assert chat_tokens(Tiktoken("cl100k_base"), JARGON["messages"]) == 129


def test_messages_and_mappings_count_alike(tiktoken):
    messages = [Message(MessageRole.SYSTEM, "Be brief."), Message(MessageRole.USER, "def f(): ...")]
    mappings = [{"role": item.role, "content": item.content} for item in messages]
    assert chat_tokens(tiktoken, messages) == chat_tokens(tiktoken, mappings)


def test_no_tools_cost_nothing(tiktoken):
    assert tool_tokens(tiktoken, []) == 0


def test_schema_counts_what_the_model_is_shown(tiktoken):
    bare = {"type": "object", "properties": {"summary": {"type": "string"}}}
    strict = {**bare, "required": ["summary"], "additionalProperties": False}
    assert schema_tokens(tiktoken, strict) == schema_tokens(tiktoken, bare)


def test_property_named_like_a_keyword_is_counted(tiktoken):
    plain = {"type": "object", "properties": {}}
    keyword = {"type": "object", "properties": {"required": {"type": "boolean"}}}
    assert schema_tokens(tiktoken, keyword) > schema_tokens(tiktoken, plain)


def test_nested_tool_parameters_are_counted(tiktoken):
    deep = {
        "type": "array",
        "items": {"type": "object", "properties": {"name": {"type": "string"}}},
    }
    tool = {"function": {"name": "emit", "parameters": {"properties": {"raises": deep}}}}
    flat = {
        "function": {"name": "emit", "parameters": {"properties": {"raises": {"type": "array"}}}}
    }
    assert tool_tokens(tiktoken, [tool]) > tool_tokens(tiktoken, [flat]) + 10


def test_byte_bound_is_a_bound_of_the_whole_formula(tiktoken):
    for sizes in (
        lambda counter: chat_tokens(counter, JARGON["messages"]),
        lambda counter: tool_tokens(counter, WEATHER["tools"]),
    ):
        assert sizes(ByteBound()) >= sizes(tiktoken)
