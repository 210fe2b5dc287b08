"""The help that is kept in files: it is what the commands themselves print, on every screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from servanda.cli.kept_help import WIDTHS, columns_of_screen, kept_help

BY_THE_COMMAND = "from servanda.cli.main import main; main(prog_name='servanda')"


def printed(columns: int, *command: str) -> str:
    """Return what a command prints on a screen of so many columns."""
    env = {**os.environ, "COLUMNS": str(columns)}
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=True, env=env
    )
    return done.stdout


@pytest.mark.parametrize("columns", [*WIDTHS, 132])
def test_what_is_kept_is_what_the_command_prints(columns: int) -> None:
    assert kept_help(columns) == printed(columns, "-c", BY_THE_COMMAND, "--help")


@pytest.mark.parametrize("asked", ["-h", "--help"])
def test_help_is_printed_on_a_usual_screen(asked: str) -> None:
    assert printed(80, "-m", "servanda", asked) == kept_help(80)


def test_help_on_another_screen_is_laid_out_for_it() -> None:
    assert kept_help(66) is None
    told = printed(66, "-m", "servanda", "--help")
    assert told == printed(66, "-c", BY_THE_COMMAND, "--help")
    assert max(map(len, told.splitlines())) <= 64


def test_help_of_a_command_is_its_own() -> None:
    assert "Usage: servanda due" in printed(80, "-m", "servanda", "due", "--help")


@pytest.mark.parametrize("columns", ["", "0", "-3", "wide", "66", "80", "132"])
def test_the_screen_is_measured_as_python_does(
    columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert columns_of_screen() == shutil.get_terminal_size().columns


def test_help_that_cannot_be_written_is_told_by_the_command() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{sys.executable} -m servanda --help > /dev/full"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "No space left" in done.stderr
