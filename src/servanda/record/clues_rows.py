"""What a record keeps of what a report tells of the dates of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servanda.model.when import When

__all__ = [
    "Copying",
    "Meeting",
    "Office",
    "Seat",
    "Seen",
    "Shape",
    "Stirred",
    "Term",
    "Witness",
    "Wording",
]


class Office(NamedTuple):
    """An office of a party; `single` where one person at a time holds it."""

    party: str
    key: str
    single: bool


class Seat(NamedTuple):
    """Somebody, as a report writes the name, in an office."""

    office: Office
    person: str


class Meeting(NamedTuple):
    """Who meets: `people` in the order told, `pair` the two states or "".

    Each of the people is a name, the party ("" for none), and the last word by which it is found.
    """

    form: str
    pair: str
    people: tuple[tuple[str, str, str], ...]

    @property
    def parties(self) -> str:
        """The parties of the people, sorted; "" where one of them has none."""
        given = [party for _, party, _ in self.people]
        return "|".join(sorted(given)) if all(given) else ""

    @property
    def lead(self) -> str:
        """The last word of the first name; "" where nobody is named."""
        return self.people[0][2] if self.people else ""


class Shape(NamedTuple):
    """What is known of a report before its words are compared: last names, number of passages."""

    people: frozenset[str]
    passages: int


Copying = Callable[[Shape, Shape, int], bool]
"""Whether two reports that share so many passages may be copies."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of a report that may be a copy: `servanda.identity.copies` says what it is.

    `wire` is "" where the report bears no wire's mark.
    """

    wire: str
    day: int | None
    words: bytes
    marks: bytes
    facts: str


@dataclass(frozen=True, slots=True)
class Witness:
    """All that a report tells of the dates of others, by its own words, and what may date it.

    `first` and `last` are the days it may be of. `seen` are the holders of offices on those days,
    `terms` what it says of their terms, in its own order; `told` the meetings whose day it gives
    (with the claim's id). An `open` report asks for those of `asks` and `awaits` (a meeting with
    the weekday it names, 0 for none, -1 where that is unclear). `passages` are hashes of what
    copies share, and `people` the last names it tells of; a `fine` date dates copies.
    """

    report: str
    name: str
    first: date | None
    last: date | None
    fine: bool
    open: bool
    people: frozenset[str] = frozenset()
    passages: tuple[int, ...] = ()
    wording: Wording | None = None
    seen: tuple[Seat, ...] = ()
    terms: tuple[tuple[Seat, When | None, When | None], ...] = ()
    told: tuple[tuple[Meeting, date, str], ...] = ()
    asks: frozenset[Seat] = frozenset()
    awaits: frozenset[tuple[Meeting, int]] = frozenset()

    @property
    def shape(self) -> Shape:
        """What is known of it before its words are compared."""
        return Shape(self.people, len(self.passages))


class Seen(NamedTuple):
    """A report that names the holder of a seat, by its key, on days between two."""

    seat: int
    witness: int
    first: date
    last: date
    name: str


class Term(NamedTuple):
    """What a report says of the term of the holder of a seat."""

    seat: int
    since: When | None
    until: When | None
    name: str


@dataclass(frozen=True, slots=True)
class Stirred:
    """What changed since reports were last dated, as keys; `mark` is how far the record had come.

    `copies` are pairs of an open report and of one that may be its copy.
    """

    mark: str
    seats: Sequence[int]
    meetings: Sequence[int]
    copies: Sequence[tuple[int, int]]
    reports: Sequence[int]

    def __bool__(self) -> bool:
        """Whether anything did."""
        return bool(self.seats or self.meetings or self.copies or self.reports)
