"""Meetings: one consultation announced, held and recalled in several reports is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import NamedTuple

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
from servanda.resolution.blocking import BlockingKeys, candidate_pairs, key
from servanda.resolution.claim_order import (
    calendar_parts,
    entity_id,
    in_order,
    order_key,
    reports_of,
    spread,
)
from servanda.resolution.content_words import content
from servanda.resolution.office_keys import office
from servanda.resolution.union_find import Clusters, UnionFind
from servanda.world.gazetteer import gazetteer

__all__ = [
    "FINE",
    "HALF",
    "VAGUE",
    "Gathering",
    "Match",
    "apart",
    "find_consultations",
    "gathering",
    "gathering_keys",
    "lands",
    "next_day",
    "same_gathering",
    "visit_keys",
]


_FORM = ConsultationForm
_ALIKE = (  # forms that reports use for one and the same occasion
    {_FORM.MEETING, _FORM.SUMMIT, _FORM.COURTESY, _FORM.MULTILATERAL},
    {_FORM.SUMMIT, _FORM.MULTILATERAL},
)
_SAT = frozenset(
    {_FORM.MEETING, _FORM.SUMMIT, _FORM.COURTESY, _FORM.MULTILATERAL, _FORM.TWO_PLUS_TWO}
)
# What two states hold together no more than once a day, so that nobody need be named.
_ONCE = frozenset(
    {_FORM.SUMMIT, _FORM.MULTILATERAL, _FORM.TWO_PLUS_TWO, _FORM.SIGNING, _FORM.PROTEST}
)
VAGUE = 100  # days: a wider interval says too little to tell two events apart
HALF = 184  # days: how vague a time may be where the same three parties or more meet in one land
FINE = 4  # days: up to here a time is as good as a day
_NEAR = timedelta(days=3)  # how long after an event an undated report of it appears
_AHEAD = timedelta(days=60)  # how far ahead of an event an undated plan for it is told


@dataclass(frozen=True, slots=True)
class Gathering:
    """A consultation claim with what decides whether another one tells of the same."""

    claim: ResolvedClaim
    body: Consultation
    people: frozenset[str]
    by_party: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]
    parties: frozenset[str]
    lands: frozenset[str]
    when: When | None
    stated: bool


class Match(NamedTuple):
    """How well two claims agree, 0 to 1, and why."""

    score: float
    why: str


def gathering(claim: ResolvedClaim, means: Mapping[tuple[ClaimId, str], EntityId]) -> Gathering:
    """Prepare a consultation claim for comparison. Raises TypeError for another kind."""
    body = claim.claim.body
    if not isinstance(body, Consultation):
        raise TypeError(claim.claim.kind)
    by_party: defaultdict[str, set[str]] = defaultdict(set)
    offices: defaultdict[str, set[str]] = defaultdict(set)
    people = set()
    for one in body.participants:
        who = means.get((claim.claim.id, one.name), fold(one.name))
        people.add(str(who))
        by_party[one.party or ""].add(str(who))
        known = office(one.office)
        if known and one.party:
            offices[one.party].add(known.key)
    parties = _members({*body.parties, *(p for p in by_party if p)})
    when = claim.time("when")
    return Gathering(
        claim,
        body,
        frozenset(people),
        {party: frozenset(names) for party, names in by_party.items()},
        {party: frozenset(keys) for party, keys in offices.items()},
        parties,
        lands(body),
        when or _reported(claim, body),
        when is not None,
    )


def lands(body: Consultation) -> frozenset[str]:
    """Return the states that a place can be in: "Norland and Sudmark" is in either."""
    found = {m.party for m in gazetteer().find(body.place or "") if m.party}
    return frozenset({*found, *([body.country] if body.country else [])})


def _members(parties: set[str]) -> frozenset[str]:
    """Name the members of a body of few in its place: it is they who meet."""
    known = gazetteer().members
    return frozenset(each for party in parties for each in known.get(party) or (party,))


def same_gathering(a: Gathering, b: Gathering) -> Match | None:
    """Say whether two claims of different reports tell of one event, how surely and why."""
    if apart(a, b) or a.when is None or b.when is None:
        return None
    widths = [w.when.width for w in (a, b) if w.when is not None]
    if any(w is None or w > (HALF if _many(a, b) and _place(a, b) else VAGUE) for w in widths):
        return None
    wide = max(w for w in widths if w is not None)
    who = _who(a, b)
    if who is None:
        return None
    score, why = who
    if wide <= FINE:
        score += 0.3
    elif score < 0.5 or not (a.body.form is b.body.form or _many(a, b)):
        return None
    elif not (a.stated and b.stated) and not _alike(a, b):
        return None  # a plan without a day is for anything in these weeks
    if not (a.stated and b.stated):
        score -= 0.2
    if a.body.form is b.body.form:
        score += 0.1
    if score < 0.5:
        return None
    day = a.when.narrowed(b.when)
    time = day.edtf if day else f"{a.when.edtf} and {b.when.edtf}, a day apart between time zones"
    return Match(min(score, 1.0), f"{why}; {a.body.form.value} on {time}")


def _alike(a: Gathering, b: Gathering) -> bool:
    return a.people == b.people or (a.parties == b.parties and _place(a, b))


def apart(a: Gathering, b: Gathering) -> bool:
    """Whether something says that two claims tell of different events."""
    if a.claim.claim.report == b.claim.claim.report:
        return True
    if not _forms_fit(a, b):
        return True
    if a.when and b.when and not a.when.meets(b.when) and not next_day(a, b):
        return True
    if _larger(a, b):
        return True
    if a.lands and b.lands and a.lands.isdisjoint(b.lands):
        return _FORM.CALL not in (a.body.form, b.body.form)
    return any(
        a.by_party[p].isdisjoint(b.by_party[p])
        for p in a.by_party.keys() & b.by_party.keys()
        if p and a.body.form is not _FORM.MULTILATERAL and not _many(a, b)
    )


def next_day(a: Gathering, b: Gathering) -> bool:
    """Two accounts of one event, dated in time zones half a world apart, may differ by a day."""
    if not (a.when and b.when and a.stated and b.stated and a.when.is_day and b.when.is_day):
        return False
    first, second = a.when.earliest, b.when.earliest
    if first is None or second is None or abs(first - second) > timedelta(days=1):
        return False
    return len(a.people) > 1 and a.people == b.people and a.body.form is b.body.form


def _reported(claim: ResolvedClaim, body: Consultation) -> When | None:
    """Date an event told without a date: news shortly before its report, a plan soon after it."""
    published = claim.published
    if published is None or spread(published) > FINE:
        return None
    first, last = published.earliest, published.latest
    if first is None or last is None:
        return None
    if body.status is ConsultationStatus.HELD:
        return When.between(first - _NEAR, last)
    return When.between(first, last + _AHEAD) if body.status is ConsultationStatus.PLANNED else None


def _forms_fit(a: Gathering, b: Gathering) -> bool:
    forms = {a.body.form, b.body.form}
    if len(forms) == 1 or any(forms <= alike for alike in _ALIKE):
        return True
    if not forms <= _SAT:
        return False
    both = a.people & b.people
    if len(both) > 2 or (len(both) > 1 and a.people == b.people):
        return True
    return any(  # two ministers of one state make a meeting a 2+2
        len(a.by_party.get(p, frozenset()) & b.by_party.get(p, frozenset())) > 1
        for p in a.by_party
        if p
    )


def _who(a: Gathering, b: Gathering) -> tuple[float, str] | None:
    both = a.people & b.people
    states = a.parties & b.parties
    enough = len(states) > 1 or not (a.parties and b.parties) or a.parties == b.parties
    within = a.people <= b.people or b.people <= a.people
    same = a.body.form is b.body.form
    if len(both) > 1:
        if _FORM.MULTILATERAL in (a.body.form, b.body.form) and not within and not same:
            return None
        if not (a.stated and b.stated) and not within:
            return None
        return 0.8, f"the same {len(both)} people"
    if both and enough and within and (same or _place(a, b)):
        return 0.6, "one of the people and the same states"
    if both and same and enough and _place(a, b):
        return 0.5, "one of the people, the same states and place"
    if not both and (not a.people or not b.people) and len(states) > 1 and (a.stated or b.stated):
        return _by_states(a, b) if same or _many(a, b) or _planned_so(a, b) else None
    return None


def _by_states(a: Gathering, b: Gathering) -> tuple[float, str] | None:
    """Match where one of the reports names nobody: only what states do together but once a day."""
    if not (a.parties <= b.parties or b.parties <= a.parties):
        return None
    equal = a.parties == b.parties
    if equal and len(a.parties) > 2 and _place(a, b):
        return 0.5, f"the same {len(a.parties)} parties and place"
    if a.body.form not in _ONCE:
        plain = not a.people and not b.people and _place(a, b)
        if equal and (plain or _planned_so(a, b)):
            return 0.4, "the same states and place" if plain else "the same states, as planned"
        return None
    return (0.5 if a.parties == b.parties else 0.3), "the same states"


def _many(a: Gathering, b: Gathering) -> bool:
    """Whether the same three parties or more meet: whatever a report calls that."""
    return len(a.parties) > 2 and a.parties == b.parties


def _planned_so(a: Gathering, b: Gathering) -> bool:
    """Whether one tells as held what the other announced for that very day, between two states."""
    status = {a.body.status, b.body.status}
    if status != {ConsultationStatus.HELD, ConsultationStatus.PLANNED} or len(a.parties) != 2:
        return False
    days = [one.when for one in (a, b) if one.stated and one.when and one.when.is_day]
    return len(days) == 2 and days[0].meets(days[1])


def _larger(a: Gathering, b: Gathering) -> bool:
    """Whether one is a meeting of two sides and the other one of many: two, though on one day."""
    for two, many in ((a, b), (b, a)):
        sides = {p for p in two.by_party if p}
        if two.body.form is _FORM.MULTILATERAL or len(sides) != 2 or len(two.parties) > 3:
            continue
        if len(two.people) > 1 and two.people == many.people:
            continue  # the very same people: the other states are talked about
        if len(many.parties) > 3 and many.parties != two.parties:
            return True
        others = {p for p in many.by_party if p}
        if two.parties == sides and many.body.form is _FORM.MULTILATERAL and len(others) > 2:
            return True
    return False


def _place(a: Gathering, b: Gathering) -> bool:
    if a.lands & b.lands:
        return True
    left, right = content(a.body.place or ""), content(b.body.place or "")
    return bool(left & right)


# -- The keys under which events are looked up: about when, and who met or which states


_AFTER = timedelta(days=3)  # how long after a visit the talks held on it may be dated


def gathering_keys(one: Gathering) -> BlockingKeys:
    """Return the keys by which another account of the same event is found.

    Two persons are enough; one, where the same two states meet or one account names no two; the
    states alone, where one account names nobody.
    """
    if one.when is None or (one.when.width or HALF + 1) > HALF:
        return BlockingKeys()
    people, sides = sorted(one.people), list(combinations(sorted(one.parties), 2))
    both: list[tuple[str, ...]] = [("two", *pair) for pair in combinations(people, 2)]
    both += [("one", person, *pair) for person in people for pair in sides]
    lone, anyhow = ([(word, person) for person in people] for word in ("lone", "any"))
    mute, said = ([(word, *pair) for pair in sides] for word in ("mute", "said"))
    alone = len(one.parties) < 2
    has = [*both, *(lone if alone else anyhow), *(said if people else mute)]
    seeks = [*both, *lone, *(anyhow if alone else ()), *mute, *(() if people else said)]
    parts = calendar_parts(one.when)
    return BlockingKeys(
        frozenset(key(part, *names) for part in parts for names in has),
        frozenset(key(part, *names) for part in parts for names in seeks),
    )


def visit_keys(one: Gathering) -> BlockingKeys:
    """Return the keys by which a visit that was planned finds the talks held on it, and they it."""
    when, form = one.when, one.body.form
    if when is None or when.latest is None:
        return BlockingKeys()
    planned = one.body.status is ConsultationStatus.PLANNED and form is ConsultationForm.VISIT
    held = one.body.status is ConsultationStatus.HELD and form is not ConsultationForm.CALL
    if not planned and not held:
        return BlockingKeys()
    parts = calendar_parts(When.between(when.earliest, when.latest + _AFTER) if planned else when)
    visit = frozenset(key("visit", part, who) for part in parts for who in one.people)
    talks = frozenset(key("talks", part, who) for part in parts for who in one.people)
    return BlockingKeys(visit, talks) if planned else BlockingKeys(talks, visit)


# -- Events: one consultation announced, held and recalled in several reports is one


def find_consultations(
    claims: Sequence[ResolvedClaim],
    means: Mapping[tuple[ClaimId, str], EntityId],
    components: UnionFind[ClaimId] | None = None,
) -> tuple[Entity, ...]:
    """Group the consultations in `claims` into events, surest matches first.

    Two claims of one report are never one event: a report tells an event once. `components` are
    given every match, also those that no cluster came of.
    """
    found = sorted((c for c in claims if c.claim.kind == "consultation"), key=order_key)
    told = [gathering(claim, means) for claim in found]
    pairs: list[tuple[float, int, int, str]] = []
    for a, b in candidate_pairs([gathering_keys(one) for one in told]):
        match = same_gathering(told[a], told[b])
        if match is not None:
            pairs.append((-match.score, a, b, match.why))
            if components is not None:
                components.union(told[a].claim.claim.id, told[b].claim.claim.id)
    pairs = _unambiguous(told, pairs)
    groups = Clusters(
        range(len(told)), lambda a, b: "two events" if apart(told[a], told[b]) else ""
    )
    for _, a, b, why in sorted(pairs):
        groups.merge(a, b, why)
    entities = []
    for members, reasons in groups.all():
        group = [told[i].claim for i in members]
        entities.append(
            Entity(
                entity_id("consultation", group),
                "consultation",
                in_order(group),
                reports_of(group),
                reasons=tuple(reasons),
            )
        )
    return tuple(sorted(entities, key=lambda t: t.id))


def _unambiguous(
    told: Sequence[Gathering], pairs: list[tuple[float, int, int, str]]
) -> list[tuple[float, int, int, str]]:
    """Drop what would tie a vague account to one of two events that it fits as well."""
    fits: defaultdict[int, list[int]] = defaultdict(list)
    for _, a, b, _ in pairs:
        fits[a].append(b)
        fits[b].append(a)

    def unclear(one: int) -> bool:
        when = told[one].when
        if when is not None and (when.width or VAGUE) <= FINE:
            return False
        fine = [i for i in fits[one] if (w := told[i].when) and (w.width or VAGUE) <= FINE]
        return any(_differ(told[i], told[j]) for i in fine for j in fine if i < j)

    vague = {one for one in fits if unclear(one)}
    return [p for p in pairs if p[1] not in vague and p[2] not in vague]


def _differ(a: Gathering, b: Gathering) -> bool:
    if a.when is None or b.when is None:
        return False
    return not a.when.meets(b.when) and not next_day(a, b)
