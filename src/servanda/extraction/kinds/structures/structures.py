"""Structures: a command, unit, office or group that is set up, renamed, rebuilt or tied to another.

A unit alone is no claim, nor are more troops, an exercise or an agreement: there has to be a
verb, or the noun of one, that changes how something is organised, and a unit it acts on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.extraction.clauses import extent
from servanda.extraction.kinds.structures.change_status import status_of, time_of
from servanda.extraction.kinds.structures.structure_changes import Change, changes
from servanda.extraction.registry import reader
from servanda.model import BlockKind, Claim, Structure, StructureStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["read_structures"]


_READ = (BlockKind.BODY, BlockKind.LIST_ITEM)
_ONE = {"set_up", "ready"}  # a unit that is set up and then ready changes once
_SMALL = frozenset("a an the of for and in on its their new his her to this that such".split())


@reader("structure")
def read_structures(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each change of organisation; a change told twice is one, with both places."""
    kept: list[tuple[Structure, list[Change], str]] = []
    for sentence in discourse.parsed.sentences:
        if sentence.block not in _READ:
            continue
        for change in changes(discourse, sentence):
            body = _body(discourse, change)
            same = next((k for k in kept if _same(k[0], k[2], body, change)), None)
            if same is None:
                kept.append((body, [change], change.sort))
            else:
                same[1].append(change)
                dated = _dated(same[0], body)
                kept[kept.index(same)] = (dated, same[1], same[2])
    for body, told, _ in kept:
        evidence = tuple(discourse.parsed.evidence(*_span(c)) for c in told)
        yield Claim.make(
            discourse.parsed.report.id,
            body,
            evidence,
            rule=f"structure.{told[0].rule}",
            confidence=told[0].confidence,
        )


def _dated(first: Structure, second: Structure) -> Structure:
    """Give a change the day that another telling of it has: "will set it up", "it will be ready by June"."""
    if first.when is not None or first.due is not None or first.status is StructureStatus.DONE:
        return first
    return replace(first, due=second.due)


def _body(discourse: Discourse, change: Change) -> Structure:
    status = status_of(change.head)
    time = time_of(discourse, change)
    done = status is StructureStatus.DONE
    return Structure(
        _unit(discourse, change.unit),
        _change(discourse, change),
        status,
        party=_party(discourse, change),
        when=time if done else None,
        due=None if done else time,
    )


def _unit(discourse: Discourse, unit: Token) -> str:
    drop = [c for c in unit.children if c.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct")]
    drop += [
        c
        for c in unit.children
        if c.dep_ == "det" and c.lower_ in ("a", "an", "the", "its", "this")
    ]
    drop += [c for c in unit.children if c.dep_ == "prep" and c.lower_ not in ("of", "for", "on")]
    start, end = extent(unit, without=drop)
    return discourse.parsed.words(start, end)


def _change(discourse: Discourse, change: Change) -> str:
    """Return the words of the change: the verb with what follows it, without whom it is told by."""
    start, end = extent(change.head)
    first = change.head.idx
    for child in change.head.children:
        if child.dep_ in ("auxpass", "aux") and child.i < change.head.i:
            first = min(first, child.idx)
    if change.unit.idx < change.head.idx and change.head.dep_ not in ("acl", "relcl"):
        first = min(first, max(start, change.unit.idx)) if change.head.pos_ == "NOUN" else first
    return discourse.parsed.words(first, max(end, change.head.idx + len(change.head)))


def _span(change: Change) -> tuple[int, int]:
    start, end = extent(change.head)
    return min(start, change.unit.idx), max(end, change.unit.idx + len(change.unit))


def _party(discourse: Discourse, change: Change) -> str | None:
    """Return whose the unit is: by its own name, else the one party that acts."""
    named = _states_in_front(discourse, change.unit)
    if named:
        return named[0] if len(named) == 1 else None
    own = discourse.parties(change.unit, conj=False)
    if len(own) == 1:
        return own[0]
    if own:
        return None
    acting = discourse.parties(change.actor) if change.actor is not None else ()
    return acting[0] if len(acting) == 1 else None


def _states_in_front(discourse: Discourse, unit: Token) -> list[str]:
    """Return the states that open the unit's name ("Norland Forces East", "Norland-Sudmark group")."""
    found: list[str] = []
    start = min(
        (t.idx for t in unit.subtree if t.dep_ in ("amod", "compound", "nmod", "poss")),
        default=unit.idx,
    )
    for token in discourse.parsed.tokens_within(start, unit.idx):
        mention = discourse.parsed.party_at(token)
        if mention is not None and mention.party is not None and mention.party not in found:
            found.append(mention.party)
    return found


def _same(old: Structure, sort: str, new: Structure, change: Change) -> bool:
    """Whether two tellings are of one change: the same sort, and units whose names do not disagree."""
    if sort != change.sort and {sort, change.sort} != _ONE:
        return False
    if old.party and new.party and old.party != new.party:
        return False
    left, right = _words(old.unit), _words(new.unit)
    return bool(left & right) and (left <= right or right <= left)


def _words(unit: str) -> set[str]:
    return {w.strip(",.'’").casefold().rstrip("s") for w in unit.split()} - _SMALL
