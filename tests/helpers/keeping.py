"""Kept records of every released schema, on both databases: made, unpacked, restored on a server.

    python tests/helpers/keeping.py

makes the record of today's schema anew: `tests/store/kept/schemaN.db.gz` (a SQLite file) and
`schemaN.sql.gz` (a PostgreSQL dump), N the number of the schema. Four reports of the sample are
read; one of them is corrected the day after, one is dated anew, and a person decides on three
claims and takes one decision back. The dump needs a PostgreSQL server with `pg_dump`, found as the
tests find theirs (`SERVANDA_TEST_POSTGRES`).
"""

from __future__ import annotations

import contextlib
import gzip
import re
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import servanda
from servanda.model import Action, Basis, Concern, Dating, Decision, Undo, When
from servanda.pipeline import read_paths
from servanda.store import Record, migrations, open_record
from servers import Server, schema_of, server

__all__ = ["KEPT", "LAST_KEPT", "add_revision", "restore", "schemas"]

KEPT = Path(__file__).parents[1] / "store" / "kept"
SCHEMA = "kept_record"


def schemas(ending: str) -> list[int]:
    """List the schemas of which a record is kept, as `db` (SQLite) or `sql` (a server's dump)."""
    found = KEPT.glob(f"schema*.{ending}.gz")
    return sorted(int(path.name.partition(".")[0].removeprefix("schema")) for path in found)


LAST_KEPT = max(schemas("sql"), default=1)


def restore(number: int, url: str, server: Server | None = None) -> None:
    """Put the kept record of a schema at `url`: a file not there yet, or an empty schema."""
    ending = "db" if server is None else "sql"
    data = gzip.decompress((KEPT / f"schema{number}.{ending}.gz").read_bytes())
    if server is None:
        Path(url.removeprefix("sqlite:///")).write_bytes(data)
    else:
        server.sql(data.decode().replace(f"{SCHEMA}.", f"{schema_of(url)}."))


def add_revision(folder: Path, number: int, after: str, body: str) -> None:
    """Write revision `number`, to follow `after`, into a copy of the folder of revisions."""
    text = f"""
from alembic import op
revision = "{number:04}_later"
down_revision = "{after}"
def upgrade() -> None:
    {body}
"""
    (folder / "versions" / f"r{number:04}_later.py").write_text(text)


AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("auph01.txt", "jpus01.txt", "jpus02.txt", "delt03.md")
SAMPLE = Path(servanda.__file__).parent / "sample" / "reports"


def main() -> None:
    """Make the kept record of today's schema, in both kinds of files."""
    number = migrations.number(migrations.revisions()[-1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        fill(f"sqlite:///{path}")
        write(f"schema{number}.db.gz", path.read_bytes())
    found = server()
    try:
        write(f"schema{number}.sql.gz", dumped(found).encode())
    finally:
        if found.ours:
            found.remove()


def write(name: str, data: bytes) -> None:
    """Write a file, gzipped without its time, so that the same record is the same file."""
    (KEPT / name).write_bytes(gzip.compress(data, mtime=0))
    sys.stdout.write(f"{KEPT / name}\n")


def dumped(found: Server) -> str:
    """Make the record on a server; return what `pg_dump` says of it, without words for psql."""
    assert found.bin is not None, "pg_dump is taken from the server's own folder"
    url = found.schema()
    fill(url)
    host = str(found.root.query["host"])
    chosen = ("--inserts", "--rows-per-insert=100", "--no-owner", "--no-privileges")
    command = [found.bin / "pg_dump", *chosen, f"--schema={schema_of(url)}", "-h", host]
    done = subprocess.run(
        [*command, "-U", "postgres", "postgres"], capture_output=True, text=True, check=True
    )
    dump = done.stdout.replace(schema_of(url), SCHEMA)
    dump = re.sub(r"(?m)^\\.*\n", "", dump)
    return re.sub(rf"(?m)^CREATE SCHEMA {SCHEMA};\n", "", dump)


def fill(url: str) -> None:
    """Make the record at an empty place."""
    with open_record(url) as record, tempfile.TemporaryDirectory() as folder:
        with contextlib.chdir(SAMPLE):  # so that no path of this machine is recorded
            read_paths(NAMES, record, at=AT)
        corrected = Path(folder) / NAMES[0]
        words = (SAMPLE / NAMES[0]).read_text(encoding="utf-8")
        corrected.write_text(f"{words}\nCorrection: a name was misspelt.\n", encoding="utf-8")
        with contextlib.chdir(folder):
            read_paths([corrected.name], record, at=AT + DAY)
        when = When.on(date(2025, 3, 4), basis=Basis.STATED)
        dated = Dating(when, when.basis, ("stated by its publisher",))
        record.redate(record.view().report("jpus01").id, dated, at=AT + 2 * DAY)
        decide(record)
        problems = record.check()
    if problems:
        raise SystemExit(f"it is not sound: {problems}")


def decide(record: Record) -> None:
    """Accept a claim, reject one, amend one, and take the rejection back."""
    at = AT + 3 * DAY
    promises = [one.claim.id for one in record.view().claims(kind="commitment")]
    for action, target, field, value in (
        (Action.ACCEPT, promises[0], None, None),
        (Action.REJECT, promises[1], None, None),
        (Action.AMEND, promises[2], "due", "2031"),
    ):
        decision = Decision.make(
            action, Concern.CLAIM, [target], author="Ada", at=at, field=field, value=value
        )
        word = record.words.add(decision, at=at)
        if action is Action.REJECT:
            record.words.undo(word.id, Undo("Bo", at + DAY, "it is there"), at=at + DAY)


if __name__ == "__main__":
    main()
