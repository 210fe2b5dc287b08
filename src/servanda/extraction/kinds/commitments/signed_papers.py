"""Signed papers: each is a promise, and so is each matter of "agreements were signed on A, on B and on C"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, conjuncts, extent, objects, prepositional, walk_up
from servanda.extraction.kinds.commitments.promise import Promise, is_paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["SIGNED", "paper_words", "papers_of"]

SIGNED = ("commitment.signed", "commitment.witnessed")
_ON = ("on", "for", "regarding", "concerning", "about")
_PLURAL = ("NNS", "NNPS")
_SEVERAL = 2
_LIST = 3  # members from which a row joined by commas is a list, and no pair that belongs together


def papers_of(promise: Promise) -> Iterator[Promise]:
    """Give what a signing promises: by its verb where one paper is signed, by their own nouns where several are.

    Papers of which nothing is said but that they are many ("several agreements were signed") promise nothing.
    """
    papers = list(_papers(promise))
    matters: list[Token] = []
    if len(papers) == 1 and papers[0].tag_ in _PLURAL:
        matters = _matters(papers[0], promise.matrix)
        if not matters and not children(papers[0], "compound", "acl", "relcl"):
            return
        papers = matters or papers
    if len(papers) < _SEVERAL and not matters:
        yield promise
    else:
        yield from (replace(promise, action=paper) for paper in papers)


def paper_words(discourse: Discourse, noun: Token) -> str:
    """Return what one of several papers is called: "a memorandum on tugs", "agreements on the return of two ships"."""
    beside = [*children(noun, "conj", "cc", "relcl"), *_second(noun)]
    words = discourse.parsed.words(*extent(noun, without=beside)).rstrip(", ")
    prep = next((t for t in walk_up(noun) if t.pos_ == "ADP" and t.lower_ in _ON), None)
    if is_paper(noun) or prep is None:
        return words
    paper = next(filter(is_paper, (prep.head, *objects(prep.head))), None)
    return f"{paper.text.lower()} {prep.lower_} {words}" if paper is not None else words


def _papers(promise: Promise) -> Iterator[Token]:
    """Give the papers of a signing; of "a package of documents, including a pact on fish" those that are named."""
    verb = promise.matrix
    named = list(dict.fromkeys((*_included(verb), *_included(verb.head))))
    if named:
        yield from named
        return
    for thing in conjuncts(promise.action) if promise.action != verb else objects(verb):
        inner = [thing] if is_paper(thing) else prepositional(thing, "of")
        named = [paper for above in dict.fromkeys((thing, *inner)) for paper in _included(above)]
        yield from named or filter(is_paper, inner)


def _included(above: Token) -> list[Token]:
    """Return the papers that are named behind "including"."""
    return [paper for paper in prepositional(above, "including") if is_paper(paper)]


def _matters(paper: Token, verb: Token) -> list[Token]:
    """Return what several papers are on, where each has a preposition of its own or stands in a list."""
    above = paper.head.head  # "the signing of contracts for a plant": hung on the signing
    bearing = dict.fromkeys((paper, above, verb))
    first = [p for t in bearing for p in children(t, "prep", "conj") if p.i > paper.i]
    preps = [p for one in first for p in conjuncts(one)]
    heads = [t for p in preps if p.lower_ in _ON for t in children(p, "pobj", "pcomp")]
    found: list[Token] = []
    for head in sorted(heads, key=lambda t: t.i):
        row = _row(head)
        commas = any(t.text == "," for t in head.doc[head.i : row[-1].i])
        found.extend(row if len(row) >= _LIST and commas else [head])
    return found


def _row(head: Token) -> list[Token]:
    """Return the members of a list, those of it too that a parser takes for an apposition."""
    return [*conjuncts(head), *(member for second in _second(head) for member in conjuncts(second))]


def _second(head: Token) -> list[Token]:
    """Return the second member of "trade, taxes, and sports" where it is taken for an apposition of the first."""
    return [t for t in children(head, "appos") if children(t, "conj")]
