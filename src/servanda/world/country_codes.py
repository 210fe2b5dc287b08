"""Codes and names of states as ISO 3166-1 has them, for formats that know no parties of ours.

The codes are pycountry's, imported when one is first asked for. Names of states as people use them,
with adjectives and seats, are the gazetteer's; where it has none, the standard's name serves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.world.gazetteer import gazetteer

__all__ = ["alpha3_of", "country_names", "is_state", "party_name"]


_UNLISTED = {"XK": "KOS"}  # Kosovo, which the standard leaves to its users


def is_state(party: str) -> bool:
    """Whether a party is a state or territory by its alpha-2 code, and no organisation ("G7")."""
    return party in _codes()


def alpha3_of(party: str) -> str | None:
    """Give a state's alpha-3 code; None for anything else."""
    return _codes().get(party)


def party_name(party: str) -> str:
    """Name a party as people do ("South Korea", "NATO"); one that nothing names goes by its code."""
    return gazetteer().names.get(party) or _names().get(party, party)


def country_names() -> Iterator[tuple[str, str]]:
    """Give all names that the standard has for a state, codes among them, each with its alpha-2 code."""
    import pycountry

    for one in pycountry.countries:
        for key in ("alpha_2", "alpha_3", "common_name", "name", "official_name"):
            name = getattr(one, key, None)
            if name:
                yield name, one.alpha_2
    for code, alpha3 in _UNLISTED.items():
        yield from ((code, code), (alpha3, code))


@cache
def _codes() -> dict[str, str]:
    import pycountry

    return {**{one.alpha_2: one.alpha_3 for one in pycountry.countries}, **_UNLISTED}


@cache
def _names() -> dict[str, str]:
    import pycountry

    return {one.alpha_2: getattr(one, "common_name", one.name) for one in pycountry.countries}
