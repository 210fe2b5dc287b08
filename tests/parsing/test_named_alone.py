"""Whose somebody is who is named without an office."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.cleaning.assembly import make_report
from servanda.model import RawItem
from servanda.parsing.document import Parsed, parse

OURS = "President of Norway (president.no)"
REST = " They spoke of the harbour at length, and of the trains that go there in the evening."


def read(text: str, publisher: str | None = OURS) -> Parsed:
    data = (text + REST).encode("utf-8")
    report = make_report(RawItem("made.txt", data, "text/plain", "made.txt"))
    return parse(replace(report, publisher=publisher))


def parties(parsed: Parsed) -> dict[str, str | None]:
    return {person.name: person.party for person in parsed.people.people}


@pytest.mark.parametrize(
    "text",
    [
        "Ivar Stensrud had a telephone conversation with President of Chile Rosa Vidal.",
        "Ivar Stensrud met with President of Chile Rosa Vidal.",
        "A visit.\n\nIvar Stensrud will hold talks with President of Chile Rosa Vidal.",
        "It was late. Ivar Stensrud met President of Chile Rosa Vidal at the palace.",
        "Ivar Stensrud took part in a session with President of Chile Rosa Vidal.",
    ],
)
def test_who_receives_others_in_a_states_own_release_is_its_own(text: str) -> None:
    assert parties(read(text)) == {"Ivar Stensrud": "NO", "Rosa Vidal": "CL"}
    assert parties(read(text, "Example Wire")).get("Ivar Stensrud") is None


@pytest.mark.parametrize(
    "text",
    [
        "Ivar Stensrud was jailed in Chile, President of Chile Rosa Vidal said.",
        "President of Chile Rosa Vidal met Ivar Stensrud.",
        # two of them: neither is the one whom everybody knows
        "Ivar Stensrud met President of Chile Rosa Vidal. Ada Holm met President of Peru Leo Marsh.",
    ],
)
def test_anybody_else_named_alone_is_of_no_state(text: str) -> None:
    assert parties(read(text)).get("Ivar Stensrud") is None


def test_a_leader_is_known_by_the_whole_name() -> None:
    text = "{} had a telephone conversation with President of Chile Rosa Vidal."
    assert parties(read(text.format("Emmanuel Macron"), None))["Emmanuel Macron"] == "FR"
    assert parties(read(text.format("Egon Macron"), None)).get("Egon Macron") is None


@pytest.mark.parametrize(
    ("spoken_of", "publisher", "office"),
    [
        ("The President of Norway thanked her.", OURS, "President"),
        ("The Norwegian President thanked her.", OURS, "President"),
        ("The Prime Minister of Norway thanked her.", "Prime Minister of Norway", "Prime Minister"),
        # not the publisher's own office, not his state's, somebody else's by name
        ("The President of Norway thanked her.", "Ministry of Defence of Norway", None),
        ("The President of Peru thanked her.", OURS, None),
        ("President of Norway Ada Holm thanked her.", OURS, None),
    ],
)
def test_the_office_that_a_release_speaks_of_without_a_name_is_its_hosts(
    spoken_of: str, publisher: str, office: str | None
) -> None:
    parsed = read(f"Ivar Stensrud met President of Chile Rosa Vidal. {spoken_of}", publisher)
    host = next(one for one in parsed.people.people if one.name == "Ivar Stensrud")
    assert host.office == office


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Angela Merkel and Rosa Vidal went on with their work.", {"Angela Merkel"}),
        ("The harbour was named for nobody; Big Harbour stayed open.", set()),
    ],
)
def test_whoever_is_known_by_name_is_a_person_without_office_or_verb(
    text: str, named: set[str]
) -> None:
    assert set(parties(read(text, "Example Wire"))) & {"Angela Merkel", "Big Harbour"} == named


BY_NAME = "Prime Minister of Norway (Stensrud, Ivar)"


def test_a_publishers_name_may_say_whose_office_it_is() -> None:
    parsed = read("I will meet President of Chile Rosa Vidal in Santiago in May.", BY_NAME)
    assert parsed.people.author is not None
    author = parsed.people.people[parsed.people.author]
    assert (author.name, author.party) == ("Ivar Stensrud", "NO")
    # who is named in the text is that person, not another one
    parsed = read("Mr Stensrud will meet President of Chile Rosa Vidal.", BY_NAME)
    assert len(parties(parsed)) == 2
    assert parsed.people.author is not None


@pytest.mark.parametrize(
    "publisher",
    ["Ministry of Trade of Norway (Oslo, Norway)", "Example Wire (Stensrud, Ivar)", OURS],
)
def test_what_else_stands_in_brackets_is_no_holder(publisher: str) -> None:
    assert read("I will meet President of Chile Rosa Vidal.", publisher).people.author is None


def test_a_known_leader_is_the_president_of_whom_the_release_speaks() -> None:
    text = "Later in the day, {} met with President of Chile Rosa Vidal. The President of Russia flew home."
    ours = "President of Russia (en.kremlin.ru)"

    def offices(name: str) -> list[str]:
        found = read(text.format(name), ours).people.people
        return [h.office for p in found if p.name == name for h in p.holdings]

    assert offices("Vladimir Putin") == ["President"]
    assert offices("Vadim Pulin") == []
