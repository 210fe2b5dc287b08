"""Commitments: one promise repeated in many reports is one; another deadline is a revision of it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from servanda.model import ClaimId, Entity, EntityId, Link, LinkType, ResolvedClaim
from servanda.model.text_folding import fold
from servanda.model.time_words import deadline
from servanda.resolution.blocking import BlockingKeys, key
from servanda.resolution.claim_order import order_key, same_end
from servanda.resolution.commitment_features import (
    CommitmentFeatures,
    commitment_features,
    expanded,
    parties_meeting,
)
from servanda.resolution.content_words import (
    USUAL,
    USUAL_BETWEEN,
    content,
    counted,
    generic,
    initials,
    party_words,
    rare,
    share,
    spelled,
    stem,
    stem_word_set,
    weigh,
    weight,
)
from servanda.resolution.matching import (
    Match,
    Matcher,
    Pair,
    Rules,
    entity_of,
    first_objection,
    refused,
)
from servanda.resolution.union_find import UnionFind

__all__ = [
    "COMMITMENTS",
    "cannot_link_commitments",
    "commitment_keys",
    "compare_commitments",
    "find_commitments",
]


# Shares are of the weight of words (`content_words.weigh`), unless stated otherwise.
_ENOUGH = 0.62  # of the shorter promise's words, which both must have
_ENOUGH_NAMED = 0.5  # the same where a name is among them
_OF_BOTH = 0.34  # of all words of both
_OF_BOTH_NAMED = 0.2
_SURE = 0.75  # of the shorter promise's words, where the obligors or the verbs differ
_SENTENCE = 5  # words: a sentence that long is not the same by chance
_UNBOUND = 0.8  # of the number of all words of both, where no obligor is named
_OBJECT = 0.34  # of the number of words of both objects, where two specific ones are shared
_OBJECT_ONE_WORD = 0.5  # where only one is
_SAME_CONDITION = 0.3  # of the number of words of the shorter condition

_SOON = 60  # days: up to here a promise repeated in few words is a repetition
_WEEKS = 14  # days: up to here it is even where the parties are not quite the same
_DAYS = 5  # days: up to here "another ship" is the same other ship
# The weight of shared words that are specific, in logarithms: a rare word has about 8.
_SPECIFIC = 11.0  # from here they distinguish a promise from others
_VERY_SPECIFIC = 20.0  # from here they do months later
_SPECIFIC_TO_SOME = 18.0  # from here they do where other parties are bound as well, weeks later
_LITTLE = 5.0  # below this they distinguish nothing where not the same parties are bound
# Their share of the specific words of both, where their weight alone does not decide.
_NEARLY_ALL = 0.8
_MOST = 0.7
_MORE_THAN_HALF = 0.6
_HALF = 0.5

_PACT = stem("pact")
_NAME = r"(?:(?:[A-Z]\.){1,20}+|[A-Z][\w’'-]{1,60}+)"
_NAME_IN_FULL = re.compile(rf"{_NAME}(?: {_NAME}){{2,}}")
_ANOTHER = re.compile(r"^(?:an? )?(?:another|(?:\w+ )?additional)\b", re.IGNORECASE)


# -- Reasons why two claims cannot be one commitment, whatever their words


def _one_report(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    return a.claim.claim.report == b.claim.claim.report


def _other_obligors(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    return bool(a.obligors and b.obligors) and a.obligors.isdisjoint(b.obligors)


def _other_deadline(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    return a.due is not None and b.due is not None and not same_end(a.due, b.due)


def _other_deeds(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    deeds = [content(one.body.action) & stem_word_set("deeds") for one in (a, b)]
    return all(deeds) and deeds[0].isdisjoint(deeds[1])


def _other_quantities(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    left, right = a.body.target, b.body.target
    return left is not None and right is not None and left.quantity != right.quantity


def _other_numbers(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    return bool(a.numbers and b.numbers) and a.numbers.isdisjoint(b.numbers)


def _other_beneficiaries(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    left, right = a.body.beneficiary, b.body.beneficiary
    return bool(left and right) and left != right


def _other_conditions(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    left, right = content(a.body.condition or ""), content(b.body.condition or "")
    return bool(left and right) and share(left, right) < _SAME_CONDITION


_OTHER_MATTER: Rules[CommitmentFeatures] = (
    ("deeds that exclude each other", _other_deeds),
    ("other quantities", _other_quantities),
    ("other numbers", _other_numbers),
    ("other beneficiaries", _other_beneficiaries),
    ("other conditions", _other_conditions),
)
_CANNOT_LINK: Rules[CommitmentFeatures] = (
    ("no obligor in common", _other_obligors),
    ("other deadlines", _other_deadline),
    *_OTHER_MATTER,
)


def cannot_link_commitments(a: CommitmentFeatures, b: CommitmentFeatures) -> str:
    """Say why two claims are two commitments, however similar; empty where they may be one."""
    if _one_report(a, b):
        return "both are of one report"
    return first_objection(_CANNOT_LINK, a, b)


# -- The comparison


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two claims with what they share; `named` says that they share a name of neither party.

    `part` is the weight of the shared words in that of the shorter claim, `of_both` in that of all
    words of both.
    """

    a: CommitmentFeatures
    b: CommitmentFeatures
    equal_obligors: bool
    common: frozenset[str]
    named: bool
    part: float
    of_both: float

    @classmethod
    def of(cls, a: CommitmentFeatures, b: CommitmentFeatures) -> _Compared:
        a, b = expanded(a, b), expanded(b, a)
        common = a.words & b.words
        part = weigh(common) / max(min(weigh(a.words), weigh(b.words)), 1e-9)
        if a.objects == b.objects and share(a.sentence_words, b.sentence_words) >= _ENOUGH:
            part = max(part, _SURE)
        of_both = weigh(common) / max(weigh(a.words | b.words), 1e-9)
        named = bool(rare((a.names & b.names) - generic(), a.obligors & b.obligors))
        return cls(a, b, a.obligors == b.obligors, common, named, part, of_both)

    @property
    def days(self) -> int:
        """The days between the reports; 0 where these are not dated well enough."""
        return _days_between(self.a, self.b)

    @property
    def same_deadline(self) -> bool:
        """Whether both state a deadline, and the same one."""
        return (
            self.a.due is not None and self.b.due is not None and same_end(self.a.due, self.b.due)
        )

    @property
    def moved(self) -> bool:
        """Whether both state a deadline, and not the same one."""
        return _other_deadline(self.a, self.b)


def compare_commitments(a: CommitmentFeatures, b: CommitmentFeatures) -> Match:
    """Say whether two claims are one commitment, or one with its deadline moved, and why."""
    if a.obligors and a.obligors == b.obligors and _same_sentence(a, b):
        return Match(1.5, "the same words")
    if not (a.words and b.words):
        return refused("one says nothing that could be compared")
    if objection := first_objection(_OTHER_MATTER, a, b):
        return refused(objection)
    if not a.obligors or not b.obligors:
        return _compare_unbound(a, b)
    if a.obligors - b.obligors and b.obligors - a.obligors:
        return refused("each binds a party that the other does not")
    return _compare_bound(a, b)


def _compare_bound(a: CommitmentFeatures, b: CommitmentFeatures) -> Match:
    """Compare where both name their obligors, and at least those of one bind both."""
    pair = _Compared.of(a, b)
    if why := next((why for why, holds in _TOO_WEAK if holds(pair)), ""):
        return refused(why)
    who = ", ".join(sorted(a.obligors & b.obligors))
    what = spelled(pair.common, sorted((a.body.what, b.body.what)))
    if pair.moved and a.due and b.due:
        return Match(
            pair.part, f"{who}: {what}; due {deadline(a.due)} and {deadline(b.due)}", moved=True
        )
    score = pair.part + 0.1 * pair.equal_obligors + 0.1 * (a.due == b.due)
    return Match(score, f"{who}: {what}")


def _compare_unbound(a: CommitmentFeatures, b: CommitmentFeatures) -> Match:
    """Compare where an obligor is not named: only the same words by the same day will do."""
    if a.due is None or b.due is None or not same_end(a.due, b.due):
        return refused("an obligor is not named, and they state no common deadline")
    common = a.words & b.words
    if len(common) < 2 or len(common) < _UNBOUND * len(a.words | b.words):
        return refused("an obligor is not named, and their words differ")
    return Match(0.6, f"{' '.join(sorted(common))}; due {deadline(a.due)} in both")


def _same_sentence(a: CommitmentFeatures, b: CommitmentFeatures) -> bool:
    """Whether two reports carry the very same sentence."""
    return a.sentence == b.sentence and a.sentence.count(" ") >= _SENTENCE - 1


def _other_object(pair: _Compared) -> bool:
    """Whether the objects differ, or are both no more specific than "the alliance".

    What every other promise is about ("ties", "defence") is one object only between the same
    parties; "these ties" promised to two states are two.
    """
    a, b = pair.a, pair.b
    if not a.objects or not b.objects:
        return True
    known, between = _same_relation(pair)
    if not between and not pair.named:
        return True
    common = a.obligors & b.obligors
    left, right = (_specific(one, common, known=known) for one in (a, b))
    if not left and not right:
        return not (between and a.objects == b.objects)
    both = left & right
    shared = len(a.objects & b.objects) / len(a.objects | b.objects)
    if shared < (_OBJECT if len(both) > 1 else _OBJECT_ONE_WORD):
        return True
    return not (rare(both, common, between=known) or (between and len(both) > 1))


def _same_relation(pair: _Compared) -> tuple[bool, bool]:
    """Say whether both are known to be between the same parties, and whether they may be."""
    common = pair.a.obligors & pair.b.obligors
    beyond = pair.a.relation - common, pair.b.relation - common
    known = (pair.equal_obligors and len(common) > 1) or bool(beyond[0] & beyond[1])
    return known, known or not any(beyond) or (pair.same_deadline and not all(beyond))


def _specific(one: CommitmentFeatures, common: frozenset[str], *, known: bool) -> frozenset[str]:
    """Return the words of an object that are not in every other promise."""
    usual = one.names - rare(one.names, common, between=known)
    return frozenset(word for word in one.objects - generic() - usual if not word.isdigit())


def _too_little(pair: _Compared) -> bool:
    """Whether the shared words, without the parties' names, do not distinguish one from others.

    "Strengthen the partnership" is promised to every partner, every year; a promise of months
    later, or by others as well, needs more shared words.
    """
    a, b = pair.a, pair.b
    if pair.same_deadline or _names_in_full(a.body.object) & _names_in_full(b.body.object):
        return False
    parties = a.relation | b.relation  # which hold the obligors
    spare = generic().union(*(party_words(party) for party in parties))
    left, right = a.words - spare, b.words - spare
    shared, either = weigh(left & right), weigh(left | right)
    if not pair.equal_obligors:
        return _too_little_for_others(pair, shared, either)
    if pair.days > _WEEKS and _unspecified(pair, left & right):
        return True
    if shared < _SPECIFIC:
        return shared < _NEARLY_ALL * either
    return _too_late(pair, shared, either)


def _too_little_for_others(pair: _Compared, shared: float, either: float) -> bool:
    """Say the same where one binds parties that the other does not: that needs more."""
    if pair.days > _WEEKS:
        return shared < _SPECIFIC_TO_SOME or shared < (_HALF if pair.named else _MOST) * either
    if shared < _SPECIFIC:
        return shared < max(_NEARLY_ALL * either, _LITTLE)
    return _too_late(pair, shared, either)


def _too_late(pair: _Compared, shared: float, either: float) -> bool:
    """Whether months lie between, and the specific words in common are few beside all others."""
    part = _HALF if pair.named else _MORE_THAN_HALF
    return shared < _VERY_SPECIFIC and pair.days > _SOON and shared < part * either


def _unspecified(pair: _Compared, shared: frozenset[str]) -> bool:
    """Whether neither says which memorandum is meant, or what the money is for."""
    sums = stem_word_set("sums")
    deeds = content(pair.a.body.action) | content(pair.b.body.action)
    matter = {word for word in shared - deeds if not word[0].isdigit()} - sums
    return not matter and (_PACT in pair.a.words & pair.b.words or bool(shared & sums))


def _names_in_full(text: str) -> frozenset[str]:
    """Return the names of three words or more in a text, as runs of capitalised words."""
    return frozenset(fold(run).replace(".", "") for run in _NAME_IN_FULL.findall(text))


def _another_one(pair: _Compared) -> bool:
    """Whether both speak of another one of a sort, days apart: two, not one."""
    objects = (pair.a.body.object, pair.b.body.object)
    return pair.days > _DAYS and all(_ANOTHER.search(one) for one in objects)


def _too_few_words(pair: _Compared) -> bool:
    if pair.named:
        return pair.part < _ENOUGH_NAMED or pair.of_both < _OF_BOTH_NAMED
    return pair.part < _ENOUGH or pair.of_both < _OF_BOTH or len(pair.common) < 2


def _other_parties_unnamed(pair: _Compared) -> bool:
    return not pair.equal_obligors and not pair.named and pair.part < _SURE


def _other_verb(pair: _Compared) -> bool:
    if pair.a.body.comes_about or pair.b.body.comes_about:
        return False  # what comes about by itself has no verb of its own
    verbs = content(pair.a.body.action), content(pair.b.body.action)
    return pair.part < _SURE and verbs[0].isdisjoint(verbs[1])


def _next_instance(pair: _Compared) -> bool:
    """Whether it is a yearly exercise or meeting: another date is another instance of it."""
    return pair.moved and bool((pair.a.words | pair.b.words) & stem_word_set("recurring"))


_TOO_WEAK = (
    ("too few words in common", _too_few_words),
    ("other objects, or objects that any promise may have", _other_object),
    ("too few words that distinguish one promise from others", _too_little),
    ("another one of a sort", _another_one),
    ("other obligors, and too few words in common for that", _other_parties_unnamed),
    ("other verbs, and too few words in common for that", _other_verb),
    ("another instance of what recurs", _next_instance),
)


def _days_between(a: CommitmentFeatures, b: CommitmentFeatures) -> int:
    """Count the days between two reports; 0 where one is not dated well enough."""
    return 0 if a.told is None or b.told is None else abs((a.told - b.told).days)


def _how_far(a: CommitmentFeatures, b: CommitmentFeatures) -> int:
    """Return how far two reports are apart in time, as far as a comparison looks at it."""
    days = _days_between(a, b)
    return (days > _DAYS) + (days > _WEEKS) + (days > _SOON)


# -- Blocking keys: two claims that could be one commitment share at least one of them


def commitment_keys(one: CommitmentFeatures) -> BlockingKeys:
    """Return the keys by which another report of the same commitment is found."""
    sentence = frozenset(_sentence_key(one))
    shared = [*_object_keys(one), *_abbreviation_keys(one)]
    words = list(_rarest_words(one))
    # Between two that name their obligors, words alone decide nothing.
    free, bound = ([key(what, word) for word in words] for what in ("free", "bound"))
    has, seeks = (bound, free) if one.obligors else (free, [*free, *bound])
    return BlockingKeys(
        sentence.union(_has(one, [*shared, *has])), sentence.union(_seeks(one, [*shared, *seeks]))
    )


def _has(one: CommitmentFeatures, keys: list[str]) -> Iterator[str]:
    """Split keys by the numbers named: two claims with different numbers are never one."""
    for each in keys:
        yield key(each, "#" if one.numbers else "-")
        yield from (key(each, number) for number in one.numbers)


def _seeks(one: CommitmentFeatures, keys: list[str]) -> Iterator[str]:
    """Look for what names one of the numbers, or none; without a number, for all."""
    for each in keys:
        yield key(each, "-")
        yield from (key(each, number) for number in one.numbers or ("#",))


def _sentence_key(one: CommitmentFeatures) -> Iterator[str]:
    if one.obligors and one.sentence.count(" ") >= _SENTENCE - 1:
        yield key("said", *sorted(one.obligors), one.sentence)


def _rarest_words(one: CommitmentFeatures) -> Iterator[str]:
    """Give the rarest words: two that are nearly the same share at least one of these."""
    if one.due is not None:
        few = len(one.words) - math.ceil(_UNBOUND * len(one.words)) + 1
        yield from sorted(one.words, key=lambda w: (-weight(w), w))[:few]


def _object_keys(one: CommitmentFeatures) -> Iterator[str]:
    """Give one rare word of the object, or two usual ones, with the parties they bind."""
    words = sorted(word for word in one.objects - generic() if not word.isdigit())
    for party in sorted(one.obligors):
        others = sorted(one.relation - {party})
        yield from _rare_word_keys(party, others, words)
        # Where there is a deadline, the other report may not say with whom.
        open_to = [*others, ""] if one.due is not None or not others else others
        names = party_words(party)
        usual = [word for word in words if word in names or counted(word) > USUAL]
        for other in open_to:
            yield from (key("two", party, other, *two) for two in combinations(usual, 2))
            if one.objects:
                yield key("all", party, other, *sorted(one.objects))


def _rare_word_keys(party: str, others: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word in party_words(party) or counted(word) > USUAL_BETWEEN:
            continue
        if counted(word) <= USUAL:
            yield key("rare", party, word)
        else:
            yield from (key("between", party, other, word) for other in others)


def _abbreviation_keys(one: CommitmentFeatures) -> Iterator[str]:
    for short in initials(f"{one.body.action} {one.body.object}"):
        for party in sorted(one.obligors):
            yield key("short", party, short)


# -- Entities


COMMITMENTS = Matcher(
    "commitment",
    commitment_keys,
    compare_commitments,
    cannot_link_commitments,
    alike=lambda one: one.alike,
    apart=_how_far,
)
"""How commitments are matched."""


def find_commitments(
    claims: Sequence[ResolvedClaim],
    components: UnionFind[ClaimId] | None = None,
    beside: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Entity, ...]:
    """Resolve the commitments in `claims`, and link a moved deadline to what it revises.

    `components` are given every pair that matches, also where no cluster came of it. `beside` are the
    parties that meet in reports of which `claims` has not all meetings (`parties_meeting`).
    """
    meetings = {**parties_meeting(claims), **(beside or {})}
    found = [
        commitment_features(claim, meetings.get(claim.claim.report, frozenset()))
        for claim in sorted(claims, key=order_key)
        if claim.claim.kind == "commitment"
    ]
    matches = COMMITMENTS.matches(found, components)
    repeated = {
        (a, b): match
        for (a, b), match in matches.items()
        if not match.moved and found[a].claim.source != found[b].claim.source
    }

    def agree(a: int, b: int) -> bool:
        match = matches.get((a, b) if a < b else (b, a))
        return match is not None and not match.moved

    entities: list[Entity] = []
    home: dict[int, int] = {}
    for members, reasons in COMMITMENTS.clusters(found, repeated, agree):
        home.update(dict.fromkeys(members, len(entities)))
        entities.append(entity_of("commitment", [found[at].claim for at in members], reasons))
    revised = _revisions(entities, home, matches, found)
    return tuple(
        sorted(
            (
                replace(entity, links=tuple(sorted(revised[at], key=lambda link: link.to)))
                for at, entity in enumerate(entities)
            ),
            key=lambda entity: entity.id,
        )
    )


def _revisions(
    entities: Sequence[Entity],
    home: Mapping[int, int],
    matches: Mapping[Pair, Match],
    found: Sequence[CommitmentFeatures],
) -> Mapping[int, list[Link]]:
    """Return the links of each entity to those of which it moves the deadline."""
    links: defaultdict[int, dict[EntityId, str]] = defaultdict(dict)
    for (a, b), match in sorted(matches.items()):
        if not match.moved or home[a] == home[b]:
            continue
        old, new = (a, b) if order_key(found[a].claim) <= order_key(found[b].claim) else (b, a)
        before, after = home[old], home[new]
        if entities[before].id in links[after] or entities[after].id in links[before]:
            continue
        if _within_report(found[old], found[new]):
            continue
        links[after][entities[before].id] = match.why
    return defaultdict(
        list,
        {
            at: [Link(LinkType.REVISES, to, why) for to, why in revised.items()]
            for at, revised in links.items()
        },
    )


def _within_report(old: CommitmentFeatures, new: CommitmentFeatures) -> bool:
    """Whether one report gives two deadlines without saying that one was rescheduled."""
    return old.claim.source == new.claim.source and not (
        new.body.rescheduled or old.body.rescheduled
    )
