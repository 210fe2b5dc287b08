"""Joint reading: the claims of the rules, with more evidence where the models found some, and the proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.detector.proposal_vetoes import vetoed_because
from servanda.extraction.detector.proposals import KINDS, Proposer, Scores
from servanda.extraction.detector.proposed_claims import ClaimMaker

if TYPE_CHECKING:
    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.models import Models
    from servanda.model import Claim
    from servanda.parsing.document import Sentence

__all__ = ["Candidate", "Trace", "joint_claims"]

_NEAR = 1.5  # how far below its threshold a sentence is still worth a line
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
            stopped = vetoed_because(reader, group, claims)
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
