"""The place of a consultation: pairs that differ in one thing, and so in place, host or status."""

from __future__ import annotations

import pytest

from readings import Bodies
from servanda.model import ConsultationStatus as Status

HERS = "Chilean President Rosa Vidal"
HIS = "Kenyan President Amos Oloo"
REST = " Officials of both governments gave no further details to reporters who were waiting there."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{HERS} met {HIS} at the palace in Nairobi on Friday.", "palace in Nairobi"),
        (f"{HERS} met {HIS} on Friday, aides in Nairobi said.", None),
        # a clause that hangs on a place
        (f"{HERS} flew home from Nairobi, where she met {HIS} on Friday.", "Nairobi"),
        # what says that nobody travelled
        (f"{HERS} and {HIS} held talks by video on Friday.", "virtual"),
        (f"{HERS} and {HIS} held talks on videos of the storm on Friday.", None),
    ],
)
def test_where_those_who_meet_are(bodies: Bodies, text: str, place: str | None) -> None:
    (body,) = (b for b in bodies(text + REST, "consultation") if len(b.participants) == 2)
    assert body.place == place


@pytest.mark.parametrize(
    ("text", "host"),
    [
        (f"{HERS} visited Kenya on Friday.", "KE"),
        (f"{HERS} paid a visit to Kenya on Friday.", "KE"),
        (f"{HERS} is in Kenya for a two-day visit.", "KE"),
        (f"The visit of {HERS} and her delegation to Kenya began on Friday.", "KE"),
    ],
)
def test_where_a_visit_leads(bodies: Bodies, text: str, host: str) -> None:
    assert [b.country for b in bodies(text + REST, "consultation")] == [host]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("will meet", Status.PLANNED),
        ("might meet", Status.PROPOSED),
        ("hopes to meet", Status.PROPOSED),
        ("plans to meet", Status.PLANNED),
        ("had planned to meet", Status.CANCELLED),
        ("met", Status.HELD),
    ],
)
def test_what_the_verb_above_says(bodies: Bodies, said: str, status: Status) -> None:
    (body,) = bodies(f"{HERS} {said} {HIS} in Nairobi." + REST, "consultation")
    assert body.status is status
