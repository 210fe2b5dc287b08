"""What models say otherwise than a claim of the same words: for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.analysis.descriptions import claim_line
from servanda.model.second_opinion import Proposed
from servanda.resolution import Resolution
from servanda.review.queue import ReviewItem

__all__ = ["review_proposals"]

_SCORE = 0.35  # one of two readers is wrong, and nothing tells yet which


def review_proposals(
    resolution: Resolution, proposed: Iterable[Proposed], *, judged: bool = False
) -> Iterator[ReviewItem]:
    """List the proposals that differ from a claim in view; with `judged`, of judged claims too."""
    claims = {str(key): one for key, one in resolution.claims.items()}
    for one in proposed:
        claim = claims.get(one.claim)
        if claim is None or (claim.judged and not judged):
            continue
        names = one.detail.split(", ")
        said = "; ".join(f"{name}: {one.cells[name]}" for name in names if one.cells.get(name))
        yield ReviewItem(
            "proposal",
            one.kind,
            _SCORE,
            claim_line(claim),
            (
                f"{one.model} (prompt {one.prompt}) differs in {one.detail}",
                *((f"it says {said}",) if said else ()),
                f"“{one.quoted}”",
            ),
            (claim.claim.id,),
            (claim.claim.id,),
            (claim.source,),
        )
