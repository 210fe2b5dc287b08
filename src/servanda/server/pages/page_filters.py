"""Filters in the address of a list: parties, days, statuses, and which part of it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import UsageError
from servanda.export.narrowing import Wanted
from servanda.server.visit import Visit, read_day

__all__ = ["NO_PART", "ListFilters", "Part", "filters_of", "part_among", "part_of"]


_MANY = 8  # parties of one filter
_LONG = 100  # characters of a name


@dataclass(frozen=True, slots=True)
class ListFilters:
    """What a list is narrowed to, as wanted and as its form shows it again."""

    wanted: Wanted
    shown: dict[str, str]

    @property
    def given(self) -> bool:
        """Whether anything is left out."""
        return any(self.shown.values())


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a list, with how many parts there are."""

    rows: list[Any]
    number: int
    parts: int
    count: int


NO_PART = Part([], 1, 1, 0)
"""The part of a list that has nothing."""


def filters_of(visit: Visit) -> ListFilters:
    """Read the filters of an address. Raises UsageError for what is no day or no party."""
    given = visit.request.query_params
    shown = {name: (given.get(name) or "").strip() for name in ("status", "since", "until")}
    shown |= {
        name: ", ".join(one.strip() for one in given.getlist(name) if one.strip())
        for name in ("party", "from", "to")
    }
    since, until = read_day(given, "since"), read_day(given, "until")
    if since and until and until < since:
        raise UsageError("until", f"{until} is before {since}", "exchange the two days")
    wanted = Wanted(
        parties=_names(shown["party"]),
        since=since,
        until=until,
        status=shown["status"] or None,
        givers=_names(shown["from"]),
        receivers=_names(shown["to"]),
    )
    _ = wanted.sides  # an unknown party is said at once
    return ListFilters(wanted, shown)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(one.strip()[:_LONG] for one in text.split(",") if one.strip())
    if len(names) > _MANY:
        raise UsageError("party", f"{len(names)} are too many", f"name at most {_MANY}")
    return names


def part_of(visit: Visit, rows: Sequence[Any], most: int) -> Part:
    """Cut a list into parts, and give the one that the address asks for."""
    return part_among(visit, len(rows), most, lambda start: rows[start : start + most])


def part_among(visit: Visit, count: int, most: int, rows: Callable[[int], Sequence[Any]]) -> Part:
    """Give the part that the address asks for of a list so long; `rows` gives those from a place on."""
    text = visit.request.query_params.get("part", "1")
    parts = max(1, -(-count // most))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
    number = min(max(1, number), parts)
    return Part(list(rows((number - 1) * most)), number, parts, count)
