"""Filters: which rows a reader wants, by party, days, status and report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from servanda.model.parties import PartyFilter
from servanda.world.party_names import party_code

__all__ = ["EVERYTHING", "Wanted", "begun", "narrowed", "with_status"]


Row = dict[str, Any]

_TIMES = ("when", "due", "since", "until", "published", "made", "first_seen", "last_seen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a reader wants; None, or no party, does not filter.

    A party is a code or any name of it. `parties` keeps what lies between all of them, `givers` what
    all of them promise or do, `receivers` what is promised or done to all of them; see
    `servanda.model.parties.PartyFilter`. `since` and `until` are days, both included, `report` is a
    report's name, its name without the suffix, or its id.
    """

    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    status: str | None = None
    report: str | None = None
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()

    @property
    def sides(self) -> PartyFilter:
        """The parties by their codes. Raises UsageError where nothing is called so."""
        return _sides(self.parties, self.givers, self.receivers)

    def described(self) -> list[str]:
        """Name every filter that is given, with its value: "party NO", "since 2024-01-01"."""
        sides = (("party", self.parties), ("from", self.givers), ("to", self.receivers))
        found = [f"{name} {party}" for name, given in sides for party in given]
        plain = ("since", "until", "status", "report")
        given = ((name, getattr(self, name)) for name in plain)
        return found + [f"{name} {value}" for name, value in given if value]


EVERYTHING = Wanted()


@lru_cache(maxsize=64)
def _sides(*named: tuple[str, ...]) -> PartyFilter:
    return PartyFilter(*(frozenset(map(party_code, names)) for names in named))


def narrowed(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """Keep the rows, plain data with the contract's keys, that pass every given filter.

    Raises UsageError where a party is wanted that nothing is called.
    """
    if wanted == EVERYTHING:
        return list(rows)
    sides = wanted.sides
    return [row for row in rows if sides.passes(row) and _passes(row, wanted)]


def begun(rows: Iterable[Row], day: date | None) -> list[Row]:
    """Leave out what happened or was first reported after `day`; plans stay."""
    if day is None:
        return list(rows)
    return [row for row in rows if _start(row) <= day.isoformat()]


def _start(row: Row) -> str:
    if row.get("status") in ("planned", "proposed") and "first_heard" not in row:
        return ""
    time = row.get("first_heard") or row.get("when") or row.get("published") or {}
    return time.get("earliest") or ""


def _passes(row: Row, wanted: Wanted) -> bool:
    if not with_status(row.get("status"), wanted.status):
        return False
    if wanted.report is not None and not _reported(row, wanted.report):
        return False
    return _within(row, wanted.since, wanted.until)


def with_status(status: str | None, asked: str | None) -> bool:
    """Whether a status is the one asked for, or one of several with commas between; None asks for all."""
    return asked is None or _folded(status) in {_folded(word.strip()) for word in asked.split(",")}


def _folded(word: Any) -> str:
    return str(word or "").casefold().replace("-", "_").replace(" ", "_")


def _reported(row: Row, report: str) -> bool:
    names = row.get("reports") or [row.get("report")]
    return any(_same_name(name, report) for name in names) or row.get("id") == report


def _same_name(name: str | None, asked: str) -> bool:
    return name is not None and (name == asked or name.rpartition(".")[0] == asked)


def _within(row: Row, since: date | None, until: date | None) -> bool:
    """Whether some time of the row may lie between `since` and `until`, both included."""
    if since is None and until is None:
        return True
    first = since.isoformat() if since else ""
    last = until.isoformat() if until else "9999-99-99"
    times = [row[key] for key in _TIMES if row.get(key)]
    return any(
        (time.get("latest") or "9999-99-99") >= first and (time.get("earliest") or "") <= last
        for time in times
    )
