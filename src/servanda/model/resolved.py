"""ResolvedClaim: a claim with its times worked out against what is known of its report's date."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.model.claims import Claim
from servanda.model.when import When

__all__ = ["ResolvedClaim"]


@dataclass(frozen=True, slots=True)
class ResolvedClaim:
    """A claim as a view shows it.

    `times` holds one pair for each time slot of the body that could be resolved (`when`, `due`,
    `since`, `until`, `made`, `ref`); `published` is the report's date, `source` the report's
    name (its file's name or row's id), `story` what copies of one story share (wire or report id).
    """

    claim: Claim
    source: str
    published: When | None
    times: tuple[tuple[str, When], ...] = ()
    story: str = ""

    def time(self, slot: str) -> When | None:
        """Return the resolved time in `slot`, or None."""
        return dict(self.times).get(slot)
