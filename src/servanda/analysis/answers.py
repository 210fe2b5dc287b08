"""What following up answers with: flat, frozen rows that a page or a terminal can render."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model import ClaimId, CommitmentStatus, EntityId, Link, When

__all__ = [
    "BoardRow",
    "Entry",
    "Holder",
    "IncidentRow",
    "ResponseRow",
    "Step",
    "UnitRow",
    "WhyStep",
]


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in a commitment's history: what a report said of it.

    `status` is where the commitment stood once this report was known, `on` the report's date (or
    the day of the deed where it tells of one), `due` the deadline it gives, `words` its evidence,
    `why` what it changed ("promised", "repeated", "due moved from … to …", "met", "passed").
    A step without a report (`report == ""`) is a deadline that went by, or a person's word.
    """

    status: CommitmentStatus
    on: When | None
    report: str
    due: When | None
    claim: ClaimId | None
    words: str
    why: str

    def __hash__(self) -> int:
        """Hash what tells most steps apart: lists of them are compared day by day."""
        return hash((self.claim, self.report, self.why))


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One commitment: who is bound, to what, by when, and where it stands on the day asked for.

    `beneficiaries` are the parties that it is promised to, as its reports name them. `what` stands
    alone: where action and object do not, it is the quotation. `concrete` says that there is something
    to verify it by: a target, a condition, or a recipient and a name or figure.
    `stories` counts independent reports (copies and one wire's story count once); `last_heard`
    is the date of the last report that speaks of it.
    """

    id: EntityId
    obligors: tuple[str, ...]
    what: str
    due: When | None
    status: CommitmentStatus
    why: str
    modality: str
    condition: str | None
    stories: int
    reports: tuple[str, ...]
    first_heard: When | None
    last_heard: When | None
    history: tuple[Step, ...]
    links: tuple[Link, ...]
    claims: tuple[ClaimId, ...]
    beneficiaries: tuple[str, ...] = ()
    concrete: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline.

    `kind` is report, consultation, incident, structure, deadline, office (somebody takes or
    leaves one). `precision` is that of `when` ("day", "month", "interval", …), `status` the
    consultation's, structure's or commitment's.
    """

    when: When
    precision: str
    kind: str
    what: str
    parties: tuple[str, ...]
    status: str
    reports: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held an office on a day.

    `standing` says how sure that is: "stated" (words give the beginning or the day lies between two
    reports that name the holder), "seen" (the last one named before that day, nobody else since),
    "later" (only reports after that day name anybody, and none says since when). `disputed` says
    that other reports name another holder of what one person holds, on that very day.
    """

    office: str
    title: str
    party: str | None
    person: EntityId
    name: str
    since: When | None
    until: When | None
    first_seen: When | None
    last_seen: When | None
    standing: str
    why: str
    reports: tuple[str, ...]
    claims: tuple[ClaimId, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A command, unit, office or group, as last told of on or before the day.

    `status` is planned, started or done; `when` the day it was done, `due` the deadline for it.
    """

    id: EntityId
    unit: str
    change: str
    status: str
    party: str | None
    when: When | None
    due: When | None
    reports: tuple[str, ...]
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """What answered an incident, by the words of a report that names both.

    `sort` is call, meeting, protest, … for a consultation, else statement, assurance, commitment
    or quote. `days` counts from the incident's first possible day to the response's; None where
    one of them is not known to a few days. `why` holds the words.
    """

    id: EntityId
    sort: str
    what: str
    parties: tuple[str, ...]
    when: When | None
    days: int | None
    why: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident and what followed: `responses` are what answered it, the first one first."""

    id: EntityId
    act: str
    actor: str | None
    target: str | None
    place: str | None
    when: When | None
    responses: tuple[ResponseRow, ...]
    reports: tuple[str, ...]
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of an explanation.

    `label` says what kind of step it is (entity, claim, words, report, dated, time, rule, same,
    conflict, link, status, decision, undone), `text` is the sentence to show, `id` what to ask about next, `report` the name of the
    report it comes from.
    """

    label: str
    text: str
    report: str | None = None
    id: str | None = None
