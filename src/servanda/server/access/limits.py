"""How much anybody may ask for, and how long whoever fails to log in has to wait: `data/request_limits.tsv`."""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from servanda.data_tables import rows
from servanda.server.access.desk_roles import Right
from servanda.server.failures import TooMuchError

__all__ = ["LIMITS", "Limit", "Logins", "RateLimits"]


_MOST = 10_000  # of whom is remembered
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be asked for at once, and a minute."""

    burst: int
    minute: int


_TABLE = {
    row[0]: tuple(int(cell) for cell in row[1:] if cell) for row in rows("server", "request_limits")
}
LIMITS = {right: Limit(*_TABLE[right.value]) for right in Right}


class RateLimits:
    """Counts what each asks for; whoever asks for too much has to wait."""

    def __init__(self, limits: dict[Right, Limit] | None = None) -> None:
        self._limits = limits or LIMITS
        self._left: OrderedDict[tuple[str, Right], tuple[float, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def ask(self, who: str, right: Right, now: datetime) -> None:
        """Count a request. Raises TooMuchError, which says how long to wait."""
        limit, key = self._limits[right], (who, right)
        with self._lock:
            left, seen = self._left.pop(key, (float(limit.burst), now))
            gained = max(0.0, (now - seen).total_seconds()) * limit.minute / 60
            left = min(float(limit.burst), left + gained)
            allowed = left >= 1
            self._left[key] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
        if not allowed:
            wait = math.ceil((1 - left) * 60 / limit.minute)
            reason = f"more than {limit.minute} requests a minute"
            raise TooMuchError("the request", reason, f"wait {wait} s", wait=wait)


class Logins:
    """Counts failures to log in; after some in a row each makes the next wait twice as long."""

    def __init__(self) -> None:
        both, place, name, first, longest = _TABLE["login"]
        self._least = (both, place, name)
        self._first, self._longest = timedelta(seconds=first), timedelta(seconds=longest)
        self._failed: OrderedDict[tuple[str, str], tuple[int, datetime]] = OrderedDict()
        self._lock = threading.Lock()

    def may(self, name: str, place: str, now: datetime) -> None:
        """Raise TooMuchError while a name, or an address, has to wait."""
        with self._lock:
            until = max(
                (self._until(key, least) for key, least in self._keys(name, place)), default=now
            )
        if until > now:
            wait = math.ceil((until - now).total_seconds())
            reason = "it failed too often"
            raise TooMuchError("logging in", reason, f"try again in {wait} s", wait=wait)

    def failed(self, name: str, place: str, now: datetime) -> None:
        """Count a failure."""
        with self._lock:
            for key, _ in self._keys(name, place):
                count, last = self._failed.pop(key, (0, now))
                forgotten = now - last > 2 * self._longest
                self._failed[key] = (1 if forgotten else count + 1, now)
            while len(self._failed) > _MOST:
                self._failed.popitem(last=False)

    def succeeded(self, name: str, place: str) -> None:
        """Forget the failures of a name from an address."""
        with self._lock:
            self._failed.pop(self._keys(name, place)[0][0], None)

    def _keys(self, name: str, place: str) -> list[tuple[tuple[str, str], int]]:
        name = name.casefold()[:100]
        keys = ((name, place), ("", place), (name, ""))
        return list(zip(keys, self._least, strict=True))

    def _until(self, key: tuple[str, str], least: int) -> datetime:
        count, last = self._failed.get(key, (0, _LONG_AGO))
        if count < least:
            return _LONG_AGO
        doubled: timedelta = self._first * int(2 ** min(count - least, 20))
        return last + min(doubled, self._longest)
