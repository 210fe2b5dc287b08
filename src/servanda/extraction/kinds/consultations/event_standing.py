"""Whether what fits no event told is one more: the preparations for a summit, a trip told in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.consultations.consultation_words import SITTINGS
from servanda.extraction.kinds.consultations.event_fit import (
    is_remembered,
    statuses_agree,
    times_agree,
)
from servanda.extraction.kinds.consultations.event_model import Event
from servanda.extraction.kinds.consultations.event_noun_words import event_lemma
from servanda.model import ConsultationForm as Form

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["is_repeated", "is_wished", "only_talks", "stands_alone"]

_ONE_TIME = word_set("extraction", "one_time", "consultation_words")
"""Sittings that no standing body is called."""
_LARGE = (Form.SUMMIT, Form.MULTILATERAL, Form.TWO_PLUS_TWO)
_TALKS = (None, Form.MEETING, Form.CALL, Form.COURTESY)


def stands_alone(discourse: Discourse, events: list[Event], mention: Mention) -> bool:
    """Whether the words tell of an event of their own, though not all of who, when and where is said."""
    if mention.adds or _is_domestic(mention) or _is_habit(mention):
        return False
    if mention.headline and not _heads_a_visit(events, mention):
        return False
    if any(_may_be(discourse, event, mention) for event in events):
        return False
    if mention.form in _LARGE and not mention.people:
        mention.people = list(mention.hints)  # "announced today at the Norville Dialogue"
    return _says_enough(mention)


def only_talks(events: list[Event], left: list[Mention]) -> list[Event]:
    """Return the talks of a report that tells of no others, though not whose they are: "the stalled talks", once."""
    if any(e.form in _LARGE or e.form in _TALKS for e in events):
        return []
    told = [m for m in left if m.noun and event_lemma(m.token) in _NEGOTIATIONS]
    first = next((m for m in told if _is_known(m)), None)
    if first is None:
        return []
    event = Event.of(first)
    for mention in told:
        if mention is not first and mention.status in (None, first.status):
            event.take(mention)
    return [event]


_TOLD_TALKS = word_set("extraction", "told_talks", "consultation_words")
_NEGOTIATIONS = _TOLD_TALKS | word_set("extraction", "negotiations", "consultation_words")
_UNDER_WAY = word_set("extraction", "under_way", "consultation_words")


def _is_known(mention: Mention) -> bool:
    """Whether talks are told as known ones: with an article, a day, or as "stalled", "recent"."""
    words = {c.lower_ for c in mention.token.children}
    if event_lemma(mention.token) not in _TOLD_TALKS:
        return False  # negotiations are as often about trade, for years
    return mention.definite or mention.when is not None or bool(words & _UNDER_WAY)


def _says_enough(mention: Mention) -> bool:
    """Whether the words say enough for an event of its form."""
    if mention.form is Form.VISIT:
        return _is_trip(mention)
    if mention.form in _LARGE:
        named = bool(mention.title) or mention.place is not None or mention.when is not None
        lemma = event_lemma(mention.token)
        named_once = lemma in _ONE_TIME and mention.token.pos_ == "PROPN"
        return mention.noun and named and (named_once or lemma not in SITTINGS)
    if mention.form is Form.SIGNING:
        dated = mention.when is not None or mention.place is not None
        if mention.noun:
            return mention.definite
        return not is_wished(mention) and (dated or bool(mention.people))
    return mention.form in _TALKS and _are_talks(mention)


def is_wished(signing: Mention) -> bool:
    """Whether papers are only wanted: "to conclude a treaty", "it is right to sign", "could be signed", no day told."""
    verb = signing.token
    helpers = {c.lower_ for c in children(verb, "aux")}
    if "to" in helpers and (verb.lemma_ in ("conclude", "exchange") or verb.head.pos_ == "ADJ"):
        return True
    return signing.when is None and bool(helpers & {"would", "could", "should"})


def _heads_a_visit(events: list[Event], mention: Mention) -> bool:
    """Whether a heading alone says whereto: "Official visit to Norland", above a text that says "the visit"."""
    alone = not any(e.form is Form.VISIT and e.country == mention.country for e in events)
    return mention.form is Form.VISIT and mention.noun and mention.country is not None and alone


def _is_domestic(mention: Mention) -> bool:
    """Whether several are named, all of one state: its own affair."""
    parties = {p.party for p in mention.people} | set(mention.parties)
    abroad = mention.country is not None and mention.country not in parties
    alone = len(mention.people) > 1 and len(parties) == 1
    return alone and mention.form is not Form.VISIT and not abroad


def _is_habit(mention: Mention) -> bool:
    """Whether it is many in one word, or an example of where one works together: "fora such as the Norville Summit"."""
    if mention.noun and is_repeated(mention):
        return True
    token = mention.token
    while token.dep_ == "conj":
        token = token.head
    above = token.head
    return above.lower_ == "including" or (above.lower_ == "as" and above.head.lower_ != "as")


_REPEATED = word_set("extraction", "repeated", "consultation_words")


def is_repeated(mention: Mention) -> bool:
    """Whether a noun tells of a habit: "many rounds of talks"."""
    words = {t.lower_ for t in (mention.pivot or mention.token).subtree if t.i <= mention.token.i}
    return bool(words & _REPEATED)


def _is_trip(mention: Mention) -> bool:
    if mention.people and all(p.party == mention.country for p in mention.people):
        return False  # who goes home visits nobody
    if _is_call_of_a_ship(mention):
        return False
    told = mention.place is not None or mention.when is not None
    if mention.weak and not (mention.people and mention.place):
        return False  # "his arrival comes two weeks after"
    who = bool(mention.people)
    if mention.noun:
        return who or told
    return (who and told) or (mention.foreigners and mention.country is not None and mention.firm)


def _is_call_of_a_ship(mention: Mention) -> bool:
    craft = frame_table("incident").classes["craft"]
    return any(owner.lemma_.lower() in craft for owner in children(mention.token, "poss"))


def _are_talks(mention: Mention) -> bool:
    who = bool(mention.people) or len(mention.parties) > 1 or mention.foreigners
    if not mention.noun:
        return who and (mention.form is not None or len(mention.parties) > 1)
    if mention.weak:
        return len(mention.people) > 1 or (bool(mention.parties) and mention.title != frozenset())
    told = mention.when is not None or mention.place is not None
    return (
        who or (bool(mention.parties) and told) or (mention.when is not None and _is_sure(mention))
    )


def _is_sure(mention: Mention) -> bool:
    """Whether the verb says that it was held or will be: "another round of talks is set for Monday"."""
    return mention.firm and mention.status is not None and mention.verb is not None


def _may_be(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether an event told may well be the same, though it is not said."""
    if not _are_alike(event.form, mention.form) or event.earlier != mention.earlier:
        return False
    if _is_another(discourse, event, mention):
        return False
    pairs = (
        ({p.index for p in event.people}, {p.index for p in mention.people}),
        ({event.country} - {None}, {mention.country} - {None}),
        (event.title, mention.title),
    )
    if any(ours and theirs and not ours & theirs for theirs, ours in pairs):
        return False
    return not event.parties or set(mention.parties) <= set(event.parties)


def _is_another(discourse: Discourse, event: Event, mention: Mention) -> bool:
    """Whether day, status, or those who are met without a name say that it is another one."""
    if times_agree(discourse, event.when, mention.when) is False:
        return True
    if is_remembered(discourse, event, mention):
        return True
    if mention.form is Form.VISIT:
        return event.mentions[0].tour != mention.tour
    if mention.foreigners and not mention.noun:
        return True
    if mention.form is None and not mention.noun:
        return False  # "the ministers were expected to discuss it", when they met
    told = bool(mention.people) or mention.when is not None
    spoken = (
        discourse.turn(mention.token) is not None
    )  # "thank you for finding time to meet" is now
    return told and not spoken and not statuses_agree(event, mention)


def _are_alike(one: Form | None, other: Form | None) -> bool:
    groups = (_LARGE, _TALKS, (Form.VISIT,), (Form.SIGNING,))
    return any(one in group and other in group for group in groups)
