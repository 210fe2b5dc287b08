"""Obligors: who is bound by a promise, for whose good, and in whose words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    conjuncts,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.reference_words import INSTITUTIONS, SIDES
from servanda.extraction.coreference.speakers import tellers
from servanda.extraction.kinds.commitments.programmes import is_own_programme, publishing_party
from servanda.extraction.kinds.commitments.promise import Promise, listed
from servanda.extraction.phrases import given_with
from servanda.model import Modality
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "beneficiary_of",
    "by_adjective",
    "listed_before",
    "obligors_of",
    "parties_of_subject",
    "speaker_of_promise",
]


def parties_of_subject(discourse: Discourse, token: Token | None) -> tuple[str, ...]:
    """Return the parties of a subject; "A told B he will pay" is about A, and a list is taken whole."""
    if token is None:
        return ()
    teller = _teller_meant(discourse, token) if not children(token, "conj") else None
    if teller is not None:
        return discourse.parties(teller)
    found = discourse.parties(token)
    if token.lower_ == "they" and len(found) > 1:
        return _others(discourse, token, found)
    if len(found) == 1:
        before = [p for p in listed_before(discourse, token) if p not in found]
        after = [p for p in _listed_after(discourse, token) if p not in (*before, *found)]
        return (*before, *found, *after)
    return found


def _listed_after(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """Return the parties of people joined to a subject behind its "of": "A of Norland and B of Sudmark signed"."""
    if discourse.parsed.person_at(token) is None:
        return ()
    found: list[str] = []
    for prep in children(token, "prep"):
        for place in children(prep, "pobj") if prep.lower_ == "of" else []:
            for other in conjuncts(place):
                person = discourse.parsed.person_at(other)
                if person is not None and person.party and other != place:
                    found.append(person.party)
    return tuple(dict.fromkeys(found))


def _teller_meant(discourse: Discourse, token: Token) -> Token | None:
    """Return who says it, where the subject of what is said is "he", "she", "it" or "they"."""
    if token.lower_ not in ("he", "she", "it", "they") or token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    below = token.head
    for _ in range(4):
        above = below.head
        if above == below:
            return None
        if below.dep_ == "ccomp" and above.lemma_.lower() in _TELLING:
            acting = subject(above)
            if acting is None or acting == token or not discourse.is_actor(acting):
                return None
            if acting.i > token.i or discourse.parsed.quoted_at(token.idx) is not None:
                return None
            several = len(discourse.parties(acting)) > 1
            return acting if several == (token.lower_ == "they") else None
        if below.dep_ not in ("conj", "xcomp"):
            return None
        below = above
    return None


_TELLING = frozenset(
    "say tell add state announce declare pledge promise vow assure inform confirm stress note".split()
)


def _others(discourse: Discourse, token: Token, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return those whom a speaker calls "they": never his own side."""
    quoted = discourse.parsed.quoted_at(token.idx)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is None or speaker.party not in found:
        return found
    return tuple(p for p in found if p != speaker.party)


def listed_before(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """Return the parties listed in front of a subject that the parser cut off ("A, B and Minister C signed")."""
    parsed = discourse.parsed
    sentence = parsed.sentence_of(token)
    people = parsed.people
    spans = [(m.start, m.end, people.people[m.person].party) for m in people.mentions]
    spans += [(m.start, m.end, m.party) for m in parsed.parties if m.sort is PartySort.NAME]
    spans = sorted(s for s in spans if sentence.start <= s[0] <= token.idx)
    run: list[str] = []
    joined = False
    for before, after in zip(reversed(spans[:-1]), reversed(spans), strict=False):
        gap = parsed.content[before[1] : after[0]]
        if not _IN_LIST.fullmatch(gap) or (not joined and "and" not in gap.split()):
            break
        joined = True
        tokens = parsed.tokens_within(before[0], before[1])
        if any(t.dep_ in {"pobj", "poss"} for t in tokens):
            break
        if before[2]:
            run.append(before[2])
    return tuple(dict.fromkeys(reversed(run)))


# What stands between the members of a list: commas, "and", and the titles of the next.
_IN_LIST = re.compile(
    r",? (?:and )?(?:the )?(?:[A-Z][\w.’'-]* |of |for |and |his |her |counterpart )*"
)


def by_adjective(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    """Return whose a promise is by the name in front of it: "the U.S. commitment to help"."""
    if children(noun, "poss"):
        return ()
    found: list[str] = []
    for child in children(noun, "compound", "amod", "nmod"):
        mention = discourse.parsed.party_at(child)
        if mention is not None and mention.party and mention.party not in found:
            found.append(mention.party)
    return tuple(found)


# -- Obligors: who is bound by a promise, for whose good, and in whose words


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
