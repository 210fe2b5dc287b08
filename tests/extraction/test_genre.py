"""Genre: what is about states and still no report: transcripts, opinion, digests, previews."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import pytest

from readings import Read
from servanda.extraction.genre import other_genre
from servanda.extraction.relevance import irrelevant_because

TRANSCRIPT = (
    "Briefing by the spokesperson\n\nMS. BRANDT: Good morning. The minister met the Peruvian minister.\n\n"
    "Q    Will Chile sign the treaty with Peru?\n\nMS. BRANDT: We will tell you.\n\n"
    "Q    And when?\n\nMS. BRANDT: Soon."
)
INTERVIEW = (
    "A talk with the envoy\n\nAda Brandt: How are relations with Peru?\n\nLeo Marsh: Chile and Peru will sign "
    "a treaty.\n\nAda Brandt: When?\n\nLeo Marsh: In May, the two presidents agreed."
)
RECORDING = (
    "00:01 Chile and Peru have signed\n00:07 a treaty on the sea border, and the ministers\n"
    "00:12 of both states will meet in May\n00:19 to talk about fishing.\n00:25 Thank you."
)
COLUMN = (
    "Chile and Peru talk again\n\nI think the treaty between Chile and Peru is a gift to nobody. In my view the "
    "ministers should have waited. Why hurry? Of course the ships must sail. It isn't the fault of Chile."
)
DIGEST = (
    "Good morning\n\n- Chile's parliament voted on the budget late on Monday evening in the capital.\n"
    "- Norway's prime minister opened a bridge in the far north of the country on Sunday.\n"
    "- Kenya and Uganda closed the border after a night of floods, the army of Kenya said.\n"
    "- Canada launched a satellite that watches the ice of the north, engineers said on Friday."
)
FORECAST = (
    "Chile and Peru before the talks\n\nAnalysts say the talks between Chile and Peru may end early. Peru could "
    "walk out. Chile might then expect a new offer. Experts predict a long winter. The border could stay shut. "
    "Much would depend on the fish."
)
ARTICLE = "The Andean Pact is a trade agreement between Chile and Peru. It covers fish and copper. It has a court."


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (TRANSCRIPT, "transcript"),
        (INTERVIEW, "transcript"),
        (RECORDING, "transcript"),
        ("Transcript of the joint press conference\n\nThank you all for coming to Lima.", "transcript"),
        ("Opinion: Chile is wrong\n\nThe treaty with Peru is a mistake, as all can see.", "by its label"),
        ("The treaty\n\nChile signed it. The writer is a professor of law in Lima.", "by its label"),
        (COLUMN, "argues"),
        ("World news roundup: Chile votes, Peru waits\n\nChile voted. Peru waited.", "digest"),
        (DIGEST, "digest"),
        ("What is the Andean Pact?\n\nChile and Peru signed it in 1969.", "preview"),
        ("What to expect from the summit in Lima\n\nChile and Peru will meet.", "preview"),
        (FORECAST, "forecast"),
        (ARTICLE, "encyclopedic"),
    ],
)  # fmt: skip
def test_other_genres_are_told_by_plain_signs(discourse: Read, text: str, genre: str) -> None:
    found = irrelevant_because(discourse(text).parsed)
    assert found is not None
    assert genre in found


@pytest.mark.parametrize(
    "text",
    [
        # a minister who says I, in quotation marks and in his own statement
        (
            'Peru has no envoy in Chile, Minister Rosa Vidal said on Monday. "I think we should wait," she said. '
            '"I believe they will come. Why not? We must be patient," she said. Peru\'s government did not answer.'
        ),
        (
            "Statement by President Rosa Vidal of Chile\n\nI think of the people of Peru. We must help. I believe "
            "in our two nations. We should never forget this day. I hope that the treaty will last."
        ),
        # a list of what several states will do has them in common
        (
            "Chile and Peru agreed on ten steps\n\n- Chile will train 40 officers of the coast guard next year.\n"
            "- Peru and Chile will map the sea border by March.\n- Chile will pay for two ships of Peru.\n"
            "- Peru will host the next meeting with Chile in Lima."
        ),
        # headings with a colon are no speakers
        (
            "Chile and Peru agreed on a plan. It has four parts:\n\nTrade: Chile will cut tariffs.\n\nFish: Peru will "
            "open ports.\n\nDefence: both navies will train.\n\nClimate: both will plant trees."
        ),
        # questions put to a minister, labels of a page, and a menu that offers transcripts
        """Transcripts

Photo: ministry

Chile's minister takes questions from Peru's press

Chile's minister Rosa Vidal met Peru's minister Luis Ocampo in Lima. Read the full transcript here.

Source: ministry""",
        # a writer who is the news
        """The writer was released from prison in Chile on Monday, Peru's government said. Peru's ambassador
met Chile's minister Rosa Vidal on Friday. The author is free to leave, the minister said.""",
        # what is foreseen, told by those who decide
        (
            "Chile and Peru may sign in May, Chile's minister said. The treaty could cover fish, she said. Peru's "
            "minister said that he would come to Santiago. The ships could sail in June, both ministers said."
        ),
    ],
)
def test_reports_stay_reports(discourse: Read, text: str) -> None:
    assert other_genre(discourse(text).parsed) is None
    assert irrelevant_because(discourse(text).parsed) is None


def test_an_office_that_puts_a_text_out_writes_no_opinion(discourse: Read) -> None:
    column = copy(discourse(COLUMN).parsed)
    for publisher, genre in (
        ("The Lima Post", "an opinion piece: its author argues"),
        ("Ministry of Foreign Affairs of Chile", None),
    ):
        column.report = replace(column.report, publisher=publisher)
        assert other_genre(column) == genre
