"""One place that tells of a consultation (Mention), and one consultation put together from them (Event)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.kinds.consultations.consultation_words import COARSE
from servanda.model import BlockKind
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence
    from servanda.parsing.people import Person

__all__ = ["Event", "Mention"]


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
    adds: bool = False
    title: frozenset[str] = frozenset()
    soft: bool = False
    pivot: Token | None = None
    mode: str | None = None
    tour: bool = False  # a journey to several states, not the visit to one of them
    trip: bool = False  # needs a trip told before, whose travellers it takes
    by: str | None = None  # who protests
    rule: str = ""

    @property
    def headline(self) -> bool:
        """Whether it stands in a headline or a heading."""
        return self.sentence.block in (BlockKind.HEADLINE, BlockKind.HEADING)


# -- An event: one consultation, put together from all the places that tell of it


@dataclass(slots=True)
class Event:
    """A consultation put together from its mentions, in order of the text."""

    mentions: list[Mention]
    form: Form | None
    status: Status | None
    firm: bool
    people: list[Person]
    parties: list[str]
    place: str | None
    country: str | None
    when: TimeRef | None
    mode: str | None
    bilateral: bool
    ordinal: str | None = None
    host: bool = False
    title: frozenset[str] = frozenset()
    soft: bool = False
    by: str | None = None
    earlier: bool = False

    @classmethod
    def of(cls, mention: Mention) -> Event:
        """Begin an event with its first mention."""
        m = mention
        return cls(
            [m],
            m.form,
            m.status,
            m.firm,
            list(m.people),
            list(m.parties),
            m.place,
            m.country,
            m.when,
            m.mode,
            m.bilateral,
            m.ordinal,
            m.host,
            m.title,
            m.soft,
            m.by,
            m.earlier,
        )

    def take(self, mention: Mention) -> None:
        """Add a mention: it fills what is empty and sharpens what is vague."""
        self.mentions.append(mention)
        self._take_form(mention)
        if mention.status is not None and (self.status is None or (mention.firm and not self.firm)):
            self.status, self.firm = mention.status, mention.firm
        self.people.extend(p for p in mention.people if p not in self.people)
        self.parties.extend(p for p in mention.parties if p not in self.parties)
        self._take_place(mention)
        if self.when is None or _is_sharper(mention.when, self.when):
            self.when = mention.when
        for name in ("mode", "bilateral", "ordinal", "host", "by", "earlier", "title"):
            setattr(self, name, getattr(self, name) or getattr(mention, name))

    def _take_place(self, mention: Mention) -> None:
        if self.place is None or self.place == "virtual":
            self.place, self.country = mention.place or self.place, mention.country or self.country

    def _take_form(self, mention: Mention) -> None:
        """Let a form that says more stand for one that says less: a summit for a meeting."""
        if self.soft and mention.form is Form.MEETING:
            self.form = Form.MEETING
        self.soft = self.soft and mention.form is not Form.CALL
        specific = mention.form not in (None, Form.MEETING) and not mention.soft
        sharpened = self.form is Form.MEETING and specific
        in_person = self.form is Form.CALL and mention.mode == "person"
        if self.form is None or sharpened or in_person:
            self.form = mention.form or self.form


def _is_sharper(new: TimeRef | None, old: TimeRef) -> bool:
    """Whether a time names a day or month, and the one before it none."""
    return new is not None and old.form in COARSE and new.form not in COARSE
