"""The two consoles, and the progress bar."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from servanda.cli.cells import tame

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, TaskID

__all__ = ["WIDTH", "ReadingBar", "console", "errors", "estimate"]


WIDTH = 100
WIDEST = 120
NARROWEST = 40


def console() -> Console:
    """Make a console on standard output."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would exit with 1, which says "not found" here

    colors = _colors()
    return Piped(
        file=sys.stdout,
        width=_width(),
        highlight=False,
        soft_wrap=False,
        no_color=None if colors is None else not colors,
        force_terminal=colors or None,
    )


def errors() -> Console:
    """Make a console on standard error."""
    from rich.console import Console

    colors = _colors()
    return Console(
        file=sys.stderr,
        width=_width(),
        highlight=False,
        no_color=None if colors is None else not colors,
        force_terminal=colors or None,
    )


def _colors() -> bool | None:
    """Whether to write colours; None leaves it to the terminal."""
    ctx = click.get_current_context(silent=True)
    return None if ctx is None else ctx.color


def _width() -> int:
    columns = shutil.get_terminal_size((WIDTH, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))


_COUNTED = 1 << 26  # bytes of JSON lines that are worth counting for a bar


class ReadingBar:
    """A progress bar on standard error, with count, rate and current report; a context manager.

    `guess` is about how many reports there are, for input that cannot be counted. Where standard
    error is not a terminal nothing is shown, so that logs stay clean.
    """

    def __init__(self, guess: int | None = None, doing: str = "reading") -> None:
        self._guess = guess
        self._doing = doing
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.progress import Progress

            self._progress = Progress(*_columns(), console=errors(), transient=True)
            self._progress.start()
            self._task = self._progress.add_task("starting", total=self._guess, rate="", name="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del kind, error, trace
        if self._progress is not None:
            self._progress.stop()

    def advance(self, done: int, total: int | None, name: str) -> None:
        """Show that `done` of `total` reports (None: not known) are done, `name` the last.

        Where `done` decreases, a new step has begun: its rate counts from there.
        """
        if self._progress is None or self._task is None:
            return
        if done < self._progress.tasks[0].completed:
            self._progress.reset(self._task)
        elapsed = self._progress.tasks[0].elapsed
        if total is None and self._guess is not None:
            total = max(self._guess, done)
        rate = f"{done / elapsed:.1f}/s" if elapsed and done else ""
        self._progress.update(
            self._task,
            description=self._doing,
            completed=done,
            total=total,
            rate=rate,
            name=tame(name)[:30],
        )


def estimate(paths: Iterable[str]) -> int | None:
    """Estimate how many reports `paths` hold: one a file, one a line of JSON lines; None: unknown."""
    count = 0
    for path in map(Path, paths):
        if path.is_dir():
            count += sum(
                _reports(file) for file in path.rglob("*") if not file.name.startswith(".")
            )
        elif path.is_file() and not _is_long(path.name):
            count += _reports(path)
        else:  # an archive, standard input, an address, or a mistake
            return None
    return count


def _is_long(name: str) -> bool:
    """Whether a file holds more reports than may be counted beforehand."""
    from servanda.sources.opening import is_streamed

    return is_streamed(name) and not name.endswith(".jsonl")


def _reports(path: Path) -> int:
    try:
        if not path.is_file():
            return 0
        if path.suffix == ".jsonl" and path.stat().st_size <= _COUNTED:
            return sum(1 for line in path.read_bytes().splitlines() if line.strip())
    except OSError:  # reading will say so
        return 0
    return 1


def _columns() -> tuple[ProgressColumn, ...]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return (
        SpinnerColumn(),  # loading the language model takes seconds in which nothing else moves
        TextColumn("[bold]{task.description}"),
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[name]}", style="dim", markup=False),  # a name may hold [brackets]
    )
