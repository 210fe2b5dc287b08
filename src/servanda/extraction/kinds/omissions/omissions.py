"""Omissions: what is said not to be — not discussed, not commented on, denied, not agreed, left out.

Negation alone is no omission. There has to be a thing that one would have looked for, and a
verb or noun that says it was not touched, not told, not so, not settled or not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import extent, is_passive, subject
from servanda.extraction.coreference.speakers import name_of
from servanda.extraction.kinds.omissions.denials import denied
from servanda.extraction.kinds.omissions.evasions import evaded, not_yet_agreed
from servanda.extraction.kinds.omissions.omission_words import Found
from servanda.extraction.kinds.omissions.silences import declined, not_included
from servanda.extraction.kinds.omissions.talks_without import not_agreed, not_discussed
from servanda.extraction.registry import reader
from servanda.model import BlockKind, Claim, Omission, OmissionSort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["read_omissions"]


_RULES = (declined, not_included, not_discussed, not_agreed, denied, evaded, not_yet_agreed)
_TELLING = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN"})  # what can give an omission away
_READ = (BlockKind.BODY, BlockKind.LIST_ITEM)


@reader("omission")
def read_omissions(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each thing that is said not to be; the same thing told twice is one."""
    parsed = discourse.parsed
    made: dict[tuple[OmissionSort, str], list[tuple[Found, Omission]]] = {}
    for sentence in parsed.sentences:
        if sentence.block not in _READ:
            continue
        seen: set[OmissionSort] = set()
        heads: set[int] = set()
        for found in _find(sentence):
            if found.sort in seen or found.head.i in heads:
                continue
            heads.add(found.head.i)
            seen.add(found.sort)
            body = Omission(_what(discourse, found), found.sort, _who(discourse, found))
            # A strength that will not grow is one denial, however often and in whatever words.
            alike = found.what.lemma_ if found.rule == "no_more" and found.what else body.what
            made.setdefault((found.sort, alike.casefold()), []).append((found, body))
    for tellings in made.values():
        found, body = tellings[0]
        evidence = tuple(parsed.evidence(*_span(f)) for f, _ in tellings)
        yield Claim.make(
            parsed.report.id,
            body,
            evidence,
            rule=f"omission.{found.rule}",
            confidence=found.confidence,
        )


def _find(sentence: Sentence) -> Iterator[Found]:
    """Find what a sentence says not to be, in the order of the text; a word gives one thing away."""
    for token in sentence.span:
        if token.pos_ not in _TELLING:
            continue
        for rule in _RULES:
            found = rule(token)
            if found is not None:
                yield found
                break


def _span(found: Found) -> tuple[int, int]:
    start, end = extent(found.head)
    first = min(start, found.cue.idx)
    return first, max(end, found.cue.idx + len(found.cue))


def _what(discourse: Discourse, found: Found) -> str:
    """Return the words for what is not: the object, else the clause."""
    if found.rule == "no_more" and found.what is not None:
        return "increase in " + discourse.parsed.words(*extent(found.what))
    if found.what is not None and found.what.tag_ in ("WDT", "WP"):
        start, end = _span(found)
    elif found.what is not None:
        start, end = extent(found.what)
    else:
        start, end = _span(found)
    return discourse.parsed.words(start, end).strip(' ,.;:"“”').removesuffix(" and")


def _who(discourse: Discourse, found: Found) -> str | None:
    """Return who did not: the subject of the verb, named where it can be."""
    if found.who is not None:
        return name_of(discourse, found.who)
    if found.head.pos_ not in ("VERB", "AUX") or is_passive(found.head) or found.rule == "no_topic":
        return None
    acting = subject(found.head)
    return name_of(discourse, acting) if acting is not None else None
