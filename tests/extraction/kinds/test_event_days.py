"""The day of an event: which of a sentence's times are its own, and what it takes from the trip it is a part of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status

Bodies = Callable[[str, str], list[Any]]

OLOO = "Kenyan President Amos Oloo"
VIDAL = "Chilean President Rosa Vidal"
REST = " Officials of both governments gave no further details to reporters who were waiting there."


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a time right behind a noun with its place is the noun's, wherever the parser hung it
        (f"{OLOO} coordinated positions with {VIDAL} in the context of preparations for the forthcoming NATO Summit in Madrid in June 2031.", "June 2031"),
        ("The help delivers on what was pledged at the G7 Coast Summit in May 2016 and shows the commitment of Kenya.", "May 2016"),
        # so is what stands with a participle behind it
        ("Attention was paid to the preparations for the Eastern Partnership Summit to be held in Brussels on December 15.", "December 15"),
        ("They stressed the agreements reached at the Normandy format summit held in Paris on December 9, 2019.", "December 9, 2019"),
        ("Leo Marsh told the President of Norway about his meeting with Minister of Trade of the Republic of Chile Rosa Vidal held in Vienna on March 29.", "March 29"),
        # and with a clause that says when it takes place
        ("They discussed the Eastern Partnership Summit, which will take place in December this year.", "December this year"),
        # ranges of days take an article, and a year that is only reckoned
        ("The issue was raised at the European Council meeting on June 23-24 this year.", "June 23-24 this year"),
    ],
)  # fmt: skip
def test_a_time_behind_a_noun_is_its_own(bodies: Bodies, text: str, day: str) -> None:
    found = [b for b in bodies(text + REST, "consultation") if b.form is not Form.CALL]
    times = {b.when.text for b in found if b.when is not None}
    assert times == {day}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("They discussed the Amber Sea Summit, which will take place in Oslo in May 2031.", Status.PLANNED),
        ("They discussed the Amber Sea Summit, which took place in Oslo in May 2019.", Status.HELD),
    ],
)  # fmt: skip
def test_when_it_takes_place_says_whether_it_was_held(
    bodies: Bodies, text: str, status: Status
) -> None:
    (summit,) = [b for b in bodies(text + REST, "consultation") if b.form is Form.SUMMIT]
    assert summit.status is status


def test_a_place_and_a_day_in_one_phrase(bodies: Bodies) -> None:
    (visit,) = bodies(f"{OLOO} will travel to Davos May 21-24 to rest." + REST, "consultation")
    assert (visit.place, visit.when.text) == ("Davos", "May 21-24")


@pytest.mark.parametrize(
    ("trips", "day"),
    [
        ("will travel to Chile from June 11 to 17", "June 11 to 17"),
        ("will visit Chile on June 11. Oloo will visit Norway on June 13", None),
    ],
)
def test_a_meeting_on_a_trip_has_the_days_of_the_trip(
    bodies: Bodies, trips: str, day: str | None
) -> None:
    text = f"{OLOO} {trips}. President Oloo will meet senior officials to discuss trade."
    (meeting,) = [b for b in bodies(text, "consultation") if b.form is Form.MEETING]
    assert (meeting.when.text if meeting.when else None) == day
