"""What the commands ask of a record: rows in the contract's shape, narrowed as the options say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click
import orjson

from servanda.cli.options import Filters, Settings
from servanda.model import CommitmentStatus, Report, ResolvedClaim
from servanda.model.serialization import plain_row

if TYPE_CHECKING:
    from servanda.analysis.briefing import Brief
    from servanda.analysis.indexed.selection import Selection
    from servanda.analysis.standing import Standing
    from servanda.export.narrowing import Wanted
    from servanda.export.scope import Scope
    from servanda.resolution import Resolution
    from servanda.resolution.result import Copy
    from servanda.store import Entities, Record, View

__all__ = [
    "RecordAccess",
    "begun",
    "by_time",
    "narrowed",
    "open_access",
    "plain_row",
    "view_of",
    "wanted",
]


Row = dict[str, Any]
_BATCH = 200  # reports held in memory while all are gone through


class RecordAccess:
    """A view of a record, with what the claims in it come to worked out once."""

    def __init__(self, record: Record, settings: Settings) -> None:
        self.record = record
        self.settings = settings
        # `as_of` is left to `servanda.analysis`: a later report may tell what was so on that day.
        self.view: View = view_of(record, settings)

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports in view."""
        return tuple(self.view.reports())

    @property
    def is_empty(self) -> bool:
        """Whether no report is in view."""
        if self.indexed:
            return self.record.counts().reports == 0
        return not self.reports

    @cached_property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """The claims in view, with their times."""
        return tuple(self.view.claims())

    @cached_property
    def resolution(self) -> Resolution:
        """All entities of the view: by the index where it is that of all the record, else anew."""
        from servanda.analysis.indexed.selection import indexed_entities
        from servanda.resolution.resolve import resolve_claims

        claims = {one.claim.id: one for one in self.claims}
        followed = None if self.index is None else indexed_entities(self.index, claims)
        return resolve_claims(self.claims, self.reports, self.view.decisions(), keyed=followed)

    @cached_property
    def selection(self) -> Selection:
        """What loads some entities by the index alone."""
        from servanda.analysis.indexed.selection import Selection

        return Selection(self.record, self.view, self.index)

    @cached_property
    def standing(self) -> Standing:
        """What stands on each day: by the index where it is that of all the record, else anew."""
        from servanda.analysis.standing import ComputedStanding, IndexedStanding

        if self.index is None:
            return ComputedStanding(self.resolution, self.reports)
        loads = self.selection
        return IndexedStanding(self.index, loads.entities, loads.capabilities)

    def named_in(self, rows: Iterable[Row]) -> dict[str, ResolvedClaim]:
        """Return the claims that rows name, as their own or as what they rest on, by id."""
        named = {str(one) for row in rows for one in (row.get("id"), *(row.get("claims") or ()))}
        if self.indexed:
            return {str(key): one for key, one in self.selection.claims(named).items()}
        return {one.claim.id: one for one in self.claims if one.claim.id in named}

    def texts_of(self, claims: Iterable[ResolvedClaim]) -> dict[str, str]:
        """Return the stored texts of the reports that some claims are from, by the report's id."""
        found = self.selection.reports_of(claims) if self.indexed else self.reports
        return {report.id: report.text.content for report in found}

    def board(self, *, whole: bool = True) -> list[Row]:
        """List the commitments as they stand on the day.

        Without `whole` what is long may be left out, and the number of reports stand under `told`.
        """
        from servanda.analysis.listed import list_commitments

        rows = list_commitments(self.standing, self.day, whole=whole)
        if whole:
            return [{"kind": "commitment", **row} for row in rows]
        for row in rows:
            row["kind"] = "commitment"
        return rows

    def due(
        self,
        *,
        until: date | None = None,
        status: Collection[CommitmentStatus] = (),
        kinds: Collection[str] = (),
        whole: bool = True,
    ) -> list[Row]:
        """List what is due on the day; see `servanda.analysis.listed.list_due`."""
        from servanda.analysis.listed import list_due

        return list_due(
            self.standing, self.day, until=until, status=status, kinds=kinds, whole=whole
        )

    def timeline(
        self, *, since: date | None = None, until: date | None = None, kinds: Collection[str] = ()
    ) -> list[Row]:
        """List everything dated, in order; see `servanda.analysis.listed.list_timeline`."""
        from servanda.analysis.listed import list_timeline

        return list_timeline(self.standing, since=since, until=until, today=self.day, kinds=kinds)

    def picture(self, day: date, *, whole: bool = True) -> Row:
        """Put the picture of a day together; see `servanda.analysis.snapshot.draw_picture`."""
        from servanda.analysis.snapshot import draw_picture

        return draw_picture(self.standing, day, known_by=self.settings.known_by, whole=whole)

    def brief(self, name: str) -> Brief:
        """Say what a report adds to those before it. Raises NotFoundError where there is none."""
        from servanda.analysis.briefing import brief
        from servanda.analysis.indexed.record_briefing import brief_by_index

        known = self.selection.report(name) if self.indexed else None
        report = known or self.view.report(name)
        if self.indexed:
            return brief_by_index(self.selection, report)
        return brief(self.resolution, self.reports, report.id)

    @property
    def indexed(self) -> bool:
        """Whether the index answers: all the record is in view, and is indexed."""
        return self.index is not None

    @cached_property
    def index(self) -> Entities | None:
        """What the index has of the record, and what is new to it laid over that.

        Nothing that only looks brings it up to date; where it is behind, a line says how to. None
        where part of the record is in view, or most of it is not indexed: then all claims answer.
        """
        if not self._plain:
            return None
        index = self.record.index
        behind = index.stale()
        if not behind:
            return self.record.entities
        if not index.is_made():
            click.echo("the record is not indexed; run `servanda db settle`", err=True)
            return None
        reports = "1 report is" if behind == 1 else f"{behind} reports are"
        click.echo(f"{reports} newer than the index; run `servanda db settle`", err=True)
        from servanda.indexing.provisional import provisional_entities

        return provisional_entities(self.record)

    @property
    def _plain(self) -> bool:
        """Whether all that the record now holds is in view, as what it keeps of it is."""
        said = self.settings
        narrower = (said.known_by, said.recorded_by, said.reliability, said.credibility)
        return not any((*narrower, said.min_confidence)) and said.judged in (None, "applied")

    @property
    def day(self) -> date:
        """The day that statuses are measured against."""
        return self.settings.present

    def claim_rows(self, kind: str) -> list[Row]:
        """List the claims of one kind as the export has them."""
        from servanda.export import claims_jsonl

        rows = map(orjson.loads, claims_jsonl((), self.view.claims(kind)))
        return [row for row in rows if row["kind"] == kind]

    def entity_rows(self, kind: str) -> list[Row]:
        """List the resolved entities of one kind as the export has them."""
        from servanda.export.json_lines import json_line
        from servanda.export.record_lines import entities_plain, listed_rows
        from servanda.resolution.claim_keys import KEYED

        if self.index is not None and kind in KEYED:
            return listed_rows(self.index, kind)
        found = self.selection.kinds((kind,)) if self.indexed else self.resolution
        rows = entities_plain(found, (), today=self.day, kinds=(kind,))
        return [orjson.loads(json_line(row)) for row in rows]

    def scope(self, filters: Filters) -> Scope:
        """Give all that an export is made from, narrowed as the filters say."""
        from servanda.export.scope import Scope

        return Scope(
            lambda: self.resolution,
            lambda: self.reports,
            today=self.day,
            recorded=self.view.recorded,
            statements=self.view.statements,
            words=self.view.words,
            standing=self.standing if self.indexed else None,
            wanted=wanted(filters),
            as_of=self.settings.as_of,
            told=self._told,
            copies=self._all_copies,
        )

    def about(self, filters: Filters, rows: list[Row]) -> list[Row]:
        """Give rows that are reports the parties that their claims name, where a filter asks for it."""
        if not filters.parties or not any(row.get("kind") == "report" for row in rows):
            return rows
        named = {report.name: sorted(_parties(claims)) for report, claims in self._told()}
        return [
            {**row, "parties": named.get(_name_of(row), [])} if row.get("kind") == "report" else row
            for row in rows
        ]

    def copies(self) -> dict[str, str]:
        """Map the names of the reports that repeat others to the names of these."""
        return {copy.report: copy.of for copy in self._all_copies() if copy.of != copy.report}

    def _told(self) -> Iterator[tuple[Report, list[ResolvedClaim]]]:
        """Go through the reports in view by name, each with its claims; few are held in memory."""
        order = sorted((head.name, head.id) for head in self.view.headers())
        for start in range(0, len(order), _BATCH):
            part = [identity for _, identity in order[start : start + _BATCH]]
            found = {report.id: (report, claims) for report, claims in self.view.batches(part)}
            yield from (found[one] for one in part if one in found)

    def _all_copies(self) -> tuple[Copy, ...]:
        """Find the copies among the reports in view; by the index without reading their texts."""
        from servanda.analysis.indexed.stored_copies import all_copies
        from servanda.resolution.near_duplicates import copies_among, signature

        if self.index is not None:
            return all_copies(self.record, self.index)
        return copies_among(signature(report) for report, _ in self._told())

    def must_have(self, report: str | None) -> None:
        """Raise NotFoundError unless `report`, where given, names a report in view."""
        if report is not None:
            self.view.report(report)


def _parties(claims: Iterable[ResolvedClaim]) -> set[str]:
    from servanda.model.parties import parties_of

    return {party for one in claims for party in parties_of(one.claim.body)}


def _name_of(row: Row) -> str:
    return str((row.get("reports") or [row.get("report")])[0])


def view_of(record: Record, settings: Settings, judged: str | None = None) -> View:
    """Take the view of a record that the options ask for; `judged` overrides theirs."""
    from servanda.store import Grades, Judged

    return record.view(
        known_by=settings.known_by,
        recorded_by=settings.recorded_by,
        judged=Judged(judged or settings.judged or "applied"),
        grades=Grades(settings.reliability or frozenset(), settings.credibility or frozenset()),
        min_confidence=settings.min_confidence,
    )


@contextmanager
def open_access(settings: Settings) -> Iterator[RecordAccess]:
    """Open the record for looking; close it at the end. Raises RecordError where there is none."""
    from servanda.store import open_record

    with open_record(settings.url, create=False) as record:
        yield RecordAccess(record, settings)


def narrowed(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """Keep the rows that every given filter lets through; a party may be a code or any name of it."""
    from servanda.export.narrowing import narrowed

    return narrowed(rows, wanted(filters))


def wanted(filters: Filters) -> Wanted:
    """Put the command line's filters as the exports take them."""
    from servanda.export.narrowing import Wanted

    return Wanted(**{one.name: getattr(filters, one.name) for one in fields(filters)})


def begun(rows: Iterable[Row], day: date | None) -> list[Row]:
    """Leave out what happened, or was first heard of, after `day`; plans stay."""
    from servanda.export.narrowing import begun

    return begun(rows, day)


def by_time(rows: Sequence[Row], *keys: str) -> list[Row]:
    """Sort rows by the first time they have under `keys`, those without any at the end."""

    def order(row: Row) -> tuple[str, str]:
        times = [row[key] for key in keys if row.get(key)]
        if not times:
            return "9999-99", ""
        first = times[0].get("earliest") or times[0].get("latest") or "9999-99"
        return first, times[0].get("latest") or "9999-99"

    return sorted(rows, key=order)
