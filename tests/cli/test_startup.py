"""What a command loads before it answers: nothing that it does not need, as that is what people wait for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = frozenset(
    """alembic.command argon2 asyncpg bibtexparser dask dateparser distributed docx fastapi feedgen feedparser
    fsspec htmldate httpcore httpx icalendar justext langid lxml mcp networkx numpy pandas psycopg py3langid
    pyarrow pycountry pydantic pypdf scipy sklearn spacy starlette thinc trafilatura uvicorn warcio xlsxwriter
    yaml zstandard""".split()
)
"""Libraries that take tens to thousands of milliseconds to load."""

BESIDES_HELP = HEAVY | {
    "alembic",
    "asyncio",
    "difflib",
    "rapidfuzz",
    "rich",
    "sqlalchemy",
    "sqlite3",
    "tomllib",
}

PROGRAM = """\
import sys
from servanda.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sys.modules, file=sys.stderr)
"""


def loaded(*command: str) -> set[str]:
    """Return the modules that are loaded once a command has answered."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command], capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    return set(done.stderr.splitlines()[-1].split())


def test_help_loads_the_command_line_alone() -> None:
    assert loaded("--help") & BESIDES_HELP == set()


@pytest.mark.costly
@pytest.mark.parametrize(
    "command",
    [
        ("show", "commitments"),
        ("timeline", "--format", "json"),
        ("due", "--today", "2031-06-01"),
        ("search", "barges"),
    ],
)
def test_a_question_loads_nothing_that_reads(tmp_path: Path, command: tuple[str, ...]) -> None:
    from servanda.store import open_record

    url = f"sqlite:///{tmp_path / 'record.db'}"
    with open_record(url):
        pass
    found = loaded(*command, "--record", url)
    assert found & (HEAVY | {"rapidfuzz", "sqlalchemy.dialects.postgresql"}) == set()
