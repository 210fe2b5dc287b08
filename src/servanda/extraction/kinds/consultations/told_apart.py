"""One word, many events: "meetings with A and B", "met A and, later, with B", "to Norville on Monday and to Sudmark on Friday".

What the text separates are separate events: the companions of a plural ("meetings", "calls") by their
states, what a repeated preposition divides, places each with a time of its own. What it does not is one.
"""

from __future__ import annotations

from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.kinds.consultations.event_noun_words import event_lemma, is_event_noun
from servanda.extraction.kinds.consultations.event_place import is_place, place_words
from servanda.extraction.phrases import calendar_times
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.model import TimeRef
    from servanda.parsing.people import Person

__all__ = ["told_apart"]

_JOINED = (None, Form.MEETING, Form.CALL, Form.COURTESY, Form.MULTILATERAL)
_ONE_SITTING = word_set("extraction", "one_sitting", "consultation_words")
"""Nouns that stand in the plural for one sitting."""
_MANY = ("NNS", "NNPS")


def told_apart(discourse: Discourse, mention: Mention) -> Iterator[Mention]:
    """Give the events that one word tells of, each as a mention of its own; mostly it is the mention as it is."""
    apart: list[Mention] = []
    if mention.form is Form.VISIT:
        apart = list(_stops(discourse, mention))
    elif mention.form is Form.SUMMIT and mention.token.tag_ in _MANY:
        apart = list(_bodies(mention)) if mention.title else []
    elif mention.form in _JOINED and not mention.host and not mention.adds:
        apart = list(_companies(discourse, mention))
    yield from apart if len(apart) > 1 else [mention]


def _stops(discourse: Discourse, mention: Mention) -> Iterator[Mention]:
    """Give the visits of "to Norland on 3 May and to Sudmark on 5 May", each place with its own time."""
    places = [t for t in _behind(mention) if t.pos_ == "PROPN" and is_place(discourse, t)]
    told = [(t, *place_words(discourse, t)) for t in places]
    told = [one for at, one in enumerate(told) if one[2] and one[2] not in _countries(told[:at])]
    for at, (token, place, country) in enumerate(told):
        end = told[at + 1][0].idx if at + 1 < len(told) else mention.sentence.end
        when = _time_within(discourse, mention, token.idx, end)
        if when is None:
            return
        one = copy(mention)
        one.place, one.country, one.when = place, country, when
        yield one


def _countries(told: list[tuple[Token, str, str | None]]) -> set[str | None]:
    return {country for _, _, country in told}


def _bodies(mention: Mention) -> Iterator[Mention]:
    """Give the meetings of "the G7 and NATO summits"."""
    bodies = [party for party in mention.parties if party in gazetteer().members]
    for party in bodies if len(bodies) == len(mention.parties) else ():
        one = copy(mention)
        one.parties = [party]
        one.title = frozenset({party.lower()})
        yield one


def _companies(discourse: Discourse, mention: Mention) -> Iterator[Mention]:
    """Give a meeting for each company that is told apart, with those who meet them all."""
    groups = _groups(discourse, mention)
    if len(groups) < _SEVERAL:
        return
    hosts = _hosts(discourse, mention, [person for group in groups for person, _ in group])
    theirs = {person.party for group in groups for person, _ in group}
    own = [party for party in mention.parties if party not in theirs]
    starts = [*(group[0][1].idx for group in groups), mention.sentence.end]
    times = [_time_within(discourse, mention, *bounds) for bounds in pairwise(starts)]
    for group, when in zip(groups, times, strict=True):
        one = copy(mention)
        one.guests = [person for person, _ in group]
        one.people = [*hosts, *one.guests]
        one.parties = list(dict.fromkeys([*own, *(p.party for p in one.guests if p.party)]))
        one.when = when if all(times) else mention.when
        yield one


def _hosts(discourse: Discourse, mention: Mention, met: list[Person]) -> list[Person]:
    """Return who meets them all: those named in front, or by no name in the sentence."""
    named: dict[int, int] = {}
    for token in mention.sentence.span:
        person = discourse.parsed.person_at(token)
        if person is not None:
            named.setdefault(person.index, token.i)
    return [p for p in mention.people if p not in met and named.get(p.index, -1) < mention.token.i]


def _groups(discourse: Discourse, mention: Mention) -> list[list[tuple[Person, Token]]]:
    """Return those who are met, as they are told apart, each with where the name stands."""
    several = mention.noun and mention.token.tag_ in _MANY
    by_state = several and event_lemma(mention.token) not in _ONE_SITTING
    groups: list[list[tuple[Person, Token]]] = [[]]
    seen: set[int] = set()
    for token in _behind(mention):
        if token.lower_ in ("with", "to") and _goes_on(token) and groups[-1]:
            groups.append([])
        person = discourse.parsed.person_at(token)
        if person is None or person.index in seen or not _is_met(mention, person, len(groups)):
            continue
        seen.add(person.index)
        if by_state and groups[-1] and person.party != groups[-1][-1][0].party:
            groups.append([])
        groups[-1].append((person, token))
    return [group for group in groups if group]


def _is_met(mention: Mention, person: Person, groups: int) -> bool:
    """Whether somebody named is met: who is known to be, and whoever is named behind a second "with"."""
    return person in mention.people or groups >= _SEVERAL


_SEVERAL = 2


def _behind(mention: Mention) -> Iterator[Token]:
    """Give the words behind the one that tells, as far as the next event or clause."""
    for token in mention.token.doc[mention.token.i + 1 : mention.sentence.span.end]:
        clause = token.pos_ == "VERB" and token.tag_ != "VBG"
        if clause or token.text == ";" or is_event_noun(token):
            return
        yield token


def _goes_on(preposition: Token) -> bool:
    """Whether a preposition takes the one before up again: "and with", "and, later, with"."""
    before = preposition.doc[max(preposition.sent.start, preposition.i - 4) : preposition.i]
    for token in reversed(list(before)):
        if token.lower_ == "and":
            return True
        if not (token.is_punct or token.pos_ == "ADV"):
            return False
    return False


def _time_within(discourse: Discourse, mention: Mention, start: int, end: int) -> TimeRef | None:
    """Return the first time told in a stretch of the sentence, or None."""
    times = calendar_times(discourse.parsed, mention.sentence)
    return next((ref for ref, _, _ in times if start <= ref.start < end), None)
