"""Who is known to hold an office, from the packaged table of terms: the state of a name left bare."""

from __future__ import annotations

from functools import cache

from servanda.dates.terms import Term, terms
from servanda.text.names import name_words
from servanda.text.person import Holding, Person
from servanda.text.titles import titles

__all__ = ["kinds_of", "known_party"]

# What a head noun can be in the table of terms, where no department says more.
_HEADS: dict[str, tuple[str, ...]] = {
    "president": ("head", "commission", "council"),
    "king": ("head",),
    "emperor": ("head",),
    "vice president": ("vice",),
    "prime minister": ("government",),
    "premier": ("government",),
    "chancellor": ("government",),
    "secretary": ("foreign", "defence"),
    "minister": ("foreign", "defence"),
    "chief": ("foreign", "defence"),
    "adviser": ("security",),
    "advisor": ("security",),
    "secretary general": ("secretary",),
    "secretary-general": ("secretary",),
    "counterpart": ("head", "government", "foreign", "defence"),
}  # fmt: skip
_FAMILY_FIRST = frozenset({"CN", "KR", "KP", "TW", "VN", "JP", "KH", "HU"})


def known_party(person: Person) -> str | None:
    """Return the one party of which somebody of this name is known to have held such an office."""
    found = set()
    wanted = {kind for h in person.holdings if not h.by_rank for kind in kinds_of(h)}
    for term, full, family in _known():
        if term.office not in wanted:
            continue
        same = person.words <= full and (len(person.words) > 1 or family & person.words)
        if same or (len(full) > 1 and full <= person.words):
            found.add(term.party)
    return found.pop() if len(found) == 1 else None


def kinds_of(holding: Holding) -> tuple[str, ...]:
    """Return what an office can be in the table of terms: head, government, foreign, defence, …."""
    words = set(holding.office.lower().replace("-", " ").split())
    if holding.head in ("minister", "secretary", "chief", "counterpart"):
        if words & titles().defense or "pentagon" in words:
            return ("defence",)
        if words & titles().foreign or "affairs" in words:
            return ("foreign",)
        if len(words) > 1 and holding.head != "counterpart":
            return ()  # some other department's
    return _HEADS.get(holding.head, ())


@cache
def _known() -> tuple[tuple[Term, frozenset[str], frozenset[str]], ...]:
    """Return each known term with the words of the name and those that can stand alone."""
    rows = []
    for term in terms():
        full = name_words(term.person)
        parts = term.person.split()
        ends = {parts[0], parts[-1]} if term.party in _FAMILY_FIRST else {parts[-1]}
        rows.append((term, full, name_words(" ".join(sorted(ends)))))
    return tuple(rows)
