"""Commitments: who is bound to do what, by when, on what condition, and how firmly.

Follows the field's definition (G7 Research Group): a discrete, specific, publicly stated
intent about the future. Consulting, effects of things and states of affairs are none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from servanda.extraction.clauses import is_infinitive
from servanda.extraction.kinds.commitments.commitment_filter import is_commitment
from servanda.extraction.kinds.commitments.commitment_slots import Draft, draft_of
from servanda.extraction.kinds.commitments.promises_found import Promise, find_promises
from servanda.extraction.kinds.commitments.signed_papers import SIGNED
from servanda.extraction.phrases import content_words, shares_object_with
from servanda.extraction.registry import claims_of, reader
from servanda.extraction.retelling import told_before
from servanda.model import Claim, Commitment, Modality, Structure, StructureStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["read_commitments"]


_ALIKE = (
    0.6  # share of the shorter wording's words that two tellings of one commitment have in common
)


_ENOUGH = 2  # words shared by two tellings that name different obligors
_HALF = 0.5  # share of the longer wording's words, where the actions are not the same
_NEARLY = 0.8  # the same, where fewer are bound in one telling than in the other


@reader("commitment")
def read_commitments(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each distinct commitment; a headline only adds to what the body tells."""
    drafts = [*_drafted(discourse), *_fulfilled(discourse)]
    merged: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: d.headline):
        index = told_before(merged, partial(_tell_one, draft))
        if index is not None:
            merged[index] = _join(merged[index], draft)
        elif not draft.headline:
            merged.append(draft)
    for draft in merged:
        yield Claim.make(
            discourse.parsed.report.id,
            draft.body,
            draft.evidence,
            rule=draft.rule,
            confidence=draft.confidence,
        )


def _drafted(discourse: Discourse) -> Iterator[Draft]:
    """Draft the promises of a report, without what is only the means or purpose of another."""
    seen: set[int] = set()
    actions: dict[int, Promise] = {}
    for found in find_promises(discourse):
        promise: Promise | None = found
        if found.action.i in seen or not is_commitment(discourse, found):
            continue
        above = actions.get(found.matrix.head.i) if found.matrix.pos_ == "NOUN" else None
        if above is not None:
            # "agreed to speed up plans to build it and to study another": two, not three
            second = found.action.dep_ == "conj" and is_infinitive(found.action)
            promise = replace(above, action=found.action, inner=None) if second else None
        draft = draft_of(discourse, promise) if promise is not None else None
        if promise is not None and draft is not None:
            actions[promise.action.i] = promise
            if promise.rule not in SIGNED:
                seen.update(t.i for t in _nested(promise.action))
            yield draft


def _fulfilled(discourse: Discourse) -> Iterator[Draft]:
    """Draft the promises that are met by a command or office reported set up."""
    for claim in claims_of(discourse, "structure"):
        told = claim.body
        if (
            isinstance(told, Structure)
            and told.status is not StructureStatus.PLANNED
            and told.party
        ):
            action, _, rest = told.change.partition(" ")
            body = Commitment((told.party,), action, rest or told.unit, Modality.FULFILLED)
            done = told.status is StructureStatus.DONE
            rule = "commitment.structure_done" if done else "commitment.structure_begun"
            yield Draft(body, claim.evidence, rule, 0.7, headline=False)


def _nested(action: Token) -> list[Token]:
    """Return verbs inside the action that are no promises of their own: its means, its purpose, its pair.

    A pair is "widen and deepen the channel".
    """
    found = [t for t in action.subtree if t.dep_ in ("advcl", "pcomp") and t != action]
    pair = shares_object_with(action)
    while pair is not None and pair != action:
        found.append(pair)
        pair = pair.head
    return found


def _tell_one(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one commitment; different actions or papers in one sentence are two."""
    beside = one.sentence == other.sentence >= 0
    if beside and (one.body.action != other.body.action or one.rule in SIGNED):
        return False
    return _same(one.body, other.body)


def _same(one: Commitment, other: Commitment) -> bool:
    """Whether two tell of one commitment: of the same or fewer parties, with much the same words."""
    mine, theirs = set(one.obligors), set(other.obligors)
    if not (mine <= theirs or theirs <= mine):
        return False
    if one.target and other.target and one.target.quantity != other.target.quantity:
        return False
    if one.due and other.due and one.due.text != other.due.text:
        return False
    return _alike(one, other, differing=mine != theirs)


def _alike(one: Commitment, other: Commitment, *, differing: bool) -> bool:
    """Whether two objects share enough words; more are asked for where the obligors differ."""
    mine, theirs = content_words(one.object), content_words(other.object)
    if not mine or not theirs:
        return False
    shared, fewer, more = len(mine & theirs), *sorted((len(mine), len(theirs)))
    if shared < (_ENOUGH if differing else min(_ENOUGH, fewer)):
        return False
    share = shared / fewer >= (_NEARLY if differing else _ALIKE)
    return share and (shared / more >= _HALF or one.action == other.action)


def _join(first: Draft, second: Draft) -> Draft:
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
    known = {(e.start, e.end) for e in first.evidence}
    evidence = first.evidence + tuple(e for e in second.evidence if (e.start, e.end) not in known)
    return replace(
        first, body=body, evidence=evidence, confidence=max(first.confidence, second.confidence)
    )
