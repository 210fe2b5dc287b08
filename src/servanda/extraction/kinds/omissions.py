"""Omissions: what is said not to be — not discussed, not commented on, denied, not agreed, left out.

The frames say which words tell one (`frames/omission.toml`); here each becomes a claim.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from servanda.extraction.clauses import extent, is_passive, subject
from servanda.extraction.coreference.voices import voice_name
from servanda.extraction.engine import Engine
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.registry import reader
from servanda.model import BlockKind, Claim, Omission, OmissionSort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Match

__all__ = ["read_omissions"]

_READ = (BlockKind.BODY, BlockKind.LIST_ITEM)


@cache
def _engine() -> Engine:
    return Engine(frame_table("omission"))


@reader("omission")
def read_omissions(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each thing that is said not to be; the same thing told twice is one."""
    parsed = discourse.parsed
    made: dict[tuple[str, str], list[tuple[Match, Omission]]] = {}
    for sentence in parsed.sentences:
        if sentence.block not in _READ:
            continue
        senses: set[str] = set()
        heads: set[int] = set()
        for match in _engine().matches(sentence):
            sense, head = match.frame.sense, _head(match)
            if sense in senses or head.i in heads:
                continue
            senses.add(sense)
            heads.add(head.i)
            body = Omission(_what(discourse, match), OmissionSort(sense), _who(discourse, match))
            made.setdefault((sense, _alike(match, body)), []).append((match, body))
    for mentions in made.values():
        match, body = mentions[0]
        yield Claim.make(
            parsed.report.id,
            body,
            tuple(parsed.evidence(*_span(one)) for one, _ in mentions),
            rule=f"omission.{match.frame.name}",
            confidence=match.frame.confidence,
        )


def _alike(match: Match, body: Omission) -> str:
    """Return what two places that deny one thing share: a strength that will not grow, in whatever words."""
    what = match.cell("what")
    return what.lemma_ if match.frame.name == "no_more" and what else body.what.casefold()


def _head(match: Match) -> Token:
    return match.cell("head") or match.trigger


def _span(match: Match) -> tuple[int, int]:
    """Return the characters of the clause, with the word that gives the omission away."""
    start, end = extent(_head(match))
    cue = match.cell("cue") or match.trigger
    return min(start, cue.idx), max(end, cue.idx + len(cue))


def _what(discourse: Discourse, match: Match) -> str:
    """Return the words for what is not: the object, else the clause."""
    what = match.cell("what")
    span = _span(match) if what is None or what.tag_ in ("WDT", "WP") else extent(what)
    words = discourse.parsed.words(*span)
    if match.frame.name == "no_more" and what is not None:
        return f"increase in {words}"
    return words.strip(' ,.;:"“”').removesuffix(" and")


def _who(discourse: Discourse, match: Match) -> str | None:
    """Return who did not: the role that says it, else the subject of the clause, named where it can be."""
    who, head = match.cell("who"), _head(match)
    if who is None:
        if head.pos_ not in ("VERB", "AUX") or is_passive(head) or match.frame.name == "no_topic":
            return None
        who = subject(head)
        if who == match.cell("what"):
            return None  # "tariffs were not on the agenda": what is left out leaves nothing out
    return voice_name(discourse, who)
