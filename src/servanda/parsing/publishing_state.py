"""The publisher's state: which state speaks as "we" where one of its offices put a text out.

A publisher is printed in many ways ("U.S. Department of State", "President of Russia (en.kremlin.ru)"),
and a web address often says as much. A newsroom speaks for no state, whatever its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from servanda.model import Report

__all__ = ["publishing_state", "state_of"]

_DOMAIN = re.compile(
    r"(?:^|[/.@(\s])"
    r"(?:(?P<own>gov|mil)(?=[/:)\s,]|$)|(?:gov|gob|gouv|gub|gc|go|govt|mil)\.(?P<country>[a-z]{2})(?=[/:)\s,]|$))"
)
_ISO = {"UK": "GB"}  # a country's domain where it is not its code


@dataclass(frozen=True, slots=True)
class _Words:
    """The word classes of `data/publishers.tsv` as patterns, and domains with their states."""

    office: re.Pattern[str]
    press: re.Pattern[str]
    newsroom: re.Pattern[str]
    names: tuple[tuple[re.Pattern[str], str], ...]
    domains: tuple[tuple[re.Pattern[str], str], ...]


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


@cache
def _words() -> _Words:
    source = resources.files("servanda.parsing.data").joinpath("publishers.tsv")
    classes: dict[tuple[str, str], list[str]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, value, listed = line.split("\t")
            classes.setdefault((kind, value), []).extend(listed.split("|"))
    patterns = {key: _any_of(listed) for key, listed in classes.items()}
    named = tuple((p, state) for (kind, state), p in patterns.items() if kind == "name")
    domains = tuple((p, state) for (kind, state), p in patterns.items() if kind == "domain")
    office, press, newsroom = (patterns[kind, "-"] for kind in ("office", "press", "newsroom"))
    return _Words(office, press, newsroom, named, domains)


def publishing_state(report: Report) -> str | None:
    """Return the code of the state one of whose offices put the report out, or None."""
    return state_of(report.publisher, report.url)


@lru_cache(maxsize=4096)
def state_of(publisher: str | None, url: str | None) -> str | None:
    """Return the state whose office a publisher's name or web address shows, or None.

    What the address says goes first; "Embassy of Norland in Sudmark" is Norland's.
    """
    return _by_address(urlsplit(url).netloc if url else None) or _by_name(publisher)


def _by_address(text: str | None) -> str | None:
    lower = (text or "").lower()
    for pattern, state in _words().domains:
        if pattern.search(lower):
            return state
    found = _DOMAIN.search(lower)
    if found is None:
        return None
    country = (found["country"] or "us").upper()
    return _ISO.get(country, country)


def _by_name(publisher: str | None) -> str | None:
    if not publisher:
        return None
    exact = gazetteer().party(publisher)
    if exact is not None:
        return exact
    found = _by_address(publisher)
    if found is not None:
        return found
    if _words().press.search(_words().newsroom.sub("", publisher)):
        return None
    for pattern, state in _words().names:
        if pattern.search(publisher):
            return state
    if not _words().office.search(publisher):
        return None
    named = (m.party for m in gazetteer().find(publisher) if m.sort is not PartySort.PLACE)
    return next((party for party in named if party), None)
