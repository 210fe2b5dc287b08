"""Times of a claim worked out against what is known of its report's date.

A claim keeps its times symbolic. Here, and only here in the record, they become days; so a
better date of the report gives better dates of all it tells, without reading it again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Protocol

from servanda.errors import TimeError
from servanda.model.claims import Body, Claim
from servanda.model.timeref import TimeRef
from servanda.model.when import When

__all__ = ["Resolver", "by_calendar", "countries", "resolve_times", "time_slots"]

_DEADLINES = frozenset({"due"})

_WHOSE = ("obligors", "holder", "party", "actor", "parties", "country")
"""Fields that say whose calendar a claim's times count in, the first that names just one."""


class Resolver(Protocol):
    """Work out one time expression: the days it can mean, or None where no calendar says."""

    def __call__(
        self, slot: str, ref: TimeRef, published: When | None, country: str | None
    ) -> When | None:
        """Resolve `ref`, which stands in the body's `slot`, for a report of `published`."""
        ...


def by_calendar(
    slot: str, ref: TimeRef, published: When | None, country: str | None
) -> When | None:
    """Resolve by the rules of `servanda.dates`: a deadline by its last admissible day."""
    from servanda import dates

    anchor = dates.Anchor(published=published, country=country)
    if slot in _DEADLINES:
        return dates.deadline(ref, anchor)
    return dates.resolve(ref, anchor).when


def time_slots(body: Body) -> tuple[tuple[str, TimeRef], ...]:
    """Return the body's time expressions with the names of their fields."""
    pairs = ((field.name, getattr(body, field.name)) for field in dataclasses.fields(body))
    return tuple((name, value) for name, value in pairs if isinstance(value, TimeRef))


def resolve_times(
    body: Body, published: When | None, country: str | None, resolver: Resolver
) -> tuple[tuple[str, When], ...]:
    """Resolve every slot that can be; one that no calendar holds is left out."""
    found = []
    for slot, ref in time_slots(body):
        try:
            when = resolver(slot, ref, published, country)
        except TimeError:
            continue
        if when is not None:
            found.append((slot, when))
    return tuple(found)


def countries(claims: Iterable[Claim]) -> dict[str, str | None]:
    """Say for each claim, by its id, whose calendar its times count in, where anything says so.

    A date that stands alone takes the country of the claims that use the same words, if they
    agree.
    """
    claims = tuple(claims)
    found = {claim.id: _country(claim.body) for claim in claims}
    at: dict[int, set[str]] = {}
    for claim in claims:
        country = found[claim.id]
        if country is not None:
            for _, ref in time_slots(claim.body):
                at.setdefault(ref.start, set()).add(country)
    for claim in claims:
        if found[claim.id] is None:
            said = {code for _, ref in time_slots(claim.body) for code in at.get(ref.start, ())}
            found[claim.id] = said.pop() if len(said) == 1 else None
    return {str(key): value for key, value in found.items()}


def _country(body: Body) -> str | None:
    """Return the country of the first field that names just one; organisations have no calendar."""
    for name in _WHOSE:
        value: str | tuple[str, ...] | None = getattr(body, name, None)
        codes = (value,) if isinstance(value, str) else tuple(value or ())
        if len(codes) == 1:
            code = codes[0]
            return code if len(code) == 2 and code.isalpha() and code.isupper() else None
    return None
