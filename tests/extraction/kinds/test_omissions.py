"""What is said not to be, its sort, and ordinary negation that is none."""

from __future__ import annotations

from typing import Any

import pytest

from servanda.model import Omission

WHO = "Norwegian Defense Minister Ada Brandt met Chilean Defense Minister Leo Marsh on Monday. "


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Marsh did not bring up the fishing treaty at the meeting.", "not_discussed"),
        ("The two sides did not discuss a target for spending.", "not_discussed"),
        ("The fishing treaty was not raised.", "not_discussed"),
        ("Fishing was not on the agenda.", "not_discussed"),
        ("Prices were left off the table.", "not_discussed"),
        ("The subject did not come up in the talks.", "not_discussed"),
        ("There was no discussion of fishing at the meeting.", "not_discussed"),
        ("Neither side mentioned the border.", "not_discussed"),
        ("Marsh declined to comment on the plan.", "declined_to_comment"),
        ("Marsh refused to say whether fishing was discussed.", "declined_to_comment"),
        ("He would not give details of the deal.", "declined_to_comment"),
        ('Asked about fishing, Marsh said, "I cannot comment on details."', "declined_to_comment"),
        ("The ministry had no comment.", "declined_to_comment"),
        ("The sale will be announced at the appropriate time, Marsh said.", "declined_to_comment"),
        ("The Chilean ministry has not yet issued a statement.", "declined_to_comment"),
        (
            "The ministry did not immediately respond to a request for comment.",
            "declined_to_comment",
        ),
        ("Marsh did not elaborate.", "declined_to_comment"),
        ("The ministry did not disclose the price.", "declined_to_comment"),
        ("Chile denied that its ships had crossed the line.", "denied"),
        ("Chile denied the report.", "denied"),
        ("Chile denied any involvement in the raid.", "denied"),
        ("Marsh rejected the allegation as baseless.", "denied"),
        ("The drill is not aimed at any nation, Marsh said.", "denied"),
        ("The claim that aid was held back is nonsense.", "denied"),
        ("It is not true that Chile has broken the deal, Marsh said.", "denied"),
        ("The move will not add to the number of troops, he said.", "denied"),
        ("Marsh stressed that the ships are fast, not armed.", "denied"),
        ("The two sides failed to agree on a date.", "not_agreed"),
        ("The talks ended without a joint statement.", "not_agreed"),
        ("No agreement was reached.", "not_agreed"),
        ("The two sides did not reach an agreement.", "not_agreed"),
        ("The ministers stopped short of naming a date.", "not_agreed"),
        ("The sides have yet to settle the price.", "not_agreed"),
        ("Both sides avoided calling it a deal.", "not_agreed"),
        ("The readout did not mention fishing.", "not_included"),
        ("The joint statement is silent on fishing.", "not_included"),
        ("The communique made no mention of fishing.", "not_included"),
        ("The statement leaves out the border.", "not_included"),
        ("Fishing was not mentioned in the joint statement.", "not_included"),
    ],
)
def test_sort(read_kind: Any, text: str, sort: str) -> None:
    found = [c.body for c in read_kind("omission", WHO + text)]
    assert [str(b.sort) for b in found] == [sort], found


@pytest.mark.parametrize(
    "text",
    [
        "Any change to the status quo by force cannot be accepted, Marsh said.",
        "The bond has never been stronger.",
        "The position of Chile has not changed.",
        "Marsh will not attend the parade.",
        "Chile must not use force.",
        "Chile will not recognize the vote.",
        "The measures deny Norway the benefits of membership.",
        "They agreed on denying support to armed groups.",
        "No one was hurt.",
        "Marsh said no country can do this alone.",
        "The ship did not leave the port.",
        "Marsh signed the agreement without delay.",
        "There is no doubt about the pledge.",
    ],
)
def test_ordinary_negation_is_no_omission(read_kind: Any, text: str) -> None:
    assert [c.body for c in read_kind("omission", WHO + text)] == []


def test_what_and_who(read_kind: Any) -> None:
    body = read_kind("omission", WHO + "Marsh did not bring up the fishing treaty at the meeting.")[
        0
    ].body
    assert isinstance(body, Omission)
    assert "fishing treaty" in body.what
    assert body.who == "Leo Marsh"


def test_one_denial_told_twice_is_one_claim_with_both_places(read_kind: Any) -> None:
    text = (
        WHO
        + "The plan adapts, without increasing, the number of ships. The plan will not raise the number of ships."
    )
    claims = read_kind("omission", text)
    assert len(claims) == 1
    assert len(claims[0].evidence) == 2


def test_only_those_who_talk_leave_things_undiscussed(read_kind: Any) -> None:
    assert (
        read_kind("omission", WHO + "Earlier models of trade did not address these problems.") == []
    )


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Norway has failed to lock in a defence pact with Kenya.", "not_agreed"),
        ("Norway spoke of breaches, an accusation Kenya strongly denied.", "denied"),
        ("The Kenyan spokesman was unable to provide additional details.", "declined_to_comment"),
        ("Kenya ruled out a transfer of any territory to Norway.", "denied"),
        ("Fish was not a topic of the call, the Kenyan minister told reporters.", "not_discussed"),
        ("The Kenyan minister named no figure of his own in the meeting.", "not_discussed"),
        ("Kenya does not seek and will not acquire nuclear weapons.", "denied"),
    ],
)
def test_more_words_for_what_is_not(claims: Any, text: str, sort: str) -> None:
    (claim,) = claims(WHO + text, "omission")
    assert claim.body.sort.value == sort


@pytest.mark.parametrize(
    "text",
    [
        "Kenya did not rule out a delay.",
        "Kenya could not rule out a delay.",
        "Norway failed to close the gap to Kenya.",
        "Kenya denied them entry on Monday.",
        "The pact is not part of the plan of Kenya for growth.",
    ],
)
def test_words_that_look_like_it(claims: Any, text: str) -> None:
    assert claims(WHO + text, "omission") == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Marsh sidestepped questions about the sale.", "declined_to_comment"),
        ("Marsh announced the deal without giving details.", "declined_to_comment"),
        ("Marsh spoke of a plan without elaborating.", "declined_to_comment"),
        ("Chile remained silent on the issue.", "declined_to_comment"),
        ("Officials did not say when the talks would resume.", "declined_to_comment"),
        ("The embassy could not immediately be reached for comment.", "declined_to_comment"),
        ("The two ministers avoided the issue of tariffs.", "not_discussed"),
        ("Tariffs were conspicuously absent from the joint statement.", "not_included"),
        ("There was no mention of tariffs in the joint statement.", "not_included"),
        ("The two sides could not agree on a new timetable.", "not_agreed"),
        ("Ministers were unable to agree on a final text.", "not_agreed"),
        ("The ministers are not expected to sign an agreement.", "not_agreed"),
        ("The ministers failed to meet a deadline to strike a deal.", "not_agreed"),
        ("Chile said it had no plans to leave the pact.", "denied"),
    ],
)
def test_what_is_got_around(read_kind: Any, text: str, sort: str) -> None:
    (claim,) = read_kind("omission", WHO + text)
    assert claim.body.sort == sort


@pytest.mark.parametrize(
    "text",
    [
        "Communities who have been left out will benefit from it.",
        "The workers were left out in the cold.",
        "Marsh arrived without an escort.",
        "Marsh remained calm and answered every question.",
        "The two capitals are far apart.",
    ],
)
def test_people_left_out_and_distances_are_no_omissions(read_kind: Any, text: str) -> None:
    assert read_kind("omission", WHO + text) == []


@pytest.mark.parametrize(
    ("text", "rule", "sort"),
    [
        ("Chile rejected a request to delay the vote.", "rejected", "not_agreed"),
        ("Chile turned down an offer of mediation.", "rejected", "not_agreed"),
        ("Chile refused to hand over the files.", "refused", "not_agreed"),
        ("Chile opposes the sanctions.", "opposed", "not_agreed"),
        ("The talks have stalled.", "stalled", "not_agreed"),
        ("Chile broke off negotiations with Norway.", "broken_off", "not_agreed"),
        ("Chile's refusal to accept the ruling delayed it.", "refusal", "not_agreed"),
        ("Chile opposes transferring fish to Norway.", "opposed", "not_agreed"),
        ("The latest round of talks has stalled.", "stalled", "not_agreed"),
        ("Marsh said that Chile will not give up its fishing rights.", "will_not", "not_agreed"),
        ("Marsh sees no reason to talk with Norway.", "no_reason", "not_agreed"),
        ("Chile said that differences between the two sides remain.", "differences", "not_agreed"),
        ("Marsh deplored the lack of progress in the talks.", "no_progress", "not_agreed"),
        ("Chile is blocking the negotiations.", "blocked", "not_agreed"),
        ("Marsh found no evidence of smuggling.", "no_evidence", "denied"),
        ("There is no word on the fishing treaty.", "no_word", "declined_to_comment"),
        ("Norway accuses Chile of arming rebels, which Chile denies.", "denied", "denied"),
        ("Chile denies supporting the rebels.", "denied", "denied"),
        ("Marsh disputed the claim.", "rejected_report", "denied"),
        ("It is unclear whether Marsh will come.", "unclear", "declined_to_comment"),
        ("Details of the plan were not immediately known.", "unclear", "declined_to_comment"),
        ("A spokesman did not confirm the visit.", "would_not_say", "declined_to_comment"),
    ],
)
def test_what_is_turned_down_broken_off_or_left_unclear(
    read_kind: Any, text: str, rule: str, sort: str
) -> None:
    (claim,) = read_kind("omission", WHO + text)
    assert (claim.rule, claim.body.sort) == (f"omission.{rule}", sort)


@pytest.mark.parametrize(
    "text",
    [
        "Chile rejected terrorism in all its forms.",
        "Chile did not reject the request.",
        "The engine stalled.",
        "Chile opposes nobody.",
        "Marsh said that the weather will not change.",
        "Chile will not give up its fishing rights.",
        "Marsh sees no whales.",
        "Differences on fishing are a matter of taste.",
        "Marsh deplored the lack of whales.",
        "Chile is blocking the road.",
        "Marsh warned Norway of a boycott if it fails to agree on a treaty.",
        "Marsh said that no decision on fish should be made without Chile.",
        "The plan is clear.",
    ],
)
def test_what_nobody_asked_for_is_not_turned_down(read_kind: Any, text: str) -> None:
    assert read_kind("omission", WHO + text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("There is no agreement on the border.", ["no agreement on the border"]),
        ("Kenya will go to court if no agreement is reached by May.", []),
        ("It was not immediately clear if ships were lost.", ["if ships were lost"]),
        ("It is unclear whether ships were lost.", ["whether ships were lost"]),
    ],
)
def test_what_is_only_supposed_and_what_is_unclear(
    read_kind: Any, text: str, what: list[str]
) -> None:
    assert [c.body.what for c in read_kind("omission", WHO + text)] == what
