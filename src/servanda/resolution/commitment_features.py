"""Commitment claims prepared for comparison: their parties, words, names, numbers and deadline."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from servanda.data_tables import one_of
from servanda.model import Commitment, Consultation, ResolvedClaim, Target, When
from servanda.model.text_folding import fold
from servanda.resolution.claim_order import dated
from servanda.resolution.content_words import content, figures, proper, written_out

__all__ = ["Alike", "CommitmentFeatures", "commitment_features", "expanded", "parties_meeting"]


_TOGETHER, _CLAUSES = one_of("resolution", "together"), one_of("resolution", "clause")
_WITH = re.compile(rf"(?:{_TOGETHER} )*with\b", re.IGNORECASE)
_CLAUSE = re.compile(rf",|;| {_CLAUSES}\b")


@dataclass(frozen=True, slots=True, eq=False)
class Alike:
    """All that is compared of a commitment but when it was told, worked out once for all who tell it so.

    A promise is told over and over in the same words. Claims that are alike bear one and the same of these.
    """

    words: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    sentence_words: frozenset[str] = frozenset()
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentFeatures:
    """A commitment claim with what decides whether another one is the same commitment.

    Sets of words hold stems. `words` are those of action and object, `objects` and `names` (the
    capitalised ones) those of the object's noun phrase, `sentence_words` those of the whole
    sentence, which `sentence` gives folded. `relation` are the parties that the claim and the rest
    of its report are about. `told` is the first day its report may be of, where that is dated well
    enough; of two that are `alike`, it alone can tell.
    """

    claim: ResolvedClaim
    body: Commitment
    obligors: frozenset[str]
    words: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    relation: frozenset[str]
    sentence_words: frozenset[str]
    sentence: str
    due: When | None
    told: date | None = None
    alike: Alike = field(default_factory=Alike, compare=False)


def commitment_features(
    claim: ResolvedClaim, others: frozenset[str] = frozenset()
) -> CommitmentFeatures:
    """Prepare a commitment claim for comparison. Raises TypeError for another kind.

    `others` are the parties that meet in the claim's report (see `parties_meeting`).
    """
    body = claim.claim.body
    if not isinstance(body, Commitment):
        raise TypeError(claim.claim.kind)
    obligors, due, when = frozenset(body.obligors), claim.time("due"), dated(claim.published)
    relation = others | {*body.obligors, *([body.beneficiary] if body.beneficiary else [])}
    bound = (obligors, relation, body.beneficiary, body.condition, body.target, due)
    # What comes about by itself is told by what it is: "come about" says no more than the due day does.
    action = "" if body.comes_about else body.action
    alike = _alike(action, body.object, claim.claim.evidence[0].exact, bound)
    return CommitmentFeatures(
        claim,
        body,
        obligors,
        alike.words,
        alike.objects,
        alike.names,
        alike.numbers,
        relation,
        alike.sentence_words,
        alike.sentence,
        due,
        when.earliest if when else None,
        alike,
    )


@lru_cache(maxsize=1 << 15)
def _alike(
    action: str,
    object_: str,
    exact: str,
    _bound: tuple[
        frozenset[str], frozenset[str], str | None, str | None, Target | None, When | None
    ],
) -> Alike:
    text, phrase = f"{action} {object_}", _noun_phrase(object_)
    return Alike(
        content(text),
        content(phrase),
        proper(phrase),
        figures(text),
        content(exact),
        " ".join(fold(exact).split()),
    )


def parties_meeting(claims: Sequence[ResolvedClaim]) -> dict[str, frozenset[str]]:
    """Return for each report the parties of the consultations that it reports."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Consultation):
            found[claim.claim.report].update(body.parties)
            found[claim.claim.report].update(p.party for p in body.participants if p.party)
    return {report: frozenset(parties) for report, parties in found.items()}


def expanded(one: CommitmentFeatures, other: CommitmentFeatures) -> CommitmentFeatures:
    """Write out the abbreviations of one claim that the object of the other explains."""
    text = f"{one.body.action} {one.body.object}"
    full = written_out(text, other.body.object)
    if full == text:
        return one
    objects = written_out(_noun_phrase(one.body.object), other.body.object)
    words, names = content(objects), proper(objects)
    return replace(one, words=content(full), objects=words, names=names, alike=Alike())


def _noun_phrase(text: str) -> str:
    """Cut an object down to its noun phrase: no relative clause, no one it is done with."""
    if _WITH.match(text):
        _, _, text = text.partition(" to ")
    return _CLAUSE.split(text, maxsplit=1)[0]
