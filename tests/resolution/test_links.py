"""Links: each rule beside the smallest change that takes its link away, and the reason given for it."""

from __future__ import annotations

import pytest

from made import act, day, promise, resolved, resolved_in_any_order, span, talks, unit
from servanda.model import LinkType, Omission, OmissionSort, ResolvedClaim
from servanda.resolution.links import (
    EntityFacts,
    LinkVerdict,
    contradicting_denial,
    fulfilling_signing,
    fulfilling_structure,
    protest_against,
)
from servanda.resolution.matching import entity_of
from servanda.resolution.resolve import resolve_claims
from servanda.resolution.responses import link_responses

BY_2031 = span(None, "2031-12-31")


def test_a_unit_set_up_fulfils_the_promise() -> None:
    found = resolved_in_any_order(
        promise("n1", "NR", "set up", "the Coastal Heron Command", due=BY_2031),
        unit("n1", "Coastal Heron Command", "set up", body={"party": "NR"}, due=BY_2031, at=5),
        unit("n2", "Coastal Heron Command", "stand up", "done", when=day("2031-03-01")),
    )
    [structure], [commitment] = found.of("structure"), found.of("commitment")
    assert structure.reports == ("n1", "n2")
    assert [(x.type, x.to) for x in structure.links] == [(LinkType.FULFILS, commitment.id)]


def test_a_unit_of_another_party_or_only_named_in_passing_fulfils_nothing() -> None:
    found = resolved_in_any_order(
        promise("n1", "NR", "strengthen", "supply chains with a Heron chain group"),
        promise("n1", "SM", "set up", "a Kelm working group on fishing", at=50),
        unit("n2", "Supply Chain Working Group", "set up", "done", when=day("2031-03-01")),
        unit("n3", "Heron Supply Chain Group", "set up", "done", body={"party": "NR"}),
    )
    assert not any(t.links for t in found.of("structure"))


def test_a_signing_fulfils_the_promise_to_sign() -> None:
    found = resolved_in_any_order(
        promise(
            "n1", "NR SM", "sign", "the Amber Access Pact", due=BY_2031, published="2030-12-01"
        ),
        talks(
            "n2",
            "Ada Brandt/NR; Leo Marsh/SM",
            form="signing",
            when=day("2031-03-01"),
            words="signed the Amber Access Pact",
        ),
    )
    [event], [commitment] = found.of("consultation"), found.of("commitment")
    assert [(x.type, x.to) for x in event.links] == [(LinkType.FULFILS, commitment.id)]


def test_a_signing_of_something_else_fulfils_nothing() -> None:
    found = resolved_in_any_order(
        promise("n1", "NR SM", "sign", "the Amber Access Pact", published="2030-12-01"),
        talks(
            "n2",
            "Ada Brandt/NR; Leo Marsh/SM",
            form="signing",
            when=day("2031-03-01"),
            words="signed a fishing treaty",
        ),
    )
    assert not any(t.links for t in found.of("consultation"))


def test_a_denial_contradicts() -> None:
    found = resolved_in_any_order(
        promise("n1", "NR", "sell", "Heron patrol drones to Alba"),
        resolved("n2", Omission("a sale of Heron patrol drones", OmissionSort.DENIED, "NR")),
    )
    [omission], [commitment] = found.of("omission"), found.of("commitment")
    assert [(x.type, x.to) for x in omission.links] == [(LinkType.CONTRADICTS, commitment.id)]


def test_a_denial_about_others_contradicts_nothing() -> None:
    def denied(name: str, what: str) -> ResolvedClaim:
        return resolved(name, Omission(what, OmissionSort.DENIED), what)

    found = resolved_in_any_order(
        promise("n1", "NO SE", "prevent", "Albania’s nuclear weapons"),
        denied("n2", "Chile seeks nuclear weapons"),
    )
    assert [link for t in found.of("omission") for link in t.links] == []


def test_talks_on_the_days_of_a_planned_visit_meet_the_plan() -> None:
    plan = talks(
        "n1",
        "Leo Marsh/SM",
        form="visit",
        status="planned",
        when=span("2031-05-03", "2031-05-06"),
        body={"country": "NR"},
    )
    held = talks("n2", "Ada Brandt/NR; Leo Marsh/SM", when=day("2031-05-04"))
    other = talks("n3", "Uma Tal/AL; Leo Marsh/SM", when=day("2031-05-05"), body={"country": "AL"})
    found = {t.reports: t for t in resolved_in_any_order(plan, held, other).of("consultation")}
    assert [(x.type, x.to) for x in found["n2",].links] == [(LinkType.FULFILS, found["n1",].id)]
    assert found["n3",].links == ()


def protest(name: str, words: str, when: str) -> ResolvedClaim:
    return talks(name, "", words=words, form="protest", parties=("NR", "SM"), when=day(when))


def test_a_protest_answers_the_incident_before_it_that_it_names() -> None:
    found = resolved_in_any_order(
        act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
        protest("n2", "protested against the ramming", "2031-05-06"),
        protest("n3", "protested against the ramming", "2031-05-01"),
        protest("n4", "protested against the price of tin", "2031-05-16"),
    )
    [incident] = found.of("incident")
    events = {t.reports: t.links for t in found.of("consultation")}
    assert [(x.type, x.to) for x in events["n2",]] == [(LinkType.RESPONDS_TO, incident.id)]
    assert (events["n3",], events["n4",]) == ((), ())


def met_visits(*claims: ResolvedClaim) -> list[str]:
    world = resolve_claims(claims)
    return [x.why for t in world.of("consultation") for x in t.links if x.type is LinkType.FULFILS]


@pytest.mark.parametrize(
    ("held", "kept"),
    [("2031-05-04", True), ("2031-05-06", True), ("2031-05-08", False), ("2031-05-02", False)],
)
def test_a_visit_is_met_by_talks_on_its_days_or_just_after(held: str, kept: bool) -> None:
    plan = talks(
        "n1",
        "Ada Brandt/NO",
        form="visit",
        status="planned",
        when=day("2031-05-04"),
        place="Stockholm",
        body={"country": "SE"},
        published="2031-04-20",
    )
    talk = talks(
        "n2",
        "Ada Brandt/NO; Leo Marsh/SE",
        when=day(held),
        place="Stockholm",
        body={"country": "SE"},
        published=held,
    )
    assert bool(met_visits(plan, talk)) is kept


@pytest.mark.parametrize(
    ("held", "country", "kept"),
    [("2031-05-04", "SE", True), ("2031-09-04", "SE", False), ("2031-05-04", "NO", False)],
)
def test_a_visit_without_a_day_is_met_by_talks_there_within_two_months(
    held: str,
    country: str,
    kept: bool,
) -> None:
    plan = talks(
        "n1",
        "Ada Brandt/NO",
        form="visit",
        status="planned",
        place="Sweden",
        body={"country": "SE"},
        published="2031-04-20",
    )
    talk = talks(
        "n2",
        "Ada Brandt/NO; Leo Marsh/SE",
        when=day(held),
        body={"country": country},
        published=held,
    )
    assert bool(met_visits(plan, talk)) is kept


# -- What a rule says where it refuses


def facts(*claims: ResolvedClaim) -> EntityFacts:
    """Take claims for those of one entity."""
    by_id = {one.claim.id: one for one in claims}
    return EntityFacts.of(entity_of(claims[0].claim.kind, claims), by_id)


PROMISE = promise("n1", "NR", "set up", "the Coastal Heron Command", published="2030-12-01")


@pytest.mark.parametrize(
    ("done", "why"),
    [
        (unit("n2", "Coastal Heron Command", "stand up", "done"), ""),
        (
            unit("n2", "Coastal Heron Command", "stand up", "done", body={"party": "SM"}),
            "the promise binds other parties",
        ),
        (unit("n2", "Kelm Pier Guard", "stand up", "done"), "the promise does not name the unit"),
        (
            unit("n2", "Coastal Heron Command", "set up", "done", when=day("2029-01-01")),
            "the unit was there before the promise",
        ),
    ],
)
def test_a_structure_minimal_pairs(done: ResolvedClaim, why: str) -> None:
    verdict = fulfilling_structure(facts(done), facts(PROMISE))
    assert (verdict.type is LinkType.FULFILS) is (not why)
    assert verdict.why == (why or "the promise names the unit: Coastal Heron Command")


def test_a_promise_to_do_something_else_sets_up_nothing() -> None:
    other = promise("n1", "NR", "praise", "the Coastal Heron Command")
    verdict = fulfilling_structure(
        facts(unit("n2", "Coastal Heron Command", "set up", "done")), facts(other)
    )
    assert verdict == LinkVerdict(None, "the promise is not to set up or change anything")


@pytest.mark.parametrize(
    ("status", "form", "people", "when", "why"),
    [
        ("held", "signing", "Ada Brandt/NR; Leo Marsh/SM", "2031-03-01", ""),
        ("planned", "signing", "Ada Brandt/NR; Leo Marsh/SM", "2031-03-01", "nothing was signed"),
        ("held", "meeting", "Ada Brandt/NR; Leo Marsh/SM", "2031-03-01", "nothing was signed"),
        (
            "held",
            "signing",
            "Ada Brandt/NR",
            "2031-03-01",
            "not all who promised to sign were there",
        ),
        (
            "held",
            "signing",
            "Ada Brandt/NR; Leo Marsh/SM",
            "2032-03-01",
            "the day is not known, or not one that the promise allows",
        ),
    ],
)
def test_a_signing_minimal_pairs(status: str, form: str, people: str, when: str, why: str) -> None:
    pact = promise("n1", "NR SM", "sign", "the Amber Pact", due=BY_2031, published="2030-12-01")
    words = "signed the Amber Pact"
    event = talks("n2", people, form=form, status=status, when=day(when), words=words)
    verdict = fulfilling_signing(facts(event), facts(pact))
    assert (verdict.type is LinkType.FULFILS) is (not why)
    assert verdict.why == (why or "signed on 1 Mar 2031: Amber Pact")


@pytest.mark.parametrize(
    ("report", "what", "sort", "why"),
    [
        ("n2", "a sale of Heron patrol drones", OmissionSort.DENIED, ""),
        ("n2", "a sale of Heron patrol drones", OmissionSort.NOT_DISCUSSED, "nothing is denied"),
        (
            "n1",
            "a sale of Heron patrol drones",
            OmissionSort.DENIED,
            "one report qualifies what it says itself",
        ),
        ("n2", "a sale of Osprey lifeboats", OmissionSort.DENIED, "something else is denied"),
    ],
)
def test_a_denial_minimal_pairs(report: str, what: str, sort: OmissionSort, why: str) -> None:
    denial = resolved(report, Omission(what, sort, "NR"), at=50)
    verdict = contradicting_denial(
        facts(denial), facts(promise("n1", "NR", "sell", "Heron patrol drones"))
    )
    assert (verdict.type is LinkType.CONTRADICTS) is (not why)
    assert verdict.why == (why or "said not to be: drone heron patrol")


@pytest.mark.parametrize(
    ("when", "parties", "words", "why"),
    [
        ("2031-05-06", ("NR", "SM"), "protested against the ramming", ""),
        ("2031-05-06", ("NR", "AL"), "protested against the ramming", "between other states"),
        ("2031-05-01", ("NR", "SM"), "protested against the ramming", "before the incident"),
        ("2031-07-06", ("NR", "SM"), "protested against the ramming", "before the incident"),
        ("2031-05-06", ("NR", "SM"), "protested against the tax", "no report has both"),
    ],
)
def test_a_protest_minimal_pairs(when: str, parties: tuple[str, ...], words: str, why: str) -> None:
    ram = act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04"))
    event = talks("n2", "", form="protest", parties=parties, words=words, when=day(when))
    verdict = protest_against(facts(event), facts(ram))
    assert (verdict.type is LinkType.RESPONDS_TO) is (not why)
    assert verdict.why.startswith(why or "protested 2 days after it")


def test_an_entity_that_is_linked_to_an_incident_gets_no_second_link() -> None:
    words = "They condemned how Sudmark rammed a trawler"
    world = resolved_in_any_order(
        act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04"), words=words, at=100),
        talks(
            "n1",
            "",
            form="protest",
            parties=("NR", "SM"),
            when=day("2031-05-05"),
            words=words,
            at=100,
        ),
    )
    [incident], [event] = world.of("incident"), world.of("consultation")
    assert [(x.type, x.to) for x in event.links] == [(LinkType.RESPONDS_TO, incident.id)]
    again = link_responses(world.entities, world.claims)
    assert again == world.entities
