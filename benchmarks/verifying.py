"""How long holding an answer against the code takes, beside parsing a file with tree-sitter.

    python benchmarks/verifying.py            # the ratio, at most a tenth
    python benchmarks/verifying.py --profile  # where the time goes

The answer has 3 kB and is held against its function for the first time: nothing is remembered
from an earlier round. The file has 2,800 lines. Read the ratio: the milliseconds are those of
this machine's processor.
"""

from __future__ import annotations

import argparse
import cProfile
import functools
import gc
import pstats
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter
import tree_sitter_python

from docstring_ls.core.analysis import Facts, facts_of, local_resolution
from docstring_ls.core.docstrings import Docstring, Entry, Style
from docstring_ls.core.rules import verify
from docstring_ls.core.syntax import parse, symbols
from docstring_ls.core.text import Source

LINES = 2_800
BAR = 0.1
ROUNDS = 15

CODE = '''
import asyncio
import logging
import time

logger = logging.getLogger(__name__)


class TransferError(RuntimeError):
    """A part could not be moved."""


async def transfer(source, target, *, parts=None, chunk_size=65536, timeout=30.0, retries=3,
                   on_progress=None, verify=True, overwrite=False):
    if chunk_size <= 0:
        raise ValueError("chunk_size must be positive")
    if target.exists() and not overwrite:
        raise FileExistsError(target)
    moved = {}
    for part in parts if parts is not None else await source.parts():
        for attempt in range(retries + 1):
            begun = time.monotonic()
            try:
                async with asyncio.timeout(timeout):
                    digest = await source.copy(part, target, chunk_size)
                break
            except TimeoutError as error:
                if attempt == retries:
                    raise TransferError(part) from error
                logger.warning("part %s timed out after %s s", part, time.monotonic() - begun)
        if verify and digest != await target.digest(part):
            raise TransferError(part)
        moved[part] = digest
        if on_progress is not None:
            on_progress(part, len(moved))
    return moved or None
'''

ANSWER = Docstring(
    summary="Move the parts of one store to another and return the digest of each of them.",
    description="""\
Parts are copied one after the other, in the order in which they are given or in which the source
lists them. Each copy reads the source in pieces of ``chunk_size`` bytes and writes them to the
target as they come, so that a large part never has to fit into memory. What has arrived already
stays where it is when a later part fails; callers who want all or nothing have to clean up the
target themselves.

A part that takes longer than ``timeout`` is tried again, up to ``retries`` times, and each failed
attempt is logged as a warning with the time that it took. Errors of another kind are not tried
again, since a store that refuses a part once will refuse it the next time as well. When
``verify`` is true, the digest that the source has computed while reading is compared with that of
the target, and a difference ends the transfer at once.

The callback is meant for progress bars and similar displays. It is called in the event loop,
between two parts, and should return quickly; what it returns is ignored. Nothing guards it, so an
exception from it ends the transfer like any other.

The target must not exist unless ``overwrite`` is set. It is checked once, before the first part
is copied, so two transfers to the same target that begin at the same moment may both go ahead and
mix their parts.

Digests are those of the whole part, not of its pieces, and are computed by the stores themselves:
a store in memory does so at once, one behind a slow connection may need as long as for the copy.
Whoever knows that both sides can be trusted may therefore switch the comparison off, which saves
one request for each part.

Parts are never removed from the source. To move them for good, call this function first, look at
the digests that it returns, and remove from the source what has arrived. Names of parts that the
source does not have lead to whatever its own copy method makes of them.""",
    parameters=(
        Entry("source", "Store that holds the parts; it lists them if none are named."),
        Entry("target", "Store that receives them, which should be on a fast connection."),
        Entry("parts", "Names of the parts to move. If None, all parts of the source are moved."),
        Entry("chunk_size", "Size of the pieces in bytes, 65536 unless given. Larger pieces are "
              "faster on slow connections, and need more memory."),
        Entry("timeout", "Seconds that one attempt may take. Defaults to 30.0."),
        Entry("retries", "How often a part that took too long is tried again, 3 by default."),
        Entry("on_progress", "Called after each part with its name and how many there are so far."),
        Entry("verify", "Whether the digests of both sides are compared after each part."),
        Entry("overwrite", "Whether a target that exists already may be written to. With it a "
              "transfer that was broken off can be taken up again for the parts that are missing."),
    ),
    returns=Entry("", "The digest of each part by its name, or None if there was nothing to move. "
                  "The order is that of the copies, so that the last name in it is the part that "
                  "arrived last."),
    raises=(
        Entry("ValueError", "If ``chunk_size`` is not positive."),
        Entry("FileExistsError", "If the target exists and ``overwrite`` is false."),
        Entry("TransferError", "If a part took too long too often, or came with another digest."),
    ),
)  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--profile", action="store_true")
    facts, text = read_facts(), lines()
    if options.parse_args().profile:
        profile(facts)
        return
    parsing = timed(lambda: parser().parse(text))
    verifying = timed(lambda: judged(facts))
    again = timed(lambda: verify(ANSWER, facts, Style()))
    kept = words(verify(ANSWER, facts, Style()).docstring)
    print(f"answer: {words(ANSWER):,} characters, {kept:,} kept; file: {LINES:,} lines")
    print(f"parse, tree-sitter {parsing * 1e3:7.2f} ms")
    for name, elapsed in (("verify, first time", verifying), ("verify, again", again)):
        print(f"{name:18} {elapsed * 1e3:7.2f} ms  {elapsed / parsing:5.2f} of a parse")
    verdict = "met" if verifying <= BAR * parsing else "missed"
    print(f"bar: {BAR} of a parse the first time: {verdict}")


def read_facts() -> Facts:
    syntax = parse(Source("file:///transfer.py", CODE))
    symbol = symbols(syntax)[-1]
    return facts_of(syntax, symbol, local_resolution(syntax, symbol))


def lines() -> bytes:
    """So many lines of the standard library."""
    folder = Path(sysconfig.get_path("stdlib"))
    text = "".join((folder / f"{name}.py").read_text("utf-8") for name in ("argparse", "typing"))
    return "".join(text.splitlines(keepends=True)[:LINES]).encode()


def parser() -> tree_sitter.Parser:
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_python.language()))


def judged(facts: Facts) -> None:
    """Verify with nothing remembered."""
    forget()
    verify(ANSWER, facts, Style())


def forget() -> None:
    for cached in caches():
        cached.cache_clear()


@functools.cache
def caches() -> tuple[functools._lru_cache_wrapper[object], ...]:
    """Whatever the core remembers between two calls."""
    found = [item for item in gc.get_objects() if isinstance(item, functools._lru_cache_wrapper)]
    return tuple(item for item in found if item.__module__.startswith("docstring_ls.core"))


def timed(action: Callable[[], object]) -> float:
    """Seconds of the processor in the fastest of some rounds, without the garbage of others."""
    best = float("inf")
    gc.collect()
    gc.disable()
    for _ in range(ROUNDS):
        begun = time.process_time()
        action()
        best = min(best, time.process_time() - begun)
    gc.enable()
    return best


def words(docstring: Docstring) -> int:
    """Characters of what it says."""
    entries = (*docstring.parameters, *docstring.raises, *filter(None, [docstring.returns]))
    return len(docstring.summary + docstring.description) + sum(len(e.description) for e in entries)


def profile(facts: Facts) -> None:
    judged(facts)
    watching = cProfile.Profile()
    watching.enable()
    for _ in range(ROUNDS):
        judged(facts)
    watching.disable()
    pstats.Stats(watching).sort_stats("tottime").print_stats(35)


if __name__ == "__main__":
    main()
