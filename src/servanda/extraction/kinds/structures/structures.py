"""Structures: a command, unit, office or group that is set up, renamed, rebuilt or tied to another.

The frames say which words change how something is organised (`frames/structure.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, extent
from servanda.extraction.engine import Engine
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.structures.change_status import status_of, time_of
from servanda.extraction.kinds.structures.unit_nouns import is_unit
from servanda.extraction.registry import reader
from servanda.extraction.retelling import told_before
from servanda.model import BlockKind, Claim, Structure, StructureStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Predicate
    from servanda.extraction.frame_tables import Frame
    from servanda.parsing.document import Sentence

__all__ = ["read_structures"]


_READ = (BlockKind.BODY, BlockKind.LIST_ITEM)
_ONE = {"set_up", "ready"}  # a unit that is set up and then ready changes once
_SMALL = word_set("extraction", "small_beside_bodies", "clause_words")


@dataclass(frozen=True, slots=True)
class Change:
    """A change told: its verb or noun, the unit, who brings it about, and the frame that tells it."""

    head: Token
    unit: Token
    actor: Token | None
    frame: Frame


@reader("structure")
def read_structures(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each change of organisation; a change told twice is one, with both places."""
    engine = Engine(frame_table("structure"), _predicates(discourse))
    kept: list[tuple[Structure, list[Change]]] = []
    for sentence in discourse.parsed.sentences:
        if sentence.block not in _READ:
            continue
        for change in _changes(discourse, engine, sentence):
            body = _body(discourse, change)
            same = told_before(kept, partial(_is_one, body, change))
            if same is None:
                kept.append((body, [change]))
            else:
                old, told = kept[same]
                kept[same] = (_dated(old, body), [*told, change])
    for body, told in kept:
        yield Claim.make(
            discourse.parsed.report.id,
            body,
            tuple(discourse.parsed.evidence(*_span(c)) for c in told),
            rule=f"structure.{told[0].frame.name}",
            confidence=told[0].frame.confidence,
        )


def _predicates(discourse: Discourse) -> dict[str, Predicate]:
    """Return what frames may ask: whether a word names a unit, whether a participle only mentions a change."""
    times = {ref.start for ref in discourse.parsed.times}

    def mentioned(verb: Token) -> bool:  # "the groups established under the treaty", with no time
        bare = verb.tag_ == "VBN" and verb.dep_ == "acl" and not children(verb, "aux", "auxpass")
        return bare and not any(t.idx in times for t in verb.subtree)

    return {"unit": lambda token: is_unit(discourse, token), "mentioned": mentioned}


def _changes(discourse: Discourse, engine: Engine, sentence: Sentence) -> Iterator[Change]:
    """Give the changes that a sentence tells, in the order of the text; a unit changes once."""
    taken: set[int] = set()
    for match in engine.matches(sentence):
        control = match.roles["unit"] if match.frame.name == "hand_over" else None
        for unit in match.words("unit"):
            if unit.i not in taken and (unit == control or is_unit(discourse, unit)):
                taken.add(unit.i)
                yield Change(match.trigger, unit, match.cell("actor"), match.frame)


def _dated(first: Structure, second: Structure) -> Structure:
    """Give a change the day that another telling of it has: "will set it up", "it will be ready by June"."""
    if first.when is not None or first.due is not None or first.status is StructureStatus.DONE:
        return first
    return replace(first, due=second.due)


def _body(discourse: Discourse, change: Change) -> Structure:
    status = status_of(change.head)
    time = time_of(discourse, change.head)
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


def _is_one(body: Structure, change: Change, told: tuple[Structure, list[Change]]) -> bool:
    return _same(told[0], told[1][0], body, change)


def _same(old: Structure, first: Change, new: Structure, second: Change) -> bool:
    """Return whether two tellings are of one change: the same sort, and units whose names do not disagree."""
    sorts = {first.frame.sense, second.frame.sense}
    if (len(sorts) > 1 and sorts != _ONE) or (old.party and new.party and old.party != new.party):
        return False
    left, right = _words(old.unit), _words(new.unit)
    return bool(left & right) and (left <= right or right <= left)


@lru_cache(1_000)
def _words(unit: str) -> frozenset[str]:
    return frozenset(w.strip(",.'’").casefold().rstrip("s") for w in unit.split()) - _SMALL
