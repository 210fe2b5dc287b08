"""Commitments: one promise repeated in many reports is one; another deadline is a revision of it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from servanda.model import ClaimId, Entity, EntityId, Link, LinkType, ResolvedClaim
from servanda.model.text_folding import fold
from servanda.resolution.blocking import BlockingKeys, candidate_pairs, key
from servanda.resolution.claim_order import (
    dated,
    entity_id,
    in_order,
    order_key,
    reports_of,
    same_end,
)
from servanda.resolution.commitment_features import Promise, met, promise, spelt
from servanda.resolution.content_words import (
    USUAL,
    USUAL_BETWEEN,
    content,
    counted,
    generic,
    initials,
    own,
    rare,
    share,
    stem,
    weigh,
    weight,
)
from servanda.resolution.union_find import Clusters, UnionFind

__all__ = ["ALIKE", "SENTENCE", "Match", "apart", "find_commitments", "likeness", "promise_keys"]


_ENOUGH = 0.62  # weighted share of the shorter promise's words that both must have
SENTENCE = 5  # words that are no chance agreement
ALIKE = 0.8  # of all words of both, where nobody is said to be bound
_OBJECT = 0.34  # of all words of both objects, where more than one that tells is shared
_ONE_WORD = 0.5  # where only one is
_TELLING = 11.0  # weight of the words alike from which they tell a promise from others
_LATER = 20.0  # and from which they do months later, where less than half is alike
_HALF = 0.5  # where a name is among what is alike
_MORE_THAN_HALF = 0.6
_OTHERS = 18.0  # where others are bound as well, and weeks lie between
_MOSTLY = 0.7
_PAPER = stem("pact")
_SUMS = frozenset({"million", "billion", "trillion"})
_DAYS = 5
_TITLE = re.compile(r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]+)(?: (?:(?:[A-Z]\.)+|[A-Z][\w’'-]+)){2,}")
_SOON = 60  # days
_NEARLY = 0.8  # of the weight of all words, where it is less
_LITTLE = 5.0  # and what the least of it is where not the same parties are bound
_WEEKS = 14  # days
_MORE = re.compile(r"^(?:an? )?(?:another|(?:\w+ )?additional)\b", re.IGNORECASE)
_SURE = 0.75  # where the obligors or the verbs differ
_JACCARD = 0.34  # and of all words of both
_RECURRING = frozenset(
    map(stem, ("exercise", "meeting", "summit", "talk", "visit", "dialogue", "drill", "visit"))
)
# Deeds that are never one another: to found an entity is not to strengthen it.
_DEEDS = frozenset(
    map(
        stem,
        ("buy", "sell", "establish", "strengthen", "end", "cut", "reorganize", "train", "sign"),
    )
)


class Match(NamedTuple):
    """How alike two promises are, 0 to 1, whether their deadlines differ, and why."""

    score: float
    moved: bool
    why: str


def likeness(a: Promise, b: Promise) -> Match | None:
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
    a, b = spelt(a, b), spelt(b, a)
    common = a.words & b.words
    part = weigh(common) / max(min(weigh(a.words), weigh(b.words)), 1e-9)
    jaccard = weigh(common) / max(weigh(a.words | b.words), 1e-9)
    named = bool(rare((a.names & b.names) - generic(), a.obligors & b.obligors))
    if not _same_object(a, b, named=named) or _too_little(a, b, named=named) or _another(a, b):
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


def _too_little(a: Promise, b: Promise, *, named: bool) -> bool:
    """Whether what is said alike, without whose promise it is, is too little to tell one from others.

    "Strengthen the partnership" is said of every partner, and of each year anew; what is said months
    later, or by others as well, must be told by more.
    """
    if a.due is not None and b.due is not None and same_end(a.due, b.due):
        return False
    if _titles(a.body.object) & _titles(b.body.object):
        return False  # one name in full, though its words be those of parties and units
    bound = a.obligors | b.obligors | a.relation | b.relation
    spare = generic().union(*(own(party) for party in bound))
    left, right = a.words - spare, b.words - spare
    alike, either = weigh(left & right), weigh(left | right)
    equal, days = a.obligors == b.obligors, _days(a, b)
    if not equal and days > _WEEKS:
        return alike < _OTHERS or alike < (_HALF if named else _MOSTLY) * either
    deeds = content(a.body.action) | content(b.body.action)
    matter = {word for word in (left & right) - deeds if not word[0].isdigit()} - _SUMS
    if days > _WEEKS and not matter and (_PAPER in a.words & b.words or left & right & _SUMS):
        return True  # which memorandum, or what the money is for, nobody says
    if alike >= _TELLING:
        part = _HALF if named else _MORE_THAN_HALF
        return alike < _LATER and days > _SOON and alike < part * either
    if not either:
        return not equal
    return alike < _NEARLY * either or (not equal and alike < _LITTLE)


def _titles(text: str) -> frozenset[str]:
    """Return the names of three words or more in a text, as runs of capital letters."""
    return frozenset(fold(run).replace(".", "") for run in _TITLE.findall(text))


def _another(a: Promise, b: Promise) -> bool:
    """Whether both speak of another one of a sort, days apart: two, not one."""
    if not (_MORE.search(a.body.object) and _MORE.search(b.body.object)):
        return False
    return _days(a, b) > _DAYS


def _days(a: Promise, b: Promise) -> int:
    """Count the days between two reports; none where one is not dated well enough."""
    first, second = dated(a.claim.published), dated(b.claim.published)
    if first is None or second is None or first.earliest is None or second.earliest is None:
        return 0
    return abs((first.earliest - second.earliest).days)


def apart(a: Promise, b: Promise) -> bool:
    """Whether something says that two claims are two promises, however alike."""
    if a.claim.claim.report == b.claim.claim.report:
        return True
    if a.obligors and b.obligors and a.obligors.isdisjoint(b.obligors):
        return True
    if a.due is not None and b.due is not None and not same_end(a.due, b.due):
        return True
    return _different_matter(a, b)


def _same_words(a: Promise, b: Promise) -> bool:
    """Whether two reports carry the very same sentence."""
    return a.sentence == b.sentence and a.sentence.count(" ") >= SENTENCE - 1


def _unbound(a: Promise, b: Promise) -> Match | None:
    """Match a promise whose obligor is not told: only the same words by the same day will do."""
    if a.due is None or b.due is None or not same_end(a.due, b.due):
        return None
    common = a.words & b.words
    if len(common) < 2 or len(common) < ALIKE * len(a.words | b.words):
        return None
    return Match(0.6, False, f"{' '.join(sorted(common))}; due {a.due.edtf} in both")  # noqa: FBT003


def _same_object(a: Promise, b: Promise, *, named: bool) -> bool:
    """Whether both name one entity that says more than "the alliance" or "cooperation".

    What every other promise is about ("ties", "defence") is the same entity only between the same
    parties; "these ties" promised to two states are two.
    """
    if not a.objects or not b.objects:
        return False
    common = a.obligors & b.obligors
    beyond = a.relation - common, b.relation - common
    known = (a.obligors == b.obligors and len(common) > 1) or bool(beyond[0] & beyond[1])
    dated = a.due is not None and b.due is not None and same_end(a.due, b.due)
    between = known or not any(beyond) or (dated and not all(beyond))
    if not between and not named:
        return False
    cores = []
    for one in (a, b):
        usual = one.names - rare(one.names, common, between=known)
        cores.append({word for word in one.objects - generic() - usual if not word.isdigit()})
    if not cores[0] and not cores[1]:
        return between and a.objects == b.objects
    both = frozenset(cores[0] & cores[1])
    alike = len(a.objects & b.objects) / len(a.objects | b.objects)
    if alike < (_OBJECT if len(both) > 1 else _ONE_WORD):
        return False
    return bool(rare(both, common, between=known)) or (between and len(both) > 1)


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


# -- The keys under which promises are looked up: two that could be one share at least one of


def promise_keys(one: Promise) -> BlockingKeys:
    """Return the keys by which another telling of the same promise is found."""
    said = frozenset(_sentence(one))
    alike = [*_objects(one), *_abbreviations(one)]
    words = list(_rarest(one))
    # Of two that say whom they bind, words alone tell nothing.
    free, bound = ([key(what, word) for word in words] for what in ("free", "bound"))
    has, seeks = (bound, free) if one.obligors else (free, [*free, *bound])
    return BlockingKeys(
        frozenset((*said, *_has(one, [*alike, *has]))),
        frozenset((*said, *_seeks(one, [*alike, *seeks]))),
    )


def _has(one: Promise, keys: list[str]) -> Iterator[str]:
    """Part what names numbers by them: two that name different ones are never one promise."""
    for each in keys:
        yield key(each, "#" if one.numbers else "-")
        yield from (key(each, number) for number in one.numbers)


def _seeks(one: Promise, keys: list[str]) -> Iterator[str]:
    """Look for what names one of the numbers, or none; without a number, for all."""
    for each in keys:
        yield key(each, "-")
        yield from (key(each, number) for number in one.numbers or ("#",))


def _sentence(one: Promise) -> Iterator[str]:
    if one.obligors and one.sentence.count(" ") >= SENTENCE - 1:
        yield key("said", *sorted(one.obligors), one.sentence)


def _rarest(one: Promise) -> Iterator[str]:
    """Give the rarest words: of two that are nearly the same, at least one of these is common."""
    if one.due is not None:
        few = len(one.words) - math.ceil(ALIKE * len(one.words)) + 1
        yield from sorted(one.words, key=lambda w: (-weight(w), w))[:few]


def _objects(one: Promise) -> Iterator[str]:
    """Give one rare word of the object, or two usual ones, with the parties they bind."""
    words = sorted(w for w in one.objects - generic() if not w.isdigit())
    for party in sorted(one.obligors):
        others = sorted(one.relation - {party})
        mine = own(party)
        usual = [w for w in words if w in mine or counted(w) > USUAL]
        for word in words:
            if word in mine or counted(word) > USUAL_BETWEEN:
                continue
            if counted(word) <= USUAL:
                yield key("rare", party, word)
            else:
                yield from (key("between", party, other, word) for other in others)
        open_to = [*others, ""] if one.due is not None or not others else others
        for other in open_to:  # of one with a deadline, the other may not say with whom
            yield from (key("two", party, other, *two) for two in combinations(usual, 2))
            if one.objects:
                yield key("all", party, other, *sorted(one.objects))


def _abbreviations(one: Promise) -> Iterator[str]:
    for short in initials(f"{one.body.action} {one.body.object}"):
        for party in sorted(one.obligors):
            yield key("short", party, short)


# -- Commitments: one promise repeated in many reports is one; another deadline is a revision


def find_commitments(
    claims: Sequence[ResolvedClaim], components: UnionFind[ClaimId] | None = None
) -> tuple[Entity, ...]:
    """Group the commitments in `claims`, and tie a moved deadline to the promise it revises.

    `components` are given every match, also those that no cluster came of.
    """
    meetings = met(claims)
    told = [
        promise(c, meetings.get(c.claim.report, frozenset()))
        for c in sorted(claims, key=order_key)
        if c.claim.kind == "commitment"
    ]
    groups = Clusters(
        range(len(told)), lambda a, b: "two promises" if apart(told[a], told[b]) else ""
    )
    matches: dict[tuple[int, int], Match] = {}
    for a, b in candidate_pairs([promise_keys(one) for one in told]):
        match = likeness(told[a], told[b])
        if match is not None:
            matches[a, b] = match
            if components is not None:
                components.union(told[a].claim.claim.id, told[b].claim.claim.id)

    def same(a: int, b: int) -> bool:
        match = matches.get((min(a, b), max(a, b)))
        return match is not None and not match.moved

    for (a, b), match in sorted(matches.items(), key=lambda item: (-item[1].score, item[0])):
        if not match.moved and told[a].claim.source != told[b].claim.source:
            groups.merge(a, b, match.why, same)
    entities: list[Entity] = []
    home: dict[int, int] = {}
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        home.update(dict.fromkeys(members, len(entities)))
        entities.append(
            Entity(
                entity_id("commitment", group),
                "commitment",
                in_order(group),
                reports_of(group),
                reasons=tuple(reasons),
            )
        )
    return tuple(sorted(_tied(entities, home, matches, told), key=lambda t: t.id))


def _tied(
    entities: list[Entity],
    home: Mapping[int, int],
    matches: Mapping[tuple[int, int], Match],
    told: Sequence[Promise],
) -> list[Entity]:
    links: defaultdict[int, dict[EntityId, str]] = defaultdict(dict)
    for (a, b), match in sorted(matches.items()):
        if not match.moved or home[a] == home[b]:
            continue
        old, new = (a, b) if order_key(told[a].claim) <= order_key(told[b].claim) else (b, a)
        if entities[home[old]].id in links[home[new]] or entities[home[new]].id in links[home[old]]:
            continue
        if told[old].claim.source == told[new].claim.source and not (
            told[new].body.rescheduled or told[old].body.rescheduled
        ):
            continue
        links[home[new]][entities[home[old]].id] = match.why
    return [
        replace(
            entity,
            links=tuple(Link(LinkType.REVISES, to, why) for to, why in sorted(links[at].items())),
        )
        for at, entity in enumerate(entities)
    ]
