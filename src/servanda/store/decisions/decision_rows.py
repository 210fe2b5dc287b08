"""Rows of persons' decisions, scores and grades to model values and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table

from servanda.errors import RecordFormatError
from servanda.model.decision import (
    Action,
    Concern,
    Decision,
    DecisionId,
    Grade,
    Scale,
    Score,
    Word,
)
from servanda.model.ids import ClaimId
from servanda.model.serialization import anchor_from_plain, to_plain
from servanda.store import schema_decisions

__all__ = ["TABLES", "table_of", "word_from", "word_values"]


Row = Mapping[Any, Any]

TABLES: tuple[Table, ...] = (
    schema_decisions.decision,
    schema_decisions.score,
    schema_decisions.grade,
)
"""The tables of words, in the order in which they are listed."""


def table_of(word: Word) -> Table:
    """Return the table that a word is kept in."""
    return TABLES[_SORTS.index(type(word))]


_SORTS = (Decision, Score, Grade)


def word_values(word: Word) -> dict[str, Any]:
    """Write a word as a row, without its interval."""
    values: dict[str, Any] = {
        "id": word.id,
        "author": word.author,
        "at": word.at,
        "reason": word.reason,
    }
    if isinstance(word, Grade):
        return {**values, "scale": word.scale, "subject": word.subject, "value": word.value}
    values |= {
        "targets": list(word.targets),
        "blind": word.blind,
        "anchors": [to_plain(one) for one in word.anchors],
        "value": word.value,
    }
    if isinstance(word, Score):
        return {
            **values,
            "obligor": word.obligor,
            "guideline": word.guideline,
            "window_start": word.start,
            "window_end": word.end,
        }
    return {
        **values,
        "action": word.action,
        "concern": word.concern,
        "others": list(word.others),
        "field": word.field,
    }


def word_from(table: Table, row: Row) -> Word:
    """Read a word back. Raises RecordFormatError where the row holds none."""
    try:
        return _READERS[table.name](row)
    except (KeyError, TypeError, ValueError) as error:
        remedy = "see what else is wrong: servanda check"
        raise RecordFormatError(str(row["id"]), f"it cannot be read: {error}", remedy) from error


def _decision(row: Row) -> Decision:
    return Decision(
        DecisionId(row["id"]),
        Action(row["action"]),
        Concern(row["concern"]),
        tuple(ClaimId(one) for one in row["targets"]),
        row["author"],
        row["at"],
        row["reason"],
        tuple(ClaimId(one) for one in row["others"]),
        row["field"],
        row["value"],
        row["blind"],
        tuple(anchor_from_plain(one) for one in row["anchors"]),
    )


def _score(row: Row) -> Score:
    return Score(
        DecisionId(row["id"]),
        row["obligor"],
        tuple(ClaimId(one) for one in row["targets"]),
        row["value"],
        row["guideline"],
        row["window_start"],
        row["window_end"],
        row["author"],
        row["at"],
        row["reason"],
        row["blind"],
        tuple(anchor_from_plain(one) for one in row["anchors"]),
    )


def _grade(row: Row) -> Grade:
    return Grade(
        DecisionId(row["id"]),
        Scale(row["scale"]),
        row["subject"],
        row["value"],
        row["author"],
        row["at"],
        row["reason"],
    )


_READERS: dict[str, Callable[[Row], Word]] = {
    "decision": _decision,
    "score": _score,
    "grade": _grade,
}
