"""Search: whole words, whatever their case and accents, with their place."""

from __future__ import annotations

from datetime import date

import pytest

from ledgers import AT, WORDS, claims, report
from servanda.errors import UsageError
from servanda.store import Hit, Record
from servanda.store.full_text import parse_query


def found(record: Record, query: str, **facets: str) -> list[tuple[str, str | None, str]]:
    """Give each hit's report, its claim's kind and the words at its place."""
    view = record.view()
    texts = {r.name: r.text.content for r in view.reports()}

    def shown(hit: Hit) -> tuple[str, str | None, str]:
        kind = hit.claim.claim.kind if hit.claim else None
        return hit.report, kind, texts[hit.report][hit.start : hit.end]

    return [shown(hit) for hit in view.search(query, **facets)]


@pytest.fixture
def filled(record: Record) -> Record:
    one = report("a.txt")
    record.put(one, claims(one), at=AT, reader="1")
    two = report("b.txt", "El Ministro Pérez spoke.\nNobody met, and nobody MET again.")
    record.put(two, (), at=AT, reader="1")
    return record


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("barges", [("a.txt", None, "barges"), ("a.txt", "commitment", "barges")]),
        ("BARGES lend", [("a.txt", None, "lend"), ("a.txt", "commitment", "lend")]),
        ('"40 barges"', [("a.txt", None, "40 barges"), ("a.txt", "commitment", "40 barges")]),
        ('"barges 40"', []),
        ("barg*", [("a.txt", None, "barges"), ("a.txt", "commitment", "barges")]),
        ("barg", []),
        ("perez", [("b.txt", None, "Pérez")]),
        ("PE\u0301REZ", [("b.txt", None, "Pérez")]),
        ("Karl nobody", []),
        ('spoke"', [("b.txt", None, "spoke")]),
        ("spoke OR barges", []),
        ("spoke) NEAR(x -y ^z content:*", []),
    ],
)
def test_words(filled: Record, query: str, hits: list[tuple[str, str | None, str]]) -> None:
    assert found(filled, query) == hits


def test_the_report_that_tells_it_most_comes_first(filled: Record) -> None:
    assert [hit[0] for hit in found(filled, "met")] == ["b.txt", "a.txt", "a.txt"]


def test_facets_leave_only_claims(filled: Record) -> None:
    assert found(filled, "tarn", kind="tenure") == [("a.txt", "tenure", "Tarn")]
    assert [hit[1] for hit in found(filled, "barges", party="SO")] == ["commitment"]
    assert found(filled, "barges", party="XX") == []
    assert found(filled, "perez", kind="tenure") == []


def test_a_claims_own_words_count_too(filled: Record) -> None:
    # "Karl" stands in the evidence, "Kestrel" only in the body.
    assert [hit[1] for hit in found(filled, "kestrel karl")] == [None, "consultation"]


def test_a_snippet_is_one_line_around_the_words(filled: Record) -> None:
    (hit,) = filled.view().search("spoke")
    assert hit.snippet == "El Ministro Pérez spoke. Nobody met, and nobody MET again."
    long = report("long.txt", "x " * 100 + "needle" + " y" * 100, date(2031, 1, 1))
    filled.put(long, (), at=AT, reader="1")
    (hit,) = filled.view().search("needle")
    assert hit.snippet.startswith("…x")
    assert hit.snippet.endswith("y…")
    assert len(hit.snippet) < 140


def test_a_snippet_cuts_no_word_in_two_and_has_the_words_found(filled: Record) -> None:
    words = f"{'Northern ' * 12}Sea NEEDLES\nand {'submarines ' * 12}"
    filled.put(report("long.txt", words, date(2031, 1, 1)), (), at=AT, reader="1")
    (hit,) = filled.view().search('"needles and"')
    assert hit.words == "NEEDLES and"
    assert hit.words in hit.snippet
    assert set(hit.snippet.strip("…").split()) <= set(words.split())
    run = report("run.txt", f"{'x' * 90}oddity{'y' * 90} odd", date(2031, 1, 1))
    filled.put(run, (), at=AT, reader="1")
    (hit,) = filled.view().search("odd")
    assert hit.snippet == "…odd"


@pytest.mark.parametrize("query", ["Чайка", "ЧАИКА", "чай*", "Ἀθήνα", "αθηνα", "Žižek", "stra*"])
def test_accents_count_in_no_script(record: Record, query: str) -> None:
    one = report("c.txt", "Чайка, Ἀθήνα; Žižek on the Straße.")
    record.put(one, (), at=AT, reader="1")
    assert [hit[0] for hit in found(record, query)] == ["c.txt"]


def test_a_retracted_report_is_not_found(filled: Record) -> None:
    new = report("b.txt", "Nothing of the kind.")
    filled.put(new, (), at=AT, reader="1")
    assert found(filled, "perez") == []
    assert [hit[0] for hit in found(filled, "kind")] == ["b.txt"]


@pytest.mark.parametrize("query", ["", "  ", '""', "*", '" , "', "--"])
def test_a_query_without_a_word_is_refused(filled: Record, query: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        filled.view().search(query)


def test_marks_within_a_word_ask_for_its_parts_together() -> None:
    (term,) = parse_query("U.S.")
    assert term.words == ("u", "s")
    assert parse_query("a a") == parse_query("A")
    assert WORDS  # the shared report has no such marks
