"""Parts of long lists: databases take only so many values in one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["parts"]

T = TypeVar("T")

_PART = 500


def parts(values: Iterable[T], *, of: int = _PART) -> Iterator[list[T]]:
    """Cut `values` into lists of at most so many, in their order."""
    source = iter(values)
    while part := list(islice(source, of)):
        yield part
