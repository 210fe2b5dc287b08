"""A mention: one place of a report that tells of a consultation, with what the words there say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.model import BlockKind
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.text.parse import Sentence
    from servanda.text.people import Person

__all__ = ["Mention"]


@dataclass(slots=True)
class Mention:
    """One place that tells of a consultation; empty fields are what the words there do not say.

    `verb` is the verb that carries tense for it, `near` the tokens whose times and places are its own,
    `far` those whose times it takes where nothing nearer has one. `lent` are parties of people as the place tells them.
    `firm` is false where its status is only a guess, `weak` where the word alone is not enough.
    """

    token: Token
    sentence: Sentence
    form: Form | None
    verb: Token | None = None
    noun: bool = False
    near: set[int] = field(default_factory=set)
    far: set[int] = field(default_factory=set)
    earlier: bool = False
    guests: list[Person] = field(default_factory=list)
    lent: dict[int, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    hints: list[Person] = field(default_factory=list)
    status: Status | None = None
    firm: bool = True
    place: str | None = None
    country: str | None = None
    when: TimeRef | None = None
    minutes: int | None = None
    margins: str | None = None
    first: str | None = None
    ordinal: str | None = None
    definite: bool = False
    weak: bool = False
    bilateral: bool = False
    host: bool = False
    ahead: bool = False
    foreigners: bool = False
    split: bool = False
    adds: bool = False
    title: frozenset[str] = frozenset()
    soft: bool = False
    pivot: Token | None = None
    mode: str | None = None
    trip: bool = False  # needs a trip told before, whose travellers it takes
    by: str | None = None  # who protests
    rule: str = ""

    @property
    def headline(self) -> bool:
        """Whether it stands in a headline or a heading."""
        return self.sentence.block in (BlockKind.HEADLINE, BlockKind.HEADING)
