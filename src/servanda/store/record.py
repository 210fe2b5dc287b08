"""Record: an open record, to put reports into and to take views of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sqlalchemy import delete, func, insert, select

from servanda.model.claim import Claim
from servanda.model.report import Dating, Report
from servanda.model.second_opinion import Proposed
from servanda.reference_cycles import unhurried
from servanda.store import schema, writer
from servanda.store.bulk import Arrival, put_in_order
from servanda.store.claim_changes import Changed, changes
from servanda.store.claim_times import Resolver, by_calendar
from servanda.store.clock import changing, instant, last_instant
from servanda.store.decisions.added_claims import added_to
from servanda.store.decisions.decision_log import Words
from servanda.store.decisions.decisions_in_force import Grades, Judged
from servanda.store.dialects.dialect import url_of
from servanda.store.following.followed import Followed
from servanda.store.index.entities import Entities
from servanda.store.index.index import RecordIndex
from servanda.store.proposed.proposal_log import Proposals, keep_proposals
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing
from servanda.store.session import Store
from servanda.store.view import View
from servanda.store.view_scope import ViewScope, least_confidence

if TYPE_CHECKING:
    from servanda.store.about import About
    from servanda.store.copying import Copied, Progress
    from servanda.store.index.date_facts import ReportFacts
    from servanda.store.index.on_demand import OnDemand
    from servanda.store.index.overlaid import EntityChange
    from servanda.store.problem import Problem

__all__ = ["Counts", "Holder", "PastDating", "Record", "open_record"]


_REBUILDING = "rebuilding"  # in `meta`: the URL of the record that this one is rebuilt from
_REBUILT_FROM = select(schema.meta.c.value).where(schema.meta.c.key == _REBUILDING)
_FORGET_SOURCE = delete(schema.meta).where(schema.meta.c.key == _REBUILDING)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much stands in a record; `claims` by kind, `retracted` reports that stand no more."""

    reports: int
    retracted: int
    statements: int
    claims: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Holder:
    """The report that has a name: its id, and where its text is from."""

    name: str
    report: str
    origin: str
    url: str | None


@dataclass(frozen=True, slots=True)
class PastDating:
    """A dating of a report and when the record held it; `superseded` is None while it does."""

    dating: Dating
    recorded: datetime
    superseded: datetime | None


def open_record(
    place: str | Path, *, create: bool = True, resolver: Resolver = by_calendar
) -> Record:
    """Open the record at `place`; make it where `create`.

    `place` is an SQLite file's path (`servanda.db`) or a database's address
    (`sqlite:///servanda.db`, `postgresql+psycopg://…`). `resolver` works out time expressions; leave it out but in tests.
    Raises RecordError where it cannot be opened, RecordFormatError where it is no record.
    """
    return Record(Store(url_of(place), create=create), resolver)


class Record:
    """An open record; a context manager that closes it. Made by `open_record`.

    Each report is put in one transaction: whatever stops the program, at most the report in hand
    is lost. Instants are parameters (aware), never the machine's clock; each change bears one of
    its own, later than all before it (see `servanda.store.clock`).
    """

    def __init__(self, store: Store, resolver: Resolver) -> None:
        """Take an open store, and what works out its time expressions."""
        self._store = store
        self._resolver = resolver

    def __enter__(self) -> Self:
        """Give the record itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the record."""
        del kind, error, trace
        self.close()

    @property
    def url(self) -> str:
        """The record's URL, any password hidden."""
        return self._store.url

    def close(self) -> None:
        """Close the record; closing twice is fine."""
        self._store.close()

    def put(
        self,
        report: Report,
        claims: Sequence[Claim],
        *,
        at: datetime,
        reader: str,
        proposed: Sequence[Proposed] = (),
    ) -> bool:
        """Store a report and its claims as the readers of version `reader` found them at `at`.

        Returns whether anything changed: putting the same again changes nothing. A report of the
        same name with another text retracts the older one. `proposed` says what became of what models
        answered about it (`proposals`). Raises EvidenceError where a claim's
        words are not where it says, RecordBusyError where another process keeps writing.
        """
        writer.prove(report, claims)
        with changing(self._store, at) as change:
            change.made = writer.put_report(
                change.connection,
                self._store.dialect,
                report,
                [*claims, *added_to(change.connection, report)],
                at=change.at,
                reader=reader,
                resolver=self._resolver,
            )
            change.made |= keep_proposals(change.connection, report.id, proposed, change.at)
        return change.made

    def put_many(self, arrivals: Sequence[Arrival], *, reader: str) -> None:
        """Store reports, in their order, as `put` does one by one, but all in one transaction.

        Each bears an instant of its own, its `at` or one after that of the report before it. Raises
        what `put` raises; then none of them is kept.
        """
        for one in arrivals:
            writer.prove(one.report, one.claims)
        if not arrivals:
            return
        with unhurried(), changing(self._store, arrivals[0].at) as change:
            put_in_order(
                change, self._store.dialect, arrivals, reader=reader, resolver=self._resolver
            )

    def redate(self, report_id: str, dating: Dating, *, at: datetime) -> bool:
        """Date a report otherwise from `at` on; return whether that is another dating.

        The older one is kept (see `datings`). Raises NotFoundError where no such report stands.
        """
        with changing(self._store, at) as change:
            change.made = writer.redate(
                change.connection, report_id, dating, at=change.at, resolver=self._resolver
            )
        return change.made

    def retract(self, name_or_id: str, *, at: datetime) -> Report:
        """Let a report stand no more from `at` on, nor anything that rests on it; return it.

        Nothing is erased: a view of before (`recorded_by`) still has it, and reading it again
        brings it back. `servanda.pipeline.redate` corrects the dates that rested on it. Raises NotFoundError where no such report stands.
        """
        report = self.view().report(name_or_id)
        with changing(self._store, at) as change:
            writer.retract(change.connection, report.id, change.at)
            change.made = True
        return report

    def copy_to(self, url: str, on_progress: Progress | None = None) -> Copied:
        """Copy the whole record, all its history, into the empty one at `url`, or make it there.

        `on_progress` is called with the rows done, all rows, and the table in hand. Raises
        RecordError where there is something already; then, as where anything fails, nothing is
        changed there.
        """
        from servanda.store.copying import copy

        target = Store(url)
        try:
            return copy(self._store, target, on_progress)
        finally:
            target.close()

    def back_up(
        self, path: str | Path, on_progress: Progress | None = None, *, prove: bool = True
    ) -> Copied:
        """Copy the record, in use or not, into a new SQLite file: there whole, or not at all.

        The copy is checked, unless `prove` is false. Raises RecordError where there is such a
        file already, or where it cannot be made.
        """
        from servanda.store.copying import back_up

        return back_up(self._store, Path(path), on_progress, prove=prove)

    def begin_rebuild(self, source: str) -> None:
        """Note that the record is being rebuilt from the one at `source`, until `end_rebuild`.

        Raises RecordError where it is not empty, unless it was begun from there and broken off.
        """
        from servanda.store.copying import must_be_empty

        with self._store.writing() as connection:
            if connection.execute(_REBUILT_FROM).scalar_one_or_none() != source:
                must_be_empty(connection, self.url)
                connection.execute(_FORGET_SOURCE)
                connection.execute(insert(schema.meta).values(key=_REBUILDING, value=source))

    def end_rebuild(self) -> None:
        """Note that the rebuild is complete."""
        with self._store.writing() as connection:
            connection.execute(_FORGET_SOURCE)

    def forget(self, reader: str) -> None:
        """Take out all that can be derived again, as `servanda.indexing.proof` does on a copy.

        Statements are derived at once, of the reports that this version of the readers read.
        """
        from servanda.store.index.proving import forget

        with self._store.writing() as connection:
            last = last_instant(connection)
            if last is not None:
                forget(connection, reader, last, self._resolver)

    def knows(self, report_id: str, reader: str) -> bool:
        """Whether the report stands and its claims are those of this version of the readers."""
        table = schema.reading
        query = select(table.c.key).where(
            table.c.report == report_id, table.c.reader == reader, standing(table)
        )
        with self._store.reading() as connection:
            return connection.execute(query).first() is not None

    def held(self, report_id: str) -> bool:
        """Whether the record has ever held this report, standing or not."""
        table = schema.report
        query = select(table.c.id).where(table.c.id == report_id)
        with self._store.reading() as connection:
            return connection.execute(query).first() is not None

    def holders(self, names: Iterable[str]) -> tuple[Holder, ...]:
        """Return which standing reports have these names."""
        table = schema.edition
        query = select(table.c.name, table.c.report, table.c.origin, table.c.url).where(
            table.c.name.in_(list(names)), standing(table)
        )
        with self._store.reading() as connection:
            return tuple(Holder(*row) for row in connection.execute(query))

    def met(self, report_id: str) -> bool:
        """Whether the record ever had this report, retracted or not."""
        query = select(schema.report.c.id).where(schema.report.c.id == report_id)
        with self._store.reading() as connection:
            return connection.execute(query).first() is not None

    def datings(self, report_id: str) -> tuple[PastDating, ...]:
        """Return every dating the record held of a report, the oldest first."""
        table = schema.dating
        query = select(table).where(table.c.report == report_id).order_by(table.c.key)
        with self._store.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            PastDating(dating_from_plain(row["dating"]), row["recorded"], row["superseded"])
            for row in rows
        )

    def view(
        self,
        *,
        as_of: date | None = None,
        known_by: date | None = None,
        recorded_by: datetime | date | None = None,
        as_read: bool = False,
        judged: Judged = Judged.APPLIED,
        grades: Grades | None = None,
        among: Collection[str] | None = None,
        min_confidence: float | None = None,
    ) -> View:
        """Return the record as it was on a day (`as_of`), from reports up to a day (`known_by`).

        With `recorded_by`, only what was recorded by that instant (aware), or by the end
        of that day (UTC), counts. The three compose.

        With `as_read`, each report bears the date that its own words and its source gave it, not
        the better one that other reports may have given it (see `redate`), and no
        decision counts. `judged` says what persons'
        decisions do to claims; with `grades`, only reports so graded are seen, with `among` only
        those of these ids; with `min_confidence`, only claims at least so sure (0 to 1, as
        measured), and what a person accepted or amended. Raises UsageError where it is no such
        number.
        """
        scope = ViewScope(
            as_of,
            known_by,
            None if recorded_by is None else instant(recorded_by),
            as_read,
            judged,
            grades or Grades(),
            among,
            least_confidence(min_confidence),
        )
        return View(self._store, self._resolver, scope)

    def changes(self, since: datetime) -> tuple[Changed, ...]:
        """Return how the claims of reports differ from those at an instant: read anew, or corrected."""
        with self._store.reading() as connection:
            return changes(connection, instant(since))

    @property
    def words(self) -> Words:
        """What persons decided, scored and graded."""
        return Words(self._store, self._resolver)

    @property
    def proposals(self) -> Proposals:
        """What models answered about reports, and what became of what they proposed."""
        return Proposals(self._store)

    @property
    def followed(self) -> Followed:
        """The addresses that are read again by `servanda follow`."""
        return Followed(self._store)

    @property
    def index(self) -> RecordIndex:
        """What is derived from claims and decisions, and how far that is up to date."""
        return RecordIndex(self._store, self._resolver)

    @property
    def entities(self) -> Entities:
        """What the claims come to, as the index has it."""
        return Entities(self._store)

    def overlaid(
        self,
        changed: Collection[str],
        facts: Sequence[ReportFacts],
        change: EntityChange | None = None,
        *,
        out: Collection[str] = (),
        view: View | None = None,
    ) -> Entities:
        """Return what the claims come to, as the index will have it once reports were taken in.

        `changed` are the reports that it has not taken in yet, `facts` what follows from each of
        them alone, `change` what they change besides. Those that are to be left `out` are among
        the changed, and nothing follows from them. With a `view`, the others are as they stood in it.
        """
        from servanda.store.index.overlaid import OverlaidEntities

        held = standing if view is None else view.held
        of = frozenset(changed), facts, change
        return OverlaidEntities(self._store, *of, out=frozenset(out), held=held)

    def on_demand(
        self,
        changed: Collection[str],
        facts: Sequence[ReportFacts],
        resolver: OnDemand,
        *,
        out: Collection[str],
        view: View,
    ) -> Entities:
        """Return what `overlaid` does, where `resolver` tells what the claims in `view` come to.

        Only what is asked for is resolved.
        """
        from servanda.store.index.on_demand import EntitiesOnDemand

        of = frozenset(changed), facts, resolver
        return EntitiesOnDemand(self._store, *of, out=frozenset(out), view=view)

    def mark(self) -> str:
        """Return what is another text whenever the record, or what its index has, has changed."""
        from servanda.store.index.watermark import load_mark

        with self._store.reading() as connection:
            return load_mark(connection)

    def check(self) -> list[Problem]:
        """Prove the record: every span, every reference, every hash; return what is wrong."""
        from servanda.store.checks.check import check

        return check(self._store)

    def about(self) -> About:
        """Say what the record is: its database, schema, size, and when it first and last changed."""
        from servanda.store.about import about

        return about(self._store)

    def counts(self) -> Counts:
        """Count what stands."""
        edition, claim, statement = schema.edition, schema.claim, schema.statement
        kinds = (
            select(claim.c.kind, func.count())
            .where(standing(claim))
            .group_by(claim.c.kind)
            .order_by(claim.c.kind)
        )
        with self._store.reading() as connection:
            known = connection.execute(select(func.count()).select_from(schema.report)).scalar_one()
            reports, statements = (
                connection.execute(
                    select(func.count()).select_from(table).where(standing(table))
                ).scalar_one()
                for table in (edition, statement)
            )
            claims = {row[0]: row[1] for row in connection.execute(kinds)}
        return Counts(reports, known - reports, statements, claims)
