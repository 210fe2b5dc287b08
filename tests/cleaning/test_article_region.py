"""Where lines are odd, cut short or stand alone: the story's words win, other stories' words lose."""

from __future__ import annotations

import pytest

from servanda.cleaning.blocks import read_page
from webpages import BY, DL, HD, LEAD, LI, SECOND, STORY, THIRD, TITLE, B, C, D, H, R, kinds, page
from webpages import report as make

CLIPPED = "Brandt also invited her colleague to Eastmouth, to which Mar"

# Each page is a list of its parts, with what each part is.
PAGES = {
    "the last paragraph breaks off": [*STORY, (B, CLIPPED)],
    "the last paragraph has two sentences and a mark": [
        *STORY,
        (B, "Norland has treaties with Amberland and Sudmark. Its ships call at Eastmouth"),
    ],
    "a caption stands above headline and dateline": [
        (
            C,
            "Amberland's Ada Brandt speaks beside Leo Marsh (not pictured) in Eastmouth 2 May 2031.",
        ),
        (H, TITLE),
        (DL, "Eastmouth, May 3 (EFE).-"),
        *STORY,
    ],
    "one sign between title and story": [(H, TITLE), (R, "·"), *STORY],
    "titles of other stories in one line": [
        (R, "Off the wire"),
        (
            R,
            (
                "Weather for northern regions • Leo Marsh sworn in as president of Norland • Ships of "
                "Sudmark reach port • Star of the sea show charged"
            ),
        ),
        (R, "You are here:"),
        (H, TITLE),
        *STORY,
    ],
    "a distributor's notes": [
        (H, TITLE),
        *STORY,
        (BY, "AB/CD/EF"),
        (R, "Read the original article on Amber Press."),
        (R, "Tagged:"),
        (R, "Copyright © 2031 Amber Press. All rights reserved. Distributed by Amber Media."),
        (R, "Amber Media publishes 500 reports a day from more than 100 papers of Norland."),
    ],
    "a disclaimer": [
        (H, TITLE),
        *STORY,
        (R, "AMBERNET08072031000045015839ID1108"),
        (R, "Legal Disclaimer:"),
        (R, "We provide the words of Norland as they are. We take no blame for what they say."),
    ],
    "dates of other stories": [
        (H, TITLE),
        *STORY,
        (R, "Top Headlines"),
        (R, "Sudmark's president admits the loss of a ship"),
        (R, "May 17, 2035"),
        (R, "Lowmark wants the fund to think again"),
        (R, "May 16, 2035"),
    ],
    "lines in other languages": [
        (H, TITLE),
        (R, "Amberland y Norland abren cuatro puertos para los barcos del otro"),
        *STORY,
    ],
    "short answers": [
        (H, "Transcript of the press conference of Minister Brandt"),
        (B, "MODERATOR: Good afternoon. The minister has a short statement on the ports."),
        (B, "MINISTER BRANDT: Leo Marsh and I agreed this morning to open four ports by June."),
        (B, "QUESTION: How many?"),
        (B, "MINISTER BRANDT: Four. They will be open in June."),
        (B, "QUESTION: (Off-mike.)"),
        (B, "MINISTER BRANDT: I will not comment on that, and I have said so before."),
    ],
    "a place and a date above": [
        (D, "Mon. Jul 15th, 2034"),
        (DL, "Oslo, 12 December 2031"),
        (R, "Check against delivery!"),
        *STORY,
    ],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_falls_into_its_parts(name: str) -> None:
    assert kinds(page(PAGES[name])) == PAGES[name]


def test_credits_in_brackets_behind_the_last_sentence_come_off() -> None:
    credit = "(Reporting by Lea Marsh and Tom Reed, Editing by Ann Lowe)"
    assert kinds(make(f"{LEAD}\n\n{SECOND} {credit}")) == [(B, LEAD), (B, SECOND), (BY, credit)]


@pytest.mark.parametrize(
    ("bracket", "dateline", "wire"),
    [
        ("(AMBERNET)", "", None),
        ("(AMBERNET- Kuwait News Agency (KUNA))", "OSLO, July 24 (KUNA) --", "KUNA"),
        ("(AMBERNET- IANS)", "Oslo, Sep 13 (IANS)", "IANS"),
    ],
)
def test_a_distributor_in_front_of_the_dateline_comes_off(
    bracket: str, dateline: str, wire: str | None
) -> None:
    made = make(f"{TITLE}\n\n{bracket} {dateline} {LEAD}\n\n{SECOND}")
    lead = [(DL, dateline), (B, LEAD)] if dateline else [(B, LEAD)]
    assert kinds(made) == [(H, TITLE), (BY, bracket), *lead, (B, SECOND)]
    assert made.wire == wire


def test_a_list_told_in_one_line_is_the_storys_own() -> None:
    told = "The minister was joined by: • Leo Marsh of Norland • Ann Lowe of Sudmark • Tom Reed"
    assert (R, told) not in kinds(make(f"{LEAD}\n\n{told}\n\n{SECOND}"))


def test_numbered_paragraphs_are_read() -> None:
    made = make(f"{TITLE}\n\n1. {LEAD}\n\no {SECOND}\n\n2. {THIRD}")
    assert [(k, w) for k, w in kinds(made) if k is not R] == [
        (H, TITLE),
        (LI, LEAD),
        (B, f"o {SECOND}"),
        (LI, THIRD),
    ]


@pytest.mark.parametrize("last", ["tomorrow.", "before the end of the year."])
def test_the_short_last_line_of_a_wrapped_paragraph_belongs_to_it(last: str) -> None:
    wrapped = f"Brandt thanked the port for its help and said that she would be back there\n{last}"
    assert kinds(make(f"{LEAD}\n\n{wrapped}")) == [(B, LEAD), (B, wrapped)]


def test_a_line_that_ends_with_an_article_runs_on() -> None:
    wrapped = (
        "Minister Brandt received the envoy, who brought a message from\nH.E. Leo Marsh of Norland."
    )
    assert kinds(make(f"{LEAD}\n\n{wrapped}"))[1:] == [(B, wrapped)]


def test_headings_stay_headings() -> None:
    parts = [(H, TITLE), (B, LEAD), (HD, "Ports and ships"), (B, SECOND), (B, THIRD)]
    assert kinds(page(parts)) == parts


def test_numbered_paragraphs_wrapped_by_hand_are_whole_beside_a_long_line() -> None:
    first = (
        "The Minister of Foreign Affairs of Amberland, Ada Brandt, will make an\n"
        "official visit to Port Cala on 4 and 5 May 2031. She will be received by\n"
        "Minister Leo Marsh."
    )
    second = (
        "The ministers will review the Agreement on Fisheries, signed in 2028,\n"
        "and discuss the entry of Lowmark into the Customs Union."
    )
    third = (
        "Trade between the two states reached 3.1 billion crowns in 2030.\n"
        "Amberland is the third partner of Norland."
    )
    note = "For more information " + "about the visit and its calendar of events " * 3 + "visit us."
    made = make(f"Visit of Ada Brandt\n\n{first}\n\n2. {second}\n\n3. {third}\n\n{note}")
    assert kinds(made)[1] == (B, first)
    assert {(LI, second), (LI, third)} <= set(kinds(made))


def test_a_title_in_a_list_and_above_its_story_is_the_headline() -> None:
    made = make(f"Only today\n  • {TITLE}\n\n{TITLE}\n\n{LEAD}\n\n{SECOND}")
    assert [w for k, w in kinds(made) if k is H] == [TITLE]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kenya imposed sanctions on Peru.", "body"),
        ("Kenya joined the pact.", "body"),
        ("Kenya, Peru and the pact", "residue"),
    ],
)
def test_a_text_of_one_short_sentence_is_that_sentence(text: str, kind: str) -> None:
    assert [block.kind.value for block in read_page(text).blocks] == [kind]
