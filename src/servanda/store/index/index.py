"""The index of a record: everything derived from its claims and decisions, written in one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from servanda.errors import NotFoundError
from servanda.model.ids import ClaimId, EntityId
from servanda.model.report import Dating
from servanda.store import writer
from servanda.store.claim_times import Resolver
from servanda.store.clock import changing, last_instant
from servanda.store.index import date_facts as facts_
from servanda.store.index.copy_signatures import Copying, Wording, load_sharing, load_wordings
from servanda.store.index.date_facts import (
    Meeting,
    MeetingMention,
    Office,
    OfficeMention,
    OfficeRows,
    ReportFacts,
)
from servanda.store.index.entity_rows import EntityRow, replace_entities
from servanda.store.index.entity_states import TenureChange
from servanda.store.index.report_changes import ReportsMark, load_changes
from servanda.store.index.watermark import (
    Step,
    Work,
    add_pending,
    advance,
    cut,
    dated_by_others,
    load_part,
    load_pending,
    stale,
    work,
)

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["RecordIndex"]


class RecordIndex:
    """The index of a record. Got from `Record.index`.

    Its writers take the `Work` that was asked for before anything was looked at, and return False,
    and keep nothing, where another process has kept something since.
    """

    def __init__(self, store: Store, resolver: Resolver) -> None:
        """Take an open store, and what works out its time expressions."""
        self._store = store
        self._resolver = resolver

    def stale(self) -> int:
        """Return how many reports changed since the index was last brought up to date.

        0 says that it is up to date. Reports that were retracted, dated again or judged count as
        changed; all reports count where nothing was indexed yet.
        """
        with self._store.reading() as connection:
            return stale(connection)

    def is_made(self) -> bool:
        """Whether an index of this version is there, up to date or not."""
        return not self.work().whole

    def changes(
        self, since: ReportsMark | None = None
    ) -> tuple[ReportsMark, frozenset[str] | None]:
        """Return how far the reports have come, and those that changed since another mark; None for all."""
        with self._store.reading() as connection:
            return load_changes(connection, since)

    # -- what is to be done ------------------------------------------------------------------

    def work(self, *, everything: bool = False) -> Work:
        """Say what an update has to do, or what it takes to derive everything anew."""
        with self._store.reading() as connection:
            return work(connection, everything=everything)

    def look_at_sizes(self) -> None:
        """Let the database learn how large the tables have become, so that it uses their indexes."""
        with self._store.writing() as connection:
            self._store.dialect.look_at_sizes(connection)

    def pending(self, step: Step, most: int | None = None) -> tuple[str, ...]:
        """Return the reports pending at a step, or the first `most` of them."""
        with self._store.reading() as connection:
            return load_pending(connection, step, most)

    def part(self, step: Step) -> tuple[frozenset[str], int]:
        """Return the reports of a step's next part, and how many of its reports are in no part."""
        with self._store.reading() as connection:
            return load_part(connection, step)

    def plan(
        self, found: Work, step: Step | None = None, cut_in: Sequence[Collection[str]] = ()
    ) -> bool:
        """List what changed as pending, and cut what is pending at a step into parts."""
        with self._store.writing() as connection:
            if step is None:
                return advance(connection, found, {})
            return cut(connection, found, step, cut_in)

    # -- what reports say of dates -----------------------------------------------------------

    def own(
        self, reports: Collection[str]
    ) -> tuple[list[OfficeMention], list[MeetingMention], dict[str, Wording]]:
        """Return what some reports alone say of dates: offices, meetings, and signatures by id."""
        with self._store.reading() as connection:
            found = facts_.load_own(connection, reports)
            return (*found, load_wordings(connection, reports))

    def office(self, office: Office) -> OfficeRows:
        """Return all that reports mention of an office."""
        with self._store.reading() as connection:
            return facts_.load_office(connection, office)

    def asked_offices(self) -> frozenset[Office]:
        """Return the offices by which some open report may be dated."""
        with self._store.reading() as connection:
            return facts_.load_asked_offices(connection)

    def meetings(
        self, like: Meeting, words: Iterable[str], *, most: int | None = None
    ) -> list[MeetingMention]:
        """Return the mentions that date meetings which may be this one, found by some of its words.

        With `most`, so many of the earliest for each word.
        """
        with self._store.reading() as connection:
            return facts_.load_meetings(connection, like, words, most)

    def asking(
        self, words: Collection[str], *, parties: str = "", form: str | None = None
    ) -> dict[str, MeetingMention]:
        """Return the mentions that meetings of these words may date, of open reports, by claim.

        Those of `parties`, where that is not "", and those of which not all parties are known; with
        `form`, those of that form alone.
        """
        with self._store.reading() as connection:
            return facts_.load_asking(connection, words, parties, form)

    def near(self, one: Wording, copying: Copying, *, asks: bool) -> dict[str, Wording]:
        """Return the reports that may be copies of one: open ones, or all others and finely dated ones."""
        near, wordings = self.near_each({"": one}, copying, asks=asks)
        return {other: wordings[other] for other in near[""] if other in wordings}

    def near_each(
        self, some: Mapping[str, Wording], copying: Copying, *, asks: bool
    ) -> tuple[dict[str, frozenset[str]], dict[str, Wording]]:
        """Map some reports to those that may be copies of each, as `near` does, and these to wordings."""
        with self._store.reading() as connection:
            near = load_sharing(connection, some, copying, (asks,))
            return near, load_wordings(connection, sorted({*chain(*near.values())}))

    # -- writing -----------------------------------------------------------------------------

    def keep_facts(
        self,
        found: Work,
        reports: Collection[str],
        facts: Sequence[ReportFacts],
        *,
        date: Collection[str],
        resolve: Collection[str],
    ) -> bool:
        """Keep what follows from each of some reports alone, in place of what was known of them.

        `date` are the reports to be dated again for it, `resolve` others to be resolved again.
        """
        with self._store.writing() as connection:
            if not advance(connection, found, {Step.READ: reports}):
                return False
            facts_.replace_facts(connection, self._store.dialect, reports, facts)
            add_pending(connection, Step.DATE, {*date, *dated_by_others(connection, reports)})
            add_pending(connection, Step.RESOLVE, resolve)
        return True

    def keep_dates(
        self,
        found: Work,
        reports: Collection[str],
        datings: Mapping[str, Dating],
        *,
        at: datetime | None,
    ) -> int | None:
        """Hold the dates of some reports that are pending; return how many changed, None for False.

        `at` is the instant at which the record learns of them; left out, right after the last one.
        """
        with self._store.reading() as connection:
            at = at or last_instant(connection)
        if at is None:
            return 0
        with changing(self._store, at) as change:
            if not advance(change.connection, found, {Step.DATE: reports}):
                return None
            changed = 0
            for report, dating in datings.items():
                try:
                    changed += writer.redate(
                        change.connection, report, dating, at=change.at, resolver=self._resolver
                    )
                except NotFoundError:  # retracted since, which the next update will see
                    continue
            change.made = changed > 0
        return changed

    def keep_entities(
        self,
        found: Work,
        reports: Collection[str] | None,
        kept: Sequence[EntityRow],
        *,
        instead_of: Iterable[EntityId] | None,
        keys: Mapping[ClaimId, Collection[int]],
        tenures: TenureChange,
    ) -> bool:
        """Keep the entities of some reports (None: of all) in place of others (None: of all).

        `keys` are the blocking keys of the reports' claims, `tenures` those of all persons whom
        they name, or named.
        """
        with self._store.writing() as connection:
            if not advance(connection, found, {Step.RESOLVE: reports}):
                return False
            replace_entities(
                connection,
                self._store.dialect,
                kept,
                instead_of=instead_of,
                reports=reports or (),
                keys=keys,
                tenures=tenures,
            )
        return True
