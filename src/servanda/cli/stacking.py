"""A list for a narrow terminal: each row on lines of its own, nothing cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

__all__ = ["stacked"]


Row = Mapping[str, Any]
_DOT = " · "
_INDENT = "  "


class Stackable(Protocol):
    """What a column has to say about itself; see `servanda.cli.render.Column`."""

    @property
    def name(self) -> str:
        """Its heading."""

    @property
    def cell(self) -> Callable[[Row], str]:
        """How its cells are written."""

    @property
    def wide(self) -> bool:
        """Whether it is running text."""

    @property
    def flat(self) -> bool:
        """Whether it is a title."""

    @property
    def right(self) -> bool:
        """Whether it is a number, which says nothing without its heading."""

    @property
    def labelled(self) -> bool:
        """Whether its cells say little without its heading."""

    @property
    def style(self) -> Callable[[str], str] | str:
        """How it looks."""

    @property
    def below(self) -> Callable[[Row], str] | None:
        """What stands under its cells."""


def stacked(
    out: Console, columns: Sequence[Stackable], rows: Sequence[Row], tame: Callable[[str], str]
) -> None:
    """Print rows under each other: the id and the short cells on one line, texts under it."""
    short = [one for one in columns if not (one.wide or one.flat)]
    short.sort(key=lambda one: one.name != "id")
    broad = [one for one in columns if one.wide or one.flat]
    several = sum(1 for one in broad if any(one.cell(row) for row in rows)) > 1
    for row in rows:
        head = _head(short, row, tame)
        if head:
            out.print(head)
        for column in broad:
            _print_text(out, column, row, tame, named=several)


def _head(columns: Sequence[Stackable], row: Row, tame: Callable[[str], str]) -> Text:
    """Write the short cells of a row on one line, numbers and the like behind their headings."""
    from rich.text import Text

    head = Text()
    for column in columns:
        words = tame(column.cell(row))
        if words:
            labelled = column.labelled or (column.right and words.isdecimal())
            head.append(_DOT if head else "", "dim")
            head.append(f"{column.name} " if labelled else "", "dim")
            head.append(words, _style(column, words))
    return head


def _print_text(
    out: Console, column: Stackable, row: Row, tame: Callable[[str], str], *, named: bool
) -> None:
    """Print a running text, and what stands under it, set in; `named` with its heading."""
    from rich.padding import Padding
    from rich.text import Text

    words = tame(column.cell(row))
    if words:
        text = Text(f"{column.name}: " if named else "", style="dim")
        text.append(words, _style(column, words) or "not dim")
        out.print(Padding(text, (0, 0, 0, len(_INDENT)), expand=False))
    for line in (column.below(row) if column.below else "").split("\n"):
        if line:
            under = Text(tame(line), style="dim")
            out.print(Padding(under, (0, 0, 0, 2 * len(_INDENT)), expand=False))


def _style(column: Stackable, words: str) -> str:
    return column.style if isinstance(column.style, str) else column.style(words)
