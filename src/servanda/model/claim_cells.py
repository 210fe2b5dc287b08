"""The cells of a claim, and of an entity: all keys of its kind in plain values, times resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.model.claim import DateMention, ResolvedClaim
from servanda.model.serialization import plain_row
from servanda.model.time import When

__all__ = ["CLAIM_KEYS", "claim_cells", "entity_cells", "timex_value"]


CLAIM_KEYS = {
    "consultation": "form participants parties place country when status duration_minutes margins_of first",
    "commitment": "obligors action object beneficiary due condition modality speaker target made rescheduled",
    "assurance": "parties speaker about wording modality",
    "capability": "name holder quantity unit range_km when price supplier",
    "structure": "unit change when due status party",
    "incident": "actor act target place when",
    "tenure": "person office party since until former incoming",
    "omission": "what sort who",
    "quote": "speaker direct words via",
    "date": "text when type value basis",
}
"""The keys of each kind of claim, in the order they are written."""

_TIMES = frozenset("when due made since until".split())  # keys whose values are resolved times


def claim_cells(resolved: ResolvedClaim) -> dict[str, Any]:
    """Render the keys of a claim's kind; a time that could not be resolved is None."""
    body, times = resolved.claim.body, dict(resolved.times)
    if isinstance(body, DateMention):
        return _date(body, times.get("ref") or times.get("when"), resolved.value("ref"))
    return {
        key: plain_row(times.get(key) if key in _TIMES else getattr(body, key))
        for key in CLAIM_KEYS[body.kind].split()
    }


def _date(body: DateMention, when: When | None, value: str | None) -> dict[str, Any]:
    """Render a date; its value may be known where its days are not: "XXXX-05-03"."""
    return {
        "text": body.ref.text,
        "when": plain_row(when),
        "type": body.ref.type.value,
        "value": value or timex_value(when),
        "basis": when.basis.value if when else "unknown",
    }


def timex_value(when: When | None) -> str | None:
    """Write a resolved time as a TIMEX3 value: a day, month or year; None where it is none of them."""
    if when is None or when.candidates:
        return None
    text = when.edtf.rstrip("~")
    return None if "/" in text else text.replace("X", "")


def entity_cells(claims: Sequence[ResolvedClaim]) -> dict[str, Any]:
    """Give the keys of the most complete claim; what it leaves open is filled from the others.

    Of no claims, nothing.
    """
    if not claims:
        return {}
    plain = [(claim_cells(one), one) for one in claims]
    order = sorted(range(len(plain)), key=lambda i: (_rank(plain[i][1]), -_filled(plain[i][0]), i))
    own = dict(plain[order[0]][0])
    for at in order[1:]:
        for key, value in plain[at][0].items():
            if own.get(key) in (None, [], ""):
                own[key] = value
    return own


def _rank(claim: ResolvedClaim) -> int:
    """Rank what was held or done before what was planned, as it is the later state."""
    status = getattr(claim.claim.body, "status", None)
    return {"done": 0, "held": 0, "cancelled": 0, "started": 1}.get(str(status), 2)


def _filled(plain: dict[str, Any]) -> int:
    return sum(value not in (None, [], "") for value in plain.values())
