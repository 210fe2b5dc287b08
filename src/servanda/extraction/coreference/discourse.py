"""Discourse: whom "the two sides", "he", "the ministry" or "we" stand for, as the text unfolds.

Every answer is a tuple of parties, or of people, and empty where the words do not tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, conjuncts, prepositional
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
)
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import PartySort
from servanda.world.office_terms import party_of_family_name

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.parsing.document import Parsed
    from servanda.parsing.people import Person
    from servanda.parsing.quotation import QuotedSpan

__all__ = ["Discourse"]


_LED = word_set("parsing", "led", "names")
_BODIES = word_set("extraction", "bodies", "reference_words")


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
        parsed = self.parsed
        lower = token.lower_
        quoted = parsed.quoted_at(token.idx)
        if lower in WE and token.text != "US":  # the state, not the pronoun
            return self._we(token, quoted)
        if lower in SELF:
            if quoted is None:
                return self._we(token, None)  # a statement in the first person
            speaker = self.speaker(quoted)
            return (speaker.party,) if speaker is not None and speaker.party else ()
        person = parsed.person_at(token)
        if person is not None:
            return (person.party,) if person.party else ()
        mention = parsed.party_at(token)
        named = mention is not None and mention.sort is not PartySort.ADJECTIVE
        inside = token.dep_ in INNER and parsed.party_at(token.head) is None
        if mention is not None and mention.party and named and not inside:
            return (mention.party,)
        holder = self._beside_office(token)
        if holder is not None and holder.party:
            return (holder.party,)
        office = parsed.office_at(token)
        if office is not None:
            holder = self._holder(office.head, office.party, office.office)
            if holder is not None and holder.party:
                return (holder.party,)
            if office.party:
                return (office.party,)
            if office.definite and parsed.home and office.head in TOP:
                return (parsed.home,)  # "the President", unnamed, of the report's own state
        if lower in HE or (lower in IT):
            return self._pronoun(token)
        if lower in GROUP or lower in SIDES or token.lemma_.lower() in SIDES:
            return self._sides(token)
        owned = self._owners(token)
        if owned:
            return owned
        paired = any(c.lower_ in ("two", "both") for c in token.children)
        if paired and token.tag_ == "NNS" and token.lemma_.lower() in INSTITUTIONS:
            return self.group(token)  # "the two navies will share"
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
            return bool(self._pronoun(token))
        return lemma in ARMED and bool(self._owners(token))

    def _owners(self, token: Token) -> tuple[str, ...]:
        """Return the states whose adjective, name or possessive stands with the noun."""
        known = self._owners_at.get(token.i)
        if known is None:
            known = self._owners_at[token.i] = self._owners_of(token)
        return known

    def _owners_of(self, token: Token) -> tuple[str, ...]:
        found = _led_by(token)
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
                both = any(c.lower_ in ("two", "both") for c in inner.children)
                if both and inner.lower_ in SIDES and inner.tag_ == "NNS" and not found:
                    found.extend(self._sides(inner))  # "experts from the two sides"
                if (
                    not found and inner.lemma_.lower() in _BODIES
                ):  # "officials of the committees of A and B"
                    found.extend(self._owners(inner))
                if inner.lemma_.lower() in MEMBERS:  # "diplomats of the Sealand Pact members"
                    for child in children(inner, "compound", "amod", "nmod", "poss"):
                        found.extend(p for p in self._named(child) if p not in found)
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
        plural = token.tag_ in ("NNS", "NNPS", "CD", "PRP", "DT") or token.lower_ in GROUP
        if len(named) > 1 or not plural or any(len(party) > 2 for party in named):
            return named
        if named and not any(c.lower_ in ("two", "both", "three", "the") for c in token.children):
            return named
        determined = token.lower_ in GROUP or any(
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

    def _we(self, token: Token, quoted: QuotedSpan | None) -> tuple[str, ...]:
        if quoted is not None:
            speaker = self.speaker(quoted)
            if speaker is not None and speaker.party:
                return (speaker.party,)
            return ()
        party = publishing_state(self.parsed.report) or self.parsed.home
        if party and token.dep_ == "poss" and token.head.lower_ in ("country", "nation"):
            return (party,)  # "our country" is one, whoever met there
        sentence = self.parsed.sentence_of(token)
        pair = self._pair_in(sentence.index, token.i)
        if len(pair) > 1:
            return pair
        turn = self.turn(token)
        if turn is not None:
            return (turn.person.party,) if turn.person is not None and turn.person.party else ()
        if self.is_joint:
            return self.joint_parties
        return (party,) if party else ()

    def _institution(self, token: Token) -> tuple[str, ...]:
        """Read "the ministry": the state whose such body was named before, else the home party."""
        stem = token.lower_
        found = self.last_owned(
            f"word {stem}",
            self._places_of_words.get(stem, []),
            token.i,
            lambda other: self._owners(other) or self._named(other),
        )
        return found[:1] if found else (self.parsed.home,) if self.parsed.home else ()

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

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        if token.lower_ in HE:
            person = self._antecedent(token)
            if person is None:
                return self._officer_before(token)
            return (person.party,) if person.party else ()
        sentence = self.parsed.sentence_of(token)
        spoken = self.parsed.quoted_at(token.idx) is not None
        for index in range(sentence.index, max(-1, sentence.index - 2), -1):
            best: str | None = None
            for other in self.parsed.sentences[index].span:
                if index == sentence.index and other.i >= token.i:
                    break
                if not spoken and self.parsed.quoted_at(other.idx) is not None:
                    continue  # "our army fired, it said": who speaks is told outside the quotation
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
