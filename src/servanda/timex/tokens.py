"""A text as tokens with one class letter each, so that the grammar can be read off a short string.

One pass, linear in the text: a master expression cuts tokens, a table gives their class, and
words with a second life ("may", "fall", "march") keep their class only where a neighbour speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.timex.lexicon import ABBREVIATED, CLASSES

__all__ = ["BREAK", "OTHER", "Tokens", "chunks", "tokenize"]


OTHER = "_"
BREAK = "|"  # an empty line: nothing reaches across it
_CHUNK = 1 << 16  # characters read at a time; bounds memory on texts of any size

_TOKEN = re.compile(
    r"""
    (?P<skip>https?://\S+ | www\.\S+ | (?:US|A|C|NZ)?[$€£¥]\s?\d[\d,.]* | \d\+\d | [#@]\w+)
  | (?P<iso>(?<![\d-])\d{4}-\d\d-\d\d (?:[T\ ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?
        (?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
  | (?P<num>(?<![\d/.])(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d) | \d{4}[/.]\d{1,2}[/.]\d{1,2})(?![\d/]))
  | (?P<clock>(?<!\d)[012]?\d:[0-5]\d(?::[0-5]\d)?(?!\d))
  | (?P<ord>\d{1,4}(?:st|nd|rd|th)\b)
  | (?P<decade>\b\d{3}0['’]?s\b | ['’]?\b\d0['’]?s\b)
  | (?P<yy>(?<!\w)['’]\d\d\b)
  | (?P<fy>\bFY\s?['’]?(?:\d{4}|\d\d)(?:[-–/](?:\d{4}|\d\d))?\b)
  | (?P<q>\b(?:[QH][1-4]|[1-4][QH])\b)
  | (?P<gauge>\d[\d,]{0,20}(?:\.\d{1,9})?\s?%)
  | (?P<number>\d{1,3}(?:,\d{3})+(?![\d]) | \d+(?:\.\d+)?)
  | (?P<meridiem>[aApP]\.\s?[mM]\b\.? )
  | (?P<era>\b[BA]\.\s?[CD]\b\.?(?:\s?E\b\.?)?)
  | (?P<phrase>\b(?:[Tt]he\ (?:(?:long|medium|near|short)\ term|time\ being|near\ future)
        | [Tt]hese\ days | [Aa]\ later\ (?:date|time|stage) | [Vv]ery\ soon)\b)
  | (?P<feast>\b(?:Christmas(?:\ (?:Day|Eve))?|New\ Year['’]?s\ (?:Day|Eve))\b)
  | (?P<word>[^\W\d_]+)
  | (?P<break>\n[^\S\n]*\n)
  | (?P<mark>[^\w\s]|_)
    """,
    re.VERBOSE,
)
_GROUP_CLASS = {
    "skip": OTHER,
    "iso": "I",
    "num": "J",
    "clock": "K",
    "ord": "O",
    "decade": "D",
    "yy": "8",
    "fy": "F",
    "q": "1",
    "gauge": OTHER,
    "meridiem": "k",
    "feast": "v",
    "phrase": "P",
    "era": "B",
    "break": BREAK,
}
_MARKS = {"-": "-", "–": "-", "—": "=", "‑": "-", ",": ",", "'": "'", "’": "'", "(": "(", ")": ")"}
_ENDERS = frozenset(".!?;")
# What is counted, so that "on May 3, 1500 soldiers crossed" has no year.
_COUNTED = frozenset(
    "soldiers troops people men women civilians police officers vessels boats ships trucks vehicles tanks planes "
    "drones missiles rockets tons tonnes miles kilometers kilometres meters metres refugees families homes houses "
    "fighters workers protesters demonstrators migrants prisoners militants personnel members marines sailors children "
    "students residents villagers passengers delegates barrels jobs dollars euros".split()
)
_LONGEST_NUMBER = 12  # characters; what is longer counts no days or years

# Words that are a time only in the right company.
_MONTH_COMPANY = frozenset("ifEezcbLHXQrt-&(,d")  # classes that may stand before May or March
_NEEDS_CAPITAL = frozenset("MWZ")
_SHAKY_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
_SHAKY_DAYS = frozenset({"sun", "sat", "mon", "wed", "fri"})
_SHORTENED = frozenset(
    "mr mrs ms dr gen lt col adm sen rep gov st vs brig maj capt sgt hon prof jr sr no inc corp co ltd "
    "amb sec vice messrs rev".split()
)
_NAMED_DAYS = frozenset(
    {"black", "bloody", "good", "super", "cyber", "ash", "palm", "easter", "holy"}
)
_BY = frozenset({"by", "since", "with", "as", "for"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a stretch of text: offsets, words in lower case, and the string of their classes."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    classes: str

    def exact(self, index: int) -> str:
        """Return the token as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return index + 1 < len(self.starts) and self.ends[index] == self.starts[index + 1]


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut `text` into stretches at empty lines or blanks, so that each is read on its own."""
    start, size = 0, len(text)
    while start < size:
        end = min(start + _CHUNK, size)
        if end < size:
            for mark in ("\n\n", "\n", ". ", " "):
                cut = text.rfind(mark, start + _CHUNK // 2, end)
                if cut >= 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def tokenize(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut a stretch of `text` into tokens; offsets stay those of the whole text."""
    stop = len(text) if end is None else end
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    classes: list[str] = []
    table = CLASSES
    for match in _TOKEN.finditer(text, start, stop):
        kind = match.lastgroup or "mark"
        left, right = match.span()
        raw = match.group()
        word = raw
        if kind == "word":
            word = raw.lower()
            letter = table.get(word, OTHER)
            if letter in "MW" and word in ABBREVIATED and text.startswith(".", right):
                right += 1
        elif kind == "mark":
            if raw == "." and ends and ends[-1] > left:
                continue
            letter = _MARKS.get(raw, "." if raw in _ENDERS else OTHER)
            if raw == "." and words and ends[-1] == left and not _ends_sentence(text, right, words):
                letter = OTHER
        elif kind == "number":
            letter = _number_class(raw)
        else:
            letter = _GROUP_CLASS[kind]
            word = raw.lower()
        starts.append(left)
        ends.append(right)
        words.append(word)
        classes.append(letter)
    _settle(text, starts, ends, words, classes)
    return Tokens(text, starts, ends, words, "".join(classes))


def _ends_sentence(text: str, right: int, words: list[str]) -> bool:
    """Whether a full stop that ends at `right` ends more than an abbreviation."""
    follows = text[right : right + 1]
    if follows and not follows.isspace() and follows not in "\"'”’)":
        return False
    return not (words[-1] in _SHORTENED or (len(words[-1]) == 1 and words[-1].isalpha()))


def _number_class(raw: str) -> str:
    if len(raw) > _LONGEST_NUMBER:
        return OTHER
    if raw.isascii() and raw.isdigit():
        if len(raw) <= 2:
            return "N"
        if len(raw) == 4 and raw[0] in "12":
            return "Y"
    return "n"


def _settle(
    text: str, starts: list[int], ends: list[int], words: list[str], classes: list[str]
) -> None:
    """Take the class from words whose neighbours do not bear it out."""
    last = len(classes) - 1
    for i, letter in enumerate(classes):
        if letter == "Y" and i < last and words[i + 1] in _COUNTED:
            between = text[ends[i] : starts[i + 1]]
            classes[i] = "n" if between.isspace() and "\n" not in between else letter
        if letter in "_.,'-NYn|":
            continue
        word = words[i]
        before = classes[i - 1] if i else BREAK
        after = classes[i + 1] if i < last else BREAK
        capital = text[starts[i]].isupper()
        keep = True
        if letter == "M":
            keep = capital and _is_month(
                word, before, after, words[i - 1] if i else "", text, ends[i]
            )
        elif letter == "W":
            short = len(word) < 6
            if i and words[i - 1] in _NAMED_DAYS and text[starts[i - 1]].isupper():
                capital = False
            dotted = text[ends[i] - 1] == "."
            keep = capital and (not short or dotted or after in ",M")
            if keep and word in _SHAKY_DAYS and not (after in ",MNOT'" or before in "EKk"):
                keep = dotted and word not in {"sun", "sat"}
        elif letter == "S":
            keep = _is_season(word, capital, before, after, words, i)
        elif letter == "Z":
            keep = text[starts[i] : ends[i]].isupper() and before in "KkNnY_W("
        elif letter == "B":
            keep = text[starts[i] : ends[i]].isupper() and (before in "NnYCO" or after in "NnY")
        elif letter == "k":
            keep = before in "NKw"
        if not keep:
            classes[i] = OTHER


def _is_month(word: str, before: str, after: str, previous: str, text: str, end: int) -> bool:
    if len(word) <= 4 and word not in {"may", "june", "july"}:
        dotted = text.startswith(".", end - 1)
        if not dotted and after not in "NOY,'-" and before not in "NO":
            return word == "sept" or before in "ifEezc"
    if word not in _SHAKY_MONTHS:
        return True
    if after in "NOY" or before in "NO":
        return True
    if word == "march" and before == "t":
        return False
    return before in _MONTH_COMPANY or previous in _BY


def _is_season(word: str, capital: bool, before: str, after: str, words: list[str], i: int) -> bool:
    following = words[i + 1] if i + 1 < len(words) else ""
    if after == "Y" or before in "LHXE":
        return True
    if word == "fall":
        if before == "t":
            if following == "of":
                return words[i + 2 : i + 3] != [] and words[i + 2].isdecimal()
            return after != OTHER
        return before == "e"
    if word == "spring" and following == "of":
        return True
    if word == "spring":
        return before == "i" or (before in "tieafc&zb" and after != OTHER)
    return not (capital and before == OTHER and after == OTHER)
