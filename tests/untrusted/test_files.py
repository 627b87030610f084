"""The door to files that others wrote: what it reads, and what it refuses at once."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from docstring_ls.untrusted.files import (
    EntryKind,
    FileTooLarge,
    LeadsOutside,
    NotRegular,
    UnreadableFile,
    is_file,
    is_folder,
    list_folder,
    read_bytes,
)


def test_a_regular_file_is_read_whole_and_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345\r\n")
    assert read_bytes(tmp_path / "a", 7) == b"12345\r\n"
    with pytest.raises(FileTooLarge, match="more than 6 bytes"):
        read_bytes(tmp_path / "a", 6)


def test_files_whose_size_is_a_lie_are_bounded_by_what_is_read(tmp_path: Path) -> None:
    if Path("/proc/self/status").exists():
        assert Path("/proc/self/status").stat().st_size == 0
        assert read_bytes("/proc/self/status", 100_000).startswith(b"Name:")
        with pytest.raises(FileTooLarge):
            read_bytes("/proc/self/status", 10)
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileTooLarge):
        read_bytes(tmp_path / "sparse", 1_000)


@pytest.mark.parametrize(
    "target", ["/dev/zero", "/dev/random", "/dev/null", "/dev/tty", "/dev/stdin"]
)
def test_devices_are_refused_at_once(tmp_path: Path, target: str) -> None:
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(OSError):
        read_bytes(tmp_path / "link", 10, (tmp_path,))


def test_pipes_sockets_and_folders_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for name in ("pipe", "socket", "folder"):
            with pytest.raises(OSError):
                read_bytes(tmp_path / name, 10)
    with pytest.raises(NotRegular, match="named pipe"):
        read_bytes(tmp_path / "pipe", 10)


def test_links_are_followed_within_the_given_folders_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a").write_text("a")
    (tmp_path / "out").write_text("out")
    (tmp_path / "in" / "near").symlink_to("a")
    (tmp_path / "in" / "far").symlink_to("../out")
    (tmp_path / "also").symlink_to(tmp_path / "in", target_is_directory=True)
    assert read_bytes(tmp_path / "in" / "near", 9, (tmp_path / "in",)) == b"a"
    assert read_bytes(tmp_path / "also" / "near", 9, (tmp_path / "also",)) == b"a"
    assert read_bytes(tmp_path / "in" / "far", 9) == b"out"
    with pytest.raises(LeadsOutside):
        read_bytes(tmp_path / "in" / "far", 9, (tmp_path / "in",))


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "x" * 5_000, "d/" * 3_000 + "x"])
def test_names_that_no_file_has_are_ordinary_failures(tmp_path: Path, name: str) -> None:
    path = f"{tmp_path}/{name}"
    for act in (lambda: read_bytes(path, 9), lambda: list_folder(path)):
        with pytest.raises(OSError):
            act()
    assert not is_file(path) and not is_folder(path)


def test_a_link_that_leads_to_itself_is_an_ordinary_failure(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError):
        read_bytes(tmp_path / "loop", 9, (tmp_path,))
    assert not is_file(tmp_path / "loop")


def test_a_folder_is_listed_by_kind_and_within_bounds(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / name).touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder", target_is_directory=True)
    os.mkfifo(tmp_path / "pipe")
    kinds = {entry.name: entry.kind for entry in list_folder(tmp_path)}
    assert list(kinds) == ["a", "b", "c", "folder", "link", "pipe"]
    assert kinds["folder"] is EntryKind.FOLDER and kinds["a"] is EntryKind.FILE
    assert kinds["link"] is EntryKind.LINK and kinds["pipe"] is EntryKind.OTHER
    assert len(list_folder(tmp_path, 2)) == 2
    assert issubclass(UnreadableFile, OSError)
