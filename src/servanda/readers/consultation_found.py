"""Mentions of consultations: each verb or noun of a report that tells of one, with the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.model import BlockKind
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.readers.clauses import children, governor, objects, prepositional, subject
from servanda.readers.consultation_words import (
    AGREEING,
    BEARING,
    EVENT_NOUNS,
    FORMAL_TEXTS,
    GENERIC,
    MEETING_VERBS,
    NOT_EVENTS,
    RECEIVING,
    SIGNING_VERBS,
    SPEAKING,
    TRAVEL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence
    from servanda.text.people import Person

__all__ = ["Mention", "find_mentions", "is_event_noun"]

_TWO_PLUS_TWO = re.compile(r"\b(?:2\s?\+\s?2|two[- ]plus[- ]two)\b", re.IGNORECASE)
_PHONE = re.compile(r"\b(?:by (?:tele)?phone|over the (?:tele)?phone|on the (?:tele)?phone|(?:tele)?phone|telephone)\b", re.IGNORECASE)
_PERIOD_PREPOSITIONS = ("during", "at", "in", "after", "following", "on", "through", "over", "from", "under")
_AHEAD = ("before", "ahead", "for", "toward", "towards", "until")


@dataclass(slots=True)
class Mention:
    """One place that tells of a consultation; empty fields are what the words there do not say.

    `verb` is the verb that carries tense for it, `near` the tokens whose times and places are its own.
    """

    token: Token
    sentence: Sentence
    form: Form | None
    verb: Token | None = None
    noun: bool = False
    near: set[int] = field(default_factory=set)
    people: list[Person] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    hints: list[Person] = field(default_factory=list)
    status: Status | None = None
    firm: bool = True
    place: str | None = None
    country: str | None = None
    when: TimeRef | None = None
    minutes: int | None = None
    margins: str | None = None
    first: str | None = None
    definite: bool = False
    weak: bool = False
    bilateral: bool = False
    mode: str | None = None
    after: Token | None = None
    rule: str = ""

    @property
    def headline(self) -> bool:
        """Whether it stands in a headline or a heading."""
        return self.sentence.block in (BlockKind.HEADLINE, BlockKind.HEADING)


def find_mentions(discourse: Discourse) -> list[Mention]:
    """Find every verb and noun that may tell of a consultation, in order of the text."""
    found: list[Mention] = []
    for sentence in discourse.parsed.sentences:
        taken: set[int] = set()
        for mention in [*_two_plus_two(discourse, sentence), *_nouns(sentence), *_verbs(discourse, sentence)]:
            if mention.token.i not in taken:
                taken.add(mention.token.i)
                found.append(mention)
    return sorted(found, key=lambda m: m.token.i)


def is_event_noun(token: Token) -> bool:
    """Whether `token` is a noun that names a consultation."""
    return token.pos_ in ("NOUN", "PROPN") and (token.lemma_.lower() in EVENT_NOUNS or token.lower_ in EVENT_NOUNS)


def _two_plus_two(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    """"the 2+2", "a two-plus-two meeting": one mention at the noun, or at the figure where no noun follows."""
    parsed = discourse.parsed
    text = parsed.content[sentence.start : sentence.end]
    for match in _TWO_PLUS_TWO.finditer(text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        tokens = parsed.tokens_within(start, end)
        if not tokens:
            continue
        after = [t for t in parsed.doc[tokens[-1].i + 1 : tokens[-1].i + 8] if t.i < sentence.span.end]
        noun = next((t for t in after if is_event_noun(t) or t.lemma_.lower() in ("dialogue", "ministerial")), None)
        blocked = noun is not None and any(t.pos_ in ("VERB", "AUX", "ADP") or t.text in (".", ",") for t in after[: after.index(noun)])
        before = [t for t in parsed.doc[max(0, tokens[0].i - 4) : tokens[0].i] if is_event_noun(t)]
        inside = tokens[0].nbor(-1).text == "(" if tokens[0].i else False
        token = noun if noun is not None and not blocked else before[-1] if before and inside else tokens[-1]
        yield _of_noun(Mention(token, sentence, Form.TWO_PLUS_TWO, noun=True, rule="consultation.two_plus_two"))


def _nouns(sentence: Sentence) -> Iterator[Mention]:
    for token in sentence.span:
        if not is_event_noun(token) or not _is_event(token):
            continue
        lemma = token.lemma_.lower()
        form = EVENT_NOUNS.get(lemma, EVENT_NOUNS.get(token.lower_))
        modifiers = {c.lower_ for c in token.subtree if c.i < token.i and c.dep_ in ("compound", "amod", "nmod", "nummod", "punct", "poss")}
        mention = Mention(token, sentence, form, noun=True, weak=lemma in GENERIC, rule=f"consultation.noun.{lemma}")
        if modifiers & {"phone", "telephone", "video", "telephonic"}:
            mention.form, mention.weak, mention.mode = Form.CALL, False, "phone"
        if "courtesy" in modifiers:
            mention.form, mention.weak = Form.COURTESY, False
        if modifiers & {"bilateral", "two-way"}:
            mention.bilateral = True
        if modifiers & {"trilateral", "quadrilateral", "multilateral"} and form is Form.MEETING:
            mention.form = Form.MULTILATERAL
        if modifiers & {"virtual", "online", "remote"}:
            mention.mode = "virtual"
        if modifiers & {"person", "face"}:
            mention.mode = "person"
        yield _of_noun(mention)


def _is_event(token: Token) -> bool:
    """Leave out other senses: "calls for", "news conference", "meeting room", "talk of war"."""
    lemma = token.lemma_.lower()
    if lemma == "talk" and token.tag_ != "NNS":
        return False
    if lemma in ("call", "protest", "tour", "travel") and token.tag_ in ("NNS", "NNPS"):
        return False
    if lemma == "call" and any(c.lower_ in ("for", "to") for c in children(token, "prep")):
        return False
    if token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN") and token.head.i > token.i:
        return False
    if token.dep_ == "poss":
        return False
    modifiers = {c.lower_ for c in children(token, "compound", "amod", "nmod", "poss")}
    return not modifiers & NOT_EVENTS and not any(c.lower_ == "no" for c in children(token, "det"))


def _of_noun(mention: Mention) -> Mention:
    """Find the verb that bears a noun of consultation, and which words belong to it."""
    token = mention.token
    mention.near = {token.i}
    determiners = {c.lower_ for c in children(token, "det")}
    mention.definite = bool(determiners & {"the", "this", "that", "these", "those"}) or bool(children(token, "poss"))
    for child in children(token, "acl", "relcl"):
        if child.lemma_.lower() in BEARING or child.lemma_ in ("last", "follow", "plan", "schedule", "between"):
            mention.near.add(child.i)
    head = token.head
    above = governor(token)
    if above is None:
        return mention
    if token.dep_ in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "conj", "ROOT", "appos"):
        mention.verb = above
        if above.lemma_.lower() in BEARING or token.dep_ in ("nsubj", "nsubjpass", "attr"):
            mention.near.add(above.i)
    if token.dep_ == "pobj" and head.pos_ in ("ADP", "SCONJ"):
        top = head
        while top.dep_ in ("prep", "pcomp") and top.head.pos_ in ("ADP", "SCONJ", "ADV"):
            top = top.head
        words = {head.lower_, top.lower_}
        if words & set(_AHEAD):
            mention.after = above
        elif words & set(_PERIOD_PREPOSITIONS):
            mention.verb = above
            mention.near.add(above.i)
        if head.lower_ == "in" and above.lemma_ in ("participate", "engage", "take"):
            mention.verb = above
            mention.near.add(above.i)
        inner = top.head
        while inner.pos_ in ("NOUN", "PROPN") and inner.head is not inner and inner.dep_ != "ROOT":
            if inner.dep_ in ("pobj", "prep"):
                inner = inner.head
                continue
            break
    return mention


def _verbs(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    for token in sentence.span:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        lemma = token.lemma_.lower()
        mention: Mention | None = None
        if lemma in MEETING_VERBS:
            mention = Mention(token, sentence, Form.MEETING, token)
        elif lemma in SPEAKING and (prepositional(token, "with", "to") or lemma in ("phone", "telephone") or _PHONE.search(sentence.span.text)):
            mention = Mention(token, sentence, SPEAKING[lemma], token)
        elif lemma in RECEIVING or (lemma == "sit" and any(c.lower_ == "down" for c in token.children)):
            mention = Mention(token, sentence, Form.MEETING, token)
        elif lemma == "call" and _calls_on(token):
            mention = Mention(token, sentence, Form.COURTESY, token)
        elif lemma in TRAVEL:
            mention = Mention(token, sentence, Form.VISIT, token)
        elif lemma in SIGNING_VERBS and any(o.lemma_.lower() in FORMAL_TEXTS for o in _papers(token)):
            mention = Mention(token, sentence, Form.SIGNING, token)
        elif lemma in ("summon", "protest") or (lemma in ("lodge", "file", "make") and any(o.lemma_ == "protest" for o in objects(token))):
            mention = Mention(token, sentence, Form.PROTEST, token)
        elif lemma in AGREEING and not token.dep_ == "amod":
            mention = Mention(token, sentence, None, token, weak=True)
        if mention is None:
            continue
        mention.near = {token.i}
        if mention.weak or mention.form is not None:
            mention.rule = f"consultation.verb.{lemma}"
        yield mention


def _calls_on(token: Token) -> bool:
    """"call on the president", not "call on the president to act"."""
    on = [c for c in children(token, "prep", "prt") if c.lower_ == "on"]
    return bool(on) and not children(token, "xcomp", "ccomp", "advcl", "dobj") and not any(c.dep_ in ("acl", "relcl") for o in on for p in children(o, "pobj") for c in p.children)


def _papers(token: Token) -> list[Token]:
    found = objects(token)
    return found + [inner for item in found for inner in prepositional(item, "of")]
