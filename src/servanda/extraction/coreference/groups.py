"""Groups in a discourse: which states "the two sides", "they" or a joint text bring together."""

from __future__ import annotations

import re
from abc import abstractmethod
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import walk_up
from servanda.extraction.coreference.persons import PeopleOfDiscourse
from servanda.extraction.coreference.reference_words import BACK
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Token

    from servanda.parsing.document import Sentence
    from servanda.world.gazetteer import PartyMention

__all__ = ["GroupsOfDiscourse"]

_Gathered = tuple[tuple[str, ...], tuple[str, ...]]  # who comes together, and who acts at all


class GroupsOfDiscourse(PeopleOfDiscourse):
    """Answers about those who come together in a report."""

    _owned_before: dict[tuple[str, int], tuple[str, ...]]

    @abstractmethod
    def _owners(self, token: Token) -> tuple[str, ...]: ...

    def group(self, token: Token) -> tuple[str, ...]:
        """Return the parties last spoken of together before `token`; the report's main pair at the start."""
        number = _number(token)
        if number is not None and number > 2:
            listed = self._listed(number, token.idx)
            if listed:
                return listed
        if self.is_joint and len(self.joint_parties) > 1:
            return self.joint_parties
        if token.pos_ == "NOUN" or _plural(token):
            named = self._same_noun_before(token)
            if len(named) > 1 or any(len(party) > 2 for party in named):
                return named  # "the ministers", after "the ASEAN foreign ministers"
        return self._last_pair(token, number) or self.main_parties

    def _last_pair(self, token: Token, number: int | None) -> tuple[str, ...]:
        """Return those who came together last, in the sentence of a word or a few before it."""
        sentence = self.parsed.sentence_of(token)
        for index in self._back_from(sentence, BACK):
            here = index == sentence.index
            pair = self._pair_in(index, token.i if here else None)
            if len(pair) > 1 and (here or self._may_be(pair, number)):
                return pair
        return ()

    def _may_be(self, pair: tuple[str, ...], number: int | None) -> bool:
        """Whether those who came together in an earlier sentence may be meant: by their number, and with the publisher.

        A release tells what its own state did with others; of whom it speaks in passing are not "the two".
        """
        if number is not None and len(pair) > number:
            return False
        home = self.parsed.home
        return home is None or home in pair or home not in self.main_parties

    def _same_noun_before(self, token: Token) -> tuple[str, ...]:
        """Return whose a plural was when the same noun last stood with an owner."""
        stem = _stem(token)
        return self.last_owned(
            f"plural {stem}",
            self._places_of_nouns.get(stem, []),
            token.i,
            lambda other: self._owners(other) if _plural(other) else (),
        )

    def last_owned(
        self,
        name: str,
        places: list[int],
        before: int,
        owners: Callable[[Token], tuple[str, ...]],
    ) -> tuple[str, ...]:
        """Return the owners at the last of `places` in front of `before` that has any.

        `places` are token indices, ascending. What was found is kept under `name` and the place,
        so that a noun on every line of a long report is not looked up square times.
        """
        found: tuple[str, ...] = ()
        passed: list[tuple[str, int]] = []
        for at in range(bisect_left(places, before) - 1, -1, -1):
            found = owners(self.parsed.doc[places[at]])
            if found:
                break
            key = (name, places[at])
            if key in self._owned_before:
                found = self._owned_before[key]
                break
            passed.append(key)
        self._owned_before.update(dict.fromkeys(passed, found))
        return found

    @cached_property
    def _places_of_nouns(self) -> dict[str, list[int]]:
        return _places((_stem(t), t.i) for t in self.parsed.doc if t.tag_ in _NOUNS)

    @cached_property
    def _places_of_words(self) -> dict[str, list[int]]:
        return _places((t.lower_, t.i) for t in self.parsed.doc)

    def _listed(self, number: int, before: int) -> tuple[str, ...]:
        """Return the parties of the last list of just `number` before an offset ("A-B-C talks")."""
        lists = self._lists.get(number, [])
        last = bisect_left(lists, before, key=lambda one: one[0]) - 1
        return lists[last][1] if last >= 0 else ()

    @cached_property
    def _lists(self) -> dict[int, list[tuple[int, tuple[str, ...]]]]:
        """The lists of states, by how many each had so far, with where the last of these stands."""
        found: dict[int, list[tuple[int, tuple[str, ...]]]] = {}
        for start, run in self._listing(self.parsed.parties):
            if len(run) <= _COUNTED:
                found.setdefault(len(run), []).append((start, tuple(run)))
        return found

    def _listing(self, mentions: Iterable[PartyMention]) -> Iterator[tuple[int, list[str]]]:
        """Give where each state stands, and the list so far that it is in: "A, B and C"."""
        run: list[str] = []
        end = -1
        for mention in mentions:
            if not mention.party or len(mention.party) != 2:
                continue
            if end >= 0 and not _LIST_GAP.fullmatch(self.parsed.content[end : mention.start]):
                run = []
            if mention.party not in run:
                run.append(mention.party)
            end = mention.end
            yield mention.start, run

    def _pair_in(self, index: int, before: int | None) -> tuple[str, ...]:
        """Return the parties that come together in a sentence: who acts, and with whom."""
        actors = self._actors_in(index)
        count = len(actors) if before is None else bisect_left(actors, before)
        together, anyone = self._gathered(index, actors, count)
        if len(together) > 1:
            return together
        main = tuple(c for c in anyone if c in self.main_parties)
        return main if len(main) > 1 else ()

    def _gathered(self, index: int, actors: list[int], count: int) -> _Gathered:
        """Return who comes together, and who acts at all, among the first `count` actors of a sentence.

        What they come to is kept for every count, so that a sentence full of them is gone through once.
        """
        known = self._gatherings.setdefault(index, [((), ())])
        if count < len(known):
            return known[count]
        state = known[-1]
        # An actor may lead back to its own sentence; what is found meanwhile, without it, is not kept.
        outermost = index not in self._gathering
        self._gathering.add(index)
        try:
            for at in actors[len(known) - 1 : count]:
                state = self._gathered_with(self.parsed.doc[at], state)
                if outermost:
                    known.append(state)
        finally:
            if outermost:
                self._gathering.discard(index)
        return state

    def _gathered_with(self, token: Token, state: _Gathered) -> _Gathered:
        """Return who comes together and who acts once one more actor is among them."""
        code = self._party_of_actor(token)
        if code is None:
            return state
        together, anyone = state
        if code not in anyone:
            anyone = (*anyone, code)
        if code not in together and _comes_together(token):
            together = (*together, code)
        return together, anyone

    def _actors_in(self, index: int) -> list[int]:
        """Return the places in a sentence where a person, a party or an office stands, ascending."""
        known = self._actors.get(index)
        if known is None:
            parsed = self.parsed
            known = self._actors[index] = [
                token.i
                for token in parsed.sentences[index].span
                if parsed.person_at(token) is not None
                or parsed.party_at(token) is not None
                or parsed.office_at(token) is not None
            ]
        return known

    @cached_property
    def _actors(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _gatherings(self) -> dict[int, list[_Gathered]]:
        return {}

    @cached_property
    def _gathering(self) -> set[int]:
        return set()

    def _party_of_actor(self, token: Token) -> str | None:
        """Return the party of a person, an unnamed officer or a state that stands as an actor."""
        person = self.parsed.person_at(token)
        if person is not None:
            return None if self._is_spokesperson(person) else person.party
        mention = self.parsed.party_at(token)
        if mention is not None and mention.sort in (PartySort.NAME, PartySort.SEAT):
            return mention.party if token.dep_ in ("nsubj", "conj") else None
        office = self.parsed.office_at(token)
        if (
            office is not None
            and office.definite
            and token.lemma_.lower() == office.head.split()[-1]
        ):
            parties = self._parties_of_one(token)
            return parties[0] if parties else None
        return None

    @cached_property
    def main_parties(self) -> tuple[str, ...]:
        """The parties the report is about: those whose people consult, else the two most named."""
        people = Counter(
            p.party
            for m in self.parsed.people.mentions
            if (p := self.parsed.people.people[m.person]).party and len(p.party) == 2
        )
        if len(people) >= 2:
            return tuple(code for code, _ in people.most_common(2) if code)
        names = Counter(
            m.party
            for m in self.parsed.parties
            if m.party
            and m.sort in (PartySort.NAME, PartySort.ADJECTIVE, PartySort.BODY)
            and len(m.party) == 2
        )
        for code in people:
            names[code] += 1000
        return tuple(code for code, _ in names.most_common(2) if code)

    @cached_property
    def is_joint(self) -> bool:
        """Whether the report is a text that several states put out together."""
        return bool(_JOINT.search(self.parsed.content[:_HEAD])) or self._we_list is not None

    @cached_property
    def _we_list(self) -> tuple[str, ...] | None:
        """The states of "We, the ministers of A, B and C, …"."""
        for sentence in self.parsed.sentences[:_FIRST]:
            words = self.parsed.content[sentence.start : sentence.start + 4]
            if words.startswith(("We,", "We t", "WE,")):
                end = _before_verb(sentence)
                named = self._named_between(sentence.start, end)
                if len(named) > 1:
                    return named
                body = self._body_between(sentence.start, end)
                if body:
                    return body
        return self._listed_authors

    def _body_between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the body of states named in a stretch ("We, the leaders of the G20")."""
        found = [m.party for m in self.parsed.parties_in(start, end) if m.party]
        return tuple(dict.fromkeys(p for p in found if len(p) > 2))[:1]

    @cached_property
    def _listed_authors(self) -> tuple[str, ...] | None:
        """The states of a title or a first sentence that lists three or more, where the text says "we"."""
        if sum(t.lower_ == "we" and t.dep_ == "nsubj" for t in self.parsed.doc) < _OFTEN:
            return None
        home = self.parsed.home
        for sentence in self.parsed.sentences[:3]:
            last = self._listed_until(sentence.end, sentence.start)
            if len(last) > 2 and (home is None or home in last):
                return last
        return None

    def _listed_until(self, end: int, start: int) -> tuple[str, ...]:
        """Return the longest list of states between two offsets ("A, B, C and D")."""
        listed = self._listing(self.parsed.parties_in(start, end))
        return max((tuple(run) for _, run in listed), key=len, default=())

    def _named_between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the states named in a stretch, by name or by their people."""
        parsed = self.parsed
        found = [(m.start, m.party) for m in parsed.parties_in(start, end) if m.party]
        people = parsed.people
        for mention in parsed.names_in(start, end):
            party = people.people[mention.person].party
            if party:
                found.append((mention.start, party))
        return tuple(dict.fromkeys(p for _, p in sorted(found) if len(p) == 2))

    @cached_property
    def joint_parties(self) -> tuple[str, ...]:
        """The states whose common text the report is: those its title or its first sentence names."""
        if not self.is_joint:
            return ()
        if self._we_list is not None:
            return self._we_list
        for sentence in self.parsed.sentences[:2]:
            matter = _MATTER.search(self.parsed.content, sentence.start, sentence.end)
            for end in (matter.start() if matter else sentence.end, sentence.end):
                named = self._named_between(0, end)
                if len(named) > 1:
                    return named
        return self.main_parties


_JOINT = re.compile(
    r"joint (?:leaders|statement|declaration|vision|press statement|communiqu)|communiqu[eé]|leaders[’'] statement",
    re.IGNORECASE,
)
# Where a title goes on to what the text is about.
_MATTER = re.compile(r"\b(?:on|regarding|concerning|about|following|after|against|condemning)\b")
_OFTEN = 2  # times a text says "we" before it is taken for a common one
_HEAD = 400  # characters in which a text says what it is
_FIRST = 6  # sentences among which "We, the ministers of …" stands
_MEETING = word_set("extraction", "meeting", "reference_words")


def _before_verb(sentence: Sentence) -> int:
    """Return where the main verb of a sentence stands, or its end: in front of it is who speaks."""
    root = sentence.span.root
    return (
        int(root.idx)
        if root.pos_ in ("VERB", "AUX") and root.i > sentence.span.start + 1
        else sentence.end
    )


def _comes_together(token: Token) -> bool:
    """Whether a token is a subject, or the one with whom the subject meets, speaks or agrees."""
    first = token
    while first.dep_ in ("conj", "appos", "compound", "flat") and first.head != first:
        first = first.head
    if any(t.dep_ in ("advcl", "relcl", "acl") for t in walk_up(first)):
        return False
    if first.dep_ in ("nsubj", "nsubjpass", "poss"):
        return True
    if first.dep_ == "pobj" and first.head.lower_ in ("between", "among"):
        owner = (
            first.head.head
        )  # "welcomed the talks between A and B": they are not those who welcome
        if owner.pos_ == "NOUN" and owner.dep_ in ("dobj", "pobj"):
            return False
    if first.dep_ == "pobj" and first.head.lower_ in ("with", "between", "among", "to"):
        return first.head.lower_ != "to" or first.head.head.lemma_ in ("addition", "speak", "talk")
    return first.dep_ in ("dobj", "dative") and first.head.lemma_ in _MEETING


def _stem(noun: Token) -> str:
    """Return a noun's base form; a title in capitals keeps its plural when it is lemmatised."""
    lemma = noun.lemma_.lower()
    return lemma.removesuffix("s") if noun.pos_ == "PROPN" and lemma.endswith("ers") else lemma


def _plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS") or (noun.tag_ == "NNP" and noun.text.endswith("ers"))


_NOUNS = ("NN", "NNS", "NNP", "NNPS")


def _places(words: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for word, index in words:
        places.setdefault(word, []).append(index)
    return places


_LIST_GAP = re.compile(r"(?:[\s,\-–—]|\band\b|\bthe\b|\bwith\b)*")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNTED = max(_NUMBERS.values())


def _number(token: Token) -> int | None:
    for word in (token.lower_, *(c.lower_ for c in token.children)):
        if word in _NUMBERS:
            return _NUMBERS[word]
    return None
