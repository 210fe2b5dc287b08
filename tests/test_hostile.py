"""Hostile texts: whatever comes in is read or refused by name, in time that grows with its length."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pytest

from hostile_inputs import Hostile, texts
from servanda.cleaning.page_lines import Line
from servanda.cleaning.repetition import second_half
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import Reading, read_items, read_text

_SENTENCE = "Foreign Minister Ada Brandt of France met Carl Osten of Germany in Vienna on Monday. "


def _read(text: str) -> Reading | InputError:
    data = text.encode("utf-8", "surrogatepass")
    return next(read_items([RawItem("hostile.txt", data, "text/plain", "hostile.txt", {})]))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        '"' * 200_000,
        "“" * 200_000,
        ".,;:!?-()[]{}" * 5_000,
        "(" * 100_000,
        "France" + "\u0301" * 50_000,
        "\n" * 300_000 + "France",
        "1 " * 50_000,
        "France and Germany 😀👩‍👩‍👧 met in Vienna. " * 50,
        "France and Germany \u202emet\u202c العربية in Vienna. " * 50,
    ],
    ids="letters marks curly points brackets accents lines digits emoji directions".split(),
)
def test_what_is_no_report_is_read_without_a_claim_or_a_crash(text: str) -> None:
    reading = _read(text)
    assert isinstance(reading, Reading), reading
    for claim in reading.claims:
        for evidence in claim.evidence:
            evidence.verify(text)


def test_a_text_of_unseen_characters_is_refused_as_empty() -> None:
    refused = _read("\ufeff\u200b\u00ad" * 1_000)
    assert isinstance(refused, InputError)
    assert refused.subject == "hostile.txt"


def test_lone_surrogates_are_read_or_refused_by_name() -> None:
    reading = _read(_SENTENCE * 3 + "\ud800 and \udfff")
    assert isinstance(reading, Reading) or reading.subject == "hostile.txt"


def test_more_than_a_report_can_hold_is_refused_with_a_remedy() -> None:
    with pytest.raises(InputError, match="too many for one report") as caught:
        read_text(_SENTENCE * (1_000_000 // len(_SENTENCE) + 1), name="book.txt")
    assert caught.value.subject == "book.txt"
    assert "split it" in str(caught.value)


def test_a_run_without_a_space_is_no_word_and_hides_nothing_behind_it() -> None:
    reading = _read(f"{_SENTENCE}\n\n{'QUJD' * 5_000} {_SENTENCE}")
    assert isinstance(reading, Reading)
    assert "consultation" in {claim.kind for claim in reading.claims}


def test_a_list_without_a_stop_does_not_become_one_sentence() -> None:
    from servanda.cleaning.assembly import make_report
    from servanda.parsing.document import parse

    text = _SENTENCE + "The ministers of France and Germany agreed " + "and then they agreed " * 500
    item = RawItem("endless.txt", f"{text}.".encode(), "text/plain", "endless.txt", {})
    parsed = parse(make_report(item))
    assert max(len(sentence.span) for sentence in parsed.sentences) <= 201
    assert all(token.sent.start <= token.i < token.sent.end for token in parsed.doc)


def test_the_second_copy_in_a_line_is_found_where_it_begins() -> None:
    half = "The ministers of both states met on Monday and signed it."
    for gap in ("", " ", "   "):
        line = Line(half + gap + half, 0, 2 * len(half) + len(gap))
        assert second_half(line) == len(half + gap)
    assert second_half(Line(half * 3, 0, 3 * len(half))) is None


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


@pytest.mark.costly
@pytest.mark.parametrize("unit", ["FRANCE AND GERMANY MET ", "France and ", "Minister\nagreed\n"])
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    _read(_SENTENCE * 3)  # the model is loaded before the clock runs
    short, long = 4_000, 32_000
    first = _seconds(lambda: _read(unit * (short // len(unit))))
    second = _seconds(lambda: _read(unit * (long // len(unit))))
    assert second < 3 * (long / short) * max(first, 0.05)  # the square would be 64 times as long


def _calls(hostile: Hostile, size: int) -> int:
    """Count the calls that reading takes: they are the same on every machine, busy or not."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    item = hostile.item(size)
    sys.setprofile(counted)
    try:
        list(read_items([item]))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.costly
@pytest.mark.parametrize("name", "one-sentence one-sentence-commas other-promises we-we".split())
def test_work_grows_with_length_and_not_with_its_square(name: str) -> None:
    _read(_SENTENCE * 3)  # what is loaded and worked out once is not counted
    (hostile,) = (one for one in texts() if one.id == f"text-{name}")
    quarter, whole = _calls(hostile, 2_000), _calls(hostile, 8_000)
    assert whole < 1.5 * 4 * quarter


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    "appointed many-assurances many-structures many-counterparts many-ministers-signing "
    "many-promises one-surname".split(),
)
def test_work_grows_with_length_where_every_sentence_tells_of_another(name: str) -> None:
    _read(_SENTENCE * 3)
    (hostile,) = (one for one in texts() if one.id == f"text-{name}")
    quarter, whole = _calls(hostile, 10_000), _calls(hostile, 40_000)
    assert whole < 1.3 * 4 * quarter
