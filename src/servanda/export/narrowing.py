"""Filters: which rows a reader wants, by party, days, status and report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from servanda.model.parties import parties_of_row

__all__ = ["EVERYTHING", "Wanted", "begun", "narrowed"]


Row = dict[str, Any]

_TIMES = ("when", "due", "since", "until", "published", "made", "first_seen", "last_seen")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows a reader wants; None does not filter.

    `party` is a code or any name of a party, `since` and `until` are days, both included, `report`
    is a report's name, its name without the suffix, or its id.
    """

    party: str | None = None
    since: date | None = None
    until: date | None = None
    status: str | None = None
    report: str | None = None

    @property
    def party_code(self) -> str | None:
        """The code of the party, however it is named ("norway"); None: any party."""
        party = self.party
        if party is None or len(party) == len("XX"):
            return party
        from servanda.world.gazetteer import gazetteer

        known = (gazetteer().party(each) for each in (party, party.title(), party.upper()))
        return next((code for code in known if code), party)


EVERYTHING = Wanted()


def narrowed(rows: Iterable[Row], wanted: Wanted) -> list[Row]:
    """Keep the rows, plain data with the contract's keys, that pass every given filter."""
    if wanted == EVERYTHING:
        return list(rows)
    wanted = replace(wanted, party=wanted.party_code)
    return [row for row in rows if _passes(row, wanted)]


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
    if wanted.party is not None and not _about(row, wanted.party):
        return False
    if wanted.status is not None and not _stands(row, wanted.status):
        return False
    if wanted.report is not None and not _reported(row, wanted.report):
        return False
    return _within(row, wanted.since, wanted.until)


def _about(row: Row, party: str) -> bool:
    return party.casefold() in {each.casefold() for each in parties_of_row(row)}


def _stands(row: Row, asked: str) -> bool:
    """Whether the row's status is the one asked for, or one of several with commas between."""
    return _folded(row.get("status")) in {_folded(word.strip()) for word in asked.split(",")}


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
