"""Company: the people and parties that one noun phrase stands for, as those who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    is_finite,
    is_passive,
    objects,
    prepositional,
    subject,
)
from servanda.model import ConsultationForm as Form
from servanda.parsing.office_titles import titles
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = [
    "GROUP_NOUNS",
    "actors",
    "add_company",
    "agents",
    "is_no_official",
    "is_private",
    "is_time",
    "parties_within",
    "takes_part",
    "who",
    "with_whom",
]


GROUP_NOUNS = word_set("extraction", "group_nouns", "consultation_words")


# States themselves; who speaks for them is not said.
_STATES = word_set("extraction", "states", "consultation_words")
_LEADERS = word_set("extraction", "leaders", "consultation_words")
_NEXT = 7  # words after a noun within which "with" may still be its own, however it was parsed


def is_time(discourse: Discourse, token: Token) -> bool:
    """Return whether `token` stands within a time expression."""
    return discourse.parsed.is_in_time(token.idx)


def add_company(
    discourse: Discourse, mention: Mention, tokens: Iterable[Token], *, guests: bool = False
) -> None:
    """Add the people and parties that noun phrases stand for to a mention; `guests` are met, whatever their office."""
    for token in tokens:
        people, parties = who(discourse, token)
        met = discourse.parsed.person_at(token) if guests else None
        if met is not None and met not in people:
            people = [met, *people]
            parties = [*parties, *([met.party] if met.party and met.party not in parties else [])]
        mention.people.extend(p for p in people if p not in mention.people)
        mention.parties.extend(p for p in parties if p not in mention.parties)
        officer = guests and not people and discourse.parsed.office_at(token) is not None
        mention.foreigners |= officer or _names_group(token)


_PORTIONS = word_set("extraction", "portions", "consultation_words")


def _names_group(token: Token) -> bool:
    """Whether a noun phrase names several without names: "its ministers", "a number of officials"."""
    members = conjuncts(token)
    portions = [t for t in members if t.lemma_.lower() in _PORTIONS]
    members = [*members, *(m for t in portions for m in prepositional(t, "of"))]
    return any(t.lemma_.lower() in GROUP_NOUNS and t.tag_ in ("NNS", "NNPS") for t in members)


def _named_below(discourse: Discourse, token: Token) -> list[Person]:
    """Return the people named in a noun phrase, in order of print, without those of its clauses and possessives."""
    if not discourse.parsed.is_person_under(token):
        return []
    found: list[Token] = []
    waiting = [token]
    while waiting:
        word = waiting.pop()
        found.append(word)
        waiting += [c for c in word.children if c.dep_ not in ("relcl", "acl", "advcl", "poss")]
    found.sort(key=lambda word: word.i)
    return [p for word in found if (p := discourse.parsed.person_at(word)) is not None]


def _leading(discourse: Discourse, group: Token) -> list[Person]:
    """Return who leads a group: "a delegation led by A B"."""
    clauses = [c for c in children(group, "acl") if c.lemma_ in ("lead", "head")]
    return [p for c in clauses for t in prepositional(c, "by") for p in discourse.people(t)]


def _parties_below(discourse: Discourse, group: Token) -> list[str]:
    """Return the state that "a delegation of the upper house of Norland's parliament" is of: the first one named."""
    for word in group.subtree if group.lemma_.lower() in GROUP_NOUNS else ():
        mention = discourse.parsed.party_at(word) if word.i > group.i else None
        if mention is not None and mention.party:
            return [mention.party]
        if word.i > group.i and word.dep_ in ("relcl", "acl"):
            break
    return []


def who(discourse: Discourse, token: Token) -> tuple[list[Person], list[str]]:
    """Return the people and parties that one noun phrase stands for, without those told of in passing."""
    own = _is_own_leader(discourse, token) and _is_elsewhere(discourse, token)
    meant, parties = (
        ([], []) if own else (_people_meant(discourse, token), list(discourse.parties(token)))
    )
    named = [p for p in _named_below(discourse, token) if takes_part(p)]
    if not (meant or named or parties):
        parties = _parties_below(discourse, token)
    people = list({p.index: p for p in (*meant, *named, *_leading(discourse, token))}.values())
    parties += _parties_of(discourse, token, people)
    home = discourse.parsed.home
    if home and (own or not (people or parties)) and _is_own_leader(discourse, token):
        parties.append(home)
    return people, list(dict.fromkeys(parties))


def _parties_of(discourse: Discourse, token: Token, people: list[Person]) -> list[str]:
    """Return whose people are, and the states that stand in front of those whose party is not known."""
    found = [p.party for p in people if p.party]
    return found if len(found) == len(people) else found + _parties_beside(discourse, token)


def _people_meant(discourse: Discourse, token: Token) -> list[Person]:
    """Return who is meant by a noun phrase as a whole; nobody where it is a state or a group described."""
    if token.lemma_.lower() in _STATES or _is_described_group(discourse, token):
        return []
    return [p for p in discourse.people(token) or discourse.spoken_of(token) if takes_part(p)]


def _parties_beside(discourse: Discourse, token: Token) -> list[str]:
    """Return the states that stand in front of names: "Norland's Ada Brandt"."""
    front = (
        discourse.parsed.party_at(child)
        for item in conjuncts(token)
        for child in children(item, "poss", "amod", "compound", "nmod")
    )
    return list(dict.fromkeys(party.party for party in front if party is not None and party.party))


def is_private(mention: Mention) -> bool:
    """Whether those who are met are no officials: "will meet business representatives"; and what is met, "needs"."""
    if mention.form is not Form.MEETING:
        return False
    acted_on = objects(mention.token)
    if acted_on and all(o.lemma_.lower() in _THINGS for o in acted_on):
        return True
    met = [*acted_on, *prepositional(mention.token, "with")]
    return bool(met) and not mention.guests and all(map(is_no_official, met))


_THINGS = word_set("extraction", "things_met", "consultation_words")
_PRIVATE = word_set("extraction", "private", "consultation_words")


def is_no_official(token: Token) -> bool:
    """Whether a noun names people of business, of a society or of the press."""
    near = [
        token,
        *children(token, "compound", "amod", "nmod"),
        *prepositional(token, "of", "from"),
    ]
    return not any(t.lemma_.lower() == "official" for t in conjuncts(token)) and any(
        t.lemma_.lower() in _PRIVATE
        or any(c.lower_ in _PRIVATE for c in children(t, "compound", "amod"))
        for t in near
    )


def _is_elsewhere(discourse: Discourse, token: Token) -> bool:
    """Return whether the only known holder is another state's, though a government speaks here of its own."""
    party = publishing_state(discourse.parsed.report)
    known = discourse.people(token)
    return party is not None and bool(known) and all(p.party != party for p in known)


def _is_own_leader(discourse: Discourse, token: Token) -> bool:
    """Return whether it is "the President" without a name: the leader of the report's own state."""
    office = discourse.parsed.office_at(token)
    return (
        office is not None
        and office.party is None
        and office.head in _LEADERS
        and token.tag_ in ("NN", "NNP")
        and _may_publish(discourse, office.head)
    )


def _may_publish(discourse: Discourse, head: str) -> bool:
    """Whether an office may be that of the publisher: a prime minister who speaks of "the President" means another's."""
    publisher = (discourse.parsed.report.publisher or "").lower()
    named = [leader for leader in _LEADERS if publisher.startswith(leader)]
    return not named or head in named


def _is_described_group(discourse: Discourse, token: Token) -> bool:
    """Return whether a group is described ("the ministers of A and B", "Southern leaders"), so not those spoken of before."""
    if token.lemma_.lower() not in GROUP_NOUNS or discourse.parsed.person_at(token) is not None:
        return False
    if token.tag_ in ("NN", "NNP") and discourse.people(token):
        return False  # "the Norland leader" is one, and known
    if any(
        discourse.parsed.party_at(t) is not None or t.ent_type_ in ("NORP", "GPE", "LOC")
        for t in token.subtree
    ):
        return True
    return not any(
        c.lower_ in ("the", "both", "two", "three", "these", "all") for c in token.children
    ) and token.tag_ in ("NNS", "NNPS")


def takes_part(person: Person) -> bool:
    """Return whether a person takes part, rather than speaking for those who do."""
    if not person.holdings and any(word in titles().heads for word in person.words):
        return False
    return not any(
        h.head.startswith("spokes") or "press secretary" in h.office.lower()
        for h in person.holdings
    )


def actors(verb: Token) -> list[Token]:
    """Return who acts, all of them: parsers give a long list of people several heads."""
    acting = subject(verb)
    if acting is None:  # "Norland in turn protested", where the name is taken for an adverb
        taken = [c for c in children(verb, "npadvmod") if c.pos_ == "PROPN" and c.i < verb.i]
        return taken or _right_before(verb)
    others = [
        c
        for c in children(acting.head, "nsubj", "nsubjpass")
        if c.i != acting.i and c.pos_ == "PROPN"
    ]
    return [*others, acting] if acting.pos_ == "PROPN" else [acting]


def _right_before(verb: Token) -> list[Token]:
    """Return the noun phrase right before a finite verb without a subject: who acts, hung elsewhere by the parser.

    "Under Secretary Brandt and her team will meet", "After the visit the Prime Minister will attend the summit".
    """
    if verb.dep_ in _SUBJECTLESS or not is_finite(verb) or is_passive(verb):
        return []
    own = [verb.i, *(c.i for c in children(verb, "aux", "neg", "advmod") if c.i < verb.i)]
    first = min(own)
    before = verb.doc[first - 1] if first > verb.sent.start else None
    if (
        before is None
        or before.tag_ not in ("NNP", "NN", "NNS", "NNPS")
        or before.dep_ not in _HUNG
    ):
        return []
    while before.dep_ == "conj" and before.head.i < before.i:
        before = before.head
    return [before]


_SUBJECTLESS = ("conj", "relcl", "acl", "xcomp", "advcl", "pcomp", "amod")
_HUNG = ("pobj", "appos", "conj", "dep", "npadvmod", "nmod")


def agents(verb: Token) -> list[Token]:
    """Return who does what a verb tells: of a passive, who is named with "by"."""
    return prepositional(verb, "by") if is_passive(verb) else actors(verb)


def with_whom(noun: Token) -> list[Token]:
    """Return whom it is with, also where the parser hung "with" elsewhere but it stands right behind."""
    found = prepositional(noun, "with")
    found = found or [t for w in children(noun, "prep") if w.lower_ == "with" for t in _cut_off(w)]
    if found:
        return found
    for token in noun.doc[noun.i + 1 : min(noun.i + _NEXT, noun.sent.end)]:
        if token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN" and token.lemma_ != "be":
            break
        if token.lower_ == "with":
            return [c for inner in children(token, "pobj") for c in conjuncts(inner)]
    return []


def _cut_off(preposition: Token) -> list[Token]:
    """Return the name behind a preposition that the parser left alone: "with Minister A B held in Norville"."""
    for token in preposition.doc[preposition.i + 1 : min(preposition.i + 16, preposition.sent.end)]:
        if token.pos_ in ("VERB", "AUX"):
            break
        if token.pos_ == "PROPN" and token.dep_ in ("nsubj", "nsubjpass"):
            return [token]
    return []


def parties_within(discourse: Discourse, mention: Mention, start: int, end: int) -> None:
    """Take the states and organisations named in a stretch; a seat or a building is the place."""
    for party in discourse.parsed.parties_in(start, end):
        if party.end > end or not party.party:
            continue
        seat = party.sort in (PartySort.SEAT, PartySort.BODY)
        if seat and mention.form is not Form.SIGNING:
            mention.place, mention.country = (
                mention.place or party.text,
                mention.country or party.party,
            )
        elif party.party not in mention.parties:
            mention.parties.append(party.party)
