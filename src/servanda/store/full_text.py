"""Search: which reports and claims hold the words asked for, and where they stand.

The database finds the texts; the places are found here, so that they are the same on every
database. Words count whole, whatever their case and accents; `"joint staff"` asks for words that
stand together, `interc*` for words that begin so. All that is asked for must be there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import select

from servanda.errors import UsageError
from servanda.model.claim import Body, ResolvedClaim
from servanda.model.report import Report
from servanda.model.time import TimeRef
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.dialects.dialect import Term
from servanda.store.dialects.text_tokens import Token, tokens
from servanda.store.session import Store

__all__ = ["Hit", "find_editions", "find_reports", "parse_query", "search"]


_MANY = 10_000  # texts that one query asks for
_AROUND = 60  # characters of a snippet on either side of the words found
_QUERY = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words, or a claim that does; `start..end` is their first place.

    `snippet` is the report's text around that place, on one line; `words` are those found in it.
    """

    report: str
    claim: ResolvedClaim | None
    snippet: str
    start: int
    end: int
    words: str


def parse_query(query: str) -> tuple[Term, ...]:
    """Read what is asked for. Raises UsageError where there is no word in it."""
    terms = []
    for quoted, plain in _QUERY.findall(query):
        words = tuple(token.word for token in tokens(quoted or plain))
        if words:
            terms.append(Term(words, prefix=(quoted or plain).endswith("*")))
    if not terms:
        raise UsageError(query, "there is no word to look for", "ask for at least one word")
    return tuple(dict.fromkeys(terms))


class Searchable(Protocol):
    """What a search asks of a view: which rows stand in it, and its reports with their claims."""

    @property
    def held(self) -> Held:
        """Which rows of a table stand in the view."""
        ...

    @property
    def named(self) -> Collection[str] | None:
        """The ids of the reports that the view is of, where it is not of all."""
        ...

    def batches(
        self, reports: Collection[str], kind: str | None = None, party: str | None = None
    ) -> Iterator[tuple[Report, list[ResolvedClaim]]]:
        """Give the reports of these ids, in order, each with its claims."""
        ...


def search(
    view: Searchable, store: Store, query: str, *, kind: str | None = None, party: str | None = None
) -> tuple[Hit, ...]:
    """Return the hits, each report's own before its claims'; those with most places first.

    Where `kind` or `party` is given, only claims are hits. `Hit.report` is the report's name.
    Raises UsageError where the query has no word.
    """
    terms = parse_query(query)
    ranked = []
    found = find_reports(store, terms, view.held, view.named)
    for report, claims in view.batches(found, kind, party):
        only_claims = kind is not None or party is not None
        if only_claims and not claims:
            continue
        content = report.text.content
        places = _places(tokens(content), terms)
        if places is None:
            continue
        hits = []
        if not only_claims:
            hits.append(_hit(report, None, content, *min(places)))
        for one in claims:
            place = _claim_place(one, terms)
            if place is not None:
                hits.append(_hit(report, one, content, *place))
        ranked.append((-len(places), hits))
    ranked.sort(key=lambda pair: pair[0])  # stable: by date and name where equal
    return tuple(hit for _, hits in ranked for hit in hits)


def find_reports(
    store: Store, terms: Sequence[Term], held: Held, among: Collection[str] | None = None
) -> set[str]:
    """Return the ids of the reports held, all or those of some ids, whose texts the database finds."""
    return {report for _, report in find_editions(store, terms, held, among)}


def find_editions(
    store: Store, terms: Sequence[Term], held: Held, among: Collection[str] | None = None
) -> list[tuple[int, str]]:
    """Return the editions held whose texts the database finds: a number in the order of recording, the report.

    With `among`, those of the reports of these ids alone.
    """
    report, text, edition = schema.report, schema.text, schema.edition
    query = (
        select(edition.c.key, edition.c.report, text.c.key)
        .join_from(edition, report, report.c.id == edition.c.report)
        .join(text, text.c.sha256 == report.c.sha256)
        .where(held(edition))
    )
    found: list[tuple[int, str]] = []
    with store.reading() as connection:
        keys = store.dialect.find_texts(connection, terms)
        if among is not None and len(among) < len(keys):
            said = frozenset(keys)
            wanted = [query.where(edition.c.report.in_(part)) for part in parts(sorted(among))]
        else:
            said = None
            wanted = [query.where(text.c.key.in_(part)) for part in parts(keys, of=_MANY)]
        for one in wanted:
            for key, name, at in connection.execute(one):
                if said is None or at in said:
                    found.append((key, name))
    return found if among is None else [one for one in found if one[1] in among]


def _claim_place(one: ResolvedClaim, terms: Sequence[Term]) -> tuple[int, int] | None:
    """Return where the claim's evidence holds the terms; None where the claim does not."""
    claim = one.claim
    for evidence in claim.evidence:
        places = _places(tokens(evidence.exact), terms)
        if places:
            start, end = min(places)
            return evidence.start + start, evidence.start + end
    words = "\n".join([*_words(claim.body), *(evidence.exact for evidence in claim.evidence)])
    if _places(tokens(words), terms):
        return claim.evidence[0].start, claim.evidence[0].end
    return None


def _words(value: Any) -> Iterator[str]:
    """Give every word a body bears, however deep."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif isinstance(value, TimeRef):
        yield value.text
    elif isinstance(value, Body) or hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


def _places(words: Sequence[Token], terms: Sequence[Term]) -> list[tuple[int, int]] | None:
    """Return where the terms stand; None unless every one does."""
    found: list[tuple[int, int]] = []
    for term in terms:
        last = len(term.words) - 1
        places = [
            (words[at - last].start, token.end)
            for at, token in enumerate(words)
            if at >= last and _ends(token.word, term) and _precede(words, at - last, term)
        ]
        if not places:
            return None
        found.extend(places)
    return found


def _ends(word: str, term: Term) -> bool:
    return word.startswith(term.words[-1]) if term.prefix else word == term.words[-1]


def _precede(words: Sequence[Token], at: int, term: Term) -> bool:
    """Tell whether all of a term's words but its last stand from `at` on."""
    return all(words[at + place].word == word for place, word in enumerate(term.words[:-1]))


def _hit(report: Report, claim: ResolvedClaim | None, content: str, start: int, end: int) -> Hit:
    first, last = max(0, start - _AROUND), min(len(content), end + _AROUND)
    while 0 < first < start and not content[first - 1].isspace():  # no word is cut in two
        first += 1
    while end < last < len(content) and not content[last].isspace():
        last -= 1
    snippet = " ".join(content[first:last].split())
    before, after = "…" if first else "", "…" if last < len(content) else ""
    words = " ".join(content[start:end].split())
    return Hit(report.name, claim, f"{before}{snippet}{after}", start, end, words)
