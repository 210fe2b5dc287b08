"""Phrases: what an action is about, for whom, how much and when, in the words of the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    extent,
    is_infinitive,
    is_passive,
    subject,
    walk_up,
)
from servanda.extraction.frame_tables import frame_table
from servanda.model import Target
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Parsed, Sentence

__all__ = [
    "action_words",
    "agents_of",
    "calendar_times",
    "content_words",
    "given_with",
    "in_thousands",
    "names_model",
    "object_words",
    "shares_object_with",
    "target_of",
    "thing_words",
]


def action_words(verb: Token) -> str:
    """Return the action as words: the verb in its base form with particle, manner and "not".

    Verbs that share an object are one action: "widen and deepen".
    """
    last = shares_object_with(verb)
    if last is None:
        return _words_of_action(verb)
    words = [_words_of_action(verb)]
    while last != verb:
        words.insert(1, _words_of_action(last))
        last = last.head
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _words_of_action(verb: Token) -> str:
    parts = [verb.lemma_.lower()] if verb.pos_ in ("VERB", "AUX") else [verb.text.lower()]
    for child in verb.children:
        if child.dep_ == "prt":
            parts.append(child.text.lower())
        elif _manner(child) and child.i == verb.i - 1:
            parts.insert(0, child.text.lower())
        elif child.dep_ == "neg":
            parts.insert(0, "not")
    nested = _carried(verb)
    if nested is not None:
        if nested.dep_ == "pcomp":
            parts.append(nested.head.text.lower())
        rest = action_words(nested)
        gerund = nested.tag_ == "VBG"
        parts.append(
            rest.replace(nested.lemma_.lower(), nested.text.lower(), 1) if gerund else f"to {rest}"
        )
    return " ".join(parts)


def _manner(token: Token) -> bool:
    """Whether an adverb says how something is done; "already", "ago" and "also" do not."""
    if token.dep_ != "advmod" or token.tag_ != "RB":
        return False
    return token.lower_ in ("further", "together") or (
        token.lower_.endswith("ly") and token.lower_ not in _TELLING
    )


_TELLING = word_set("extraction", "telling", "clause_words")
_LIGHT = word_set("extraction", "light", "clause_words")


def _carried(verb: Token) -> Token | None:
    """Return the verb a light verb only colours: "begin buying", "continue to provide"."""
    if verb.lemma_.lower() not in _LIGHT:
        return None
    nested = [c for c in children(verb, "xcomp") if c.tag_ in ("VB", "VBG")]
    nested += [c for p in children(verb, "prep") if p.lower_ == "on" for c in children(p, "pcomp")]
    return nested[0] if nested else None


def _deepest(verb: Token) -> Token:
    nested = _carried(verb)
    return _deepest(nested) if nested is not None else verb


def object_words(discourse: Discourse, verb: Token) -> str:
    """Return what is acted on, word for word, without times and clauses that only describe it."""
    verb = _deepest(verb)
    things = given_with(verb) or children(verb, "dobj", "attr", "oprd")
    if verb.lemma_ == "be":
        things += children(verb, "acomp")
    things += _acted_on(verb, things)
    if not things:
        things = [c for c in children(verb, "prep") if not _is_time(discourse, c)]
        things = sorted(things, key=lambda prep: prep.i < verb.i)[:1]  # what follows, first
    if not things:
        things = children(verb, "ccomp", "xcomp")[:1]
    if not things:
        sharing = shares_object_with(verb)
        return _rest(discourse, verb) if sharing is None else object_words(discourse, sharing)
    things = [_meant(thing, verb) for thing in things[:2]]
    return " ".join(_described(discourse, thing, verb) for thing in things)


def shares_object_with(verb: Token) -> Token | None:
    """Return the coordinated verb whose object is this one's too: "widen and deepen the channel".

    None where the verb has words of its own behind it.
    """
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ not in ("cc", "punct", "prt")]
    if not behind or behind[0].dep_ != "conj" or children(behind[0], *_OWN):
        return None
    following = behind[0]
    if following.pos_ == "VERB" and children(following, "dobj"):
        return following
    return shares_object_with(following)


_OWN = ("nsubj", "nsubjpass", "aux", "auxpass", "neg")  # what begins a clause of its own


# Verbs whose passive has the receiver for its subject: "Norland will be lent 30 trucks".
_GIVEN = frame_table("commitment").classes["given_to"]


def given_with(verb: Token) -> list[Token]:
    """Return what is given in "supply Norland with 30 jets"; empty for another verb."""
    if verb.lemma_.lower() not in ("supply", "provide", "equip", "arm", "furnish", "present"):
        return []
    behind = [p for p in children(verb, "prep") if p.lower_ == "with" and p.i > verb.i]
    found = [c for p in behind for c in children(p, "pobj")]
    return found if children(verb, "dobj", "dative", "nsubjpass") else []


def _acted_on(verb: Token, things: list[Token]) -> list[Token]:
    """Return the subject of a passive, where it is no receiver: "Norland will be lent 30 trucks"."""
    if not is_passive(verb) or (things and verb.lemma_.lower() in _GIVEN):
        return []
    acted_on = [c for c in children(verb, "nsubjpass") if c.tag_ not in ("WDT", "WP")]
    borrowed = subject(verb)
    return acted_on or ([borrowed] if borrowed is not None else [])


def agents_of(verb: Token) -> list[Token]:
    """Return who does it by "by", also where the parser hung that on what is given."""
    things = [verb, *children(verb, "dobj"), *given_with(verb)]
    things += [
        t for thing in things[1:] for p in children(thing, "prep") for t in children(p, "pobj")
    ]
    found = [
        agent
        for thing in things
        for prep in children(thing, "prep", "agent")
        if prep.lower_ == "by"
        for agent in children(prep, "pobj")
    ]
    return [agent for agent in found if agent.ent_type_ != "DATE"]


def thing_words(discourse: Discourse, verb: Token) -> str:
    """Return what something is that will move, open or be ready by itself."""
    acting = subject(verb)
    return _described(discourse, _meant(acting, verb), verb) if acting is not None else ""


def _meant(thing: Token, verb: Token) -> Token:
    """Return what "which" and "it" stand for, where the sentence says so."""
    if thing.tag_ in ("WDT", "WP"):
        clause = next((t for t in walk_up(verb) if t.dep_ == "relcl"), None)
        return clause.head if clause is not None else thing
    if thing.lower_ not in ("it", "them", "this"):
        return thing
    number = "NNS" if thing.lower_ == "them" else "NN"
    for other in reversed(list(verb.doc[verb.sent.start : verb.i])):
        if other.dep_ in ("dobj", "nsubjpass") and other.tag_.startswith(number):
            return other
    return thing


def _rest(discourse: Discourse, verb: Token) -> str:
    """Return what follows the verb and its particle where nothing is acted on."""
    start = max(c.idx + len(c) for c in (verb, *children(verb, "prt")))
    end = extent(verb, without=children(verb, "conj"))[1]
    return discourse.parsed.words(start, end) if start < end else ""


def _described(discourse: Discourse, thing: Token, verb: Token) -> str:
    """Return a noun phrase without its relative clauses and times; "efforts to …" stays whole."""
    members = conjuncts(thing)
    clauses = [
        c
        for t in members
        for c in t.children
        if c.dep_ in ("relcl", "advcl") or (c.dep_ == "acl" and not is_infinitive(c)) or c == verb
    ]
    times = [
        c for t in thing.subtree for c in children(t, "prep", "npadvmod") if _is_time(discourse, c)
    ]
    start, end = extent(thing, without=[*clauses, *times])
    words = _balanced(discourse.parsed.words(start, end))
    opening = next(iter(discourse.parsed.tokens_within(start, end)), None)
    lowered = opening is not None and _opens_sentence(discourse, opening)
    return words[:1].lower() + words[1:] if lowered else words


def _opens_sentence(discourse: Discourse, word: Token) -> bool:
    """Whether a word has its capital from the sentence that it opens, and not from a name."""
    opens = word.i == word.sent.start and word.pos_ in ("DET", "PRON", "ADJ", "NUM")
    named = word.text.isupper() and len(word) > 1
    return opens and not named and discourse.parsed.party_at(word) is None


def _balanced(phrase: str) -> str:
    """Drop a quotation mark whose partner stands outside the phrase."""
    if phrase.count('"') % 2:
        phrase = phrase.replace('"', "")
    for opening, closing in ("“”", "«»"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    return phrase


def _is_time(discourse: Discourse, token: Token) -> bool:
    start, end = extent(token)
    return any(t.start - start < 16 for t in discourse.parsed.times_within(start, end))


_FEW = word_set("extraction", "few", "clause_words")


def target_of(verb: Token) -> Target | None:
    """Return a number the action is to reach, with what it counts."""
    verb = _deepest(verb)
    given = given_with(verb) or children(verb, "dobj", "attr")
    for thing in [t for c in given for t in conjuncts(c)]:
        target = _sum_of(thing) or _number_of(thing) or _share_in(thing)
        if target is not None:
            return target
    return None


def _sum_of(thing: Token) -> Target | None:
    """Read "$40 million": the sum is the noun itself."""
    if thing.ent_type_ != "MONEY":
        return None
    pieces = [t for t in thing.subtree if t.ent_type_ == "MONEY" and t.i <= thing.i]
    return Target("".join(t.text_with_ws for t in pieces).strip(), None)


def _number_of(thing: Token) -> Target | None:
    """Read "30 trucks"; "both ports" and other small words count nothing that is to be reached."""
    for child in _counting(thing):
        if child.ent_type_ == "MONEY" or (child.like_num and child.lower_ not in _FEW):
            spelt = [t.text for t in child.subtree if not t.is_punct or t.text in "$€£¥%"]
            return Target(" ".join(in_thousands(spelt, child)), thing.text)
    return None


def _share_in(thing: Token) -> Target | None:
    """Read "spending of 2 percent of output", "aid worth $3 million"."""
    money = [t for t in thing.subtree if t.ent_type_ in ("MONEY", "PERCENT")]
    if not money:
        return None
    return Target(" ".join(t.text for t in money if t.dep_ not in ("relcl", "advcl")), None)


def _counting(thing: Token) -> list[Token]:
    return [c for c in children(thing, "nummod", "quantmod") if not names_model(c)]


def names_model(number: Token) -> bool:
    """Whether a number belongs to a maker's name and counts nothing: the 737 of "Boeing 737 planes"."""
    before = number.nbor(-1) if number.i > number.sent.start else None
    if before is None or before.pos_ != "PROPN" or before.ent_type_ in ("DATE", "PERSON"):
        return False
    return before.head in (number.head, number) and before.dep_ in ("compound", "nmod", "amod")


_INDIAN = {"lakh": 100_000, "lakhs": 100_000, "crore": 10_000_000, "crores": 10_000_000}


def in_thousands(spelt: list[str], number: Token) -> list[str]:
    """Return the words of a number with "3 lakh", "1.5 crore" in digits: "300,000", "15,000,000"."""
    behind = number.nbor(1) if number.i + 1 < len(number.doc) else None
    unit = _INDIAN.get(behind.lower_) if behind is not None else None
    digits = number.text.replace(",", "")
    if unit is None or not re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return spelt
    told = f"{round(float(digits) * unit):,}"
    return [told if word == number.text else word for word in spelt if word.lower() not in _INDIAN]


_STOP = word_set("extraction", "stop", "clause_words")


@lru_cache(1_000)  # the last things told are compared with each new one
def content_words(text: str) -> frozenset[str]:
    """Return the telling words of a phrase in a rough base form, for comparing two phrases."""
    found = set()
    for word in re.findall(r"[a-z0-9][a-z0-9-]+", text.lower().replace("’s", "").replace("'s", "")):
        if word in _STOP:
            continue
        for tail in ("ing", "ments", "ment", "ions", "ion", "ies", "es", "s", "ed", "e"):
            if word.endswith(tail) and len(word) - len(tail) >= 4:
                found.add(word[: -len(tail)])
                break
        else:
            found.add(word)
    return frozenset(found)


# -- The calendar times of a sentence, and the word by which each hangs in its grammar


def calendar_times(
    parsed: Parsed, sentence: Sentence
) -> Iterator[tuple[TimeRef, list[Token], Token]]:
    """Give each time that names days: the reading, its tokens, and the one whose head lies outside.

    Durations and the like are left out; so is a time that the parser tied to nothing.
    """
    for ref in parsed.times_within(sentence.start, sentence.end):
        if not is_calendar(ref):
            continue
        tokens = [t for t in parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start]
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside), None)
        if top is not None:
            yield ref, tokens, top
