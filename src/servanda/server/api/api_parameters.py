"""Parameters that many addresses share: the three times, filters, pages. An unknown one is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from inspect import signature
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Request

from servanda.errors import UsageError
from servanda.export.narrowing import Wanted

__all__ = [
    "MOST_ROWS",
    "ClaimKind",
    "Filtered",
    "FoundKind",
    "Paged",
    "Paging",
    "only_known",
    "three_times",
]


ClaimKind = Literal[
    "consultation",
    "commitment",
    "assurance",
    "capability",
    "structure",
    "incident",
    "tenure",
    "omission",
    "quote",
    "date",
]
"""The kinds of claim."""
FoundKind = Literal["report"] | ClaimKind
"""What words are found in."""

MOST_ROWS = 500
"""The most rows of one page."""

_MANY = 8  # parties of one filter
Name = Annotated[str, Query(max_length=200)]
_Party = Annotated[str, Query(max_length=100)]


def three_times(
    today: Annotated[
        date | None, Query(description='The day that "overdue" is measured against.')
    ] = None,
    as_of: Annotated[date | None, Query(description="What was true on that day.")] = None,
    known_by: Annotated[
        date | None, Query(description="Only from reports published up to that day.")
    ] = None,
    recorded_by: Annotated[
        str | None,
        Query(
            description="What the record held by then: a day (its end, UTC) or an instant.",
            examples=["2025-03-31", "2025-03-31T12:00:00Z"],
            max_length=40,
        ),
    ] = None,
    judged: Annotated[
        Literal["applied", "all", "none"],
        Query(description="Decisions: applied, all (what was rejected too), none."),
    ] = "applied",
    reliability: Annotated[
        str | None,
        Query(
            max_length=20,
            description="Only from sources with these grades, A to F: A-C; ? adds those without a grade.",
        ),
    ] = None,
    credibility: Annotated[
        str | None,
        Query(max_length=20, description="Only from reports with these grades, 1 to 6: 1-3."),
    ] = None,
    min_confidence: Annotated[
        float | None, Query(ge=0, le=1, description="Only claims at least so sure.")
    ] = None,
) -> None:
    """Describe the parameters that `Visit.moment` reads, so that they are published and proved."""
    del today, as_of, known_by, recorded_by, judged, reliability, credibility, min_confidence


_TIMES = frozenset(signature(three_times).parameters)


def _filters(
    party: Annotated[
        list[_Party] | None,
        Query(
            max_length=_MANY,
            description="Only what involves this party, a code or a name; again for more: what "
            "lies between them.",
        ),
    ] = None,
    giver: Annotated[
        list[_Party] | None,
        Query(alias="from", max_length=_MANY, description="Only what this party promises or does."),
    ] = None,
    receiver: Annotated[
        list[_Party] | None,
        Query(
            alias="to", max_length=_MANY, description="Only what is promised or done to this party."
        ),
    ] = None,
    since: Annotated[date | None, Query(description="Only from that day on.")] = None,
    until: Annotated[date | None, Query(description="Only up to that day.")] = None,
    status: Annotated[
        str | None,
        Query(max_length=200, description="Only with this status, or one of several: due,overdue."),
    ] = None,
    report: Annotated[
        str | None, Query(max_length=300, description="Only from this report: its name or id.")
    ] = None,
) -> Wanted:
    """Read the filters. Raises UsageError for a party that nothing is called, or days exchanged."""
    if since and until and until < since:
        raise UsageError("until", f"{until} is before {since}", "exchange the two days")
    wanted = Wanted(
        tuple(party or ()),
        since,
        until,
        status or None,
        report or None,
        tuple(giver or ()),
        tuple(receiver or ()),
    )
    _ = wanted.sides  # an unknown party is said at once
    return wanted


@dataclass(frozen=True, slots=True)
class Paging:
    """How many rows are asked for, and after which."""

    limit: int
    cursor: str | None


def _paging(
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="The most rows of a page.")] = 100,
    cursor: Annotated[
        str | None, Query(max_length=1000, description="`next` of the page before.")
    ] = None,
) -> Paging:
    return Paging(limit, cursor or None)


Filtered = Annotated[Wanted, Depends(_filters)]
Paged = Annotated[Paging, Depends(_paging)]


def only_known(request: Request) -> None:
    """Raise UsageError where an address has a parameter that says nothing there."""
    known = {*_names(request.scope["route"].dependant)}
    if request.method == "GET":
        known |= _TIMES
    for name in request.query_params:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"did you mean {near[0]}?" if near else "see /api/v1/openapi.json"
            raise UsageError(name[:40] or "a parameter", "there is no such parameter here", remedy)


def _names(dependant: Any) -> Iterator[str]:
    """Give the names of the parameters that an address takes, those of all it depends on too."""
    yield from (one.alias for one in dependant.query_params)
    for part in dependant.dependencies:
        yield from _names(part)
