"""Why: from any id back to the words, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from servanda.analysis.answers import WhyStep
from servanda.analysis.claim_conflicts import conflicts
from servanda.analysis.commitment_board import history
from servanda.analysis.decision_words import judged_claim, judged_entity
from servanda.analysis.descriptions import claim_line, entity_line
from servanda.model import ClaimId, Dating, Entity, Report, ResolvedClaim
from servanda.model.time_words import day as day_words
from servanda.model.time_words import said
from servanda.resolution import Resolution

__all__ = ["earlier", "why"]


def why(
    resolution: Resolution, reports: Sequence[Report], identity: str, *, today: date | None = None
) -> tuple[WhyStep, ...]:
    """Explain a claim, an entity or a report (by id or name); empty where nothing has that id.

    With `today`, a commitment's explanation ends in its status on that day.
    """
    by_id = {report.id: report for report in reports}
    for report in reports:
        if identity in (report.id, report.name):
            return tuple(_report(resolution, report))
    claim = resolution.claims.get(ClaimId(identity))
    if claim is not None:
        return tuple(_claim(resolution, claim, by_id.get(claim.claim.report)))
    entity = resolution.entity(identity)
    if entity is None:
        return ()
    return tuple(_entity(resolution, entity, by_id, today))


def earlier(
    report: Report, held: Sequence[tuple[Dating, datetime, datetime | None]]
) -> tuple[WhyStep, ...]:
    """Tell which dates the record held of a report before the one it holds now, the oldest first.

    `held` has each dating with when it was recorded and superseded, as `Record.datings` gives them.
    """
    return tuple(
        WhyStep(
            "dated",
            f"until {day_words(superseded)} the record said {said(dating.when, 'not known')} "
            f"({dating.basis.value})",
            report.name,
            report.id,
        )
        for dating, _, superseded in held
        if superseded is not None
    )


def _report(resolution: Resolution, report: Report) -> Iterator[WhyStep]:
    yield WhyStep("report", report.title or report.name, report.name, report.id)
    yield from _dated(report)
    if not report.relevant:
        yield WhyStep("rule", report.irrelevant_because or "not about states", report.name)
    for copy in resolution.copies:
        if copy.report == report.name and copy.of != copy.report:
            yield WhyStep("same", f"carries the story of {copy.of}", copy.of)
            yield from (WhyStep("same", reason, report.name) for reason in copy.reasons)


def _dated(report: Report) -> Iterator[WhyStep]:
    dating = report.dating
    when = said(dating.when, "not known")
    yield WhyStep("dated", f"published {when} ({dating.basis.value})", report.name, report.id)
    yield from (WhyStep("dated", reason, report.name) for reason in dating.reasons)
    for conflict in dating.conflicts:
        yield WhyStep("dated", f"in conflict: {conflict}", report.name)


def _claim(
    resolution: Resolution, claim: ResolvedClaim, report: Report | None
) -> Iterator[WhyStep]:
    one = claim.claim
    yield WhyStep("claim", f"{one.kind}: {claim_line(claim)}", claim.source, one.id)
    yield from _words(claim, report)
    yield WhyStep("rule", f"{one.rule}, confidence {one.confidence:.2f}", claim.source)
    yield from judged_claim(claim)
    yield from _times(claim)
    if report is not None:
        yield WhyStep("report", report.title or report.name, report.name, report.id)
        yield from _dated(report)
    for entity in resolution.entities:
        if one.id in entity.claims and entity.kind != "report":
            text = f"tells of the {entity.kind} {entity_line(resolution, entity)}"
            yield WhyStep("entity", text, None, entity.id)


def _times(claim: ResolvedClaim) -> Iterator[WhyStep]:
    known = dict(claim.times)
    for slot, when in claim.times:
        text = f"{slot}: {said(when)} ({when.precision.value}, {when.basis.value})"
        yield WhyStep("time", text, claim.source)
    for slot, reason in claim.reasons:
        name = slot if slot in known else f"{slot}, not known to the day"
        yield WhyStep("time", f"{name}: {reason}", claim.source)


def _words(claim: ResolvedClaim, report: Report | None) -> Iterator[WhyStep]:
    for piece in claim.claim.evidence:
        page = None if report is None else report.text.page(piece.start)
        place = f"{piece.start}–{piece.end}" + ("" if page is None else f", page {page}")
        text = f"“{piece.exact}” ({place})"
        yield WhyStep("words", text, claim.source, claim.claim.id)


def _entity(
    resolution: Resolution, entity: Entity, by_id: dict[str, Report], today: date | None
) -> Iterator[WhyStep]:
    yield WhyStep("entity", f"{entity.kind}: {entity_line(resolution, entity)}", None, entity.id)
    count = resolution.independent(entity.reports)
    text = f"{len(entity.reports)} reports, {count} of them independent"
    if len(entity.reports) > 1:
        yield WhyStep("same", text, None, entity.id)
    yield from (WhyStep("same", reason, None, entity.id) for reason in entity.reasons)
    yield from judged_entity(resolution, entity)
    dated: set[str] = set()
    for claim in resolution.claims_of(entity):
        one = claim.claim
        yield WhyStep("claim", f"{one.kind}: {claim_line(claim)}", claim.source, one.id)
        yield from _words(claim, by_id.get(claim.claim.report))
        yield WhyStep("rule", f"{one.rule}, confidence {one.confidence:.2f}", claim.source)
        yield from judged_claim(claim)
        yield from _times(claim)
        report = by_id.get(one.report)
        if report is not None and report.id not in dated:
            dated.add(report.id)
            yield from _dated(report)
    for conflict in conflicts(resolution, entity):
        text = f"the reports differ in the {conflict.about}: {conflict.mentions}"
        yield WhyStep("conflict", text, None, entity.id)
    yield from _links(resolution, entity)
    if entity.kind == "commitment" and today is not None:
        yield from _status(resolution, entity, today)


def _links(resolution: Resolution, entity: Entity) -> Iterator[WhyStep]:
    for link in entity.links:
        yield WhyStep("link", f"{link.type.value}: {link.why}", None, link.to)
    for other in resolution.backlinks.get(entity.id, ()):
        for link in other.links:
            if link.to == entity.id:
                text = f"{link.type.value}, by {entity_line(resolution, other)}: {link.why}"
                yield WhyStep("link", text, None, other.id)


def _status(resolution: Resolution, entity: Entity, today: date) -> Iterator[WhyStep]:
    row = history(resolution, entity, today=today)
    for step in row.history:
        on = said(step.on, "undated")
        yield WhyStep("status", f"{on}: {step.why}", step.report or None, step.claim)
    yield WhyStep("status", f"{row.status.value} on {day_words(today)}: {row.why}", None)
