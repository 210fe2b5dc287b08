"""Responses: what answered an incident, by the words of the report that tells of both.

Likeness or nearness in time alone makes no response. A consultation, an assurance, a promise or a
quote responds where its own words name the incident; a consultation also where its report says
that those who met condemned, protested or discussed it; a report that tells of no consultation
where it condemns it itself: a statement.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servanda.model import (
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
from servanda.resolution.entity_words import Links, Told
from servanda.resolution.person_names import parse
from servanda.world.gazetteer import gazetteer

__all__ = ["find_responses"]


_SPOKEN = ("assurance", "commitment", "quote")
_KINDS = ("consultation", *_SPOKEN)
_NEXT = 400  # characters: a sentence or two
_ASIDE = (ConsultationForm.SIGNING, ConsultationForm.PROTEST)  # told of in passing, mostly
# What those who meet do about an incident, and what a statement on it does.
_ANSWER = re.compile(
    r"\b(?:condemn|denounc|deplor|protest|decr(?:y|ied)|object(?:ed|s)? to|criticiz|criticis|"
    r"lodg|demarch|rebuk|reject|oppos|warn|urg|call(?:s|ed|ing)? (?:on|for|out)|"
    r"(?:express|voic|shar|rais|convey|reiterat|registe?r)\w* [^.;]{0,40}\b"
    r"(?:concern|alarm|crisis|protest|outrage|opposition|support|solidarity|condolence|sympath))",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:discuss|consult|coordinat|exchang|compar|address|rais|took up|brief|spoke|talk|confer|"
    r"review|touched on|took stock)",
    re.IGNORECASE,
)
# "the two leaders", "they", "both ministers": those who met.
_THEY = re.compile(
    r"^[\"“']?(?:(?:\w+ ){0,5}?(?:meeting|call|talks|visit|conversation|discussions?),? )?(?:\w+, )?"
    r"(?:they\b|both\b|the (?:two|three|four)\b|the (?:\w+ ){0,2}(?:leaders|ministers|presidents|"
    r"secretaries|sides|advisers|advisors|officials|parties|heads|chiefs|counterparts)\b)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\b(?:following|after|in response to|in the wake of|over|about|on|regarding|concerning|against|"
    r"in view of|amid|because of|in light of|to protest)\b",
    re.IGNORECASE,
)


# A headline of a statement: "Statement by … on …".
_PAPER = re.compile(
    r"^\W*(?:(?:joint|press|official|\w+ (?:leaders|ministers)[’']?) )?"
    r"(?:statement|declaration|communiqu[eé]|protest)\b.*"
    r"\b(?:on|over|about|regarding|concerning|following|after)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Report:
    """What one report tells: its consultations in their order, and who has which claim."""

    talks: list[tuple[ResolvedClaim, Consultation]]
    spoken: list[ResolvedClaim]


def find_responses(entities: Sequence[Entity], claims: Told, links: Links) -> None:
    """Tie to each incident what answered it, with the words that say so as the reason."""
    home = {one: entity for entity in entities if entity.kind in _KINDS for one in entity.claims}
    by_report = _reports(claims)
    papers = {str(entity.id): entity for entity in entities if entity.kind == "report"}
    for incident in entities:
        if incident.kind != "incident":
            continue
        began = _began(incident, claims)
        for one in incident.claims:
            told = claims[one]
            if not isinstance(told.claim.body, Incident):
                continue
            answers: dict[EntityId, str] = {}
            for claim, why in _answers(told, by_report[told.claim.report]):
                other = home.get(claim.claim.id)
                if other is not None and _not_before(claim, began):
                    answers.setdefault(other.id, why)
            paper = papers.get(told.claim.report)
            if paper is not None and _not_before(told, began, published=True):
                met = any(home[one.claim.id].id in answers for one, _ in _talks(by_report, told))
                why = _statement(told, alone=not met)
                if why:
                    answers[paper.id] = why
            for identity, why in answers.items():
                if all(link.to != incident.id for link in links[identity]):
                    links[identity].add(Link(LinkType.RESPONDS_TO, incident.id, why))


def _talks(
    by_report: Mapping[str, _Report], claim: ResolvedClaim
) -> list[tuple[ResolvedClaim, Consultation]]:
    return by_report[claim.claim.report].talks


def _reports(claims: Told) -> Mapping[str, _Report]:
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
    """Go through what one report tells as an answer to the incident that it tells of."""
    for piece in incident.claim.evidence:
        for claim, body in report.talks:
            words = _shared(piece, claim)
            if words is not None and _names(words, incident, protest=_is_protest(body)):
                yield claim, f"told of in one sentence: “{_short(words)}”"
        for claim in report.spoken:
            words = _shared(piece, claim)
            if words is not None and _names(words, incident, protest=False):
                yield claim, f"said of it: “{_short(words)}”"
        for claim, body in report.talks:
            if _is_protest(body) and _next_to(piece, claim) and _against(incident, body, claim):
                yield claim, f"protested in the words after it: “{_short(_own(claim))}”"
        met = _those_who_met(piece, report)
        if met is not None:
            yield met, f"those who met took it up: “{_short(piece.exact)}”"


def _those_who_met(piece: Evidence, report: _Report) -> ResolvedClaim | None:
    """Return the consultation whose participants a sentence says took the incident up."""
    before = [pair for pair in report.talks if _start(pair[0]) < piece.start]
    if not (_ANSWER.search(piece.exact) or _TALK.search(piece.exact)):
        return None
    if _THEY.search(piece.exact):
        sat = [pair for pair in before if pair[1].form not in _ASIDE] or before
        return sat[-1][0] if sat else None
    for claim, body in reversed(before):
        names = {parse(one.name).words[-1] for one in body.participants if parse(one.name).words}
        opening = parse(piece.exact[:60]).words
        if names & set(opening):
            return claim
    return None


def _next_to(piece: Evidence, claim: ResolvedClaim) -> bool:
    """Whether a claim is told in the words that follow an incident's: "it took the matter up"."""
    return 0 <= _start(claim) - piece.end <= _NEXT


def _against(incident: ResolvedClaim, body: Consultation, claim: ResolvedClaim) -> bool:
    """Whether a protest is between the two sides of an incident, and not one of its actor's own."""
    act = incident.claim.body
    sides = {*body.parties, *(p.party for p in body.participants if p.party)}
    if not isinstance(act, Incident) or not {act.actor, act.target} <= sides:
        return False
    named = [mention.party for mention in gazetteer().find(_own(claim)) if mention.party]
    return not named or named[0] != act.actor


def _own(claim: ResolvedClaim) -> str:
    return claim.claim.evidence[0].exact


def _shared(piece: Evidence, claim: ResolvedClaim) -> str | None:
    """Return the words of a claim that stand within the incident's sentence, or hold it."""
    for own in claim.claim.evidence:
        if own.report == piece.report and own.start < piece.end and piece.start < own.end:
            return own.exact
    return None


def _names(words: str, incident: ResolvedClaim, *, protest: bool) -> bool:
    """Whether words name the incident: its act stands in them, led in by "over", "after" and such."""
    body = incident.claim.body
    if not isinstance(body, Incident):
        return False
    at = words.find(body.act)
    if at < 0:  # the act may be told by its verb: then only a protest in that sentence is an answer
        return protest
    before = words[:at]
    return bool(_FOLLOWING.search(before) or _ANSWER.search(before) or _TALK.search(before))


def _statement(incident: ResolvedClaim, *, alone: bool) -> str:
    """Say why a report is itself a statement on an incident; empty where it is none.

    One that tells of talks that took it up (not `alone`) is one only where its headline says so.
    """
    for piece in incident.claim.evidence:
        if _PAPER.search(piece.exact) or (alone and _ANSWER.search(piece.exact)):
            return f"a statement on it: “{_short(piece.exact)}”"
    return ""


def _is_protest(body: Consultation) -> bool:
    return body.form is ConsultationForm.PROTEST


def _began(incident: Entity, claims: Told) -> date | None:
    days = [w.earliest for one in incident.claims if (w := claims[one].time("when")) is not None]
    return min((day for day in days if day), default=None)


def _not_before(claim: ResolvedClaim, began: date | None, *, published: bool = False) -> bool:
    """Whether something may have been after the incident began; without days, it may."""
    when = None if published else claim.time("when")
    when = when or dated(claim.published)
    return began is None or when is None or when.latest is None or when.latest >= began


def _start(claim: ResolvedClaim) -> int:
    return claim.claim.evidence[0].start


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 160 else f"{words[:159].rpartition(' ')[0]} …"
