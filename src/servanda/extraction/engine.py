"""The engine: which words of a sentence a table of frames fits, and what fills their roles.

One engine for every kind. A word is looked up by lemma and form; the first frame of the table whose
trigger and roles all fit tells what it means. Roles are tried in the order of the frame, and a
word that leaves a later role empty gives way to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    auxiliaries,
    children,
    is_future,
    is_infinitive,
    is_negated,
    is_passive,
    is_past,
    objects,
)
from servanda.extraction.complements import (
    is_bare_copula,
    is_hung_high,
    is_second_purpose,
)
from servanda.extraction.factuality import (
    bears_no,
    helpers,
    is_carried,
    is_contrasted,
    is_denied,
    is_done,
    is_real,
    is_stated,
    is_stating,
    is_wished,
)
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.frame_tables import Frame, FrameTable, Role, Test
    from servanda.parsing.document import Sentence

__all__ = ["Engine", "Match", "Predicate"]

_TOLD = "servanda.told_in_sentences"  # where a parse keeps what is asked for and there

Predicate = Callable[["Token"], bool]

_Walked = dict[tuple[Callable[["Token"], "list[Token]"], int], "list[Token]"]

_PREDICATES: Mapping[str, Predicate] = {
    "above_denied": lambda token: is_denied(token.head),
    "carried": is_carried,
    "asserted": is_stated,
    "asserting": is_stating,
    "bare_copula": is_bare_copula,
    "behind": lambda token: token.i > token.head.i,
    "contrasted": is_contrasted,
    "denied": is_denied,
    "done": is_done,
    "future": is_future,
    "helped": lambda token: bool(auxiliaries(token)),
    "hung_high": is_hung_high,
    "known": lambda token: any(c.lower_ in ("the", "this", "that") for c in children(token, "det")),
    "money": lambda token: any(t.ent_type_ == "MONEY" for t in token.subtree),
    "negated": is_negated,
    "no": bears_no,
    "numbered": lambda token: any(t.like_num or t.ent_type_ == "MONEY" for t in token.subtree),
    "passive": is_passive,
    "past": is_past,
    "qualified": lambda token: bool(children(token, "prep", "acl", "relcl", "compound")),
    "real": is_real,
    "second_purpose": is_second_purpose,
    "to": is_infinitive,
    "transitive": lambda token: bool(children(token, "dobj")),
    "undone": lambda token: is_denied(token) or any(map(bears_no, objects(token))),
    "wished": is_wished,
}


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found: its trigger and the word in each role that is filled."""

    frame: Frame
    trigger: Token
    roles: Mapping[str, Token]

    @property
    def name(self) -> str:
        """The name of the frame, with the lemmas it asks for."""
        if "{" not in self.frame.name:
            return self.frame.name
        return self.frame.name.format_map(
            {role: token.lemma_.lower() for role, token in self.roles.items()}
        )

    @property
    def sense(self) -> str:
        """What the frame means, by the word that says it where it is not the same for all."""
        if not self.frame.sense_of:
            return self.frame.sense
        token = self.roles[self.frame.sense_of]
        either = {token.lemma_.lower(), token.lower_}
        return next((s for s, words in self.frame.senses.items() if either & words), "")

    def cell(self, name: str) -> Token | None:
        """Return the word that heads a cell, or None where the frame fills none."""
        return next(self.words(name), None)

    def words(self, name: str) -> Iterator[Token]:
        """Give every word that may fill a cell, the likeliest first."""
        for way in self.frame.cells.get(name, ()):
            start = self.roles.get(way.role)
            if start is not None:
                yield from way.at(start)


class Engine:
    """Finds the frames of one table; `predicates` are a kind's own, beside those of grammar."""

    def __init__(
        self, table: FrameTable, predicates: Mapping[str, Predicate] | None = None
    ) -> None:
        self.table = table
        self._predicates = {**_PREDICATES, **(predicates or {})}

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Give what a sentence tells, in order of the text: a word triggers one frame at most."""
        span = sentence.span
        doc = span.doc
        triggers = self.table.triggers(doc)
        for at in range(span.start, span.end):
            if at in triggers:
                yield from islice(self.readings(doc[at]), 1)

    def alternatives(self, sentence: Sentence) -> Iterator[Iterator[Match]]:
        """Give, for each word of a sentence that triggers something, a match of every frame that fits it."""
        triggers = self.table.triggers(sentence.span.doc)
        for at in range(sentence.span.start, sentence.span.end):
            if at in triggers:
                yield self.fitting(sentence.span.doc[at])

    def match(self, token: Token) -> Match | None:
        """Return the first frame that fits a word, or None."""
        return next(self.readings(token), None)

    def readings(self, token: Token) -> Iterator[Match]:
        """Give every way in which the first frame that fits a word has its roles filled, nearest words first."""
        if not self._triggers(token):  # as most words are none, and are asked about all the time
            return iter(())
        return next(self._by_frame(token), iter(()))

    def fitting(self, token: Token) -> Iterator[Match]:
        """Give a match of every frame that fits a word."""
        return (next(found) for found in self._by_frame(token))

    def _triggers(self, token: Token) -> tuple[Frame, ...]:
        """Return the frames that a word may trigger."""
        return self.table.triggers(token.doc).get(token.i, ())

    def _told_around(self, token: Token) -> set[frozenset[str]]:
        """Return what frames of the table ask for and a word's sentence has; it is kept with the parse."""
        doc = token.doc
        kept = doc.user_data.setdefault(_TOLD, {})
        sentence = token.sent
        first, last = sentence.start, sentence.end
        told: set[frozenset[str]] | None = kept.get((self.table, first))
        if told is None:
            words = word_table(doc)
            around = {*words.lemma[first:last], *words.lower[first:last]}
            told = kept[self.table, first] = self.table.told(around)
        return told

    def _by_frame(self, token: Token) -> Iterator[Iterator[Match]]:
        """Give, for each frame that fits a word, the ways in which its roles are filled."""
        walked: _Walked = {}
        told = self._told_around(token)
        for frame in self._triggers(token):
            if not frame.asks <= told:
                continue
            if not self.passes(frame.trigger, token):
                continue
            ways = self._fillings(frame.roles, {"trigger": token}, walked)
            first = next(ways, None)
            if first is not None:
                yield (Match(frame, token, roles) for roles in chain((first,), ways))

    def _fillings(
        self, wanted: tuple[Role, ...], roles: dict[str, Token], walked: _Walked
    ) -> Iterator[dict[str, Token]]:
        """Give the ways to fill the roles that are wanted beside those that are filled."""
        if not wanted:
            yield roles
            return
        role, rest = wanted[0], wanted[1:]
        fit = (
            end for end in _ends(role, roles.get(role.of), walked) if self.passes(role.test, end)
        )
        end = next(fit, None)
        if end is None:
            if role.need != "yes":  # a role that is not there, or must not be, or need not
                yield from self._fillings(rest, roles, walked)
            return
        if role.need == "no":
            return
        filled = False
        while end is not None:
            for whole in self._fillings(rest, {**roles, role.name: end}, walked):
                filled = True
                yield whole
            end = next(fit, None)
        if role.need == "maybe" and not filled:
            yield from self._fillings(rest, roles, walked)

    def passes(self, test: Test, token: Token) -> bool:
        """Return whether a word is what a test asks for."""
        if not _listed(test, token):
            return False
        if test.plain:
            return True
        return (
            _accompanied(test, token)
            and all(self._predicates[name](token) for name in test.true)
            and not any(self._predicates[name](token) for name in test.false)
            and not any(self.passes(other, token) for other in test.without)
            and (not test.either or any(self.passes(other, token) for other in test.either))
        )


def _ends(role: Role, start: Token | None, walked: _Walked) -> Iterator[Token]:
    """Give the words at the end of a role's paths; many frames of a word take the same."""
    if start is None:
        return
    for way in role.at:
        key = (way, start.i)
        if key not in walked:
            walked[key] = way(start)
        yield from walked[key]


def _accompanied(test: Test, token: Token) -> bool:
    """Return whether a word has the helpers and children that are asked for."""
    if test.aux and not helpers(token) & test.aux:
        return False
    return not test.child or any(c.lower_ in test.child for c in token.children)


def _listed(test: Test, token: Token) -> bool:
    """Return whether lemma, form, class and label of a word are among those asked for."""
    return (
        (not test.lemma or token.lemma_.lower() in test.lemma)
        and (not test.lower or token.lower_ in test.lower)
        and (not test.pos or token.pos_ in test.pos)
        and (not test.tag or token.tag_ in test.tag)
        and (not test.dep or token.dep_ in test.dep)
        and (not test.head or token.head.lower_ in test.head)
    )
