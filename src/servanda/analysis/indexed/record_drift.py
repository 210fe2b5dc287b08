"""A wording through the reports of a record: only texts that may have it are read, found by search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from servanda.analysis.indexed.selection import Selection
from servanda.analysis.wordings.assured_matters import (
    Matter,
    Telling,
    matters,
    telling,
    worded,
)
from servanda.analysis.wordings.wording_drift import (
    Drift,
    drift_of,
    first_reports,
    places_of,
    sought,
)
from servanda.analysis.wordings.wording_voices import Voices
from servanda.model import Assurance, Report, When
from servanda.resolution import Resolution
from servanda.resolution.person_mentions import NAMING
from servanda.store import ReportHeader

__all__ = ["AssuredMatters", "assured_by_index", "drift_by_index"]


Keep = Callable[[ReportHeader], bool]
"""Whether a report is to be looked at."""

_BATCH = 1_000  # texts held in memory while many are looked through


def drift_by_index(
    selection: Selection, formula: str, keep: Keep, *, voiced: int | None = None
) -> Drift:
    """Follow a wording and its near variants through the reports of a record, as `drift` does.

    With `voiced`, who speaks is said of the first so many uses alone. Raises UsageError where no word
    of it says anything.
    """
    begins, least = sought(formula)
    counts: Counter[str] = Counter()
    for one in begins:
        counts.update(selection.index.reports_with_word(one))
    found = [key for key, count in counts.items() if count >= least]
    wanted = [head.id for head in selection.headers(found) if keep(head)]
    places = places_of(_texts(selection, wanted), formula)
    named = list(dict.fromkeys(report.id for report, *_ in places))
    heard = named if voiced is None else first_reports(places, voiced)
    return drift_of(_spoken(selection, heard, selection.stories(named)), places, formula)


class AssuredMatters:
    """What several independent reports of a record assure of, in order, before its wordings are read.

    `keep` says which reports' wordings are followed (None: all), `parties` keeps what all of these give. Which
    matters there are, and how many reports tell of each, needs no text and no person's name.
    """

    def __init__(
        self, selection: Selection, keep: Keep | None = None, *, parties: Collection[str] = ()
    ) -> None:
        """Find the matters, the most told first."""
        self._selection = selection
        found = matters(_tellings(selection), parties=parties)
        told = {one.report for matter in found for one in matter.told}
        self._wanted = (
            None
            if keep is None
            else frozenset(head.id for head in selection.headers(told) if keep(head))
        )
        self._stories = selection.stories(told) if told else {}
        several = [one for one in found if one.told_by_several(self._stories)]
        self.matters = sorted(several, key=lambda one: (-self.stories(one), *_name(one)))

    def stories(self, matter: Matter) -> int:
        """Count the independent reports among those to be followed that tell of a matter."""
        return matter.independent(self._stories, self._wanted)

    def told_last(self, some: Sequence[Matter]) -> list[When | None]:
        """Say when each of some matters was told last, as far as reports bear a date that orders them."""
        last = [one.told_last for one in some]
        heads = self._selection.headers({one for one in last if one})
        published = {head.id: head.published for head in heads}
        return [published.get(one) if one else None for one in last]

    def worded(self, some: Sequence[Matter]) -> tuple[Drift, ...]:
        """Follow the wordings of some of the matters, in their order."""
        told = self._selection.claims({one.claim for matter in some for one in matter.told})
        speaking = {
            one.claim.report for one in told.values() if getattr(one.claim.body, "speaker", None)
        }
        spoken = _spoken(self._selection, speaking, self._stories)
        resolution = replace(spoken, claims={**spoken.claims, **told})
        wanted = {one.claim.report for one in told.values()}
        if self._wanted is not None:
            wanted &= self._wanted
        reports = {one.id: one for one in self._selection.texts(wanted)}
        voices = Voices(resolution)
        return tuple(worded(one, resolution, voices, reports) for one in some)


def _tellings(selection: Selection) -> Iterator[Telling]:
    """Give what the assurances of a record tell: as they were read, or as persons judged them."""
    judged = {claim for one in selection.decisions for claim in one.claims}
    for one in selection.index.told(Assurance.kind):
        if one.id not in judged:
            body = one.body
            parties, days = tuple(body.get("parties", ())), (one.earliest, one.latest)
            yield Telling(
                one.id, one.report, one.source, parties, body.get("about", ""), one.words, days
            )
    for claim in selection.claims(judged).values():
        found = telling(claim)
        if found is not None:
            yield found


def _name(matter: Matter) -> tuple[tuple[str, ...], str]:
    return matter.parties, matter.formula


def assured_by_index(
    selection: Selection,
    keep: Keep | None = None,
    *,
    parties: Collection[str] = (),
    most: int | None = None,
) -> tuple[Drift, ...]:
    """Follow every assurance that several independent reports contain, as `assured` does.

    With `most`, only so many of them, the most told.
    """
    found = AssuredMatters(selection, keep, parties=parties)
    return found.worded(found.matters[:most])


def _texts(selection: Selection, reports: list[str]) -> Iterator[Report]:
    for start in range(0, len(reports), _BATCH):
        yield from selection.texts(reports[start : start + _BATCH])


def _spoken(
    selection: Selection, reports: Collection[str], stories: Mapping[str, str]
) -> Resolution:
    """Load what says who speaks in some reports, beside the stories that these and others carry."""
    claims = selection.of_reports(reports, NAMING) if reports else {}
    people = selection.people(claims)
    return Resolution(
        claims=claims,
        people=people.means,
        names=people.names,
        stories=stories,
        decisions=selection.decisions,
    )
