"""How single values read in a table: times, people, short ids, statuses and their colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["cut", "plural", "roughly", "short_id", "status_style", "tame", "when_text"]

Row = Mapping[str, Any]

SHORT = 9  # letters of an id that a table shows; enough to tell some 10^5 things apart
# What moves a cursor, rings, colours or turns the direction of writing.
_CONTROLS = frozenset(
    map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_MANY = 2  # possible days named one by one

_STYLES = {
    "done": "green",
    "held": "green",
    "fulfilled": "green",
    "partly done": "yellow",
    "started": "yellow",
    "due": "yellow",
    "planned": "cyan",
    "proposed": "cyan",
    "overdue": "bold red",
    "dropped": "red",
    "cancelled": "red",
    "revised": "magenta",
    "unknown": "dim",
}


def when_text(time: Row | None) -> str:
    """Write a time of the contract for a reader: `2024-07-29`, `2024-07`, `by 2025-03-31`, `since …`."""
    if not time:
        return ""
    first, last, edtf = time.get("earliest"), time.get("latest"), str(time.get("edtf") or "")
    if edtf.startswith("["):
        days = edtf.strip("[]").split(",")
        return " or ".join(days) if len(days) <= _MANY else _span(days[0], days[-1])
    if first is None and last is None:
        return ""
    if first is None:
        return f"until {last}"
    if last is None:
        return f"since {first}"
    if "/" in edtf:
        left, right = edtf.split("/")
        mark = "~" if left.endswith("~") else ""
        return mark + _span(left.rstrip("~"), right.rstrip("~"))
    return f"~{edtf[:-1]}" if edtf.endswith("~") else edtf


def roughly(time: Row | None) -> str:
    """Write a time in a word: the day, else the month, the year or the years that it lies in."""
    first, last = (time or {}).get("earliest"), (time or {}).get("latest")
    if not first or not last:
        return when_text(time)
    for length in (len("2024-07-29"), len("2024-07"), len("2024")):
        if first[:length] == last[:length]:
            return str(first[:length])
    return f"{first[:4]}/{last[:4]}"


def _span(left: str, right: str) -> str:
    """Write an interval; the year stands once where it is the same."""
    shared = len("2024-") if left[:4] == right[:4] and len(left) > len("2024") else 0
    return f"{left} … {right[shared:]}"


def short_id(identity: str) -> str:
    """Shorten an id to what `servanda why` still understands."""
    head, dash, tail = identity.partition("-")
    return f"{head}{dash}{tail[: SHORT - len(head)]}" if dash else identity[:SHORT]


def status_style(cell: str) -> str:
    """Give a status its colour."""
    return _STYLES.get(cell, "")


def cut(words: str, length: int) -> str:
    """Cut `words` at the last word that fits in `length` characters (8 at least)."""
    words = " ".join(words.split())
    if len(words) <= length:
        return words
    head = words[: length - 1]  # one for the dots, one for the space before them
    whole, _, rest = head.rpartition(" ")
    return f"{whole if len(rest) < length // 2 else head[:-1]} …"


def tame(text: str) -> str:
    """Return `text` on one line and without control characters: a report must not steer a terminal."""
    return " ".join("".join(c for c in text if c.isspace() or c not in _CONTROLS).split())


def plural(kind: str) -> str:
    """Put the name of a kind in the plural."""
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
