"""What a search finds, for programs that ask again and again: an Atom feed, and a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from servanda.export.atom import Entry, feed_text
from servanda.export.icalendar import calendar_text, deadline_events, meeting_events
from servanda.export.page_rows import capital
from servanda.export.scope import Scope
from servanda.model import ClaimId, EntityId
from servanda.model.time_words import said
from servanda.server.searches.saved_searches import SavedSearch
from servanda.server.searches.word_search import Found, search

if TYPE_CHECKING:
    from servanda.record_questions import RecordQuestions
    from servanda.resolution import Resolution

__all__ = ["search_calendar", "search_feed"]


def search_feed(questions: RecordQuestions, saved: SavedSearch, base: str) -> bytes:
    """Write what a search finds as an Atom feed, what the record learnt last first.

    `base` is the address of the desk, which entries lead to. A hit keeps its name as long as the
    record has it, so that a reader shows each once.
    """
    found = sorted(_found(questions, saved), key=lambda one: -one.line.key)
    made = [_entry(one, base) for one in found]
    updated = max((one.updated for one in made), default=saved.made)
    return feed_text(saved.name, made, updated, key=f"search {saved.id}", about=_about(saved))


def search_calendar(questions: RecordQuestions, saved: SavedSearch) -> bytes:
    """Write the deadlines and announced consultations among what a search finds as a calendar."""
    found = _found(questions, saved)
    claims = {one.hit.claim.claim.id for one in found if one.hit.claim}
    wanted, resolution = _told_of(questions, claims)
    names = {name for one in resolution.entities for name in one.reports}
    names |= {one.source for one in resolution.claims.values()}
    ids = questions.record.entities.reports_named(names)
    scope = Scope(
        resolution,
        questions.record.view(among=ids).reports() if ids else (),
        today=questions.day,
        recorded=_recorded(questions, ids),
    )
    events = [*deadline_events(scope), *meeting_events(scope)]
    mine = [one for one in events if dict(one.more).get("X-SERVANDA-ID") in wanted]
    mine.sort(key=lambda one: (one.first, one.after, one.uid))
    return b"".join(calendar_text(f"servanda: {saved.name}", mine))


def _found(questions: RecordQuestions, saved: SavedSearch) -> list[Found]:
    hits, _, _ = search(questions.record, saved.asked.query)
    return [one for one in hits if saved.asked.keeps(one)]


def _about(saved: SavedSearch) -> str:
    asked = saved.asked
    return ", ".join(filter(None, (asked.query, asked.kind, asked.party, asked.source)))


def _entry(one: Found, base: str) -> Entry:
    claim, line = one.hit.claim, one.line
    place = f"{base}reports/{quote(line.id, safe='')}"
    when = line.dating.when
    lines = [f"Report: {line.title or line.name}", f"Source: {one.source}"]
    lines += [f"Published: {said(when)}"] if when else []
    return Entry(
        f"search hit {claim.claim.id if claim else line.id}",
        f"{capital(one.kind)}: {one.words}",
        one.kind,
        tuple(sorted(one.parties)),
        line.recorded,
        line.recorded,
        tuple(lines),
        (claim.claim.evidence[0].exact if claim else one.hit.snippet,),
        f"{place}#c-{claim.claim.id}" if claim else place,
    )


def _told_of(
    questions: RecordQuestions, claims: set[ClaimId]
) -> tuple[frozenset[EntityId], Resolution]:
    """Return what some claims are about, and what is known of that: by the index where it can."""
    if questions.index is None:
        resolution = questions.resolution
        about = (one.id for one in resolution.entities if not claims.isdisjoint(one.claims))
        return frozenset(about), resolution
    wanted = questions.index.entities_of(claims)
    return wanted, questions.selection.entities(wanted)


def _recorded(
    questions: RecordQuestions, reports: Iterable[str]
) -> dict[str, tuple[datetime, datetime]]:
    lines = questions.record.entities.report_lines(list(reports))
    return {line.name: (line.recorded, line.recorded) for line in lines}
