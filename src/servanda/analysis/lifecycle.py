"""Lifecycles: what each report made of a commitment, its deadlines, and where it stands on a day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from servanda.analysis.answers import Step
from servanda.model import (
    Commitment,
    CommitmentStatus,
    Consultation,
    ConsultationStatus,
    Decision,
    Entity,
    LinkType,
    Modality,
    ResolvedClaim,
    StatusSaid,
    Structure,
    StructureStatus,
    When,
    status_said,
)
from servanda.model.time_words import day
from servanda.model.time_words import deadline as deadline_words
from servanda.resolution import Resolution
from servanda.resolution.claim_order import dated, same_end
from servanda.resolution.content_words import content, stem

__all__ = [
    "SILENT",
    "SOON",
    "Course",
    "Deed",
    "Fate",
    "about_entity",
    "beside_reports",
    "deadline",
    "deeds",
    "fate",
    "first_day",
    "known_on",
    "overdue_step",
    "said_of",
    "said_step",
    "sharper",
    "shifted",
    "standing_on",
    "waiting",
]


def about_entity(decision: Decision, entity: Entity) -> bool:
    """Whether a decision is about an entity: half of its claims, or more, tell of it now.

    An entity may have been merged or parted since.
    """
    mine = set(entity.claims).intersection(decision.targets)
    return bool(mine) and 2 * len(mine) >= len(decision.targets)


def said_of(resolution: Resolution, entity: Entity, today: date) -> tuple[StatusSaid, ...]:
    """List the statuses that persons gave a commitment by `today`, by the day they hold from."""
    found = [
        said
        for one in resolution.judged(entity)
        if not one.blind
        and (said := status_said(one)) is not None
        and said.on <= today
        and about_entity(one, entity)
    ]
    return tuple(sorted(found, key=lambda s: (s.on, s.decision.at, s.decision.id)))


def said_step(said: StatusSaid) -> Step:
    """Make the entry of a commitment's history for a status that a person gave."""
    why = f"{said.status.value}, {said.why}"
    return Step(said.status, When.on(said.on), "", None, None, "", why)


# -- Deadlines: the one a claim gives, the one it moved, and how far ahead of it a day is


SOON = 90
"""Days before its last day from which a commitment counts as due."""

_STATUS = CommitmentStatus
_SHIFT = re.compile(
    r"\b(?P<n>an?|one|two|three|four|five|six|\d+)[ -](?P<unit>year|month|week|day)s?[ -]"
    r"(?P<way>earlier|ahead|sooner|early|before|in advance|later|behind|late)\b",
    re.IGNORECASE,
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LATER = frozenset({"later", "behind", "late"})


def deadline(claim: ResolvedClaim) -> When | None:
    """Return the deadline a claim gives; a day gone by when its report appeared is none."""
    given = claim.time("due")
    first = claim.published.earliest if claim.published else None
    if (
        given is not None
        and given.latest is not None
        and first is not None
        and given.latest < first
    ):
        return None
    return given


def shifted(when: When, words: str) -> When | None:
    """Work out the deadline that words like "a year earlier than planned" moved; None if unclear."""
    found = _SHIFT.search(words)
    if found is None:
        return None
    written = found["n"].lower()
    number = _NUMBERS.get(written) or int(written)
    sign = -1 if found["way"].lower() in _LATER else 1
    unit = found["unit"].lower()

    def move(day: date | None) -> date | None:
        if day is None:
            return None
        if unit in ("day", "week"):
            return day + timedelta(days=sign * number * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + sign * number * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        while True:  # the 31st of a month that has but 30 days is its last day
            try:
                return day.replace(year=year, month=month + 1)
            except ValueError:
                day -= timedelta(days=1)

    end = move(when.end)
    return When(move(when.start), end, when.precision, when.basis)


def standing_on(last: date, today: date) -> CommitmentStatus:
    """Say where a commitment whose last day is `last` stands on `today`, as long as nobody met it."""
    if today > last:
        return _STATUS.OVERDUE
    return _STATUS.DUE if (last - today).days <= SOON else _STATUS.PLANNED


def sharper(due: When | None, given: When | None) -> When | None:
    """Keep the deadline told last; of two that agree, the one that leaves fewer days open."""
    if given is None or due is None:
        return given or due
    if same_end(due, given) and (due.width or 10**6) < (given.width or 10**6):
        return due
    return given


def first_day(when: When | None) -> date:
    """Return a time's first known day, to sort by; what has none, or is vague, comes last."""
    fine = dated(when)
    return (fine and fine.earliest) or date.max


# -- Deeds: the reports that say something promised was done or begun
_BEGUN = stem("begin")


@dataclass(frozen=True, slots=True)
class Deed:
    """A report that something promised was done or begun."""

    status: CommitmentStatus
    day: When | None
    claim: ResolvedClaim
    why: str


def deeds(resolution: Resolution, entity: Entity) -> list[Deed]:
    """List the reports that a commitment was met or begun, by the day of the deed."""
    found = []
    for claim in resolution.claims_of(entity):
        body = claim.claim.body
        if isinstance(body, Commitment) and body.modality is Modality.FULFILLED:
            begun = claim.claim.rule.endswith("begun") or _BEGUN in content(body.action)
            status = CommitmentStatus.PARTLY_DONE if begun else CommitmentStatus.DONE
            found.append(Deed(status, claim.time("when"), claim, "begun" if begun else "done"))
    for other in resolution.backlinks.get(entity.id, ()):
        for link in other.links:
            if link.to == entity.id and link.type is LinkType.FULFILS:
                found += [
                    d for c in resolution.claims_of(other) if (d := _deed(c, link.why)) is not None
                ]
    return sorted(found, key=lambda d: (first_day(d.day or d.claim.published), d.claim.claim.id))


def _deed(claim: ResolvedClaim, why: str) -> Deed | None:
    body = claim.claim.body
    if isinstance(body, Structure) and body.status is not StructureStatus.PLANNED:
        done = body.status is StructureStatus.DONE
        status = CommitmentStatus.DONE if done else CommitmentStatus.PARTLY_DONE
        return Deed(status, claim.time("when"), claim, f"{'done' if done else 'begun'}; {why}")
    if isinstance(body, Consultation) and body.status is ConsultationStatus.HELD:
        return Deed(CommitmentStatus.DONE, claim.time("when"), claim, why)
    return None


# -- Lifecycles: what each report made of a commitment, and where it stands on a day


SILENT = 365
"""Days without a report after which a commitment without a deadline is unknown."""


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a commitment stands on a day, why, the deadline that counts, and how it came to it."""

    status: CommitmentStatus
    why: str
    due: When | None
    steps: tuple[Step, ...]


def known_on(claim: ResolvedClaim, day: date) -> bool:
    """Whether a claim's report can have been known on `day`; one without a date can."""
    first = claim.published.earliest if claim.published else None
    return first is None or first <= day


class Course:
    """One commitment followed from day to day; what is the same on many days is worked out once."""

    def __init__(self, resolution: Resolution, entity: Entity) -> None:
        """Take the commitment, and what holds its claims and those of what it is linked to."""
        self._resolution = resolution
        self._entity = entity
        self._claims = resolution.claims_of(entity)
        self._deeds = deeds(resolution, entity)
        self._told = _Told()
        self._heard = sorted(first_day(w) for c in self._claims if dated(w := c.published))

    def fate(self, today: date) -> Fate:
        """Follow it through the reports known on `today`, and say where it stands.

        A person's word outweighs what the reports alone come to, which is told beside it.
        """
        found = self.reported(today)
        said = said_of(self._resolution, self._entity, today)
        if not said:
            return found
        why = beside_reports(said[-1].why, found.status.value, found.why)
        return Fate(said[-1].status, why, found.due, (*found.steps, *map(said_step, said)))

    def reported(self, today: date) -> Fate:
        """Say where it stands on `today` by what reports say alone, as `fate` does."""
        mentions = [one for one in self._claims if known_on(one, today)]
        done = [d for d in self._deeds if known_on(d.claim, today) and _by(d.day, today)]
        told, due = self._told.by(mentions)
        revised = _revision(self._resolution, self._entity, today)
        told += [(first_day(step.on), step) for step in map(_done, done)]
        told.sort(key=itemgetter(0))
        steps = [step for _, step in told]
        status, why = _standing(due, done, revised, self.heard(today), today)
        if revised is not None:
            steps.append(revised)
        if status is CommitmentStatus.OVERDUE and due is not None and due.latest is not None:
            steps.append(overdue_step(due, due.latest))
        return Fate(status, why, due, tuple(steps))

    def heard(self, today: date) -> date | None:
        """Return the day of the last report of it by `today`, of those dated well enough."""
        by = bisect_right(self._heard, today)
        return self._heard[by - 1] if by else None


def fate(resolution: Resolution, entity: Entity, today: date) -> Fate:
    """Follow one commitment through the reports known on `today`, and say where it stands."""
    return Course(resolution, entity).fate(today)


def beside_reports(said: str, status: str, why: str) -> str:
    """Tell what a person said beside what the reports alone come to."""
    return f"{said} (the reports alone: {status}, {why})"


class _Told:
    """What each report that promises it made of a commitment, in the order of the reports.

    From one day to the next most reports stay, and what they made of it with them.
    """

    def __init__(self) -> None:
        self._claims: list[ResolvedClaim] = []
        self._after: list[tuple[list[tuple[date, Step]], When | None]] = []

    def by(self, mentions: Sequence[ResolvedClaim]) -> tuple[list[tuple[date, Step]], When | None]:
        """Return the steps, each with its first day, and the deadline that counts after all of them."""
        same = 0
        for one, other in zip(self._claims, mentions, strict=False):
            if one is not other:
                break
            same += 1
        del self._claims[same:], self._after[same:]
        for claim in mentions[same:]:
            self._add(claim)
        due = self._after[-1][1] if self._after else None
        return [one for steps, _ in self._after for one in steps], due

    def _add(self, claim: ResolvedClaim) -> None:
        body, due = claim.claim.body, self._after[-1][1] if self._after else None
        steps: list[Step] = []
        if isinstance(body, Commitment) and body.modality is not Modality.FULFILLED:
            given = deadline(claim)
            steps += _before(claim, body, given)
            first = not steps and not any(before for before, _ in self._after)
            steps.append(_mention_step(claim, body, given, due, first=first))
            due = sharper(due, given)
        self._claims.append(claim)
        self._after.append(([(first_day(step.on), step) for step in steps], due))


def _before(claim: ResolvedClaim, body: Commitment, given: When | None) -> list[Step]:
    """Tell the deadline that stood before, where the report itself says by how much it moved."""
    old = shifted(given, body.rescheduled) if given and body.rescheduled else None
    if old is None:
        return []
    why = f"due before it was moved: “{body.rescheduled}”"
    return [_step(CommitmentStatus.REVISED, claim, old, why)]


def _mention_step(
    claim: ResolvedClaim, body: Commitment, given: When | None, due: When | None, *, first: bool
) -> Step:
    status = CommitmentStatus.PLANNED
    if given is not None and given.latest is not None and dated(claim.published):
        status = standing_on(given.latest, first_day(claim.published))
    if body.rescheduled:
        why = f"due moved: “{body.rescheduled}”"
    elif first:
        why = f"told first, as {body.modality.value}"
    elif given is not None and due is not None and not same_end(given, due):
        why = f"due moved from {deadline_words(due)} to {deadline_words(given)}"
    elif given is not None and due != given:
        why = f"due {'said more exactly' if due else 'named'}: {deadline_words(given)}"
    else:
        why = f"repeated, as {body.modality.value}"
    return _step(status, claim, given, why)


def _step(status: CommitmentStatus, claim: ResolvedClaim, due: When | None, why: str) -> Step:
    words = claim.claim.evidence[0].exact
    return Step(status, claim.published, claim.source, due, claim.claim.id, words, why)


def _done(deed: Deed) -> Step:
    claim = deed.claim
    words = claim.claim.evidence[0].exact
    on = deed.day or claim.published
    return Step(deed.status, on, claim.source, None, claim.claim.id, words, deed.why)


def _revision(resolution: Resolution, entity: Entity, today: date) -> Step | None:
    for other in resolution.backlinks.get(entity.id, ()):
        for link in other.links:
            if link.to != entity.id or link.type is not LinkType.REVISES:
                continue
            for claim in resolution.claims_of(other):
                if known_on(claim, today):
                    return _step(
                        CommitmentStatus.REVISED, claim, deadline(claim), f"revised; {link.why}"
                    )
    return None


def _standing(
    due: When | None,
    deeds: Sequence[Deed],
    revised: Step | None,
    last: date | None,
    today: date,
) -> tuple[CommitmentStatus, str]:
    for status in (CommitmentStatus.DONE, CommitmentStatus.PARTLY_DONE):
        by = [d for d in deeds if d.status is status]
        if by:
            word = "done" if status is CommitmentStatus.DONE else "begun"
            return status, f"reported {word} by {_names(d.claim.source for d in by)}"
    if revised is not None:
        return CommitmentStatus.REVISED, f"{revised.report} gives another deadline"
    return waiting(due.latest if due else None, last, today)


def waiting(latest: date | None, last: date | None, today: date) -> tuple[CommitmentStatus, str]:
    """Say where a commitment that nobody met or moved stands on `today`, and why.

    `latest` is the last day of its deadline, `last` the day on which it was last heard of.
    """
    if latest is not None:
        status = standing_on(latest, today)
        if status is CommitmentStatus.OVERDUE:
            return status, f"its last day was {day(latest)}; no report says it was done"
        return status, f"its last day is {day(latest)}, {(latest - today).days} days ahead"
    if last is None:
        return CommitmentStatus.UNKNOWN, "no deadline, and no report of it bears a date"
    silent = (today - last).days
    if silent > SILENT:
        return CommitmentStatus.UNKNOWN, f"no deadline, and no report of it for {silent} days"
    return CommitmentStatus.PLANNED, f"no deadline; last heard of {max(silent, 0)} days ago"


def overdue_step(due: When, latest: date) -> Step:
    """Make the entry of a history for a last day that went by."""
    passed = When.on(latest + timedelta(days=1))
    words = "the last day passed without a report that it was done"
    return Step(CommitmentStatus.OVERDUE, passed, "", due, None, "", words)


def _by(day: When | None, today: date) -> bool:
    return day is None or day.earliest is None or day.earliest <= today


def _names(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
