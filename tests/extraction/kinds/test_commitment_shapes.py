"""Commitments in less plain shapes: lists, things, texts, labels, orders, conditions; and their obligors."""

from __future__ import annotations

import pytest

from readings import Bodies, Claims
from servanda.model import Commitment, Modality

AGREED, VOWS, PLANS = Modality.AGREED, Modality.VOWS, Modality.PLANS
REAFFIRMED, WILL = Modality.REAFFIRMED, Modality.WILL
CONSIDERING = Modality.CONSIDERING

MET = "Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on Monday."


def only(found: list[Commitment]) -> Commitment:
    assert len(found) == 1, [(one.action, one.object) for one in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "modality", "parties", "action"),
    [
        # things agreed on, pledged, launched
        ("Chile and Peru agreed on a ceasefire in the strait.", AGREED, "CL PE", "ceasefire"),
        ("Chile and Peru agreed a timetable for the bridge.", AGREED, "CL PE", "timetable"),
        ("Chile and Peru agreed to sweeping tariff cuts.", AGREED, "CL PE", "cuts"),
        ("Norway pledged two frigates to Kenya.", VOWS, "NO", "pledge"),
        ("Norway promised support and training for the Kenyan navy.", VOWS, "NO", "promise"),
        ("Chile announced the launch of a fund for Peruvian ports.", WILL, "CL", "launch"),
        ("Chile proposed cooperation with Peru in dredging.", CONSIDERING, "CL", "propose"),
        ("Chile is weighing the sale of tugs to Peru.", CONSIDERING, "CL", "weigh"),
        # what an agreement holds
        (
            f"{MET} The agreement provides for the construction of a pier.",
            AGREED,
            "CL PE",
            "construction",
        ),
        (f"{MET} The deal cuts tariffs on copper.", AGREED, "CL PE", "cut"),
        (f"{MET} The deal will cut tariffs on copper.", AGREED, "CL PE", "cut"),
        # being ready, setting goals
        (
            "Norway expressed its readiness to mediate between Chile and Peru.",
            CONSIDERING,
            "NO",
            "mediate",
        ),
        ("Norway expressed its readiness to continue the survey in Peru.", PLANS, "NO", "continue"),
        ("Norway is ready to lend tugs to Peru.", CONSIDERING, "NO", "lend"),
        ("Norway stands ready to continue the survey in Peru.", PLANS, "NO", "continue"),
        ("Norway expressed its commitment to build a pier in Peru.", VOWS, "NO", "build"),
        ("Norway reaffirmed its commitment to build a pier in Peru.", REAFFIRMED, "NO", "build"),
        ("Chile and Peru set a goal of doubling trade by 2040.", PLANS, "CL PE", "double"),
        ("Chile expects to sign a contract with Peru in May.", PLANS, "CL", "sign"),
        ("Chile offered a loan of $20 million to Peru.", CONSIDERING, "CL", "offer"),
        ("Norway remained committed to support a pier in Peru.", REAFFIRMED, "NO", "support"),
        (
            "Norway will note the readiness of Chile to lend tugs to Peru.",
            CONSIDERING,
            "CL",
            "lend",
        ),
        ("Norway noted the intention of Chile to build a pier in Peru.", PLANS, "CL", "build"),
        (
            "Chile and Peru reaffirmed their interest in widening the canal.",
            REAFFIRMED,
            "CL PE",
            "widen",
        ),
        (
            f"{MET} Vidal emphasized a shared commitment to widening the canal.",
            REAFFIRMED,
            "CL PE",
            "widen",
        ),
        ("Chile is discussing buying tugs from Peru.", CONSIDERING, "CL", "buy"),
        # orders to one's own
        (
            "The two presidents of Chile and Peru asked their envoys to draw up a list.",
            AGREED,
            "CL PE",
            "draw up",
        ),
        (
            "The leaders of Chile and Peru tasked their teams with finding a site.",
            AGREED,
            "CL PE",
            "find",
        ),
        # told as good as done, put under a condition
        ("Chile announced it is withdrawing its tugs from Peru.", WILL, "CL", "withdraw"),
        (
            "Chile said it could withdraw its tugs once Peru opens the port.",
            CONSIDERING,
            "CL",
            "withdraw",
        ),
        # labels and coordination
        ("Clean water: Norway will fund 40 wells in Kenya.", WILL, "NO", "fund"),
        ("Chile will not impose tariffs on Peruvian copper.", WILL, "CL", "not impose"),
        ("Chile agreed with Peru to stay in contact.", AGREED, "CL PE", "stay"),
    ],
)
def test_a_promise_is_read(
    bodies: Bodies, text: str, modality: Modality, parties: str, action: str
) -> None:
    found = only(bodies(text, "commitment"))
    assert found.modality is modality
    assert set(found.obligors) == set(parties.split())
    assert found.action == action


LISTED = """Chilean Defence Minister Rosa Vidal met her Peruvian counterpart Luis Ocampo in Lima on May 3, 2031.

{lead}

{items}
"""


@pytest.mark.parametrize(
    ("lead", "modality", "parties"),
    [
        ("The two sides agreed to:", AGREED, "CL PE"),
        ("The two sides affirm that they plan to:", PLANS, "CL PE"),
        ("Chile will:", WILL, "CL"),
        ("Peru is committed to:", VOWS, "PE"),
        ("The two sides agreed on the following steps:", AGREED, "CL PE"),
    ],
)
@pytest.mark.parametrize("mark", ["- ", "• ", "1. "])
def test_a_heading_carries_the_verb_of_its_items(
    claims: Claims, lead: str, modality: Modality, parties: str, mark: str
) -> None:
    items = ["Establish a hotline by June 2032.", "Expand exchanges of cadets."]
    text = LISTED.format(lead=lead, items="\n".join(mark + item for item in items))
    found = claims(text, "commitment")
    assert [claim.body.action for claim in found] == ["establish", "expand"]
    for claim in found:
        assert claim.body.modality is modality
        assert set(claim.body.obligors) == set(parties.split())
        assert len(claim.evidence) == 2  # the item, and the heading that carries its verb
    assert found[0].body.due is not None
    assert found[1].body.object == "exchanges of cadets"


def test_letters_mark_items_too(bodies: Bodies) -> None:
    text = (
        "We, the Leaders of the G20, met in Lima on May 3, 2031. We commit to:\n\n"
        "a. Accelerate the building of strong and lasting harbours in small islands.\n"
        "b. Improve access to clean water and to safe roads for all inland districts.\n"
    )
    assert [one.action for one in bodies(text, "commitment")] == ["accelerate", "improve"]


def test_a_title_of_an_item_is_no_promise_beside_its_sentence(bodies: Bodies) -> None:
    text = LISTED.format(
        lead="The two sides plan to:", items="- Protect the sea: Chile will build two tugs."
    )
    assert [one.action for one in bodies(text, "commitment")] == ["build"]


def test_items_under_a_plain_heading_are_none(bodies: Bodies) -> None:
    text = LISTED.format(lead="The agenda of the talks:", items="- Establish a hotline.")
    assert bodies(text, "commitment") == []


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Peru agreed that the tests will endanger peace.",
        "Chile and Peru discussed strengthening ties.",
        "The minister of Chile asked how the mission will help Peru.",
        "Chile told Peru of the steps it would take.",
        "Chile will build on what works in Peru.",
        "Norway welcomed the agreements to connect the grids of Chile and Peru.",
        "Chile spends more than Peru in the fiscal year, which begins in April.",
        "Chile and Peru agreed on the importance of a dialogue to widen trade.",
        "Talks between Chile and Peru will begin on Friday.",
        "Norway thanked Canada for standing with Kenya.",
        "The deal will create jobs in Chile and Peru.",
    ],
)
def test_no_promise_is_read(bodies: Bodies, text: str) -> None:
    assert bodies(text, "commitment") == []


# -- who is bound ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        # he who says he will
        (f"{MET} Vidal told Ocampo she would send two tugs.", "CL"),
        (f"{MET} Ocampo told Vidal he would send two tugs.", "PE"),
        # lists that are taken whole
        (
            "Defence Ministers Rosa Vidal of Chile and Luis Ocampo of Peru signed a memorandum on tugs.",
            "CL PE",
        ),
        ("Chile, Peru and Norway signed a memorandum on tugs.", "CL PE NO"),
        # the name in front of the promise
        (f"{MET} They discussed the Chilean commitment to close the base.", "CL"),
        # not those of whose talks is told
        (
            f"{MET} Vidal welcomed the talks between Norway and Kenya. They agreed to pave the road.",
            "CL PE",
        ),
        ("A joint depot will be set up, the ministers of Chile and Peru said.", "CL PE"),
    ],
)
def test_who_is_bound(bodies: Bodies, text: str, parties: str) -> None:
    assert set(only(bodies(text, "commitment")).obligors) == set(parties.split())


def test_all_authors_of_a_common_statement_are_bound(bodies: Bodies) -> None:
    text = (
        "Statement by Chile, Norway, Kenya and Peru on the Blue Coast\n\n"
        "Chile, Norway, Kenya and Peru met in Lima. We will fund 40 wells. We will plant mangroves."
    )
    for one in bodies(text, "commitment"):
        assert set(one.obligors) == {"CL", "NO", "KE", "PE"}


def test_a_statement_of_one_body_binds_it(bodies: Bodies) -> None:
    text = "We, the Leaders of the G20, met in Lima. We will triple the fund for wells by 2040."
    assert only(bodies(text, "commitment")).obligors == ("G20",)


def test_what_is_supplied_is_the_object(bodies: Bodies) -> None:
    found = only(bodies("Norway will supply Kenya with 30 tugs by 2033.", "commitment"))
    assert (found.object, found.beneficiary) == ("30 tugs", "KE")
    assert found.target is not None
    assert (found.target.quantity, found.target.unit) == ("30", "tugs")


def test_a_time_beside_the_promising_verb_is_the_due(bodies: Bodies) -> None:
    found = only(bodies("Later this year Norway intends to open a port in Kenya.", "commitment"))
    assert found.due is not None


def test_a_time_of_the_subject_is_none(bodies: Bodies) -> None:
    text = "Norway, the host of the games in 2033, will send two tugs to Kenya."
    assert only(bodies(text, "commitment")).due is None


def test_a_signed_paper_says_what_it_is_about(bodies: Bodies) -> None:
    found = only(
        bodies(
            "The Chilean navy signed a contract for the purchase of tugs from Peru.", "commitment"
        )
    )
    assert "tugs" in found.object


def test_a_word_with_co_is_one_verb(bodies: Bodies) -> None:
    found = only(bodies("Chile and Peru will co-fund a harbour in Kenya.", "commitment"))
    assert (found.action, set(found.obligors)) == ("co-fund", {"CL", "PE"})


def test_talks_for_a_purchase_weigh_it(bodies: Bodies) -> None:
    text = "Chile has opened talks with Norway for the purchase of 24 tugs."
    assert only(bodies(text, "commitment")).modality is CONSIDERING


def test_a_promise_kept_says_which(bodies: Bodies) -> None:
    text = "Chile and Peru opened a joint depot on Friday, keeping a promise their ministers gave in May."
    found = only(bodies(text, "commitment"))
    assert (found.action, found.object) == ("open", "a joint depot")
    assert found.modality is Modality.FULFILLED
    assert bodies("Chile kept its promise to Peru.", "commitment") == []


def test_bare_verbs_in_a_row_go_on_with_the_plan(bodies: Bodies) -> None:
    text = f"{MET} Chile and Peru intend to expand clean power, grow trade in copper and speed up rail works."
    found = bodies(text, "commitment")
    assert {"expand", "grow"} <= {one.action for one in found}
    assert {one.modality for one in found} == {PLANS}


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        (
            "Chile and Peru agreed to widen and deepen the channel at Arica.",
            "widen and deepen",
            "the channel",
        ),
        (
            "Chile is committed to protecting and restoring the kelp forests.",
            "protect and restore",
            "the kelp forests",
        ),
        (
            "Chile will finance, equip and train a battalion.",
            "finance, equip and train",
            "a battalion",
        ),
        # each with an object of its own, or none
        ("Chile will widen the channel and deepen it.", "widen", "the channel"),
        ("Chile and Peru agreed to stay and to dredge the channel.", "dredge", "the channel"),
    ],
)
def test_verbs_that_share_an_object_are_one_action(
    bodies: Bodies, text: str, action: str, thing: str
) -> None:
    found = [(one.action, one.object) for one in bodies(text, "commitment")]
    assert (action, thing) in found
    assert not any(other.startswith(("and ", ", ")) for _, other in found)
    assert " and " not in action or len(found) == 1


def test_the_words_of_a_promise_do_not_end_on_what_joins_them_to_the_next(claims: Claims) -> None:
    text = "Chile will widen the channel at Arica, and send two tugs to Peru."
    found = {one.evidence[0].exact for one in claims(text, "commitment")}
    assert found == {"Chile will widen the channel at Arica", "send two tugs to Peru"}


@pytest.mark.parametrize(
    ("text", "action", "thing"),
    [
        (
            "Chile met Peru. The hosts of the two agreed to continue working in this direction.",
            "continue working",
            "in this direction",
        ),
        (
            "Through our membership Chile will deliver on its promises to Peru.",
            "deliver",
            "on its promises to Peru",
        ),
        ("Together with partners Chile will supply tugs.", "supply", "tugs"),
        ("Chile will supply Peru with tugs.", "supply", "tugs"),
    ],
)
def test_the_object_is_what_follows_the_verb(
    bodies: Bodies, text: str, action: str, thing: str
) -> None:
    assert (action, thing) in {(one.action, one.object) for one in bodies(text, "commitment")}


def test_a_crime_committed_is_no_commitment(bodies: Bodies) -> None:
    assert bodies("Peru is committing crimes against Chile.", "commitment") == []
    assert bodies("Chile committed 30 tugs to Peru.", "commitment") != []


def test_what_something_is_binds_nobody(bodies: Bodies) -> None:
    said = "Chile and Peru agreed that the charter is a major step towards a new framework."
    assert bodies(said, "commitment") == []
    hoped = "Chile and Peru agreed that the answer to the drought will be an increase in trade."
    assert bodies(hoped, "commitment") == []
