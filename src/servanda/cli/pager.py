"""A pager for what is longer than the screen, on a terminal only.

PAGER names it (`less`, by default); where PAGER is empty, or `--no-pager` is given, there is none.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import click

__all__ = ["no_pager_option", "paged"]


_OFF = f"{__name__}.off"


def _turn_off(ctx: click.Context, _param: click.Parameter, value: object) -> None:
    if value:
        ctx.meta[_OFF] = True


no_pager_option = click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=_turn_off,
    help="Print at once what is longer than the screen.  [default: by $PAGER, on a terminal]",
)


class _Held(io.StringIO):
    """What is written to a terminal, held back; it says that it is the terminal."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._terminal.encoding


@contextmanager
def paged(*, wanted: bool) -> Iterator[None]:
    """Hold back what is printed meanwhile, and show it in a pager where it is longer than the screen.

    Without `wanted`, off a terminal, and where a person turned the pager off, print as ever.
    """
    terminal = sys.stdout
    if not wanted or terminal is None or not terminal.isatty() or _is_off():
        yield
        return
    held = _Held(terminal)
    sys.stdout = held
    try:
        yield
    finally:
        sys.stdout = terminal
        _show(held.getvalue())


def _is_off() -> bool:
    ctx = click.get_current_context(silent=True)
    return os.environ.get("PAGER") == "" or (ctx is not None and bool(ctx.meta.get(_OFF)))


def _show(text: str) -> None:
    if text.count("\n") < shutil.get_terminal_size().lines:
        sys.stdout.write(text)
    else:
        click.echo_via_pager(text)
