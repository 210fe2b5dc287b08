"""The keys of claims: all that a new claim can have to do with is found by them.

A record keeps what each claim *has* in an index. What a new claim *seeks* there leads to the
claims that may be of its family or tied to it; none besides need be looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from servanda.identity.alike import omission_key
from servanda.identity.blocking import Keys, key
from servanda.identity.event_keys import gathering_keys, visit_keys
from servanda.identity.gatherings import gathering
from servanda.identity.incidents import incident_keys
from servanda.identity.promise_keys import promise_keys
from servanda.identity.promises import met, promise
from servanda.identity.tie_keys import tie_keys
from servanda.identity.units import structure_keys
from servanda.model import ClaimId, ResolvedClaim, ThingId

__all__ = ["KEYED", "keys_of", "own_keys"]

_MARK = "\x1e"  # stands in no word, and in no key of a tie

KEYED = ("commitment", "consultation", "incident", "omission", "structure")
"""The kinds of claim that have keys: what promises are followed by."""


def keys_of(
    claims: Sequence[ResolvedClaim], means: Mapping[tuple[ClaimId, str], ThingId]
) -> dict[ClaimId, Keys]:
    """Return the keys of each claim of a kind in `KEYED`.

    `claims` must hold all claims of each report they come from; `means` is as in `Settled.people`.
    """
    meetings = met(claims)
    found = {}
    for one in claims:
        if one.claim.kind in KEYED:
            found[one.claim.id] = tie_keys(one)
            if one.claim.kind == "consultation":
                event = gathering(one, means)
                found[one.claim.id] |= _marked(one, gathering_keys(event)) | visit_keys(event)
            elif one.claim.kind == "commitment":
                others = meetings.get(one.claim.report, frozenset())
                found[one.claim.id] |= _marked(one, promise_keys(promise(one, others)))
            else:
                own = _own(one)
                found[one.claim.id] |= _marked(one, Keys(own, own))
    return found


def _own(one: ResolvedClaim) -> frozenset[str]:
    """Return the keys that claims of one kind share where they may be one thing."""
    match one.claim.kind:
        case "incident":
            return incident_keys(one)
        case "structure":
            return structure_keys(one)
        case "omission":
            return frozenset({key(*omission_key(one))})
        case _:
            return frozenset()


def _marked(one: ResolvedClaim, keys: Keys) -> Keys:
    """Mark the keys by which claims of one kind may be one, for `own_keys`."""
    mark = f"{one.claim.kind}{_MARK}"
    return Keys(
        frozenset(mark + each for each in keys.has), frozenset(mark + each for each in keys.seeks)
    )


def own_keys(keys: Iterable[str], kind: str = "") -> frozenset[str]:
    """Keep the keys that claims of one `kind`, or of any, share where they may be one thing."""
    mark = f"{kind}{_MARK}"
    return frozenset(one for one in keys if (one.startswith(mark) if kind else _MARK in one))
