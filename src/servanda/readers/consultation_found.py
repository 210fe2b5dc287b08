"""Mentions of consultations: each verb or noun of a report that tells of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.model import ConsultationForm as Form
from servanda.readers.clauses import children, objects, prepositional, subject
from servanda.readers.consultation_mention import Mention
from servanda.readers.consultation_nouns import PHONE, named_events, noun_mentions
from servanda.readers.consultation_words import (
    AGREEING,
    FORMAL_TEXTS,
    MEETING_VERBS,
    RECEIVING,
    SIGNING_VERBS,
    SPEAKING,
    TRAVEL,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = ["find_mentions", "signed_papers"]


_JOINT = re.compile(r"\bjoint (?:statement|declaration|communiqu[eé])", re.IGNORECASE)


def find_mentions(discourse: Discourse) -> list[Mention]:
    """Find every verb and noun that may tell of a consultation, in order of the text."""
    found: list[Mention] = []
    for sentence in discourse.parsed.sentences:
        taken: set[int] = set()
        for mention in [
            *named_events(discourse, sentence),
            *noun_mentions(sentence),
            *_verbs(discourse, sentence),
        ]:
            if mention.token.i not in taken:
                taken.add(mention.token.i)
                found.append(mention)
    return sorted(found, key=lambda m: m.token.i)


def _verbs(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    for token in sentence.span:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ == "amod":
            continue
        mention = _verb(sentence, token)
        if mention is not None:
            mention.near = {token.i}
            if mention.form is None and (joint := _JOINT.search(sentence.span.text)) is not None:
                mention.near |= {t.i for t in sentence.span if t.text in joint.group()}
            mention.rule = f"consultation.verb.{token.lemma_.lower()}"
            mention.weak = mention.form is None
            yield mention


def _verb(sentence: Sentence, token: Token) -> Mention | None:
    lemma = token.lemma_.lower()
    if lemma in MEETING_VERBS:
        return Mention(token, sentence, Form.MEETING, token)
    if lemma in SPEAKING and (
        prepositional(token, "with", "to")
        or lemma == "confer"
        or lemma in ("phone", "telephone")
        or PHONE.search(sentence.span.text)
    ):
        by_phone = PHONE.search(sentence.span.text) is not None or lemma in ("phone", "telephone")
        form = Form.CALL if by_phone else SPEAKING[lemma]
        return Mention(
            token,
            sentence,
            form,
            token,
            mode="phone" if by_phone else None,
            soft=not by_phone and lemma != "talk",
        )
    if lemma in RECEIVING or (lemma == "sit" and any(c.lower_ == "down" for c in token.children)):
        return Mention(token, sentence, Form.MEETING, token)
    if lemma == "call" and _calls_on(token):
        return Mention(token, sentence, Form.COURTESY, token)
    if lemma in TRAVEL and not (
        token.tag_ == "VBG" and token.lower_ == "visiting" and not children(token, "aux")
    ):
        return Mention(token, sentence, Form.VISIT, token)
    if lemma in SIGNING_VERBS and signed_papers(token):
        return Mention(token, sentence, Form.SIGNING, token)
    if lemma in ("summon", "protest") or (
        lemma in ("lodge", "file", "make") and any(o.lemma_ == "protest" for o in objects(token))
    ):
        return Mention(token, sentence, Form.PROTEST, token)
    if lemma in ("attend", "participate", "witness") or (
        lemma == "be" and any(c.lower_ == "present" for c in children(token, "acomp"))
    ):
        return Mention(token, sentence, None, token, adds=True, definite=True)
    if lemma in AGREEING or (_JOINT.search(sentence.span.text) and token.dep_ == "ROOT"):
        return Mention(token, sentence, None, token)
    return None


def _calls_on(token: Token) -> bool:
    """Return whether it is "call on the president", not "call on the president to act"."""
    on = [c for c in children(token, "prep", "prt") if c.lower_ == "on"]
    nested = [
        c for o in on for p in children(o, "pobj") for c in p.children if c.dep_ in ("acl", "relcl")
    ]
    return bool(on) and not nested and not children(token, "xcomp", "ccomp", "advcl", "dobj")


def signed_papers(verb: Token) -> list[Token]:
    """Return what a verb of signing acts on, where it is a paper that states sign."""
    found = objects(verb)
    if not found and verb.tag_ == "VBN" and verb.dep_ in ("xcomp", "acl", "advcl", "ROOT"):
        acting = subject(verb)
        found = [acting] if acting is not None else []
    return [
        o
        for o in found
        if any(
            t.lemma_.lower() in FORMAL_TEXTS
            for t in o.subtree
            if t.dep_ in ("compound", "nmod", "appos", "flat") or t.i == o.i
        )
    ]
