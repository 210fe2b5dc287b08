"""Frames: what makes a word tell of something, kept as data in `frames/<kind>.toml`.

A frame names its triggers (lemmas or forms), the roles it needs with the words that may fill them,
and which role gives which cell. A new trigger is a word in a list there, never a line of code.

    [classes]                           # lists of words, by name; "@name" stands for one, "@kind.name" for another's
    tell = "say comment disclose …"

    [[frame]]
    name = "declined"                   # the rule's name, without its kind
    sense = "declined_to_comment"       # what the kind makes of it
    confidence = 0.9
    trigger = { lemma = "decline refuse", pos = "VERB" }
    roles = [{ name = "inner", at = "dep:xcomp", lemma = "@tell" }]
    cells = { cue = "inner", what = "inner.matter" }

A role starts from the trigger or from the role named by `of`, follows one of the paths in `at`
(`servanda.extraction.roles`), and must pass its tests; with `need = "no"` no word may pass, with
`need = "maybe"` it may stay empty, with `need = "if"` it stays empty only where no word passes, so
that roles behind it ask something of the words that are there. A role that several frames ask for is
written once, as `[role.NAME]`, and listed by its name. Frames that share a beginning name it: with
`like = "verb"` a frame adds to the trigger, roles and cells under `[like.verb]`. One that stands for
several alike says so with `each = { attack = "hit bomb", shelling = "shell" }`: names with their lemmas.
A cell lists alternatives, each a role and, behind a dot, a path
from it; the first word found fills it.

Where the word in a role says the sense, `sense = "matrix:verb"` looks it up in `[senses.verb]`, which
gives each sense its words. "{matrix}" in the name of a frame is that role's lemma.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from servanda.extraction.roles import Path, path
from servanda.parsing.word_table import WordTable, word_table

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Cell", "Frame", "FrameTable", "Role", "Test", "frame_table"]

_TRIGGERS = "servanda.triggers"  # where a parse keeps them
_REMEMBERED = 100_000  # words of which a table remembers the frames, so that memory stays bounded
_SETS = ("lemma", "lower", "pos", "tag", "dep", "aux", "child", "head")


@dataclass(frozen=True, slots=True)
class Test:
    """What a word must be like; an empty set asks nothing.

    `child` asks for one of these words right under it, `head` for one right above it, `aux` for one of
    these helpers; `without` names
    tests none of which may hold, `either` tests one of which must. `true` and `false` name predicates
    of the engine ("denied", "passive"). `plain` says that only the word itself is asked about.
    """

    lemma: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    pos: frozenset[str] = frozenset()
    tag: frozenset[str] = frozenset()
    dep: frozenset[str] = frozenset()
    aux: frozenset[str] = frozenset()
    child: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    plain: bool = True
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    without: tuple[Test, ...] = ()
    either: tuple[Test, ...] = ()

    @property
    def words(self) -> frozenset[str]:
        """The words, lemmas or forms, of which one has to be there; empty where any will do."""
        return self.lemma or self.lower


@dataclass(frozen=True, slots=True)
class Role:
    """A part that a frame needs, forbids or may have: where it starts, the paths there, its tests."""

    name: str
    of: str
    at: tuple[Path, ...]
    need: str
    test: Test


@dataclass(frozen=True, slots=True)
class Cell:
    """One way to fill a cell: a role, and the path from its word."""

    role: str
    at: Path


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling something; `rank` is its place in the table: the first that fits counts.

    Of each of the sets in `asks` a word has to be in the sentence, or some role stays empty. `sense_of` names
    the role whose word says the sense, by the words of each sense in `senses`.
    """

    name: str
    sense: str
    confidence: float
    trigger: Test
    roles: tuple[Role, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    rank: int
    asks: frozenset[frozenset[str]] = frozenset()
    sense_of: str = ""
    senses: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class FrameTable:
    """The frames of a kind, looked up by what a word may trigger; `classes` are its lists of words.

    `asked` has, for a word, all sets that frames of the table ask for and that hold it.
    """

    kind: str
    frames: tuple[Frame, ...]
    classes: Mapping[str, frozenset[str]]
    by_lemma: Mapping[str, tuple[Frame, ...]]
    by_form: Mapping[str, tuple[Frame, ...]]
    by_pos: Mapping[str, tuple[Frame, ...]]
    senses: Mapping[str, Mapping[str, frozenset[str]]]
    asked: Mapping[str, tuple[frozenset[str], ...]]
    _known: set[tuple[int, int, int]] = field(default_factory=set, repr=False)
    _telling: dict[tuple[int, int, int], tuple[Frame, ...]] = field(
        default_factory=dict, repr=False
    )

    def triggers(self, doc: Doc) -> dict[int, tuple[Frame, ...]]:
        """Return the frames that the words of a parse may trigger, by the places of the words that may.

        They are kept with the parse; a word of the vocabulary is looked up once.
        """
        kept = doc.user_data.setdefault(_TRIGGERS, {})
        found: dict[int, tuple[Frame, ...]] | None = kept.get(self)
        if found is None:
            words = word_table(doc)
            self._learn(words)
            telling = self._telling
            made: dict[int, tuple[Frame, ...]] = {}
            for key in words.places.keys() & telling.keys():  # few words of a text are triggers
                made.update(dict.fromkeys(words.places[key], telling[key]))
            found = kept[self] = made
        return found

    def _learn(self, words: WordTable) -> None:
        """Find out of the words of a parse which were not met before what they may trigger."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
            self._telling.clear()
        for key in words.places.keys() - self._known:
            at = words.places[key][0]
            frames = self.frames_for(words.lemma[at], words.lower[at], words.pos[at])
            self._known.add(key)
            if frames:
                self._telling[key] = frames

    def told(self, words: Iterable[str]) -> set[frozenset[str]]:
        """Return all sets that frames of the table ask for and of which one of the words is."""
        asked = self.asked
        return {wanted for word in words if word in asked for wanted in asked[word]}

    def frames_for(self, lemma: str, lower: str, pos: str = "") -> tuple[Frame, ...]:
        """Return the frames that a word may trigger, first in the table first."""
        every = (
            self.by_lemma.get(lemma, ()),
            self.by_form.get(lower, ()),
            self.by_pos.get(pos, ()),
        )
        some = [frames for frames in every if frames]
        if len(some) > 1:
            return tuple(sorted(chain.from_iterable(some), key=lambda frame: frame.rank))
        return some[0] if some else ()


@cache
def frame_table(kind: str, rows: str = "frame") -> FrameTable:
    """Read `frames/<kind>.toml`, its frames or the rows of another name in it. Raises ValueError, naming the frame, where it is not well made."""
    source = resources.files("servanda.extraction.frames").joinpath(f"{kind}.toml")
    return read_frames(kind, source.read_text(encoding="utf-8"), rows)


def read_frames(kind: str, text: str, rows: str = "frame") -> FrameTable:
    """Read a table of frames. Raises ValueError, naming the frame, where it is not well made."""
    data = tomllib.loads(text)
    classes: dict[str, frozenset[str]] = {}
    for name, listed in data.get("classes", {}).items():
        classes[name] = _words(listed, classes)
    senses = {
        name: {sense: _words(listed, classes) for sense, listed in given.items()}
        for name, given in data.get("senses", {}).items()
    }
    shared, roles = data.get("like", {}), data.get("role", {})
    frames: list[Frame] = []
    for row in data.get(rows, ()):
        try:
            for one in _each(_whole(row, shared)):
                frames.append(_frame(one, classes, roles, senses, len(frames)))
        except (KeyError, TypeError, ValueError) as error:
            message = (
                f"frames/{kind}.toml: frame {len(frames) + 1} ({row.get('name', '?')}): {error}"
            )
            raise ValueError(message) from error
    lemmas: dict[str, tuple[Frame, ...]] = {}
    forms: dict[str, tuple[Frame, ...]] = {}
    parts: dict[str, tuple[Frame, ...]] = {}
    for frame in frames:
        index, words = next(
            (index, words)
            for index, words in (
                (lemmas, frame.trigger.lemma),
                (forms, frame.trigger.lower),
                (parts, frame.trigger.pos),
            )
            if words
        )
        for word in words:
            index[word] = (*index.get(word, ()), frame)
    asked: dict[str, tuple[frozenset[str], ...]] = {}
    for wanted in frozenset().union(*(frame.asks for frame in frames)):
        asked.update((word, (*asked.get(word, ()), wanted)) for word in wanted)
    return FrameTable(
        kind,
        tuple(frames),
        *map(MappingProxyType, (classes, lemmas, forms, parts, senses, asked)),  # type: ignore[arg-type]
    )


def _whole(row: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a frame with what it shares with others: its own trigger and cells go before, its roles after."""
    if "like" not in row:
        return row
    base = _whole(shared[row["like"]], shared)
    joined = {name: {**base.get(name, {}), **row.get(name, {})} for name in ("trigger", "cells")}
    return {**base, **row, **joined, "roles": [*base.get("roles", ()), *row.get("roles", ())]}


def _each(row: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the frames that one row stands for, each with its name and its lemmas."""
    if "each" not in row:
        yield row
    for name, lemmas in row.get("each", {}).items():
        yield {**row, "name": name, "trigger": {**row["trigger"], "lemma": lemmas}}


def _frame(
    row: Mapping[str, Any],
    classes: Mapping[str, frozenset[str]],
    shared: Mapping[str, Any],
    senses: Mapping[str, Mapping[str, frozenset[str]]],
    rank: int,
) -> Frame:
    trigger = _test(row["trigger"], classes)
    if not (trigger.lemma or trigger.lower or trigger.pos):
        message = "a trigger needs a lemma, a form or a part of speech"
        raise ValueError(message)
    named = {"trigger"}
    roles = []
    for given in row.get("roles", ()):
        role = _role(_written(given, shared), classes)
        if role.of not in named:
            message = (
                f"role {role.name!r} starts from {role.of!r}, which no role before it is called"
            )
            raise ValueError(message)
        named.add(role.name)
        roles.append(role)
    cells = {
        name: tuple(_cell(part, named) for part in value.split("|"))
        for name, value in row.get("cells", {}).items()
        if value
    }
    name, sense, confidence = row["name"], row.get("sense", ""), float(row["confidence"])
    asks = frozenset(role.test.words for role in roles if role.need == "yes" and role.test.words)
    role, colon, by = sense.partition(":")
    if not colon:
        return Frame(name, sense, confidence, trigger, tuple(roles), cells, rank, asks)
    if role not in named:
        message = f"the sense is said by {role!r}, which is no role"
        raise ValueError(message)
    return Frame(name, "", confidence, trigger, tuple(roles), cells, rank, asks, role, senses[by])


def _written(given: str | Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a role that is listed by its name as it is written under `[role]`."""
    if not isinstance(given, str):
        return given
    if given not in shared:
        message = f"no role is called {given!r}"
        raise ValueError(message)
    return {"name": given, **shared[given]}


def _role(row: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Role:
    rest = {key: value for key, value in row.items() if key not in ("name", "of", "at", "need")}
    need = row.get("need", "yes")
    if need not in ("yes", "no", "maybe", "if"):
        message = f"a role is needed 'yes', 'no', 'maybe' or 'if', not {need!r}"
        raise ValueError(message)
    paths = tuple(path(name) for name in row["at"].split())
    return Role(row["name"], row.get("of", "trigger"), paths, need, _test(rest, classes))


def _cell(text: str, named: set[str]) -> Cell:
    role, _, way = text.strip().partition(".")
    if role not in named:
        message = f"a cell is filled from {role!r}, which is no role"
        raise ValueError(message)
    return Cell(role, path(way or "self"))


def _test(row: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Test:
    unknown = set(row) - {*_SETS, "is", "isnt", "without", "either"}
    if unknown:
        message = f"unknown test: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return Test(
        **{name: _words(row[name], classes) for name in _SETS if name in row},
        plain=not set(row) & {"aux", "child", "is", "isnt", "without", "either"},
        true=tuple(row.get("is", "").split()),
        false=tuple(row.get("isnt", "").split()),
        without=tuple(_test(one, classes) for one in row.get("without", ())),
        either=tuple(_test(one, classes) for one in row.get("either", ())),
    )


def _words(listed: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words of a list; "@name" stands for the words of a class made before, "@kind.name" for another table's."""
    found: set[str] = set()
    for word in listed.split():
        if word.startswith("@") and "." in word:
            kind, _, name = word[1:].partition(".")
            found |= frame_table(kind).classes[name]
        elif word.startswith("@"):
            if word[1:] not in classes:
                message = f"no class is called {word!r}"
                raise ValueError(message)
            found |= classes[word[1:]]
        else:
            found.add(word)
    return frozenset(found)
