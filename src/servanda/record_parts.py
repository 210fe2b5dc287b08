"""Long lists part by part: which rows there are, in their order, and some of them with all that they hold.

The order is light enough to be kept by whoever asks for one part after the other; a part needs no row
but its own. All parts together are what `servanda.record_answers` gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.analysis.due_list import reach
from servanda.analysis.listed import counted_on, due_day, due_days
from servanda.analysis.office_holders import MARK, office_id
from servanda.analysis.plan_status import DAY_PASSED
from servanda.analysis.timeline_list import entry_day
from servanda.export.narrowing import EVERYTHING, Wanted
from servanda.model.serialization import plain_row
from servanda.record_answers import (
    NAMES,
    due_answer,
    kind_answer,
    must_say,
    statuses_of,
    timeline_answer,
    with_confidence,
)
from servanda.record_order import InOrder, KnownOrder, StoredDay, StoredKind

if TYPE_CHECKING:
    from servanda.record_questions import RecordQuestions

__all__ = [
    "PARTED",
    "DueParts",
    "KindParts",
    "OfficeParts",
    "TimelineParts",
    "commitments_in_order",
]


Row = dict[str, Any]

PARTED = ("consultations", "commitments", "structures", "incidents")
"""The lists of one kind that can be given in parts: no two rows of one have the same id."""


@dataclass(frozen=True, slots=True)
class KindParts:
    """A list of one kind, one of `PARTED`."""

    questions: RecordQuestions
    kind: str
    wanted: Wanted = EVERYTHING

    @property
    def status(self) -> str | None:
        """What `order` is still to be narrowed to."""
        return self.wanted.status if self.kind == "commitments" else None

    def order(self) -> InOrder:
        """Return the rows that pass the filters in the order of the list; of commitments, those of any status.

        Raises what `kind_answer` raises.
        """
        questions, wanted = self.questions, self.wanted
        if self.kind == "commitments":
            return commitments_in_order(questions, wanted)
        index = questions.entities
        if wanted == EVERYTHING and questions.moment.as_of is None and index is not None:
            stored = index.kind_list(NAMES[self.kind])
            if stored is not None:
                return StoredKind(stored, {"": stored.count()})
        rows = kind_answer(questions, self.kind, wanted, short=_by_cells(wanted))
        return KnownOrder.of(str(row["id"]) for row in rows)

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of some of the ids, in their order."""
        if self.kind == "commitments":
            found = self.questions.board(owners=ids)
        else:
            found = self.questions.entity_rows(NAMES[self.kind], ids)
        return with_confidence(self.questions, _in_order(found, ids))


def commitments_in_order(
    questions: RecordQuestions, wanted: Wanted, urgent: Mapping[str, int] | None = None
) -> InOrder:
    """Return the commitments that pass the filters, of any status, earliest deadline first.

    With `urgent` those stand first whose status has the least number in it. Raises what
    `kind_answer` raises.
    """
    wanted = replace(wanted, status=None)
    must_say("commitments", wanted)
    bare = replace(wanted, parties=(), givers=(), receivers=())
    if bare == EVERYTHING and questions.moment.as_of is None:
        found = counted_on(questions.standing, ("commitment",), questions.day, wanted.sides)
        if found is not None:
            return StoredDay(*found, urgent)
    rows = kind_answer(questions, "commitments", wanted, short=_by_cells(wanted))
    if urgent is not None:
        rows.sort(key=lambda row: urgent[row["status"]])
    return KnownOrder([(str(row["id"]), str(row["status"])) for row in rows])


@dataclass(frozen=True, slots=True)
class DueParts:
    """What is due on a day, as `due_answer` has it, by the last day of each."""

    questions: RecordQuestions
    wanted: Wanted = EVERYTHING
    within: str | None = None
    kinds: Collection[str] = field(default=())

    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return the last days of what is due, in order, each with how many entries have it.

        Raises what `due_answer` raises.
        """
        counted = self._counted()
        if counted is None:
            counted = Counter(map(due_day, self._answer(whole=not _by_cells(self.wanted))))
        return tuple(sorted(counted.items()))

    def rows(self, first: str, last: str, *, whole: bool = True) -> list[Row]:
        """Return the entries whose last days lie between two, both included, in order."""
        return self._answer(on=(date.fromisoformat(first), date.fromisoformat(last)), whole=whole)

    def group_of(self, row: Row) -> str:
        """Return the last day of an entry."""
        return due_day(row)

    def _counted(self) -> Mapping[str, int] | None:
        """Count the entries where the index's database can; None where it cannot."""
        bare = replace(self.wanted, parties=(), givers=(), receivers=(), status=None)
        if bare != EVERYTHING or DAY_PASSED in (self.wanted.status or ""):
            return None
        questions = self.questions
        return due_days(
            questions.standing,
            questions.day,
            self.wanted.sides,
            until=reach(questions.day, self.within) if self.within else None,
            status=statuses_of(self.wanted.status),
            kinds=self.kinds,
        )

    def _answer(self, *, whole: bool = True, on: tuple[date, date] | None = None) -> list[Row]:
        return due_answer(
            self.questions,
            self.wanted,
            within=self.within,
            kinds=self.kinds,
            whole=whole,
            on=on,
        )


@dataclass(frozen=True, slots=True)
class TimelineParts:
    """Everything dated, as `timeline_answer` has it, day by day: many entries may share an id."""

    questions: RecordQuestions
    wanted: Wanted = EVERYTHING
    kinds: Collection[str] = field(default=())

    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return the days under which entries stand, in order, each with their number.

        Raises what `timeline_answer` raises.
        """
        if self.wanted == EVERYTHING and not self.kinds and self.questions.moment.as_of is None:
            return tuple(sorted(self.questions.timeline_days().items()))
        rows = timeline_answer(self.questions, self.wanted, kinds=self.kinds)
        return tuple(sorted(Counter(map(entry_day, rows)).items()))

    def group_of(self, row: Row) -> str:
        """Return the day under which an entry stands."""
        return entry_day(row)

    def rows(self, first: str, last: str) -> list[Row]:
        """Return the entries that stand under the days between two, both included, in order."""
        on = date.fromisoformat(first), date.fromisoformat(last)
        return timeline_answer(self.questions, self.wanted, kinds=self.kinds, on=on)


class OfficeParts:
    """Who held which office, as `kind_answer` lists offices, office by office."""

    def __init__(self, questions: RecordQuestions, counts: Callable[[], Mapping[str, int]]) -> None:
        """Take the questions, and what counts the terms of each office: see `of`."""
        self._questions = questions
        self._counts = counts

    @classmethod
    def of(cls, questions: RecordQuestions) -> OfficeParts | None:
        """Make it where the index has the list; None where it has to be worked out."""
        index = questions.index
        if index is None or index.laid_over or questions.moment.as_of is not None:
            return None
        return cls(questions, index.office_counts)

    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return the offices in order, each with how many held it."""
        return tuple(sorted(self._counts().items(), key=_by_party))

    def rows(self, first: str, last: str) -> list[Row]:
        """Return who held the offices between two, both included, in order."""
        offices = [name for name, _ in self.groups()]
        wanted = offices[offices.index(first) : offices.index(last) + 1]
        spans = self._questions.selection.spans(wanted)
        rows = [{"kind": "tenure", **plain_row(span)} for span in spans]
        return with_confidence(self._questions, rows)

    def group_of(self, row: Row) -> str:
        """Return the office of a row, with its party."""
        return office_id(row["party"], row["office"])


def _by_party(counted: tuple[str, int]) -> tuple[str, str]:
    party, _, office = counted[0].partition(MARK)
    return party or "~", office  # those of no party come last


def _by_cells(wanted: Wanted) -> bool:
    """Whether short rows have all that filters look at: the reports of a row are long."""
    return wanted.report is None


def _in_order(rows: Iterable[Row], ids: Iterable[str]) -> list[Row]:
    """Put rows in the order of their ids; one that went meanwhile is left out."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]
