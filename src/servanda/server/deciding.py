"""Decisions at the desk: kept under the name of whoever is there, and the index brought up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import NotFoundError, UsageError
from servanda.model import (
    Action,
    ClaimId,
    Concern,
    Decision,
    Entity,
    EntityId,
    Evidence,
    LinkType,
    Report,
    ResolvedClaim,
    Undo,
    Word,
    status_value,
)
from servanda.model.amendment import EVIDENCE, write_evidence
from servanda.resolution.result import BACKGROUND
from servanda.review.adding_claims import addition_of, word_of
from servanda.review.report_places import evidence_of
from servanda.review.written_value import written_value
from servanda.server.visit import Visit

__all__ = [
    "add",
    "amend",
    "claim_in_view",
    "claims_of",
    "judge",
    "judge_all",
    "judge_tie",
    "keep",
    "merge",
    "split",
    "targets_of",
    "undo",
]

_SEARCH = "search for its words"


def targets_of(visit: Visit, identity: str) -> tuple[str, ...]:
    """Return the claims that an id stands for: the claim itself, or those of an entity.

    Raises NotFoundError where there is nothing of that id, UsageError for what has claims of many
    kinds.
    """
    entities = visit.desk.record.entities
    claims = entities.claims_of([EntityId(identity)])
    if claims:
        return tuple(sorted(claims))
    if entities.reports_of([ClaimId(identity)]):
        return (identity,)
    found = _unindexed(visit, identity)
    if found is None:
        raise NotFoundError(identity, "the record has no such claim or entry", _SEARCH)
    if found.kind in BACKGROUND:
        reason = f"this is a {found.kind}, which has claims of many kinds"
        raise UsageError(identity, reason, "name a claim or another entry")
    return tuple(sorted(found.claims))


def claims_of(visit: Visit, identity: str) -> tuple[str, ...]:
    """Return the claims that an id stands for, of a person all; none where the record has no such thing."""
    try:
        return targets_of(visit, identity)
    except NotFoundError:
        return ()
    except UsageError:
        found = _unindexed(visit, identity)
        return () if found is None else tuple(found.claims)


def _unindexed(visit: Visit, identity: str) -> Entity | None:
    """Return an entity of a kind that is found anew from its claims; None where there is none."""
    found = visit.questions.selection.unindexed(identity)
    return None if found is None else next((e for e in found.entities if e.id == identity), None)


def judge(visit: Visit, identity: str, action: Action, reason: str = "") -> Decision:
    """Accept or reject a claim, or all claims of an entity, and return the decision."""
    word = Decision.make(
        action,
        Concern.CLAIM,
        targets_of(visit, identity),
        author=visit.person.name,
        at=visit.now,
        reason=reason.strip(),
    )
    return keep(visit, word)


def judge_all(
    visit: Visit, ids: Iterable[str], action: Action, reason: str = "", *, blind: bool = False
) -> Decision:
    """Accept or reject several claims, or all claims of entities, in one decision."""
    claims = {claim for one in ids for claim in targets_of(visit, one)}
    return keep(visit, _made(visit, action, Concern.CLAIM, claims, reason=reason, blind=blind))


def judge_tie(
    visit: Visit,
    ends: tuple[str, str],
    sort: LinkType | None,
    action: Action,
    reason: str = "",
    *,
    blind: bool = False,
) -> Decision:
    """Say whether the tie between two entities holds; one whose type is named can be added.

    Raises UsageError where there is no such tie to accept or reject.
    """
    one, other = ends
    known = {
        link.type
        for each in visit.desk.record.entities.all([EntityId(one), EntityId(other)])
        for link in each.links
        if link.to in ends
    }
    added = sort is not None and action is Action.ACCEPT
    if not added and not (known if sort is None else sort in known):
        reason = f"nothing ties it to {other}" if sort is None else f"nothing says {sort.value}"
        raise UsageError(one, reason, "name the type of a tie to add it")
    mine, theirs = targets_of(visit, one), targets_of(visit, other)
    word = _made(
        visit,
        action,
        Concern.MATCH,
        mine,
        theirs,
        reason=reason,
        blind=blind,
        field=sort.value if sort else None,
    )
    return keep(visit, word)


def merge(visit: Visit, ids: Sequence[str], reason: str = "", *, blind: bool = False) -> Decision:
    """Say that claims are about one entity, or that several persons are one. Raises UsageError."""
    people = [one for each in ids if (one := _person(visit, each)) is not None]
    if people:
        return keep(visit, _merged_persons(visit, ids, people, reason))
    claims = {claim for one in ids for claim in targets_of(visit, one)}
    if len(claims) < 2:
        raise UsageError(ids[0], "one claim alone is one entity already", "name two ids")
    return keep(
        visit, _made(visit, Action.MERGE, Concern.MATCH, claims, reason=reason, blind=blind)
    )


def split(
    visit: Visit, identity: str, others: Sequence[str], reason: str = "", *, blind: bool = False
) -> Decision:
    """Say that claims are not about one entity: some of an entity's, two entities, one claim.

    Of a person, the claims in `others` mean another of that name. Raises UsageError where it is not
    clear what is to be parted from what.
    """
    person = _person(visit, identity)
    theirs = {claim for one in others for claim in targets_of(visit, one)}
    if person is not None:
        theirs &= set(person.entity.claims)
        if not theirs or theirs == set(person.entity.claims):
            raise UsageError(identity, "which of its claims mean another person?", "name some")
        value = {"persons": [identity], "names": [person.name]}
        word = _made(
            visit, Action.SPLIT, Concern.ENTITY, theirs, reason=reason, field="person", value=value
        )
        return keep(visit, word)
    mine = set(targets_of(visit, identity))
    if not theirs and len(mine) > 1:
        raise UsageError(
            identity, "which of its claims?", f"name some of {', '.join(sorted(mine))}"
        )
    if not theirs:
        entities = visit.desk.record.entities
        theirs = {str(one) for one in entities.claims_of(entities.entities_of(map(ClaimId, mine)))}
    left, right = (mine - theirs, theirs) if mine - theirs else (mine, theirs - mine)
    if not left or not right:
        raise UsageError(identity, "there is nothing to part it from", "name another claim")
    word = _made(visit, Action.SPLIT, Concern.MATCH, left, right, reason=reason, blind=blind)
    return keep(visit, word)


@dataclass(frozen=True, slots=True)
class _Named:
    """A person with the name that most reports use."""

    entity: Entity
    name: str


def _person(visit: Visit, identity: str) -> _Named | None:
    """Return a person by their id; None where it is the id of something else."""
    if not identity.startswith("pe-"):
        return None
    found = visit.questions.selection.unindexed(identity)
    entity = None if found is None else next((e for e in found.entities if e.id == identity), None)
    if found is None or entity is None:
        raise NotFoundError(identity, "the record knows no such person", _SEARCH)
    return _Named(entity, found.names[entity.id])


def _merged_persons(
    visit: Visit, ids: Sequence[str], people: Sequence[_Named], reason: str
) -> Decision:
    known = {one.entity.id: one for one in people}
    if len(people) < len(ids):
        raise UsageError(ids[0], "a person is merged with persons only", "name persons")
    if len(known) < 2:
        raise UsageError(ids[0], "one person alone is one already", "name two")
    order = sorted(known)
    return _made(
        visit,
        Action.MERGE,
        Concern.ENTITY,
        {known[one].entity.claims[0] for one in order},
        reason=reason,
        field="person",
        value={"persons": order, "names": [known[one].name for one in order]},
    )


def _made(
    visit: Visit,
    action: Action,
    concern: Concern,
    targets: Iterable[str],
    others: Iterable[str] = (),
    *,
    reason: str,
    field: str | None = None,
    value: Any = None,
    blind: bool = False,
) -> Decision:
    """Make a decision of whoever is there, now."""
    return Decision.make(
        action,
        concern,
        targets,
        others=others,
        author=visit.person.name,
        at=visit.now,
        reason=reason.strip(),
        field=field,
        value=value,
        blind=blind,
    )


def amend(
    visit: Visit, one: ResolvedClaim, fields: Mapping[str, str], reason: str = ""
) -> list[Decision]:
    """Put other values, as a person writes them, in fields of a claim; return the decisions.

    Raises UsageError where a field cannot hold its value; then none is kept.
    """
    words = [_amendment(visit, one, field, text, reason) for field, text in fields.items()]
    if not words:
        raise UsageError("the claim", "nothing in it was changed", "write another value")
    return [keep(visit, word) for word in words]


def _amendment(visit: Visit, one: ResolvedClaim, field: str, text: str, reason: str) -> Decision:
    claim = one.claim
    made: dict[str, Any] = {
        "author": visit.person.name,
        "at": visit.now,
        "reason": reason.strip(),
        "field": field,
    }
    if field == "status" and claim.kind == "commitment":
        value = status_value(text, visit.moment.today)
        entities = visit.desk.record.entities
        mine = entities.claims_of(entities.entities_of([claim.id])) or {claim.id}
        return Decision.make(Action.AMEND, Concern.STATUS, mine, value=value, **made)
    given: Any = None
    if field == EVIDENCE:
        report = visit.desk.record.view(among=[claim.report]).report(claim.report)
        given = write_evidence(evidence_of(report, text))
    else:
        given = written_value(claim.kind, field, text)
    return Decision.make(Action.AMEND, Concern.CLAIM, [claim.id], value=given, **made)


def add(
    visit: Visit,
    report: Report,
    kind: str,
    cells: Mapping[str, str],
    evidence: Sequence[Evidence],
    reason: str = "",
) -> Decision:
    """Add a claim to a report, with the words that say so.

    Raises UsageError where the words do not bear what the cells say.
    """
    added = addition_of(report, kind, cells, evidence)
    told = visit.desk.record.view(among=[report.id]).claims()
    said = {"author": visit.person.name, "at": visit.now, "reason": reason.strip()}
    return keep(visit, word_of(added, [one.claim for one in told], **said))


def undo(visit: Visit, identity: str, reason: str = "") -> Word:
    """Take a decision back. Raises NotFoundError where no such one is in force."""
    back = Undo(visit.person.name, visit.now, reason.strip())
    with visit.desk.settling.deciding():
        word = visit.desk.record.words.undo(identity, back, at=visit.now)
        _index(visit)
    return word


def claim_in_view(visit: Visit, identity: str) -> ResolvedClaim:
    """Return a claim, rejected or not. Raises NotFoundError."""
    from servanda.store import Judged

    record = visit.desk.record
    home = record.entities.reports_of([ClaimId(identity)])
    found = record.view(among=home, judged=Judged.ALL).claims(ids=(identity,)) if home else ()
    if not found:
        raise NotFoundError(identity, "the record has no such claim", "search for its words")
    return found[0]


def keep(visit: Visit, word: Decision) -> Decision:
    """Keep what somebody decided, and let the index say so; return it as it was kept."""
    with visit.desk.settling.deciding():
        kept = visit.desk.record.words.add(word, at=visit.now)
        _index(visit)
    return kept


def _index(visit: Visit) -> None:
    from servanda.indexing.update import update_index  # no page needs it that only shows

    update_index(visit.desk.record)
