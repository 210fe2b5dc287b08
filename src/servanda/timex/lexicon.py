"""The words of English that time expressions are made of, each with a class of one letter.

The words are data (`data/lexicon.tsv`); the grammar (`servanda.timex.grammar`) is written over
their letters, so that a new word is a new cell there and no new rule. Words with a second life
("may", "fall", "second") are judged in `servanda.timex.tokens`, where their neighbours can be seen.
"""

from __future__ import annotations

from servanda.data_tables import rows

__all__ = [
    "ABBREVIATED",
    "CLASSES",
    "DAYPARTS",
    "HOLIDAYS",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "PARTS",
    "REFS",
    "SEASONS",
    "SETS",
    "TENS",
    "UNITS",
    "WEEKDAYS",
    "ZONES",
]

_FEAST = "v"  # feasts are found as they are written, and so have no class of their words


def _values(letters: str) -> dict[str, str]:
    """Return the words of some classes, each with its value."""
    return {
        word: value
        for letter, value, words in rows("timex", "lexicon")
        if letter in letters
        for word in words.split("|")
    }


def _numbers(letter: str) -> dict[str, int]:
    return {word: int(value) for word, value in _values(letter).items()}


MONTHS = _numbers("M")
WEEKDAYS = _numbers("W")  # Monday is 1
NUMBERS = _numbers("w")
TENS = {word: number for word, number in NUMBERS.items() if number in range(20, 100, 10)}
ORDINALS = _numbers("o")
ZONES = _numbers("Z")  # hours ahead of UTC
SEASONS, DAYPARTS, REFS, SETS = _values("S"), _values("T"), _values("P"), _values("V")
UNITS = _values(
    "UC"
)  # letters of TIMEX3 durations, and F fortnight, E weekend, T decade, L millennium
PARTS = _values("Ee")  # START, MID, END
HOLIDAYS = {
    name: (int(month), int(day))
    for name, (month, day) in ((n, v.split("-")) for n, v in _values(_FEAST).items())
}

# Abbreviations take their full stop with them.
ABBREVIATED = frozenset(
    [m for m in MONTHS if len(m) <= 4 and m not in {"may", "june", "july"}]
    + [d for d in WEEKDAYS if len(d) <= 5 and not d.endswith("day")]
)

CLASSES: dict[str, str] = {
    word: letter
    for letter, _, words in rows("timex", "lexicon")
    if letter != _FEAST
    for word in words.split("|")
}
