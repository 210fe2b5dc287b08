"""Draft: what a rule makes of the tokens it matched, before relation and direction are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.model.time import TimeRef, TimexType
from servanda.timex.lexicon import MONTHS, NUMBERS, ORDINALS, PARTS, UNITS
from servanda.timex.tokens import Tokens

__all__ = ["Args", "Draft", "Span", "inner", "nested"]


Args = dict[str, str | int]

_UNITS = frozenset({"U", "C", "-"})
_COUNTS = frozenset({"w", "N", "n"})
_MULTIPLIERS = frozenset({"hundred", "thousand", "dozen"})
_DOUBLE = frozenset({"HL", "HX"})
_SHIFTS = {"L": -1, "H": 0, "X": 1, "Q": 0, "h": 0}


@dataclass(slots=True)
class Draft:
    """A reading of tokens `first` to `last` (excluded) as one expression."""

    type: TimexType
    form: str
    args: Args
    mod: str | None = None
    first: int = -1
    last: int = -1


def nested(prefix: str, args: Mapping[str, str | int], form: str) -> Args:
    """Put another expression's form and arguments under a prefix: plain data inside plain data."""
    return {f"{prefix}.form": form} | {f"{prefix}.{key}": value for key, value in args.items()}


def inner(ref: TimeRef, prefix: str) -> TimeRef | None:
    """Take the expression that `nested` put under `prefix`, or None."""
    lead = prefix + "."
    args = {key[len(lead) :]: value for key, value in ref.args if key.startswith(lead)}
    form = args.pop("form", None)
    if form is None:
        return None
    mod = args.pop("mod", None)
    return TimeRef(
        ref.start,
        ref.end,
        ref.text,
        TimexType.DATE,
        str(form),
        tuple(args.items()),
        mod=None if mod is None else str(mod),
        direction=ref.direction,
    )


class Span:
    """The tokens of one match, asked by class."""

    __slots__ = ("classes", "first", "last", "tokens")

    def __init__(self, tokens: Tokens, first: int, last: int) -> None:
        self.tokens = tokens
        self.first = first
        self.last = last
        self.classes = tokens.classes[first:last]

    def find(self, letters: str, start: int = 0) -> int:
        """Return the place of the first token whose class is among `letters`, or -1."""
        for i in range(start, len(self.classes)):
            if self.classes[i] in letters:
                return i
        return -1

    def word(self, place: int) -> str:
        """Return the word, in lower case, at a place within the span."""
        return self.tokens.words[self.first + place]

    def number(self, place: int) -> int:
        """Return the number written in digits (with or without an ordinal ending) at a place."""
        digits = "".join(c for c in self.word(place) if c.isdecimal())
        return int(digits) if digits else ORDINALS.get(self.word(place), 0)

    def month(self) -> int:
        """Return the month named first."""
        return MONTHS[self.word(self.find("M")).rstrip(".")]

    def year(self) -> Args:
        """Return the year's arguments, or nothing where no year stands."""
        place = self.find("Y")
        era = self.find("B")
        if place < 0 and era > 0:
            place = era - 1
        if place < 0:
            return {}
        args: Args = {"y": self.number(place)}
        if era >= 0 and self.word(era)[:1] == "b":
            args["era"] = "BC"
        return args

    def part(self) -> str | None:
        """Return the modifier that early, mid, late, beginning or end makes."""
        place = self.find("Ee")
        return None if place < 0 else PARTS.get(self.word(place))

    def edge(self) -> Args:
        """Return `edge` where a noun (end, beginning, middle) marks the part, not early or late."""
        return {"edge": 1} if "e" in self.classes else {}

    def shift(self) -> int | None:
        """Return -1, 0 or 1 for last, this or next."""
        place = self.leading()
        return None if place < 0 else _SHIFTS[self.classes[place]]

    def leading(self) -> int:
        """Return the place of last, this, next or same; of "this coming" that of "coming"."""
        place = self.find("LHXQh")
        return place + 1 if place >= 0 and self.classes[place : place + 2] in _DOUBLE else place

    def unit(self) -> str:
        """Return the letter of the unit named last."""
        place = max(self.classes.rfind("U"), self.classes.rfind("C"))
        return UNITS[self.word(place)] if place >= 0 else ""

    def count(self) -> tuple[float | None, bool]:
        """Return how many units are counted, None for an unsaid number, and whether it is a guess."""
        total, chunk, seen = 0.0, 0.0, False
        for i, letter in enumerate(self.classes):
            after = self.classes[i + 1 : i + 2]
            if letter in "NnY":
                total, seen = float(self.word(i).replace(",", "")), True
            elif letter == "w":
                chunk, seen = _with_word(chunk, self.word(i)), True
            elif letter == "s" and after not in _COUNTS:
                return None, True
            elif letter == "q" and seen and "U" not in self.classes[:i]:
                total += 0.5 if self.word(i) == "half" else 0.25
            elif letter == "a" and not seen and after in _UNITS:
                return 1.0, False
        return (total + chunk if seen else None), False


def _with_word(chunk: float, word: str) -> float:
    """Add a number word to those before it: "two hundred" multiplies, "forty five" adds."""
    if word in _MULTIPLIERS:
        return max(chunk, 1) * NUMBERS[word]
    return chunk + NUMBERS[word]
