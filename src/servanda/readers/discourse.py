"""Discourse: whom "the two sides", "he", "the ministry" or "we" stand for, as the text unfolds.

Every answer is a tuple of parties, or of people, and empty where the words do not tell.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.readers.clauses import children, conjuncts, prepositional, walk_up
from servanda.text.gazetteer import PartySort, gazetteer
from servanda.text.titles import titles

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.text.parse import Parsed
    from servanda.text.people import Person
    from servanda.text.quotation import QuotedSpan

__all__ = ["Discourse"]

# Plural nouns that stand for both or all of those who consult.
_SIDES = frozenset(
    "side sides country countries nation nations leader leaders minister ministers chief chiefs ally allies two both "
    "government governments president presidents official officials party parties state states partner partners counterpart "
    "counterparts secretary secretaries premier head heads delegation delegations three four participant participants "
    "coalition bloc trio principal principals signatory signatories diplomat diplomats envoy envoys negotiator negotiators delegate delegates "
    "representative representatives".split()
)
_GROUP = frozenset("they them themselves both two each".split())
_WE = frozenset("we us our ours ourselves".split())
_HE = frozenset("he she him her his hers himself herself".split())
_IT = frozenset("it its itself".split())
_SPOKES = frozenset("spokesman spokeswoman spokesperson".split()) | {"press secretary"}
_TOP = frozenset(
    {
        "president",
        "vice president",
        "prime minister",
        "premier",
        "chancellor",
        "king",
        "secretary",
        "minister",
    }
)
# Subjects without a name that "he" or "she" may stand for.
_UNNAMED = frozenset("spokesman spokeswoman spokesperson official diplomat".split())
_SELF = frozenset("i me my mine myself".split())
# Nouns that are a state's when its adjective, name or owner stands with them.
_INSTITUTIONS = frozenset(
    "government ministry department administration military army navy forces force cabinet parliament side delegation "
    "official officials leadership authority authorities troops agency office embassy committee council command party".split()
)
_INNER = ("compound", "amod", "nmod")
# What acts for a state that owns it.
_ARMED = frozenset(
    "aircraft ship vessel warship soldier marine troop force jet submarine sailor personnel frigate destroyer bomber".split()
)
_BACK = 6  # sentences to look back for whom a pronoun stands for


class Discourse:
    """A parsed report with the thread of who is spoken of."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.memo: dict[tuple[str, int], object] = {}  # what readers found and may ask for again

    # -- parties -----------------------------------------------------------------------------

    def parties(self, token: Token | None, *, conj: bool = True) -> tuple[str, ...]:
        """Return the parties that the noun phrase headed by `token` stands for, in order of print."""
        if token is None:
            return ()
        found: list[str] = []
        for item in conjuncts(token) if conj else [token]:
            found.extend(p for p in self._parties_of_one(item) if p not in found)
        return tuple(found)

    def _parties_of_one(self, token: Token) -> tuple[str, ...]:
        parsed = self.parsed
        lower = token.lower_
        quoted = parsed.quoted_at(token.idx)
        if lower in _WE:
            return self._we(token, quoted)
        if lower in _SELF:
            if quoted is None:
                return self._we(token, None)  # a statement in the first person
            speaker = self.speaker(quoted)
            return (speaker.party,) if speaker is not None and speaker.party else ()
        person = parsed.person_at(token)
        if person is not None:
            return (person.party,) if person.party else ()
        mention = parsed.party_at(token)
        if mention is not None and mention.party and mention.sort is not PartySort.ADJECTIVE:
            if not (token.dep_ in _INNER and self.parsed.party_at(token.head) is None):
                return (mention.party,)
        office = parsed.office_at(token)
        if office is not None:
            holder = self._holder(office.head, office.party, office.office)
            if holder is not None and holder.party:
                return (holder.party,)
            if office.party:
                return (office.party,)
            if office.definite and parsed.home and office.head in _TOP:
                return (parsed.home,)  # "the President", unnamed, of the report's own state
        if lower in _HE or (lower in _IT):
            return self._pronoun(token)
        if lower in _GROUP or lower in _SIDES or token.lemma_.lower() in _SIDES:
            return self._sides(token)
        owned = self._owners(token)
        if owned:
            return owned
        if lower in (
            "ministry",
            "government",
            "administration",
            "cabinet",
            "department",
            "parliament",
        ):
            return self._institution(token)
        return ()

    def is_actor(self, token: Token) -> bool:
        """Whether `token` stands for someone who can be bound: a person, state, body or office."""
        parsed = self.parsed
        if token.lower_ in _WE | _HE | _GROUP | _SELF:
            return True
        if parsed.person_at(token) is not None or parsed.office_at(token) is not None:
            return True
        mention = parsed.party_at(token)
        if mention is not None and mention.party and mention.sort is not PartySort.ADJECTIVE:
            return token.dep_ not in _INNER or parsed.party_at(token.head) is not None
        lemma = token.lemma_.lower()
        if token.lower_ in _SIDES or lemma in _SIDES or lemma in _INSTITUTIONS:
            return True
        if token.lower_ == "it":
            return bool(self._pronoun(token))
        return lemma in _ARMED and bool(self._owners(token))

    def _owners(self, token: Token) -> tuple[str, ...]:
        """Return the states whose adjective, name or possessive stands with the noun."""
        found: list[str] = []
        for child in children(token, "poss", "amod", "compound", "nmod", "nummod"):
            for item in child.subtree:
                mention = self.parsed.party_at(item)
                person = self.parsed.person_at(item)
                code = (
                    mention.party
                    if mention is not None
                    else person.party
                    if person is not None
                    else None
                )
                if code and code not in found:
                    found.append(code)
            if child.dep_ == "poss" and not found:
                found.extend(p for p in self.parties(child) if p not in found)
        if not found:
            for inner in prepositional(token, "of", "from", "between", "among"):
                found.extend(p for p in self._named(inner) if p not in found)
        return tuple(found)

    def _named(self, token: Token) -> tuple[str, ...]:
        mention = self.parsed.party_at(token)
        if mention is not None and mention.party:
            return (mention.party,)
        person = self.parsed.person_at(token)
        if person is not None and person.party:
            return (person.party,)
        return ()

    def _sides(self, token: Token) -> tuple[str, ...]:
        """Read "the two sides", "both ministers", "the foreign ministers of A and B", "the allies"."""
        named = self._owners(token)
        if not named:
            named = tuple(dict.fromkeys(p.party for p in self._in_apposition(token) if p.party))
        plural = token.tag_ in ("NNS", "NNPS", "CD", "PRP", "DT") or token.lower_ in _GROUP
        if len(named) > 1 or not plural or any(len(party) > 2 for party in named):
            return named
        if named and not any(c.lower_ in ("two", "both", "three", "the") for c in token.children):
            return named
        determined = token.lower_ in _GROUP or any(
            c.lower_ in ("the", "both", "two", "three", "these", "all", "four")
            for c in token.children
        )
        if not determined:
            return named
        return self.group(token) or named

    def _in_apposition(self, token: Token) -> list[Person]:
        """Read "Defence Ministers A B and C D": the people named beside a plural."""
        found: list[Person] = []
        for child in children(token, "appos", "flat"):
            for item in conjuncts(child):
                person = self.parsed.person_at(item)
                if person is not None and person not in found:
                    found.append(person)
        return found

    def group(self, token: Token) -> tuple[str, ...]:
        """Return the parties last spoken of together before `token`; the report's main pair at the start."""
        sentence = self.parsed.sentence_of(token)
        number = _number(token)
        if number is not None and number > 2:
            listed = self._listed(number, token.idx)
            if listed:
                return listed
        if self.is_joint and len(self.joint_parties) > 2:
            return self.joint_parties
        if token.pos_ == "NOUN":
            named = self._same_noun_before(token)
            if len(named) > 1 or any(len(party) > 2 for party in named):
                return named  # "the ministers", after "the ASEAN foreign ministers"
        for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
            pair = self._pair_in(index, token.i if index == sentence.index else None)
            if len(pair) > 1:
                return pair
        return self.main_parties

    def _same_noun_before(self, token: Token) -> tuple[str, ...]:
        """Return whose a plural was when the same noun last stood with an owner."""
        stem = token.lemma_.lower()
        for other in reversed(list(self.parsed.doc[: token.i])):
            if other.lemma_.lower() == stem and other.tag_ in ("NNS", "NNPS"):
                owned = self._owners(other)
                if owned:
                    return owned
        return ()

    def _listed(self, number: int, before: int) -> tuple[str, ...]:
        """Return the parties of the last list of just `number` before an offset ("A-B-C talks")."""
        run: list[str] = []
        last: tuple[str, ...] = ()
        end = -1
        for mention in self.parsed.parties:
            if mention.start >= before:
                break
            if not mention.party or len(mention.party) != 2:
                continue
            gap = self.parsed.content[end : mention.start] if end >= 0 else "\n"
            if not _LIST_GAP.fullmatch(gap):
                run = []
            if mention.party not in run:
                run.append(mention.party)
            end = mention.end
            if len(run) == number:
                last = tuple(run)
        return last

    def _pair_in(self, index: int, before: int | None) -> tuple[str, ...]:
        """Return the parties that come together in a sentence: who acts, and with whom."""
        together: list[str] = []
        anyone: list[str] = []
        for token in self.parsed.sentences[index].span:
            if before is not None and token.i >= before:
                break
            code = self._party_of_actor(token)
            if code is None:
                continue
            if code not in anyone:
                anyone.append(code)
            if code not in together and _comes_together(token):
                together.append(code)
        if len(together) > 1:
            return tuple(together)
        main = [c for c in anyone if c in self.main_parties]
        return tuple(main) if len(main) > 1 else ()

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

    def _we(self, token: Token, quoted: QuotedSpan | None) -> tuple[str, ...]:
        if quoted is not None:
            speaker = self.speaker(quoted)
            if speaker is not None and speaker.party:
                return (speaker.party,)
            return ()
        publisher = self.parsed.report.publisher
        party = gazetteer().party(publisher) if publisher else None
        sentence = self.parsed.sentence_of(token)
        pair = self._pair_in(sentence.index, token.i)
        if len(pair) > 1:
            return pair
        if self.is_joint:
            return self.joint_parties
        return (party,) if party else (self.parsed.home,) if self.parsed.home else ()

    @cached_property
    def is_joint(self) -> bool:
        """Whether the report is a text that several states put out together."""
        head = self.parsed.content[:400].lower()
        return any(
            w in head
            for w in (
                "joint statement",
                "joint declaration",
                "communiqué",
                "communique",
                "joint leaders",
                "leaders’ statement",
                "leaders' statement",
                "joint vision",
                "joint press statement",
            )
        )

    @cached_property
    def joint_parties(self) -> tuple[str, ...]:
        """The states whose common text the report is: those its title or its first sentence lists."""
        if not self.is_joint:
            return ()
        end = self.parsed.sentences[1].end if len(self.parsed.sentences) > 1 else 400
        named = [m.party for m in self.parsed.parties if m.start < end and m.party]
        found = tuple(dict.fromkeys(p for p in named if len(p) == 2))
        return found if len(found) > 1 else self.main_parties

    def _institution(self, token: Token) -> tuple[str, ...]:
        """Read "the ministry": the state whose such body was named before, else the home party."""
        stem = token.lower_
        best: str | None = None
        for other in self.parsed.doc[: token.i]:
            if other.lower_ == stem and other.i != token.i:
                owned = self._owners(other) or self._named(other)
                best = owned[0] if owned else best
        return (best,) if best else (self.parsed.home,) if self.parsed.home else ()

    def thing_owner(self, token: Token) -> tuple[str, ...]:
        """Read "the brigade": whose it is by an earlier mention of the same noun with an owner."""
        own = self._owners(token)
        if own:
            return own
        for part in prepositional(token, "of"):  # "the bulk of the troops"
            return self.thing_owner(part)
        stem = token.lemma_.lower()
        for other in reversed(list(self.parsed.doc[: token.i])):
            if other.lemma_.lower() == stem and other.pos_ in ("NOUN", "PROPN"):
                owned = self._owners(other)
                if owned:
                    return owned
        return ()

    # -- people ------------------------------------------------------------------------------

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
        if parsed.quoted_at(token.idx) and token.lower_ in _SELF:
            speaker = self.speaker(parsed.quoted_at(token.idx))
            return (speaker,) if speaker is not None else ()
        person = parsed.person_at(token)
        if person is not None:
            return (person,)
        for child in token.subtree:  # "counterpart Lloyd Brandt", "Minister of Defence, A B"
            if child.dep_ in ("appos", "compound", "flat") or child.head == token:
                inner = parsed.person_at(child)
                if inner is not None and child.dep_ in ("appos", "flat"):
                    return (inner,)
        office = parsed.office_at(token)
        if office is not None:
            holder = self._holder(office.head, office.party, office.office)
            return (holder,) if holder is not None else ()
        if token.lower_ in _HE:
            antecedent = self._antecedent(token)
            return (antecedent,) if antecedent is not None else ()
        if token.lower_ in _GROUP or (
            token.lower_ in _SIDES and token.tag_ in ("NNS", "NNPS", "CD")
        ):
            return self.group_people(token)
        return ()

    def group_people(self, token: Token) -> tuple[Person, ...]:
        """Return the people last spoken of together before `token`: a pair where it says two or both."""
        sentence = self.parsed.sentence_of(token)
        for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
            found = self._principals(index, token.i if index == sentence.index else None)
            if len(found) > 1:
                return tuple(found[:2]) if self._is_pair(token) else tuple(found[:6])
        return ()

    @staticmethod
    def _is_pair(token: Token) -> bool:
        words = {token.lower_, *(c.lower_ for c in token.children)}
        return bool(words & {"two", "both"})

    def _principals(self, index: int, before: int | None) -> list[Person]:
        """Return those who act in a sentence's main clauses, without spokespersons."""
        main: list[Person] = []
        rest: list[Person] = []
        for other in self.parsed.sentences[index].span:
            if before is not None and other.i >= before:
                break
            person = self.parsed.person_at(other)
            if person is None or person in main or self._is_spokesperson(person):
                continue
            nested = any(t.dep_ in ("advcl", "relcl", "acl", "poss") for t in walk_up(other))
            (rest if nested else main).append(person)
        main.extend(p for p in rest if p not in main and len(main) < 2)
        return main

    @staticmethod
    def _is_spokesperson(person: Person) -> bool:
        return any(h.head in _SPOKES for h in person.holdings)

    def _holder(self, head: str, party: str | None, office: str) -> Person | None:
        """Return the person last introduced with such an office: "the minister", "the Pentagon chief"."""
        wanted = _department(office)
        fits = []
        for person in self.parsed.people.people:
            for holding in person.holdings:
                same_party = party is None or person.party == party
                alike = holding.head == head or (
                    head in ("chief", "secretary", "minister")
                    and holding.head in ("chief", "secretary", "minister")
                )
                department = _department(holding.office)
                if (
                    same_party
                    and alike
                    and (wanted is None or department is None or wanted == department)
                ):
                    fits.append(person)
                    break
        return fits[0] if len(fits) == 1 else None

    def _antecedent(self, token: Token) -> Person | None:
        """Return whom "he", "she" or "his" stands for: the last person who was a subject."""
        sentence = self.parsed.sentence_of(token)
        spoken = self.parsed.quoted_at(token.idx) is not None
        for index in range(sentence.index, max(-1, sentence.index - _BACK - 1), -1):
            best: Person | None = None
            rank, unnamed = -1, False
            for other in self.parsed.sentences[index].span:
                if index == sentence.index and other.i >= token.i:
                    break
                if not spoken and self.parsed.quoted_at(other.idx) is not None:
                    continue  # whoever is named within a quotation is not spoken of outside it
                if (
                    other.dep_ == "nsubj"
                    and other.lower_ in _UNNAMED
                    and not self._people_of_one(other)
                ):
                    unnamed, best, rank = True, None, 2
                    continue
                person = self.parsed.person_at(other)
                if person is None:
                    continue
                weight = 2 if other.dep_ in ("nsubj", "nsubjpass") else 1
                if weight >= rank or (weight == 1 and rank == 1):
                    best, rank = person, weight
            if best is not None or unnamed:
                return best
        return None

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        if token.lower_ in _HE:
            person = self._antecedent(token)
            if person is None:
                return self._officer_before(token)
            return (person.party,) if person.party else ()
        sentence = self.parsed.sentence_of(token)
        for index in range(sentence.index, max(-1, sentence.index - 2), -1):
            best: str | None = None
            for other in self.parsed.sentences[index].span:
                if index == sentence.index and other.i >= token.i:
                    break
                if other.dep_ in ("nsubj", "nsubjpass") or (
                    index == sentence.index and other.dep_ == "poss"
                ):
                    mention = self.parsed.party_at(other)
                    if mention is not None and mention.party:
                        best = mention.party
                    elif other.dep_ != "poss" and self._owners(other):
                        best = self._owners(other)[0]
            if best:
                return (best,)
        return ()

    def _officer_before(self, token: Token) -> tuple[str, ...]:
        """Read "The President … and he": an officer who is not named."""
        for other in reversed(list(token.doc[max(0, token.i - 60) : token.i])):
            if other.dep_ in ("nsubj", "nsubjpass") and self.parsed.office_at(other) is not None:
                return self._parties_of_one(other)
        return ()

    # -- speakers ----------------------------------------------------------------------------

    def speaker(self, quoted: QuotedSpan | None) -> Person | None:
        """Return the person who says the words of a quotation, or None."""
        from servanda.readers.speakers import speaker_of

        if quoted is None:
            return None
        attribution = speaker_of(self, quoted)
        return attribution.person if attribution is not None else None


_MEETING = frozenset(
    "meet host receive welcome call tell join congratulate thank include convene see telephone phone greet invite".split()
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
    if first.dep_ == "pobj" and first.head.lower_ in ("with", "between", "among", "to"):
        return first.head.lower_ != "to" or first.head.head.lemma_ in ("addition", "speak", "talk")
    return first.dep_ in ("dobj", "dative") and first.head.lemma_ in _MEETING


_LIST_GAP = re.compile(r"(?:[\s,\-–—]|\band\b|\bthe\b|\bwith\b)*")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def _number(token: Token) -> int | None:
    for word in (token.lower_, *(c.lower_ for c in token.children)):
        if word in _NUMBERS:
            return _NUMBERS[word]
    return None


def _department(office: str) -> str | None:
    words = set(office.lower().replace("-", " ").split())
    if words & titles().defense or "pentagon" in words:
        return "defense"
    if words & titles().foreign:
        return "foreign"
    return None
