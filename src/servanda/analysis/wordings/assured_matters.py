"""The wordings of assurances: what one side assures of again and again, and how it put it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.analysis.wordings.wording_drift import Drift, Spoken, in_order_of_time
from servanda.analysis.wordings.wording_voices import Voices
from servanda.model import Assurance, Report, ResolvedClaim
from servanda.model.parties import lies_between
from servanda.resolution import Resolution
from servanda.resolution.content_words import content, generic, proper
from servanda.resolution.union_find import UnionFind

__all__ = ["MATTER", "Matter", "assured", "matters", "one_matter", "worded"]


MATTER = 0.6
"""Share of all words of what two assurances are about that both have where it is one matter."""
_SEVERAL = 2  # independent reports that must tell of a matter


@dataclass(frozen=True, slots=True)
class Matter:
    """What the same parties assure of in several reports: its name, and the claims that tell of it."""

    formula: str
    parties: tuple[str, ...]
    claims: tuple[ResolvedClaim, ...]

    def independent(self, resolution: Resolution, among: Collection[str] | None = None) -> int:
        """Count the independent reports that tell of it: of all, or of those of some ids."""
        told = (one for one in self.claims if among is None or one.claim.report in among)
        return resolution.independent(tuple({one.source for one in told}))

    def told_by_several(self, resolution: Resolution) -> bool:
        """Whether independent reports tell of it."""
        return self.independent(resolution) >= _SEVERAL


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
        for one in matters(resolution.claims.values(), parties=parties)
        if one.told_by_several(resolution)
    ]
    return tuple(sorted(found, key=lambda d: (-d.stories, d.parties, d.formula)))


def matters(
    claims: Iterable[ResolvedClaim], *, parties: Collection[str] = ()
) -> tuple[Matter, ...]:
    """Put together what several reports assure of, copies among them; `parties` as in `assured`."""
    by_giver: defaultdict[tuple[str, ...], list[_Mention]] = defaultdict(list)
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Assurance) and lies_between(body.parties, parties):
            by_giver[tuple(sorted(body.parties))].append((claim, body))
    return tuple(
        Matter(_named(same), givers, tuple(claim for claim, _ in same))
        for givers, group in sorted(by_giver.items())
        for same in _matters(group)
        if len({claim.source for claim, _ in same}) >= _SEVERAL
    )


def worded(
    matter: Matter, resolution: Resolution, voices: Voices, reports: Mapping[str, Report]
) -> Drift:
    """Follow the wordings of a matter through some reports, given by their ids."""
    spoken = [
        _spoken(reports[one.claim.report], one, voices)
        for one in matter.claims
        if one.claim.report in reports
    ]
    return in_order_of_time(resolution, matter.formula, matter.parties, spoken)


_Mention = tuple[ResolvedClaim, Assurance]


def one_matter(about: str, other: str) -> bool:
    """Whether two assurances are about one matter: most of the words, and not mere common ones."""
    left, right = content(about), content(other)
    both = left & right
    if not both or len(both) < MATTER * len(left | right):
        return False
    return len(both) > 1 or bool(proper(about) & proper(other) - generic())


def _matters(group: Sequence[_Mention]) -> list[list[_Mention]]:
    """Put together what is about one matter. What is told in the same words is compared once."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, body) in enumerate(group):
        told[body.about].append(at)
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for about in sorted(told):
        for word in content(about):
            by_word[word].append(about)
    sets = UnionFind(range(len(group)))
    for a, b in sorted({(a, b) for row in by_word.values() for a in row for b in row if a <= b}):
        if one_matter(a, b):
            for at in (*told[a], *told[b]):
                sets.union(told[a][0], at)
    return [[group[i] for i in sorted(members)] for members in sets.sets()]


def _named(same: Sequence[_Mention]) -> str:
    """Name a matter by the wording that is used most, the shortest where several are."""
    counts = Counter(" ".join(body.about.split()) for _, body in same)
    return min(counts, key=lambda about: (-counts[about], len(about), about))


def _spoken(report: Report, claim: ResolvedClaim, voices: Voices) -> Spoken:
    piece = claim.claim.evidence[0]
    return Spoken(report, piece.start, piece.end, (piece.start, piece.end), voices.of(claim))
