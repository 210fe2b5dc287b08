"""Discourse: whom "the two sides", "he", "the ministry" or "we" stand for, as the text unfolds.

Every answer is a tuple of parties, or of people, and empty where the words do not tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, conjuncts, objects, prepositional
from servanda.extraction.coreference.groups import GroupsOfDiscourse
from servanda.extraction.coreference.reference_words import (
    ARMED,
    GROUP,
    HE,
    INNER,
    INSTITUTIONS,
    IT,
    MEMBERS,
    SELF,
    SIDES,
    TOP,
    WE,
    is_determined,
    is_paired,
)
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import PartySort
from servanda.world.office_terms import party_of_family_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from servanda.parsing.document import Parsed
    from servanda.parsing.people import Person
    from servanda.parsing.quotation import QuotedSpan

__all__ = ["Discourse"]


_LED = word_set("parsing", "led", "names")
_BODIES = word_set("extraction", "bodies", "reference_words")
_OF_ONE_STATE = word_set("extraction", "of_one_state", "reference_words")
_COUNTRY = word_set("extraction", "country", "reference_words")
_THESE = word_set("extraction", "these", "reference_words")
_STANDING_FOR = word_set("extraction", "standing_for", "consultation_words")
_ALL_THESE = _THESE | word_set("extraction", "all_these", "reference_words")
_PAIR = 2
_PLURAL = ("NNS", "NNPS", "CD", "PRP", "DT")
_MODIFIERS = ("amod", "compound", "nmod", "poss")


class Discourse(GroupsOfDiscourse):
    """A parsed report with the thread of who is spoken of."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.memo: dict[tuple[str, int], object] = {}  # what readers found and may ask for again
        self._parties_at: dict[int, tuple[str, ...]] = {}  # asked for a hundred times a report
        self._owners_at: dict[int, tuple[str, ...]] = {}
        self._owned_before: dict[tuple[str, int], tuple[str, ...]] = {}

    # -- parties -----------------------------------------------------------------------------

    def parties(self, token: Token | None, *, conj: bool = True) -> tuple[str, ...]:
        """Return the parties that the noun phrase headed by `token` stands for, in order of print."""
        if token is None:
            return ()
        found: list[str] = []
        for item in self._listed_with(token) if conj else [token]:
            found.extend(p for p in self._parties_of_one(item) if p not in found)
        return tuple(found)

    def _listed_with(self, token: Token) -> list[Token]:
        """Return a noun with its conjuncts; "A, B and C" may be parsed as A, called B, and C."""
        items = conjuncts(token)
        person, state = self.parsed.person_at(token), self._state_at(token)
        for other in children(token, "appos"):
            named = self.parsed.person_at(other)
            if person is not None and named is not None and named != person:
                items.extend(conjuncts(other))
            if person is None and state and self._state_at(other) not in (None, state):
                items.extend(conjuncts(other))
        return items

    def _state_at(self, token: Token) -> str | None:
        """Return the state that a word names outright."""
        mention = self.parsed.party_at(token)
        return mention.party if mention is not None and mention.sort is PartySort.NAME else None

    def _parties_of_one(self, token: Token) -> tuple[str, ...]:
        known = self._parties_at.get(token.i)
        if known is None:
            self._parties_at[token.i] = ()  # what leads back here tells no more
            known = self._parties_at[token.i] = self._parties_read(token)
        return known

    def _parties_read(self, token: Token) -> tuple[str, ...]:
        for read in self._WHAT_IT_IS:
            found = read(self, token)
            if found is not None:
                return found
        return ()

    # What a word may be, in order: each reading gives None where the word is nothing of the sort.

    def _as_first_person(self, token: Token) -> tuple[str, ...] | None:
        """Read "we", "I", "my"; "US" is the state, not the pronoun."""
        if token.lower_ in SELF or (token.lower_ in WE and token.text != "US"):
            return self._we(token, self.parsed.quoted_at(token.idx))
        return None

    def _as_person(self, token: Token) -> tuple[str, ...] | None:
        """Read the name of a person."""
        person = self.parsed.person_at(token)
        return None if person is None else _only(person.party)

    def _as_state(self, token: Token) -> tuple[str, ...] | None:
        """Read the name of a state, seat or body that does not merely modify another noun."""
        mention = self.parsed.party_at(token)
        if mention is None or not mention.party or mention.sort is PartySort.ADJECTIVE:
            return None
        inside = token.dep_ in INNER and self.parsed.party_at(token.head) is None
        return None if inside else (mention.party,)

    def _as_officer(self, token: Token) -> tuple[str, ...] | None:
        """Read a title: its holder's state, else the one in front of it, else the report's own."""
        holder = self._beside_office(token)
        if holder is not None and holder.party:
            return (holder.party,)
        office = self.parsed.office_at(token)
        if office is None:
            return None
        holder = self._holder(office.head, office.party, office.office)
        party = holder.party if holder is not None else None
        # "The President", unnamed, is of the report's own state.
        home = self.parsed.home if office.definite and office.head in TOP else None
        return _only(party or office.party or home) or None

    def _as_pronoun(self, token: Token) -> tuple[str, ...] | None:
        """Read "he", "she", "it"."""
        if token.lower_ in HE:
            return self._he(token)
        return self._it(token) if token.lower_ in IT else None

    def _as_group(self, token: Token) -> tuple[str, ...] | None:
        """Read "they", "the two sides", "the allies"."""
        told = token.lower_ in GROUP or token.lower_ in SIDES or token.lemma_.lower() in SIDES
        return self._sides(token) if told else None

    def _as_owned(self, token: Token) -> tuple[str, ...] | None:
        """Read "the Norland navy": whose the noun is."""
        return self._owners(token) or None

    def _as_institutions(self, token: Token) -> tuple[str, ...] | None:
        """Read "the two navies", "the three ministries": one of each who came together."""
        if token.tag_ != "NNS" or token.lemma_.lower() not in INSTITUTIONS:
            return None
        counted = any(child.like_num for child in children(token, "nummod"))
        group = self.group(token) if counted or is_paired(token) else ()
        return group if is_paired(token) or len(group) > _PAIR else None

    def _as_institution(self, token: Token) -> tuple[str, ...] | None:
        """Read "the ministry": the state whose such body was named before, else the home party."""
        stem = token.lower_
        if stem not in _OF_ONE_STATE:
            return None
        found = self.last_owned(
            f"word {stem}",
            self._places_of_words.get(stem, []),
            token.i,
            lambda other: self._owners(other) or self._named(other),
        )
        return found[:1] or _only(self.parsed.home)

    _WHAT_IT_IS: ClassVar[tuple[Callable[[Discourse, Token], tuple[str, ...] | None], ...]] = (
        _as_first_person,
        _as_person,
        _as_state,
        _as_officer,
        _as_pronoun,
        _as_group,
        _as_owned,
        _as_institutions,
        _as_institution,
    )

    def is_actor(self, token: Token) -> bool:
        """Whether `token` stands for someone who can be bound: a person, state, body or office."""
        parsed = self.parsed
        if token.lower_ in WE | HE | GROUP | SELF:
            return True
        if parsed.person_at(token) is not None or parsed.office_at(token) is not None:
            return True
        mention = parsed.party_at(token)
        if mention is not None and mention.party and mention.sort is not PartySort.ADJECTIVE:
            return token.dep_ not in INNER or parsed.party_at(token.head) is not None
        lemma = token.lemma_.lower()
        if token.lower_ in SIDES or lemma in SIDES or lemma in INSTITUTIONS:
            return True
        if token.lower_ == "it":
            return bool(self._it(token))
        return lemma in ARMED and bool(self._owners(token))

    def _owners(self, token: Token) -> tuple[str, ...]:
        """Return the states whose adjective, name or possessive stands with the noun."""
        known = self._owners_at.get(token.i)
        if known is None:
            known = self._owners_at[token.i] = self._owners_of(token)
        return known

    def _owners_of(self, token: Token) -> tuple[str, ...]:
        return self._owners_in_front(token) or self._owners_behind(token)

    def _owners_in_front(self, token: Token) -> tuple[str, ...]:
        """Read "Norland-Sudmark talks", "their envoys": whose a noun is by what modifies it."""
        found = dict.fromkeys(_led_by(token))
        for child in children(token, *_MODIFIERS, "nummod"):
            for item in child.subtree:
                found |= dict.fromkeys(self._named(item))
            if child.dep_ == "poss" and not found:
                found = dict.fromkeys(self.parties(child))
        return tuple(found)

    def _owners_behind(self, token: Token) -> tuple[str, ...]:
        """Read "talks between Norland and Sudmark", "experts from the two sides", "officials representing Norland"."""
        found: dict[str, None] = {}
        for noun in prepositional(token, "of", "from", "between", "among"):
            found |= dict.fromkeys(self._named(noun))
            found = found or dict.fromkeys(self._owners_of_those(noun))
            if noun.lemma_.lower() in MEMBERS:  # "diplomats of the Sealand Pact members"
                for child in children(noun, *_MODIFIERS):
                    found |= dict.fromkeys(self._named(child))
        for clause in children(token, "acl"):  # "delegations representing Norland and Sudmark"
            if clause.tag_ == "VBG" and clause.lemma_.lower() in _STANDING_FOR:
                found |= {party: None for noun in objects(clause) for party in self._named(noun)}
        return tuple(found)

    def _owners_of_those(self, noun: Token) -> tuple[str, ...]:
        """Return whose experts "of the two sides" or officials "of the committees of A and B" are."""
        both = noun.tag_ == "NNS" and noun.lower_ in SIDES and is_paired(noun)
        sides = self._sides(noun) if both else self._as_institutions(noun)
        return sides or (self._owners(noun) if noun.lemma_.lower() in _BODIES else ())

    def _named(self, token: Token) -> tuple[str, ...]:
        """Return the party that a word names, or that of the person it names."""
        mention = self.parsed.party_at(token)
        if mention is not None and mention.party:
            return (mention.party,)
        person = self.parsed.person_at(token)
        return _only(person.party) if person is not None else ()

    def _sides(self, token: Token) -> tuple[str, ...]:
        """Read "the two sides", "both ministers", "the foreign ministers of A and B", "the allies"."""
        named = self._owners(token)
        if not named:
            named = tuple(dict.fromkeys(p.party for p in self._in_apposition(token) if p.party))
        plural = token.tag_ in _PLURAL or token.lower_ in GROUP
        whole = len(named) > 1 or any(len(party) > 2 for party in named)
        whole = whole or any(self._named(child) for child in children(token, "amod", "compound"))
        if whole or not plural or not _stands_for_more(token, named):
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

    def _we(self, token: Token, quoted: QuotedSpan | None) -> tuple[str, ...]:
        if quoted is not None:
            speaker = self.speaker(quoted)
            return _only(speaker.party) if speaker is not None else ()
        party = publishing_state(self.parsed.report) or self.parsed.home
        if party and token.dep_ == "poss" and token.head.lower_ in _COUNTRY:
            return (party,)  # "our country" is one, whoever met there
        sentence = self.parsed.sentence_of(token)
        pair = self._pair_in(sentence.index, token.i)
        if len(pair) > 1:
            return pair
        turn = self.turn(token)
        if turn is not None:
            return _only(turn.person.party) if turn.person is not None else ()
        return self.joint_parties if self.is_joint else _only(party)

    def thing_owner(self, token: Token) -> tuple[str, ...]:
        """Read "the brigade": whose it is by an earlier mention of the same noun with an owner."""
        own = self._owners(token)
        if own:
            return own
        for part in prepositional(token, "of"):  # "the bulk of the troops"
            return self.thing_owner(part)
        stem = token.lemma_.lower()
        return self.last_owned(
            f"noun {stem}",
            self._places_of_nouns.get(stem, []),
            token.i,
            lambda other: self._owners(other) if other.pos_ in ("NOUN", "PROPN") else (),
        )

    # -- people ------------------------------------------------------------------------------

    def _he(self, token: Token) -> tuple[str, ...]:
        """Return the state of whom "he" or "she" stands for, named or not."""
        person = self._antecedent(token)
        return self._officer_before(token) if person is None else _only(person.party)

    def _it(self, token: Token) -> tuple[str, ...]:
        """Return the state that "it" stands for: the last that acted in this sentence or the one before."""
        own = self.parsed.sentence_of(token).span
        for words in self._words_before(token, 1):
            best: str | None = None
            for other in words:
                here = other.dep_ == "poss" and own.start <= other.i
                if here or other.dep_ in ("nsubj", "nsubjpass"):
                    best = self._state_of_actor(other) or best
            if best:
                return (best,)
        return ()

    def _state_of_actor(self, token: Token) -> str | None:
        """Return the state that a subject or an owner names; of "Norland's army", a subject, the owner."""
        mention = self.parsed.party_at(token)
        if mention is not None and mention.party:
            return mention.party
        return next(iter(self._owners(token)), None) if token.dep_ != "poss" else None

    # -- speakers ----------------------------------------------------------------------------

    def speaker(self, quoted: QuotedSpan | None) -> Person | None:
        """Return the person who says the words of a quotation, or None."""
        from servanda.extraction.coreference.speakers import speaker_of

        if quoted is None:
            return None
        attribution = speaker_of(self, quoted)
        return attribution.person if attribution is not None else None


def _led_by(token: Token) -> list[str]:
    """Return whose government it is by the name of who leads it: "the Merkel government"."""
    if token.lemma_.lower() not in _LED:
        return []
    leaders = (party_of_family_name(child.text) for child in children(token, "compound"))
    return [party for party in leaders if party is not None]


def _only(party: str | None) -> tuple[str, ...]:
    return (party,) if party else ()


def _stands_for_more(token: Token, named: tuple[str, ...]) -> bool:
    """Whether a plural stands for more than those who are named with it: "the two", "these", "they"."""
    if named:
        return is_determined(token, _THESE)
    return token.lower_ in GROUP or is_determined(token, _ALL_THESE)
