"""Claim: what one report says, of one kind, with the words for it; and the same with its times resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, get_args

from servanda.model.decision import Action, Decision
from servanda.model.evidence import Evidence
from servanda.model.ids import ClaimId, digest
from servanda.model.time import TimeRef, When

__all__ = [
    "BODIES",
    "Assurance",
    "Body",
    "Capability",
    "Claim",
    "Commitment",
    "Consultation",
    "ConsultationForm",
    "ConsultationStatus",
    "DateMention",
    "Incident",
    "Modality",
    "Omission",
    "OmissionSort",
    "Participant",
    "Quote",
    "ResolvedClaim",
    "Structure",
    "StructureStatus",
    "Target",
    "Tenure",
]


class ConsultationForm(StrEnum):
    """How states consulted."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    TWO_PLUS_TWO = "2+2"
    SUMMIT = "summit"
    MULTILATERAL = "multilateral"
    SIGNING = "signing"
    COURTESY = "courtesy"
    PROTEST = "protest"


class ConsultationStatus(StrEnum):
    """Whether it took place, as this report tells it."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    PROPOSED = "proposed"


class Modality(StrEnum):
    """How firmly a commitment is put."""

    AGREED = "agreed"
    WILL = "will"
    PLANS = "plans"
    VOWS = "vows"
    REAFFIRMED = "reaffirmed"
    CONSIDERING = "considering"
    FULFILLED = "fulfilled"


class StructureStatus(StrEnum):
    """How far a change of organisation has come."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"


class OmissionSort(StrEnum):
    """In what way something is said not to be."""

    NOT_DISCUSSED = "not_discussed"
    DECLINED_TO_COMMENT = "declined_to_comment"
    DENIED = "denied"
    NOT_AGREED = "not_agreed"
    NOT_INCLUDED = "not_included"


@dataclass(frozen=True, slots=True)
class Participant:
    """A person who took part, with the office and the party as this report gives them."""

    name: str
    office: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable target: a number and what it counts, as written ("400", "missiles")."""

    quantity: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """A call, meeting, visit, signing or protest between states."""

    kind: ClassVar[str] = "consultation"
    form: ConsultationForm
    status: ConsultationStatus
    participants: tuple[Participant, ...] = ()
    parties: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    when: TimeRef | None = None
    duration_minutes: int | None = None
    margins_of: str | None = None
    first: str | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise, plan or duty about the future: who is bound, to do what, by when, on what condition."""

    kind: ClassVar[str] = "commitment"
    obligors: tuple[str, ...]
    action: str
    object: str
    modality: Modality
    beneficiary: str | None = None
    due: TimeRef | None = None
    condition: str | None = None
    speaker: str | None = None
    target: Target | None = None
    made: TimeRef | None = None
    rescheduled: str | None = None  # "a year earlier than planned", word for word
    comes_about: bool = False  # the object does it by itself: "the brigade will be ready"

    @property
    def what(self) -> str:
        """What is promised, in one line: the action and its object."""
        if self.comes_about and self.object:
            return f"{self.object}: {self.action}"
        return f"{self.action} {self.object}".strip()


@dataclass(frozen=True, slots=True)
class Assurance:
    """Standing words for a relation or a principle, with their exact wording."""

    kind: ClassVar[str] = "assurance"
    parties: tuple[str, ...]
    about: str
    wording: str
    speaker: str | None = None
    modality: Modality = Modality.REAFFIRMED


@dataclass(frozen=True, slots=True)
class Capability:
    """A named weapon, platform, stock or programme that somebody has, builds, buys or will get."""

    kind: ClassVar[str] = "capability"
    name: str
    holder: str | None = None
    quantity: str | None = None
    unit: str | None = None
    range_km: int | None = None
    price: str | None = None
    supplier: str | None = None
    when: TimeRef | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """A command, unit, office or group set up, renamed, reorganised or tied to a counterpart."""

    kind: ClassVar[str] = "structure"
    unit: str
    change: str
    status: StructureStatus
    party: str | None = None
    when: TimeRef | None = None
    due: TimeRef | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """An act of one state or its forces toward another: an intrusion, a launch, a collision."""

    kind: ClassVar[str] = "incident"
    act: str
    actor: str | None = None
    target: str | None = None
    place: str | None = None
    when: TimeRef | None = None


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person named with an office; `since` and `until` only where the words say so."""

    kind: ClassVar[str] = "tenure"
    person: str
    office: str
    party: str | None = None
    since: TimeRef | None = None
    until: TimeRef | None = None
    former: bool = False
    incoming: bool = False  # "-designate", "-elect", "incoming"


@dataclass(frozen=True, slots=True)
class Omission:
    """What is said not to be: not discussed, not commented on, denied, not agreed, left out."""

    kind: ClassVar[str] = "omission"
    what: str
    sort: OmissionSort
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks with a speaker; `direct` is false for a scare quote.

    `via` is who passes the words on (a spokesperson, a ministry, another outlet).
    """

    kind: ClassVar[str] = "quote"
    speaker: str | None
    words: str
    direct: bool = True
    via: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression that a calendar can resolve, each time it occurs."""

    kind: ClassVar[str] = "date"
    ref: TimeRef


Body = (
    Consultation
    | Commitment
    | Assurance
    | Capability
    | Structure
    | Incident
    | Tenure
    | Omission
    | Quote
    | DateMention
)

BODIES: dict[str, type[Body]] = {one.kind: one for one in get_args(Body)}
"""What a claim of each kind says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one report says, of one kind.

    `evidence` is at least one span, the most telling first. `rule` names the reader's rule that
    made it, `confidence` how sure that rule is (0 to 1).
    """

    id: ClaimId
    report: str
    body: Body
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float

    @property
    def kind(self) -> str:
        """The kind's name in the contract: consultation, commitment, …."""
        return self.body.kind

    @classmethod
    def make(
        cls,
        report: str,
        body: Body,
        evidence: tuple[Evidence, ...],
        *,
        rule: str,
        confidence: float = 0.8,
    ) -> Claim:
        """Make a claim whose id is the hash of report, kind, body and place of its first evidence.

        Raises ValueError where there is no evidence or the confidence lies outside 0..1.
        """
        if not evidence:
            message = f"a {body.kind} claim needs evidence"
            raise ValueError(message)
        if not 0.0 <= confidence <= 1.0:
            message = f"confidence must lie between 0 and 1: {confidence}"
            raise ValueError(message)
        first = evidence[0]
        identity = digest("c", report, body.kind, repr(body), first.start, first.end)
        return cls(ClaimId(identity), report, body, evidence, rule, confidence)


# -- ResolvedClaim: a claim with its times worked out against what is known of its report's d


@dataclass(frozen=True, slots=True)
class ResolvedClaim:
    """A claim as a view shows it.

    `times` holds one pair for each time slot of the body that could be resolved (`when`, `due`,
    `since`, `until`, `made`, `ref`); `published` is the report's date, `source` the report's
    name (its file's name or row's id), `story` what copies of one story share (wire or report id).
    `values` holds the TIMEX3 value of every slot that has one, resolved to days or not, and
    `reasons` say slot by slot how it was worked out, a line each.
    `judged` are the decisions of persons that made it what it is here, in the order they were made.
    """

    claim: Claim
    source: str
    published: When | None
    times: tuple[tuple[str, When], ...] = ()
    story: str = ""
    values: tuple[tuple[str, str], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    judged: tuple[Decision, ...] = ()

    @property
    def rejected(self) -> bool:
        """Whether a person said that the report does not say so."""
        return any(one.action is Action.REJECT for one in self.judged)

    @property
    def kind(self) -> str:
        """The kind's name in the contract: consultation, commitment, …."""
        return self.claim.kind

    @property
    def body(self) -> Body:
        """What the claim says: the cells of its kind."""
        return self.claim.body

    @property
    def due(self) -> When | None:
        """The deadline in days, or None where there is none or its day is not known."""
        return self.time("due")

    @property
    def when(self) -> When | None:
        """When it happened or will, in days; of a date, what it comes to; else None."""
        return self.time("when") or self.time("ref")

    @property
    def words(self) -> str:
        """The words of the report that say so, the most telling ones."""
        return self.claim.evidence[0].exact

    def time(self, slot: str) -> When | None:
        """Return the resolved time in `slot`, or None."""
        return next((when for name, when in self.times if name == slot), None)

    def value(self, slot: str) -> str | None:
        """Return the TIMEX3 value of `slot`, or None."""
        return next((value for name, value in self.values if name == slot), None)
