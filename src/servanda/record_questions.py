"""What is asked of a record, whoever asks: a command, a page or a program.

`RecordQuestions` takes an open record and the moment to look at it from, and answers in plain rows of
the contract's shape. Where all of the record is in view its index answers, and what was known or
recorded by a day as well, as far as most of that is in the index; where a view is narrowed otherwise,
all claims do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

from servanda.model import CommitmentStatus, Report, ResolvedClaim

if TYPE_CHECKING:
    from servanda.analysis.answers import WhyStep
    from servanda.analysis.briefing import Brief
    from servanda.analysis.indexed.kept_names import KeptNames
    from servanda.analysis.indexed.kept_stories import KeptStories
    from servanda.analysis.indexed.selection import Selection
    from servanda.analysis.standing import Standing
    from servanda.export.narrowing import Wanted
    from servanda.export.scope import Scope
    from servanda.model import EntityId
    from servanda.resolution import Resolution
    from servanda.resolution.result import Copy
    from servanda.store import Entities, Record, View

__all__ = ["Moment", "RecordQuestions", "view_at"]


Row = dict[str, Any]
_BATCH = 200  # reports held in memory while all are gone through
_NO_GRADES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moment:
    """From where a record is looked at.

    `today` is the day that "overdue" is measured against; `as_of` asks what was so on a day,
    `known_by` what reports had said by a day, `recorded_by` what the record held then. `judged` is
    one of applied, all, none; the rest narrow the reports and claims in view.
    """

    today: date
    as_of: date | None = None
    known_by: date | None = None
    recorded_by: datetime | date | None = None
    judged: str = "applied"
    reliability: frozenset[str] = field(default=_NO_GRADES)
    credibility: frozenset[str] = field(default=_NO_GRADES)
    min_confidence: float | None = None

    @property
    def plain(self) -> bool:
        """Whether all that the record now holds is in view, as what it keeps of it is."""
        narrower = (self.known_by, self.recorded_by, self.reliability, self.credibility)
        return not any((*narrower, self.min_confidence)) and self.judged == "applied"


def view_at(record: Record, moment: Moment, judged: str | None = None) -> View:
    """Take the view of a record from a moment; `judged` overrides the moment's."""
    from servanda.store import Grades, Judged

    return record.view(
        known_by=moment.known_by,
        recorded_by=moment.recorded_by,
        judged=Judged(judged or moment.judged),
        grades=Grades(moment.reliability, moment.credibility),
        min_confidence=moment.min_confidence,
    )


class RecordQuestions:
    """A view of a record, with what the claims in it come to worked out once."""

    def __init__(
        self,
        record: Record,
        moment: Moment,
        tell: Callable[[str], None],
        stories: Callable[[], KeptStories | None] = lambda: None,
        names: Callable[[], KeptNames | None] = lambda: None,
    ) -> None:
        """Take an open record and the moment; `tell` is called with what whoever asks should know.

        That is, a line where the record's index is behind. `stories` and `names` give those that whoever
        asks often keeps of the record.
        """
        self.record = record
        self.moment = moment
        self._tell = tell
        self._stories, self._names = stories, names
        # `as_of` is left to `servanda.analysis`: a later report may tell what was so on that day.
        self.view: View = view_at(record, moment)

    @property
    def day(self) -> date:
        """The day that statuses are measured against."""
        return self.moment.today

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports in view."""
        return tuple(self.view.reports())

    @property
    def is_empty(self) -> bool:
        """Whether no report is in view."""
        if self.indexed:
            return self.record.counts().reports == 0
        return not self.view.headers()

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

    # -- the index ---------------------------------------------------------------------------

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
        if not self.moment.plain:
            return None
        index = self.record.index
        behind = index.stale()
        if not behind:
            return self.record.entities
        if not index.is_made():
            self._tell("the record is not indexed; run `servanda db settle`")
            return None
        reports = "1 report is" if behind == 1 else f"{behind} reports are"
        self._tell(f"{reports} newer than the index; run `servanda db settle`")
        from servanda.indexing.provisional import provisional_entities

        return provisional_entities(self.record)

    @cached_property
    def entities(self) -> Entities | None:
        """What the index has of the entities in view, which lists are made of; None where it has not.

        Of what was known or recorded by a day it has them too: reports that are not in view, or are
        otherwise, are taken out of it or laid over it, where they are not too many.
        """
        if self.index is None and self._of_a_day:
            from servanda.indexing.provisional import provisional_entities

            return provisional_entities(self.record, self.view)
        return self.index

    @property
    def _of_a_day(self) -> bool:
        """Whether all that was known or recorded by a day is in view, and nothing else narrows it."""
        return replace(self.moment, known_by=None, recorded_by=None).plain

    @cached_property
    def asking(self) -> Selection | None:
        """What loads what one thing has to do with: by the index, or in a view of a day by that too.

        None where neither will do.
        """
        if self.indexed:
            return self.selection
        if not self._of_a_day:
            return None
        from servanda.analysis.indexed.selection import Selection
        from servanda.indexing.provisional import entities_on_demand

        found = entities_on_demand(self.record, self.view)
        return None if found is None else Selection(self.record, self.view, found)

    @cached_property
    def selection(self) -> Selection:
        """What loads some entities by the index alone."""
        from servanda.analysis.indexed.selection import Selection

        return Selection(
            self.record, self.view, self.entities, self._kept_stories, self._kept_names
        )

    def _kept_stories(self) -> KeptStories | None:
        """Give the stories that are kept, where all the record is in view and indexed."""
        return self._stories() if self._all_indexed else None

    def _kept_names(self) -> KeptNames | None:
        """Give the names that are kept, where all the record is in view and indexed."""
        return self._names() if self._all_indexed else None

    @property
    def _all_indexed(self) -> bool:
        return self.index is not None and not self.index.laid_over

    @cached_property
    def standing(self) -> Standing:
        """What stands on each day: by the index where it is that of all the record, else anew."""
        from servanda.analysis.standing import ComputedStanding, IndexedStanding

        if self.entities is None:
            return ComputedStanding(self.resolution, self.reports)

        def entities(ids: Collection[EntityId]) -> Resolution:
            return self.selection.entities(ids)  # loaded where it is needed: most questions do not

        def capabilities() -> Resolution:
            return self.selection.capabilities()

        return IndexedStanding(self.entities, entities, capabilities)

    # -- lists -------------------------------------------------------------------------------

    def board(self, *, whole: bool = True, owners: Collection[str] | None = None) -> list[Row]:
        """List the commitments as they stand on the day, or those of some ids.

        Without `whole` what is long may be left out, and the number of reports stand under `told`.
        """
        from servanda.analysis.listed import list_commitments

        rows = list_commitments(self.standing, self.day, whole=whole, owners=owners)
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
        on: tuple[date, date] | None = None,
    ) -> list[Row]:
        """List what is due on the day; see `servanda.analysis.listed.list_due`."""
        from servanda.analysis.listed import list_due

        return list_due(
            self.standing,
            self.day,
            until=until,
            status=status,
            kinds=kinds,
            whole=whole,
            on=on,
        )

    def timeline(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        kinds: Collection[str] = (),
        on: tuple[date, date] | None = None,
    ) -> list[Row]:
        """List everything dated, in order; see `servanda.analysis.timeline_list.list_timeline`."""
        from servanda.analysis.timeline_list import list_timeline

        return list_timeline(
            self.standing, since=since, until=until, today=self.day, kinds=kinds, on=on
        )

    def timeline_entries(
        self, *, since: date | None = None, until: date | None = None, kinds: Collection[str] = ()
    ) -> list[Row]:
        """List everything dated, in order, before any has its status: see `with_day_statuses`."""
        from servanda.analysis.timeline_list import list_entries

        return list_entries(self.standing, since=since, until=until, kinds=kinds)

    def with_day_statuses(self, rows: Sequence[Row]) -> list[Row]:
        """Give some entries of the timeline the status that each has on the day."""
        from servanda.analysis.timeline_list import with_day_statuses

        return with_day_statuses(self.standing, rows, self.day)

    def timeline_days(self) -> Mapping[str, int]:
        """Count the entries of the timeline by the days under which they stand, in ISO 8601."""
        from servanda.analysis.timeline_list import timeline_days

        return timeline_days(self.standing, self.day)

    def ties(self, ids: Collection[str], sorts: Collection[str]) -> list[tuple[str, str, str]]:
        """List the ties of some sorts among some entities: from which, its sort, to which."""
        from servanda.model import EntityId

        wanted = {EntityId(one) for one in ids}
        if self.entities is not None:
            found: Iterable[Any] = self.entities.all(sorted(wanted))
        else:
            found = (one for one in self.resolution.entities if one.id in wanted)
        return [
            (one.id, link.type.value, link.to)
            for one in found
            for link in one.links
            if link.to in wanted and link.type.value in sorts
        ]

    def picture(self, day: date, *, whole: bool = True) -> Row:
        """Put the picture of a day together; see `servanda.analysis.snapshot.draw_picture`."""
        from servanda.analysis.snapshot import draw_picture

        return draw_picture(self.standing, day, known_by=self.moment.known_by, whole=whole)

    def claim_rows(self, kind: str) -> list[Row]:
        """List the claims of one kind as the export has them."""
        from servanda.export import claims_jsonl

        rows = map(orjson.loads, claims_jsonl((), self.view.claims(kind)))
        return [row for row in rows if row["kind"] == kind]

    def entity_rows(self, kind: str, ids: Collection[str] | None = None) -> list[Row]:
        """List the resolved entities of one kind as the export has them, plans by what they came to.

        Of some ids, only those.
        """
        from servanda.analysis.listed import with_plan_statuses

        return with_plan_statuses(self.standing, self._entity_rows(kind, ids), self.day)

    def _entity_rows(self, kind: str, ids: Collection[str] | None) -> list[Row]:
        from servanda.export.json_lines import json_line
        from servanda.export.record_lines import entities_plain, listed_rows
        from servanda.resolution.claim_keys import KEYED

        if self.entities is not None and kind in KEYED:
            return listed_rows(self.entities, kind, ids)
        found = self.selection.kinds((kind,)) if self.indexed else self.resolution
        rows = entities_plain(found, (), today=self.day, kinds=(kind,))
        return [orjson.loads(json_line(row)) for row in rows if ids is None or row["id"] in ids]

    # -- one thing ---------------------------------------------------------------------------

    def report(self, name_or_id: str) -> Report:
        """Return one report. Raises NotFoundError where there is none in view."""
        known = None if self.asking is None else self.asking.report(name_or_id)
        return known or self.view.report(name_or_id)

    def brief(self, name: str) -> Brief:
        """Say what a report adds to those before it. Raises NotFoundError where there is none."""
        from servanda.analysis.briefing import brief
        from servanda.analysis.indexed.record_briefing import brief_by_index

        report = self.report(name)
        if self.asking is not None:
            return brief_by_index(self.asking, report)
        return brief(self.resolution, self.reports, report.id)

    def why(self, identity: str) -> tuple[WhyStep, ...]:
        """Explain the claim, entity or report of an id, or the report of a name; empty for none."""
        from servanda.review.second_opinions import claims_among, with_proposals

        found = self._why(identity)
        proposals = self.record.proposals.of_claims(claims_among(found))
        return tuple(with_proposals(found, proposals))

    def _why(self, identity: str) -> tuple[WhyStep, ...]:
        from servanda.analysis.indexed.explanation import explain
        from servanda.analysis.provenance import why

        if self.asking is not None:
            found = explain(self.asking, identity, today=self.day)
            report = self.asking.report(identity)
            return found if report is None else found + self._earlier(report)
        found = why(self.resolution, self.reports, identity, today=self.day)
        for report in self.reports:
            if identity in (report.id, report.name):
                found += self._earlier(report)
        return found

    def _earlier(self, report: Report) -> tuple[WhyStep, ...]:
        from servanda.analysis.provenance import earlier

        held = self.record.datings(report.id)
        return earlier(report, [(one.dating, one.recorded, one.superseded) for one in held])

    def named_in(self, rows: Iterable[Row]) -> dict[str, ResolvedClaim]:
        """Return the claims that rows name, as their own or as what they rest on, by id."""
        named = {str(one) for row in rows for one in (row.get("id"), *(row.get("claims") or ()))}
        return {one.claim.id: one for one in self.view.claims(ids=named)}

    def confidences(self, claims: Collection[str]) -> dict[str, float]:
        """Return how sure some claims are, by id: as they were read, or as somebody judged them."""
        if not self.indexed:
            return {
                k: one.claim.confidence for k, one in self.named_in([{"claims": claims}]).items()
            }
        judged = {claim for one in self.view.decisions() for claim in one.claims}.intersection(
            claims
        )
        read = self.record.entities.confidences(set(claims) - judged)
        return read | {one.claim.id: one.claim.confidence for one in self.view.claims(ids=judged)}

    def texts_of(self, claims: Iterable[ResolvedClaim]) -> dict[str, str]:
        """Return the stored texts of the reports that some claims are from, by the report's id."""
        named = {one.claim.report for one in claims}
        found = self.view.among(named).reports()
        return {report.id: report.text.content for report in found}

    # -- everything --------------------------------------------------------------------------

    def scope(self, wanted: Wanted) -> Scope:
        """Give all that an export is made from, narrowed to what is wanted."""
        from servanda.export.scope import Scope

        return Scope(
            lambda: self.resolution,
            lambda: self.reports,
            today=self.day,
            recorded=self.view.recorded,
            statements=self.view.statements,
            words=self.view.words,
            standing=None if self.entities is None else self.standing,
            wanted=wanted,
            as_of=self.moment.as_of,
            told=self.told,
            copies=self._all_copies,
        )

    def copies(self) -> dict[str, str]:
        """Map the names of the reports that repeat others to the names of these."""
        return {copy.report: copy.of for copy in self._all_copies() if copy.of != copy.report}

    def must_have(self, report: str | None) -> None:
        """Raise NotFoundError unless `report`, where given, names a report in view."""
        if report is not None:
            self.view.report(report)

    def told(
        self, names: Collection[str] | None = None
    ) -> Iterator[tuple[Report, list[ResolvedClaim]]]:
        """Go through the reports in view by name, each with its claims; few are held in memory.

        `names` keeps the reports that are called so.
        """
        view = self.view
        if names is not None and self.index is not None:
            view = view.among(self.index.reports_named(names))
        order = sorted(
            (head.name, head.id) for head in view.headers() if names is None or head.name in names
        )
        for start in range(0, len(order), _BATCH):
            part = [identity for _, identity in order[start : start + _BATCH]]
            found = {report.id: (report, claims) for report, claims in self.view.batches(part)}
            yield from (found[one] for one in part if one in found)

    def _all_copies(self) -> tuple[Copy, ...]:
        """Find the copies among the reports in view; by the index without reading their texts."""
        from servanda.analysis.indexed.stored_copies import all_copies
        from servanda.resolution.near_duplicates import copies_among, signature

        if self.index is not None:
            return all_copies(self.view, self.index)
        return copies_among(signature(report) for report, _ in self.told())
