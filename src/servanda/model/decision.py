"""A person's word: decisions on what was read and tied, scores of compliance, grades of sources.

None of them changes a claim: each stands beside the claims with its author, time and reason, and
can be undone. Their targets are claims, whose ids are hashes and so outlive the record; an anchor
says where each of them stood, so that the word is not lost when a report is read anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NewType

from servanda.errors import UsageError
from servanda.model.ids import ClaimId, digest

__all__ = [
    "CREDIBILITY",
    "RELIABILITY",
    "Action",
    "Anchor",
    "Concern",
    "Decision",
    "DecisionId",
    "Grade",
    "Scale",
    "Score",
    "Undo",
    "Word",
]


DecisionId = NewType("DecisionId", str)


class Action(StrEnum):
    """What a person decided. To undo is no action of its own: it closes a decision."""

    ACCEPT = "accept"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    AMEND = "amend"
    ADD = "add"


class Concern(StrEnum):
    """What a decision is about: a claim, whether claims tell of one entity, a status, an entity."""

    CLAIM = "claim"
    MATCH = "match"
    STATUS = "status"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judged claim stood when it was judged.

    `report` is the report's id, `source` its name; the span is the claim's first evidence.
    `beside` are the other claims of that kind that overlapped it then: none of them is ever taken
    for its successor.
    """

    claim: ClaimId
    report: str
    source: str
    kind: str
    start: int
    end: int
    exact: str
    beside: tuple[ClaimId, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """Who took a word back, when and why."""

    author: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on a claim, a match, a status or an entity.

    `targets` are claims. A merge says that all of them tell of one entity; a split that none of
    `targets` tells of the same as any of `others`. To accept or reject a match is to say whether
    the tie between the entities of `targets` and of `others` holds (`field` names its type, or is
    None for any). An amendment puts `value`, plain JSON data, in place of `field`; None empties
    it; where the field is `evidence`, the claim rests on other words. An addition adds the claim that
    is its only target, and has it in `value` (`servanda.model.addition`). A `blind` decision is a
    coder's verdict for comparison only and changes nothing.
    """

    id: DecisionId
    action: Action
    concern: Concern
    targets: tuple[ClaimId, ...]
    author: str
    at: datetime
    reason: str = ""
    others: tuple[ClaimId, ...] = ()
    field: str | None = None
    value: Any = None
    blind: bool = False
    anchors: tuple[Anchor, ...] = ()

    @classmethod
    def make(
        cls,
        action: Action,
        concern: Concern,
        targets: Iterable[str],
        *,
        author: str,
        at: datetime,
        reason: str = "",
        others: Iterable[str] = (),
        field: str | None = None,
        value: Any = None,
        blind: bool = False,
        anchors: Iterable[Anchor] = (),
    ) -> Decision:
        """Make a decision whose id is the hash of all but its anchors.

        Raises UsageError where author or targets are missing, or the parts do not go together.
        """
        mine, theirs = _ids(targets), _ids(others)
        at = _instant(at)
        author = _author(author)
        _fit(action, concern, mine, theirs, field)
        if action is Action.ADD and (value is None or blind):
            raise UsageError(
                "add claim", "it says no claim" if value is None else "it is never blind"
            )
        told = json.dumps(value, sort_keys=True, ensure_ascii=False)
        identity = digest(
            "d", action, concern, *mine, None, *theirs, None, field, told, author, at, reason, blind
        )
        return cls(
            DecisionId(identity),
            action,
            concern,
            mine,
            author,
            at,
            reason,
            theirs,
            field,
            value,
            blind,
            tuple(sorted(anchors, key=lambda a: a.claim)),
        )

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """All claims it is about."""
        return (*self.targets, *self.others)


@dataclass(frozen=True, slots=True)
class Score:
    """A coder's score of how far one obligor kept one commitment.

    +1 is full compliance, 0 in progress or partial, −1 none; None where it cannot be said (the
    scale of the G7 and G20 Research Groups, University of Toronto). `start` and `end` bound the
    days that were looked at, both included; `guideline` is the rule the coder went by.
    """

    id: DecisionId
    obligor: str
    targets: tuple[ClaimId, ...]
    value: int | None
    guideline: str
    start: date | None
    end: date | None
    coder: str
    at: datetime
    reason: str = ""
    blind: bool = False
    anchors: tuple[Anchor, ...] = ()

    @classmethod
    def make(
        cls,
        obligor: str,
        targets: Iterable[str],
        value: int | None,
        *,
        coder: str,
        at: datetime,
        guideline: str = "",
        start: date | None = None,
        end: date | None = None,
        reason: str = "",
        blind: bool = False,
        anchors: Iterable[Anchor] = (),
    ) -> Score:
        """Make a score whose id is the hash of all but its anchors. Raises UsageError."""
        mine, at, coder = _ids(targets), _instant(at), _author(coder)
        if not mine:
            raise UsageError("score", "it names no commitment")
        if not obligor.strip():
            raise UsageError("score", "it names no obligor")
        if value is not None and (isinstance(value, bool) or value not in (-1, 0, 1)):
            raise UsageError(str(value), "this is not a score", "scores are +1, 0, -1 or none")
        if start is not None and end is not None and end < start:
            raise UsageError(f"{start}..{end}", "the window ends before it begins")
        identity = digest(
            "k", obligor, *mine, None, value, guideline, start, end, coder, at, reason, blind
        )
        found = tuple(sorted(anchors, key=lambda a: a.claim))
        return cls(
            DecisionId(identity),
            obligor,
            mine,
            value,
            guideline,
            start,
            end,
            coder,
            at,
            reason,
            blind,
            found,
        )

    @property
    def author(self) -> str:
        """The coder."""
        return self.coder

    @property
    def claims(self) -> tuple[ClaimId, ...]:
        """All claims it is about."""
        return self.targets


class Scale(StrEnum):
    """The two scales of the Admiralty system, kept apart: the source's and the item's."""

    RELIABILITY = "reliability"
    CREDIBILITY = "credibility"


RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""Grades of a source (publisher or wire), after NATO's AJP-2.1."""

CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
"""Grades of an item (a report), after NATO's AJP-2.1."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A person's grade of a source or of an item.

    `subject` is a publisher's or a wire's name for reliability, a report's name for credibility.
    """

    id: DecisionId
    scale: Scale
    subject: str
    value: str
    author: str
    at: datetime
    reason: str = ""

    @classmethod
    def make(
        cls, scale: Scale, subject: str, value: str, *, author: str, at: datetime, reason: str = ""
    ) -> Grade:
        """Make a grade whose id is the hash of it all. Raises UsageError for a foreign grade."""
        subject, at, author = subject.strip(), _instant(at), _author(author)
        known = RELIABILITY if scale is Scale.RELIABILITY else CREDIBILITY
        if not subject:
            raise UsageError("grade", "it names neither a source nor a report")
        if value not in known:
            said = ", ".join(f"{key} {words}" for key, words in known.items())
            raise UsageError(value, f"this is not a grade of {scale.value}", said)
        identity = digest("g", scale, subject, value, author, at, reason)
        return cls(DecisionId(identity), scale, subject, value, author, at, reason)


Word = Decision | Score | Grade
"""All that a person can put into the record."""


def _ids(given: Iterable[str]) -> tuple[ClaimId, ...]:
    return tuple(ClaimId(one) for one in sorted(set(given)))


def _instant(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise UsageError(str(at), "an instant needs a time zone", "pass datetime.now(UTC)")
    return at.astimezone(UTC)


def _author(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UsageError("author", "nobody is named", "write --author NAME, or set SERVANDA_AUTHOR")
    return name


def _fit(
    action: Action,
    concern: Concern,
    targets: tuple[ClaimId, ...],
    others: tuple[ClaimId, ...],
    field: str | None,
) -> None:
    """Raise UsageError unless the parts of a decision go together."""
    about = f"{action.value} {concern.value}"
    if not targets:
        raise UsageError(about, "it names no claim")
    if set(targets) & set(others):
        raise UsageError(about, "a claim stands on both sides")
    if action in (Action.MERGE, Action.SPLIT):
        # Who is who: `value` names the persons, the claims are where they are mentioned.
        persons = concern is Concern.ENTITY and field == "person"
        reason = "" if persons else _misfit_of_match(action, concern, targets, others)
    else:
        reason = _misfit_of_rest(action, concern, others, field)
    if reason:
        raise UsageError(about, reason)


def _misfit_of_match(
    action: Action, concern: Concern, targets: tuple[ClaimId, ...], others: tuple[ClaimId, ...]
) -> str:
    """Say what is wrong with a merge or a split; empty where nothing is."""
    if concern is not Concern.MATCH:
        return "only whether entities are the same is merged and split"
    if action is Action.MERGE and (len(targets) < 2 or others):
        return "a merge takes two claims or more, on one side"
    if action is Action.SPLIT and not others:
        return "a split takes claims on both sides"
    return ""


def _misfit_of_rest(
    action: Action, concern: Concern, others: tuple[ClaimId, ...], field: str | None
) -> str:
    """Say what is wrong with an acceptance, a rejection or an amendment; empty where nothing is."""
    if bool(others) is not (concern is Concern.MATCH):
        return "a tie has two sides, and nothing else has"
    if action is Action.ADD:
        return "" if concern is Concern.CLAIM and field is None else "only claims are added"
    if action is Action.AMEND:
        named = field and concern is not Concern.MATCH
        return "" if named else "an amendment names the field of a claim, a status or an entity"
    judged = concern in (Concern.CLAIM, Concern.MATCH)
    return "" if judged else "claims and matches are accepted or rejected"
