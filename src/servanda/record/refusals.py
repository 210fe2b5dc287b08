"""What a PostgreSQL server answers when it refuses, in our words, each with a way out."""

from __future__ import annotations

from sqlalchemy.engine import URL

from servanda.errors import RecordBusyError, RecordError, RecordFormatError

__all__ = ["explain"]

_COPY = "bring back a copy, or read the reports into a new record"
_AGAIN = "see that the server runs and try again: all reports finished before are kept"

_STATES: dict[str, tuple[str, str]] = {
    "28P01": ("the server does not accept this user and password", "look at both in the URL"),
    "28000": ("the server does not let this user in", "ask whoever runs it"),
    "25006": ("it may only be read", "name the server that may be written to"),
    "53100": ("the server's disk is full", "make room and read again: all finished before is kept"),
    "53200": ("the server is out of memory", _AGAIN),
    "53300": ("the server has too many connections", "wait a little and try again"),
    "25P03": ("the server ended what stood still too long", _AGAIN),
    "25P04": ("the server ended what took too long", _AGAIN),
    "57014": ("the server broke it off", "try again; its statement_timeout may be too short"),
    "22021": ("a text has a character that PostgreSQL cannot keep", "mend the source"),
}
_BUSY = frozenset({"55P03", "40001", "40P01"})
_GONE = frozenset({"57P01", "57P02", "57P03", "57P05"})
_DAMAGED = frozenset({"42P01", "42703", "42804", "22P02", "22003", "XX001", "XX002"})
_NO_CONNECTION = "08"

# What libpq says where a connection fails, and no state comes with it. A server may answer in
# another language: then its own words are passed on.
_SAID: tuple[tuple[str, str, str], ...] = (
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
    ("Connection refused", "no server answers there", "start it, or look at host and port"),
    ("No such file or directory", "no server answers there", "start it, or look at host and port"),
    ("resolve", "there is no host of that name", "look at the host in the URL"),
    ("translate host name", "there is no host of that name", "look at the host in the URL"),
    ("timeout expired", "the server does not answer", "look at host and port, and at the network"),
    (
        "invalid connection option",
        "the URL has an option that PostgreSQL does not know",
        "take it out",
    ),
    ("invalid integer value", "the URL has a number that is none", "look at its port and options"),
    ("NUL (0x00)", *_STATES["22021"]),
)


def explain(subject: str, url: URL, original: BaseException | None) -> RecordError:
    """Turn the driver's error into ours; `subject` names the record, its password hidden."""
    state = getattr(original, "sqlstate", None) or ""
    said = _first_line(original, url)
    if state in _BUSY:
        remedy = "wait until it has finished and try again"
        return RecordBusyError(subject, "another process is writing to it", remedy)
    if state == "42501":
        remedy = f"let it: GRANT CREATE, USAGE ON SCHEMA ... TO {url.username or 'the user'}"
        return RecordError(subject, f"the user may not do this ({said})", remedy)
    if state == "3D000" or (not state and 'database "' in said and "does not exist" in said):
        name = url.database or url.username or ""
        return RecordError(subject, f"there is no database {name!r}", f"make it: createdb {name}")
    if not state and 'role "' in said and "does not exist" in said:
        reason = f"the server knows no user {url.username!r}"
        return RecordError(subject, reason, "look at the user in the URL")
    if state in _STATES:
        return RecordError(subject, *_STATES[state])
    if state in _GONE or state.startswith(_NO_CONNECTION) or _is_gone(said):
        return RecordError(subject, "the server went away", _AGAIN)
    if state in _DAMAGED:
        return RecordFormatError(subject, f"the record is damaged: {said}", _COPY)
    for words, reason, remedy in _SAID:
        if words in said:
            return RecordError(subject, reason, remedy)
    return RecordError(subject, f"the database refuses: {said}", "see what the server's log says")


def _is_gone(said: str) -> bool:
    words = ("closed the connection", "connection is closed", "connection is lost", "SSL SYSCALL")
    return any(each in said for each in words)


def _first_line(original: BaseException | None, url: URL) -> str:
    """Return the reason the server gives, whole where it is short, without the password."""
    said = " ".join(str(original).split()) if original is not None else "no reason given"
    if url.password:
        said = said.replace(str(url.password), "***")
    return said[:300]
