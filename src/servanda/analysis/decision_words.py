"""Decisions in words: what persons said of a claim or an entity, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.analysis.answers import WhyStep
from servanda.model import (
    Action,
    Concern,
    Decision,
    Entity,
    Grade,
    ResolvedClaim,
    Score,
    Undo,
    Word,
)
from servanda.model.addition import Addition
from servanda.model.amendment import EVIDENCE
from servanda.resolution import Resolution

__all__ = ["judged_claim", "judged_entity", "said_briefly", "told_word", "word_steps"]


_VERBS = {
    Action.ACCEPT: "accepted",
    Action.REJECT: "rejected",
    Action.MERGE: "judged one entity",
    Action.SPLIT: "judged not the same",
    Action.AMEND: "amended",
}


def told_word(word: Word) -> str:
    """Say in a line what a person said, who, when and why."""
    tail = f": {word.reason}" if word.reason else ""
    return f"{_what(word)} by {word.author} on {word.at:%Y-%m-%d}{tail}"


def said_briefly(word: Word) -> str:
    """Say in a line what a person said and why, where who and when stand beside it."""
    return f"{_what(word)}{f': {word.reason}' if word.reason else ''}"


def _what(word: Word) -> str:
    if isinstance(word, Grade):
        return f"{word.subject} graded {word.value} for {word.scale.value}"
    if isinstance(word, Score):
        value = f"{word.value:+d}" if word.value else "none" if word.value is None else "0"
        return f"{word.obligor} scored {value}"
    return _decided(word)


def _decided(word: Decision) -> str:
    blind = " (blind)" if word.blind else ""
    if word.field == "person" and isinstance(word.value, dict):
        names = ", ".join(map(str, word.value.get("names") or word.value.get("persons") or ()))
        same = "the same person" if word.action is Action.MERGE else "somebody else here"
        return f"{names}: judged {same}{blind}"
    if word.action is Action.AMEND:
        return _amended(word, blind)
    if word.action is Action.ADD:
        return f"{Addition.of(word).body.kind} added"
    if word.concern is Concern.MATCH and word.action in (Action.ACCEPT, Action.REJECT):
        return f"tie{f' ({word.field})' if word.field else ''} {_VERBS[word.action]}{blind}"
    return f"{_VERBS[word.action]}{blind}"


def _amended(word: Decision, blind: str) -> str:
    value = word.value
    if word.concern is Concern.ENTITY and isinstance(value, dict):
        days = "/".join(str(value.get(key) or "..") for key in ("start", "end"))
        return f"{word.field} set to “{value.get('text')}” for {days}"
    if word.concern is Concern.STATUS and isinstance(value, dict):
        since = f" from {value['on']}" if value.get("on") else ""
        return f"status set to {value.get('status')}{since}"
    if word.concern is Concern.CLAIM and word.field == EVIDENCE:
        exact = " … ".join(str(one["exact"]) for one in value or () if isinstance(one, dict))
        return f"anchored anew at “{exact}”{blind}"
    shown = "nothing" if value is None else _shown(value)
    return f"{word.field} amended to {shown}{blind}"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_shown(one) for one in value) or "nobody"
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if one)
    return str(value)


def judged_claim(claim: ResolvedClaim) -> Iterator[WhyStep]:
    """Tell the decisions that made a claim what it is."""
    for one in claim.judged:
        yield WhyStep("decision", told_word(one), claim.source, one.id)


def judged_entity(resolution: Resolution, entity: Entity) -> Iterator[WhyStep]:
    """Tell the decisions on what an entity is and on its ties; its status stands in its history."""
    for one in resolution.judged(entity):
        if one.concern is not Concern.CLAIM and (one.field == "person") is (
            entity.kind == "person"
        ):
            yield WhyStep("decision", told_word(one), None, one.id)


def word_steps(word: Word, undone: Undo | None) -> Iterator[WhyStep]:
    """Tell a word on its own: what was said, of which words in which reports, and who took it back."""
    yield WhyStep("decision", told_word(word), None, word.id)
    for place in () if isinstance(word, Grade) else word.anchors:
        text = f"“{place.exact}” ({place.start}–{place.end})"
        yield WhyStep("words", text, place.source, place.claim)
    if undone is not None:
        tail = f": {undone.reason}" if undone.reason else ""
        yield WhyStep("undone", f"by {undone.author} on {undone.at:%Y-%m-%d}{tail}", None, word.id)
