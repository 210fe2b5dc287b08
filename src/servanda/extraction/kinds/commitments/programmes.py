"""Programmes: agencies, funds and initiatives of the state that puts out a fact sheet, which bind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children
from servanda.extraction.kinds.commitments.promise import listed
from servanda.parsing.publishing_state import publishing_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_own_programme", "publishing_party"]


def publishing_party(discourse: Discourse) -> str | None:
    """Return the state whose office put out the report, or None for a press report."""
    return publishing_state(discourse.parsed.report)


def is_own_programme(discourse: Discourse, noun: Token, verb: Token) -> bool:
    """Read "this initiative will invest $3 million" in a state's own fact sheet.

    Only what a programme pays, trains or sends counts; what it will help or support is told of it.
    """
    if noun.lemma_.lower() not in listed("programme") or publishing_party(discourse) is None:
        return False
    if verb.lemma_.lower() not in listed("programme_deed"):
        return False
    return any(c.dep_ in ("det", "poss", "compound") for c in noun.children) and bool(
        children(verb, "dobj")
    )
