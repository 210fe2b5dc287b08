"""A person as one report names them, with every office that the report gives them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

__all__ = ["Holding", "People", "Person", "PersonMention"]


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A place where a person is named; `full` when an office or the whole name stands there."""

    start: int
    end: int
    person: int
    full: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A place where a person is named with an office."""

    start: int
    end: int
    office: str
    head: str
    party: str | None
    former: bool = False
    incoming: bool = False
    by_rank: bool = False
    beside: str | None = (
        None  # the party of the officer named just before: "and Defence Secretary B"
    )


@dataclass(slots=True)
class Person:
    """A person as one report names them; `name` is the fullest form printed."""

    index: int
    name: str
    words: frozenset[str]
    party: str | None = None
    party_assumed: bool = False
    holdings: list[Holding] = field(default_factory=list)

    @property
    def office(self) -> str | None:
        """The office first given, ranks last."""
        offices = sorted(self.holdings, key=lambda h: (h.by_rank, h.former))
        return offices[0].office if offices else None


@dataclass(slots=True)
class People:
    """All people of one report and all places where they are named, ascending.

    `author` is the number of the one whose office put the report out, where its publisher's name says who.
    """

    people: list[Person]
    mentions: list[PersonMention]
    author: int | None = None

    def at(self, start: int, end: int) -> list[PersonMention]:
        """Return the mentions that lie within the span."""
        first = bisect_right(self.mentions, start, key=lambda m: m.end)
        last = bisect_left(self.mentions, end, lo=first, key=lambda m: m.start)
        return self.mentions[first:last]
