"""Merging: the mentions of one report that tell of the same consultation become one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, prepositional, subject
from servanda.extraction.kinds.consultations.company import is_time, takes_part
from servanda.extraction.kinds.consultations.consultation_words import DISCUSSING, FORMAL_TEXTS
from servanda.extraction.kinds.consultations.event_carry_over import date_by_news
from servanda.extraction.kinds.consultations.event_fit import fit
from servanda.extraction.kinds.consultations.event_model import Event
from servanda.extraction.kinds.consultations.event_standing import is_repeated, stands_alone
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["TAKING_UP", "founds", "merge"]


TAKING_UP = DISCUSSING | {"take"}
_MET = (Form.MEETING, Form.MULTILATERAL, Form.SUMMIT, Form.TWO_PLUS_TWO)
_HOLDING = word_set("extraction", "holding", "consultation_words")
_HOSTING = tuple(f"consultation.verb.{verb}" for verb in ("welcome", "host", "receive"))
_SITTING = word_set("extraction", "sitting", "consultation_words")
_TWO = 2  # sides to a call or to talks
_REACH = 60  # events looked back upon; no report tells of more in one breath


def merge(discourse: Discourse, mentions: list[Mention]) -> list[Event]:
    """Put the mentions of one report together into events; what stands alone and says too little is dropped."""
    events: list[Event] = []
    loose: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.headline, m.weak and not m.noun, m.token.i)):
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
        elif founds(discourse, mention):
            events.append(Event.of(mention))
        elif mention.noun or mention.form is not None or mention.token.lemma_ in DISCUSSING:
            loose.append(mention)
    for mention in loose:  # the text may name the event before it introduces it
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
        elif (told := _beside(events, mention) or _next_of(events, mention)) is not None:
            events.append(told)
        elif stands_alone(events[-_REACH:], mention):
            events.append(Event.of(mention))
    _join_welcomes(events)
    _lend(events)
    date_by_news(discourse, events)
    return sorted(events, key=lambda e: min(m.token.i for m in e.mentions))


def _beside(events: list[Event], mention: Mention) -> Event | None:
    """Return "after the meeting" as an event, where nothing else tells of one: of the two who signed there."""
    if any(e.form not in (Form.SIGNING, Form.VISIT) for e in events):
        return None
    signed = [e for e in events if e.form is Form.SIGNING and e.status is Status.HELD]
    if len(signed) != 1 or len(signed[0].people) != 2 or len(signed[0].parties) != 2:
        return None
    alone = mention.definite and not mention.people and not mention.parties
    if not alone or mention.form not in (None, Form.MEETING) or mention.status is not Status.HELD:
        return None
    if mention.weak or mention.earlier or any(c.dep_ == "prep" for c in mention.token.children):
        return None
    event = Event.of(mention)
    event.people, event.parties = list(signed[0].people), list(signed[0].parties)
    event.when = mention.when or signed[0].when
    return event


def _next_of(events: list[Event], mention: Mention) -> Event | None:
    """Return "the next meeting, on a date to be agreed" as an event, of the parties to the one held last."""
    ahead = mention.status in (Status.PLANNED, Status.PROPOSED)
    if not ahead or len(mention.people) > 1 or len(mention.parties) > 1 or mention.weak:
        return None
    noun = mention.token
    near = noun.doc[max(noun.sent.start, noun.i - 4) : min(noun.i + 9, noun.sent.end)]
    words = {t.lower_ for t in near}
    if mention.verb is not None and mention.verb.lemma_ == "propose":
        words |= {"next", "date"}  # "proposed a summit" to the one just spoken to
    told = bool(words & {"date", "place", "hosted", "host"}) or mention.when is not None
    if "next" not in words or not told:
        return None
    met = (*_MET, Form.CALL) if mention.status is Status.PROPOSED else _MET
    held = [e for e in events if e.form in met and e.status is Status.HELD and len(e.parties) > 1]
    if not held or mention.form not in _MET:
        return None
    event = Event.of(mention)
    event.parties = list(held[-1].parties)
    event.form = mention.form if mention.status is Status.PROPOSED else held[-1].form
    if mention.status is Status.PROPOSED:
        event.people = list(held[-1].people)
    return event


def founds(discourse: Discourse, mention: Mention) -> bool:
    """Whether the words say enough for a consultation of their own; parties left unsaid may be filled in."""
    form = mention.form
    anchored = mention.when is not None or mention.place is not None
    if form is Form.VISIT:
        abroad = any(p.party and p.party != mention.country for p in mention.people) or (
            bool(mention.parties)
            and mention.country not in mention.parties
            and any(p.party is None for p in mention.people)
        )
        if mention.foreigners and not mention.people and mention.country is not None:
            return bool(mention.parties) and mention.country not in mention.parties
        return bool(mention.people) and mention.country is not None and abroad
    if mention.adds:
        return False
    bodies = [p for p in mention.parties if p in gazetteer().members]
    if mention.rule == "consultation.named":
        return anchored
    if (
        form is Form.SIGNING
        and not mention.noun
        and (len(mention.parties) > 1 or mention.foreigners)
    ):
        intended = any(c.lower_ == "to" for c in mention.token.children)
        return mention.status is not None and not (
            intended and mention.token.lemma_ in ("conclude", "exchange")
        )
    if (
        form is Form.SIGNING
        and mention.noun
        and len(mention.parties) > 1
        and any(t.lemma_.lower() in FORMAL_TEXTS for t in mention.token.subtree)
    ):
        return True
    if mention.bilateral and len(mention.people) > 1 and mention.parties:
        return True
    if (
        form is None and not mention.noun
    ):  # "A and B agreed on Thursday", "A and B said in a joint statement in Norville"
        sides = {p.party for p in mention.people if p.party}
        if len(mention.people) == len(sides) == 2 and mention.token.lemma_.lower() in TAKING_UP:
            return True
        return (
            len(mention.people) > 1
            and len(sides) > 1
            and (mention.when is not None or (mention.place is not None and len(sides) > 2))
        )
    if form is Form.TWO_PLUS_TWO and len(mention.parties) < 2 and len(discourse.main_parties) > 1:
        mention.parties = list(discourse.main_parties)
        return anchored or bool(mention.ordinal)
    held = mention.verb is not None and mention.verb.lemma_ in _HOLDING
    if mention.host and not bodies and mention.noun and mention.token.pos_ == "PROPN":
        return form in (Form.SUMMIT, Form.MULTILATERAL)  # "on the margins of the Amber Sea Summit"
    if form is Form.SUMMIT and mention.ordinal and len(mention.parties) > 1:
        return True  # "at the 20th summit of A and B"
    if mention.host or (
        bodies
        and form in (Form.SUMMIT, Form.MULTILATERAL, Form.MEETING)
        and (not mention.weak or held)
    ):
        return bool(bodies) and (anchored or mention.host or bool(mention.people))
    _add_publisher(discourse, mention)
    if len(mention.parties) < 2:
        if form is Form.CALL and mention.headline and mention.people and mention.when is not None:
            return True  # "PM call with President A B: 3 May" names the other side only
        if form is Form.SUMMIT and mention.when is not None and mention.place is not None:
            return True
        if form is Form.SUMMIT and mention.when is not None and (mention.people or mention.parties):
            return True
        if form is Form.MULTILATERAL and mention.title and mention.when is not None:
            return bool(mention.people or mention.parties)
        if mention.foreigners and mention.people and anchored and mention.parties:
            return True
        if (
            mention.noun
            and form in (None, Form.MEETING)
            and mention.when is not None
            and mention.place
            and not mention.people
            and len(discourse.main_parties) > 1
            and (discourse.is_joint or not mention.definite or _is_dated(discourse, mention))
        ):
            mention.parties = list(discourse.joint_parties or discourse.main_parties)
            return True
        return False
    if form is Form.PROTEST and not mention.noun:
        return True
    if mention.weak and mention.noun and form is None and len(mention.people) == 2:
        two = {p.party for p in mention.people}
        if len(two) == 2 and any(c.lower_ == "between" for c in mention.token.children):
            return True  # "discussions between A and B" tell of themselves
    if held and len(mention.parties) > 2:
        return True  # "we, the ministers of A, B and C, have just completed a meeting"
    if _was_held(mention):
        return True
    if form is Form.CALL and len(mention.parties) == _TWO and mention.status is Status.HELD:
        return True
    if mention.weak:
        return anchored and (len(mention.people) > 1 or mention.verb is not None)
    if form in (Form.SUMMIT, Form.TWO_PLUS_TWO) or len(mention.people) > 1:
        return True
    return anchored or (bool(mention.people) and mention.verb is not None)


def _add_publisher(discourse: Discourse, mention: Mention) -> None:
    """Give "a recent call with Minister A B", told in a state's own release, that state's side, in place.

    Its person is whoever alone is named of that state.
    """
    own = publishing_state(discourse.parsed.report)
    if own is None or own in mention.parties or not _is_with_one(discourse, mention):
        return
    mention.parties.append(own)
    ours = [p for p in discourse.parsed.people.people if p.party == own and takes_part(p)]
    mention.people.extend(ours if len(ours) == 1 else [])


def _is_with_one(discourse: Discourse, mention: Mention) -> bool:
    """Whether a noun tells of a meeting held with one person of one party, and of nobody else whose it is."""
    if not mention.noun or mention.verb is None or mention.status is not Status.HELD:
        return False
    alone = len(mention.people) == len(mention.parties) == 1
    small = mention.form in (None, Form.MEETING, Form.CALL)
    owned = bool(children(mention.token, "poss"))
    if owned or not (alone and small and prepositional(mention.token, "with")):
        return False
    acting = subject(mention.verb)
    return acting is None or not (discourse.people(acting) or discourse.parties(acting))


def _is_dated(discourse: Discourse, mention: Mention) -> bool:
    """Whether only its day makes it definite: "Monday's meeting in Norville"."""
    owners = children(mention.token, "poss")
    return bool(owners) and all(
        is_time(discourse, owner) or owner.lower_ in ("its", "their") for owner in owners
    )


def _was_held(mention: Mention) -> bool:
    """Whether one sitting of two is told as held: "the delegations of A and B held talks", not "many rounds"."""
    verb = mention.verb
    if not mention.noun or verb is None or verb.lemma_.lower() not in _SITTING:
        return False
    if mention.status is not Status.HELD or len(mention.parties) != _TWO:
        return False
    return not is_repeated(mention) and mention.token.dep_ in ("dobj", "pobj", "nsubjpass")


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
            if (
                other is visit
                or other.form in (Form.VISIT, Form.CALL)
                or not _same_trip(visit, other)
            ):
                continue
            if visit.when is None:
                visit.when = other.when
            elif other.when is None:
                other.when = visit.when
            if other.place is None:
                other.place, other.country = visit.place, visit.country
    for index, event in enumerate(events):
        if event.when is not None or event.form is Form.VISIT:
            continue
        first = event.mentions[0]
        words = {t.lower_ for t in first.sentence.span}
        if not words & {"also", "later", "separately", "afterwards", "afterward", "follow", "then"}:
            continue
        for earlier in reversed(events[max(0, index - _REACH) : index]):
            if (
                earlier.when is not None
                and earlier.status is event.status
                and {p.index for p in earlier.people} & {p.index for p in event.people}
            ):
                event.when = earlier.when
                break


def _join_welcomes(events: list[Event]) -> None:
    """Join "A will welcome B to Norville" and "B's visit to Norland will …", in place: both tell of the visit."""
    for at, visit in [(at, e) for at, e in enumerate(events) if e.form is Form.VISIT]:
        guests = {p.index for p in visit.people}
        for other in events[max(0, at - _REACH) : at + _REACH]:
            welcomed = all(m.rule.startswith(_HOSTING) for m in other.mentions)
            if other is visit or not welcomed or other.status not in (None, visit.status):
                continue
            theirs = {p.index for p in other.people}
            hosts = {p.party for p in other.people if p.index not in guests} | {other.country}
            apart = None not in (visit.when, other.when) and visit.when != other.when
            if guests and guests <= theirs and visit.country in hosts and not apart:
                for mention in other.mentions:
                    visit.take(mention)
                events.remove(other)
                break


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
