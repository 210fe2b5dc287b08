"""A report as a whole: text unchanged, head and foot read, language judged, always in time."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.cleaning.assembly import make_report
from servanda.errors import InputError
from servanda.model import RawItem, digest, sha256_text
from trying import tries
from webpages import BY, DL, LEAD, SECOND, STORY, THIRD, TITLE, B, C, D, H, R, page, report


def test_the_text_is_the_file_decoded_unchanged() -> None:
    text = f"  {TITLE}\r\n\r\n\t{LEAD}\n\u00a0\n{SECOND}   \n\n"
    made = report(text)
    assert made.text.content == text
    assert made.sha256 == sha256_text(text)
    assert made.id == digest("r", "page.txt", made.sha256) == made.text.report
    assert report(text) == made


@pytest.mark.parametrize(
    ("parts", "wire"),
    [
        ([(DL, "OSLO (AP) —"), *STORY], "AP"),
        ([(H, TITLE), (BY, "By Yonhap"), *STORY], "Yonhap"),
        ([(H, TITLE), (BY, "Associated Press"), *STORY], "AP"),
        ([(H, TITLE), (BY, "By Lea Marsh, Kyodo News"), *STORY], "Kyodo"),
        ([*STORY, (BY, "Reuters")], "Reuters"),
        ([*STORY, (BY, "Source: Xinhua")], "Xinhua"),
        ([*STORY, (R, "Copyright 2031 The Associated Press. All rights reserved.")], "AP"),
        ([*STORY, (R, "[Copyright The Jiji Press, Ltd.]")], "Jiji Press"),
        ([(B, LEAD), (C, "Ada Brandt in Oslo on Friday. (Kyodo)"), (B, SECOND)], "Kyodo"),
        ([(B, LEAD), (B, SECOND.replace("told reporters", "told Reuters"))], None),
        ([(H, TITLE), (BY, "By Lea Marsh"), *STORY], None),
        ([(DL, "OSLO (Staff) —"), *STORY], None),
        ([(H, TITLE), (B, f"EASTMOUTH (Amber Desk) — {LEAD}"), (B, SECOND)], "Amber Desk"),
        ([(H, TITLE), (BY, "Source: Harbour Wire"), *STORY], "Harbour Wire"),
        ([(H, TITLE), (BY, "Source: Ministry of Ports"), *STORY], None),
    ],
)
def test_the_wire_is_named_by_dateline_byline_rights_or_credit(
    parts: list[tuple[object, str]], wire: str | None
) -> None:
    assert page(parts).wire == wire  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("parts", "publisher"),
    [
        ([(R, "The Amber Post"), (R, "World"), (H, TITLE), *STORY], "The Amber Post"),
        ([(R, "Ministry of Foreign Affairs of Norland"), (H, TITLE), *STORY], None),
        ([(H, TITLE), *STORY, (R, "© 2031 The Amber Times. All rights reserved.")], "Amber Times"),
        ([(H, TITLE), *STORY, (R, "© 2031 Amber Ledger. Terms. Privacy.")], "Amber Ledger"),
        ([(H, TITLE), *STORY], None),
    ],
)
def test_the_publisher_is_named_by_the_pages_head_or_rights(
    parts: list[tuple[object, str]], publisher: str | None
) -> None:
    found = page(parts).publisher  # type: ignore[arg-type]
    assert found == publisher or (publisher is None and "Ministry" in parts[0][1])


def test_what_the_source_states_is_kept() -> None:
    made = report(LEAD, title="Talks", publisher="Amber Times", url="https://example.org/1")
    assert (made.title, made.publisher, made.url) == (
        "Talks",
        "Amber Times",
        "https://example.org/1",
    )


def test_the_title_is_the_headline_wherever_it_stands() -> None:
    assert page([(H, TITLE), *STORY]).title == TITLE
    assert page([*STORY, (R, "END"), (H, TITLE)]).title == TITLE
    assert page(STORY).title is None


def test_dating_is_left_to_others() -> None:
    made = page([(D, "8 April 2031"), (H, TITLE), *STORY])
    assert made.dating.when is None


def test_a_foreign_report_is_kept_and_marked() -> None:
    made = report(
        "Die Minister beider Staaten vereinbarten am Freitag, vier Häfen bis Juni zu öffnen, "
        "teilten beide Seiten nach den Gesprächen in der Hauptstadt mit."
    )
    assert (made.language, made.relevant) == ("de", False)
    assert made.irrelevant_because is not None
    assert "language" in made.irrelevant_because


@pytest.mark.parametrize(
    ("stated", "language"),
    [("en-GB", "en"), ("EN", "en"), ("English", "en"), ("de", "de"), ("", "en")],
)
def test_a_stated_language_counts_if_it_is_a_code(stated: str, language: str) -> None:
    assert report(f"{LEAD} {SECOND}", language=stated).language == language


def test_a_page_without_a_report_is_kept_and_marked() -> None:
    made = report("Home\nNews\nSports\nSubscribe\nShare\n© 2031 Amber Times")
    assert not made.relevant
    assert made.irrelevant_because is not None
    assert "no report" in made.irrelevant_because


@pytest.mark.parametrize("data", [b"", b"\n\n", b"%PDF-1.4", b"a\x00b\x00\x00c"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        make_report(RawItem("x.txt", data, "text/plain", "x.txt"))


@settings(max_examples=tries(20), deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/plain", "text/markdown"]))
def test_any_bytes_make_a_report_or_an_input_error(data: bytes, media_type: str) -> None:
    try:
        made = make_report(RawItem("x", data, media_type, "x"))
    except InputError:
        return
    assert all(made.text.slice(block).strip() for block in made.text.blocks)


@pytest.mark.costly
@pytest.mark.parametrize(
    "line",
    [
        f"{TITLE} {{}}\n",
        f"{LEAD} {SECOND} {{}}\n\n",
        "Farmers protest against milk prices {}\n" + LEAD + "\n",
        "Latest news\nSome title {}\n" + LEAD + "\n",
        "3 Comments\nEND {}\n",
        "- item {} of the list\n",
        "By Ada Brandt and ",
        "(",
        "A. ",
    ],
)
def test_time_grows_with_the_text_alone(line: str) -> None:
    text = "".join(line.format(i) if "{}" in line else line for i in range(3_000))
    begun = time.process_time()  # of this process alone: others may be busy
    report(text)
    assert time.process_time() - begun < 6.0


def test_reading_is_quick() -> None:
    text = "\n\n".join([TITLE, LEAD, SECOND, THIRD] + [f"{LEAD} {i} {SECOND}" for i in range(5)])
    report(text)  # patterns are compiled once
    begun = time.process_time()
    for _ in range(40):
        report(text)
    assert 40 / (time.process_time() - begun) > 100  # about 500 where nothing else runs


def test_nothing_heavy_is_imported() -> None:
    script = (
        "import sys, servanda.cleaning, servanda.sources;"
        "heavy = {'spacy', 'trafilatura', 'lxml', 'feedparser', 'py3langid', 'numpy'};"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
