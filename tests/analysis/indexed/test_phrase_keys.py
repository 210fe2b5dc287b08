"""Phrases: what finds the reports that say the same, and nothing else."""

from __future__ import annotations

import pytest

from made import arms, report, resolved, talks
from servanda.analysis.indexed.phrase_keys import (
    exact_phrases,
    holder_phrase,
    matter_phrases,
    phrases_of,
    readout_phrase,
    same_phrase,
    sentence_phrases,
)
from servanda.model import Assurance, Capability, Quote, ResolvedClaim

WORDS = "We will keep the ferries of Tarn afloat, whatever storms there are."
ABOUT = Assurance(("NR", "AL"), "the ferries of Tarn", "keep them afloat")


def pledge(
    source: str, words: str = "these words", **cells: str | tuple[str, ...]
) -> ResolvedClaim:
    given = {"parties": ABOUT.parties, "about": ABOUT.about, "wording": ABOUT.wording, **cells}
    return resolved(source, Assurance(**given), words)  # type: ignore[arg-type]


def test_sentences_are_found_whatever_their_case_and_marks() -> None:
    [phrase] = sentence_phrases(report("n1", WORDS)).values()
    assert list(sentence_phrases(report("n2", WORDS.upper())).values()) == [phrase]
    assert phrase not in sentence_phrases(report("n3", WORDS.replace("storms", "waves"))).values()


def test_a_short_sentence_is_chance_and_no_phrase() -> None:
    assert sentence_phrases(report("n1", "We will keep the ferries afloat.")) == {}


@pytest.mark.parametrize(
    ("cells", "same"),
    [
        ({"parties": ("AL", "NR")}, True),
        ({"about": "ferries in Tarn"}, True),
        ({"parties": ("NR",)}, False),
        ({"about": "the harbours of Tarn"}, False),
        ({"wording": "repair them"}, False),
    ],
)
def test_assurances_that_are_one_have_one_phrase(
    cells: dict[str, str | tuple[str, ...]], *, same: bool
) -> None:
    assert (same_phrase(pledge("n1")) == same_phrase(pledge("n2", **cells))) is same


def test_word_for_word_is_a_phrase_of_its_own() -> None:
    one, other = pledge("n1", "We keep them"), pledge("n2", "we keep them!")
    assert exact_phrases(one) == exact_phrases(other)
    assert exact_phrases(one).isdisjoint(exact_phrases(pledge("n2", "We kept them")))
    assert same_phrase(one) not in exact_phrases(one)


def test_quotes_are_of_their_speakers() -> None:
    one, other = (resolved("n1", Quote(name, "we are friends")) for name in ("Ada Brandt", "Kern"))
    assert same_phrase(one) != same_phrase(other)
    assert same_phrase(one) == same_phrase(resolved("n2", Quote("ADA BRANDT", "We  are friends")))


def test_a_matter_is_found_by_each_of_its_words_and_by_who_assures() -> None:
    both = matter_phrases(ABOUT)
    other = matter_phrases(Assurance(ABOUT.parties, "ferries", "run them"))
    assert other < both
    assert both.isdisjoint(matter_phrases(Assurance(("NR",), ABOUT.about, "")))


def test_capabilities_are_found_by_who_has_them() -> None:
    assert holder_phrase(Capability("boats", "NR")) == holder_phrase(Capability("drones", "NR"))
    assert holder_phrase(Capability("boats", "NR")) != holder_phrase(Capability("boats"))


def test_a_report_is_found_by_all_that_it_says() -> None:
    claims = [
        talks("n1", "Ada Brandt/NR; Ivo Kern/AL"),
        pledge("n1"),
        arms("n1", "boats", "NR"),
        resolved("n1", Quote("Ada Brandt", "we are friends")),
    ]
    said = report("n1", WORDS)
    found = phrases_of(said, claims)
    assert readout_phrase(("AL", "NR")) in found
    assert {same_phrase(claims[1]), same_phrase(claims[3])} < found
    assert holder_phrase(Capability("", "NR")) in found
    assert matter_phrases(ABOUT) < found
    assert set(sentence_phrases(said).values()) < found


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_only_talks_held_make_a_readout(status: str) -> None:
    claims = [talks("n1", "Ada Brandt/NR; Ivo Kern/AL", status=status)]
    assert phrases_of(report("n1", "Nothing."), claims) == frozenset()
