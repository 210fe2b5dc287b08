"""`servanda show` narrowed: to what is told with certain words, and to some columns."""

from __future__ import annotations

import csv
import io

import pytest

from .conftest import Run


def listed(run: Run, record: str, *options: str) -> list[list[str]]:
    done = run("show", *options, "--record", record, "--format", "csv")
    assert done.exit_code == 0, done.output
    return list(csv.reader(io.StringIO(done.stdout)))


@pytest.mark.parametrize(
    ("kind", "words", "number"),
    [
        ("commitments", "FERRIES norland", 1),
        ("commitments", "ferries price", 0),  # they stand in two sentences
        ("commitments", "ferr", 0),  # words count whole
        ("offices", "Sundmark", 1),
        ("dates", "hand over", 1),
        ("dates", "price", 0),
        ("consultations", "Valden", 1),
        ("reports", "Norland", 0),  # a report rests on no words
    ],
)
def test_words_of_the_sentence(
    run: Run, made_record: str, kind: str, words: str, number: int
) -> None:
    assert len(listed(run, made_record, kind, "--words", words)) == 1 + number


def test_nothing_told_so_is_said(run: Run, made_record: str) -> None:
    done = run("show", "dates", "--words", "unheard", "--record", made_record)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no dates in the record that fit" in done.stderr


def test_columns_come_in_the_order_asked_for(run: Run, made_record: str) -> None:
    rows = listed(run, made_record, "consultations", "--columns", "Place, form,reports,words")
    words = "Ada Brandt of Norland met her colleague Jo Lind of Sundmark"
    assert rows == [
        ["place", "form", "reports", "words"],
        ["Valden", "meeting", "first.txt", words],
    ]


def test_columns_of_a_table_say_all(run: Run, made_record: str) -> None:
    asked = ("reports", "--columns", "report,why_dated_so", "--report", "first")
    done = run("show", *asked, "--record", made_record)
    assert "the page says so" in done.stdout
    assert "published" not in done.stdout


def test_a_doubt_is_kept(run: Run, made_record: str) -> None:
    asked = ("offices", "--as-of", "2024-01-01", "--columns", "holder,reports")
    done = run("show", *asked, "--record", made_record)
    assert "Ada Brandt ? " in done.stdout
    assert "first.txt" in done.stdout
    assert listed(run, made_record, *asked)[1] == ["Ada Brandt", "first.txt"]


def test_a_column_that_is_not_there(run: Run, made_record: str) -> None:
    done = run("show", "offices", "--columns", "holder,colour", "--record", made_record)
    assert done.exit_code == 2
    assert "there is no column 'colour'" in done.stderr
    assert "holder" in done.stderr


def test_json_carries_the_rows_whole(run: Run, made_record: str) -> None:
    asked = ("show", "consultations", "--record", made_record, "--format", "json")
    assert run(*asked, "--columns", "form").stdout == run(*asked).stdout
