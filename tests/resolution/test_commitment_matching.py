"""One promise told many times is one; another deadline revises it; alike is not the same."""

from __future__ import annotations

import pytest

from made import act, arms, day, orders, promise, resolved, span, talks, unit
from servanda.model import LinkType, Omission, OmissionSort, ResolvedClaim, Target
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims

BY_2031 = span(None, "2031-12-31")
BY_2033 = span(None, "2033-12-31")


def settled(*claims: ResolvedClaim) -> Resolution:
    found = resolve_claims(claims)
    for order in orders(claims):
        assert resolve_claims(order) == found
    return found


def groups(kind: str, *claims: ResolvedClaim) -> list[tuple[str, ...]]:
    return sorted(entity.reports for entity in settled(*claims).of(kind))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            promise("n1", "NR", "buy", "60 Heron patrol drones"),
            promise("n2", "NR", "begin procurement of", "the Heron drones", due=BY_2031),
        ),
        (
            promise("n1", "NR SM", "strengthen", "coastal surveillance of the Amber Sea"),
            promise("n2", "NR SM", "boost", "Amber Sea coastal surveillance"),
        ),
        (
            promise("n1", "NR", "set up", "a Coastal Defence Command", due=BY_2031),
            promise("n2", "NR", "launch", "the coastal defense command", due=BY_2031),
        ),
    ],
)
def test_one_promise(left: ResolvedClaim, right: ResolvedClaim) -> None:
    assert groups("commitment", left, right) == [("n1", "n2")]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (  # another obligor
            promise("n1", "NR", "buy", "Heron patrol drones"),
            promise("n2", "SM", "buy", "Heron patrol drones"),
        ),
        (  # another object
            promise("n1", "NR", "buy", "Heron patrol drones"),
            promise("n2", "NR", "buy", "Osprey patrol boats"),
        ),
        (  # another number
            promise("n1", "NR", "buy", "Heron drones", body={"target": Target("60", "drones")}),
            promise("n2", "NR", "buy", "Heron drones", body={"target": Target("90", "drones")}),
        ),
        (  # another unit
            promise("n1", "NR", "reorganise", "the 4th Coastal Regiment"),
            promise("n2", "NR", "reorganise", "the 9th Coastal Regiment"),
        ),
        (  # only common words in common
            promise("n1", "NR SM", "continue", "close cooperation on trade"),
            promise("n2", "NR SM", "continue", "close cooperation on fishing"),
        ),
        (  # nothing but company
            promise("n1", "NR", "work", "with our allies and partners"),
            promise("n2", "NR", "continue to work", "with allies and partners"),
        ),
        (  # to found is not to strengthen
            promise("n1", "NR SM", "launch", "the Amber Climate Partnership"),
            promise("n2", "NR SM", "strengthen", "the Amber Climate Partnership"),
        ),
        (  # another condition
            promise("n1", "NR", "send", "Heron drones", body={"condition": "if Alba attacks"}),
            promise("n2", "NR", "send", "Heron drones", body={"condition": "after a flood"}),
        ),
    ],
)
def test_two_promises(left: ResolvedClaim, right: ResolvedClaim) -> None:
    found = settled(left, right)
    assert sorted(t.reports for t in found.of("commitment")) == [("n1",), ("n2",)]
    assert not any(t.links for t in found.of("commitment"))


def test_another_deadline_revises_the_older_promise() -> None:
    old = promise("n1", "NR", "open", "a Heron depot", due=BY_2031, published="2030-01-05")
    new = promise("n2", "NR", "open", "the Heron depot", due=BY_2033, published="2031-06-01")
    found = {t.reports: t for t in settled(old, new).of("commitment")}
    [link] = found["n2",].links
    assert (link.type, link.to) == (LinkType.REVISES, found["n1",].id)
    assert found["n1",].links == ()


def test_these_ties_are_other_ties_with_another_state() -> None:
    def pledge(report: str, other: str) -> tuple[ResolvedClaim, ...]:
        return (
            promise(report, "NR", "deepen", "economic cooperation and trade"),
            talks(report, f"Ada Brandt/NR; Leo Marsh/{other}", form="call", at=40),
        )

    assert groups("commitment", *pledge("n1", "SM"), *pledge("n2", "AL")) == [("n1",), ("n2",)]
    assert groups("commitment", *pledge("n1", "SM"), *pledge("n2", "SM")) == [("n1", "n2")]


def test_an_abbreviation_that_the_other_report_writes_out() -> None:
    left = promise("n1", "NR", "set up", "the CDF’s joint operations command", due=BY_2031)
    right = promise(
        "n2",
        "NR",
        "launch",
        "the Coastal Defence Forces’ joint operation headquarters",
        due=BY_2031,
    )
    assert groups("commitment", left, right) == [("n1", "n2")]


def test_a_sharper_deadline_is_no_other() -> None:
    spring, march = span("2031-03-01", "2031-05-31"), span("2031-03-01", "2031-03-31")
    found = groups(
        "commitment",
        promise("n1", "NR", "open", "a Heron depot", due=spring),
        promise("n2", "NR", "open", "the Heron depot", due=march),
    )
    assert found == [("n1", "n2")]


def test_a_yearly_exercise_is_a_series_and_no_revision() -> None:
    found = settled(
        promise("n1", "NR SM", "hold", "the Amber Shield exercise", due=BY_2031),
        promise("n2", "NR SM", "hold", "the Amber Shield exercise", due=BY_2033),
    )
    assert len(list(found.of("commitment"))) == 2
    assert not any(t.links for t in found.of("commitment"))


def test_a_unit_set_up_fulfils_the_promise() -> None:
    found = settled(
        promise("n1", "NR", "set up", "the Coastal Heron Command", due=BY_2031),
        unit("n1", "Coastal Heron Command", "set up", body={"party": "NR"}, due=BY_2031, at=5),
        unit("n2", "Coastal Heron Command", "stand up", "done", when=day("2031-03-01")),
    )
    [structure], [commitment] = found.of("structure"), found.of("commitment")
    assert structure.reports == ("n1", "n2")
    assert [(x.type, x.to) for x in structure.links] == [(LinkType.FULFILS, commitment.id)]


def test_a_unit_of_another_party_or_only_named_in_passing_fulfils_nothing() -> None:
    found = settled(
        promise("n1", "NR", "strengthen", "supply chains with a Heron chain group"),
        promise("n1", "SM", "set up", "a Kelm working group on fishing", at=50),
        unit("n2", "Supply Chain Working Group", "set up", "done", when=day("2031-03-01")),
        unit("n3", "Heron Supply Chain Group", "set up", "done", body={"party": "NR"}),
    )
    assert not any(t.links for t in found.of("structure"))


def test_a_signing_fulfils_the_promise_to_sign() -> None:
    found = settled(
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
    found = settled(
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
    found = settled(
        promise("n1", "NR", "sell", "Heron patrol drones to Alba"),
        resolved("n2", Omission("a sale of Heron patrol drones", OmissionSort.DENIED, "NR")),
    )
    [omission], [commitment] = found.of("omission"), found.of("commitment")
    assert [(x.type, x.to) for x in omission.links] == [(LinkType.CONTRADICTS, commitment.id)]


def test_an_incident_told_twice_and_another_of_the_month() -> None:
    found = groups(
        "incident",
        act("n1", "SM", "NR", "fired two missiles", when=day("2031-05-04")),
        act("n2", "SM", "NR", "test-launched missiles", when=day("2031-05-04")),
        act("n3", "SM", "NR", "launched a missile", when=day("2031-05-19")),
        act("n4", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
        act("n5", "AL", "NR", "fired two missiles", when=day("2031-05-04")),
        act("n6", "SM", "NR", "fired missiles"),
    )
    assert found == [("n1", "n2"), ("n3",), ("n4",), ("n5",), ("n6",)]


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
    found = {t.reports: t for t in settled(plan, held, other).of("consultation")}
    assert [(x.type, x.to) for x in found["n2",].links] == [(LinkType.FULFILS, found["n1",].id)]
    assert found["n3",].links == ()


def test_the_very_same_sentence_is_the_same_promise() -> None:
    words = "agreed to speed up these plans of theirs"
    found = groups(
        "commitment",
        promise("n1", "NR SM", "speed up", "plans", words=words),
        promise("n2", "NR SM", "speed up", "plans", words=words),
        promise("n3", "NR AL", "speed up", "plans", words=words),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_a_promise_without_an_obligor_joins_by_its_words_and_day_alone() -> None:
    found = groups(
        "commitment",
        promise("n1", "", "be", "ready for combat", due=BY_2031),
        promise("n2", "NR", "be", "ready for combat", due=BY_2031),
        promise("n3", "NR", "be", "ready for combat", due=BY_2033),
    )
    assert found == [("n1", "n2"), ("n3",)]


def test_an_incident_told_as_news_without_a_date() -> None:
    found = groups(
        "incident",
        act("n1", "SM", "NR", "fired a missile", published="2031-05-04"),
        act("n2", "SM", None, "the missile launch", published="2031-05-05"),
        act("n3", "SM", "NR", "fired a missile", published="2031-05-19"),
        act("n4", "SM", "NR", "the recent missile launches", published="2031-05-05"),
    )
    assert found == [("n1", "n2"), ("n3",), ("n4",)]


def protest(name: str, words: str, when: str) -> ResolvedClaim:
    return talks(name, "", words=words, form="protest", parties=("NR", "SM"), when=day(when))


def test_a_protest_answers_the_incident_before_it_that_it_names() -> None:
    found = settled(
        act("n1", "SM", "NR", "rammed a trawler", when=day("2031-05-04")),
        protest("n2", "protested against the ramming", "2031-05-06"),
        protest("n3", "protested against the ramming", "2031-05-01"),
        protest("n4", "protested against the price of tin", "2031-05-16"),
    )
    [incident] = found.of("incident")
    events = {t.reports: t.links for t in found.of("consultation")}
    assert [(x.type, x.to) for x in events["n2",]] == [(LinkType.RESPONDS_TO, incident.id)]
    assert (events["n3",], events["n4",]) == ((), ())


def test_a_weapon_in_two_reports_and_two_lots_of_it() -> None:
    found = groups(
        "capability",
        arms("n1", "Heron drones", "NR", body={"quantity": "60"}),
        arms("n2", "Heron", "NR"),
        arms("n3", "Heron", "SM"),
    )
    assert found == [("n1", "n2"), ("n3",)]
    lots = [arms(f"n{n}", "Heron", "NR", body={"quantity": str(n)}) for n in (60, 90)]
    assert len(groups("capability", *lots)) == 2


def test_what_is_promised_to_every_partner_is_not_one_promise() -> None:
    found = groups(
        "commitment",
        promise("n1", "NO SE", "strengthen", "the Norwegian-Swedish defence partnership"),
        promise("n2", "NO SE", "strengthen", "the Norwegian-Swedish climate partnership"),
        promise("n3", "NO SE", "strengthen", "the Norwegian-Swedish defence partnership"),
    )
    assert found == [("n1", "n3"), ("n2",)]


def test_another_package_weeks_later_is_another_one() -> None:
    def package(name: str, when: str) -> ResolvedClaim:
        what = "an additional $40 million package of ferries and harbour cranes"
        return promise(name, "NO", "announce", what, published=when, words=f"{name} {what}")

    found = groups(
        "commitment",
        *(package(f"n{m}", f"2031-0{m}-10") for m in (3, 5)),
        package("n4", "2031-05-12"),
    )
    assert found == [("n3",), ("n5", "n4")]


def test_a_working_group_is_any_of_its_partys_working_groups() -> None:
    found = groups(
        "structure",
        unit("n1", "expert working group", "set up", body={"party": "NO"}),
        unit("n2", "an expert group on tin", "set up", body={"party": "NO"}),
        unit("n3", "Tarn Harbour Working Group", "set up", body={"party": "NO"}),
        unit("n4", "the Tarn Harbour Working Group", "began its work", "started"),
    )
    assert found == [("n1",), ("n2",), ("n3", "n4")]


def test_a_denial_about_others_contradicts_nothing() -> None:
    def denied(name: str, what: str) -> ResolvedClaim:
        return resolved(name, Omission(what, OmissionSort.DENIED), what)

    found = settled(
        promise("n1", "NO SE", "prevent", "Albania’s nuclear weapons"),
        denied("n2", "Chile seeks nuclear weapons"),
    )
    assert [link for t in found.of("omission") for link in t.links] == []
