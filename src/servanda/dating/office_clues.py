"""Clues from terms of office: whom the report names with an office, and when they took it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from servanda.data_tables import one_of
from servanda.dating.day_sets import days_of, only, span
from servanda.dating.textual_clues import Clue, Rank
from servanda.model.report import BlockKind, Text
from servanda.model.time import Basis, TimeRef, When
from servanda.model.time_words import day as day_words
from servanda.timex.calendar import add_days
from servanda.timex.resolving import seen_from
from servanda.world.office_terms import Named, Term, named_holders

__all__ = ["Tenure", "office_clues"]


# person, office, party, since, until: what a caller knows of an office-holder
Tenure = tuple[str, str, str, When | None, When | None]

_TOOK_OFFICE = one_of("dating", "took_office")
_POSSESSIVE, _POST = one_of("dating", "possessive"), one_of("dating", "post")
_TOOK = re.compile(rf"\b(?:{_TOOK_OFFICE}|took (?:up )?{_POSSESSIVE} {_POST})\b", re.IGNORECASE)
_PORTFOLIO, _OFFICE = one_of("dating", "portfolio"), one_of("dating", "office")
_NEW = re.compile(
    r"\bnew(?:ly \w+)?\s+(?:(?:[A-Z][\w.]*|[a-z]+ese)\s+){0,2}"
    rf"(?:{_PORTFOLIO}\s+)?{_OFFICE}\b[^,]{{0,20}}$"
)
_JUST = re.compile(r",?\s+who (?:has )?(?:just|only just|newly) \w+", re.IGNORECASE)
_TITLE = 60  # characters before a name in which "new" belongs to its office
_NEW_FOR = 150  # days a minister is called new
_JUST_FOR = 60
_COUNTS_FOR = 430  # days after taking office for which reports still count from that day
_CLAUSE = 90  # characters between "took office" and its date
_BACK = 420  # characters in which the person who took office was named
_RESIDUE = frozenset({BlockKind.RESIDUE, BlockKind.DOUBLE})


def _in_words(day: date) -> str:
    """Write a day of a term; where none is known the calendar's first or last stands for it."""
    return "…" if day in (date.min, date.max) else day_words(day)


def office_clues(text: Text, refs: Sequence[TimeRef], tenures: Sequence[Tenure]) -> Iterator[Clue]:
    """Yield the days that the terms of the people named allow, and those of "took office last month"."""
    named = [
        one
        for one in (*named_holders(text.content), *_given(text.content, tenures))
        if text.kind_at(one.start) not in _RESIDUE
    ]
    seen: set[tuple[str, str]] = set()
    for one in named:
        key = (one.terms[0].person.split()[-1], one.terms[0].office)
        if key in seen:
            continue
        seen.add(key)
        days = 0
        for term in one.terms:
            days |= span(term.since, term.until)
        terms = sorted({(t.since or date.min, t.until or date.max) for t in one.terms})
        spans = " or ".join(f"{_in_words(first)} to {_in_words(last)}" for first, last in terms)
        yield Clue(days, f"{one.text} was in office {spans}", Rank.OFFICE, Basis.ASSUMED)
        yield from _fresh(text.content, one)
    yield from _milestones(text, refs, sorted(named, key=lambda n: n.start))


def _fresh(content: str, one: Named) -> Iterator[Clue]:
    """Read "new Defence Minister" and "has just become" as the first weeks of the term."""
    left = content[max(0, one.start - _TITLE) : one.start]
    right = content[one.end : one.end + _TITLE]
    if _JUST.match(right):
        reach, words = _JUST_FOR, "just taken office"
    elif _NEW.search(re.split(r"[.;\n]", left)[-1]):
        reach, words = _NEW_FOR, "new in office"
    else:
        return
    days = 0
    for term in one.terms:
        if term.since is not None:
            days |= span(term.since, add_days(term.since, reach))
    if days:
        yield Clue(days, f"{one.text} is called {words}", Rank.OFFICE, Basis.ASSUMED)


def _given(content: str, tenures: Sequence[Tenure]) -> Iterator[Named]:
    for person, office, party, since, until in tenures:
        place = content.find(person)
        if place < 0:
            continue
        term = Term(
            person,
            office,
            party,
            since.earliest if since is not None else None,
            until.latest if until is not None else None,
        )
        if term.since is not None or term.until is not None:
            yield Named(place, place + len(person), person, (term,))


def _milestones(text: Text, refs: Sequence[TimeRef], named: Sequence[Named]) -> Iterator[Clue]:
    """Read "since she took office last October" as the days from which that is so."""
    content = text.content
    for ref in refs:
        if ref.form not in {"rel", "month", "day"} or ref.arg("y") is not None:
            continue
        if text.kind_at(ref.start) in _RESIDUE:
            continue
        low = max(0, ref.start - _CLAUSE)
        took = [
            m
            for m in _TOOK.finditer(content, low, ref.start)
            if "." not in content[m.end() : ref.start].rstrip(". ")
        ]
        if not took:
            continue
        holder = _holder(content, took[-1].start(), named)
        if holder is None:
            continue
        days = [day for term in holder.terms for day in _agreeing(ref, term)]
        if days:
            yield Clue(
                only(days),
                f"{holder.text} took office “{ref.text}”, and did so on {_in_words(holder.terms[-1].since or date.min)}",
                Rank.MILESTONE,
                Basis.ASSUMED,
            )


def _holder(content: str, place: int, named: Sequence[Named]) -> Named | None:
    """Return who took office: the one whose name or surname is the last before the verb."""
    best, answer = -1, None
    for one in named:
        for name in (one.text, one.text.split()[-1], one.terms[0].person.split()[-1]):
            found = content.rfind(name, max(0, place - _BACK), place)
            if found > best:
                best, answer = found, one
    return answer


def _agreeing(ref: TimeRef, term: Term) -> Iterator[date]:
    if term.since is None:
        return
    first, last = term.since, add_days(term.since, 31) if term.since.day == 1 else term.since
    until = add_days(term.since, _COUNTS_FOR)
    for day in days_of(span(term.since, until)):
        when = seen_from(ref, day, None).when
        if when is None or when.earliest is None or when.latest is None:
            continue
        if when.earliest <= last and first <= when.latest:
            yield day
