"""The gate: what a model proposes becomes a claim with exact evidence, or is refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from servanda.extraction.as_stored import claims_as_stored
from servanda.extraction.coreference.discourse import Discourse
from servanda.model import Claim, Evidence
from servanda.second_reader.agreement_weights import confidence_alone
from servanda.second_reader.cell_reading import CellReader
from servanda.second_reader.claim_bodies import BODY_MAKERS, Cells
from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Ground, Proposal, Refusal, RefusedError, Weighed
from servanda.second_reader.quotation_finder import QuotationFinder

if TYPE_CHECKING:
    from servanda.parsing.document import Parsed

__all__ = ["Gate"]


class Gate:
    """Weighs proposals on one report; nothing is half-taken, and nothing is believed without the words."""

    def __init__(self, parsed: Parsed, aside: str | None = None) -> None:
        """Take a parsed report, and why it is set aside, if it is."""
        self._parsed = parsed
        self._aside = aside
        self._discourse = Discourse(parsed)
        self._finder = QuotationFinder(parsed.content, parsed.report.text.blocks)

    def weigh(self, proposals: Iterable[Proposal], proposer: str) -> list[Weighed]:
        """Weigh proposals in their order; `proposer` says who made them, in the rule of their claims."""
        seen: set[str] = set()
        return [
            self._weigh(proposal, proposer, number, seen)
            for number, proposal in enumerate(proposals)
        ]

    def _weigh(self, proposal: Proposal, proposer: str, number: int, seen: set[str]) -> Weighed:
        """Weigh one proposal; `seen` holds the ids of the claims before it."""
        if number >= limit("proposals"):
            refusal = Refusal(Ground.TOO_LONG, "", "too many proposals in one answer")
            return Weighed(proposal, refusal=refusal)
        try:
            claim = self._claim(proposal, proposer)
        except RefusedError as error:
            return Weighed(proposal, refusal=Refusal(error.ground, error.cell, error.reason))
        if claim.id in seen:
            refusal = Refusal(Ground.TOLD, "", "the same was proposed before")
            return Weighed(proposal, refusal=refusal)
        seen.add(claim.id)
        return Weighed(proposal, claim)

    def _claim(self, proposal: Proposal, proposer: str) -> Claim:
        make = BODY_MAKERS.get(proposal.kind)
        if make is None:
            raise RefusedError(Ground.VALUE, f"{proposal.kind!r} is no kind of claim", "kind")
        if self._aside is not None:
            raise RefusedError(Ground.SET_ASIDE, self._aside)
        if not proposal.quotations:
            raise RefusedError(Ground.NO_QUOTATION, "nothing is quoted")
        if len(proposal.quotations) > limit("quotations"):
            raise RefusedError(Ground.TOO_LONG, f"{len(proposal.quotations)} quotations")
        spans = list(dict.fromkeys(map(self._finder.place, proposal.quotations)))
        reader = CellReader(self._discourse, self._finder, spans)
        body = make(Cells(reader, proposal.cells))
        report, content = self._parsed.report.id, self._parsed.content
        evidence = tuple(Evidence.of(report, content, *span) for span in spans)
        claim = Claim.make(
            report,
            body,
            evidence,
            rule=f"model.{body.kind} ({proposer})",
            confidence=confidence_alone(body.kind),
        )
        return claims_as_stored(self._parsed, (claim,))[0]
