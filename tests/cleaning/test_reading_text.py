"""The text as readers take it: composed, without what is not seen, lines joined, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.cleaning.assembly import make_report
from servanda.cleaning.reading_text import as_read, reading_text
from servanda.model import BlockKind, RawItem
from servanda.pipeline import Reading, read_text

MARKS = "\u0301\u0308\u030c\u0327"
UNSEEN = "\u00ad\u200b\u200d\u2060\ufeff"


def test_plain_text_is_taken_as_it_is() -> None:
    for text in ("Ada Brandt met Leo Marsh.", "Żółta Łódź — “now”"):
        plain = reading_text(text)
        assert plain.text == text
        assert not plain.changed


def test_a_letter_and_its_accent_are_one_letter_and_what_is_not_seen_is_none() -> None:
    stored = "A\u200bda Mun\u0303oz, Z\u030c\u00adarko"
    plain = reading_text(stored)
    assert plain.text == "Ada Muñoz, Žarko"
    at = plain.text.index("Muñoz")
    assert stored[plain.stored(at) : plain.stored_end(at + 5)] == "Mun\u0303oz"
    at = plain.text.index("Ž")
    assert stored[plain.stored(at) : plain.stored_end(at + 1)] == "Z\u030c"


@given(st.text(alphabet="anoZ. " + MARKS + UNSEEN, max_size=30))
def test_every_span_leads_back_to_the_words_it_was_read_from(stored: str) -> None:
    plain = reading_text(stored)
    unseen = dict.fromkeys(map(ord, UNSEEN))
    for start in range(len(plain.text)):
        begin, end = plain.stored(start), plain.stored_end(start + 1)
        assert 0 <= begin < end <= len(stored)
        back = unicodedata.normalize("NFC", stored[begin:end].translate(unseen))
        assert back == unicodedata.normalize("NFC", plain.text[start])
        assert plain.read(begin) == start
    ends = [plain.stored_end(at + 1) for at in range(len(plain.text))]
    assert ends == sorted(ends)


def _claims(text: str) -> Reading:
    return read_text(text, published="2024-05-14")


def _said(reading: Reading) -> set[tuple[str, ...]]:
    """Return who met, and who holds which office, as read."""
    found: set[tuple[str, ...]] = set()
    for claim in reading.claims:
        if claim.kind == "consultation":
            found.add(tuple(p.name for p in claim.body.participants))  # type: ignore[union-attr]
        if claim.kind == "tenure":
            found.add((claim.body.person, str(claim.body.party)))  # type: ignore[union-attr]
    return found


WHOLE = (
    "OSLO, May 14, 2024 -- Norway's Foreign Minister Ada Muñoz met Chile's Foreign Minister "
    "Leo Žarko on Monday. The two ministers agreed to open four ports by June 30."
)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("Muñoz", "Mu\u00adñoz").replace("Foreign", "For\u200beign"),
        lambda text: text.replace("Foreign Minister A", "Foreign\nMinister A"),
        lambda text: text.replace("Foreign Minister Leo", "Foreign\nMinister\nLeo"),
        lambda text: text.replace("Ada Muñoz", "Ada\r\nMuñoz").replace("on Monday", "on\r\nMonday"),
    ],
)
def test_how_it_is_stored_changes_nothing_that_is_read(change: object) -> None:
    stored = change(WHOLE)  # type: ignore[operator]
    reading = _claims(stored)
    assert _said(reading) == _said(_claims(WHOLE))
    assert reading.report.text.content == stored
    for claim in reading.claims:
        for evidence in claim.evidence:
            evidence.verify(stored)


def _blocks(text: str) -> list[tuple[BlockKind, str]]:
    item = RawItem("made.txt", text.encode(), "text/plain", "made.txt", {"encoding": "utf-8"})
    report = make_report(item)
    return [(b.kind, report.text.slice(b)) for b in report.text.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Ministers Meet in Oslo\nOSLO, May 14 -- Norway met Chile on Monday, both said of it.",
        "Ports to Open\nNorway and Chile will open four ports by June, the two ministers said.",
        "The two sides agreed to:\n- open four ports\n- build a road\nThey will meet again in May.",
    ],
)
def test_titles_and_items_are_not_joined_to_what_follows(text: str) -> None:
    first = text.split("\n", maxsplit=1)[0]
    assert any(words == first for _, words in _blocks(text))


def test_a_line_break_within_a_block_is_read_as_a_space() -> None:
    text = WHOLE.replace("Foreign Minister A", "Foreign\nMinister A")
    item = RawItem("made.txt", text.encode(), "text/plain", "made.txt", {"encoding": "utf-8"})
    report, plain = as_read(make_report(item))
    assert "Foreign Minister Ada" in report.text.content
    assert len(plain.text) == len(text)
