"""Help: options stand in groups, and those that say nothing to a command are not offered by it."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from servanda.cli.help_groups import GROUPS, GroupedCommand, GroupedGroup
from servanda.cli.main import main

from .conftest import Run


def commands(group: click.Group, *above: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield " ".join((*above, name)), found
        if isinstance(found, click.Group):
            yield from commands(found, *above, name)


COMMANDS = dict(commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_groups_its_options(name: str) -> None:
    assert isinstance(COMMANDS[name], GroupedCommand | GroupedGroup)


def test_groups_stand_in_their_order_and_hold_their_options(run: Run) -> None:
    told = run("show", "--help").stdout
    places = [told.index(f"\n{title}:") for title in ("Options", "Filters", "What is looked at")]
    assert places == sorted(places)
    assert told.index("\nOutput:") < told.index("--format")
    assert told.index("\nFilters:") < told.index("--party") < told.index("\nWhat is looked at:")
    names = [name for group in GROUPS.values() for name in group]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("command", ["backup", "read", "check", "import", "db info", "grade show"])
def test_a_command_that_takes_the_record_as_it_is_does_not_look_back(
    run: Run, command: str, made_record: str
) -> None:
    told = run(*command.split(), "--help").stdout
    assert "--record" in told
    assert "--known-by" not in told
    done = run(*command.split(), "--known-by", "2024-01-01", "--record", made_record)
    assert done.exit_code == 2
    assert "No such option" in done.stderr


def test_before_the_command_it_is_said_that_an_option_says_nothing(
    run: Run, made_record: str
) -> None:
    done = run("--known-by", "2024-01-01", "db", "info", "--record", made_record)
    assert done.exit_code == 0
    assert "note: --known-by says nothing to" in done.stderr
    assert (
        "note"
        not in run("--known-by", "2024-01-01", "show", "dates", "--record", made_record).stderr
    )


def test_a_text_has_no_record(run: Run) -> None:
    assert "--record" not in run("times", "--help").stdout
