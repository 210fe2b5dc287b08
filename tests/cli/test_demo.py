"""`servanda demo`, and how the command behaves on a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from servanda.cli.main import main
from servanda.cli.terminal import ReadingBar, console, errors

from .conftest import Run


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Result]:
    """Run the demo once; give the record it made and what it showed."""
    record = str(tmp_path_factory.mktemp("demo") / "demo.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        done = CliRunner().invoke(main, ["demo", "--record", record], prog_name="servanda")
    return record, done


def test_the_demo_shows_what_came_of_the_sample(shown: tuple[str, Result]) -> None:
    _, done = shown
    assert done.exit_code == 0, done.output
    for heading in ("reports read", "What was promised", "The timeline", "Who held which office"):
        assert heading in done.stdout
    table = done.stdout[: done.stdout.index("What to type next")]
    lines = [line for line in table.splitlines() if not line.startswith("record")]
    assert max(map(len, lines)) <= 100


def test_what_to_type_next_can_be_typed(run: Run, shown: tuple[str, Result]) -> None:
    record, done = shown
    lines = done.stdout[done.stdout.index("What to type next") :].splitlines()[1:]
    typed = [line[line.index("servanda") :].split()[1:] for line in lines if "FOLDER" not in line]
    assert len(typed) >= 3
    for words in typed:
        assert record in words
        again = run(*words)
        assert again.exit_code == 0, again.output
        assert again.stdout, words


def test_without_a_record_the_demo_leaves_nothing_behind(run: Run) -> None:
    done = run("demo")
    assert done.exit_code == 0, done.output
    assert "--record" in done.stdout
    assert list(Path.cwd().iterdir()) == []


def test_the_bar_counts_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with ReadingBar(3) as bar:
        bar.advance(1, None, "one.txt")
        bar.advance(4, None, "[/red]four\x1b[2J.txt")
    assert "4/4" in stream.getvalue()
    assert "[/red]four[2J.txt" in stream.getvalue()


def test_colour_on_a_terminal_unless_it_is_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    seen = []
    for wanted in (True, False):
        if not wanted:
            monkeypatch.setenv("NO_COLOR", "1")
        stream = Terminal()
        monkeypatch.setattr(sys, "stdout", stream)
        console().print("words", style="red")
        seen.append("\x1b[31m" in stream.getvalue())
    assert seen == [True, False]


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("240", 100), ("10", 40)])
def test_never_wider_than_a_hundred_columns(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console().width == errors().width == width
