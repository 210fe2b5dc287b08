"""Offices: one key for all the ways to put an office ("Secretary of Defense", "Defence Minister")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from servanda.model.text_folding import fold
from servanda.resolution.content_words import data

__all__ = ["Office", "office"]


_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Office:
    """An office: `key` is the same for all ways to put it, `head` whether one person holds it.

    `head` is true for the heads of states, governments and portfolios, of whom a state has one at a
    time; spokespersons, envoys and officers may be several.
    """

    key: str
    head: bool


@lru_cache(maxsize=4096)
def office(text: str | None) -> Office | None:
    """Find the key of an office as a report puts it; None where no word is left to tell it by."""
    if not text:
        return None
    words = list(_WORD.findall(re.sub(r"\b(\w)\.(?=\w\.?)", r"\1", fold(text))))
    lesser = sorted(w for w in words if w in _words("lesser"))
    joined = " ".join(words)
    if "minister of state" in joined:  # a junior, where there is a minister beside
        lesser.append("state")
    portfolio = _portfolio(joined)
    role = _role(joined, words)
    if role is None and words[-1:] in (["counterpart"], ["counterparts"]):
        if not portfolio:
            return None
        role = "minister"  # who sits across from a defence minister is one
    if role in ("ambassador", "spokesperson"):
        rest = [w for w in words if w not in _words("empty") and w not in _all_of(role)]
        return Office(":".join([*lesser, role, *_tail(role, words, rest)]), head=False)
    if role in ("head_of_government", "head_of_state", "monarch") and not portfolio:
        return Office(":".join([*lesser, role]), head=not lesser)
    if role == "minister" and not portfolio and "state" in words and "secretary" in words:
        portfolio = "foreign"
    if role == "minister" and portfolio:
        return Office(":".join([*lesser, role, portfolio]), head=not lesser)
    rest = sorted({w for w in words if w not in _words("empty")})
    return Office(" ".join(rest), head=False) if rest else None


def _portfolio(joined: str) -> str | None:
    found = [
        (joined.find(f" {word} "), name)
        for name, words in _table("portfolios").items()
        for word in words
        if f" {word} " in f" {joined} "
    ]
    return min(found)[1] if found else None


def _role(joined: str, words: list[str]) -> str | None:
    for role in ("spokesperson", "ambassador", "head_of_government", "monarch", "head_of_state"):
        if any(f" {w} " in f" {joined} " for w in _table("roles")[role]):
            return role
    if any(w in _table("roles")["minister"] for w in words):
        return None if "chief" in words and ({"staff", "cabinet"} & set(words)) else "minister"
    return None


def _tail(role: str, words: list[str], rest: list[str]) -> list[str]:
    if role == "ambassador":  # "U.S. Ambassador to Norland": where to, not where from
        return ["to", *words[words.index("to") + 1 :]] if "to" in words[:-1] else sorted(rest)
    portfolio = _portfolio(" ".join(words))
    return [portfolio] if portfolio else sorted(rest)


def _all_of(role: str) -> frozenset[str]:
    return frozenset(w for phrase in _table("roles")[role] for w in phrase.split())


@cache
def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = data("offices")[name]
    return table


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(data("offices")[name]["words"])
