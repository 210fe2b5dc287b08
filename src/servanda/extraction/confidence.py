"""Confidence: how many claims of a kind, by a rule, with such evidence, hold on reports not seen before.

Every reader says how telling it finds its own evidence. What that is worth was measured on
reports with a key: a logistic regression with one effect a kind, a rule and a sign of weak or strong
evidence, rules of few claims drawn toward their kind. The effects are data
(`data/confidence.tsv`), made by `eval/calibration.py`; of claims marked 0.9 nine in ten hold.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from servanda.model import Claim, Modality
from servanda.model.claim import Assurance, Commitment, Consultation, DateMention, Tenure

__all__ = ["MEAN_OWN", "Effects", "cues", "effects", "measured", "own_logit"]


MEAN_OWN = 1.5
"""The log-odds around which a reader's own number is taken: about 0.82."""

_MOST, _LEAST = 0.99, 0.05  # nothing read from words is certain
_SUREST_OWN = 0.97
_FEWEST = 20
"""Judged claims of a rule below which none of its claims is stated as sure: nine in ten hold only so among publishers
that neither the rules nor the fit have seen."""
_UNSURE = 0.89
_LONG, _SHORT = 220, 40  # characters of the most telling evidence
_FIRM = (Modality.REAFFIRMED, Modality.VOWS)
_YEAR = re.compile(r"\d{4}")
_WIDE = re.compile(r"decade|century|year", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Effects:
    """What each sign adds to the log-odds that a claim holds; a sign that is not known adds nothing.

    `judged` says how many claims of a rule were judged; None leaves claims of rules few were judged of uncapped.
    `unsure` are the kinds whose claims were not found to hold where they were stated as sure among strangers: none
    of their claims is stated so.
    """

    base: float
    own: float
    kinds: dict[str, float]
    rules: dict[tuple[str, str], float]
    cues: dict[tuple[str, str], float]
    judged: dict[tuple[str, str], int] | None = None
    unsure: frozenset[str] = frozenset()

    def confidence(self, kind: str, rule: str, signs: tuple[str, ...], own: float) -> float:
        """Return the share of such claims that hold; `own` is the reader's number, 0 to 1."""
        odds = self.base + self.own * own_logit(own)
        odds += self.kinds.get(kind, 0.0) + self.rules.get((kind, rule), 0.0)
        odds += sum(self.cues.get((kind, sign), 0.0) for sign in signs)
        few = self.judged is not None and self.judged.get((kind, rule), 0) < _FEWEST
        few = few or kind in self.unsure
        return min(_UNSURE if few else _MOST, max(_LEAST, 1 / (1 + math.exp(-odds))))


@cache
def effects() -> Effects:
    """Return the measured effects, loaded on first use."""
    source = resources.files("servanda.extraction.data").joinpath("confidence.tsv")
    base = own = 0.0
    kinds: dict[str, float] = {}
    rules: dict[tuple[str, str], float] = {}
    signs: dict[tuple[str, str], float] = {}
    judged: dict[tuple[str, str], int] = {}
    unsure: set[str] = set()
    for line in source.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        what, kind, name, weight, claims = line.split("\t")[:5]
        if what == "base":
            base = float(weight)
        elif what == "own":
            own = float(weight)
        elif what == "unsure":
            unsure.add(kind)
        elif what == "kind":
            kinds[kind] = float(weight)
        elif what == "rule":
            rules[kind, name] = float(weight)
            judged[kind, name] = int(claims or 0)
        else:
            signs[kind, name] = float(weight)
    return Effects(base, own, kinds, rules, signs, judged, frozenset(unsure))


def measured(claim: Claim) -> Claim:
    """Give a claim, whose confidence is its reader's own number, the one that was measured."""
    found = effects().confidence(claim.kind, claim.rule, cues(claim), claim.confidence)
    return replace(claim, confidence=round(found, 2))


def own_logit(own: float) -> float:
    """Return a reader's own number as log-odds around `MEAN_OWN`."""
    sure = min(max(own, 1 - _SUREST_OWN), _SUREST_OWN)
    return math.log(sure / (1 - sure)) - MEAN_OWN


def cues(claim: Claim) -> tuple[str, ...]:
    """Name the signs of weak or strong evidence in a claim, in a fixed order."""
    body, words = claim.body, claim.evidence[0].exact
    if isinstance(body, Commitment):
        signs = {
            "firm": body.modality in _FIRM,
            "measured": body.target is not None,
            "conditional": body.condition is not None,
            "long": len(words) > _LONG,
        }
    elif isinstance(body, Assurance):
        signs = {"short": len(words) < _SHORT, "spoken": body.speaker is not None}
    elif isinstance(body, Consultation):
        signs = {"undated": body.when is None}
    elif isinstance(body, Tenure):
        signs = {"one_name": len(body.person.split()) < 2}
    elif isinstance(body, DateMention):
        text = body.ref.text
        signs = {
            "year": _YEAR.fullmatch(text) is not None,
            "words": not any(char.isdigit() for char in text),
            "wide": _WIDE.search(text) is not None,
        }
    else:
        signs = {}
    return tuple(name for name, there in signs.items() if there)
