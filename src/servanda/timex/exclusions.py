"""What only looks like time: numbers, names of units and programmes, idioms."""

from __future__ import annotations

from servanda.timex.draft import Draft
from servanda.timex.tokens import Tokens

__all__ = ["is_time"]


_BEFORE_YEAR = frozenset(
    "in by since until till from of before after during between around about circa early late mid "
    "to through for and the or than past beyond throughout than as into end this next last".split()
)
_PROGRAMME = frozenset(
    "agenda plan vision strategy programme program project initiative goals framework horizon design "
    "roadmap blueprint target targets".split()
)
_NOT_COUNTED = frozenset(
    "was is has as its his this was us afterwards towards always perhaps sometimes was besides across "
    "previous various serious famous religious s versus plus less unless whereas elections".split()
)
_MEASURES = frozenset(
    "km kilometers kilometres miles meters metres feet men women people troops soldiers percent dollars "
    "yen euros pounds tons tonnes kg hp mph square cubic aircraft personnel civilians megawatts mw".split()
)
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
    year = int(draft.args["y"])
    before, after, left, right = _near(tokens, draft)
    i, j = draft.first, draft.last
    if after in _MEASURES or (right == "-" and after and _glued_unit(tokens, j)):
        return False
    if before in {"$", "€", "£", "no", "no.", "#", "/"} or tokens.text[
        tokens.ends[j - 1] : tokens.ends[j - 1] + 1
    ] in {"/", "%"}:
        return False
    if left == "-" and i >= 2 and tokens.glued(i - 1) and tokens.classes[i - 2] == "_":
        return False  # JSP-2023
    starts_name = j < len(tokens.words) and tokens.exact(j)[:1].isupper()
    if starts_name and after in _PROGRAMME:
        return False
    if _plural(after) and before not in {"the", "in", "of", "by", "since"} and right == "_":
        return False
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return (
            year >= 1000
            and before in {"in", "since", "until", "by", "around", "circa"}
            and right in ".,|);"
        )
    if left == "_" and i and before not in _BEFORE_YEAR and tokens.exact(i - 1)[:1].isupper():
        gap = tokens.text[tokens.ends[i - 1] : tokens.starts[i]]
        named = (
            before in _PROGRAMME
            or (starts_name and year % 10 == 0 and right == "_")
            or (year >= _PLANNED_FROM and year % 5 == 0)
        )
        if (
            named
            and tokens.exact(i - 1).isalpha()
            and "\n" not in gap
            and not _opens(tokens, i - 1)
        ):
            return False  # Vision 2025: a programme, named after a round year
    return True


def _opens(tokens: Tokens, i: int) -> bool:
    """Whether token `i` is the first of its sentence: its capital letter tells nothing."""
    return i == 0 or tokens.classes[i - 1] in ".|"


def _glued_unit(tokens: Tokens, j: int) -> bool:
    return (
        tokens.glued(j - 1)
        and j + 1 < len(tokens.words)
        and tokens.glued(j)
        and (
            tokens.words[j + 1] in _MEASURES
            or tokens.words[j + 1]
            in {"strong", "mile", "kilometer", "pound", "ton", "meter", "member"}
        )
    )


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


def _duration(tokens: Tokens, draft: Draft) -> bool:
    before, after, left, _ = _near(tokens, draft)
    if "one" in draft.args and draft.args["u"] in {"m", "S"}:
        return False
    if left == "-" and draft.first and tokens.glued(draft.first - 1):
        return False
    return not (before in {"$", "€", "£"} or after == "/")


def _units(tokens: Tokens, draft: Draft) -> bool:
    before, _, left, _ = _near(tokens, draft)
    return (
        before
        in {"for", "over", "in", "after", "of", "take", "took", "lasted", "last", "spent", "within"}
        or left == "i"
    )


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
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "quarter": _quarter,
}
