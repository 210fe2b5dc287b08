from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model import Claim, Commitment, Consultation
from servanda.second_reader.gate import Gate
from servanda.second_reader.proposal import Ground, Proposal, Quotation, Weighed
from trying import tries

Gates = Callable[[str], Gate]

TEXT = (
    "Japan and Germany agreed on Tuesday to set up a joint cyber center by March 2031. "
    "Defense Minister Kenji Morita met his German counterpart Anna Vogel in Berlin on Monday "
    "for 50 minutes.\n\n"
    "“We will send 40 trucks to Kenya,” Vogel said. Germany hopes to build a bridge.\n\n"
    "A Kenyan vessel entered Japanese waters off Amami on Sunday. Kenya denied that its jets "
    "had crossed the border. Morita will meet Vogel again in Tokyo in May.\n\n"
    "A spokesperson declined to comment on the schedule. Japan renamed its northern brigade."
)
AGREED = "Japan and Germany agreed on Tuesday to set up a joint cyber center by March 2031."
CENTER: dict[str, Any] = {
    "obligors": ["Japan", "Germany"],
    "action": "set up",
    "object": "a joint cyber center",
    "modality": "agreed",
    "due": "March 2031",
}
MET = "Defense Minister Kenji Morita met his German counterpart Anna Vogel in Berlin on Monday"
TALKS: dict[str, Any] = {
    "event": "met",
    "form": "meeting",
    "status": "held",
    "participants": ["Kenji Morita", "Vogel"],
    "place": "Berlin",
    "when": "on Monday",
}
SEND = "“We will send 40 trucks to Kenya,” Vogel said."
TRUCKS: dict[str, Any] = {
    "obligors": ["Vogel"],
    "action": "send",
    "object": "40 trucks",
    "modality": "will",
    "quantity": "40",
    "unit": "trucks",
}


def weigh(gate: Gates, kind: str, cells: dict[str, Any], *quoted: str) -> Weighed:
    proposal = Proposal(kind, cells, tuple(map(Quotation, quoted)))
    return gate(TEXT).weigh([proposal], "model")[0]


def claim(gate: Gates, kind: str, cells: dict[str, Any], *quoted: str) -> Claim:
    found = weigh(gate, kind, cells, *quoted)
    assert found.claim is not None, found.refusal
    for one in found.claim.evidence:
        one.verify(TEXT)
    return found.claim


def ground(gate: Gates, kind: str, cells: dict[str, Any], *quoted: str) -> tuple[str, str]:
    found = weigh(gate, kind, cells, *quoted)
    assert found.claim is None
    assert found.refusal is not None
    return found.refusal.ground.value, found.refusal.cell


def test_a_promise_that_stands_there_is_a_claim(gate: Gates) -> None:
    found = claim(gate, "commitment", CENTER, AGREED)
    body = found.body
    assert isinstance(body, Commitment)
    assert body.obligors == ("JP", "DE")
    assert (body.action, body.object) == ("set up", "a joint cyber center")
    assert body.due is not None
    assert (body.due.text, body.due.relation) == ("March 2031", "by")
    assert found.rule == "model.commitment (model)"
    assert found.confidence < 0.9  # nothing that only a model says is stated as sure


def test_who_is_meant_is_worked_out_by_our_own_reading(gate: Gates) -> None:
    body = claim(gate, "commitment", {**TRUCKS, "obligors": ["We"]}, SEND).body
    assert isinstance(body, Commitment)
    assert body.obligors == ("DE",)
    met = claim(gate, "consultation", {**TALKS, "duration": "50 minutes"}, f"{MET} for 50 minutes")
    assert isinstance(met.body, Consultation)
    assert [p.name for p in met.body.participants] == ["Kenji Morita", "Anna Vogel"]
    assert met.body.parties == ("JP", "DE")
    assert met.body.duration_minutes == 50


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"due": "2031-03-31"}, ("time", "due")),  # a model never resolves a date
        ({"due": "March 2032"}, ("time", "due")),
        ({"due": "on Monday"}, ("time", "due")),  # stands elsewhere
        ({"obligors": ["Kenya"]}, ("party", "obligors")),
        ({"obligors": ["the alliance"]}, ("party", "obligors")),
        ({"obligors": []}, ("missing", "obligors")),
        ({"obligors": "France"}, ("party", "obligors")),
        ({"obligors": {"JP": 1}}, ("value", "obligors")),
        ({"action": "dissolve"}, ("words", "action")),
        ({"object": "a joint naval center"}, ("words", "object")),
        ({"object": 7}, ("value", "object")),
        ({"modality": "promised"}, ("value", "modality")),
        ({"modality": ["agreed"]}, ("value", "modality")),
        ({"quantity": "40"}, ("words", "quantity")),
        ({"quantity": "joint"}, ("number", "quantity")),
        ({"unit": "center"}, ("missing", "quantity")),
        ({"speaker": "Anna Vogel"}, ("words", "speaker")),
        ({"beneficiary": "Kenya"}, ("party", "beneficiary")),
        ({"condition": "if Kenya agrees"}, ("words", "condition")),
        ({"object": "x" * 500}, ("too_long", "object")),
    ],
)
def test_a_cell_that_is_not_in_the_words_refuses_the_whole(
    gate: Gates, cells: dict[str, Any], why: tuple[str, str]
) -> None:
    assert ground(gate, "commitment", {**CENTER, **cells}, AGREED) == why


@pytest.mark.parametrize(
    ("kind", "cells", "quoted", "why"),
    [
        (
            "commitment",
            {"obligors": ["Germany"], "action": "build", "object": "a bridge", "modality": "will"},
            "Germany hopes to build a bridge.",
            ("factuality", ""),
        ),
        (
            "incident",
            {"act": "crossed the border", "actor": "Kenya"},
            "Kenya denied that its jets had crossed the border.",
            ("factuality", ""),
        ),
        (
            "consultation",
            {**TALKS, "event": "meet", "place": "Tokyo", "when": "in May"},
            "Morita will meet Vogel again in Tokyo in May.",
            ("factuality", "status"),
        ),
        ("consultation", {**TALKS, "status": "planned"}, MET, ("factuality", "status")),
        ("consultation", {**TALKS, "status": "cancelled"}, MET, ("factuality", "status")),
        ("consultation", {**TALKS, "participants": ["Morita"]}, MET, ("party", "participants")),
        ("consultation", {**TALKS, "participants": ["Okada"]}, MET, ("person", "participants")),
        ("consultation", {**TALKS, "duration": "50 minutes"}, MET, ("words", "duration")),
        ("omission", {"what": "cyber center", "sort": "denied"}, AGREED, ("factuality", "sort")),
        (
            "tenure",
            {"person": "Anna Vogel", "office": "Defense Minister"},
            MET,
            ("person", "office"),
        ),
        ("treaty", {}, AGREED, ("value", "kind")),
    ],
)
def test_the_rules_of_factuality_and_parties_hold(
    gate: Gates, kind: str, cells: dict[str, Any], quoted: str, why: tuple[str, str]
) -> None:
    assert ground(gate, kind, cells, quoted) == why


@pytest.mark.parametrize(
    ("kind", "cells", "quoted"),
    [
        (
            "incident",
            {
                "act": "entered Japanese waters",
                "actor": "Kenya",
                "target": "Japan",
                "when": "Sunday",
            },
            "A Kenyan vessel entered Japanese waters off Amami on Sunday.",
        ),
        (
            "consultation",
            {**TALKS, "event": "meet", "place": "Tokyo", "when": "in May", "status": "planned"},
            "Morita will meet Vogel again in Tokyo in May.",
        ),
        (
            "omission",
            {"what": "the schedule", "sort": "declined_to_comment", "who": "A spokesperson"},
            "A spokesperson declined to comment on the schedule.",
        ),
        ("tenure", {"person": "Morita", "office": "Defense Minister"}, MET),
        (
            "structure",
            {
                "unit": "its northern brigade",
                "change": "renamed",
                "status": "done",
                "party": "Japan",
            },
            "Japan renamed its northern brigade.",
        ),
        ("capability", {"name": "trucks", "quantity": "40"}, SEND),
        (
            "assurance",
            {
                "parties": ["Japan", "Germany"],
                "about": "a joint cyber center",
                "wording": "agreed on Tuesday",
                "modality": "agreed",
            },
            AGREED,
        ),
    ],
)
def test_every_kind_can_pass(gate: Gates, kind: str, cells: dict[str, Any], quoted: str) -> None:
    assert claim(gate, kind, cells, quoted).kind == kind


def test_an_office_may_be_said_with_its_state(gate: Gates) -> None:
    """As the text writes it behind the office; an office that the report does not give is none."""
    text = "Prime Minister of Peru Rosa Vidal met Deputy Defense Minister of Chile Luis Ocampo in Lima."

    def said(person: str, office: str) -> Weighed:
        proposal = Proposal("tenure", {"person": person, "office": office}, (Quotation(text),))
        return gate(text).weigh([proposal], "model")[0]

    whole, alone = (
        said("Rosa Vidal", "Prime Minister of Peru"),
        said("Rosa Vidal", "Prime Minister"),
    )
    assert whole.claim is not None
    assert alone.claim is not None
    assert whole.claim.body == alone.claim.body
    assert getattr(whole.claim.body, "office", "") == "Prime Minister"
    assert said("Rosa Vidal", "Prime of Peru").claim is None
    assert said("Rosa Vidal", "Deputy Defense Secretary of Chile").claim is None


def test_evidence_may_lie_in_several_places(gate: Gates) -> None:
    found = claim(gate, "commitment", {**TRUCKS, "speaker": "Kenji Morita"}, SEND, MET)
    assert [one.exact for one in found.evidence] == [SEND, MET]
    assert ground(gate, "commitment", TRUCKS) == ("no_quotation", "")
    assert ground(gate, "commitment", TRUCKS, *[SEND] * 7) == ("too_long", "")


def test_the_same_twice_in_one_answer_counts_once(gate: Gates) -> None:
    proposal = Proposal("commitment", CENTER, (Quotation(AGREED),))
    first, second = gate(TEXT).weigh([proposal, proposal], "model")
    assert first.claim is not None
    assert second.refusal is not None
    assert second.refusal.ground is Ground.TOLD


def test_a_report_that_is_set_aside_gives_no_claim(parsed: Any) -> None:
    proposal = Proposal("commitment", CENTER, (Quotation(AGREED),))
    (found,) = Gate(parsed(TEXT), "a page about sport").weigh([proposal], "model")
    assert str(found.refusal) == "set_aside: a page about sport"


def invented(rng: random.Random) -> str:
    """Invent a quotation: words of the report left out, swapped, replaced, or put together."""
    words = rng.choice((AGREED, MET, SEND, f"{AGREED} {MET}")).split()
    place = rng.randrange(1, len(words) - 1)
    way = rng.randrange(5)
    if way == 0:
        del words[place]
    elif way == 1:
        words[place], words[place - 1] = words[place - 1], words[place]
    elif way == 2:
        words[place] = rng.choice(["France", "2035", "never", "ten", "destroyers", "Vogels"])
    elif way == 3:
        words.insert(place, rng.choice(["not", "400", "secretly", "Kenya", "in"]))
    else:
        words[place] = words[place].swapcase()
    return " ".join(words)


def test_of_500_invented_quotations_none_is_let_through(gate: Gates) -> None:
    rng = random.Random(7)  # noqa: S311 - a test that is the same each time
    cells = {AGREED: ("commitment", CENTER), MET: ("consultation", TALKS)}
    proposals = []
    while len(proposals) < 500:
        quoted = invented(rng)
        if quoted in TEXT:  # "40 in trucks" with its odd word left out again
            continue
        kind, given = cells[rng.choice((AGREED, MET))]
        # A true quotation beside an invented one does not help it.
        more = (Quotation(AGREED), Quotation(MET)) if rng.random() < 0.5 else ()
        proposals.append(Proposal(kind, given, (*more, Quotation(quoted))))
    found = [gate(TEXT).weigh([one], "model")[0] for one in proposals]
    assert not [one.claim for one in found if one.claim]
    grounds = Counter(one.refusal.ground for one in found if one.refusal)
    assert set(grounds) == {Ground.NOT_IN_TEXT}


_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(
    deadline=None,
    max_examples=tries(37),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(
        "commitment consultation assurance incident structure capability omission tenure".split()
    ),
    st.dictionaries(
        st.sampled_from(
            "obligors action object modality due event form status participants parties place act "
            "actor name person office what sort wording about unit change quantity".split()
        ),
        _PLAIN | st.sampled_from([*TEXT.split(), "agreed", "held", "meeting", "Japan", AGREED]),
        max_size=8,
    ),
)
def test_whatever_is_proposed_is_weighed(gate: Gates, kind: str, cells: dict[str, Any]) -> None:
    found = weigh(gate, kind, cells, AGREED, MET)
    assert (found.claim is None) != (found.refusal is None)
    if found.claim:
        for one in found.claim.evidence:
            one.verify(TEXT)
