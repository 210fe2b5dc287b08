"""Adding a claim: what a person writes in its cells, let through by the gate that claims of models go through.

Words are believed where they stand: the evidence is verbatim, the words of a cell stand in what is quoted,
a person and an office somewhere in the report, a party is one that the gazetteer knows, and a time is
read from the quoted words by the finder of time expressions, or given by the person in EDTF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any, cast

from servanda import timex
from servanda.errors import UsageError
from servanda.model import Action, Claim, Concern, Decision, Evidence, Report, TimeRef
from servanda.model.addition import Addition
from servanda.model.amendment import read_edtf, time_field
from servanda.model.claim import BODIES, Body
from servanda.model.claim_cells import CLAIM_KEYS
from servanda.model.serialization import body_from_plain, field_types
from servanda.model.text_folding import fold
from servanda.review.written_value import written_value
from servanda.second_reader.quotation_finder import QuotationFinder
from servanda.world.gazetteer import gazetteer
from servanda.world.party_names import party_code

__all__ = ["ADDABLE", "addition_of", "cells_of", "needed", "suggested", "word_of"]


ADDABLE = tuple(kind for kind in CLAIM_KEYS if kind != "date")
"""The kinds of claim that a person can add; every date of a report is read by the calendar."""

_PARTIES = frozenset(
    "obligors parties beneficiary holder supplier party actor target country".split()
)
_FIRST = ("obligors", "actor", "holder", "party")  # whoever is named first, most likely
_NAMES = frozenset("speaker who person via office".split())  # stand anywhere in the report
_INFLECTED = frozenset({"action", "change"})  # may be in base form: "agreed to build" is build
_OPEN = frozenset({"object", "speaker"})  # without a default, and may be empty
_AHEAD = frozenset({"by", "until", "within", "before", "as_early_as"})  # what governs a deadline
_STEM = 3  # letters that two forms of a word share
_BEFORE = 60  # characters before the quoted words that may govern a time in them: "by"
_WORD = re.compile(r"[^\W_]+")


def cells_of(kind: str) -> tuple[str, ...]:
    """List the cells that a person can fill. Raises UsageError where no claim of that kind is added."""
    if kind not in ADDABLE:
        raise UsageError(kind, "no claim of that kind can be added", ", ".join(ADDABLE))
    return tuple(CLAIM_KEYS[kind].split())


def needed(kind: str) -> frozenset[str]:
    """Return the cells without which there is no claim of that kind."""
    held = fields(BODIES[kind])
    return frozenset(one.name for one in held if one.default is MISSING) - _OPEN


def addition_of(
    report: Report, kind: str, cells: Mapping[str, str], evidence: Sequence[Evidence]
) -> Addition:
    """Make what is to be added of what a person wrote in the cells of a claim; empty ones are left out.

    Raises UsageError where a cell cannot hold what is written in it, a needed one is empty, or the words
    do not stand where they must.
    """
    given = _filled(kind, cells)
    if not evidence:
        raise UsageError(kind, "it rests on no words", "select the words of the report that say so")
    gate = _Gate(report, tuple(evidence))
    left = [name for name in _OPEN if name in cells_of(kind)]
    body: dict[str, Any] = {"kind": kind, **{name: written_value(kind, name, "") for name in left}}
    times: dict[str, str] = {}
    refs: dict[str, TimeRef] = {}
    for name, text in given.items():
        if not time_field(kind, name):
            body[name] = gate.cell(kind, name, text)
        elif (ref := gate.time(name, text)) is not None:
            refs[name] = ref
        else:
            times[name] = text
    if kind == "consultation" and not body.get("parties"):
        parties = [one.get("party") for one in body.get("participants", ())]
        body["parties"] = list(dict.fromkeys(filter(None, parties)))
    made = cast("Body", replace(cast("Any", body_from_plain(body)), **refs))
    found = Addition(report.name, report.id, made, tuple(evidence), tuple(sorted(times.items())))
    found.verify(report.text.content)
    return found


def _filled(kind: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that are not empty. Raises UsageError where one is odd, or missing."""
    known = cells_of(kind)
    given = {name: text.strip() for name, text in cells.items() if text.strip()}
    if odd := [name for name in given if name not in known]:
        raise UsageError(odd[0], f"no {kind} has such a cell", f"it has {', '.join(known)}")
    if missing := sorted(needed(kind) - set(given)):
        raise UsageError(missing[0], f"without it there is no {kind}", "fill it")
    return given


def suggested(report: Report, kind: str, evidence: Sequence[Evidence]) -> dict[str, str]:
    """Suggest cells that the words selected give by themselves: parties, times, and words word for word.

    A person says whether that is so: nothing is claimed by it.
    """
    known = cells_of(kind)
    words = " ".join(one.exact for one in evidence)
    named = list(dict.fromkeys(one.party for one in gazetteer().find(words) if one.party))
    refs = timex.find(words)
    ahead = [ref.text for ref in refs if ref.relation in _AHEAD]
    found = {
        "parties": ", ".join(named),
        **dict.fromkeys(_FIRST, named[0] if named else ""),
        "due": ahead[0] if ahead else "",
        "when": refs[0].text if refs and "due" not in known else "",
        **dict.fromkeys(("wording", "words"), words.strip('"“”')),
    }
    return {name: text for name, text in found.items() if text and name in known}


def word_of(added: Addition, claims: Sequence[Claim], **said: Any) -> Decision:
    """Make the decision that adds a claim; `claims` are those of its report, `said` author, at and reason.

    Raises UsageError where the report is known to say so already.
    """
    claim = added.claim
    if any(one.id == claim.id for one in claims):
        raise UsageError(claim.id, "the record has this claim already", "accept it instead")
    value = added.to_value()
    return Decision.make(Action.ADD, Concern.CLAIM, [claim.id], value=value, **said)


class _Gate:
    """Lets through what a person writes in cells, where the words of the report bear it."""

    def __init__(self, report: Report, evidence: tuple[Evidence, ...]) -> None:
        self._report = report
        self._evidence = evidence
        self._finder = QuotationFinder(report.text.content, report.text.blocks)

    def cell(self, kind: str, name: str, text: str) -> Any:
        """Read the value of a cell, times aside."""
        if name in _PARTIES and field_types(BODIES[kind])[name] in _OF_PARTIES:
            text = ", ".join(party_code(one.strip()) for one in text.split(",") if one.strip())
        value = written_value(kind, name, text)
        if name == "participants":
            return [self._guest(name, one) for one in value]
        if isinstance(value, dict):
            for part in value.values():
                self._quoted(name, str(part or ""))
        elif isinstance(value, str) and name in _NAMES:
            self._named(name, value)
        elif name not in _PARTIES and field_types(BODIES[kind])[name] in _OF_WORDS:
            self._quoted(name, value)
        return value

    def time(self, name: str, text: str) -> TimeRef | None:
        """Find a time in the quoted words; None where it is given in EDTF."""
        try:
            read_edtf(text)
        except UsageError:
            found = self._time_in_words(text)
        else:
            return None
        if found is None:
            reason = f"“{text}” is neither a time in the words selected nor one in EDTF"
            raise UsageError(
                name, reason, "write it as the report does, or like 2025-03-31, 2025-03"
            )
        return found

    def _time_in_words(self, text: str) -> TimeRef | None:
        content = self._report.text.content
        for one in self._evidence:
            place = self._finder.within(text, one.start, one.end)
            if place is None:
                continue
            start = max(0, one.start - _BEFORE)
            for ref in timex.find(content[start : one.end]):
                first, last = ref.start + start, ref.end + start
                if place[0] <= first and last <= place[1]:
                    return replace(ref, start=first, end=last)
        return None

    def _quoted(self, name: str, words: str) -> None:
        """Raise UsageError unless words stand in what is quoted."""
        if not words or any(self._finder.within(words, e.start, e.end) for e in self._evidence):
            return
        if name in _INFLECTED and self._in_other_form(words):
            return
        reason = f"“{words}” does not stand in the words selected"
        raise UsageError(name, reason, "write it as the report does, or select more words")

    def _in_other_form(self, words: str) -> bool:
        quoted = {w for one in self._evidence for w in _WORD.findall(fold(one.exact))}
        stems = {word[:_STEM] for word in quoted if len(word) >= _STEM}
        return all(w in quoted or w[:_STEM] in stems for w in _WORD.findall(fold(words)))

    def _named(self, name: str, words: str) -> None:
        """Raise UsageError unless a name stands somewhere in the report."""
        if next(self._finder.places(words), None) is None:
            reason = f"“{words}” does not stand in the report"
            raise UsageError(name, reason, "write it as the report does")

    def _guest(self, name: str, one: dict[str, Any]) -> dict[str, Any]:
        self._named(name, one["name"])
        if one.get("office"):
            self._named(name, one["office"])
        if one.get("party"):
            one = {**one, "party": party_code(one["party"])}
        return {key: value for key, value in one.items() if value is not None}


_OF_WORDS = (str, str | None)
_OF_PARTIES = (*_OF_WORDS, tuple[str, ...])
