"""The engine: which words of a sentence a table of frames fits, and what fills their roles.

One engine for every kind. A word is looked up by lemma and form; the first frame of the table whose
trigger and roles all fit tells what it means. Roles are tried in the order of the frame, and a
word that leaves a later role empty gives way to the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import is_future, is_passive, is_past, objects
from servanda.extraction.factuality import (
    bears_no,
    helpers,
    is_carried,
    is_contrasted,
    is_denied,
    is_wished,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.frame_tables import Frame, FrameTable, Role, Test
    from servanda.parsing.document import Sentence

__all__ = ["Engine", "Match", "Predicate"]

Predicate = Callable[["Token"], bool]

_PREDICATES: Mapping[str, Predicate] = {
    "above_denied": lambda token: is_denied(token.head),
    "carried": is_carried,
    "contrasted": is_contrasted,
    "denied": is_denied,
    "future": is_future,
    "no": bears_no,
    "passive": is_passive,
    "past": is_past,
    "undone": lambda token: is_denied(token) or any(map(bears_no, objects(token))),
    "wished": is_wished,
}


@dataclass(frozen=True, slots=True)
class Match:
    """A frame found: its trigger and the word in each role that is filled."""

    frame: Frame
    trigger: Token
    roles: Mapping[str, Token]

    def cell(self, name: str) -> Token | None:
        """Return the word that heads a cell, or None where the frame fills none."""
        for way in self.frame.cells.get(name, ()):
            start = self.roles.get(way.role)
            found = way.at(start) if start is not None else []
            if found:
                return found[0]
        return None


class Engine:
    """Finds the frames of one table; `predicates` are a kind's own, beside those of grammar."""

    def __init__(
        self, table: FrameTable, predicates: Mapping[str, Predicate] | None = None
    ) -> None:
        self.table = table
        self._predicates = {**_PREDICATES, **(predicates or {})}

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Give what a sentence tells, in order of the text: a word triggers one frame at most."""
        for token in sentence.span:
            found = self.match(token)
            if found is not None:
                yield found

    def match(self, token: Token) -> Match | None:
        """Return the first frame that fits a word, or None."""
        for frame in self.table.frames_for(token.lemma_.lower(), token.lower_):
            roles = {"trigger": token}
            if self.passes(frame.trigger, token) and self._filled(frame.roles, roles):
                return Match(frame, token, roles)
        return None

    def _filled(self, wanted: tuple[Role, ...], roles: dict[str, Token]) -> bool:
        """Fill roles, in place, from the first that is wanted on; leaves them as they were where one stays empty."""
        if not wanted:
            return True
        role, rest = wanted[0], wanted[1:]
        start = roles.get(role.of)
        ends = [end for way in role.at for end in way(start)] if start is not None else []
        fit = (end for end in ends if self.passes(role.test, end))
        if role.need == "no":
            return next(fit, None) is None and self._filled(rest, roles)
        for end in fit:
            roles[role.name] = end
            if self._filled(rest, roles):
                return True
            del roles[role.name]
        return role.need == "maybe" and self._filled(rest, roles)

    def passes(self, test: Test, token: Token) -> bool:
        """Return whether a word is what a test asks for."""
        return (
            _listed(test, token)
            and (not test.aux or bool(helpers(token) & test.aux))
            and (not test.child or any(c.lower_ in test.child for c in token.children))
            and all(self._predicates[name](token) for name in test.true)
            and not any(self._predicates[name](token) for name in test.false)
            and not any(self.passes(other, token) for other in test.without)
            and (not test.either or any(self.passes(other, token) for other in test.either))
        )


def _listed(test: Test, token: Token) -> bool:
    """Return whether lemma, form, class and label of a word are among those asked for."""
    return (
        (not test.lemma or token.lemma_.lower() in test.lemma)
        and (not test.lower or token.lower_ in test.lower)
        and (not test.pos or token.pos_ in test.pos)
        and (not test.tag or token.tag_ in test.tag)
        and (not test.dep or token.dep_ in test.dep)
    )
