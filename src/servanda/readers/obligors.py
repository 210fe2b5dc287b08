"""Obligors: who is bound by a promise, for whose good, and in whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.model import Modality
from servanda.readers.clauses import (
    children,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.readers.discourse_words import INSTITUTIONS, SIDES
from servanda.readers.obligor_subjects import by_adjective, listed_before, parties_of_subject
from servanda.readers.phrases import given_with
from servanda.readers.programmes import is_own_programme, publishing_party
from servanda.readers.promise import Promise, listed
from servanda.readers.speakers import tellers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["beneficiary_of", "obligors_of", "speaker_of_promise"]


def obligors_of(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    """Return the parties bound by a promise; empty where the words do not tell."""
    inner = parties_of_subject(discourse, promise.inner)
    outer = parties_of_subject(discourse, promise.outer)
    if promise.rule.startswith("commitment.noun"):
        owned = by_adjective(discourse, promise.matrix)
        if owned:
            return owned
    for acting in (promise.inner, promise.outer):
        home = publishing_party(discourse) if acting is not None else None
        if home and acting is not None and is_own_programme(discourse, acting, promise.action):
            return (home,)
    if promise.rule.startswith("commitment.text"):
        return inner or _of_text(discourse, promise)
    if promise.rule == "commitment.signed":
        return _signers(discourse, promise, outer)
    if promise.modality is Modality.AGREED and promise.outer is not None:
        return _agreeing(discourse, promise, outer, inner)
    if promise.rule.startswith(
        ("commitment.noun", "commitment.verb", "commitment.committed", "commitment.determined")
    ):
        if promise.modality is Modality.REAFFIRMED and len(outer) == 1:
            return _with_partner(discourse, promise.matrix, outer)
        if (
            promise.matrix.lemma_ == "commit"
            and promise.inner is not None
            and inner
            and not set(inner) <= set(outer)
        ):
            return inner
        if not outer and promise.outer is not None and _together(promise.outer):
            return discourse.group(promise.matrix)
        return outer or inner or _for_thing(discourse, promise)
    if promise.rule == "commitment.will" and promise.inner is not None and not inner:
        if promise.inner.pos_ in ("NOUN", "PROPN") and discourse.is_joint:
            return discourse.joint_parties
        if _together(promise.inner) and children(promise.inner, "poss", "det"):
            return discourse.group(promise.inner)
    acts = (
        promise.inner is not None
        and discourse.is_actor(promise.inner)
        and not is_passive(promise.action)
    )
    if acts and inner:
        return inner
    if promise.matrix != promise.action and outer:
        return outer  # what will be done to a thing binds those who say so
    done_to = promise.inner is not None and _is_party(discourse, promise.inner)
    if inner and not done_to and promise.action.lemma_.lower() in listed("establish"):
        return inner
    if promise.inner is not None and not acts:
        return _for_thing(discourse, promise)
    return outer


def _of_text(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    """Whom an agreement binds: those between whom it is, else those last told of together."""
    text = promise.outer
    if text is None:
        return ()
    owned = discourse.thing_owner(text) if text.pos_ == "NOUN" else ()
    return owned if len(owned) > 1 else discourse.group(promise.matrix)


def _is_party(discourse: Discourse, token: Token) -> bool:
    """Whether something is done to a party itself, not to a command or an office it sets up."""
    return discourse.is_actor(token) and token.lemma_.lower() not in INSTITUTIONS


def _agreeing(
    discourse: Discourse, promise: Promise, outer: tuple[str, ...], inner: tuple[str, ...]
) -> tuple[str, ...]:
    """Both sides are bound by what they agree on; a lone subject agrees with somebody."""
    if (
        len(inner) == 1
        and promise.rule.startswith("commitment.that")
        and _names_another(discourse, promise)
    ):
        return inner  # "A and B agreed that A will open an embassy": A is bound
    if len(outer) > 1:
        return outer
    together = _with_partner(discourse, promise.matrix, outer)
    if len(together) > 1:
        return together
    if len(inner) > 1:
        return inner
    if promise.matrix.pos_ == "NOUN" and not outer:
        return inner
    group = discourse.group(promise.matrix)
    if not outer and promise.outer is not None and _together(promise.outer):
        return group
    if not outer and not inner and promise.matrix.lemma_ == "agree":
        return group
    if outer and set(outer) <= set(group):
        return group
    return outer or inner


def _names_another(discourse: Discourse, promise: Promise) -> bool:
    """Whether the clause that is agreed names its own subject, a state or its government."""
    own = promise.inner
    if own is None or own == promise.outer or is_passive(promise.action):
        return False
    named = discourse.parsed.party_at(own)
    return named is not None and own.pos_ == "PROPN" and own.dep_ == "nsubj"


def _together(token: Token) -> bool:
    """Whether a noun without article or owner stands for all who meet: "Ministers agreed", "the bloc"."""
    return token.lower_ in SIDES and (token.text.endswith("s") or token.lower_ in COLLECTIVE)


COLLECTIVE = frozenset("coalition bloc trio quartet alliance group grouping".split())


def _signers(discourse: Discourse, promise: Promise, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Who signs, with whom, and between whom the paper is."""
    found = list(_with_partner(discourse, promise.action, outer))
    if promise.outer is None and promise.action.lemma_ in ("reach", "strike") and not found:
        found = list(_first_in(discourse, promise.action))
    for thing in children(promise.action, "dobj", "nsubjpass"):
        for partner in prepositional(thing, "with", "between"):
            found.extend(p for p in discourse.parties(partner) if p not in found)
        if len(found) < 2:
            found.extend(p for p in discourse.parties(thing) if p not in found)
    return tuple(found)


_LOOK_BACK = 250  # tokens in which a thing was told of before


def _sent_by(discourse: Discourse, thing: Token) -> tuple[str, ...]:
    """Return who stations, sends or sets up a thing by an earlier sentence: "Norland will station a brigade"."""
    noun = next(iter(prepositional(thing, "of")), thing) if thing.lemma_ in _PARTS else thing
    lemma = noun.lemma_.lower()
    for at in range(noun.i - 1, max(-1, noun.i - _LOOK_BACK), -1):
        token = noun.doc[at]
        if token.lemma_.lower() != lemma and not (lemma in _TROOPS and token.lemma_ in _TROOPS):
            continue
        verb = token.head
        if token.dep_ == "dobj" and verb.lemma_.lower() in _SENDING:
            acting = subject(verb)
            parties = discourse.parties(acting) if acting is not None else ()
            if len(parties) == 1:
                return parties
    return ()


_PARTS = frozenset({"bulk", "rest", "part", "most", "half", "majority", "number"})
_TROOPS = frozenset({"troop", "soldier", "brigade", "battalion", "unit", "contingent"})
_SENDING = frozenset("station deploy send base dispatch raise field supply sell donate".split())


def _first_in(discourse: Discourse, verb: Token) -> tuple[str, ...]:
    """Return the states listed right in front of a verb whose subject the parser lost."""
    before = [t for t in verb.sent if t.i < verb.i and not t.is_punct]
    last = before[-1] if before else None
    if last is None or not discourse.parties(last):
        return ()
    return (*listed_before(discourse, last), *discourse.parties(last))


def _with_partner(discourse: Discourse, matrix: Token, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Read "agreed with him", "confirmed with A": the partner is bound too."""
    verb = matrix
    if verb.pos_ == "NOUN":
        verb = next((t for t in walk_up(verb) if t.pos_ == "VERB"), verb)
    for partner in prepositional(verb, "with"):
        others = discourse.parties(partner)
        if others and discourse.is_actor(partner):
            return tuple(dict.fromkeys((*outer, *others)))
    return outer


def _for_thing(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    """Who answers for a thing that will be done: its owner, whoever says so, or the main actor near it."""
    agents = prepositional(promise.action, "by")
    for agent in agents:
        parties = discourse.parties(agent)
        if parties:
            return parties
    if promise.inner is not None and not _is_party(discourse, promise.inner):
        owner = discourse.thing_owner(promise.inner)
        if owner:
            return owner
        sender = _sent_by(discourse, promise.inner)
        if sender:
            return sender
        if any(c.lower_ in ("joint", "common", "bilateral") for c in promise.inner.children):
            return discourse.group(promise.inner)
    for token in walk_up(promise.action):
        if token == promise.action or token.pos_ not in ("VERB", "AUX"):
            continue
        acting = subject(token)
        if acting is not None and discourse.is_actor(acting):
            parties = discourse.parties(acting)
            if not parties and acting.lemma_.lower() in INSTITUTIONS:
                parties = discourse.thing_owner(acting)  # "officials said", of Norland before
            if parties:
                return parties
        if acting is not None and acting.lemma_.lower() in _TEXTS:
            return discourse.group(acting)
    if promise.inner is not None and promise.inner.lemma_.lower() in _TEXTS:
        return discourse.group(promise.inner)  # what a joint text will do, its authors will do
    return ()


_TEXTS = frozenset(
    {"statement", "agreement", "deal", "declaration", "document", "pact", "accord", "communique"}
)


def beneficiary_of(discourse: Discourse, action: Token, obligors: tuple[str, ...]) -> str | None:
    """Return the party for whose good the action is, where it is none of those bound."""
    receiver = children(action, "dobj") if given_with(action) else []
    for target in [*receiver, *children(action, "dative"), *prepositional(action, "to", "for")]:
        parties = [p for p in discourse.parties(target) if p not in obligors]
        if parties and discourse.is_actor(target):
            return parties[0]
    for thing in children(action, "dobj"):
        for target in prepositional(thing, "to", "for"):
            parties = [p for p in discourse.parties(target) if p not in obligors]
            if parties and discourse.is_actor(target):
                return parties[0]
    return None


def speaker_of_promise(discourse: Discourse, promise: Promise) -> str | None:
    """Return the person in whose words the promise is, or None."""
    for token in (promise.outer, promise.inner):
        people = discourse.people(token) if token is not None else ()
        if len(people) == 1:
            return people[0].name
    quoted = discourse.parsed.quoted_at(promise.action.idx)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is not None:
        return speaker.name
    for teller in tellers(discourse, promise.action):
        people = discourse.people(teller)
        if len(people) == 1:
            return people[0].name
    return None
