"""Whether a mention tells of an event already found, how well it fits, and who sits at a 2+2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
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

__all__ = ["complete_pairs", "fit"]


_NEWS = 5  # days after which what was held is no news
_BACK = 12  # sentences a definite "the talks" may look back


def fit(discourse: Discourse, event: Event, mention: Mention) -> float | None:
    """Return how well a mention fits an event, above 0 where it tells of it, or None where it cannot."""
    if not _forms_agree(event, mention) or not _statuses_agree(event, mention):
        return None
    if _is_told_apart(discourse, event, mention):
        return None
    if mention.adds:
        return _joins(event, mention)
    if mention.earlier != event.earlier or _is_one_more(event, mention):
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
    if shared == 0 and event.when is None and mention.noun and _is_earlier(mention.when):
        return None  # "the negotiations last month" are not those just told
    visit = mention.form is Form.VISIT
    if visit and event.country and mention.country and event.country != mention.country:
        return None
    if visit and event.country and mention.country is None and not mention.definite:
        return None
    places = _places_agree(event, mention)
    if places is False and not visit and _has_place(mention):
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


def _is_told_apart(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether the words set a mention apart from an event: by name, number, day, company, side or destination."""
    if min(len(event.title), len(mention.title)) > 1 and not event.title & mention.title:
        return True
    return (
        _is_named_otherwise(discourse, event, mention)
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
    """Whether a verb tells of meeting others, not named, than those named before: "will also meet party leaders"."""
    if mention.noun or mention.form is not Form.MEETING or not mention.foreigners:
        return False
    named = {p.index for p in mention.people}
    return len(named) < 2 and bool({p.index for p in event.people} - named)


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
    """Return whether it is told as one more ("A will also meet B"): another event than the one before."""
    return any(c.lower_ in ("also", "separately") for c in mention.token.children)


def _is_other(mention: Mention) -> bool:
    """Return whether the noun says that it is another event: "separate talks", "further meetings"."""
    words = {c.lower_ for c in mention.token.children}
    return bool(words & {"separate", "further", "another"})


def _forms_agree(event: Event, mention: Mention) -> bool:
    a, b = event.form, mention.form
    if (mention.bilateral and len(event.parties) > 2) or (
        event.bilateral and len(mention.parties) > 2
    ):
        return False
    if a is b:
        return not (a is Form.MEETING and {event.mode, mention.mode} == {"person", "virtual"})
    alone = (Form.VISIT, Form.SIGNING, Form.PROTEST)
    if a in alone or b in alone:
        # "A and B agreed on Thursday" may be how a signing is told
        return False
    if event.bilateral or mention.bilateral:
        large = (Form.MULTILATERAL, Form.SUMMIT, Form.TWO_PLUS_TWO)
        if a in large or b in large:
            return False
    if b is Form.TWO_PLUS_TWO:  # the meeting told before was one only where a side sent two
        sides = [p.party for p in {p.index: p for p in [*event.people, *mention.people]}.values()]
        return (
            bool(event.people)
            and a in (None, Form.MEETING)
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
    bodies = {p for p in mention.parties if p in gazetteer().members}
    if len(event.people) == 2 and bodies - set(event.parties):
        return False  # two met there; the summit is the body's
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
        if event.form is not Form.TWO_PLUS_TWO or len(event.parties) != 2:
            continue
        told = {party: [p for p in event.people if p.party == party] for party in event.parties}
        full = [party for party, people in told.items() if len(people) == 2 and _pair(people)]
        empty = [party for party, people in told.items() if not people]
        if len(full) != 1 or len(empty) != 1:
            continue
        found = _pair([p for p in discourse.parsed.people.people if p.party == empty[0]])
        event.people.extend(found)


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
