"""Commitments: one promise repeated in many reports is one; another deadline is a revision of it.

The same obligor, the same object and a compatible time make two claims one commitment; likeness
of words alone never does.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from servanda.identity.names import fold
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.sets import Groups
from servanda.identity.times import same_end
from servanda.identity.words import content, figures, generic, proper, share, stem, written_out
from servanda.model import (
    Commitment,
    Consultation,
    Link,
    LinkType,
    ResolvedClaim,
    Thing,
    ThingId,
    When,
)

__all__ = ["Promise", "Weights", "find_commitments", "likeness", "promise"]

_ENOUGH = 0.62  # weighted share of the shorter promise's words that both must have
_SENTENCE = 5  # words that are no chance agreement
_OBJECT = 0.34  # of all words of both objects, where more than one that tells is shared
_ONE_WORD = 0.5  # where only one is
_SURE = 0.75  # where the obligors or the verbs differ
_JACCARD = 0.34  # and of all words of both
_WITH = re.compile(r"(?:(?:also|closely|together|jointly) )*with\b", re.IGNORECASE)
_CLAUSE = re.compile(r",|;| (?:which|that|who|where|each|amid|as|while|in order|so|including)\b")
_RECURRING = frozenset(
    map(stem, ("exercise", "meeting", "summit", "talk", "visit", "dialogue", "drill", "visit"))
)

# Deeds that are never one another: to found a thing is not to strengthen it.
_DEEDS = frozenset(
    map(
        stem,
        ("buy", "sell", "establish", "strengthen", "end", "cut", "reorganize", "train", "sign"),
    )
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment claim with what decides whether another one is the same promise."""

    claim: ResolvedClaim
    body: Commitment
    obligors: frozenset[str]
    words: frozenset[str]
    objects: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    relation: frozenset[str]
    telling: frozenset[str]
    due: When | None


class Match(NamedTuple):
    """How alike two promises are, 0 to 1, whether their deadlines differ, and why."""

    score: float
    moved: bool
    why: str


class Weights:
    """How much a word tells: the rarer among the promises of a record, the more."""

    def __init__(self, promises: Sequence[Promise]) -> None:
        counts = Counter(word for one in promises for word in one.words)
        total = len(promises) + 1
        self._totals = Counter(party for one in promises for party in one.obligors)
        self._by_party = Counter(
            (party, word) for one in promises for party in one.obligors for word in one.words
        )
        self._weights = {word: math.log(1 + total / n) for word, n in counts.items()}

    def rare(self, words: frozenset[str], obligors: frozenset[str]) -> frozenset[str]:
        """Keep the words that stand in few promises of one of `obligors`: not its own name."""
        return frozenset(
            word
            for word in words
            for party in obligors
            if self._by_party[party, word] <= max(4.0, math.sqrt(self._totals[party]))
        )

    def of(self, words: frozenset[str]) -> float:
        """Add up the weights of `words`."""
        return sum(self._weights.get(word, 1.0) for word in words)


def promise(claim: ResolvedClaim, others: frozenset[str] = frozenset()) -> Promise:
    """Prepare a commitment claim for comparison. Raises TypeError for another kind.

    `others` are the parties that its report is otherwise about: who met whom.
    """
    body = claim.claim.body
    if not isinstance(body, Commitment):
        raise TypeError(claim.claim.kind)
    text = f"{body.action} {body.object}"
    return Promise(
        claim,
        body,
        frozenset(body.obligors),
        content(text),
        content(_head(body.object)),
        proper(_head(body.object)),
        figures(text),
        others | {*body.obligors, *([body.beneficiary] if body.beneficiary else [])},
        content(claim.claim.evidence[0].exact),
        claim.time("due"),
    )


def find_commitments(claims: Sequence[ResolvedClaim]) -> tuple[Thing, ...]:
    """Group the commitments in `claims`, and tie a moved deadline to the promise it revises."""
    met = _met(claims)
    told = [
        promise(c, met.get(c.claim.report, frozenset()))
        for c in sorted(claims, key=telling)
        if c.claim.kind == "commitment"
    ]
    weights = Weights(told)
    groups = Groups(range(len(told)), lambda a, b: _apart(told[a], told[b]))
    matches: dict[tuple[int, int], Match] = {}
    for a, b in _neighbours(told):
        match = likeness(told[a], told[b], weights)
        if match is not None:
            matches[a, b] = match

    def same(a: int, b: int) -> bool:
        match = matches.get((min(a, b), max(a, b)))
        return match is not None and not match.moved

    for (a, b), match in sorted(matches.items(), key=lambda item: (-item[1].score, item[0])):
        if not match.moved and told[a].claim.source != told[b].claim.source:
            groups.join(a, b, match.why, same)
    things: list[Thing] = []
    home: dict[int, int] = {}
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        home.update(dict.fromkeys(members, len(things)))
        things.append(
            Thing(
                thing_id("commitment", group),
                "commitment",
                in_order(group),
                reports_of(group),
                reasons=tuple(reasons),
            )
        )
    return tuple(sorted(_tied(things, home, matches, told), key=lambda t: t.id))


def _head(text: str) -> str:
    """Cut an object down to the thing: no relative clause, nobody it is done with."""
    if _WITH.match(text):
        _, _, text = text.partition(" to ")
    return _CLAUSE.split(text, maxsplit=1)[0]


def _same_words(a: Promise, b: Promise) -> bool:
    """Whether two reports carry the very same sentence."""
    left, right = (fold(one.claim.claim.evidence[0].exact).split() for one in (a, b))
    return left == right and len(left) >= _SENTENCE


def _unbound(a: Promise, b: Promise) -> Match | None:
    """Match a promise whose obligor is not told: only the same words by the same day will do."""
    if a.due is None or b.due is None or not same_end(a.due, b.due):
        return None
    common = a.words & b.words
    if len(common) < 2 or len(common) < 0.8 * len(a.words | b.words):
        return None
    return Match(0.6, False, f"{' '.join(sorted(common))}; due {a.due.edtf} in both")  # noqa: FBT003


def _met(claims: Sequence[ResolvedClaim]) -> dict[str, frozenset[str]]:
    """Say of each report which parties met in what it tells."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Consultation):
            found[claim.claim.report].update(body.parties)
            found[claim.claim.report].update(p.party for p in body.participants if p.party)
    return {report: frozenset(parties) for report, parties in found.items()}


def likeness(a: Promise, b: Promise, weights: Weights) -> Match | None:
    """Say whether two claims are one promise, or one promise with its deadline moved."""
    if a.obligors and a.obligors == b.obligors and _same_words(a, b):
        return Match(1.5, False, "the same words")  # noqa: FBT003
    if not (a.words and b.words) or _different_matter(a, b):
        return None
    if not a.obligors or not b.obligors:
        return _unbound(a, b)
    equal = a.obligors == b.obligors
    if not equal and not (a.obligors <= b.obligors or b.obligors <= a.obligors):
        return None
    a, b = _spelt(a, b), _spelt(b, a)
    common = a.words & b.words
    part = weights.of(common) / max(min(weights.of(a.words), weights.of(b.words)), 1e-9)
    jaccard = weights.of(common) / max(weights.of(a.words | b.words), 1e-9)
    named = bool(weights.rare((a.names & b.names) - generic(), a.obligors & b.obligors))
    if not _same_object(a, b, weights, named=named):
        return None
    if a.objects == b.objects and share(a.telling, b.telling) >= _ENOUGH:
        part = max(part, _SURE)
    if part < (_ENOUGH if not named else _ENOUGH - 0.12) or jaccard < (
        _JACCARD if not named else 0.2
    ):
        return None
    if len(common) < 2 and not named:
        return None
    if not equal and not named and part < _SURE:
        return None
    if part < _SURE and content(a.body.action).isdisjoint(content(b.body.action)):
        return None
    moved = a.due is not None and b.due is not None and not same_end(a.due, b.due)
    if moved and (a.words | b.words) & _RECURRING:
        return None  # a yearly exercise or meeting: another date is another instance
    who = ", ".join(sorted(a.obligors & b.obligors))
    what = " ".join(sorted(common))
    if moved and a.due and b.due:
        return Match(part, True, f"{who}: {what}; due {a.due.edtf} and {b.due.edtf}")  # noqa: FBT003
    return Match(part + 0.1 * equal + 0.1 * (a.due == b.due), False, f"{who}: {what}")  # noqa: FBT003


def _same_object(a: Promise, b: Promise, weights: Weights, *, named: bool) -> bool:
    """Whether both name one thing that says more than "the alliance" or "cooperation".

    What every other promise is about ("ties", "defence") is the same thing only between the same
    parties; "these ties" promised to two states are two.
    """
    if not a.objects or not b.objects:
        return False
    common = a.obligors & b.obligors
    beyond = a.relation - common, b.relation - common
    between = (a.obligors == b.obligors and len(common) > 1) or (
        bool(beyond[0] & beyond[1]) if any(beyond) else True
    )
    if not between and not named:
        return False
    cores = []
    for one in (a, b):
        usual = one.names - weights.rare(one.names, common)
        cores.append({word for word in one.objects - generic() - usual if not word.isdigit()})
    if not cores[0] and not cores[1]:
        return between and a.objects == b.objects
    both = frozenset(cores[0] & cores[1])
    alike = len(a.objects & b.objects) / len(a.objects | b.objects)
    if alike < (_OBJECT if len(both) > 1 else _ONE_WORD):
        return False
    return bool(weights.rare(both, common)) or (between and len(both) > 1)


def _spelt(one: Promise, other: Promise) -> Promise:
    """Write out the abbreviations that the other report's words explain."""
    text = f"{one.body.action} {one.body.object}"
    full = written_out(text, other.body.object)
    if full == text:
        return one
    objects = written_out(_head(one.body.object), other.body.object)
    return replace(one, words=content(full), objects=content(objects), names=proper(objects))


def _different_matter(a: Promise, b: Promise) -> bool:
    deeds = content(a.body.action) & _DEEDS, content(b.body.action) & _DEEDS
    if all(deeds) and deeds[0].isdisjoint(deeds[1]):
        return True
    if a.body.target and b.body.target and a.body.target.quantity != b.body.target.quantity:
        return True
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        return True
    if a.body.beneficiary and b.body.beneficiary and a.body.beneficiary != b.body.beneficiary:
        return True
    left, right = content(a.body.condition or ""), content(b.body.condition or "")
    return bool(left and right) and share(left, right) < 0.3


def _apart(a: Promise, b: Promise) -> bool:
    if a.claim.claim.report == b.claim.claim.report:
        return True
    if a.obligors and b.obligors and a.obligors.isdisjoint(b.obligors):
        return True
    if a.due is not None and b.due is not None and not same_end(a.due, b.due):
        return True
    return _different_matter(a, b)


def _neighbours(told: Sequence[Promise]) -> list[tuple[int, int]]:
    by_word: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, one in enumerate(told):
        for word in one.words:
            for party in one.obligors:
                by_word[party, word].append(at)
        if one.due is not None and one.due.latest is not None:
            by_word["", one.due.latest.isoformat()].append(at)
        by_word["", fold(one.claim.claim.evidence[0].exact)].append(at)
    return sorted({(a, b) for group in by_word.values() for a in group for b in group if a < b})


def _tied(
    things: list[Thing],
    home: Mapping[int, int],
    matches: Mapping[tuple[int, int], Match],
    told: Sequence[Promise],
) -> list[Thing]:
    links: defaultdict[int, dict[ThingId, str]] = defaultdict(dict)
    for (a, b), match in sorted(matches.items()):
        if not match.moved or home[a] == home[b]:
            continue
        old, new = (a, b) if telling(told[a].claim) <= telling(told[b].claim) else (b, a)
        if things[home[old]].id in links[home[new]] or things[home[new]].id in links[home[old]]:
            continue
        if told[old].claim.source == told[new].claim.source and not (
            told[new].body.rescheduled or told[old].body.rescheduled
        ):
            continue
        links[home[new]][things[home[old]].id] = match.why
    return [
        replace(
            thing,
            links=tuple(Link(LinkType.REVISES, to, why) for to, why in sorted(links[at].items())),
        )
        for at, thing in enumerate(things)
    ]
