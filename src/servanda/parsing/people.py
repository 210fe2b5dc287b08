"""People: who is named with which office, and every later place where a name stands alone.

A name is a run of capitalised words next to an office, a rank or an honorific; a surname
that stood in a full name before is that person again. Names keep the order of print:
"Brandt Ada" and "Ada Brandt" are one person because they are one set of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from servanda.model.letters import CAPITALS
from servanda.parsing.introductions import Introduced, introductions
from servanda.parsing.office_titles import OfficePhrase
from servanda.parsing.person import Holding, People, Person, PersonMention
from servanda.parsing.spans import Marked, span_at
from servanda.parsing.tokens_labels import JOINED, bare_word, known_names, name_at, name_words
from servanda.parsing.word_sets import WordSets
from servanda.world.gazetteer import PartyMention, PartySort

__all__ = ["Holding", "People", "Person", "PersonMention", "find_people", "name_words"]


_NAMESAKES = 50  # people of one name among whom no office tells which is meant
_FAR = 300  # characters that a name may take
_LONG_NAME = 3  # words that a name closing a headline may have
_AND = re.compile(r",? and |, ")
_GERUND = re.compile(r"[a-z]{3,}ing")
_CAPITALISED = re.compile(rf"[{CAPITALS}][\w’'-]*")


def find_people(
    text: str,
    parties: list[PartyMention],
    offices: list[OfficePhrase],
    *,
    extra: Sequence[tuple[int, int]] = (),
    headlines: Sequence[tuple[int, int]] = (),
) -> People:
    """Find the people named in `text`.

    `extra` are spans a tagger takes for names of people; `headlines` are spans in which every
    word may be capitalised, where only people named elsewhere are recognised.
    """
    return _Finder(text, parties, offices, headlines).run(list(extra))


class _Finder:
    def __init__(
        self,
        text: str,
        parties: list[PartyMention],
        offices: list[OfficePhrase],
        headlines: Sequence[tuple[int, int]],
    ) -> None:
        self.text = text
        self.headlines = headlines
        self.by_start = {m.start: m for m in parties}
        self.covered = [(m.start, m.end) for m in parties if m.sort is not PartySort.ADJECTIVE]
        self.offices = offices
        self.people: list[Person] = []
        self.named: list[Introduced] = introductions(text, parties, offices)
        self.names = WordSets()
        self._tagged: list[tuple[int, int, int]] = []

    def run(self, extra: list[tuple[int, int]]) -> People:
        self._tagged = sorted((start, at, end) for at, (start, end) in enumerate(extra))
        self._second_owned(self._with_tagged(extra))
        longest_first = sorted(self.named, key=lambda n: (-(n[1] - n[0]), n[0]))
        for start, end, holding in longest_first:
            if not self._in_headline(start):
                self._join(start, end, holding)
        for start, end, holding in longest_first:
            if self._in_headline(start):
                self._join_headline(start, end, holding)
        mentions = self._mentions()
        for person in self.people:
            person.holdings.sort(key=lambda h: h.start)
            person.party = person.party or next((h.party for h in person.holdings if h.party), None)
        self._owned(mentions)
        return People(self.people, mentions)

    def _with_tagged(self, extra: list[tuple[int, int]]) -> Marked:
        """Add what the tagger takes for a name, unless it is one already, or an office; return where names stand."""
        taken = Marked(len(self.text), ((start, end) for start, end, _ in self.named))
        for office in self.offices:
            taken.mark(office.start, office.end)
        known = len(self.named)
        for start, _ in extra:
            name = name_at(self.text, start, self.by_start)
            if name and not taken.any(start, name[1]) and " " in self.text[start : name[1]]:
                self.named.append((start, name[1], None))
        for start, end, _ in self.named[known:]:
            taken.mark(start, end)
        return taken

    def _second_owned(self, taken: Marked) -> None:
        """Read "Norland's A B and Sudmark's C D": where the first is a name, so is the second."""
        for start, end, holding in list(self.named):
            if holding is not None or self.text[max(0, start - 3) : start] not in ("'s ", "’s "):
                continue
            joint = _AND.match(self.text, end)
            owner = self.by_start.get(joint.end()) if joint else None
            if owner is None or self.text[owner.end : owner.end + 3] not in ("'s ", "’s "):
                continue
            name = name_at(self.text, owner.end + 3, self.by_start)
            if name and " " in self.text[name[0] : name[1]] and not taken.any(*name):
                self.named.append((name[0], name[1], None))
                taken.mark(*name)

    def _owned(self, mentions: list[PersonMention]) -> None:
        """Give "Norland's A B", who is named with no office, the state that the words name."""
        by_end = {m.end: m for m in self.by_start.values() if m.sort is PartySort.NAME}
        for mention in mentions:
            person = self.people[mention.person]
            if person.party is not None or person.holdings or not mention.full:
                continue
            if self.text[max(0, mention.start - 3) : mention.start] in ("'s ", "’s "):
                owner = by_end.get(mention.start - 3)
                person.party = owner.party if owner is not None else None

    def _in_headline(self, start: int) -> bool:
        return span_at(self.headlines, start) is not None

    # -- joining -----------------------------------------------------------------------------

    def _join(self, start: int, end: int, holding: Holding | None) -> None:
        name = " ".join(self.text[start:end].split())
        words = name_words(name)
        if not words:
            return
        person = self._same(words, holding)
        if person is None:
            person = Person(len(self.people), name, words)
            self.people.append(person)
            self.names.add(person.index, words)
        if holding is not None:
            person.holdings.append(holding)

    def _join_headline(self, start: int, end: int, holding: Holding | None) -> None:
        """Give an office in a headline to a person the body names; the headline's case hides where a name ends."""
        words = [bare_word(w) for w in self.text[start:end].split()]
        known = self._beginning(words)
        if known is None and name_words(" ".join(words)) in known_names():
            self._join(
                start, end, holding
            )  # "Ada Brandt to visit Norville", of whom the text has the office alone
            return
        if known is not None and holding is not None:
            known.holdings.append(holding)
        if known is not None or holding is None:
            return
        gerund = next((i for i, w in enumerate(words) if i and _GERUND.fullmatch(w)), None)
        if gerund is not None:  # "President Brandt Welcoming the Pact"
            run = list(re.finditer(r"\S+", self.text[start:end]))
            self._join(start, start + run[gerund - 1].end(), holding)
        elif len(words) > 1 and self._is_whole_name(start, end, len(words)):
            self._join(start, end, holding)

    def _beginning(self, words: list[str]) -> Person | None:
        """Return the one person whom the first words of a run name, as many of them as tell of one alone."""
        for count in range(len(words), 0, -1):
            owners = self.names.with_all(frozenset(words[:count]))
            if len(owners) == 1:
                return self.people[owners.pop()]
        return None

    def _is_whole_name(self, start: int, end: int, count: int) -> bool:
        """Whether a run of capitals in a headline is a name and no more: the tagger says so, or it ends there."""
        tagged = next((b for a, b in self._tagged_at(start) if a <= start < b), None)
        around = span_at(self.headlines, start)
        last = around is not None and not self.text[end : around[1]].strip()
        return tagged in (end, end - 2) or (last and count <= _LONG_NAME)

    def _same(self, words: frozenset[str], holding: Holding | None) -> Person | None:
        places = self.names.with_all(words) | self.names.within(words)
        fits = [self.people[place] for place in sorted(places)] if len(places) < _NAMESAKES else []
        if not places and holding is not None:  # "Joe Brandt" and "Joseph R. Brandt, Jr."
            near = (self.people[place] for place in self.names.variants(words))
            fits = [p for p in near if self._held_alike(p, holding)]
        if len(fits) > 1 and holding is not None:
            fits = [p for p in fits if any(h.head == holding.head for h in p.holdings)] or fits
        return fits[0] if len(fits) == 1 else None

    @staticmethod
    def _held_alike(person: Person, holding: Holding) -> bool:
        """Whether a person holds the same office of no other state."""
        same_office = any(h.head == holding.head for h in person.holdings)
        parties = {h.party for h in person.holdings if h.party} | ({holding.party} - {None})
        return same_office and len(parties) <= 1

    def _tagged_at(self, place: int) -> list[tuple[int, int]]:
        """Return what the tagger takes for a name that begins not far in front of a place, in its order."""
        first = bisect_left(self._tagged, (place - _FAR, 0, 0))
        near = self._tagged[first : bisect_left(self._tagged, (place + 1, 0, 0))]
        return [(start, end) for start, _, end in sorted(near, key=lambda one: one[1])]

    def _mentions(self) -> list[PersonMention]:
        """Find every place where a known name, or one word of it, stands."""
        singles: dict[str, set[int]] = {}
        for person in self.people:
            for word in person.words:
                singles.setdefault(word, set()).add(person.index)
        found: list[PersonMention] = []
        last: tuple[int, int, set[int]] | None = None
        for start, end in self._capitalised():
            owners = singles.get(bare_word(self.text[start:end]), set())
            if not owners:
                continue
            if (
                last is not None
                and last[2] & owners
                and JOINED.fullmatch(self.text, last[1], start)
            ):
                last = (last[0], end, last[2] & owners)
                continue
            found.extend(self._mention(last))
            last = (start, end, owners)
        found.extend(self._mention(last))
        return found

    def _capitalised(self) -> Iterator[tuple[int, int]]:
        """Walk over capitalised words outside the names of states, hyphenated pairs taken apart."""
        known = {word for person in self.people for word in person.words}
        for match in _CAPITALISED.finditer(self.text):
            start, _end = match.span()
            place = bisect_right(self.covered, start, key=lambda span: span[0]) - 1
            if place >= 0 and start < self.covered[place][1]:
                continue
            word = match.group()
            for tail in ("’s", "'s", "’", "'"):
                word = word.removesuffix(tail)
            if "-" in word and bare_word(word) not in known:  # "the Brandt-Marsh meeting"
                for piece in re.finditer(r"[^-]+", word):
                    yield start + piece.start(), start + piece.end()
            else:
                yield start, start + len(word)

    def _mention(self, run: tuple[int, int, set[int]] | None) -> list[PersonMention]:
        if run is None or len(run[2]) != 1:
            return []
        start, end, owners = run
        return [PersonMention(start, end, next(iter(owners)), " " in self.text[start:end])]
