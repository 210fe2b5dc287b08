"""The parties that a claim is about, whatever its kind."""

from __future__ import annotations

from servanda.model.claim import Body, Participant

__all__ = ["parties_of"]


_FIELDS = (
    "parties",
    "obligors",
    "beneficiary",
    "holder",
    "supplier",
    "party",
    "actor",
    "target",
    "who",
    "participants",
)


def parties_of(body: Body) -> frozenset[str]:
    """Return the parties named in the body: codes of countries, names of organisations."""
    found: set[str] = set()
    for name in _FIELDS:
        value = getattr(body, name, None)
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            party = item.party if isinstance(item, Participant) else item
            if isinstance(party, str) and party:
                found.add(party)
    return frozenset(found)
