"""Joint reading: the claims of the rules, with more evidence where the models found some, and the proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.detector.proposals import KINDS, Group, Proposer, Scores
from servanda.extraction.detector.proposed_claims import ClaimMaker
from servanda.extraction.detector.role_candidates import promise_at
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.commitment_filter import promises_nothing
from servanda.extraction.kinds.commitments.promise import noun_modality
from servanda.extraction.refutation import (
    is_anothers,
    is_hoped,
    is_only_let,
    is_refuted,
    was_only_wished,
)
from servanda.extraction.word_classes import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.models import Models
    from servanda.model import Claim
    from servanda.parsing.document import Sentence

__all__ = ["Candidate", "Trace", "joint_claims"]

_NEAR = 1.5  # how far below its threshold a sentence is still worth a line
_MADE = frozenset({"promise", "capability", "structure"})  # what is not, where the words deny it
_MEASURES = words("refutation", "measure")
_DENIED = "no claim: the words deny it"
_MEASURED = "no claim: so much of something, and no weapon"
_NO_HAVING = "no claim: nobody is said to have it"
_HAVING = ("take", "give", "include", "spend", "keep")
_ONLY_LET = "no claim: nobody is said to have done it, but to have let it happen"
_NOTHING = "no claim: such words promise nothing"
_CROWDED = "no claim: more of the kind than a text of that length tells; likelier words came first"
_COUNTED = 6  # features that are named for a candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that might have told something of a kind, and what became of it.

    `proposed_by` names the rule or the model, `score` is the model's score beside its `threshold`
    (both None for a kind that only rules read), `counted` are the features that weighed most, `outcome` says what let
    it through or stopped it.
    """

    kind: str
    start: int
    end: int
    proposed_by: str
    score: float | None
    threshold: float | None
    counted: tuple[tuple[str, float], ...]
    outcome: str


@dataclass(slots=True)
class Trace:
    """Collects the candidates of one report, in the order they are looked at."""

    candidates: list[Candidate] = field(default_factory=list)


def joint_claims(
    reader: FeatureReader,
    models: Models,
    claims: Sequence[Claim],
    scores: Scores | None = None,
    trace: Trace | None = None,
) -> list[Claim]:
    """Return the claims of the rules in their order, then those that the models propose, kind by kind."""
    proposer = Proposer(reader, models, claims, scores)
    maker = ClaimMaker(reader, models)
    extended: dict[str, Claim] = {}
    proposed: list[Claim] = []
    for kind in KINDS:
        groups = proposer.groups(kind)
        made = {sentence.index: _CROWDED for sentence in proposer.crowded.get(kind, ())}
        for group in groups:
            if not group.added:
                continue
            stopped = _ruled_out(reader, group, claims)
            if stopped is not None:
                made |= {reader.parsed.sentence_of(t).index: stopped for t in group.added}
                continue
            claim = maker.claim(group)
            if group.claim is None:
                proposed.append(claim)
                outcome = f"claim {claim.rule}, confidence {claim.confidence:.2f}"
            else:
                extended[group.claim.id] = claim
                outcome = f"more evidence for the claim of {claim.rule}"
            made |= {reader.parsed.sentence_of(t).index: outcome for t in group.added}
        if trace is not None:
            _note(trace, proposer, kind, made)
    return [*(extended.get(claim.id, claim) for claim in claims), *proposed]


def _ruled_out(reader: FeatureReader, group: Group, claims: Sequence[Claim]) -> str | None:
    """Return why nothing is made of what the models found; None where something is."""
    words = group.added
    if group.kind == "capability" and all(t.lower_ in _MEASURES for t in words):
        return _MEASURED
    if group.kind == "incident" and all(map(is_only_let, words)):
        return _ONLY_LET
    if group.claim is not None or group.kind not in _MADE:
        return None
    if all(map(is_refuted, words)):
        return _DENIED
    if group.kind == "capability":
        return _NO_HAVING if all(_is_idle(reader, claims, t) for t in words) else None
    if group.kind == "promise" and all(_promises_nothing(reader, t) for t in words):
        return _NOTHING
    return None


def _promises_nothing(reader: FeatureReader, token: Token) -> bool:
    """Whether a word tells of what was only wished or hoped for, of another's deed, or of what binds nobody."""
    if was_only_wished(token) or is_hoped(token):
        return True
    if noun_modality(token.lemma_.lower()) is None and is_anothers(token):
        return True  # but "discussed plans to build a port"
    return promises_nothing(reader.discourse, promise_at(token).action)


def _is_idle(reader: FeatureReader, claims: Sequence[Claim], token: Token) -> bool:
    """Whether nobody is said to have a thing: by its verb, or as it only takes part in an incident."""
    return _tells_no_having(token) or _acts_in_an_incident(reader, claims, token)


def _tells_no_having(token: Token) -> bool:
    """Whether a verb says nothing of who has, gets, gives or fires a thing: "a helicopter came", "released flares"."""
    classes = frame_table("capability").classes
    return token.pos_ == "VERB" and not any(
        token.lemma_.lower() in classes[name] for name in _HAVING
    )


def _acts_in_an_incident(reader: FeatureReader, claims: Sequence[Claim], token: Token) -> bool:
    """Whether the rules found an incident in the sentence: its craft are actors, but what is launched is had."""
    sentence = reader.parsed.sentence_of(token)
    return any(
        claim.kind == "incident"
        and not claim.rule.endswith(".launch")
        and any(e.start < sentence.end and sentence.start < e.end for e in claim.evidence)
        for claim in claims
    )


def _note(trace: Trace, proposer: Proposer, kind: str, made: dict[int, str]) -> None:
    """Note each sentence that a rule or a model took for one of a kind, or nearly did."""
    threshold = proposer.models.settings[kind]["sentence"]
    for sentence in proposer.reader.parsed.sentences:
        score = proposer.scores.sentence(sentence)[kind]
        rules = proposer.rules_at(kind, sentence)
        if score < threshold - _NEAR and not rules:
            continue
        outcome = made.get(sentence.index) or _stopped(rules, fired=score >= threshold)
        trace.candidates.append(
            Candidate(
                kind,
                sentence.start,
                sentence.end,
                ", ".join(rules) or f"detector.{kind}",
                round(score, 2),
                round(threshold, 2),
                tuple(_counted(proposer, kind, sentence)),
                outcome,
            )
        )


def _stopped(rules: list[str], *, fired: bool) -> str:
    if rules:
        return "claim of the rule; the models add nothing"
    return "told already by another claim" if fired else "below the threshold"


def _counted(proposer: Proposer, kind: str, sentence: Sentence) -> list[tuple[str, float]]:
    features = proposer.reader.sentence(sentence)
    return proposer.models["sentence"].why(features, kind, _COUNTED)
