"""Commitments: every shape a promise has, what fills its slots, and what is no promise at all."""

from __future__ import annotations

from typing import Any

import pytest

from readings import Bodies, Claims
from servanda.model import Commitment, Modality

AGREED, VOWS, PLANS = Modality.AGREED, Modality.VOWS, Modality.PLANS
REAFFIRMED, WILL = Modality.REAFFIRMED, Modality.WILL
CONSIDERING, FULFILLED = Modality.CONSIDERING, Modality.FULFILLED

MET = "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on Monday."


def only(found: list[Commitment]) -> Commitment:
    assert len(found) == 1, [(one.action, one.object) for one in found]
    return found[0]


# -- shapes ----------------------------------------------------------------------------------

SHAPES = [
    # verbs with an infinitive
    ("Norway and Canada agreed on Monday to build three tugs.", AGREED, "NO CA", "build"),
    ("Chile and Peru agreed on building a second tunnel.", AGREED, "CL PE", "build"),
    ("Norway vowed to double its aid to Kenya.", VOWS, "NO", "double"),
    ("Norway pledged to double its aid to Kenya.", VOWS, "NO", "double"),
    ("Chile has promised to reopen the mine road to Peru.", VOWS, "CL", "reopen"),
    ("Canada is planning to open a consulate in Kenya.", PLANS, "CA", "open"),
    ("Chile intends to buy two frigates from Peru.", PLANS, "CL", "buy"),
    ("Chile and Peru decided to freeze tariffs.", PLANS, "CL PE", "freeze"),
    ("Chile proposed to open a depot with Peru.", CONSIDERING, "CL", "open"),
    ("Canada is considering buying patrol boats from Norway.", CONSIDERING, "CA", "buy"),
    # verbs with a clause
    ("Norway agreed with Canada that it will return the archive.", AGREED, "NO CA", "return"),
    ("Chile and Peru agreed that the two navies will patrol the lake.", AGREED, "CL PE", "patrol"),
    ("Canada said it would send 300 soldiers to Latvia.", WILL, "CA", "send"),
    # committed to
    ("Chile committed to closing the base in Peru.", VOWS, "CL", "close"),
    ("Norway is committed to building a harbour in Kenya.", VOWS, "NO", "build"),
    ("Norway remains committed to building a harbour in Kenya.", REAFFIRMED, "NO", "build"),
    ("The deal commits Chile to opening the border.", VOWS, "CL", "open"),
    # nouns
    ("Norway's decision to send 40 engineers to Kenya was made on Friday.", WILL, "NO", "send"),
    ("The plan by Canada to station tugs in Norway was read out in Oslo.", PLANS, "CA", "station"),
    ("Chile's pledge to close the base in Peru was read out on Monday.", VOWS, "CL", "close"),
    ("Chile reaffirmed its pledge to supply copper to Peru.", REAFFIRMED, "CL", "supply"),
    (
        "Chile and Peru signed an agreement under which Chile will supply copper to Peru.",
        AGREED,
        "CL PE",
        "supply",
    ),
    # arranged
    ("Norway is set to hand over two ferries to Kenya in May.", PLANS, "NO", "hand over"),
    ("Norway is to hand over two ferries to Kenya in May.", PLANS, "NO", "hand over"),
    ("Chile and Peru are due to open a joint depot in May.", PLANS, "CL PE", "open"),
    (
        "Chile and Peru welcomed a joint command to be set up by June 2027.",
        PLANS,
        "CL PE",
        "set up",
    ),
    ("A joint depot will be set up by Chile and Peru.", WILL, "CL PE", "set up"),
    # orders to one's own people
    (
        "The two ministers of Chile and Peru instructed their officials to draw up a timetable.",
        AGREED,
        "CL PE",
        "draw up",
    ),
    ("Chile and Peru tasked their teams to draft a border treaty.", AGREED, "CL PE", "draft"),
    # said and done in one
    (
        "Chile and Peru signed a memorandum on fisheries in Lima on Tuesday.",
        AGREED,
        "CL PE",
        "sign",
    ),
    ("Canada committed $40 million in aid to Kenya.", VOWS, "CA", "commit"),
    ("Canada is providing $40 million in aid to Kenya.", WILL, "CA", "provide"),
    ("Canada announced $40 million in aid to Kenya.", WILL, "CA", "announce"),
    # met
    ("Chile opened the port on Monday, keeping a promise made to Bolivia.", FULFILLED, "CL", None),
    ("The withdrawal of Canadian troops has begun in Latvia.", FULFILLED, "CA", "begin"),
    ("The withdrawal of Canadian troops from Latvia has begun.", FULFILLED, "CA", "begin"),
    # plain future
    ("Chile will repair the pipeline to Peru.", WILL, "CL", "repair"),
    ("Chile will not deploy missiles near Peru.", WILL, "CL", "not deploy"),
    ("Chile will deliver 400 drones to Peru.", WILL, "CL", "deliver"),
]


@pytest.mark.parametrize(("text", "modality", "obligors", "action"), SHAPES)
def test_a_promise_is_read(
    bodies: Bodies, text: str, modality: Modality, obligors: str, action: str | None
) -> None:
    found = only(bodies(text, "commitment"))
    assert found.modality is modality
    assert set(found.obligors) == set(obligors.split())
    assert action is None or found.action == action


# -- what fills its slots --------------------------------------------------------------------


def test_all_slots_at_once(bodies: Bodies) -> None:
    text = (
        "Norwegian Foreign Minister Ada Brandt vowed to send 40 buses to Kenya by June 2031 "
        "if parliament approves the money."
    )
    found = only(bodies(text, "commitment"))
    assert found.obligors == ("NO",)
    assert (found.action, found.object) == ("send", "40 buses")
    assert found.beneficiary == "KE"
    assert found.due is not None
    assert (found.due.text, found.due.relation) == ("June 2031", "by")
    assert found.condition == "if parliament approves the money"
    assert found.speaker == "Ada Brandt"
    assert found.target is not None
    assert (found.target.quantity, found.target.unit) == ("40", "buses")


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("by December 2028", "December 2028"),
        ("within six months", "six months"),
        ("next year", "next year"),
        ("from fiscal 2027", "fiscal 2027"),
        ("before the end of 2029", "the end of 2029"),
        ("by the end of June", "the end of June"),
    ],
)
def test_the_day_it_is_due(bodies: Bodies, words: str, due: str) -> None:
    found = only(bodies(f"Chile will supply copper to Peru {words}.", "commitment"))
    assert found.due is not None
    assert found.due.text in due
    assert due.endswith(found.due.text)


def test_what_is_to_be_done_has_its_day(bodies: Bodies) -> None:
    text = "Chile and Peru welcomed a joint command to be set up by June 2027."
    assert only(bodies(text, "commitment")).due is not None


def test_the_day_it_was_said_is_no_deadline(bodies: Bodies) -> None:
    assert (
        only(bodies("Chile agreed with Peru on Monday to pave the road.", "commitment")).due is None
    )


def test_the_day_a_sum_was_pledged_is_no_deadline(bodies: Bodies) -> None:
    text = "Canada pledged $40 million in aid to Kenya on Friday."
    assert only(bodies(text, "commitment")).due is None


def test_a_sum_of_money_is_a_target(bodies: Bodies) -> None:
    target = only(bodies("Canada committed $40 million in aid to Kenya.", "commitment")).target
    assert target is not None
    assert (target.quantity, target.unit) == ("$40 million", None)


@pytest.mark.parametrize(
    "condition",
    [
        "if parliament approves it",
        "in the event of a shortage",
        "provided that Peru opens the port",
        "subject to a vote in parliament",
    ],
)
def test_a_condition_is_kept_word_for_word(bodies: Bodies, condition: str) -> None:
    found = only(bodies(f"Chile will supply copper to Peru {condition}.", "commitment"))
    assert found.condition is not None
    assert condition.removeprefix("if ") in found.condition


def test_a_condition_in_front(bodies: Bodies) -> None:
    found = only(bodies("If Peru pays, Chile will close the base.", "commitment"))
    assert found.obligors == ("CL",)
    assert found.condition == "If Peru pays"


@pytest.mark.parametrize("words", ["two years later than planned", "two years ahead of schedule"])
def test_a_plan_moved_says_so(bodies: Bodies, words: str) -> None:
    found = only(bodies(f"Chile will supply 400 drones to Peru by 2030, {words}.", "commitment"))
    assert found.rescheduled == words


def test_both_sides_are_bound(bodies: Bodies) -> None:
    text = f"{MET} The two sides agreed to open a joint depot by May 2031."
    assert set(only(bodies(text, "commitment")).obligors) == {"CL", "PE"}


def test_who_agrees_with_somebody_is_not_bound_alone(bodies: Bodies) -> None:
    text = "Chilean Defence Minister Rosa Vidal agreed with her Peruvian counterpart Luis Ocampo to pave the road."
    assert set(only(bodies(text, "commitment")).obligors) == {"CL", "PE"}


def test_who_is_quoted_speaks(bodies: Bodies) -> None:
    text = '"We will send six tugs to Peru," Chilean Defence Minister Rosa Vidal told reporters in Lima.'
    found = only(bodies(text, "commitment"))
    assert found.speaker == "Rosa Vidal"
    assert found.obligors == ("CL",)


def test_each_target_is_a_promise(bodies: Bodies) -> None:
    text = "Chile and Peru agreed to open a joint depot and to train 200 pilots."
    found = bodies(text, "commitment")
    assert [one.action for one in found] == ["open", "train"]
    assert all(set(one.obligors) == {"CL", "PE"} for one in found)


# -- told twice ------------------------------------------------------------------------------


def test_a_headline_only_adds_to_the_body(claims: Claims) -> None:
    text = (
        "Chile Will Send Six Tugs to Peru\n\n"
        "SANTIAGO, May 7 (Harbor Wire) - Chile will send six tugs to Peru by June 2031, Defence "
        "Minister Rosa Vidal said on Tuesday. The tugs are meant for the port of Callao, and "
        "Peruvian crews are already being trained on them in Valparaiso.\n"
    )
    (claim,) = claims(text, "commitment")
    body = claim.body
    assert isinstance(body, Commitment)
    assert body.due is not None
    assert body.due.text == "June 2031"
    assert text.index("SANTIAGO") < claim.evidence[0].start


def test_what_has_begun_is_what_was_promised(bodies: Bodies) -> None:
    text = "The withdrawal of Canadian troops from Latvia has begun."
    assert only(bodies(text, "commitment")).what == (
        "the withdrawal of Canadian troops from Latvia: begin"
    )


def test_a_promise_repeated_in_the_body_is_one(claims: Claims) -> None:
    text = (
        f"{MET} Chile will send six tugs to Peru, Vidal said. "
        "Asked about the port, Vidal said that Chile will send six tugs to Peru by June 2031."
    )
    (claim,) = claims(text, "commitment")
    assert isinstance(claim.body, Commitment)
    assert claim.body.due is not None
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(
    "other",
    ["Chile will send nine tugs to Peru.", "Peru will send six barges to Chile."],
)
def test_different_numbers_or_obligors_stay_apart(bodies: Bodies, other: str) -> None:
    assert len(bodies(f"Chile will send six tugs to Peru. {other}", "commitment")) == 2


# -- what is none ----------------------------------------------------------------------------

NONE = [
    # forecasts and those who make them
    "Analysts said Chile will build a base in Peru.",
    "Experts predict that Norway will sell frigates to Canada.",
    "Chile likely will buy frigates from Peru, analysts say.",
    # hopes and wishes
    "Chile hopes to build a base in Peru.",
    "Norway wants to sell frigates to Canada.",
    "Norwegian Foreign Minister Ada Brandt expects Canada to send 300 soldiers.",
    # requests of others
    "Chile urged Peru to close the base.",
    "Chile asked Peru to return the archive.",
    "Chile asked whether Peru will close the base.",
    "Will Norway send soldiers to Canada?",
    # could, may, might
    "Chile could close the base in Peru.",
    "Norway may sell frigates to Canada next year.",
    "Norway might agree to sell frigates to Canada.",
    # within a condition
    "If Chile agrees to close the base, Peru may reopen the border.",
    "Kenya would close the camp if Norway paid for it.",
    # denied
    "Norway refused to send soldiers to Canada.",
    "Norway did not agree to send soldiers to Canada.",
    # agendas
    "Norwegian Foreign Minister Ada Brandt will discuss ways to deepen ties with Canada, enhance trade.",
    "Canada and Norway will exchange views on fisheries.",
    # effects of things
    "By easing the rules, Chile will bring more trade to Peru.",
    "The pact will help Norway and Sweden to trade.",
    "The new bridge will bring Norway and Sweden closer together.",
    # procedure
    "The talks between Chile and Peru will be held at 3 p.m. on Friday.",
    "Canada and Norway plan to issue a joint statement after the talks.",
    "Canada and Norway agreed to meet again in June.",
    # consulting is told elsewhere
    "Canada and Norway agreed to hold a second summit in June.",
    "Canada and Norway agreed to exchange visits.",
    "Chilean President Rosa Vidal will visit Peru on Friday.",
    "Canada and Norway will hold talks in Oslo next month.",
    "Canada and Norway plan to meet in Oslo next month.",
    # what fills a visit
    "Norwegian Foreign Minister Ada Brandt will engage with students in Lima on Friday.",
    "Chilean President Rosa Vidal will pay her respects to the dead of the flood in Peru.",
    "Chilean President Rosa Vidal will offer her condolences to the people of Peru.",
    "Chilean President Rosa Vidal will take part in the opening of the port in Peru.",
    "Chilean President Rosa Vidal will undertake a state visit to Peru.",
    # measures that are imposed, not promised
    "Norway is imposing sanctions on five banks of Peru.",
    # what nobody plans
    "Norway has no plans to leave the pact with Peru.",
    # how things are
    "Norway will remain an important partner of Canada.",
    # superseded
    "At first, Chile planned to build a base in Peru.",
    "Norway initially planned to sell two frigates to Canada.",
    "Norway originally intended to sell two frigates to Canada.",
    # past deeds
    "Chile repaired the pipeline to Peru in 2019.",
    "Chile has sent six tugs to Peru.",
    # what another is blamed for
    "Norway condemned Canada's decision to attack the convoy.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_promise_is_read(bodies: Bodies, text: str) -> None:
    assert bodies(text, "commitment") == []


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("Norway thanked Canada for its decision to send 40 engineers.", "CA"),
        ("Norway commended Canada for its pledge to cut emissions.", "CA"),
        ("Chile praised Peru for its commitment to reduce arms.", "PE"),
    ],
)
def test_praise_binds_nobody_who_praises(bodies: Bodies, text: str, praised: str) -> None:
    assert all(one.obligors == (praised,) for one in bodies(text, "commitment"))


def test_a_welcome_leaves_the_promise_with_its_owner(bodies: Bodies) -> None:
    found = only(bodies("Chile welcomed Peru's pledge to cut emissions.", "commitment"))
    assert found.obligors == ("PE",)


def test_every_promise_names_its_rule(claims: Claims) -> None:
    for shape in SHAPES:
        if isinstance(shape, tuple) and len(shape) == 4:  # those without a mark
            (claim,) = claims(shape[0], "commitment")
            assert claim.rule.startswith("commitment.")
            assert 0.5 <= claim.confidence <= 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Chile has set up a Coastal Command in Arica.", "commitment.structure_done"),
        ("Chile has begun setting up a Coastal Command in Arica.", "commitment.structure_begun"),
    ],
)
def test_a_command_begun_is_told_from_one_that_stands(claims: Claims, text: str, rule: str) -> None:
    rest = " Chilean President Rosa Vidal and Kenyan President Amos Oloo met in Nairobi on Friday."
    found = {c.rule for c in claims(text + rest, "commitment")}
    assert rule in found


@pytest.mark.parametrize("words", ["has authorized a shipment of arms", "has approved 40 tugs"])
def test_who_authorizes_a_delivery_will_make_it(bodies: Bodies, words: str) -> None:
    found = bodies(f"Chile {words} for Peru.", "commitment")
    assert [one.obligors for one in found] == ([("CL",)] if "authorized" in words else [])


def test_what_was_agreed_by_nobody_named_binds_those_who_talked(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal had a call with Peruvian President Luis Ocampo. "
        "Vidal spoke of a pipeline in Chile. It was agreed to maintain contacts at all levels."
    )
    assert set(only(bodies(text, "commitment")).obligors) == {"CL", "PE"}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile announced its decision to send 40 tugs to Peru.", "will"),
        ("Chile will consider the sale of 40 tugs to Peru.", "considering"),
        ("Chile will approve the sale of 40 tugs to Peru.", "will"),
    ],
)
def test_how_firm_it_is(bodies: Bodies, text: str, modality: str) -> None:
    assert [one.modality.value for one in bodies(text, "commitment")] == [modality]


def test_what_signed_documents_deal_with_is_agreed(bodies: Bodies) -> None:
    text = (
        "Chilean President Rosa Vidal met Peruvian President Luis Ocampo in Lima. "
        "The documents deal, in particular, with building schools in several cities."
    )
    found = only(bodies(text, "commitment"))
    assert (found.action, found.modality.value) == ("build", "agreed")
    assert set(found.obligors) == {"CL", "PE"}


@pytest.mark.parametrize(
    "words",
    [
        "The document focuses on training pilots, the exchange of students, and sharing data.",
        "They signed documents. Those included a pact on fish, cooperation in trade, and training of pilots.",
    ],
)
def test_what_a_document_is_on_is_a_promise_each(bodies: Bodies, words: str) -> None:
    met = "Chilean President Rosa Vidal met Peruvian President Luis Ocampo in Lima. "
    found = bodies(met + words, "commitment")
    assert len(found) == 3
    assert all(set(one.obligors) == {"CL", "PE"} for one in found)


def test_a_wide_matter_is_one_paper(bodies: Bodies) -> None:
    text = "Chile and Peru signed agreements on cooperation in health, training and science."
    assert only(bodies(text, "commitment")).object.endswith("health, training and science")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Chile remains committed, even now, to building a port in Kenya.", "reaffirmed"),
        ("Chile and Peru emphasized their shared goal of building a port.", "plans"),
        ("Chile and Peru emphasized their shared wish of building a port.", None),
        ("Chile invited Peru to join the fund for fishers.", "considering"),
        ("Chile invited Peru to talk about fishers.", None),
        ("Chile warned Peru that flights will be halted if the port is closed.", "considering"),
        ("Chile told Peru that flights will be halted if the port is closed.", None),
    ],
)
def test_firmness_by_grammar(bodies: Bodies, text: str, modality: str | None) -> None:
    found = [one.modality.value for one in bodies(text, "commitment")]
    assert found == ([modality] if modality else [])


@pytest.mark.parametrize(
    ("publisher", "words", "bound"),
    [
        ("Prime Minister of Australia", "The Government will build a port in Peru.", {"AU"}),
        ("Prime Minister of Australia", "The Government of Peru will build a port.", {"PE"}),
        (None, "The Government will build a port in Peru.", set()),
        (
            "Prime Minister of Australia",
            "The purpose of the visit is to build a port in Peru.",
            {"AU"},
        ),
    ],
)
def test_a_release_speaks_of_its_own_government(
    read_kind: Any, publisher: str | None, words: str, bound: set[str]
) -> None:
    found = read_kind("commitment", f"{words} {MET}", publisher=publisher)
    assert {party for claim in found for party in claim.body.obligors} == bound


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("A new harbour will be built by Chile in Kenya.", "a new harbour"),
        ("UNESCO schools will be built by Chile in Kenya.", "UNESCO schools"),
        ("Peruvian schools will be built by Chile in Kenya.", "Peruvian schools"),
    ],
)
def test_a_capital_of_the_sentence_is_none_of_the_thing(
    bodies: Bodies, words: str, thing: str
) -> None:
    assert only(bodies(words, "commitment")).object.startswith(thing)


@pytest.mark.parametrize(
    ("words", "bound"),
    [
        ("agreed to close its airfield in Arica", {"CL"}),
        ("agreed to close its airfield in Arica in exchange for a trade deal", {"CL"}),
        ("agreed to allow inspectors to view the harbour", {"CL"}),
        ("agreed to send 40 buses to Peru", {"CL"}),
        ("agreed to continue close contacts", {"CL", "PE"}),
        ("agreed to hold joint patrols", {"CL", "PE"}),
    ],
)
def test_who_agrees_alone_is_bound_alone(bodies: Bodies, words: str, bound: set[str]) -> None:
    text = f"Chile and Peru held talks on fishing in Lima. On Monday, Chile {words}."
    assert [set(one.obligors) for one in bodies(text, "commitment")] == [bound]


def test_close_coordination_shuts_no_door(bodies: Bodies) -> None:
    text = "Chile reaffirmed its commitment to close coordination with Peru."
    assert bodies(text, "commitment") == []


def test_nobody_in_particular_binds_no_state(bodies: Bodies) -> None:
    text = (
        "Chile and Peru held talks in Lima. Journalists agreed not to break the news of the trip."
    )
    assert all(one.obligors == () for one in bodies(text, "commitment"))


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("before the year is out", "the year"),
        ("before the year ends", "the year"),
        ("by the end of the year", "the end of the year"),
    ],
)
def test_a_promise_is_due_before_the_year_is_out(bodies: Bodies, words: str, due: str) -> None:
    found = only(bodies(f"Chile will hand over 40 tugs to Peru {words}.", "commitment"))
    assert found.due is not None
    assert found.due.text == due


@pytest.mark.parametrize(
    ("words", "objects"),
    [
        (
            "a package of documents was signed, including documents on fisheries, joint dredging, and training of pilots",
            [
                "documents on fisheries",
                "documents on joint dredging",
                "documents on training of pilots",
            ],
        ),
        (
            "the ministers attended the signing of contracts for the construction of a pier",
            ["contracts for the construction of a pier"],
        ),
        ("the ministers signed the document", []),
        ("several documents were signed", []),
    ],
)
def test_each_matter_of_signed_documents_is_a_promise(
    bodies: Bodies, words: str, objects: list[str]
) -> None:
    met = "Chilean Minister Rosa Vidal met Peruvian Minister Luis Ocampo in Lima on Monday."
    assert [b.object for b in bodies(f"{met} After the talks, {words}.", "commitment")] == objects
