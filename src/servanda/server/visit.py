"""A visit: one request, who asks it, and the moment from which the record is looked at."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Request

from servanda.errors import UsageError
from servanda.model.decision import CREDIBILITY, RELIABILITY
from servanda.record_questions import Moment, RecordQuestions
from servanda.review.written_options import written_grades
from servanda.server.access.desk_roles import NOBODY, RIGHTS, Means, Person, Right, Role
from servanda.server.failures import NotAllowedError

if TYPE_CHECKING:
    from servanda.server.desk import Desk

__all__ = [
    "BROWSER",
    "FORM_TOKEN",
    "Adding",
    "Administering",
    "Anybody",
    "Judging",
    "Looking",
    "Visit",
    "read_day",
    "read_instant",
]


BROWSER = "servanda-browser"
"""The cookie that tells one browser from another: its forms carry a token made of it."""

FORM_TOKEN = "X-Form-Token"  # noqa: S105 - the name of a header
"""The header with the form token, for a program that changes something by a session's cookie."""

_JUDGED = ("applied", "all", "none")


class Visit:
    """One request: the desk it is asked at, by whom, from which moment."""

    def __init__(self, desk: Desk, request: Request, person: Person) -> None:
        self.desk = desk
        self.request = request
        self.person = person
        self.notes: list[str] = []
        known = request.cookies.get(BROWSER, "")
        self.new_browser = not _is_id(known)
        self.browser = secrets.token_urlsafe(24) if self.new_browser else known

    @cached_property
    def moment(self) -> Moment:
        """From where the record is looked at. Raises UsageError where the address gives no day."""
        given = self.request.query_params
        judged = given.get("judged") or "applied"
        if judged not in _JUDGED:
            raise UsageError("judged", f"it is not {judged!r}", f"one of {', '.join(_JUDGED)}")
        return Moment(
            read_day(given, "today") or self.desk.today,
            read_day(given, "as_of"),
            read_day(given, "known_by"),
            read_instant(given, "recorded_by"),
            judged,
            reliability=_read_grades(given, "reliability", RELIABILITY),
            credibility=_read_grades(given, "credibility", CREDIBILITY),
            min_confidence=_read_share(given, "min_confidence"),
        )

    @cached_property
    def questions(self) -> RecordQuestions:
        """What the record answers, once the decision that is being kept just now is in its index."""
        self.desk.settling.wait()
        desk = self.desk
        return RecordQuestions(
            desk.record,
            self.moment,
            self.notes.append,
            stories=lambda: desk.stories,
            names=lambda: desk.names,
        )

    @cached_property
    def rejected_too(self) -> RecordQuestions:
        """What the record answers where rejected claims count as well."""
        return RecordQuestions(self.desk.record, replace(self.moment, judged="all"), lambda _: None)

    @property
    def now(self) -> datetime:
        """The instant at which something is written."""
        return self.desk.now()

    @property
    def form_token(self) -> str:
        """What a form of this browser carries."""
        key = f"{self.browser}\n{self.person.name}".encode()
        return hmac.new(self.desk.secret, key, sha256).hexdigest()

    def prove_form(self, token: str | None) -> None:
        """Raise NotAllowedError unless a form was drawn for this browser by this server."""
        given, mine = (token or "").encode("utf-8", "replace"), self.form_token.encode()
        if self.new_browser or not hmac.compare_digest(given, mine):
            raise NotAllowedError(
                "the form",
                "it was not drawn for this browser, or the server was started again since",
                "go back, reload the page and try again",
            )


def _is_id(text: str) -> bool:
    return (
        20 <= len(text) <= 64
        and text.isascii()
        and text.replace("-", "").replace("_", "").isalnum()
    )


# -- days of an address ----------------------------------------------------------------------


def read_day(given: Mapping[str, str], name: str) -> date | None:
    """Read a day of an address; None where it has none. Raises UsageError."""
    text = (given.get(name) or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(name, f"{text[:40]!r} is not a day", "write it like 2025-03-31") from None


def read_instant(given: Mapping[str, str], name: str) -> datetime | date | None:
    """Read a day or an instant with its zone; None where the address has none. Raises UsageError."""
    text = (given.get(name) or "").strip()
    if "T" not in text:
        return read_day(given, name)
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        remedy = "write it like 2025-03-31T12:00:00Z"
        raise UsageError(name, f"{text[:40]!r} is not an instant with its zone", remedy)
    return at


def _read_share(given: Mapping[str, str], name: str) -> float | None:
    text = (given.get(name) or "").strip()
    if not text:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(name, f"{text[:40]!r} is not between 0 and 1", "write it like 0.9")
    return share


def _read_grades(given: Mapping[str, str], name: str, scale: Mapping[str, str]) -> frozenset[str]:
    text = (given.get(name) or "").strip()
    return written_grades(scale, text) if text else frozenset()


# -- who may -----------------------------------------------------------------------------------


def _asks(request: Request) -> Visit:
    desk: Desk = request.app.state.desk
    return Visit(desk, request, desk.person_of(request))


def may(right: Right) -> Callable[[Request], Visit]:
    """Make a dependency that gives the visit of who has a right. Raises NotAllowedError."""

    def allowed(request: Request) -> Visit:
        visit = _asks(request)
        if not visit.person.may(right):
            raise denied(visit.person, right)
        if visit.person.means is not Means.MACHINE:
            visit.desk.limits.ask(visit.person.name, right, visit.now)
        if _changes_by_cookie(request, visit.person):
            visit.prove_form(request.headers.get(FORM_TOKEN))
        return visit

    allowed.right = right  # type: ignore[attr-defined] # so that a test finds what each route asks
    return allowed


def _changes_by_cookie(request: Request, person: Person) -> bool:
    """Whether a program changes something by a cookie, which another site could make a browser send.

    The forms of pages carry their token themselves.
    """
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    return changes and person.means is Means.SESSION and request.url.path.startswith("/api/")


def open_to_all(request: Request) -> Visit:
    """Give the visit of anybody, for the few addresses that ask who it is."""
    return _asks(request)


open_to_all.right = None  # type: ignore[attr-defined] # declared, as `may` does


def denied(person: Person, right: Right) -> NotAllowedError:
    """Say why somebody may not do something, and what would help."""
    if person is NOBODY:
        return NotAllowedError(
            "this page", "it is for those who have logged in", "log in", login=True
        )
    who = f"you are logged in as {person.name}"
    if person.role is not None:
        who += f", a {person.role.value}"
    least = next(role for role in Role if right in RIGHTS[role])
    return NotAllowedError(
        who,
        f"that takes the right to {right.value}",
        f"ask an administrator to make you {_an(least)}",
    )


def _an(role: Role) -> str:
    return f"{'an' if role.value[0] in 'ae' else 'a'} {role.value}"


Looking = Annotated[Visit, Depends(may(Right.LOOK))]
Judging = Annotated[Visit, Depends(may(Right.JUDGE))]
Adding = Annotated[Visit, Depends(may(Right.ADD))]
Administering = Annotated[Visit, Depends(may(Right.ADMIN))]
Anybody = Annotated[Visit, Depends(open_to_all)]
