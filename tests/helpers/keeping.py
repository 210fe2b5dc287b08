"""Kept records of every schema there was, on both databases: unpacked, or restored on a server."""

from __future__ import annotations

import gzip
from pathlib import Path

from sqlalchemy.engine import make_url

from servers import Server

__all__ = ["KEPT", "LAST_KEPT", "restore", "schema_of", "schemas"]

KEPT = Path(__file__).parents[1] / "store" / "kept"


def schemas(ending: str) -> list[int]:
    """List the schemas of which a record is kept, as `db` (SQLite) or `sql` (a server's dump)."""
    found = KEPT.glob(f"schema*.{ending}.gz")
    return sorted(int(path.name.partition(".")[0].removeprefix("schema")) for path in found)


LAST_KEPT = schemas("sql")[-1]


def restore(number: int, url: str, server: Server | None = None) -> None:
    """Put the kept record of a schema at `url`: a file not there yet, or an empty schema."""
    ending = "db" if server is None else "sql"
    data = gzip.decompress((KEPT / f"schema{number}.{ending}.gz").read_bytes())
    if server is None:
        Path(url.removeprefix("sqlite:///")).write_bytes(data)
    else:
        server.sql(data.decode().replace("kept_record.", f"{schema_of(url)}."))


def schema_of(url: str) -> str:
    """Name the schema on the server that a record's URL leads to."""
    return str(make_url(url).query["options"]).rpartition("=")[2]
