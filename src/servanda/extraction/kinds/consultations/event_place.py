"""The place of a consultation: where it was, where a visit leads, whether it was face to face."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    extent,
    objects,
    prepositional,
    walk_up,
)
from servanda.extraction.kinds.consultations.company import GROUP_NOUNS, is_time
from servanda.extraction.kinds.consultations.consultation_words import IN_PERSON
from servanda.extraction.kinds.consultations.event_noun_words import is_event_noun, own_modifiers
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["belongs", "fill_place", "guess_destination", "is_place", "place_words"]


_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "aboard")
_PLACE_NOUNS = word_set("extraction", "place_nouns", "consultation_words")
_VIRTUAL = re.compile(r"\b(?:virtual(?:ly)?|online|video|videoconference)\b")
_NEAR = 8  # words around an event or its verb in which it is told how one met


def fill_place(discourse: Discourse, mention: Mention) -> None:
    """Fill place, country and mode, in place, from the words around the event."""
    if mention.form is Form.VISIT:
        _destination(discourse, mention)
        return
    if mention.place is None:
        _place_behind_preposition(discourse, mention)
    if mention.place is None and mention.verb is not None:
        _place_of_clause(discourse, mention, mention.verb)
    if mention.mode is None:
        mention.mode = _mode(mention)
    if mention.mode == "virtual" and mention.place is None:
        mention.place = "virtual"


def _place_behind_preposition(discourse: Discourse, mention: Mention) -> None:
    """Read "in Norville", "at the palace", in place: of several the one that belongs most closely to the event."""
    rank = 0
    for token in mention.sentence.span:
        if not _may_be_where(discourse, mention, token):
            continue
        closeness = belongs(discourse, mention, token.head, strict=False)
        if closeness > rank:
            rank = closeness
            mention.place, mention.country = place_words(discourse, token)


def _may_be_where(discourse: Discourse, mention: Mention, token: Token) -> bool:
    """Whether a word is a place behind a preposition that does not only name or modify something else."""
    guests = not mention.noun and mention.token.lemma_ in ("welcome", "receive")
    before = token.head.lower_
    placed = before in _PLACE_PREPOSITIONS or (guests and before == "to")
    if token.dep_ != "pobj" or not placed or not is_place(discourse, token):
        return False
    if mention.noun and any(t.i == token.i for t in own_modifiers(mention.token)):
        return False
    # "chargé d'affaires at the embassy" says where one serves
    return before != "at" or discourse.parsed.office_at(token.head.head) is None


def _place_of_clause(discourse: Discourse, mention: Mention, verb: Token) -> None:
    """Read "from Norville, where she met B", in place."""
    for where in children(verb, "advmod"):
        if where.lower_ != "where":
            continue
        before = [t for t in verb.doc[max(0, where.i - 2) : where.i] if not t.is_punct]
        for token in [verb.head, *before]:
            named = token.pos_ == "PROPN" and discourse.parsed.person_at(token) is None
            if named or is_place(discourse, token):
                mention.place, mention.country = place_words(discourse, token)


def _mode(mention: Mention) -> str | None:
    """Return whether those who met were in one place, by the words next to the event and its verb, or None."""
    words = (mention.token, mention.verb) if mention.verb is not None else (mention.token,)
    beside = " ".join(
        t.lower_
        for word in words
        for child in word.children
        for t in child.subtree
        if abs(t.i - word.i) < _NEAR
    )
    if _VIRTUAL.search(beside):
        return "virtual"
    return "person" if IN_PERSON.search(beside) else None


def _destination(discourse: Discourse, mention: Mention) -> None:
    """Fill where a visit leads, in place."""
    for goal in _goals(mention):
        if _leads_to(discourse, mention, goal):
            return


def _goals(mention: Mention) -> list[Token]:
    """Return the words that may say where a visit leads."""
    token = mention.token
    behind = prepositional(token, "to", "in", "for")
    if mention.noun:
        return behind or _goals_below(token) or _goals_apart(token) or _goals_of_being(token)
    if token.lemma_.lower() in ("visit", "tour"):
        return [*objects(token), *children(token, "npadvmod"), *behind]
    return behind


def _goals_below(noun: Token) -> list[Token]:
    """Read "the visit of A and her delegation to Norville"."""
    return [
        inner
        for prep in noun.subtree
        if prep.dep_ == "prep" and prep.lower_ == "to"
        for inner in children(prep, "pobj")
    ]


def _goals_apart(noun: Token) -> list[Token]:
    """Read "to start off his visit to Norland", where the parser hung "to" higher."""
    if not children(noun, "poss") or noun.i + 1 >= noun.sent.end or noun.nbor(1).lower_ != "to":
        return []
    return children(noun.nbor(1), "pobj")


def _goals_of_being(noun: Token) -> list[Token]:
    """Read "is in Norland for a two-day visit"."""
    verb = noun.head.head
    there = noun.head.lower_ in ("for", "on") and verb.lemma_ in _BEING
    return prepositional(verb, "in", "to") if there else []


def _leads_to(discourse: Discourse, mention: Mention, goal: Token) -> bool:
    """Take a visit's destination from one word, in place; False where it is no place."""
    states = discourse.parties(goal) if goal.lower_ in ("country", "nation") else ()
    if len(states) == 1:  # "is on a visit to our country"
        mention.country = states[0]
        mention.place = gazetteer().names.get(states[0], states[0])
    elif is_place(discourse, goal):
        mention.place, mention.country = place_words(discourse, goal)
        named = discourse.parsed.parties_in(goal.idx, _end(goal))
        mention.tour = len({m.party for m in named if m.party}) > 1
    else:
        return False
    return True


def _end(token: Token) -> int:
    """Return where what is listed from a word on ends."""
    last = conjuncts(token)[-1]
    return last.idx + len(last)


_BEING = word_set("extraction", "being", "consultation_words")
_JOURNEYS = ("visit", "trip", "tour")
_FRONT = 7  # words in which a sentence may open with "In her first trip abroad"


_ARRIVING = word_set("extraction", "arriving", "consultation_words")


def guess_destination(discourse: Discourse, mention: Mention) -> None:
    """Fill the country of "his visit", "will fly in": the only other state of the report, where there are two."""
    if mention.place or len(mention.people) != 1 or not _is_arrival(mention.token):
        return
    if mention.noun and mention.token.lower_ != "visiting" and not _opens_as_his(mention.token):
        return
    if mention.people[0].party_assumed:
        return
    party = mention.people[0].party
    others = [p for p in discourse.main_parties if p != party and p not in gazetteer().members]
    if party in discourse.main_parties and len(others) == 1:
        mention.place = gazetteer().names.get(others[0], others[0])
        mention.country = others[0]


def _is_arrival(token: Token) -> bool:
    """Whether a word tells that somebody comes, and not where to."""
    lemma = token.lemma_.lower()
    if lemma in _JOURNEYS and prepositional(token, "to", "into", "for"):
        return False
    into = lemma != "fly" or any(c.lower_ == "in" for c in token.children)
    return lemma in _ARRIVING and into


def _opens_as_his(noun: Token) -> bool:
    """Read "His visit was", "In her first trip abroad, ": owned, and the subject or at the head of a sentence."""
    fronted = noun.dep_ in ("nsubj", "nsubjpass") or noun.i - noun.sent.start < _FRONT
    return fronted and bool(children(noun, "poss"))


def is_place(discourse: Discourse, token: Token) -> bool:
    """Whether a word names a place or is one: a town, a residence, a state."""
    parsed = discourse.parsed
    if is_time(discourse, token) or parsed.person_at(token) is not None or is_event_noun(token):
        return False
    mention = parsed.party_at(token)
    if mention is not None:
        return mention.sort not in (PartySort.ADJECTIVE, PartySort.ORGANISATION)
    if token.lemma_.lower() in _PLACE_NOUNS:
        return token.lower_ != "office" or any(token.children)  # "in office" is no place
    if token.pos_ != "PROPN":
        return False
    within = any(parsed.party_at(c) is not None for c in children(token, "appos"))
    located = token.ent_type_ in ("GPE", "LOC", "FAC")
    return within or located or gazetteer().country_of_place(token.text) is not None


def place_words(discourse: Discourse, token: Token) -> tuple[str, str | None]:
    """Return a place as the text has it, without what hangs on it, and the state it lies in, if known."""
    parsed = discourse.parsed
    drop = [
        c
        for c in token.subtree
        if c.dep_ in ("relcl", "acl", "advcl")
        or (c.dep_ == "prep" and c.lower_ not in ("of", "in"))
    ]
    drop += [c for c in token.subtree if is_time(discourse, c)]
    drop += [child for child in token.children if _is_beside(discourse, child)]
    start, end = extent(token, without=drop)
    words = parsed.words(start, end).removeprefix("the ")
    bodies = gazetteer().members  # a body's seat lies in no state that the words name
    named = [m for m in parsed.parties_in(start, end) if m.party and m.party not in bodies]
    country = gazetteer().country_of_place(words) or (named[0].party if named else None)
    return words, country


def _is_beside(discourse: Discourse, child: Token) -> bool:
    """Whether a word under a place's name is none of it: what is listed with it, or who stands behind a comma."""
    parsed = discourse.parsed
    if child.dep_ == "appos":  # "to Norville, President of Norland Ada Brandt met"
        return parsed.office_at(child) is not None or parsed.person_at(child) is not None
    named = parsed.party_at(child) or any(parsed.party_at(t) for t in child.children)
    return child.dep_ in ("conj", "cc") and not named


def belongs(discourse: Discourse, mention: Mention, token: Token, *, strict: bool) -> int:
    """How closely a time or place belongs to the mention: 0 not at all, up to 3."""
    for other in walk_up(token):
        if other.i == mention.token.i:
            return 3
        if other.i in mention.near:
            return 2
        if other.i in mention.far:
            return 1
        if other.i == token.i or other.pos_ in ("ADP", "SCONJ"):
            continue
        if other.pos_ in ("VERB", "AUX") or is_event_noun(other):
            break
        if strict and _is_of_its_own(discourse, other):
            break
    return 2 * _goes_on_with(mention, token)


def _goes_on_with(mention: Mention, token: Token) -> bool:
    """Whether a time stands right behind an event, wherever it hangs: "the summit in Norville in June", "at the talks in June".

    A noun that its verb bears has to have words of its own before the time: in "left the talks on Monday" the verb may have it.
    """
    if not mention.noun:
        return False
    first = token.head if token.dep_ == "pobj" else token
    last = mention.token.right_edge
    own = mention.token.dep_ == "pobj" or bool(children(mention.token, "prep"))
    return own and first.i == last.i + 1


def _is_of_its_own(discourse: Discourse, token: Token) -> bool:
    """Whether a word is a thing that may have a time of its own: nobody, no group, no time."""
    parsed = discourse.parsed
    somebody = (
        parsed.person_at(token)
        or parsed.party_at(token)
        or parsed.office_at(token)
        or token.pos_ == "PRON"
    )
    if somebody or is_time(discourse, token) or is_place(discourse, token):
        return False
    return token.lemma_.lower() not in GROUP_NOUNS | {"suburb"}
