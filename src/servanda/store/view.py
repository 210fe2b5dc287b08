"""View: the record as it stood, by what was so (`as_of`), had been reported (`known_by`), was recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import NotFoundError
from servanda.model.addition import ADDED
from servanda.model.claim import ResolvedClaim
from servanda.model.claim_list import ClaimList
from servanda.model.decision import Decision, Grade, Scale, Score, Undo, Word
from servanda.model.entity import Statement
from servanda.model.ids import ClaimId, StatementId
from servanda.model.parties import parties_of
from servanda.model.report import Report
from servanda.model.time import When
from servanda.store import schema
from servanda.store.claim_times import Resolver, resolve_times
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.decisions.decision_effects import applied, restated
from servanda.store.decisions.decision_log import Words
from servanda.store.decisions.decisions_in_force import (
    InForce,
    load_grades,
    load_in_force,
    load_scores,
    passing,
)
from servanda.store.report_headers import ReportHeader, load_headers, pick_header
from servanda.store.row_mapping import StoredClaim, load_blocks, load_claims, report_from
from servanda.store.session import Store
from servanda.store.view_scope import ViewScope

if TYPE_CHECKING:
    from servanda.store.full_text import Hit

__all__ = ["View"]


_BATCH = 200  # reports held in memory while many are looked through


@dataclass(slots=True)
class _Shared:
    """What views of parts of one view read once for all: decisions, and headers of reports, or None."""

    in_force: InForce | None = None
    headers: dict[str, ReportHeader | None] = field(default_factory=dict)


class View:
    """The record as it stood. Made by `Record.view`.

    `as_of` leaves out tenures and statements that cannot have been so on that day; `known_by`
    leaves out every report that may have appeared after that day (an undated one may have);
    `recorded_by` takes the record as it stood at that instant.
    A view reads what it needs when it is asked, and keeps it.
    """

    def __init__(
        self, store: Store, resolver: Resolver, scope: ViewScope, shared: _Shared | None = None
    ) -> None:
        """Take an open store, what works out its time expressions, and what to show of it."""
        self._store = store
        self._shared = shared or _Shared()
        self._resolver = resolver
        self._scope = scope
        self._headers: dict[str, ReportHeader] | None = None
        self._resolved: dict[str, ResolvedClaim] = {}
        self._reports: tuple[Report, ...] | None = None

    @property
    def as_of(self) -> date | None:
        """The day on which what is shown can have been so; None leaves out nothing."""
        return self._scope.as_of

    @property
    def known_by(self) -> date | None:
        """The day by which the reports shown had appeared; None leaves out nothing."""
        return self._scope.known_by

    @property
    def recorded_by(self) -> datetime | None:
        """The instant at which the record stood so; None is now."""
        return self._scope.recorded_by

    @property
    def held(self) -> Held:
        """What selects the rows of a table that stood then."""
        return self._scope.held

    @property
    def named(self) -> Collection[str] | None:
        """The ids of the reports that the view is of, where it is not of all."""
        return self._scope.among

    # -- reports -----------------------------------------------------------------------------

    def reports(self) -> tuple[Report, ...]:
        """Return every report with its text, by date of publication, undated ones last."""
        if self._reports is None:
            with self._store.reading() as connection:
                self._reports = self._load_reports(connection)
        return self._reports

    def report(self, name_or_id: str) -> Report:
        """Return one report by its name, its id, or its name without the suffix.

        Raises NotFoundError where this view has none, or several, of that name.
        """
        with self._store.reading() as connection:
            header = pick_header(self._all_headers(connection), name_or_id)
            found = self._load_reports(connection, schema.edition.c.report == header.id)
        if not found:  # retracted since this view was made
            raise NotFoundError(name_or_id, "the record has no such report")
        return found[0]

    def headers(self) -> tuple[ReportHeader, ...]:
        """Return what is known of every report, without the texts, in the order of `reports`."""
        with self._store.reading() as connection:
            return tuple(self._all_headers(connection).values())

    def titles(self) -> dict[str, str]:
        """Map the names of reports that were fetched from an address to their titles, where they have one."""
        edition = schema.edition
        query = select(edition.c.name, edition.c.title).where(
            self.held(edition), edition.c.url.is_not(None), edition.c.title.is_not(None)
        )
        with self._store.reading() as connection:
            return {row.name: row.title for row in connection.execute(query)}

    def called(self, place: str) -> tuple[ReportHeader, ...]:
        """Return the reports of exactly this id or name, or from exactly this address or origin."""
        edition = schema.edition
        columns = (edition.c.report, edition.c.name, edition.c.url, edition.c.origin)
        query = select(edition.c.report).where(
            self.held(edition), or_(*(column == place for column in columns))
        )
        with self._store.reading() as connection:
            found = set(connection.execute(query).scalars())
            heads = self._all_headers(connection)
        return tuple(head for head in heads.values() if head.id in found)

    def recorded(self) -> dict[str, tuple[datetime, datetime]]:
        """Return when each report was first and last recorded, by the report's name.

        A better date recorded later counts: it may have moved every date the report gives.
        """
        edition, dating = schema.edition, schema.dating
        met = select(edition.c.report, func.min(edition.c.recorded)).group_by(edition.c.report)
        query = (
            select(edition.c.report, edition.c.name, edition.c.recorded, dating.c.recorded)
            .join_from(edition, dating, dating.c.report == edition.c.report)
            .where(self.held(edition), self.held(dating))
        )
        with self._store.reading() as connection:
            headers = self._all_headers(connection)
            first = {row[0]: row[1] for row in connection.execute(met)}
            rows = connection.execute(query).all()
        return {row[1]: (first[row[0]], max(row[2], row[3])) for row in rows if row[0] in headers}

    # -- claims ------------------------------------------------------------------------------

    def claims(
        self,
        kind: str | Collection[str] | None = None,
        report: str | None = None,
        party: str | None = None,
        *,
        ids: Collection[str] | None = None,
    ) -> ClaimList:
        """Return the claims by date, report and place in the text, with their times resolved.

        `kind` is one kind or several; `report` is a name or an id (NotFoundError where there is
        none); `party` a code or name that the claim must be about; `ids` are those of the claims.
        """
        with self._store.reading() as connection:
            if ids is not None:
                stored = self._load_by_id(connection, ids)
                return ClaimList(self._resolve(connection, stored))
            reports = None
            if report is not None:
                reports = (pick_header(self._all_headers(connection), report).id,)
            return ClaimList(self._load_claims(connection, reports, kind, party))

    def claim(self, claim_id: str) -> ResolvedClaim:
        """Return one claim. Raises NotFoundError where this view has none of that id."""
        found = self.claims(ids=(claim_id,))
        if not found:
            raise NotFoundError(claim_id, "the record has no such claim")
        return found[0]

    def batches(
        self, reports: Collection[str], kind: str | None = None, party: str | None = None
    ) -> Iterator[tuple[Report, list[ResolvedClaim]]]:
        """Give the reports of these ids, in the view's order, each with its claims.

        Few are held in memory at a time, however many are asked for.
        """
        order = [header.id for header in self.among(reports).headers()]
        for part in parts(order, of=_BATCH):
            some = self.among(part)
            by_report: dict[str, list[ResolvedClaim]] = {key: [] for key in part}
            for one in some.claims(kind, party=party):
                by_report[one.claim.report].append(one)
            for report in some.reports():
                yield report, by_report[report.id]

    def search(
        self, query: str, kind: str | None = None, party: str | None = None
    ) -> tuple[Hit, ...]:
        """Find words in the texts and in the claims' own words (see `servanda.store.full_text`)."""
        from servanda.store.full_text import search

        return search(self, self._store, query, kind=kind, party=party)

    # -- statements --------------------------------------------------------------------------

    def statements(self, subject: str | None = None) -> tuple[Statement, ...]:
        """Return the statements, or those about `subject`, by date, report, place and cell."""
        with self._store.reading() as connection:
            headers = self._all_headers(connection)
            rows = [
                row
                for row in connection.execute(self._of_statements(subject)).mappings()
                if row["report"] in headers
            ]
            shown = self._as_decided(connection, rows, subject)
        shown.sort(
            key=lambda row: (
                headers[row["report"]].order,
                row["place"],
                row["claim_id"],
                row["property"],
                row["value"],
            )
        )
        return tuple(_statement(row, headers[row["report"]].published) for row in shown)

    # -- persons' words ----------------------------------------------------------------------

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in force, about the claims that stand now, in the order made.

        Blind ones have no force. To undo one, or to see those undone: `Record.words`.
        """
        with self._store.reading() as connection:
            return self._decided(connection).decisions

    def scores(self) -> tuple[Score, ...]:
        """Return the scores of compliance, about the claims that stand now."""
        with self._store.reading() as connection:
            return tuple(load_scores(connection, self.held))

    def grades(self, scale: Scale) -> dict[str, Grade]:
        """Return the grade of each source (by its name, case folded) or of each report."""
        with self._store.reading() as connection:
            return load_grades(connection, scale, self.held)

    def words(self) -> tuple[tuple[Word, Undo | None], ...]:
        """Return the words of persons, with who took them back, in the order made."""
        then = self.recorded_by
        return tuple(
            (one.word, None if then and one.superseded and one.superseded > then else one.undone)
            for one in Words(self._store).all()
            if then is None or one.recorded <= then
        )

    # -- part of it --------------------------------------------------------------------------

    def among(self, reports: Collection[str]) -> View:
        """Return the same view of some reports alone, by their ids.

        It keeps the claims that it reads for itself; what is known of reports and of decisions is
        read once for both.
        """
        there = self._scope.among
        among = frozenset(reports) if there is None else frozenset(reports).intersection(there)
        return View(self._store, self._resolver, replace(self._scope, among=among), self._shared)

    # -- within ------------------------------------------------------------------------------

    def _all_headers(self, connection: Connection) -> dict[str, ReportHeader]:
        if self._headers is None:
            among = self._scope.among
            if among is None:
                self._headers = self._load_headers(connection, None)
                self._shared.headers.update(self._headers)
            else:
                self._headers = self._some_headers(connection, among)
        return self._headers

    def _headers_of(
        self, connection: Connection, reports: Collection[str]
    ) -> dict[str, ReportHeader]:
        """Return the headers of some reports; of all, or all of the view's, where they are known."""
        if self._headers is not None or self._scope.among is not None:
            return self._all_headers(connection)
        return self._some_headers(connection, reports)

    def _some_headers(
        self, connection: Connection, reports: Collection[str]
    ) -> dict[str, ReportHeader]:
        known = self._shared.headers
        missing = frozenset(reports) - known.keys()
        if missing:
            found = self._load_headers(connection, missing)
            known.update((key, found.get(key)) for key in missing)
        there = (one for key in reports if (one := known[key]) is not None)
        return {one.id: one for one in sorted(there, key=lambda one: one.order)}

    def _load_headers(
        self, connection: Connection, among: Collection[str] | None
    ) -> dict[str, ReportHeader]:
        scope = self._scope
        headers = load_headers(
            connection, scope.known_by, as_read=scope.as_read, held=scope.held, among=among
        )
        if scope.grades:
            graded = passing(connection, scope.grades, scope.held)
            headers = {key: header for key, header in headers.items() if key in graded}
        return headers

    def _decided(self, connection: Connection) -> InForce:
        if self._shared.in_force is None:
            self._shared.in_force = (
                InForce()
                if self._scope.undecided
                else load_in_force(connection, self.known_by, self.held)
            )
        return self._shared.in_force

    def _load_by_id(self, connection: Connection, ids: Collection[str]) -> list[StoredClaim]:
        table = schema.claim
        groups = (table.c.id.in_(part) for part in parts(sorted(ids)))
        return [one for group in groups for one in load_claims(connection, self.held(table), group)]

    def _load_claims(
        self,
        connection: Connection,
        reports: Sequence[str] | None,
        kind: str | Collection[str] | None,
        party: str | None,
    ) -> tuple[ResolvedClaim, ...]:
        table = schema.claim
        where = [self.held(table)]
        if reports is None and self._scope.among is not None:
            reports = sorted(self._scope.among)
        if kind is not None:
            # Of some reports: whatever a database guesses, there are more claims of a kind.
            column = table.c.kind if reports is None else table.c.kind.concat("")
            where.append(column.in_([kind] if isinstance(kind, str) else sorted(kind)))
        if reports is None:
            self._all_headers(connection)  # of all at once, not of those that have claims
            stored = load_claims(connection, *where)
        else:
            groups = (table.c.report.in_(part) for part in parts(reports))
            stored = [one for group in groups for one in load_claims(connection, *where, group)]
        found = self._resolve(connection, stored)
        return tuple(one for one in found if party is None or party in parties_of(one.claim.body))

    def _resolve(self, connection: Connection, stored: list[StoredClaim]) -> list[ResolvedClaim]:
        """Resolve the times of claims and apply decisions to them; keep those to be shown."""
        headers = self._headers_of(connection, {one.claim.report for one in stored})
        ordered = [one for one in stored if one.claim.report in headers]
        ordered.sort(key=lambda one: (headers[one.claim.report].order, *_place(one)))
        for one in ordered:
            if one.claim.id not in self._resolved:
                decisions = self._decided(connection).about(one.claim.id)
                resolved = self._in_time(one, headers[one.claim.report])
                self._resolved[one.claim.id] = (
                    applied(resolved, decisions) if decisions else resolved
                )
        found = (self._resolved[one.claim.id] for one in ordered)
        return [one for one in found if self._scope.shows(one)]

    def _in_time(self, one: StoredClaim, header: ReportHeader) -> ResolvedClaim:
        times = resolve_times(one.claim.body, header.published, one.country, self._resolver)
        return ResolvedClaim(
            one.claim,
            header.name,
            header.published,
            times.days,
            header.story,
            times.values,
            times.reasons,
        )

    def _of_statements(self, subject: str | None) -> Any:
        """Select the statements that stood, with their claims, that can be so on the view's day."""
        table, claim = schema.statement, schema.claim
        query = (
            select(table, claim.c.id.label("claim_id"), claim.c.report, claim.c.place)
            .join_from(table, claim, table.c.claim == claim.c.key)
            .where(self.held(table))
        )
        if subject is not None:
            query = query.where(table.c.subject == subject)
        if self._scope.undecided:
            query = query.where(~claim.c.rule.startswith(f"{ADDED}."))
        if self.as_of is not None:
            starts, ends = table.c.valid_start, table.c.valid_end
            begun = starts.is_(None) | (starts <= self.as_of)
            query = query.where(and_(begun, ends.is_(None) | (ends > self.as_of)))
        return query

    def _as_decided(
        self, connection: Connection, rows: Sequence[Mapping[Any, Any]], subject: str | None
    ) -> list[Mapping[Any, Any]]:
        """Return the rows of statements as decisions on their claims make them."""
        decided = self._decided(connection).by_claim
        if decided:
            shown = self._resolve(connection, self._load_by_id(connection, decided))
            rows = restated(rows, decided, shown, subject=subject, as_of=self.as_of)
        if self._scope.least is not None:
            claim = schema.claim
            sure = self._resolve(connection, load_claims(connection, self.held(claim)))
            ids = {one.claim.id for one in sure}
            rows = [row for row in rows if row["claim_id"] in ids]
        return list(rows)

    def _load_reports(
        self, connection: Connection, *only: ColumnElement[bool]
    ) -> tuple[Report, ...]:
        edition, among = schema.edition, self._scope.among
        found: dict[str, Report] = {}
        if among is None:
            found = self._some_reports(connection, *only)
        else:
            for part in parts(sorted(among)):
                found |= self._some_reports(connection, *only, edition.c.report.in_(part))
        return tuple(found[key] for key in self._all_headers(connection) if key in found)

    def _some_reports(
        self, connection: Connection, *only: ColumnElement[bool]
    ) -> dict[str, Report]:
        headers = self._all_headers(connection)
        edition, report, text = schema.edition, schema.report, schema.text
        where = (self.held(edition), *only)
        query = (
            select(edition, report.c.sha256, text.c.content)
            .join_from(edition, report, report.c.id == edition.c.report)
            .join(text, text.c.sha256 == report.c.sha256)
            .where(*where)
        )
        blocks = load_blocks(connection, select(edition.c.key).where(*where))
        return {
            row["report"]: report_from(
                row, headers[row["report"]].dating, row["content"], blocks.get(row["key"], ())
            )
            for row in connection.execute(query).mappings()
            if row["report"] in headers
        }


def _place(one: StoredClaim) -> tuple[int, int, str, str]:
    first = one.claim.evidence[0] if one.claim.evidence else None
    start, end = (first.start, first.end) if first else (0, 0)
    return (start, end, one.claim.kind, one.claim.id)


def _statement(row: Mapping[Any, Any], published: When | None) -> Statement:
    start, end = row["valid_start"], row["valid_end"]
    return Statement(
        id=StatementId(row["id"]),
        subject=row["subject"],
        property=row["property"],
        value=row["value"],
        valid=None if start is None and end is None else When(start, end),
        reported=published,
        recorded=row["recorded"],
        superseded=None,  # it stood then
        claims=(ClaimId(row["claim_id"]),),
    )
