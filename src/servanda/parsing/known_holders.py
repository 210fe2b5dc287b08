"""Known holders: who is known to have held which office, by the table of terms."""

from __future__ import annotations

from functools import cache

from servanda.data_tables import word_set
from servanda.parsing.office_titles import titles
from servanda.parsing.person import Holding, Person
from servanda.parsing.tokens_labels import name_words
from servanda.world.office_terms import Term, terms

__all__ = ["is_known_as", "is_known_leader", "is_stranger", "kinds_of", "known_party", "seat_of"]


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
_LEADING = ("head", "government")
_FAMILY_FIRST = frozenset({"CN", "KR", "KP", "TW", "VN", "JP", "KH", "HU"})
_ANY_DEPARTMENT = word_set("parsing", "any_department", "names")


def known_party(person: Person) -> str | None:
    """Return the one party of which somebody of this name is known to have held such an office."""
    found = set()
    wanted = {kind for h in person.holdings if not h.by_rank for kind in kinds_of(h)}
    for term, full, family in _sharing(person) if wanted else ():
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


_Known = tuple[Term, frozenset[str], frozenset[str]]


def _sharing(person: Person) -> list[_Known]:
    """Return the known terms of those who share a word with a person's name."""
    found = [known for word in person.words for known in _by_word().get(word, ())]
    return list({id(known): known for known in found}.values())


@cache
def _by_word() -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = {}
    for known in _known():
        for word in known[1] | known[2]:
            found.setdefault(word, []).append(known)
    return found


@cache
def _by_party() -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = {}
    for known in _known():
        found.setdefault(known[0].party, []).append(known)
    return found


@cache
def _known() -> tuple[_Known, ...]:
    """Return each known term with the words of the name and those that can stand alone."""
    rows = []
    for term in terms():
        full = name_words(term.person)
        parts = term.person.split()
        ends = {parts[0], parts[-1]} if term.party in _FAMILY_FIRST else {parts[-1]}
        rows.append((term, full, name_words(" ".join(sorted(ends)))))
    return tuple(rows)


def is_stranger(person: Person, party: str) -> bool:
    """Whether a state's holders of the office are known, and the person is none of them.

    That says nothing of a former holder, who may have gone before the table of terms begins, nor of a
    bare "Minister", who may head any department.
    """
    kinds = {
        kind
        for holding in person.holdings
        if not (holding.former or holding.office.lower() in _ANY_DEPARTMENT)
        and not titles().below & set(holding.office.lower().replace("-", " ").split())
        for kind in kinds_of(holding)
    }
    theirs = [
        (full, alone) for term, full, alone in _by_party().get(party, ()) if term.office in kinds
    ]
    return bool(theirs) and not any(person.words & (full | alone) for full, alone in theirs)


def is_known_as(person: Person, party: str, holding: Holding) -> bool:
    """Whether somebody of this whole name is known to have held such an office of a state."""
    kinds = kinds_of(holding)
    return any(
        term.party == party and term.office in kinds and full <= person.words
        for term, full, _ in _sharing(person)
    )


def is_known_leader(person: Person, party: str) -> bool:
    """Whether somebody of this whole name is known to have been a state's head, or head of its government."""
    return any(
        term.party == party and term.office in _LEADING and full <= person.words
        for term, full, _ in _sharing(person)
    )


def seat_of(person: Person) -> str | None:
    """Return the one office of the table of terms that somebody holds, or None: none, or more than one."""
    kinds = {k for h in person.holdings if not h.former for k in kinds_of(h)}
    return kinds.pop() if len(kinds) == 1 else None
