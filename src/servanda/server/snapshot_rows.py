"""A snapshot page by page: its rows one list after the other, and what is long of those alone that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from servanda.analysis.snapshot import completed
from servanda.record_answers import picture_answer

if TYPE_CHECKING:
    from servanda.export.narrowing import Wanted
    from servanda.record_questions import RecordQuestions

__all__ = ["SnapshotRows"]


Row = dict[str, Any]
_NAMED_BY = ("id", "person", "office", "incident")  # what tells one row of a list from another


class SnapshotRows:
    """The system as it stood on a day, as far as filters let it pass (see `picture_answer`)."""

    def __init__(self, questions: RecordQuestions, wanted: Wanted) -> None:
        self._questions = questions
        self._wanted = wanted
        # Which reports a row rests on is among what is long.
        self._whole = wanted.report is not None

    @cached_property
    def _drawn(self) -> Row:
        return picture_answer(self._questions, self._wanted, whole=self._whole)

    @cached_property
    def _lists(self) -> dict[str, list[Row]]:
        return {name: value for name, value in self._drawn.items() if isinstance(value, list)}

    def rows(self) -> list[Row]:
        """List all rows, each with the name of its list and an id that no other has."""
        return [
            {"id": " ".join((name, *(str(row.get(key, "")) for key in _NAMED_BY))), name: row}
            for name, rows in self._lists.items()
            for row in rows
        ]

    def told(self, row: Row) -> int:
        """Say how many reports a row names once it is complete, or about how many."""
        return sum(
            one.get("told") or len(one.get("reports") or ())
            for name, one in row.items()
            if name in self._lists
        )

    def about(self) -> Row:
        """Say what is no list, and how long each list is."""
        lengths = {name: len(rows) for name, rows in self._lists.items()}
        return {key: self._drawn[key] for key in self._drawn.keys() - lengths} | {"counts": lengths}

    def laid(self, part: Sequence[Row]) -> Row:
        """Lay some of the rows under the names of their lists, with all that each holds."""
        found = {name: [row[name] for row in part if name in row] for name in self._lists}
        if self._whole:
            return found
        questions = self._questions
        day = questions.moment.as_of or questions.day
        return completed(questions.standing, day, found)
