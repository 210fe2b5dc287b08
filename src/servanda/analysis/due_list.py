"""What is due: promises, changes of units and announced meetings by their last day, each with its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.analysis.answers import BoardRow, Step
from servanda.analysis.commitment_board import board
from servanda.analysis.descriptions import best_time, entity_line, sides
from servanda.analysis.lifecycle import SILENT, first_day, known_on, standing_on
from servanda.analysis.plan_status import DAY_PASSED, awaited_status
from servanda.errors import UsageError
from servanda.model import (
    ClaimId,
    CommitmentStatus,
    Consultation,
    ConsultationStatus,
    Entity,
    EntityId,
    LinkType,
    ResolvedClaim,
    Structure,
    StructureStatus,
    When,
)
from servanda.model.time_words import day as day_words
from servanda.resolution import Resolution
from servanda.resolution.claim_order import dated
from servanda.timex.calendar import add_days, add_months

__all__ = [
    "OPEN",
    "Awaited",
    "DueRow",
    "awaited",
    "awaited_row",
    "days_left",
    "due",
    "promise_row",
    "reach",
    "resting",
    "waiting_for",
]


_WRITTEN = re.compile(r"\s*(\d{1,5})\s*([dwmy])[a-z]*\s*", re.IGNORECASE)


def reach(day: date, duration: str) -> date:
    """Return the day that lies `duration` after `day`: days, weeks, calendar months or years.

    Raises UsageError where `duration` is not a number with d, w, m or y behind it.
    """
    found = _WRITTEN.fullmatch(duration)
    if found is None:
        raise UsageError(
            duration, "is not a length of time", "write a number and d, w, m or y: 90d, 6w, 3m, 1y"
        )
    number, unit = int(found[1]), found[2].lower()
    if unit in "dw":
        return add_days(day, number * (7 if unit == "w" else 1))
    return add_months(day, number * (12 if unit == "y" else 1))


# -- What is due: promises, changes of units and announced meetings by their last day, each w


_STATUS = CommitmentStatus
OPEN = (_STATUS.PLANNED, _STATUS.DUE, _STATUS.OVERDUE, _STATUS.PARTLY_DONE)
"""The statuses of what is still to be waited for."""

_MET = (_STATUS.DONE, _STATUS.PARTLY_DONE)
_HELD = (ConsultationStatus.HELD, ConsultationStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that is to happen by a day, and where it stands.

    `kind` is commitment, structure or consultation; `days` counts from the day asked for to the
    last admissible one (negative: so many days ago; None: no deadline). `report`, `words` and
    `claim` are the evidence for the status: the words that tell of the deed where there are
    any, else those that give the deadline. The status is that of a commitment, or DAY_PASSED. `stories` counts independent reports. Of a commitment
    `parties` are bound, and `beneficiaries` are those that it is promised to.
    """

    id: EntityId
    kind: str
    parties: tuple[str, ...]
    what: str
    due: When | None
    days: int | None
    status: str
    why: str
    stories: int
    last_heard: When | None
    report: str
    words: str
    claim: ClaimId | None
    reports: tuple[str, ...]
    beneficiaries: tuple[str, ...] = ()


def due(
    resolution: Resolution,
    *,
    today: date,
    until: date | None = None,
    status: Collection[CommitmentStatus] = (),
    party: str | None = None,
) -> tuple[DueRow, ...]:
    """List what is to be waited for, what lies furthest behind `today` first.

    Without `status`, everything open that has a deadline; with it, everything of these statuses,
    deadline or none. `until` leaves out deadlines later than that day. `party` keeps what binds
    or concerns it.
    """
    rows = [promise_row(row, today) for row in board(resolution, today=today, party=party)]
    for kind in ("structure", "consultation"):
        for entity in resolution.of(kind):
            one = awaited(resolution, entity, today)
            if one is not None and (party is None or party in sides(one.mentions)):
                rows.append(awaited_row(resolution, entity, one, today))
    return tuple(sorted(filter(_wanted(until, status), rows), key=_by_day))


def _wanted(until: date | None, status: Collection[CommitmentStatus]) -> Callable[[DueRow], bool]:
    """Make the test that keeps what is asked for."""

    def wanted(row: DueRow) -> bool:
        last = row.due.latest if row.due else None
        asked = status or OPEN
        if row.status not in asked and not (row.status == DAY_PASSED and _STATUS.OVERDUE in asked):
            return False
        return bool(status and until is None) if last is None else until is None or last <= until

    return wanted


def promise_row(row: BoardRow, today: date) -> DueRow:
    """Make the row of a commitment."""
    step = resting(row)
    return DueRow(
        row.id,
        "commitment",
        row.obligors,
        row.what,
        row.due,
        days_left(row.due, today),
        row.status,
        row.why,
        row.stories,
        row.last_heard,
        step.report if step else "",
        step.words if step else "",
        step.claim if step else None,
        row.reports,
        row.beneficiaries,
    )


def resting(row: BoardRow) -> Step | None:
    """Choose the step that a status rests on: the deed, the revision, or who gave the deadline."""
    mentions = [step for step in row.history if step.report]
    if row.status in (*_MET, _STATUS.REVISED, _STATUS.DROPPED):
        same = [step for step in mentions if step.status is row.status]
        if same:
            return same[-1]
    given = [step for step in mentions if step.due is not None and step.due == row.due]
    return next(reversed(given or mentions), None)


# -- changes of units, and announced meetings


@dataclass(frozen=True, slots=True)
class Awaited:
    """What reports say by a day of a change of a unit, or of an announced meeting.

    `rests` is the claim that its status rests on, `ahead` its deadline. Where it was done or called
    off, `met` says so, with the status. Else `deed` is the word for what is waited for, and
    `heard` the day of the last report of it: `waiting_for` makes the status of them on any day.
    """

    mentions: tuple[ResolvedClaim, ...]
    rests: ResolvedClaim
    ahead: When | None
    met: tuple[CommitmentStatus, str] | None = None
    deed: str = ""
    heard: date | None = None

    def stands(self, today: date) -> tuple[CommitmentStatus, str]:
        """Say where it stands, and why."""
        if self.met is not None:
            return self.met
        latest = self.ahead.latest if self.ahead else None
        return waiting_for(self.deed, latest, self.heard, today)


def waiting_for(
    deed: str, latest: date | None, heard: date | None, today: date
) -> tuple[CommitmentStatus, str]:
    """Say where something stands on `today` of which no report says that it was done, and why.

    `latest` is the last day it can be done on, `heard` the day on which it was last heard of.
    """
    if latest is not None:
        status = standing_on(latest, today)
        if status is _STATUS.OVERDUE:
            return status, f"its last day was {day_words(latest)}; no report says it was {deed}"
        return status, f"its last day is {day_words(latest)}, {(latest - today).days} days ahead"
    silent = None if heard is None else (today - heard).days
    status = _STATUS.PLANNED if silent is not None and silent <= SILENT else _STATUS.UNKNOWN
    why = "announced without a day"
    why += "" if silent is None else f"; last heard of {max(silent, 0)} days ago"
    return status, why


def awaited(resolution: Resolution, entity: Entity, today: date) -> Awaited | None:
    """Say what was known by `today` of a change of a unit, or of an announced meeting.

    None for anything else, and for what is part of a promise that is listed already.
    """
    mentions = tuple(one for one in resolution.claims_of(entity) if known_on(one, today))
    if entity.kind == "structure":
        return _unit(entity, mentions, today)
    return _meeting(resolution, entity, mentions, today) if entity.kind == "consultation" else None


def _unit(entity: Entity, mentions: tuple[ResolvedClaim, ...], today: date) -> Awaited | None:
    if any(link.type in (LinkType.PART_OF, LinkType.FULFILS) for link in entity.links):
        return None
    ahead = best_time(mentions, "due") or best_time(_planned(mentions))
    if not mentions or ahead is None:
        return None
    deeds = [c for c in mentions if _unit_status(c) is not StructureStatus.PLANNED]
    deeds = [c for c in deeds if _begun(c, today)]
    if deeds:
        done = any(_unit_status(c) is StructureStatus.DONE for c in deeds)
        status = _STATUS.DONE if done else _STATUS.PARTLY_DONE
        why = f"reported {'done' if done else 'begun'} by {deeds[-1].source}"
        return Awaited(mentions, deeds[-1], ahead, (status, why))
    if ahead.latest is None:
        return None
    return Awaited(mentions, _giving(mentions, ahead), ahead, deed="done")


def _meeting(
    resolution: Resolution, entity: Entity, mentions: tuple[ResolvedClaim, ...], today: date
) -> Awaited | None:
    plans = [c for c in mentions if _talk_status(c) is ConsultationStatus.PLANNED]
    if not plans:
        return None
    ahead = best_time(plans)
    past = [c for c in mentions if _talk_status(c) in _HELD and _begun(c, today)]
    past += _held_as_other(resolution, entity, today)
    if past:
        off = _talk_status(past[-1]) is ConsultationStatus.CANCELLED
        status = _STATUS.DROPPED if off else _STATUS.DONE
        why = f"reported {'called off' if off else 'held'} by {past[-1].source}"
        return Awaited(mentions, past[-1], ahead, (status, why))
    if ahead is not None and ahead.latest is not None:
        return Awaited(mentions, _giving(plans, ahead), ahead, deed="held")
    heard = [first_day(one.published) for one in mentions if dated(one.published)]
    return Awaited(mentions, plans[-1], None, heard=max(heard, default=None))


def _held_as_other(resolution: Resolution, entity: Entity, today: date) -> list[ResolvedClaim]:
    """List what says, under another name, that a plan was kept: talks on the days of a visit."""
    return [
        claim
        for other in resolution.backlinks.get(entity.id, ())
        if any(x.to == entity.id and x.type is LinkType.FULFILS for x in other.links)
        for claim in resolution.claims_of(other)
        if _talk_status(claim) is ConsultationStatus.HELD
        and known_on(claim, today)
        and _begun(claim, today)
    ]


def awaited_row(resolution: Resolution, entity: Entity, one: Awaited, today: date) -> DueRow:
    """Make the row of a change of a unit, or of an announced meeting."""
    mentions, rests = one.mentions, one.rests
    names = tuple(dict.fromkeys(each.source for each in (*mentions, rests)))
    heard = sorted((w for each in (*mentions, rests) if (w := each.published)), key=first_day)
    stands, why = one.stands(today)
    status = awaited_status(entity.kind, stands)
    return DueRow(
        entity.id,
        entity.kind,
        sides(mentions),
        entity_line(resolution, entity),
        one.ahead,
        days_left(one.ahead, today),
        status,
        why,
        resolution.independent(names),
        heard[-1] if heard else None,
        rests.source,
        rests.claim.evidence[0].exact,
        rests.claim.id,
        names,
    )


def _giving(mentions: Sequence[ResolvedClaim], when: When) -> ResolvedClaim:
    """Find the claim that gives a time, the last one where several do."""
    giving = [one for one in mentions if when in (one.time("due"), one.time("when"))]
    return (giving or mentions)[-1]


def _planned(mentions: Sequence[ResolvedClaim]) -> list[ResolvedClaim]:
    return [one for one in mentions if _unit_status(one) is StructureStatus.PLANNED]


def _unit_status(claim: ResolvedClaim) -> StructureStatus | None:
    body = claim.claim.body
    return body.status if isinstance(body, Structure) else None


def _talk_status(claim: ResolvedClaim) -> ConsultationStatus | None:
    body = claim.claim.body
    return body.status if isinstance(body, Consultation) else None


def _begun(claim: ResolvedClaim, today: date) -> bool:
    when = claim.time("when")
    return when is None or when.earliest is None or when.earliest <= today


def days_left(when: When | None, today: date) -> int | None:
    """Count the days from `today` to the last one; None where there is no deadline."""
    last = when.latest if when else None
    return None if last is None else (last - today).days


def _by_day(row: DueRow) -> tuple[date, str, str, str]:
    last = row.due.latest if row.due and row.due.latest else date.max
    return last, row.kind, row.what, row.id
