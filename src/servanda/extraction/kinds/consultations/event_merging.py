"""Merging: the mentions of one report that tell of the same consultation become one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.kinds.consultations.consultation_words import DISCUSSING
from servanda.extraction.kinds.consultations.event_carry_over import date_by_news
from servanda.extraction.kinds.consultations.event_fit import fit
from servanda.extraction.kinds.consultations.event_founding import founds
from servanda.extraction.kinds.consultations.event_model import Event
from servanda.extraction.kinds.consultations.event_standing import only_talks, stands_alone
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.model import TimeRef

__all__ = ["merge"]


_MET = (Form.MEETING, Form.MULTILATERAL, Form.SUMMIT, Form.TWO_PLUS_TWO)
_HOSTING = tuple(f"consultation.verb.{verb}" for verb in ("welcome", "host", "receive"))
_TWO = 2  # sides to a call or to talks
_GOING_ON = word_set("extraction", "going_on", "consultation_words")
_REACH = 60  # events looked back upon; no report tells of more in one breath


def merge(discourse: Discourse, mentions: list[Mention]) -> list[Event]:
    """Put the mentions of one report together into events; what stands alone and says too little is dropped."""
    events: list[Event] = []
    loose: list[Mention] = []
    left: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.headline, m.weak and not m.noun, m.token.i)):
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
        elif not _is_headed(events, mention) and founds(discourse, mention):
            events.append(Event.of(mention))
        elif mention.noun or mention.form is not None or mention.token.lemma_ in DISCUSSING:
            loose.append(mention)
    for mention in loose:  # the text may name the event before it introduces it
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
        elif (told := _beside(events, mention) or _next_of(events, mention)) is not None:
            events.append(told)
        elif stands_alone(discourse, events[-_REACH:], mention):
            events.append(Event.of(mention))
        else:
            left.append(mention)
    events.extend(only_talks(events, left))
    _join_welcomes(events)
    _lend(events)
    date_by_news(discourse, events)
    return sorted(events, key=lambda e: min(m.token.i for m in e.mentions))


def _is_headed(events: list[Event], mention: Mention) -> bool:
    """Whether a heading names somebody of an event that the text tells otherwise."""
    people = {p.index for p in mention.people}
    one_sided = mention.headline and mention.noun and len(people) == 1 == len(mention.parties)
    return one_sided and any(people & {p.index for p in e.people} for e in events)


def _beside(events: list[Event], mention: Mention) -> Event | None:
    """Return "after the meeting" as an event, where nothing else tells of one: of the two who signed there."""
    if any(e.form not in (Form.SIGNING, Form.VISIT) for e in events):
        return None
    signed = [e for e in events if e.form is Form.SIGNING and e.status is Status.HELD]
    of_two = len(signed) == 1 and len(signed[0].people) == len(signed[0].parties) == _TWO
    if not of_two or not _is_the_meeting(mention):
        return None
    event = Event.of(mention)
    event.people, event.parties = list(signed[0].people), list(signed[0].parties)
    event.when = mention.when or signed[0].when
    return event


def _is_the_meeting(mention: Mention) -> bool:
    """Whether it is "the meeting" and no more: held, nobody named, nothing behind the noun."""
    alone = mention.definite and not mention.people and not mention.parties
    held = mention.form in (None, Form.MEETING) and mention.status is Status.HELD
    if not alone or not held or mention.weak or mention.earlier:
        return False
    return not any(c.dep_ == "prep" for c in mention.token.children)


def _next_of(events: list[Event], mention: Mention) -> Event | None:
    """Return "the next meeting, on a date to be agreed" as an event, of the parties to the one held last."""
    if mention.form not in _MET or not _is_the_next(mention):
        return None
    proposed = mention.status is Status.PROPOSED
    met = (*_MET, Form.CALL) if proposed else _MET
    held = [e for e in events if e.form in met and e.status is Status.HELD and len(e.parties) > 1]
    if not held:
        return None
    event = Event.of(mention)
    event.parties = list(held[-1].parties)
    event.form = mention.form if proposed else held[-1].form
    event.people = list(held[-1].people) if proposed else event.people
    return event


def _is_the_next(mention: Mention) -> bool:
    """Whether it is the next one, with its day or host told or left to be agreed, or one proposed; without its sides."""
    ahead = mention.status in (Status.PLANNED, Status.PROPOSED)
    if not ahead or len(mention.people) > 1 or len(mention.parties) > 1 or mention.weak:
        return False
    if mention.verb is not None and mention.verb.lemma_ == "propose":
        return True  # "proposed a summit" to the one just spoken to
    noun = mention.token
    near = noun.doc[max(noun.sent.start, noun.i - 4) : min(noun.i + 9, noun.sent.end)]
    words = {t.lower_ for t in near}
    told = bool(words & {"date", "place", "hosted", "host"}) or mention.when is not None
    return "next" in words and told


def _home(discourse: Discourse, events: list[Event], mention: Mention) -> Event | None:
    """Return the event that a mention tells of, the best fitting and latest, or None."""
    best: Event | None = None
    score = 0.0
    for event in events[-_REACH:]:
        value = fit(discourse, event, mention)
        if value is not None and value >= score and value > 0:
            best, score = event, value
    return best


def _lend(events: list[Event]) -> None:
    """Let a visit and the meeting held on it lend each other time and place; "also" and "later" carry a day on."""
    for at, visit in [(at, e) for at, e in enumerate(events) if e.form is Form.VISIT]:
        for other in events[max(0, at - _REACH) : at + _REACH]:
            apart = other is visit or other.form in (Form.VISIT, Form.CALL)
            if not apart and _same_trip(visit, other):
                _lend_each_other(visit, other)
    for index, event in enumerate(events):
        if event.form is Form.VISIT or event.when is not None:
            continue
        before, around = events[max(0, index - _REACH) : index], events[: index + _REACH]
        event.when = _day_before(before, event) if _goes_on(event) else None
        if event.when is None and event.status is Status.PLANNED:
            event.when = _days_of_trip(around[-2 * _REACH :], event)


def _days_of_trip(events: list[Event], event: Event) -> TimeRef | None:
    """Return the days of the one trip on which somebody plans to meet others."""
    people = {p.index for p in event.people}
    trips = [e for e in events if e.form is Form.VISIT and e.status is Status.PLANNED]
    theirs = [e for e in trips if people & {p.index for p in e.people}]
    whole = [e for e in theirs if e.mentions[0].tour] or theirs
    return whole[0].when if len(whole) == 1 else None


def _lend_each_other(visit: Event, meeting: Event) -> None:
    if visit.when is None:
        visit.when = meeting.when
    elif meeting.when is None:
        meeting.when = visit.when
    if meeting.place is None:
        meeting.place, meeting.country = visit.place, visit.country


def _goes_on(event: Event) -> bool:
    """Whether the words tell an event as one more of the same day: "also", "later"."""
    return not _GOING_ON.isdisjoint(t.lower_ for t in event.mentions[0].sentence.span)


def _day_before(events: list[Event], event: Event) -> TimeRef | None:
    """Return the day of the last event of that status with somebody of the same company."""
    people = {p.index for p in event.people}
    for earlier in reversed(events):
        alike = earlier.when is not None and earlier.status is event.status
        if alike and people & {p.index for p in earlier.people}:
            return earlier.when
    return None


def _join_welcomes(events: list[Event]) -> None:
    """Join "A will welcome B to Norville" and "B's visit to Norland will …", in place: both tell of the visit."""
    for at, visit in [(at, e) for at, e in enumerate(events) if e.form is Form.VISIT]:
        near = events[max(0, at - _REACH) : at + _REACH]
        welcome = next((e for e in near if e is not visit and _welcomes(e, visit)), None)
        if welcome is not None:
            for mention in welcome.mentions:
                visit.take(mention)
            events.remove(welcome)


def _welcomes(other: Event, visit: Event) -> bool:
    """Whether an event is only told by the host's welcoming of the visit's guests."""
    if not all(m.rule.startswith(_HOSTING) for m in other.mentions):
        return False
    guests, theirs = {p.index for p in visit.people}, {p.index for p in other.people}
    if (
        not guests
        or not guests <= theirs
        or (None not in (other.status, visit.status) and other.status is not visit.status)
    ):
        return False
    hosts = {p.party for p in other.people if p.index not in guests} | {other.country}
    apart = None not in (visit.when, other.when) and visit.when != other.when
    return visit.country in hosts and not apart


def _same_trip(visit: Event, other: Event) -> bool:
    """Whether a meeting was held on a visit: the traveller took part, there or with somebody from there."""
    if visit.status is not None and other.status is not None and visit.status is not other.status:
        return False
    travellers = {p.index for p in visit.people}
    if not travellers & {p.index for p in other.people}:
        return False
    if other.country is not None:
        return other.country == visit.country
    countries = {m.party for m in gazetteer().find(visit.place or "")} | {visit.country}
    return bool(countries & set(other.parties))
