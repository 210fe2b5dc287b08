"""Long lists part by part: which rows there are, in their order, and some of them with all that they hold.

The order is light enough to be kept by whoever asks for one part after the other; a part needs no row
but its own. All parts together are what `servanda.record_answers` gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.export.narrowing import EVERYTHING, Wanted
from servanda.record_answers import (
    NAMES,
    ORDERED_BY,
    by_time,
    due_answer,
    kind_answer,
    timeline_answer,
    with_confidence,
)
from servanda.reference_cycles import unhurried

if TYPE_CHECKING:
    from servanda.record_questions import RecordQuestions

__all__ = ["PARTED", "DueParts", "KindParts", "TimelineParts"]


Row = dict[str, Any]

PARTED = ("consultations", "commitments", "structures", "incidents")
"""The lists of one kind that can be given in parts: no two rows of one have the same id."""


@dataclass(frozen=True, slots=True)
class KindParts:
    """A list of one kind, one of `PARTED`."""

    questions: RecordQuestions
    kind: str
    wanted: Wanted = EVERYTHING

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all rows that pass the filters, in the order of the list.

        Raises what `kind_answer` raises.
        """
        questions, wanted = self.questions, self.wanted
        if wanted == EVERYTHING and questions.moment.as_of is None and self.kind in NAMES:
            with unhurried():
                return _ids(by_time(questions.entity_order(NAMES[self.kind]), *ORDERED_BY))
        return _ids(kind_answer(questions, self.kind, wanted, short=_by_cells(wanted)))

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of some of the ids, in their order."""
        if self.kind == "commitments":
            found = self.questions.board(owners=ids)
        else:
            found = self.questions.entity_rows(NAMES[self.kind], ids)
        return with_confidence(self.questions, _in_order(found, ids))


@dataclass(frozen=True, slots=True)
class DueParts:
    """What is due on a day, as `due_answer` has it."""

    questions: RecordQuestions
    wanted: Wanted = EVERYTHING
    within: str | None = None
    kinds: Collection[str] = field(default=())

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all rows that pass the filters, in the order of the list.

        Raises what `due_answer` raises.
        """
        return _ids(self._answer(self.wanted, whole=not _by_cells(self.wanted)))

    def rows(self, ids: Sequence[str]) -> list[Row]:
        """Return the rows of some of the ids, in their order."""
        return _in_order(self._answer(Wanted(status=self.wanted.status), owners=ids), ids)

    def _answer(
        self, wanted: Wanted, *, whole: bool = True, owners: Collection[str] | None = None
    ) -> list[Row]:
        return due_answer(
            self.questions,
            wanted,
            within=self.within,
            kinds=self.kinds,
            whole=whole,
            owners=owners,
        )


@dataclass(frozen=True, slots=True)
class TimelineParts:
    """Everything dated, as `timeline_answer` has it, day by day: many entries may share an id."""

    questions: RecordQuestions
    wanted: Wanted = EVERYTHING
    kinds: Collection[str] = field(default=())

    def days(self) -> tuple[tuple[str, int], ...]:
        """Return the days under which entries stand, in order, each with their number.

        Raises what `timeline_answer` raises.
        """
        from servanda.analysis.timeline_list import entry_day

        if self.wanted == EVERYTHING and not self.kinds and self.questions.moment.as_of is None:
            return tuple(sorted(self.questions.timeline_days().items()))
        rows = timeline_answer(self.questions, self.wanted, kinds=self.kinds)
        return tuple(sorted(Counter(map(entry_day, rows)).items()))

    def rows(self, first: str, last: str) -> list[Row]:
        """Return the entries that stand under the days between two, both included, in order."""
        on = date.fromisoformat(first), date.fromisoformat(last)
        return timeline_answer(self.questions, self.wanted, kinds=self.kinds, on=on)


def _by_cells(wanted: Wanted) -> bool:
    """Whether short rows have all that filters look at: the reports of a row are long."""
    return wanted.report is None


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(str(row["id"]) for row in rows)


def _in_order(rows: Iterable[Row], ids: Iterable[str]) -> list[Row]:
    """Put rows in the order of their ids; one that went meanwhile is left out."""
    by_id = {row["id"]: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]
