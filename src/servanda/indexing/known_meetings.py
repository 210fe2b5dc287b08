"""What an update knows of meetings: those that open reports may be dated by, and the first with a day.

An open report that nothing dates asks for its meeting as long as the record stands. To read all that
ask for every two hundred new reports would make each update of a large record longer than the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.store.index.date_facts import Meeting, MeetingMention, ReportFacts
    from servanda.store.index.index import RecordIndex

__all__ = ["KnownMeetings"]


_Mentions = dict[str, "MeetingMention"]
_FEW = 64  # meetings looked at first: two people who meet so often do it on many days


class KnownMeetings:
    """The meetings that an update has asked of, as long as nobody else changes the index."""

    def __init__(self, index: RecordIndex) -> None:
        """Take the index to ask."""
        self._index = index
        # By the parties and the form asked for, and by the word: the mentions, by their claims.
        self._asking: defaultdict[tuple[str, str | None], dict[str, _Mentions]] = defaultdict(dict)
        self._first: dict[Meeting, list[MeetingMention]] = {}

    def asking(
        self, words: Collection[str], *, parties: str = "", form: str | None = None
    ) -> _Mentions:
        """Return what `RecordIndex.asking` does, reading of each word only once."""
        known = self._asking[parties, form]
        missing = set(words) - known.keys()
        if missing:
            known.update((word, {}) for word in missing)
            for one in self._index.asking(missing, parties=parties, form=form).values():
                for word in one.meeting.words & missing:
                    known[word][one.claim] = one
        found: _Mentions = {}
        for word in words:
            found |= known[word]
        return found

    def first(self, meeting: Meeting, words: Collection[str]) -> list[MeetingMention]:
        """Return some mentions that date meetings which may be this one, those of the first days.

        There may be earlier ones that the index was given since; those returned are there still.
        """
        if meeting not in self._first:
            self._first[meeting] = self._index.meetings(meeting, words, most=_FEW)
        return self._first[meeting]

    def keep(self, before: Iterable[MeetingMention], facts: Iterable[ReportFacts]) -> None:
        """Learn that the index now has other mentions: those of `facts` instead of those `before`."""
        if any(True for _ in before):  # to be read again
            self._asking.clear()
            self._first.clear()
            return
        new = [one for report in facts for one in report.meetings if one.weekday is not None]
        for (parties, form), known in self._asking.items():
            for one in new:
                fits = not parties or one.meeting.parties in ("", parties)
                if fits and form in (None, one.meeting.form):
                    for word in one.meeting.words & known.keys():
                        known[word][one.claim] = one
