"""Signed papers: each is a promise, and so is each matter of "agreements were signed on A, on B and on C"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, conjuncts, is_passive, objects, prepositional
from servanda.extraction.kinds.commitments.paper_rows import row_of
from servanda.extraction.kinds.commitments.promise import Promise, is_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

__all__ = ["SIGNED", "papers_of"]

SIGNED = ("commitment.signed", "commitment.witnessed", "commitment.text_signed")
_HOLDING = "commitment.text_holds"
_PLURAL = ("NNS", "NNPS")


def papers_of(promise: Promise) -> Iterator[Promise]:
    """Give what is signed, or held by what is signed: each member of a row, else what its verb tells.

    Papers of which nothing is said but that they are many ("several agreements were signed") promise nothing.
    """
    signed = promise.rule in SIGNED
    if not signed and promise.rule != _HOLDING:
        yield promise
        return
    lead = _first_paper(promise.matrix) if signed else _holding(promise.matrix)
    members = row_of(lead) if lead is not None else []
    if members:
        yield from (replace(promise, action=m.head, part=m) for m in members)
    elif not signed or not _is_bare(promise):
        yield promise


def _first_paper(verb: Token) -> Token | None:
    """Return the paper that a row begins with: the first behind the verb, of a passive that in front too."""
    first = verb.sent.start if is_passive(verb) or children(verb, "nsubj") else verb.i
    behind = (t for t in verb.doc[first : verb.sent.end] if is_paper(t))
    return next(behind, None)


def _holding(verb: Token) -> Token:
    """Return the word right in front of what a text holds: its verb, or the preposition that belongs to it."""
    leading = [p for p in children(verb, "prep") if p.lower_ in ("with", "to", "on", "for")]
    return verb if children(verb, "dobj") or not leading else leading[0]


def _is_bare(promise: Promise) -> bool:
    """Whether the one thing that is signed is many papers without a matter."""
    things = (
        conjuncts(promise.action) if promise.action != promise.matrix else objects(promise.matrix)
    )
    inner = [t for thing in things for t in (thing, *prepositional(thing, "of"))]
    papers = list(dict.fromkeys(filter(is_paper, inner)))
    if len(papers) != 1 or papers[0].tag_ not in _PLURAL:
        return False
    return not children(papers[0], "compound", "acl", "relcl")
