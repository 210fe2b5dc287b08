"""Reading a parsed report: whether it is relevant, what the rules find, what the models add.

What is already believed never colours what a report says: nothing here sees the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.extraction.as_stored import candidates_as_stored, claims_as_stored
from servanda.extraction.confidence import measured
from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.joint_reading import Candidate, Trace, joint_claims
from servanda.extraction.detector.models import shipped
from servanda.extraction.detector.proposals import Proposer
from servanda.extraction.genre import other_genre
from servanda.extraction.registry import claims_by_rules
from servanda.extraction.relevance import irrelevant_because
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from servanda.model import Claim
    from servanda.parsing.document import Parsed, Sentence

__all__ = ["explain_parsed", "read_claims", "read_parsed"]


def read_claims(discourse: Discourse, trace: Trace | None = None) -> Iterator[Claim]:
    """Read one report with rules and models; nothing comes of a report that is not relevant.

    A claim of a rule bears the measured confidence of such claims (`servanda.extraction.confidence`),
    one of the models (`rule` "detector.…") the share of such proposals that held. `trace` notes every
    candidate and what became of it.
    """
    if discourse.parsed.report.relevant:
        yield from _joint(discourse, trace)


def _joint(discourse: Discourse, trace: Trace | None) -> Iterator[Claim]:
    claims = list(claims_by_rules(discourse))
    models = shipped()
    if models is not None:
        claims = joint_claims(FeatureReader(discourse, claims), models, claims, trace=trace)
    for claim in claims:
        yield claim if claim.rule.startswith("detector.") else measured(claim)


def read_parsed(parsed: Parsed) -> tuple[str | None, tuple[Claim, ...]]:
    """Return why a dated report is not relevant, or None, and its claims.

    A report that names too little for the rules of relevance is let in where the models are sure that
    a sentence of it tells something; an opinion piece, a transcript or a digest never is.
    """
    because = irrelevant_because(parsed)
    discourse = Discourse(parsed)
    if because is not None and not _let_in(because, discourse):
        return because, ()
    return None, claims_as_stored(parsed, read_claims(discourse))


def explain_parsed(parsed: Parsed) -> tuple[str | None, list[Candidate]]:
    """Return why a dated report is not relevant, or None, and every candidate of it in order of the text.

    A report that is set aside is looked at all the same, so that one sees what was lost.
    """
    because = irrelevant_because(parsed)
    discourse = Discourse(parsed)
    if because is not None and _let_in(because, discourse):
        because = None
    trace = Trace()
    claims = list(_joint(discourse, trace))
    for claim in claims:
        if claim.kind in _BY_RULES_ALONE or shipped() is None:
            piece = claim.evidence[0]
            outcome = f"claim, confidence {claim.confidence:.2f}"
            place = (claim.kind, piece.start, piece.end)
            trace.candidates.append(Candidate(*place, claim.rule, None, None, (), outcome))
    trace.candidates.sort(key=lambda c: (c.start, c.end, c.kind))
    return because, candidates_as_stored(parsed, trace.candidates)


_BY_RULES_ALONE = ("tenure", "quote", "date")


def _let_in(because: str, discourse: Discourse) -> bool:
    """Whether the models are sure of a sentence of a report that the rules set aside.

    Pages of sport and of markets, and what is no report at all, stay aside whatever they tell; so do
    sentences that name no state and nobody who stands for one.
    """
    models = shipped()
    if models is None or because.startswith("a page about") or other_genre(discourse.parsed):
        return False
    parsed = discourse.parsed
    naming = {one.index for one in parsed.sentences if _names_a_state(parsed, one)}
    if not naming:
        return False
    claims = list(claims_by_rules(discourse))
    proposer = Proposer(FeatureReader(discourse, claims), models, claims)
    margins = models.settings["relevance"]
    return any(
        sentence.index in naming
        for kind, margin in margins.items()
        for sentence in proposer.fired(kind, models.settings[kind]["sentence"] + margin)
    )


def _names_a_state(parsed: Parsed, sentence: Sentence) -> bool:
    """Whether a sentence names a state or an organisation of states, or somebody who holds an office of one.

    A department alone does not say so: what it does at home is nobody else's affair.
    """
    people = parsed.people.people
    named = parsed.parties_in(sentence.start, sentence.end)
    return any(one.party and one.sort is not PartySort.BODY for one in named) or any(
        people[name.person].party and people[name.person].holdings
        for name in parsed.names_in(sentence.start, sentence.end)
    )
