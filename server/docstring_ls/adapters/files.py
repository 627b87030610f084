"""Python files on disk: read as Python reads them, written back byte for byte but for the edit."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import tokenize
from dataclasses import dataclass
from pathlib import Path

from ..core.source import Source
from ..errors import SourceError
from ..untrusted.files import PYTHON_BYTES, read_bytes


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


def write_file(file: File, text: str) -> None:
    """Put new text in a file's place in one step, keeping its mode.

    Raises:
        SourceError: When the file changed since it was read, can't be written, or its encoding
            has no such character; the file is then as it was.
    """
    try:
        data = text.encode(file.encoding)
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{file.path} is {file.encoding}, which has no {error.object[error.start]!r}; "
            "the file is unchanged.",
            "Convert it to UTF-8, or ask for a docstring in plain ASCII.",
        ) from error
    try:
        if read_bytes(file.path, PYTHON_BYTES) != file.raw:
            raise SourceError(
                f"{file.path} changed while its docstrings were written; it is left as it is.",
                "Run the command again.",
            )
        _replace(file.path, data)
    except OSError as error:
        raise SourceError(
            f"{file.path} can't be written: {error.strerror}; it is unchanged.",
            "Check its permissions.",
        ) from error


def _replace(path: Path, data: bytes) -> None:
    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(name, target.stat().st_mode & 0o7777)  # noqa: PTH101
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
