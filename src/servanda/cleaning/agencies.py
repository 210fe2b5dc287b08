"""News agencies by every name they go by (`data/agencies.tsv`)."""

from __future__ import annotations

from functools import cache

from servanda.data_tables import rows

__all__ = ["Agencies", "agencies"]


class Agencies:
    """News agencies by every name they go by."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._written: set[str] = set()
        for ours, others in rows("cleaning", "agencies", 2):
            for name in (ours, *filter(None, others.split("|"))):
                self._names[name.casefold()] = ours
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
