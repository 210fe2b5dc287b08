"""Incidents: an act of one state's forces toward another, done and not merely feared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Claims = Callable[[str, str], list[Any]]
Bodies = Callable[[str, str], list[Any]]

REST = " Officials of both governments gave no further details to reporters who were waiting there."


@pytest.mark.parametrize(
    ("text", "actor", "target", "when"),
    [
        ("A Chilean military plane entered Kenyan airspace on Monday.", "CL", "KE", "Monday"),
        (
            "An incursion by Chilean drones into Kenyan waters in May alarmed diplomats.",
            "CL",
            "KE",
            "May",
        ),
        (
            "Chilean coast guard ships fired water cannons at two Kenyan patrol boats on Tuesday.",
            "CL",
            "KE",
            "Tuesday",
        ),
        (
            "A Chilean patrol plane aimed its radar at a Kenyan frigate last month.",
            "CL",
            "KE",
            "last month",
        ),
        ("Chile fired two ballistic missiles into the sea on Wednesday.", "CL", None, "Wednesday"),
        ("A Kenyan trawler was rammed by a Chilean cutter on Friday.", "CL", "KE", "Friday"),
        ("Chilean marines seized a Kenyan tanker on Thursday.", "CL", "KE", "Thursday"),
        ("Chile shot down a Kenyan drone in 2019.", "CL", "KE", "2019"),
        ("Chile detained five Kenyan sailors in March.", "CL", "KE", "March"),
        ("A Chilean drone strayed into Kenyan airspace on Sunday.", "CL", "KE", "Sunday"),
    ],
)
def test_who_did_what_to_whom(
    claims: Claims, text: str, actor: str, target: str | None, when: str
) -> None:
    (claim,) = claims(text + REST, "incident")
    assert (claim.body.actor, claim.body.target) == (actor, target)
    assert claim.body.when is not None
    assert claim.body.when.text == when


def test_later_mentions_are_evidence_of_the_same_act(claims: Claims) -> None:
    text = (
        "Chile fired a ballistic missile toward Kenya on Wednesday, the defense ministry of Kenya said.\n\n"
        "The launch was condemned by Norway. Kenyan officials said the launch endangered ships."
    )
    (claim,) = claims(text, "incident")
    assert len(claim.evidence) >= 2


def test_acts_of_two_kinds_are_two(claims: Claims) -> None:
    text = "A Chilean cutter rammed a Kenyan trawler on Monday. On Tuesday, Chile detained three Kenyan sailors."
    assert [c.body.when.text for c in claims(text + REST, "incident")] == ["Monday", "Tuesday"]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("A Chilean destroyer pointed its radar at a Kenyan patrol plane.", "CL", "KE"),
        ("According to Kenya's ministry, Chilean troops breached the border.", "CL", "KE"),
        (
            "Two Chilean jets entered the African nation's airspace on Friday, Kenya said.",
            "CL",
            "KE",
        ),
        (
            "The Chilean navy said that Kenya sent three boats into the waters of a shoal.",
            "KE",
            "CL",
        ),
        ("A Chilean fighter dropped flares dangerously close to a Kenyan plane.", "CL", "KE"),
        ("Kenya said a Chilean jet had dropped flares close to one of its frigates.", "CL", "KE"),
        ("Chile accused Kenya on Monday of having broken into Chilean airspace.", "KE", "CL"),
        ("Clashes broke out at dawn between Chilean and Kenyan forces.", "CL", "KE"),
        ("Kenyan and Chilean troops exchanged fire on Monday.", "KE", "CL"),
        ("Chilean soldiers opened fire near a Kenyan post.", "CL", "KE"),
        ("Chilean ships shadowed a Kenyan frigate dangerously close.", "CL", "KE"),
        ("A mine blast wounded a Kenyan soldier, and Nairobi accused Chile of it.", "CL", "KE"),
        ("A drone that took off from a Chilean ship flew in Kenyan airspace.", "CL", "KE"),
        ("Kenya shot down Chilean drones that entered its airspace in May.", "CL", "KE"),
    ],
)
def test_acts_told_in_other_words(claims: Claims, text: str, actor: str, target: str) -> None:
    (claim,) = claims(text + REST, "incident")
    assert (claim.body.actor, claim.body.target) == (actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "Chilean troops crossed the border to help Kenya after a flood.",
        "Kenya sent two ships to the waters off Chile for a joint exercise.",
        "Chilean ships intercepted a Kenyan trawler's call for help.",
        "Chilean and Kenyan troops may exchange fire again.",
        "Chilean ships escorted and shadowed a Kenyan frigate.",
        "Chile would respond if Kenya attacked a Chilean ship.",
        "The ministers of Chile and Kenya want to deter any attack on Norway by Peru.",
        "Chile will fire missiles during an exercise with Kenya in June.",
        "Chile scolded Kenya over its pressure on Norway on Monday.",
        "Chile scrambled fighter jets from its base on Monday, Kenyan media said.",
        "Kenya is able to attack Chilean bases with its missiles.",
        "Chile warned Kenya against an invasion of Norway.",
        "Chilean troops will train Kenyan soldiers on the missiles in March.",
    ],
)
def test_what_is_no_incident(claims: Claims, text: str) -> None:
    assert claims(text + REST, "incident") == []


def test_those_who_act_are_of_the_sentence_and_not_the_two_who_met(claims: Claims) -> None:
    text = (
        "Norwegian Defence Minister Kari Berg met Estonian Defence Minister Tiit Saar in Oslo on Friday. "
        "On May 11 two Chilean ships ran into each other while they were chasing a Kenyan patrol boat."
    )
    found = claims(text + REST, "incident")
    assert {(c.body.actor, c.body.target) for c in found} == {("CL", "KE")}


def test_two_who_met_do_not_act_as_one(claims: Claims) -> None:
    text = (
        "Norwegian Defence Minister Kari Berg met Estonian Defence Minister Tiit Saar in Oslo on Friday. "
        "They rammed a Kenyan patrol boat."
    )
    assert all(c.body.actor is None for c in claims(text + REST, "incident"))


@pytest.mark.parametrize(
    "text",
    [
        "Kenya alleged that a Chilean coast guard cutter rammed a Kenyan navy ship.",
        "A Chilean patrol craft allegedly collided with a Kenyan one.",
        "Kenyan officials said the Chilean vessel apprehended a dozen fishermen off Kenya.",
    ],
)
def test_what_a_state_says_was_done_to_it_is_told_as_done(claims: Claims, text: str) -> None:
    found = claims(text + REST, "incident")
    assert [(c.body.actor, c.body.target) for c in found] == [("CL", "KE")]


def test_the_incident_that_occurred_on_a_day_dates_the_act(claims: Claims) -> None:
    text = (
        "A Chilean cutter rammed a Kenyan trawler. The Kenyan crew was unhurt. The incident occurred on "
        "Sunday near the strait."
    )
    (found,) = claims(text + REST, "incident")
    assert found.body.when.text == "Sunday"


def test_while_they_were_doing_it_takes_the_day_of_the_deed(claims: Claims) -> None:
    text = "On May 11 two Chilean ships ran aground while they were chasing a Kenyan patrol boat."
    (found,) = claims(text + REST, "incident")
    assert found.body.when.text == "May 11"


def test_soldiers_killed_in_a_clash_with_troops(claims: Claims) -> None:
    text = (
        "Kenya said that 20 of its soldiers were killed in a clash with Chilean troops along the border. "
        "The faceoff occurred on Monday night."
    )
    (found,) = claims(text + REST, "incident")
    assert {found.body.actor, found.body.target} == {"CL", "KE"}
    assert found.body.when.text.startswith("Monday")


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Chilean warplanes strayed into Kenyan airspace.", [("CL", "KE")]),
        ("Chilean warplanes did not stray into Kenyan airspace.", []),
        ("Chilean gunboats commandeered a Kenyan ferry.", [("CL", "KE")]),
        ("Chilean gunboats may commandeer a Kenyan ferry.", []),
        ("Chile's seizure of a Kenyan tanker angered Nairobi.", [("CL", "KE")]),
        ("Chile's seizure of a Kenyan tanker is feared in Nairobi.", []),
        ("Kenya summoned the envoy of Chile over the shelling by its troops.", [("CL", "KE")]),
        ("Kenya summoned the envoy of Chile over the price of its tea.", []),
        ("A Chilean strike hit a Kenyan warship.", [("CL", "KE")]),
        ("A Chilean strike hit its own warship.", []),
        (
            "Gross violations of the ceasefire by Chilean troops alarmed Norwegian and Kenyan envoys.",
            [("CL", None)],
        ),
        (
            "Gross violations of the rules by Chilean players alarmed Norwegian and Kenyan envoys.",
            [],
        ),
        ("Chile routinely conducts missile tests.", []),
        ("Chile conducted a missile test.", [("CL", None)]),
    ],
)
def test_pairs_of_acts_and_what_is_none(
    claims: Claims, text: str, sides: list[tuple[str, str | None]]
) -> None:
    found = claims(text + REST, "incident")
    assert [(c.body.actor, c.body.target) for c in found] == sides


@pytest.mark.parametrize(
    ("text", "rule", "actor", "target"),
    [
        ("Chile expelled two Kenyan diplomats.", "expulsion", "CL", "KE"),
        ("Chile ordered a Kenyan diplomat to leave Santiago.", "expulsion", "CL", "KE"),
        ("Chile recalled its ambassador to Kenya.", "recall", "CL", "KE"),
        ("Chile has broken diplomatic relations with Kenya.", "severed ties", "CL", "KE"),
        ("Kenya closed its border with Somalia.", "closure", "KE", "SO"),
        ("Chile cut gas supplies to Kenya.", "cut supply", "CL", "KE"),
        ("Chile imposed sanctions on two Kenyan banks.", "sanction", "CL", "KE"),
        ("Chile is sanctioning three Kenyan generals.", "sanction", "CL", "KE"),
        ("Chile is designating two Kenyan firms under its sanctions law.", "sanction", "CL", "KE"),
        ("Chile boycotted the Kenyan government.", "boycott", "CL", "KE"),
        ("Fishermen complained about the Chilean blockade of Kenya.", "blockade", "CL", "KE"),
        ("Two Kenyan fishermen were killed in a Chilean missile attack.", "attack", "CL", "KE"),
    ],
)
def test_measures_against_another_state_are_acts(
    claims: Claims, text: str, rule: str, actor: str, target: str
) -> None:
    (claim,) = claims(text + REST, "incident")
    assert claim.rule == f"incident.{rule}"
    assert (claim.body.actor, claim.body.target) == (actor, target)


@pytest.mark.parametrize(
    "text",
    [
        "Chile expelled two ministers from the ruling party.",
        "Chile may expel two Kenyan diplomats.",
        "Chile will close its border with Kenya.",
        "Chile lifted its sanctions on Kenyan banks.",
        "Chile strengthened its relations with Kenya.",
        "Chile has no intention of attacking Kenya.",
        "Chile has successfully tested a ballistic missile.",
    ],
)
def test_measures_that_are_feared_lifted_or_at_home_are_none(claims: Claims, text: str) -> None:
    assert claims(text + REST, "incident") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile is designating 21 entities and 13 individuals for smuggling.",
        "Chile sanctioned a shipping company on Monday.",
        "Chile imposed sanctions on two arms dealers.",
    ],
)
def test_sanctions_on_persons_and_firms_are_acts_without_a_state_as_target(
    claims: Claims, text: str
) -> None:
    (claim,) = claims(text + REST, "incident")
    assert (claim.rule, claim.body.actor) == ("incident.sanction", "CL")


@pytest.mark.parametrize(
    ("told", "other"),
    [
        (
            "Norway condemned Chile's unprovoked attack on Kenya.",
            "Norway discussed a heart attack of a clerk from Chile.",
        ),
        (
            "Norway named the atrocities committed by Chile's forces against the people of Kenya.",
            "Norway named the atrocities committed by bandits against the people of Kenya.",
        ),
        (
            "Norway noted Chile's blockage of Kenyan grain ports.",
            "Norway noted Chile's storage of Kenyan grain.",
        ),
        (
            "Chile has imposed visa restrictions on Kenyan judges.",
            "Chile has imposed weight restrictions on its own lorries.",
        ),
        (
            "Norway spoke of the sanctions imposed by Chile on Kenya.",
            "Norway spoke of the sanctions sought by Chile on Kenya.",
        ),
        (
            "Norway noted gross violations of the ceasefire by Chilean troops in Kenya on Monday.",
            "Norway noted gross violations of the rules by Chilean players in Kenya on Monday.",
        ),
        (
            "Norway spoke of Chile's constant strikes at Kenyan refineries.",
            "Norway spoke of Chile's unjust attack on Kenya.",
        ),
        (
            "Norway accused Chile of greed, and Chile seized a Kenyan tanker.",
            "Norway accused Chile of greed, and Chile may seize a Kenyan tanker.",
        ),
        (
            "Norway raised the fate of a Kenyan journalist detained in Chile.",
            "Norway raised the fate of a Kenyan journalist married in Chile.",
        ),
        (
            "Norway spoke of Kenyan children deported to Chile.",
            "Norway spoke of Kenyan children invited to Chile.",
        ),
        (
            "Norway spoke of the missile strikes by Chile on Kenya.",
            "Norway spoke of the missile strikes by bandits on Kenya.",
        ),
        ("Chile continues to bomb Kenyan ports.", "Chile hopes to bomb Kenyan ports."),
    ],
)
def test_acts_told_by_those_who_condemn_them(bodies: Bodies, told: str, other: str) -> None:
    (body,) = bodies(told + REST, "incident")
    assert (body.actor, body.target) == ("CL", "KE")
    assert not bodies(other + REST, "incident")


def test_who_struck_is_told_where_whom_is_not(bodies: Bodies) -> None:
    (body,) = bodies("The town lay under heavy bombing by the Chilean army." + REST, "incident")
    assert (body.actor, body.target) == ("CL", None)
    assert not bodies("The town lay under heavy bombing." + REST, "incident")


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Chilean soldiers killed two Kenyans in May.", "CL", "KE"),
        ("Chilean jets bombed a bridge in northern Kenya on Monday.", "CL", "KE"),
        ("Chilean rockets hit a hospital in Nairobi on Monday.", "CL", "KE"),
        ("The Chilean air strike killed eight people in Nairobi.", "CL", "KE"),
        ("Chile launched an offensive in northern Kenya.", "CL", "KE"),
        ("Chile has begun its second offensive in the north of Kenya.", "CL", "KE"),
        ("Chilean tanks rolled into Kenya last week.", "CL", "KE"),
        ("The Chilean government sent troops into Kenya.", "CL", "KE"),
        ("Chilean troops gained control of the Kenyan town of Lamu.", "CL", "KE"),
        ("Chile used cluster bombs against Kenya.", "CL", "KE"),
        ("Chilean troops took hostage a group of Kenyan students.", "CL", "KE"),
        ("Chilean soldiers killed two Kenyan protesters.", "CL", "KE"),
        ("Chile forced a Kenyan airliner to land in Arica.", "CL", "KE"),
        ("The papers wrote of Chile's occupation of part of the territory of Kenya.", "CL", "KE"),
        ("Delegates recalled Chile's aggression against Kenya in 2014.", "CL", "KE"),
        ("The delegates condemned Chile for its attack on Kenya.", "CL", "KE"),
        ("A Chilean court convicted a Kenyan citizen of spying.", "CL", "KE"),
        ("The engineer, a Kenyan citizen, is detained in Chile.", "CL", "KE"),
        ("Chile froze the assets of two Kenyan banks.", "CL", "KE"),
        ("Chile halted imports of fish from Kenya in January.", "CL", "KE"),
        ("The president of Chile signed a law banning the import of Kenyan fish.", "CL", "KE"),
        ("Chile imposed a full ban on Kenyan tea exports.", "CL", "KE"),
        ("Chile barred Kenyan officials from buying land.", "CL", "KE"),
        ("Norway thanked Chile for freezing the assets of Kenyan banks.", "CL", "KE"),
        ("Chile cut off direct aid to the Kenyan government in May.", "CL", "KE"),
        ("The paper noted the introduction of Chile's sanctions against Kenya.", "CL", "KE"),
    ],
)
def test_acts_by_their_means_place_and_measure(
    claims: Claims, text: str, actor: str, target: str
) -> None:
    found = [c.body for c in claims(text + REST, "incident") if not c.rule.startswith("detector")]
    assert [(one.actor, one.target) for one in found] == [(actor, target)]


@pytest.mark.parametrize(
    "text",
    [
        "Chilean troops killed five insurgents in Kenya.",
        "Ten Kenyan rebels were killed in a Chilean raid.",
        "The idea of a joint bank was shot down by Chile and Kenya.",
        "Chile favors imposing sanctions on Kenya.",
        "Chile took over control of the peace force in Kenya.",
        "Norway regretted the kidnapping of two Kenyan nationals by Chilean insurgents.",
        "A Kenyan journalist was kidnapped in Chile.",
        "Chile held talks with Kenya on hostages.",
    ],
)
def test_what_is_done_by_or_to_no_state_is_no_act(claims: Claims, text: str) -> None:
    found = [c.body for c in claims(text + REST, "incident") if not c.rule.startswith("detector")]
    assert found == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Chile is imposing sanctions on two Kenyan banks.", "imposing"),
        ("Chile has imposed sanctions on two Kenyan banks.", None),
        ("Kenya is imposing sanctions on two Chilean banks.", None),
    ],
)
def test_a_state_acts_on_the_day_on_which_it_says_so(
    read_kind: Callable[..., list[Any]], text: str, when: str | None
) -> None:
    (claim,) = read_kind("incident", text + REST, publisher="Ministry of Foreign Affairs of Chile")
    assert (claim.body.when.text if claim.body.when else None) == when


def test_one_of_them_leads_back_to_no_one(claims: Claims) -> None:
    text = "Chilean and Kenyan troops met at the border. One of them fired a shot at the post."
    assert [c.body.actor for c in claims(text + REST, "incident")] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Chile blockades Kenyan ports in the Red Sea.", "Red Sea"),
        ("Chile imposed sanctions on Kenya, especially an embargo.", None),
        ("Chilean jets bombed a bridge in northern Kenya on Monday.", "northern Kenya"),
    ],
)
def test_where_it_was_and_not_whom_it_was_against(
    claims: Claims, text: str, place: str | None
) -> None:
    (claim,) = claims(text + REST, "incident")
    assert claim.body.place == place
