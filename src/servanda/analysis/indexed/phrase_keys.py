"""Phrase keys: what a report says that others may say too, each as a key that is the same in all of them.

The index of a record keeps the hashes of a report's keys, so that the reports which say the same are
found without looking at any text. Keys follow from one report alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from servanda.analysis.silence import pair_of
from servanda.analysis.wordings.wording_alignment import plain, whole_sentences
from servanda.model import Assurance, Capability, Quote, Report, ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.blocking import hashed, hashes, key
from servanda.resolution.content_words import content
from servanda.resolution.exact_matching import assurance_key, quote_key

__all__ = [
    "KINDS",
    "exact_phrases",
    "holder_phrase",
    "matter_phrases",
    "phrases_of",
    "readout_phrase",
    "same_phrase",
    "sentence_phrases",
]


KINDS = ("assurance", "capability", "consultation", "quote")
"""The kinds of claim that keys are made of."""

_KEYS = {Assurance.kind: assurance_key, Quote.kind: quote_key}


def phrases_of(report: Report, claims: Collection[ResolvedClaim]) -> frozenset[int]:
    """Return the hashes of all keys of a report; `claims` are its own, of these `KINDS` at least."""
    return frozenset((*sentence_phrases(report).values(), *_of_claims(report, claims)))


def _of_claims(report: Report, claims: Collection[ResolvedClaim]) -> Iterator[int]:
    talks = pair_of(Resolution(claims={one.claim.id: one for one in claims}), report)
    if len(talks) > 1:
        yield readout_phrase(talks)
    for one in claims:
        body = one.claim.body
        if one.claim.kind in _KEYS:
            yield same_phrase(one)
            yield from exact_phrases(one)
        if isinstance(body, Assurance):
            yield from matter_phrases(body)
        elif isinstance(body, Capability):
            yield holder_phrase(body)


def sentence_phrases(report: Report) -> dict[str, int]:
    """Map the whole sentences of a report, as they are compared, to their hashes."""
    return {words: hashed(key("sentence", words)) for words in whole_sentences(report)}


def same_phrase(claim: ResolvedClaim) -> int:
    """Return the hash of what two assurances, or two quotes, that are one have in common."""
    kind = claim.claim.kind
    return hashed(key(kind, *_KEYS[kind](claim)))


def exact_phrases(claim: ResolvedClaim) -> frozenset[int]:
    """Return the hashes of an assurance or a quote with each of its places, word for word."""
    kind, places = claim.claim.kind, {plain(one.exact) for one in claim.claim.evidence}
    return hashes(key(f"exact {kind}", *_KEYS[kind](claim), words) for words in places)


def matter_phrases(body: Assurance) -> frozenset[int]:
    """Return the hashes of who gives an assurance with each of the words that say about what."""
    sides = "|".join(sorted(set(body.parties)))
    return hashes(key("matter", sides, word) for word in content(body.about))


def holder_phrase(body: Capability) -> int:
    """Return the hash of who has a capability."""
    return hashed(key("holder", body.holder or ""))


def readout_phrase(sides: Iterable[str]) -> int:
    """Return the hash of the parties of the consultation that a report is about."""
    return hashed(key("readout", *sorted(sides)))
