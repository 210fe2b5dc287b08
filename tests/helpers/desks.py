"""A desk for tests: a small record, or any, served within the process, and forms filled in as a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

from indexed import READINGS, put_readings
from servanda.indexing.update import update_index
from servanda.server.app import create_app, give_desk
from servanda.server.desk import Desk
from servanda.server.server_settings import ServerSettings
from servanda.store import Record, open_record

__all__ = ["NOW", "TODAY", "Browser", "desk_at", "put_three", "served"]

NOW = datetime(2032, 2, 1, 12, tzinfo=UTC)
TODAY = date(2032, 2, 1)


_FREE: list[FastAPI] = []
"""Applications whose desk was closed: FastAPI takes a third of a second to work out a new one's routes."""


class Browser(TestClient):
    """A browser on this machine, without scripts: it follows links and sends forms."""

    desk: Desk

    def token(self, page: str = "/help") -> str:
        """Return what a form of this browser carries."""
        found = re.search(r'name="form_token" value="([0-9a-f]+)"', self.get(page).text)
        return found[1] if found else ""

    def submit(self, path: str, page: str, **fields: Any) -> Any:
        """Send a form that stands on a page; what it leads to is not followed."""
        data = {"form_token": self.token(page), **fields}
        return self.post(path, data=data, follow_redirects=False)

    def claims(self, report: str, kind: str | None = None) -> list[str]:
        """Return the ids of the claims of a report, or those of one kind."""
        found = self.desk.record.view().claims(kind, report)
        return [one.claim.id for one in found]

    def report_id(self, name: str) -> str:
        """Return the id of the report of a name."""
        return self.desk.record.view().report(name).id


@contextmanager
def desk_at(record: Record, **settings: Any) -> Iterator[Browser]:
    """Serve an open record."""
    made = ServerSettings(record.url, **{"author": "Ana", "today": TODAY, **settings})
    desk = Desk(record, made, now=lambda: NOW)
    app = give_desk(_FREE.pop(), desk) if _FREE else create_app(desk)
    with Browser(app, base_url=f"http://{made.answers_to[0]}:8765") as browser:
        browser.desk = desk
        yield browser
    _FREE.append(app)


def put_three(url: str) -> None:
    """Make a record of three reports, with its index."""
    with open_record(url) as record:
        put_readings(record, READINGS)
        update_index(record)


@cache
def _three() -> bytes:
    """Return the file of a record of three reports, made once."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "desk.db"
        put_three(f"sqlite:///{place}")
        return place.read_bytes()


@contextmanager
def served(folder: Path, **settings: Any) -> Iterator[Browser]:
    """Serve a record of three reports in a file of a folder."""
    place = folder / "desk.db"
    place.write_bytes(_three())
    with open_record(f"sqlite:///{place}") as record, desk_at(record, **settings) as browser:
        yield browser
