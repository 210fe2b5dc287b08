"""Data tables: words, names and patterns, kept as TSV in the folder `data` of the package that uses them.

A line is a row, its cells are parted by tabs; empty lines and those that begin with # are remarks.
A table of word lists has two cells a line: the list's name and its words, parted by |. A list may
go on in further lines that begin with its name. Each table is read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

__all__ = ["one_of", "rows", "word_list", "word_lists", "word_set"]


@cache
def rows(package: str, name: str, width: int = 0) -> tuple[tuple[str, ...], ...]:
    """Read `data/<name>.tsv` of `servanda.<package>`; short rows are filled up to `width` cells."""
    source = resources.files(f"servanda.{package}").joinpath("data", f"{name}.tsv")
    lines = source.read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return tuple((*row, *[""] * (width - len(row))) for row in cells)


@cache
def word_lists(package: str, name: str = "words") -> Mapping[str, tuple[str, ...]]:
    """Read a table of word lists: each list by its name, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, listed in rows(package, name):
        found[kind] = found.get(kind, ()) + tuple(listed.split("|"))
    return MappingProxyType(found)


def word_list(package: str, kind: str, name: str = "words") -> tuple[str, ...]:
    """Return one list in its order. Raises KeyError where the table has none of that name."""
    return word_lists(package, name)[kind]


@cache
def word_set(package: str, kind: str, name: str = "words") -> frozenset[str]:
    """Return one list as a set. Raises KeyError where the table has none of that name."""
    return frozenset(word_list(package, kind, name))


def one_of(package: str, kind: str, name: str = "words") -> str:
    """Return a pattern that matches any entry of a list, each a pattern itself, the first that fits."""
    return f"(?:{'|'.join(word_list(package, kind, name))})"
