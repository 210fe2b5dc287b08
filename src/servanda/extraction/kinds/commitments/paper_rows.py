"""Rows of papers and of their matters, read by their words: "agreements on fish, on tugs, and training pilots".

A parser loses its way in a row of ten members. What opens a member is one of few things: a paper of its own,
a preposition, a gerund, a noun of action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.kinds.commitments.promise import Member, is_deed, is_paper, listed

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["row_of"]

_ON = ("on", "for", "regarding", "concerning", "about")
_STOPS = (",", ";", "and", "including")
_PLURAL = ("NNS", "NNPS")
_NOMINAL = ("NOUN", "PROPN")
_MODIFYING = (*_NOMINAL, "ADJ", "DET", "NUM")


def row_of(lead: Token) -> list[Member]:
    """Return the members of the row that begins with a paper, or right behind another word.

    One alone is no row, but for the one matter of many papers ("contracts for a pier"). Behind a single paper
    only papers are members ("a pact on fish and trade, and a protocol"); papers of which nothing is said but
    that they are many are none.
    """
    paper = is_paper(lead)
    words = _without_verb([t for t in lead.sent if t.i >= lead.i + (not paper) and not t.is_space])
    head = lead if paper else _opener(words, [], several=True)
    if head is None:
        return []
    several = not paper or lead.tag_ in _PLURAL
    starts = _starts(words, head, several=several)
    if len(starts) == 1 and starts[0][0] == 0 and not _is_on_one_matter(words):
        return []
    return _members(words, starts, lead if paper else None)


def _is_on_one_matter(words: list[Token]) -> bool:
    """Whether words begin with papers and what they are on: "contracts for a pier"."""
    many = is_paper(words[0]) and words[0].tag_ in _PLURAL
    return many and len(words) > 1 and _brings_matter(words[1])


def _members(
    words: list[Token], starts: list[tuple[int, Token]], lead: Token | None
) -> list[Member]:
    """Return the members that begin at some words, as far as anything is said of them."""
    ends = [begin for begin, _ in starts[1:]] + [len(words)]
    parts = [_cut(words[begin:end]) for (begin, _), end in zip(starts, ends, strict=True)]
    prefix = ""
    if lead is not None:
        prefix = _prefix(lead, parts[0])
        parts[0] = [*_modifiers(lead), *parts[0]] if starts[0][0] == 0 else parts[0]
    rows = zip(starts, parts, strict=True)
    return [_member(head, part, prefix) for (_, head), part in rows if _is_told(head, part)]


def _starts(words: list[Token], head: Token, *, several: bool) -> list[tuple[int, Token]]:
    """Return where the members of a row begin, each with the word that heads it."""
    starts = [(0, head)]
    for at, word in enumerate(words):
        last, above = starts[-1]
        if word.lower_ not in _STOPS or at <= last:
            continue
        begin = _past_links(words, at + 1)
        plain = word.lower_ == "and" and words[at - 1].text not in (",", ";")
        tied = plain and (is_paper(above) or _is_pair(words[at - 1], words[begin:]))
        opener = _opener(words[begin:], words[last:at], several=several, tied=tied)
        if opener is None:
            continue
        if word.lower_ == "including" and is_paper(opener) and is_paper(above):
            starts.pop()  # "a package of documents, including a pact on fish": the pact
        starts.append((begin, opener))
    return starts


def _is_pair(word: Token, behind: list[Token]) -> bool:
    """Whether two gerunds share what follows: "building and equipping schools"."""
    return word.lower_.endswith("ing") and bool(behind) and behind[0].lower_.endswith("ing")


def _without_verb(words: list[Token]) -> list[Token]:
    """Leave out the verb between papers and their matters: "agreements were also signed on fish"."""
    if len(words) < 2 or words[1].pos_ != "AUX":
        return words
    on = next((at for at, t in enumerate(words) if _brings_matter(t)), len(words))
    return [words[0], *words[on:]] if words[on - 1].tag_ == "VBN" else words


def _is_told(head: Token, part: list[Token]) -> bool:
    """Whether anything is said of a member beside that there are such papers."""
    return bool(part) and not (is_paper(head) and head.tag_ in _PLURAL and part[-1] == head)


def _member(head: Token, part: list[Token], prefix: str) -> Member:
    text, start, end = head.doc.text, part[0].idx, part[-1].idx + len(part[-1])
    begin = next((at for at, t in enumerate(part) if _brings_matter(t)), -1)
    parted = begin > 0 and part[begin].i - part[begin - 1].i > 1  # "agreements were signed on fish"
    if prefix and (parted or not is_paper(head)):
        first = part[begin + 1] if parted or begin == 0 else part[0]
        named = f"{prefix} {text[first.idx : end]}"
    else:
        named = text[start:end]
    return Member(head, start, end, " ".join(named.split()))


def _modifiers(noun: Token) -> list[Token]:
    """Return the words of a noun phrase in front of its noun."""
    first = noun.i
    while first > noun.sent.start and noun.doc[first - 1].pos_ in _MODIFYING:
        first -= 1
    return list(noun.doc[first : noun.i])


def _prefix(lead: Token, first: list[Token]) -> str:
    """Return what the papers of a row are called with the preposition that their matters follow."""
    return f"{lead.lower_} {next((t.lower_ for t in first if _brings_matter(t)), _ON[0])}"


def _past_links(words: list[Token], begin: int) -> int:
    """Return where the next member may begin, behind "and", "as well as", "were also"."""
    while begin < len(words) and words[begin].lower_ in listed("row_link"):
        begin += 1
    return begin


def _opener(
    phrase: list[Token], member: list[Token], *, several: bool, tied: bool = False
) -> Token | None:
    """Return the word that heads a new member of a row, or None where the words go on with the one before."""
    if not phrase or phrase[0].lower_ in _STOPS:
        return None
    noun, _ = _noun(phrase)
    if noun is not None and is_paper(noun):
        return noun
    if not several:
        return None
    if _brings_matter(phrase[0]):
        return _noun(phrase[1:])[0]
    return None if tied else _matter(phrase, member)


def _matter(phrase: list[Token], member: list[Token]) -> Token | None:
    """Return the gerund or the noun of action that opens a stretch of words; at the start of a row any noun."""
    first, (noun, behind) = phrase[0], _noun(phrase)
    if first.tag_ == "VBG" and behind is not first:
        return first
    if noun is None or not member:
        return noun
    alone = noun is first or any(t.lemma_.lower() in listed("wide_matter") for t in (*member, noun))
    ahead = behind is not None and behind.pos_ == "ADP"
    return noun if is_deed(noun) and (ahead or not alone) else None


def _brings_matter(word: Token) -> bool:
    """Whether a preposition says what a paper is about, and not when or for whom it was signed."""
    if word.lower_ not in _ON or word.i + 1 >= len(word.doc):
        return False
    behind = word.nbor(1)
    return behind.ent_type_ not in ("DATE", "TIME") and behind.lower_ not in listed("no_matter")


def _noun(phrase: list[Token]) -> tuple[Token | None, Token | None]:
    """Return the last noun of the noun phrase that opens a stretch of words, and the word behind it."""
    noun = None
    for at, word in enumerate(phrase):
        gerund = word.tag_ == "VBG" and at == 0
        if word.pos_ in _NOMINAL:
            noun = word
        elif word.pos_ not in _MODIFYING and word.text != "-" and not gerund:
            return noun, word
    return noun, None


def _cut(part: list[Token]) -> list[Token]:
    """Drop what goes on about a member, and the marks and links at its end."""
    ends = (at for at, t in enumerate(part) if t.pos_ == "AUX" or t.tag_ in ("WDT", "WP", "MD"))
    part = part[: next(ends, len(part))]
    while part and (part[-1].is_punct or part[-1].lower_ in listed("row_link")):
        part = part[:-1]
    return part
