"""Voices: which verbs report speech, which nouns can speak, and what to call the one who does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    extent,
    is_indefinite,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.reference_words import PAIRED
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.person import Person

__all__ = [
    "SAYING",
    "TELLING",
    "TEXTS",
    "VOICING",
    "actor",
    "can_speak",
    "name_of",
    "says",
    "tellers",
    "voice_name",
]


# Verbs that report speech; the subject is the speaker, what follows is what is said.
SAYING = word_set("extraction", "saying", "reference_words")
# Verbs that nobody is the subject of but one who speaks, whoever that is.
TELLING = word_set("extraction", "verbs_of_telling", "reference_words")
# Verbs whose object may be the subject's own words, though nobody is said to speak.
VOICING = word_set("extraction", "voicing", "reference_words")
# What a text that speaks is called: its words are the institution's or the text's own.
TEXTS = word_set("extraction", "texts", "reference_words")
# Nouns for those who speak without being named.
_VOICES = word_set("extraction", "voices", "reference_words")
# Words for people who are no officers, but are asked.
_PEOPLE = word_set("extraction", "people", "reference_words")
_LOOSE = (
    "relcl",
    "acl",
    "appos",
    "punct",
    "conj",
    "cc",
    "det",
    "prep",
    "advmod",
    "preconj",
    "case",
)
_BESIDE = ("ROOT", "parataxis", "ccomp", "conj")
_CROWD = word_set("extraction", "crowd", "reference_words")  # many, whoever is named nearby
_NOT_CALLING = word_set(
    "extraction", "not_calling", "reference_words"
)  # "called up", "called off": nobody says anything


def says(verb: Token) -> bool:
    """Whether the verb reports speech where it stands."""
    if verb.lemma_.lower() not in SAYING or verb.pos_ not in ("VERB", "AUX"):
        return False
    particles = {c.lower_ for c in children(verb, "prt")}
    if verb.lemma_ == "put" and not any(o.lower_ == "it" for o in children(verb, "dobj")):
        return False  # "as one of them put it"
    if verb.lemma_ == "call":
        return not particles & _NOT_CALLING
    return verb.lemma_ != "point" or "out" in particles


def actor(discourse: Discourse, verb: Token) -> Token | None:
    """Return who does what the verb says; for a passive only who is named with "by".

    Where the parser gave the verb no subject of its own, a person named right before it is that.
    """
    if is_passive(verb):
        by = [t for t in prepositional(verb, "by") if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return by[0] if by else None
    if verb.i > 0 and verb.tag_ == "VBD" and not children(verb, "nsubj"):
        left = verb.nbor(-1)
        if discourse.parsed.person_at(left) is not None:
            return left
    return subject(verb)


def can_speak(discourse: Discourse, token: Token) -> bool:
    """Whether a noun can be one who says something: a person, a state, a body, a text, an official."""
    return (
        bool(discourse.people(token))
        or _names_party(discourse, token)
        or discourse.parsed.office_at(token) is not None
        or _is_voice(token)
        or _is_said_to_speak(token)
        or (token.pos_ == "PRON" and bool(discourse.parties(token)))
    )


def _names_party(discourse: Discourse, token: Token) -> bool:
    mention = discourse.parsed.party_at(token)
    return (
        mention is not None
        and mention.party is not None
        and mention.sort is not PartySort.ADJECTIVE
    )


def _is_voice(token: Token) -> bool:
    """Whether a noun is a word for those who speak: an official, a text, a witness."""
    lemma = token.lemma_.lower()
    return token.lower_ in _VOICES or lemma in _VOICES or lemma in TEXTS or lemma in _PEOPLE


def _is_said_to_speak(token: Token) -> bool:
    """Whether a noun is the subject of a verb of saying: whoever says something can speak."""
    if token.dep_ != "nsubj":
        return False
    if token.pos_ == "PROPN" and says(token.head):
        return True
    return token.pos_ in ("NOUN", "PROPN") and token.head.lemma_.lower() in TELLING


def name_of(discourse: Discourse, token: Token | None) -> str | None:
    """Return what to call the one that `token` stands for: people by name, else the words.

    A pronoun that stands for nobody known gives None, one that stands for a state its name.
    """
    if token is None:
        return None
    personal = token.lower_ in ("he", "she")
    people = _people_called(discourse, token)
    last = _last_to_speak(discourse, token) if personal else None
    if last is not None:
        return name_of(discourse, last)
    if people and token.lower_ not in _CROWD:
        return " and ".join(p.name for p in people[:3])
    if personal:
        return _unnamed(discourse, token)
    if token.pos_ == "PRON" or token.lower_ in PAIRED:
        parties = discourse.parties(token)
        return gazetteer().names.get(parties[0], parties[0]) if len(parties) == 1 else None
    return _named_beside(discourse, token) or _words_for(discourse, token)


def _people_called(discourse: Discourse, token: Token) -> tuple[Person, ...]:
    """Return the people that a noun stands for; "a minister" is nobody in particular."""
    known = discourse.parsed.person_at(token) is not None
    return discourse.people(token) if known or not is_indefinite(token) else ()


def _words_for(discourse: Discourse, token: Token) -> str | None:
    """Return a noun with what belongs to it: "the head of the mission", without article or clauses."""
    loose = (c for c in token.children if not (c.dep_ == "prep" and c.lower_ == "of"))
    words = _words_without(discourse, token, loose)
    return words.removesuffix("'s").removesuffix("’s") or None


def _words_without(discourse: Discourse, noun: Token, below: Iterable[Token]) -> str:
    """Return a noun phrase in the words of the text without those of `below` that are loose."""
    start, end = extent(noun, without=[c for c in below if c.dep_ in _LOOSE])
    return discourse.parsed.words(start, end).strip('"“”,.: ')


def voice_name(discourse: Discourse, token: Token | None) -> str | None:
    """Return what to call one that can say or do something; None for a thing."""
    if token is None or not (can_speak(discourse, token) or discourse.is_actor(token)):
        return None
    return name_of(discourse, token)


def _named_beside(discourse: Discourse, token: Token) -> str | None:
    """Return the name in "its chief executive, Leo Marsh, said", where it is nobody known by an office."""
    if token.pos_ != "NOUN":
        return None
    for child in children(token, "appos"):
        if child.pos_ == "PROPN" and child.i > token.i and discourse.parsed.party_at(child) is None:
            return _words_without(discourse, child, child.children) or None
    return None


def _last_to_speak(discourse: Discourse, token: Token) -> Token | None:
    """Return who spoke last before "he" or "she", where that is nobody known and no known person stands between."""
    parsed = discourse.parsed
    sentence = parsed.sentence_of(token)
    first = parsed.sentences[max(0, sentence.index - 2)].span.start
    for other in reversed(list(token.doc[first : token.i])):
        if parsed.quoted_at(other.idx) is not None:
            continue
        if parsed.person_at(other) is not None:
            return None
        if other.dep_ == "nsubj" and other.lower_.startswith("spokes"):
            return None
        singular = other.tag_ in ("NN", "NNP")
        if other.dep_ != "nsubj" or not singular or other.head.lemma_.lower() not in TELLING:
            continue
        human = other.lemma_.lower() in _PEOPLE or (
            other.pos_ == "PROPN" and other.lower_ not in _VOICES
        )
        if human and other.head.i != token.head.i and parsed.party_at(other) is None:
            return other
    return None


def _unnamed(discourse: Discourse, token: Token) -> str | None:
    """Return the words for the official without a name whom "he" or "she" stands for, or None."""
    sentence = discourse.parsed.sentence_of(token)
    for index in range(sentence.index, max(-1, sentence.index - 3), -1):
        for other in reversed(list(discourse.parsed.sentences[index].span)):
            before = other.i < token.i and other.dep_ == "nsubj"
            if before and other.lower_ in _VOICES and other.tag_ == "NN":
                return name_of(discourse, other)
    return None


def tellers(discourse: Discourse, token: Token) -> list[Token]:
    """Return who says or is said to say what stands at `token`, innermost first.

    These are the subjects of verbs of saying above it and beside it, and "according to X".
    """
    found = dict.fromkeys(_saying_above(discourse, token))
    return list(found | dict.fromkeys(_saying_beside(discourse, token)))


def _saying_above(discourse: Discourse, token: Token) -> Iterator[Token]:
    for verb in walk_up(token):
        if verb.pos_ == "VERB" and says(verb) and verb != token:
            acting = actor(discourse, verb)
            if acting is not None:
                yield acting


def _saying_beside(discourse: Discourse, token: Token) -> Iterator[Token]:
    """Read "…, the ministry said", "according to the ministry" in the sentence of a word."""
    for other in discourse.parsed.sentence_of(token).span:
        if other.lower_ == "according":
            yield from prepositional(other, "to")
        elif other.lemma_ in ("say", "add") and other.dep_ in _BESIDE and other != token:
            acting = subject(other)
            if acting is not None:
                yield acting
