"""Quotes: words between quotation marks that somebody says.

A quoted sentence, and a quoted phrase in a speaker's clause, are quotes. A single word is one
only right behind a verb of saying. A phrase of two words or more that is merely used by the
speaker ("his nation's 'open door'") is kept as not direct. Names of things are no quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import is_negated, walk_up
from servanda.extraction.coreference.speakers import speaker_of
from servanda.extraction.coreference.voices import SAYING, VOICING, says
from servanda.extraction.registry import reader
from servanda.model import BlockKind, Claim, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.coreference.speakers import Attribution
    from servanda.parsing.quotation import QuotedSpan

__all__ = ["read_quotes"]


# Words in front of a quotation that make it the name of something.
_NAMING = re.compile(
    r"\b(?:so-called|known as|titled|entitled|named|nicknamed|dubbed|codenamed|code-named|labeled|labelled|called the|"
    r"the term|the word|the phrase|the theme|the slogan|theme of|slogan of|under the title|the document|the movie|the film)"
    r"(?: of)?(?: the| a| an)?\s*$",
    re.IGNORECASE,
)
# What a quotation stands in front of when it names a meeting, a policy or a thing.
_THING_AFTER = re.compile(
    r"\s*(?:meetings?|talks|summits?|dialogues?|format|framework|concept|constitution|operations?|exercises?|drills?|initiative|"
    r"program|programme|project|policy|principle|strategy|doctrine|line|zone|fleet|capabilit(?:y|ies)|weapons?|clause|gathering)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^[\w-]{1,40}[- ]plus[- ][\w-]{1,40}$|^\d ?\+ ?\d(?: ?\+ ?\d)?$", re.IGNORECASE
)
_SMALL = word_set("extraction", "small", "clause_words")
_SHORT = 3  # words that may be a term as well as a saying
_CONFIDENCE = {"quote.sentence": 0.9, "quote.phrase": 0.75, "quote.scare": 0.55}
_READ = (BlockKind.BODY, BlockKind.LIST_ITEM)
# Verbs whose object can be words of the speaker.
_MAY_QUOTE = SAYING | VOICING
_SORTING = word_set("extraction", "sorting", "clause_words")
_THINGS = word_set("extraction", "things", "clause_words")
_AVOIDING = word_set("extraction", "avoiding", "clause_words")


@reader("quote")
def read_quotes(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each quotation that has a speaker, pieces of one sentence together."""
    parsed = discourse.parsed
    pending: list[tuple[QuotedSpan, Quote, str, float]] = []
    for quoted in parsed.quoted:
        if parsed.report.text.kind_at(quoted.start) not in _READ:
            continue
        found = _quote(discourse, quoted)
        if found is None:
            continue
        if pending and _continues(discourse, pending[-1][0], quoted, pending[-1][1], found[0]):
            pending.append((quoted, *found))
            continue
        if pending:
            yield _claim(discourse, pending)
        pending = [(quoted, *found)]
    if pending:
        yield _claim(discourse, pending)


def _claim(discourse: Discourse, pieces: list[tuple[QuotedSpan, Quote, str, float]]) -> Claim:
    parsed = discourse.parsed
    _, first, rule, confidence = pieces[0]
    words = " … ".join(parsed.words(q.inner_start, q.inner_end) for q, *_ in pieces)
    body = Quote(first.speaker, words, direct=any(b.direct for _, b, *_ in pieces), via=first.via)
    evidence = tuple(parsed.evidence(q.inner_start, q.inner_end) for q, *_ in pieces)
    return Claim.make(parsed.report.id, body, evidence, rule=rule, confidence=confidence)


def _quote(discourse: Discourse, quoted: QuotedSpan) -> tuple[Quote, str, float] | None:
    """Return what somebody says between the marks, with rule and confidence, or None."""
    words = discourse.parsed.words(quoted.inner_start, quoted.inner_end)
    count = len(re.findall(r"\w[\w’'-]*", words))
    if count == 0 or _names_a_thing(discourse, quoted, words, count):
        return None
    said_by = speaker_of(discourse, quoted)
    rule = _rule(discourse, quoted, said_by, count) if said_by is not None else None
    if said_by is None or rule is None:
        return None
    body = Quote(said_by.name, words, direct=rule != "quote.scare", via=said_by.via)
    unsure = rule == "quote.sentence" and said_by.verb < 0
    return body, rule, 0.7 if unsure else _CONFIDENCE[rule]


def _rule(discourse: Discourse, quoted: QuotedSpan, said_by: Attribution, count: int) -> str | None:
    """Return how words are quoted, a sentence, a phrase or merely a term used by the speaker; None for no quote."""
    follows = _follows_saying(discourse, quoted)
    if count == 1 and not follows:
        return None
    if not said_by.same_clause:
        return "quote.sentence"
    if follows or count > _SHORT:
        return "quote.phrase"
    if _is_object(discourse, quoted):
        # A term for a thing, within what is done to it; a judgement is its speaker's all the same.
        judged = count > 1 and said_by.verb >= 0 and _judges(discourse, quoted)
        return "quote.scare" if judged else None
    return "quote.scare" if _within_noun_phrase(discourse, quoted) else "quote.phrase"


def _is_object(discourse: Discourse, quoted: QuotedSpan) -> bool:
    """Whether the marks hold a bare term in what a verb that is none of saying acts on."""
    near = _nearest_verb(discourse, quoted)
    return near is not None and near not in _MAY_QUOTE and _is_term(discourse, quoted)


def _names_a_thing(discourse: Discourse, quoted: QuotedSpan, words: str, count: int) -> bool:
    """Whether the marks hold a name: "so-called", a title in capitals, "2+2", a term for a thing behind it."""
    content = discourse.parsed.content
    before = content[max(0, quoted.start - 40) : quoted.start]
    if _NUMBERED.match(words) or _NAMING.search(before):
        return True
    if count <= _SHORT and _THING_AFTER.match(content, quoted.end):
        return True
    telling = [w for w in re.findall(r"(?<!\w)[^\W\d_][\w’'.-]*", words) if w.lower() not in _SMALL]
    titled = len(telling) > 1 and all(w[0].isupper() for w in telling)
    return titled and words[-1:] not in ".!?,"


def _follows_saying(discourse: Discourse, quoted: QuotedSpan) -> bool:
    """Whether a verb of saying stands right before the marks, or before what it calls so."""
    tokens = discourse.parsed.tokens_within(quoted.start, quoted.end)
    if not tokens:
        return False
    doc = discourse.parsed.doc
    for token in reversed(list(doc[max(0, tokens[0].i - 10) : tokens[0].i])):
        if token.text in ".!?;":
            return False
        if says(token):
            return not is_negated(token) and not _avoided(token)
        if token.pos_ == "VERB" and token.dep_ not in (
            "acl",
            "pcomp",
        ):  # "called the pledge to defend it 'firm'"
            return False
    return False


def _avoided(verb: Token) -> bool:
    return any(t.lemma_.lower() in _AVOIDING for t in walk_up(verb) if t != verb)


def _nearest_verb(discourse: Discourse, quoted: QuotedSpan) -> str | None:
    """Return the lemma of the nearest verb above the quoted words, outside them."""
    tokens = [t for t in discourse.parsed.tokens_within(quoted.start, quoted.end) if not t.is_punct]
    within = {t.i for t in tokens}
    top = next((t for t in tokens if t.head.i not in within), None)
    if top is None or top.pos_ in ("VERB", "AUX"):
        return None
    for token in walk_up(top):
        if token.i not in within and token.pos_ in ("VERB", "AUX"):
            return token.lemma_.lower()
    return None


def _is_term(discourse: Discourse, quoted: QuotedSpan) -> bool:
    """Whether the quoted words are a bare name for a thing, such as two nouns: no determiner, no verb."""
    tokens = discourse.parsed.tokens_within(quoted.inner_start, quoted.inner_end)
    return all(t.pos_ in ("NOUN", "PROPN", "ADJ") or t.is_punct for t in tokens)


def _judges(discourse: Discourse, quoted: QuotedSpan) -> bool:
    """Whether the words begin with an adjective of judgement ("grave concern"), not with one that sorts things."""
    tokens = discourse.parsed.tokens_within(quoted.inner_start, quoted.inner_end)
    judged = bool(tokens) and tokens[0].tag_ == "JJ" and tokens[0].lower_ not in _SORTING
    last = next((t for t in reversed(tokens) if not t.is_punct), None)
    return judged and last is not None and last.lemma_.lower() not in _THINGS


def _within_noun_phrase(discourse: Discourse, quoted: QuotedSpan) -> bool:
    """Whether the marks set off a term with an owner or article: "his nation's 'open door'"."""
    before = discourse.parsed.content[max(0, quoted.start - 16) : quoted.start].rstrip().lower()
    return before.endswith(("’s", "'s", " its", " their", " his", " her", " the", " of"))


def _continues(
    discourse: Discourse, last: QuotedSpan, quoted: QuotedSpan, before: Quote, now: Quote
) -> bool:
    """Whether a quotation goes on in mid-sentence after "he said,"."""
    content = discourse.parsed.content
    first = content[quoted.inner_start : quoted.inner_start + 1]
    between = content[last.end : quoted.start]
    ended = content[last.inner_end - 1 : last.inner_end] in (",", "—", "–")
    return (
        first.islower()
        and ended
        and before.speaker == now.speaker
        and len(between) < 80
        and not re.search(r"[.!?]\s", between)
        and between.rstrip().endswith((",", "—", "–"))
    )
