"""Who held which office when, from a data file; and whom a text names with an office."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from servanda.timex.calendar import last_of_month

__all__ = ["Named", "Term", "named_holders", "terms"]


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


_OFFICES: dict[str, str] = {
    "head": r"(?<!vice )(?<!vice-)president\b(?!-elect| elect|-designate)",
    "vice": r"vice[ -]president\b",
    "government": r"(?<!deputy )(?<!alternate )(?<!vice )(?<!vice-)(?:prime minister\b|premier\b|chancellor\b|\bpm\b)(?!-elect|-designate)",
    "foreign": (
        r"(?<!vice )(?<!deputy )(?:foreign(?: affairs)? minister|foreign secretary|secretary of state|external affairs minister|"
        r"minister (?:of|for) (?:foreign|external) affairs|foreign policy chief|high representative)"
    ),
    "defence": (
        r"(?<!vice )(?<!deputy )(?:defen[cs]e (?:minister|secretary|chief)|(?:secretary|minister) (?:of|for) (?:national )?defen[cs]e|"
        r"pentagon chief|secretary of war)"
    ),
    "security": r"national security advis[eo]r",
    "secretary": r"secretary[ -]general",
    "commission": r"commission president|president of the european commission|president\b",
    "council": r"council president|president of the european council",
}
_OFFICE = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _OFFICES.items()}
_SHORT = {
    "head": ("President",),
    "vice": ("Vice President",),
    "government": ("Prime Minister", "Chancellor", "Premier"),
    "foreign": ("Secretary", "Foreign Minister", "Foreign Secretary"),
    "defence": ("Secretary", "Defense Minister", "Defence Minister", "Defense Secretary"),
}
_NOT_NOW = re.compile(
    r"\b(?:former|deputy|alternate|acting|interim|caretaker|ousted|deposed|toppled|onetime|one-time|ex-|then|late|predecessor|incoming|future|elected|elect|designate|nominee|under|when|son of|congratulat\w+)\b[^;]{0,45}$",
    re.IGNORECASE,
)
_BEFORE, _AFTER = 70, 75  # characters around a name in which its office stands
_WORD = re.compile(r"[A-Z][\w’'-]*")
_STOP = re.compile(r"[.;!?](?=\s+[A-Z][a-z]+ [a-z])|\n\n|\n")
_EASTERN = frozenset({"CN", "KR", "TW", "KP"})
_SHORT_NAME = 4  # letters a family name needs to stand alone after a title


@cache
def terms() -> tuple[Term, ...]:
    """Return the packaged terms, one for each spelling of a name."""
    rows: list[Term] = []
    data = resources.files("servanda.world") / "data" / "terms.tsv"
    for line in data.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        names, office, party, since, until = line.split("\t")
        rows.extend(
            Term(name, office, party, _first(since), _last(until)) for name in names.split("|")
        )
    return tuple(rows)


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
        for title in _SHORT.get(term.office, ()):
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
    found = list(_OFFICE[office].finditer(left))
    if found:
        between = left[found[-1].end() :]
        others = any(
            other != office and pattern.search(between) for other, pattern in _OFFICE.items()
        )
        # between title and name only names, "of the state", a bracket
        if (
            not others
            and len(between) <= 30
            and not re.search(r"[,(]|\b(?:and|with|said|told)\b", between)
        ):
            return True
    apposition = re.match(
        r"\s*(?:\([^)]*\)\s*)?,\s*(?:the |its |who is |who has just become |who became )?", right
    )
    if apposition is not None:
        after = _OFFICE[office].search(right, apposition.end())
        if (
            after is not None
            and after.start() <= apposition.end() + 40
            and "former" not in right[: after.start()]
        ):
            return True
    return False
