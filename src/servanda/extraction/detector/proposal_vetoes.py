"""Vetoes: why nothing is made of what the models found, by the words that it rests on.

One reason for each kind of false claim that grammar alone can tell; the models weigh the rest. Thresholds of
the models are chosen with the vetoes in force (eval/strangers.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    is_passive,
    objects,
    prepositional,
    subject,
)
from servanda.extraction.detector.incident_sides import incident_sides
from servanda.extraction.detector.role_candidates import promise_at
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.commitment_filter import promises_nothing
from servanda.extraction.kinds.commitments.promise import noun_modality
from servanda.extraction.kinds.consultations.company import is_no_official
from servanda.extraction.kinds.incidents.forces import is_irregular
from servanda.extraction.refutation import (
    is_anothers,
    is_hoped,
    is_only_let,
    is_refuted,
    was_only_wished,
)
from servanda.extraction.word_classes import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.proposals import Group
    from servanda.model import Claim

__all__ = ["vetoed_because"]

_DENIABLE = frozenset({"promise", "capability", "structure", "incident"})
"""Kinds of what is done or had, which the words may deny; what is not said or met is told by kinds of its own."""
_DENIED = "no claim: the words deny it"
_MEASURED = "no claim: so much of something, and no weapon"
_NO_HAVING = "no claim: nobody is said to have it"
_HAVING = ("take", "give", "include", "spend", "keep")
_ONLY_LET = "no claim: nobody is said to have done it, but to have let it happen"
_NOTHING = "no claim: such words promise nothing"
_NO_EVENT = "no claim: the words tell of an event that was told, and not that somebody meets"
_PRIVATE = "no claim: those who are met hold no office"
_SIGHT = "no claim: what is attended or visited is no meeting"
_NO_STATE = "no claim: the words say that no state did it"
_ON_NOBODY = "no claim: nobody is acted on"
_INNER = "no claim: nobody is said to have done it to another state or its people"
_ON_IRREGULARS = "no claim: those acted on are no state's"
_BEGUN = "no claim: what is launched is neither fired nor an attack"
_ABOUT_EVENTS = word_set("extraction", "about_events", "consultation_words")
_TALKING = word_set("extraction", "talking_over", "consultation_words")
_BEING_THERE = word_set("extraction", "being_there", "consultation_words")
_SIGHTS = word_set("extraction", "sights", "consultation_words")
_VERBS = ("VERB", "AUX")


def vetoed_because(reader: FeatureReader, group: Group, claims: Sequence[Claim]) -> str | None:
    """Return why nothing is made of the words that the models found for a group; None where something is."""
    added = group.added
    if group.kind == "capability" and all(
        t.lower_ in words("refutation", "measure") for t in added
    ):
        return _MEASURED
    if group.kind == "incident" and all(map(is_only_let, added)):
        return _ONLY_LET
    if group.claim is not None:
        return None
    if group.kind in _DENIABLE and all(map(is_refuted, added)):
        return _DENIED
    return _veto_of_kind(reader, group, claims)


def _veto_of_kind(reader: FeatureReader, group: Group, claims: Sequence[Claim]) -> str | None:
    match group.kind:
        case "promise" if all(_promises_nothing(reader, t) for t in group.added):
            return _NOTHING
        case "capability" if all(_is_idle(reader, claims, t) for t in group.added):
            return _NO_HAVING
        case "incident":
            return _veto_of_incident(reader, group.added)
        case "consultation":
            return _veto_of_meeting(group.added)
        case _:
            return None


# -- promises --------------------------------------------------------------------------------


def _promises_nothing(reader: FeatureReader, token: Token) -> bool:
    """Whether a word tells of what was only wished or hoped for, of another's deed, or of what binds nobody."""
    if was_only_wished(token) or is_hoped(token):
        return True
    if noun_modality(token.lemma_.lower()) is None and is_anothers(token):
        return True  # but "discussed plans to build a port"
    promise = promise_at(token)
    if _weighs_an_occasion(token) or is_refuted(promise.action):
        return True  # "declined to commit", where "declined" was found
    return promises_nothing(reader.discourse, promise)


def _weighs_an_occasion(token: Token) -> bool:
    """Whether what is called important is a visit, a meeting, a step: "noted the importance of her visit"."""
    classes = frame_table("assurance").classes
    worths = [t for t in (token, *objects(token)) if t.lemma_.lower() in classes["worth"]]
    weighed = [t for worth in worths for t in prepositional(worth, "of")]
    return bool(weighed) and all(t.lemma_.lower() in classes["occasion"] for t in weighed)


# -- capabilities ----------------------------------------------------------------------------


def _is_idle(reader: FeatureReader, claims: Sequence[Claim], token: Token) -> bool:
    """Whether nobody is said to have a thing: by its verb, or as it only takes part in an incident."""
    return _tells_no_having(token) or _acts_in_an_incident(reader, claims, token)


def _tells_no_having(token: Token) -> bool:
    """Whether a verb says nothing of who has, gets, gives or fires a thing: "a helicopter came", "sent up fighters"."""
    classes = frame_table("capability").classes
    if token.pos_ != "VERB":
        return False
    taking_off = any(particle.lower_ == "up" for particle in children(token, "prt"))
    return taking_off or not any(token.lemma_.lower() in classes[name] for name in _HAVING)


def _acts_in_an_incident(reader: FeatureReader, claims: Sequence[Claim], token: Token) -> bool:
    """Whether the rules found an incident in the sentence: its craft are actors, but what is launched is had."""
    sentence = reader.parsed.sentence_of(token)
    return any(
        claim.kind == "incident"
        and not claim.rule.endswith(".launch")
        and any(e.start < sentence.end and sentence.start < e.end for e in claim.evidence)
        for claim in claims
    )


# -- incidents -------------------------------------------------------------------------------


def _veto_of_incident(reader: FeatureReader, added: Sequence[Token]) -> str | None:
    if any(map(_is_by_no_state, added)):
        return _NO_STATE
    if all(map(_is_on_irregulars, added)):
        return _ON_IRREGULARS
    if all(_acts_on_nobody(reader, t) for t in added):
        return _ON_NOBODY
    if all(_is_inner_affair(reader, t) for t in added):
        return _INNER
    return _BEGUN if all(map(_begins_something, added)) else None


def _acts_on_nobody(reader: FeatureReader, token: Token) -> bool:
    """Whether it is a paper, or what becomes of one, or what a day brings: "the plan is drafted", "Monday brought rain"."""
    classes = frame_table("incident").classes
    if token.pos_ not in _VERBS:
        return token.lemma_.lower() in classes["paper"]
    things = objects(token)
    if subject(token) is None and not is_passive(token):
        # a day in front of a verb is taken for when it was, not for its subject
        days = (t for t in children(token, "npadvmod") if t.i < token.i)
        return token.tag_ == "VBD" and any(reader.parsed.is_in_time(t.idx) for t in days)
    return bool(things) and all(t.lemma_.lower() in classes["paper"] for t in things)


def _is_inner_affair(reader: FeatureReader, token: Token) -> bool:
    """Whether a verb of harm or arrest names nobody who did it, or nobody of another state whom it befell.

    "A soldier was killed in an attack", "police arrested two men": what a state does at home, or what
    nobody is charged with, is no act toward another.
    """
    classes = frame_table("incident").classes
    lemma = token.lemma_.lower()
    if token.pos_ not in _VERBS or lemma not in classes["hurt"] | classes["detain"]:
        return False
    actor, target = incident_sides(reader.discourse, token)
    return actor is None if lemma in classes["hurt"] else target is None


def _begins_something(token: Token) -> bool:
    """Whether what is launched is neither fired nor an attack: "launched a dialogue", "the launch of the office"."""
    if token.lemma_.lower() != "launch":
        return False
    things = [*objects(token), *prepositional(token, "of"), *children(token, "compound", "amod")]
    classes = frame_table("incident").classes
    hostile = classes["projectile"] | classes["offensive"] | classes["outrage"] | classes["war"]
    return bool(things) and not any(
        t.lower_ in hostile or t.lemma_.lower() in hostile for t in things
    )


def _is_by_no_state(token: Token) -> bool:
    """Whether an attack is called one of terrorists or the like: "the terrorist attacks", "was attacked by militants"."""
    if token.pos_ in _VERBS:
        doing = prepositional(token, "by", "in") if is_passive(token) else _acting(token)
        return any(_is_by_irregulars(t) or _is_mishap(t) for t in doing) or any(
            t.pos_ == "NOUN" and _is_by_no_state(t) for t in _condemned(token)
        )
    near = [*children(token, "amod", "compound", "poss", "nmod"), *prepositional(token, "by")]
    return any(map(_is_by_irregulars, near))


def _is_on_irregulars(token: Token) -> bool:
    """Whether all that is acted on is of fighters of no state: "killed five insurgents", "strikes against ISIL targets"."""
    if token.pos_ in _VERBS:
        acted_on = objects(token)
        if is_passive(token) and (acting := subject(token)) is not None:
            acted_on = [*acted_on, acting]
        acted_on = [*acted_on, *prepositional(token, "against")]
    else:
        acted_on = prepositional(token, "against", "on", "at")
    return bool(acted_on) and all(map(_is_of_irregulars, acted_on))


def _is_of_irregulars(token: Token) -> bool:
    near = children(token, "amod", "compound", "nmod", "poss")
    return any(map(is_irregular, (token, *near, *prepositional(token, "of"))))


def _acting(verb: Token) -> list[Token]:
    acting = subject(verb)
    return [] if acting is None else conjuncts(acting)


def _condemned(verb: Token) -> list[Token]:
    """Return the attacks that a verb only speaks of: "condemns the terrorist attack"."""
    condemning = frame_table("incident").classes["condemn"]
    return objects(verb) if verb.lemma_.lower() in condemning else []


def _is_by_irregulars(token: Token) -> bool:
    """Whether a word says that fighters of no state, or a crowd, did it: "insurgents", "a suicide attack"."""
    classes = frame_table("incident").classes
    others = classes["crowd"] | classes["terror"]
    return is_irregular(token) or (token.pos_ != "VERB" and token.lemma_.lower() in others)


def _is_mishap(token: Token) -> bool:
    """Whether what does it is a blast or the like of nobody: "a roadside bomb killed", "were killed in a blast"."""
    return token.lemma_.lower() in frame_table("incident").classes["mishap"]


# -- consultations ---------------------------------------------------------------------------


def _veto_of_meeting(added: Sequence[Token]) -> str | None:
    if all(t.lemma_.lower() in _ABOUT_EVENTS or _tells_the_matter(t) for t in added):
        return _NO_EVENT
    if all(map(_is_at_a_sight, added)):
        return _SIGHT
    return _PRIVATE if all(map(_is_with_the_public, added)) else None


def _tells_the_matter(token: Token) -> bool:
    """Whether words only say what was talked about: "attention was paid to trade", "they will also discuss trade"."""
    if token.pos_ != "VERB" or prepositional(token, "with"):
        return False
    if token.lemma_ == "pay":
        return any(t.lemma_ == "attention" for t in objects(token))
    also = any(c.lower_ == "also" for c in children(token, "advmod"))
    return token.lemma_.lower() in _TALKING and (also or is_passive(token))


def _is_at_a_sight(token: Token) -> bool:
    """Whether what is attended or visited is no meeting and no state: a ceremony, a museum, a plant."""
    if token.lemma_.lower() not in _BEING_THERE:
        return False
    things = [*objects(token), *prepositional(token, "at", "in")]
    named = [t for t in things if t.lemma_.lower() != "part"]
    parts = [t for t in things for t in prepositional(t, "in")]
    return any(t.lemma_.lower() in _SIGHTS for t in (*named, *parts))


def _is_with_the_public(token: Token) -> bool:
    """Whether all who are met are people of business, of the press or of a society."""
    met = [*(objects(token) if token.pos_ in _VERBS else []), *prepositional(token, "with")]
    return bool(met) and all(map(is_no_official, met))
