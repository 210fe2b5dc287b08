"""The wordings of assurances: what one side assures of again and again, and how it put it each time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from servanda.follow.drift import Drift, Spoken, told
from servanda.follow.speaking import Voices
from servanda.identity import Settled
from servanda.identity.sets import Groups
from servanda.identity.words import content, generic, proper
from servanda.model import Assurance, Report, ResolvedClaim

__all__ = ["assured", "one_matter"]

_MATTER = 0.6  # of all words of what two assurances are about
_SEVERAL = 2  # independent reports that must tell of a matter

Told = tuple[ResolvedClaim, Assurance]


def assured(
    world: Settled, reports: Sequence[Report], *, party: str | None = None
) -> tuple[Drift, ...]:
    """Follow every assurance that several independent reports tell of, the most told first.

    Two assurances are held beside each other where the same parties give them about one matter.
    `party` keeps those that it gives.
    """
    by_giver: defaultdict[tuple[str, ...], list[Told]] = defaultdict(list)
    for claim in world.claims.values():
        body = claim.claim.body
        if isinstance(body, Assurance) and (party is None or party in body.parties):
            by_giver[tuple(sorted(body.parties))].append((claim, body))
    by_id = {report.id: report for report in reports}
    voices = Voices(world)
    found = []
    for parties, group in sorted(by_giver.items()):
        for same in _matters(group):
            names = tuple(dict.fromkeys(claim.source for claim, _ in same))
            if world.independent(names) < _SEVERAL:
                continue
            spoken = [
                _spoken(by_id[claim.claim.report], claim, voices)
                for claim, _ in same
                if claim.claim.report in by_id
            ]
            found.append(told(world, _named(same), parties, spoken))
    return tuple(sorted(found, key=lambda d: (-d.stories, d.parties, d.formula)))


def one_matter(about: str, other: str) -> bool:
    """Whether two assurances are about one matter: most of the words, and not mere common ones."""
    left, right = content(about), content(other)
    both = left & right
    if not both or len(both) < _MATTER * len(left | right):
        return False
    return len(both) > 1 or bool(proper(about) & proper(other) - generic())


def _matters(group: Sequence[Told]) -> list[list[Told]]:
    """Put together what is about one matter."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, body) in enumerate(group):
        for word in content(body.about):
            by_word[word].append(at)
    groups = Groups(range(len(group)))
    for a, b in sorted({(a, b) for row in by_word.values() for a in row for b in row if a < b}):
        if one_matter(group[a][1].about, group[b][1].about):
            groups.join(a, b, "")
    return [[group[i] for i in sorted(members)] for members, _ in groups.all()]


def _named(same: Sequence[Told]) -> str:
    """Name a matter by the wording that is used most, the shortest where several are."""
    counts = Counter(" ".join(body.about.split()) for _, body in same)
    return min(counts, key=lambda about: (-counts[about], len(about), about))


def _spoken(report: Report, claim: ResolvedClaim, voices: Voices) -> Spoken:
    piece = claim.claim.evidence[0]
    return Spoken(report, piece.start, piece.end, (piece.start, piece.end), voices.of(claim))
