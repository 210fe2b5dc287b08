"""Cells of a proposal, each found in the words that are quoted or resolved by our own parser.

A model points at words. What they name is worked out here: a party by the gazetteer and by who is
spoken of, a person by the names of the report, a time by the finder of time expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.data_tables import word_set
from servanda.extraction.coreference.discourse import Discourse
from servanda.model import Participant
from servanda.model.text_folding import fold
from servanda.second_reader.gate_limits import limit
from servanda.second_reader.proposal import Ground, RefusedError
from servanda.second_reader.quotation_finder import QuotationFinder, folded
from servanda.timex.resolving import is_calendar
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.parsing.person import Person

__all__ = ["CellReader", "Found"]

_Choice = TypeVar("_Choice", bound=StrEnum)
_NAMING = ("NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X")
_VERBAL = ("VERB", "AUX")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a cell where they stand in the report, as the report writes them."""

    text: str
    start: int
    end: int


class CellReader:
    """Reads the cells of one proposal against what it quotes; every method raises RefusedError."""

    def __init__(
        self, discourse: Discourse, finder: QuotationFinder, spans: Sequence[tuple[int, int]]
    ) -> None:
        """Take a report as read, and the places that are quoted."""
        self.discourse = discourse
        self.parsed = discourse.parsed
        self._finder = finder
        self._spans = spans

    # -- words -------------------------------------------------------------------------------

    def words(self, cell: str, given: Any) -> Found:
        """Find a cell's words in what is quoted, letter by letter."""
        text = _text(cell, given)
        found = self._at(text)
        if found is None:
            raise RefusedError(Ground.WORDS, f"“{text}” is not in what is quoted", cell)
        return found

    def _at(self, text: str) -> Found | None:
        for start, end in self._spans:
            place = self._finder.within(text, start, end)
            if place is not None:
                return Found(self.parsed.words(*place), *place)
        return None

    def deed(self, cell: str, given: Any) -> Token:
        """Find the word that heads an action: as it is written, or with its verb in base form."""
        text = _text(cell, given)
        place = self._at(text)
        if place is not None:
            return self.head(place)
        wanted = [word.lower() for word in _WORD.findall(folded(text))]
        wanted = [word for word in wanted if word not in _LIGHT]
        tokens = list(self.tokens())
        forms = [{token.lower_, token.lemma_.lower()} for token in tokens]
        if not wanted or not all(any(word in form for form in forms) for word in wanted):
            raise RefusedError(Ground.WORDS, f"“{text}” is not in what is quoted", cell)
        named = [t for t, form in zip(tokens, forms, strict=True) if form & set(wanted)]
        return next((t for t in named if t.pos_ == "VERB"), named[0])

    def tokens(self) -> Iterator[Token]:
        """Go through the tokens of what is quoted."""
        for start, end in self._spans:
            yield from self.parsed.tokens_within(start, end)

    def head(self, place: Found) -> Token:
        """Return the word that heads a stretch: the first one, verbs before others, whose head lies outside."""
        tokens = self.parsed.tokens_within(place.start, place.end)
        tokens = [t for t in tokens if not (t.is_space or t.is_punct)] or tokens
        if not tokens:
            raise RefusedError(Ground.NOT_THE_REPORT, "readers do not read what is quoted")
        inside = {t.i for t in tokens}
        heads = [t for t in tokens if t.head.i not in inside or t.head == t]
        return next((t for t in heads if t.pos_ in _VERBAL), (heads or tokens)[0])

    # -- parties -----------------------------------------------------------------------------

    @cached_property
    def _named(self) -> dict[str, bool]:
        """Each party that is named or meant in what is quoted, and whether as somebody who can act."""
        found: dict[str, bool] = {}
        for token in self.tokens():
            mention = self.parsed.party_at(token)
            naming = token.pos_ in _NAMING
            codes = set(self.discourse.parties(token, conj=False)) if naming else set()
            if mention is not None and mention.party and mention.sort is not PartySort.PLACE:
                codes.add(mention.party)
            person = self.parsed.person_at(token)
            if person is not None and person.party:
                codes.add(person.party)
            acts = self.discourse.is_actor(token)
            for code in codes:
                found[code] = found.get(code, False) or acts
        return found

    def parties(self, cell: str, given: Any, *, acting: bool = False) -> tuple[str, ...]:
        """Resolve names of parties, or words that stand for them, to those that are told of in what is quoted.

        With `acting`, one must stand there as somebody who can act, not in the name of a thing only.
        """
        found: list[str] = []
        for name in _several(cell, given):
            for code in self._codes(cell, _text(cell, name)):
                if code not in self._named:
                    reason = f"{code} is not in what is quoted"
                    raise RefusedError(Ground.PARTY, reason, cell)
                if acting and not self._named[code]:
                    reason = f"{code} does not act in what is quoted"
                    raise RefusedError(Ground.PARTY, reason, cell)
                found.append(code)
        return tuple(dict.fromkeys(found))

    def party(self, cell: str, given: Any, *, acting: bool = False) -> str:
        """Resolve the name of one party."""
        found = self.parties(cell, [_text(cell, given)], acting=acting)
        if len(found) > 1:
            raise RefusedError(Ground.PARTY, f"“{given}” stands for {', '.join(found)}", cell)
        return found[0]

    def _codes(self, cell: str, name: str) -> tuple[str, ...]:
        known = gazetteer()
        if name in known.names:
            return (name,)
        code = known.party(name)
        if code:
            return (code,)
        place = self._at(name)
        meant: dict[str, None] = {}
        if place is not None:
            for token in self.parsed.tokens_within(place.start, place.end):
                meant.update(dict.fromkeys(self.discourse.parties(token, conj=False)))
        if not meant:
            raise RefusedError(Ground.PARTY, f"“{name}” names no party in what is quoted", cell)
        return tuple(meant)

    # -- people ------------------------------------------------------------------------------

    def person(self, cell: str, given: Any) -> Person:
        """Find the person of the report whom a name, or what stands for it, means in what is quoted."""
        name = _text(cell, given)
        wanted = {fold(word) for word in _WORD.findall(name)}
        there: dict[int, Person] = {}
        for token in self.tokens():
            person = self.parsed.person_at(token)
            for one in (
                (person,) if person is not None else self.discourse.people(token, conj=False)
            ):
                there[one.index] = one
        fitting = [p for p in there.values() if wanted <= {fold(w) for w in _WORD.findall(p.name)}]
        if not fitting:
            place = self._at(name)
            if place is not None:
                fitting = list(self.discourse.people(self.head(place), conj=False))
        if len(fitting) != 1:
            reason = (
                f"“{name}” is {'nobody' if not fitting else 'not one person'} in what is quoted"
            )
            raise RefusedError(Ground.PERSON, reason, cell)
        return fitting[0]

    def guest(self, cell: str, given: Any) -> Participant:
        """Find who took part: a person of the report, or a full name that stands in what is quoted.

        What our own reading does not take for a person has no office and no party.
        """
        try:
            person = self.person(cell, given)
        except RefusedError:
            place = self._at(_text(cell, given))
            if place is None or not self._is_full_name(place):
                raise
            return Participant(place.text)
        return Participant(person.name, person.office, person.party)

    def _is_full_name(self, place: Found) -> bool:
        """Whether words are a first name and a surname, by their letters and their grammar, and no party."""
        tokens = self.parsed.tokens_within(place.start, place.end)
        proper = all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in tokens)
        return len(tokens) > 1 and proper and not any(map(self.parsed.party_at, tokens))

    def voice(self, cell: str, given: Any) -> str:
        """Find who speaks: a person by the report's name for them, else the words as they stand."""
        try:
            return self.person(cell, given).name
        except RefusedError:
            return self.words(cell, given).text

    # -- numbers and times -------------------------------------------------------------------

    def number(self, cell: str, given: Any) -> str:
        """Find a number as it is written: "400", "two dozen"."""
        place = self.words(cell, str(given) if isinstance(given, (int, float)) else given)
        tokens = self.parsed.tokens_within(place.start, place.end)
        if not any(t.like_num or any(char.isdigit() for char in t.text) for t in tokens):
            raise RefusedError(Ground.NUMBER, f"“{place.text}” is no number", cell)
        return place.text

    def measure(self, cell: str, given: Any, units: str) -> float:
        """Find a number with one of the units of a word list, and return it."""
        place = self.words(cell, given)
        found = _DIGITS.findall(place.text)
        words = {word.lower() for word in _WORD.findall(place.text)}
        if len(found) != 1 or not words & word_set("second_reader", units, "gate_words"):
            raise RefusedError(Ground.NUMBER, f"“{place.text}” is no number of {units}s", cell)
        return float(found[0].replace(",", ""))

    def time(self, cell: str, given: Any) -> TimeRef:
        """Find the time expression that a cell points at; only a calendar resolves it, later."""
        text = _text(cell, given)
        refs = []
        for start, end in self._spans:
            place = self._finder.within(text, start, end)
            if place is not None:
                refs = [
                    ref
                    for ref in self.parsed.times_within(start, end)
                    if ref.start < place[1] and place[0] < ref.end and is_calendar(ref)
                ]
                break
        if len(refs) != 1:
            what = "no time that a calendar can resolve" if not refs else "more than one time"
            raise RefusedError(Ground.TIME, f"“{text}” is {what} in what is quoted", cell)
        return refs[0]

    # -- choices -----------------------------------------------------------------------------

    @staticmethod
    def choice(cell: str, given: Any, values: type[_Choice]) -> _Choice:
        """Take one of a list of values."""
        try:
            return values(given)
        except ValueError:
            known = ", ".join(one.value for one in values)
            raise RefusedError(Ground.VALUE, f"{given!r} is none of {known}", cell) from None


_LIGHT = frozenset({"to", "the", "a", "an", "not"})


def _text(cell: str, given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise RefusedError(Ground.VALUE, "words of the report belong here", cell)
    if len(given) > limit("cell"):
        raise RefusedError(Ground.TOO_LONG, f"{len(given)} characters", cell)
    return given.strip()


def _several(cell: str, given: Any) -> list[Any]:
    if isinstance(given, str):
        return [given]
    if not isinstance(given, list) or len(given) > limit("quotation"):
        raise RefusedError(Ground.VALUE, "a list belongs here", cell)
    return given
