"""What a dated event says of an undated report that tells of it as news ("met today").

Only an event that the record knows well enough to be that one: the same people, the same form, a
place or a plan in common, and no other such event of theirs. Two leaders call each other often, so
a call told alike dates nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.dating.day_sets import span
from servanda.dating.textual_clues import STORY_LAG, Clue, Rank
from servanda.model import (
    Basis,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Participant,
    ResolvedClaim,
)
from servanda.model.time import Direction
from servanda.resolution.content_words import content
from servanda.resolution.person_names import Likeness, compare, parse
from servanda.timex.calendar import add_days

__all__ = ["Events", "asks_of", "known_day", "last_word", "may_be_one", "pair_of", "within_a_day"]


_FORM = ConsultationForm
_SAT = frozenset(
    {_FORM.MEETING, _FORM.SUMMIT, _FORM.COURTESY, _FORM.TWO_PLUS_TWO, _FORM.MULTILATERAL}
)
_APART = timedelta(days=1)  # one event, seen from two time zones
_TWO = 2
_SLIP = 1  # days by which what was planned for a day may come to be held on another
_DAYS = 7
_WEEK = 6  # days ahead at most that a plan names by the weekday alone
_NOWHERE = frozenset({"virtual", "virtually", "online", "video", "videoconference", "phone"})
# Where organisations have their seats: states meet there every year.
_SEATS = content("New York, Brussels, Geneva, Vienna, The Hague, Strasbourg, Addis Ababa, Jakarta")


_Reach = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class _Event:
    """A consultation on a known day, as one report tells it."""

    body: Consultation
    day: date
    report: str
    source: str
    claim: str


class Events:
    """The consultations whose day the record knows. Take all consultations of a record."""

    def __init__(self, consultations: Iterable[ResolvedClaim]) -> None:
        """Index the dated ones by each person's last name."""
        self._of: defaultdict[str, list[_Event]] = defaultdict(list)
        for one in consultations:
            body, day = one.claim.body, known_day(one)
            if isinstance(body, Consultation) and day is not None:
                event = _Event(body, day, one.claim.report, one.source, one.claim.id)
                for name in {pair_of(body), *(last_word(p.name) for p in body.participants)}:
                    self._of[name].append(event)

    def clues(
        self,
        mine: Sequence[ResolvedClaim],
        among: Callable[[ResolvedClaim], Collection[str]] | None = None,
    ) -> Iterator[Clue]:
        """Yield what the dated events say of a report; `mine` are its consultations.

        With `among`, only events count that the claims tell which it names for a consultation:
        where several may be meant, that is known from elsewhere.
        """
        for one in mine:
            body = one.claim.body
            reach = _reach(body) if isinstance(body, Consultation) else None
            if isinstance(body, Consultation) and reach is not None:
                yield from self._dated(one, body, reach, among(one) if among else None)

    def _dated(
        self, one: ResolvedClaim, body: Consultation, reach: _Reach, among: Collection[str] | None
    ) -> Iterator[Clue]:
        alike = self._alike(one, body, among)
        days = sorted({e.day for e in alike})
        telling = [e for e in alike if _told(e.body, body)] if within_a_day(days) else []
        if telling:
            event = min(telling, key=lambda e: (e.body.status, e.day, e.source))
            held = any(e.body.status is ConsultationStatus.HELD for e in alike)
            slip = 0 if held or _names_weekday(body) else _SLIP
            yield _clue(body, days, event, _widened(reach, slip))

    def _alike(
        self, one: ResolvedClaim, body: Consultation, among: Collection[str] | None
    ) -> list[_Event]:
        """Return the events that a consultation may be, as other reports give them."""
        names = [last_word(p.name) for p in body.participants[:1]]
        if body.form is _FORM.TWO_PLUS_TWO:
            names.append(pair_of(body))
        pool = {
            id(event): event
            for name in names
            for event in self._of.get(name, ())
            if event.report != one.claim.report and (among is None or event.claim in among)
        }
        fitting = (e for e in pool.values() if may_be_one(e.body, body))
        return [e for e in fitting if _on_that_weekday(body, e.day)]


def known_day(one: ResolvedClaim) -> date | None:
    """Return the day of what was held or is planned, where the record knows it."""
    body, when = one.claim.body, one.time("when")
    if not isinstance(body, Consultation) or when is None or not when.is_day:
        return None
    settled = body.status in {ConsultationStatus.HELD, ConsultationStatus.PLANNED}
    return when.earliest if settled else None


def asks_of(body: Consultation) -> int | None:
    """Return the weekday that must be that of an event which dates a report of `body`.

    0 stands for any day, -1 for none of them; None where no event can date it.
    """
    if _reach(body) is None:
        return None
    if body.when is None or body.when.form != "weekday":
        return 0
    number = body.when.arg("wd")
    return number if isinstance(number, int) and 0 < number <= _DAYS else -1


def may_be_one(event: Consultation, body: Consultation) -> bool:
    """Whether two consultations are of one form, and of the same people or pair of states."""
    if not _forms_fit(event, body):
        return False
    return _same_people(event, body) or _same_pair(event, body)


def within_a_day(days: Sequence[date]) -> bool:
    """Whether days, ascending, can be those of one event."""
    return bool(days) and days[-1] - days[0] <= _APART


def _clue(body: Consultation, days: Sequence[date], event: _Event, reach: _Reach) -> Clue:
    words = f" (“{body.when.text}”)" if body.when and None not in reach else ""
    who = " and ".join(p.name for p in body.participants[:_TWO]) or " and ".join(body.parties)
    verb = "plans" if event.body.status is ConsultationStatus.PLANNED else "dates"
    low, high = reach
    return Clue(
        span(
            None if low is None else add_days(days[0], low),
            None if high is None else add_days(days[-1], high),
        ),
        f"it tells of the {body.form.value} of {who}{words}, "
        f"which {event.source} {verb} on {event.day}",
        Rank.MILESTONE,
        Basis.ASSUMED,
    )


def _reach(body: Consultation) -> _Reach | None:
    """Return the first and last day the report can be of, counted from the event; None is open.

    Held "today", or on a weekday told as news; planned for today, or for a weekday to come; told
    without such a day, a report of what was held is no earlier, of what is planned no later.
    """
    when = body.when
    planned = body.status is ConsultationStatus.PLANNED
    if not (planned or body.status is ConsultationStatus.HELD):
        return None
    if when is not None and when.form == "today" and not when.arg("k"):
        return (0, 0)
    plain = _names_weekday(body)
    if when is not None and (when.arg("shift") is not None or when.arg("week") is not None):
        plain = False
    if planned:
        return (-_WEEK if plain else None, 0)
    news = plain and when is not None and when.direction is not Direction.FUTURE
    return (0, STORY_LAG if news else None)


def _widened(reach: _Reach, days: int) -> _Reach:
    low, high = reach
    return None if low is None else low - days, None if high is None else high + days


def _names_weekday(body: Consultation) -> bool:
    return body.when is not None and body.when.form == "weekday"


def _on_that_weekday(body: Consultation, day: date) -> bool:
    when = body.when
    return when is None or when.form != "weekday" or when.arg("wd") == day.isoweekday()


def pair_of(body: Consultation) -> str:
    """Write the two states of a consultation as one key; empty where there are not two."""
    return "|".join(sorted(body.parties)) if len(body.parties) == _TWO else ""


def _same_pair(a: Consultation, b: Consultation) -> bool:
    """Whether both are the rare meeting of four ministers of the same two states."""
    two = a.form is b.form is _FORM.TWO_PLUS_TWO
    return two and bool(pair_of(a)) and pair_of(a) == pair_of(b)


def last_word(name: str) -> str:
    """Return the last word of a name, by which others of the same person are found."""
    words = parse(name).words
    return words[-1] if words else ""


def _same_people(a: Consultation, b: Consultation) -> bool:
    """Whether both name the same people, one to one."""
    if len(a.participants) != len(b.participants) or len(a.participants) < _TWO:
        return False
    rest = list(b.participants)
    for person in a.participants:
        found = next((other for other in rest if _one(person, other)), None)
        if found is None:
            return False
        rest.remove(found)
    return True


def _one(a: Participant, b: Participant) -> bool:
    if a.party and b.party and a.party != b.party:
        return False
    return compare(a.name, b.name)[0] is not Likeness.NONE


def _forms_fit(a: Consultation, b: Consultation) -> bool:
    return a.form is b.form or {a.form, b.form} <= _SAT or _FORM.VISIT in (a.form, b.form)


def _told(event: Consultation, body: Consultation) -> bool:
    """Whether more than the people says that it is this event: where they met is told alike.

    At home they meet again and again, and so they do where organisations sit or at a distance;
    there it takes a plan that names the day, elsewhere the place alone tells.
    """
    if event.country and body.country and event.country != body.country:
        return False
    there = _places(event) & _places(body)
    if not there or _FORM.CALL in (event.form, body.form):
        return False
    if ConsultationStatus.PLANNED in (event.status, body.status) or _same_pair(event, body):
        return True
    country = event.country or body.country
    home = {p.party for one in (event, body) for p in one.participants} | set(event.parties)
    return country is not None and country not in home and None not in home and not _SEATS & there


def _places(body: Consultation) -> frozenset[str]:
    return content(body.place or "") - _NOWHERE
