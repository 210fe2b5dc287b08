"""The parties of a row as a text: each is found, and none within another's name."""

from __future__ import annotations

from servanda.store.index.side_text import GETS, GIVES, OF_ONE, party_text, sides_text


def test_all_who_are_named_are_found_and_those_who_give_and_get() -> None:
    text = sides_text({"kind": "commitment", "obligors": ["NO", "SE"], "beneficiaries": ["Quad"]})
    for one in ("NO", "SE", "Quad", f"{GIVES}NO", f"{GETS}Quad"):
        assert party_text(one) in text
    for one in ("N", "quad", "Q", f"{GETS}NO", f"{GIVES}Quad"):
        assert party_text(one) not in text


def test_what_one_party_alone_has_is_marked_and_nobody_leaves_nothing() -> None:
    assert sides_text({"kind": "structure", "parties": ["NO"]}).startswith(OF_ONE)
    assert sides_text({"kind": "incident", "actor": None, "target": None}) == ""
    assert party_text("A") in sides_text({"kind": "incident", "actor": "A"})
