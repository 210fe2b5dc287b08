"""Laws of settling: no order matters, nothing is lost, nothing is in two places."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made import act, day, holds_office, promise, span, talks, unit
from servanda.analysis.commitment_board import board
from servanda.analysis.dated_entries import timeline
from servanda.model import ResolvedClaim
from servanda.resolution.resolve import resolve_claims
from trying import tries

REPORTS = st.sampled_from(["n1", "n2", "n3", "n4"])
DAYS = st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-09", "2032-05-01"])
TIMES = st.one_of(
    st.none(), DAYS.map(day), st.just(span("2031-05-01", "2031-05-31")), st.just(span(None, None))
)
PEOPLE = st.sampled_from(
    ["Ada Brandt/NR", "BRANDT Ada/NR", "Brandt/NR", "Rolf Brandt/NR", "Leo Marsh/SM", "Ivo Kern"]
)
OBJECTS = st.sampled_from(
    ["Heron drones", "60 Heron patrol drones", "the CDF command", "Coastal Defence Forces", ""]
)


@st.composite
def claims(draw: st.DrawFn) -> ResolvedClaim:
    at = draw(st.integers(0, 10_000))
    report, when = draw(REPORTS), draw(TIMES)
    published = draw(st.one_of(st.none(), DAYS))
    kind = draw(st.sampled_from(["talks", "promise", "tenure", "unit", "act"]))
    if kind == "talks":
        who = "; ".join(draw(st.lists(PEOPLE, max_size=3, unique=True)))
        status = draw(st.sampled_from(["held", "planned"]))
        form = draw(st.sampled_from(["call", "meeting", "2+2", "visit", "signing", "protest"]))
        return talks(report, who, form=form, status=status, when=when, at=at, published=published)
    if kind == "promise":
        parties = draw(st.sampled_from(["NR", "NR SM", "SM", ""]))
        modality = draw(st.sampled_from(["plans", "agreed", "fulfilled"]))
        entity = draw(OBJECTS)
        return promise(
            report, parties, "buy", entity, modality=modality, due=when, at=at, published=published
        )
    if kind == "tenure":
        name, _, party = draw(PEOPLE).partition("/")
        title = draw(st.sampled_from(["Defence Minister", "Secretary of Defense", "Minister"]))
        return holds_office(
            report, name, title, party or None, since=when, at=at, published=published
        )
    if kind == "unit":
        state = draw(st.sampled_from(["planned", "done"]))
        return unit(report, draw(OBJECTS), "set up", state, when=when, at=at, published=published)
    return act(report, "SM", "NR", "fired a missile", when=when, at=at, published=published)


@settings(max_examples=tries(15), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(claims(), max_size=14, unique_by=lambda c: c.claim.id), st.data())
def test_settling(told: list[ResolvedClaim], data: st.DataObject) -> None:
    world = resolve_claims(told)
    assert resolve_claims(data.draw(st.permutations(told))) == world
    ids = Counter(entity.id for entity in world.entities)
    assert max(ids.values(), default=1) == 1
    for kind in ("consultation", "commitment", "structure", "incident"):
        owned = Counter(claim for entity in world.of(kind) for claim in entity.claims)
        assert set(owned) == {c.claim.id for c in told if c.claim.kind == kind}
        assert max(owned.values(), default=1) == 1
    for entity in world.entities:
        assert set(entity.reports) == {one.source for one in world.claims_of(entity)}
        assert entity.id not in {link.to for link in entity.links}
        assert {link.to for link in entity.links} <= set(ids)
    today = day("2031-06-01").earliest
    assert today is not None
    assert all(row.why for row in board(world, today=today))
    assert timeline(world) == timeline(resolve_claims(told[::-1]))
