"""Sessions: who has logged in from which browser, until when. They are held by the server alone."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from servanda.server.access.accounts import Account

__all__ = ["IDLE", "LONGEST", "Sessions"]


IDLE = timedelta(hours=8)
"""After how long without a request a session ends."""

LONGEST = timedelta(days=7)
"""After how long a session ends in any case."""

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Session:
    name: str
    proof: str  # changes with the password, and ends the session
    began: datetime
    seen: datetime

    def holds(self, now: datetime) -> bool:
        return now - self.seen < IDLE and now - self.began < LONGEST


class Sessions:
    """The sessions of one server; a server that is started again has none."""

    def __init__(self) -> None:
        self._known: dict[str, _Session] = {}
        self._lock = threading.Lock()

    def begin(self, account: Account, now: datetime) -> str:
        """Begin a session; return what its browser is to show, which is kept as a hash only."""
        shown = secrets.token_urlsafe(32)
        with self._lock:
            if len(self._known) >= _MOST:
                self._known = {key: one for key, one in self._known.items() if one.holds(now)}
            if len(self._known) >= _MOST:
                del self._known[min(self._known, key=lambda key: self._known[key].seen)]
            self._known[_key(shown)] = _Session(account.name, _proof(account), now, now)
        return shown

    def name_of(self, shown: str, now: datetime) -> str | None:
        """Return whose session it is; None where there is none, or it has ended."""
        with self._lock:
            found = self._known.get(_key(shown))
            if found is None:
                return None
            if not found.holds(now):
                del self._known[_key(shown)]
                return None
            self._known[_key(shown)] = replace(found, seen=now)
            return found.name

    def is_of(self, shown: str, account: Account) -> bool:
        """Whether a session was begun with the password that the account has now."""
        with self._lock:
            found = self._known.get(_key(shown))
        return found is not None and found.proof == _proof(account)

    def end(self, shown: str) -> None:
        """End a session."""
        with self._lock:
            self._known.pop(_key(shown), None)


def _key(shown: str) -> str:
    return sha256(shown.encode("utf-8", "replace")).hexdigest()


def _proof(account: Account) -> str:
    return sha256(account.password.encode()).hexdigest()
