"""Which meetings date a report, asked of a record that keeps who met when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.dating.event_dates import may_be_one, within_a_day
from servanda.dating.witnesses import consultation_of
from servanda.model import ConsultationForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from servanda.store.index.clue_queries import Asked, Awaiting, Telling
    from servanda.store.index.clue_rows import Meeting

__all__ = ["KeptMeetings"]


_PAIR = ConsultationForm.TWO_PLUS_TWO.value


class KeptMeetings:
    """Finds the meetings that an open report may tell of."""

    def __init__(self, asked: Asked) -> None:
        """Take what answers questions."""
        self._asked = asked
        self._alike: dict[int, frozenset[int]] = {}

    def awaiting(self, meetings: Iterable[int]) -> Iterator[Awaiting]:
        """Yield what open reports ask of some meetings, given by their keys."""
        for told in self._asked.meetings(meetings).values():
            body = consultation_of(told)
            asking = self._asked.awaiting(told, (_PAIR,))
            wanted = self._asked.meetings({one[1] for one in asking})
            fits = {key for key, one in wanted.items() if may_be_one(body, consultation_of(one))}
            yield from (one for one in asking if one[1] in fits)

    def tellings(self, asking: Awaiting) -> list[Telling]:
        """Return what dates a report that asks: claims of one day, or of two that follow.

        None where there are none, and where they are of more days: then nothing tells which.
        """
        report, meeting, weekday, _ = asking
        if meeting not in self._alike:
            wanted = self._asked.meetings([meeting])[meeting]
            self._alike[meeting] = self._found(wanted)
        alike = self._alike[meeting]
        days = [
            day
            for day in self._asked.told_days(alike, without=report)
            if weekday in (0, day.isoweekday())
        ]
        return self._asked.tellings(alike, days, without=report) if within_a_day(days) else []

    def _found(self, wanted: Meeting) -> frozenset[int]:
        body = consultation_of(wanted)
        near = self._asked.may_be(wanted, pair=wanted.form == _PAIR)
        return frozenset(key for key, one in near.items() if may_be_one(consultation_of(one), body))
