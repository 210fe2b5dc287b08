"""Time expressions of any text: found, and resolved where its day of publication is known."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Body
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from servanda.server.api.api_area import api_area
from servanda.server.api.api_replies import one_answer
from servanda.server.api.api_rows import Row, Time
from servanda.server.visit import Looking
from servanda.timex.timex_rows import plain_timex, timex_rows

__all__ = ["router"]


router = api_area("times")
_TEXT = 500_000  # characters: a second of processor time


class GivenText(BaseModel):
    """A text, with the day on which it was published and the country whose fiscal years are meant."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, Field(max_length=_TEXT)]
    dct: Annotated[date | None, Field(description="Its day of publication; null: not known.")] = (
        None
    )
    country: Annotated[str | None, Field(max_length=10, description="Such as JP, US.")] = None
    why: Annotated[bool, Field(description="With `mod`, `when` and `reasons` of each.")] = False


class TimexRow(Row):
    """A time expression, with its TIMEX3 type and value; with `why` three more keys."""

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None = None
    when: Time | None = None
    reasons: list[str] | None = None


class TimesAnswer(BaseModel):
    """The time expressions of a text, ascending."""

    timex: list[TimexRow]


@router.post("/times", response_model=None, responses={200: {"model": TimesAnswer}})
def find_times(visit: Looking, given: Annotated[GivenText, Body()]) -> Response:
    """Find the time expressions of a text, which is not kept: `servanda times`.

    Without `dct`, a value that depends on it has an X for each digit that is not known.
    """
    del visit  # who may look may ask
    rows = timex_rows(given.text, given.dct, given.country or None)
    found = [row if given.why else plain_timex(row) for row in rows]
    return one_answer({"timex": found})
