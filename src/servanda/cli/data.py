"""What the commands ask of a record: rows in the contract's shape, narrowed as the options say."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

from servanda.cli.options import Filters, Settings
from servanda.model import Evidence, Report, ResolvedClaim, When

if TYPE_CHECKING:
    from servanda.identity import Settled
    from servanda.record import Record, View

__all__ = ["Look", "begun", "by_time", "looking", "narrowed", "plain_row"]

Row = dict[str, Any]

_PARTIES = ("obligors", "parties", "party", "holder", "actor", "target", "beneficiary", "supplier")
_TIMES = ("when", "due", "since", "until", "published", "made", "first_seen", "last_seen")


class Look:
    """A view of a record, with what the claims in it come to worked out once."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        self.settings = settings
        # `as_of` is left to `servanda.follow`: a later report may tell what was so on that day.
        self.view: View = record.view(known_by=settings.known_by)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports in view."""
        return tuple(self.view.reports())

    @cached_property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """The claims in view, with their times."""
        return tuple(self.view.claims())

    @cached_property
    def world(self) -> Settled:
        """What the claims come to: people, offices, events, commitments, copies."""
        from servanda.identity import settle

        return settle(self.claims, self.reports)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The stored text of every report in view, by the report's id."""
        return {report.id: report.text.content for report in self.reports}

    def told(self, row: Row) -> list[Evidence]:
        """List the evidence of all claims that a row rests on."""
        named = dict.fromkeys((row.get("id"), *(row.get("claims") or ())))
        return [each for one in named for each in self._evidence.get(str(one), ())]

    @cached_property
    def _evidence(self) -> dict[str, tuple[Evidence, ...]]:
        return {one.claim.id: one.claim.evidence for one in self.claims}

    @property
    def day(self) -> date:
        """The day that statuses are measured against."""
        return self.settings.present

    def claim_rows(self, kind: str) -> list[Row]:
        """List the claims of one kind as the export has them."""
        from servanda.exports import claims_jsonl

        chosen = [claim for claim in self.claims if claim.claim.kind == kind]
        rows = map(orjson.loads, claims_jsonl((), chosen))
        return [row for row in rows if row["kind"] == kind]

    def thing_rows(self, kind: str) -> list[Row]:
        """List the resolved things of one kind as the export has them."""
        from servanda.exports import record_jsonl

        rows = map(orjson.loads, record_jsonl(self.world, self.reports, today=self.day))
        return [row for row in rows if row["kind"] == kind]

    def must_have(self, report: str | None) -> None:
        """Raise NotFoundError unless `report`, where given, names a report in view."""
        if report is not None:
            self.view.report(report)


@contextmanager
def looking(settings: Settings) -> Iterator[Look]:
    """Open the record for looking; close it at the end. Raises RecordError where there is none."""
    from servanda.record import open_record

    with open_record(settings.url, create=False) as record:
        yield Look(record, settings)


def plain_row(value: Any) -> Any:
    """Turn a frozen row into plain JSON values; times take the contract's form."""
    if isinstance(value, When):
        return value.to_json()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain_row(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain_row(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_row(item) for item in value]
    return value


def narrowed(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """Keep the rows that every given filter lets through; a party may be a code or any name of it."""
    if filters.party is not None:
        filters = dataclasses.replace(filters, party=_code(filters.party))
    return [row for row in rows if _passes(row, filters)]


def begun(rows: Iterable[Row], day: date | None) -> list[Row]:
    """Leave out what happened, or was first heard of, after `day`; plans stay."""
    if day is None:
        return list(rows)
    return [row for row in rows if _start(row) <= day.isoformat()]


def _start(row: Row) -> str:
    if row.get("status") in ("planned", "proposed") and "first_heard" not in row:
        return ""
    time = row.get("first_heard") or row.get("when") or row.get("published") or {}
    return time.get("earliest") or ""


def by_time(rows: Sequence[Row], *keys: str) -> list[Row]:
    """Sort rows by the first time they have under `keys`, those without any at the end."""

    def order(row: Row) -> tuple[str, str]:
        times = [row[key] for key in keys if row.get(key)]
        if not times:
            return "9999-99", ""
        first = times[0].get("earliest") or times[0].get("latest") or "9999-99"
        return first, times[0].get("latest") or "9999-99"

    return sorted(rows, key=order)


def _passes(row: Row, filters: Filters) -> bool:
    if filters.party is not None and filters.party.casefold() not in _parties(row):
        return False
    if filters.status is not None and _folded(row.get("status")) != _folded(filters.status):
        return False
    if filters.report is not None and not _reported(row, filters.report):
        return False
    return _within(row, filters.since, filters.until)


def _code(party: str) -> str:
    """Return the code of a party that is named some other way ("japan", "the Pentagon")."""
    if len(party) == len("JP"):
        return party
    from servanda.text.gazetteer import gazetteer

    known = (gazetteer().party(each) for each in (party, party.title(), party.upper()))
    return next((code for code in known if code), party)


def _folded(word: Any) -> str:
    return str(word or "").casefold().replace("-", "_").replace(" ", "_")


def _parties(row: Row) -> set[str]:
    found: set[str] = set()
    for key in _PARTIES:
        value = row.get(key)
        found.update(value if isinstance(value, list | tuple) else [value] if value else [])
    found.update(each.get("party") or "" for each in row.get("participants") or ())
    return {party.casefold() for party in found}


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
