"""Word lists of the readers, from `data/*.tsv`: one class of words a line, loaded once."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["classes_of", "words"]


@cache
def _table(name: str) -> dict[str, frozenset[str]]:
    source = resources.files("servanda.extraction.data").joinpath(f"{name}.tsv")
    rows: dict[str, frozenset[str]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, listed = line.split("\t")
            rows[kind] = rows.get(kind, frozenset()) | frozenset(listed.split("|"))
    return rows


def words(table: str, kind: str) -> frozenset[str]:
    """Return the words of class `kind` in `data/<table>.tsv`; empty where there is no such class."""
    return _table(table).get(kind, frozenset())


@cache
def classes_of(table: str) -> dict[str, str]:
    """Return the class of each word in `data/<table>.tsv`, the last that lists it."""
    return {word: kind for kind, listed in _table(table).items() for word in listed}
