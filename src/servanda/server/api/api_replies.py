"""Answers of the REST interface: JSON that need not be sent again while nothing changed, page by page."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlencode

import orjson
from fastapi.responses import Response

from servanda.errors import UsageError
from servanda.export.json_lines import json_line
from servanda.export.narrowing import with_status
from servanda.server.answer_tags import tag_of, unchanged
from servanda.server.api.api_parameters import Paging
from servanda.server.kept_answers import kept_for
from servanda.server.visit import Visit

if TYPE_CHECKING:
    from servanda.record_order import InOrder

__all__ = [
    "PAGED",
    "Cursor",
    "Parts",
    "Room",
    "cut",
    "fresh",
    "one_answer",
    "page_answer",
    "paged",
    "parted",
]


Row = dict[str, Any]
One = TypeVar("One", dict[str, Any], str)
"""A row, or its id alone."""
_JSON = "application/json"
PAGED = frozenset({"cursor", "limit"})
"""The parameters that say which rows of a list are asked for, not of what."""


# -- what did not change -----------------------------------------------------------------------


def fresh(visit: Visit, make: Callable[[], Any]) -> Response:
    """Answer with what `make` gives, or with 304."""
    tag = tag_of(visit)  # before the answer is made: what changes meanwhile counts for the next
    return unchanged(visit) or _json(make(), {"ETag": tag})


def one_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with JSON that is not to be kept."""
    return _json(value, headers or {}, status)


def _json(value: Any, headers: Mapping[str, str], status: int = 200) -> Response:
    try:
        body = orjson.dumps(value)
    except (TypeError, UnicodeEncodeError):  # half a surrogate pair of a broken page
        body = json_line({"of": value})[6:-1].encode()
    return Response(body, status, dict(headers), _JSON)


# -- pages -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: after how many rows, the id of the last, and a number of the list's own.

    The same rows follow although others come before them meanwhile, as the id tells where to go on.
    """

    position: int = 0
    last: str = ""
    key: int = 0

    def written(self, visit: Visit) -> str:
        """Write it so that only the same question takes it."""
        parts = [self.position, self.last, self.key, _question(visit)]
        return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")

    @classmethod
    def read(cls, visit: Visit, text: str | None) -> Cursor | None:
        """Read one; None where there is none. Raises UsageError where it is of another question."""
        if text is None:
            return None
        remedy = "leave it out to begin again, and change no other parameter between pages"
        try:
            parts = orjson.loads(
                base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
            )
            position, last, key, question = parts
            good = [type(one) for one in parts] == [int, str, int, str]
        except (ValueError, TypeError, binascii.Error):
            raise UsageError("cursor", "it was not given by this server", remedy) from None
        if not good or position < 0 or abs(key) > 2**53 or question != _question(visit):
            raise UsageError("cursor", "it belongs to another question", remedy)
        return cls(position, last, key)


def _question(visit: Visit) -> str:
    given = visit.request.query_params.multi_items()
    asked = [visit.request.url.path, *sorted(one for one in given if one[0] not in PAGED)]
    return sha256(repr(asked).encode("utf-8", "replace")).hexdigest()[:12]


def paged(
    visit: Visit,
    paging: Paging,
    rows: Callable[[], Sequence[Row]],
    finish: Callable[[Sequence[Row]], Sequence[Row]] = list,
    more: Callable[[Sequence[Row]], Row] = lambda _: {},
    lay: Callable[[Sequence[Row]], Row] = lambda rows: {"items": list(rows)},
    room: Room | None = None,
) -> Response:
    """Answer with a page of a list, or with 304.

    `finish` completes the rows of the page alone, `more` says more of all rows, `lay` says under
    which names the rows of the page stand, `room` how many long rows have room on it.
    """
    after = Cursor.read(visit, paging.cursor)
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    found = rows()
    part, following = cut(found, after, paging.limit, room)
    extra = {"total": len(found), **more(found)}
    return page_answer(visit, lay(finish(part)), following, tag, extra)


class Parts(Protocol):
    """A list of which the order can be had, and some rows alone."""

    @property
    def status(self) -> str | None:
        """What the order is still to be narrowed to."""

    def order(self) -> InOrder:
        """Return the list in order."""

    def rows(self, ids: Sequence[str]) -> Sequence[Row]:
        """Return the rows of some of the ids."""


def parted(visit: Visit, paging: Paging, of: Parts) -> Response:
    """Answer with a page of a long list, or with 304, however long the list is.

    Where the order had to be worked out, it is kept until the record changes.
    """
    after = Cursor.read(visit, paging.cursor) or Cursor()
    tag = tag_of(visit)
    same = unchanged(visit)
    if same is not None:
        return same
    order = kept_for(visit, of.order, lambda one: one.size, whatever=PAGED)
    counts = order.counts.items()
    total = sum(count for status, count in counts if with_status(status, of.status))
    part = order.part(after.position, paging.limit + 1, status=of.status, after=after.last)
    shown = part[: paging.limit]
    more = len(part) > paging.limit
    following = Cursor(after.position + len(shown), shown[-1], after.key) if more else None
    return page_answer(visit, {"items": of.rows(shown)}, following, tag, {"total": total})


@dataclass(frozen=True, slots=True)
class Room:
    """How much one page takes: `most` of what `takes` says that a row takes, and one row at least."""

    most: int
    takes: Callable[[Any], int]

    def fitting(self, rows: Sequence[One]) -> int:
        """Count the rows that fit, from the first on."""
        for count, taken in enumerate(accumulate(map(self.takes, rows))):
            if taken > self.most:
                return max(1, count)
        return len(rows)


def cut(
    rows: Sequence[One], after: Cursor | None, limit: int, room: Room | None = None
) -> tuple[list[One], Cursor | None]:
    """Cut the page out of rows, or of their ids, that follows a place; return where the next one begins, too."""
    start = 0 if after is None else _after(rows, after)
    part = list(rows[start : start + limit])
    if room is not None:
        part = part[: room.fitting(part)]
    end = start + len(part)
    key = after.key if after else 0
    return part, Cursor(end, _id(part[-1]), key) if part and end < len(rows) else None


def page_answer(
    visit: Visit,
    page: Row,
    following: Cursor | None,
    tag: str,
    extra: Mapping[str, Any] | None = None,
) -> Response:
    """Answer with the rows of a page and where the next one begins."""
    headers = {"ETag": tag}
    written = None
    if following is not None:
        written = following.written(visit)
        kept = [one for one in visit.request.query_params.multi_items() if one[0] != "cursor"]
        address = f"{visit.request.url.path}?{urlencode([*kept, ('cursor', written)])}"
        headers["Link"] = f'<{address}>; rel="next"'
    body = {**page, "next": written, "notes": visit.notes, **(extra or {})}
    return _json(body, headers)


def _after(rows: Sequence[One], cursor: Cursor) -> int:
    """Find where to go on: after the row of the cursor's id that is nearest to where it was."""
    near = cursor.position - 1
    if 0 <= near < len(rows) and _id(rows[near]) == cursor.last:
        return cursor.position
    places = [place for place, row in enumerate(rows) if _id(row) == cursor.last]
    if places:
        return min(places, key=lambda place: abs(place - near)) + 1
    return min(cursor.position, len(rows))


def _id(row: One) -> str:
    if isinstance(row, str):
        return row
    given = row.get("id")
    return str(given) if given else sha256(orjson.dumps(row)).hexdigest()[:16]
