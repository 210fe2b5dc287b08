"""States, their adjectives and seats, organisations and bodies: who is named where in a text.

The names are data (`data/*.tsv`); a party is an ISO 3166-1 alpha-2 code or an organisation's
short name. The finder is a walk over capitalised words with a longest match, so that its cost
grows with the text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from servanda.data_tables import one_of, rows, word_list

__all__ = ["Gazetteer", "PartyMention", "PartySort", "gazetteer"]


_LONGEST = 8  # words in the longest name
_SHOUTED = 4  # letters above which a name all in capitals is read as one in small letters
_WORD = re.compile(r"[^\W_](?:[\w’'.]*[\w])?\.?")
# A state's name in front of these is part of the name of a sea or a region, not an actor.
_GEOGRAPHY = re.compile(rf"[ \u00a0](?:and[ \u00a0]\w+[ \u00a0])?{one_of('world', 'geography')}\b")
_SEA_OF = re.compile(rf"{one_of('world', 'waters')} of (?:the )?$")
# A people's name behind these is part of a wider one: "Ibero-American".
_WIDER = re.compile(rf"{one_of('world', 'wider')}-$")
_ARTICLE = ("the ", "The ")


class PartySort(StrEnum):
    """In what shape a party is named."""

    NAME = "name"
    ADJECTIVE = "adjective"
    SEAT = "seat"  # a capital or an address that may stand for the government
    ORGANISATION = "organisation"
    BODY = "body"  # a ministry, a parliament, a force
    PLACE = "place"  # geography that merely contains a state's name


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A stretch of text that names a party; `party` is None for mere geography."""

    start: int
    end: int
    text: str
    party: str | None
    sort: PartySort
    what: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    party: str
    sort: PartySort
    what: str = ""


class Gazetteer:
    """The names of all parties, for finding and for naming them; `seats` are capitals and the like."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}
        self._adjectives: dict[str, str] = {}
        self.seats: dict[str, str] = {}
        self._cities: dict[str, str] = {}
        self._called: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, str] = {}
        self.members: dict[str, tuple[str, ...]] = {}
        self._load()

    def _load(self) -> None:
        for name, party, what in rows("world", "bodies", 3):
            self._add(name, _Entry(party, PartySort.BODY, what))
        for code, names, adjectives, seats in rows("world", "states", 4):
            self.names[code] = names.split("|")[0]
            self._called[code] = (*names.split("|"), *filter(None, adjectives.split("|")))
            for seat in filter(None, seats.split("|")):
                self._add(seat, _Entry(code, PartySort.SEAT))
                self.seats.setdefault(seat, code)
            for adjective in filter(None, adjectives.split("|")):
                self._adjectives.setdefault(adjective, code)
                self._add(adjective, _Entry(code, PartySort.ADJECTIVE))
            for name in names.split("|"):
                self._add(name, _Entry(code, PartySort.NAME))
        for short, names, members, seats in rows("world", "organisations", 4):
            self.names[short] = short
            self._called[short] = (short, *names.split("|"))
            self.members[short] = tuple(filter(None, members.split("|")))
            for name in names.split("|"):
                self._add(name, _Entry(short, PartySort.ORGANISATION))
            for seat in filter(None, seats.split("|")):
                self._add(seat, _Entry(short, PartySort.SEAT))

        for (names,) in rows("world", "places"):
            for name in names.split("|"):
                self._entries[_key(name)] = _Entry("", PartySort.PLACE)
        for code, names in rows("world", "towns", 2):
            self._cities.update((_key(name), code) for name in names.split("|"))
        opening = map(_WORD.match, self._entries)
        self._first = frozenset(match.group() for match in opening if match is not None)

    def _add(self, name: str, entry: _Entry) -> None:
        key = _key(name)
        key = key.removeprefix("the ")
        old = self._entries.get(key)
        if old is not None and old.sort is PartySort.BODY and entry.sort is not PartySort.BODY:
            return  # a body is the finer reading of a seat's name
        self._entries[key] = entry

    def called(self, party: str) -> tuple[str, ...]:
        """Return the names and adjectives of a party; those not in the gazetteer go by their own."""
        return self._called.get(party, (party,))

    def party(self, name: str) -> str | None:
        """Return the party that `name` names exactly, or None."""
        key = _key(name)
        entry = self._entries.get(key.removeprefix("the "))
        return entry.party if entry else None

    def country_of_place(self, place: str) -> str | None:
        """Return the state that a place as written names or lies in ("Naples, Italy"), or None."""
        for part in reversed([p.strip() for p in place.split(",")]):
            entry = self._entries.get(_key(part).removeprefix("the "))
            if entry is not None and entry.sort in _PLACES and entry.party not in self.members:
                return entry.party
        for part in reversed([p.strip() for p in place.split(",")]):
            found = self._cities.get(_key(part)) or self._cities.get(
                _key(part).removeprefix("the ")
            )
            if found is not None:
                return found
        return None

    def find(self, text: str) -> list[PartyMention]:
        """Find every party named in `text`, longest names first, ascending and not overlapping."""
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        found: list[PartyMention] = []
        index = 0
        while index < len(words):
            mention, taken = self._at(text, words, index)
            if mention is not None:
                found.append(mention)
            index += taken
        return found

    def _opens_name(self, word: str) -> bool:
        """Whether a capitalised word may be the first of a party's name; most are not."""
        if "." in word:  # it is spelled out first
            return True
        plain = _key(word)
        forms = (plain, plain.removesuffix("'s"))
        return any(form in self._first or form.title() in self._first for form in forms)

    def _at(
        self, text: str, words: list[tuple[int, int]], index: int
    ) -> tuple[PartyMention | None, int]:
        start = words[index][0]
        if not text[start].isupper() or not self._opens_name(text[start : words[index][1]]):
            return None, 1
        for count in range(min(_LONGEST, len(words) - index), 0, -1):
            last_start, last_end = words[index + count - 1]
            if last_end - start > 60 or "\n" in text[start:last_end]:
                continue
            for end in _ends(text, last_start, last_end):
                entry = self._entries.get(_key(text[start:end]))
                if entry is None and "." in text[start:end]:
                    entry = self._entries.get(_spelled_out(text[start:end]))
                if entry is None and end - start > _SHOUTED and text[start:end].isupper():
                    entry = self._entries.get(_key(text[start:end].title()))
                if entry is not None and text[end : end + 1] != "$":  # "US$" is money
                    return _mention(text, start, end, entry), count
        return None, 1


def _spelled_out(name: str) -> str:
    """Return a name without its full stops: "D.P.R.K." as "DPRK", "Dem. Rep. of Congo" in whole words."""
    key = _key(name)
    if _DOTTED.fullmatch(key):
        return key.replace(".", "")
    return " ".join(_WHOLE.get(word, word) for word in key.split())


_DOTTED = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?\.?")
_WHOLE = dict(pair.split("=") for pair in word_list("world", "abbreviated"))
_LONGER = re.compile(rf"\b{one_of('world', 'longer')} $")
_PLACES = (PartySort.NAME, PartySort.SEAT, PartySort.BODY)


def _ends(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return the ends a last word may have: with and without a possessive or a full stop."""
    options = [end]
    tails = ("’s", "'s", ".")
    options.extend(end - len(tail) for tail in tails if text.endswith(tail, start, end))
    if text[end : end + 1] == ".":
        options.insert(0, end + 1)
    return tuple(options)


def _mention(text: str, start: int, end: int, entry: _Entry) -> PartyMention:
    words = text[start:end]
    if entry.sort is PartySort.PLACE or _is_namesake(text, start, end, entry):
        return PartyMention(start, end, words, None, PartySort.PLACE)
    if entry.sort is PartySort.BODY and _LONGER.search(text, max(0, start - 24), start):
        return PartyMention(start, end, words, None, PartySort.PLACE)  # another body's longer name
    wider = entry.sort is PartySort.ADJECTIVE and _WIDER.search(text, max(0, start - 8), start)
    if wider or _GEOGRAPHY.match(text, end) or _SEA_OF.search(text, max(0, start - 24), start):
        return PartyMention(start, end, words, None, PartySort.PLACE)
    return PartyMention(start, end, words, entry.party, entry.sort, entry.what)


def _is_namesake(text: str, start: int, end: int, entry: _Entry) -> bool:
    """Whether a state's name is that of a province elsewhere: the Georgia of "Georgia Governor A B"."""
    known = _namesakes().get(entry.party) if entry.sort is PartySort.NAME else None
    if known is None:
        return False
    before, after, around, state = known
    if before.search(text, max(0, start - 40), start) or after.match(text, end):
        return True
    return around.search(text) is not None and state.search(text) is None


@cache
def _namesakes() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Read for each state with a namesake what shows the namesake before, behind and around, and the state."""
    return {
        code: (
            re.compile(rf"\b(?:{before}) (?:the )?$"),
            re.compile(rf"(?:[’']s)? (?:{after})\b"),
            re.compile(rf"\b(?:{around})\b"),
            re.compile(rf"\b(?:{state})\b"),
        )
        for code, before, after, around, state in rows("world", "namesakes")
    }


def _key(name: str) -> str:
    """Fold what may differ in print but not in meaning: white space and apostrophes. Case is kept."""
    return " ".join(name.replace("’", "'").replace("\u00a0", " ").split())


@cache
def gazetteer() -> Gazetteer:
    """Return the one gazetteer, loaded on first use."""
    return Gazetteer()
