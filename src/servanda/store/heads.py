"""Heads: what a view needs of every report besides its text, and which claims it keeps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.engine import Connection

from servanda.errors import NotFoundError, UsageError
from servanda.model.claim import Body, Participant, ResolvedClaim
from servanda.model.report import Dating
from servanda.model.time import When
from servanda.store import schema
from servanda.store.clock import Held
from servanda.store.columns import parts
from servanda.store.row_mapping import dating_from_plain
from servanda.store.schema import standing

__all__ = ["Head", "least_confidence", "load_heads", "parties_of", "pick_head", "sure_enough"]


_FIELDS = (
    "parties",
    "obligors",
    "beneficiary",
    "holder",
    "supplier",
    "party",
    "actor",
    "target",
    "who",
    "participants",
)


def parties_of(body: Body) -> frozenset[str]:
    """Return the parties named in the body: codes of countries, names of organisations."""
    found: set[str] = set()
    for name in _FIELDS:
        value = getattr(body, name, None)
        items = value if isinstance(value, tuple) else (value,)
        for item in items:
            party = item.party if isinstance(item, Participant) else item
            if isinstance(party, str) and party:
                found.add(party)
    return frozenset(found)


# -- Sureness: which claims a view keeps that is asked for those of some confidence only


def least_confidence(value: object) -> float | None:
    """Return the least confidence asked for, 0 to 1. Raises UsageError where it is something else."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(
            f"min_confidence {value}",
            "it is no confidence",
            "give a number from 0 to 1, such as 0.8",
        )
    return float(value)


def sure_enough(one: ResolvedClaim, least: float | None) -> bool:
    """Whether a claim is as sure as asked; what a person accepted or amended is."""
    if least is None or one.claim.confidence >= least:
        return True
    return bool(one.judged) and not one.rejected


# -- Heads: what a view needs of every report besides its text, in the order of views


Order = tuple[bool, date, date, str]


@dataclass(frozen=True, slots=True)
class Head:
    """What a view needs of a report besides its text."""

    id: str
    name: str
    dating: Dating
    story: str

    @property
    def published(self) -> When | None:
        """When it was published, as far as the record knows."""
        return self.dating.when

    @property
    def order(self) -> Order:
        """Sort by first and last possible day, undated ones last, then by name."""
        when = self.dating.when
        first = when.earliest if when else None
        last = when.latest if when else None
        return (first is None and last is None, first or date.min, last or date.max, self.name)


def load_heads(
    connection: Connection,
    known_by: date | None,
    *,
    as_read: bool = False,
    held: Held = standing,
    among: Collection[str] | None = None,
) -> dict[str, Head]:
    """Read the heads of the standing reports by their ids, in the order of views.

    With `as_read`, each bears the date that its own words and its source gave it, whatever the
    record has since learnt from other reports.

    With `known_by`, only those that had appeared by that day whatever day of theirs is the true
    one: an undated report may have appeared later. `held` selects what stood at another time,
    `among` the reports of these ids.
    """
    edition, dating = schema.edition, schema.dating
    chosen = edition.c.dating if as_read else dating.c.dating
    query = (
        select(edition.c.report, edition.c.name, edition.c.wire, chosen.label("dating"))
        .join_from(edition, dating, dating.c.report == edition.c.report)
        .where(held(edition), held(dating))
    )
    if known_by is not None:
        query = query.where(dating.c.latest <= known_by)
    queries = [query]
    if among is not None:
        queries = [query.where(edition.c.report.in_(part)) for part in parts(sorted(among))]
    heads = [
        Head(row.report, row.name, dating_from_plain(row.dating), row.wire or row.report)
        for query in queries
        for row in connection.execute(query)
    ]
    heads.sort(key=lambda head: head.order)
    return {head.id: head for head in heads}


def pick_head(heads: Mapping[str, Head], name_or_id: str) -> Head:
    """Return the one that is called so: by id, name, or name without the suffix.

    Raises NotFoundError where there is none, or where several are.
    """
    if name_or_id in heads:
        return heads[name_or_id]
    named = [head for head in heads.values() if head.name == name_or_id] or [
        head for head in heads.values() if PurePath(head.name).stem == name_or_id
    ]
    if len(named) > 1:
        reason = "several reports are called so: " + ", ".join(one.name for one in named)
        raise NotFoundError(name_or_id, reason, "write the name in full")
    if not named:
        raise NotFoundError(name_or_id, "the record has no such report")
    return named[0]
