"""The shapes of answers, as they are published: the contract's rows, with what each always has.

Answers are not passed through these models; tests hold what is answered against them. A row may have
more than its model says: whatever is added to the contract is answered at once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "ROWS",
    "About",
    "AccountRow",
    "BriefAnswer",
    "CandidateRow",
    "ClaimRow",
    "DecisionRow",
    "DriftAnswer",
    "DueRow",
    "EntityAnswer",
    "HitRow",
    "JobAnswer",
    "Page",
    "ProblemAnswer",
    "ReportRow",
    "ReviewRow",
    "Row",
    "SearchPage",
    "SnapshotAnswer",
    "StepRow",
    "Time",
    "TimelineRow",
    "WhoAnswer",
    "WordingRow",
]


T = TypeVar("T")


class Row(BaseModel):
    """Plain values with at least these keys."""

    model_config = ConfigDict(extra="allow")


class Time(Row):
    """A time as exactly as it is known: first and last possible day, both included, and EDTF."""

    earliest: date | None
    latest: date | None
    edtf: str


class Evidence(Row):
    """Words of a report: where they stand in its text, counted in characters."""

    start: int
    end: int
    exact: str


class Link(Row):
    """A tie to another entity."""

    type: str
    to: str
    why: str


class Participant(Row):
    """Who took part in a consultation."""

    name: str | None
    office: str | None
    party: str | None


class ReportRow(Row):
    """What is known of a report besides its text."""

    kind: Literal["report"]
    report: str
    id: str
    published: Time | None
    published_basis: str
    published_reasons: list[str]
    title: str | None
    publisher: str | None
    wire: str | None
    language: str | None
    relevant: bool
    irrelevant_because: str | None
    url: str | None


class ClaimRow(Row):
    """What one report says of one kind, with the words for it; the kind's own keys besides."""

    kind: str
    id: str
    report: str
    evidence: list[Evidence]
    rule: str
    confidence: float


class EntityRow(Row):
    """One resolved thing, of however many claims."""

    kind: str
    id: str
    reports: list[str]
    claims: list[str]
    links: list[Link]
    why: list[str]


class ConsultationRow(EntityRow):
    """Who met whom."""

    form: str
    status: str
    participants: list[Participant]
    parties: list[str]
    place: str | None
    when: Time | None
    duration_minutes: int | None


class CommitmentRow(Row):
    """What was promised, and where it stands on the day."""

    kind: Literal["commitment"]
    id: str
    obligors: list[str]
    beneficiaries: list[str]
    what: str
    due: Time | None
    status: str
    why: str
    modality: str
    condition: str | None
    stories: int
    first_heard: Time | None
    last_heard: Time | None
    reports: list[str]
    claims: list[str]
    links: list[Link]


class AssuranceRow(EntityRow):
    """A standing pledge."""

    parties: list[str]
    speaker: str | None
    about: str | None
    wording: str


class CapabilityRow(EntityRow):
    """What a party has or gets."""

    name: str
    holder: str | None
    when: Time | None


class StructureRow(EntityRow):
    """A command, unit or group that changes."""

    unit: str
    change: str
    status: str
    party: str | None
    when: Time | None
    due: Time | None


class IncidentRow(EntityRow):
    """What happened between parties."""

    act: str
    actor: str | None
    target: str | None
    place: str | None
    when: Time | None


class OfficeRow(Row):
    """Who held an office."""

    kind: Literal["tenure"]
    office: str
    title: str
    party: str | None
    person: str
    name: str
    since: Time | None
    until: Time | None
    first_seen: Time | None
    last_seen: Time | None
    reports: list[str]
    claims: list[str]


class OmissionRow(ClaimRow):
    """What was expressly not said or done."""

    what: str
    sort: str
    who: str | None


class QuoteRow(ClaimRow):
    """Words of a speaker."""

    speaker: str | None
    direct: bool


class DateRow(ClaimRow):
    """A time expression and what it means."""

    when: Time | None
    type: str
    value: str | None


ROWS: dict[str, type[Row]] = {
    "reports": ReportRow,
    "consultations": ConsultationRow,
    "commitments": CommitmentRow,
    "assurances": AssuranceRow,
    "capabilities": CapabilityRow,
    "structures": StructureRow,
    "incidents": IncidentRow,
    "offices": OfficeRow,
    "omissions": OmissionRow,
    "quotes": QuoteRow,
    "dates": DateRow,
}
"""The shape of a row by the list that it is in."""


class DueRow(Row):
    """What is to be waited for; `days` counts from the day asked about to its last one."""

    id: str
    kind: Literal["commitment", "structure", "consultation"]
    parties: list[str]
    what: str
    due: Time | None
    days: int | None
    status: str
    why: str


class TimelineRow(Row):
    """One line of the timeline."""

    when: Time
    precision: str
    kind: Literal["consultation", "incident", "structure", "deadline", "office", "report"]
    what: str
    parties: list[str]
    status: str
    reports: list[str]
    id: str


class SnapshotAnswer(Row):
    """The system as it stood on a day, a page of it: `next` is the cursor of the page that follows."""

    as_of: date
    known_by: date | None
    holders: list[dict[str, Any]]
    units: list[dict[str, Any]]
    promised: list[dict[str, Any]]
    due: list[dict[str, Any]]
    overdue: list[dict[str, Any]]
    done: list[dict[str, Any]]
    other: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    conditions: list[dict[str, Any]]
    last_consultation: dict[str, Any] | None
    next_consultation: dict[str, Any] | None
    counts: dict[str, int]
    next: str | None
    total: int
    notes: list[str]


class HitRow(Row):
    """A place where the words stand; for a claim, its own keys besides."""

    report: str
    kind: str
    snippet: str
    start: int
    end: int
    published: Time | None


class BriefAnswer(Row):
    """What a report says that those before it did not."""

    report: str
    published: Time | None
    note: str
    compared: int
    pair: list[str]
    rows: list[dict[str, Any]]


class DriftAnswer(Row):
    """Who used a wording, when, and how it changed."""

    formula: str
    stories: int
    first: Time | None
    last: Time | None
    uses: list[dict[str, Any]]
    variants: list[dict[str, Any]]


class WordingRow(Row):
    """An assurance that independent reports share."""

    formula: str
    stories: int


class StepRow(Row):
    """One step of an explanation."""

    label: str
    text: str
    report: str | None
    id: str | None


class EntityAnswer(Row):
    """An entity of any kind, as the record's export has it."""

    kind: str
    id: str
    reports: list[str]
    claims: list[str]
    links: list[Link]


class DecisionRow(Row):
    """What a person decided; `undone` says who took it back."""

    sort: str
    id: str
    at: datetime
    reason: str = ""


class CandidateRow(Row):
    """Words that might have told something: what proposed them, what counted, and what became of them."""

    report: str
    kind: str
    start: int
    end: int
    text: str
    proposed_by: str
    score: float | None
    threshold: float | None
    counted: list[dict[str, Any]]
    outcome: str


class ReviewRow(Row):
    """A judgement that the record rests on, with how well it is founded (0 to 1) and what to name in judging it."""

    kind: str
    about: str
    score: float
    what: str
    why: list[str]
    ids: list[str]
    claims: list[str]
    reports: list[str]


class Page(BaseModel, Generic[T]):
    """A page of a list; `next` is the `cursor` of the one that follows, null at the end."""

    items: list[T]
    next: str | None
    notes: list[str] = Field(description="What whoever asks should know: the index is behind.")
    total: int | None = Field(
        default=None, description="How many rows all pages have, where known."
    )


class SearchPage(Page[HitRow]):
    """A page of hits, with the number of those looked at by kind, and of the reports that have the words."""

    facets: dict[str, int]
    reports: int


class About(BaseModel):
    """What record is served, and how much is in it."""

    servanda: str
    today: date
    reports: int
    retracted: int
    statements: int
    claims: dict[str, int]


class Refused(BaseModel):
    """An input that was refused, and what would help."""

    subject: str
    reason: str
    remedy: str


class JobAnswer(Row):
    """A reading: how far it has come, and what came of it."""

    id: str
    state: Literal["waiting", "reading", "done", "cancelled", "failed"]
    what: str
    author: str
    made: datetime
    done: int
    total: int | None
    now: str
    reports: list[str]
    refused: list[Refused]


class WhoAnswer(BaseModel):
    """Who asks, and what they may do."""

    name: str
    role: str | None
    rights: list[str]
    form_token: str = Field(
        description="To send as X-Form-Token with every change that a session asks for."
    )


class AccountRow(BaseModel):
    """Who may log in, as what."""

    name: str
    role: str
    made: datetime
    tokens: int


class ProblemAnswer(Row):
    """What went wrong (RFC 9457): what it is about, why, and what to do next."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    subject: str
    reason: str
    remedy: str
