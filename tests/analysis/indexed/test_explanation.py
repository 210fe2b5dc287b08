"""Why, of a record: what the index loads explains an id as all claims do, whatever its kind."""

from __future__ import annotations

import pytest

from indexed import READINGS, Reading, indexed
from random_reports import AT
from servanda.analysis.indexed.explanation import explain
from servanda.analysis.indexed.selection import Selection
from servanda.analysis.provenance import why
from servanda.indexing.update import update_index
from servanda.model import (
    Action,
    Assurance,
    Capability,
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
