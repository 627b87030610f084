"""Within the budget and within every limit, from the source text on.

``benchmarks/limits.py`` does the same for hundreds of sources of up to 5 MB.
"""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.composed import MODELS, check


@given(
    size=st.sampled_from([0, 3_000, 20_000]),
    body=st.sampled_from([0, 30, 300]),
    model=st.sampled_from(MODELS),
    budget=st.sampled_from([200, 700, 4_000, 20_000, 150_000, 1_000_000]),
    tokenizer=st.booleans(),
)
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_source_budget_and_model(size, body, model, budget, tokenizer):
    check(size, body, model, budget, tokenizer)


def test_large_file_in_a_small_budget():
    assert check(300_000, 300, "gpt-4o", 4_000, tokenizer=True)
