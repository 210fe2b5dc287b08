"""Consultations: each meeting, call, visit, summit, signing or protest that a report tells of, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import prepositional
from servanda.extraction.coreference.report_context import when_of
from servanda.extraction.kinds.consultations.company import is_private
from servanda.extraction.kinds.consultations.event_carry_over import (
    carry_over,
    date_by_what_led_to_it,
    on_the_trip,
)
from servanda.extraction.kinds.consultations.event_fit import complete_pairs
from servanda.extraction.kinds.consultations.event_founding import TAKING_UP
from servanda.extraction.kinds.consultations.event_mentions import find_mentions
from servanda.extraction.kinds.consultations.event_merging import merge
from servanda.extraction.kinds.consultations.event_setting import fill_setting
from servanda.extraction.kinds.consultations.event_status import is_only_promised, is_unreal
from servanda.extraction.kinds.consultations.side_members import add_side_members
from servanda.extraction.kinds.consultations.told_apart import told_apart
from servanda.extraction.kinds.consultations.unsaid_visits import name_destination, unsaid_visits
from servanda.extraction.kinds.consultations.verb_participants import fill_people
from servanda.extraction.kinds.tenures.office_offers import offers
from servanda.extraction.kinds.tenures.office_wording import wording
from servanda.extraction.registry import reader
from servanda.model import Claim, Consultation, Direction, Participant
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Event, Mention
    from servanda.model import Evidence
    from servanda.parsing.people import Person

__all__ = ["read_consultations"]


_JOINING = ("attend", "participate", "join", "take")
_JOINED = (None, Form.MEETING, Form.MULTILATERAL, Form.SUMMIT)
_TWO = 2  # who discuss a matter
_ALONE = 0.6  # one mention without a day; more mentions, a time and named people each add to it


@reader("consultation")
def read_consultations(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each consultation, with every sentence that tells of it as evidence."""
    events = merge(discourse, _mentions(discourse))
    add_side_members(discourse, events)
    complete_pairs(discourse, events)
    for event in events:
        evidence = _evidence(discourse, event)
        yield Claim.make(
            discourse.parsed.report.id,
            _body(discourse, event),
            evidence,
            rule=_telling(event).rule,
            confidence=_confidence(event),
        )


def _mentions(discourse: Discourse) -> list[Mention]:
    found: list[Mention] = []
    for mention in find_mentions(discourse):
        if not fill_people(discourse, mention) or is_unreal(mention):
            continue
        fill_setting(discourse, mention)
        name_destination(discourse, mention)
        date_by_what_led_to_it(discourse, mention)
        if is_only_promised(mention) or is_private(mention):
            continue
        mention.adds |= _is_joined(mention)
        if _tells_something(mention):
            found.extend(told_apart(discourse, mention))
    found.extend(unsaid_visits(discourse))
    carry_over(found)
    on_the_trip(found)
    return found


def _is_joined(mention: Mention) -> bool:
    """Whether it is "A and B will take part in the talks": they join those told of before, nothing else is said of them."""
    if not mention.noun or not mention.definite or mention.title or mention.verb is None:
        return False
    if mention.when is not None or mention.place is not None or not mention.people:
        return False
    joined = mention.verb.lemma_.lower() in _JOINING and mention.form in _JOINED
    return joined and not prepositional(mention.token, "with", "between", "of")


def _tells_something(mention: Mention) -> bool:
    """Whether words say more than that somebody talks or agrees: who, when or where."""
    if mention.weak and mention.noun and not mention.definite and not mention.people:
        return mention.verb is not None and mention.when is not None
    if mention.adds or mention.noun or mention.form is not None:
        return True
    if mention.when is not None or mention.place is not None:
        return True
    return len(mention.people) == _TWO and mention.token.lemma_.lower() in TAKING_UP


def _body(discourse: Discourse, event: Event) -> Consultation:
    lent = {index: party for m in event.mentions for index, party in m.lent.items()}
    people = tuple(
        Participant(p.name, _office(discourse, p), lent.get(p.index, p.party))
        for p in event.people or _who_spoke(event)
    )
    place = event.place if event.form is not Form.CALL else None
    return Consultation(
        form=_form(event),
        status=_status(discourse, event),
        participants=people,
        parties=tuple(event.parties),
        place=place,
        country=event.country if place else None,
        when=event.when,
        duration_minutes=next((m.minutes for m in event.mentions if m.minutes), None),
        margins_of=next((m.margins for m in event.mentions if m.margins), None),
        first=next((m.first for m in event.mentions if m.first), None),
    )


def _who_spoke(event: Event) -> list[Person]:
    """Return who acts where an event without names is told, of its parties; at a summit of nobody, whoever speaks there."""
    acting = {p.index: p for m in event.mentions for p in m.hints}
    open_to_all = not event.parties and event.form in (Form.SUMMIT, Form.MULTILATERAL)
    if event.form is Form.VISIT:
        return [p for p in acting.values() if p.party not in (None, event.country)]
    return [p for p in acting.values() if open_to_all or p.party in event.parties]


def _office(discourse: Discourse, person: Person) -> str | None:
    """Return the office; "his counterpart" is told by the office of the other side."""
    if person.office != "counterpart":
        return person.office
    given = [o for o in offers(discourse).get(person.index, ()) if o.counterpart]
    return wording(discourse, given[0], person)[0] if given else None


def _form(event: Event) -> Form:
    form = event.form or (Form.CALL if event.mode == "phone" else Form.MEETING)
    if form is Form.MEETING and _is_of_a_body(event):
        return Form.MULTILATERAL
    if form is Form.MEETING and not event.people and len(event.parties) > 2:
        return Form.MULTILATERAL
    if form is Form.MEETING and len({p.party for p in event.people}) > 2:
        return Form.MULTILATERAL
    return form


def _is_of_a_body(event: Event) -> bool:
    """Whether a meeting is an organisation's own: nobody is named, or the body is, as in "the NATO council meeting"."""
    bodies = [p for p in event.parties if p in gazetteer().members]
    return any(p.lower() in event.title for p in bodies) or (bool(bodies) and not event.people)


def _status(discourse: Discourse, event: Event) -> Status:
    ahead = event.when is not None and event.when.direction is Direction.FUTURE
    when, published = when_of(discourse, event.when), discourse.parsed.report.dating.when
    if when is not None and published is not None:
        after = bool(when.earliest and published.latest and when.earliest > published.latest)
        before = bool(when.latest and published.earliest and when.latest < published.earliest)
        if after and event.status is Status.HELD:
            return Status.PLANNED  # "thanked them for hosting the summit" of the day after
        if before and event.status is Status.PLANNED and not event.firm:
            return Status.HELD  # "thanked her for the visit in May"
        ahead = after
    return event.status if event.status is not None else _by_time(ahead=ahead)


def _by_time(*, ahead: bool) -> Status:
    return Status.PLANNED if ahead else Status.HELD


def _telling(event: Event) -> Mention:
    """Return the mention that says most: people, then a time, then a place; body before headline."""
    return max(
        event.mentions,
        key=lambda m: (
            not m.headline,
            len(m.people),
            m.when is not None,
            m.place is not None,
            -m.token.i,
        ),
    )


def _evidence(discourse: Discourse, event: Event) -> tuple[Evidence, ...]:
    first = _telling(event).sentence
    others = {
        m.sentence.index: m.sentence for m in event.mentions if m.sentence.index != first.index
    }
    return tuple(
        discourse.parsed.sentence_evidence(s) for s in [first, *(others[i] for i in sorted(others))]
    )


def _confidence(event: Event) -> float:
    gained = (
        0.1 * (len(event.people) > 1)
        + 0.1 * (event.when is not None)
        + 0.1 * (len(event.mentions) > 1)
    )
    return round(_ALONE + gained, 2)
