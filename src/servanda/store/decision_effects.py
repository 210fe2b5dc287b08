"""What persons' decisions make of a claim as a view shows it, and which of them are in force."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import UsageError
from servanda.model.amendment import amended, read_edtf, time_field
from servanda.model.claim import ResolvedClaim
from servanda.model.decision import Action, Concern, Decision, Grade, Scale, Score
from servanda.model.entity import status_said
from servanda.model.ids import ClaimId
from servanda.model.time import When
from servanda.store import schema, schema_decisions
from servanda.store.clock import Held
from servanda.store.decision_log import current, load_words
from servanda.store.schema import standing
from servanda.store.statement_cells import cells

__all__ = [
    "Grades",
    "Judged",
    "Said",
    "about_claims",
    "amendments",
    "applied",
    "load_grades",
    "load_said",
    "load_scores",
    "passing",
    "restated",
]


Row = Mapping[Any, Any]


def about_claims(decisions: Iterable[Decision]) -> dict[ClaimId, tuple[Decision, ...]]:
    """Sort the decisions on claims by claim, each claim's in the order they were made.

    Blind ones are left out: they are for comparison only.
    """
    found: defaultdict[ClaimId, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda d: (d.at, d.id)):
        if one.concern is Concern.CLAIM and not one.blind:
            for claim in one.targets:
                found[claim].append(one)
    return {claim: tuple(said) for claim, said in found.items()}


def applied(claim: ResolvedClaim, decisions: Sequence[Decision]) -> ResolvedClaim:
    """Return a claim as the decisions on it, in their order, make it.

    The decisions that hold are its `judged`; whether it was rejected, `ResolvedClaim.rejected` says.
    """
    verdict: Decision | None = None
    fields: dict[str, Decision] = {}
    for one in decisions:
        if one.action is Action.AMEND and one.field is not None:
            fields[one.field] = one
        else:
            verdict = one
    body, times = claim.claim.body, dict(claim.times)
    reasons, values = list(claim.reasons), dict(claim.values)
    for name, one in list(fields.items()):
        try:
            body = amended(body, name, one.value)
        except UsageError:  # of a field that claims of this version no longer have
            del fields[name]
            continue
        if time_field(body.kind, name):
            _retime(times, values, reasons, name, one)
    confidence = claim.claim.confidence
    if verdict is not None and verdict.action is Action.ACCEPT:
        confidence = 1.0
    held = [*fields.values(), *([verdict] if verdict else [])]
    return dataclasses.replace(
        claim,
        claim=dataclasses.replace(claim.claim, body=body, confidence=confidence),
        times=tuple(times.items()),
        values=tuple(values.items()),
        reasons=tuple(reasons),
        judged=tuple(sorted(held, key=lambda d: (d.at, d.id))),
    )


def amendments(claim: ResolvedClaim) -> tuple[Decision, ...]:
    """List the amendments that made a claim what it is in a view."""
    return tuple(one for one in claim.judged if one.action is Action.AMEND)


def restated(
    rows: Iterable[Row],
    said: Mapping[ClaimId, object],
    shown: Iterable[ResolvedClaim],
    *,
    subject: str | None,
    as_of: date | None,
) -> list[Row]:
    """Let the cells of judged claims follow from what these are now.

    `rows` are the statements as the claims were read, `said` the claims judged, `shown` those of
    them that a view shows. Cells of other subjects, or that are not so on `as_of`, are left out.
    """
    known = {one.claim.id: one for one in shown}
    as_read = {claim for claim, one in known.items() if not amendments(one)}
    found = [row for row in rows if row["claim_id"] not in said or row["claim_id"] in as_read]
    for claim, one in known.items():
        if claim not in as_read:
            cells_now = (row for row in _cells(one) if subject in (None, row["subject"]))
            found += [row for row in cells_now if as_of is None or _is_so(row, as_of)]
    return found


def _is_so(row: Row, day: date) -> bool:
    start, end = row["valid_start"], row["valid_end"]
    return (start is None or start <= day) and (end is None or end > day)


def _cells(claim: ResolvedClaim) -> Iterator[dict[str, Any]]:
    """Give the cells of an amended claim, as rows of statements recorded when it was amended."""
    recorded = max(one.at for one in amendments(claim))
    for cell in cells(claim.claim, dict(claim.times), claim.published):
        yield {
            "id": cell.identity(claim.claim.id),
            "subject": cell.subject,
            "property": cell.property,
            "value": cell.value,
            "valid_start": cell.valid.start if cell.valid else None,
            "valid_end": cell.valid.end if cell.valid else None,
            "recorded": recorded,
            "superseded": None,
            "claim_id": claim.claim.id,
            "report": claim.claim.report,
            "place": claim.claim.evidence[0].start,
        }


def _retime(
    times: dict[str, When],
    values: dict[str, str],
    reasons: list[tuple[str, str]],
    name: str,
    one: Decision,
) -> None:
    """Put the time that a person gave in the place of the one that the words come to."""
    times.pop(name, None)
    values.pop(name, None)
    if one.value is not None:
        times[name] = read_edtf(one.value)
    said = one.value or "not known"
    tail = f": {one.reason}" if one.reason else ""
    reasons.append((name, f"amended to {said} by {one.author} on {one.at:%Y-%m-%d}{tail}"))


# -- What persons said, as a view takes it: the decisions in force, and the grades it keeps t


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
class Said:
    """The decisions in force, about the claims that stand now, and those on claims by claim."""

    decisions: tuple[Decision, ...] = ()
    by_claim: dict[ClaimId, tuple[Decision, ...]] | None = None

    def about(self, claim: ClaimId) -> tuple[Decision, ...]:
        """Return the decisions on one claim."""
        return (self.by_claim or {}).get(claim, ())


def load_said(connection: Connection, known_by: date | None, held: Held = standing) -> Said:
    """Read the decisions in force; blind ones have none.

    With `known_by`, a status that a person said to hold only from a later day on is left out.
    """
    words = load_words(connection, schema_decisions.decision, held)
    said = [w for w in words if isinstance(w, Decision) and not w.blind]
    said = [w for w in said if known_by is None or not _later(w, known_by)]
    if not said:
        return Said()
    now = tuple(current(connection, said, held))
    return Said(now, about_claims(now))


def _later(word: Decision, day: date) -> bool:
    said = status_said(word)
    return said is not None and said.on > day


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
