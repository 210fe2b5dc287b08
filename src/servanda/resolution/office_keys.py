"""Offices: one key for all the ways to name an office ("Secretary of Defense", "Defence Minister")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from servanda.data_tables import word_list, word_lists, word_set
from servanda.model.text_folding import fold

__all__ = ["Office", "office"]


_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\.?)")  # "U.S." is one word
_SESSION = re.compile(r"cop\d{1,3}")  # a conference by its number
_JOINING = frozenset({"of", "to", "for", "at", "in", "with", "on"})
_ALONE = ("head_of_government", "head_of_state", "monarch")  # roles that need no portfolio
_SEVERAL = ("ambassador", "spokesperson")  # roles that several persons may have at a time
_BY_PHRASE = ("spokesperson", "ambassador", "head_of_government", "monarch", "head_of_state")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: `key` is the same for all ways to name it, `head` whether one person holds it.

    `head` is true for the heads of states, governments and portfolios, of whom a state has one at a
    time; spokespersons, envoys and officers may be several.
    """

    key: str
    head: bool


@lru_cache(maxsize=4096)
def office(text: str | None) -> Office | None:
    """Find the key of an office as a report names it; None where no word says which it is."""
    if not text:
        return None
    named = list(_WORD.findall(_INITIALS.sub(r"\1", fold(text))))
    portfolio = _portfolio(" ".join(named))
    if _is_secretary_general(_own_part(named)):
        return _secretary_general(named, portfolio)
    role = _role_of(named)
    if role is None and named[-1:] in (["counterpart"], ["counterparts"]):
        if not portfolio:
            return None
        role = "minister"  # the counterpart of a defence minister is one
    rest = [word for word in named if word not in word_set("resolution", "office_filler")]
    if role in _SEVERAL:
        return _one_of_several(role, named, rest)
    if role is not None and (found := _single_holder(role, portfolio, named, rest)):
        return found
    return Office(" ".join(sorted(set(rest))), head=False) if rest else None


def _one_of_several(role: str, named: list[str], rest: list[str]) -> Office:
    """Return the office of an envoy or a speaker, of whom there may be several."""
    role_words = {word for phrase in _role_words(role) for word in phrase.split()}
    spare = [word for word in rest if word not in role_words]
    return Office(":".join([*_lesser(named), role, *_tail(role, named, spare)]), head=False)


def _role_of(named: list[str]) -> str | None:
    """Return the role that an office's own words name: a head's aide is not the head."""
    role = _role(_own_part(named))
    if role is None and (behind := _role(named)) in _SEVERAL:
        return behind  # "Ministry of Trade spokesman"
    return role


def _own_part(named: list[str]) -> list[str]:
    """Return the words of the office itself: "head" of "head of the president's office"."""
    stop = next((i for i, word in enumerate(named) if word in _JOINING and i), len(named))
    own = named[:stop]
    return own[own.index("s") + 1 :] if "s" in own[:-1] else own


def _is_secretary_general(own: list[str]) -> bool:
    return " ".join(own).endswith(("secretary general", "secretary gen"))


def _secretary_general(named: list[str], portfolio: str | None) -> Office:
    """Return the office of the one who heads an organisation; a ministry's is an official."""
    words = set(named) & (word_set("resolution", "institution") | {"ministry", "department"})
    tail = [*([portfolio] if portfolio else []), *sorted(words)]
    lesser = _lesser(named)
    key = ":".join([*lesser, "secretary_general", *tail])
    return Office(key, head=not lesser and not tail)


def _single_holder(
    role: str, portfolio: str | None, named: list[str], rest: list[str]
) -> Office | None:
    """Return the office of a head of state, government or portfolio, or of one of their deputies."""
    lesser = _lesser(named)
    if role in _ALONE and _institution(named):
        key = ":".join([*lesser, role, _body(role, rest, lesser)])
        return Office(key, head=not lesser)
    if role in _ALONE and not portfolio:
        return Office(":".join([*lesser, role]), head=not lesser)
    if role == "minister" and not portfolio and "state" in named and "secretary" in named:
        portfolio = "foreign"
    if role == "minister" and portfolio:
        return Office(":".join([*lesser, role, portfolio]), head=not lesser)
    return None


def _body(role: str, rest: list[str], lesser: list[str]) -> str:
    """Return the words for a body with a head of its own: "council", "bank central"."""
    words = {word for phrase in _role_words(role) for word in phrase.split()}
    spare = words | set(lesser) | word_set("resolution", "institution_plain")
    return " ".join(sorted(set(rest) - spare))


def _institution(named: list[str]) -> bool:
    """Whether an office is one of a body and not of a state."""
    bodies = word_set("resolution", "institution")
    return any(word in bodies or _SESSION.fullmatch(word) for word in named)


def _lesser(named: list[str]) -> list[str]:
    """Return the words that make it another office than that of the head: "deputy"."""
    lesser = sorted(word for word in named if word in word_set("resolution", "lesser_office"))
    if "minister of state" in " ".join(named):  # a junior, where there is a minister beside
        lesser.append("state")
    return lesser


def _portfolio(joined: str) -> str | None:
    found = [
        (joined.find(f" {word} "), name)
        for name, listed in word_lists("resolution", "portfolios").items()
        for word in listed
        if f" {word} " in f" {joined} "
    ]
    return min(found)[1] if found else None


def _role(named: list[str]) -> str | None:
    joined = " ".join(named)
    for role in _BY_PHRASE:
        if any(f" {phrase} " in f" {joined} " for phrase in _role_words(role)):
            return role
    if any(word in _role_words("minister") for word in named):
        chief_of_staff = "chief" in named and ({"staff", "cabinet"} & set(named))
        return None if chief_of_staff else "minister"
    return None


def _tail(role: str, named: list[str], rest: list[str]) -> list[str]:
    if role == "ambassador":  # "U.S. Ambassador to Norland": where to, not where from
        return ["to", *named[named.index("to") + 1 :]] if "to" in named[:-1] else sorted(rest)
    portfolio = _portfolio(" ".join(named))
    return [portfolio] if portfolio else sorted(rest)


def _role_words(role: str) -> tuple[str, ...]:
    return word_list("resolution", role, "roles")
