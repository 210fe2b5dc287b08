"""Where a text came from: its full origin, and the names it can have where its own is taken."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from servanda.model.ids import digest
from servanda.model.report import RawItem

__all__ = ["NOWHERE", "full_origin", "names_of", "place_of"]


NOWHERE = "standard input"
"""The origin of what is piped in: no place that has a text again."""

_ROW = re.compile(r"[:#]\d+$")  # of a row of a file, an entry of a feed
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_LONGEST = 400  # characters of a name
_DEEPEST = 12  # folders that may tell two files apart


def full_origin(origin: str) -> str:
    """Return an origin with the whole path of the file that it names; any other as it is."""
    if _ADDRESS.match(origin) or place_of(origin) == NOWHERE:
        return origin
    row = _ROW.search(origin)
    whole = _whole_path(origin)
    if whole is None and row is not None:
        whole = _whole_path(origin[: row.start()])
        return whole + row[0] if whole is not None else origin
    return whole or origin


def _whole_path(path: str) -> str | None:
    """Return the whole path of a file, or None where there is none of that name."""
    try:
        return os.path.realpath(path) if path and Path(path).exists() else None
    except (OSError, ValueError):  # too long for a name, or no name at all
        return None


def place_of(origin: str) -> str:
    """Return the file, address or stream that an origin lies in: that of a row without its number."""
    return _ROW.sub("", origin)


def names_of(item: RawItem) -> tuple[str, ...]:
    """Return the names that an item can have, its own first, each telling more of where it is from.

    A file is told apart by the folders that it lies in, an address by what follows its path and by
    its host, a row by the file that it stands in. The last one is always unlike that of any other origin.
    """
    place = place_of(item.origin)
    if place == item.origin and _ADDRESS.match(place):
        longer = _of_address(item.name, place)
    elif place == item.origin or item.name.startswith(place.rsplit("/", 1)[-1]):
        longer = _of_path(item.name, place, item.origin[len(place) :])
    else:
        longer = [f"{part}#{item.name}" for part in _ends(place.split("/"))]
    apart = digest("o", item.origin, item.data if place == NOWHERE else None)
    last = f"{item.name}#{apart.removeprefix('o-')[:8]}"
    return tuple(
        dict.fromkeys(name for name in (item.name, *longer, last) if len(name) <= _LONGEST)
    )


def _of_path(name: str, place: str, row: str) -> list[str]:
    longer = [f"{end}{row}" for end in _ends(place.replace(os.sep, "/").split("/"))]
    return [end for end in longer if end.endswith(name) and len(end) > len(name)]


def _of_address(name: str, place: str) -> list[str]:
    parts = urlsplit(place)
    whole = [parts.netloc, *(part for part in unquote(parts.path).split("/") if part)]
    query = f"?{parts.query}" if parts.query else ""
    return [f"{end}{query}" for end in _ends(whole) if end.endswith(name)]


def _ends(parts: list[str]) -> list[str]:
    """Return the ends of a path, the shortest first."""
    filled = [part for part in parts if part]
    return ["/".join(filled[-n:]) for n in range(1, min(len(filled), _DEEPEST) + 1)]
