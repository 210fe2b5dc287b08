"""Promises by a text or a noun: what an agreement provides for, what is pledged or launched as a noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import (
    children,
    conjuncts,
    is_future,
    is_negated,
    is_passive,
    prepositional,
    subject,
)
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.promise import (
    Promise,
    infinitive,
    is_sum,
    listed,
    noun_modality,
    verb_modality,
)
from servanda.model import Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["agreed_on", "is_deed", "is_instrument", "launched", "negotiated", "of_text", "pledged"]


_SPOKEN = ("VBD", "VBZ", "VBP", "VBN")
# Endings of nouns that are made of verbs: "establishment", "expansion", "disbursal", "assistance".
_OF_VERBS = re.compile(r"(?:tion|sion|ment|[aeiou]al|[ae]nce|[^t]ing|ships?)$")


def is_deed(noun: Token) -> bool:
    """Whether a noun says something done or set up: "the withdrawal of", "a hotline", "a loan"."""
    lemma = noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    if lemma in listed("procedure") or lemma in listed("no_deed") or lemma in _worths():
        return False
    return lemma in listed("deed") or bool(_OF_VERBS.search(lemma))


def _worths() -> frozenset[str]:
    return frame_table("assurance").classes["worth"]


def agreed_on(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "agreed on a roadmap", "agreed a ceasefire", "decided on the withdrawal of troops"."""
    lemma = verb.lemma_.lower()
    if lemma not in ("agree", "decide", "settle") or not _asserted(verb):
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting):
        return None
    things = children(verb, "dobj") if lemma == "agree" else []
    for prep in children(verb, "prep", "prt"):
        if prep.lower_ in ("on", "upon") or (prep.lower_ == "to" and lemma == "agree"):
            things.extend(children(prep, "pobj"))
    for thing in things:
        deed = next((t for t in conjuncts(thing) if is_deed(t)), None)
        if deed is not None and not (_carries_action(deed) or _heads_list(deed)):
            modality = Modality.PLANS if lemma == "decide" else Modality.AGREED
            return Promise(deed, verb, modality, acting, None, "commitment.agreed_on", 0.7)
    return None


def pledged(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "pledged support and training", "promised two frigates", "has offered a mediator"."""
    lemma = verb.lemma_.lower()
    modality = verb_modality(lemma)
    if lemma == "offer":
        modality = Modality.WILL
    elif lemma in ("propose", "suggest", "float", "weigh", "consider", "mull", "contemplate"):
        modality = Modality.CONSIDERING
    elif lemma == "guarantee":
        modality = Modality.VOWS
    elif modality is not Modality.VOWS or lemma in ("resolve", "swear", "undertake"):
        return None
    if not _asserted(verb, gerund=lemma in ("offer", "weigh", "consider", "mull")) or children(
        verb, "xcomp", "ccomp"
    ):
        return None
    acting = subject(verb)
    things = children(verb, "dobj")
    if acting is None or not things or not discourse.is_actor(acting):
        return None
    if lemma in ("weigh", "consider", "mull", "contemplate") and clauses.is_past(verb):
        return None
    thing = things[0]
    if thing.lemma_.lower() in _OF_FEELING or thing.lemma_.lower() in listed("procedure"):
        return None
    reach = [*children(verb, "prep", "dative"), *children(thing, "prep")]
    goal = any(p.lower_ in ("to", "toward", "towards") for p in reach)
    named = is_deed(thing) or is_sum(thing) or any(t.like_num for t in thing.subtree)
    if not named and not (thing.pos_ in ("NOUN", "PROPN") and (goal or lemma != "commit")):
        return None
    if modality is not Modality.VOWS and not (is_deed(thing) or is_sum(thing)):
        return None
    return Promise(verb, verb, modality, None, acting, f"commitment.pledged.{lemma}", 0.7)


def negotiated(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "opened talks for the purchase of 24 jets": a deal that is sought."""
    if verb.lemma_.lower() not in ("open", "begin", "start", "launch", "hold", "resume"):
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting) or not _asserted(verb):
        return None
    talks = [
        t for t in children(verb, "dobj") if t.lemma_.lower() in ("talk", "talks", "negotiation")
    ]
    preps = [p for t in (*talks, verb) for p in children(t, "prep")] if talks else []
    for talk in preps:
        for deal in children(talk, "pobj") if talk.lower_ in ("for", "on") else []:
            if deal.lemma_.lower() in _DEALS and any(
                p.lower_ == "of" for p in children(deal, "prep")
            ):
                rule = "commitment.negotiated"
                return Promise(deal, verb, Modality.CONSIDERING, acting, None, rule, 0.6)
    return None


_DEALS = frozenset(
    {"purchase", "sale", "acquisition", "procurement", "supply", "delivery", "lease"}
)


def launched(discourse: Discourse, verb: Token) -> Promise | None:
    """Read "announced the launch of a fund", "unveiled plans for a base": a deed announced by its noun."""
    lemma = verb.lemma_.lower()
    glad = verb.head.pos_ == "ADJ" and verb.head.lower_ in _GLAD and verb.dep_ == "xcomp"
    now = verb.tag_ == "VBG" and any(
        a.lower_ in ("is", "are", "am") for a in clauses.auxiliaries(verb)
    )
    told = _asserted(verb, gerund=now) or glad
    if lemma not in ("announce", "unveil", "confirm", "order") or not told:
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting):
        return None
    for thing in (t for c in children(verb, "dobj") for t in conjuncts(c)):
        begun = thing.lemma_.lower() in listed("deed_announced")
        begun = begun or (glad and (is_deed(thing) or is_sum(thing)))
        if begun and any(p.lower_ == "of" for p in children(thing, "prep")):
            return Promise(thing, verb, Modality.WILL, acting, None, "commitment.launched", 0.65)
    return None


def _heads_list(noun: Token) -> bool:
    """Whether a list says what: "agreed on the following steps:"."""
    return any(c.lower_ == "following" for c in noun.children)


def _carries_action(noun: Token) -> bool:
    """Whether an infinitive or a gerund below tells the action: "a plan to build", "the idea of building"."""
    if any(infinitive(c) for c in children(noun, "acl", "relcl", "xcomp") if c.pos_ == "VERB"):
        return noun_modality(noun.lemma_.lower()) is not None
    return False


_GLAD = frozenset({"happy", "pleased", "proud", "glad", "delighted", "honored", "honoured"})
_OF_FEELING = frozenset(
    "congratulation apology condolence thanks thank sympathy view remark assessment explanation prayer regret loyalty allegiance "
    "invitation word evidence advice opportunity chance insight proof hope comment opinion reason example".split()
)


def _asserted(verb: Token, *, gerund: bool = False) -> bool:
    """Whether the verb states a deed done by its subject: not passive, denied, foretold or wished."""
    if is_passive(verb) or is_negated(verb) or clauses.is_future(verb) or infinitive(verb):
        return False
    if verb.dep_ == "acl":
        return False
    return verb.tag_ in _SPOKEN or (gerund and verb.tag_ == "VBG")


# -- Promises by a text: what an agreement provides for, cuts, commits its parties to


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
