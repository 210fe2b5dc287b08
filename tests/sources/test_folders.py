"""Folders: links stay inside, what is no file is named and passed over, depth costs nothing."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from servanda.errors import InputError
from servanda.sources import open_path
from servanda.sources.folders import files_below

TEXT = "The ministers of Amberland and Norland agreed to open four ports.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder `in` beside one, `out`, that nobody asked for."""
    for name in ("in/a.txt", "in/sub/b.txt", "out/secret.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    return tmp_path / "in"


def split(folder: Path, *, follow: bool = False) -> tuple[list[str], list[str]]:
    found = list(files_below(folder, follow=follow))
    names = [one.relative_to(folder).as_posix() for one in found if isinstance(one, Path)]
    return names, [one.reason for one in found if isinstance(one, InputError)]


def test_files_come_before_folders_in_the_order_of_their_names(folder: Path) -> None:
    (folder / "z.txt").write_text(TEXT)
    assert split(folder) == (["a.txt", "z.txt", "sub/b.txt"], [])


def test_links_out_of_the_folder_are_named_and_not_followed(folder: Path) -> None:
    (folder / "file.txt").symlink_to(folder.parent / "out" / "secret.txt")
    (folder / "place").symlink_to(folder.parent / "out")
    (folder / "root").symlink_to("/")
    names, errors = split(folder)
    assert names == ["a.txt", "sub/b.txt"]
    assert errors == ["a link that leads out of the folder"] * 3


def test_links_are_followed_where_that_is_asked(folder: Path) -> None:
    (folder / "file.txt").symlink_to(folder.parent / "out" / "secret.txt")
    (folder / "place").symlink_to(folder.parent / "out")
    (folder / "again").symlink_to(folder.parent / "out")
    names, errors = split(folder, follow=True)
    assert names == ["a.txt", "file.txt", "again/secret.txt", "sub/b.txt"]
    assert errors == []


def test_links_within_the_folder_lead_round_no_circle(folder: Path) -> None:
    (folder / "c.txt").symlink_to(folder / "a.txt")
    (folder / "round").symlink_to(folder)
    (folder / "sub" / "up").symlink_to("..")
    for follow in (False, True):
        assert split(folder, follow=follow) == (["a.txt", "c.txt", "sub/b.txt"], [])


def test_links_that_lead_nowhere_are_named(folder: Path) -> None:
    (folder / "gone.txt").symlink_to("nowhere")
    (folder / "loop.txt").symlink_to("loop.txt")
    names, errors = split(folder)
    assert names == ["a.txt", "sub/b.txt"]
    assert len(errors) == 2
    assert all("leads nowhere" in reason for reason in errors)


def test_pipes_sockets_and_devices_are_named_and_passed_over(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    os.mkfifo(folder / "pipe.jsonl")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # a socket's path has room for some hundred characters only
        try:
            listening.bind("socket.txt")
        finally:
            os.chdir(here)
        (folder / "device.txt").symlink_to("/dev/zero")
        found = list(open_path(folder, follow=True))
    reasons = sorted(one.reason for one in found if isinstance(one, InputError))
    assert [reason.removeprefix("not a regular file but ") for reason in reasons] == [
        "a device",
        "a named pipe",
        "a named pipe",
        "a socket",
    ]
    assert len(found) == 6


def test_a_folder_may_be_deep(tmp_path: Path) -> None:
    depth = 0
    here = os.open(tmp_path, os.O_RDONLY)
    while depth < 1500:
        os.mkdir("a", dir_fd=here)
        below = os.open("a", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here, depth = below, depth + 1
    assert list(files_below(tmp_path)) == []
    for _ in range(depth):  # what clears up after tests goes down by recursion
        above = os.open("..", os.O_RDONLY, dir_fd=here)
        os.close(here)
        os.rmdir("a", dir_fd=above)
        here = above
    os.close(here)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.md", "a.json", "a.jsonl", "a.xml", "a"])
def test_what_is_no_file_is_refused_by_every_door(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    (error,) = open_path(tmp_path / name)
    assert isinstance(error, InputError)
    assert "named pipe" in error.reason
