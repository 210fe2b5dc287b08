"""ResolvedClaim: a claim with its times worked out against what is known of its report's date."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.claims import Claim
from servanda.model.decisions import Action, Decision
from servanda.model.when import When

__all__ = ["ResolvedClaim"]


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

    def time(self, slot: str) -> When | None:
        """Return the resolved time in `slot`, or None."""
        return dict(self.times).get(slot)

    def value(self, slot: str) -> str | None:
        """Return the TIMEX3 value of `slot`, or None."""
        return dict(self.values).get(slot)
