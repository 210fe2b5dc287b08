"""What questions are asked with: who asks from which moment, the filters, and of lists the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends
from fastapi.responses import Response

from servanda.export.narrowing import Wanted
from servanda.record_questions import RecordQuestions
from servanda.server.api.api_parameters import Filtered, Paged
from servanda.server.api.api_replies import Parts, Room, fresh, paged, parted
from servanda.server.visit import Looking, Visit

__all__ = ["AskedForList", "AskedForOne", "ListAsked", "OneAsked", "named"]


Row = dict[str, Any]


def named(visit: Visit, wanted: Wanted) -> Wanted:
    """Return filters with the name of the report that they name by its id. Raises NotFoundError."""
    if wanted.report is None:
        return wanted
    return replace(wanted, report=visit.questions.report(wanted.report).name)


class ListAsked:
    """What every list is asked with: who asks from which moment, the filters, and the page."""

    def __init__(self, visit: Looking, wanted: Filtered, paging: Paged) -> None:
        self.visit = visit
        self.wanted = named(visit, wanted)
        self.paging = paging

    @property
    def questions(self) -> RecordQuestions:
        """What the record answers."""
        return self.visit.questions

    def page(
        self,
        rows: Callable[[], Sequence[Row]],
        finish: Callable[[Sequence[Row]], Sequence[Row]] = list,
        more: Callable[[Sequence[Row]], Row] = lambda _: {},
        room: Room | None = None,
    ) -> Response:
        """Answer with a page of rows; see `servanda.server.api.api_replies.paged`."""
        return paged(self.visit, self.paging, rows, finish, more, room=room)

    def parts(self, of: Parts) -> Response:
        """Answer with a part of a long list; see `servanda.server.api.api_replies.parted`."""
        return parted(self.visit, self.paging, of)


class OneAsked:
    """What everything is asked with that is one answer and no list."""

    def __init__(self, visit: Looking, wanted: Filtered) -> None:
        self.visit = visit
        self.wanted = named(visit, wanted)

    @property
    def questions(self) -> RecordQuestions:
        """What the record answers."""
        return self.visit.questions

    def answer(self, make: Callable[[], Any]) -> Response:
        """Answer with what is made; see `servanda.server.api.api_replies.fresh`."""
        return fresh(self.visit, make)


AskedForList = Annotated[ListAsked, Depends()]
AskedForOne = Annotated[OneAsked, Depends()]
