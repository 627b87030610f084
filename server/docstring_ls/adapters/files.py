"""Python files on disk: known by name or first line, read as Python reads them."""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

from ..core.text import Source
from ..errors import SourceError
from ..untrusted.files import PYTHON_BYTES, read_bytes

PYTHON_SUFFIXES = (".py", ".pyi", ".pyw")
_SHEBANG = re.compile(rb"#![^\r\n]*\b(?:python|pypy|uv run)[0-9.]*w?\b")
# Bytes; Linux reads no longer a first line.
_LONGEST_SHEBANG = 256


@dataclass(frozen=True)
class File:
    """One file as it was read.

    Attributes:
        path: Its absolute path.
        source: Its text; a byte order mark and every newline are kept.
        encoding: The encoding that its mark or cookie declares.
        raw: The bytes as read.
    """

    path: Path
    source: Source
    encoding: str
    raw: bytes


def read_file(path: Path) -> File:
    """Read a Python file.

    Raises:
        SourceError: When it can't be read, or is not text in the encoding it declares.
    """
    path = path.absolute()
    try:
        raw = read_bytes(path, PYTHON_BYTES)
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        text = raw.decode(encoding)
        if "\0" in text:
            raise SyntaxError("Python reads no source with null characters")
    except OSError as error:
        raise SourceError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise SourceError(
            f"{path} is not text in the encoding that it declares.",
            "Correct its encoding cookie or convert it to UTF-8.",
        ) from error
    return File(path, Source(path.as_uri(), text), encoding, raw)


def encoded(file: File, text: str) -> bytes:
    """New text for a file, in the file's own encoding.

    Raises:
        SourceError: When its encoding has no such character.
    """
    try:
        return text.encode(file.encoding)
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{file.path} is {file.encoding}, which has no {error.object[error.start]!r}; "
            "the file is unchanged.",
            "Convert it to UTF-8, or ask for a docstring in plain ASCII.",
        ) from error


def is_python(path: Path) -> bool:
    """Whether a file is Python, by its name or by a first line that starts a Python."""
    if path.suffix.lower() in PYTHON_SUFFIXES:
        return True
    try:
        raw = read_bytes(path, PYTHON_BYTES)
    except OSError:
        return False
    return bool(_SHEBANG.match(raw[:_LONGEST_SHEBANG]))
