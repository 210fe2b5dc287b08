"""The tables of persons' words: decisions, scores of compliance, grades of sources, and undoing.

A row stands from `recorded` until `superseded`, as in every other table. Who undid it, when and
why is a row of its own: no cell of a word ever changes.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Integer, Table, Text

from servanda.store.columns import KEY, Day, Flag, Instant, Plain
from servanda.store.schema import interval, metadata, one_standing

__all__ = ["decision", "grade", "score", "undo"]


def _word() -> tuple[Column[Any], ...]:
    return (
        Column("key", KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False, index=True),
        Column("author", Text, nullable=False, index=True),
        Column("at", Instant, nullable=False),
        Column("reason", Text, nullable=False),
    )


decision = Table(
    "decision",
    metadata,
    *_word(),
    Column("action", Text, nullable=False),
    Column("concern", Text, nullable=False),
    Column("targets", Plain, nullable=False),
    Column("others", Plain, nullable=False),
    Column("field", Text),
    Column("value", Plain),
    Column("blind", Flag, nullable=False),
    Column("anchors", Plain, nullable=False),
    *interval(),
    sqlite_strict=True,
)
"""Accepted, rejected, merged, split, amended: `servanda.model.Decision`."""
one_standing(decision, "id")

score = Table(
    "score",
    metadata,
    *_word(),
    Column("obligor", Text, nullable=False),
    Column("targets", Plain, nullable=False),
    Column("value", Integer),
    Column("guideline", Text, nullable=False),
    Column("window_start", Day),
    Column("window_end", Day),
    Column("blind", Flag, nullable=False),
    Column("anchors", Plain, nullable=False),
    *interval(),
    sqlite_strict=True,
)
"""How far an obligor kept a commitment, in a coder's judgement: `servanda.model.Score`."""
one_standing(score, "id")

grade = Table(
    "grade",
    metadata,
    *_word(),
    Column("scale", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("value", Text, nullable=False),
    *interval(),
    sqlite_strict=True,
)
"""How reliable a source, how credible a report: `servanda.model.Grade`."""
one_standing(grade, "id")

undo = Table(
    "undo",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("word", Text, nullable=False, index=True, unique=True),
    Column("author", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Text, nullable=False),
    Column("recorded", Instant, nullable=False),
    sqlite_strict=True,
)
"""Which words were taken back, by whom, when and why; once each."""
