"""The consoles and the progress bar on a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from servanda.cli.terminal import ReadingBar, console, errors, estimate


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


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


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("240", 120), ("10", 40)])
def test_never_wider_than_is_readable(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert console().width == errors().width == width


def test_the_bar_shows_nothing_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with ReadingBar() as bar:
        bar.advance(1, 2, "one.txt")
    captured = capsys.readouterr()
    assert captured.err == captured.out == ""


def test_the_bar_guesses_how_much_there_is(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "one.txt").write_text("one", encoding="utf-8")
    (tmp_path / "more" / "rows.jsonl").write_text("{}\n\n{}\n", encoding="utf-8")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    assert estimate([str(tmp_path)]) == 3
    assert estimate([str(tmp_path / "one.txt"), str(tmp_path / "more")]) == 3
    assert estimate(["-"]) is None
    packed = tmp_path / "rows.jsonl.gz"
    packed.write_bytes(b"")
    assert estimate([str(packed)]) is None
