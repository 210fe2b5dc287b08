"""What a briefing on one report of a record needs, found through the index and the words of texts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from servanda.analysis.briefing import (
    Appeared,
    Beside,
    Brief,
    appeared_before,
    brief_beside,
    named_before,
    span_of,
    whole_sentences,
)
from servanda.analysis.indexed.selection import FOUND_ANEW, Selection, plain_words
from servanda.analysis.indexed.stored_copies import stories_of
from servanda.analysis.silence import last_readouts, pair_of
from servanda.model import (
    ClaimId,
    ConsultationStatus,
    Report,
    ResolvedClaim,
    Tenure,
    When,
)
from servanda.resolution import Resolution

__all__ = ["brief_by_index"]


def brief_by_index(selection: Selection, report: Report) -> Brief:
    """Lay a report of a record beside those that appeared before it, as `brief` does with all."""
    index = selection.index
    there = [
        Appeared(identity, name, _when(first, last))
        for identity, name, first, last in index.appeared()
    ]
    known, note = appeared_before(report, there)
    ids = frozenset(one.id for one in known)
    own = selection.of_reports([report.id])
    readouts = _readouts(selection, report, own, ids)
    resolution = _loaded(selection, report, own, readouts, frozenset(one.name for one in known))
    names = selection.roster.names.values()
    texts = selection.texts(_sharing_sentences(selection, report) & ids)
    return brief_beside(resolution, report, Beside(known, note, texts, readouts, names))


@lru_cache(maxsize=4096)
def _when(first: date | None, last: date | None) -> When | None:
    """Return the interval of two days; many reports are of one day."""
    return When.between(first, last) if first or last else None


def _sharing_sentences(selection: Selection, report: Report) -> frozenset[str]:
    """Return the reports that may have a whole sentence of this one: all of its plain words."""
    found: set[str] = set()
    for sentence in whole_sentences(report).values():
        found |= selection.index.reports_saying(plain_words(sentence))
    return frozenset(found)


def _readouts(
    selection: Selection,
    report: Report,
    own: dict[ClaimId, ResolvedClaim],
    known: Collection[str],
) -> list[Report]:
    """Return the last readouts of the report's pair among some reports, one for each story."""
    pair = pair_of(Resolution(claims=own), report)
    if len(pair) < 2:
        return []
    held = selection.index.claims_naming("consultation", [*pair, ConsultationStatus.HELD.value])
    found = frozenset(held.values()).intersection(known)
    if not found:
        return []
    claims = selection.of_reports(found, "consultation")
    heads = selection.headers(found)
    held_talks = Resolution(claims=claims, stories=stories_of(selection.index, heads))
    last = [one.id for one in last_readouts(held_talks, pair, heads)]
    return sorted(selection.texts(last), key=lambda one: last.index(one.id))


def _loaded(
    selection: Selection,
    report: Report,
    own: dict[ClaimId, ResolvedClaim],
    readouts: Iterable[Report],
    known: frozenset[str],
) -> Resolution:
    """Load all that a report tells of, and what the last readouts all do."""
    index = selection.index
    last = [one.id for one in readouts]
    common = (
        frozenset.intersection(*(index.in_reports([one]) for one in last)) if last else frozenset()
    )
    found = selection.entities(index.in_reports([report.id]) | common)
    people = selection.people(own)
    offices = selection.spans_of(people.names)
    beside = {**selection.of_reports(last), **own} if last else own
    claims = {**found.claims, **own}
    entities = list(found.entities)
    for kind in sorted(FOUND_ANEW):
        mine = [one for one in beside.values() if one.claim.kind == kind]
        if mine:
            alike = selection.alike(kind, mine)
            claims |= alike
            entities += selection.found_anew(kind, alike)
    resolution = replace(
        found,
        entities=tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
        claims=claims,
        people=people.means,
        names=people.names,
        offices=offices,
        copies=selection.copies_of(report.id),
    )
    more = _earlier_holders(resolution, own, known)
    return replace(resolution, claims={**claims, **selection.claims(more)}) if more else resolution


def _earlier_holders(
    resolution: Resolution, own: dict[ClaimId, ResolvedClaim], known: frozenset[str]
) -> set[ClaimId]:
    """Return the claims on others in an office that somebody is first named with by some claims."""
    found: set[ClaimId] = set()
    for one in own.values():
        body = one.claim.body
        span = span_of(resolution, one) if isinstance(body, Tenure) and not body.former else None
        if span is not None and not named_before(resolution, span, known):
            found.update(
                claim
                for other in resolution.offices
                if other.id == span.id and other.person != span.person
                for claim in other.claims
            )
    return found
