"""The names of one report's people by their words: which names hold others, are held, or differ in one word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

__all__ = ["WordSets"]

_LONG = 8  # words from which on a name's subsets are too many to be looked up one by one
_ALIKE = 2  # letters in which two forms of a given name begin alike: "Joe", "Joseph"


class WordSets:
    """Names as sets of words, each with its number; a look-up does not walk over all of them."""

    def __init__(self) -> None:
        self._by_word: dict[str, set[int]] = {}
        self._by_name: dict[frozenset[str], list[int]] = {}
        self._by_rest: dict[tuple[frozenset[str], str], list[int]] = {}

    def add(self, number: int, words: frozenset[str]) -> None:
        """Add a name."""
        self._by_name.setdefault(words, []).append(number)
        for word in words:
            self._by_word.setdefault(word, set()).add(number)
        for key in _but_one(words):
            self._by_rest.setdefault(key, []).append(number)

    def with_all(self, words: frozenset[str]) -> set[int]:
        """Return the names that hold all of the words, of which there is at least one."""
        owners = sorted((self._by_word.get(word, set()) for word in words), key=len)
        return owners[0].intersection(*owners[1:])

    def within(self, words: frozenset[str]) -> set[int]:
        """Return the names all of whose words are among these."""
        if len(words) > _LONG:
            return {n for name, own in self._by_name.items() if name <= words for n in own}
        ordered = sorted(words)
        parts = (part for size in range(1, len(words) + 1) for part in combinations(ordered, size))
        return {n for part in parts for n in self._by_name.get(frozenset(part), ())}

    def variants(self, words: frozenset[str]) -> list[int]:
        """Return, in their order, the names that differ in one word, and begin it alike."""
        found = (self._by_rest.get(key, ()) for key in _but_one(words))
        return sorted({n for numbers in found for n in numbers})


def _but_one(words: frozenset[str]) -> Iterator[tuple[frozenset[str], str]]:
    """Give the rest of a name without each of its words, and how that word begins; a single word has no rest."""
    if len(words) > 1:
        for word in words:
            yield words - {word}, word[:_ALIKE]
