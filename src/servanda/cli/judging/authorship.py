"""What every command that takes a person's word has in common: who, when, why, and what is said back."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.options import Settings
    from servanda.cli.record_access import Look
    from servanda.model import Word
    from servanda.store import Record

__all__ = ["Who", "author_name", "blind", "by_whom", "instant", "kept", "ready", "told"]


W = TypeVar("W", bound="Word")


@dataclass(frozen=True, slots=True)
class Who:
    """The author of a word, its instant, and the reason given."""

    author: str
    at: datetime
    reason: str


def instant(value: str) -> datetime:
    """Read an instant as the command line writes it; a day stands for its first in UTC.

    Raises BadParameter.
    """
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is no instant; write 2025-03-31 or 2025-03-31T14:00+01:00"
        ) from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


_OPTIONS = (
    click.option(
        "--author",
        "--coder",
        "author",
        metavar="NAME",
        help="Whose word it is.  [default: $SERVANDA_AUTHOR]",
    ),
    click.option("--reason", metavar="TEXT", default="", help="Why; kept with the decision."),
    click.option(
        "--at",
        type=instant,
        metavar="INSTANT",
        help="When it was decided.  [default: now, by the machine's clock]",
    ),
)

blind = click.option(
    "--blind",
    is_flag=True,
    help="Only to be compared with what other coders say: it changes nothing in the record.",
)


def by_whom(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--author`, `--reason` and `--at`; `function` gets what they come to as `who`."""

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        names = ("author", "reason", "at")
        author, reason, at = (given.pop(name) for name in names)
        return function(*args, who=_who(author, reason, at), **given)

    for option in reversed(_OPTIONS):
        wrapper = option(wrapper)
    return wrapper


def author_name(author: str | None) -> str:
    """Return whose word it is: the one named, else the environment's. Raises UsageError."""
    name = " ".join((author or os.environ.get("SERVANDA_AUTHOR") or "").split())
    if not name:
        raise UsageError("author", "nobody is named", "write --author NAME, or set SERVANDA_AUTHOR")
    return name


def _who(author: str | None, reason: str, at: datetime | None) -> Who:
    return Who(author_name(author), at or datetime.now(tz=UTC), reason)


def kept(look: Look, word: W) -> W:
    """Keep a word in the record, at once."""
    return look.record.words.keep(word, at=datetime.now(tz=UTC))


def ready(record: Record) -> None:
    """Bring what the record keeps ready up to date with all that it has learnt, with a bar.

    Views are right without it, but have to work out everything anew.
    """
    from servanda.cli.terminal import ReadingBar
    from servanda.indexing.incremental_resolution import settle_record

    with ReadingBar(doing="putting together") as bar:
        settle_record(record, lambda done, total: bar.advance(done, total, ""))


def told(word: Word, chosen: Settings, line: str | None = None) -> None:
    """Say on standard output what was kept: a line with its id, or the word itself as JSON."""
    from servanda.analysis.decision_words import told_word
    from servanda.cli.cells import short_id, tame
    from servanda.cli.render import write_object
    from servanda.model.serialization import word_to_plain

    if chosen.written in ("json", "jsonl"):
        write_object(word_to_plain(word), chosen.written)
    else:
        click.echo(f"{short_id(word.id)}  {tame(line or told_word(word))}")
