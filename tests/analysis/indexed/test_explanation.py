"""Why, of a record: what the index loads explains an id as all claims do, whatever its kind."""

from __future__ import annotations

from typing import NoReturn

import pytest

from indexed import READINGS, Reading, indexed, put_readings
from random_reports import AT, empty, told
from servanda.analysis.indexed.explanation import explain
from servanda.analysis.indexed.selection import Selection
from servanda.analysis.provenance import why
from servanda.indexing.update import update_index
from servanda.model import (
    Action,
    Assurance,
    Capability,
    Claim,
    Concern,
    Decision,
    Incident,
    Quote,
    Tenure,
)
from servanda.resolution.resolve import resolve_claims
from servanda.store import Record

DAY = AT.date()
FLIGHT = Incident("fired a missile", "SE", "NO")
FIRM = Assurance(("NO",), "friendship", "friendship is firm")
ANSWERED = "Friendship is firm, it condemned that they fired a missile"
MORE: tuple[Reading, ...] = (
    *READINGS,
    (
        "n4",
        "2031-06-13",
        [
            ("Friendship is firm", "", FIRM),
            (ANSWERED, "on 9 June 2031", FLIGHT),
            (ANSWERED, "", Assurance(("NO",), "attacks", ANSWERED)),
            ("It has 400 Heron missiles", "", Capability("Heron missiles", "NO", "400")),
            ("Brandt is minister", "", Tenure("Brandt", "Defence Minister", "NO")),
        ],
    ),
    (
        "n5",
        None,
        [
            ("It has 400 Heron missiles", "", Capability("Heron missiles", "NO", "400")),
            ("It has 20 Osprey boats", "", Capability("Osprey boats", "SE", "20")),
            ("We remember that day well", "", Quote("Ada Brandt", "remember that day")),
        ],
    ),
)


def agree(record: Record, kinds: set[str] | None = None) -> None:
    view = record.view()
    selection, reports = Selection(record, view), view.reports()
    world = resolve_claims(view.claims(), reports, view.decisions())
    found = [one.id for one in world.entities if kinds is None or one.kind in kinds]
    for identity in (*found, *(world.claims if kinds is None else ())):
        expected = why(world, reports, identity, today=DAY)
        assert expected
        assert explain(selection, identity, today=DAY) == expected, identity
        assert identity in selection.beginning(identity[:8]), identity


@pytest.mark.costly
def test_index_and_claims_explain_alike() -> None:
    with indexed(MORE) as record:
        agree(record)


@pytest.mark.parametrize("action", [Action.MERGE, Action.SPLIT])
@pytest.mark.parametrize("kind", ["assurance", "capability", "quote", "commitment"])
def test_what_persons_matched_is_explained_alike(kind: str, action: Action) -> None:
    with indexed(MORE) as record:
        one, *_, last = [told.claim.id for told in record.view().claims(kind)]
        split = action is Action.SPLIT
        said = Decision.make(
            action,
            Concern.MATCH,
            [one] if split else [one, last],
            others=[last] if split else [],
            author="Ada",
            at=AT,
        )
        record.words.add(said, at=AT)
        update_index(record)
        agree(record, {kind})


@pytest.mark.parametrize("judged", [False, True])
def test_what_answered_an_incident_is_found_without_all_that_was_said(
    monkeypatch: pytest.MonkeyPatch, *, judged: bool
) -> None:
    """An assurance in the very words that tell of the incident; another report repeats it alone."""

    def everything(self: Selection, *kinds: object) -> NoReturn:
        pytest.fail(f"all of {kinds} is loaded")

    with empty() as record:
        put_readings(record, READINGS)
        for name, on, alone in (("n6", "2031-06-13", False), ("n7", "2031-06-20", True)):
            report, claims = told(name, on, [(ANSWERED, "on 9 June 2031", FLIGHT)])
            [flight] = [one for one in claims if one.kind == "incident"]
            body = Assurance(("NO",), "attacks", ANSWERED)
            firm = Claim.make(report.id, body, flight.evidence, rule="made up", confidence=0.9)
            record.put(report, [firm] if alone else [*claims, firm], at=AT, reader="1")
        if judged:
            one, *_, last = [said.claim.id for said in record.view().claims("assurance")]
            word = Decision.make(Action.MERGE, Concern.MATCH, [one, last], author="Ada", at=AT)
            record.words.add(word, at=AT)
        update_index(record)
        agree(record, {"incident", "assurance"})
        view = record.view()
        world = resolve_claims(view.claims(), view.reports(), view.decisions())
        answers = [one for one in world.of("assurance") if one.links]
        assert {name for one in answers for name in one.reports} >= {"n6", "n7"}
        if not judged:  # else a person's word may join any two
            for name in ("kinds", "of_kind"):
                monkeypatch.setattr(Selection, name, everything)
            [to] = {link.to for one in answers for link in one.links}
            found = explain(Selection(record, view), to, today=DAY)
            assert found == why(world, view.reports(), to, today=DAY)


def test_nothing_has_an_unknown_id() -> None:
    with indexed(MORE) as record:
        selection = Selection(record, record.view())
        for identity in ("nothing", "pe-x", "of-x", "qu-x", "as-x", "ca-x", "co-x"):
            assert explain(selection, identity) == ()
            assert selection.beginning(identity) == frozenset()


def test_the_beginning_of_a_kind_names_all_of_it() -> None:
    with indexed(MORE) as record:
        view = record.view()
        world = resolve_claims(view.claims(), view.reports())
        selection = Selection(record, view)
        for kind in ("assurance", "capability", "office", "person", "quote"):
            expected = {one.id for one in world.of(kind)}
            assert selection.beginning(f"{kind[:2]}-") == expected
