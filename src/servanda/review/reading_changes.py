"""What changed where reports were read again, as rows: claims that are gone, new, or changed."""

from __future__ import annotations

from typing import Any

from servanda.analysis.descriptions import body_line
from servanda.model import Claim
from servanda.store.claim_changes import Changed

__all__ = ["change_rows"]


def change_rows(one: Changed) -> list[dict[str, Any]]:
    """Turn what changed of one report into rows: gone, new, and changed claims."""
    return [
        *(_row(one, "gone", claim) for claim in one.gone),
        *(_row(one, "new", claim) for claim in one.new),
        *(_row(one, "changed", new, old) for old, new in one.changed),
    ]


def _row(one: Changed, sort: str, claim: Claim, was: Claim | None = None) -> dict[str, Any]:
    return {
        "change": sort,
        "report": one.source,
        "kind": claim.kind,
        "what": body_line(claim),
        "was": body_line(was) if was is not None else None,
        "words": claim.evidence[0].exact,
        "id": claim.id,
        "was_id": was.id if was is not None else None,
    }
