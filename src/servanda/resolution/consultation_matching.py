"""Consultations: one meeting, call or visit announced, held and recalled in many reports is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from servanda.model import (
    ClaimId,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Entity,
    EntityId,
    ResolvedClaim,
    When,
)
from servanda.model.text_folding import fold
from servanda.model.time_words import said
from servanda.resolution.blocking import BlockingKeys, key
from servanda.resolution.claim_order import calendar_parts, order_key, spread
from servanda.resolution.content_words import content
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
from servanda.world.gazetteer import gazetteer

__all__ = [
    "ConsultationFeatures",
    "cannot_link_consultations",
    "compare_consultations",
    "consultation_features",
    "consultation_keys",
    "find_consultations",
    "host_states",
    "visit_keys",
]


_FORM = ConsultationForm
_ONE_OCCASION = (  # forms that reports use for one and the same occasion
    {_FORM.MEETING, _FORM.SUMMIT, _FORM.COURTESY, _FORM.MULTILATERAL},
    {_FORM.SUMMIT, _FORM.MULTILATERAL},
)
_IN_PERSON = frozenset(
    {_FORM.MEETING, _FORM.SUMMIT, _FORM.COURTESY, _FORM.MULTILATERAL, _FORM.TWO_PLUS_TWO}
)
# What two states hold no more than once a day, so that no participant needs to be named.
_ONCE_A_DAY = frozenset(
    {_FORM.SUMMIT, _FORM.MULTILATERAL, _FORM.TWO_PLUS_TWO, _FORM.SIGNING, _FORM.PROTEST}
)
_LEAST = 0.5  # the score of a match
_FINE = 4  # days: up to here a time is as good as a day
_VAGUE = 100  # days: a wider interval does not distinguish two events
_HALF_YEAR = 184  # days: how vague a time may be where the same three parties meet in one state
_NEWS_LAG = timedelta(days=3)  # how long after an event an undated report of it appears
_PLAN_LEAD = timedelta(days=60)  # how far ahead of an event an undated plan for it is reported
_TALKS_LAG = timedelta(days=3)  # how long after a visit the talks held on it may be dated


@dataclass(frozen=True, slots=True)
class ConsultationFeatures:
    """A consultation claim with what decides whether another one reports the same event.

    `people` and `by_party` hold persons' ids, or folded names where nobody known is meant.
    `hosts` are the states that the place can be in. `stated` says whether the claim states a time;
    if not, `when` is the time that the date of its report allows.
    """

    claim: ResolvedClaim
    body: Consultation
    people: frozenset[str]
    by_party: Mapping[str, frozenset[str]]
    parties: frozenset[str]
    hosts: frozenset[str]
    when: When | None
    stated: bool

    @property
    def sides(self) -> frozenset[str]:
        """The parties of the participants named."""
        return frozenset(party for party in self.by_party if party)


def consultation_features(
    claim: ResolvedClaim, persons: Mapping[tuple[ClaimId, str], EntityId]
) -> ConsultationFeatures:
    """Prepare a consultation claim for comparison. Raises TypeError for another kind.

    `persons` gives the person that a name in a claim means, as in `Resolution.people`.
    """
    body = claim.claim.body
    if not isinstance(body, Consultation):
        raise TypeError(claim.claim.kind)
    by_party: defaultdict[str, set[str]] = defaultdict(set)
    for one in body.participants:
        who = persons.get((claim.claim.id, one.name), fold(one.name))
        by_party[one.party or ""].add(str(who))
    when = claim.time("when")
    return ConsultationFeatures(
        claim,
        body,
        frozenset().union(*by_party.values()),
        {party: frozenset(names) for party, names in by_party.items()},
        _members({*body.parties, *filter(None, by_party)}),
        host_states(body),
        when or _implied_time(claim, body),
        when is not None,
    )


def host_states(body: Consultation) -> frozenset[str]:
    """Return the states that the place can be in: "Norland and Sudmark" is in either."""
    found = {m.party for m in gazetteer().find(body.place or "") if m.party}
    return frozenset({*found, *([body.country] if body.country else [])})


def _members(parties: set[str]) -> frozenset[str]:
    """Replace a small body by its members: it is they who meet."""
    known = gazetteer().members
    return frozenset(each for party in parties for each in known.get(party) or (party,))


def _implied_time(claim: ResolvedClaim, body: Consultation) -> When | None:
    """Date an event reported without a date: shortly before its report, a plan soon after it."""
    published = claim.published
    if published is None or spread(published) > _FINE:
        return None
    first, last = published.earliest, published.latest
    if first is None or last is None:
        return None
    if body.status is ConsultationStatus.HELD:
        return When.between(first - _NEWS_LAG, last)
    return (
        When.between(first, last + _PLAN_LEAD)
        if body.status is ConsultationStatus.PLANNED
        else None
    )


# -- What two claims share


def _same_form(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return a.body.form is b.body.form


def _same_many(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    """Whether the same three parties or more meet, whatever the reports call that."""
    return len(a.parties) > 2 and a.parties == b.parties


def _same_place(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    if a.hosts & b.hosts:
        return True
    return bool(content(a.body.place or "") & content(b.body.place or ""))


def _subset(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _one_day_apart(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    """Whether two dates a day apart may be one event, dated in time zones half a world apart."""
    if not (a.when and b.when and a.stated and b.stated and a.when.is_day and b.when.is_day):
        return False
    first, second = a.when.earliest, b.when.earliest
    if first is None or second is None or abs(first - second) > timedelta(days=1):
        return False
    return len(a.people) > 1 and a.people == b.people and _same_form(a, b)


def _as_planned(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    """Whether one reports as held what the other announced for that very day, by two states."""
    status = {a.body.status, b.body.status}
    if status != {ConsultationStatus.HELD, ConsultationStatus.PLANNED} or len(a.parties) != 2:
        return False
    days = [one.when for one in (a, b) if one.stated and one.when and one.when.is_day]
    return len(days) == 2 and days[0].meets(days[1])


# -- Reasons why two claims cannot be one event


def _one_report(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return a.claim.claim.report == b.claim.claim.report


def _other_form(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    forms = {a.body.form, b.body.form}
    if len(forms) == 1 or any(forms <= one for one in _ONE_OCCASION):
        return False
    if not forms <= _IN_PERSON:
        return True
    both = a.people & b.people
    if len(both) > 2 or (len(both) > 1 and a.people == b.people):
        return False
    # Two ministers of one state make a meeting a 2+2.
    return not any(
        len(a.by_party[party] & b.by_party.get(party, frozenset())) > 1 for party in a.sides
    )


def _other_time(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    if a.when is None or b.when is None or a.when.meets(b.when):
        return False
    return not _one_day_apart(a, b)


def _one_of_two_one_of_many(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return _of_two_beside(a, b) or _of_two_beside(b, a)


def _of_two_beside(two: ConsultationFeatures, many: ConsultationFeatures) -> bool:
    """Whether `two` is a meeting of two sides and `many` one of many: two events on one day."""
    if two.body.form is _FORM.MULTILATERAL or len(two.sides) != 2 or len(two.parties) > 3:
        return False
    if len(two.people) > 1 and two.people == many.people:
        return False  # the very same people: the other states are only talked about
    if len(many.parties) > 3 and many.parties != two.parties:
        return True
    multilateral = many.body.form is _FORM.MULTILATERAL and len(many.sides) > 2
    return two.parties == two.sides and multilateral


def _elsewhere(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return bool(a.hosts and b.hosts) and a.hosts.isdisjoint(b.hosts)


def _by_phone(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return _FORM.CALL in (a.body.form, b.body.form)


def _other_place(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    return _elsewhere(a, b) and not _by_phone(a, b)


def _other_people(a: ConsultationFeatures, b: ConsultationFeatures) -> bool:
    """Whether a party of both is represented by other people, where that means two events.

    At meetings of many, and on the phone between two places, reports name different people.
    """
    if a.body.form is _FORM.MULTILATERAL or _same_many(a, b):
        return False
    if _elsewhere(a, b) and _by_phone(a, b):
        return False
    return any(a.by_party[one].isdisjoint(b.by_party[one]) for one in a.sides & b.sides)


_CANNOT_LINK: Rules[ConsultationFeatures] = (
    ("both are of one report", _one_report),
    ("forms of two occasions", _other_form),
    ("other days", _other_time),
    ("one is of two sides, the other of many", _one_of_two_one_of_many),
    ("other places", _other_place),
    ("one party is represented by other people", _other_people),
)


def cannot_link_consultations(a: ConsultationFeatures, b: ConsultationFeatures) -> str:
    """Say why two claims report two events; empty where they may be one."""
    return first_objection(_CANNOT_LINK, a, b)


# -- The comparison


def compare_consultations(a: ConsultationFeatures, b: ConsultationFeatures) -> Match:
    """Say whether two claims of different reports report one event, how surely and why."""
    if objection := cannot_link_consultations(a, b):
        return refused(objection)
    if a.when is None or b.when is None:
        return refused("one has no date and no dated report")
    widest = max(spread(a.when), spread(b.when))
    if widest > (_HALF_YEAR if _same_many(a, b) and _same_place(a, b) else _VAGUE):
        return refused("a time is too vague to distinguish two events")
    base = _compare_participants(a, b)
    if not base:
        return base
    if widest > _FINE and (why := _too_vague(a, b, base.score)):
        return refused(why)
    score = base.score + _score_of_times(a, b, widest) + 0.1 * _same_form(a, b)
    if score < _LEAST:
        return refused(f"{base.why}, and nothing more")
    day = a.when.narrowed(b.when)
    time = (
        said(day) if day else f"{said(a.when)} and {said(b.when)}, a day apart between time zones"
    )
    return Match(min(score, 1.0), f"{base.why}; {a.body.form.value} on {time}")


def _score_of_times(a: ConsultationFeatures, b: ConsultationFeatures, widest: int) -> float:
    """Score two times: both to the day count for a match, one not stated against it."""
    return 0.3 * (widest <= _FINE) - 0.2 * (not (a.stated and b.stated))


def _too_vague(a: ConsultationFeatures, b: ConsultationFeatures, score: float) -> str:
    """Say why two that are not both dated to the day do not match; empty where they may."""
    if score < _LEAST:
        return "not dated to the day, and too little else in common"
    if not (_same_form(a, b) or _same_many(a, b)):
        return "not dated to the day, and of other forms"
    everyone = a.people == b.people or (a.parties == b.parties and _same_place(a, b))
    if not (a.stated and b.stated) and not everyone:
        return "a plan without a day can be for any event in these weeks"
    return ""


def _compare_participants(a: ConsultationFeatures, b: ConsultationFeatures) -> Match:
    both, states = a.people & b.people, a.parties & b.parties
    if len(both) > 1:
        return _compare_several(a, b, both)
    if both:
        return _compare_one_person(a, b, states)
    if a.people and b.people:
        return refused("nobody named in both")
    if len(states) < 2 or not (a.stated or b.stated):
        return refused("one names nobody, and states or times do not make up for it")
    if not (_same_form(a, b) or _same_many(a, b) or _as_planned(a, b)):
        return refused("one names nobody, and the forms differ")
    return _compare_states(a, b)


def _compare_several(
    a: ConsultationFeatures, b: ConsultationFeatures, both: frozenset[str]
) -> Match:
    within = _subset(a.people, b.people)
    if _FORM.MULTILATERAL in (a.body.form, b.body.form) and not within and not _same_form(a, b):
        return refused("each names somebody the other does not, and one is multilateral")
    if not (a.stated and b.stated) and not within:
        return refused("each names somebody the other does not, and one states no time")
    return Match(0.8, f"the same {len(both)} people")


def _compare_one_person(
    a: ConsultationFeatures, b: ConsultationFeatures, states: frozenset[str]
) -> Match:
    enough = len(states) > 1 or not (a.parties and b.parties) or a.parties == b.parties
    if not enough:
        return refused("one person in common, but not the states")
    place = _same_place(a, b)
    if _subset(a.people, b.people) and (_same_form(a, b) or place):
        return Match(0.6, "one of the people and the same states")
    if _same_form(a, b) and place:
        return Match(0.5, "one of the people, the same states and place")
    return refused("one person in common, and neither form nor place")


def _compare_states(a: ConsultationFeatures, b: ConsultationFeatures) -> Match:
    """Compare where one report names nobody: only what states hold no more than once a day."""
    equal = a.parties == b.parties
    if not _subset(a.parties, b.parties):
        return refused("one names nobody, and each has a state that the other has not")
    if equal and len(a.parties) > 2 and _same_place(a, b):
        return Match(0.5, f"the same {len(a.parties)} parties and place")
    if a.body.form in _ONCE_A_DAY:
        return Match(0.5 if equal else 0.3, "the same states")
    if equal and not a.people and not b.people and _same_place(a, b):
        return Match(0.4, "the same states and place")
    if equal and _as_planned(a, b):
        return Match(0.4, "the same states, as planned")
    return refused("one names nobody, and states may meet so more than once a day")


# -- Blocking keys: about when it was, and who met, or which states


def consultation_keys(one: ConsultationFeatures) -> BlockingKeys:
    """Return the keys by which another account of the same event is found.

    Two persons are enough; one, where the same two states meet or one account names no two; the
    states alone, where one account names nobody.
    """
    if one.when is None or (one.when.width or _HALF_YEAR + 1) > _HALF_YEAR:
        return BlockingKeys()
    people, sides = sorted(one.people), list(combinations(sorted(one.parties), 2))
    both: list[tuple[str, ...]] = [("two", *pair) for pair in combinations(people, 2)]
    both += [("one", person, *pair) for person in people for pair in sides]
    lone, anyhow = _labelled("lone", people), _labelled("any", people)
    mute, named = _labelled("mute", sides), _labelled("said", sides)
    alone = len(one.parties) < 2
    has = [*both, *(lone if alone else anyhow), *(named if people else mute)]
    seeks = [*both, *lone, *(anyhow if alone else ()), *mute, *(() if people else named)]
    return BlockingKeys(_by_part(one.when, has), _by_part(one.when, seeks))


def _labelled(label: str, each: Sequence[str | tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(label, one) if isinstance(one, str) else (label, *one) for one in each]


def _by_part(when: When, names: Sequence[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(key(part, *one) for part in calendar_parts(when) for one in names)


def visit_keys(one: ConsultationFeatures) -> BlockingKeys:
    """Return the keys by which a planned visit and the talks held on it find each other."""
    when, form = one.when, one.body.form
    if when is None or when.latest is None:
        return BlockingKeys()
    planned = one.body.status is ConsultationStatus.PLANNED and form is _FORM.VISIT
    held = one.body.status is ConsultationStatus.HELD and form is not _FORM.CALL
    if not planned and not held:
        return BlockingKeys()
    span = When.between(when.earliest, when.latest + _TALKS_LAG) if planned else when
    visit, talks = (
        frozenset(key(what, part, who) for part in calendar_parts(span) for who in one.people)
        for what in ("visit", "talks")
    )
    return BlockingKeys(visit, talks) if planned else BlockingKeys(talks, visit)


# -- Entities


_MATCHER = Matcher(
    "consultation", consultation_keys, compare_consultations, cannot_link_consultations
)


def find_consultations(
    claims: Sequence[ResolvedClaim],
    persons: Mapping[tuple[ClaimId, str], EntityId],
    components: UnionFind[ClaimId] | None = None,
) -> tuple[Entity, ...]:
    """Resolve the consultations in `claims` into events.

    `components` are given every pair that matches, also where no cluster came of it.
    """
    found = [
        consultation_features(claim, persons)
        for claim in sorted(claims, key=order_key)
        if claim.claim.kind == "consultation"
    ]
    matches = _unambiguous(found, _MATCHER.matches(found, components))
    entities = (
        entity_of("consultation", [found[at].claim for at in members], reasons)
        for members, reasons in _MATCHER.clusters(found, matches)
    )
    return tuple(sorted(entities, key=lambda entity: entity.id))


def _unambiguous(
    found: Sequence[ConsultationFeatures], matches: Mapping[Pair, Match]
) -> dict[Pair, Match]:
    """Drop the matches of a vaguely dated account that fits two different events."""
    fits: defaultdict[int, list[int]] = defaultdict(list)
    for a, b in matches:
        fits[a].append(b)
        fits[b].append(a)

    def fine(at: int) -> bool:
        when = found[at].when
        return when is not None and (when.width or _VAGUE) <= _FINE

    def ambiguous(at: int) -> bool:
        if fine(at):
            return False
        dated = [other for other in fits[at] if fine(other)]
        return any(_other_time(found[a], found[b]) for a, b in combinations(dated, 2))

    vague = {at for at in fits if ambiguous(at)}
    return {pair: match for pair, match in matches.items() if vague.isdisjoint(pair)}
