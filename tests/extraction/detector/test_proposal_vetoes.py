"""Vetoes on what the models propose: what grammar alone shows to be no claim, beside what is one."""

from __future__ import annotations

import pytest

from readings import Read
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.proposal_vetoes import vetoed_because
from servanda.extraction.detector.proposals import Group
from servanda.extraction.registry import claims_by_rules

REST = " Both had come to the harbour by train, and both of them went home by sea in the evening."


def because(discourse: Read, text: str, kind: str, word: str) -> str | None:
    """Say why nothing is made of a word that the models took for one of a kind."""
    read = discourse(text + REST)
    claims = tuple(claims_by_rules(read))
    token = next(one for one in read.parsed.doc if one.text == word)
    group = Group(kind, None, [token], 0.0, [token])
    return vetoed_because(FeatureReader(read, claims), group, claims)


@pytest.mark.parametrize(
    ("text", "word", "nothing"),
    [
        ("Kenya and Chile agreed to meet again.", "agreed", True),
        ("Kenya agreed to train pilots of Chile.", "agreed", False),
        ("They expect that Kenya will build a port.", "build", True),
        ("They say that Kenya will build a port.", "build", False),
        ("Kenya declined to commit to a loan.", "declined", True),
        ("Kenya decided to commit to a loan.", "decided", False),
        ("Kenya noted the importance of the visit to Lima.", "noted", True),
        ("Kenya noted the importance of peace in Lima.", "noted", False),
        ("Kenya discussed the training of pilots by Chile.", "training", True),
    ],
)
def test_meeting_again_and_what_is_expected_promise_nothing(
    discourse: Read, text: str, word: str, *, nothing: bool
) -> None:
    assert (because(discourse, text, "promise", word) is not None) == nothing


@pytest.mark.parametrize(
    ("text", "word", "nothing"),
    [
        ("Kenya condemned the terrorist attacks in Lima.", "attacks", True),
        ("Kenya condemned the terrorist attacks in Lima.", "condemned", True),
        ("Kenya condemned the Chilean attacks in Lima.", "attacks", False),
        ("A Kenyan officer was attacked by militants in Lima.", "attacked", True),
        ("A Kenyan officer was attacked by Chile in Lima.", "attacked", False),
        ("Kenya accused Chile of letting a jet cross the border.", "cross", True),
        ("Kenya accused Chile of sending a jet over the border.", "sending", False),
        ("Kenya and Chile launched a dialogue on fish.", "launched", True),
        ("Kenya spoke of the launch of the new office in Chile.", "launch", True),
        ("Kenya spoke of a missile launch by Chile.", "launch", False),
        ("Chile launched an attack on the coast.", "launched", False),
        ("The new paper of the ministries is being drafted.", "drafted", True),
        ("The new paper of the ministries is being drafted.", "paper", True),
        ("The port of the ministries is being shelled.", "shelled", False),
        ("Chile broke the truce in the north.", "broke", False),
        ("Monday brought the first soldiers to the port.", "brought", True),
        ("Chile brought the first soldiers to the port.", "brought", False),
        ("It is not true that Chile attacked the port.", "attacked", True),
        ("A roadside bomb killed two Kenyan officers in Lima.", "killed", True),
        ("Chile's rockets killed two Kenyan officers in Lima.", "killed", False),
        ("Chilean soldiers shot at five militants.", "shot", False),
        ("Chilean soldiers captured five militants.", "captured", True),
        ("Chilean soldiers captured five Kenyan sailors.", "captured", False),
        ("A Kenyan soldier was killed in an attack.", "killed", True),
        ("Chile carried out strikes against ISIL targets.", "strikes", True),
        ("Chile carried out strikes against Kenyan targets.", "strikes", False),
        ("Chilean police arrested three men in Lima.", "arrested", True),
        ("Chilean police arrested three Kenyan men in Lima.", "arrested", False),
    ],
)
def test_who_is_no_state_makes_no_incident(
    discourse: Read, text: str, word: str, *, nothing: bool
) -> None:
    assert (because(discourse, text, "incident", word) is not None) == nothing


@pytest.mark.parametrize(
    ("text", "word", "nothing"),
    [
        ("The minister of Kenya was accompanied by his wife.", "accompanied", True),
        ("The talks will include the fishery of Kenya.", "include", True),
        ("The minister of Kenya will receive the premier of Chile.", "receive", False),
        ("The minister of Kenya held talks with business leaders.", "talks", True),
        ("The minister of Kenya held talks with officials.", "talks", False),
    ],
)
def test_company_and_private_people_make_no_consultation(
    discourse: Read, text: str, word: str, *, nothing: bool
) -> None:
    assert (because(discourse, text, "consultation", word) is not None) == nothing


@pytest.mark.parametrize(
    ("text", "word", "nothing"),
    [
        ("A helicopter came from the ship.", "came", True),
        ("Kenya got a helicopter for the ship.", "got", False),
        ("The Kenyan air force sent up fighters.", "sent", True),
        ("Kenya sent fighters to Chile.", "sent", False),
        ("Kenya shipped four tonnes of rice.", "tonnes", True),
    ],
)
def test_what_nobody_is_said_to_have_is_no_capability(
    discourse: Read, text: str, word: str, *, nothing: bool
) -> None:
    assert (because(discourse, text, "capability", word) is not None) == nothing


@pytest.mark.parametrize(
    ("text", "word", "nothing"),
    [
        # what was talked about is no meeting of its own, unless it says with whom
        ("Attention was paid to trade in fish.", "paid", True),
        ("The salaries were paid to the crew.", "paid", False),
        ("They will also discuss trade in fish.", "discuss", True),
        ("They will also discuss trade in fish with Chile.", "discuss", False),
        ("They will discuss trade in fish.", "discuss", False),
        # nor is what is seen
        ("The ministers attended the opening ceremony of the games.", "attended", True),
        ("The ministers attended the opening session of the council.", "attended", False),
        ("The minister took part in a ceremony at the port.", "took", True),
        ("The minister visited a museum of fishing.", "visited", True),
        ("The minister visited a town of fishing.", "visited", False),
    ],
)
def test_what_was_talked_about_or_seen_is_no_meeting(
    discourse: Read, text: str, word: str, *, nothing: bool
) -> None:
    assert (because(discourse, text, "consultation", word) is not None) == nothing
