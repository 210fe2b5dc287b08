"""Who came along or sat on a side, where a sentence of its own tells it of an event told before.

"B will be accompanied by C", "the Norland side was chaired by A", "other members of the delegation
include A and B": those named took part in what the sentences before tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
)
from servanda.extraction.kinds.consultations.company import actors, takes_part, who
from servanda.extraction.kinds.consultations.event_model import Mention
from servanda.model import ConsultationForm as Form
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Event
    from servanda.parsing.document import Sentence
    from servanda.parsing.people import Person

__all__ = ["add_side_members"]


_ALONG = word_set("extraction", "coming_along", "consultation_words")
_LEADING = word_set("extraction", "leading_sides", "consultation_words")
_STANDING_FOR = word_set("extraction", "standing_for", "consultation_words")
_MADE_UP = word_set("extraction", "made_up", "consultation_words")
_SIDES = word_set("extraction", "sent_sides", "consultation_words")
_EVENTS = word_set("extraction", "any_event", "consultation_words")
_MEMBERS = word_set("extraction", "members_of_sides", "consultation_words")
_ATTEND = "attend"
_TELLING = _ALONG | _LEADING | _STANDING_FOR | _MADE_UP | {_ATTEND}
_REACH = 3  # sentences back in which the event is told that a side took part in


def add_side_members(discourse: Discourse, events: list[Event]) -> None:
    """Add to events, in place, those whom sentences of their own tell to have been there as well."""
    if not events:
        return
    words = word_table(discourse.parsed.doc)
    for at in words.verbs:
        if words.pos[at] == "VERB" and words.lemma[at] in _TELLING:
            verb = words.tokens[at]
            if not is_negated(verb):
                _add(discourse, events, discourse.parsed.sentence_of(verb), verb)


def _add(discourse: Discourse, events: list[Event], sentence: Sentence, verb: Token) -> None:
    lemma = verb.lemma_.lower()
    if lemma in _ALONG and is_passive(verb):
        of_whom = _people(discourse, objects(verb))
        along = _people(discourse, _by_whom(verb))
        _join(_with_any(events, of_whom, sentence), sentence, verb, along)
        return
    named = list(_on_a_side(verb, lemma))
    people = _people(discourse, named) if named else []
    _join(_told_before(events, sentence, travelling=lemma in _MADE_UP), sentence, verb, people)


def _on_a_side(verb: Token, lemma: str) -> Iterator[Token]:
    """Give who leads, stands for or makes up a side: "A led the Norland delegation", "Norland was represented by A"."""
    if lemma in _MADE_UP:
        acting = subject(verb)
        if acting is not None and not is_passive(verb) and _is_of_members(acting):
            yield from objects(verb)
    elif lemma in _LEADING and any(t.lemma_.lower() in _SIDES for t in objects(verb)):
        yield from _by_whom(verb) if is_passive(verb) else actors(verb)
    elif is_passive(verb) and (lemma in _STANDING_FOR or _is_attended(verb)):
        yield from _by_whom(verb)


def _is_attended(verb: Token) -> bool:
    """Whether it is "the event was attended by A", of an event told before."""
    return verb.lemma_.lower() == _ATTEND and any(
        t.lemma_.lower() in _EVENTS for t in objects(verb)
    )


def _by_whom(verb: Token) -> list[Token]:
    """Return by whom a passive is done, also where the parser hung "by" on a noun before: "joined for the event by A"."""
    below = [t for prep in children(verb, "prep") for t in children(prep, "pobj")]
    return [t for word in (verb, *below) for t in prepositional(word, "by")]


def _is_of_members(noun: Token) -> bool:
    """Whether a noun names a side or those on it: "the delegation", "other members of the delegation"."""
    lemma = noun.lemma_.lower()
    return lemma in _SIDES or lemma in _MEMBERS


def _people(discourse: Discourse, tokens: list[Token]) -> list[Person]:
    """Return who is named in noun phrases, in their order."""
    found = [p for token in tokens for p in who(discourse, token)[0] if takes_part(p)]
    return list({p.index: p for p in found}.values())


def _with_any(events: list[Event], people: list[Person], sentence: Sentence) -> list[Event]:
    """Return the visits that somebody makes, else the event told last of those where he is."""
    theirs = [e for e in events if any(p in e.people for p in people)]
    visits = [e for e in theirs if e.form is Form.VISIT]
    before = [e for e in theirs if e.form is not Form.CALL and _first(e) <= sentence.index]
    return visits or before[-1:]


def _told_before(events: list[Event], sentence: Sentence, *, travelling: bool) -> list[Event]:
    """Return the event told last, near; of a delegation that travels the visit goes first."""
    near = [e for e in events if 0 <= sentence.index - _last(e, sentence) <= _REACH]
    near = [e for e in near if e.form is not Form.CALL and not e.host and not e.earlier]
    visits = [e for e in near if e.form is Form.VISIT]
    met = [e for e in near if e.form is not Form.VISIT]
    chosen = (visits or met) if travelling else (met or visits)
    return sorted(chosen, key=lambda e: _last(e, sentence))[-1:]


def _first(event: Event) -> int:
    return min(m.sentence.index for m in event.mentions)


def _last(event: Event, sentence: Sentence) -> int:
    """Return the last sentence up to a place in which an event is told, or one far behind it."""
    told = [m.sentence.index for m in event.mentions if m.sentence.index <= sentence.index]
    return max(told, default=sentence.index + 1)


def _join(events: list[Event], sentence: Sentence, verb: Token, people: list[Person]) -> None:
    """Add people to events, with the sentence that names them; what told of an event before names its rule."""
    for event in events:
        new = [p for p in people if p not in event.people]
        if not new:
            continue
        event.people.extend(new)
        sides = list(dict.fromkeys(p.party for p in new if p.party))
        event.take(
            Mention(
                verb, sentence, None, verb, parties=sides, adds=True, rule=event.mentions[0].rule
            )
        )
