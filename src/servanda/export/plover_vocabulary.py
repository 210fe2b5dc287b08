"""PLOVER's vocabulary, as far as it is used here, and what of ours each word stands for.

The categories, modes, contexts, quad categories and scores are those of the PLOVER codebook (Open
Event Data Alliance, 2021, "PLOVER: Political Language Ontology for Verifiable Event Records"); they
stand in `data/plover_*.tsv`. `docs/reference/formats.md` says how we read it where it leaves a choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from servanda.resolution.content_words import content, stem
from servanda.resolution.office_keys import office
from servanda.world.country_codes import alpha3_of

__all__ = ["alpha3", "contexts", "incidents", "quads", "scores"]


_BODIES = {"UN": "UNO", "EU": "EUR"}  # the two organisations with a code of their own
_NO_CODE = re.compile("[A-Z]{2}$")  # written like a state's code, and no state's


@cache
def quads() -> Mapping[str, tuple[int, str]]:
    """Return the number and the name of each category's quad category."""
    return {name: (int(number), quad) for name, _, number, quad, _ in _categories()}


@cache
def scores() -> Mapping[tuple[str, str | None], float]:
    """Return where a category and its mode stand on the scale from conflict (-10) to cooperation (+10)."""
    return {
        (name, mode or None): float(score) for name, mode, _, _, score in _categories() if score
    }


@cache
def incidents() -> Mapping[str, tuple[str, str | None]]:
    """Return category and mode by the class of incident that readers tell apart."""
    return {each: (name, mode or None) for each, name, mode in _table("plover_incidents.tsv", 3)}


def alpha3(party: str) -> str | None:
    """Give a party's code in PLOVER: ISO 3166-1 alpha-3, UNO, EUR, IGO; None where it has none."""
    return _BODIES.get(party) or alpha3_of(party) or (None if _NO_CODE.match(party) else "IGO")


def contexts(offices: Iterable[str | None], words: str) -> list[str]:
    """List the contexts that offices and words bring, in alphabetical order; there may be none."""
    keys = {known.key for one in offices if (known := office(one)) is not None}
    keys |= {key.split(":")[0] for key in keys if key.startswith("ambassador")}
    found = content(words)
    return sorted(name for name, bringing, stems in _contexts() if keys & bringing or found & stems)


@cache
def _contexts() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    return tuple(
        (name, frozenset(offices.split()), frozenset(map(stem, words.split())))
        for name, offices, words in _table("plover_contexts.tsv", 3)
    )


def _categories() -> list[list[str]]:
    return _table("plover_categories.tsv", 5)


def _table(name: str, width: int) -> list[list[str]]:
    text = resources.files("servanda.export.data").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(line.split("\t") + [""] * width)[:width] for line in lines]
