"""Since and until when a person holds an office: clauses that say how a term began or ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    extent,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
)
from servanda.parsing.word_table import word_table
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.people import Person

__all__ = [
    "BEGUN",
    "ENDED_ACTIVE",
    "ENDED_PASSIVE",
    "END_NOUNS",
    "HOLDING",
    "LEAVING",
    "OFFICE",
    "START_NOUNS",
    "TAKING",
    "Term",
    "terms",
]


# What one takes, assumes, gets or leaves: an office in the abstract.
OFFICE = word_set("extraction", "office", "tenure_words")
TAKING = word_set("extraction", "taking", "tenure_words")
LEAVING = word_set("extraction", "leaving", "tenure_words")
BEGUN = word_set("extraction", "begun", "tenure_words")  # passive
ENDED_PASSIVE = word_set("extraction", "ended_passive", "tenure_words")
ENDED_ACTIVE = word_set("extraction", "ended_active", "tenure_words")
START_NOUNS = word_set("extraction", "start_nouns", "tenure_words")
END_NOUNS = word_set("extraction", "end_nouns", "tenure_words")
HOLDING = word_set("extraction", "holding", "tenure_words")


# -- Since and until when a person holds an office: clauses that say how a term began or ende


@dataclass(frozen=True, slots=True)
class Term:
    """When a term began or ended, and the clause that says so."""

    start: int
    end: int
    since: TimeRef | None
    until: TimeRef | None


_NOUNS = START_NOUNS | END_NOUNS | OFFICE


def terms(discourse: Discourse) -> dict[int, Term]:
    """Return the term told of each person, the first told where there are several."""
    found: dict[int, Term] = {}
    doc = discourse.parsed.doc
    words = word_table(doc)
    nouns = (at for at, word in enumerate(words.lower) if word in _NOUNS)
    for at in sorted({*words.verbs, *nouns}):
        for person, term in _told_at(discourse, doc[at]):
            old = found.get(person.index)
            if old is None:
                found[person.index] = term
            elif (old.since is None) != (term.since is None):
                found[person.index] = Term(
                    old.start, old.end, old.since or term.since, old.until or term.until
                )
    return found


def _told_at(discourse: Discourse, token: Token) -> Iterator[tuple[Person, Term]]:
    if token.pos_ in ("VERB", "AUX") and not is_negated(token):
        if token.lemma_ in ("succeed", "replace"):
            yield from _succeeds(discourse, token)
            return
        begins, ends = _begins(discourse, token), _ends(token)
        if begins or ends:
            yield from _of_verb(discourse, token, begins)
        elif token.lemma_ in HOLDING:
            yield from _held(discourse, token)
    elif token.lower_ in START_NOUNS | END_NOUNS:
        yield from _of_noun(discourse, token, token.lower_ in START_NOUNS)
    elif token.lower_ in OFFICE and token.pos_ == "NOUN":
        yield from _in_post(discourse, token)


def _begins(discourse: Discourse, verb: Token) -> bool:
    """Whether a verb tells that somebody's term begins."""
    lemma = verb.lemma_.lower()
    if lemma in TAKING:
        return _takes_office(verb)
    if lemma == "become":
        return _names_office(discourse, children(verb, "attr"))
    if lemma == "come":
        return any(t.lower_ in ("office", "power") for t in prepositional(verb, "to", "into"))
    if lemma == "swear":
        return "in" in _particles(verb)
    if lemma in ("inaugurate", "elect", "reappoint"):
        return _is_done_to(verb)
    return lemma in BEGUN and _is_done_to(verb) and _is_put_in_office(discourse, verb)


def _takes_office(verb: Token) -> bool:
    """Read "assumed the post", "took up office", "took over as minister"."""
    targets = [*objects(verb), *prepositional(verb, "up", "over", "as", "into")]
    if any(t.lower_ in OFFICE for t in targets):
        return True
    over = verb.lemma_.lower() == "take" and "over" in _particles(verb)
    return over and bool(prepositional(verb, "as") or not objects(verb))


def _is_put_in_office(discourse: Discourse, verb: Token) -> bool:
    """Read "named minister", "appointed to the post", "confirmed as envoy"."""
    offices = [
        *children(verb, "oprd", "attr", "dobj", "xcomp"),
        *prepositional(verb, "as", "to"),
    ]
    return _names_office(discourse, offices) or any(t.lower_ in OFFICE for t in offices)


def _names_office(discourse: Discourse, nouns: list[Token]) -> bool:
    return any(discourse.parsed.office_at(noun) is not None for noun in nouns)


def _is_done_to(verb: Token) -> bool:
    """Whether a verb is passive, or a bare participle as in "Brandt, elected in May,"."""
    bare = verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod")
    return bare or bool(children(verb, "auxpass"))


def _particles(verb: Token) -> set[str]:
    return {c.lower_ for c in children(verb, "prt", "prep", "advmod")}


def _ends(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in LEAVING:
        return any(t.lower_ in OFFICE for t in objects(verb))
    if lemma == "step" and _particles(verb) & {"down", "aside"}:
        return True
    passive = bool(children(verb, "auxpass"))
    if lemma in ENDED_PASSIVE:
        return passive
    return lemma in ENDED_ACTIVE and not passive


def _of_verb(discourse: Discourse, verb: Token, begins: bool) -> Iterator[tuple[Person, Term]]:
    person = _beginner(discourse, verb)
    time = _time_of(discourse, verb)
    if person is None or time is None:
        return
    yield person, _term(discourse, verb, time, begins)


def _beginner(discourse: Discourse, verb: Token) -> Person | None:
    """Return whose term a verb tells of; "A and B, who took office" is about the nearer one."""
    if verb.dep_ == "relcl" and any(c.tag_ == "WP" for c in children(verb, "nsubj", "nsubjpass")):
        doc = verb.doc
        for token in reversed(list(doc[verb.head.i : verb.i])):
            person = discourse.parsed.person_at(token)
            if person is not None:
                return person
    return _single(discourse, subject(verb))


def _succeeds(discourse: Discourse, verb: Token) -> Iterator[tuple[Person, Term]]:
    """Read "who succeeded A B last month": one term begins and another ends."""
    time = _time_of(discourse, verb)
    person = _beginner(discourse, verb)
    if time is None or person is None or is_passive(verb):
        return
    for target in objects(verb):
        earlier = discourse.parsed.person_at(target)
        if earlier is not None:
            yield person, _term(discourse, verb, time, begins=True)
            yield earlier, _term(discourse, verb, time, begins=False)


def _held(discourse: Discourse, verb: Token) -> Iterator[tuple[Person, Term]]:
    """Read "has been minister since May", "was president until March"."""
    has_office = _names_office(discourse, [*children(verb, "attr"), *prepositional(verb, "as")])
    person = _single(discourse, subject(verb))
    if not has_office or person is None:
        return
    for time in _times_under(discourse, verb):
        if time.relation in ("since", "until"):
            yield person, _term(discourse, verb, time, time.relation == "since")
            return


def _of_noun(discourse: Discourse, noun: Token, begins: bool) -> Iterator[tuple[Person, Term]]:
    """Read "since her inauguration last October", "his resignation in May"."""
    owners = children(noun, "poss")
    person = _single(discourse, owners[0]) if owners else None
    if person is None:
        person = next(
            (p for t in prepositional(noun, "of") if (p := _single(discourse, t)) is not None), None
        )
    if person is None:
        return
    time = _time_of(discourse, noun)
    if time is not None:
        yield person, _term(discourse, noun, time, begins)


def _in_post(discourse: Discourse, noun: Token) -> Iterator[tuple[Person, Term]]:
    """Read "in his post since a mid-May reshuffle", "in office since 2031"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return
    owners = children(noun, "poss")
    person = _single(discourse, owners[0]) if owners else None
    if person is None:
        above = noun.head.head
        person = _single(discourse, subject(above) if above.pos_ in ("VERB", "AUX") else above)
    if person is None:
        return
    sentence = discourse.parsed.sentence_of(noun)
    for time in discourse.parsed.times_within(noun.idx, sentence.end):
        between = discourse.parsed.content[noun.idx : time.start]
        if ("since " in between or "until " in between) and len(between) < 60:
            yield (
                person,
                Term(
                    noun.head.idx,
                    time.end,
                    *((time, None) if "since " in between else (None, time)),
                ),
            )
            return


def _term(discourse: Discourse, head: Token, time: TimeRef, begins: bool) -> Term:
    start, end = extent(head)
    start, end = min(start, time.start), max(end, time.end)
    if end - start > 120:  # a long clause: the verb and its time are what tells it
        start, end = min(head.idx, time.start), max(head.idx + len(head), time.end)
    return Term(start, end, time if begins else None, None if begins else time)


def _single(discourse: Discourse, token: Token | None) -> Person | None:
    people = discourse.people(token, conj=False)
    return people[0] if len(people) == 1 else None


def _time_of(discourse: Discourse, head: Token) -> TimeRef | None:
    """Return the time of a clause or noun: the nearest behind the head, else the nearest in front."""
    found = _times_under(discourse, head)
    behind = [t for t in found if t.start > head.idx]
    return behind[0] if behind else found[-1] if found else None


def _times_under(discourse: Discourse, head: Token) -> list[TimeRef]:
    """Return the times that depend on `head`, not on a clause below it."""
    nested = {
        t.i
        for child in head.subtree
        if child != head
        and child.dep_ in ("ccomp", "relcl", "advcl", "conj", "parataxis", "xcomp")
        and child.pos_ in ("VERB", "AUX")
        for t in child.subtree
    }
    tokens = [t.idx for t in head.subtree if t.i not in nested]
    return [
        r
        for r in discourse.parsed.times_touching(min(tokens), max(tokens) + 1)
        if is_calendar(r) and any(r.start <= at < r.end for at in tokens)
    ]
