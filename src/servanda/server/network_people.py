"""Who took part in consultations, each as the person whom their name means, however it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from servanda.model import ClaimId, EntityId
from servanda.resolution.judgements import persons_meant
from servanda.resolution.office_keys import office
from servanda.resolution.person_mentions import Alias
from servanda.resolution.persons.roster import ShownNames

if TYPE_CHECKING:
    from servanda.record_questions import RecordQuestions

__all__ = ["with_people"]


Row = dict[str, Any]
Meant = Mapping[tuple[ClaimId, str], EntityId]


def with_people(questions: RecordQuestions, rows: Iterable[Row]) -> list[Row]:
    """Give consultations those who took part, each with the person that is meant and that person's name."""
    rows = list(rows)
    ids = [EntityId(row["id"]) for row in rows]
    if questions.index is None:
        listed = {row["id"]: row for row in questions.entity_rows("consultation")}
        told = {
            one: (listed[one]["claims"], listed[one]["participants"])
            for one in ids
            if one in listed
        }
        meant, names = questions.resolution.people, questions.resolution.names
    else:
        found = questions.index.rows_of(ids)
        told = {
            one: (row["claims"], row["record"]["cells"]["participants"])
            for one, row in found.items()
            if row is not None
        }
        meant = persons_meant(_by_roster(questions, told.values()), questions.selection.decisions)
        names = ShownNames(questions.selection.roster)
    return [
        {**row, "participants": _named(*told.get(row["id"], ((), ())), meant, names)}
        for row in rows
    ]


def _by_roster(
    questions: RecordQuestions, told: Iterable[tuple[Iterable[str], Iterable[Row]]]
) -> dict[tuple[ClaimId, str], EntityId]:
    """Say whom names in consultations mean, by the names that all reports use, without reading a claim."""
    roster, meant = questions.selection.roster, {}
    for claims, people in told:
        aliases = {str(one["name"]): _alias(one) for one in people}
        found = roster.report(aliases.values())
        for name, alias in aliases.items():
            if alias in found:
                meant.update({(ClaimId(claim), name): found[alias].person for claim in claims})
    return meant


def _alias(one: Row) -> Alias:
    known = office(one.get("office"))
    return Alias(str(one["name"]), known.key if known else None, one.get("party"))


def _named(
    claims: Iterable[str], people: Iterable[Row], meant: Meant, names: Mapping[EntityId, str]
) -> list[Row]:
    found = []
    for one in people:
        name = str(one["name"])
        who = next((meant[ClaimId(c), name] for c in claims if (ClaimId(c), name) in meant), None)
        found.append({**one, "person": who, "name": names.get(who, name) if who else name})
    return found
