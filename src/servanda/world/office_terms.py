"""Who held which office when (`data/terms.tsv`), and whom a text names with an office."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from servanda.data_tables import one_of, rows, word_set
from servanda.timex.calendar import last_of_month

__all__ = ["Named", "Term", "named_holders", "party_of_family_name", "terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """One stay in office: first and last possible day, both included; None is open."""

    person: str
    office: str
    party: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person with an office: where, and the terms it can be of."""

    start: int
    end: int
    text: str
    terms: tuple[Term, ...]


_OFFICE = {
    office: re.compile(pattern, re.IGNORECASE) for office, pattern, _ in rows("world", "offices", 3)
}
_TITLES = {office: titles.split("|") for office, _, titles in rows("world", "offices", 3) if titles}
_NOT_NOW = re.compile(rf"\b{one_of('world', 'not_now')}\b[^;]{{0,45}}$", re.IGNORECASE)
_BEFORE, _AFTER = 70, 75  # characters around a name in which its office stands
_WORD = re.compile(r"[A-Z][\w’'-]*")
_STOP = re.compile(r"[.;!?](?=\s+[A-Z][a-z]+ [a-z])|\n\n|\n")
_EASTERN = word_set("world", "family_name_first")
_BETWEEN, _AHEAD = 30, 40  # characters between a title and a name, and in front of an apposition
_PARTED = re.compile(r"[,(]|\b(?:and|with|said|told)\b")
_APPOSITION = re.compile(
    r"\s*(?:\([^)]*\)\s*)?,\s*(?:the |its |who is |who has just become |who became )?"
)
_SHORT_NAME = 4  # letters a family name needs to stand alone after a title


def party_of_family_name(name: str) -> str | None:
    """Return the party that everybody of this family name served, or None: "the Merkel government"."""
    found = _by_family_name().get(name, frozenset())
    return next(iter(found)) if len(found) == 1 else None


@cache
def _by_family_name() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for term in terms():
        words = term.person.split()
        family = words[0] if term.party in _EASTERN else words[-1]
        found[family] = found.get(family, frozenset()) | {term.party}
    return found


@cache
def terms() -> tuple[Term, ...]:
    """Return the packaged terms, one for each spelling of a name."""
    return tuple(
        Term(name, office, party, _first(since), _last(until))
        for names, office, party, since, until in rows("world", "terms")
        for name in names.split("|")
    )


def _first(value: str) -> date:
    return date.fromisoformat(value if len(value) > 7 else value + "-01")


def _last(value: str) -> date:
    if len(value) > 7:
        return date.fromisoformat(value)
    return last_of_month(int(value[:4]), int(value[5:7]))


@cache
def _index() -> tuple[dict[str, tuple[Term, ...]], dict[str, tuple[Term, ...]]]:
    """Return terms by full name, and by title with family name where that means one person."""
    full: dict[str, list[Term]] = defaultdict(list)
    short: dict[str, list[Term]] = defaultdict(list)
    for term in terms():
        _enter(term, full, short)
    one = {
        key: tuple(found)
        for key, found in short.items()
        if len({(term.party, term.person.split()[-1]) for term in found}) == 1
    }
    return {key: tuple(found) for key, found in full.items()}, one


def _enter(term: Term, full: dict[str, list[Term]], short: dict[str, list[Term]]) -> None:
    full[term.person].append(term)
    parts = term.person.split()
    if len(parts) == 2:
        full[f"{parts[1]} {parts[0]}"].append(term)
    family = parts[0] if term.party in _EASTERN else parts[-1]
    if len(family) >= _SHORT_NAME:
        for title in _TITLES.get(term.office, ()):
            if title != "Secretary" or term.party == "US":
                short[f"{title} {family}"].append(term)


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """Return the names and titled names that begin with a word, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in (*_index()[0], *_index()[1]):
        found[_WORD.findall(name)[0]].append(name)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in found.items()}


def _names(text: str) -> Iterator[tuple[int, str]]:
    """Yield every known name and where it stands, in one pass over the capital letters."""
    starting = _by_first_word()
    for match in _WORD.finditer(text):
        for name in starting.get(match.group(), ()):
            end = match.start() + len(name)
            if text.startswith(name, match.start()) and not text[end : end + 1].isalnum():
                yield match.start(), name
                break


def named_holders(text: str) -> Iterator[Named]:
    """Yield the people a text names together with an office that they hold as it is written."""
    full, titled = _index()
    for start, name in _names(text):
        end = start + len(name)
        left = text[max(0, start - _BEFORE) : start]
        left = _STOP.split(left)[-1]
        if _NOT_NOW.search(left):
            continue
        if name in titled:
            if not left.lower().endswith("vice "):
                yield Named(start, end, name, titled[name])
            continue
        right = _STOP.split(text[end : end + _AFTER])[0]
        fitting = tuple(term for term in full[name] if _holds(term.office, left, right))
        if fitting:
            yield Named(start, end, name, fitting)


def _holds(office: str, left: str, right: str) -> bool:
    """Whether the office stands right before the name, or as an apposition after it."""
    return _titled(office, left) or _in_apposition(office, right)


def _titled(office: str, left: str) -> bool:
    """Whether between the office and the name there are only names, "of the state", a bracket."""
    found = list(_OFFICE[office].finditer(left))
    if not found:
        return False
    between = left[found[-1].end() :]
    if len(between) > _BETWEEN or _PARTED.search(between):
        return False
    return not any(one != office and pattern.search(between) for one, pattern in _OFFICE.items())


def _in_apposition(office: str, right: str) -> bool:
    """Whether the office follows the name: "Brandt, the foreign minister of …"."""
    begun = _APPOSITION.match(right)
    after = _OFFICE[office].search(right, begun.end()) if begun else None
    if begun is None or after is None or after.start() > begun.end() + _AHEAD:
        return False
    return "former" not in right[: after.start()]
