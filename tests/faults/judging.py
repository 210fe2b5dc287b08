"""What is right of a text, in a few words, and whether what was read of it is that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("variants.tsv")


@dataclass(frozen=True)
class Variant:
    """A text of a kind of fault, and what is right of it."""

    kind: str
    day: str
    right: tuple[str, ...]
    text: str


def variants() -> list[Variant]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, day, right, text = line.split("\t")
            found.append(Variant(kind, day, tuple(right.split(" ; ")), text.replace("\\n", "\n")))
    return found


def wrong(right: Sequence[str], claims: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return which of the things that are right do not hold of claims as they are exported."""
    return [one for one in right if not _holds(one, claims)]


def _holds(right: str, claims: Sequence[Mapping[str, Any]]) -> bool:
    head, *cells = right.split()
    negative, head = head.startswith("!"), head.removeprefix("!")
    count, _, kind = head.rpartition("*")
    if kind == "relevant":
        return any(one["kind"] == "report" and one["relevant"] for one in claims)
    found = [one for one in claims if one["kind"] == kind and all(_cell(c, one) for c in cells)]
    if count:
        return len(found) == int(count)
    return bool(found) != negative


def _cell(asked: str, claim: Mapping[str, Any]) -> bool:
    at = min(i for i in (asked.find("="), asked.find("~")) if i > 0)
    name, want = (
        asked[:at],
        asked[at + 1 :].replace("_", " ") if asked[:at] != "sort" else asked[at + 1 :],
    )
    value = claim.get(name)
    if name == "quantity" and value is None and isinstance(claim.get("target"), dict):
        value = claim["target"]["quantity"]
    if want == "none":
        return value is None
    if isinstance(value, dict):
        value = value.get("latest") if name == "due" else value.get("edtf")
    if asked[at] == "~":
        return want in (value if isinstance(value, list | str) else json.dumps(value))
    if isinstance(value, list):
        return sorted(value) == sorted(want.split(","))
    if isinstance(value, bool):
        return value == (want == "true")
    return str(value) in want.split("|")
