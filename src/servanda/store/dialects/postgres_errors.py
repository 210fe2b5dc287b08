"""What PostgreSQL's errors mean to the person who waits, and what to do about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import URL

from servanda.errors import RecordBusyError, RecordError, RecordFormatError

__all__ = ["explain"]


_COPY = "restore a backup, or read the reports into a new record"
_AGAIN = "check that the server runs and try again: all reports finished before are kept"

_STATES: dict[str, tuple[str, str]] = {
    "28P01": ("the server does not accept this user and password", "check both in the URL"),
    "28000": ("the server does not let this user in", "ask who runs it"),
    "25006": ("it may only be read", "name the server that may be written to"),
    "53100": (
        "the server's disk is full",
        "free some space and read again: everything finished before is kept",
    ),
    "53200": ("the server is out of memory", _AGAIN),
    "53300": ("the server has too many connections", "wait a little and try again"),
    "25P03": ("the server ended a connection that was idle too long", _AGAIN),
    "25P04": ("the server ended what took too long", _AGAIN),
    "57014": ("the server cancelled it", "try again; its statement_timeout may be too short"),
    "22021": ("a text has a character that PostgreSQL cannot keep", "correct the source"),
}
_BUSY = frozenset({"55P03", "40001", "40P01"})
_GONE = frozenset({"57P01", "57P02", "57P03", "57P05"})
_DAMAGED = frozenset({"42P01", "42703", "42804", "22P02", "22003", "XX001", "XX002"})
_NO_CONNECTION = "08"
_LOST = ("closed the connection", "connection is closed", "connection is lost", "SSL SYSCALL")

# What libpq says where a connection fails, and no state comes with it. A server may answer in
# another language: then its own words are passed on.
_MESSAGES: tuple[tuple[str, str, str], ...] = (
    ("password authentication failed", *_STATES["28P01"]),
    (
        "no password supplied",
        "the server asks for a password",
        "write USER:PASSWORD@HOST, or set PGPASSWORD",
    ),
    ("no pg_hba.conf entry", *_STATES["28000"]),
    ("authentication failed", *_STATES["28000"]),
    ("too many clients", *_STATES["53300"]),
    ("too many connections", *_STATES["53300"]),
    ("remaining connection slots", *_STATES["53300"]),
    ("starting up", "the server is starting", "wait a little and try again"),
    ("shutting down", "the server is shutting down", _AGAIN),
    ("recovery mode", "the server is recovering", "wait a little and try again"),
    ("Connection refused", "no server answers there", "start it, or check host and port"),
    ("No such file or directory", "no server answers there", "start it, or check host and port"),
    ("resolve", "there is no host of that name", "check the host in the URL"),
    ("translate host name", "there is no host of that name", "check the host in the URL"),
    ("timeout expired", "the server does not answer", "check host, port and network"),
    (
        "invalid connection option",
        "the URL has an option that PostgreSQL does not know",
        "take it out",
    ),
    (
        "invalid integer value",
        "the URL has something else where a number belongs",
        "check its port and options",
    ),
    ("NUL (0x00)", *_STATES["22021"]),
)


@dataclass(frozen=True, slots=True)
class _Failure:
    """What the driver reported: `state` is an SQLSTATE, or empty; `message` holds no password."""

    subject: str
    url: URL
    state: str
    message: str

    def says(self, *words: str) -> bool:
        return all(each in self.message for each in words)


def explain(subject: str, url: URL, original: BaseException | None) -> RecordError:
    """Turn the driver's error into ours; `subject` names the record, its password hidden."""
    state = getattr(original, "sqlstate", None) or ""
    failure = _Failure(subject, url, state, _message(original, url))
    found = (rule(failure) for rule in _RULES)
    return next((error for error in found if error is not None), _unknown(failure))


def _busy(failure: _Failure) -> RecordError | None:
    if failure.state not in _BUSY:
        return None
    remedy = "wait until it has finished and try again"
    return RecordBusyError(failure.subject, "another process is writing to it", remedy)


def _not_granted(failure: _Failure) -> RecordError | None:
    if failure.state != "42501":
        return None
    user = failure.url.username or "the user"
    remedy = f"let it: GRANT CREATE, USAGE ON SCHEMA ... TO {user}"
    return RecordError(failure.subject, f"the user may not do this ({failure.message})", remedy)


def _no_database(failure: _Failure) -> RecordError | None:
    said_so = not failure.state and failure.says('database "', "does not exist")
    if failure.state != "3D000" and not said_so:
        return None
    name = failure.url.database or failure.url.username or ""
    return RecordError(
        failure.subject, f"there is no database {name!r}", f"create it: createdb {name}"
    )


def _no_role(failure: _Failure) -> RecordError | None:
    if failure.state or not failure.says('role "', "does not exist"):
        return None
    reason = f"the server knows no user {failure.url.username!r}"
    return RecordError(failure.subject, reason, "check the user in the URL")


def _known_state(failure: _Failure) -> RecordError | None:
    known = _STATES.get(failure.state)
    return None if known is None else RecordError(failure.subject, *known)


def _gone(failure: _Failure) -> RecordError | None:
    state = failure.state
    if state in _GONE or state.startswith(_NO_CONNECTION) or any(map(failure.says, _LOST)):
        return RecordError(failure.subject, "the server went away", _AGAIN)
    return None


def _damaged(failure: _Failure) -> RecordError | None:
    if failure.state not in _DAMAGED:
        return None
    return RecordFormatError(failure.subject, f"the record is damaged: {failure.message}", _COPY)


def _known_message(failure: _Failure) -> RecordError | None:
    for words, reason, remedy in _MESSAGES:
        if failure.says(words):
            return RecordError(failure.subject, reason, remedy)
    return None


def _unknown(failure: _Failure) -> RecordError:
    reason = f"the database refuses: {failure.message}"
    return RecordError(failure.subject, reason, "check the server's log")


_RULES: tuple[Callable[[_Failure], RecordError | None], ...] = (
    _busy,
    _not_granted,
    _no_database,
    _no_role,
    _known_state,
    _gone,
    _damaged,
    _known_message,
)
"""In this order: the first that knows the failure explains it."""


def _message(original: BaseException | None, url: URL) -> str:
    """Return the reason the server gives, at most 300 characters of it, without the password."""
    words = " ".join(str(original).split()) if original is not None else "no reason given"
    if url.password:
        words = words.replace(str(url.password), "***")
    return words[:300]
