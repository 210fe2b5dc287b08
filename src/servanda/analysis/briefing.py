"""A briefing: what one report says that the record did not know before its date.

Every entry lays the report's words beside those of the reports before it. What is the same entity is
decided by `servanda.resolution`; here it is only asked what this report adds to it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from servanda.analysis.descriptions import claim_line
from servanda.analysis.novelty import REPEATED, Before, Turn, turn_of
from servanda.analysis.silence import Silent, last_readouts, pair_of, silent, words_of_names
from servanda.analysis.wordings.wording_alignment import plain, whole_sentences
from servanda.errors import NotFoundError
from servanda.model import ClaimId, Entity, EntityId, Quote, Report, ResolvedClaim, Tenure, When
from servanda.model.time_words import day, said
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_order import dated, order_key
from servanda.resolution.content_words import content

__all__ = [
    "CHANGES",
    "FEW",
    "Before",
    "Beside",
    "Brief",
    "BriefRow",
    "brief",
    "brief_beside",
    "compared_with",
    "few",
    "first_day",
    "is_before",
    "named_before",
    "span_of",
]


T = TypeVar("T")

CHANGES = ("new", "sharpened", "moved", "met", "contradicted", "reworded", "repeated", "silent")
"""What an entry can be, in the order of a briefing."""

FEW = 5
"""Of many reports that said something before, so many of the last are shown, and the first."""

_UNTOLD = ("date", "quote", "tenure")


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One entry: what this report says of an entity, beside what was said before.

    `change` is one of CHANGES; `words` are this report's (empty where it is silent), `before` the
    mentions in earlier reports, the last one last: of many reports those of the first one and of the
    last ones (`FEW`). `told` is how many earlier reports there are. `id` is the entity's, `claim` the
    claim's.
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
    told: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """What a report adds. `compared` is how many reports it is laid beside, `note` says which.

    `pair` are the parties whose earlier readouts `silent` entries were looked for in.
    """

    report: str
    published: When | None
    note: str
    compared: int
    pair: tuple[str, ...]
    rows: tuple[BriefRow, ...]

    def of(self, change: str) -> tuple[BriefRow, ...]:
        """Return the entries of one sort."""
        return tuple(row for row in self.rows if row.change == change)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a report is laid beside.

    `known` are the names of the reports to compare with, as far as what is given rests on them;
    `compared` is how many there are, `note` says which. `texts` are those of them that may have one
    of its sentences word for word, `readouts` the last ones of its pair, `named` the words of the
    names of all persons. Where only some that say the same are given, `told` says how many there are: by claim,
    those that tell of it and those that do so word for word; `said` by sentence, as it is compared.
    """

    known: frozenset[str]
    compared: int
    note: str
    texts: Sequence[Report]
    readouts: Sequence[Report]
    named: Container[str]
    told: Mapping[ClaimId, tuple[int, int]] = field(default_factory=dict)
    said: Mapping[str, int] = field(default_factory=dict)


def brief(resolution: Resolution, reports: Sequence[Report], name: str) -> Brief:
    """Lay the report called `name` (or with that id) beside those that appeared before it.

    Raises NotFoundError where `reports` has none of that name.
    """
    one = next((r for r in reports if name in (r.id, r.name)), None)
    if one is None:
        raise NotFoundError(name, "there is no such report", "see: servanda show reports")
    there = [other for other in reports if other.relevant and other.id != one.id]
    first = first_day(one)
    others = [other for other in there if is_before(other.dating.when, first)]
    vague = sum(
        dated(other.dating.when) is None
        for other in there
        if first and not is_before(other.dating.when, first)
    )
    last = last_readouts(resolution, pair_of(resolution, one), others)
    note = compared_with(one, len(others), vague)
    known = frozenset(other.name for other in others)
    named = words_of_names(resolution.names.values())
    return brief_beside(resolution, one, Beside(known, len(others), note, others, last, named))


def brief_beside(resolution: Resolution, one: Report, beside: Beside) -> Brief:
    """Lay a report beside others; `resolution` must have all that it tells of.

    Of what others say of an office, and of what was said in the same words, some claims do, as
    `servanda.analysis.indexed.record_briefing` loads them.
    """
    note = beside.note
    rows = [*_claim_rows(resolution, one, beside), *_sentences(one, beside)]
    pair, unsaid, why = silent(resolution, one, beside.readouts, beside.named)
    rows += [_unsaid(each) for each in unsaid]
    for copy in resolution.copies:
        if copy.report == one.name and copy.of != one.name:
            note += f". It carries the story of {copy.of}"
    rows = _once(rows)
    rows.sort(key=lambda row: CHANGES.index(row.change))
    note = ". ".join(filter(None, (note, why)))
    return Brief(one.name, one.dating.when, note, beside.compared, pair, tuple(rows))


def first_day(one: Report) -> date | None:
    """Return the day that what came before a report is told by; None where its date is too vague."""
    when = dated(one.dating.when)
    return when.earliest if when else None


def is_before(when: When | None, first: date | None) -> bool:
    """Whether a report certainly appeared before a day; any may have where the day is not known."""
    if first is None:
        return True
    return when is not None and when.latest is not None and when.latest < first


def compared_with(one: Report, count: int, vague: int) -> str:
    """Say which reports one is compared with: how many, and how many are too vague to tell."""
    first = first_day(one)
    if first is None:
        known = said(one.dating.when, "not known")
        note = f"Its date is too vague to say what came before ({known}): compared with"
        return f"{note} all {count} other reports, whenever they appeared"
    note = f"Compared with the {count} reports from before {day(first)}"
    if vague:
        note += f"; {vague} whose date is too vague are left out"
    return note


def few(found: Sequence[T], report: Callable[[T], str]) -> list[T]:
    """Keep, of what is in the order of reports, what is of the first report and of the last ones."""
    order = list(dict.fromkeys(map(report, found)))
    kept = {*order[:1], *order[-FEW:]}
    return [one for one in found if report(one) in kept]


def _claim_rows(resolution: Resolution, one: Report, beside: Beside) -> list[BriefRow]:
    rows, known = [], beside.known
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
            turn = turn_of(resolution, claim, entity, known, by_id)
            rows.append(_row(claim, entity, turn, beside))
        elif isinstance(claim.claim.body, Tenure):
            rows += _office(resolution, claim, known)
        elif isinstance(claim.claim.body, Quote) and entity is not None:
            turn = turn_of(resolution, claim, entity, known, by_id)
            rows += [_row(claim, entity, turn, beside)] if turn.change == REPEATED else []
    return rows


def _is_entity(entity: Entity) -> bool:
    return entity.kind not in ("person", "office", "report")


def _row(claim: ResolvedClaim, entity: Entity, turn: Turn, beside: Beside) -> BriefRow:
    when = claim.time("due") or claim.time("when")
    told = len({one.report for one in turn.before})
    every, exact = beside.told.get(claim.claim.id, (0, 0))
    return BriefRow(
        turn.change,
        claim.claim.kind,
        claim_line(claim),
        turn.why,
        claim.claim.evidence[0].exact,
        when,
        tuple(few(turn.before, lambda one: one.report)),
        entity.id,
        claim.claim.id,
        max(told, exact if turn.change == REPEATED else every),
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
        for key in other.claims
        if (one := resolution.claims.get(key)) is not None and one.source in known
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
            len(before),
        )
    ]


def _latest(claim: ResolvedClaim) -> date:
    when = claim.published
    return (when and (when.latest or when.earliest)) or date.min


def _sentences(one: Report, beside: Beside) -> list[BriefRow]:
    """Find whole sentences that an earlier report has word for word."""
    mine = whole_sentences(one)
    found: dict[str, list[Before]] = {}
    for other in sorted(beside.texts, key=_appeared) if mine else ():
        for key, words in whole_sentences(other).items():
            if key in mine:
                found.setdefault(key, []).append(Before(other.name, other.dating.when, words, None))
    why = "the whole sentence, word for word"
    return [
        BriefRow(
            REPEATED,
            "sentence",
            mine[key],
            why,
            mine[key],
            None,
            tuple(few(mentions, lambda one: one.report)),
            None,
            None,
            max(len(mentions), beside.said.get(key, 0)),
        )
        for key, mentions in found.items()
    ]


def _appeared(report: Report) -> tuple[date, str]:
    """Sort reports as their claims are sorted (`servanda.resolution.claim_order`)."""
    return first_day(report) or date.max, report.name


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
    told = len({each.report for each in one.before})
    return BriefRow("silent", one.kind, one.what, one.why, "", None, one.before, one.id, None, told)
