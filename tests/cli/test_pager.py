"""A pager for what is longer than the screen: on a terminal only, and where nobody turned it off."""

from __future__ import annotations

import io
import sys

import click
import pytest

from servanda.cli.pager import no_pager_option, paged

LINES = "line\n" * 20


class Screen(io.StringIO):
    """A terminal of ten lines; `pages` is what its pager got."""

    encoding = "utf-8"  # type: ignore[assignment]

    def __init__(self, patch: pytest.MonkeyPatch, *, terminal: bool = True) -> None:
        super().__init__()
        self.pages: list[str] = []
        self._terminal = terminal
        patch.setattr(sys, "stdout", self)
        patch.setattr(click, "echo_via_pager", self.pages.append)
        patch.setenv("LINES", "10")
        patch.setenv("COLUMNS", "80")
        patch.delenv("PAGER", raising=False)

    def isatty(self) -> bool:
        return self._terminal


def test_what_is_longer_than_the_screen_goes_to_the_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(monkeypatch)
    with paged(wanted=True):
        assert sys.stdout.isatty()
        click.echo(LINES, nl=False)
    assert screen.pages == [LINES]
    assert screen.getvalue() == ""
    with paged(wanted=False):
        click.echo(LINES, nl=False)
    assert screen.getvalue() == LINES


def test_what_fits_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(monkeypatch)
    with paged(wanted=True):
        click.echo("line\n" * 9, nl=False)
    assert screen.pages == []
    assert screen.getvalue() == "line\n" * 9


def test_what_was_printed_before_an_error_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(monkeypatch)

    def fails() -> None:
        with paged(wanted=True):
            click.echo("before")
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any will do
        fails()
    assert screen.getvalue() == "before\n"


@pytest.mark.parametrize("args", [["--no-pager"], []])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    @click.command()
    @no_pager_option
    def long() -> None:
        with paged(wanted=True):
            click.echo(LINES, nl=False)

    screen = Screen(monkeypatch)
    if not args:
        monkeypatch.setenv("PAGER", "")
    long.main(args, standalone_mode=False)
    assert screen.pages == []
    assert screen.getvalue() == LINES


def test_off_a_terminal_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen(monkeypatch, terminal=False)
    with paged(wanted=True):
        click.echo(LINES, nl=False)
    assert screen.pages == []
    assert screen.getvalue() == LINES
