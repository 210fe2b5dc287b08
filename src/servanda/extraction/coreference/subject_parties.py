"""Parties of subjects: whom a subject names, with those listed beside it and those it stands for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, conjuncts, subject
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["by_adjective", "listed_before", "parties_of_subject"]


def parties_of_subject(discourse: Discourse, token: Token | None) -> tuple[str, ...]:
    """Return the parties of a subject; "A told B he will pay" is about A, and a list is taken whole."""
    if token is None:
        return ()
    teller = _teller_meant(discourse, token) if not children(token, "conj") else None
    if teller is not None:
        return discourse.parties(teller)
    found = discourse.parties(token)
    if token.lower_ == "they" and len(found) > 1:
        return _others(discourse, token, found)
    if len(found) == 1:
        before = [p for p in listed_before(discourse, token) if p not in found]
        after = [p for p in _listed_after(discourse, token) if p not in (*before, *found)]
        return (*before, *found, *after)
    return found


def _listed_after(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """Return the parties of people joined to a subject behind its "of": "A of Norland and B of Sudmark signed"."""
    office = discourse.parsed.office_at(token)
    if discourse.parsed.person_at(token) is None and office is None:
        return ()
    found: list[str] = []
    for named in children(token, "appos"):  # "Minister A and Norland's B signed"
        people = (discourse.parsed.person_at(other) for other in conjuncts(named)[1:])
        found.extend(person.party for person in people if person is not None and person.party)
    for prep in children(token, "prep"):
        for place in children(prep, "pobj") if prep.lower_ == "of" else []:
            for other in conjuncts(place):
                person = discourse.parsed.person_at(other)
                if person is not None and person.party and other != place:
                    found.append(person.party)
    return tuple(dict.fromkeys(found))


def _teller_meant(discourse: Discourse, token: Token) -> Token | None:
    """Return who says it, where the subject of what is said is "he", "she", "it" or "they"."""
    if token.lower_ not in ("he", "she", "it", "they") or token.dep_ not in ("nsubj", "nsubjpass"):
        return None
    below = token.head
    for _ in range(4):
        above = below.head
        if above == below:
            return None
        if below.dep_ == "ccomp" and above.lemma_.lower() in _TELLING:
            acting = subject(above)
            if acting is None or acting == token or not discourse.is_actor(acting):
                return None
            if acting.i > token.i or discourse.parsed.quoted_at(token.idx) is not None:
                return None
            several = len(discourse.parties(acting)) > 1
            return acting if several == (token.lower_ == "they") else None
        if below.dep_ not in ("conj", "xcomp"):
            return None
        below = above
    return None


_TELLING = word_set("extraction", "telling", "reference_words")


def _others(discourse: Discourse, token: Token, found: tuple[str, ...]) -> tuple[str, ...]:
    """Return those whom a speaker calls "they": never his own side."""
    quoted = discourse.parsed.quoted_at(token.idx)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    if speaker is None or speaker.party not in found:
        return found
    return tuple(p for p in found if p != speaker.party)


def listed_before(discourse: Discourse, token: Token) -> tuple[str, ...]:
    """Return the parties listed in front of a subject that the parser cut off ("A, B and Minister C signed")."""
    parsed = discourse.parsed
    sentence = parsed.sentence_of(token)
    people = parsed.people.people
    first, last = sentence.start, token.idx + 1
    spans = [(m.start, m.end, people[m.person].party) for m in parsed.names_in(first, last)]
    named = (m for m in parsed.parties_in(first, last) if m.sort is PartySort.NAME)
    spans.extend((m.start, m.end, m.party) for m in named)
    spans.sort()
    run: list[str] = []
    joined = False
    for before, after in zip(reversed(spans[:-1]), reversed(spans), strict=False):
        gap = parsed.content[before[1] : after[0]]
        if not _IN_LIST.fullmatch(gap) or (not joined and "and" not in gap.split()):
            break
        joined = True
        tokens = parsed.tokens_within(before[0], before[1])
        if any(t.dep_ in {"pobj", "poss"} for t in tokens):
            break
        if before[2]:
            run.append(before[2])
    return tuple(dict.fromkeys(reversed(run)))


# What stands between the members of a list: commas, "and", and the titles of the next.
_IN_LIST = re.compile(
    r",? (?:and )?(?:the )?(?:[A-Z][\w.’'-]* |of |for |and |his |her |counterpart )*"
)


def by_adjective(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    """Return whose a promise is by the name in front of it: "the U.S. commitment to help"."""
    if children(noun, "poss"):
        return ()
    found: list[str] = []
    for child in children(noun, "compound", "amod", "nmod"):
        mention = discourse.parsed.party_at(child)
        if mention is not None and mention.party and mention.party not in found:
            found.append(mention.party)
    return tuple(found)
