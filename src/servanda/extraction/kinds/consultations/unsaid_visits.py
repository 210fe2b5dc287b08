"""Visits told without a word of travel: "welcome to Norville", said to a guest; and journeys to a region, not a state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from servanda.data_tables import one_of, word_set
from servanda.extraction.clauses import children, is_future, objects, prepositional
from servanda.extraction.coreference.turns import turns_of
from servanda.extraction.kinds.consultations.company import actors, is_time, takes_part, who
from servanda.extraction.kinds.consultations.event_model import Mention
from servanda.extraction.kinds.consultations.event_noun_words import own_modifiers
from servanda.extraction.kinds.consultations.event_place import is_place, place_words
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.parsing.word_table import word_table
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence
    from servanda.parsing.people import Person

__all__ = ["name_destination", "unsaid_visits"]

_GREETED = re.compile(
    rf"\b{one_of('extraction', 'greetings', 'consultation_words')}\b", re.IGNORECASE
)
_LEADING = word_set("extraction", "leading", "consultation_words")
_SENDING = word_set("extraction", "sending", "consultation_words") | _LEADING
_DELEGATIONS = word_set("extraction", "delegations", "consultation_words")
_STAYING = word_set("extraction", "staying", "consultation_words")
_REGION = re.compile(rf"\b{one_of('extraction', 'regions', 'consultation_words')}\b", re.IGNORECASE)


def unsaid_visits(discourse: Discourse) -> Iterator[Mention]:
    """Give the visits told by greeting the guest in a transcript, or by sending somebody, in order of the text."""
    spoken = len(_speakers(discourse)) > 1
    for sentence in discourse.parsed.sentences:
        visit = _of_greeting(discourse, sentence) if spoken else None
        if visit is not None:
            yield visit
        yield from _of_sending(discourse, sentence)
        yield from _of_staying(discourse, sentence)


def _of_greeting(discourse: Discourse, sentence: Sentence) -> Mention | None:
    """Read "welcome to Norville", "thank you for coming": the host says so to the other who speaks."""
    match = _GREETED.search(discourse.parsed.content, sentence.start, sentence.end)
    tokens = discourse.parsed.tokens_within(*match.span()) if match is not None else []
    turn = discourse.turn(tokens[-1]) if tokens else None
    host = turn.person if turn is not None else None
    if host is None or host.party is None:
        return None
    guests = [p for p in _speakers(discourse) if p.party not in (None, host.party)]
    if len(guests) != 1:
        return None
    guest = guests[0]
    return Mention(
        tokens[0],
        sentence,
        Form.VISIT,
        people=[guest],
        parties=[guest.party] if guest.party else [],
        status=Status.HELD,
        place=gazetteer().names.get(host.party, host.party),
        country=host.party,
        definite=True,
        rule="consultation.greeting",
    )


def _of_sending(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    """Read "will send his envoy A B to Norville", "led a delegation to Norland": whoever is sent, or leads, travels."""
    for verb in _verbs(sentence):
        if verb.lemma_ in _SENDING:
            goals = prepositional(verb, "to")
            goals += [t for thing in objects(verb) for t in prepositional(thing, "to")]
            yield from _journey(discourse, sentence, verb, _sent(discourse, verb), goals)


def _of_staying(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    """Read "will spend 3 May in Norville": whoever is there travels; nobody whose state is not known."""
    for verb in _verbs(sentence):
        times = [*objects(verb), *children(verb, "npadvmod")]
        if verb.lemma_ in _STAYING and any(is_time(discourse, t) for t in times):
            there = [p for t in actors(verb) for p in who(discourse, t)[0] if takes_part(p)]
            goals = [t for near in (verb, *times) for t in prepositional(near, "in")]
            if all(p.party is not None for p in there):
                yield from _journey(discourse, sentence, verb, there, goals)


def _verbs(sentence: Sentence) -> Iterator[Token]:
    doc = sentence.span.doc
    words = word_table(doc)
    told = range(sentence.span.start, sentence.span.end)
    return (doc[at] for at in told if words.pos[at] == "VERB")


def _journey(
    discourse: Discourse, sentence: Sentence, verb: Token, people: list[Person], goals: list[Token]
) -> Iterator[Mention]:
    """Give the visit of people to the first of the goals that is a place, of a state other than theirs."""
    goal = next((t for t in goals if is_place(discourse, t)), None)
    place, country = place_words(discourse, goal) if goal is not None else ("", None)
    if people and country is not None and all(p.party != country for p in people):
        yield Mention(
            verb,
            sentence,
            Form.VISIT,
            verb,
            near={verb.i},
            people=people,
            parties=list(dict.fromkeys(p.party for p in people if p.party)),
            status=Status.PLANNED if is_future(verb) else Status.HELD,
            place=place,
            country=country,
            rule=f"consultation.verb.{verb.lemma_.lower()}",
        )


def _sent(discourse: Discourse, verb: Token) -> list[Person]:
    """Return who is sent, or who leads a delegation."""
    sent = objects(verb)
    if verb.lemma_.lower() in _LEADING:
        sent = actors(verb) if any(o.lemma_.lower() in _DELEGATIONS for o in sent) else []
    return [p for token in sent for p in who(discourse, token)[0] if takes_part(p)]


def _speakers(discourse: Discourse) -> list[Person]:
    """Return who has turns in a transcript, each once, in order."""
    key = ("who has turns", 0)
    if key not in discourse.memo:
        people = {t.person.index: t.person for t in turns_of(discourse.parsed) if t.person}
        discourse.memo[key] = list(people.values())
    return cast("list[Person]", discourse.memo[key])


def name_destination(discourse: Discourse, mention: Mention) -> None:
    """Take a state within a noun phrase, or a region, as the place of a journey: "to the Republic of Norland", "a Gulf tour"."""
    if mention.form is not Form.VISIT or mention.place is not None or mention.country is not None:
        return
    token = mention.token
    goals = prepositional(token, "to", "of", "in", "through")
    for place, country in _destinations(discourse, goals):
        mention.place, mention.country = place, country
        return
    words = [t for goal in goals for t in goal.subtree if t.i <= goal.i]
    words = words or (own_modifiers(token) if mention.noun else [])
    match = _REGION.search(" ".join(t.text for t in words))
    if match is not None:
        mention.place, mention.tour = match.group(), True


def _destinations(discourse: Discourse, goals: list[Token]) -> Iterator[tuple[str, str]]:
    """Give places with their states: behind "of", "the Republic of Norland"; in front of a day, "Norville May 3"."""
    for inner in [t for goal in goals for t in prepositional(goal, "of")]:
        party = discourse.parsed.party_at(inner)
        if party is not None and party.sort is PartySort.NAME and party.party:
            yield party.text, party.party
    for goal in goals:
        place, country = _before_a_day(discourse, goal)
        if country is not None:
            yield place, country


def _before_a_day(discourse: Discourse, goal: Token) -> tuple[str, str | None]:
    """Return the place in front of a day, taken for one phrase with it: "to Norville May 3"; and its state."""
    before = (t for t in goal.subtree if t.i < goal.i)
    name = [t for t in before if t.pos_ == "PROPN" and not is_time(discourse, t)]
    if not name or not is_time(discourse, goal):
        return "", None
    start, end = name[0].idx, name[-1].idx + len(name[-1])
    place = discourse.parsed.words(start, end)
    states = [m.party for m in discourse.parsed.parties_in(start, end) if m.party]
    return place, gazetteer().country_of_place(place) or next(iter(states), None)
