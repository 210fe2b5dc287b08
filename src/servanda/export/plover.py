"""Event data in PLOVER: who did what to whom, when, in what manner, in what context.

An announced meeting is AGREE, a held one CONSULT, a cancelled one REJECT; promises to another are
AGREE, standing words of support SUPPORT, incidents MOBILIZE, COERCE or ASSAULT.

The categories, modes, contexts, quad categories and scores are those of the PLOVER codebook (Open
Event Data Alliance, 2021, "PLOVER: Political Language Ontology for Verifiable Event Records"); they
stand in `data/plover_*.tsv`. `docs/reference/formats.md` says how we read it where it leaves a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from servanda.analysis.descriptions import best_time
from servanda.data_tables import rows
from servanda.export.scope import Scope
from servanda.model import (
    Assurance,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Entity,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    ResolvedClaim,
    When,
)
from servanda.resolution.claim_order import dated
from servanda.resolution.content_words import content, stem
from servanda.resolution.office_keys import office
from servanda.world.country_codes import alpha3_of

__all__ = ["Event", "alpha3", "contexts", "events", "incidents", "quads", "scores"]


_FORM, _STATUS = ConsultationForm, ConsultationStatus
_LONG_AGO = timedelta(days=365)  # an event that is so much older than its report is history
_BILATERAL = 2
_BODIES = {"UN": "UNO", "EU": "EUR"}  # the two organisations with a code of their own
_NO_CODE = re.compile("[A-Z]{2}$")  # written like a state's code, and no state's

Entities = tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `actors` and `recipients` are PLOVER's entity objects; `link` is our entity's id.

    `when` is the event's time as far as it is known, `auxiliary` the codebook's auxiliary modes:
    future, historical, hypothetical, negation.
    """

    link: str
    category: str
    when: When
    actors: Entities
    claims: tuple[ResolvedClaim, ...]
    recipients: Entities = ()
    mode: str | None = None
    context: tuple[str, ...] = ()
    auxiliary: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    comment: str = ""

    @property
    def id(self) -> str:
        """The event's id: that of our entity, and the category."""
        return f"{self.link}-{self.category.lower()}"

    @property
    def first(self) -> date:
        """The first day it can have been."""
        found = self.when.earliest or self.when.latest
        assert found is not None
        return found

    @property
    def last(self) -> date:
        """The last day it can have been."""
        return self.when.latest or self.first


def events(scope: Scope) -> Iterator[Event]:
    """Make the events of the record, by kind and id; an entity without any date has none."""
    made = {
        "consultation": _consultations,
        "commitment": _commitments,
        "assurance": _assurances,
        "incident": _incidents,
        "omission": _omissions,
    }
    for entity, _ in scope.entities(*made):
        claims = scope.resolution.claims_of(entity)
        for event in made[entity.kind](scope, entity, claims):
            if event.actors:
                yield event


def _consultations(
    scope: Scope, entity: Entity, claims: Sequence[ResolvedClaim]
) -> Iterator[Event]:
    by = {status: [one for one in claims if _consult(one).status is status] for status in _STATUS}
    ahead = (*by[_STATUS.PLANNED], *by[_STATUS.PROPOSED])
    if ahead and (when := _published(ahead)) is not None:
        unsure = () if by[_STATUS.PLANNED] else ("hypothetical",)
        yield _meeting(scope, entity, ahead, when, "AGREE", auxiliary=("future", *unsure))
    if (gone := by[_STATUS.CANCELLED]) and (when := _published(gone)) is not None:
        yield _meeting(scope, entity, gone, when, "REJECT", mode="meet")
    held = by[_STATUS.HELD]
    if held and (when := _happened(held)) is not None:
        yield _meeting(scope, entity, held, when, None, comment=_by_report(held))


def _meeting(
    scope: Scope,
    entity: Entity,
    claims: Sequence[ResolvedClaim],
    when: When,
    category: str | None,
    *,
    mode: str | None = None,
    auxiliary: tuple[str, ...] = (),
    comment: str = "",
) -> Event:
    """Make one event of a consultation; without a category, the one that its form has when held."""
    country = _first(claims, "country")
    actors = _entities(scope, claims)
    manner = _manner(claims, actors, country)
    return _made(
        entity,
        category or manner.category,
        when,
        manner.actors,
        claims,
        recipients=manner.recipients,
        mode=mode if category else manner.mode,
        auxiliary=auxiliary,
        place=_first(claims, "place"),
        country=country,
        comment=comment,
    )


def _happened(claims: Sequence[ResolvedClaim]) -> When | None:
    """Return when something happened; where that is not known, when its first report appeared."""
    when = best_time(claims)
    return when if when is not None and _bounded(when) else _published(claims)


def _by_report(claims: Sequence[ResolvedClaim]) -> str:
    when = best_time(claims)
    return "" if when is not None and _bounded(when) else "dated by its report"


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a consultation was held: category, mode, who acted and on whom."""

    category: str
    mode: str | None
    actors: Entities
    recipients: Entities = ()


# The first form that a consultation has decides. Which side protested is not recorded: both act.
_BY_FORM = {
    _FORM.PROTEST: ("ACCUSE", "disapprove"),
    _FORM.SIGNING: ("SUPPORT", None),
    _FORM.CALL: ("CONSULT", "phone"),
    _FORM.MULTILATERAL: ("CONSULT", "multilateral"),
}


def _manner(held: Sequence[ResolvedClaim], actors: Entities, country: str | None) -> _Manner:
    """Say which category and mode a held consultation has, and who acted on whom."""
    forms = {_consult(one).form for one in held}
    codes = {one["code"] for one in actors}
    form = next((form for form in _BY_FORM if form in forms), None)
    if form is not None:
        return _Manner(*_BY_FORM[form], actors)
    if len(codes) > _BILATERAL:
        return _Manner("CONSULT", "multilateral", actors)
    host = alpha3(country) if country else None
    if host is None:
        return _Manner("CONSULT", None, actors)
    if forms & {_FORM.VISIT, _FORM.COURTESY}:
        return _visit(actors, host)
    elsewhere = len(codes) > 1 and host not in codes
    return _Manner("CONSULT", "third-party" if elsewhere else None, actors)


def _visit(actors: Entities, host: str) -> _Manner:
    """Make the guests act on their hosts; where nobody is named for the host, its state stands in."""
    guests = tuple(one for one in actors if one["code"] != host)
    hosts = tuple(one for one in actors if one["code"] == host)
    return _Manner(
        "CONSULT", "visit", guests or actors, hosts or ({"code": host, "sector": "GOV"},)
    )


def _commitments(_: Scope, entity: Entity, claims: Sequence[ResolvedClaim]) -> Iterator[Event]:
    """Make one event of a promise that binds or benefits more than one party.

    A plan of one state for itself is no interaction and has no place in PLOVER, nor has a promise
    that is only reported as done.
    """
    bodies = [one.claim.body for one in claims if isinstance(one.claim.body, Commitment)]
    obligors, others = _bound_and_benefiting(bodies)
    when = (
        best_time(claims, "made") if any(one.time("made") for one in claims) else _published(claims)
    )
    done = all(body.modality is Modality.FULFILLED for body in bodies)
    if done or when is None or not _bounded(when) or len(obligors) + len(others) < _BILATERAL:
        return
    yield _made(
        entity,
        "AGREE",
        when,
        _codes(obligors),
        claims,
        recipients=_codes(others),
        auxiliary=("future", "hypothetical") if _unsure(bodies) else ("future",),
        words=" ".join(body.what for body in bodies),
    )


def _bound_and_benefiting(bodies: Sequence[Commitment]) -> tuple[list[str], list[str]]:
    obligors = {code for body in bodies for code in body.obligors}
    others = {body.beneficiary for body in bodies if body.beneficiary} - obligors
    return sorted(obligors), sorted(others)


def _unsure(bodies: Sequence[Commitment]) -> bool:
    """Whether a promise hangs on a condition, or is everywhere only considered."""
    conditional = any(body.condition for body in bodies)
    return conditional or all(body.modality is Modality.CONSIDERING for body in bodies)


def _assurances(_: Scope, entity: Entity, claims: Sequence[ResolvedClaim]) -> Iterator[Event]:
    bodies = [one.claim.body for one in claims if isinstance(one.claim.body, Assurance)]
    when = _published(claims)
    if when is not None:
        codes = sorted({code for body in bodies for code in body.parties})
        words = " ".join(f"{body.about} {body.wording}" for body in bodies)
        yield _made(entity, "SUPPORT", when, _codes(codes), claims, words=words)


def _incidents(_: Scope, entity: Entity, claims: Sequence[ResolvedClaim]) -> Iterator[Event]:
    sorts = (one.claim.rule.partition(".")[2] for one in claims)
    found = next((incidents()[sort] for sort in sorts if sort in incidents()), None)
    when = _happened(claims)
    if found is None or when is None:
        return
    bodies = [one.claim.body for one in claims if isinstance(one.claim.body, Incident)]
    actors = _codes(sorted({body.actor for body in bodies if body.actor}))
    hit = _codes(sorted({body.target for body in bodies if body.target}))
    category, mode = found
    yield _made(
        entity,
        category,
        when,
        actors,
        claims,
        recipients=hit,
        mode=mode,
        place=next((body.place for body in bodies if body.place), None),
        comment=_by_report(claims),
        words=" ".join(body.act for body in bodies),
    )


def _omissions(scope: Scope, entity: Entity, claims: Sequence[ResolvedClaim]) -> Iterator[Event]:
    """Make one event of what a report says was not agreed: AGREE, negated."""
    bodies = [one.claim.body for one in claims if isinstance(one.claim.body, Omission)]
    when = _published(claims)
    if when is None or any(body.sort is not OmissionSort.NOT_AGREED for body in bodies):
        return
    named = {body.who: one.claim.id for one, body in zip(claims, bodies, strict=True) if body.who}
    codes = {_party(scope, claim, who) for who, claim in named.items()}
    actors = _codes(sorted(code for code in codes if code))
    words = " ".join(body.what for body in bodies)
    yield _made(entity, "AGREE", when, actors, claims, auxiliary=("negation",), words=words)


def _party(scope: Scope, claim: Any, who: str) -> str | None:
    if alpha3(who) is not None and who.isupper():
        return who
    person = scope.resolution.people.get((claim, who))
    return next((s.party for s in scope.resolution.offices if person and s.person == person), None)


def _made(
    entity: Entity,
    category: str,
    when: When,
    actors: Entities,
    claims: Sequence[ResolvedClaim],
    *,
    words: str = "",
    auxiliary: tuple[str, ...] = (),
    **more: Any,
) -> Event:
    offices = [p.office for one in claims for p in getattr(one.claim.body, "participants", ())]
    published = _published(claims)
    if published is not None and when.latest is not None and category not in ("AGREE", "REJECT"):
        first = published.earliest
        if dated(published) and first is not None and first - when.latest > _LONG_AGO:
            auxiliary = (*auxiliary, "historical")
    return Event(
        entity.id,
        category,
        when,
        actors,
        tuple(claims),
        context=tuple(contexts(offices, words)),
        auxiliary=auxiliary,
        **more,
    )


def _consult(one: ResolvedClaim) -> Consultation:
    body = one.claim.body
    assert isinstance(body, Consultation)
    return body


def _first(claims: Iterable[ResolvedClaim], name: str) -> str | None:
    return next((value for one in claims if (value := getattr(one.claim.body, name))), None)


def _published(claims: Iterable[ResolvedClaim]) -> When | None:
    """Return when the first report appeared; None where no report has a date with both ends."""
    found = [one.published for one in claims if one.published and _bounded(one.published)]
    return min(found, key=lambda when: (when.latest or date.max, when.edtf), default=None)


def _bounded(when: When) -> bool:
    return when.earliest is not None and when.latest is not None


def _codes(parties: Iterable[str]) -> Entities:
    found = ((party, alpha3(party)) for party in parties)
    return tuple(
        {"code": code, **({"entity_text": party} if code == "IGO" else {})}
        for party, code in found
        if code is not None
    )


def _entities(scope: Scope, claims: Iterable[ResolvedClaim]) -> Entities:
    """List who took part: persons by their fullest name, and parties for which no person is named."""
    people: dict[str, dict[str, str]] = {}
    parties: dict[str, None] = {}
    for one in claims:
        body = _consult(one)
        parties.update(dict.fromkeys(body.parties))
        for person in body.participants:
            code = alpha3(person.party) if person.party else None
            who = scope.resolution.people.get((one.claim.id, person.name))
            key = str(who or person.name)
            entity = people.setdefault(key, {})
            if code is not None:
                entity.setdefault("code", code)
            entity.setdefault("sector", "GOV")
            entity.setdefault("entity_text", scope.resolution.names[who] if who else person.name)
            if person.office:
                entity.setdefault("office", person.office)
    named = [entity for entity in people.values() if "code" in entity]
    codes = {entity["code"] for entity in named}
    rest = [{**each, "sector": "GOV"} for each in _codes(sorted(parties))]
    found = [*named, *(each for each in rest if each["code"] not in codes)]
    return tuple(sorted(found, key=lambda each: (each["code"], each.get("entity_text", ""))))


# -- the vocabulary --------------------------------------------------------------------------


@cache
def quads() -> Mapping[str, tuple[int, str]]:
    """Return the number and the name of each category's quad category."""
    return {
        name: (int(number), quad)
        for name, _, number, quad, _ in rows("export", "plover_categories", 5)
    }


@cache
def scores() -> Mapping[tuple[str, str | None], float]:
    """Return where a category and its mode stand on the scale from conflict (-10) to cooperation (+10)."""
    return {
        (name, mode or None): float(score)
        for name, mode, _, _, score in rows("export", "plover_categories", 5)
        if score
    }


@cache
def incidents() -> Mapping[str, tuple[str, str | None]]:
    """Return category and mode by the class of incident, as readers classify them."""
    return {
        each: (name, mode or None) for each, name, mode in rows("export", "plover_incidents", 3)
    }


def alpha3(party: str) -> str | None:
    """Give a party's code in PLOVER: ISO 3166-1 alpha-3, UNO, EUR, IGO; None where it has none."""
    return _BODIES.get(party) or alpha3_of(party) or (None if _NO_CODE.match(party) else "IGO")


def contexts(offices: Iterable[str | None], words: str) -> list[str]:
    """List the contexts that offices and words point to, in alphabetical order; there may be none."""
    keys = {known.key for one in offices if (known := office(one)) is not None}
    keys |= {key.split(":")[0] for key in keys if key.startswith("ambassador")}
    found = content(words)
    return sorted(name for name, bringing, stems in _contexts() if keys & bringing or found & stems)


@cache
def _contexts() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    return tuple(
        (name, frozenset(offices.split()), frozenset(map(stem, words.split())))
        for name, offices, words in rows("export", "plover_contexts", 3)
    )
