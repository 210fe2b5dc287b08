"""Mentions of persons: every name in a claim, with the office and the party given beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.model import (
    Assurance,
    ClaimId,
    Commitment,
    Consultation,
    EntityId,
    Omission,
    Quote,
    ResolvedClaim,
    Tenure,
    When,
)
from servanda.resolution.claim_order import dated
from servanda.resolution.office_keys import office
from servanda.resolution.person_names import Name, parse

__all__ = [
    "NAMING",
    "Alias",
    "Mention",
    "OfficeMention",
    "display_name",
    "mentions",
    "office_mentions",
]


NAMING = ("assurance", "commitment", "consultation", "omission", "quote", "tenure")
"""The kinds of claim that name persons."""

_JOINED = frozenset({"and", "&", "or"})


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to name somebody: a name with the office's key and the party given beside it.

    `introduces` is false for a speaker, who may be a ministry.
    """

    name: str
    office: str | None = None
    party: str | None = None
    introduces: bool = True

    @property
    def full(self) -> bool:
        """Whether it names a person by more than one word."""
        return self.introduces and len(parse(self.name).words) > 1

    def __lt__(self, other: Alias) -> bool:
        """Put introductions first, then by name, party and office."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[bool, str, str, str]:
        return not self.introduces, self.name, self.party or "", self.office or ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a person in a claim."""

    alias: Alias
    claim: ResolvedClaim

    @property
    def name(self) -> str:
        """The name as written."""
        return self.alias.name

    @property
    def introduces(self) -> bool:
        """Whether the claim names a person, and not only a speaker."""
        return self.alias.introduces


def mentions(claims: Iterable[ResolvedClaim]) -> Iterator[Mention]:
    """Go through the names of persons in `claims`; "A and B" is no name."""
    for mention in _mentions(claims):
        words = mention.name.split()
        if not _JOINED & set(words) and ", " not in mention.name.rstrip(".").removesuffix(", Jr"):
            yield mention


def display_name(
    aliases: Collection[Alias], alone: Collection[str], counts: Mapping[str, int]
) -> str:
    """Choose the name a person is shown by: the most words, the surname last, then the most usual.

    A word is the surname where somebody is named by it alone (`alone` are such words), and where it
    is set in capitals. `counts` says in how many aliases each name is used.
    """
    names = {one.name for one in aliases}
    capitals = {name for one in names if (name := parse(one).surname) is not None}
    last = {*alone, *capitals}
    return min(names, key=lambda n: (*_plainness(parse(n), n, last), -_marks(n), -counts[n], n))


def _marks(written: str) -> int:
    """Count the letters that would be lost in plain ASCII."""
    return sum(not letter.isascii() for letter in written)


def _mentions(claims: Iterable[ResolvedClaim]) -> Iterator[Mention]:
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Tenure):
            yield _mention(body.person, claim, body.office, body.party)
        elif isinstance(body, Consultation):
            for one in body.participants:
                yield _mention(one.name, claim, one.office, one.party)
        elif isinstance(body, Quote | Commitment | Assurance) and body.speaker:
            yield Mention(Alias(body.speaker, introduces=False), claim)
        elif isinstance(body, Omission) and body.who:
            yield Mention(Alias(body.who, introduces=False), claim)


def _mention(name: str, claim: ResolvedClaim, title: str | None, party: str | None) -> Mention:
    known = office(title)
    return Mention(Alias(name, known.key if known else None, party), claim)


def _plainness(name: Name, written: str, alone: Collection[str]) -> tuple[int, bool, bool, int]:
    spare = len(written.split()) - len(name.words) - len(name.initials)
    reversed_ = bool(name.words) and name.words[0] in alone and name.words[-1] not in alone
    return -len(name.words), reversed_, name.surname is not None or written.isupper(), spare


# -- Offices: each place where a claim names somebody with one


Order = tuple[date, str, int, str]


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """What one claim says of one person in one office: a piece of evidence for a term of office.

    `source` is the report's name, `place` where the claim starts in its text, `published` the
    report's date. `tenure` is false where the office is only mentioned beside a participant's name.
    """

    claim: ClaimId
    source: str
    place: int
    published: When | None
    person: EntityId
    title: str
    party: str | None = None
    tenure: bool = False
    former: bool = False
    incoming: bool = False
    since: When | None = None
    until: When | None = None

    @property
    def order(self) -> Order:
        """The order of reports, as in `servanda.resolution.claim_order.order_key`."""
        when = dated(self.published)
        return (when and when.earliest) or date.max, self.source, self.place, self.claim


def office_mentions(
    claims: Iterable[ResolvedClaim], means: Mapping[tuple[ClaimId, str], EntityId]
) -> Iterator[OfficeMention]:
    """Go through the office_mentions in `claims`; `means` says whom a name in a claim means."""
    for one in claims:
        body = one.claim.body
        if isinstance(body, Tenure):
            person = means.get((one.claim.id, body.person))
            if person is not None:
                yield _tenure(one, body, person)
        elif isinstance(body, Consultation):
            for each in body.participants:
                person = means.get((one.claim.id, each.name))
                if each.office and person is not None:
                    yield _named(one, person, each.office, each.party)


def _tenure(one: ResolvedClaim, body: Tenure, person: EntityId) -> OfficeMention:
    return OfficeMention(
        one.claim.id,
        one.source,
        one.claim.evidence[0].start,
        one.published,
        person,
        body.office,
        body.party,
        tenure=True,
        former=body.former,
        incoming=body.incoming,
        since=one.time("since"),
        until=one.time("until"),
    )


def _named(one: ResolvedClaim, person: EntityId, title: str, party: str | None) -> OfficeMention:
    place = one.claim.evidence[0].start
    return OfficeMention(one.claim.id, one.source, place, one.published, person, title, party)
