"""Holding: who has, gets, builds or supplies a system, and when.

The words that tell of having are frames in `frames/capability.toml`; they are matched from the system
upwards, after what describes it ("40 drones that Norland is to buy").
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, is_negated, prepositional, subject, walk_up
from servanda.extraction.engine import Engine, Match
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.phrases import calendar_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["Held", "class_words", "holding", "is_time", "party_of", "time_of"]

_LAST = ("ROOT", "ccomp", "relcl")  # labels of verbs above which nothing more is told of having


@dataclass(frozen=True, slots=True)
class Held:
    """Who has or gets a system, who supplies it, where the words tell, and the word that says so."""

    holder: str | None
    supplier: str | None
    word: Token


def class_words(name: str) -> frozenset[str]:
    """Return the words of a class of `frames/capability.toml`. Raises KeyError where there is none."""
    return frame_table("capability").classes[name]


def holding(discourse: Discourse, head: Token) -> Held | None:
    """Return who has or gets a system and who supplies it; None where nobody is said to."""
    engine = Engine(
        frame_table("capability"),
        {
            "thing": lambda token: token.i == head.i,
            "party": lambda token: token.i != head.i and party_of(discourse, [token]) is not None,
        },
    )
    described = _described(discourse, engine, head)
    if described is not None:
        return described
    supplier = party_of(discourse, prepositional(head, "from"))
    named: Token | None = None
    for word, match in _told_above(engine, head):
        if match is None or match.frame.sense == "none":
            return None
        supplier = supplier or _party(discourse, match, "supplier")
        if match.frame.sense == "has":
            return Held(_party(discourse, match, "holder"), supplier, word)
        named = word
    return Held(None, supplier, named) if named is not None else _owned(discourse, head, supplier)


def _told_above(engine: Engine, head: Token) -> Iterator[tuple[Token, Match | None]]:
    """Give each word above a system that a frame fits, up to the verb that tells; None with one that is denied."""
    for word in list(walk_up(head))[1:]:
        verb = word.pos_ == "VERB"
        match = engine.match(word)
        if verb and is_negated(word):
            yield word, None
        elif match is not None:
            yield word, match
        if verb and (word.lemma_.lower() in class_words("tell") or word.dep_ in _LAST):
            return


def _described(discourse: Discourse, engine: Engine, head: Token) -> Held | None:
    """Read "40 drones that Norland is to buy", "36 jets already acquired by Norland"."""
    for clause in children(head, "relcl", "acl"):
        for verb in [clause, *children(clause, "xcomp")]:
            match = engine.match(verb) if not is_negated(clause) else None
            if match is None or match.frame.name != "takes":
                continue
            actor, holder = subject(clause), _party(discourse, match, "holder")
            if holder is not None or (actor is not None and actor.i != head.i):
                return Held(holder, None, clause)
    return None


def _owned(discourse: Discourse, head: Token, supplier: str | None) -> Held | None:
    """Read "Norland's Heron missiles", "missiles for Norland"."""
    plain = head.lemma_.lower() in class_words("dual_use") and not children(head, "nummod")
    owners = [] if plain else children(head, "poss")
    holder = party_of(discourse, [*owners, *prepositional(head, "for")])
    return Held(holder, supplier, head) if holder is not None else None


def _party(discourse: Discourse, match: Match, cell: str) -> str | None:
    token = match.cell(cell)
    return party_of(discourse, [token]) if token is not None else None


def party_of(discourse: Discourse, tokens: Iterable[Token]) -> str | None:
    """Return the first party that one of the words stands for."""
    return next((p for t in tokens for p in discourse.parties(t, conj=False)), None)


def is_time(discourse: Discourse, token: Token) -> bool:
    """Return whether `token` stands within a time expression."""
    times = discourse.parsed.times
    at = bisect_right(times, token.idx, key=lambda ref: ref.start)
    return at > 0 and token.idx < times[at - 1].end


def time_of(discourse: Discourse, sentence: Sentence, head: Token, verb: Token) -> TimeRef | None:
    """Return when it is bought, built or had; the day a sale was approved is not that."""
    best: TimeRef | None = None
    for ref, _, top in calendar_times(discourse.parsed, sentence):
        for above in walk_up(top):
            lemma = above.lemma_.lower()
            acts = above.pos_ in ("VERB", "AUX") and above != top
            if acts and lemma in class_words("paperwork"):
                break
            if acts and lemma in class_words("take") | class_words("give"):
                return ref
            if above.i in (head.i, verb.i):
                best = best or ref
            if acts or above.i in (head.i, verb.i):
                break
    return best
