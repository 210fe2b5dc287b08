"""A text as tokens with one class letter each, so that the grammar can be read off a short string.

One pass, linear in the text: a master expression cuts tokens, a table gives their class, and
words with a second life ("may", "fall", "march") keep their class only where a neighbour supports it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from servanda.data_tables import word_set
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
_COUNTED = word_set("timex", "counted")  # "on May 3, 1500 soldiers crossed" has no year
_AS_WRITTEN = frozenset({"mark", "number"})
_LONGEST_NUMBER = 12  # characters; what is longer counts no days or years

# Words that are a time only in the right company.
_MONTH_COMPANY = frozenset("ifEezcbLHXQrt-&(,d")  # classes that may stand before May or March
_SHAKY_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
_SHAKY_DAYS = frozenset({"sun", "sat", "mon", "wed", "fri"})
_SHORTENED, _NAMED_DAYS = word_set("timex", "shortened"), word_set("timex", "named_day")
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
    found: list[str] = []
    classes: list[str] = []
    for match in _TOKEN.finditer(text, start, stop):
        kind = match.lastgroup or "mark"
        left, right = match.span()
        raw = match.group()
        word = raw if kind in _AS_WRITTEN else raw.lower()
        if kind == "word":
            letter = CLASSES.get(word, OTHER)
            if letter in "MW" and word in ABBREVIATED and text.startswith(".", right):
                right += 1
        elif kind == "mark":
            if raw == "." and ends and ends[-1] > left:
                continue  # it belongs to the abbreviation before it
            letter = _mark_class(raw, inner=_is_inner(text, left, right, ends, found))
        else:
            letter = _number_class(raw) if kind == "number" else _GROUP_CLASS[kind]
        starts.append(left)
        ends.append(right)
        found.append(word)
        classes.append(letter)
    tokens = Tokens(text, starts, ends, found, "".join(classes))
    return Tokens(text, starts, ends, found, _checked(tokens))


def _mark_class(raw: str, *, inner: bool) -> str:
    """Return the class of a mark; a full stop `inner` to a sentence has none."""
    if raw == "." and inner:
        return OTHER
    return _MARKS.get(raw, "." if raw in _ENDERS else OTHER)


def _is_inner(text: str, left: int, right: int, ends: list[int], words: list[str]) -> bool:
    """Whether a full stop right behind a word ends no sentence."""
    return bool(words) and ends[-1] == left and not _ends_sentence(text, right, words)


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


def _checked(tokens: Tokens) -> str:
    """Return the classes without those of words whose neighbours do not bear them out."""
    classes = list(tokens.classes)  # a class lost counts for the words after it
    last = len(classes) - 1
    for match in _DOUBTFUL.finditer(tokens.classes):
        i, letter = match.start(), match.group()
        if letter == "Y":
            classes[i] = "n" if i < last and _is_counted(tokens, i) else letter
            continue
        before = classes[i - 1] if i else BREAK
        after = classes[i + 1] if i < last else BREAK
        if not _CHECKS[letter](tokens, i, before, after):
            classes[i] = OTHER
    return "".join(classes)


def _is_counted(tokens: Tokens, i: int) -> bool:
    """Whether what stands right after a number is counted by it, on the same line."""
    between = tokens.text[tokens.ends[i] : tokens.starts[i + 1]]
    return tokens.words[i + 1] in _COUNTED and between.isspace() and "\n" not in between


def _is_month(tokens: Tokens, i: int, before: str, after: str) -> bool:
    word = tokens.words[i]
    if not tokens.exact(i)[0].isupper():
        return False
    if len(word) <= 4 and word not in {"may", "june", "july"}:
        dotted = tokens.exact(i).endswith(".")
        if not dotted and after not in "NOY,'-" and before not in "NO":
            return word == "sept" or before in "ifEezc"
    if word not in _SHAKY_MONTHS or after in "NOY" or before in "NO":
        return True
    if word == "march" and before == "t":
        return False
    return before in _MONTH_COMPANY or (tokens.words[i - 1] if i else "") in _BY


def _is_weekday(tokens: Tokens, i: int, before: str, after: str) -> bool:
    word, exact = tokens.words[i], tokens.exact(i)
    if i and tokens.words[i - 1] in _NAMED_DAYS and tokens.exact(i - 1)[0].isupper():
        return False
    dotted = exact.endswith(".")
    if not exact[0].isupper() or (len(word) < 6 and not dotted and after not in ",M"):
        return False
    if word in _SHAKY_DAYS and not (after in ",MNOT'" or before in "EKk"):
        return dotted and word not in {"sun", "sat"}
    return True


def _is_zone(tokens: Tokens, i: int, before: str, after: str) -> bool:
    return tokens.exact(i).isupper() and before in "KkNnY_W("


def _is_era(tokens: Tokens, i: int, before: str, after: str) -> bool:
    return tokens.exact(i).isupper() and (before in "NnYCO" or after in "NnY")


def _is_meridiem(tokens: Tokens, i: int, before: str, after: str) -> bool:
    return before in "NKw"


def _is_season(tokens: Tokens, i: int, before: str, after: str) -> bool:
    word = tokens.words[i]
    if after == "Y" or before in "LHXE":
        return True
    if word == "fall":
        return _is_autumn(tokens, i, before, after)
    if word == "spring":
        following = tokens.words[i + 1] if i + 1 < len(tokens.words) else ""
        return following == "of" or before == "i" or (before in "tieafc&zb" and after != OTHER)
    return not (tokens.exact(i)[0].isupper() and before == OTHER and after == OTHER)


def _is_autumn(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """Whether "fall" is the season: "the fall of 2023", not "the fall of the city"."""
    if before != "t":
        return before == "e"
    if tokens.words[i + 1 : i + 2] == ["of"]:
        return any(word.isdecimal() for word in tokens.words[i + 2 : i + 3])
    return after != OTHER


_CHECKS: dict[str, Callable[[Tokens, int, str, str], bool]] = {
    "M": _is_month,
    "W": _is_weekday,
    "S": _is_season,
    "Z": _is_zone,
    "B": _is_era,
    "k": _is_meridiem,
}
_DOUBTFUL = re.compile(f"[Y{''.join(_CHECKS)}]")
