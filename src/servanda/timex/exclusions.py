"""What only looks like time: numbers, names of units and programmes, idioms."""

from __future__ import annotations

from servanda.data_tables import word_set
from servanda.timex.draft import Draft
from servanda.timex.tokens import Tokens

__all__ = ["is_time"]


_BEFORE_YEAR, _PROGRAMME = word_set("timex", "before_year"), word_set("timex", "programme")
_MEASURES, _NOT_COUNTED = word_set("timex", "measure"), word_set("timex", "not_counted")
_GLUED_UNITS = _MEASURES | word_set("timex", "glued_unit")
_NUMBERED, _AGED = word_set("timex", "numbered"), word_set("timex", "aged")
_IN_TENS = word_set("timex", "in_tens")
_BEFORE_UNITS = word_set("timex", "before_units")
_NOT_BEFORE_YEAR = frozenset({"$", "€", "£", "no", "no.", "#", "/"})
_PLANNED_FROM = 2020  # round years from here on are what programmes are named after
_FIRST_YEAR, _LAST_YEAR = 1400, 2199


def is_time(tokens: Tokens, draft: Draft) -> bool:
    """Whether the draft is a time and not a number, a name or an idiom."""
    check = _CHECKS.get(draft.form)
    return check is None or check(tokens, draft)


def _near(tokens: Tokens, draft: Draft) -> tuple[str, str, str, str]:
    i, j = draft.first, draft.last
    before = tokens.words[i - 1] if i else ""
    after = tokens.words[j] if j < len(tokens.words) else ""
    left = tokens.classes[i - 1] if i else "|"
    right = tokens.classes[j] if j < len(tokens.classes) else "|"
    return before, after, left, right


def _of_our_years(tokens: Tokens, draft: Draft) -> bool:
    """Whether no year stands behind it that no report is of: "May 3, 0044" is not in this one."""
    if "y" in draft.args:
        return True
    at = draft.last
    at += tokens.classes[at : at + 1] == ","
    if tokens.classes[at : at + 1] != "n" or not tokens.words[at].isdecimal():
        return True
    return len(tokens.words[at]) != 4 or tokens.classes[at + 1 : at + 2] not in {
        "",
        ".",
        ",",
        "|",
        ")",
    }


def _year(tokens: Tokens, draft: Draft) -> bool:
    if draft.mod or "era" in draft.args or "yy" in draft.args:
        return True
    if _is_measured(tokens, draft) or _is_numbering(tokens, draft) or _is_counted(tokens, draft):
        return False
    before, _, left, right = _near(tokens, draft)
    year = int(draft.args["y"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        dated = before in {"in", "since", "until", "by", "around", "circa"}
        return year >= 1000 and dated and right in ".,|);"
    if before in _NUMBERED:
        return False
    named = left == "_" and draft.first and before not in _BEFORE_YEAR
    return not (named and _is_programme(tokens, draft, year))


def _is_measured(tokens: Tokens, draft: Draft) -> bool:
    """Whether a unit follows the number: "2000 km", "a 2000-strong force"."""
    _, after, _, right = _near(tokens, draft)
    return after in _MEASURES or (right == "-" and after != "" and _glued_unit(tokens, draft.last))


def _is_numbering(tokens: Tokens, draft: Draft) -> bool:
    """Whether the number is money, a share or the number of something: "No. 2020", "JSP-2023"."""
    before, _, left, _ = _near(tokens, draft)
    i, end = draft.first, tokens.ends[draft.last - 1]
    if before in _NOT_BEFORE_YEAR or tokens.text[end : end + 1] in {"/", "%"}:
        return True
    return left == "-" and i >= 2 and tokens.glued(i - 1) and tokens.classes[i - 2] == "_"


def _is_counted(tokens: Tokens, draft: Draft) -> bool:
    """Whether the number counts what follows, or what follows is called after it."""
    before, after, _, right = _near(tokens, draft)
    if _starts_name(tokens, draft) and after in _PROGRAMME:
        return True
    return _plural(after) and before not in {"the", "in", "of", "by", "since"} and right == "_"


def _starts_name(tokens: Tokens, draft: Draft) -> bool:
    return draft.last < len(tokens.words) and tokens.exact(draft.last)[:1].isupper()


def _is_programme(tokens: Tokens, draft: Draft, year: int) -> bool:
    """Whether the year names a programme with the word before it: "Vision 2025"."""
    i = draft.first
    word, gap = tokens.exact(i - 1), tokens.text[tokens.ends[i - 1] : tokens.starts[i]]
    if not (word[:1].isupper() and word.isalpha()) or "\n" in gap or _opens(tokens, i - 1):
        return False
    before, _, _, right = _near(tokens, draft)
    return (
        before in _PROGRAMME
        or (_starts_name(tokens, draft) and year % 10 == 0 and right == "_")
        or (year >= _PLANNED_FROM and year % 5 == 0)
    )


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether token `i` is the first of its sentence: its capital letter tells nothing."""
    return i == 0 or tokens.classes[i - 1] in ".|"


def _glued_unit(tokens: Tokens, j: int) -> bool:
    glued = tokens.glued(j - 1) and j + 1 < len(tokens.words) and tokens.glued(j)
    return glued and tokens.words[j + 1] in _GLUED_UNITS


def _plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "'s"))
        and word not in _NOT_COUNTED
    )


def _century(tokens: Tokens, draft: Draft) -> bool:
    last = draft.last
    capital = tokens.exact(last - 1)[:1].isupper()
    named = (
        last < len(tokens.words)
        and tokens.exact(last)[:1].isupper()
        and tokens.classes[last] == "_"
    )
    return not (capital and named)


def _decade(tokens: Tokens, draft: Draft) -> bool:
    """Whether it is ten years and no age or temperature: "in his 90s", "men in their mid-30s"."""
    if "yy" not in draft.args:
        return True
    near = tokens.words[max(0, draft.first - _OF_AGE) : draft.first]
    before = tokens.words[max(0, draft.first - _OF_MEASURE) : draft.first]
    return _AGED.isdisjoint(near) and _IN_TENS.isdisjoint(before)


_OF_MEASURE = 6  # words before "the 70s" among which is what is measured so
_OF_AGE = 3  # words before "90s" among which is whose age it is


def _duration(tokens: Tokens, draft: Draft) -> bool:
    before, after, left, _ = _near(tokens, draft)
    if "one" in draft.args and draft.args["u"] in {"m", "S"}:
        return False
    if left == "-" and draft.first and tokens.glued(draft.first - 1):
        return False
    return not (before in {"$", "€", "£"} or after == "/")


def _units(tokens: Tokens, draft: Draft) -> bool:
    before, _, left, _ = _near(tokens, draft)
    return before in _BEFORE_UNITS or left == "i"


def _clock(tokens: Tokens, draft: Draft) -> bool:
    if "tod" in draft.args:
        _, _, left, _ = _near(tokens, draft)
        word = tokens.words[draft.last - 1]
        return word in {"noon", "midnight", "midday", "overnight"} or (
            left == "i" and tokens.classes[draft.first] == "t"
        )
    return True


def _set(tokens: Tokens, draft: Draft) -> bool:
    _, after, _, right = _near(tokens, draft)
    capital = tokens.exact(draft.first)[:1].isupper() and not _opens(tokens, draft.first)
    named = (
        right == "_" and draft.last < len(tokens.words) and tokens.exact(draft.last)[:1].isupper()
    )
    return not (capital and (named or after == "")) and not (
        capital and tokens.classes[draft.first] == "V"
    )


def _quarter(tokens: Tokens, draft: Draft) -> bool:
    return (
        "h" not in draft.args or "y" in draft.args or "ry" in draft.args or "of.form" in draft.args
    )


_CHECKS = {
    "day": _of_our_years,
    "month": _of_our_years,
    "year": _year,
    "century": _century,
    "decade": _decade,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "quarter": _quarter,
}
