"""Whether what fits no event told is one more: the preparations for a summit, a trip told in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.consultations.consultation_words import SITTINGS
from servanda.extraction.kinds.consultations.event_noun_words import event_lemma
from servanda.model import ConsultationForm as Form

if TYPE_CHECKING:
    from servanda.extraction.kinds.consultations.event_model import Event, Mention

__all__ = ["is_repeated", "stands_alone"]

_LARGE = (Form.SUMMIT, Form.MULTILATERAL, Form.TWO_PLUS_TWO)
_TALKS = (None, Form.MEETING, Form.CALL, Form.COURTESY)


def stands_alone(events: list[Event], mention: Mention) -> bool:
    """Whether the words tell of an event of their own, though not all of who, when and where is said."""
    if mention.adds or mention.headline or _is_domestic(mention) or _is_habit(mention):
        return False
    if any(_may_be(event, mention) for event in events):
        return False
    if mention.form in _LARGE and not mention.people:
        mention.people = list(mention.hints)  # "announced today at the Norville Dialogue"
    return _says_enough(mention)


def _says_enough(mention: Mention) -> bool:
    """Whether the words say enough for an event of its form."""
    if mention.form is Form.VISIT:
        return _is_trip(mention)
    if mention.form in _LARGE:
        return mention.noun and bool(mention.title) and event_lemma(mention.token) not in SITTINGS
    if mention.form is Form.SIGNING:
        return mention.noun and mention.definite
    return mention.form in _TALKS and _are_talks(mention)


def _is_domestic(mention: Mention) -> bool:
    """Whether several are named, all of one state: its own affair."""
    parties = {p.party for p in mention.people} | set(mention.parties)
    return len(mention.people) > 1 and len(parties) == 1 and mention.form is not Form.VISIT


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
    craft = frame_table("incident").classes["craft"]
    if any(owner.lemma_.lower() in craft for owner in children(mention.token, "poss")):
        return False  # the call of a ship
    told = mention.place is not None or mention.when is not None
    if mention.weak and not (mention.people and mention.place):
        return False  # "his arrival comes two weeks after"
    who = bool(mention.people)
    return (who or told) if mention.noun else (who and told)


def _are_talks(mention: Mention) -> bool:
    who = bool(mention.people) or len(mention.parties) > 1 or mention.foreigners
    if not mention.noun:
        return who and (mention.form is not None or len(mention.parties) > 1)
    if mention.weak:
        return len(mention.people) > 1 or (bool(mention.parties) and mention.title != frozenset())
    return who or (bool(mention.parties) and bool(mention.place or mention.when))


def _may_be(event: Event, mention: Mention) -> bool:
    """Whether an event told may well be the same, though it is not said."""
    if not _are_alike(event.form, mention.form) or event.earlier != mention.earlier:
        return False
    if mention.foreigners and not mention.noun:
        return False
    if mention.form is Form.VISIT and event.mentions[0].tour != mention.tour:
        return False
    pairs = (
        ({p.index for p in event.people}, {p.index for p in mention.people}),
        ({event.country} - {None}, {mention.country} - {None}),
        (event.title, mention.title),
    )
    if any(ours and theirs and not ours & theirs for theirs, ours in pairs):
        return False
    return not event.parties or set(mention.parties) <= set(event.parties)


def _are_alike(one: Form | None, other: Form | None) -> bool:
    groups = (_LARGE, _TALKS, (Form.VISIT,), (Form.SIGNING,))
    return any(one in group and other in group for group in groups)
