"""Tenures: every person named with an office, once, and since or until when where that is said.

The finder of people already ties most names to offices. Here the most telling office is
chosen, offices told by a verb ("who commands the 3rd Division", "was named envoy") and those
of counterparts are added, and the clause that dates the office is looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.kinds.tenures.office_offers import offers
from servanda.extraction.kinds.tenures.office_wording import Offer, wording
from servanda.extraction.kinds.tenures.term_clauses import Term, terms
from servanda.extraction.registry import reader
from servanda.model import BlockKind, Claim, Tenure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import Evidence
    from servanda.parsing.people import Person

__all__ = ["read_tenures"]


_HEADLINES = (BlockKind.HEADLINE, BlockKind.HEADING)
_MOST = 4  # places named as evidence; more add nothing


@reader("tenure")
def read_tenures(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each person who is named with an office."""
    by_person = offers(discourse)
    dated = terms(discourse)
    named = {mention.person for mention in discourse.parsed.people.mentions}
    for person in discourse.parsed.people.people:
        given = by_person.get(person.index) if person.index in named else None
        if given:
            claim = _claim(discourse, person, given, dated.get(person.index))
            if isinstance(claim.body, Tenure) and claim.body.office != "counterpart":
                yield claim  # a counterpart of nobody told of says no office


def _claim(discourse: Discourse, person: Person, given: list[Offer], term: Term | None) -> Claim:
    parsed = discourse.parsed
    best = max(given, key=lambda o: _rank(discourse, o))
    places: list[Evidence] = []
    if term is not None:
        places.append(parsed.evidence(term.start, term.end))
    ordered = [best, *(o for o in given if o is not best)]
    for offer in ordered:
        if len(places) >= _MOST:
            break
        span = parsed.evidence(offer.start, offer.end)
        if span not in places:
            places.append(span)
    office, party = wording(discourse, best, person)
    body = Tenure(
        person.name,
        office,
        party,
        since=term.since if term else None,
        until=term.until if term else None,
        former=all(o.former for o in given if not o.by_rank) and best.former,
        incoming=best.incoming,
    )
    return Claim.make(
        parsed.report.id,
        body,
        tuple(places),
        rule=f"tenure.{best.rule}",
        confidence=_confidence(best, person),
    )


def _rank(discourse: Discourse, offer: Offer) -> tuple[int, int, int, int]:
    """Order offices by how much they tell: real ones over ranks, present over past, long over short."""
    headline = discourse.parsed.report.text.kind_at(offer.start) in _HEADLINES
    words = len(offer.office.split())
    return (
        0 if offer.by_rank else 1 if offer.counterpart else 2,
        int(not offer.former),
        int(not headline),
        words,
    )


def _confidence(best: Offer, person: Person) -> float:
    value = {"holding": 0.9, "verb": 0.8, "counterpart": 0.75, "rank": 0.7}[best.rule]
    return value - 0.15 if person.party_assumed or person.party is None else value
