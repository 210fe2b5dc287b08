"""The small word lists that the cleaning of pages judges lines by (`data/shapes.tsv`)."""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["Agencies", "agencies", "rows", "words"]


def rows(name: str) -> list[list[str]]:
    """Read the data file `name`: one row a line, cells parted by tabs, remarks left out."""
    source = resources.files("servanda.text.data").joinpath(name)
    lines = source.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1].split("|")) for row in rows("shapes.tsv")}


def words(name: str) -> frozenset[str]:
    """Return the list called `name`, in lower case. Raises KeyError where there is none."""
    return _lists()[name]


class Agencies:
    """News agencies by every name they go by."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._written: set[str] = set()
        for row in rows("agencies.tsv"):
            others = row[1].split("|") if len(row) > 1 and row[1] else []
            for name in (row[0], *others):
                self._names[name.casefold()] = row[0]
                self._written.add(name)

    def named(self, words: str) -> str | None:
        """Return the agency that `words` name, alone or as one of several ("AFP-Yonhap"), or None.

        Short names that are also English words ("PA", "STA") count in capitals only.
        """
        whole = self._one(words.strip(" .,;:-–—()[]"))
        if whole is not None:
            return whole
        parts = words.replace("/", "|").replace(" - ", "|").replace("-", "|").replace(",", "|")
        for part in reversed(parts.split("|")):
            found = self._one(part.strip(" .,;:()[]"))
            if found is not None:
                return found
        return None

    def _one(self, words: str) -> str | None:
        name = self._names.get(words.casefold())
        if name is None or (name.isupper() and words.islower() and words not in self._written):
            return None
        return name


@cache
def agencies() -> Agencies:
    """Return the one list of agencies, loaded on first use."""
    return Agencies()
