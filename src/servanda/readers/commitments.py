"""Commitments: who is bound to do what, by when, on what condition, and how firmly.

Follows the field's definition (G7 Research Group): a discrete, specific, publicly stated
intent about the future. Consulting, effects of things and states of affairs are none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.model import (
    BlockKind,
    Claim,
    Commitment,
    Evidence,
    Modality,
    Structure,
    StructureStatus,
    TimeRef,
)
from servanda.readers.assurances import is_assurance
from servanda.readers.base import reader
from servanda.readers.clauses import children, conjuncts, extent, is_passive, prepositional, subject, walk_up
from servanda.readers.lexicon import words
from servanda.readers.phrases import (
    action_words,
    condition_of,
    content_words,
    due_of,
    object_words,
    rescheduled,
    target_of,
)
from servanda.readers.structures import read_structures
from servanda.readers.promises import Promise, find_promises

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["read_commitments"]

_ALIKE = 0.6  # share of the shorter wording's words that two tellings of one commitment have in common


@dataclass(frozen=True, slots=True)
class _Draft:
    body: Commitment
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    headline: bool


@reader("commitment")
def read_commitments(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each distinct commitment; a headline only adds to what the body tells."""
    drafts: list[_Draft] = []
    seen: set[int] = set()
    actions: dict[int, Promise] = {}
    for promise in find_promises(discourse):
        if promise.action.i in seen or not _is_commitment(discourse, promise):
            continue
        above = actions.get(promise.matrix.head.i) if promise.matrix.pos_ == "NOUN" else None
        if above is not None:
            # "agreed to speed up plans to build it and to study another": two, not three
            if promise.action.dep_ != "conj" or not any(c.lower_ == "to" for c in promise.action.children):
                continue
            promise = replace(above, action=promise.action, inner=None)
        draft = _draft(discourse, promise)
        if draft is not None:
            actions[promise.action.i] = promise
            seen.update(t.i for t in _nested(promise.action))
            drafts.append(draft)
    drafts.extend(_fulfilled(discourse))
    merged: list[_Draft] = []
    for draft in sorted(drafts, key=lambda d: d.headline):
        for index, other in enumerate(merged):
            if _same(draft.body, other.body):
                merged[index] = _join(other, draft)
                break
        else:
            if not draft.headline:
                merged.append(draft)
    for draft in merged:
        yield Claim.make(
            discourse.parsed.report.id, draft.body, draft.evidence, rule=draft.rule, confidence=draft.confidence
        )


def _fulfilled(discourse: Discourse) -> Iterator[_Draft]:
    """A command or office that is reported set up fulfils whoever was to set it up."""
    for claim in read_structures(discourse):
        told = claim.body
        if isinstance(told, Structure) and told.status is not StructureStatus.PLANNED and told.party:
            action, _, rest = told.change.partition(" ")
            body = Commitment((told.party,), action, rest or told.unit, Modality.FULFILLED)
            yield _Draft(body, claim.evidence, "commitment.structure_done", 0.7, headline=False)


def _nested(action: Token) -> list[Token]:
    """Return verbs inside the action that are its means or purpose, not promises of their own."""
    return [t for t in action.subtree if t.dep_ in ("advcl", "pcomp") and t is not action]


def _w(kind: str) -> frozenset[str]:
    return words("commissives", kind)


def _is_commitment(discourse: Discourse, promise: Promise) -> bool:
    action = promise.action
    sentence = discourse.parsed.sentence_of(action)
    if sentence.block is BlockKind.CAPTION:
        return False
    lemma = action.lemma_.lower()
    free = promise.modality in (Modality.WILL, Modality.PLANS, Modality.CONSIDERING)
    if lemma in _w("consult") and free and not _with_particle(action) and not _comes_to_be(action):
        acting = promise.inner if promise.inner is not None else promise.outer
        if acting is None or discourse.is_actor(acting):
            return False  # things that arrive or leave are no visitors
    if lemma in ("hold", "have", "issue", "release", "put", "give", "make", "take", "co-host", "organize") and free:
        if any(t.lemma_.lower() in _w("procedure") for c in children(action, "dobj", "nsubjpass") for t in conjuncts(c)):
            return False
    if _discusses(action, lemma, free=free):
        return False
    if lemma in _w("stative") and not is_passive(action) and not _comes_to_be(action):
        return False
    if promise.modality is Modality.AGREED and lemma in ("meet", "speak", "talk") and not children(action, "dobj"):
        return False  # "agreed to meet again": procedure
    if lemma == "take" and any(c.lower_ == "effect" for c in children(action, "dobj")):
        return False
    if lemma == "make" and any(c.lower_ in ("clear", "sure") for c in action.children):
        return False
    if any(t.lower_ == "following" for c in children(action, "dobj") for t in c.children):
        return False  # "is launching the following initiatives": the list says what
    if _purpose(action, promise) or _superseded(promise):
        return False
    return not is_assurance(discourse, promise.matrix) and not is_assurance(discourse, action)


def _discusses(action: Token, lemma: str, *, free: bool) -> bool:
    particles = {c.lower_ for c in children(action, "prt")}
    return free and (lemma, *sorted(particles)) in (("take", "up"), ("bring", "up"), ("follow", "up"))


def _comes_to_be(action: Token) -> bool:
    """"will be ready by …", "will go on enlarging": a state to be brought about, an action carried on."""
    if action.lemma_ == "be":
        return any(t.lower_ in _w("ready") for c in children(action, "acomp", "attr", "prep") for t in c.subtree)
    if action.lemma_ in ("go", "keep"):
        going = any(c.lower_ == "on" for c in children(action, "prt", "prep"))
        return going or bool(children(action, "xcomp"))
    return action.lemma_ == "have" and any(c.dep_ == "oprd" or c.lower_ in _w("ready") for c in action.children)


def _with_particle(action: Token) -> bool:
    return bool(children(action, "prt"))


def _purpose(action: Token, promise: Promise) -> bool:
    """Whether the action is only what another is for ("will visit to deepen ties")."""
    return action.dep_ == "advcl" and promise.matrix is action and promise.modality is not Modality.FULFILLED


def _superseded(promise: Promise) -> bool:
    sentence = promise.action.sent
    before = [t.lower_ for t in sentence[: max(0, promise.matrix.i - sentence.start)]]
    return before[:2] == ["at", "first"] or before[:1] in (["originally"], ["initially"])


def _draft(discourse: Discourse, promise: Promise) -> _Draft | None:
    obligors = _obligors(discourse, promise)
    if not obligors and not _stands_alone(discourse, promise):
        return None
    parsed = discourse.parsed
    action = promise.action
    siblings = tuple(t for t in children(action, "conj") if t.pos_ in ("VERB", "AUX"))
    start, end = extent(action, without=siblings)
    if promise.matrix is not action and action.dep_ != "conj":
        start = min(start, promise.matrix.idx)
    evidence = parsed.evidence(start, end)
    verb = action if action.pos_ in ("VERB", "AUX") else action
    wording = object_words(discourse, verb) if action.pos_ in ("VERB", "AUX") else _noun_object(discourse, action)
    body = Commitment(
        obligors=obligors,
        action=action_words(action),
        object=wording,
        modality=promise.modality,
        beneficiary=_beneficiary(discourse, action, obligors),
        due=_due(discourse, promise, siblings),
        condition=condition_of(discourse, action, promise.matrix),
        speaker=_speaker(discourse, promise),
        target=target_of(action),
        rescheduled=rescheduled(discourse, start, end),
    )
    headline = parsed.sentence_of(action).block is BlockKind.HEADLINE
    if not body.object and not body.due and action.pos_ in ("VERB", "AUX"):
        return None
    return _Draft(body, (evidence,), promise.rule, promise.confidence, headline)


def _stands_alone(discourse: Discourse, promise: Promise) -> bool:
    """Whether a thing is to be done by a day, whoever is to do it: worth keeping, its obligor unknown."""
    arranged = promise.rule in ("commitment.is_to", "commitment.to_be_done", "commitment.set_to", "commitment.is_planned", "commitment.will_be_ready")
    return arranged and due_of(discourse, promise.action) is not None and len(discourse.main_parties) > 1


def _noun_object(discourse: Discourse, noun: Token) -> str:
    targets = prepositional(noun, "of", "for", "to", "in")
    return discourse.parsed.words(*extent(targets[0])) if targets else ""


def _due(discourse: Discourse, promise: Promise, siblings: tuple[Token, ...]) -> TimeRef | None:
    action = promise.action
    found = due_of(discourse, action, siblings=siblings)
    if found is None and siblings:
        # A time at the end of a coordination holds for all its members: "build and open … by June".
        last = conjuncts(action)[-1]
        shared = due_of(discourse, last) if last is not action else None
        if shared is not None and shared.relation in ("by", "until", "within"):
            found = shared
    return found


# -- who is bound ----------------------------------------------------------------------------


def _obligors(discourse: Discourse, promise: Promise) -> tuple[str, ...]:
    inner = discourse.parties(promise.inner) if promise.inner is not None else ()
    outer = discourse.parties(promise.outer) if promise.outer is not None else ()
    if promise.rule == "commitment.signed":
        return _signers(discourse, promise, outer)
    if promise.modality is Modality.AGREED and promise.outer is not None:
        return _agreeing(discourse, promise, outer, inner)
    if promise.rule.startswith(("commitment.noun", "commitment.verb", "commitment.committed", "commitment.determined")):
        if promise.modality is Modality.REAFFIRMED and len(outer) == 1:
            return _with_partner(discourse, promise.matrix, outer)
        if promise.matrix.lemma_ == "commit" and promise.inner is not None and inner and not set(inner) <= set(outer):
            return inner
        return outer or inner or _for_thing(discourse, promise)
    acts = promise.inner is not None and discourse.is_actor(promise.inner) and not is_passive(promise.action)
    if acts and inner:
        return inner
    if promise.matrix is not promise.action and outer:
        return outer  # what will be done to a thing binds those who say so
    if inner and promise.action.lemma_.lower() in _w("establish"):
        return inner
    if promise.inner is not None and not acts:
        return _for_thing(discourse, promise)
    return outer


def _agreeing(
    discourse: Discourse, promise: Promise, outer: tuple[str, ...], inner: tuple[str, ...]
) -> tuple[str, ...]:
    """Both sides are bound by what they agree on; a lone subject agrees with somebody."""
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
    if outer and set(outer) <= set(group):
        return group
    return outer or inner


def _signers(discourse: Discourse, promise: Promise, outer: tuple[str, ...]) -> tuple[str, ...]:
    """Who signs, with whom, and between whom the paper is."""
    found = list(_with_partner(discourse, promise.action, outer))
    for thing in children(promise.action, "dobj", "nsubjpass"):
        for partner in prepositional(thing, "with", "between"):
            found.extend(p for p in discourse.parties(partner) if p not in found)
        if len(found) < 2:
            found.extend(p for p in discourse.parties(thing) if p not in found)
    return tuple(found)


def _with_partner(discourse: Discourse, matrix: Token, outer: tuple[str, ...]) -> tuple[str, ...]:
    """"agreed with him", "confirmed with A": the partner is bound too."""
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
    if promise.inner is not None:
        owner = discourse.thing_owner(promise.inner)
        if owner:
            return owner
    for token in walk_up(promise.action):
        if token is promise.action or token.pos_ not in ("VERB", "AUX"):
            continue
        acting = subject(token)
        if acting is not None and discourse.is_actor(acting):
            parties = discourse.parties(acting)
            if parties:
                return parties
        if acting is not None and acting.lemma_.lower() in _TEXTS:
            return discourse.group(acting)
    if promise.inner is not None and promise.inner.lemma_.lower() in _TEXTS:
        return discourse.group(promise.inner)  # what a joint text will do, its authors will do
    return ()


_TEXTS = frozenset({"statement", "agreement", "deal", "declaration", "document", "pact", "accord", "communique"})


def _beneficiary(discourse: Discourse, action: Token, obligors: tuple[str, ...]) -> str | None:
    for target in [*children(action, "dative"), *prepositional(action, "to", "for")]:
        parties = [p for p in discourse.parties(target) if p not in obligors]
        if parties and discourse.is_actor(target):
            return parties[0]
    for thing in children(action, "dobj"):
        for target in prepositional(thing, "to", "for"):
            parties = [p for p in discourse.parties(target) if p not in obligors]
            if parties and discourse.is_actor(target):
                return parties[0]
    return None


def _speaker(discourse: Discourse, promise: Promise) -> str | None:
    from servanda.readers.speakers import tellers

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


# -- one commitment, told twice --------------------------------------------------------------


def _same(one: Commitment, other: Commitment) -> bool:
    if not (set(one.obligors) <= set(other.obligors) or set(other.obligors) <= set(one.obligors)):
        return False
    if one.target and other.target and one.target.quantity != other.target.quantity:
        return False
    if one.due and other.due and one.due.text != other.due.text:
        return False
    mine, theirs = content_words(one.object), content_words(other.object)
    if not mine or not theirs:
        return False
    shared = len(mine & theirs)
    return shared / min(len(mine), len(theirs)) >= _ALIKE and shared >= min(2, len(mine), len(theirs)) and (
        shared / max(len(mine), len(theirs)) >= 0.5 or one.action == other.action
    )


def _join(first: _Draft, second: _Draft) -> _Draft:
    """Keep the first telling, filled up with what only the second says."""
    one, other = first.body, second.body
    body = replace(
        one,
        due=one.due or other.due,
        condition=one.condition or other.condition,
        target=one.target or other.target,
        speaker=one.speaker or other.speaker,
        rescheduled=one.rescheduled or other.rescheduled,
    )
    evidence = first.evidence + tuple(e for e in second.evidence if e not in first.evidence)
    return replace(first, body=body, evidence=evidence, confidence=max(first.confidence, second.confidence))
