"""View: the record as it stood, by what was so (`as_of`), had been reported (`known_by`), was recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from servanda.errors import NotFoundError
from servanda.model.claim import ResolvedClaim, Tenure
from servanda.model.decision import Decision, Grade, Scale, Score, Undo, Word
from servanda.model.entity import Statement
from servanda.model.ids import ClaimId, StatementId
from servanda.model.report import Report
from servanda.model.time import When
from servanda.store import schema
from servanda.store.claim_times import Resolver, resolve_times
from servanda.store.clock import Held, held_at, instant
from servanda.store.columns import parts
from servanda.store.decision_effects import (
    Grades,
    Judged,
    Said,
    applied,
    load_grades,
    load_said,
    load_scores,
    passing,
    restated,
)
from servanda.store.decision_log import Words
from servanda.store.heads import (
    Head,
    least_confidence,
    load_heads,
    parties_of,
    pick_head,
    sure_enough,
)
from servanda.store.row_mapping import StoredClaim, load_blocks, load_claims, report_from
from servanda.store.session import Store
from servanda.store.statement_cells import tenure_interval

if TYPE_CHECKING:
    from servanda.store.full_text import Hit

__all__ = ["View", "WordsView"]


class WordsView:
    """What persons said, as a view has it."""

    known_by: date | None
    recorded_by: datetime | None
    held: Held
    _judged: Judged
    _said: Said | None
    _store: Store

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in force, about the claims that stand now, in the order of saying.

        Blind ones have no force. To undo one, or to see those undone: `Record.words`.
        """
        with self._store.reading() as connection:
            return self._all_said(connection).decisions

    def scores(self) -> tuple[Score, ...]:
        """Return the scores of compliance, about the claims that stand now."""
        with self._store.reading() as connection:
            return tuple(load_scores(connection, self.held))

    def grades(self, scale: Scale) -> dict[str, Grade]:
        """Return the grade of each source (by its name, case folded) or of each report."""
        with self._store.reading() as connection:
            return load_grades(connection, scale, self.held)

    def words(self) -> tuple[tuple[Word, Undo | None], ...]:
        """Return all that persons had said, with who took it back, in the order of saying."""
        then = self.recorded_by
        return tuple(
            (one.word, None if then and one.superseded and one.superseded > then else one.undone)
            for one in Words(self._store).all()
            if then is None or one.recorded <= then
        )

    def _all_said(self, connection: Connection) -> Said:
        if self._said is None:
            none = self._judged is Judged.NONE
            self._said = Said() if none else load_said(connection, self.known_by, self.held)
        return self._said


# -- View: the record as it stood, by what was so (`as_of`), had been reported (`known_by`),


_BATCH = 200  # reports held in memory while many are looked through


class View(WordsView):
    """The record as it stood. Made by `Record.view`.

    `as_of` leaves out tenures and statements that cannot have been so on that day; `known_by`
    leaves out every report that may have appeared after that day (an undated one may have);
    `recorded_by` takes the record as it stood at that instant, whatever it has learnt since.
    """

    def __init__(
        self,
        store: Store,
        resolver: Resolver,
        *,
        as_of: date | None = None,
        known_by: date | None = None,
        recorded_by: datetime | date | None = None,
        as_read: bool = False,
        judged: Judged = Judged.APPLIED,
        grades: Grades | None = None,
        among: Collection[str] | None = None,
        min_confidence: float | None = None,
    ) -> None:
        """Take an open store, what works out its time expressions, and the three times.

        With `as_read`, reports bear the dates that their own words and sources gave them, and no
        decision counts. `judged` says what decisions do, `grades` which reports are left out;
        `among` keeps to the reports of these ids, `min_confidence` to claims at least so sure.
        """
        self.as_of = as_of
        self.known_by = known_by
        self.recorded_by = None if recorded_by is None else instant(recorded_by)
        self.held = held_at(self.recorded_by)
        self._as_read = as_read
        self._judged = Judged.NONE if as_read else judged
        self._grades = grades or Grades()
        self._among = among
        self._least = least_confidence(min_confidence)
        self._said: Said | None = None
        self._store = store
        self._resolver = resolver
        self._heads: dict[str, Head] | None = None
        self._resolved: dict[str, ResolvedClaim] = {}
        self._reports: tuple[Report, ...] | None = None

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
            head = self._head(connection, name_or_id)
            found = self._load_reports(connection, schema.edition.c.report == head.id)
        if not found:  # retracted since this view was made
            raise NotFoundError(name_or_id, "the record has no such report")
        return found[0]

    def heads(self) -> tuple[Head, ...]:
        """Return what is known of every report, without the texts, in the order of `reports`."""
        with self._store.reading() as connection:
            return tuple(self._all_heads(connection).values())

    def recorded(self) -> dict[str, tuple[datetime, datetime]]:
        """Return when the record first and last learnt of each report, by the report's name.

        A better date learnt later counts: it may have moved everything that the report tells of.
        """
        edition, dating = schema.edition, schema.dating
        met = select(edition.c.report, func.min(edition.c.recorded)).group_by(edition.c.report)
        query = (
            select(edition.c.report, edition.c.name, edition.c.recorded, dating.c.recorded)
            .join_from(edition, dating, dating.c.report == edition.c.report)
            .where(self.held(edition), self.held(dating))
        )
        with self._store.reading() as connection:
            heads = self._all_heads(connection)
            first = {row[0]: row[1] for row in connection.execute(met)}
            rows = connection.execute(query).all()
        return {row[1]: (first[row[0]], max(row[2], row[3])) for row in rows if row[0] in heads}

    # -- claims ------------------------------------------------------------------------------

    def claims(
        self,
        kind: str | Collection[str] | None = None,
        report: str | None = None,
        party: str | None = None,
    ) -> tuple[ResolvedClaim, ...]:
        """Return the claims by date, report and place in the text, with their times resolved.

        `kind` is one kind or several; `report` is a name or an id (NotFoundError where there is none); `party` a code or name
        that the claim must be about.
        """
        with self._store.reading() as connection:
            ids = None if report is None else (self._head(connection, report).id,)
            return self._load_claims(connection, ids, kind, party)

    def claim(self, claim_id: str) -> ResolvedClaim:
        """Return one claim. Raises NotFoundError where this view has none of that id."""
        table = schema.claim
        with self._store.reading() as connection:
            stored = load_claims(connection, table.c.id == claim_id, self.held(table))
            found = self._resolve(connection, stored)
        if not found:
            raise NotFoundError(claim_id, "the record has no such claim")
        return found[0]

    # -- statements --------------------------------------------------------------------------

    def statements(self, subject: str | None = None) -> tuple[Statement, ...]:
        """Return the statements, or those about `subject`, by date, report, place and cell."""
        table, claim = schema.statement, schema.claim
        query = (
            select(table, claim.c.id.label("claim_id"), claim.c.report, claim.c.place)
            .join_from(table, claim, table.c.claim == claim.c.key)
            .where(self.held(table))
        )
        if subject is not None:
            query = query.where(table.c.subject == subject)
        if self.as_of is not None:
            starts, ends = table.c.valid_start, table.c.valid_end
            query = query.where(
                and_(
                    starts.is_(None) | (starts <= self.as_of),
                    ends.is_(None) | (ends > self.as_of),
                )
            )
        with self._store.reading() as connection:
            heads = self._all_heads(connection)
            rows: list[Mapping[Any, Any]] = [
                row for row in connection.execute(query).mappings() if row["report"] in heads
            ]
            said = self._all_said(connection).by_claim
            if said:
                stored = load_claims(
                    connection, schema.claim.c.id.in_(sorted(said)), self.held(schema.claim)
                )
                shown = self._resolve(connection, stored)
                rows = restated(rows, said, shown, subject=subject, as_of=self.as_of)
            if self._least is not None:
                sure = self._resolve(connection, load_claims(connection, self.held(claim)))
                told = {one.claim.id for one in sure}
                rows = [row for row in rows if row["claim_id"] in told]
        rows.sort(
            key=lambda r: (
                heads[r["report"]].order,
                r["place"],
                r["claim_id"],
                r["property"],
                r["value"],
            )
        )
        return tuple(
            Statement(
                id=StatementId(row["id"]),
                subject=row["subject"],
                property=row["property"],
                value=row["value"],
                valid=_interval(row["valid_start"], row["valid_end"]),
                reported=heads[row["report"]].published,
                recorded=row["recorded"],
                superseded=None,  # it stood then
                claims=(ClaimId(row["claim_id"]),),
            )
            for row in rows
        )

    # -- search ------------------------------------------------------------------------------

    def search(
        self, query: str, kind: str | None = None, party: str | None = None
    ) -> tuple[Hit, ...]:
        """Find words in the texts and in the claims' own words (see `servanda.store.full_text`)."""
        from servanda.store.full_text import search

        return search(self, self._store, query, kind=kind, party=party)

    def batches(
        self, reports: Collection[str], kind: str | None = None, party: str | None = None
    ) -> Iterator[tuple[Report, list[ResolvedClaim]]]:
        """Give the reports of these ids, in the view's order, each with its claims.

        Few are held in memory at a time, however many are asked for.
        """
        order = [head.id for head in self.heads() if head.id in reports]
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            with self._store.reading() as connection:
                claims = self._load_claims(connection, part, kind, party)
                found = self._load_reports(connection, schema.edition.c.report.in_(part))
            told: dict[str, list[ResolvedClaim]] = {key: [] for key in part}
            for one in claims:
                told[one.claim.report].append(one)
            for report in found:
                yield report, told[report.id]

    # -- within ------------------------------------------------------------------------------

    def _all_heads(self, connection: Connection) -> dict[str, Head]:
        if self._heads is None:
            self._heads = load_heads(
                connection, self.known_by, as_read=self._as_read, held=self.held, among=self._among
            )
            if self._grades:
                kept = passing(connection, self._grades, self.held)
                self._heads = {key: head for key, head in self._heads.items() if key in kept}
        return self._heads

    def _head(self, connection: Connection, name_or_id: str) -> Head:
        return pick_head(self._all_heads(connection), name_or_id)

    def _load_claims(
        self,
        connection: Connection,
        reports: Sequence[str] | None,
        kind: str | Collection[str] | None,
        party: str | None,
    ) -> tuple[ResolvedClaim, ...]:
        table = schema.claim
        where = [self.held(table)]
        if reports is None and self._among is not None:
            reports = sorted(self._among)
        if kind is not None:
            # Of some reports: whatever a database guesses, there are more claims of a kind.
            column = table.c.kind if reports is None else table.c.kind.concat("")
            where.append(column.in_([kind] if isinstance(kind, str) else sorted(kind)))
        if reports is None:
            stored = load_claims(connection, *where)
        else:
            groups = (table.c.report.in_(part) for part in parts(reports))
            stored = [one for group in groups for one in load_claims(connection, *where, group)]
        found = self._resolve(connection, stored)
        return tuple(one for one in found if party is None or party in parties_of(one.claim.body))

    def _load_reports(
        self, connection: Connection, *only: ColumnElement[bool]
    ) -> tuple[Report, ...]:
        heads, edition = self._all_heads(connection), schema.edition
        found: dict[str, Report] = {}
        if self._among is None:
            found = self._some_reports(connection, *only)
        else:
            for part in parts(sorted(self._among)):
                within = edition.c.report.in_(part)
                found |= self._some_reports(connection, *only, within)
        return tuple(found[key] for key in heads if key in found)

    def _some_reports(
        self, connection: Connection, *only: ColumnElement[bool]
    ) -> dict[str, Report]:
        heads = self._all_heads(connection)
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
                row, heads[row["report"]].dating, row["content"], blocks.get(row["key"], ())
            )
            for row in connection.execute(query).mappings()
            if row["report"] in heads
        }

    def _resolve(self, connection: Connection, stored: list[StoredClaim]) -> list[ResolvedClaim]:
        heads = self._all_heads(connection)
        shown = [one for one in stored if one.claim.report in heads]
        shown.sort(key=lambda one: (heads[one.claim.report].order, *_place(one)))
        found = []
        for one in shown:
            resolved = self._resolved.get(one.claim.id)
            if resolved is None:
                head = heads[one.claim.report]
                times = resolve_times(one.claim.body, head.published, one.country, self._resolver)
                resolved = ResolvedClaim(
                    one.claim,
                    head.name,
                    head.published,
                    times.days,
                    head.story,
                    times.values,
                    times.reasons,
                )
                decisions = self._all_said(connection).about(one.claim.id)
                resolved = applied(resolved, decisions) if decisions else resolved
                self._resolved[one.claim.id] = resolved
            if self._can_be(resolved) and (self._judged is Judged.ALL or not resolved.rejected):
                found += [resolved] if sure_enough(resolved, self._least) else []
        return found

    def _can_be(self, one: ResolvedClaim) -> bool:
        body = one.claim.body
        if self.as_of is None or not isinstance(body, Tenure):
            return True
        valid = tenure_interval(body, dict(one.times), one.published)
        return valid is None or valid.holds(self.as_of)


def _place(one: StoredClaim) -> tuple[int, int, str, str]:
    first = one.claim.evidence[0] if one.claim.evidence else None
    return (
        first.start if first else 0,
        first.end if first else 0,
        one.claim.kind,
        one.claim.id,
    )


def _interval(start: date | None, end: date | None) -> When | None:
    return None if start is None and end is None else When(start, end)
