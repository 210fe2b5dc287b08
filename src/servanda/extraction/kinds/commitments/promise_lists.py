"""Promises in lists: items under a heading that carries the verb ("The two sides agreed to: • build …")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, is_negated, subject
from servanda.extraction.complements import copula
from servanda.extraction.kinds.commitments.promise import (
    Promise,
    is_deed,
    is_sum,
    listed,
    noun_modality,
    verb_modality,
)
from servanda.model import BlockKind, Modality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["of_lists"]


@dataclass(frozen=True, slots=True)
class _Lead:
    """What a heading says of all its items: the word that promises, how firmly, and who."""

    matrix: Token
    modality: Modality
    outer: Token | None
    things: bool  # whether the items are things ("the following measures:") and not verbs


def of_lists(discourse: Discourse) -> Iterator[Promise]:
    """Find the promises told as items of a list, in order of the text."""
    sentences = discourse.parsed.sentences
    for at, sentence in enumerate(sentences[:-1]):
        if not _is_item(discourse, sentences[at + 1], sentence):
            continue
        lead = _lead(discourse, sentence)
        if lead is None:
            continue
        for item in _items(discourse, at + 1):
            promise = _of_item(discourse, item, lead)
            if promise is not None:
                yield promise


# What stands in front of an item that is no bullet: "a.", "(ii)", "3)".
_MARK = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)](?=\s|$)")


def _is_item(discourse: Discourse, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence is, or goes on with, an item: by its block, or by a letter or number in front."""
    if sentence.block is BlockKind.LIST_ITEM:
        return True
    if sentence.paragraph == before.paragraph and _marked(discourse, before):
        return True
    return sentence.paragraph != before.paragraph and _marked(discourse, sentence)


def _marked(discourse: Discourse, sentence: Sentence) -> bool:
    return _MARK.match(discourse.parsed.content, sentence.start) is not None


def _items(discourse: Discourse, start: int) -> Iterator[Sentence]:
    """Yield the first sentence of each item of the list that begins at `start`.

    An item whose further sentences say what will be done has that sentence for its title.
    """
    sentences = discourse.parsed.sentences
    run: list[Sentence] = []
    for at in range(start, len(sentences)):
        if not _is_item(discourse, sentences[at], sentences[at - 1]):
            break
        text = discourse.parsed.content[sentences[at].start : sentences[at].end].strip()
        if not _MARK.fullmatch(text):  # a letter that was taken for a sentence of its own
            run.append(sentences[at])
    for at, sentence in enumerate(run):
        if at and run[at - 1].paragraph == sentence.paragraph:
            continue
        further = [s for s in run[at + 1 :] if s.paragraph == sentence.paragraph]
        words = [t for t in sentence.span if not t.is_space]
        titled = any(t.text == ":" for t in words[:-1])
        if not titled and not any(_promises(s) for s in further):
            yield sentence


def _promises(sentence: Sentence) -> bool:
    return any(
        t.lower_ in ("will", "shall") or verb_modality(t.lemma_.lower()) is not None
        for t in sentence.span
        if t.pos_ in ("VERB", "AUX")
    )


def _lead(discourse: Discourse, sentence: Sentence) -> _Lead | None:
    """Return what a heading that ends in a colon promises for its items."""
    tokens = [t for t in sentence.span if not t.is_space]
    if len(tokens) < 3 or tokens[-1].text != ":":
        return None
    last = tokens[-2]
    if last.lower_ in ("to", "will", "shall"):
        return _hanging(discourse, tokens[:-1])
    for token in reversed(tokens[-9:-1]):
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB" or is_negated(token) or token.lower_ == "following":
            continue
        if lemma in listed("list_doing") and _is_ahead(token):
            return _led_by(discourse, token, Modality.WILL, things=False)
        modality = verb_modality(lemma) or (
            Modality.WILL if lemma in ("announce", "launch", "unveil", "undertake") else None
        )
        return _led_by(discourse, token, modality, things=True)
    return None


def _led_by(
    discourse: Discourse, verb: Token, modality: Modality | None, *, things: bool
) -> _Lead | None:
    """Return what a verb of a heading says of its items, where an actor promises by it."""
    acting = subject(verb)
    if modality is None or acting is None or not discourse.is_actor(acting):
        return None
    return _Lead(verb, modality, acting, things=things)


def _is_ahead(verb: Token) -> bool:
    return any(t.lower_ in ("will", "shall") for t in children(verb, "aux"))


def _hanging(discourse: Discourse, tokens: list[Token]) -> _Lead | None:
    """Read "they plan to:", "are committed to:", "Norland will:": the item goes on with the verb."""
    last = tokens[-1]
    if last.lower_ != "to":
        acting = next((t for t in reversed(tokens) if t.dep_ in ("nsubj", "nsubjpass")), None)
        acting = acting or (tokens[-2] if len(tokens) > 1 else None)
        bound = acting is not None and bool(discourse.parties(acting))
        return _Lead(last, Modality.WILL, acting, things=False) if bound else None
    for token in reversed(tokens[-4:-1]):
        lemma = token.lemma_.lower()
        modality = verb_modality(lemma) or noun_modality(lemma)
        if token.lower_ in listed("adjective_vows"):
            modality = Modality.VOWS
        if modality is None:
            continue
        acting = subject(copula(token)) or subject(token)
        if acting is None or is_negated(token):
            return None
        return _Lead(token, modality, acting, things=False)
    return None


def _of_item(discourse: Discourse, item: Sentence, lead: _Lead) -> Promise | None:
    """Return the promise an item makes by its first word: a bare verb, a gerund or a deed."""
    first, head = _first_word(discourse, item), item.span.root
    if first is None:
        return None
    if _opens_with_deed(first):
        action, confidence = first, 0.75
    elif lead.things and head.pos_ in ("NOUN", "PROPN") and (is_deed(head) or is_sum(head)):
        action, confidence = head, 0.6
    else:
        return None
    rule = "commitment.listed"
    return Promise(action, lead.matrix, lead.modality, lead.outer, None, rule, confidence)


def _first_word(discourse: Discourse, item: Sentence) -> Token | None:
    """Return the word that opens an item, behind its mark, a number and an adverb."""
    mark = _MARK.match(discourse.parsed.content, item.start)
    begin = mark.end() if mark is not None else item.start
    tokens = [t for t in item.span if t.idx >= begin and (t.is_alpha or t.like_num)]
    if len(tokens) > 1 and (tokens[0].like_num or tokens[0].lower_ == "to"):
        tokens.pop(0)  # the number, or the "to" of "agreed: • to build a road"
    if len(tokens) > 1 and tokens[0].pos_ == "ADV":
        tokens.pop(0)
    return tokens[0] if tokens else None


def _opens_with_deed(first: Token) -> bool:
    """Whether an item opens with a bare verb without a subject, or with a gerund."""
    if first.tag_ == "VBG" and not children(first, "aux"):
        return True
    bare = first.tag_ in ("VB", "VBP") and first.pos_ == "VERB"
    return (bare or first.lower_ in listed("item_verb")) and not children(
        first, "nsubj", "nsubjpass"
    )
