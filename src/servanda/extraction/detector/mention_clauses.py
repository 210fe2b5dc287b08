"""What the clause of a mention says of its event: who, when, where, in which tense, by what sort of word.

Two mentions of one event have people and days in common that stand with the words themselves, not just
somewhere in their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import is_future, is_past, objects, prepositional, subject, walk_up
from servanda.extraction.detector.predications import related
from servanda.extraction.phrases import calendar_times
from servanda.extraction.word_classes import classes_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.parsing.document import Sentence

__all__ = ["MentionClauses", "tie"]

_VERBS = ("VERB", "AUX")
_SUBJECTS = frozenset("we they he she it office actor none <person> <state> who".split())
_PLACES = ("GPE", "LOC", "FAC")
_LOCAL = ("in", "to", "at", "for")
_BESIDE = ("with", "between", "to", "by", "from", "of", "on", "for", "in")
_FAR = 4  # sentences from which on two mentions are far from one another


@dataclass(frozen=True, slots=True)
class _Clause:
    """What stands with one mention in its clause."""

    sort: str
    tense: str
    subject: str
    people: frozenset[int]
    others: frozenset[int]
    parties: frozenset[str]
    times: frozenset[str]
    places: frozenset[str]


class MentionClauses:
    """Reads the clauses of mentions of one report, each once, and what two of them have in common."""

    def __init__(self, reader: FeatureReader) -> None:
        self.reader = reader
        self._clauses: dict[int, _Clause] = {}

    def features(self, kind: str, first: Token, second: Token, between: int) -> Iterator[str]:
        """Give the features of two mentions in order of the text, `between` which so many others stand."""
        parsed = self.reader.parsed
        one, other = parsed.sentence_of(first), parsed.sentence_of(second)
        steps = other.index - one.index
        near = min(steps, 2) if steps < _FAR else 3
        mine, theirs = self._clause(first), self._clause(second)
        alike = mine.sort == theirs.sort
        sorts = f"{mine.sort}:{theirs.sort}"
        yield from (f"kcc:{sorts}", f"kcc:{sorts}:{near}", f"kcl:{alike}")
        yield from (f"kte:{mine.tense}:{theirs.tense}", f"kte:{mine.tense == theirs.tense}:{alike}")
        yield from (f"ksk:{theirs.subject}", f"ksk:{theirs.subject}:{theirs.sort}")
        yield f"ksk:{mine.subject}>{theirs.subject}"
        yield from (f"kbt:{min(3, between)}", f"kbt:{min(3, between)}:{alike}")
        yield from _ties(mine, theirs, near)
        yield from self._of_places(one, other)
        if steps == 0:
            yield from (
                f"k0:{first.dep_}:{second.dep_}",
                f"k0:{sorts}:{related(first, second)}",
            )
        ruled = tie(self.reader.ruled(kind, one), self.reader.ruled(kind, other))
        yield from (f"krl:{ruled}", f"krl:{ruled}:{near}", f"krl:{ruled}:{alike}")

    def _of_places(self, one: Sentence, other: Sentence) -> Iterator[str]:
        yield f"kB:{one.block.name}:{other.block.name}"
        yield f"kfirst:{min(3, one.index)}"
        yield f"knp:{min(5, len(self.reader.parsed.people.people))}"

    def _clause(self, token: Token) -> _Clause:
        known = self._clauses.get(token.i)
        if known is None:
            known = self._clauses[token.i] = self._read(token)
        return known

    def _read(self, token: Token) -> _Clause:
        discourse = self.reader.discourse
        verb = next((t for t in walk_up(token) if t.pos_ in _VERBS), None)
        acting = subject(verb) if verb is not None else None
        top = token if verb is None else verb
        start, end = top.left_edge.idx, top.right_edge.idx + len(top.right_edge)
        beside = objects(token) if token.pos_ in _VERBS else []
        beside = [*beside, *prepositional(token, *_BESIDE)]
        kind = self.reader.kind_of(acting)
        people, parties, times = self._named(token, start, end)
        return _Clause(
            sort=classes_of("event_words").get(token.lemma_.lower(), "other"),
            tense=_tense(verb),
            subject=kind if kind in _SUBJECTS else "other",
            people=people.union(p.index for p in discourse.people(acting)),
            others=frozenset(p.index for t in beside for p in discourse.people(t)),
            parties=parties.union(discourse.parties(acting)),
            times=times,
            places=frozenset(_places(token, start, end)),
        )

    def _named(
        self, token: Token, start: int, end: int
    ) -> tuple[frozenset[int], frozenset[str], frozenset[str]]:
        """Return the people, the parties and the days that are named between two characters."""
        parsed = self.reader.parsed
        people = frozenset(m.person for m in parsed.names_in(start, end))
        parties = frozenset(p.party for p in parsed.parties_in(start, end) if p.party)
        dated = calendar_times(parsed, parsed.sentence_of(token))
        times = frozenset(ref.text.lower() for ref, _, _ in dated if start <= ref.start < end)
        return people, parties, times


def _places(token: Token, start: int, end: int) -> Iterator[str]:
    for entity in token.sent.ents:
        root = entity.root
        inside = start <= entity.start_char < end and entity.label_ in _PLACES
        if inside and root.dep_ == "pobj" and root.head.lower_ in _LOCAL:
            yield entity.text.lower()


def _tense(verb: Token | None) -> str:
    if verb is None:
        return "none"
    if is_future(verb):
        return "future"
    return "past" if is_past(verb) else verb.tag_


def _ties(mine: _Clause, theirs: _Clause, near: int) -> Iterator[str]:
    """Give how the people, parties, times and places of two clauses lie to one another."""
    told = {
        "pe": tie(mine.people, theirs.people),
        "op": tie(mine.others, theirs.others),
        "pa": tie(mine.parties, theirs.parties),
        "ti": tie(mine.times, theirs.times),
        "pl": tie(mine.places, theirs.places),
    }
    alike = mine.sort == theirs.sort
    for name, tied in told.items():
        yield from (f"k{name}:{tied}", f"k{name}:{tied}:{near}", f"k{name}:{tied}:{alike}")
        yield f"k{name}:{tied}:{theirs.sort}"
    for one, other in (("pe", "ti"), ("op", "pa"), ("pe", "pl")):
        yield f"k{one}:{told[one]}:{other}:{told[other]}"


def tie(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> str:
    """Say how two sets lie to one another."""
    if not one or not other:
        return "none" if not one and not other else "onlyone"
    if one == other:
        return "equal"
    common = set(one) & set(other)
    if not common:
        return "apart"
    return "sub" if len(common) in (len(one), len(other)) else "meet"
