"""What a command and a server load before they answer: nothing that is not needed, as people wait for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desks import put_three

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

BESIDES_A_DESK = (HEAVY - {"fastapi", "pydantic", "starlette", "uvicorn"}) | {
    "rapidfuzz",
    "servanda.cleaning",
    "servanda.dating",
    "servanda.extraction",
    "servanda.indexing",
    "servanda.parsing",
    "servanda.pipeline",
    "servanda.resolution.resolve",
    "servanda.server.api.api_area",
    "servanda.server.deciding",
    "servanda.sources",
    "sqlalchemy.dialects.postgresql",
}
"""What no desk needs before it shows its first page: what reads and decides, and the REST interface."""

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


def test_help_on_a_usual_screen_loads_nothing_at_all() -> None:
    program = PROGRAM.replace("servanda.cli.main", "servanda.__main__")
    program = program.replace("main(sys.argv[1:])", "main()")
    done = subprocess.run(
        [sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=True
    )
    found = set(done.stderr.splitlines()[-1].split())
    assert "servanda.cli.kept_help" in found
    assert found & (BESIDES_HELP | {"click", "datetime", "pathlib", "shutil", "typing"}) == set()


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


DESK = """\
import asyncio, datetime, sys
import uvicorn
from servanda.server.app import create_app
from servanda.server.desk import Desk
from servanda.server.server_settings import ServerSettings
from servanda.store import open_record

async def ask(app, path):
    told = []
    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}
    async def send(message):
        told.append(message)
    host = [(b"host", b"127.0.0.1:8765")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": host}
    scope |= {"scheme": "http", "server": ("127.0.0.1", 8765), "root_path": "", "http_version": "1.1"}
    await app(scope, receive, send)
    assert told[0]["status"] == 200, told

async def main(url):
    with open_record(url) as record:
        desk = Desk(record, ServerSettings(url), now=lambda: datetime.datetime.now(datetime.UTC))
        app = create_app(desk)
        async with app.router.lifespan_context(app):
            await ask(app, "/static/mark.svg")
            print(*sys.modules)
            await ask(app, "/")
            print(*sys.modules)

asyncio.run(main(sys.argv[1]))
"""


@pytest.mark.costly
def test_a_desk_is_up_before_all_of_it_is_loaded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    put_three(url)
    command = [sys.executable, "-c", DESK, url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    up, shown = (set(line.split()) for line in done.stdout.splitlines())
    assert up & (BESIDES_A_DESK | {"jinja2", "servanda.server.pages.today_page"}) == set()
    pages = {name for name in shown if name.startswith("servanda.server.pages.")}
    assert pages == {"servanda.server.pages.page_routes", "servanda.server.pages.today_page"}
    assert shown & BESIDES_A_DESK == set()
