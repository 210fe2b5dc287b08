"""Assurances: standing words for a relation or a principle, with their exact wording.

Three shapes: a bond somebody reaffirms ("ironclad commitment to the defence of …"), a worth
somebody affirms ("the importance of peace …"), and a sentence about what is and remains so
("the alliance remains the cornerstone …"). Praise of what another does is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from servanda.extraction.coreference.voices import tellers
from servanda.extraction.kinds.assurances import bonds as assurance_bonds
from servanda.extraction.kinds.assurances import standing_relations as assurance_standing
from servanda.extraction.kinds.assurances import worths as assurance_worths
from servanda.extraction.kinds.assurances.assurance_givers import Found, listed
from servanda.extraction.phrases import content_words
from servanda.extraction.registry import reader
from servanda.model import Assurance, BlockKind, Claim, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_assurance", "read_assurances"]


@reader("assurance")
def read_assurances(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each distinct assurance; the same words twice are one."""
    kept: list[tuple[Found, list[Evidence]]] = []
    headline: list[Found] = []
    for token in discourse.parsed.doc:
        found = _at(discourse, token)
        if found is None or not found.parties:
            continue
        block = discourse.parsed.sentence_of(token).block
        if block is BlockKind.CAPTION:
            continue
        if block is BlockKind.HEADLINE:
            headline.append(found)
            continue
        evidence = discourse.parsed.evidence(found.start, found.end)
        for other, spans in kept:
            if _same(other, found):
                spans.append(evidence)
                break
        else:
            kept.append((found, [evidence]))
    for found in headline:
        for other, spans in kept:
            if _same(other, found):
                spans.append(discourse.parsed.evidence(found.start, found.end))
                break
    for found, spans in kept:
        body = Assurance(
            found.parties,
            found.about,
            discourse.parsed.words(found.start, found.end),
            _speaker(discourse, found),
        )
        yield Claim.make(
            discourse.parsed.report.id,
            body,
            tuple(spans),
            rule=found.rule,
            confidence=found.confidence,
        )


def is_assurance(discourse: Discourse, token: Token) -> bool:
    """Whether the words at `token` are an assurance, and so no commitment to a particular action."""
    found = _at(discourse, token)
    return found is not None and bool(found.parties)


def _at(discourse: Discourse, token: Token) -> Found | None:
    """Return the assurance whose head is `token`; asked for by two readers, looked for once."""
    key = ("assurance", token.i)
    if key not in discourse.memo:
        discourse.memo[key] = _look(discourse, token)
    return cast("Found | None", discourse.memo[key])


def _look(discourse: Discourse, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        if lemma in listed("bond"):
            return assurance_bonds.bond(discourse, token)
        if lemma in listed("worth"):
            return assurance_worths.worth(discourse, token)
        if lemma in ("opposition", "agreement", "position", "view", "principle"):
            return assurance_worths.position(discourse, token)
        if lemma in _KEPT_UP:
            return assurance_worths.stressed(discourse, token)
        if lemma in ("interest",):
            return assurance_worths.interest(discourse, token)
    if token.pos_ in ("ADJ", "VERB") and token.lower_ == "committed":
        return assurance_bonds.committed(discourse, token)
    if token.pos_ in ("AUX", "VERB"):
        return (
            assurance_standing.standing(discourse, token)
            or assurance_standing.stand_with(discourse, token)
            or assurance_standing.called(discourse, token)
        )
    return None


_KEPT_UP = frozenset(
    "cooperation coordination work unity partnership alliance relationship relation tie friendship".split()
)


def _speaker(discourse: Discourse, found: Found) -> str | None:
    people = discourse.people(found.teller) if found.teller is not None else ()
    if len(people) == 1:
        return people[0].name
    quoted = discourse.parsed.quoted_at(found.start)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is not None:
        return speaker.name
    for teller in tellers(discourse, found.head):  # "Norland will stand by us, Minister A B said"
        people = discourse.people(teller)
        if len(people) == 1:
            return people[0].name
    return None


def _same(one: Found, other: Found) -> bool:
    """Whether two places give one assurance: the same givers on the same matter."""
    if not set(one.parties) & set(other.parties):
        return False
    mine, theirs = content_words(one.about), content_words(other.about)
    if not mine or not theirs:
        return False
    return (
        len(mine & theirs) / min(len(mine), len(theirs)) >= 0.75
        and len(mine & theirs) / max(len(mine), len(theirs)) >= 0.5
    )
