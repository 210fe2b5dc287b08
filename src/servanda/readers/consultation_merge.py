"""Merging: the mentions of one report that tell of the same consultation become one event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.dates import Anchor, resolve
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.readers.consultation_setting import COARSE
from servanda.readers.consultation_words import FORMAL_TEXTS
from servanda.text.gazetteer import gazetteer

if TYPE_CHECKING:
    from servanda.model import TimeRef, When
    from servanda.readers.consultation_found import Mention
    from servanda.readers.discourse import Discourse
    from servanda.text.people import Person

__all__ = ["Event", "merge"]

_BACK = 12  # sentences a definite "the talks" may look back


@dataclass(slots=True)
class Event:
    """A consultation put together from its mentions, in order of the text."""

    mentions: list[Mention]
    form: Form | None
    status: Status | None
    firm: bool
    people: list[Person]
    parties: list[str]
    place: str | None
    country: str | None
    when: TimeRef | None
    mode: str | None
    bilateral: bool
    ordinal: str | None = None
    host: bool = False
    title: frozenset[str] = frozenset()
    soft: bool = False

    @classmethod
    def of(cls, mention: Mention) -> Event:
        """Begin an event with its first mention."""
        m = mention
        return cls(
            [m],
            m.form,
            m.status,
            m.firm,
            list(m.people),
            list(m.parties),
            m.place,
            m.country,
            m.when,
            m.mode,
            m.bilateral,
            m.ordinal,
            m.host,
            m.title,
            m.soft,
        )

    def take(self, mention: Mention) -> None:
        """Add a mention: it fills what is empty and sharpens what is vague."""
        self.mentions.append(mention)
        specific = mention.form not in (None, Form.MEETING) and not mention.soft
        if self.soft and mention.form is Form.MEETING:
            self.form = Form.MEETING
        self.soft = self.soft and mention.form is not Form.CALL
        if (
            self.form is None
            or (self.form is Form.MEETING and specific)
            or (self.form is Form.CALL and mention.mode == "person")
        ):
            self.form = mention.form or self.form
        if mention.status is not None and (self.status is None or (mention.firm and not self.firm)):
            self.status, self.firm = mention.status, mention.firm
        self.people.extend(p for p in mention.people if p not in self.people)
        self.parties.extend(p for p in mention.parties if p not in self.parties)
        if self.place is None or self.place == "virtual":
            self.place, self.country = mention.place or self.place, mention.country or self.country
        if self.when is None or (mention.when is not None and self.when.form in COARSE and mention.when.form not in COARSE):
            self.when = mention.when
        self.mode = self.mode or mention.mode
        self.bilateral = self.bilateral or mention.bilateral
        self.ordinal = self.ordinal or mention.ordinal
        self.host = self.host or mention.host
        self.title = self.title or mention.title


def merge(discourse: Discourse, mentions: list[Mention]) -> list[Event]:
    """Put the mentions of one report together into events; what stands alone and says too little is dropped."""
    events: list[Event] = []
    loose: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.headline, m.weak and not m.noun, m.token.i)):
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
        elif _founds(discourse, mention):
            events.append(Event.of(mention))
        elif mention.noun:
            loose.append(mention)
    for mention in loose:  # the text may name the event before it introduces it
        home = _home(discourse, events, mention)
        if home is not None:
            home.take(mention)
    _lend(events)
    return sorted(events, key=lambda e: min(m.token.i for m in e.mentions))


def _founds(discourse: Discourse, mention: Mention) -> bool:
    """Whether the words say enough for a consultation of their own; parties left unsaid may be filled in."""
    form = mention.form
    anchored = mention.when is not None or mention.place is not None
    if form is Form.VISIT:
        abroad = any(p.party and p.party != mention.country for p in mention.people)
        return bool(mention.people) and mention.country is not None and abroad
    if mention.adds:
        return False
    bodies = [p for p in mention.parties if p in gazetteer().members]
    if mention.rule == "consultation.named":
        return anchored
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
        return (
            len(mention.people) > 1
            and len(sides) > 1
            and (mention.when is not None or (mention.place is not None and len(sides) > 2))
        )
    if form is Form.TWO_PLUS_TWO and len(mention.parties) < 2 and len(discourse.main_parties) > 1:
        mention.parties = list(discourse.main_parties)
        return anchored or bool(mention.ordinal)
    if mention.host or (
        bodies and form in (Form.SUMMIT, Form.MULTILATERAL, Form.MEETING) and not mention.weak
    ):
        return bool(bodies) and (anchored or mention.host or bool(mention.people))
    if len(mention.parties) < 2:
        if form is Form.SUMMIT and mention.when is not None and (mention.people or mention.parties):
            return True
        if mention.foreigners and mention.people and anchored and mention.parties:
            return True
        if (
            mention.noun
            and form in (None, Form.MEETING)
            and mention.when is not None
            and mention.place
            and not mention.people
            and len(discourse.main_parties) > 1
            and not mention.definite
        ):
            mention.parties = list(discourse.main_parties)
            return True
        return False
    if form is Form.PROTEST and not mention.noun:
        return True
    if mention.weak:
        return anchored and (len(mention.people) > 1 or mention.verb is not None)
    if form in (Form.SUMMIT, Form.TWO_PLUS_TWO) or len(mention.people) > 1:
        return True
    return anchored or (bool(mention.people) and mention.verb is not None)


def _home(discourse: Discourse, events: list[Event], mention: Mention) -> Event | None:
    """Return the event that a mention tells of, the best fitting and latest, or None."""
    best: Event | None = None
    score = 0.0
    for event in events:
        fit = _fit(discourse, event, mention)
        if fit is not None and fit >= score and fit > 0:
            best, score = event, fit
    return best


def _fit(discourse: Discourse, event: Event, mention: Mention) -> float | None:
    if not _forms_agree(event, mention) or not _statuses_agree(event, mention):
        return None
    if min(len(event.title), len(mention.title)) > 1 and not event.title & mention.title:
        return None
    if mention.adds:
        return _joins(event, mention)
    if mention.earlier != any(m.earlier for m in event.mentions):
        return None
    if (
        not mention.noun
        and mention.form is not None
        and _is_further(mention)
        and event.mentions[0].sentence.index < mention.sentence.index
    ):
        return None
    if event.ordinal and mention.ordinal and event.ordinal != mention.ordinal:
        return None
    if event.host != mention.host and (
        event.people or mention.people or event.parties != mention.parties
    ):
        return None
    shared = _shared(event, mention)
    if shared is None:
        return None
    time = _times_agree(discourse, event.when, mention.when)
    if time is False:
        return None
    visit = mention.form is Form.VISIT
    if visit and event.country and mention.country and event.country != mention.country:
        return None
    if visit and event.country and mention.country is None and not mention.definite:
        return None
    places = _places_agree(event, mention)
    if places is False and not visit:
        return None
    near = abs(event.mentions[-1].sentence.index - mention.sentence.index)
    score = shared + (2.0 if time else 0.0) + (1.0 if places else 0.0) - 0.05 * min(near, 10)
    if event.form is mention.form:
        score += 1.0
    if shared == 0 and not mention.definite and not (time and places):
        return None
    if shared == 0 and near > _BACK:
        return None
    return score + 0.2


def _joins(event: Event, mention: Mention) -> float | None:
    """ "B attended as well": the event told of last, where it is near and not a visit or a call."""
    away = mention.sentence.index - event.mentions[-1].sentence.index
    witness = mention.token.lemma_ == "witness"
    if event.host or event.form in (Form.VISIT, Form.CALL) or (witness and event.form is not Form.SIGNING) or not 0 <= away <= 3:
        return None
    if mention.noun and not _forms_agree(event, mention):
        return None
    return 4.0 - away


def _is_further(mention: Mention) -> bool:
    """ "A will also meet B": another event than the one told before."""
    return any(c.lower_ in ("also", "separately") for c in mention.token.children)


def _forms_agree(event: Event, mention: Mention) -> bool:
    a, b = event.form, mention.form
    if a is b:
        return not (a is Form.MEETING and {event.mode, mention.mode} == {"person", "virtual"})
    alone = (Form.VISIT, Form.SIGNING, Form.PROTEST)
    if a in alone or b in alone:
        # "A and B agreed on Thursday" may be how a signing is told
        return False
    if event.bilateral or mention.bilateral:
        large = (Form.MULTILATERAL, Form.SUMMIT, Form.TWO_PLUS_TWO)
        if a in large or b in large or len(event.parties) > 2 or len(mention.parties) > 2:
            return False
    if b is Form.TWO_PLUS_TWO:  # the meeting told before was one only where a side sent two
        sides = [p.party for p in {p.index: p for p in [*event.people, *mention.people]}.values()]
        return (
            a in (None, Form.MEETING)
            and not event.bilateral
            and any(sides.count(side) > 1 for side in sides)
        )
    if mention.noun and b in (Form.SUMMIT, Form.MULTILATERAL) and not _is_large(event, mention):
        return False
    if a is None or b is None:
        return not (Form.CALL in (a, b) and "person" in (event.mode, mention.mode))
    if Form.CALL in (a, b):
        if (event.soft or mention.soft) and Form.MEETING in (a, b):
            return True  # "spoke with" or "conferred" leave open how
        other = mention if a is Form.CALL else event
        return Form.MEETING in (a, b) and other.mode == "virtual"
    if Form.MEETING in (a, b):
        return True
    return {a, b} <= {Form.SUMMIT, Form.MULTILATERAL}


def _is_large(event: Event, mention: Mention) -> bool:
    """Whether a meeting told of may be the named summit: not where two sides alone met."""
    if event.form in (Form.SUMMIT, Form.MULTILATERAL, Form.TWO_PLUS_TWO) or not event.people:
        return True
    if mention.ordinal and len(event.people) == 2:
        return False
    if len(mention.people) > 1 or len({p.party for p in event.people}) > 2:
        return True
    return not mention.title and not any(p in gazetteer().members for p in mention.parties)


def _statuses_agree(event: Event, mention: Mention) -> bool:
    if event.status is None or mention.status is None or event.status is mention.status:
        return True
    return not (event.firm and mention.firm)


def _shared(event: Event, mention: Mention) -> float | None:
    """Return how many people and parties both name, or None where they cannot be the same company."""
    people, others = {p.index for p in event.people}, {p.index for p in mention.people}
    both = people & others
    if people and others and not (people <= others or others <= people):
        known = {p.party for p in event.people} & {p.party for p in mention.people}
        if not both or len(known) < len({p.party for p in mention.people}):
            return None
        if len(people - others) and len(others - people) and event.form is not Form.TWO_PLUS_TWO:
            return None
    hints = {p.index for p in mention.hints}
    if hints and people and not hints & people and not others:
        return None
    a, b = set(event.parties), set(mention.parties)
    if a and b and not (a <= b or b <= a):
        return None
    if not both and others and people:
        return None
    if mention.form is Form.VISIT and others and people and others != people:
        return None
    if len(b) > len(a) >= 2 and mention.firm and not both:
        return None
    return 2.0 * len(both) + 0.5 * len(a & b) + 0.5 * len(hints & people)


def _times_agree(discourse: Discourse, a: TimeRef | None, b: TimeRef | None) -> bool | None:
    """True for the same time, False for another, None where it cannot be said."""
    if a is None or b is None:
        return None
    if (a.form, a.args, a.mod) == (b.form, b.args, b.mod):
        return True
    first, second = when_of(discourse, a), when_of(discourse, b)
    if first is not None and second is not None:
        return first.meets(second)
    return False if a.form == b.form else None


def when_of(discourse: Discourse, ref: TimeRef | None) -> When | None:
    """Resolve a time against the report's date, where that is known."""
    if ref is None:
        return None
    return resolve(ref, Anchor(discourse.parsed.report.dating.when)).when


def _places_agree(event: Event, mention: Mention) -> bool | None:
    if event.place is None or mention.place is None:
        return None
    a, b = event.place.lower(), mention.place.lower()
    if a in b or b in a:
        return True
    if event.country and mention.country and event.country != mention.country:
        return False
    return None


def _lend(events: list[Event]) -> None:
    """A visit and the meeting held on it lend each other time and place; "also" and "later" carry a day on."""
    for visit in [e for e in events if e.form is Form.VISIT]:
        for other in events:
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
        for earlier in reversed(events[:index]):
            if (
                earlier.when is not None
                and earlier.status is event.status
                and {p.index for p in earlier.people} & {p.index for p in event.people}
            ):
                event.when = earlier.when
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
