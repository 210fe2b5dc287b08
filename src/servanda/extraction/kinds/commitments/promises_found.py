"""Promises: every verb in a report that says what somebody binds himself to do.

The frames say which words make a promise (`frames/commitment.toml`), items of a list go on with the
verb of their heading; what is merely wished, asked of others, foretold or denied is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.complements import is_out_of_step
from servanda.extraction.engine import Engine
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.promise import Promise
from servanda.extraction.kinds.commitments.promise_lists import of_lists
from servanda.extraction.kinds.commitments.promise_predicates import predicates_of
from servanda.extraction.kinds.commitments.promise_standing import stands
from servanda.extraction.kinds.commitments.signed_papers import papers_of
from servanda.extraction.refutation import is_refuted
from servanda.model import Modality
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Match

__all__ = ["Promise", "find_promises"]


def find_promises(discourse: Discourse) -> Iterator[Promise]:
    """Find the promises of a report, ascending by what tells of them; those of lists last."""
    engine = Engine(frame_table("commitment"), predicates_of(discourse))
    doc = discourse.parsed.doc
    words, triggers = word_table(doc), engine.table.triggers(doc)
    for at in words.verbs:
        if at not in triggers or words.dep[at] in ("aux", "auxpass"):
            continue
        for promise in _of_word(engine, doc[at]):
            if _is_asserted(discourse, promise):
                yield promise
    yield from (promise for promise in of_lists(discourse) if _is_asserted(discourse, promise))


def _is_asserted(discourse: Discourse, promise: Promise) -> bool:
    return not is_refuted(promise.action) and stands(discourse, promise)


_SEVERAL = ("agreed_on", "agreed_steps", "launched")  # frames with a promise for each of a row


def _of_word(engine: Engine, token: Token) -> Iterator[Promise]:
    """Give the promises a verb makes: one, but a text holds many ("provides for a base and a fund")."""
    told: set[int] = set()
    for match in engine.readings(token):
        text = match.frame.name.startswith("text")
        several = text or match.frame.name in _SEVERAL
        if (told and not several) or (not text and is_out_of_step(token)):
            return
        promise = _promise(match)
        for one in papers_of(promise):
            if one.action.i not in told:
                told.add(one.action.i)
                yield one


def _promise(match: Match) -> Promise:
    return Promise(
        match.cell("action") or match.roles.get("action") or match.trigger,
        match.cell("matrix") or match.roles.get("matrix") or match.trigger,
        Modality(match.sense),
        match.cell("outer"),
        match.cell("inner"),
        f"commitment.{match.name}",
        match.frame.confidence,
    )
