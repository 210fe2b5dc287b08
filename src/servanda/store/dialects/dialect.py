"""What differs from one database to another, as one protocol: everything else is common SQL."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Table
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from servanda.errors import RecordError

__all__ = ["MOST_SECONDS", "Dialect", "Term", "parse_url", "patience", "shown", "url_of"]

MOST_SECONDS = 86_400.0
"""The longest that a URL may let a writer wait for others."""


_CREDENTIALS = re.compile(r"(?<![^/@])[^/@]*+@")  # of a URL that cannot be taken apart


@dataclass(frozen=True, slots=True)
class Term:
    """One entity searched for: a word, or words that stand together; `prefix` lets the last go on."""

    words: tuple[str, ...]
    prefix: bool = False


class Dialect(Protocol):
    """One kind of database."""

    def engine(self, url: URL, *, create: bool) -> Engine:
        """Open the database; raise RecordError where it is not there and may not be made."""
        ...

    def begin(self, connection: Connection, *, write: bool) -> None:
        """Begin a transaction; one that writes takes the writer's place at once."""
        ...

    def is_empty(self, connection: Connection) -> bool:
        """Whether the database holds no table at all."""
        ...

    def prepare(self, connection: Connection) -> None:
        """Set what must be set before the first table is made, outside a transaction."""
        ...

    def create_index(self, connection: Connection) -> None:
        """Make the full-text index over `text`, with nothing in it yet."""
        ...

    def index_texts(self, connection: Connection, texts: Sequence[tuple[int, str]]) -> None:
        """Add texts, each with its key, to the full-text index."""
        ...

    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """Take the next keys of a table for rows that this transaction will insert, ascending."""
        ...

    def insert(
        self, connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
    ) -> None:
        """Insert rows that all name the same columns, as fast as the database takes them."""
        ...

    def look_at_sizes(self, connection: Connection) -> None:
        """Let the database learn how large its tables have become, if it plans queries by that."""
        ...

    def find_texts(self, connection: Connection, terms: Sequence[Term]) -> list[int]:
        """Return the keys of the texts that hold every term, ascending."""
        ...

    def indexed(self, connection: Connection) -> int:
        """Return how many texts the full-text index holds. Raise DBAPIError where it is broken."""
        ...

    def about(self, connection: Connection) -> tuple[str, int]:
        """Return the database's name and version, and how many bytes it takes."""
        ...

    def renumber(self, connection: Connection, table: Table) -> None:
        """Let a table's next row follow those that came with numbers of their own."""
        ...

    def snapshot(self, engine: Engine, path: Path, subject: str) -> bool:
        """Copy the database into a new file by its own means; False where it has none.

        Raises RecordError about `subject` where it cannot.
        """
        ...

    def defects(self, connection: Connection) -> list[str]:
        """Return what the database itself finds wrong with what it stores."""
        ...

    def error(self, subject: str, error: DBAPIError) -> RecordError:
        """Say in our words what went wrong, and what to do next."""
        ...


def url_of(place: str | Path) -> str:
    """Return the URL of a record that a path or a URL names; a path is an SQLite file's."""
    if isinstance(place, str) and ("://" in place or not place):
        return place  # nothing at all is no path either, and is refused as no URL
    return f"sqlite:///{place}"


def parse_url(url: str) -> URL:
    """Read a record's URL. Raises RecordError, with an example, where it is none."""
    remedy = "write sqlite:///servanda.db for a file in the working directory"
    try:
        url.encode()  # a command line may hold bytes that are no text
        made: URL | None = make_url(url)
    except (ArgumentError, ValueError):
        made = None
    if made is None or "\0" in (made.database or ""):  # no file can have that in its name
        written = _CREDENTIALS.sub("***@", url.encode(errors="replace").decode())
        raise RecordError(written, "this is not the URL of a record", remedy)
    return made


def patience(url: URL, usual: float) -> float:
    """Return how many seconds to wait for other writers: `?timeout=` of the URL, or what is usual.

    Raises RecordError where that is no number from 0 to `MOST_SECONDS`.
    """
    asked = url.query.get("timeout")
    if asked is None:
        return usual
    try:
        seconds = float(asked) if isinstance(asked, str) else math.nan
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MOST_SECONDS:
        reason = "its timeout is not a number of seconds"
        raise RecordError(shown(url), reason, f"write ?timeout={usual:g}")
    return seconds


def shown(url: URL) -> str:
    """Write a URL with every password in it hidden."""
    secret = {name: "***" for name in url.query if "password" in name.lower()}
    written = url.update_query_dict(secret).render_as_string(hide_password=True)
    return written.replace("%2A%2A%2A", "***") if secret else written
