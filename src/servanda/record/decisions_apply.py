"""What persons' decisions make of a claim as a view shows it. Pure; rows and evidence stay.

Of decisions on one claim the latest to accept or reject it holds, and for each field the latest
amendment.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from servanda.model.amending import amended, read_edtf, time_field
from servanda.model.decisions import Action, Concern, Decision
from servanda.model.ids import ClaimId
from servanda.model.resolved import ResolvedClaim
from servanda.model.when import When

__all__ = ["about_claims", "applied"]


def about_claims(decisions: Iterable[Decision]) -> dict[ClaimId, tuple[Decision, ...]]:
    """Sort the decisions on claims by claim, each claim's in the order they were made.

    Blind ones are left out: they are for comparison only.
    """
    found: defaultdict[ClaimId, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda d: (d.at, d.id)):
        if one.concern is Concern.CLAIM and not one.blind:
            for claim in one.targets:
                found[claim].append(one)
    return {claim: tuple(said) for claim, said in found.items()}


def applied(claim: ResolvedClaim, decisions: Sequence[Decision]) -> ResolvedClaim:
    """Return a claim as the decisions on it, in their order, make it.

    The decisions that hold are its `judged`; whether it was rejected, `ResolvedClaim.rejected` says.
    """
    verdict: Decision | None = None
    fields: dict[str, Decision] = {}
    for one in decisions:
        if one.action is Action.AMEND and one.field is not None:
            fields[one.field] = one
        else:
            verdict = one
    body, times = claim.claim.body, dict(claim.times)
    reasons, values = list(claim.reasons), dict(claim.values)
    for name, one in fields.items():
        body = amended(body, name, one.value)
        if time_field(body.kind, name):
            _retime(times, values, reasons, name, one)
    confidence = claim.claim.confidence
    if verdict is not None and verdict.action is Action.ACCEPT:
        confidence = 1.0
    held = [*fields.values(), *([verdict] if verdict else [])]
    return dataclasses.replace(
        claim,
        claim=dataclasses.replace(claim.claim, body=body, confidence=confidence),
        times=tuple(times.items()),
        values=tuple(values.items()),
        reasons=tuple(reasons),
        judged=tuple(sorted(held, key=lambda d: (d.at, d.id))),
    )


def _retime(
    times: dict[str, When],
    values: dict[str, str],
    reasons: list[tuple[str, str]],
    name: str,
    one: Decision,
) -> None:
    """Put the time that a person gave in the place of the one that the words come to."""
    times.pop(name, None)
    values.pop(name, None)
    if one.value is not None:
        times[name] = read_edtf(one.value)
    said = one.value or "not known"
    tail = f": {one.reason}" if one.reason else ""
    reasons.append((name, f"amended to {said} by {one.author} on {one.at:%Y-%m-%d}{tail}"))
