"""Promises by a text: what an agreement provides for, cuts, commits its parties to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.model import Modality
from servanda.readers.clauses import (
    children,
    conjuncts,
    is_future,
    is_negated,
    is_passive,
    prepositional,
    subject,
)
from servanda.readers.promise import Promise, listed
from servanda.readers.promise_things import is_deed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["is_instrument", "of_text"]

_HOLDING = frozenset(
    "include contain envisage envision foresee stipulate cover entail comprise feature involve".split()
)
_REACHING = frozenset({"reach", "strike", "conclude"})
_BARGAINS = frozenset({"agreement", "deal", "consensus", "understanding", "accord", "compromise"})
_FOR = frozenset({"provide", "call"})
_BINDING = frozenset({"oblige", "bind", "commit", "require"})


def of_text(discourse: Discourse, verb: Token) -> Iterator[Promise]:
    """Read "the deal provides for a base and cuts tariffs": one promise for each thing it holds."""
    if verb.lower_ == "aimed" and not is_negated(verb):
        yield from _aimed(discourse, verb)
        return
    if verb.lemma_.lower() in _REACHING and is_passive(verb):
        yield from _reached(discourse, verb)
        return
    if is_negated(verb) or is_passive(verb) or verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return
    if verb.dep_ == "relcl" and verb.tag_ == "VBD":
        return  # "in 2019 signed an agreement that covered trade": told as background
    lemma = verb.lemma_.lower()
    acting = subject(verb)
    if acting is None or not is_instrument(discourse, acting):
        return
    if lemma in _BINDING:
        yield from _bound(verb, acting)
        return
    things: list[Token] = []
    if lemma in _HOLDING:
        things = [t for c in children(verb, "dobj", "xcomp") for t in conjuncts(c)]
    elif lemma in _FOR:
        things = prepositional(verb, "for")
    for thing in things:
        if thing.tag_ == "VBG" or is_deed(thing):
            yield Promise(thing, verb, Modality.AGREED, acting, None, "commitment.text_holds", 0.65)
    if (
        verb.tag_ in ("VBZ", "VBP")
        and lemma in listed("by_text")
        and children(verb, "dobj")
        and not is_future(verb)
    ):
        yield Promise(verb, verb, Modality.AGREED, acting, None, "commitment.text_does", 0.65)


def _reached(discourse: Discourse, verb: Token) -> Iterator[Promise]:
    """Read "An agreement was reached on reopening the border": whoever was told of together agreed."""
    told = [t for t in children(verb, "nsubjpass") if t.lemma_.lower() in _BARGAINS]
    if not told or is_negated(verb) or is_future(verb) or verb.dep_ in ("relcl", "acl"):
        return
    for prep in [*children(verb, "prep"), *children(told[0], "prep")]:
        if prep.lower_ not in ("on", "to", "for"):
            continue
        for thing in [*children(prep, "pcomp"), *children(prep, "pobj")]:
            if thing.tag_ == "VBG" or is_deed(thing):
                rule = "commitment.text_reached"
                yield Promise(thing, verb, Modality.AGREED, told[0], None, rule, 0.65)
                return


def _aimed(discourse: Discourse, verb: Token) -> Iterator[Promise]:
    """Read "the pact is aimed at having troops deployed"; "signed four deals aimed at …" is told by the signing."""
    acting = subject(verb)
    if verb.dep_ == "acl" or acting is None or not is_instrument(discourse, acting):
        return
    for prep in children(verb, "prep"):
        for action in children(prep, "pcomp") if prep.lower_ == "at" else []:
            yield Promise(action, verb, Modality.PLANS, acting, None, "commitment.text_aims", 0.6)


def _bound(verb: Token, acting: Token) -> Iterator[Promise]:
    """Read "binds both states to protect investment", "requires the sides to withdraw"."""
    for action in [*children(verb, "xcomp", "ccomp", "advcl")]:
        if any(c.lower_ == "to" for c in children(action, "aux")):
            bound = children(verb, "dobj") or children(action, "nsubj")
            for each in conjuncts(action):
                yield Promise(
                    each,
                    verb,
                    Modality.AGREED,
                    acting,
                    bound[0] if bound else None,
                    "commitment.text_binds",
                    0.75,
                )
            return


def is_instrument(discourse: Discourse, token: Token) -> bool:
    """Whether a subject is a text that binds: "the deal", or "it" right after a deal was told of."""
    lemma = token.lemma_.lower()
    if lemma in listed("instrument_text"):
        return True
    if token.lower_ in ("one", "another"):
        of = prepositional(token, "of")
        return bool(of) and of[0].lemma_.lower() in listed("instrument_text")
    if token.lower_ not in ("it", "which", "that"):
        return False
    sentence = discourse.parsed.sentence_of(token)
    if token.lower_ != "it":
        return token.head.dep_ == "relcl" and token.head.head.lemma_.lower() in listed(
            "instrument_text"
        )
    if sentence.index == 0 or any(
        t.dep_.startswith("nsubj") for t in sentence.span[: token.i - sentence.span.start]
    ):
        return False
    before = discourse.parsed.sentences[sentence.index - 1].span
    told = [
        t for t in before if t.dep_ in ("nsubj", "nsubjpass", "dobj") and t.tag_.startswith("NN")
    ]
    singular = [t for t in told if t.tag_ in ("NN", "NNP") and not discourse.is_actor(t)]
    return bool(singular) and singular[-1].lemma_.lower() in listed("instrument_text")
