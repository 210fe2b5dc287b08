"""The tables of a second reader: what models answered, and what became of each proposal.

An answer is a source: reading follows from texts and answers. It names its report by id, and stands
whether the report does or not. Proposals follow from both, and are those of the last reading.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from servanda.store.columns import KEY, Flag, Plain
from servanda.store.schema import interval, metadata, one_standing

__all__ = ["answer", "proposal"]


answer = Table(
    "answer",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("tokens_in", Integer, nullable=False),
    Column("tokens_out", Integer, nullable=False),
    Column("cut", Flag, nullable=False),
    *interval(),
    sqlite_strict=True,
)
"""What a model answered about a report: of which kind, to which prompt, in which words."""
one_standing(answer, "id")

proposal = Table(
    "proposal",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=True),
    Column("report", Text, ForeignKey("report.id"), nullable=False, index=True),
    Column("answer", KEY, ForeignKey("answer.key"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("quoted", Text, nullable=False),
    Column("cells", Plain, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("outcome", Text, nullable=False, index=True),
    Column("ground", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("claim", Text, nullable=False, index=True),
    *interval(),
    sqlite_strict=True,
)
"""What a model proposed, and what became of it when the report was last read."""
