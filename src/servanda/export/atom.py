"""An Atom feed (RFC 4287): new commitments, what became of them, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from servanda.analysis.answers import BoardRow, Step
from servanda.analysis.descriptions import best_time, entity_line, parties
from servanda.export.safe_text import clean, instant
from servanda.export.scope import Outlook
from servanda.model import CommitmentStatus, When

__all__ = ["Entry", "entries", "feed", "urn"]


_NEWS = frozenset(
    {
        CommitmentStatus.DONE,
        CommitmentStatus.PARTLY_DONE,
        CommitmentStatus.OVERDUE,
        CommitmentStatus.REVISED,
        CommitmentStatus.DROPPED,
    }
)
_SPACE = uuid5(NAMESPACE_URL, "https://servanda.invalid/")  # .invalid: a name that nobody holds


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `key` names it for good, `published` and `updated` are the record's instants."""

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
    """Name something for good: a UUID (RFC 9562, version 5) made from its key."""
    return f"urn:uuid:{uuid5(_SPACE, key)}"


def feed(outlook: Outlook) -> Iterator[str]:
    """Write one feed, the latest entry first; its id depends on the filters and on nothing else."""
    found = sorted(entries(outlook), key=lambda e: (e.updated, e.published, e.key), reverse=True)
    wanted = {name: str(value) for name, value in asdict(outlook.wanted).items() if value}
    told = ", ".join(f"{name} {value}" for name, value in wanted.items())
    updated = max((entry.updated for entry in found), default=outlook.renewed)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
    yield _tag("title", f"servanda{f' ({told})' if told else ''}")
    yield _tag("subtitle", "New commitments, what became of them, incidents")
    yield _tag("id", urn(f"feed {told}"))
    yield _tag("updated", instant(updated))
    yield "  <author><name>servanda</name></author>\n"
    yield _tag("generator", "servanda")
    for entry in found:
        yield from _entry(entry)
    yield "</feed>\n"


def entries(outlook: Outlook) -> Iterator[Entry]:
    """Make the entries: one a commitment when it is first told, one a change, one an incident."""
    for row in outlook.rows:
        yield from _commitment(outlook, row)
    for entity, plain in outlook.entities("incident"):
        told = outlook.world.told(entity)
        when = best_time(told)
        yield Entry(
            f"incident {outlook.lasting(entity.claims)}",
            f"Incident: {entity_line(outlook.world, entity)}",
            "incident",
            parties(told),
            outlook.first_learnt(entity.reports),
            outlook.learnt(entity.reports),
            tuple(
                filter(
                    None,
                    (
                        f"When: {when.edtf}" if when else "",
                        _place(plain.get("place")),
                        *(_told_in(outlook, name) for name in entity.reports[:1]),
                    ),
                )
            ),
            tuple(one.claim.evidence[0].exact for one in told),
            _link(outlook, entity.reports),
        )


def _commitment(outlook: Outlook, row: BoardRow) -> Iterator[Entry]:
    lasting = outlook.lasting(row.claims)
    who = ", ".join(row.obligors) or "?"
    sides = tuple(dict.fromkeys((*row.obligors, *outlook.beneficiaries(row))))
    told = {step.report: step for step in reversed(row.history) if step.report}
    first = row.reports[:1]
    words = tuple(step.words for step in told.values() if step.report in first and step.words)
    yield Entry(
        f"commitment {lasting}",
        f"New: {who}: {row.what}",
        "commitment",
        sides,
        outlook.first_learnt(row.reports),
        outlook.first_learnt(row.reports),
        (
            f"Put: {row.modality}",
            *([f"Due: {row.due.edtf}"] if row.due else []),
            *(_told_in(outlook, name) for name in first),
        ),
        words,
        _link(outlook, first),
    )
    due: When | None = None
    seen: set[CommitmentStatus] = set()
    for at, step in enumerate(row.history):
        moved = step.due is not None and due is not None and step.due.edtf != due.edtf
        if moved or (at and step.status in _NEWS and step.status not in seen):
            name = "deadline moved" if moved else step.status.value.replace("_", " ")
            yield _change(outlook, row, step, name, lasting, sides)
        seen.add(step.status)
        due = step.due or due


def _change(
    outlook: Outlook, row: BoardRow, step: Step, name: str, lasting: str, sides: tuple[str, ...]
) -> Entry:
    if step.report:
        at, link = outlook.first_learnt((step.report,)), _link(outlook, (step.report,))
    else:  # a day that went by: the record needs no report to know it
        day = step.on.earliest if step.on else None
        at = datetime.combine(day, time(), UTC) if day else outlook.first_learnt(row.reports)
        at, link = max(at, outlook.first_learnt(row.reports)), None
    due = f"Due: {step.due.edtf}" if step.due else ""
    return Entry(
        f"status {lasting} {name} {step.claim or ''} {step.due.edtf if step.due else ''}",
        f"{name.capitalize()}: {', '.join(row.obligors) or '?'}: {row.what}",
        "status",
        sides,
        at,
        at,
        tuple(filter(None, (step.why, due, step.report and _told_in(outlook, step.report)))),
        (step.words,) if step.words else (),
        link,
    )


def _entry(entry: Entry) -> Iterator[str]:
    yield "  <entry>\n"
    yield _tag("title", entry.title, "    ")
    yield _tag("id", urn(entry.key), "    ")
    yield _tag("published", instant(entry.published), "    ")
    yield _tag("updated", instant(entry.updated), "    ")
    for term in (entry.sort, *entry.parties):
        yield f"    <category term={quoteattr(clean(term))}/>\n"
    if entry.link:
        yield f'    <link rel="alternate" href={quoteattr(clean(entry.link))}/>\n'
    body = "".join(f"<p>{escape(clean(line))}</p>" for line in entry.lines)
    body += "".join(
        f"<blockquote>{escape(' '.join(clean(words).split()))}</blockquote>"
        for words in entry.words
    )
    yield f'    <content type="html">{escape(body)}</content>\n'
    yield "  </entry>\n"


def _tag(name: str, text: str, indent: str = "  ") -> str:
    return f"{indent}<{name}>{escape(' '.join(clean(text).split()))}</{name}>\n"


def _told_in(outlook: Outlook, name: str) -> str:
    """Name the report, and when it appeared as far as that is known."""
    when = outlook.published(name)
    return f"Report: {name}{f', {when.edtf}' if when else ''}"


def _place(place: str | None) -> str:
    return f"Where: {place}" if place else ""


def _link(outlook: Outlook, names: Iterable[str]) -> str | None:
    wanted = set(names)
    urls = (one.url for one in outlook.every_report if one.name in wanted and one.url)
    return next((url for url in urls if url.startswith(("http://", "https://"))), None)
