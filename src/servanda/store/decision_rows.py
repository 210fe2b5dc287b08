"""Persons' words as rows: proved before they are kept, carried over to the claim that takes another's place."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Table

from servanda.errors import RecordFormatError, UsageError
from servanda.model.amendment import check_amendment
from servanda.model.claim import Claim
from servanda.model.decision import (
    Action,
    Anchor,
    Concern,
    Decision,
    DecisionId,
    Grade,
    Scale,
    Score,
    Word,
)
from servanda.model.entity import LinkType, status_said
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId
from servanda.model.serialization import anchor_from_plain, to_plain
from servanda.store import schema_decisions

__all__ = [
    "TABLES",
    "Carried",
    "anchor",
    "carry",
    "prove_word",
    "resettled",
    "successor",
    "table_of",
    "word_from",
    "word_values",
]


def prove_word(word: Word) -> None:
    """Raise UsageError where a word cannot be meant: an amendment that no field holds, and such.

    Its anchors must be there.
    """
    if isinstance(word, Score):
        _all_are(word, "commitment", "only commitments are scored")
    elif isinstance(word, Decision):
        _PROOFS[word.concern](word)


def _all_are(word: Decision | Score, kind: str, why: str) -> None:
    other = next((one for one in word.anchors if one.kind != kind), None)
    if other is not None:
        raise UsageError(other.claim, f"this is a {other.kind}: {why}")


def _claim(word: Decision) -> None:
    if word.action is Action.AMEND:
        for one in word.anchors:
            check_amendment(one.kind, word.field or "", word.value)


def _match(word: Decision) -> None:
    if word.action in (Action.MERGE, Action.SPLIT):
        kinds = sorted({one.kind for one in word.anchors})
        if len(kinds) > 1:
            reason = f"what is told as {kinds[0]} and as {kinds[1]} is never one entity"
            raise UsageError(word.action.value, reason)
    elif word.field is not None and word.field not in {one.value for one in LinkType}:
        raise UsageError(word.field, "there is no such tie", ", ".join(LinkType))


def _status(word: Decision) -> None:
    _all_are(word, "commitment", "only commitments have a status that a person may set")
    status_said(word)


def _entity(word: Decision) -> None:
    if word.field == "person":
        _person(word)
    elif (
        word.action is not Action.AMEND
        or word.field != "guideline"
        or not isinstance(word.value, dict | None)
    ):
        raise UsageError(str(word.field), "of an entity, only its guideline can be set")


def _person(word: Decision) -> None:
    value = word.value if isinstance(word.value, dict) else {}
    persons = value.get("persons")
    many = 2 if word.action is Action.MERGE else 1
    if (
        word.action not in (Action.MERGE, Action.SPLIT)
        or not isinstance(persons, list)
        or not all(isinstance(one, str) for one in persons)
        or len(set(persons)) < many
    ):
        raise UsageError(word.action.value, "who is meant is not told", "name persons by their ids")


_PROOFS = {
    Concern.CLAIM: _claim,
    Concern.MATCH: _match,
    Concern.STATUS: _status,
    Concern.ENTITY: _entity,
}


# -- Carrying: what a person said of a claim holds for the claim that took its place. Pure


W = TypeVar("W", Decision, Score)


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a claim that a word is about: `to` is its successor, or None for an orphan."""

    word: DecisionId
    anchor: Anchor
    to: ClaimId | None


def anchor(claim: Claim, source: str, others: Iterable[Claim]) -> Anchor:
    """Say where a claim stands; `source` is its report's name, `others` that report's claims."""
    first = claim.evidence[0]
    beside = sorted(
        other.id
        for other in others
        if other.id != claim.id
        and other.kind == claim.kind
        and _overlap(first.start, first.end, other.evidence) > 0
    )
    return Anchor(
        claim.id,
        claim.report,
        source,
        claim.kind,
        first.start,
        first.end,
        first.exact,
        tuple(beside),
    )


def successor(anchor: Anchor, claims: Iterable[Claim]) -> ClaimId | None:
    """Return which of `claims` took the place of the one that stood at `anchor`; None: none surely.

    `claims` are those of the report that now bears the name. Where its text is the same, offsets
    decide; where it is another, only the very words do.
    """
    fit: list[tuple[float, ClaimId]] = []
    for claim in claims:
        if claim.kind != anchor.kind or claim.id in anchor.beside:
            continue
        if claim.report == anchor.report:
            share = _overlap(anchor.start, anchor.end, claim.evidence)
        else:
            share = float(any(one.exact == anchor.exact for one in claim.evidence))
        if share > 0:
            fit.append((share, claim.id))
    best = max((share for share, _ in fit), default=0.0)
    found = [claim for share, claim in fit if share == best]
    return found[0] if len(found) == 1 else None


def carry(
    words: Iterable[Decision | Score], standing: frozenset[str], now: Mapping[str, Sequence[Claim]]
) -> tuple[Carried, ...]:
    """Say for each claim that words are about, and that stands no more, what became of it.

    `standing` are the ids of the claims that stand, `now` the claims of each report by its name.
    """
    found = []
    for word in words:
        known = {one.claim: one for one in word.anchors}
        for claim in word.claims:
            if claim not in standing and claim in known:
                place = known[claim]
                found.append(Carried(word.id, place, successor(place, now.get(place.source, ()))))
    return tuple(found)


def resettled(word: W, standing: frozenset[str], moves: Mapping[str, ClaimId | None]) -> W:
    """Return a word with the claims that stand now in place of those it was said of.

    Its id stays: it is still what the person said then. Orphans are left out.
    """

    def now(claims: Sequence[ClaimId]) -> tuple[ClaimId, ...]:
        led = (one if one in standing else moves.get(one) for one in claims)
        return tuple(sorted({one for one in led if one is not None}))

    if isinstance(word, Score):
        return dataclasses.replace(word, targets=now(word.targets))
    return dataclasses.replace(word, targets=now(word.targets), others=now(word.others))


def _overlap(start: int, end: int, spans: Iterable[Evidence]) -> float:
    """Measure how much of one span and the best of some others is common, 0 to 1."""
    best = 0.0
    for one in spans:
        common = min(end, one.end) - max(start, one.start)
        if common > 0:
            best = max(best, common / (max(end, one.end) - min(start, one.start)))
    return best


# -- Rows of persons' words to model values and back


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
