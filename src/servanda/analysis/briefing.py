"""A briefing: what one report says that the record did not know before its date.

Every entry lays the report's words beside those of the reports before it. What is the same entity is
decided by `servanda.resolution`; here it is only asked what this report adds to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.analysis.descriptions import claim_line
from servanda.analysis.novelty import REPEATED, Before, Turn, turn_of
from servanda.analysis.silence import Silent, last_readouts, pair_of, silent
from servanda.analysis.wording_alignment import plain, sentences
from servanda.errors import NotFoundError
from servanda.model import ClaimId, Entity, EntityId, Quote, Report, ResolvedClaim, Tenure, When
from servanda.model.time_words import day, said
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_order import dated, order_key
from servanda.resolution.content_words import content

__all__ = [
    "CHANGES",
    "Appeared",
    "Before",
    "Beside",
    "Brief",
    "BriefRow",
    "appeared_before",
    "brief",
    "brief_beside",
    "named_before",
    "span_of",
    "whole_sentences",
]


CHANGES = ("new", "sharpened", "moved", "met", "contradicted", "reworded", "repeated", "silent")
"""What an entry can be, in the order of a briefing."""

_LONG = 8  # words of a sentence that are no chance agreement
_UNTOLD = ("date", "quote", "tenure")


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One entry: what this report says of an entity, beside what was said before.

    `change` is one of CHANGES; `words` are this report's (empty where it is silent), `before` the
    mentions in earlier reports, the last one last. `id` is the entity's, `claim` the claim's.
    """

    change: str
    kind: str
    what: str
    why: str
    words: str
    when: When | None
    before: tuple[Before, ...]
    id: EntityId | None
    claim: ClaimId | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What a report adds. `compared` are the reports it is laid beside, `note` says which they are.

    `pair` are the parties whose earlier readouts `silent` entries were looked for in.
    """

    report: str
    published: When | None
    note: str
    compared: tuple[str, ...]
    pair: tuple[str, ...]
    rows: tuple[BriefRow, ...]

    def of(self, change: str) -> tuple[BriefRow, ...]:
        """Return the entries of one sort."""
        return tuple(row for row in self.rows if row.change == change)


@dataclass(frozen=True, slots=True)
class Appeared:
    """A relevant report: its id, its name, and when it appeared."""

    id: str
    name: str
    when: When | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report is laid beside: `known` are the reports to compare with, `note` says which.

    `texts` are those of them that may have one of its sentences word for word, `readouts` the last
    ones of its pair, `names` those of all persons.
    """

    known: Sequence[Appeared]
    note: str
    texts: Sequence[Report]
    readouts: Sequence[Report]
    names: Collection[str]


def brief(resolution: Resolution, reports: Sequence[Report], name: str) -> Brief:
    """Lay the report called `name` (or with that id) beside those that appeared before it.

    Raises NotFoundError where `reports` has none of that name.
    """
    one = next((r for r in reports if name in (r.id, r.name)), None)
    if one is None:
        raise NotFoundError(name, "there is no such report", "see: servanda show reports")
    there = [Appeared(r.id, r.name, r.dating.when) for r in reports if r.relevant]
    known, note = appeared_before(one, there)
    ids = {other.id for other in known}
    others = [r for r in reports if r.id in ids]
    last = last_readouts(resolution, pair_of(resolution, one), others)
    names = resolution.names.values()
    return brief_beside(resolution, one, Beside(known, note, others, last, names))


def brief_beside(resolution: Resolution, one: Report, beside: Beside) -> Brief:
    """Lay a report beside others; `resolution` must have all that it tells of."""
    names = tuple(other.name for other in beside.known)
    note = beside.note
    rows = [*_claim_rows(resolution, one, frozenset(names)), *_sentences(one, beside.texts)]
    pair, unsaid, why = silent(resolution, one, beside.readouts, beside.names)
    rows += [_unsaid(each) for each in unsaid]
    for copy in resolution.copies:
        if copy.report == one.name and copy.of != one.name:
            note += f". It carries the story of {copy.of}"
    rows = _once(rows)
    rows.sort(key=lambda row: CHANGES.index(row.change))
    note = ". ".join(filter(None, (note, why)))
    return Brief(one.name, one.dating.when, note, names, pair, tuple(rows))


def appeared_before(one: Report, there: Iterable[Appeared]) -> tuple[list[Appeared], str]:
    """Choose the reports to compare with, and say which they are."""
    others = [other for other in there if other.id != one.id]
    when = dated(one.dating.when)
    if when is None or when.earliest is None:
        known = said(one.dating.when, "not known")
        note = f"Its date is too vague to say what came before ({known}): compared with"
        return others, f"{note} all {len(others)} other reports, whenever they appeared"
    first = when.earliest
    earlier, vague = [], 0
    for other in others:
        if other.when is not None and other.when.latest is not None and other.when.latest < first:
            earlier.append(other)
        elif dated(other.when) is None:
            vague += 1
    note = f"Compared with the {len(earlier)} reports from before {day(first)}"
    if vague:
        note += f"; {vague} whose date is too vague are left out"
    return earlier, note


def whole_sentences(one: Report) -> dict[str, str]:
    """Return the sentences long enough to be no chance agreement, as they are compared."""
    found: dict[str, str] = {}
    for start, end in sentences(one):
        key = plain(one.text.content[start:end])
        if key.count(" ") >= _LONG - 1:
            found.setdefault(key, " ".join(one.text.content[start:end].split()))
    return found


def _claim_rows(resolution: Resolution, one: Report, known: frozenset[str]) -> list[BriefRow]:
    rows = []
    claims = [c for c in resolution.claims.values() if c.claim.report == one.id]
    claims.sort(key=lambda c: (c.claim.evidence[0].start, c.claim.id))
    of = {
        claim: entity
        for entity in resolution.entities
        for claim in entity.claims
        if _is_entity(entity)
    }
    by_id = {entity.id: entity for entity in resolution.entities}
    for claim in claims:
        entity = of.get(claim.claim.id)
        if claim.claim.kind not in _UNTOLD and entity is not None:
            rows.append(_row(claim, entity, turn_of(resolution, claim, entity, known, by_id)))
        elif isinstance(claim.claim.body, Tenure):
            rows += _office(resolution, claim, known)
        elif isinstance(claim.claim.body, Quote) and entity is not None:
            turn = turn_of(resolution, claim, entity, known, by_id)
            rows += [_row(claim, entity, turn)] if turn.change == REPEATED else []
    return rows


def _is_entity(entity: Entity) -> bool:
    return entity.kind not in ("person", "office", "report")


def _row(claim: ResolvedClaim, entity: Entity, turn: Turn) -> BriefRow:
    when = claim.time("due") or claim.time("when")
    return BriefRow(
        turn.change,
        claim.claim.kind,
        claim_line(claim),
        turn.why,
        claim.claim.evidence[0].exact,
        when,
        turn.before,
        entity.id,
        claim.claim.id,
    )


def span_of(resolution: Resolution, claim: ResolvedClaim) -> OfficeSpan | None:
    """Return the person's time in an office that a claim tells of."""
    return next((one for one in resolution.offices if claim.claim.id in one.claims), None)


def named_before(resolution: Resolution, span: OfficeSpan, known: frozenset[str]) -> bool:
    """Whether one of the reports named in `known` has the person in that office."""
    return any(
        known & set(other.reports) and content(other.title) <= content(span.title)
        for other in resolution.offices
        if other.person == span.person
    )


def _office(resolution: Resolution, claim: ResolvedClaim, known: frozenset[str]) -> list[BriefRow]:
    """Tell of an office holder whom no report before named with that office."""
    body = claim.claim.body
    if not isinstance(body, Tenure) or body.former:
        return []
    span = span_of(resolution, claim)
    if span is None or named_before(resolution, span, known):
        return []
    earlier = [
        (_latest(one), order_key(one), other.name, one)
        for other in resolution.offices
        if other.id == span.id and other.person != span.person
        for one in map(resolution.claims.__getitem__, other.claims)
        if one.source in known
    ]
    why = "first named with this office"
    before: tuple[Before, ...] = ()
    if earlier:
        *_, name, last = max(earlier, key=lambda item: item[:3])
        why += f", after {name}"
        words = last.claim.evidence[0].exact
        before = (Before(last.source, last.published, words, last.time("since")),)
    what = ", ".join(filter(None, (span.name, span.title, span.party)))
    return [
        BriefRow(
            "new",
            "tenure",
            what,
            why,
            claim.claim.evidence[0].exact,
            claim.time("since"),
            before,
            span.id,
            claim.claim.id,
        )
    ]


def _latest(claim: ResolvedClaim) -> date:
    when = claim.published
    return (when and (when.latest or when.earliest)) or date.min


def _sentences(one: Report, others: Sequence[Report]) -> list[BriefRow]:
    """Find whole sentences that an earlier report has word for word."""
    mine = whole_sentences(one)
    found: dict[str, list[Before]] = {}
    for other in others:
        text = other.text.content
        for start, end in sentences(other) if mine else ():
            key = plain(text[start:end])
            if key in mine:
                words = " ".join(text[start:end].split())
                found.setdefault(key, []).append(Before(other.name, other.dating.when, words, None))
    why = "the whole sentence, word for word"
    return [
        BriefRow(REPEATED, "sentence", mine[key], why, mine[key], None, tuple(mentions), None, None)
        for key, mentions in found.items()
    ]


def _once(rows: list[BriefRow]) -> list[BriefRow]:
    """Leave out what says nothing more: one entity told twice, a sentence that holds a row's words."""
    kept: dict[object, BriefRow] = {}
    for row in rows:
        kept.setdefault((row.change, row.id) if row.id else (row.change, row.what), row)
    whole = [row for row in kept.values() if row.kind != "sentence"]
    # A template's first sentence is the same for each new meeting: that one is told already.
    said = {
        plain(row.words) for row in whole if row.change == REPEATED or row.kind == "consultation"
    }
    return [
        *whole,
        *(
            row
            for row in kept.values()
            if row.kind == "sentence" and not any(w and w in plain(row.words) for w in said)
        ),
    ]


def _unsaid(one: Silent) -> BriefRow:
    return BriefRow("silent", one.kind, one.what, one.why, "", None, one.before, one.id, None)
