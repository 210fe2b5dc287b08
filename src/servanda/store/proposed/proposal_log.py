"""What models answered and proposed: kept beside what was read, and asked for by report, claim or outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, or_, select
from sqlalchemy.engine import Connection, RowMapping

from servanda.model.second_opinion import Answer, Outcome, Proposed
from servanda.store import schema, writer
from servanda.store.clock import changing
from servanda.store.columns import parts
from servanda.store.schema import standing
from servanda.store.schema_proposals import answer, proposal

if TYPE_CHECKING:
    from servanda.store.session import Store

__all__ = ["Proposals", "keep_proposals"]


class Proposals:
    """What models answered and proposed, in an open record. Made by `Record.proposals`."""

    def __init__(self, store: Store) -> None:
        """Take an open store."""
        self._store = store

    def keep(self, answers: Iterable[Answer], *, at: datetime) -> int:
        """Store answers about reports that the record holds; return how many were new."""
        wanted = {one.id: one for one in answers}
        with changing(self._store, at) as change:
            known = _among(change.connection, answer.c.id, wanted)
            held = _among(
                change.connection, schema.report.c.id, {a.report for a in wanted.values()}
            )
            fresh = [a for key, a in wanted.items() if key not in known and a.report in held]
            if fresh:
                rows = [{"recorded": change.at, **_answer_values(one)} for one in fresh]
                change.connection.execute(insert(answer), rows)
                change.made = True
        return len(fresh)

    def share(self, *, at: datetime) -> int:
        """Give each answer to every report of the same text, as that is all a model sees; return how many.

        A shared answer costs nothing, so it bears no tokens.
        """
        mine, other = schema.report, schema.report.alias()
        query = (
            select(answer, other.c.id.label("other"))
            .join(mine, mine.c.id == answer.c.report)
            .join(other, (other.c.sha256 == mine.c.sha256) & (other.c.id != mine.c.id))
            .where(standing(answer))
        )
        with self._store.reading() as connection:
            rows = connection.execute(query).mappings().all()
        known = {
            (row["other"], row["kind"], row["model"], row["prompt"], row["content"]): row
            for row in rows
        }
        shared = (
            replace(_answer(row), report=key[0], tokens_in=0, tokens_out=0)
            for key, row in known.items()
        )
        return self.keep(shared, at=at) if known else 0

    def holds(self, reports: Collection[str]) -> frozenset[str]:
        """Say which of these reports, by id, the record ever held."""
        with self._store.reading() as connection:
            return frozenset(_among(connection, schema.report.c.id, reports))

    def answers(self, report: str) -> tuple[Answer, ...]:
        """Return what was answered about a report, by its id, in an order that is always the same."""
        query = select(answer).where(answer.c.report == report, standing(answer))
        with self._store.reading() as connection:
            rows = connection.execute(query.order_by(answer.c.id)).mappings().all()
        return tuple(_answer(row) for row in rows)

    def answered(self, model: str, most: int = 0) -> frozenset[tuple[str, str, str]]:
        """Return what a model has answered: report, kind and prompt.

        What it broke off for want of room does not count where it now has more: `most` tokens.
        """
        columns = (answer.c.report, answer.c.kind, answer.c.prompt)
        whole = or_(answer.c.cut == False, answer.c.tokens_out >= most)  # noqa: E712 - SQL
        query = select(*columns).where(answer.c.model == model, whole, standing(answer))
        with self._store.reading() as connection:
            return frozenset((row[0], row[1], row[2]) for row in connection.execute(query))

    def pending(self) -> tuple[str, ...]:
        """Return the standing reports about which something was answered that was not weighed yet."""
        edition = schema.edition
        weighed = select(proposal.c.key).where(
            proposal.c.answer == answer.c.key, standing(proposal)
        )
        query = (
            select(answer.c.report)
            .join(edition, edition.c.report == answer.c.report)
            .where(standing(answer), standing(edition), ~weighed.exists())
            .distinct()
            .order_by(answer.c.report)
        )
        with self._store.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def of_report(self, report: str) -> tuple[Proposed, ...]:
        """Return the proposals on a report, by its id, those of one answer in its order."""
        with self._store.reading() as connection:
            return tuple(_load(connection, proposal.c.report == report))

    def of_claims(self, claims: Collection[str]) -> dict[str, list[Proposed]]:
        """Return the proposals that became, agree with or differ from some claims, by the claim's id."""
        found: dict[str, list[Proposed]] = {}
        with self._store.reading() as connection:
            for part in parts(sorted(set(claims) - {""})):
                for one in _load(connection, proposal.c.claim.in_(part)):
                    found.setdefault(one.claim, []).append(one)
        return found

    def differing(self) -> tuple[Proposed, ...]:
        """Return the proposals that say otherwise than a claim of the same words."""
        with self._store.reading() as connection:
            return tuple(_load(connection, proposal.c.outcome == Outcome.DIFFERS.value))

    def counts(self) -> Counter[tuple[str, str]]:
        """Count the standing proposals by outcome, and by ground where refused."""
        query = select(proposal.c.outcome, proposal.c.ground).where(standing(proposal))
        with self._store.reading() as connection:
            return Counter((row[0], row[1]) for row in connection.execute(query))


def keep_proposals(
    connection: Connection, report: str, proposed: Sequence[Proposed], at: datetime
) -> bool:
    """Let just these proposals on a report stand; return whether that changes anything."""
    found = connection.execute(
        select(proposal.c.key).where(proposal.c.report == report, standing(proposal))
    )
    old = list(found.scalars())
    if not old and not proposed:
        return False
    if set(map(repr, _load(connection, proposal.c.report == report))) == set(map(repr, proposed)):
        return False
    writer.close(connection, proposal, old, at)
    if proposed:
        query = select(answer.c.id, answer.c.key).where(answer.c.report == report, standing(answer))
        keys = {row.id: row.key for row in connection.execute(query)}
        rows = [{"recorded": at, **_proposal_values(one, keys[one.answer])} for one in proposed]
        connection.execute(insert(proposal), rows)
    return True


def _among(connection: Connection, column: Any, values: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for part in parts(sorted(values)):
        found.update(connection.execute(select(column).where(column.in_(part))).scalars())
    return found


def _load(connection: Connection, *where: Any) -> Iterator[Proposed]:
    query = (
        select(proposal, answer.c.id.label("answer_id"), answer.c.model, answer.c.prompt)
        .join(answer, answer.c.key == proposal.c.answer)
        .where(standing(proposal), *where)
        .order_by(proposal.c.report, answer.c.id, proposal.c.number)
    )
    for row in connection.execute(query).mappings():
        yield Proposed(
            row["report"],
            row["answer_id"],
            row["number"],
            row["kind"],
            row["model"],
            row["prompt"],
            row["quoted"],
            row["cells"],
            row["start"],
            row["end"],
            Outcome(row["outcome"]),
            row["ground"],
            row["detail"],
            row["claim"],
        )


_ANSWERED = ("report", "kind", "model", "prompt", "content", "tokens_in", "tokens_out", "cut")
_SAID = ("report", "number", "kind", "quoted", "cells", "start", "end", "ground", "detail", "claim")


def _answer(row: RowMapping) -> Answer:
    return Answer(**{name: row[name] for name in _ANSWERED})


def _answer_values(one: Answer) -> dict[str, Any]:
    return {"id": one.id, **{name: getattr(one, name) for name in _ANSWERED}}


def _proposal_values(one: Proposed, key: int) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _SAID}
    return {**values, "answer": key, "outcome": one.outcome.value}
