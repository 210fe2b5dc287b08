"""Entities: what the index says of them, read by id, by day and by report.

What is one entity is decided by `servanda.resolution`; the index holds the result. All answers are
as of its last update (`servanda.store.index.index`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select
from sqlalchemy.sql.elements import ColumnElement

from servanda.model.entity import Link
from servanda.model.ids import ClaimId, EntityId
from servanda.model.parties import PartyFilter
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Term
from servanda.store.dialects.text_tokens import tokens
from servanda.store.full_text import find_editions, find_reports, parse_query
from servanda.store.index.asked import SHORT, Asked
from servanda.store.index.copy_signatures import (
    Copying,
    Namers,
    Wording,
    load_sharing,
    load_wordings,
)
from servanda.store.index.dated_rows import (
    load_around,
    load_between,
    load_counted,
    load_dated,
    load_dated_reports,
    load_days,
    load_days_of_reports,
    load_in_time,
)
from servanda.store.index.day_lists import DayList, EntityList, OfDay
from servanda.store.index.entity_queries import (
    AFTER_ANY_DIGIT,
    CLAIMS_OF_ENTITY,
    CLAIMS_OF_KIND,
    ENTITIES_IN_REPORT,
    ENTITIES_OF_CLAIM,
    HOLDERS,
    IDS,
    KINDS_OF_CLAIM,
    LINKS_EITHER_WAY,
    REPORTS_CALLED,
    REPORTS_OF_CLAIM,
    REPORTS_OF_ENTITY,
    REPORTS_OF_KIND,
    REPORTS_OF_NAME,
    TELLING,
)
from servanda.store.index.entity_rows import EntityRow, NameRow
from servanda.store.index.entity_states import (
    Listed,
    StateRow,
    TenureChange,
    TenureMention,
    TenureRow,
    load_bare_rows,
    load_days_of,
    load_office_counts,
    load_persons,
    load_places,
    load_rows,
    load_standing,
    load_states,
    load_tenure_mentions,
    load_tenures,
    load_terms,
)
from servanda.store.index.loaded_entities import load_entities, load_rows_of
from servanda.store.index.name_uses import load_calling, load_names, load_names_only_in
from servanda.store.index.phrase_uses import PhraseUse, load_uses
from servanda.store.index.report_lists import (
    DayCount,
    ReportLine,
    SourceCount,
    load_before,
    load_claims_below,
    load_day_counts,
    load_first_claims,
    load_latest,
    load_lines,
    load_newest,
    load_sources,
)
from servanda.store.index.told_claims import ToldClaim, load_confidences, load_told
from servanda.store.index.view_reports import (
    load_changed_since,
    load_not_known_by,
    load_stood_at,
)
from servanda.store.schema import standing
from servanda.store.schema_index import entity

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = [
    "DayCount",
    "Entities",
    "EntityRow",
    "NameRow",
    "PhraseUse",
    "ReportLine",
    "SourceCount",
    "StateRow",
    "TenureChange",
    "TenureMention",
    "TenureRow",
]


class Entities:
    """The entities in the index of a record. Got from `Record.entities`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def in_time(self) -> tuple[str, ...]:
        """Return the ids of all reports, by the first day that each may be of.

        One that has none is placed beside the report read before it.
        """
        with self._store.reading() as connection:
            return load_in_time(connection)

    # -- what is there -----------------------------------------------------------------------

    def all(
        self,
        ids: Iterable[EntityId] | None = None,
        *,
        kinds: Collection[str] | None = None,
        whole: bool = False,
    ) -> tuple[EntityRow, ...]:
        """Return every entity, or those of `ids` or of `kinds`, with claims and links, by kind and id.

        `whole` adds how they are listed: row and states.
        """
        wanted: list[ColumnElement[bool] | None] = [None]
        if ids is not None:
            wanted = [entity.c.id.in_(part) for part in parts(ids)]
        elif kinds is not None:
            wanted = [entity.c.kind.in_(sorted(kinds))]
        with self._store.reading() as connection:
            found = [
                one for where in wanted for one in load_entities(connection, where, whole=whole)
            ]
        return tuple(sorted(found, key=lambda one: (one.kind, one.id)))

    def rows_of(self, ids: Iterable[EntityId]) -> dict[EntityId, Any]:
        """Return how some entities are listed, by their ids: their rows alone."""
        with self._store.reading() as connection:
            return load_rows_of(connection, ids)

    def rows(
        self, kind: str, ids: Collection[str] | None = None
    ) -> list[tuple[str, tuple[str, ...], Any, tuple[Link, ...]]]:
        """Return id, reasons, row and links of every entity of a kind, or of those of some ids."""
        with self._store.reading() as connection:
            return load_rows(connection, kind, ids)

    def bare_rows(self, kind: str) -> list[tuple[str, Any]]:
        """Return id and row of every entity of a kind, without reasons and links."""
        with self._store.reading() as connection:
            return load_bare_rows(connection, kind)

    # -- how it reads on a day ---------------------------------------------------------------

    def standing(self, kind: str, day: date, asked: Asked = SHORT) -> list[Listed]:
        """Return last day, first day, owner, cells and row of what is listed on `day`.

        They are in the order of the first three. Only a whole list has rows; `asked.statuses` keeps
        what had one of them when its state began.
        """
        with self._store.reading() as connection:
            return load_standing(connection, kind, day, asked)

    def day_list(self, asked: OfDay) -> DayList | None:
        """Give what stands on a day in order, as the database has it; None where it has not."""
        return DayList(self._store, asked)

    def kind_list(self, kind: str) -> EntityList | None:
        """Give the entities of a kind in order, as the database has it; None where it has not."""
        return EntityList(self._store, kind)

    def dated(self, kinds: Collection[str], first: date, last: date) -> list[tuple[str, str, Any]]:
        """Return owner, kind and cells of what may lie between two days, both included."""
        with self._store.reading() as connection:
            return load_dated(connection, kinds, first, last)

    def days(self, kinds: Collection[str]) -> list[tuple[date, int]] | None:
        """Count what is listed in some lists, and the relevant reports, by their first possible days.

        What may be of any day up to another counts under the calendar's own first, a report under its
        last. None where it has to be counted one by one.
        """
        with self._store.reading() as connection:
            return [*load_days(connection, kinds), *load_days_of_reports(connection)]

    def dated_counts(
        self, kinds: Collection[str], first: date, last: date, sides: PartyFilter
    ) -> list[tuple[str, date, int]] | None:
        """Count what is listed in some lists for some parties and begins between two days, by list and day.

        None where it has to be counted one by one.
        """
        with self._store.reading() as connection:
            return load_counted(connection, kinds, first, last, sides)

    def dated_reports(
        self, first: date | None = None, last: date | None = None
    ) -> list[tuple[str, str, str | None, Any]]:
        """Return id, name, title and plain dating of the relevant reports that may be of these days."""
        with self._store.reading() as connection:
            return load_dated_reports(connection, first, last)

    def day_counts(self, first: date | None) -> tuple[int, list[DayCount]]:
        """Count the relevant reports by their days: those certainly from before `first`, and others.

        The others are counted by the first and the last day that they may be of. Without `first` all
        count as from before.
        """
        with self._store.reading() as connection:
            return load_day_counts(connection, first)

    def before(self, names: Iterable[str], first: date | None) -> frozenset[str]:
        """Return those of some relevant reports, by name, that are certainly from before a day.

        Without a day, all of them.
        """
        return frozenset(name for _, name in self._before(names, first))

    def _before(self, names: Iterable[str], first: date | None) -> frozenset[tuple[str, str]]:
        with self._store.reading() as connection:
            return load_before(connection, names, first)

    def not_known_by(self, day: date, held: Held | None = None) -> frozenset[str]:
        """Return the reports that may have appeared after a day: all that are not certainly from before."""
        with self._store.reading() as connection:
            return load_not_known_by(connection, day, held or standing)

    def changed_since(self, then: datetime) -> frozenset[str]:
        """Return the reports that were recorded, read, dated or retracted since an instant."""
        with self._store.reading() as connection:
            return load_changed_since(connection, then)

    def stood_at(self, then: datetime, reports: Collection[str]) -> frozenset[str]:
        """Return those of some reports that the record held at an instant."""
        with self._store.reading() as connection:
            return load_stood_at(connection, then, reports)

    def saying(self, hashes: Iterable[int]) -> list[PhraseUse]:
        """Return the reports that have some phrases (`servanda.analysis.indexed.phrase_keys`), by their hashes."""
        with self._store.reading() as connection:
            return load_uses(connection, hashes)

    def terms(self) -> list[Any]:
        """Return the rows of the tenures of which words say when they began or ended."""
        with self._store.reading() as connection:
            return load_terms(connection)

    def around(
        self, kind: str, day: date, *, most: int = 1
    ) -> tuple[list[tuple[date, str, Any]], list[tuple[date, str, Any]]]:
        """Return the last ones held by `day`, and the next ones planned after it, the nearest first.

        Each is given with the day it is sorted by, its owner and its cells.
        """
        with self._store.reading() as connection:
            return load_around(connection, kind, day, most)

    def between(self, kind: str, first: date, last: date) -> list[tuple[date, str, Any]]:
        """Return day, owner and cells of what was held on one of these days, both included."""
        with self._store.reading() as connection:
            return load_between(connection, kind, first, last)

    def states(self) -> dict[str, list[StateRow]]:
        """Return how every entity and office reads on all days."""
        with self._store.reading() as connection:
            return load_states(connection)

    # -- who held what -----------------------------------------------------------------------

    def tenures(
        self, *, offices: Collection[str] | None = None, persons: Collection[str] | None = None
    ) -> list[TenureRow]:
        """Return the tenures of some offices or of some persons, or all."""
        with self._store.reading() as connection:
            return load_tenures(connection, offices=offices, persons=persons)

    @property
    def laid_over(self) -> bool:
        """Whether something is laid over the index, so that its database alone cannot tell."""
        return False

    def office_counts(self) -> dict[str, int]:
        """Count the tenures of each office in the index."""
        with self._store.reading() as connection:
            return load_office_counts(connection)

    def tenure_mentions(
        self, persons: Collection[str], without: Collection[str]
    ) -> list[tuple[str, int, TenureMention]]:
        """Return the claims that name these persons with an office, but those of some reports.

        Each with the id of its report and its place in the text.
        """
        with self._store.reading() as connection:
            return load_tenure_mentions(connection, persons, without)

    def placed(
        self, claims: Iterable[ClaimId]
    ) -> list[tuple[ClaimId, int, str, date | None, date | None]]:
        """Return claims with what sorts them as their reports appeared.

        That is the place in the text, and the report's name, first and last possible day.
        """
        with self._store.reading() as connection:
            return load_places(connection, claims)

    def days_of(self, report: str) -> tuple[date | None, date | None]:
        """Return the first and last possible day of the report of that very name."""
        with self._store.reading() as connection:
            return load_days_of(connection, report)

    def persons(self, reports: Iterable[str]) -> frozenset[str]:
        """Return the persons whom these reports name with an office."""
        with self._store.reading() as connection:
            return load_persons(connection, reports)

    def reports_with(self, kinds: Collection[str]) -> frozenset[str]:
        """Return the reports with a standing claim of one of these kinds."""
        return self._gather(REPORTS_OF_KIND, kinds)

    def telling(self, reports: Iterable[str], kind: str) -> frozenset[str]:
        """Return those of some reports that have a standing claim of a kind."""
        with self._store.reading() as connection:
            return frozenset(
                one
                for part in parts(reports)
                for one in connection.execute(TELLING, {"some": part, "kind": kind}).scalars()
            )

    def reports_with_word(self, beginning: str) -> frozenset[str]:
        """Return the reports whose texts have a word that begins so, folded as search does it."""
        words = tuple(token.word for token in tokens(beginning))
        terms = [Term(words, prefix=True)]
        return frozenset(find_reports(self._store, terms, standing)) if words else frozenset()

    def claims_of_kind(self, kind: str) -> list[ClaimId]:
        """Return the ids of the standing claims of a kind."""
        with self._store.reading() as connection:
            return [
                ClaimId(one) for one in connection.execute(CLAIMS_OF_KIND, {"kind": kind}).scalars()
            ]

    def told(self, kind: str) -> list[ToldClaim]:
        """Return the standing claims of a kind as they were read, by report and place in its text."""
        with self._store.reading() as connection:
            return load_told(connection, kind)

    def kinds_of(self, claims: Iterable[ClaimId]) -> frozenset[str]:
        """Return the kinds of some claims."""
        return self._gather(KINDS_OF_CLAIM, claims)

    def reports_called(self, name_or_id: str) -> frozenset[str]:
        """Return the reports that stand of that id or that very name."""
        with self._store.reading() as connection:
            return frozenset(connection.execute(REPORTS_CALLED, {"given": name_or_id}).scalars())

    def reports_named(self, names: Iterable[str]) -> frozenset[str]:
        """Return the reports that stand of these very names."""
        return self._gather(REPORTS_OF_NAME, names)

    # -- copies ------------------------------------------------------------------------------

    def signatures(self, reports: Iterable[str]) -> dict[str, Wording]:
        """Return the near-duplicate signatures of some reports; a short text has none."""
        with self._store.reading() as connection:
            return load_wordings(connection, sorted(reports))

    def sharing(
        self, some: Mapping[str, Wording], copying: Copying, known: Namers | None = None
    ) -> dict[str, frozenset[str]]:
        """Map some reports to those that share so many passages with them that they may be copies.

        `known` is what earlier calls looked up for themselves: it is added to.
        """
        with self._store.reading() as connection:
            return load_sharing(connection, some, copying, known=known)

    # -- reports -----------------------------------------------------------------------------

    def newest_reports(
        self, most: int, *, before: int | None = None, after: int | None = None
    ) -> list[ReportLine]:
        """Return the reports recorded last, the newest first; `before` and `after` are their keys."""
        with self._store.reading() as connection:
            found = load_newest(connection, most, before=before, after=after)
            return load_lines(connection, found)

    def report_lines(self, reports: Collection[str]) -> list[ReportLine]:
        """Return some reports as a list has them, the newest first."""
        with self._store.reading() as connection:
            return load_lines(connection, reports)

    def newest_saying(
        self, query: str, most: int, *, before: int | None = None
    ) -> tuple[list[tuple[int, str]], int]:
        """Return the reports whose texts have what a search asks for, the newest, and how many there are.

        Each has its key before it; with `before`, those of lower keys. Raises UsageError where the
        query has no word.
        """
        found = sorted(find_editions(self._store, parse_query(query), standing), reverse=True)
        start = 0 if before is None else bisect_left(found, -before + 1, key=lambda one: -one[0])
        return found[start : start + most], len(found)

    def first_claims(self, reports: Collection[str]) -> dict[ClaimId, EntityId]:
        """Return the claims of some reports that were the first recorded about an entity, with that."""
        with self._store.reading() as connection:
            return load_first_claims(connection, reports)

    def latest_of(self, reports: Collection[str], most: int) -> list[str]:
        """Return those of some reports that are of the latest days; those without a date come last."""
        with self._store.reading() as connection:
            return load_latest(connection, reports, most)

    def claims_below(self, confidence: float, reports: Collection[str]) -> frozenset[ClaimId]:
        """Return the claims of some reports that are less sure than that, dates aside."""
        with self._store.reading() as connection:
            return load_claims_below(connection, confidence, reports)

    def confidences(self, claims: Iterable[str]) -> dict[str, float]:
        """Return how sure some claims were read, by id, of those that stand."""
        with self._store.reading() as connection:
            return load_confidences(connection, claims)

    def sources(self) -> list[SourceCount]:
        """Count the reports of every publisher and wire."""
        with self._store.reading() as connection:
            return load_sources(connection)

    # -- by id -------------------------------------------------------------------------------

    def ids_like(self, beginning: str) -> frozenset[str]:
        """Return the ids of entities, standing claims and reports that begin so."""
        given = {"first": beginning, "last": f"{beginning}{AFTER_ANY_DIGIT}"}
        with self._store.reading() as connection:
            rows = [one for query in IDS for one in connection.execute(query, given).scalars()]
        return frozenset(one for one in rows if one.startswith(beginning))

    # -- where to look -----------------------------------------------------------------------

    def reports_beside(
        self, entities: Iterable[EntityId], kinds: Collection[str] | None = None
    ) -> frozenset[str]:
        """Return the reports with a claim of these entities, or of those of some kinds."""
        query = REPORTS_OF_ENTITY
        if kinds is not None:
            query = query.where(entity.c.kind.in_(sorted(kinds)))
        return self._gather(query, entities)

    def in_reports(self, reports: Iterable[str]) -> frozenset[EntityId]:
        """Return the entities that claims of these reports are about."""
        return frozenset(one for _, one in self.in_each(reports))

    def in_each(self, reports: Iterable[str]) -> frozenset[tuple[str, EntityId]]:
        """Return some reports, each with an entity that claims of it are about."""
        with self._store.reading() as connection:
            return frozenset(
                (report, EntityId(one))
                for part in parts(reports)
                for report, one in connection.execute(ENTITIES_IN_REPORT, {"some": part})
            )

    def claims_of(self, entities: Iterable[EntityId]) -> frozenset[ClaimId]:
        """Return the claims about these entities."""
        return self._gather(CLAIMS_OF_ENTITY, entities)

    def entities_of(self, claims: Iterable[ClaimId]) -> frozenset[EntityId]:
        """Return the entities that these claims are about."""
        return self._gather(ENTITIES_OF_CLAIM, claims)

    def reports_of(self, claims: Iterable[ClaimId]) -> frozenset[str]:
        """Return the reports of these claims, superseded ones included."""
        return self._gather(REPORTS_OF_CLAIM, claims)

    def holding(self, hashes: Iterable[int]) -> frozenset[str]:
        """Return the reports with a claim that has one of these blocking keys."""
        return self._gather(HOLDERS, hashes)

    def tied(self, entities: Collection[EntityId]) -> frozenset[EntityId]:
        """Return the entities that these are linked to, either way."""
        return frozenset(one for pair in self.links_of(entities) for one in pair)

    def links_of(self, entities: Collection[EntityId]) -> frozenset[tuple[EntityId, EntityId]]:
        """Return the links from and to these entities, each with where it begins and ends."""
        with self._store.reading() as connection:
            return frozenset(
                (EntityId(one), EntityId(other))
                for part in parts(entities)
                for one, other in connection.execute(LINKS_EITHER_WAY, {"some": part})
            )

    def _gather(self, query: Select[Any], values: Iterable[Any]) -> frozenset[Any]:
        """Return what a query by `some` values selects, each once."""
        with self._store.reading() as connection:
            return frozenset(
                one
                for part in parts(values)
                for one in connection.execute(query, {"some": part}).scalars()
            )

    # -- names -------------------------------------------------------------------------------

    def names(self, reports: Iterable[str] | None = None) -> frozenset[NameRow]:
        """Return all names that some report, or one of `reports`, uses."""
        with self._store.reading() as connection:
            return load_names(connection, reports)

    def names_only_in(self, reports: Collection[str]) -> frozenset[NameRow]:
        """Return the names that some reports use, and no other."""
        with self._store.reading() as connection:
            return load_names_only_in(connection, reports)

    def calling(self, names: Iterable[NameRow]) -> frozenset[str]:
        """Return the reports that use one of these names."""
        with self._store.reading() as connection:
            return load_calling(connection, names)
