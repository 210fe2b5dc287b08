"""Responses: what answered an incident, by the words of the report that has both.

Similar words or nearness in time alone make no response. A consultation, an assurance, a commitment
or a quote responds where its own words name the incident; a consultation also where its report says
that those who met condemned, protested or discussed it; a report without a consultation where
it condemns it itself: a statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.data_tables import one_of
from servanda.model import (
    ClaimId,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Entity,
    EntityId,
    Evidence,
    Incident,
    Link,
    LinkType,
    ResolvedClaim,
)
from servanda.resolution.claim_order import dated
from servanda.resolution.links import with_links
from servanda.resolution.person_names import parse
from servanda.world.gazetteer import gazetteer

__all__ = ["link_responses"]


_SPOKEN = ("assurance", "commitment", "quote")
_KINDS = ("consultation", *_SPOKEN)
_NEXT = 400  # characters: a sentence or two
_OPENING = 60  # characters of a sentence that name who does something
_LONGEST = 160  # characters of a sentence that are quoted as a reason
_ASIDE = (ConsultationForm.SIGNING, ConsultationForm.PROTEST)  # mentioned in passing, mostly


_ANSWERING = one_of("resolution", "answering")
_EXPRESSING, _FEELINGS = one_of("resolution", "expressing"), one_of("resolution", "feelings")
_DISCUSSING = one_of("resolution", "discussing")
_OCCASIONS, _ATTENDEES = one_of("resolution", "occasions"), one_of("resolution", "attendees")
_LED_IN_BY = one_of("resolution", "led_in_by")
_STATEMENTS, _TOPIC = one_of("resolution", "statement"), one_of("resolution", "topic")

# What those who meet do about an incident, and what a statement on it does.
_ANSWER = re.compile(
    rf"\b(?:{_ANSWERING}|{_EXPRESSING}\w* [^.;]{{0,40}}\b{_FEELINGS})", re.IGNORECASE
)
_TALK = re.compile(rf"\b{_DISCUSSING}", re.IGNORECASE)
# "the two leaders", "they", "both ministers": those who met.
_THEY = re.compile(
    rf"^[\"“']?(?:(?:\w+ ){{0,5}}?{_OCCASIONS},? )?(?:\w+, )?"
    rf"(?:they\b|both\b|the (?:two|three|four)\b|the (?:\w+ ){{0,2}}{_ATTENDEES}\b)",
    re.IGNORECASE,
)
_LED_IN = re.compile(rf"\b{_LED_IN_BY}\b", re.IGNORECASE)
# The headline of a statement: "Statement by … on …".
_STATEMENT = re.compile(
    r"^\W*(?:(?:joint|press|official|\w+ (?:leaders|ministers)[’']?) )?"
    rf"{_STATEMENTS}\b.*\b{_TOPIC}\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Report:
    """What one report has, in its order: the consultations held, and what was said."""

    talks: list[tuple[ResolvedClaim, Consultation]]
    spoken: list[ResolvedClaim]


def link_responses(
    entities: Sequence[Entity], claims: Mapping[ClaimId, ResolvedClaim]
) -> tuple[Entity, ...]:
    """Link to each incident what answered it, with the words that say so as the reason.

    An entity that is linked to the incident already gets no second link.
    """
    home = {one: entity for entity in entities if entity.kind in _KINDS for one in entity.claims}
    statements = {str(entity.id): entity for entity in entities if entity.kind == "report"}
    linked = {(entity.id, link.to) for entity in entities for link in entity.links}
    by_report = _reports(claims)
    links: defaultdict[EntityId, set[Link]] = defaultdict(set)
    for incident in entities:
        if incident.kind != "incident":
            continue
        began = _first_day(incident, claims)
        for one in incident.claims:
            report = by_report[claims[one].claim.report]
            found = _answering(claims[one], began, report, home)
            statement = statements.get(claims[one].claim.report)
            if statement is not None:
                met = any(home[talks.claim.id].id in found for talks, _ in report.talks)
                found |= _own_statement(claims[one], began, statement.id, met=met)
            for identity, why in found.items():
                if (identity, incident.id) not in linked:
                    linked.add((identity, incident.id))
                    links[identity].add(Link(LinkType.RESPONDS_TO, incident.id, why))
    return with_links(entities, links)


def _answering(
    incident: ResolvedClaim,
    began: date | None,
    report: _Report,
    home: Mapping[ClaimId, Entity],
) -> dict[EntityId, str]:
    """Return the entities that answer an incident by the words of one report, and why."""
    found: dict[EntityId, str] = {}
    for claim, why in _answers(incident, report):
        other = home.get(claim.claim.id)
        if other is not None and _not_before(claim, began):
            found.setdefault(other.id, why)
    return found


def _own_statement(
    incident: ResolvedClaim, began: date | None, statement: EntityId, *, met: bool
) -> dict[EntityId, str]:
    """Return a report's own entity where the report itself is a statement on an incident.

    One with talks that took it up (`met`) is a statement only where its headline says so.
    """
    if _not_before(incident, began, published=True):
        for piece in incident.claim.evidence:
            if _STATEMENT.search(piece.exact) or (not met and _ANSWER.search(piece.exact)):
                return {statement: f"a statement on it: “{_shortened(piece.exact)}”"}
    return {}


def _reports(claims: Mapping[ClaimId, ResolvedClaim]) -> Mapping[str, _Report]:
    found: defaultdict[str, _Report] = defaultdict(lambda: _Report([], []))
    for claim in claims.values():
        body = claim.claim.body
        if isinstance(body, Consultation):
            if body.status is ConsultationStatus.HELD:
                found[claim.claim.report].talks.append((claim, body))
        elif claim.claim.kind in _SPOKEN:
            found[claim.claim.report].spoken.append(claim)
    for report in found.values():
        report.talks.sort(key=lambda pair: (_start(pair[0]), pair[0].claim.id))
        report.spoken.sort(key=lambda claim: (_start(claim), claim.claim.id))
    return found


def _answers(incident: ResolvedClaim, report: _Report) -> Iterator[tuple[ResolvedClaim, str]]:
    """Go through the claims of a report that answer an incident in it, with the reasons."""
    for piece in incident.claim.evidence:
        for claim, body in report.talks:
            words = _overlapping(piece, claim)
            if words is not None and _names(words, incident, protest=_is_protest(body)):
                yield claim, f"told of in one sentence: “{_shortened(words)}”"
        for claim in report.spoken:
            words = _overlapping(piece, claim)
            if words is not None and _names(words, incident, protest=False):
                yield claim, f"said of it: “{_shortened(words)}”"
        for claim, body in report.talks:
            if _is_protest(body) and _follows(piece, claim) and _against(incident, body, claim):
                yield claim, f"protested in the words after it: “{_shortened(_words(claim))}”"
        met = _those_who_met(piece, report)
        if met is not None:
            yield met, f"those who met took it up: “{_shortened(piece.exact)}”"


def _those_who_met(piece: Evidence, report: _Report) -> ResolvedClaim | None:
    """Return the consultation whose participants a sentence says took the incident up."""
    if not (_ANSWER.search(piece.exact) or _TALK.search(piece.exact)):
        return None
    before = [pair for pair in report.talks if _start(pair[0]) < piece.start]
    if _THEY.search(piece.exact):
        main = [pair for pair in before if pair[1].form not in _ASIDE] or before
        return main[-1][0] if main else None
    opening = set(parse(piece.exact[:_OPENING]).words)
    return next(
        (claim for claim, body in reversed(before) if _surnames(body) & opening),
        None,
    )


def _surnames(body: Consultation) -> set[str]:
    return {words[-1] for one in body.participants if (words := parse(one.name).words)}


def _follows(piece: Evidence, claim: ResolvedClaim) -> bool:
    """Whether a claim stands in the words that follow an incident's: "it took the matter up"."""
    return 0 <= _start(claim) - piece.end <= _NEXT


def _against(incident: ResolvedClaim, body: Consultation, claim: ResolvedClaim) -> bool:
    """Whether a protest is between the two sides of an incident, and not one of its actor's own."""
    act = incident.claim.body
    sides = {*body.parties, *(p.party for p in body.participants if p.party)}
    if not isinstance(act, Incident) or not {act.actor, act.target} <= sides:
        return False
    named = [mention.party for mention in gazetteer().find(_words(claim)) if mention.party]
    return not named or named[0] != act.actor


def _words(claim: ResolvedClaim) -> str:
    return claim.claim.evidence[0].exact


def _overlapping(piece: Evidence, claim: ResolvedClaim) -> str | None:
    """Return the words of a claim that stand within the incident's sentence, or hold it."""
    for own in claim.claim.evidence:
        if own.report == piece.report and own.start < piece.end and piece.start < own.end:
            return own.exact
    return None


def _names(words: str, incident: ResolvedClaim, *, protest: bool) -> bool:
    """Whether words name the incident: they hold its act, led in by "over", "after" and such."""
    body = incident.claim.body
    if not isinstance(body, Incident):
        return False
    at = words.find(body.act)
    if at < 0:  # a verb may stand for the act: then only a protest in that sentence is an answer
        return protest
    before = words[:at]
    return bool(_LED_IN.search(before) or _ANSWER.search(before) or _TALK.search(before))


def _is_protest(body: Consultation) -> bool:
    return body.form is ConsultationForm.PROTEST


def _first_day(incident: Entity, claims: Mapping[ClaimId, ResolvedClaim]) -> date | None:
    days = [w.earliest for one in incident.claims if (w := claims[one].time("when")) is not None]
    return min((day for day in days if day), default=None)


def _not_before(claim: ResolvedClaim, began: date | None, *, published: bool = False) -> bool:
    """Whether something may have been after the incident began; without days, it may."""
    when = None if published else claim.time("when")
    when = when or dated(claim.published)
    return began is None or when is None or when.latest is None or when.latest >= began


def _start(claim: ResolvedClaim) -> int:
    return claim.claim.evidence[0].start


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rpartition(' ')[0]} …"
