"""Agreement: what two readers say of the same words of a report, and where they differ.

The claims of the rules stand as they are. A proposal that says the same makes one of them surer; one
that differs changes nothing and is left to a person; one that tells something else is a claim of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from servanda.extraction.phrases import content_words
from servanda.model import (
    Assurance,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    Incident,
    Modality,
    Omission,
    Structure,
    Tenure,
    TimeRef,
)
from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.model.text_folding import fold
from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Proposal, Weighed

__all__ = ["compare", "differences", "joined"]


_SHARE = (
    0.5  # of the telling words of the shorter of two phrases, from which they tell of one thing
)
_UNSURE = 0.89  # what was not stated as sure is not made so by a reader that was never measured
_SUREST = 0.99
_WEIGHT = 0.01


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
    odds += times * limit("agreement") * _WEIGHT
    most = _SUREST if claim.confidence > _UNSURE else _UNSURE
    raised = round(min(most, 1 / (1 + math.exp(-odds))), 2)
    return replace(claim, confidence=max(claim.confidence, raised))


# -- which claim a proposal is about


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


def compare(one: Claim, other: Claim) -> list[str] | None:
    """Return the cells in which two claims of one report differ; None where they tell of different things."""
    if one.kind != other.kind or not _same_thing(one, other):
        return None
    return differences(one.body, other.body)


def _same_thing(one: Claim, other: Claim) -> bool:
    if isinstance(one.body, Tenure) and isinstance(other.body, Tenure):
        return (one.body.person, fold(one.body.office)) == (
            other.body.person,
            fold(other.body.office),
        )
    overlap = any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)
    return overlap and _alike(_telling(one.body), _telling(other.body))


def _telling(body: Body) -> str:
    """Return the words that say what a claim is about; of a meeting, its words in the text say enough."""
    if isinstance(body, Commitment):
        return body.what
    if isinstance(body, Incident):
        return body.act
    if isinstance(body, Structure):
        return body.unit
    if isinstance(body, Capability):
        return body.name
    if isinstance(body, Omission):
        return body.what
    return body.wording if isinstance(body, Assurance) else ""


def _alike(one: str, other: str) -> bool:
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return True
    return len(left & right) >= _SHARE * min(len(left), len(right))


# -- whether they say the same


def differences(one: Body, other: Body) -> list[str]:
    """Name the cells that both have and that cannot both be right; what one leaves open is no difference."""
    return [name for name, get in _COMPARED[one.kind].items() if not _agree(get(one), get(other))]


def _agree(one: Any, other: Any) -> bool:
    if one in (None, "", ()) or other in (None, "", ()):
        return True
    if isinstance(one, TimeRef) and isinstance(other, TimeRef):
        return one.start < other.end and other.start < one.end
    if isinstance(one, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    if isinstance(one, str) and not isinstance(one, StrEnum):
        left, right = fold(one), fold(other)
        return left in right or right in left
    return bool(one == other)


def _firmness(body: Any) -> str:
    """Return whether a promise is weighed, made or kept; how it is put in words is no matter."""
    plain = (Modality.CONSIDERING, Modality.FULFILLED)
    return body.modality.value if body.modality in plain else "made"


def _whole(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a cell agree only with an equal one: codes and numbers are right or wrong."""
    return lambda body: _Whole(get(body)) if get(body) is not None else None


@dataclass(frozen=True, slots=True)
class _Whole:
    value: Any


def _of(name: str) -> Callable[[Any], Any]:
    return lambda body: getattr(body, name)


def _cells(words: str, whole: str = "") -> dict[str, Callable[[Any], Any]]:
    found = {name: _of(name) for name in words.split()}
    return found | {name: _whole(_of(name)) for name in whole.split()}


_COMPARED: Mapping[str, Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        Commitment.kind: {
            **_cells("obligors due", "beneficiary"),
            "quantity": _whole(lambda body: body.target.quantity if body.target else None),
            "modality": _whole(_firmness),
        },
        Consultation.kind: _cells("parties when place", "status duration_minutes"),
        Assurance.kind: _cells("parties"),
        Incident.kind: _cells("when place", "actor target"),
        Structure.kind: _cells("when due", "party status"),
        Capability.kind: _cells("when", "holder quantity range_km supplier"),
        Omission.kind: _cells("", "sort"),
        Tenure.kind: _cells("since until", "party"),
    }
)
