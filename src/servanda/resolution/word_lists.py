"""Word lists: the one loader of the TOML files in `data`, where each list says what it is for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["alternation", "load", "words"]


@cache
def load(name: str) -> dict[str, Any]:
    """Load `data/<name>.toml`."""
    text = files("servanda.resolution").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def words(section: str, name: str = "words") -> frozenset[str]:
    """Return the list `words` of a section of `data/<name>.toml`."""
    return frozenset(load(name)[section]["words"])


@cache
def alternation(section: str, name: str = "cues") -> str:
    """Return the list `words` of a section as the alternatives of a regular expression.

    An entry may use the expression's own signs: "call(?:s|ed)? for". The longest of two
    alternatives that begin alike stands first in the file.
    """
    found: list[str] = load(name)[section]["words"]
    return "|".join(found)
