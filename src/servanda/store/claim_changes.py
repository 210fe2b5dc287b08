"""What reports claim now that they did not, or otherwise, at an earlier instant: read anew, or corrected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from servanda.model.addition import is_added
from servanda.model.claim import Claim
from servanda.store import schema
from servanda.store.clock import Held, held_at
from servanda.store.decisions.decision_carrying import anchor, successor
from servanda.store.row_mapping import load_claims
from servanda.store.schema import standing

__all__ = ["Changed", "changes"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one report's claims: `source` is its name, `changed` has each old and new one.

    A claim has changed where another one of its kind, with words that overlap, took its place.
    """

    source: str
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]
    changed: tuple[tuple[Claim, Claim], ...]


def changes(connection: Connection, since: datetime) -> tuple[Changed, ...]:
    """Compare the claims of reports that stood at `since`, and stand now, with those of then."""
    then = held_at(since)
    found = (
        _compared(name, _claims(connection, name, then), _claims(connection, name, standing))
        for name in _touched(connection, since, then)
    )
    return tuple(one for one in found if one.gone or one.new or one.changed)


def _compared(name: str, before: Iterable[Claim], after: Iterable[Claim]) -> Changed:
    old = {one.id: one for one in before}
    now = {one.id: one for one in after}
    new = {key: claim for key, claim in now.items() if key not in old}
    gone, changed = [], []
    for claim in (claim for key, claim in old.items() if key not in now):
        to = successor(anchor(claim, name, old.values()), new.values())
        if to is None:
            gone.append(claim)
        else:
            changed.append((claim, new.pop(to)))
    return Changed(name, tuple(gone), tuple(new.values()), tuple(changed))


def _touched(connection: Connection, since: datetime, then: Held) -> list[str]:
    """List the names of the reports that stood then and stand now, and of which claims changed."""
    edition, claim = schema.edition, schema.claim
    stood = set(connection.execute(select(edition.c.name).where(then(edition))).scalars())
    query = (
        select(schema.report.c.name)
        .join_from(claim, schema.report, schema.report.c.id == claim.c.report)
        .where(or_(claim.c.superseded > since, claim.c.recorded > since))
        .distinct()
    )
    stands = set(connection.execute(select(edition.c.name).where(standing(edition))).scalars())
    return sorted(stood & stands & set(connection.execute(query).scalars()))


def _claims(connection: Connection, name: str, held: Held) -> Iterable[Claim]:
    claim, report = schema.claim, schema.report
    named = select(report.c.id).where(report.c.name == name)
    stored = load_claims(connection, claim.c.report.in_(named), held(claim))
    ours = sorted((one.claim for one in stored), key=lambda c: (c.evidence[0].start, c.id))
    return [one for one in ours if one.kind != "date" and not is_added(one)]
