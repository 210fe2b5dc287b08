"""Which decisions, scores and grades are in force in a view, and what it does with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.model.decision import Decision, Grade, Scale, Score
from servanda.model.entity import status_said
from servanda.model.ids import ClaimId
from servanda.store import schema, schema_decisions
from servanda.store.clock import Held
from servanda.store.decisions.decision_effects import about_claims
from servanda.store.decisions.decision_log import current, load_words
from servanda.store.schema import standing

__all__ = [
    "Grades",
    "InForce",
    "Judged",
    "load_grades",
    "load_in_force",
    "load_scores",
    "passing",
]


class Judged(StrEnum):
    """What a view does with decisions on claims."""

    APPLIED = "applied"  # rejected claims are left out, amended ones amended
    ALL = "all"  # likewise, but rejected ones are shown
    NONE = "none"  # as the readers found it


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades that a view keeps to; an empty set keeps all. "?" stands for ungraded."""

    reliability: frozenset[str] = frozenset()
    credibility: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.reliability or self.credibility)


@dataclass(frozen=True, slots=True)
class InForce:
    """The decisions in force, about the claims that stand now, and those on claims by claim."""

    decisions: tuple[Decision, ...] = ()
    by_claim: dict[ClaimId, tuple[Decision, ...]] | None = None

    def about(self, claim: ClaimId) -> tuple[Decision, ...]:
        """Return the decisions on one claim."""
        return (self.by_claim or {}).get(claim, ())


def load_in_force(connection: Connection, known_by: date | None, held: Held = standing) -> InForce:
    """Read the decisions in force; blind ones have none.

    With `known_by`, a status that holds only from a later day on is left out.
    """
    words = load_words(connection, schema_decisions.decision, held)
    decisions = [
        word
        for word in words
        if isinstance(word, Decision) and not word.blind and not _later(word, known_by)
    ]
    if not decisions:
        return InForce()
    now = tuple(current(connection, decisions, held))
    return InForce(now, about_claims(now))


def _later(word: Decision, day: date | None) -> bool:
    status = None if day is None else status_said(word)
    return status is not None and day is not None and status.on > day


def load_scores(connection: Connection, held: Held = standing) -> list[Score]:
    """Read the scores that stand, about the claims that stand now."""
    words = load_words(connection, schema_decisions.score, held)
    return current(connection, [w for w in words if isinstance(w, Score)], held)


def load_grades(connection: Connection, scale: Scale, held: Held = standing) -> dict[str, Grade]:
    """Read what grade each source, or each report, has: the one given last."""
    words = load_words(connection, schema_decisions.grade, held)
    return {
        one.subject.casefold() if scale is Scale.RELIABILITY else one.subject: one
        for one in words
        if isinstance(one, Grade) and one.scale is scale
    }


def passing(connection: Connection, grades: Grades, held: Held = standing) -> frozenset[str]:
    """Return the ids of the reports whose source and item have one of the grades asked for.

    A report's source is its wire where that is graded, else its publisher.
    """
    sources = load_grades(connection, Scale.RELIABILITY, held)
    items = load_grades(connection, Scale.CREDIBILITY, held)
    edition = schema.edition
    query = select(edition.c.report, edition.c.name, edition.c.wire, edition.c.publisher)
    return frozenset(
        row.report
        for row in connection.execute(query.where(held(edition)))
        if _passes(grades.reliability, sources, [_key(row.wire), _key(row.publisher)])
        and _passes(grades.credibility, items, [row.name])
    )


def _key(name: str | None) -> str:
    return (name or "").casefold()


def _passes(wanted: frozenset[str], known: dict[str, Grade], subjects: Iterable[str]) -> bool:
    given = next((known[one].value for one in subjects if one in known), "?")
    return not wanted or given in wanted
