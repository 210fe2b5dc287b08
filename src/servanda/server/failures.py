"""What goes wrong, in one shape: subject, reason and remedy, with the status of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from servanda.errors import (
    EvidenceError,
    InputError,
    NotFoundError,
    ParserError,
    RecordBusyError,
    RecordError,
    ServandaError,
    TimeError,
    UnreadableError,
    UsageError,
)
from servanda.export.safe_text import one_line

__all__ = ["NotAllowedError", "Problem", "TooMuchError", "problem_of"]


_LONG = 300  # characters of what was asked for, in an answer


class NotAllowedError(ServandaError):
    """Whoever asks may not do that; `login` says whether logging in would help."""

    def __init__(self, subject: str, reason: str, remedy: str = "", *, login: bool = False) -> None:
        super().__init__(subject, reason, remedy)
        self.login = login


class TooMuchError(ServandaError):
    """More than one request, or one visitor, may ask for; `wait` says for how many seconds."""

    def __init__(self, subject: str, reason: str, remedy: str = "", *, wait: int = 2) -> None:
        super().__init__(subject, reason, remedy)
        self.wait = wait


_STATUS: tuple[tuple[type[ServandaError], HTTPStatus], ...] = (
    (NotAllowedError, HTTPStatus.FORBIDDEN),
    (TooMuchError, HTTPStatus.TOO_MANY_REQUESTS),
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (RecordBusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (UnreadableError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (UsageError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TimeError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (EvidenceError, HTTPStatus.CONFLICT),
    (ParserError, HTTPStatus.SERVICE_UNAVAILABLE),
    (RecordError, HTTPStatus.SERVICE_UNAVAILABLE),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: the three things a person needs, and the status of the answer."""

    status: int
    subject: str
    reason: str
    remedy: str = ""
    login: bool = False
    wait: int = 2

    @property
    def title(self) -> str:
        """The status in words."""
        return HTTPStatus(self.status).phrase

    def plain(self, path: str) -> dict[str, Any]:
        """Write it as RFC 9457 has it, with what it is about and what to do next."""
        return {
            "type": f"urn:servanda:problem:{self.title.casefold().replace(' ', '-')}",
            "title": self.title,
            "status": self.status,
            "detail": f"{self.subject}: {self.reason}",
            "instance": path,
            "subject": self.subject,
            "reason": self.reason,
            "remedy": self.remedy,
        }


def problem_of(error: Exception) -> Problem:
    """Say what an exception means for whoever asked; nothing of the machine is told."""
    if isinstance(error, ServandaError):
        status = next((s for kind, s in _STATUS if isinstance(error, kind)), None)
        login = isinstance(error, NotAllowedError) and error.login
        if login:
            status = HTTPStatus.UNAUTHORIZED
        return Problem(
            int(status or HTTPStatus.INTERNAL_SERVER_ERROR),
            _short(error.subject),
            _short(error.reason),
            _short(error.remedy),
            login=login,
            wait=error.wait if isinstance(error, TooMuchError) else 2,
        )
    if isinstance(error, HTTPException):
        return _of_status(error.status_code)
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the request"
        return Problem(422, _short(where), _short(str(first["msg"])), "see /api/v1/openapi.json")
    return Problem(
        500,
        "the server",
        "something went wrong in servanda itself",
        "try again; if it comes back, please report it with what you did",
    )


_WORDS: Mapping[int, tuple[str, str, str]] = {
    404: ("this address", "there is nothing here", "go to Today, or search"),
    405: ("this address", "it cannot be used like that", "follow a link or a button of a page"),
    413: ("what was sent", "it is too large", "split it, or read it on the command line"),
}


def _of_status(status: int) -> Problem:
    words = _WORDS.get(status, ("the request", "it was refused", ""))
    return Problem(status, *words)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"
