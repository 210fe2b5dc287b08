"""Whether a mention tells of an event already found, how well it fits, and who sits at a 2+2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, prepositional
from servanda.extraction.coreference.report_context import when_of
from servanda.extraction.kinds.consultations.event_model import Event
from servanda.extraction.kinds.consultations.event_noun_words import title_words
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.parsing.office_titles import titles
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.model import TimeRef
    from servanda.parsing.people import Person

__all__ = ["complete_pairs", "fit", "is_remembered", "statuses_agree", "times_agree"]


_NEWS = 5  # days after which what was held is no news
_BACK = 12  # sentences a definite "the talks" may look back


def fit(discourse: Discourse, event: Event, mention: Mention) -> float | None:
    """Return how well a mention fits an event, above 0 where it tells of it, or None where it cannot."""
    if not _forms_agree(event, mention) or not _may_be_at_once(event, mention):
        return None
    if _is_told_apart(discourse, event, mention):
        return None
    if mention.adds:
        return _joins(event, mention)
    if _is_beside(event, mention):
        return None
    shared = _shared(event, mention)
    time = times_agree(discourse, event.when, mention.when)
    places = _places_agree(event, mention)
    if shared is None or time is False or _is_elsewhere(event, mention, places=places):
        return None
    if shared == 0 and not _is_taken_up(event, mention, sure=bool(time and places)):
        return None
    score = shared + (2.0 if time else 0.0) + (1.0 if places else 0.0)
    score -= 0.05 * min(_distance(event, mention), 10)
    return score + (1.0 if event.form is mention.form else 0.0) + 0.2


def _may_be_at_once(event: Event, mention: Mention) -> bool:
    """Whether statuses agree, or a mention only tells what those who meet talk about: "they are to discuss trade"."""
    if statuses_agree(event, mention):
        return True
    vague = mention.form is None and not mention.noun and mention.when is None
    if not vague or event.form is Form.VISIT:
        return False
    return len(mention.people) > 1 and all(p in event.people for p in mention.people)


def _distance(event: Event, mention: Mention) -> int:
    """Return how many sentences lie between a mention and the last one of the event."""
    return abs(event.mentions[-1].sentence.index - mention.sentence.index)


def _is_beside(event: Event, mention: Mention) -> bool:
    """Whether a mention tells of one before, of one more, or of what the event was on the margins of."""
    if mention.earlier != event.earlier or _is_one_more(event, mention):
        return True
    named = bool(event.people or mention.people) or event.parties != mention.parties
    return event.host != mention.host and named


def _is_elsewhere(event: Event, mention: Mention, *, places: bool | None) -> bool:
    """Whether a mention tells of another place; a visit is told apart by the state alone."""
    if mention.form is not Form.VISIT:
        return places is False and _has_place(mention)
    if event.country is None:
        return False
    if mention.country is None:
        return not mention.definite
    return event.country != mention.country and not _begins_alike(event.place, mention.place)


def _begins_alike(one: str | None, other: str | None) -> bool:
    """Whether two places open with the same town: "Norville and Sudville", "Norville, Norland, and Sudville"."""
    first, second = (re.split(r",| and ", place or "", maxsplit=1)[0] for place in (one, other))
    return first != "" and first == second


def is_remembered(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether who speaks tells of a meeting elsewhere: "after our meeting in Norville", said where two sit now."""
    told = mention.place is not None and event.place is None and mention.form is not Form.VISIT
    if not told or mention.status not in (Status.HELD, None):
        return False
    return (
        discourse.turn(mention.token) is not None
        and discourse.turn(event.mentions[0].token) is None
    )


def _is_taken_up(event: Event, mention: Mention, *, sure: bool) -> bool:
    """Whether words that name nobody of the event tell of it: definite and near, or `sure` by day and place."""
    if event.when is None and mention.noun and _is_earlier(mention.when):
        return False  # "the negotiations last month" are not those just told
    return (mention.definite or sure) and _distance(event, mention) <= _BACK


def _is_told_apart(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether the words set a mention apart from an event: by name, number, day, company, side or destination."""
    if min(len(event.title), len(mention.title)) > 1 and not event.title & mention.title:
        return True
    return (
        _is_named_otherwise(discourse, event, mention)
        or is_remembered(discourse, event, mention)
        or _is_long_past(discourse, event, mention)
        or _meets_others(event, mention)
        or _is_stop(event, mention)
    )


def _is_one_more(event: Event, mention: Mention) -> bool:
    """Whether a mention tells of one more: with a number or a side of its own, or "also", "separate", "another"."""
    if event.by and mention.by and event.by != mention.by:
        return True  # each side protested to the other
    if event.ordinal and mention.ordinal and event.ordinal != mention.ordinal:
        return True
    further = _is_other(mention) if mention.noun else _is_further(mention)
    later = event.mentions[0].sentence.index < mention.sentence.index
    return further and later and mention.form is not None


def _has_place(mention: Mention) -> bool:
    """Whether a place told with a mention is its own; in "discussed the war in Norland" it is of what is discussed."""
    return mention.noun or mention.form is not None


def _is_named_otherwise(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether a mention has a name, other than that of its parties, which the event told has not."""
    if mention.form is Form.VISIT or not mention.title or event.title & mention.title:
        return False
    named = [t for t in title_words(mention.token) if discourse.parsed.party_at(t) is None]
    named = [t for t in named if discourse.parsed.person_at(t) is None]
    return bool(named) and (event.title != frozenset() or bool(event.people))


def _is_long_past(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether a mention is dated well before the report, and the event told is the report's news, without a day."""
    published = discourse.parsed.report.dating.when
    when = when_of(discourse, mention.when)
    if event.when is not None or published is None or when is None:
        return False
    if published.earliest is None or when.latest is None:
        return False
    return event.status is Status.HELD and (published.earliest - when.latest).days > _NEWS


def _meets_others(event: Event, mention: Mention) -> bool:
    """Whether one tells of meeting others, not named, than those named before: "will also meet party leaders"."""
    if mention.form is not Form.MEETING or not mention.foreigners or mention.headline:
        return False  # a headline names nobody whom the text names
    if mention.noun and not _is_with_somebody_new(mention):
        return False
    named = {p.index for p in mention.people}
    return len(named) < _TWO and bool({p.index for p in event.people} - named)


def _is_with_somebody_new(mention: Mention) -> bool:
    """Whether it is "a meeting with party leaders", not "the meeting"."""
    new = any(c.lower_ in ("a", "an") for c in children(mention.token, "det"))
    return new and bool(prepositional(mention.token, "with"))


def _is_stop(event: Event, mention: Mention) -> bool:
    """Whether one tells of a journey to several states, the other of the visit to one of them, by a verb or with its day."""
    first = event.mentions[0]
    if mention.form is not Form.VISIT or mention.headline or first.headline:
        return False
    one = first if mention.tour else mention
    told = one.country is not None and (not one.noun or one.when is not None)
    return first.tour != mention.tour and told


def _is_earlier(ref: TimeRef | None) -> bool:
    return ref is not None and ref.text.lower().startswith(("last ", "the previous ", "the past "))


def _joins(event: Event, mention: Mention) -> float | None:
    """Return the fit of "B attended as well": the event told of last, where it is near and not a visit or a call."""
    away = mention.sentence.index - event.mentions[-1].sentence.index
    witness = mention.token.lemma_ == "witness"
    if (
        event.host
        or event.form in (Form.VISIT, Form.CALL)
        or (witness and event.form is not Form.SIGNING)
        or not 0 <= away <= 3
    ):
        return None
    if mention.noun and not _forms_agree(event, mention):
        return None
    return 4.0 - away


def _is_further(mention: Mention) -> bool:
    """Return whether it is told as one more ("A will also meet B"): another event than the one before.

    Papers that "were also signed" are signed then, by the same.
    """
    if mention.form is Form.SIGNING and not mention.people:
        return False
    return any(c.lower_ in ("also", "separately") for c in mention.token.children)


def _is_other(mention: Mention) -> bool:
    """Return whether the noun says that it is another event: "separate talks", "further meetings"."""
    words = {c.lower_ for c in mention.token.children}
    return bool(words & {"separate", "further", "another"})


def _forms_agree(event: Event, mention: Mention) -> bool:
    """Whether what a mention is told as may be what the event is: a meeting may be a summit, never a visit."""
    a, b = event.form, mention.form
    if _is_of_two_and_of_many(event, mention):
        return False
    if a is b:
        return not (a is Form.MEETING and {event.mode, mention.mode} == {"person", "virtual"})
    if _are_apart(event, mention):
        return False
    if b is Form.TWO_PLUS_TWO:
        return _may_be_of_four(event, mention)
    if a is None or b is None:
        return not (Form.CALL in (a, b) and "person" in (event.mode, mention.mode))
    if Form.CALL in (a, b):
        return _may_be_by_phone(event, mention)
    return Form.MEETING in (a, b) or {a, b} <= {Form.SUMMIT, Form.MULTILATERAL}


def _are_apart(event: Event, mention: Mention) -> bool:
    """Whether two forms never are one: a visit, a signing or a protest and another; two sides alone and many."""
    a, b = event.form, mention.form
    if a in _ALONE or b in _ALONE:
        return True
    if (event.bilateral or mention.bilateral) and (a in _MANY or b in _MANY):
        return True
    if mention.noun:
        return b in (Form.SUMMIT, Form.MULTILATERAL) and not _is_large(event, mention)
    two = len(mention.people) == _TWO and len(event.people) < _TWO
    return a in (Form.SUMMIT, Form.MULTILATERAL) and b is Form.MEETING and two


_ALONE = (Form.VISIT, Form.SIGNING, Form.PROTEST)
_MANY = (Form.MULTILATERAL, Form.SUMMIT, Form.TWO_PLUS_TWO)
_TWO = 2  # sides to what is bilateral


def _is_of_two_and_of_many(event: Event, mention: Mention) -> bool:
    """Whether one is told as of two sides, and more take part in the other."""
    if mention.bilateral and len(event.parties) > _TWO:
        return True
    return event.bilateral and len(mention.parties) > _TWO


def _may_be_of_four(event: Event, mention: Mention) -> bool:
    """Whether a meeting told before may be the 2+2: only where a side sent two."""
    if not event.people or event.form not in (None, Form.MEETING) or event.bilateral:
        return False
    sides = [p.party for p in {p.index: p for p in [*event.people, *mention.people]}.values()]
    return any(sides.count(side) > 1 for side in sides)


def _may_be_by_phone(event: Event, mention: Mention) -> bool:
    """Whether one told as a call and one told as a meeting may be one."""
    if Form.MEETING not in (event.form, mention.form):
        return False
    if event.soft or mention.soft:
        return True  # "spoke with" or "conferred" leave open how
    other = mention if event.form is Form.CALL else event
    return other.mode == "virtual"


def _is_large(event: Event, mention: Mention) -> bool:
    """Whether a meeting told of may be the named summit: not where two sides alone met."""
    if event.form in (Form.SUMMIT, Form.MULTILATERAL, Form.TWO_PLUS_TWO) or not event.people:
        return True
    bodies = {p for p in mention.parties if p in gazetteer().members}
    if len(event.people) == 2 and bodies - set(event.parties):
        return False  # two met there; the summit is the body's
    if mention.ordinal and len(event.people) == 2:
        return False
    if len(mention.people) > 1 or len({p.party for p in event.people}) > 2:
        return True
    return not mention.title and not any(p in gazetteer().members for p in mention.parties)


def statuses_agree(event: Event, mention: Mention) -> bool:
    """Whether one is not surely held and the other surely to come."""
    if event.status is None or mention.status is None or event.status is mention.status:
        return True
    return not (event.firm and mention.firm)


def _shared(event: Event, mention: Mention) -> float | None:
    """Return how many people and parties both name, or None where they cannot be the same company."""
    ours, theirs = {p.index for p in event.people}, {p.index for p in mention.people}
    hints = {p.index for p in mention.hints}
    sides, others = set(event.parties), set(mention.parties)
    if hints and ours and not theirs and not hints & ours:
        return None
    if _are_other_sides(sides, others) or (
        len(others) > len(sides) >= _TWO and mention.firm and not ours & theirs
    ):
        return None
    if ours and theirs and not _may_be_one_company(event, mention):
        return None
    return 2.0 * len(ours & theirs) + 0.5 * len(sides & others) + 0.5 * len(hints & ours)


def _are_other_sides(ours: set[str], theirs: set[str]) -> bool:
    """Whether each of two companies has a side that the other has not."""
    return bool(ours and theirs) and not (ours <= theirs or theirs <= ours)


def _may_be_one_company(event: Event, mention: Mention) -> bool:
    """Whether the people named in both places may have been together: one names no more than the other, or its sides."""
    ours, theirs = {p.index for p in event.people}, {p.index for p in mention.people}
    if not ours & theirs:
        return False
    if mention.form is Form.VISIT:
        return ours == theirs or _travel_together(event, mention)
    if ours <= theirs or theirs <= ours:
        return True
    sides, others = {p.party for p in event.people}, {p.party for p in mention.people}
    return event.form is Form.TWO_PLUS_TWO and others <= sides


def _travel_together(event: Event, mention: Mention) -> bool:
    """Whether a visit is told of one and of him with others of his state: "A's visit", "A and his wife will travel"."""
    ours, theirs = {p.index for p in event.people}, {p.index for p in mention.people}
    sides = {p.party for p in (*event.people, *mention.people) if p.party}
    return (ours <= theirs or theirs <= ours) and len(sides) == 1


def times_agree(discourse: Discourse, a: TimeRef | None, b: TimeRef | None) -> bool | None:
    """Return True for the same time, False for another, None where it cannot be said."""
    if a is None or b is None:
        return None
    if (a.form, a.args, a.mod) == (b.form, b.args, b.mod):
        return True
    first, second = when_of(discourse, a), when_of(discourse, b)
    if first is not None and second is not None:
        return first.meets(second)
    return False if a.form == b.form else None


def _places_agree(event: Event, mention: Mention) -> bool | None:
    if event.place is None or mention.place is None:
        return None
    a, b = event.place.lower(), mention.place.lower()
    if a in b or b in a:
        return True
    if event.country and mention.country and event.country != mention.country:
        return False
    return None


# -- Pairs: at a 2+2 sit the foreign and the defence ministers of two states, named there or


_HEADS = word_set("extraction", "heads", "consultation_words")
# Those who stand below a minister, and those who speak for one.
_BELOW = word_set("extraction", "below", "consultation_words")


def complete_pairs(discourse: Discourse, events: list[Event]) -> None:
    """Add the other side's ministers to a 2+2 of which one side is named in full.

    Both must be named in the report with their offices, and be the only ones it names in them.
    """
    for event in events:
        if event.form is not Form.TWO_PLUS_TWO or len(event.parties) != _TWO:
            continue
        told = {party: [p for p in event.people if p.party == party] for party in event.parties}
        full = [party for party, people in told.items() if len(people) == _TWO and _pair(people)]
        empty = [party for party, people in told.items() if not people]
        if len(full) == len(empty) == 1:
            named = [p for p in discourse.parsed.people.people if p.party == empty[0]]
            event.people.extend(_pair(named))


def _pair(people: list[Person]) -> list[Person]:
    """Return the foreign and the defence minister among people, or nobody."""
    by_seat: dict[str, list[Person]] = {}
    for person in people:
        for seat in _seats(person):
            by_seat.setdefault(seat, []).append(person)
    foreign, defense = by_seat.get("foreign", []), by_seat.get("defense", [])
    if len(foreign) != 1 or len(defense) != 1 or foreign[0] is defense[0]:
        return []
    return [foreign[0], defense[0]]


def _seats(person: Person) -> set[str]:
    """Return which of the two offices a person is given; nothing once called former or designate."""
    found: set[str] = set()
    for holding in person.holdings:
        words = set(holding.office.lower().replace("-", " ").split())
        if holding.former or holding.incoming:
            return set()
        if holding.head.split()[-1].lower() not in _HEADS or words & _BELOW:
            continue
        if words & titles().defense:
            found.add("defense")
        elif words & titles().foreign:
            found.add("foreign")
    return found
