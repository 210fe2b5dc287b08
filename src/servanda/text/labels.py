"""Labels: what kind of thing a token names, by our own lists and by grammar.

The model's own recogniser takes a third of all reading time and is weakest where it matters
here (surnames, bodies, forces). States, bodies, people and times are known better from the
gazetteer and the names found; what is left is places, which stand behind prepositions, and sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from servanda.text.gazetteer import PartyMention, PartySort

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from servanda.model import TimeRef
    from servanda.text.person import Person

__all__ = ["acting_names", "label", "proper_runs"]

_OF_PARTY = {
    PartySort.NAME: "GPE",
    PartySort.SEAT: "GPE",
    PartySort.ADJECTIVE: "NORP",
    PartySort.ORGANISATION: "ORG",
    PartySort.BODY: "ORG",
    PartySort.PLACE: "LOC",
}
_UNIT = r"(?:million|billion|trillion|thousand|bn|mn|m|b)\b"
_CURRENCY = r"(?:U\.?S\.? )?(?:dollars?|euros?|yen|won|yuan|pounds?|rupees?|pesos?|francs?|kroner|zloty|USD|EUR)\b"
_MONEY = re.compile(
    rf"(?:US|A|C|NZ|HK|S)?[$€£¥₹₩]\s?\d[\d.,]*\d?(?:[ -]?{_UNIT})?|USD ?\d[\d.,]*(?: {_UNIT})?"
    rf"|\d[\d.,]*\d?(?: {_UNIT})? {_CURRENCY}"
)
_PERCENT = re.compile(r"\d[\d.,]*\d? ?(?:%|per ?cent\b|percentage points?\b)")
# Prepositions behind which a proper noun that names nobody is a place.
_WHERE = frozenset(
    "in at near outside off around into across over throughout aboard towards toward".split()
)


def label(
    doc: Doc,
    text: str,
    parties: Mapping[int, PartyMention],
    people: Mapping[int, Person],
    times: Iterable[TimeRef],
) -> None:
    """Set the tokens' entity types; `parties` and `people` say what stands at a token."""
    for token in doc:
        mention = parties.get(token.i)
        if token.i in people:
            token.ent_type_ = "PERSON"
        elif mention is not None:
            token.ent_type_ = _OF_PARTY[mention.sort]
    spans = [(ref.start, ref.end, "DATE") for ref in times]
    spans += [(*m.span(), "MONEY") for m in _MONEY.finditer(text)]
    spans += [(*m.span(), "PERCENT") for m in _PERCENT.finditer(text)]
    for start, end, name in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        for token in span if span is not None else ():
            token.ent_type_ = name
    for run in proper_runs(doc):
        before = run[0].nbor(-1) if run[0].i else None
        if before is not None and before.lower_ == "the" and before.i:
            before = before.nbor(-1)
        if before is None or before.lower_ not in _WHERE:
            continue
        if all(not token.ent_type_ for token in run):
            for token in run:
                token.ent_type_ = "LOC"


# What only people do or have done to them in a report: a full name beside it is a person's.
_HUMAN = frozenset(
    "say tell add meet speak talk note stress warn agree sign call write visit arrive attend thank reply ask urge argue "
    "announce welcome greet succeed replace appoint name elect declare explain vow pledge insist emphasize reiterate".split()
)
_WITH = frozenset({"with", "by", "between", "alongside", "including"})


def acting_names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the spans of full names that act as only people do ("… Ada Brandt said")."""
    for run in proper_runs(doc):
        if not 2 <= len(run) <= 4 or not all(t.text[0].isupper() or t.text == "-" for t in run):
            continue
        head = run[-1]
        verb = head.head
        acts = head.dep_ == "nsubj" and verb.lemma_.lower() in _HUMAN
        acted_on = head.dep_ == "dobj" and verb.lemma_.lower() in (
            "meet",
            "succeed",
            "replace",
            "appoint",
        )
        joined = head.dep_ == "pobj" and verb.lower_ in _WITH and verb.head.lemma_.lower() in _HUMAN
        if acts or acted_on or joined:
            yield run[0].idx, head.idx + len(head)


def proper_runs(doc: Doc) -> Iterator[list[Token]]:
    """Yield the unbroken runs of proper nouns."""
    run: list[Token] = []
    for token in doc:
        joint = token.text == "-" and run and not token.whitespace_ and not run[-1].whitespace_
        if (token.pos_ == "PROPN" or joint) and not (run and token.is_sent_start):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run
