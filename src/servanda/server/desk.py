"""The desk: what all requests of one server share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from servanda.server.access.desk_roles import NOBODY, RIGHTS, Person, Role
from servanda.server.reading_jobs import ReadingJobs
from servanda.server.server_settings import ServerSettings

if TYPE_CHECKING:
    from fastapi import Request

    from servanda.store import Record

__all__ = ["Desk"]


class Desk:
    """An open record with what serves it; `now` tells the time, so that a test can."""

    def __init__(
        self, record: Record, settings: ServerSettings, *, now: Callable[[], datetime]
    ) -> None:
        self.record = record
        self.settings = settings
        self.now = now
        self.secret = secrets.token_bytes(32)
        self.jobs = ReadingJobs(record, now=now, private=settings.private)

    @property
    def today(self) -> date:
        """The day that statuses are measured against."""
        return self.settings.today or self.now().date()

    @property
    def asks_who(self) -> bool:
        """Whether people have to log in."""
        return self.settings.accounts is not None

    def person_of(self, request: Request) -> Person:
        """Say who asks: whoever sits at this machine, or who has logged in."""
        if not self.asks_who:
            return Person(self.settings.author, RIGHTS[Role.EDITOR], Role.EDITOR)
        del request
        return NOBODY

    def close(self) -> None:
        """Stop what reads in the background."""
        self.jobs.close()
