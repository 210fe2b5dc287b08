"""Silence: what the last three readouts of a pair all said, and a report of that pair leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from servanda.analysis.descriptions import claim_line
from servanda.analysis.novelty import Before
from servanda.analysis.wordings.wording_alignment import content_stem, sentences, words
from servanda.analysis.wordings.wording_drift import uses_in
from servanda.model import (
    Assurance,
    Commitment,
    Consultation,
    ConsultationStatus,
    Dating,
    Entity,
    EntityId,
    Report,
    ResolvedClaim,
)
from servanda.model.text_folding import fold
from servanda.resolution import Resolution
from servanda.resolution.content_words import generic
from servanda.resolution.near_duplicates import find_copies, stories

__all__ = [
    "LOOKED_AT",
    "READOUTS",
    "Silent",
    "last_readouts",
    "one_for_each_story",
    "pair_of",
    "silent",
    "words_of_names",
]


READOUTS = 3
"""Readouts in a row that must have said what is then called silent."""

LOOKED_AT = 64
"""Readouts of a pair, the last ones, among which those in a row are looked for: one story may have
been carried by many reports."""

_RUN = (3, 12)  # words of a formula
_KINDS = ("commitment", "assurance")


@dataclass(frozen=True, slots=True)
class Silent:
    """Something that was said each time, and is not said here."""

    kind: str
    what: str
    why: str
    before: tuple[Before, ...]
    id: EntityId | None = None


class Dated(Protocol):
    """A report by its id, name and date: a `Report`, or the header of one in a record."""

    @property
    def id(self) -> str:
        """The report's id."""
        ...

    @property
    def name(self) -> str:
        """The report's name."""
        ...

    @property
    def dating(self) -> Dating:
        """When it was published."""
        ...


R = TypeVar("R", bound=Dated)


def pair_of(resolution: Resolution, report: Dated) -> frozenset[str]:
    """Return the parties of the consultation that a report is about: the first it tells as held."""
    talks = [
        (claim.claim.evidence[0].start, body)
        for claim in resolution.claims.values()
        if claim.claim.report == report.id
        and isinstance(body := claim.claim.body, Consultation)
        and body.status is ConsultationStatus.HELD
    ]
    if not talks:
        return frozenset()
    body = min(talks, key=lambda item: item[0])[1]
    return frozenset(body.parties) | {p.party for p in body.participants if p.party}


def silent(
    resolution: Resolution, report: Report, last: Sequence[Report], named: Container[str]
) -> tuple[tuple[str, ...], tuple[Silent, ...], str]:
    """Say what the last readouts of this report's pair have in common and it has not.

    `last` are those readouts, the latest last (`last_readouts`), `named` the words of persons' names,
    which alone make no wording. Returns the pair, the entries, and, where nothing can be said, why.
    """
    pair = pair_of(resolution, report)
    if len(pair) < 2:
        return (), (), "It tells of no talks held, so nothing can have gone silent"
    sides = tuple(sorted(pair))
    if len(last) < READOUTS:
        who = ", ".join(sides)
        return (
            sides,
            (),
            f"The record has {len(last)} earlier readouts of {who}: too few to miss anything",
        )
    found = [*_formulas(named, report, last), *_entities(resolution, report, last)]
    return sides, tuple(found), ""


def last_readouts(
    resolution: Resolution, pair: frozenset[str], before: Sequence[Report]
) -> list[Report]:
    """Return the last readouts of the pair, one for each story, the latest last.

    What is one story is told by these readouts alone.
    """
    if len(pair) < 2:
        return []
    order = [one for one in before if one.dating.when is not None]
    order.sort(key=lambda one: str(one.dating.when.earliest if one.dating.when else ""))
    told = [one for one in order if pair_of(resolution, one) == pair][-LOOKED_AT:]
    return one_for_each_story(told, stories(told, find_copies(told)))


def one_for_each_story(readouts: Iterable[R], carried: Mapping[str, str]) -> list[R]:
    """Return the first report of each of the last stories that readouts, in order, carry."""
    by_story: dict[str, R] = {}
    for report in readouts:
        by_story.setdefault(carried.get(report.name, report.name), report)
    return list(by_story.values())[-READOUTS:]


# -- formulas --------------------------------------------------------------------------------


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words, folded, of some names."""
    return frozenset(word for name in names for word in fold(name).split())


def _formulas(named: Container[str], report: Report, last: Sequence[Report]) -> list[Silent]:
    """Find runs of words that all the readouts have, and the report in no near variant."""
    runs = [_runs(one) for one in last]
    common = set(runs[0]).intersection(*runs[1:])
    common = {run for run in common if _says(run, last[0], runs[0][run], named)}
    longest = [run for run in common if not any(_within(run, other) for other in common)]
    found = []
    for run in sorted(longest):
        formula = last[-1].text.content[slice(*runs[-1][run])]
        if next(uses_in(report, formula), None) is not None:
            continue
        before = tuple(
            Before(
                one.name,
                one.dating.when,
                " ".join(one.text.content[slice(*_around(one, of[run]))].split()),
                None,
            )
            for one, of in zip(last, runs, strict=True)
        )
        what = " ".join(formula.split())
        found.append(Silent("wording", what, f"said in the last {READOUTS} readouts", before))
    return found


def _runs(report: Report) -> dict[tuple[str, ...], tuple[int, int]]:
    """Map each run of words within a sentence to the first place where it stands."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for start, end in sentences(report):
        row = words(report.text.content[start:end], start)
        keys = [word.key for word in row]
        for at in range(len(row)):
            for size in range(_RUN[0], min(_RUN[1], len(row) - at) + 1):
                run = tuple(keys[at : at + size])
                found.setdefault(run, (row[at].start, row[at + size - 1].end))
    return found


def _says(
    run: tuple[str, ...], report: Report, place: tuple[int, int], named: Container[str]
) -> bool:
    """Whether a run begins and ends with words that say something, two of them no mere names."""
    if content_stem(run[0]) is None or content_stem(run[-1]) is None:
        return False
    text = report.text.content[slice(*place)]
    plainly = {
        stem
        for word in words(text)
        if text[word.start].islower()
        and word.key not in named
        and (stem := content_stem(word.key)) is not None
    }
    return len(plainly - generic()) >= 2


def _within(run: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(run) >= len(other):
        return False
    return any(other[at : at + len(run)] == run for at in range(len(other) - len(run) + 1))


def _around(report: Report, place: tuple[int, int]) -> tuple[int, int]:
    whole = (one for one in sentences(report) if one[0] <= place[0] and place[1] <= one[1])
    return next(whole, place)


# -- entities ----------------------------------------------------------------------------------


def _entities(resolution: Resolution, report: Report, last: Sequence[Report]) -> list[Silent]:
    """Find commitments and assurances that all the readouts tell of, and the report does not."""
    names = [one.name for one in last]
    found = []
    for entity in resolution.entities:
        mentions = Counter(one.source for one in resolution.claims_of(entity))
        if (
            entity.kind in _KINDS
            and all(mentions[name] for name in names)
            and not mentions[report.name]
        ):
            found.append(_unsaid(entity, resolution, names))
    return found


def _unsaid(entity: Entity, resolution: Resolution, names: Sequence[str]) -> Silent:
    mentions = [one for one in resolution.claims_of(entity) if one.source in names]
    before = tuple(
        Before(one.source, one.published, one.claim.evidence[0].exact, one.time("due"))
        for one in mentions
    )
    why = f"told of in the last {READOUTS} readouts"
    return Silent(entity.kind, _line(mentions[-1]), why, before, entity.id)


def _line(claim: ResolvedClaim) -> str:
    body = claim.claim.body
    if isinstance(body, Assurance):
        return body.wording
    return body.what if isinstance(body, Commitment) else claim_line(claim)
