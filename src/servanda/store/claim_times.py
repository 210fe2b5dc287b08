"""Times of a claim worked out against what is known of its report's date.

A claim keeps its times symbolic. Here, and only here in the record, they become days; so a
better date of the report gives better dates of all it reports, without reading it again.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from servanda.errors import TimeError
from servanda.model.claim import Body, Claim
from servanda.model.ids import ClaimId
from servanda.model.time import TimeRef, When

__all__ = ["Resolver", "Times", "Worked", "by_calendar", "countries", "resolve_times", "time_slots"]


_DEADLINES = frozenset({"due"})

_WHOSE = ("obligors", "holder", "party", "actor", "parties", "country")
"""Fields that say whose calendar a claim's times count in, the first that names just one."""


class Worked(Protocol):
    """A time expression worked out (as `servanda.timex.resolving.Resolved`)."""

    @property
    def value(self) -> str:
        """Give its TIMEX3 value; parts that are not known are X."""
        ...

    @property
    def when(self) -> When | None:
        """Give the days it can mean, or None where no calendar says."""
        ...

    @property
    def reasons(self) -> tuple[str, ...]:
        """Give what that rests on, a line each."""
        ...


class Resolver(Protocol):
    """Work out one time expression."""

    def __call__(
        self, slot: str, ref: TimeRef, published: When | None, country: str | None, /
    ) -> Worked:
        """Resolve `ref`, which stands in the body's `slot`, for a report of `published`."""
        ...


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one claim, as `ResolvedClaim` has them: pairs of a slot and what is known."""

    days: tuple[tuple[str, When], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()


def by_calendar(slot: str, ref: TimeRef, published: When | None, country: str | None) -> Worked:
    """Resolve by the rules of `servanda.timex`: a deadline by its last admissible day."""
    from servanda import timex

    anchor = timex.Anchor(published=published, country=country)
    found = timex.resolve(ref, anchor)
    if slot in _DEADLINES:
        return dataclasses.replace(found, when=timex.deadline(ref, anchor))
    return found


def time_slots(body: Body) -> tuple[tuple[str, TimeRef], ...]:
    """Return the body's time expressions with the names of their fields."""
    kind: type = type(body)
    pairs = ((name, getattr(body, name)) for name in _field_names(kind))
    return tuple((name, value) for name, value in pairs if isinstance(value, TimeRef))


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def resolve_times(
    body: Body, published: When | None, country: str | None, resolver: Resolver
) -> Times:
    """Resolve every slot that can be; one that no calendar holds is left out."""
    days, values, reasons = [], [], []
    for slot, ref in time_slots(body):
        try:
            worked = resolver(slot, ref, published, country)
        except TimeError as error:
            reasons.append((slot, error.reason))
            continue
        if worked.when is not None:
            days.append((slot, worked.when))
        if worked.value:
            values.append((slot, worked.value))
        reasons.extend((slot, reason) for reason in worked.reasons)
    return Times(tuple(days), tuple(values), tuple(reasons))


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
            named = {code for _, ref in time_slots(claim.body) for code in at.get(ref.start, ())}
            found[claim.id] = named.pop() if len(named) == 1 else None
    _lend_fiscal(claims, found)
    return {str(key): value for key, value in found.items()}


def _lend_fiscal(claims: Iterable[Claim], found: dict[ClaimId, str | None]) -> None:
    """Give the fiscal years that nothing ties to a state the one state whose years the report counts in."""
    fiscal = [
        claim for claim in claims if any(_is_fiscal(ref) for _, ref in time_slots(claim.body))
    ]
    named = {code for claim in fiscal if (code := found[claim.id]) is not None}
    if len(named) == 1:
        code = named.pop()
        for claim in fiscal:
            found[claim.id] = found[claim.id] or code


def _is_fiscal(ref: TimeRef) -> bool:
    return ref.form == "fiscal" or ref.arg("of.form") == "fiscal"


def _country(body: Body) -> str | None:
    """Return the country of the first field that names just one; organisations have no calendar."""
    for name in _WHOSE:
        value: str | tuple[str, ...] | None = getattr(body, name, None)
        codes = (value,) if isinstance(value, str) else tuple(value or ())
        if len(codes) == 1:
            code = codes[0]
            return code if len(code) == 2 and code.isalpha() and code.isupper() else None
    return None
