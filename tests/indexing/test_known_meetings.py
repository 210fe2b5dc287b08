"""What an update knows of meetings: each word is looked up once, and what is kept since is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from servanda.indexing.known_meetings import KnownMeetings
from servanda.store.index.date_facts import Meeting, MeetingMention, ReportFacts
from servanda.store.index.index import RecordIndex

MET = Meeting("meeting", "NO|SE", (("Ada Brandt", "NO", "brandt"), ("Ivo Kern", "SE", "kern")))
ELSEWHERE = Meeting("2+2", "NO|FI", (("Ada Brandt", "NO", "brandt"), ("Eva Holm", "FI", "holm")))


def asks(claim: str, meeting: Meeting = MET) -> MeetingMention:
    return MeetingMention(meeting, claim, f"of {claim}", None, 0)


@dataclass
class Index:
    """An index of some mentions, which notes what it is asked for."""

    mentions: list[MeetingMention]
    asked: list[list[str]] = field(default_factory=list)

    def asking(
        self, words: Collection[str], *, parties: str = "", form: str | None = None
    ) -> dict[str, MeetingMention]:
        self.asked.append(sorted(words))
        return {
            one.claim: one
            for one in self.mentions
            if one.weekday is not None
            and one.meeting.words & set(words)
            and (not parties or one.meeting.parties in ("", parties))
            and form in (None, one.meeting.form)
        }

    def meetings(
        self, like: Meeting, words: Iterable[str], *, most: int | None = None
    ) -> list[MeetingMention]:
        self.asked.append([*like.form.split(), *sorted(words)])
        return [one for one in self.mentions if one.day and one.meeting.words & set(words)][:most]


def known(*mentions: MeetingMention) -> tuple[Index, KnownMeetings]:
    index = Index(list(mentions))
    return index, KnownMeetings(cast("RecordIndex", index))


def test_a_word_is_looked_up_once_for_the_same_parties_and_form() -> None:
    index, meetings = known(asks("a"), asks("b", ELSEWHERE))
    assert set(meetings.asking({"brandt"})) == {"a", "b"}
    assert set(meetings.asking({"brandt", "kern"})) == {"a", "b"}
    assert set(meetings.asking({"kern"})) == {"a"}
    assert set(meetings.asking({"nobody"})) == set(meetings.asking({"nobody"})) == set()
    assert set(meetings.asking({"brandt"}, parties="FI|NO")) == {"b"}
    assert set(meetings.asking({"NO|FI"}, form="2+2")) == {"b"}
    assert index.asked == [["brandt"], ["kern"], ["nobody"], ["brandt"], ["NO|FI"]]


def test_what_was_kept_since_is_known_without_looking() -> None:
    index, meetings = known(asks("a"))
    assert set(meetings.asking({"brandt"}, parties="NO|SE")) == {"a"}
    assert set(meetings.asking({"NO|SE"}, form="meeting")) == {"a"}
    dated = MeetingMention(MET, "d", "of d", date(2031, 5, 4), None)
    new = ReportFacts("of b", meetings=(asks("b"), asks("c", ELSEWHERE), dated))
    meetings.keep((), [new])
    assert set(meetings.asking({"brandt"}, parties="NO|SE")) == {"a", "b"}
    assert set(meetings.asking({"NO|SE"}, form="meeting")) == {"a", "b"}
    assert len(index.asked) == 2


def test_where_mentions_go_all_is_read_again() -> None:
    held = [MeetingMention(MET, f"d{at}", f"of d{at}", date(2031, 5, at), None) for at in (4, 9)]
    index, meetings = known(asks("a"), *held)
    assert meetings.first(MET, ["brandt"]) == meetings.first(MET, ["brandt"]) == held
    assert set(meetings.asking({"brandt"})) == {"a"}
    assert len(index.asked) == 2
    index.mentions = held[:1]
    meetings.keep([asks("a")], ())
    assert meetings.first(MET, ["brandt"]) == held[:1]
    assert set(meetings.asking({"brandt"})) == set()
