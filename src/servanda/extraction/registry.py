"""What a reader is: a named function from a parsed report to claims, registered once.

A reader never sees the record: what is already believed must not colour what a report says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from servanda.extraction.coreference.discourse import Discourse
from servanda.model import Claim

__all__ = ["Reader", "claims_by_rules", "claims_of", "reader", "registered"]


Reader = Callable[[Discourse], Iterable[Claim]]

_REGISTRY: dict[str, Reader] = {}


def reader(name: str) -> Callable[[Reader], Reader]:
    """Register a reader under the name of the kind of claim it makes."""

    def enter(function: Reader) -> Reader:
        _REGISTRY[name] = function
        return function

    return enter


def registered() -> tuple[str, ...]:
    """Return the names of all readers, in their order of reading."""
    return tuple(_REGISTRY)


def claims_by_rules(discourse: Discourse) -> Iterator[Claim]:
    """Run every reader over one report; each claim bears the confidence its reader gave it."""
    for name in _REGISTRY:
        yield from claims_of(discourse, name)


def claims_of(discourse: Discourse, name: str) -> list[Claim]:
    """Return what one reader finds; readers that build on others share what these found."""
    key = (f"reader.{name}", 0)
    if key not in discourse.memo:
        discourse.memo[key] = list(_REGISTRY[name](discourse))
    return cast("list[Claim]", discourse.memo[key])
