"""Linking: whether two mentions tell of one event, by what stands between them and by their cells.

Some pairs are never linked: a visit and the meeting held on it, different people, different days.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import auxiliaries, objects, subject
from servanda.extraction.detector.closed_cells import cell_features
from servanda.extraction.detector.incident_sides import incident_sides
from servanda.extraction.detector.mention_clauses import MentionClauses, tie
from servanda.extraction.detector.predications import related
from servanda.extraction.detector.role_candidates import participant_candidates, time_candidates
from servanda.extraction.phrases import calendar_times

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.models import Models
    from servanda.parsing.document import Sentence

__all__ = ["Linker"]

_SHORT = 10  # letters of a determiner or adjective that may tell one event from another
_DATED = ("consultation", "incident")
_DAYS = ("day", "weekday", "today")


@dataclass(frozen=True, slots=True)
class _Said:
    """What one sentence names: parties, people, times and content words."""

    parties: frozenset[str]
    people: frozenset[int]
    times: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cells:
    """What one mention says of its event, as the models read it there alone."""

    people: frozenset[int]
    actors: frozenset[str]
    objects: frozenset[str]
    form: str
    status: str
    time: str | None
    day: bool


class Linker:
    """Reads the features of pairs of mentions in one report, and says which pairs are never one."""

    def __init__(self, reader: FeatureReader, models: Models) -> None:
        self.reader = reader
        self.models = models
        self._features: dict[tuple[str, int], tuple[str, ...]] = {}
        self._said: dict[int, _Said] = {}
        self._cells: dict[tuple[str, int], _Cells] = {}
        self._scores: dict[tuple[str, int, int], float] = {}
        self._sides_at: dict[int, tuple[str | None, str | None]] = {}
        self._clauses = MentionClauses(reader)
        self._places: dict[str, list[int]] = {}

    def told(self, kind: str, mentions: Iterable[Token]) -> None:
        """Note all mentions of a kind, so that it is known how many stand between two of them."""
        self._places[kind] = sorted({token.i for token in mentions})

    def between(self, kind: str, first: Token, second: Token) -> int:
        """Return how many of the mentions noted stand between two, which are given in order of the text."""
        places = self._places.get(kind, [])
        return max(0, bisect_left(places, second.i) - bisect_right(places, first.i))

    def features(self, kind: str, one: Token, other: Token) -> list[str]:
        """Return the features of two mentions of one kind, in whichever order they are given."""
        first, second = sorted((one, other), key=lambda t: t.i)
        found = [*self._between(first, second), *self._of_cells(kind, first, second)]
        between = self.between(kind, first, second)
        found += self._clauses.features(kind, first, second, between)
        return list(dict.fromkeys(found))

    def score(self, kind: str, one: Token, other: Token) -> float:
        """Return how much speaks for two mentions to tell of one event; never for some pairs."""
        pair = (kind, min(one.i, other.i), max(one.i, other.i))
        known = self._scores.get(pair)
        if known is None:
            known = float("-inf")
            if not self.apart(kind, one, other):
                known = self.models[f"link.{kind}"].score(self.features(kind, one, other))
            self._scores[pair] = known
        return known

    def apart(self, kind: str, one: Token, other: Token) -> bool:
        """Whether two mentions cannot be one event: a visit and a meeting, other people, other days; acts of or on others."""
        if kind == "incident":
            return any(
                a and b and a != b for a, b in zip(*map(self._sides, (one, other)), strict=True)
            )
        if kind != "consultation":
            return False
        mine, theirs = self.cells(kind, one), self.cells(kind, other)
        if (mine.form == "visit") != (theirs.form == "visit"):
            return True
        if mine.people and theirs.people and not mine.people & theirs.people:
            return True
        return mine.day and theirs.day and mine.time != theirs.time

    def _sides(self, token: Token) -> tuple[str | None, str | None]:
        """Return who acted on whom by the words of one mention of an incident."""
        known = self._sides_at.get(token.i)
        if known is None:
            known = self._sides_at[token.i] = incident_sides(self.reader.discourse, token)
        return known

    # -- what stands between -----------------------------------------------------------------

    def _between(self, first: Token, second: Token) -> Iterator[str]:
        parsed = self.reader.parsed
        one, other = parsed.sentence_of(first), parsed.sentence_of(second)
        steps = other.index - one.index
        lemmas = first.lemma_.lower(), second.lemma_.lower()
        alike = lemmas[0] == lemmas[1]
        said, told = self._of_sentence(one), self._of_sentence(other)
        yield from ("1", f"dist{min(5, steps)}", f"pos:{first.pos_}:{second.pos_}")
        if alike:
            yield from ("same", f"same{min(2, steps)}")
        for name, mine, theirs in (
            ("pa", said.parties, told.parties),
            ("pe", said.people, told.people),
            ("ti", said.times, told.times),
        ):
            common = mine & theirs
            yield f"{name}:{min(2, len(common))}:{bool(mine - theirs)}:{bool(theirs - mine)}"
            yield f"{name}both{bool(mine) and bool(theirs)}:{bool(common)}"
        yield f"w{min(6, len(said.words & told.words))}"
        if steps == 0:
            yield "rel" if related(first, second) else "unrel"
            yield f"rel:{first.dep_}:{second.dep_}"
        yield from self._of_word("u", second)
        yield from self._of_word("t", first)
        yield f"tu:{lemmas[0]}:{lemmas[1]}"
        yield f"neigh:{one.paragraph == other.paragraph}"
        yield f"dist{min(5, steps)}:pe{bool(said.people & told.people)}"
        yield f"dist{min(5, steps)}:{'same' if alike else 'diff'}"

    def _of_word(self, name: str, token: Token) -> tuple[str, ...]:
        known = self._features.get((name, token.i))
        if known is None:
            known = self._features[name, token.i] = tuple(_of_word(name, token))
        return known

    def _of_sentence(self, sentence: Sentence) -> _Said:
        known = self._said.get(sentence.index)
        if known is None:
            parsed = self.reader.parsed
            start, end = sentence.start, sentence.end
            parties = {p.party for p in parsed.parties_in(start, end) if p.party}
            people = {m.person for m in parsed.names_in(start, end)}
            times = {ref.text.lower() for ref, _, _ in calendar_times(parsed, sentence)}
            content = ("NOUN", "VERB", "PROPN")
            words = {t.lemma_.lower() for t in sentence.span if t.pos_ in content}
            known = _Said(frozenset(parties), frozenset(people), frozenset(times), frozenset(words))
            self._said[sentence.index] = known
        return known

    # -- what the cells say ------------------------------------------------------------------

    def cells(self, kind: str, token: Token) -> _Cells:
        """Return what one mention says of its event, read there alone."""
        known = self._cells.get((kind, token.i))
        if known is None:
            known = self._cells[kind, token.i] = self._read_cells(kind, token)
        return known

    def _read_cells(self, kind: str, token: Token) -> _Cells:
        people: frozenset[int] = frozenset()
        form = status = ""
        if kind == "consultation":
            who, candidates = (
                self.models["participant"],
                participant_candidates(self.reader, [token]),
            )
            people = frozenset(p.index for p, found in candidates if who.score(found) > 0)
            features = cell_features(self.reader, token)
            form = self.models["form"].best(features)
            status = self.models["status"].best(features)
        time, day = None, False
        if kind in _DATED:
            scored = [
                (self.models[f"time.{kind}"].score(found), ref)
                for ref, found in time_candidates(self.reader, [token])
            ]
            best = max(scored, key=lambda pair: pair[0], default=None)
            if best is not None and best[0] > 0:
                time, day = best[1].text.lower(), best[1].form in _DAYS
        discourse, verbal = self.reader.discourse, token.pos_ in ("VERB", "AUX")
        actors = discourse.parties(subject(token)) if verbal else ()
        acted = (p for thing in objects(token) for p in discourse.parties(thing)) if verbal else ()
        return _Cells(people, frozenset(actors), frozenset(acted), form, status, time, day)

    def _of_cells(self, kind: str, first: Token, second: Token) -> Iterator[str]:
        mine, theirs = self.cells(kind, first), self.cells(kind, second)
        sentences = [self.reader.parsed.sentence_of(t).index for t in (first, second)]
        near = min(2, sentences[1] - sentences[0])
        ties = [
            ("cac", tie(mine.actors, theirs.actors)),
            ("cob", tie(mine.objects, theirs.objects)),
        ]
        if kind == "consultation":
            people = tie(mine.people, theirs.people)
            ties.insert(0, ("cpe", people))
            same = mine.form == theirs.form, mine.status == theirs.status
            yield from (f"cform:{same[0]}", f"cform:{mine.form}:{theirs.form}")
            yield from (f"cst:{same[1]}", f"cst:{mine.status}:{theirs.status}")
            yield f"cjoint:{same[0]}:{same[1]}:{people}"
        for name, tied in ties:
            yield from (f"{name}:{tied}", f"{name}:{tied}:{near}")
        if kind in _DATED:
            told = [cells.time is not None for cells in (mine, theirs)]
            equal = "same" if mine.time == theirs.time else "differ"
            yield f"cti:{equal if all(told) else 'one' if any(told) else 'none'}"


def _of_word(name: str, token: Token) -> Iterator[str]:
    """Give the determiners, the lemma and the tense of one of two mentions."""
    for child in token.children:
        if child.dep_ in ("det", "poss", "amod") and len(child.lower_) < _SHORT:
            yield f"{name}det:{child.lower_}"
    yield from (f"{name}l:{token.lemma_.lower()}", f"{name}v:{token.tag_}")
    if token.pos_ in ("VERB", "AUX"):
        yield f"{name}aux:{'+'.join(a.lower_ for a in auxiliaries(token))}"
