"""Agreement: what two readers say of the same words of a report, and where they differ.

The claims of the rules stand as they are. A proposal that says the same makes one of them surer; one
that differs changes nothing and is left to a person; one that tells something else is a claim of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from servanda.model import (
    Claim,
)
from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.second_reader.agreement_weights import agreement_weight
from servanda.second_reader.comparing import compare
from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Proposal, Weighed

__all__ = ["joined"]


_UNSURE = 0.89  # what was not stated as sure is not made so: whoever the second reader is, sure claims stay as sure
_SUREST = 0.99


def joined(
    claims: Iterable[Claim], answered: Iterable[tuple[Answer, Iterable[Weighed]]]
) -> tuple[tuple[Claim, ...], tuple[Proposed, ...]]:
    """Join the claims of the rules and what models proposed on one report.

    Returns the claims, those of the rules first and with the ids they had, and each proposal with what
    became of it. The order in which models answered does not matter.
    """
    standing = list(claims)
    backed: dict[str, set[str]] = {}
    said: list[Proposed] = []
    for answer, weighed in sorted(answered, key=lambda pair: _order(pair[0])):
        every = list(weighed)
        if not every:
            said.append(_nothing(answer))
        for number, one in enumerate(every):
            if one.claim is None:
                said.append(_refused(answer, number, one))
                continue
            said.append(_taken(answer, number, one, one.claim, standing, backed))
    surer = [_surer(claim, len(backed.get(claim.id, ()))) for claim in standing]
    return tuple(surer), tuple(said)


def _order(answer: Answer) -> tuple[str, ...]:
    return answer.model, answer.prompt, answer.kind, answer.id


def _nothing(answer: Answer) -> Proposed:
    plain = Weighed(Proposal(answer.kind))
    return _proposed(answer, 0, plain, Outcome.NOTHING)


def _refused(answer: Answer, number: int, one: Weighed) -> Proposed:
    assert one.refusal is not None
    place = f"{one.refusal.cell}: " if one.refusal.cell else ""
    made = _proposed(answer, number, one, Outcome.REFUSED)
    detail = f"{place}{one.refusal.detail}"
    return replace(made, ground=one.refusal.ground.value, detail=detail)


def _taken(
    answer: Answer,
    number: int,
    one: Weighed,
    claim: Claim,
    standing: list[Claim],
    backed: dict[str, set[str]],
) -> Proposed:
    """Compare a proposal that passed the gate with the claims that stand, and take it where it is new."""
    partner, differing = _partner(claim, standing)
    if partner is None or (differing and answer.proposer in partner.rule):
        standing.append(claim)
        return replace(_proposed(answer, number, one, Outcome.CLAIM), claim=claim.id)
    if differing:
        made = _proposed(answer, number, one, Outcome.DIFFERS)
        return replace(made, claim=partner.id, detail=", ".join(differing))
    if answer.proposer not in partner.rule:
        backed.setdefault(partner.id, set()).add(answer.model)
    return replace(_proposed(answer, number, one, Outcome.AGREES), claim=partner.id)


def _proposed(answer: Answer, number: int, one: Weighed, outcome: Outcome) -> Proposed:
    first = one.claim.evidence[0] if one.claim is not None else None
    quoted = one.proposal.quotations[0].exact if one.proposal.quotations else ""
    return Proposed(
        answer.report,
        answer.id,
        number,
        one.proposal.kind,
        answer.model,
        answer.prompt,
        quoted[: limit("quotation")],
        one.proposal.cells,
        first.start if first else None,
        first.end if first else None,
        outcome,
    )


def _surer(claim: Claim, times: int) -> Claim:
    """Raise a claim's confidence by those who agree; one that was not stated as sure is not made so."""
    if not times or claim.confidence >= _SUREST:
        return claim
    odds = math.log(claim.confidence / (1 - claim.confidence)) if claim.confidence else -_SUREST
    odds += times * agreement_weight()
    most = _SUREST if claim.confidence > _UNSURE else _UNSURE
    raised = round(min(most, 1 / (1 + math.exp(-odds))), 2)
    return replace(claim, confidence=max(claim.confidence, raised))


def _partner(claim: Claim, standing: Iterable[Claim]) -> tuple[Claim | None, list[str]]:
    """Find the claim that tells of the same thing, one that says the same first, and the differing cells."""
    best: tuple[Claim | None, list[str]] = None, []
    for other in standing:
        differing = compare(claim, other)
        if differing is None:
            continue
        if not differing:
            return other, []
        if best[0] is None or len(differing) < len(best[1]):
            best = other, differing
    return best
