"""Why a claim stands, as far as language models had a part in it: who proposed what, and to which prompt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from servanda.analysis.answers import WhyStep
from servanda.model.second_opinion import Outcome, Proposed

__all__ = ["claims_among", "with_proposals"]

_WORDS = {
    Outcome.CLAIM: "proposed it",
    Outcome.AGREES: "agrees",
    Outcome.DIFFERS: "differs in",
}


def claims_among(steps: Iterable[WhyStep]) -> frozenset[str]:
    """Return the ids of the claims that an explanation is about."""
    return frozenset(step.id for step in steps if step.label == "claim" and step.id)


def with_proposals(
    steps: Iterable[WhyStep], proposals: Mapping[str, Sequence[Proposed]]
) -> Iterator[WhyStep]:
    """Give the steps of an explanation, and behind the rule of each claim what models said of it.

    `proposals` are by the claim's id (`servanda.store.Record.proposals`).
    """
    claim = ""
    for step in steps:
        if step.label == "claim":
            claim = str(step.id)
        yield step
        if step.label == "rule":
            for one in proposals.get(claim, ()):
                yield WhyStep("model", _line(one), step.report, one.claim or None)
            claim = ""


def _line(one: Proposed) -> str:
    words = f"{one.model} (prompt {one.prompt}) {_WORDS.get(one.outcome, one.outcome.value)}"
    return f"{words} {one.detail}" if one.detail else words
