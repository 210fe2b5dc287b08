"""Obligors: who is bound by a promise, for whose good, and in whose words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.reference_words import INSTITUTIONS, stands_for_all
from servanda.extraction.coreference.speakers import tellers
from servanda.extraction.coreference.subject_parties import (
    by_adjective,
    listed_before,
    parties_of_subject,
)
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.programmes import is_own_programme, publishing_party
from servanda.extraction.kinds.commitments.promise import Promise, listed
from servanda.extraction.phrases import agents_of, given_with
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "beneficiary_of",
    "obligors_of",
    "speaker_of_promise",
]


def obligors_of(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    """Return the parties bound by a promise; empty where the words do not tell."""
    inner, outer = _acting(discourse, promise.inner), _acting(discourse, promise.outer)
    owned = _by_owner(discourse, promise)
    if owned:
        return owned
    if promise.rule.startswith("commitment.text"):
        return inner or _of_text(discourse, promise)
    if promise.rule == "commitment.signed":
        return _signers(discourse, promise, outer)
    if promise.modality is Modality.AGREED and promise.outer is not None:
        return _agreeing(discourse, promise, outer, inner)
    if promise.rule.startswith(_BY_WORD):
        return _promising(discourse, promise, outer, inner)
    return _doing(discourse, promise, outer, inner)


def _acting(discourse: Discourse, acting: Token | None) -> tuple[str, ...]:
    """Return the parties that a subject stands for; "the Government" in what its own office puts out is its state."""
    found = () if _is_empty(acting) else parties_of_subject(discourse, acting)
    if found or acting is None or acting.lower_ not in listed("own_government"):
        return found
    home = publishing_party(discourse)
    whose = children(acting, "poss", "amod", "compound", "nmod", "prep")
    return (home,) if home and not whose else ()


def _is_empty(acting: Token | None) -> bool:
    """Whether a subject stands for nobody: "it was agreed that", "it has been decided to"."""
    return acting is not None and acting.lower_ == "it" and acting.dep_ == "nsubjpass"


_BY_WORD = ("commitment.noun", "commitment.verb", "commitment.committed", "commitment.determined")


def _by_owner(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    """Return whose a promise is by the name in front of its noun, or by the state's own programme that acts."""
    if promise.rule.startswith("commitment.noun"):
        owned = by_adjective(discourse, promise.matrix)
        if owned:
            return owned
    home = publishing_party(discourse)
    actors = [t for t in (promise.inner, promise.outer) if t is not None]
    if home and any(is_own_programme(discourse, t, promise.action) for t in actors):
        return (home,)
    return ()


def _promising(
    discourse: Discourse, promise: Promise, outer: tuple[str, ...], inner: tuple[str, ...]
) -> tuple[str, ...]:
    """Return whom a word of promising binds: its subject, or whom that commits."""
    if promise.modality is Modality.REAFFIRMED and len(outer) == 1:
        together = _with_partner(discourse, promise.matrix, outer)
        return together if len(together) > 1 else _sharing(discourse, promise.matrix, outer)
    commits = promise.matrix.lemma_ == "commit" and promise.inner is not None
    if commits and inner and not set(inner) <= set(outer):
        return inner
    if not outer and promise.outer is not None and stands_for_all(promise.outer):
        return discourse.group(promise.matrix)
    return outer or inner or _for_thing(discourse, promise)


def _sharing(discourse: Discourse, noun: Token, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Read "our shared commitment to build": those have it together who were last told of together."""
    if not any(c.lower_ in frame_table("assurance").classes["sharing"] for c in noun.children):
        return outer
    group = discourse.group(noun)
    return group if set(outer) < set(group) else outer


def _doing(
    discourse: Discourse, promise: Promise, outer: tuple[str, ...], inner: tuple[str, ...]
) -> tuple[str, ...]:
    """Return who will do it; what will be done to a thing binds its owner or those who say so."""
    acting = promise.inner
    if acting is None:
        return outer
    if promise.rule == "commitment.will" and not inner:
        together = _acting_together(discourse, acting)
        if together:
            return together
    acts = discourse.is_actor(acting) and not is_passive(promise.action)
    if acts and inner:
        return _with_companion(discourse, promise.action, inner)
    if promise.matrix != promise.action and outer:
        return outer
    brought_about = promise.action.lemma_.lower() in listed("establish")
    if inner and brought_about and not _is_party(discourse, acting):
        return inner
    return outer if acts else _for_thing(discourse, promise)


def _with_companion(
    discourse: Discourse, action: Token, acting: tuple[str, ...]
) -> tuple[str, ...]:
    """Read "jointly with Norland, we will produce tools": who acts along is bound too."""
    for prep in children(action, "prep"):
        beside = action.doc[prep.i - 1] if prep.i else prep
        if prep.lower_ == "with" and beside.lower_ in ("jointly", "together"):
            for partner in filter(discourse.is_actor, children(prep, "pobj")):
                return tuple(dict.fromkeys((*acting, *discourse.parties(partner))))
    return acting


def _acting_together(discourse: Discourse, acting: Token) -> tuple[str, ...]:
    """Return those who make a common statement for its bodies, and those last told of for "their ministers"."""
    if acting.pos_ in ("NOUN", "PROPN") and discourse.is_joint:
        return discourse.joint_parties
    if stands_for_all(acting) and children(acting, "poss", "det"):
        return discourse.group(acting)
    return ()


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
    together = outer if len(outer) > 1 else _with_partner(discourse, promise.matrix, outer)
    if len(together) > 1:
        return together
    if len(inner) > 1 or (promise.matrix.pos_ == "NOUN" and not outer):
        return inner
    group = discourse.group(promise.matrix)
    return group if _is_of_group(discourse, promise, outer, inner, group) else outer or inner


def _is_of_group(
    discourse: Discourse,
    promise: Promise,
    outer: tuple[str, ...],
    inner: tuple[str, ...],
    group: tuple[str, ...],
) -> bool:
    """Whether those last told of together are meant: by "Ministers agreed", or by naming one of them."""
    if outer:
        if promise.outer is not None and promise.outer.lower_ == "we":
            return set(outer) <= set(group)  # "we agreed": with somebody, whatever on
        lone = (
            promise.outer is not None and promise.outer.lower_ == "it"
        )  # "it had agreed to talks"
        return set(outer) <= set(group) and not lone and not _alone(promise)
    if promise.outer is not None and stands_for_all(promise.outer):
        return True
    if is_passive(promise.matrix) and not agents_of(promise.matrix):
        return not inner  # "further steps were agreed"
    return not inner and _is_anybody(discourse, promise.outer) and promise.matrix.lemma_ == "agree"


def _is_anybody(discourse: Discourse, acting: Token | None) -> bool:
    """Whether a subject may stand for states: "journalists agreed" does not, "the hosts of both agreed" does."""
    if acting is None or acting.pos_ not in ("NOUN", "PROPN"):
        return True
    return discourse.is_actor(acting) or bool(prepositional(acting, "of"))


def _alone(promise: Promise) -> bool:
    """Whether a lone subject agrees to do something by itself: "agreed to provide Norland with boats".

    What only both can do ("agreed to hold talks", "to work closely together") binds both; what it is
    done for ("in exchange for a deal") does not say so.
    """
    action = promise.action
    if promise.outer is None or action == promise.matrix:
        return False
    told = children(action, "dobj", "advmod", "xcomp", "attr", "acomp")
    told += [c for c in children(action, "prep") if c.lower_ in ("with", "on", "into")]
    words = {t.lemma_.lower() for part in told for t in part.subtree}
    return not words & listed("mutual") and action.lemma_.lower() not in listed("mutual_verb")


def _names_another(discourse: Discourse, promise: Promise) -> bool:
    """Whether the clause that is agreed names its own subject, a state or its government."""
    own = promise.inner
    if own is None or own == promise.outer or is_passive(promise.action):
        return False
    named = discourse.parsed.party_at(own)
    return named is not None and own.pos_ == "PROPN" and own.dep_ == "nsubj"


def _signers(discourse: Discourse, promise: Promise, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Who signs, with whom, and between whom the paper is."""
    verb = promise.matrix
    found = list(_with_partner(discourse, verb, outer))
    if promise.outer is None and verb.lemma_ in ("reach", "strike") and not found:
        found = list(_first_in(discourse, verb))
    for thing in children(verb, "dobj", "nsubjpass"):
        for partner in prepositional(thing, "with", "between"):
            found.extend(p for p in discourse.parties(partner) if p not in found)
        if len(found) < 2:
            found.extend(p for p in discourse.parties(thing) if p not in found)
    if not found and is_passive(verb) and not agents_of(verb):
        return discourse.group(verb)  # "agreements were signed": by those who met
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


_PARTS = word_set("extraction", "parts", "commitment_words")
_TROOPS = word_set("extraction", "troops", "commitment_words")
_SENDING = word_set("extraction", "sending", "commitment_words")


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
    agents = map(discourse.parties, agents_of(promise.action))
    thing = promise.inner
    found = next((parties for parties in agents if parties), ())
    if not found and thing is not None and not _is_party(discourse, thing):
        found = _by_thing(discourse, thing)
    found = found or _by_teller(discourse, promise.action)
    home = publishing_party(discourse)
    if not found and home and thing is not None and thing.lemma_.lower() in listed("purpose"):
        return (home,)  # "the purpose of the visit is to build"
    if not found and thing is not None and thing.lemma_.lower() in _TEXTS:
        return discourse.group(thing)  # what a joint text will do, its authors will do
    return found


def _by_thing(discourse: Discourse, thing: Token) -> tuple[str, ...]:
    """Return who owns a thing, sends it, or has it together."""
    found = discourse.thing_owner(thing) or _sent_by(discourse, thing)
    if not found and any(c.lower_ in ("joint", "common", "bilateral") for c in thing.children):
        return discourse.group(thing)
    return found


def _by_teller(discourse: Discourse, action: Token) -> tuple[str, ...]:
    """Return the nearest who act or speak above a verb; the authors of a text that says so."""
    for token in walk_up(action):
        acting = subject(token) if token != action and token.pos_ in ("VERB", "AUX") else None
        if acting is None:
            continue
        if discourse.is_actor(acting):
            found = discourse.parties(acting)
            if not found and acting.lemma_.lower() in INSTITUTIONS:
                found = discourse.thing_owner(acting)  # "officials said", of Norland before
            if found:
                return found
        if acting.lemma_.lower() in _TEXTS:
            return discourse.group(acting)
    return ()


_TEXTS = word_set("extraction", "texts", "commitment_words")


def beneficiary_of(discourse: Discourse, action: Token, obligors: tuple[str, ...]) -> str | None:
    """Return the party for whose good the action is, where it is none of those bound."""
    targets = [
        *_receivers(action),
        *children(action, "dative"),
        *prepositional(action, "to", "for"),
    ]
    for thing in children(action, "dobj"):
        targets += prepositional(thing, "to", "for")
    for target in targets:
        parties = [p for p in discourse.parties(target) if p not in obligors]
        if parties and discourse.is_actor(target):
            return parties[0]
    return None


def _receivers(action: Token) -> list[Token]:
    """Return who is given something: "supply Norland with buses", "Norland will be given buses"."""
    given = given_with(action)
    if not is_passive(action):
        return children(action, "dobj") if given else []
    if not (given or children(action, "dobj") or action.lemma_ in listed("given_to")):
        return []
    borrowed = subject(action)  # "Norland is to be lent 20 buses"
    return children(action, "nsubjpass") or ([borrowed] if borrowed is not None else [])


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
    turn = discourse.turn(promise.action)
    return turn.person.name if turn is not None and turn.person is not None else None
