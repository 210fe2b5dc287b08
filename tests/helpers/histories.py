"""Random histories of a record: reports come, are corrected and dated anew, and persons decide.

Reports and claims are made once and small, so that ten thousand histories are played in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import hypothesis.strategies as st

from ledgers import AT, WORDS, by_words, claims, report
from servanda.errors import NotFoundError, UsageError
from servanda.model import (
    Action,
    Claim,
    Concern,
    Dating,
    Decision,
    Grade,
    Report,
    Scale,
    Score,
    Undo,
    When,
    Word,
    status_value,
)
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record, View, open_record
from trying import emptied

DAYS = (date(2031, 4, 20), date(2031, 5, 2), date(2031, 5, 9), None)
NAMES = "abc"


@dataclass(frozen=True)
class Put:
    """A report comes in, as one version of the readers found it."""

    name: str
    words: int
    chosen: int
    day: date | None
    reader: str


@dataclass(frozen=True)
class Redate:
    name: str
    day: date | None


@dataclass(frozen=True)
class Retract:
    name: str


@dataclass(frozen=True)
class Say:
    """A person decides on some of the claims that stand, chosen by numbers."""

    sort: str
    one: int
    other: int
    turn: int


@dataclass(frozen=True)
class TakeBack:
    number: int


Step = Put | Redate | Retract | Say | TakeBack
History = list[tuple[Step, int]]
"""Steps, each with the minutes that the machine's clock goes on, or back, before it."""

days = st.sampled_from(DAYS)
_names = st.sampled_from(NAMES)
puts = st.builds(Put, _names, st.integers(0, 2), st.integers(0, 31), days, st.sampled_from("12"))
_SORTS = ("verdict", "verdict", "blind", "amend", "match", "tie", "status", "score", "grade")
says = st.builds(
    Say, st.sampled_from(_SORTS), st.integers(0, 14), st.integers(0, 14), st.integers(0, 5)
)
_readings = st.one_of(puts, puts, st.builds(Redate, _names, days), st.builds(Retract, _names))
_takes = st.builds(TakeBack, st.integers(0, 3))
steps = st.one_of(_readings, _readings, says, says, _takes)
histories = st.lists(st.tuples(steps, st.integers(-2, 3)), min_size=1, max_size=8)
words = st.lists(st.tuples(st.one_of(says, says, says, _takes), st.just(1)), max_size=6)
one_each = st.lists(puts, min_size=1, max_size=3, unique_by=lambda put: put.name)


@cache
def made(name: str, words: int, day: date | None) -> tuple[Report, tuple[Claim, ...]]:
    one = report(f"{name}.txt", WORDS + " It rained." * words, day)
    return one, claims(one)


@cache
def _opened(number: int) -> Record:
    return open_record("sqlite://", resolver=by_words)


@contextmanager
def empty(number: int = 0) -> Iterator[Record]:
    """Give one of a few records that are kept open for all histories, with all its rows deleted."""
    yield emptied(_opened(number))


@dataclass
class Player:
    """Plays a history on a record, step by step; `puts` are the readings that stand."""

    record: Record
    at: datetime = AT
    said: list[str] = field(default_factory=list)
    puts: dict[str, Put] = field(default_factory=dict)

    def play_all(self, history: History) -> None:
        for step, minutes in history:
            self.play(step, minutes)

    def play(self, step: Step, minutes: int = 1) -> None:
        self.at += timedelta(minutes=minutes)
        with suppress(NotFoundError, UsageError):  # what is not there is not changed
            self._play(step)

    def _play(self, step: Step) -> None:
        record = self.record
        if isinstance(step, Put):
            one, found = made(step.name, step.words, step.day)
            some = [claim for place, claim in enumerate(found) if step.chosen >> place & 1]
            record.put(one, some, at=self.at, reader=step.reader)
            self.puts[step.name] = step
        elif isinstance(step, Redate):
            standing = record.view().report(f"{step.name}.txt")
            when = When.on(step.day) if step.day else None
            record.redate(standing.id, Dating(when), at=self.at)
        elif isinstance(step, Retract):
            record.retract(f"{step.name}.txt", at=self.at)
            self.puts.pop(step.name)
        elif isinstance(step, Say):
            word = self.word(step)
            if word is not None:
                self.said.append(record.words.add(word, at=self.at).id)
        elif self.said:
            word_id = self.said[step.number % len(self.said)]
            record.words.undo(word_id, Undo("Ada", self.at), at=self.at)

    def word(self, say: Say) -> Word | None:
        """Make the word that a person adds; None where there is nothing to decide on."""
        stand = [one.claim for one in self.record.view(as_read=True).claims()]
        return word_on(stand, say, self.at)


def word_on(stand: list[Claim], say: Say, at: datetime) -> Word | None:
    """Decide on one or two of the claims that stand."""
    said: dict[str, Any] = {"author": ("Ada", "Bo")[say.turn % 2], "at": at, "reason": "seen “so”"}
    if say.sort == "grade":
        source = say.turn % 2
        scale = (Scale.RELIABILITY, Scale.CREDIBILITY)[source]
        return Grade.make(scale, ("Lake News", "a.txt")[source], ("B", "3")[source], **said)
    promises = [one for one in stand if one.kind == "commitment"]
    if say.sort in ("amend", "status", "score"):
        if not promises:
            return None
        promise = [promises[say.one % len(promises)].id]
        if say.sort == "score":
            value = (1, 0, -1, None)[say.turn % 4]
            reason, coder = said["reason"], said["author"]
            return Score.make("VE", promise, value, coder=coder, at=at, reason=reason)
        if say.sort == "status":
            status = status_value(("done", "dropped")[say.turn % 2])
            about: dict[str, Any] = {"field": "status", "value": status}
            return Decision.make(Action.AMEND, Concern.STATUS, promise, **about, **said)
        name, value = (("object", "rafts"), ("due", "2033"), ("obligors", ["SO"]))[say.turn % 3]
        return Decision.make(Action.AMEND, Concern.CLAIM, promise, field=name, value=value, **said)
    if not stand:
        return None
    one = stand[say.one % len(stand)]
    if say.sort in ("verdict", "blind"):
        action = (Action.ACCEPT, Action.REJECT)[say.turn % 2]
        both = {one.id, stand[say.other % len(stand)].id}
        return Decision.make(action, Concern.CLAIM, both, blind=say.sort == "blind", **said)
    like = [other.id for other in stand if other.kind == one.kind and other.id != one.id]
    if not like:
        return None
    near = like[say.other % len(like)]
    if say.sort == "tie":
        action = (Action.ACCEPT, Action.REJECT)[say.turn % 2]
        return Decision.make(action, Concern.MATCH, [one.id], others=[near], **said)
    if say.turn % 2:
        return Decision.make(Action.MERGE, Concern.MATCH, [one.id, near], **said)
    return Decision.make(Action.SPLIT, Concern.MATCH, [one.id], others=[near], **said)


def content(view: View) -> object:
    """Give all that a view shows, when it was recorded included."""
    return (
        view.reports(),
        view.claims(),
        view.statements(),
        view.recorded(),
        view.decisions(),
        view.scores(),
        [view.grades(scale) for scale in Scale],
        view.words(),
    )


def shown(view: View) -> object:
    """Give all that a view shows but when it was recorded, and what has lost its object."""
    names = {one.name for one in view.reports()}
    cells = [(s.id, s.value, s.valid, s.reported, s.claims) for s in view.statements()]
    decisions = [one for one in view.decisions() if one.targets or one.others or not one.anchors]
    scores = [one for one in view.scores() if one.targets]
    items = view.grades(Scale.CREDIBILITY).items()
    grades = view.grades(Scale.RELIABILITY), [one for name, one in items if name in names]
    return view.reports(), view.claims(), cells, decisions, scores, grades


def come_to(view: View) -> object:
    """Give all that a view comes to: what it shows, what is found in it, and its entities."""
    world = resolve_claims(view.claims(), view.reports(), view.decisions())
    return shown(view), view.search("tarn*"), world.entities
