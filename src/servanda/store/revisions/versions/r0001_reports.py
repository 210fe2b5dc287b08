"""Reports, claims and statements: the schema that servanda began with."""

from __future__ import annotations

from alembic import context, op
from sqlalchemy import REAL, BigInteger, Column, Double, ForeignKey, Integer, Text
from sqlalchemy import text as words

revision = "0001_reports"
down_revision = None

_KEY = BigInteger().with_variant(Integer, "sqlite")
_REAL: Double[float] = Double().with_variant(REAL, "sqlite")
_TIME = Text().with_variant(Text(collation="C"), "postgresql")
_STANDING = words("superseded IS NULL")


def upgrade() -> None:
    """Make the tables, and the index over the texts, which is the dialect's own."""
    _texts()
    _reports()
    _claims()
    context.config.attributes["dialect"].create_index(op.get_bind())


def _texts() -> None:
    op.create_table(
        "meta",
        Column("key", Text, primary_key=True),
        Column("value", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "text",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("sha256", Text, nullable=False, unique=True),
        Column("content", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "report",
        Column("id", Text, primary_key=True),
        Column("name", Text, nullable=False),
        Column("sha256", Text, ForeignKey("text.sha256"), nullable=False),
        sqlite_strict=True,
    )
    _indexes("report", "name", "sha256")


def _reports() -> None:
    op.create_table(
        "edition",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        _of_report(),
        Column("name", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("title", Text),
        Column("publisher", Text),
        Column("wire", Text),
        Column("url", Text),
        Column("language", Text),
        Column("dateline_place", Text),
        Column("relevant", Integer, nullable=False),
        Column("because", Text),
        Column("dating", Text, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    _indexes("edition", "report", "name", standing=("report", "name"))
    op.create_table(
        "block",
        Column("edition", _KEY, ForeignKey("edition.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("kind", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "dating",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        _of_report(),
        Column("dating", Text, nullable=False),
        Column("earliest", _TIME),
        Column("latest", _TIME),
        *_interval(),
        sqlite_strict=True,
    )
    _indexes("dating", "report", standing=("report",))
    op.create_table(
        "reading",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        _of_report(),
        Column("reader", Text, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    _indexes("reading", "report", standing=("report",))


def _claims() -> None:
    op.create_table(
        "claim",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False),
        _of_report(),
        Column("kind", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("rule", Text, nullable=False),
        Column("confidence", _REAL, nullable=False),
        Column("country", Text),
        Column("place", Integer, nullable=False),
        *_interval(),
        sqlite_strict=True,
    )
    _indexes("claim", "id", "report", "kind", standing=("id",))
    op.create_table(
        "evidence",
        Column("claim", _KEY, ForeignKey("claim.key"), primary_key=True),
        Column("ordinal", Integer, primary_key=True),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("exact", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "statement",
        Column("key", _KEY, primary_key=True, autoincrement=True),
        Column("id", Text, nullable=False),
        Column("claim", _KEY, ForeignKey("claim.key"), nullable=False),
        Column("subject", Text, nullable=False),
        Column("property", Text, nullable=False),
        Column("value", Text, nullable=False),
        Column("valid_start", _TIME),
        Column("valid_end", _TIME),
        Column("reported_start", _TIME),
        Column("reported_end", _TIME),
        *_interval(),
        sqlite_strict=True,
    )
    _indexes("statement", "id", "claim", "subject", standing=("id",))


def _of_report() -> Column[str]:
    return Column("report", Text, ForeignKey("report.id"), nullable=False)


def _interval() -> tuple[Column[str], Column[str]]:
    return Column("recorded", _TIME, nullable=False), Column("superseded", _TIME)


def _indexes(table: str, *columns: str, standing: tuple[str, ...] = ()) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for column in standing:
        op.create_index(
            f"{table}_standing_{column}",
            table,
            [column],
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        )
