"""The tables of commitments and of statements; every column has a type."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from servanda.analysis.commitment_board import BETWEEN
from servanda.export.scope import Scope
from servanda.model import Entity, ResolvedClaim, Statement, When
from servanda.review.compliance_scores import ScoreRow

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "PlainCell",
    "Table",
    "commitments_table",
    "scored",
    "statements_table",
]


Cell = str | int | float | date | datetime | tuple[str, ...] | None
PlainCell = str | int | float | None


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    LIST = "list"  # a tuple of texts
    NUMBER = "number"
    REAL = "real"
    DAY = "day"  # a date
    INSTANT = "instant"  # an aware datetime in UTC


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells, and how wide a sheet should show it, in characters."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are made on demand; `rows` may be called more than once.

    `plain`, where given, makes the same rows for formats that write texts: days in ISO 8601, of a
    list the items with `BETWEEN` between (`servanda.analysis.commitment_board`).
    """

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Cell, ...]]]
    plain: Callable[[], Iterator[list[PlainCell]]] | None = None


COMMITMENTS = (
    Column("id", width=25),
    Column("obligors", Kind.LIST, 12),
    Column("beneficiaries", Kind.LIST, 12),
    Column("what", width=60),
    Column("due", width=22),
    Column("due_earliest", Kind.DAY, 12),
    Column("due_latest", Kind.DAY, 12),
    Column("status", width=12),
    Column("status_why", width=50),
    Column("compliance", Kind.LIST, 16),
    Column("modality", width=12),
    Column("condition", width=30),
    Column("target_quantity", width=14),
    Column("target_unit", width=14),
    Column("speakers", Kind.LIST, 24),
    Column("first_heard", width=22),
    Column("first_heard_earliest", Kind.DAY, 12),
    Column("first_heard_latest", Kind.DAY, 12),
    Column("last_heard", width=22),
    Column("last_heard_earliest", Kind.DAY, 12),
    Column("last_heard_latest", Kind.DAY, 12),
    Column("stories", Kind.NUMBER, 8),
    Column("reports", Kind.LIST, 24),
    Column("history", Kind.LIST, 60),
    Column("links", Kind.LIST, 30),
    Column("words", width=60),
    Column("claims", Kind.LIST, 26),
)
"""One row a commitment. Days are days; `due`, `first_heard` and `last_heard` are EDTF."""

STATEMENTS = (
    Column("id", width=25),
    Column("entity", width=25),
    Column("kind", width=13),
    Column("subject", width=25),
    Column("property", width=16),
    Column("value", width=50),
    Column("valid_from", Kind.DAY, 12),
    Column("valid_until", Kind.DAY, 12),
    Column("reported", width=22),
    Column("reported_earliest", Kind.DAY, 12),
    Column("reported_latest", Kind.DAY, 12),
    Column("recorded", Kind.INSTANT, 20),
    Column("superseded", Kind.INSTANT, 20),
    Column("report", width=20),
    Column("claim", width=25),
    Column("rule", width=24),
    Column("confidence", Kind.REAL, 10),
)
"""One row a statement: a cell of the record in its three times, with the claim it rests on."""


def commitments_table(scope: Scope) -> Table:
    """Make the table of commitments, earliest deadline first."""

    def plain() -> Iterator[list[PlainCell]]:
        compliance = scope.compliance
        for row in scope.commitment_cells():
            row.insert(_COMPLIANCE, BETWEEN.join(map(scored, compliance.get(row[0], ()))))
            yield row

    def rows() -> Iterator[tuple[Cell, ...]]:
        kinds = [column.kind for column in COMMITMENTS]
        for row in plain():
            yield tuple(map(_typed, kinds, row))

    return Table("commitments", COMMITMENTS, rows, plain)


_COMPLIANCE = [column.name for column in COMMITMENTS].index("compliance")


def _typed(kind: Kind, cell: PlainCell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if kind is Kind.LIST:
        return tuple(cell.split(BETWEEN)) if cell else ()
    return date.fromisoformat(cell) if kind is Kind.DAY else cell


def statements_table(scope: Scope) -> Table:
    """Make the table of statements, by date, report, place and cell."""

    def rows() -> Iterator[tuple[Cell, ...]]:
        entity_of = {
            one: t.id for t in scope.resolution.entities if _foreground(t) for one in t.claims
        }
        wanted = {one.claim.id: one for one in scope.claims}
        for statement in scope.statements():
            claim = next((wanted[one] for one in statement.claims if one in wanted), None)
            if claim is not None:
                yield _statement(statement, claim, entity_of)

    return Table("statements", STATEMENTS, rows)


def _foreground(entity: Entity) -> bool:
    return entity.kind not in ("person", "office", "report")


def scored(row: ScoreRow) -> str:
    """Write a score: who is bound, what was given, who gave it ("NO: +1 (ann)")."""
    if row.disputed:
        given = ", ".join(f"{_sign(value)} ({coder})" for coder, value in row.disputed)
        return f"{row.obligor}: disputed: {given}"
    return f"{row.obligor}: {_sign(row.value)} ({', '.join(row.coders)})"


def _sign(value: int | None) -> str:
    return "not assessable" if value is None else f"+{value}" if value > 0 else str(value)


def _statement(
    one: Statement, claim: ResolvedClaim, entity_of: Mapping[Any, str]
) -> tuple[Cell, ...]:
    valid, reported = one.valid, one.reported
    return (
        one.id,
        entity_of.get(claim.claim.id),
        claim.claim.kind,
        one.subject,
        one.property,
        one.value,
        valid.earliest if valid else None,
        valid.latest if valid else None,
        *_time(reported),
        one.recorded,
        one.superseded,
        claim.source,
        claim.claim.id,
        claim.claim.rule,
        claim.claim.confidence,
    )


def _time(when: When | None) -> tuple[str | None, date | None, date | None]:
    return (when.edtf, when.earliest, when.latest) if when else (None, None, None)
