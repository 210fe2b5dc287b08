"""All ways of naming people, found by the words, letters and blanks that they have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from typing import Self, TypeVar

from servanda.model import EntityId
from servanda.resolution.person_mentions import Alias
from servanda.resolution.person_names import Likeness, compare, parse
from servanda.resolution.persons.full_names import FullName, blocks, full_names, person_id

__all__ = ["AliasIndex", "concerning", "lone_person"]


K = TypeVar("K")
T = TypeVar("T")
_NONE: frozenset[str] = frozenset()


class AliasIndex:
    """Aliases that come and go; the names among them that are alike."""

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        """Sort `aliases` by what they may have in common."""
        self.aliases: set[Alias] = set()
        self.usual: Counter[str] = Counter()
        """How many aliases have a name."""
        # Of full names, by what is the same in all ways of writing one: aliases, and by word.
        self.written: dict[str, frozenset[Alias]] = {}
        self._full: dict[str, frozenset[str]] = {}
        self._twice: dict[str, frozenset[str]] = {}
        self._blocks: dict[str, frozenset[str]] = {}  # of names that were asked about
        # Of all others: by word, by the person unknown otherwise, and how many are a word alone.
        self._others: dict[str, frozenset[Alias]] = {}
        self.lone: dict[EntityId, frozenset[Alias]] = {}
        self.alone: Counter[str] = Counter()
        for one in set(aliases):
            self.add(one)

    def copy(self) -> Self:
        """Return a copy to be changed; what stays the same is shared."""
        found = copy(self)
        for name, value in vars(self).items():
            setattr(found, name, value.copy())
        return found

    def add(self, one: Alias) -> None:
        """Add an alias that is not there."""
        name = parse(one.name)
        self.aliases.add(one)
        self.usual[one.name] += 1
        if one.introduces and len(name.words) > 1:
            if name.key not in self.written:
                for word in set(name.words):
                    _put(self._full, word, name.key)
                if len(set(name.words)) == 1:
                    _put(self._twice, name.words[0], name.key)
            _put(self.written, name.key, one)
            return
        for word in name.words:
            _put(self._others, word, one)
        if len(name.words) == 1:
            self.alone[name.words[0]] += 1
        if one.introduces and name.words:
            _put(self.lone, lone_person(one), one)

    def remove(self, one: Alias) -> None:
        """Take out an alias that is there."""
        name = parse(one.name)
        self.aliases.remove(one)
        self.usual[one.name] -= 1
        if one.introduces and len(name.words) > 1:
            _take(self.written, name.key, one)
            if name.key not in self.written:
                for word in set(name.words):
                    _take(self._full, word, name.key)
                if len(set(name.words)) == 1:
                    _take(self._twice, name.words[0], name.key)
            return
        for word in name.words:
            _take(self._others, word, one)
        if len(name.words) == 1:
            self.alone[name.words[0]] -= 1
        if one.introduces and name.words:
            _take(self.lone, lone_person(one), one)

    # -- what is alike -----------------------------------------------------------------------

    def with_word(self, words: Iterable[str]) -> frozenset[str]:
        """Return the full names that have one of some words."""
        return _NONE.union(*(self._full.get(word, _NONE) for word in words))

    def others(self, words: Iterable[str]) -> set[Alias]:
        """Return the aliases with one of some words that are no full names."""
        return {one for word in words for one in self._others.get(word, ())}

    def having(self, words: AbstractSet[str]) -> set[Alias]:
        """Return all aliases with one of some words."""
        full = (one for name in self.with_word(words) for one in self.written[name])
        return self.others(words).union(full)

    def named(self, person: EntityId) -> list[str]:
        """Return the full names by which a person of that id would be named."""
        return [
            name
            for name, aliases in self.written.items()
            if person
            in {person_id(name, state) for state in {"", *(a.party or "" for a in aliases)}}
        ]

    def standing_alone(self, words: AbstractSet[str]) -> set[str]:
        """Return those of some words by which alone somebody is named."""
        return {word for word in words if self.alone[word] > 0}

    def nodes(self, name: str) -> list[FullName]:
        """Return a full name, or the persons behind it."""
        return full_names(name, self.written[name])

    def alike(self, names: Iterable[str]) -> set[str]:
        """Return some full names, and those that a chain of names which are alike leads to."""
        found: set[str] = set()
        new = list(names)
        while new:
            here = new.pop()
            if here not in found:
                found.add(here)
                new += self._next_to(here) - found if here in self.written else ()
        return found

    def maybe_like(self, words: Sequence[str]) -> set[str]:
        """Return all full names that may be like a name of some words, and others."""
        if len(set(words)) == 1:
            return set(self.with_word(words))
        mine = frozenset(blocks(words))
        near = {key for key in self.with_word(words) if not mine.isdisjoint(self._blocks_of(key))}
        return near.union(*(self._twice.get(word, _NONE) for word in words))

    def _blocks_of(self, name: str) -> frozenset[str]:
        found = self._blocks.get(name)
        if found is None:
            [one, *_] = self.written[name]
            found = self._blocks[name] = frozenset(blocks(parse(one.name).words))
        return found

    def _next_to(self, name: str) -> set[str]:
        mine = [one.name for one in self.nodes(name)]
        return {
            key
            for key in self.maybe_like(parse(mine[0]).words)
            if any(
                compare(one, other.name)[0] is not Likeness.NONE
                for other in self.nodes(key)
                for one in mine
            )
        }


def concerning(some: Iterable[Alias], index: AliasIndex) -> set[str]:
    """Return the full names of whom some aliases have a say in who they are, or how they are shown."""
    found: set[str] = set()
    for one in some:
        name = parse(one.name)
        found.add(name.key)
        if not one.full and len(name.words) == 1:
            found |= index.with_word(name.words)
    return found


def lone_person(one: Alias) -> EntityId:
    """Return the id of a person of whom only a single name, an office and a party are known."""
    return person_id(parse(one.name).key, one.party or "", one.office or "", "alone")


def _put(groups: dict[K, frozenset[T]], of: K, one: T) -> None:
    groups[of] = groups.get(of, frozenset()) | {one}


def _take(groups: dict[K, frozenset[T]], of: K, one: T) -> None:
    left = groups[of] - {one} if of in groups else frozenset[T]()
    if left:
        groups[of] = left
    else:
        groups.pop(of, None)
