"""No room left, as a quota makes it: said in our words, nothing half-written, and it goes on after."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.store import open_record


def limited(size: int) -> Callable[[], None]:
    """Let no file that a process writes grow beyond `size` bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def servanda(*args: str, room: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "servanda", *args],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited(room),
    )


@pytest.mark.costly
@pytest.mark.parametrize("command", [("backup", "TO"), ("db", "copy", "FROM", "TO")])
def test_a_copy_for_which_there_is_no_room(
    made_record: str, tmp_path: Path, command: tuple[str, ...]
) -> None:
    to = tmp_path / "to.db"
    names = {"FROM": made_record, "TO": str(to)}
    args = [names.get(word, word) for word in command]
    done = servanda(*args, "--record", made_record, room=60_000)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    assert "disk" in done.stderr
    assert not list(tmp_path.glob("*.part*"))
    if command[0] == "backup":
        assert not to.exists()
    with open_record(made_record) as record:
        assert record.check() == []
        assert record.copy_to(f"sqlite:///{to}").problems == ()  # now there is room


@pytest.mark.costly
def test_forgetting_for_which_there_is_no_room(made_record: str) -> None:
    with open_record(made_record) as record:
        before = record.counts()
    done = servanda("forget", "first.txt", "--yes", "--record", made_record, room=10)
    assert done.returncode == 4, done.stderr
    assert "Traceback" not in done.stderr
    with open_record(made_record) as record:
        assert record.counts() == before
        assert record.check() == []
