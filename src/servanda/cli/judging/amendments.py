"""Amendments as people write them: FIELD=VALUE, read by what the field of that kind can hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.cli.judging.authorship import Who
    from servanda.cli.record_access import Look
    from servanda.model import Decision

__all__ = ["amendments", "given_value"]


def amendments(
    look: Look, identity: str, fields: Iterable[str], on: date | None, who: Who
) -> list[Decision]:
    """Make the decisions that `FIELD=VALUE` ask for, without keeping them yet.

    Raises UsageError where a field cannot hold its value, or where it is not clear which claim
    is meant.
    """
    from servanda.cli.naming import claims_of, kind_of, whole
    from servanda.model import Action, Concern, Decision, status_value

    claims = claims_of(look, identity)
    kind = kind_of(look, claims[0])
    said = [_parted(one) for one in fields]
    words = []
    for field, text in said:
        parts: dict[str, Any] = {**dataclasses.asdict(who), "field": field}
        if field == "status" and kind == "commitment":
            # The status is the commitment's, whichever of its claims was named.
            entity = look.world.entity(whole(look, identity))
            targets = entity.claims if entity is not None else claims
            value = status_value(text, on)
            words.append(Decision.make(Action.AMEND, Concern.STATUS, targets, value=value, **parts))
            continue
        if on is not None:
            raise UsageError("--on", "only a commitment's status holds from a day on")
        if len(claims) > 1:
            some = ", ".join(claims)
            raise UsageError(identity, f"{len(claims)} claims tell of it", f"name one: {some}")
        value = given_value(kind, field, text)
        words.append(Decision.make(Action.AMEND, Concern.CLAIM, claims, value=value, **parts))
    return words


def _parted(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not sign or not field.strip():
        raise UsageError(text, "this is no amendment", "write FIELD=VALUE, such as due=2025-03-31")
    return field.strip(), value.strip()


def given_value(kind: str, field: str, text: str) -> Any:
    """Read the value of a field as people write it: words, a number, a list with commas, or JSON.

    Raises UsageError where the field cannot hold it.
    """
    from servanda.model.amendment import amendable, check_amendment, time_field

    if field not in amendable(kind):
        check_amendment(kind, field, text)
    if text == "":
        tried: list[Any] = [None, [], ""]
    elif time_field(kind, field):
        tried = [text]
    else:
        tried = [*_json(text), text, [part.strip() for part in text.split(",") if part.strip()]]
    first: UsageError | None = None
    for value in tried:
        try:
            check_amendment(kind, field, value)
        except UsageError as error:
            first = first or error
        else:
            return value
    assert first is not None
    raise UsageError(f"{field}={text}", first.reason, first.remedy)


def _json(text: str) -> list[Any]:
    try:
        return [orjson.loads(text)]
    except orjson.JSONDecodeError:
        return []
