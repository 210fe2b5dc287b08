"""Find what an id on the command line means: whole or its beginning, of a claim or of an entity."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.errors import NotFoundError, UsageError
from servanda.record_answers import completed

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Claim, ClaimId, Entity, Report

__all__ = ["claims_of", "completed", "entity_of", "kind_of", "report_of", "whole"]


_SEE = "see: servanda show KIND"


def whole(access: RecordAccess, identity: str) -> str:
    """Complete the beginning of the id of a claim, an entity or a report in view."""
    known: set[str] = {entity.id for entity in access.resolution.entities} | set(
        access.resolution.claims
    )
    return completed(identity, known | {report.id for report in access.reports})


def entity_of(access: RecordAccess, identity: str) -> Entity:
    """Find an entity by its id, or the one that a claim's id belongs to.

    Raises NotFoundError where there is none.
    """
    entity = access.resolution.entity(whole(access, identity))
    if entity is None:
        raise NotFoundError(identity, "nothing in the record has that id", _SEE)
    return entity


def claims_of(access: RecordAccess, identity: str) -> tuple[ClaimId, ...]:
    """Return the claims that an id stands for: the claim itself, or the claims of an entity.

    A rejected claim is still found by its id. Raises NotFoundError where there is nothing,
    UsageError for an entity that has claims of many kinds.
    """
    from servanda.cli.record_access import RecordAccess
    from servanda.model import ClaimId

    full = whole(access, identity)
    if full in access.resolution.claims:
        return (ClaimId(full),)
    entity = next((one for one in access.resolution.entities if one.id == full), None)
    if entity is None:
        if access.settings.judged == "all":
            raise NotFoundError(identity, "nothing in the record has that id", _SEE)
        return claims_of(
            RecordAccess(access.record, replace(access.settings, judged="all")), identity
        )
    if entity.kind in ("person", "office", "report"):
        reason = f"this is a {entity.kind}, which has claims of many kinds"
        raise UsageError(identity, reason, f"name a claim or another entity; {_SEE}")
    return entity.claims


def kind_of(access: RecordAccess, claim: ClaimId) -> str:
    """Return the kind of a claim, whether or not it was rejected."""
    return _claim(access, claim).kind


def report_of(access: RecordAccess, claim: ClaimId) -> Report:
    """Return the report of a claim, whether or not it was rejected."""
    return access.view.report(_claim(access, claim).report)


def _claim(access: RecordAccess, claim: ClaimId) -> Claim:
    found = access.resolution.claims.get(claim)
    if found is not None:
        return found.claim
    from servanda.cli.record_access import view_of

    return view_of(access.record, access.settings, judged="all").claim(claim).claim
