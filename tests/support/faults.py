"""What servers do when something is wrong, and what a user must see of it: one row a behaviour."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docstring_ls.adapters.llm.backoff import Timings
from support.azure import (
    DONE,
    Act,
    Recorded,
    Reply,
    answer,
    bare,
    delta,
    error,
    event,
    prompt_filter,
    raw,
    usage_chunk,
)
from support.model import DOCSTRING

TIMINGS = Timings().faster(50)
GOOD = answer(DOCSTRING)
HALF = (event(prompt_filter()), event(delta({"content": DOCSTRING[:25]})))
REST = event(delta({"content": DOCSTRING[25:]}))
STOP = event(delta({}, finish="stop"))
FILTERS = {
    "violence": {"filtered": True, "severity": "medium"},
    "jailbreak": {"filtered": False, "detected": False},
}


@dataclass(frozen=True)
class Case:
    """One behaviour.

    Attributes:
        name: What the server does.
        script: How.
        kind: ``ok`` or the class of the error.
        says: What the error's text must hold, all of it.
        requests: How many requests the server must have seen.
        withdrawn: How often a shown text must be taken back.
        options: Options that differ from the usual ones.
        fault: Whose fault the error says it is, empty where it does not matter.
    """

    name: str
    script: tuple[Reply, ...] | Callable[[Recorded], Reply]
    kind: str = "ok"
    says: tuple[str, ...] = ()
    requests: int = 1
    withdrawn: int = 0
    options: dict[str, Any] = field(default_factory=dict)
    fault: str = ""


def _case(name: str, *script: Reply, kind: str = "ok", says: str = "", **more: Any) -> Case:
    return Case(name, script, kind, tuple(says.split(" | ")) if says else (), **more)


def _annotation(finish: str | None = None, **results: Any) -> dict[str, Any]:
    """A chunk of the asynchronous content filter: it has no delta."""
    choice: dict[str, Any] = {
        "index": 0,
        "finish_reason": finish,
        "content_filter_results": results,
        "content_filter_offsets": {"check_offset": 44, "start_offset": 44, "end_offset": 198},
    }
    return {"id": "", "object": "", "created": 0, "model": "", "choices": [choice], "usage": None}


def _until(found: Callable[[dict[str, Any]], bool], rejection: Reply) -> Any:
    """Reject requests until one is as it should be."""
    return lambda request: GOOD if found(request.json) else rejection


def _unsupported(param: str, message: str, code: str = "unsupported_parameter") -> Reply:
    return error(400, code, message, type="invalid_request_error", param=param)


UNAUTHORIZED_TOKEN = {
    "statusCode": 401,
    "message": "Unauthorized. Access token is missing, invalid, audience is incorrect "
    "(https://cognitiveservices.azure.com), or have expired.",
}
TOO_FAST = (
    "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 "
    "have exceeded token rate limit of your current OpenAI S0 pricing tier."
)
WINDOW = (
    "This model's maximum context length is 8192 tokens. However, you requested {} tokens "
    "({} in the messages, {} in the completion). Please reduce the length of the messages."
)

ANSWERS = (
    _case("good answer", GOOD),
    _case("one byte at a time", raw(*(bytes([b]) for s in GOOD.steps for b in s))),  # type: ignore[union-attr]
    _case(
        "comments, CRLF, no space after data:",
        raw(
            b": ping\r\n\r\n",
            *(s.replace(b"data: ", b"data:").replace(b"\n", b"\r\n") for s in (*HALF, REST, STOP)),
            DONE,
        ),
    ),
    _case("lone CR line ends", raw(*(s.replace(b"\n", b"\r") for s in (*HALF, REST, STOP, DONE)))),
    _case("end without [DONE]", raw(*HALF, REST, STOP)),
    _case("empty and id-only events", raw(b"data:\n\n", b"id: 7\n\n", *HALF, REST, STOP, DONE)),
    _case("chunk with delta null", raw(event(delta(None)), *HALF, REST, STOP, DONE)),
    _case(
        "late harmless filter annotation",
        raw(*HALF, REST, STOP, event(_annotation(hate={"filtered": False})), DONE),
    ),
    _case("no usage", raw(*HALF, REST, STOP, DONE)),
    _case("function call", answer(DOCSTRING, tool="docstring", finish="tool_calls")),
    _case("plain text, no JSON", answer("Add two numbers.")),
    _case(
        "everything in one packet",
        raw(b"".join((*HALF, REST, STOP, event(usage_chunk(DOCSTRING, "m")), DONE))),
    ),
)

BROKEN = (
    _case(
        "end of stream without finish_reason",
        raw(*HALF, REST, DONE),
        kind="Incomplete",
        says="broke off",
        requests=3,
        withdrawn=3,
    ),
    _case("end of stream in the middle, then good", raw(*HALF), GOOD, requests=2, withdrawn=1),
    _case(
        "reset before the headers",
        bare(Act.RESET),
        kind="Unreachable",
        says="closed the connection | endpoint",
        requests=3,
    ),
    _case("reset before the headers, then good", bare(Act.RESET), GOOD, requests=2),
    _case(
        "reset in the middle",
        raw(*HALF, Act.RESET),
        kind="Incomplete",
        says="broke in the middle",
        requests=3,
        withdrawn=3,
    ),
    _case("reset in the middle, then good", raw(*HALF, Act.RESET), GOOD, requests=2, withdrawn=1),
    _case(
        "half-close in the middle",
        raw(*HALF, Act.HALF_CLOSE),
        kind="Incomplete",
        says="broke in the middle",
        requests=3,
        withdrawn=3,
    ),
    _case(
        "stall before the headers",
        bare(Act.STALL),
        kind="Incomplete",
        says="stopped sending | idle-timeout",
        requests=3,
    ),
    _case(
        "stall before the first text",
        raw(event(prompt_filter()), Act.STALL),
        kind="Incomplete",
        says="stopped sending",
        requests=3,
    ),
    _case(
        "stall between chunks",
        raw(*HALF, Act.STALL),
        kind="Incomplete",
        says="stopped sending",
        requests=3,
        withdrawn=3,
    ),
    _case(
        "stall between chunks, only comments",
        raw(*HALF, *([b": ping\n\n", 0.03] * 40)),
        kind="Incomplete",
        says="stopped sending",
        requests=3,
        withdrawn=3,
    ),
    _case("stall after the last chunk", raw(*HALF, REST, STOP, Act.STALL)),
    _case("stall after [DONE]", raw(*HALF, REST, STOP, DONE, Act.STALL)),
    _case(
        "JSON broken inside an event",
        raw(*HALF, b"data: {malformed\n\n", STOP, DONE),
        kind="Incomplete",
        says="can't be read",
        requests=3,
        withdrawn=3,
    ),
    _case(
        "event that is no object",
        raw(b"data: [1]\n\n"),
        kind="Incomplete",
        says="can't be read",
        requests=3,
    ),
    _case(
        "choices of a wrong type",
        raw(event({"choices": [7]})),
        kind="Incomplete",
        says="can't be read",
        requests=3,
    ),
    _case(
        "bytes that are no UTF-8",
        raw(*HALF, b'data: {"choices":"\xff"}\n\n'),
        kind="Incomplete",
        says="can't be read",
        requests=3,
        withdrawn=3,
    ),
    _case(
        "HTML instead of a stream",
        Reply((b"<html>Sign in</html>",), 200, {"content-type": "text/html"}),
        kind="Unreachable",
        says="text/html | endpoint",
    ),
    _case(
        "JSON instead of a stream",
        Reply((b"{}",), 200, {"content-type": "application/json"}),
        kind="Unreachable",
        says="application/json | endpoint",
    ),
    _case("no bytes at all", raw(), kind="Incomplete", says="broke off", requests=3),
    _case(
        "nonsense instead of HTTP",
        bare(b"SSH-2.0-OpenSSH_9.6\r\n"),
        kind="Unreachable",
        says="endpoint",
        requests=3,
    ),
    _case(
        "redirect",
        error(307, headers={"location": "http://127.0.0.1:9/elsewhere"}),
        kind="Unreachable",
        says="redirects | endpoint",
    ),
    _case(
        "answer that never ends",
        raw(*([event(delta({"content": "a"})), 0.02] * 400)),
        kind="Incomplete",
        says="in time | timeout",
        withdrawn=1,
        options={"timeout": 1, "retries": 0},
    ),
)

JUDGED = (
    _case(
        "finish_reason length",
        answer(DOCSTRING[:20], finish="length"),
        kind="Incomplete",
        says="answer-tokens",
        requests=2,
        withdrawn=2,
    ),
    _case(
        "length, then good with more room",
        answer(DOCSTRING[:20], finish="length"),
        GOOD,
        requests=2,
        withdrawn=1,
    ),
    _case(
        "finish_reason content_filter",
        answer(DOCSTRING[:20], finish="content_filter"),
        kind="Filtered",
        says="content filter | answer",
        withdrawn=1,
    ),
    _case(
        "asynchronous filter blocks after stop",
        raw(
            *HALF,
            REST,
            STOP,
            event(
                _annotation(
                    "content_filter", protected_material_code={"detected": True, "filtered": True}
                )
            ),
            DONE,
        ),
        kind="Filtered",
        says="protected_material_code",
        withdrawn=1,
    ),
    _case(
        "prompt blocked",
        error(
            400,
            "content_filter",
            "The response was filtered due to the prompt.",
            param="prompt",
            innererror={"code": "ResponsibleAIPolicyViolation", "content_filter_result": FILTERS},
        ),
        kind="Filtered",
        says="prompt | violence | exclude-from-context",
    ),
    _case(
        "refusal",
        raw(event(delta({"refusal": "I can't help"})), STOP, DONE),
        kind="Refused",
        says="declined",
    ),
    _case("empty answer", answer(""), kind="Incomplete", says="empty", requests=3),
    _case(
        "error inside the stream",
        raw(*HALF, event({"error": {"code": "server_error", "message": "x"}})),
        kind="ProviderError",
        says="failed",
        requests=3,
        withdrawn=3,
    ),
    _case(
        "content filter as an error inside the stream",
        raw(*HALF, event({"error": {"code": "content_filter", "message": "x"}})),
        kind="Filtered",
        says="answer",
        withdrawn=1,
    ),
)

REJECTED = (
    _case(
        "401 wrong key",
        error(401, "401", "Access denied due to invalid subscription key."),
        kind="AuthenticationFailed",
        says="api-key | AZURE_OPENAI_API_KEY | came from: test",
        fault="user",
    ),
    _case(
        "401 token",
        error(401, body=UNAUTHORIZED_TOKEN),
        kind="AuthenticationFailed",
        says="token-scope | wrong scope",
        fault="user",
    ),
    _case(
        "401 missing role",
        error(401, "PermissionDenied", "Principal does not have access to API/Operation."),
        kind="AuthenticationFailed",
        says="Cognitive Services OpenAI User",
        fault="user",
    ),
    _case(
        "403 firewall",
        error(403, "403", "Access denied due to Virtual Network/Firewall rules."),
        kind="Unreachable",
        says="firewall",
    ),
    _case(
        "403 resource blocked",
        error(403, "403", "Resource is blocked."),
        kind="AuthenticationFailed",
        says="forbids",
    ),
    _case(
        "403 streaming forbidden",
        error(403, None, "Streaming requests are not yet allowed."),
        kind="DeploymentMissing",
        says="streaming",
    ),
    _case(
        "404 deployment",
        error(404, "DeploymentNotFound", "The API deployment does not exist."),
        kind="DeploymentMissing",
        says="gpt-4o | AZURE_OPENAI_DEPLOYMENT",
        fault="user",
    ),
    _case(
        "404 path",
        error(404, "404", "Resource not found"),
        kind="DeploymentMissing",
        says="endpoint and api-version",
    ),
    _case(
        "413 HTML",
        error(413, body="<html>Request Entity Too Large</html>"),
        kind="TooLarge",
        says="context-budget",
    ),
    _case("431", error(431, body=""), kind="ProviderError", says="431"),
    _case(
        "400 model does not chat",
        error(
            400,
            "OperationNotSupported",
            "The chatCompletion operation does not work with the specified model.",
        ),
        kind="DeploymentMissing",
        says="chat",
    ),
    _case(
        "400 string too long",
        error(
            400,
            "string_above_max_length",
            "Invalid 'messages[1].content': string too long. Expected a string with maximum "
            "length 1048576, but got a string with length 2000000 instead.",
        ),
        kind="TooLarge",
        says="context-budget",
    ),
    _case(
        "400 window exceeded by the prompt",
        error(400, "context_length_exceeded", WINDOW.format(9000, 8100, 900), param="messages"),
        kind="TooLarge",
        says="context-budget",
    ),
    _case(
        "400 input limit of gpt-5",
        error(
            400,
            "context_length_exceeded",
            "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted "
            "in 289650 tokens. Please reduce the length of the messages.",
        ),
        kind="TooLarge",
        says="context-budget",
    ),
    _case(
        "400 something else",
        error(400, "invalid_request", "No."),
        kind="ProviderError",
        says="rejected | invalid_request",
    ),
    _case("400 without a body", error(400, body=""), kind="ProviderError", says="400"),
)

LEARNED = (
    Case(
        "400 temperature not supported",
        _until(
            lambda body: "temperature" not in body,
            _unsupported(
                "temperature",
                "Unsupported value: 'temperature' does not support 0.2 with "
                "this model. Only the default (1) value is supported.",
                "unsupported_value",
            ),
        ),
        requests=2,
    ),
    Case(
        "400 use max_completion_tokens",
        _until(
            lambda body: "max_completion_tokens" in body,
            _unsupported(
                "max_tokens",
                "Unsupported parameter: 'max_tokens' is not supported with "
                "this model. Use 'max_completion_tokens' instead.",
            ),
        ),
        requests=2,
        options={"api_version": "2024-06-01"},
    ),
    Case(
        "400 max_completion_tokens unknown",
        _until(
            lambda body: "max_tokens" in body,
            _unsupported("", "Unrecognized request argument supplied: max_completion_tokens", ""),
        ),
        requests=2,
    ),
    Case(
        "400 max_tokens too large",
        _until(
            lambda body: body["max_completion_tokens"] <= 1000,
            error(
                400,
                "invalid_value",
                "max_tokens is too large: 1200. This model supports at most "
                "1000 completion tokens, whereas you provided 1200.",
                param="max_tokens",
            ),
        ),
        requests=2,
    ),
    Case(
        "400 window exceeded by the answer",
        _until(
            lambda body: body["max_completion_tokens"] <= 1000,
            error(
                400, "context_length_exceeded", WINDOW.format(8300, 7192, 1200), param="messages"
            ),
        ),
        requests=2,
    ),
    Case(
        "400 stream_options unknown",
        _until(
            lambda body: "stream_options" not in body,
            _unsupported("", "Unrecognized request argument supplied: stream_options", ""),
        ),
        requests=2,
    ),
    Case(
        "400 no structured outputs",
        _until(
            lambda body: "tools" in body,
            _unsupported(
                "response_format",
                "Invalid parameter: 'response_format' of type "
                "'json_schema' is not supported with this model.",
                "",
            ),
        ),
        requests=2,
    ),
    Case(
        "400 neither structured outputs nor functions",
        lambda request: (
            GOOD
            if not {"tools", "response_format"} & set(request.json)
            else _unsupported("tools", "tools is not supported with this model.")
            if "tools" in request.json
            else _unsupported("response_format", "response_format json_schema is not supported.")
        ),
        requests=3,
    ),
    Case(
        "400 reasoning effort unknown",
        _until(
            lambda body: body["reasoning_effort"] == "low",
            _unsupported(
                "reasoning_effort",
                "Unsupported value: 'reasoning_effort' does not support "
                "'minimal' with this model. Supported values are: 'low', 'medium', 'high'.",
                "unsupported_value",
            ),
        ),
        requests=2,
        options={"model": "gpt-5"},
    ),
    Case(
        "400 reasoning used up the answer",
        _until(
            lambda body: body["max_completion_tokens"] > 3000,
            error(
                400,
                None,
                "Could not finish the message because max_tokens or model output limit "
                "was reached. Please try again with higher max_tokens.",
            ),
        ),
        requests=3,
        options={"model": "gpt-5"},
    ),
)

BUSY = (
    _case(
        "429 with retry-after, then good",
        error(429, "429", TOO_FAST, retry_after=0.1),
        GOOD,
        requests=2,
    ),
    _case(
        "429 with retry-after-ms, then good",
        error(429, "RateLimitReached", TOO_FAST, headers={"retry-after-ms": "100"}),
        GOOD,
        requests=2,
    ),
    _case(
        "429 again and again",
        error(429, "429", TOO_FAST, retry_after=0.02),
        kind="RateLimited",
        says="rate limit | deployments",
        requests=3,
    ),
    _case(
        "429 with retry-after 86400",
        error(429, "429", TOO_FAST, retry_after=86400),
        kind="RateLimited",
        says="86,400 seconds",
        requests=1,
    ),
    _case(
        "429 with a wrong date",
        error(429, "429", TOO_FAST, headers={"retry-after": "soon"}),
        GOOD,
        requests=2,
    ),
    _case(
        "429 capacity",
        error(429, None, "The service is temporarily unable to process."),
        GOOD,
        requests=2,
    ),
    _case(
        "429 quota used up",
        error(429, "insufficient_quota", "You exceeded your quota."),
        kind="RateLimited",
        says="billing",
        requests=1,
    ),
    _case("408", error(408, "Timeout", "The operation was timeout."), GOOD, requests=2),
    _case("409", error(409, "Conflict", "Conflict."), GOOD, requests=2),
    _case(
        "500 JSON",
        error(500, "InternalServerError", "The server had an error."),
        kind="ProviderError",
        says="HTTP 500",
        requests=3,
        fault="service",
    ),
    _case("502 HTML, then good", error(502, body="<html>Bad Gateway</html>"), GOOD, requests=2),
    _case("503 empty", error(503, body=""), kind="ProviderError", says="HTTP 503", requests=3),
    _case("503 twice, then good", error(503, body=""), error(503, body=""), GOOD, requests=3),
    _case(
        "503 without retries",
        error(503, body=""),
        kind="ProviderError",
        says="503",
        requests=1,
        options={"retries": 0},
    ),
    _case(
        "stall in the body of an error",
        Reply(
            (json.dumps({"error": {}}).encode()[:5], Act.STALL),
            500,
            {"content-type": "application/json"},
        ),
        kind="Incomplete",
        says="stopped sending",
        requests=3,
    ),
)

CASES = (*ANSWERS, *BROKEN, *JUDGED, *REJECTED, *LEARNED, *BUSY)
