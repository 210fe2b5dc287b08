"""Records of any build, read with plain SQL: texts, what sources stated, models' answers, persons' words.

A record whose schema this servanda does not use cannot be opened (see `servanda.store.migrations`),
but every build kept texts and editions in tables of the same names. Columns that a build lacks are
read as empty. Nothing is ever written to such a record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    ColumnClause,
    Integer,
    Select,
    Table,
    TableClause,
    Text,
    column,
    inspect,
    select,
    table,
)
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from servanda.errors import RecordFormatError, ServandaError
from servanda.model.decision import Undo, Word
from servanda.model.second_opinion import Answer
from servanda.model.serialization import word_from_plain, word_to_plain
from servanda.store import migrations
from servanda.store.columns import Flag, Instant
from servanda.store.decisions.decision_rows import TABLES, word_from
from servanda.store.dialects.choice import dialect_for
from servanda.store.dialects.dialect import parse_url, shown

__all__ = ["OlderRecord", "OlderReport", "same_place"]


@dataclass(frozen=True, slots=True)
class OlderReport:
    """A report of an older record: its text, and what is known of it beside the text.

    `published` is the date that the source stated, as it stated it; None where it stated none.
    """

    name: str
    origin: str
    text: str
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    published: str | None


_OF_EDITION: dict[str, TypeEngine[Any]] = {
    "key": Integer(),
    **dict.fromkeys(("report", "name", "origin", "title", "publisher"), Text()),
    **dict.fromkeys(("url", "language", "dating", "superseded"), Text()),
}
_OF_ANSWER: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("report", "kind", "model", "prompt", "content", "superseded"), Text()),
    **dict.fromkeys(("tokens_in", "tokens_out"), Integer()),
    "cut": Flag(),
}
_SOURCE_STATES = re.compile(
    r"the source states (?:it was published (?:on|in) ([\dW-]{4,10})|“([^”]+)”)"
)


class OlderRecord:
    """The record at a URL, of whatever schema; a context manager that closes it.

    `url` is its URL with any password hidden. Raises RecordError where there is none,
    RecordFormatError where the database is no record.
    """

    def __init__(self, url: str) -> None:
        """Open it for reading."""
        parsed = parse_url(url)
        self.url = shown(parsed)
        self._dialect = dialect_for(parsed)
        self._engine = self._dialect.engine(parsed, create=False)
        try:
            with self._reading() as connection:
                self._prove(connection)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the record."""
        del kind, error, trace
        self.close()

    def close(self) -> None:
        """Close the record; closing twice is fine."""
        self._engine.dispose()

    def count(self) -> tuple[int, int]:
        """Return how many reports stand, and how many texts were corrected or retracted since."""
        with self._reading() as connection:
            edition, _ = self._texts(connection)
            rows = connection.execute(select(edition.c.report, edition.c.superseded)).all()
        stand = {row.report for row in rows if row.superseded is None}
        return len(stand), len({row.report for row in rows} - stand)

    def reports(self) -> Iterator[OlderReport]:
        """Yield the reports that stand, in the order in which they were first put."""
        with self._reading() as connection:
            edition, _ = self._texts(connection)
            keys = select(edition.c.key).where(edition.c.superseded.is_(None))
            found = list(connection.execute(keys.order_by(edition.c.key)).scalars())
        for key in found:  # one at a time: others may write meanwhile, and texts may be long
            with self._reading() as connection:
                edition, query = self._texts(connection)
                row = connection.execute(query.where(edition.c.key == key)).mappings().first()
            if row is not None:
                yield _report(row)

    def answers(self) -> list[Answer]:
        """Return what models answered about the reports, in an order that is always the same."""
        with self._reading() as connection:
            if "answer" not in inspect(connection).get_table_names():
                return []
            there = _typed(connection, "answer", _OF_ANSWER)
            rows = connection.execute(select(there).where(there.c.superseded.is_(None))).mappings()
            found = [{**row} for row in rows]
        for row in found:
            del row["superseded"]
        return sorted((Answer(**row) for row in found), key=lambda one: one.id)

    def words(self) -> Iterator[tuple[Word, Undo | None] | ServandaError]:
        """Yield persons' words with who took them back; what cannot be read comes as an error."""
        with self._reading() as connection:
            tables = set(inspect(connection).get_table_names())
            backs = _undone(connection) if "undo" in tables else {}
            for known in (each for each in TABLES if each.name in tables):
                for key in connection.execute(select(known.c.key).order_by(known.c.key)).scalars():
                    try:
                        word = _word(connection, known, key)
                        yield word_from_plain(word_to_plain(word, backs.get(word.id)))
                    except ServandaError as error:
                        yield error

    def followed(self) -> tuple[str, ...]:
        """Return the addresses that the record follows; a build without following has none."""
        names = table("followed", column("address", Text), column("superseded", Text))
        with self._reading() as connection:
            if "followed" not in inspect(connection).get_table_names():
                return ()
            query = select(names.c.address).where(names.c.superseded.is_(None))
            return tuple(connection.execute(query.order_by(names.c.address)).scalars())

    def _prove(self, connection: Connection) -> None:
        tables = set(inspect(connection).get_table_names())
        if "meta" not in tables:
            migrations.refuse(self.url)
        meta = table("meta", column("key", Text), column("value", Text))
        known = {row.key: row.value for row in connection.execute(select(meta))}
        if known.get("format") not in migrations.FORMATS:
            migrations.refuse(self.url)
        missing = {"edition", "report", "text"} - tables
        if missing:
            reason = f"the record is damaged: it has no table {min(missing)!r}"
            raise RecordFormatError(self.url, reason, "restore a copy of it")

    def _texts(self, connection: Connection) -> tuple[TableClause, Select[Any]]:
        """Return the editions, and the query for them with their texts."""
        edition = _typed(connection, "edition", _OF_EDITION)
        report = table("report", column("id", Text), column("sha256", Text))
        text = table("text", column("sha256", Text), column("content", Text))
        columns = (each for name, each in edition.c.items() if name not in ("report", "superseded"))
        query = (
            select(*columns, text.c.content)
            .join_from(edition, report, report.c.id == edition.c.report)
            .join(text, text.c.sha256 == report.c.sha256)
        )
        return edition, query

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.begin():
                self._dialect.begin(connection, write=False)
                yield connection
        except DBAPIError as error:
            raise self._dialect.error(self.url, error) from error


def same_place(one: str, other: str) -> bool:
    """Whether two URLs lead to the same record."""
    return _place(parse_url(one)) == _place(parse_url(other))


def _place(url: URL) -> object:
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(url.database).resolve()
    return (url.host, url.port, url.database, tuple(sorted(url.query.items())))


def _typed(connection: Connection, name: str, types: Mapping[str, TypeEngine[Any]]) -> TableClause:
    """Describe a table by those of its columns that are there and wanted."""
    there = {each["name"] for each in inspect(connection).get_columns(name)}
    return table(name, *(column(each, kind) for each, kind in types.items() if each in there))


def _word(connection: Connection, known: Table, key: int) -> Word:
    """Read the word of a key, by the columns that the table has."""
    types = {each.name: each.type for each in known.c if each.name != "recorded"}
    there = _typed(connection, known.name, types)
    row = connection.execute(select(there).where(there.c.key == key)).mappings().one()
    return word_from(known, {**dict.fromkeys(known.c.keys()), **row})


def _undone(connection: Connection) -> dict[str, Undo]:
    columns: list[ColumnClause[Any]] = [column(each, Text) for each in ("word", "author", "reason")]
    undo = table("undo", *columns, column("at", Instant))
    rows = connection.execute(select(undo))
    return {row.word: Undo(row.author, row.at, row.reason) for row in rows}


def _report(row: Mapping[Any, Any]) -> OlderReport:
    return OlderReport(
        row["name"],
        row.get("origin") or row["name"],
        row["content"],
        row.get("title"),
        row.get("publisher"),
        row.get("url"),
        row.get("language"),
        _published(row.get("dating")),
    )


def _published(written: str | None) -> str | None:
    """Find the date that the source stated among the reasons of a dating, which is JSON."""
    try:
        dating = json.loads(written or "{}")
    except ValueError:
        return None  # damaged; the text may state its date itself
    if not isinstance(dating, Mapping):
        return None
    reasons = (*(dating.get("reasons") or ()), *(dating.get("conflicts") or ()))
    found = (_SOURCE_STATES.search(str(each)) for each in reasons)
    return next((match[1] or match[2] for match in found if match), None)
