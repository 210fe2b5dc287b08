"""Invented stories, and the same in other words, that the tests of near-duplicates share."""

from __future__ import annotations

STORY = """OSTBY (NPA) - Defence Minister Ada Brandt of Norland said on Friday that 60 Heron drones
would be bought from Sudmark by June 2031, a year earlier than planned. Brandt met her Sudmark
counterpart Leo Marsh in Ostby for talks that lasted 50 minutes. The two also agreed to open a
depot on Kelm island, where the 4th Coastal Regiment is based. Marsh called the deal a fair
bargain, while Alba warned that it would answer in kind. Norland raised its budget by 12 percent
in March after an Alba cutter rammed a trawler near Kelm island."""

SPUN = """OSTBY (NPA) - Norland Defence Minister Ada Brandt stated on Friday that 60 Heron drones
would be purchased from Sudmark by June 2031, one year sooner than planned. Brandt saw her Sudmark
counterpart Leo Marsh in Ostby for discussions that lasted 50 minutes. The two also decided to set up
a depot on Kelm island, where the 4th Coastal Regiment is located. Marsh termed the deal a fair
bargain, while Alba cautioned that it would respond in kind. Norland lifted its budget by 12 percent
in March after an Alba cutter hit a trawler near Kelm island."""


def readout(who: str, state: str, topic: str) -> str:
    return (
        f"President Ada Brandt spoke today by telephone with {who} of {state}. President Brandt "
        f"thanked {who} for the continued partnership, and underscored the importance of {topic}. "
        "The two leaders discussed the situation in the region, and agreed that their teams would "
        "remain in close contact over the coming weeks. They looked forward to meeting in person."
    )
