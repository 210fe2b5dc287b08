"""The dateline: place, agency and dash in every shape, and sentences that only look like one."""

from __future__ import annotations

import pytest

from servanda.cleaning.dateline import find_dateline
from servanda.cleaning.page_lines import Line


def _line(text: str) -> Line:
    return Line(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("ROME, Italy (Kyodo) — The ministers met.", "Rome, Italy", "Kyodo", "The ministers met."),
        ("Paris, Jan. 15 (Jiji Press)–The two met.", "Paris", "Jiji Press", "The two met."),
        ("LONDON (AP) — Talks began.", "London", "AP", "Talks began."),
        ("LONDON (AP) โ€” Talks began.", "London", "AP", "Talks began."),
        ("LONDON (AP) â€” Talks began.", "London", "AP", "Talks began."),
        ("(Reuters) — Talks began.", None, "Reuters", "Talks began."),
        ("OSLO (Reuters) -Norway said so.", "Oslo", "Reuters", "Norway said so."),
        ("Oslo, 3 March (dpa) - Norway said so.", "Oslo", "DPA", "Norway said so."),
        ("ROME, October 11. /TASS/: Italy said so.", "Rome", "TASS", "Italy said so."),
        ("Rome [Italy], May 10 (ANI): Italy said so.", "Rome, Italy", "ANI", "Italy said so."),
        ("Rome, July 25, 2031 (PPI-OT): Italy said so.", "Rome", "PPI", "Italy said so."),
        ("Feb. 22 (UPI) -- Italy said so.", None, "UPI", "Italy said so."),
        ("CAMP BRANDT, Lowmark — A force was set up.", "Camp Brandt, Lowmark", None, "A force was"),
        ("UNITED NATIONS, Sept. 25 -- Envoys met.", "United Nations", None, "Envoys met."),
        ("WASHINGTON, D.C. — Envoys met.", "Washington, D.C.", None, "Envoys met."),
        ("MANILA: Envoys met.", "Manila", None, "Envoys met."),
        ("TOKYO- Envoys met.", "Tokyo", None, "Envoys met."),
        ("TOKYO—Envoys met.", "Tokyo", None, "Envoys met."),
        ("OSLO/ROME (Reuters) - Envoys met.", "Oslo/Rome", "Reuters", "Envoys met."),
        ("EASTMOUTH (Staff) — Envoys met.", "Eastmouth", None, "Envoys met."),
        ("EASTMOUTH (Our Correspondent) — Envoys met.", "Eastmouth", None, "Envoys met."),
        ("EASTMOUTH, May 2 (Amber Wire) — Envoys met.", "Eastmouth", "Amber Wire", "Envoys met."),
        ("(OSLO) - Envoys met.", "Oslo", None, "Envoys met."),
        ("EASTMOUTH, May 2 (Amber Desk) — Envoys met.", "Eastmouth", "Amber Desk", "Envoys met."),
        ("Oslo, Aug 7 (EFE).- Envoys met.", "Oslo", "EFE", "Envoys met."),
        ("GENEVA (6 March 2031) – Envoys met.", "Geneva", None, "Envoys met."),
    ],
)
def test_a_dateline_gives_place_and_agency(
    text: str, place: str | None, agency: str | None, rest: str
) -> None:
    found = find_dateline(_line(text), first=True)
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert text[found.end :].startswith(rest)


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister Brandt — who took office in May — spoke.",
        "Brandt — who took office in May — spoke.",
        "ADA BRANDT: Thank you all for coming.",
        "Foreign Minister Brandt (left) — in blue — spoke.",
        "The ministers met in Rome — and agreed.",
        "Today (Friday) — the talks ended.",
        "TOKYO-BASED envoys met.",
        "Eastland–Westland Accord Signed",
        "Ada Brandt (Amberland) — the minister — spoke.",
        "FACT SHEET: Ports and ships",
        "Italy and France agreed on ports.",
        "lower case — never a dateline",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert find_dateline(_line(text), first=True) is None


def test_within_a_story_only_an_agency_makes_a_dateline() -> None:
    assert find_dateline(_line("LONDON — Talks began."), first=False) is None
    assert find_dateline(_line("LONDON (AP) — Talks began."), first=False) is not None


def test_a_dateline_may_stand_alone() -> None:
    found = find_dateline(_line("LONDON (AP) —"), first=True)
    assert found is not None
    assert found.end == len("LONDON (AP) —")
