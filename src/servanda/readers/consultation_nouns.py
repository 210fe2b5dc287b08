"""Nouns of consultation: "the talks", "a phone call", "the 2+2", and the verbs that bear them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.model import ConsultationForm as Form
from servanda.readers.clauses import children, governor, is_finite
from servanda.readers.consultation_mention import Mention
from servanda.readers.consultation_words import (
    BEARING,
    EVENT_NOUNS,
    GENERIC,
    MEETING_VERBS,
    NOT_EVENTS,
    RECEIVING,
    SITTINGS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = [
    "PHONE",
    "event_lemma",
    "is_event_noun",
    "named_events",
    "noun_mentions",
    "own_modifiers",
]


_TWO_PLUS_TWO = re.compile(r"(?<![\w-])(?:2\s?\+\s?2|two[- ]plus[- ]two)(?![\w])", re.IGNORECASE)


_NUMBERED_EVENT = re.compile(r"\bCOP ?\d{2}\b")


PHONE = re.compile(
    r"\b(?:by|over|on) the (?:tele)?phone\b|\bby (?:tele)?phone\b|\b(?:tele)?phone call\b",
    re.IGNORECASE,
)


_DURING = (
    "during",
    "at",
    "in",
    "after",
    "following",
    "on",
    "through",
    "over",
    "from",
    "under",
    "of",
    "with",
    "upon",
    "as",
    "since",
)


_AHEAD = ("before", "ahead", "for", "toward", "towards", "until", "to")


_CONFERENCES = frozenset(
    "video telephone phone peace donor donors international climate security reconstruction".split()
)


_HABITUAL = frozenset("regular annual frequent periodic numerous various routine".split())
_PORTIONS = frozenset("day hour week minute round series couple set lot evening morning".split())


# Verbs of holding; "take" only with "place".
_HOLDING = frozenset("hold host convene meet take co-host cohost organize organise".split())


MARGINS = frozenset("margin margins fringe fringes sideline sidelines edge edges".split())


def is_event_noun(token: Token) -> bool:
    """Whether `token` is a noun that names a consultation."""
    if token.tag_ == "VBG" and token.lower_ in (
        "gathering",
        "meeting",
        "signing",
    ):  # "a Sealand Pact gathering"
        before = token.nbor(-1) if token.i else token
        return (before.pos_ == "PROPN" or before.lower_ in ("the", "a", "this")) and not children(
            token, "aux", "dobj"
        )
    return token.pos_ in ("NOUN", "PROPN") and event_lemma(token) in EVENT_NOUNS


def event_lemma(token: Token) -> str:
    """Return the noun's dictionary form, also where it is part of a name ("Ministerial Consultations")."""
    if token.tag_ == "VBG":
        return token.lower_
    lemma = token.lemma_.lower()
    if lemma not in EVENT_NOUNS and token.pos_ == "PROPN":
        return lemma.removesuffix("s")
    return lemma


def named_events(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    """Find "the 2+2", "a two-plus-two meeting", "COP31": one mention at the noun, or at the figure where no noun follows."""
    parsed = discourse.parsed
    text = parsed.content[sentence.start : sentence.end]
    for match in _TWO_PLUS_TWO.finditer(text):
        tokens = parsed.tokens_within(sentence.start + match.start(), sentence.start + match.end())
        if not tokens:
            continue
        noun = None
        for token in parsed.doc[tokens[-1].i + 1 : min(tokens[-1].i + 8, sentence.span.end)]:
            if token.pos_ in ("VERB", "AUX", "ADP", "DET") or token.text in (".", ",", ")"):
                break
            noun = token if is_event_noun(token) else noun
        bracketed = any(t.text == "(" for t in parsed.doc[max(0, tokens[0].i - 4) : tokens[0].i])
        before = [
            t
            for t in parsed.doc[max(sentence.span.start, tokens[0].i - 4) : tokens[0].i]
            if is_event_noun(t)
        ]
        if noun is None and bracketed and not before:
            continue  # the nickname of a body, not a meeting
        token = noun or (before[-1] if before and bracketed else tokens[-1])
        while (
            noun is None
            and token.dep_ in ("nummod", "appos", "nmod", "compound")
            and abs(token.head.i - tokens[0].i) <= 3
        ):
            token = token.head
        yield _of_noun(
            Mention(token, sentence, Form.TWO_PLUS_TWO, noun=True, rule="consultation.two_plus_two")
        )
    for match in _NUMBERED_EVENT.finditer(text):
        for token in parsed.tokens_within(
            sentence.start + match.start(), sentence.start + match.end()
        )[:1]:
            bracketed = token.i > 1 and token.nbor(-1).text == "(" and is_event_noun(token.nbor(-2))
            if parsed.office_at(token) is None and not bracketed:
                title = frozenset({match.group().replace(" ", "").lower()})
                named = _of_noun(
                    Mention(
                        token,
                        sentence,
                        Form.MULTILATERAL,
                        noun=True,
                        title=title,
                        rule="consultation.named",
                    )
                )
                named.definite = True
                yield named


def noun_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Find the nouns of a sentence that name a consultation."""
    for token in sentence.span:
        if not is_event_noun(token) or not _is_event(token):
            continue
        lemma = event_lemma(token)
        form = EVENT_NOUNS[lemma]
        modifiers = {c.lower_ for c in own_modifiers(token)}
        mention = Mention(
            token,
            sentence,
            form,
            noun=True,
            weak=lemma in GENERIC,
            rule=f"consultation.noun.{lemma}",
        )
        if modifiers & {"phone", "telephone", "video", "telephonic"} or (
            form is not Form.VISIT and PHONE.search(_around(token))
        ):
            mention.form, mention.weak, mention.mode = Form.CALL, False, "phone"
        if "courtesy" in modifiers:
            mention.form, mention.weak = Form.COURTESY, False
        if modifiers & {"bilateral", "two-way"} or modifiers >= {"one", "on"}:
            mention.bilateral = True
        if modifiers & {"trilateral", "quadrilateral", "multilateral"} and form is Form.MEETING:
            mention.form = Form.MULTILATERAL
        mention.earlier = bool(modifiers & {"last", "previous", "earlier", "past", "prior"})
        if modifiers & {"virtual", "online", "remote"}:
            mention.mode, mention.weak = "virtual", False
        if modifiers & {"person", "face"}:
            mention.mode = "person"
        mention.title = frozenset(t.lower_ for t in own_modifiers(token) if t.pos_ == "PROPN")
        yield _of_noun(mention)
    for token in sentence.span:
        if token.lemma_.lower() == "ceremony" and any(
            c.lower_ == "signing" for c in own_modifiers(token)
        ):
            rule = "consultation.noun.ceremony"
            yield _of_noun(Mention(token, sentence, Form.SIGNING, noun=True, rule=rule))


def own_modifiers(noun: Token) -> list[Token]:
    """Return the words in front of a noun that belong to it, nested possessives left out."""
    found: list[Token] = []
    for child in children(noun, "compound", "amod", "nmod", "nummod", "advmod", "npadvmod"):
        if child.i < noun.i:
            found.extend(t for t in child.subtree if t.i < noun.i)
    return found


def _around(token: Token) -> str:
    return token.doc[token.i : min(token.i + 12, token.sent.end)].text


def _is_event(token: Token) -> bool:
    """Leave out other senses: "calls for", "news conference", "meeting room", "talk of war"."""
    lemma = token.lemma_.lower()
    if lemma == "talk" and token.tag_ not in ("NNS", "NNPS"):
        return False
    if lemma in ("call", "protest", "tour", "travel") and token.tag_ in ("NNS", "NNPS"):
        return False
    phoned = any(c.lower_ in ("phone", "telephone", "video") for c in own_modifiers(token))
    if (
        lemma == "call"
        and not phoned
        and any(c.lower_ in ("for", "to") for c in children(token, "prep"))
    ):
        return False
    if lemma in SITTINGS and not _is_held(token):
        return False
    if lemma == "conference" and not any(
        c.pos_ == "PROPN" or c.lower_ in _CONFERENCES for c in own_modifiers(token)
    ):
        return False
    if (
        token.dep_ in ("compound", "nmod", "amod")
        and token.head.pos_ in ("NOUN", "PROPN")
        and token.head.i > token.i
    ):
        return False
    if token.dep_ == "poss":
        return False
    modifiers = {c.lower_ for c in own_modifiers(token)}
    if token.tag_ in ("NNS", "NNPS") and modifiers & _HABITUAL:
        return False
    return not modifiers & NOT_EVENTS and not any(c.lower_ == "no" for c in children(token, "det"))


def _is_held(token: Token) -> bool:
    """Return whether a body's name stands for its session: "the council will convene", "a forum held in Norville"."""
    told = [c for c in children(token, "acl", "relcl") if c.lemma_ in _HOLDING]
    told += [
        c for r in children(token, "relcl") for c in children(r, "xcomp") if c.lemma_ == "take"
    ]
    verb = token.head if token.dep_ in ("dobj", "nsubj", "nsubjpass") else None
    if verb is not None and verb.lemma_.lower() in _HOLDING:
        told.append(verb)
    return any(
        v.lemma_.lower() != "take" or any(c.lower_ == "place" for c in v.children) for v in told
    )


def _of_noun(mention: Mention) -> Mention:
    """Find the verb that bears a noun of consultation, and which words belong to it."""
    token = mention.token
    mention.near = {token.i}
    determiners = {c.lower_ for c in children(token, "det")}
    mention.definite = bool(determiners & {"the", "this", "that", "these", "those"}) or bool(
        children(token, "poss")
    )
    for child in children(token, "acl", "relcl"):
        if child.lemma_.lower() in BEARING or child.lemma_ in (
            "last",
            "follow",
            "plan",
            "schedule",
        ):
            mention.near.add(child.i)
            mention.near |= {
                c.i for c in children(child, "xcomp") if c.lemma_ in ("take", "hold", "be")
            }
    mention.host = _on_margins(token)
    pivot = token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in _PORTIONS:
        pivot = token.head.head  # "two days of talks", "a new round of talks"
    mention.pivot = pivot
    above = governor(pivot)
    while above is not None and any(
        c.dep_ == "mark" and c.lower_ == "since" for c in above.children
    ):
        above = governor(above)  # "their first talks since A took office": the clause only dates it
    if above is None:
        return mention
    head = pivot.head
    if pivot.dep_ == "pobj" and head.pos_ in ("ADP", "SCONJ", "VERB"):
        top = head
        while top.dep_ in ("prep", "pcomp") and top.head.pos_ in ("ADP", "SCONJ", "ADV"):
            top = top.head
        words = {head.lower_, top.lower_}
        mention.host = (
            mention.host
            or top.head.lemma_.lower() in MARGINS
            or (top.head.lower_ == "part" and top.lower_ == "of")
        )
        if words & {"before", "ahead", "until"}:
            mention.ahead = True
        elif "for" in words and above.lemma_.lower() in (
            RECEIVING | MEETING_VERBS | {"join", "sit", "gather"}
        ):
            mention.verb = _climb(
                mention, above
            )  # "hosted A for talks": one event, told by the verb
        elif words & set(_DURING):
            if words & {"during", "at", "in", "after", "following", "through", "over"}:
                mention.verb = _climb(mention, above)
                if (
                    above.lemma_.lower() in BEARING
                ):  # "is scheduled to take part in": the infinitive tells
                    mention.verb = above
        elif words & set(_AHEAD):
            mention.ahead = True
    elif pivot.dep_ in (
        "dobj",
        "nsubjpass",
        "nsubj",
        "attr",
        "oprd",
        "conj",
        "ROOT",
        "appos",
        "npadvmod",
    ):
        mention.verb = above
        mention.near.add(above.i)
        if not is_finite(above) and not mention.weak:
            _climb(mention, above)
    return mention


def _on_margins(noun: Token) -> bool:
    """Whether "on the margins of" stands in front, with nothing but the noun's own words between."""
    for token in reversed(list(noun.doc[max(noun.sent.start, noun.i - 14) : noun.i])):
        if token.pos_ in ("VERB", "AUX") or is_event_noun(token):
            return False
        if token.lower_ in MARGINS:
            return True
    return False


def _climb(mention: Mention, verb: Token) -> Token:
    """Climb from an infinitive or participle to the verb that carries tense; all of them are near."""
    mention.near.add(verb.i)
    current = verb
    for _ in range(4):
        purpose = (
            current.dep_ == "relcl" and current.tag_ == "VB"
        )  # "discussed ways to boost trade during talks"
        climbs = current.dep_ in ("xcomp", "advcl", "pcomp", "acl", "conj") or purpose
        if is_finite(current) or not climbs:
            break
        above = governor(current)
        if above is None:
            break
        current = above
        mention.far.add(current.i)
    return current
