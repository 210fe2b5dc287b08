"""An Atom feed (RFC 4287): new commitments, what became of them, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from servanda.analysis.answers import BoardRow, Step
from servanda.analysis.descriptions import best_time, entity_line, parties
from servanda.export.safe_text import clean, one_line
from servanda.export.scope import Scope
from servanda.model import CommitmentStatus, Entity, When
from servanda.model.time_words import deadline, said

__all__ = ["Entry", "entries", "feed", "feed_text", "urn"]


_CHANGED = frozenset(
    {
        CommitmentStatus.DONE,
        CommitmentStatus.PARTLY_DONE,
        CommitmentStatus.OVERDUE,
        CommitmentStatus.REVISED,
        CommitmentStatus.DROPPED,
    }
)
_SPACE = uuid5(
    NAMESPACE_URL, "https://servanda.invalid/"
)  # .invalid: a domain that is never registered


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` is its permanent name, `published` and `updated` are instants of the record."""

    key: str
    title: str
    sort: str
    parties: tuple[str, ...]
    published: datetime
    updated: datetime
    lines: tuple[str, ...]
    words: tuple[str, ...]
    link: str | None = None


def urn(key: str) -> str:
    """Give a key its permanent name: a UUID (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(_SPACE, key)}"


def feed(scope: Scope) -> Iterator[bytes]:
    """Write one feed, the latest entry first; its id depends on the filters and on nothing else."""
    found = sorted(entries(scope), key=lambda e: (e.updated, e.published, e.key), reverse=True)
    filters = ", ".join(scope.wanted.described())
    updated = max((entry.updated for entry in found), default=scope.renewed)
    yield feed_text(filters, found, updated)


def feed_text(
    filters: str,
    found: Iterable[Entry],
    updated: datetime,
    *,
    key: str | None = None,
    about: str = "New commitments, what became of them, incidents",
) -> bytes:
    """Write entries, in the order given, as the feed of some filters, renewed at that instant.

    `key` is the feed's permanent name, where that is not its filters; `about` says what is in it.
    """
    from feedgen.feed import FeedGenerator

    made = FeedGenerator()
    made.language("en")
    made.title(one_line(f"servanda ({filters})" if filters else "servanda"))
    made.subtitle(one_line(about))
    made.id(urn(f"feed {filters}" if key is None else key))
    made.updated(updated)
    made.author(name="servanda")
    made.generator("servanda")
    for entry in found:
        _put(made.add_entry(order="append"), entry)
    return bytes(made.atom_str(pretty=True))


def _put(made: Any, entry: Entry) -> None:
    """Put an entry of ours into one of feedgen's; every text is made safe for XML first."""
    made.title(one_line(entry.title) or "?")  # no feed may have an entry without a title
    made.id(urn(entry.key))
    made.published(entry.published)
    made.updated(entry.updated)
    made.category([{"term": clean(term)} for term in (entry.sort, *entry.parties)])
    if entry.link:
        made.link(href=clean(entry.link), rel="alternate")
    lines = [f"<p>{escape(one_line(line))}</p>" for line in entry.lines]
    words = [f"<blockquote>{escape(one_line(each))}</blockquote>" for each in entry.words]
    made.content("".join([*lines, *words]), type="html")


def entries(scope: Scope) -> Iterator[Entry]:
    """Make the entries: one a commitment when it is first reported, one a change, one an incident."""
    for row in scope.rows:
        lasting = scope.lasting(row.claims)
        sides = tuple(dict.fromkeys((*row.obligors, *row.beneficiaries)))
        yield _new(scope, row, lasting, sides)
        for name, step in _changes(row):
            yield _change(scope, row, step, name, lasting, sides)
    for entity, plain in scope.entities("incident"):
        yield _incident(scope, entity, plain)


def _incident(scope: Scope, entity: Entity, plain: Mapping[str, Any]) -> Entry:
    claims = scope.resolution.claims_of(entity)
    when, place = best_time(claims), plain.get("place")
    lines = [f"When: {said(when)}"] if when else []
    lines += [f"Where: {place}"] if place else []
    lines += [_reported(scope, name) for name in entity.reports[:1]]
    return Entry(
        f"incident {scope.lasting(entity.claims)}",
        f"Incident: {entity_line(scope.resolution, entity)}",
        "incident",
        parties(claims),
        scope.first_learnt(entity.reports),
        scope.learnt(entity.reports),
        tuple(lines),
        tuple(one.claim.evidence[0].exact for one in claims),
        _link(scope, entity.reports),
    )


def _new(scope: Scope, row: BoardRow, lasting: str, sides: tuple[str, ...]) -> Entry:
    """Make the entry of a commitment: what its first report says, in that report's words."""
    first = row.reports[:1]
    steps = {step.report: step for step in reversed(row.history) if step.report}
    at = scope.first_learnt(row.reports)
    lines = [f"Put: {row.modality}", *([f"Due: {deadline(row.due)}"] if row.due else [])]
    return Entry(
        f"commitment {lasting}",
        f"New: {_who(row)}: {row.what}",
        "commitment",
        sides,
        at,
        at,
        (*lines, *(_reported(scope, name) for name in first)),
        tuple(step.words for step in steps.values() if step.report in first and step.words),
        _link(scope, first),
    )


def _changes(row: BoardRow) -> Iterator[tuple[str, Step]]:
    """Pick the steps of a commitment's history that change it, each with what it comes to."""
    due: When | None = None
    seen: set[CommitmentStatus] = set()
    for at, step in enumerate(row.history):
        if step.due is not None and due is not None and step.due.edtf != due.edtf:
            yield "deadline moved", step
        elif at and step.status in _CHANGED and step.status not in seen:
            yield step.status.value.replace("_", " "), step
        seen.add(step.status)
        due = step.due or due


def _who(row: BoardRow) -> str:
    return ", ".join(row.obligors) or "?"


def _change(
    scope: Scope, row: BoardRow, step: Step, name: str, lasting: str, sides: tuple[str, ...]
) -> Entry:
    if step.report:
        at, link = scope.first_learnt((step.report,)), _link(scope, (step.report,))
    else:  # a day has passed, which no report has to say
        day = step.on.earliest if step.on else None
        at = datetime.combine(day, time(), UTC) if day else scope.first_learnt(row.reports)
        at, link = max(at, scope.first_learnt(row.reports)), None
    due = f"Due: {deadline(step.due)}" if step.due else ""
    return Entry(
        f"status {lasting} {name} {step.claim or ''} {step.due.edtf if step.due else ''}",
        f"{name.capitalize()}: {_who(row)}: {row.what}",
        "status",
        sides,
        at,
        at,
        tuple(filter(None, (step.why, due, step.report and _reported(scope, step.report)))),
        (step.words,) if step.words else (),
        link,
    )


def _reported(scope: Scope, name: str) -> str:
    """Name the report, and when it appeared as far as that is known."""
    when = scope.published(name)
    return f"Report: {name}{f', {said(when)}' if when else ''}"


def _link(scope: Scope, names: Iterable[str]) -> str | None:
    wanted = set(names)
    urls = (one.url for one in scope.every_report if one.name in wanted and one.url)
    return next((url for url in urls if url.startswith(("http://", "https://"))), None)
