"""People in a discourse: whom a name, a title, "he" or "both ministers" stand for."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import conjuncts, governor, subject, walk_up
from servanda.extraction.coreference.reference_words import (
    BACK,
    GROUP,
    HE,
    PAIRED,
    SELF,
    SIDES,
    SPOKES,
    UNNAMED,
    WE,
    YOU,
    is_paired,
)
from servanda.extraction.coreference.turns import turn_at, turns_of
from servanda.model import BlockKind
from servanda.parsing.known_holders import is_known_as
from servanda.parsing.office_titles import titles
from servanda.parsing.person import Holding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.turns import Turn
    from servanda.parsing.document import Parsed, Sentence
    from servanda.parsing.office_titles import OfficePhrase
    from servanda.parsing.people import Person
    from servanda.parsing.quotation import QuotedSpan

__all__ = ["PeopleOfDiscourse"]


# How a heading names the author of a text.
_SIGNED = re.compile(
    r"\b(?:message|letter|statement|remarks|foreword|address|op-ed)\s+(?:from|by|of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_SEVERAL = 3  # holders of an office among whom, one left aside, none stands alone
_HIGHEST = word_set("parsing", "highest", "names")
_ALIKE = word_set("parsing", "alike", "names")

_SUBJECT, _OTHER = 2, 1  # ranks of those whom "he" may stand for
_HEADINGS = 8  # sentences among which such a heading stands


class PeopleOfDiscourse(ABC):
    """Answers about people; `Discourse` adds those about parties."""

    parsed: Parsed

    @abstractmethod
    def _parties_of_one(self, token: Token) -> tuple[str, ...]: ...

    @abstractmethod
    def speaker(self, quoted: QuotedSpan | None) -> Person | None:
        """Return the person who says the words of a quotation, or None."""

    def people(self, token: Token | None, *, conj: bool = True) -> tuple[Person, ...]:
        """Return the people that the noun phrase headed by `token` stands for."""
        if token is None:
            return ()
        found: list[Person] = []
        for item in conjuncts(token) if conj else [token]:
            for person in self._people_of_one(item):
                if person not in found:
                    found.append(person)
        return tuple(found)

    def _people_of_one(self, token: Token) -> tuple[Person, ...]:
        parsed = self.parsed
        if parsed.quoted_at(token.idx) and token.lower_ in SELF:
            speaker = self.speaker(parsed.quoted_at(token.idx))
            return (speaker,) if speaker is not None else ()
        if token.lower_ in SELF:
            turn = self.turn(token)
            speaking = turn.person if turn is not None else self.author
            if speaking is not None:
                return (speaking,)
        person = parsed.person_at(token)
        if person is not None:
            return (person,)
        beside = self._named_beside(token)
        if beside is not None:
            return (beside,)
        titled = self._by_title(token)
        if titled is not None:
            return titled
        if token.lower_ in HE:
            antecedent = self._antecedent(token)
            return (antecedent,) if antecedent is not None else ()
        if token.lower_ in GROUP or (token.lower_ in SIDES and token.tag_ in ("NNS", "NNPS", "CD")):
            return self.group_people(token)
        return ()

    def _by_title(self, token: Token) -> tuple[Person, ...] | None:
        """Return whom a title without a name stands for, "the minister", "the Norland leader"; None where it is none."""
        office = self.parsed.office_at(token)
        if office is not None and self._is_publishers(office) and self._publishing is not None:
            return (self._publishing,)
        holder = self._beside_office(token)
        if holder is None and office is not None:
            holder = self._holder(office.head, office.party, office.office)
        elif holder is None and token.lower_ == "leader":
            whose = self._parties_of_one(token)
            holder = self._leader(whose[0]) if len(whose) == 1 else None
        elif holder is None:
            return None
        return (holder,) if holder is not None else ()

    @cached_property
    def _publishing(self) -> Person | None:
        """Who holds the office that put the text out: its author, or the only one of its state who may hold it."""
        people = self.parsed.people
        if people.author is not None:
            return people.people[people.author]
        publisher = (self.parsed.report.publisher or "").lower()
        own = [p for p in people.people if p.party is not None and p.party == self.parsed.home]
        fits = [p for p in own if all(publisher.startswith(h.head) for h in p.holdings)]
        return fits[0] if len(fits) == 1 else None

    def _is_publishers(self, office: OfficePhrase) -> bool:
        """Whether it is "the Prime Minister", without a state or a name, in what the prime minister's office put out."""
        bare = office.definite and office.party is None and not (office.former or office.incoming)
        publisher = (self.parsed.report.publisher or "").lower()
        return bare and office.office.lower() == office.head and publisher.startswith(office.head)

    def _named_beside(self, token: Token) -> Person | None:
        """Read "counterpart Lloyd Brandt", "Minister of Defence, A B": the name in apposition to a noun."""
        if self.parsed.is_person_under(token):
            for child in token.subtree:
                person = self.parsed.person_at(child)
                if person is not None and child.dep_ in ("appos", "flat"):
                    return person
        return None

    def turn(self, token: Token) -> Turn | None:
        """Return the turn of a transcript in which a word is said, outside quotation marks."""
        return turn_at(self._turns, token.idx)

    def spoken_of(self, token: Token) -> tuple[Person, ...]:
        """Return whom "we" or "you" stands for in a transcript of two sides: both who talk, or the one spoken to.

        The other is whoever has turns too, or, where one speaks alone, the other of the report's two. Empty where
        the word stands in no turn, or more than one could be meant.
        """
        turn = self.turn(token)
        speaker = turn.person if turn is not None else None
        if speaker is None or speaker.party is None or token.lower_ not in WE | YOU:
            return ()
        others = self._spoken_to(speaker)
        if len(others) != 1:
            return ()
        return tuple(others) if token.lower_ in YOU else (speaker, *others)

    def _spoken_to(self, speaker: Person) -> list[Person]:
        """Return those of another side who have turns too; where one speaks alone, the other of the report's two."""
        speaking = {t.person.index: t.person for t in self._turns if t.person is not None}
        others = [p for p in speaking.values() if p.party not in (None, speaker.party)]
        alone = len(speaking) == 1 and speaker in self._main_pair
        return [p for p in self._main_pair if p.party != speaker.party] if alone else others

    @cached_property
    def _turns(self) -> tuple[Turn, ...]:
        return turns_of(self.parsed)

    @cached_property
    def author(self) -> Person | None:
        """Who says "I" outside quotation marks: the one whom a heading names as author, or the publisher's name."""
        found: list[Person] = []
        for sentence in self.parsed.sentences[:_HEADINGS]:
            if sentence.block not in (BlockKind.HEADLINE, BlockKind.HEADING):
                continue
            for match in _SIGNED.finditer(self.parsed.content, sentence.start, sentence.end):
                people = self.parsed.people.at(match.end(), sentence.end)
                if people:
                    found.append(self.parsed.people.people[people[0].person])
        if not found and self.parsed.people.author is not None:
            return self.parsed.people.people[self.parsed.people.author]
        return found[0] if len({p.index for p in found}) == 1 else None

    def group_people(self, token: Token) -> tuple[Person, ...]:
        """Return the people last spoken of together before `token`: a pair where it says two or both."""
        sentence = self.parsed.sentence_of(token)
        for index in self._back_from(sentence, BACK):
            found = self._principals(index, token.i if index == sentence.index else None)
            if self._is_pair(token):
                first = found[0] if found else None
                other = next((p for p in found[1:] if first and p.party != first.party), None)
                if first is not None and other is not None:
                    return (first, other)  # two sides are of two states
            elif len(found) > 1:
                return tuple(found[:6])
        return self._main_pair if self._is_pair(token) else ()

    @cached_property
    def _main_pair(self) -> tuple[Person, ...]:
        """Return the two people of different parties whom the report names most."""
        people = self.parsed.people.people
        counts = Counter(m.person for m in self.parsed.people.mentions)
        ranked = [people[index] for index, _ in counts.most_common()]
        ranked = [p for p in ranked if p.party and not self._is_spokesperson(p)]
        other = next((p for p in ranked if p.party != ranked[0].party), None)
        return (ranked[0], other) if other is not None else ()

    @staticmethod
    def _is_pair(token: Token) -> bool:
        return token.lower_ in PAIRED or is_paired(token)

    def _principals(self, index: int, before: int | None) -> list[Person]:
        """Return those who act in a sentence's main clauses, without spokespersons."""
        main: list[Person] = []
        rest: list[Person] = []
        for at, person, nested in self._acting_in(index):
            if before is not None and at >= before:
                break
            if person not in main:
                (rest if nested else main).append(person)
        main.extend(p for p in rest if p not in main and len(main) < 2)
        return main

    def _acting_in(self, index: int) -> list[tuple[int, Person, bool]]:
        """Return where each person of a sentence first stands in a main clause and first in another, worked out once."""
        known = self._acting.get(index)
        if known is not None:
            return known
        found: list[tuple[int, Person, bool]] = []
        seen: set[tuple[int, bool]] = set()
        for token in self.parsed.sentences[index].span:
            person = self.parsed.person_at(token)
            if person is None or self._is_spokesperson(person):
                continue
            nested = any(t.dep_ in ("advcl", "relcl", "acl", "poss") for t in walk_up(token))
            if (person.index, nested) not in seen:
                seen.add((person.index, nested))
                found.append((token.i, person, nested))
        self._acting[index] = found
        return found

    @cached_property
    def _acting(self) -> dict[int, list[tuple[int, Person, bool]]]:
        return {}

    @staticmethod
    def _is_spokesperson(person: Person) -> bool:
        return any(h.head in SPOKES for h in person.holdings)

    def _beside_office(self, token: Token) -> Person | None:
        """Read "the Deputy Prime Minister and Secretary": the second, a bare title, stands for its holder."""
        if token.dep_ != "conj" or self.parsed.office_at(token) is not None:
            return None
        first = self.parsed.office_at(token.head)
        head = token.lower_
        if first is None or not first.definite or head not in titles().heads:
            return None
        other = self._holder(first.head, first.party, first.office)
        fits = [person for person in self._by_head.get(head, ()) if person is not other]
        return fits[0] if len(fits) == 1 else None

    @cached_property
    def _by_head(self) -> dict[str, list[Person]]:
        """The first holders of offices by the word that heads them: three are as many as two."""
        found: dict[str, list[Person]] = {}
        for person in self.parsed.people.people:
            for head in {h.head for h in person.holdings}:
                own = found.setdefault(head, [])
                if len(own) < _SEVERAL:
                    own.append(person)
        return found

    def _holder(self, head: str, party: str | None, office: str) -> Person | None:
        """Return the person last introduced with such an office: "the minister", "the Pentagon chief"."""
        if office.lower().startswith(("head of state", "head of government")):
            return self._leader(party)
        key = (head, party, _department(office))
        if key not in self._holders:
            self._holders[key] = self._holder_of(*key)
        return self._holders[key]

    @cached_property
    def _holders(self) -> dict[tuple[str, str | None, str | None], Person | None]:
        return {}

    def _holder_of(self, head: str, party: str | None, department: str | None) -> Person | None:
        """Look for the one whose own title it is, then for one whose title means the same."""
        for heads in ((head,), _ALIKE if head in _ALIKE else ()):
            fits = self._holding(heads, party, department)
            if len(fits) > 1 and party is None and self.parsed.home:
                fits = self._holding(heads, self.parsed.home, department)
            if fits:
                return fits[0] if len(fits) == 1 else None
        known = self._known_holders(head, party) if department is None else []
        return known[0] if len(known) == 1 else None

    def _known_holders(self, head: str, party: str | None) -> list[Person]:
        """Return those named without an office of whom it is known that they held such a one of a state."""
        state = party or self.parsed.home
        title = Holding(0, 0, head, head, state)
        named = (p for p in self.parsed.people.people if not p.holdings)
        return [p for p in named if state and is_known_as(p, state, title)]

    def _leader(self, party: str | None) -> Person | None:
        """Return the one who leads a state, "the Head of State", "the Norland leader": by default the report's own."""
        key = ("leader", party, None)
        if key not in self._holders:
            own = self._holding(_HIGHEST, party or self.parsed.home, None)
            fits = own if own or party is not None else self._holding(_HIGHEST, None, None)
            self._holders[key] = fits[0] if len(fits) == 1 else None
        return self._holders[key]

    def _holding(
        self, heads: Collection[str], party: str | None, department: str | None
    ) -> list[Person]:
        """Return those of a party, any where it is None, who hold an office with one of these heads: two are as many as ten."""
        fits = (
            person
            for person in self.parsed.people.people
            if (party is None or person.party == party)
            and any(
                holding.head in heads
                and (department is None or _department(holding.office) in (None, department))
                for holding in person.holdings
            )
        )
        return list(islice(fits, 2))

    @staticmethod
    def _back_from(sentence: Sentence, most: int) -> range:
        """Return the number of a sentence and those of at most so many before it, the nearest first."""
        return range(sentence.index, max(-1, sentence.index - most - 1), -1)

    def _words_before(self, token: Token, back: int) -> Iterator[list[Token]]:
        """Give the words in front of `token` in its sentence, then those of each of `back` sentences before it.

        Outside a quotation, whoever is named within one is not spoken of, so its words are left out.
        """
        parsed = self.parsed
        sentence = parsed.sentence_of(token)
        spoken = parsed.quoted_at(token.idx) is not None
        for index in self._back_from(sentence, back):
            words = [w for w in parsed.sentences[index].span if w.i < token.i]
            yield [w for w in words if spoken or parsed.quoted_at(w.idx) is None]

    def _antecedent(self, token: Token) -> Person | None:
        """Return whom "he", "she" or "his" stands for: who acts in its clause, else the last person who was a subject."""
        acting = self._acting_beside(token)
        if acting is not None:
            return acting
        for words in self._words_before(token, BACK):
            named = list(self._named_among(words))
            if named:
                first = max(rank for rank, _ in named)
                return next(person for rank, person in reversed(named) if rank == first)
        return None

    def _acting_beside(self, token: Token) -> Person | None:
        """Return who acts in the clause of "his" or "him" and is named there: "A blamed B for refusing during her visit"."""
        verb = governor(token) if token.dep_ in ("poss", "dobj", "pobj") else None
        acting = subject(verb) if verb is not None else None
        if acting is None or not acting.i < token.i:
            return None
        return self.parsed.person_at(acting)

    def _named_among(self, words: list[Token]) -> Iterator[tuple[int, Person | None]]:
        """Give each person named, with a rank, subjects before others; None for an unnamed official."""
        for word in words:
            if word.dep_ == "nsubj" and word.lower_ in UNNAMED and not self._people_of_one(word):
                yield _SUBJECT, None
                continue
            person = self.parsed.person_at(word)
            if person is not None:
                yield (_SUBJECT if word.dep_ in ("nsubj", "nsubjpass") else _OTHER), person

    def _officer_before(self, token: Token) -> tuple[str, ...]:
        """Read "The President … and he", "a Norland official says his country": an officer who is not named."""
        for other in reversed(list(token.doc[max(0, token.i - 60) : token.i])):
            acting = other.dep_ in ("nsubj", "nsubjpass")
            if acting and (other.lower_ in UNNAMED or self.parsed.office_at(other) is not None):
                return self._parties_of_one(other)
        return ()


def _department(office: str) -> str | None:
    words = set(office.lower().replace("-", " ").split())
    if words & titles().defense or "pentagon" in words:
        return "defense"
    if words & titles().foreign:
        return "foreign"
    return None
