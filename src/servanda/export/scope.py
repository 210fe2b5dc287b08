"""Scope: all that an export is made from, with the reader's filters already laid on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from servanda.analysis.answers import BoardRow
from servanda.analysis.commitment_board import board, cells_row
from servanda.analysis.listed import table_commitments
from servanda.analysis.standing import ComputedStanding, Standing
from servanda.export.claim_lines import report_plain
from servanda.export.narrowing import EVERYTHING, Wanted, begun, narrowed
from servanda.export.record_lines import ENTITIES, entities_plain
from servanda.model import (
    ClaimId,
    Entity,
    Report,
    ResolvedClaim,
    Score,
    Statement,
    Undo,
    When,
    Word,
)
from servanda.model.claim_cells import claim_cells
from servanda.model.parties import parties_of
from servanda.model.serialization import plain_row
from servanda.resolution import Resolution
from servanda.resolution.result import Copy
from servanda.review.compliance_scores import ScoreRow, scores

if TYPE_CHECKING:
    from servanda.store import View

__all__ = ["DAWN", "Scope"]


DAWN = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for an instant where neither the record nor a report gives one: never the clock."""


Told = tuple[Report, Sequence[ResolvedClaim]]
"""A report with its claims."""

Recorded = Mapping[str, tuple[datetime, datetime]]
"""When the record first and last learnt of a report, by the report's name."""


class Scope:
    """What is exported: what claims come to, the reports, the day, and which of it is wanted.

    `today` is what a status is measured against, `as_of` leaves out what had not begun by then.
    `resolution` and `reports` may be given as functions, which are called when an export asks for them;
    `standing` is what stands by the record's index, where that is up to date.
    `recorded` says when the record first and last learnt of a report, by the report's name
    (`View.recorded`); where it does not, the day of publication stands in. `statements` gives the record's cells
    (`View.statements`), asked for only by an export of them; `words` all that persons decided.
    `past` and `alarm` are for calendars: what lies behind the day too, and a reminder so long before.
    `told` goes through the reports by name, each with its claims, and `copies` finds which of them
    repeat others, for exports that need no more and hold few reports in memory.
    """

    def __init__(
        self,
        resolution: Resolution | Callable[[], Resolution],
        reports: Sequence[Report] | Callable[[], Sequence[Report]],
        *,
        today: date,
        recorded: Recorded | Callable[[], Recorded] | None = None,
        statements: Callable[[], Iterable[Statement]] = tuple,
        words: Callable[[], Iterable[tuple[Word, Undo | None]]] = tuple,
        wanted: Wanted = EVERYTHING,
        as_of: date | None = None,
        standing: Standing | None = None,
        told: Callable[[], Iterator[Told]] | None = None,
        copies: Callable[[], Iterable[Copy]] | None = None,
    ) -> None:
        self._told = told
        self._copies = copies
        self._resolution = resolution
        self._reports = reports
        self._standing = standing
        self.today = today
        self.statements = statements
        self.words = words
        self.wanted = wanted
        self.as_of = as_of
        self._given = recorded
        self.past = False
        self.alarm: timedelta | None = None

    @classmethod
    def of(
        cls, view: View, *, today: date, wanted: Wanted = EVERYTHING, as_of: date | None = None
    ) -> Scope:
        """Make the scope of a view of a record: what its claims come to is worked out here."""
        from servanda.resolution.resolve import resolve_claims

        reports = view.reports()
        return cls(
            resolve_claims(view.claims(), reports, view.decisions()),
            reports,
            today=today,
            recorded=view.recorded,
            statements=view.statements,
            words=view.words,
            wanted=wanted,
            as_of=as_of,
        )

    @cached_property
    def resolution(self) -> Resolution:
        """What the claims come to."""
        return self._resolution if isinstance(self._resolution, Resolution) else self._resolution()

    @cached_property
    def _recorded(self) -> Recorded:
        return (self._given() if callable(self._given) else self._given) or {}

    @cached_property
    def every_report(self) -> tuple[Report, ...]:
        """All reports in view, by name."""
        found = self._reports() if callable(self._reports) else self._reports
        return tuple(sorted(found, key=lambda r: (r.name, r.id)))

    def by_report(self) -> Iterator[Told]:
        """Go through the reports in view by name, each with its claims."""
        if self._told is not None:
            yield from self._told()
            return
        claims: defaultdict[str, list[ResolvedClaim]] = defaultdict(list)
        for one in self.resolution.claims.values():
            claims[one.claim.report].append(one)
        for report in self.every_report:
            yield report, claims[report.id]

    def copies(self) -> dict[str, str]:
        """Map the names of the reports that repeat others to the names of these."""
        found = self.resolution.copies if self._copies is None else self._copies()
        return {copy.report: copy.of for copy in found if copy.of != copy.report}

    # -- what is wanted ----------------------------------------------------------------------

    def keeps(self, row: dict[str, Any]) -> bool:
        """Whether the filters let a row in the contract's shape through."""
        return bool(narrowed(begun([row], self.as_of), self.wanted))

    @cached_property
    def rows(self) -> tuple[BoardRow, ...]:
        """The commitments that are wanted, earliest deadline first, with status and history."""
        found = board(self.resolution, today=self.today)
        if self.wanted == EVERYTHING and self.as_of is None:
            return found
        return tuple(row for row in found if self.keeps(plain_row(row)))

    def commitment_cells(self) -> Iterator[list[Any]]:
        """Go through the commitments that are wanted as cells of a table, the id first.

        See `servanda.analysis.commitment_board.table_cells`.
        """
        found = table_commitments(self.standing, self.today)
        if self.wanted == EVERYTHING and self.as_of is None:
            return found
        return (row for row in found if self.keeps(cells_row(row[0], row[1:])))

    @property
    def standing(self) -> Standing:
        """What stands on a day."""
        return self._standing or ComputedStanding(self.resolution)

    @staticmethod
    def resting_on(row: BoardRow) -> tuple[str, ...]:
        """List the reports that a commitment's row rests on, those that revised it or met it too."""
        steps = (step.report for step in row.history if step.report)
        return tuple(dict.fromkeys((*row.reports, *steps)))

    @cached_property
    def compliance(self) -> dict[str, tuple[ScoreRow, ...]]:
        """Persons' scores of how far commitments were kept, by the commitment's id."""
        said = [word for word, undone in self.words() if isinstance(word, Score) and not undone]
        found: defaultdict[str, list[ScoreRow]] = defaultdict(list)
        if not said:
            return {}
        for row in scores(self.resolution, said):
            found[row.id].append(row)
        return {entity: tuple(rows) for entity, rows in found.items()}

    def entities(self, *kinds: str) -> Iterator[tuple[Entity, dict[str, Any]]]:
        """Go through the wanted entities of some kinds (none named: all), each with its plain data."""
        kinds = kinds or ENTITIES
        by_id = {entity.id: entity for entity in self.resolution.entities if entity.kind in kinds}
        found = entities_plain(self.resolution, self.every_report, today=self.today, kinds=kinds)
        for plain in found:
            if self.keeps(plain):
                yield by_id[plain["id"]], plain

    @cached_property
    def claims(self) -> tuple[ResolvedClaim, ...]:
        """The claims that are wanted, in the order of the record."""
        found = self.resolution.claims.values()
        return tuple(one for one in found if self.keeps(self.claim_row(one)))

    @staticmethod
    def claim_row(one: ResolvedClaim) -> dict[str, Any]:
        """Put a claim into the shape that filters look at."""
        return {"id": one.claim.id, "report": one.source, **claim_cells(one)}

    @staticmethod
    def report_row(report: Report, claims: Iterable[ResolvedClaim]) -> dict[str, Any]:
        """Put a report into the shape that filters look at: it is about all that its claims name."""
        named = frozenset[str]().union(*(parties_of(one.claim.body) for one in claims))
        return {**report_plain(report), "parties": sorted(named)}

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        """The reports that something wanted rests on, by name; all where nothing is left out."""
        if self.wanted == EVERYTHING and self.as_of is None:
            return self.every_report
        named = {one.source for one in self.claims}
        named |= {name for row in self.rows for name in self.resting_on(row)}
        return tuple(one for one in self.every_report if one.name in named)

    # -- when the record knew ----------------------------------------------------------------

    def learnt(self, reports: Iterable[str]) -> datetime:
        """Return when the record last learnt something from these reports, to the second."""
        return max((self._learnt(name)[1] for name in reports), default=DAWN)

    def first_learnt(self, reports: Iterable[str]) -> datetime:
        """Return when the record first learnt something from these reports, to the second."""
        return min((self._learnt(name)[0] for name in reports), default=DAWN)

    @property
    def renewed(self) -> datetime:
        """When the record last learnt of any report in view, to the second."""
        return self.learnt(report.name for report in self.every_report)

    def lasting(self, claims: Iterable[ClaimId]) -> str:
        """Return the id of the claim that the record learnt first: no later report changes it.

        An entity's own id comes from the report that was published first, and so may change when
        an older report is read; what others subscribe to has to keep its name.
        """
        told = (self.resolution.claims[one] for one in claims)
        return min((self._learnt(one.source)[0], one.claim.id) for one in told)[1]

    def published(self, name: str) -> When | None:
        """Return when a report appeared, as far as the record knows."""
        return self._published.get(name)

    def _learnt(self, name: str) -> tuple[datetime, datetime]:
        known = self._recorded.get(name)
        if known is not None:
            first, last = (at.astimezone(UTC).replace(microsecond=0) for at in known)
            return first, last
        when = self._published.get(name)
        day = (when.latest or when.earliest) if when else None
        at = datetime.combine(day, time(), UTC) if day else DAWN
        return at, at

    @cached_property
    def _published(self) -> dict[str, When | None]:
        return {one.name: one.dating.when for one in self.every_report}
