"""From source text to the body of the request, held against every limit."""

from __future__ import annotations

from docstring_ls.adapters.llm.openai.deployment_profile import profile_for
from docstring_ls.adapters.llm.openai.deployments import deployments_of
from docstring_ls.adapters.llm.openai.request_plan import plan
from docstring_ls.adapters.tokens import ByteBound, Tiktoken, encoding_of
from docstring_ls.core.analysis import SYNTAX_ONLY, facts_of
from docstring_ls.core.context import Index
from docstring_ls.core.docstrings import Style
from docstring_ls.core.prompt import chat_tokens, compose, schema_tokens
from docstring_ls.core.syntax import find, parse
from docstring_ls.core.text import Source
from docstring_ls.errors import TooLarge
from support.model import config_for

MODELS = ("gpt-4", "gpt-35-turbo", "gpt-4o", "gpt-4.1-mini", "gpt-5", "o3", "somebody-else's")
FILLER = '''
def helper_{0}(value: int, größe: str = "表現") -> dict[str, int]:
    """Help with {0}."""
    if value > {0}:
        raise ValueError(f"{{value}} \U0001f600 {{größe}}")
    return {{größe: value * {0}, "helper": helper_{1}(value)}}

'''
FILLER_BYTES = len(FILLER.format(1000, 999).encode())


def _module(size: int, body: int) -> str:
    """Helpers of so many bytes around a function whose body has so many lines."""
    helpers = [FILLER.format(n, max(0, n - 1)) for n in range(size // FILLER_BYTES)]
    target = "def target(a, b=None):\n    x = helper_0(a)\n" + "".join(
        f"    x['{n}'] = helper_{n % 7}(a + {n}) if b else x  # {'long ' * (n % 9)}\n"
        for n in range(body)
    )
    half = len(helpers) // 2
    return "".join([*helpers[:half], target, "    return x\n", *helpers[half:]])


def check(size: int, body: int, model: str, budget: int, tokenizer: bool) -> bool:
    """Compose and plan; assert every limit, counted exactly; whether anything would be sent."""
    exact = Tiktoken(encoding_of(model))
    counter = exact if tokenizer else ByteBound()
    source = Source("file:///p/module.py", _module(size, body), 1)
    syntax = parse(source)
    (symbol,) = find(syntax, "target")
    facts = facts_of(syntax, symbol)
    prompt, problems = compose(
        syntax, symbol, facts, SYNTAX_ONLY, Style(), Index(), budget, counter, "/p"
    )
    if prompt is None:
        assert problems
        return False
    assert chat_tokens(exact, prompt.messages) <= budget
    config = config_for("http://127.0.0.1:9", deployment="d", model=model)
    (deployment,) = deployments_of(config)
    manners = profile_for(deployment, config.options)
    try:
        sent, _ = plan(prompt, deployment, manners, config.options, counter)
    except TooLarge as problem:
        assert problem.prompt_budget < prompt.prompt_tokens
        return False
    tokens = chat_tokens(exact, sent["messages"]) + schema_tokens(
        exact, sent["response_format"]["json_schema"]["schema"]
    )
    limits = deployment.model
    assert tokens <= limits.input and sent[manners.cap] <= limits.output
    assert tokens + sent[manners.cap] <= limits.window
    assert max(len(each["content"]) for each in sent["messages"]) <= 1_048_576
    return True
