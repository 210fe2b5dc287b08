"""Keep a person's word in the record and print what was kept: a decision, a score or a grade."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from servanda.cli.options import Settings
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Word

__all__ = ["keep", "keep_and_print", "print_word"]


W = TypeVar("W", bound="Word")


def keep(access: RecordAccess, word: W) -> W:
    """Keep a word in the record at once, and return it."""
    return access.record.words.add(word, at=datetime.now(tz=UTC))


def keep_and_print(access: RecordAccess, word: Word, chosen: Settings) -> None:
    """Keep a word in the record at once, bring its index up to date, and print what was kept."""
    from servanda.cli.index_update import update_index

    kept = keep(access, word)
    update_index(access.record)
    print_word(kept, chosen)


def print_word(word: Word, chosen: Settings, line: str | None = None) -> None:
    """Print a word on standard output: its id and `line`, or the word itself as JSON.

    Without `line`, a description of the word takes its place.
    """
    from servanda.analysis.decision_words import told_word
    from servanda.cli.cells import short_id, tame
    from servanda.cli.render import write_object
    from servanda.model.serialization import word_to_plain

    if chosen.written in ("json", "jsonl"):
        write_object(word_to_plain(word), chosen.written)
    else:
        click.echo(f"{short_id(word.id)}  {tame(line or told_word(word))}")
