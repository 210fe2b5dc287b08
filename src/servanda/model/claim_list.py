"""Claims as a view lists them: a tuple that a notebook shows as a table."""

from __future__ import annotations

from servanda.model.claim import Commitment, ResolvedClaim
from servanda.model.html_tables import html_table

__all__ = ["ClaimList", "claim_row"]


_COLUMNS = ("kind", "day", "who", "what the report says", "report")


class ClaimList(tuple[ResolvedClaim, ...]):
    """Resolved claims in the order of their view."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Show the claims as a table, for notebooks."""
        count = "1 claim" if len(self) == 1 else f"{len(self)} claims"
        return html_table(_COLUMNS, map(claim_row, self), count)


def claim_row(one: ResolvedClaim) -> tuple[str | None, ...]:
    """Put a claim into the cells of a row: kind, day, who, words, report."""
    when = one.due or one.when
    body = one.body
    who = ", ".join(body.obligors) if isinstance(body, Commitment) else None
    who = who or ", ".join(getattr(body, "parties", ())) or None
    return one.kind, when.edtf if when else None, who, one.words, one.source
