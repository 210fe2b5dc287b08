"""The tenures of the persons whom changed reports name, and how their offices read on each day."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from servanda.analysis.daily_states import short_holder
from servanda.analysis.office_holders import holding, office_id, post_id, turning_days
from servanda.model import ClaimId, EntityId, When
from servanda.model.serialization import from_plain, to_plain
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_order import dated
from servanda.resolution.office_keys import office
from servanda.resolution.office_spans import in_office_order, spans_of
from servanda.resolution.person_mentions import OfficeMention, office_mentions

if TYPE_CHECKING:
    from servanda.store import Record, StateRow, TenureChange, TenureMention, TenureRow

__all__ = ["FEW", "extended", "span_from", "tenure_changes", "tenures_in_view"]


Order = tuple[date, str, int, str]
FEW = 4
"""Mentions whose places are found by halving; of more, all places are looked up."""


def extended(
    record: Record,
    person: EntityId,
    name: str,
    found: Sequence[OfficeMention],
    spans: Collection[OfficeSpan],
) -> list[OfficeSpan] | None:
    """Return the spans of a person that some mentions extend; None where they change more.

    `found` are the person's mentions in reports that are new to the index, `spans` what it has of
    the person, who is now called `name`.
    """
    offices: defaultdict[tuple[str, str], list[OfficeMention]] = defaultdict(list)
    for one in found:
        known = office(one.title)
        if known is None or not one.party:
            return None
        offices[one.party, known.key].append(one)
    kept = {(span.party or "", span.office): span for span in spans}
    if any(key not in kept or not _plain(kept[key], name, new) for key, new in offices.items()):
        return None
    return [_extended(record, kept[key], new) for key, new in sorted(offices.items())]


def _plain(span: OfficeSpan, name: str, new: Sequence[OfficeMention]) -> bool:
    """Whether some mentions say of a holder what is known, but perhaps of a later day."""
    first, last = dated(span.first_seen), dated(span.last_seen)
    if span.former or span.incoming or span.name != name or first is None or last is None:
        return False
    return all(_bare(one, span) and _inside_or_later(one, first, last) for one in new)


def _bare(one: OfficeMention, span: OfficeSpan) -> bool:
    """Whether a mention gives the title of the span and nothing else."""
    more = one.former or one.incoming or one.since or one.until
    return not more and one.title == span.title


def _inside_or_later(one: OfficeMention, first: When, last: When) -> bool:
    """Whether a mention is of a day after the first one known, and not of an end exactly.

    One that is of no day, or too vague a one, says nothing of the ends where others are dated.
    """
    when = dated(one.published)
    if when is None:
        return True
    if when in (first, last) or _day(when) > _day(last):
        return True
    return _day(first) < _day(when) < _day(last)


def _extended(record: Record, span: OfficeSpan, new: Sequence[OfficeMention]) -> OfficeSpan:
    """Put mentions into the claims and reports of a span, which are in order: halving finds where.

    Of many, the places of all claims are looked up together: that is one query.
    """
    known: dict[ClaimId, Order] = {}

    def look_up(some: Collection[ClaimId]) -> None:
        known.update((one, (date.max, "", 0, one)) for one in some)  # where one stands no more,
        for claim, at, source, *days in record.entities.placed(some):  # a later step sees it
            one = OfficeMention(claim, source, at, _between(*days), span.person, span.title)
            known[claim] = one.order
            first[source] = one.order[0]

    def place(claim: ClaimId) -> Order:
        if claim not in known:
            look_up([claim])
        return known[claim]

    def day(report: str) -> tuple[date, str]:
        if report not in first:
            when = dated(_between(*record.entities.days_of(report)))
            first[report] = (when and when.earliest) or date.max
        return first[report], report

    first: dict[str, date] = {}
    claims, reports = list(span.claims), list(span.reports)
    mine, sources = set(claims), set(reports)
    last = span.last_seen
    if len(new) > FEW:
        look_up(span.claims)
    for one in sorted(new, key=lambda each: each.order):
        known[one.claim] = one.order
        first[one.source] = one.order[0]
        if one.claim not in mine:
            claims.insert(bisect_left(claims, one.order, key=place), one.claim)
            mine.add(one.claim)
            if one.source not in sources:
                reports.insert(bisect_left(reports, day(one.source), key=day), one.source)
                sources.add(one.source)
        when = dated(one.published)
        if when is not None and last is not None and _day(when) > _day(last):
            last = when
    return replace(span, claims=tuple(claims), reports=tuple(reports), last_seen=last)


def _between(earliest: date | None, latest: date | None) -> When | None:
    return When.between(earliest, latest) if earliest and latest else None


def _day(when: When) -> str:
    return str(when.earliest or when.latest or "")


_TENURE, _FORMER, _INCOMING = 1, 2, 4


def tenure_changes(
    record: Record, resolution: Resolution, changed: Collection[str] | None
) -> TenureChange:
    """Return what replaces the tenures of the persons whom some reports name, or named.

    `changed` are the reports' ids, None for all; `resolution` must hold them, and the names of persons.
    """
    from servanda.store import TenureChange, TenureRow

    mine = [
        one for one in resolution.claims.values() if changed is None or one.claim.report in changed
    ]
    found = list(office_mentions(mine, resolution.people))
    old: list[TenureRow] | None = None
    if changed is None:
        spans: list[OfficeSpan] = list(spans_of(found, resolution.names))
    else:
        old, spans = _changed(record, resolution.names, found, changed)
    others = [] if old is None else _others(record, old, spans)
    groups: defaultdict[str, list[OfficeSpan]] = defaultdict(list)
    for span in in_office_order([*spans, *others]):
        groups[_office(span)].append(span)
    offices = sorted({*groups, *(one.office for one in old or ())})
    return TenureChange(
        None if old is None else [one.id for one in old],
        [TenureRow(_id(span), _office(span), span.person, to_plain(span)) for span in spans],
        [_mention_row(one) for one in found],
        {office: list(_states(groups.get(office, ()))) for office in offices},
    )


def _changed(
    record: Record,
    names: Mapping[EntityId, str],
    found: Sequence[OfficeMention],
    changed: Collection[str],
) -> tuple[list[TenureRow], list[OfficeSpan]]:
    """Return the tenures that changed reports mention, as the index has them and as they are now."""
    named_before = record.entities.persons(changed)
    mine: defaultdict[EntityId, list[OfficeMention]] = defaultdict(list)
    for one in found:
        mine[one.person].append(one)
    kept: defaultdict[str, dict[str, TenureRow]] = defaultdict(dict)
    for row in record.entities.tenures(persons=named_before | mine.keys()):
        kept[row.person][row.id] = row
    old: list[TenureRow] = []
    spans: list[OfficeSpan] = []
    anew = set(named_before)
    for person, new in sorted(mine.items()):
        if person in anew:
            continue
        before = [span_from(row.row) for row in kept[person].values()]
        more = extended(record, person, names[person], new, before)
        if more is None:
            anew.add(person)
        else:
            spans += more
            old += [kept[person][_id(span)] for span in more]
    mentioned = [one for one in found if one.person in anew]
    spans += spans_of([*mentioned, *_known(record, anew, changed)], names)
    old += [row for person in sorted(anew) for row in kept[person].values()]
    return old, spans


def tenures_in_view(
    record: Record,
    persons: Collection[str],
    found: Iterable[OfficeMention],
    without: Collection[str],
    names: Mapping[EntityId, str],
) -> list[TenureRow]:
    """Return the tenures of some persons by what the index has, but of some reports, and by other mentions."""
    from servanda.store import TenureRow

    spans = spans_of([*found, *_known(record, persons, without)], names)
    return [TenureRow(_id(one), _office(one), one.person, to_plain(one)) for one in spans]


def span_from(row: Mapping[str, Any]) -> OfficeSpan:
    """Read the span of a tenure from its row."""
    span: OfficeSpan = from_plain(OfficeSpan, row)
    return span


def _office(one: OfficeSpan) -> str:
    return office_id(one.party, one.office)


def _id(one: OfficeSpan) -> str:
    return post_id(one.party, one.office, one.person)


def _known(
    record: Record, persons: Collection[str], without: Collection[str]
) -> Iterator[OfficeMention]:
    """Yield the mentions of some persons that the index has, but those of some reports."""
    rows = record.entities.tenure_mentions(persons, without)
    heads = {head.id: head for head in record.view(among={row[0] for row in rows}).headers()}
    for report, place, one in rows:
        head = heads.get(report)
        if head is not None:
            yield OfficeMention(
                one.claim,
                head.name,
                place,
                head.published,
                EntityId(one.person),
                one.title,
                one.party,
                tenure=bool(one.flags & _TENURE),
                former=bool(one.flags & _FORMER),
                incoming=bool(one.flags & _INCOMING),
                since=from_plain(When | None, one.since),
                until=from_plain(When | None, one.until),
            )


def _others(
    record: Record, old: Iterable[TenureRow], spans: Iterable[OfficeSpan]
) -> list[OfficeSpan]:
    """Return the other tenures of the offices concerned, beside the `old` ones."""
    gone = {one.id for one in old}
    offices = {_office(span) for span in spans} | {one.office for one in old}
    kept = record.entities.tenures(offices=offices)
    return [span_from(one.row) for one in kept if one.id not in gone]


def _states(spans: Sequence[OfficeSpan]) -> Iterator[StateRow]:
    """Yield how an office reads from one day to another: who held it, and how sure that is."""
    from servanda.store import StateRow

    if not spans:
        return
    turns = [date.min, *sorted({day for span in spans for day in turning_days(span)} - {date.min})]
    short = cache(short_holder)  # who holds an office reads the same from turn to turn
    for start, until in zip(turns, [*turns[1:], date.max], strict=True):
        rows = [short(one) for one in holding(spans, start)]
        if rows:
            yield StateRow(start, until, rows)


def _mention_row(one: OfficeMention) -> TenureMention:
    from servanda.store import TenureMention

    flags = _TENURE * one.tenure | _FORMER * one.former | _INCOMING * one.incoming
    since, until = (None if when is None else to_plain(when) for when in (one.since, one.until))
    return TenureMention(one.claim, one.person, one.title, one.party, flags, since, until)
