"""The desk: what all requests of one server share."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from servanda.server.access.account_file import AccountFile
from servanda.server.access.desk_roles import RIGHTS, Person, Role
from servanda.server.access.limits import Logins, RateLimits
from servanda.server.access.sessions import Sessions
from servanda.server.explainer import Explainer
from servanda.server.kept_answers import KeptAnswers
from servanda.server.reading_jobs import ReadingJobs
from servanda.server.record_check import RecordCheck
from servanda.server.searches.saved_searches import Owner
from servanda.server.searches.search_file import SearchFile
from servanda.server.server_settings import ServerSettings
from servanda.server.settling import Settling

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import Request

    from servanda.analysis.indexed.kept_names import KeptNames
    from servanda.analysis.indexed.kept_stories import KeptStories
    from servanda.server.access.logging_in import Gate
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
        self.limits = RateLimits()
        self.gate = None if settings.accounts is None else _gate(settings.accounts, now)
        kept = settings.searches_file
        self.searches = None if kept is None else SearchFile(kept)
        self.jobs = ReadingJobs(record, now=now, private=settings.private)
        self.explainer = Explainer()
        self.settling = Settling()
        self.kept = KeptAnswers()
        self.check = RecordCheck(record, now=now)

    @cached_property
    def stories(self) -> KeptStories:
        """The stories of the reports; what compares them is loaded by the first who asks."""
        from servanda.analysis.indexed.kept_stories import KeptStories

        return KeptStories(self.record)

    @cached_property
    def names(self) -> KeptNames:
        """The names in the reports; what sorts them is loaded by the first who asks."""
        from servanda.analysis.indexed.kept_names import KeptNames

        return KeptNames(self.record)

    @property
    def today(self) -> date:
        """The day that statuses are measured against."""
        return self.settings.today or self.now().date()

    @property
    def asks_who(self) -> bool:
        """Whether people have to log in."""
        return self.gate is not None

    def person_of(self, request: Request) -> Person:
        """Say who asks: whoever sits at this machine, or who has logged in."""
        if self.gate is None:
            return self._sitting_here()
        return self.gate.person_of(request.headers.get("authorization"), self.shown_by(request))

    def owner(self, person: Person) -> Owner | None:
        """Say whose searches somebody's are; None where they have no account any more."""
        if self.gate is None:
            return Owner()
        account = self.gate.accounts.get(person.name)
        return None if account is None else Owner(account.name, account.made)

    def person_owning(self, owner: Owner) -> Person | None:
        """Say who owns a search; None where that account is gone, or it is of another way of serving."""
        if self.gate is None:
            return self._sitting_here() if owner == Owner() else None
        account = self.gate.accounts.get(owner.name)
        held = account is not None and owner == Owner(account.name, account.made)
        return account.person() if account is not None and held else None

    def _sitting_here(self) -> Person:
        return Person(self.settings.author, RIGHTS[Role.EDITOR], Role.EDITOR)

    @property
    def session_cookie(self) -> str:
        """The name of the cookie of a session; over TLS no other host can set one of that name."""
        return f"{'__Host-' if self.settings.secure else ''}servanda-session"

    def shown_by(self, request: Request) -> str:
        """Return what a browser shows of its session; empty where it has none."""
        return request.cookies.get(self.session_cookie, "")

    def close(self) -> None:
        """Stop what reads in the background, what explains and what checks."""
        self.jobs.close()
        self.check.close()
        self.explainer.close()


def _gate(accounts: Path, now: Callable[[], datetime]) -> Gate:
    """Let in those who have accounts; where nobody has to log in, no password is ever hashed."""
    from servanda.server.access.logging_in import Gate

    return Gate(AccountFile(accounts), Sessions(), Logins(), now)
