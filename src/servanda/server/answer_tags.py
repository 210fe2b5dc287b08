"""Tags of answers (ETag, RFC 9110): what has not changed need not be sent again."""

from __future__ import annotations

from hashlib import sha256

from fastapi.responses import Response

from servanda import __version__
from servanda.server.visit import Visit

__all__ = ["state_of", "tag_of", "unchanged"]


def state_of(visit: Visit) -> tuple[str, str]:
    """Return what tells the states of the record apart, and the moment from which it is looked at.

    The same question asked of the same state and moment has the same answer, whoever asks it.
    """
    return visit.desk.record.mark(), repr(visit.moment)


def tag_of(visit: Visit, *more: str) -> str:
    """Return the tag of an answer: another one as soon as the record, the day or the question is.

    `more` is what else the answer depends on.
    """
    asked = sorted(visit.request.query_params.multi_items())
    told = (
        __version__,
        *state_of(visit),
        visit.request.url.path,
        repr(asked),
        visit.person.name,
        *more,
    )
    return f'"{sha256(chr(10).join(told).encode("utf-8", "replace")).hexdigest()[:32]}"'


def unchanged(visit: Visit, *more: str) -> Response | None:
    """Answer 304 to whoever has this answer already; None where it has to be given."""
    tag = tag_of(visit, *more)
    known = visit.request.headers.get("if-none-match", "")
    if tag in {one.strip().removeprefix("W/") for one in known.split(",")}:
        return Response(status_code=304, headers={"ETag": tag})
    return None
