"""PLOVER's vocabulary, as far as it is used here, and what of ours each word stands for.

The categories, modes, contexts, quad categories and scores are those of the PLOVER codebook (Open
Event Data Alliance, 2021, "PLOVER: Political Language Ontology for Verifiable Event Records").
How we read it, and where it leaves a choice, is told in `docs/reference/formats.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from servanda.resolution.content_words import content, stem
from servanda.resolution.office_keys import office
from servanda.world.country_codes import alpha3_of, rows

__all__ = ["INCIDENTS", "QUADS", "SCORES", "alpha3", "contexts"]


QUADS = {
    "AGREE": (1, "VERBAL COOPERATION"),
    "CONSULT": (1, "VERBAL COOPERATION"),
    "SUPPORT": (1, "VERBAL COOPERATION"),
    "REJECT": (3, "VERBAL CONFLICT"),
    "ACCUSE": (3, "VERBAL CONFLICT"),
    "MOBILIZE": (4, "MATERIAL CONFLICT"),
    "COERCE": (4, "MATERIAL CONFLICT"),
    "ASSAULT": (4, "MATERIAL CONFLICT"),
}
"""The number and the name of a category's quad category."""

SCORES: dict[tuple[str, str | None], float] = {
    ("AGREE", None): 2.5,
    ("CONSULT", None): 2.5,
    ("CONSULT", "visit"): 4.0,
    ("CONSULT", "third-party"): 1.0,
    ("CONSULT", "multilateral"): 4.0,
    ("CONSULT", "phone"): 1.5,
    ("SUPPORT", None): 5.0,
    ("REJECT", "meet"): -2.0,
    ("ACCUSE", "disapprove"): -2.0,
    ("MOBILIZE", "weapons"): -6.5,
    ("COERCE", "seize"): -7.0,
    ("COERCE", "arrest"): -7.0,
    ("COERCE", "cyber"): -7.0,
    ("ASSAULT", None): -9.0,
    ("ASSAULT", "heavy-weapons"): -9.5,
    ("ASSAULT", "crowd-control"): -7.5,
}
"""Where a category and its mode stand on the scale from conflict (-10) to cooperation (+10)."""

INCIDENTS: dict[str, tuple[str, str | None]] = {
    "intrusion": ("MOBILIZE", "weapons"),  # ships and aircraft sent are weapons, not troops
    "launch": ("MOBILIZE", "weapons"),
    "radar": ("MOBILIZE", "weapons"),
    "harassment": ("MOBILIZE", "weapons"),
    "flares": ("MOBILIZE", "weapons"),
    "jamming": ("MOBILIZE", "weapons"),
    "collision": ("MOBILIZE", "weapons"),  # nobody said that it was meant
    "ramming": ("ASSAULT", None),
    "water cannon": ("ASSAULT", "crowd-control"),
    "attack": ("ASSAULT", None),
    "invasion": ("ASSAULT", None),
    "shelling": ("ASSAULT", "heavy-weapons"),
    "shootdown": ("ASSAULT", "heavy-weapons"),
    "seizure": ("COERCE", "seize"),
    "detention": ("COERCE", "arrest"),
    "cyber": ("COERCE", "cyber"),
}
"""Category and mode for the classes of incident that readers tell apart; others are left out."""

_BODIES = {"UN": "UNO", "EU": "EUR"}  # the two organisations with a code of their own
_NO_CODE = re.compile("[A-Z]{2}$")  # written as a state's, but nobody's


def alpha3(party: str) -> str | None:
    """Give a party's code in PLOVER: ISO 3166-1 alpha-3, UNO, EUR, IGO; None where it has none."""
    return _BODIES.get(party) or alpha3_of(party) or (None if _NO_CODE.match(party) else "IGO")


def contexts(offices: Iterable[str | None], words: str) -> list[str]:
    """List the contexts that offices and words bring, in alphabetical order; there may be none."""
    keys = {known.key for one in offices if (known := office(one)) is not None}
    keys |= {key.split(":")[0] for key in keys if key.startswith("ambassador")}
    told = content(words)
    return sorted(name for name, bringing, stems in _contexts() if keys & bringing or told & stems)


@cache
def _contexts() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    return tuple(
        (name, frozenset(offices.split()), frozenset(map(stem, words.split())))
        for name, offices, words in rows("contexts.tsv", "servanda.export.data")
    )
