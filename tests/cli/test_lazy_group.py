"""Subcommands are found by name, listed without being imported, and suggested when misspelled."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest

from servanda.cli.lazy_group import LazyGroup
from servanda.cli.main import Servanda, main

from .conftest import Run


@pytest.mark.parametrize("name", Servanda.table)
def test_every_subcommand_is_where_the_table_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert isinstance(command, click.Command)


def test_no_other_name_is_a_command() -> None:
    assert main.get_command(click.Context(main), "lazy") is None


def test_a_misspelled_command_is_told_its_neighbour(run: Run) -> None:
    done = run("tmieline")
    assert done.exit_code == 2
    assert "There is no command 'tmieline'. Did you mean 'timeline'?" in done.stderr
    assert "Did you mean" not in run("xyzzy").stderr


def test_listing_the_commands_imports_none() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom servanda.cli.main import main\n"
        "assert 'timeline' in CliRunner().invoke(main, ['--help']).output\n"
        "ours = {name for name in sys.modules if name.startswith('servanda.')}\n"
        "print([name for name in ours if not name.startswith(('servanda.cli', 'servanda.errors'))])\n"
        "print([name for name in sys.modules if name.endswith('_command')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"], "help stays quick: nothing below is imported for it"


def test_a_module_without_a_command_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("servanda.cli.reading.times_command.command", "no command")
    with pytest.raises(TypeError, match="is no click command"):
        main.get_command(click.Context(main), "times")


def test_a_group_without_a_table_is_empty() -> None:
    group = LazyGroup("empty")
    assert group.list_commands(click.Context(group)) == []
