"""The claims of a report as a page lists them: numbered, in a line, with what was decided on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.analysis.descriptions import claim_line
from servanda.model import Action, Decision, ResolvedClaim
from servanda.server.kind_words import KIND_WORDS
from servanda.store import EntityRow

__all__ = ["ClaimRow", "claim_rows"]


_MANY = 12  # words of evidence shown in a list


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list; `entity` is what it is about, `others` the other claims about that."""

    number: int
    claim: ResolvedClaim
    entity: str | None
    others: int

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.claim.id

    @property
    def kind(self) -> str:
        """The claim's kind."""
        return self.claim.claim.kind

    @property
    def label(self) -> str:
        """What its label says."""
        return KIND_WORDS[self.kind]

    @property
    def line(self) -> str:
        """The claim in a line."""
        return claim_line(self.claim)

    @property
    def state(self) -> str:
        """What persons decided: rejected, amended, accepted, added, or nothing."""
        actions = {one.action for one in self.claim.judged}
        for action, state in _STATES:
            if action in actions:
                return state
        return ""

    @property
    def decisions(self) -> Sequence[Decision]:
        """The decisions in force on it."""
        return self.claim.judged

    @property
    def sure(self) -> str:
        """How sure the readers are, in a number."""
        return f"{self.claim.claim.confidence:.2f}"

    @property
    def reasons(self) -> list[str]:
        """How its times were worked out, a line each."""
        return [f"{slot}: {reason}" for slot, reason in self.claim.reasons]

    @property
    def words(self) -> str:
        """The words it rests on."""
        return self.claim.claim.evidence[0].exact


_STATES = (
    (Action.REJECT, "rejected"),
    (Action.AMEND, "amended"),
    (Action.ACCEPT, "accepted"),
    (Action.ADD, "added"),
)


def claim_rows(claims: Iterable[ResolvedClaim], entities: Iterable[EntityRow]) -> list[ClaimRow]:
    """Put numbers to claims in the order of the text, each with what it is about."""
    about = {claim: one for one in entities for claim in one.claims}
    ordered = sorted(claims, key=lambda one: (_start(one), one.claim.kind, one.claim.id))
    rows = []
    for number, one in enumerate(ordered, 1):
        entity = about.get(one.claim.id)
        others = len(entity.claims) - 1 if entity else 0
        rows.append(ClaimRow(number, one, entity.id if entity else None, others))
    return rows


def _start(one: ResolvedClaim) -> int:
    return one.claim.evidence[0].start
