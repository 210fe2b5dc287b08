"""The wordings of assurances: what one side assures of again and again, and how it put it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servanda.analysis.wordings.wording_alignment import plain
from servanda.analysis.wordings.wording_drift import Drift, Spoken, in_order_of_time
from servanda.analysis.wordings.wording_voices import Voices
from servanda.model import Assurance, ClaimId, Report, ResolvedClaim, When
from servanda.model.parties import lies_between
from servanda.resolution import Resolution
from servanda.resolution.claim_order import dated
from servanda.resolution.content_words import content, generic, proper
from servanda.resolution.union_find import UnionFind

__all__ = [
    "MATTER",
    "Matter",
    "Telling",
    "assured",
    "matters",
    "one_matter",
    "telling",
    "worded",
]


MATTER = 0.6
"""Share of all words of what two assurances are about that both have where it is one matter."""
_SEVERAL = 2  # independent reports that must tell of a matter


class Telling(NamedTuple):
    """A claim that assures of something: its id, its report's id and name, and what it is about.

    `words` are those of the report, `published` the first and the last day that may be the report's.
    """

    claim: ClaimId
    report: str
    source: str
    parties: tuple[str, ...]
    about: str
    words: str
    published: tuple[date | None, date | None]


def telling(claim: ResolvedClaim) -> Telling | None:
    """Say what a claim assures of; None where it is no assurance."""
    one, body, when = claim.claim, claim.claim.body, claim.published
    if not isinstance(body, Assurance):
        return None
    days = (when.earliest, when.latest) if when else (None, None)
    words = one.evidence[0].exact if one.evidence else ""
    return Telling(one.id, one.report, claim.source, body.parties, body.about, words, days)


@dataclass(frozen=True, slots=True)
class Matter:
    """What the same parties assure of in several reports: its name, and what tells of it."""

    formula: str
    parties: tuple[str, ...]
    told: tuple[Telling, ...]

    def independent(self, stories: Mapping[str, str], among: Collection[str] | None = None) -> int:
        """Count the independent reports that tell of it: of all, or of those of some ids.

        `stories` maps the names of reports to the stories they carry; any other is its own.
        """
        names = {one.source for one in self.told if among is None or one.report in among}
        return len({stories.get(name, name) for name in names})

    def told_by_several(self, stories: Mapping[str, str]) -> bool:
        """Whether independent reports tell of it."""
        return self.independent(stories) >= _SEVERAL

    @property
    def wordings(self) -> int:
        """How many wordings it was put in; case, marks and blanks play no part."""
        return len({plain(words) for words in {one.words for one in self.told}})

    @property
    def told_last(self) -> str | None:
        """The id of the last report of it, of those whose date puts them in order; None without any."""
        days = [
            (first, one.source, one.report)
            for one in self.told
            for first, last in (one.published,)
            if first and last and dated(When.between(first, last))
        ]
        return max(days)[-1] if days else None


def assured(
    resolution: Resolution, reports: Sequence[Report], *, parties: Collection[str] = ()
) -> tuple[Drift, ...]:
    """Follow every assurance that several independent reports tell of, the most told first.

    Two assurances are held beside each other where the same parties give them about one matter.
    `parties` keeps those that all of these give.
    """
    by_id = {report.id: report for report in reports}
    voices = Voices(resolution)
    found = [
        worded(one, resolution, voices, by_id)
        for one in matters(_tellings(resolution), parties=parties)
        if one.told_by_several(resolution.stories)
    ]
    return tuple(sorted(found, key=lambda d: (-d.stories, d.parties, d.formula)))


def _tellings(resolution: Resolution) -> Iterator[Telling]:
    return (one for claim in resolution.claims.values() if (one := telling(claim)))


def matters(told: Iterable[Telling], *, parties: Collection[str] = ()) -> tuple[Matter, ...]:
    """Put together what several reports assure of, copies among them; `parties` as in `assured`."""
    by_giver: defaultdict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for one in told:
        if lies_between(one.parties, parties):
            by_giver[tuple(sorted(one.parties))].append(one)
    return tuple(
        Matter(_named(same), givers, tuple(same))
        for givers, group in sorted(by_giver.items())
        for same in _matters(group)
        if len({one.source for one in same}) >= _SEVERAL
    )


def worded(
    matter: Matter, resolution: Resolution, voices: Voices, reports: Mapping[str, Report]
) -> Drift:
    """Follow the wordings of a matter through some reports, given by their ids."""
    spoken = [
        _spoken(reports[one.report], resolution.claims[one.claim], voices)
        for one in matter.told
        if one.report in reports
    ]
    return in_order_of_time(resolution, matter.formula, matter.parties, spoken)


def one_matter(about: str, other: str) -> bool:
    """Whether two assurances are about one matter: most of the words, and not mere common ones."""
    left, right = content(about), content(other)
    both = left & right
    if not both or len(both) < MATTER * len(left | right):
        return False
    return len(both) > 1 or bool(proper(about) & proper(other) - generic())


def _matters(group: Sequence[Telling]) -> list[list[Telling]]:
    """Put together what is about one matter. What is told in the same words is compared once."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(group):
        told[one.about].append(at)
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for about in sorted(told):
        for word in content(about):
            by_word[word].append(about)
    sets, said = UnionFind(sorted(told)), set()
    for a, b in sorted({(a, b) for row in by_word.values() for a in row for b in row if a <= b}):
        if one_matter(a, b):
            sets.union(a, b)
            said |= {a, b}
    return [
        [group[at] for at in sorted(at for about in members for at in told[about])]
        for members in sets.sets()
        if said.issuperset(members)  # else it is about nothing that could be told apart
    ]


def _named(same: Sequence[Telling]) -> str:
    """Name a matter by the wording that is used most, the shortest where several are."""
    counts = Counter(" ".join(one.about.split()) for one in same)
    return min(counts, key=lambda about: (-counts[about], len(about), about))


def _spoken(report: Report, claim: ResolvedClaim, voices: Voices) -> Spoken:
    piece = claim.claim.evidence[0]
    return Spoken(report, piece.start, piece.end, (piece.start, piece.end), voices.of(claim))
