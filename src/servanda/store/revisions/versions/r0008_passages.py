"""By what copies are found, with how much there is of each report; the next dating fills the table."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer

revision = "0008_passages"
down_revision = "0007_wordings"

_KEY = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table anew."""
    op.drop_table("passage")
    op.drop_table("undated")
    op.create_table(
        "passage",
        Column("asks", Integer, primary_key=True),
        Column("hash", _KEY, primary_key=True, autoincrement=False),
        Column("witness", _KEY, primary_key=True, autoincrement=False),
        Column("size", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM meta WHERE key = 'weighed'")  # so that the next dating begins anew
