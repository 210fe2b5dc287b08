"""The gate: who asks, by a token or a session; logging in and out."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from servanda.server.access.account_file import AccountFile
from servanda.server.access.accounts import Account, person_of_token
from servanda.server.access.desk_roles import NOBODY, Person
from servanda.server.access.limits import Logins
from servanda.server.access.passwords import hashed, is_outdated, proved
from servanda.server.access.sessions import Sessions
from servanda.server.failures import NotAllowedError

__all__ = ["Gate"]


_LOG = logging.getLogger("servanda.server")


class Gate:
    """Lets in whoever has an account; `now` tells the time."""

    def __init__(
        self,
        accounts: AccountFile,
        sessions: Sessions,
        logins: Logins,
        now: Callable[[], datetime],
    ) -> None:
        self.accounts = accounts
        self._sessions = sessions
        self._logins = logins
        self._now = now

    def person_of(self, authorization: str | None, session: str) -> Person:
        """Say who asks, by the header of a token or by a session; NOBODY where neither holds."""
        if authorization is not None:
            scheme, _, shown = authorization.partition(" ")
            if scheme.casefold() != "bearer":
                return NOBODY
            found = person_of_token(self.accounts.all(), shown.strip(), self._now())
            return found or NOBODY
        name = self._sessions.name_of(session, self._now()) if session else None
        account = self.accounts.get(name) if name else None
        if account is None or not self._sessions.is_of(session, account):
            return NOBODY
        return account.person()

    def log_in(self, name: str, password: str, place: str) -> str:
        """Log in from an address; return what the browser is to show from now on.

        Raises NotAllowedError where name and password do not go together, whichever of the two is
        wrong, and TooMuchError after too many failures.
        """
        now = self._now()
        self._logins.may(name, place, now)
        account = self.accounts.get(name)
        if not proved(password, account.password if account else None) or account is None:
            self._logins.failed(name, place, now)
            _LOG.warning("logging in failed from %s", place)
            reason = "there is no account with that name and that password"
            raise NotAllowedError("logging in", reason, "try again", login=True)
        self._logins.succeeded(name, place)
        if is_outdated(account.password):
            account = self.set_password(account.name, password)
        return self._sessions.begin(account, now)

    def log_out(self, session: str) -> None:
        """End a session."""
        self._sessions.end(session)

    def set_password(self, name: str, password: str) -> Account:
        """Give an account another password, which ends its sessions."""
        made = hashed(password)
        return self.accounts.change(name, lambda one: replace(one, password=made))
