"""Blocks: what every stretch of a page is, on pages as messy as crawled ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trying import tries
from webpages import (
    BY,
    DB,
    DL,
    HD,
    LEAD,
    LI,
    SECOND,
    STORY,
    THIRD,
    TITLE,
    B,
    C,
    D,
    H,
    R,
    kinds,
    page,
    report,
)

CAPTION = (
    "Foreign Minister Ada Brandt (L) and Norland's Leo Marsh (R) preside over talks on ports in "
    "Eastmouth on Friday. Photo by Amberland Foreign Ministry/EPA-EFE"
)
SUMMARY = (
    "Amberlands minister Ada Brandt told reporters that the ports will be open by June 2032 once "
    "both parliaments have approved the text.The two ministers did not discuss the older dispute "
    "over fishing in the Amber Sea according to a spokesman for the Norland delegation."
)
RELATED = (
    "Sudmark's minister is expected in Eastmouth when Ada Brandt of Amberland and Leo Marsh of "
    "Norland meet again next week, officials said."
)

# Each page is a list of its parts, with what each part is.
PAGES = {
    "dates above and below": [
        (R, "Policy paper"),
        (H, TITLE),
        (R, "From:"),
        (R, "Ministry of Foreign Affairs and The Rt Hon Ada Brandt"),
        (D, "8 April 2031"),
        (R, "Documents"),
        *STORY,
        (D, "Published 8 April 2031"),
    ],
    "clock and date": [(H, TITLE), (D, "17:00 | 21.11.2031"), *STORY],
    "old web story": [
        (H, TITLE),
        (D, "August 17, 2031 / 10:59 PM / 3 years ago"),
        (BY, "Reuters Staff"),
        (R, "1 Min Read"),
        (DL, "OSLO (Reuters) -"),
        *STORY,
        (BY, "Reporting by Lea Marsh; Editing by Tom Reed"),
        (R, "Our Standards: The Wire Trust Principles."),
    ],
    "clock of the site": [
        (R, "The Amber Post"),
        (R, "Today: March 14, 2031"),
        (DB, "Today: March 14, 2031"),
        (H, TITLE),
        (R, "Amberland Norland Ports"),
        (D, "January 18, 2031"),
        *STORY,
    ],
    "postal address above": [
        (R, "Physical Address"),
        (R, "12 South Harbour St."),
        (R, "Eastmouth Center, MA 02124"),
        (H, TITLE),
        *STORY,
    ],
    "share bar": [
        (H, TITLE),
        (BY, "By Lea Marsh and Tom Reed"),
        (R, "13"),
        (R, "·3 min read"),
        (R, "• Link copied"),
        (R, "Facebook Twitter WhatsApp Email"),
        *STORY,
        (R, "Post Comment"),
    ],
    "caption above": [
        (R, "Advertisement"),
        (H, TITLE),
        (C, CAPTION),
        (DB, "1 of 2 | " + CAPTION),
        *STORY,
    ],
    "caption within": [
        (B, LEAD),
        (
            C,
            "Foreign Minister Ada Brandt and Leo Marsh shake hands in Eastmouth on Friday. (Kyodo)",
        ),
        (B, SECOND),
        (B, THIRD),
    ],
    "summary of the story above it": [(H, TITLE), (DB, SUMMARY), *STORY],
    "title of the page": [(DB, TITLE + " | Amber Times"), (H, TITLE), *STORY],
    "headline last": [
        *STORY,
        (R, "END"),
        (R, "[Copyright Amber Press, Ltd.]"),
        (H, TITLE),
    ],
    "most read": [
        *STORY,
        (R, "Most Read Stories"),
        (R, "Star of sea show charged after crash"),
        (R, "Bridge works start this week: 3 years, 22 miles, some rough commutes"),
        (R, "Farmers drove hundreds of tractors into the capital on Monday."),
    ],
    "story goes on after related links": [
        (B, LEAD),
        (R, "Latest updates"),
        (R, "Star of sea show charged after crash"),
        (B, SECOND),
        (B, THIRD),
    ],
    "teasers without a heading": [
        (H, TITLE),
        *STORY,
        (R, "Sudmark farmers protest against milk prices"),
        (R, "Farmers drove hundreds of tractors into the capital on Monday to protest."),
        (R, "Heat wave kills 12 in Ostia"),
        (R, "Temperatures reached 45 degrees on Sunday, the weather service said."),
    ],
    "last words after an advertisement": [
        (H, TITLE),
        *STORY,
        (R, "Advertisement"),
        (B, "It was not immediately clear when the work would begin."),
    ],
    "short first and last sentence": [
        (H, TITLE),
        (B, "The accord is signed."),
        *STORY,
        (B, "The talks lasted four hours."),
    ],
    "official banner above": [
        (R, "An official website of the Amberland Government"),
        (R, "Here's how you know"),
        (H, TITLE),
        (D, "July 13, 2031"),
        *STORY,
    ],
    "read lines within": [
        (H, TITLE),
        (B, LEAD),
        (R, "READ: Port talks under way between Norland and Sudmark"),
        (B, SECOND),
        (B, THIRD),
        (BY, "—Reporting by Lea Marsh; Editing by Tom Reed"),
        (R, "Follow us on our official WhatsApp channel for breaking news alerts!"),
        (R, "Next In Amber News"),
        (R, "Hero of the flood recovers in hospital as donations pour in"),
        (R, "Police seize thousands of planks from illegal logging"),
    ],
    "about the writer": [
        (H, TITLE),
        *STORY,
        (R, "Lea Marsh is a reporter for Amber News."),
        (R, "Follow Lea Marsh on Twitter"),
    ],
    "reader comments": [
        (H, TITLE),
        *STORY,
        (R, "3 Comments"),
        (R, "Bill K"),
        (R, "I think this is the worst deal we ever signed, and nobody asked us about the ports."),
        (R, "Reply"),
        (R, "oldsailor77"),
        (R, "Norland will never keep its word. They said the same ten years ago and look at us!"),
    ],
    "also read": [
        (H, TITLE),
        (B, LEAD),
        (R, "ALSO READ | Sudmark protests against port deal"),
        (B, SECOND),
        (R, "Also Read: Who is Ada Brandt?"),
        (B, THIRD),
        (R, "(This story has not been edited by our staff and is auto-generated.)"),
        (R, "Read more on amber-news.com"),
    ],
    "newsletter": [
        (R, "View this email in your browser"),
        (H, TITLE),
        *STORY,
        (R, "You are receiving this email because you signed up at our site."),
        (R, "You are receiving this because you subscribed at our site."),
        (R, "Unsubscribe from this list"),
        (R, "Copyright © 2031 Amber Briefing, All rights reserved."),
        (R, "12 Harbour Street, Eastmouth 1010"),
    ],
    "cookies": [
        (R, "We use cookies to give you the best experience. See our cookie policy."),
        (R, "Accept"),
        (H, TITLE),
        *STORY,
        (R, "Privacy Policy | Terms of Use"),
        (R, "Follow us on Facebook"),
    ],
    "readout": [
        (H, "Readout of Minister Brandt's Call With Foreign Minister Marsh of Norland"),
        (D, "March 3, 2031"),
        (B, "Minister Ada Brandt spoke today with Foreign Minister Leo Marsh about open ports."),
        (B, "The two reaffirmed their commitment to a free and open Amber Sea."),
        (R, "###"),
    ],
    "headings within": [(H, TITLE), (B, LEAD), (HD, "Older dispute"), (B, THIRD), (B, SECOND)],
    "today begins a sentence": [
        (H, TITLE),
        (B, "Today, the ten ministers of the Amber Council met at Eastmouth to sign the accord."),
        (B, "Now, the text goes to both parliaments, which have until June 2032 to approve it."),
    ],
    "tagline of the site": [
        (R, "World"),
        (R, "Get the latest news from around the world, live coverage, features and analysis."),
        (H, TITLE),
        (R, "Subscribe"),
        *STORY,
        (R, "Newsfeed"),
        (R, "0"),
        (R, "log in or register"),
    ],
    "transcript": [
        (B, "BEN WALLIS, DEFENCE SECRETARY: Thank you, Leo. We will sign the accord in June."),
        (B, "LEO MARSH: Thank you. We will open the ports as promised, and I look forward to it."),
    ],
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("joint", ["\n\n", "\n", "\r\n\r\n"], ids=["blank", "line", "crlf"])
def test_a_page_falls_into_its_parts(name: str, joint: str) -> None:
    assert kinds(page(PAGES[name], joint)) == PAGES[name]


def test_pieces_stuck_to_the_first_and_last_sentence_come_off() -> None:
    made = report(f" date 2031-09-28 OSLO (Reuters) — {LEAD}\n\n{SECOND} (Yonhap)")
    assert kinds(made) == [
        (D, "date 2031-09-28"),
        (DL, "OSLO (Reuters) —"),
        (B, LEAD),
        (B, SECOND),
        (BY, "(Yonhap)"),
    ]


@pytest.mark.parametrize(
    ("tail", "kind"),
    [
        ("en_USEnglish", R),
        (" END [Copyright The Amber Press, Ltd.]", R),
        (" (AP) RUP", BY),
        (" PTI RUP", BY),
        (" Northern News Desk", BY),
        (" - Reuters", BY),
        (" /abc", BY),
        (" — Associated Press", BY),
    ],
)
def test_what_is_stuck_to_the_last_sentence_comes_off(tail: str, kind: object) -> None:
    assert kinds(report(f"{LEAD}\n\n{SECOND}{tail}"))[1:] == [(B, SECOND), (kind, tail.strip())]


@pytest.mark.parametrize("note", ["Article continues after this advertisement", "Advertisement"])
def test_a_note_stuck_to_the_first_word_comes_off(note: str) -> None:
    found = kinds(report(f"{LEAD}\n\n{note}{SECOND}\n\n{THIRD}"))
    assert found == [(B, LEAD), (R, note), (B, SECOND), (B, THIRD)]


def test_a_name_at_the_end_of_a_sentence_stays() -> None:
    spoken = LEAD.rstrip(".") + ", among them Gen. Leo Marsh"
    assert kinds(report(f"{spoken}\n\n{SECOND}"))[0] == (B, spoken)


def test_a_date_beside_an_agency_is_parted_from_it() -> None:
    made = page([(H, TITLE), (R, "PTI | Eastmouth | Updated: 29-03-2031 18:49 IST"), *STORY])
    assert kinds(made)[1:3] == [
        (BY, "PTI | Eastmouth | Updated:"),
        (D, "29-03-2031 18:49 IST"),
    ]


def test_two_copies_of_a_caption_in_one_line() -> None:
    made = report(f"{TITLE}\n\n{CAPTION} {CAPTION}\n\n{LEAD}\n\n{SECOND}")
    assert kinds(made)[1:3] == [(C, CAPTION), (DB, CAPTION)]


def test_a_whole_text_printed_twice_is_read_once() -> None:
    made = page([*STORY, *STORY], "\n")
    assert [kind for kind, _ in kinds(made)] == [B] * 3 + [DB] * 3


def test_lists_of_a_fact_sheet_are_its_own() -> None:
    made = page(
        [
            (H, "FACT SHEET: Amberland and Norland Cooperation"),
            (B, "Following talks, the two governments announce these measures for three years:"),
            (HD, "Open Ports"),
            (LI, "- Amberland will open the ports of Eastmouth and Southmouth by June 2032."),
            (LI, "- Norland will open two ports"),
            (HD, "Joint Council"),
            (LI, "1. A council of officials will meet every year, starting in 2033."),
        ]
    )
    assert [(k, w) for k, w in kinds(made) if k is not R] == [
        (H, "FACT SHEET: Amberland and Norland Cooperation"),
        (B, "Following talks, the two governments announce these measures for three years:"),
        (HD, "Open Ports"),
        (LI, "Amberland will open the ports of Eastmouth and Southmouth by June 2032."),
        (LI, "Norland will open two ports"),
        (HD, "Joint Council"),
        (LI, "A council of officials will meet every year, starting in 2033."),
    ]


def test_paragraphs_wrapped_by_hand_are_whole() -> None:
    wrapped = (
        "The foreign ministers of Amberland and Norland agreed on\n"
        "Friday to open four ports to each other's ships, officials\n"
        "of both states said after a day of talks.\n\n"
        "Amberland's minister told reporters that the ports will be\n"
        "open by June 2032, once both parliaments have approved the\n"
        "text. Norland's ships may call from then on."
    )
    assert [kind for kind, _ in kinds(report(wrapped))] == [B, B]


def test_front_matter_is_residue() -> None:
    made = report(f"---\ntitle: {TITLE}\ndate: 2031-03-03\n---\n\n# {TITLE}\n\n{LEAD}\n\n{SECOND}")
    found = kinds(made)
    assert found[0][0] is R
    assert found[0][1].startswith("---")
    assert (H, TITLE) in found
    assert (B, LEAD) in found


def test_the_header_of_a_mail_is_residue() -> None:
    header = "From: Press <press@amber.example>\nSubject: Ferries\nDate: 3 March 2031"
    found = kinds(report(f"{header}\n\n{LEAD}\n\n{SECOND}"))
    assert found == [(R, header), (B, LEAD), (B, SECOND)]


_WORDS = st.sampled_from(
    [TITLE, LEAD, SECOND, THIRD, CAPTION, "Share", "13", "- item", "1.", "By Lea Marsh", "×", "END"]
)
_TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(_WORDS, max_size=12).map("\n".join),
    st.lists(st.one_of(_WORDS, st.text(max_size=30)), max_size=8).map("\r\n\u00a0".join),
)


@settings(max_examples=tries(37), deadline=None)
@given(_TEXTS)
def test_blocks_ascend_and_hold_every_word(text: str) -> None:
    if not text.strip() or "\x00" in text:
        return
    from servanda.cleaning.blocks import read_page

    blocks = read_page(text).blocks
    at = 0
    for block in blocks:
        assert at <= block.start < block.end <= len(text)
        assert not any(ch.isalnum() for ch in text[at : block.start])
        at = block.end
    assert not any(ch.isalnum() for ch in text[at:])


TORN = """Menu
Ministers
Ada Brandt
said on Friday that four ports, among them
Eastmouth and Kelm
, will be open to ships of Norland by June 2032, once
both parliaments
have approved the text, according to her ministry
.
The
Amber Sea
’s fishing grounds were not discussed with
Leo Marsh
, her counterpart, who left for home on Friday night after talks of two hours.
Sections
World"""


def test_sentences_torn_at_their_links_are_made_whole() -> None:
    made = report(TORN)
    told = [made.text.slice(b).replace("\n", " ") for b in made.text.blocks if b.kind is B]
    assert len(told) == 2
    assert told[0].startswith("Ada Brandt said on Friday")
    assert told[0].endswith("her ministry .")
    assert told[1].startswith("The Amber Sea ’s fishing grounds")


def test_a_line_that_begins_with_a_stop_is_read() -> None:
    made = report(f"{TITLE}\n\n{LEAD}\n\n. A second of the two lines told here\n\n{SECOND}")
    assert (B, SECOND) in kinds(made)
