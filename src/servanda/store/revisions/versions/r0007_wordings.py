"""What is compared of reports that may be copies, kept; the next dating fills the table."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, Text

revision = "0007_wordings"
down_revision = "0006_clues"

_KEY = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "wording",
        Column("witness", _KEY, ForeignKey("witness.key"), primary_key=True, autoincrement=False),
        Column("wire", Text, nullable=False),
        Column("day", Integer),
        Column("words", LargeBinary, nullable=False),
        Column("marks", LargeBinary, nullable=False),
        Column("facts", Text, nullable=False),
        sqlite_strict=True,
    )
